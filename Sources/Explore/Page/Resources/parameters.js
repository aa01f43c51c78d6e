// The form: a field for each parameter that the revision reads, made from the schema.

// Schemas by revision.
const schemas = new Map();
// What the form shows at present: the schema, and fields by name.
const form = { revision: null, parameters: [], fields: new Map(), groups: [] };

async function schemaOf(revision) {
  if (!schemas.has(revision)) {
    const { parameters } = await askJSON(`schema?revision=${revision}`);
    // A network that is streamed through one SRAM is the subject of another command.
    schemas.set(revision, parameters.filter((parameter) => parameter.readBy !== "streaming"));
  }
  return schemas.get(revision);
}

const unitText = (unit) => (unit === "1" ? "" : unit.replace("Ohm", "Ω"));

function optionsOf(parameter) {
  if (parameter.alternatives) {
    return parameter.alternatives.map(({ word, meaning }) => ({ value: word, text: meaning ? `${word} – ${meaning}` : word }));
  }
  return parameter.values ? parameter.values.map((value) => ({ value: String(value), text: String(value) })) : null;
}

// Very large and very small numbers as a Param file writes them: 1e9.
function numberText(value) {
  if (typeof value !== "number" || value === 0 || Math.abs(value) < 1e5 && Math.abs(value) >= 1e-3) return String(value);
  const text = value.toExponential().replace("e+", "e");
  return text.length < String(value).length ? text : String(value);
}

function rangeText(parameter) {
  const { minimum, maximum } = parameter;
  const range = minimum === undefined ? "" : `${numberText(minimum)} to ${numberText(maximum)}; `;
  return `${range}default ${numberText(parameter.default)}`
    + (parameter.follows ? `, follows ${parameter.follows}` : "");
}

const tags = { training: "read by training only", activations: "read for networks with work on activations" };

function parameterField(parameter) {
  const { name } = parameter;
  const id = `p-${name}`;
  const options = optionsOf(parameter);
  const change = (event) => changeParameter(parameter, event.target.value);
  const control = options
    ? html("select", { id, "aria-describedby": `${id}-help ${id}-error`, input: change },
      ...options.map(({ value, text }) => html("option", { value }, text)))
    : html("input", {
      id, type: "text", inputmode: parameter.minimum < 0 ? "text" : "decimal", spellcheck: "false", autocomplete: "off",
      "aria-describedby": `${id}-help ${id}-error`, input: change, blur: () => showValue(name),
    });
  const reset = html("button", {
    type: "button", class: "reset", "aria-label": `Reset ${name} to its default`, title: "Reset to the default", hidden: true,
    click: () => { changeParameter(parameter, ""); control.focus(); },
  }, "↺");
  const error = html("p", { class: "error", id: `${id}-error`, role: "alert" });
  const node = html("div", { class: "field" },
    html("label", { for: id }, name),
    html("div", { class: "row" }, control, html("span", { class: "unit" }, unitText(parameter.unit)), reset),
    html("p", { class: "help", id: `${id}-help` }, parameter.meaning, " ",
      html("span", { class: "range" }, rangeText(parameter)),
      tags[parameter.readBy] ? html("span", { class: "tag" }, tags[parameter.readBy]) : null),
    error);
  const text = `${name} ${parameter.meaning} ${parameter.group} ${(options ?? []).map((option) => option.text).join(" ")}`.toLowerCase();
  return { parameter, node, control, reset, error, text, value: null };
}

// A value that is the default, and cannot follow other parameters, need not be set.
function isDefaultText(parameter, text) {
  if (text === "") return true;
  if (parameter.follows) return false;
  if (String(parameter.default) === text) return true;
  return typeof parameter.default === "number" && text.trim() !== "" && Number(text) === parameter.default;
}

function changeParameter(parameter, text) {
  change(withParameter(steps.present, parameter.name, isDefaultText(parameter, text.trim()) ? undefined : text.trim()), parameter.name);
}

// Builds the form of a revision, once.
async function buildForm(revision) {
  if (form.revision === revision) return;
  const parameters = await schemaOf(revision);
  const focused = document.activeElement?.id;
  const open = new Set(form.groups.filter(({ node }) => node.open).map(({ name }) => name));
  const isFirst = form.revision === null;
  form.revision = revision;
  form.parameters = parameters;
  form.fields = new Map(parameters.map((parameter) => [parameter.name, parameterField(parameter)]));
  const names = [...new Set(parameters.map(({ group }) => group))];
  form.groups = names.map((name, index) => {
    const fields = [...form.fields.values()].filter(({ parameter }) => parameter.group === name);
    const count = html("span", { class: "count" });
    const node = html("details", { class: "group" },
      html("summary", {}, html("h2", {}, name), count),
      html("div", { class: "fields" }, ...fields.map((field) => field.node)));
    node.open = isFirst ? index < 2 && matchMedia("(min-width: 62rem)").matches : open.has(name);
    return { name, fields, node, count };
  });
  byId("groups").replaceChildren(...form.groups.map(({ node }) => node));
  if (focused?.startsWith("p-")) byId(focused)?.focus();
}

// Puts the value in force into a field, unless the user is writing there.
function showValue(name) {
  const field = form.fields.get(name);
  if (!field) return;
  const given = steps.present.parameters[name];
  const { control, value } = field;
  const text = given ?? value ?? numberText(field.parameter.default);
  const isWriting = control === document.activeElement && control.tagName === "INPUT";
  if (!isWriting || given !== undefined && control.value.trim() !== given) setControl(control, text);
}

// A choice shows a word of its own for another spelling of it.
function setControl(control, text) {
  if (control.tagName === "SELECT" && ![...control.options].some((option) => option.value === text)) {
    const match = [...control.options].find((option) => option.value.toLowerCase() === text.toLowerCase());
    if (!match) control.append(html("option", { value: text }, `${text} (not allowed)`));
    control.value = match?.value ?? text;
    return;
  }
  control.value = text;
}

// Shows the design in the form: values, marks and counts.
function drawForm() {
  const { parameters } = steps.present;
  for (const [name, field] of form.fields) {
    const isChanged = parameters[name] !== undefined;
    field.node.classList.toggle("changed", isChanged);
    field.reset.hidden = !isChanged;
    showValue(name);
  }
  for (const { fields, count } of form.groups) {
    const changed = fields.filter(({ parameter }) => parameters[parameter.name] !== undefined).length;
    count.textContent = changed > 0 ? `${fields.length}, ${changed} changed` : `${fields.length}`;
  }
  const changed = Object.keys(parameters).length;
  byId("changed-count").textContent = `changed only (${changed})`;
  byId("reset-all").disabled = changed === 0;
  filterForm();
}

// Takes the values in force from a report.
function takeValues(report) {
  for (const { name, value } of report.parameters) {
    const field = form.fields.get(name);
    if (field) field.value = field.control.tagName === "SELECT" ? String(value) : numberText(value);
  }
  const unread = { training: report.mode !== "training", activations: !report.activations };
  for (const [name, field] of form.fields) {
    field.node.classList.toggle("unread", unread[field.parameter.readBy] === true);
    if (steps.present.parameters[name] === undefined) showValue(name);
  }
}

function filterForm() {
  const words = byId("search").value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const onlyChanged = byId("only-changed").checked;
  const isFiltered = words.length > 0 || onlyChanged;
  let shown = 0;
  for (const { fields, node } of form.groups) {
    let inGroup = 0;
    for (const field of fields) {
      const isShown = words.every((word) => field.text.includes(word))
        && (!onlyChanged || steps.present.parameters[field.parameter.name] !== undefined || field.node.classList.contains("refused"));
      field.node.hidden = !isShown;
      inGroup += isShown ? 1 : 0;
    }
    node.hidden = inGroup === 0;
    if (isFiltered !== (node.dataset.filtered === "true")) {
      if (isFiltered) node.dataset.wasOpen = node.open;
      else node.open = node.dataset.wasOpen === "true";
      node.dataset.filtered = isFiltered;
    }
    if (isFiltered && inGroup > 0 && filterForm.last !== `${words} ${onlyChanged}`) node.open = true;
    shown += inGroup;
  }
  filterForm.last = `${words} ${onlyChanged}`;
  byId("search-status").textContent = isFiltered ? `${shown} of ${form.parameters.length} parameters` : "";
}

// Shows at the fields why a design has no figures. The first one says it; others are marked.
function showRefusal(refusal) {
  for (const [name, field] of form.fields) {
    const place = refusal?.parameters.indexOf(name) ?? -1;
    field.node.classList.toggle("refused", place >= 0);
    if (place >= 0) field.control.setAttribute("aria-invalid", "true");
    else field.control.removeAttribute("aria-invalid");
    setText(field.error, place >= 0 ? refusal.message : "");
    if (place >= 0) field.node.closest("details").open = true;
  }
  setText(byId("network-error"), refusal?.network ? refusal.message : "");
}

// An alert that stays the same is not said again.
function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
