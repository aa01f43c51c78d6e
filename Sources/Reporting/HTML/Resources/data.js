// The estimate as the charts need it.

const estimate = JSON.parse(byId("estimate").textContent, reviveLatency);
const isTraining = estimate.mode === "training";
const period = estimate.period;

// One number where both directions have the same, else both.
const perDirection = (pair) => pair[0] === pair[1] ? `${pair[0]}` : pair.join("×");

// What is not as in a plain convolution: strides, dilations, and pads that differ from side to side.
function geometryOf(layer) {
  const [top, left, bottom, right] = layer.pads;
  return [
    layer.strides.some((step) => step !== 1) ? `, stride ${perDirection(layer.strides)}` : "",
    layer.dilations.some((step) => step !== 1) ? `, dilation ${perDirection(layer.dilations)}` : "",
    top !== bottom || left !== right ? `, pads ${layer.pads.join(" ")}` : "",
  ].join("");
}

function layerView(figures, index) {
  const layer = estimate.network.layers[index];
  const place = estimate.floorplan.layers[index];
  const name = layer.name ?? "";
  const total = estimate.network.multiplyAccumulates;
  const share = total > 0 ? layer.multiplyAccumulates / total : 0;
  return {
    index, layer, place, figures, name, share,
    number: index + 1,
    label: name ? `${index + 1} ${name}` : `layer ${index + 1}`,
    shape: `${layer.inputHeight}×${layer.inputWidth}×${layer.inputChannels}, `
      + `${layer.kernelHeight}×${layer.kernelWidth} → ${layer.outputChannels}${geometryOf(layer)}`,
    latency: figures.costs.total.latency,
    energy: figures.costs.total.energy + figures.leakage.energy,
    operations: estimate.chip.operations * share,
  };
}

const layers = estimate.layers.map(layerView);

const operationsPerSecond = (view) =>
  isBounded(view.latency) && view.latency > 0 ? view.operations / view.latency : 0;
const energyPerOperation = (view) => view.operations > 0 ? view.energy / view.operations : 0;

const sumOf = (all) => all.reduce((total, part) => total + part.value, 0);

// The parts of a layer's or the chip's latency or energy.
function partsOf(figures, kind, split) {
  const source = split === "phase" ? figures.costs : figures.breakdown;
  return (split === "phase" ? phases : causes)
    .map((category) => {
      const leakage = category.key === "leakage" && kind === "energy" ? figures.leakage.energy : 0;
      return { ...category, value: source[category.key]?.[kind] ?? leakage };
    });
}

function describeLayer(index) {
  const view = layers[index];
  const { place } = view;
  return `${view.name ? `Layer ${view.number}, ${view.name}` : `Layer ${view.number}`}: ${view.shape}; `
    + `${plural(place.tiles, "tile")} (${place.mapping}), ${percent(place.utilization)} of the cells in use, `
    + `speed-up ${place.speedUp}; ${quantity(view.latency, "s")}, ${quantity(view.energy, "J")}`;
}

function describeParts(index, kind, split) {
  const view = layers[index];
  const all = partsOf(view.figures, kind, split).filter((part) => part.value > 0);
  const unit = kind === "energy" ? "J" : "s";
  const sum = sumOf(all);
  const texts = all.sort((left, right) => right.value - left.value)
    .map((part) => `${part.label} ${quantity(part.value, unit)} (${partShare(part.value, sum)})`);
  return `${view.label}: ${quantity(view[kind], unit)}: ${texts.join(", ")}`;
}
