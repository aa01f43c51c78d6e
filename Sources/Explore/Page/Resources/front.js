// The sweep in the background: which parameters vary, its points as they come, and what is done with them.

// The parameters that a sweep begins with, where the revision reads them.
const usualAxes = ["memcelltype", "numColMuxed", "numRowSubArray"];
const mostFrontAxes = 3;
const frontForm = { axes: [], revision: null, redraw: null };
let sweep = null;

// Values around that in force.
function usualValues(parameter, inForce) {
  if (parameter.alternatives) return parameter.alternatives.map(({ word }) => word);
  if (parameter.values) {
    const place = Math.max(0, parameter.values.findIndex((value) => String(value) === inForce));
    const first = Math.max(0, Math.min(place - 2, parameter.values.length - 5));
    return parameter.values.slice(first, first + 5).map(String);
  }
  const value = Number(inForce) || Number(parameter.default) || 1;
  const around = [0.5, 0.75, 1, 1.5, 2].map((factor) => {
    const scaled = value * factor;
    const whole = parameter.type === "integer" ? Math.round(scaled) : Number(scaled.toPrecision(4));
    return Math.min(parameter.maximum, Math.max(parameter.minimum, whole));
  });
  return [...new Set(around)].sort((left, right) => left - right).map(String);
}

// Sizes of arrays are powers of two.
function doubled(parameter, inForce) {
  const value = Number(inForce);
  if (parameter.minimum === undefined || parameter.type !== "integer" || !Number.isInteger(Math.log2(value))) return null;
  return [0.25, 0.5, 1, 2, 4].map((factor) => value * factor)
    .filter((size) => Number.isInteger(size) && size >= parameter.minimum && size <= parameter.maximum).map(String);
}

function valuesFor(name) {
  const field = form.fields.get(name);
  if (!field) return "";
  const inForce = steps.present.parameters[name] ?? field.value ?? String(field.parameter.default);
  return (doubled(field.parameter, inForce) ?? usualValues(field.parameter, inForce)).join(", ");
}

function axisRow(index, chosen) {
  const values = html("input", {
    type: "text", class: "axis-values", "aria-label": `Values of parameter ${index + 1} of the sweep`, spellcheck: "false",
    value: valuesFor(chosen),
  });
  const select = html("select", {
    "aria-label": `Parameter ${index + 1} of the sweep`,
    input: () => { values.value = valuesFor(select.value); values.disabled = select.value === ""; },
  }, html("option", { value: "" }, "none"),
  ...form.parameters.filter(({ name }) => name !== "revision").map(({ name }) => html("option", { value: name }, name)));
  select.value = chosen;
  values.disabled = chosen === "";
  return { select, values, node: html("div", { class: "axis" }, select, values) };
}

// Offers the parameters of the revision.
function drawFrontForm() {
  if (frontForm.revision === form.revision) return;
  frontForm.revision = form.revision;
  const names = usualAxes.filter((name) => form.fields.has(name));
  frontForm.axes = Array.from({ length: mostFrontAxes }, (_, index) => axisRow(index, names[index] ?? ""));
  byId("front-axes").replaceChildren(...frontForm.axes.map(({ node }) => node));
}

function prepareFront() {
  for (const [id, chosen] of [["front-x", "area"], ["front-y", "latency"]]) {
    byId(id).append(...frontKinds.map(({ key, label }) => html("option", { value: key }, label)));
    byId(id).value = chosen;
    byId(id).addEventListener("input", () => { if (sweep) readFront(true); });
  }
  byId("front-start").addEventListener("click", startFront);
  byId("front-stop").addEventListener("click", async () => {
    if (sweep) await ask("front/stop", { front: sweep.number }).catch(tellFrontError);
  });
  const chart = byId("front-chart");
  followLayers(chart, byId("front-details"), (number) => describeFrontPoint(sweep, sweep.points[number]), "point",
    takePoint);
}

const tellFrontError = (error) => setText(byId("front-error"), error.message);

async function startFront() {
  setText(byId("front-error"), "");
  const axes = frontForm.axes.filter(({ select }) => select.value !== "").map(({ select, values }) => ({
    parameter: select.value, values: values.value.split(/[,;]/).map((text) => text.trim()).filter(Boolean),
  }));
  try {
    if (sweep && !sweep.isDone) await ask("front/stop", { front: sweep.number });
    const design = designOf(steps.present);
    const answer = await askJSON("front/start", { design, axes });
    if (answer.refusal) throw new Error(answer.refusal.message);
    sweep = { number: answer.front, base: steps.present, axes: axes.map(({ parameter }) => parameter), points: [], front: [], isDone: false };
    byId("front-figure").hidden = false;
    byId("front-stop").disabled = false;
    await readFront(false);
  } catch (error) {
    tellFrontError(error);
  }
}

// Asks for points until all are there. With `isOnce` only the front is asked for, in another plane.
async function readFront(isOnce) {
  const own = sweep;
  try {
    do {
      const plane = { x: byId("front-x").value, y: byId("front-y").value };
      const answer = await askJSON(`front?front=${own.number}&from=${own.points.length}&x=${plane.x}&y=${plane.y}`);
      if (own !== sweep) return;
      if (answer.ended) throw new Error("The sweep is gone: start it again.");
      // Another answer may have brought the same points.
      own.points.push(...answer.points.filter(({ number }) => number >= own.points.length));
      Object.assign(own, { front: answer.front, isDone: answer.isDone, total: answer.total });
      own.kinds = { x: kindCalled(plane.x), y: kindCalled(plane.y) };
      drawFront();
      if (isOnce || own.isDone) break;
      await new Promise((resolve) => { setTimeout(resolve, 200); });
    } while (own === sweep);
  } catch (error) {
    tellFrontError(error);
    own.isDone = true;
  }
  if (own === sweep) byId("front-stop").disabled = own.isDone;
}

const kindCalled = (key) => frontKinds.find((kind) => kind.key === key);

function drawFront() {
  if (!sweep?.kinds) return;
  const impossible = sweep.points.filter(({ figures }) => !figures);
  byId("front-status").textContent = `${sweep.points.length} of ${sweep.total} designs, ${sweep.front.length} on the front`
    + (impossible.length > 0 ? `, ${impossible.length} not possible` : "");
  setText(byId("front-error"), sweep.isDone && impossible.length === sweep.points.length && impossible.length > 0
    ? impossible[0].message : "");
  if (frontForm.redraw) frontForm.redraw();
  else frontForm.redraw = drawResponsively(byId("front-chart"), drawFrontChart);
  byId("front-chart").setAttribute("aria-label",
    `Dots: ${sweep.kinds.y.label} over ${sweep.kinds.x.label} of ${plural(sweep.points.length, "design")}. The table below has those of the front.`);
  const rows = sweep.front.slice(0, 50).map((number) => sweep.points[number]);
  byId("front-table").replaceChildren(
    html("thead", {}, html("tr", {}, html("td", {}), ...sweep.axes.map((name) => html("th", { scope: "col" }, name)),
      ...frontKinds.map(({ label }) => html("th", { scope: "col" }, label)))),
    html("tbody", {}, ...rows.map((point) => html("tr", { id: `point-${point.number + 1}`, tabindex: "-1", "data-point": String(point.number) },
      html("td", {}, html("button", { type: "button", "aria-label": `Take ${describeFrontPoint(sweep, point)}`, click: () => takePoint(point.number) }, "Take")),
      ...point.values.map((value) => html("td", {}, value)),
      ...frontKinds.map(({ key, text }) => html("td", {}, point.figures[key] === null ? "never" : text(point.figures[key])))))));
}

// Takes the parameters of a point.
function takePoint(number) {
  const point = sweep?.points[number];
  if (!point?.figures) return;
  let state = steps.present;
  sweep.axes.forEach((name, index) => {
    const field = form.fields.get(name);
    const value = point.values[index];
    state = withParameter(state, name, field && isDefaultText(field.parameter, value) ? undefined : value);
  });
  change(state);
}
