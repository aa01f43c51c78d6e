// Draws the page of a run on a systolic array.

function drawSystolicNotes() {
  const { design, precision } = systolic;
  const flow = { os: "output", ws: "weight", is: "input" }[design.dataflow];
  byId("subject").textContent = `${plural(layers.length, "layer")} on ${design.rows} × ${design.columns} elements, `
    + `${flow}-stationary`;
  const { bandwidth } = design;
  const speed = bandwidth === "calculated" ? "DRAM as fast as the array asks"
    : `DRAM of ${bandwidth.ifmap}, ${bandwidth.filter} and ${bandwidth.ofmap} words a cycle`;
  const notes = [html("p", { class: "note" },
    `Buffers of ${design.ifmapKilowords}, ${design.filterKilowords} and ${design.ofmapKilowords} × 1024 words (ifmap, filter, `
    + `ofmap); ${speed}; ${precision.weightBits}-bit weights, ${precision.activationBits}-bit activations, `
    + `${precision.accumulatorBits}-bit accumulators. `
    + (systolic.rules.length > 0 ? `Counted otherwise than SCALE-Sim: ${systolic.rules.join(", ")}.` : "Counted as SCALE-Sim 3.0.0."))];
  for (const warning of systolic.warnings) {
    notes.push(html("p", { class: "note warning" }, html("strong", {}, "Warning: "), warning));
  }
  byId("notes").append(...notes);
}

function drawSystolicCards() {
  const { energy, latency, leakagePower, totalCycles, stallCycles } = systolic;
  const operations = 2 * systolic.multiplyAccumulates;
  byId("cards").append(
    card("Cycles", { number: digits(totalCycles, 9) }, `${plural(stallCycles, "cycle")} of waiting counted`),
    card("Latency", parts(latency, "s"), `${quantity(systolic.clockFrequency, "Hz")} clock`),
    card("Utilization", { number: digits(systolic.utilization * 100), unit: "%" }, "of elements and cycles"),
    card("Area", areaParts(systolic.area.total), "without DRAM"),
    card("Energy", parts(energy.total, "J"), `${quantity(energy.dram, "J")} of it DRAM`),
    card("Leakage power", parts(leakagePower.total, "W"), "of the chip"),
    card("Efficiency", parts(operations / energy.total, "OPS/W"), "two operations a multiply-accumulate"),
    card("Throughput", parts(operations / latency, "OPS")),
    card("DRAM", parts(systolic.dramWords, "words"), `${quantity(systolic.multiplyAccumulates, "MAC")}`));
}

function systolicColumns() {
  const number = (title, value) => ({ title, value, text: (view) => digits(value(view), 9) });
  const share = (title, value) => ({ title, value, text: (view) => percent(value(view)) });
  const sram = (view) => Object.values(view.figures.sram)
    .reduce((sum, access) => sum + (typeof access === "number" ? access : access.words), 0);
  const dram = (view) => Object.values(view.figures.dram)
    .reduce((sum, access) => sum + (typeof access === "number" ? access : access.words), 0);
  return [
    { title: "#", isHead: true, value: (view) => view.number, text: (view) => String(view.number) },
    { title: "name", isText: true, value: (view) => view.name, text: (view) => view.name },
    {
      title: "M × N × K", isText: true, value: (view) => view.figures.multiplyAccumulates, text: (view) => view.shape,
    },
    number("cycles", (view) => view.figures.totalCycles), number("stalls", (view) => view.figures.stallCycles),
    share("utilization", (view) => view.figures.utilization), share("mapping", (view) => view.figures.mappingEfficiency),
    number("SRAM words", sram), number("DRAM words", dram),
    scaledColumn({ title: "energy", unit: "J", value: (view) => view.energy }),
  ];
}

drawSystolicNotes();
drawSystolicCards();
causes.splice(0, causes.length, ...systolicCauses);
drawArea();
drawBars("latency");
drawBars("energy");
drawLayerTable(systolicColumns(), "Figures are for one run of the network.");
drawButtons(systolic, "systolic.json");
document.documentElement.dataset.ready = "true";
