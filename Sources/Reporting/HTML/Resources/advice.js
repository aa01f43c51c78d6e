// The largest part of area, time and energy, and changes that help.

const meanings = {
  array: "memory arrays with their periphery", conversion: "ADCs, or sense amplifiers and prechargers",
  accumulation: "adders, shift-adds and registers that add partial sums", buffer: "buffers",
  interconnect: "buses and H-trees", weightGradient: "the unit that computes weight gradients",
  weightUpdate: "writes of weights", dram: "transfers to and from DRAM", leakage: "leakage",
  activations: "products of activations, softmax and normalizations",
  other: "decoders, multiplexers, buffers and other periphery",
};

// The largest part of a figure, and its share of the whole.
function largestPart(title, values, whole) {
  const [key, value] = Object.entries(values).reduce((most, next) => next[1] > most[1] ? next : most, ["", 0]);
  return { title, key, share: value > 0 && whole > 0 && isBounded(whole) ? value / whole : 0 };
}

function largestCosts() {
  const { area, chip, activations } = estimate;
  const areas = Object.fromEntries(Object.entries(area).filter(([key]) => key !== "total"));
  const of = (kind) => Object.fromEntries(Object.entries(chip.breakdown).map(([key, cost]) => [key, cost[kind]]));
  const [times, energies] = [of("latency"), { ...of("energy"), leakage: chip.leakage.energy }];
  let [wholeArea, wholeTime, wholeEnergy] = [area.total, chip.costs.total.latency, chip.energy];
  if (activations) {
    areas.activations = activations.area.total;
    times.activations = activations.cost.latency;
    energies.activations = activations.cost.energy;
    [wholeArea, wholeTime, wholeEnergy] =
      [activations.whole.area, activations.whole.latency, activations.whole.energy];
    energies.leakage = wholeEnergy - chip.costs.total.energy - activations.cost.energy;
  }
  return [largestPart("area", areas, wholeArea), largestPart("time", times, wholeTime),
    largestPart("energy", energies, wholeEnergy)]
    .filter((cost) => cost.share > 0).sort((left, right) => right.share - left.share);
}

const timesText = (ratio) => `${digits(ratio, 3)}×`;

function changeRow(change) {
  const option = `--set ${change.parameter}=${change.proposed}`;
  return html("tr", {}, html("th", { class: "text", scope: "row" }, html("code", {}, option)),
    html("td", {}, timesText(change.area)), html("td", {}, timesText(change.latency)),
    html("td", {}, timesText(change.energy)),
    html("td", { class: "text" }, `${change.meaning.replaceAll("`", "")}; now ${change.value}; improves the ${change.improves} most`));
}

function drawAdvice() {
  const costs = largestCosts().map(({ title, key, share }) =>
    html("li", {}, `${percent(share)} of the ${title}: ${meanings[key] ?? key}`));
  if (costs.length > 0) {
    byId("advice").append(html("h3", {}, "Largest costs"), html("ol", { id: "largest-costs" }, ...costs));
  }
  const changes = estimate.changes ?? [];
  if (changes.length === 0) return;
  const heads = ["Try next", "area", "time", "energy", ""];
  byId("advice").append(html("h3", {}, "What to try next"), html("div", { class: "wide" },
    html("table", { class: "plain", id: "changes" },
      html("thead", {}, html("tr", {}, ...heads.map((text, index) =>
        html("th", { scope: "col", class: index === 0 || index === 4 ? "text" : null }, text)))),
      html("tbody", {}, ...changes.map(changeRow)))),
  html("p", { class: "note" }, "Figures with the change over those without it, from averages. Some changes cost accuracy, "
    + "which tessera accuracy measures."));
}
