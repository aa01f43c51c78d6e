// The network: one by name, or a file that the user uploads. Files are read by the browser and sent as text.

// What the program offers: networks and its version.
let catalog = { networks: [], firstNetwork: "", version: "" };
// The value of the choice that stands for an uploaded file.
const uploaded = "\u0000file";
// Larger files are none that the program reads [byte].
const largestFile = 3 << 20;

const networkNamed = (name) => catalog.networks.find((network) => network.name === name);

function prepareNetwork() {
  const select = byId("network");
  select.append(...catalog.networks.map(({ name, reads, tokens }) =>
    html("option", { value: name }, `${name} – ${reads ? `images ${reads}` : `${tokens} tokens`}`)));
  select.addEventListener("input", () => {
    if (select.value === uploaded) return;
    change({ ...steps.present, network: { name: select.value } });
  });
  byId("tokens").addEventListener("input", (event) => {
    const text = event.target.value.trim();
    const known = networkNamed(steps.present.network.name);
    const most = known?.mostTokens ?? 1;
    const tokens = Number(text);
    const isAllowed = text === "" || /^[0-9]+$/.test(text) && tokens >= 1 && tokens <= most;
    setText(byId("network-error"), isAllowed ? "" : `Tokens are a whole number from 1 to ${most}.`);
    if (!isAllowed) return;
    change({ ...steps.present, network: { name: known.name, ...(text === "" ? {} : { tokens }) } }, "tokens");
  });
  for (const { id, name } of bitFields) byId(id).addEventListener("input", (event) => changeBits(name, event.target.value.trim()));
  byId("network-file").addEventListener("change", (event) => upload(event.target, (file, text) => {
    change({ ...steps.present, network: { text, file } });
  }));
  byId("param-file").addEventListener("change", (event) => upload(event.target, takeParameters));
}

// Lengths of numbers, 8 bit unless others are set.
const bitFields = [{ id: "weight-bits", name: "weightBits" }, { id: "activation-bits", name: "activationBits" }];
const usualBits = 8;
const mostBits = 32;

function changeBits(name, text) {
  const bits = Number(text);
  const isAllowed = text === "" || /^[0-9]+$/.test(text) && bits >= 1 && bits <= mostBits;
  setText(byId("network-error"), isAllowed ? "" : `Bits are a whole number from 1 to ${mostBits}.`);
  if (isAllowed) change({ ...steps.present, [name]: text === "" || bits === usualBits ? undefined : bits }, name);
}

async function upload(input, take) {
  const [file] = input.files;
  if (!file) return;
  const error = byId("network-error");
  setText(error, "");
  if (/\.(onnx|npz|pb|pt|pth)$/i.test(file.name)) {
    setText(error, `${file.name} is a model. The page takes networks as CSV with a layer a line: \`tessera networks\` and docs/networks.md `
      + "say how to get one.");
  } else if (file.size > largestFile) {
    setText(error, `${file.name} has ${plural(file.size, "byte")} (allowed: up to ${largestFile}).`);
  } else {
    await take(file.name, await file.text());
  }
  // The same file may be chosen again after a change.
  input.value = "";
}

// A Param file takes the place of all parameters.
async function takeParameters(file, text) {
  try {
    const answer = await askJSON("parameters", { file, text });
    if (answer.refusal) setText(byId("network-error"), answer.refusal.message);
    else change({ ...steps.present, parameters: Object.fromEntries(answer.parameters.map(({ name, value }) => [name, value])) });
  } catch (error) {
    setText(byId("network-error"), error.message);
  }
}

function drawNetwork() {
  const { network } = steps.present;
  const select = byId("network");
  for (const option of [...select.options]) if (option.dataset.file) option.remove();
  if (network.text === undefined) {
    setControl(select, network.name);
  } else {
    select.append(html("option", { value: uploaded, "data-file": "true" }, `${network.file} (uploaded)`));
    select.value = uploaded;
  }
  const known = network.text === undefined ? networkNamed(network.name) : null;
  byId("tokens-row").hidden = !known?.tokens;
  if (known?.tokens && document.activeElement !== byId("tokens")) byId("tokens").value = network.tokens ?? known.tokens;
  for (const { id, name } of bitFields) {
    if (document.activeElement !== byId(id)) byId(id).value = steps.present[name] ?? usualBits;
  }
  byId("network-help").textContent = known?.source ?? (network.text === undefined ? "" : "A file of yours; it stays in this page.");
}
