// Draws the page of a report on accuracy.

const noiseState = { kind: "noise" };

const redrawConfusion = drawResponsively(byId("confusion-chart"), drawConfusionChart);
const redrawNoise = drawResponsively(byId("noise-chart"), (width) => drawNoiseChart(noiseState.kind, width));

// A list to choose from, where there is a choice.
function selectionList(name, label, options) {
  if (options.length < 2) return null;
  const list = html("select", {
    id: `${name}-list`, change: (event) => select(name, Number(event.target.value)),
  }, ...options.map((text, index) => html("option", { value: String(index) }, text)));
  return html("label", { class: "hint" }, `${label} `, list);
}

function drawSelection() {
  const { trials } = currentSetting();
  byId("selection-controls").replaceChildren(...[
    selectionList("setting", report.variedKey ?? "", report.settings.map((setting) => setting.value ?? "")),
    selectionList("trial", "Trial", trials.map((_, index) => `trial ${index}`)),
  ].filter(Boolean));
  for (const name of ["setting", "trial"]) {
    const list = byId(`${name}-list`);
    if (list) list.value = String(selected[name]);
  }
}

function select(name, index) {
  selected[name] = index;
  selected.trial = Math.min(selected.trial, currentSetting().trials.length - 1);
  const hadFocus = document.activeElement?.id;
  drawSelection();
  drawSelected();
  if (hadFocus === `${name}-list`) byId(hadFocus).focus();
}

// Everything that depends on what is selected.
function drawSelected() {
  resultsTable();
  redrawConfusion();
  drawMistakes();
  drawClasses();
  redrawNoise();
  drawSortedTable(byId("layer-table"), noiseViews(), noiseColumns(), "Signal over the error of products, and conversions at "
    + "the ends of the converter's range.");
  const key = report.variedKey ? `${report.variedKey} = ${currentSetting().value}: ` : "";
  byId("confusion-details").textContent = `${key}${digits(currentTrial().correct, 9)} of ${plural(report.images, "image")} `
    + "recognized.";
  const noisiest = noisiestOf(currentSetting().layers);
  byId("noise-details").textContent = noisiest
    ? `${key}the noisiest layer is ${noisiest.name}, with ${noiseText(noisiest)}.` : `${key}all products are exact.`;
  byId("noise-chart").setAttribute("aria-label", `Bars: noise of ${plural(noiseViews().length, "layer")}. `
    + `${byId("noise-details").textContent} The table below has all figures.`);
}

accuracyNotes();
accuracyCards();
drawValues();
drawSelection();
drawSelected();
byId("noise-controls").append(choice("Show", [
  { key: "noise", label: "signal to noise" }, { key: "clipped", label: "clipping" },
], noiseState.kind, (kind) => { noiseState.kind = kind; redrawNoise(); }));
followLayers(byId("confusion-chart"), byId("confusion-details"), describeClass, "class");
followLayers(byId("noise-chart"), byId("noise-details"), describeNoise);
drawButtons(report, "accuracy.json");
document.documentElement.dataset.ready = "true";
