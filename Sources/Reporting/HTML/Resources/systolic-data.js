// A run on a systolic array as the charts of estimates need it.

const systolic = JSON.parse(byId("estimate").textContent);
const isTraining = false;
const cycleTime = 1 / systolic.clockFrequency;

const systolicCauses = [
  ["arithmetic", "arithmetic", "#3d6fb0"], ["registers", "registers", "#8b62ad"],
  ["ifmapBuffer", "ifmap buffer", "#3f9362"], ["filterBuffer", "filter buffer", "#e2a11c"],
  ["ofmapBuffer", "ofmap buffer", "#d5562b"], ["dram", "DRAM", "#2c9aa6"], ["leakage", "leakage", "#8a939c"],
].map(([key, label, color]) => ({ key, label, color }));

const uses = [
  ["computing", "computing", "#3d6fb0"], ["filling", "filling and draining", "#e2a11c"],
  ["waiting", "waiting for memory", "#d5562b"],
].map(([key, label, color]) => ({ key, label, color }));

// Time by use: as many cycles as operations take on all elements, those in which the array waits, and all others.
function timesOf(cycles, stalls, macs) {
  const elements = systolic.design.rows * systolic.design.columns;
  const waiting = Math.min(stalls, cycles);
  const computing = Math.min(macs / elements, cycles - waiting);
  return {
    computing: computing * cycleTime, filling: (cycles - waiting - computing) * cycleTime, waiting: waiting * cycleTime,
  };
}

function layerView(figures, index) {
  const { M, N, K } = figures.product;
  return {
    index,
    figures: {
      ...figures, energyParts: figures.energy,
      times: timesOf(figures.totalCycles, figures.stallCycles, figures.multiplyAccumulates),
    },
    number: index + 1, name: figures.name, label: `${index + 1} ${figures.name}`, shape: `${M} × ${N} × ${K}`,
    latency: figures.totalCycles * cycleTime, energy: figures.energy.total,
  };
}

const layers = systolic.layers.map(layerView);

// The whole array in the form that charts ask for.
const estimate = {
  area: systolic.area,
  chip: {
    energy: systolic.energy.total, energyParts: systolic.energy, costs: { total: { latency: systolic.totalCycles * cycleTime } },
    times: timesOf(systolic.totalCycles, systolic.stallCycles, systolic.multiplyAccumulates),
  },
};

const sumOf = (all) => all.reduce((total, part) => total + part.value, 0);

function partsOf(figures, kind) {
  return kind === "energy"
    ? systolicCauses.map((cause) => ({ ...cause, value: figures.energyParts[cause.key] ?? 0 }))
    : uses.map((use) => ({ ...use, value: figures.times[use.key] }));
}

function describeParts(index, kind) {
  const view = layers[index];
  const unit = kind === "energy" ? "J" : "s";
  const all = partsOf(view.figures, kind).filter((part) => part.value > 0);
  const sum = sumOf(all);
  const texts = all.map((part) => `${part.label} ${quantity(part.value, unit)} (${percent(part.value / sum)})`);
  const cycles = kind === "energy" ? "" : `, ${plural(view.figures.totalCycles, "cycle")}`;
  return `${view.label}: ${quantity(view[kind], unit)}${cycles}: ${texts.join(", ")}`;
}
