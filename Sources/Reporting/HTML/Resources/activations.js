// Work on activations alone, and the figures of it and the layers together.

function activationTable(id, heads, rows) {
  byId(id).append(
    html("thead", {}, html("tr", {}, ...heads.map((text, index) => html("th", { scope: "col", class: index === 0 ? "text" : null }, text)))),
    html("tbody", {}, ...rows.map((cells) => html("tr", {}, ...cells.map((text, index) => index === 0
      ? html("th", { scope: "row", class: "text" }, text) : html("td", {}, text))))));
}

function drawActivations() {
  const { activations } = estimate;
  if (!activations) {
    byId("activations").remove();
    document.querySelector('nav a[href="#activations"]').remove();
    return;
  }
  const { area, cost, whole: all } = activations;
  byId("activations-text").textContent = `Products of activations: ${activations.engine}, `
    + `${digits(activations.multiplyAccumulates)} multiply-accumulate operations. A buffer of ${quantity(activations.bufferCapacity, "bit")} `
    + `holds what passes between steps, and ${quantity(activations.cacheCapacity, "bit")} of keys and values. The work takes `
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
  activationTable("activation-kinds", ["work", "latency", "energy"], activations.kinds.map((share) =>
    [share.kind, quantity(share.latency, "s"), quantity(share.energy, "J")]));
  activationTable("activation-steps", ["step", "operation", "MACs", "latency", "energy"], activations.steps.map((work) =>
    [work.name, work.operation, digits(work.multiplyAccumulates), quantity(work.latency, "s"), quantity(work.energy, "J")]));
}
