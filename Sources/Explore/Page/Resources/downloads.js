// What can be saved: files that the browser makes from what the page has, or from texts of the program.

function saveText(text, type, file) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  html("a", { href: url, download: file }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

// A Param file with what departs from the defaults.
function paramText(state) {
  const lines = Object.entries(state.parameters).map(([name, value]) => `${name} = ${value}`);
  const sentence = lines.length === 0 ? "All parameters are at their defaults." : "Parameters that are not here are at their defaults.";
  return [`# Tessera ${catalog.version}, network ${networkText(state).replace(/[\r\n]/g, " ")}. ${sentence}`, ...lines, ""].join("\n");
}

const quoted = (word) => (/^[A-Za-z0-9_./,:=+@%-]+$/.test(word) ? word : `'${word.replace(/'/g, "'\\''")}'`);

// The command with the same figures, word by word.
function commandOf(state) {
  const { network, parameters, weightBits, activationBits } = state;
  const words = ["tessera", "estimate", "--network", network.text === undefined ? network.name : network.file];
  if (network.tokens !== undefined) words.push("--tokens", String(network.tokens));
  words.push("--workload", "statistics");
  for (const [name, value] of Object.entries(parameters)) words.push("--set", `${name}=${value}`);
  if (weightBits !== undefined) words.push("--weight-bits", String(weightBits));
  if (activationBits !== undefined) words.push("--activation-bits", String(activationBits));
  return words.map(quoted);
}

// Words are not broken at their hyphens, so that each is read as it must be typed.
function drawCommand(state) {
  const words = commandOf(state).flatMap((word, index) => [index === 0 ? "" : " ", html("span", { class: "word" }, word)]);
  byId("command").firstElementChild.replaceChildren(...words);
}

// Properties of style that pictures need outside of the page.
const drawnProperties = [
  "fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "paint-order", "font-size", "font-weight",
  "text-anchor",
];

// A chart as a file: it has in itself what the page's style gives it, on its ground.
function chartText(chart) {
  const copy = chart.cloneNode(true);
  const originals = [chart, ...chart.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((node, index) => {
    const style = getComputedStyle(originals[index]);
    for (const name of drawnProperties) node.style.setProperty(name, style.getPropertyValue(name));
    for (const name of ["tabindex", "role", "aria-label", "data-layer", "data-point", "class"]) node.removeAttribute(name);
  });
  copy.setAttribute("xmlns", svgSpace);
  copy.style.setProperty("font-family", "sans-serif");
  copy.style.setProperty("background", getComputedStyle(document.body).backgroundColor);
  copy.style.setProperty("color", getComputedStyle(document.body).color);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}\n`;
}

async function save(kind) {
  const error = byId("save-error");
  setText(error, "");
  const state = shown.state;
  try {
    if (!shown.report) throw new Error("There are no figures yet.");
    if (kind === "param") return saveText(paramText(state), "application/octet-stream", "Param");
    if (kind === "json") return saveText(shown.text, "application/json", "estimate.json");
    if (kind === "html" || kind === "floorplan") {
      const text = await ask(kind === "html" ? "report" : "floorplan", evaluation(state));
      const refusal = refusalIn(text);
      if (refusal) throw new Error(refusal.message);
      return kind === "html" ? saveText(text, "text/html", "estimate.html") : saveText(text, "image/svg+xml", "floorplan.svg");
    }
    const chart = byId(`${kind}-chart`);
    if (!chart || chart.childElementCount === 0) throw new Error("This chart is not drawn yet.");
    saveText(chartText(chart), "image/svg+xml", `${kind}.svg`);
  } catch (problem) {
    setText(error, problem.message);
  }
  return undefined;
}

function prepareDownloads() {
  for (const button of document.querySelectorAll("[data-save]")) button.addEventListener("click", () => save(button.dataset.save));
}

async function copyLink() {
  const button = byId("link");
  const says = button.textContent;
  try {
    await navigator.clipboard.writeText(location.href.replace(/#.*/, "") + fragmentOf(steps.present) + snapshotWord());
    button.textContent = "Copied";
  } catch {
    button.textContent = "See address bar";
  }
  setTimeout(() => { button.textContent = says; }, 1500);
}
