// A network that streams through an SRAM, as the charts of estimates need it.

const stream = JSON.parse(byId("estimate").textContent);
const result = stream.results[0];
const isTraining = false;
const cycleTime = 1 / result.machine.clockFrequency;

const energyCauses = [
  ["reads", "SRAM reads", "#3d6fb0"], ["writes", "SRAM writes", "#8b62ad"], ["standby", "SRAM standby", "#8a939c"],
  ["backing", "memory behind", "#d5562b"], ["operations", "operations", "#3f9362"],
].map(([key, label, color]) => ({ key, label, color }));

const uses = [
  ["unitCycles", "computing", "#3f9362"], ["portWaits", "port waits", "#e2a11c"],
  ["transferWaits", "transfer waits", "#d5562b"],
].map(([key, label, color]) => ({ key, label, color }));

const movements = [
  ["backingReads", "words in", "#3d6fb0"], ["backingWrites", "words out", "#e2a11c"],
].map(([key, label, color]) => ({ key, label, color }));

const trafficOf = (counts) => counts.backingReads + counts.backingWrites;

function layerView(figures, index) {
  return {
    index, figures, number: index + 1, name: figures.name, label: `${index + 1} ${figures.name}`,
    latency: figures.counts.cycles * cycleTime, energy: figures.energy.total, traffic: trafficOf(figures.counts),
  };
}

const layers = result.layers.map(layerView);

// The whole run in the form that charts ask for.
const estimate = {
  chip: {
    counts: result.counts, energyParts: result.energyBreakdown, energy: result.energy,
    costs: { total: { latency: result.latency } },
  },
};

const sumOf = (all) => all.reduce((total, part) => total + part.value, 0);

function partsOf(figures, kind) {
  if (kind === "energy") {
    const energy = figures.energyParts ?? figures.energy;
    return energyCauses.map((cause) => ({ ...cause, value: energy[cause.key] }));
  }
  if (kind === "traffic") {
    return movements.map((movement) => ({ ...movement, value: figures.counts[movement.key] }));
  }
  return uses.map((use) => ({ ...use, value: figures.counts[use.key] * cycleTime }));
}

function describeParts(index, kind) {
  const view = layers[index];
  const unit = unitOf(kind);
  const all = partsOf(view.figures, kind).filter((part) => part.value > 0);
  const sum = sumOf(all);
  const texts = all.map((part) => `${part.label} ${quantity(part.value, unit)} (${percent(part.value / sum)})`);
  const { tile, counts } = view.figures;
  const more = kind === "latency"
    ? `; tiles of ${tile.outputs} × ${tile.reduction} × ${tile.rows} × ${tile.columns}, ${plural(counts.swaps, "swap")}` : "";
  return `${view.label}: ${quantity(view[kind], unit)}: ${texts.join(", ") || "nothing"}${more}`;
}
