// Work on activations alone, and the figures of it and the layers together.

const workRows = (work, energy) => work.map((share) =>
  [share.name, quantity(share.latency, "s"), quantity(share.energy, "J"), percent(share.energy / energy)]);

const blockRows = (blocks, energy) => blocks.map((block) => [
  block.name ?? "outside of blocks", digits(block.staticOperations), digits(block.dynamicOperations),
  quantity(block.latency, "s"), quantity(block.energy, "J"), percent(block.energy / energy)]);

// Steps that have no figures.
function freeText() {
  const free = estimate.free.map((entry) => `${entry.count} ${entry.operation}`);
  return `Counted as free: ${free.length === 0 ? "none" : free.join(", ")}. `;
}

const wearText = (wear) => !wear ? "" : `An image writes ${digits(wear.writtenCells)} cells, and one of them ${digits(wear.mostWrites)} times; `
  + `such cells last ${quantity(wear.lifetime, "s")} of work. `;

const lineText = (line, unit) => `${quantity(line.fixed, unit)} and ${quantity(line.perToken, unit)} for each earlier token, within `
  + `${digits(100 * line.largestDeviation, 3)}\u00a0%`;

function drawGeneration() {
  const { generation } = estimate;
  if (!generation) {
    removeSection("generation");
    return;
  }
  const energy = generation.work.reduce((sum, share) => sum + share.energy, 0);
  byId("generation-text").textContent = `${digits(generation.generatedTokens)} tokens after a prompt of `
    + `${digits(generation.promptTokens)}, ${plural(generation.sequences, "sequence")} side by side. A step takes `
    + `${lineText(generation.latencyLine, "s")}; a token takes ${lineText(generation.energyLine, "J")}. The tables are those of the `
    + `step after ${digits(generation.context)} tokens, which reads ${quantity(generation.cacheCapacity, "bit")} of keys and values, `
    + `${percent(generation.keptShare)} of them from the buffer.`
    + (generation.lifetime ? ` Cells last ${quantity(generation.lifetime, "s")} of such steps.` : "");
  byId("generation-cards").append(
    card("Time to first token", parts(generation.timeToFirstToken, "s"), "of one prompt"),
    card("Step", parts(generation.stepLatency, "s"), `${digits(generation.tokensPerSecond)} tokens a second`),
    card("Energy of a token", parts(generation.tokenEnergy, "J"), `after ${digits(generation.context)} tokens`),
    card("All", parts(generation.totalLatency, "s"), `${quantity(generation.totalEnergy, "J")}, `
      + `${quantity(generation.joulesPerToken, "J")} a generated token`));
  plainTable(byId("generation-kinds"), ["work of the step", "latency", "energy", "of energy"], workRows(generation.work, energy));
  plainTable(byId("generation-blocks"), ["block", "MACs with weights", "MACs of activations", "latency", "energy", "of energy"],
    blockRows(generation.blocks, energy));
}

function drawActivations() {
  const { activations } = estimate;
  if (!activations) {
    if (estimate.free.length > 0) byId("notes").append(html("p", { class: "note" }, freeText()));
    removeSection("activations");
    return;
  }
  const { area, cost, whole: all } = activations;
  byId("activations-text").textContent = `Products of activations: ${activations.engine}, `
    + `${digits(activations.multiplyAccumulates)} multiply-accumulate operations. A buffer of ${quantity(activations.bufferCapacity, "bit")} `
    + `holds what passes between steps, and ${percent(activations.keptShare)} of ${quantity(activations.cacheCapacity, "bit")} of keys and values; `
    + `DRAM holds the rest. Layers with weights have ${percent(all.operationsInMemory)} of the multiply-accumulate operations and `
    + `${percent(all.energyInMemory)} of the energy. ${wearText(activations.wear)}${freeText()}The work takes `
    + `${quantity(cost.latency, "s")} and ${quantity(cost.energy, "J")} without leakage of ${quantity(activations.leakagePower, "W")}. The figures `
    + `below are those of layers and this work together.`;
  byId("notes").append(html("p", { class: "note" }, "The figures and charts down to the parameters are those of layers with weights. ",
    html("a", { href: "#activations" }, "Work on activations"), " has what is computed between them, and the figures of both together."));
  const square = (value) => `${digits(value * 1e6)} mm²`;
  byId("activation-cards").append(
    card("Area", { number: digits(all.area * 1e6), unit: "mm²" }, `engine ${square(area.engine)}, vector unit ${square(area.vectorUnit)}, `
      + `buffer ${square(area.buffer)}; together ${square(area.total)}`),
    card("Latency", parts(all.latency, "s"), `${digits(all.framesPerSecond)} images a second`),
    card("Energy", parts(all.energy, "J"), `leakage ${quantity(all.leakagePower, "W")}`),
    card("Efficiency", { number: digits(all.operationsPerJoule / 1e12), unit: "TOPS/W" },
      `${digits(all.operationsPerSecond / 1e12)} TOPS, ${digits(all.operations)} operations`));
  plainTable(byId("activation-kinds"), ["work", "latency", "energy", "of energy"], workRows(activations.work, all.energy));
  plainTable(byId("activation-blocks"), ["block", "MACs with weights", "MACs of activations", "latency", "energy", "of energy"],
    blockRows(activations.blocks, all.energy));
  plainTable(byId("activation-steps"), ["step", "operation", "MACs", "latency", "energy"], activations.steps.map((work) =>
    [work.name, work.operation, digits(work.multiplyAccumulates), quantity(work.latency, "s"), quantity(work.energy, "J")]));
}
