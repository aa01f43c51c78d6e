// Draws the page of a network that streams through an SRAM.

function drawStreamNotes() {
  const { machine } = result;
  const { precision } = stream;
  byId("subject").textContent = `${stream.network.file}: ${plural(layers.length, "step")} through ${digits(machine.capacity, 9)} bytes of SRAM`;
  const notes = [html("p", { class: "note" },
    `Words of ${machine.wordBits} bit, one port, ${plural(machine.accessCycles, "cycle")} an access; `
    + `${plural(machine.operationsPerCycle, "operation")} a cycle; memory behind with words of ${machine.backingWordBits} bit; `
    + `${precision.weightBits}-bit weights, ${precision.activationBits}-bit activations, ${precision.partialSumBits}-bit partial sums; `
    + `${machine.doubleBuffering ? "double" : "single"} buffering; schedule of the least ${result.objective}.`)];
  for (const warning of stream.warnings) {
    notes.push(html("p", { class: "note warning" }, html("strong", {}, "Warning: "), warning));
  }
  byId("notes").append(...notes);
}

function drawStreamCards() {
  const { counts, machine } = result;
  byId("cards").append(
    card("Latency", parts(result.latency, "s"), `${quantity(machine.clockFrequency, "Hz")} clock`),
    card("Images", { number: digits(result.throughput), unit: "a second" }),
    card("Energy", parts(result.energy, "J"), `${quantity(result.energyBreakdown.backing, "J")} of it memory behind`),
    card("Power", parts(result.power, "W")),
    card("Traffic", parts(trafficOf(counts), "words"), `${quantity(counts.swaps, "swaps")}`),
    card("SRAM accesses", parts(counts.reads + counts.writes, ""), `${percent(counts.reads / (counts.reads + counts.writes))} reads`),
    card("Computing", { number: digits(100 * counts.unitCycles / counts.cycles), unit: "%" }, "of all cycles"),
    card("Parameters", parts(stream.network.trainableParameters, ""), quantity(stream.network.multiplyAccumulates, "MAC")));
  if (machine.area !== null) byId("cards").append(card("SRAM area", areaParts(machine.area)));
  if (stream.accuracy) {
    const { integer, images } = stream.accuracy;
    byId("cards").append(card("Accuracy in integers", { number: digits(integer.accuracy * 100), unit: "%" }, plural(images, "image")));
  }
}

// Rows under heads, as a table that nothing sorts.
function plainTable(id, heads, rows) {
  return html("table", { class: "plain", id },
    html("thead", {}, html("tr", {}, ...heads.map((text, index) =>
      html("th", { scope: "col", class: index === 0 ? "text" : null }, text)))),
    html("tbody", {}, ...rows.map((cells) => html("tr", {}, ...cells.map((text, index) =>
      index === 0 ? html("th", { class: "text", scope: "row" }, text) : html("td", {}, text))))));
}

function drawMachines() {
  const rows = stream.results.map((other) =>
    [`${digits(other.machine.capacity, 9)} bytes`, quantity(other.latency, "s"), quantity(other.energy, "J"),
      other.counts ? quantity(trafficOf(other.counts), "words") : "–", "this report"]);
  rows.push(...stream.comparisons.map((other) =>
    [other.name, quantity(other.latency, "s"), quantity(other.energy, "J"), "–", other.source]));
  if (rows.length < 2) {
    byId("machines").remove();
    return;
  }
  byId("machines").append(html("div", { class: "scroll table", tabindex: "0", role: "region", "aria-label": "Machines" },
    plainTable("machine-table", ["Machine", "latency", "energy", "traffic", "source"], rows)));
}

function drawStreamAccuracy() {
  if (!stream.accuracy) {
    byId("accuracy").remove();
    return;
  }
  const share = (value) => (value === null ? "–" : percent(value, 4));
  const { integer, floatingPoint } = stream.accuracy;
  const rows = [["floating point", floatingPoint], ["integers", integer]].filter(([, figures]) => figures)
    .map(([label, figures]) => [label, share(figures.accuracy),
      `${share(figures.interval95[0])} to ${share(figures.interval95[1])}`, String(figures.correct)]);
  byId("accuracy").append(plainTable("accuracy-table", ["Accuracy", "correct", "95 % interval", "correct images"], rows),
    html("h3", {}, "Classes in integers"),
    html("div", { class: "scroll table", tabindex: "0", role: "region", "aria-label": "Classes" },
      plainTable("class-table", ["Class", "images", "recall", "precision", "F1"], integer.classes.map((figures) =>
        [figures.name, String(figures.images), share(figures.recall), share(figures.precision), share(figures.f1)]))));
  drawConfusion(byId("accuracy"), integer);
}

// How often each class is taken for each other one: darker is more often.
function drawConfusion(section, { confusion, classes }) {
  if (!confusion || confusion.length > 40) return;
  const names = classes.map((figures) => figures.name);
  const rows = confusion.map((counts, label) => {
    const sum = Math.max(1, counts.reduce((total, count) => total + count, 0));
    return html("tr", {}, html("th", { class: "text", scope: "row" }, names[label]), ...counts.map((count) =>
      html("td", {
        style: `background: color-mix(in srgb, var(--accent) ${(70 * count / sum).toFixed(1)}%, transparent)`,
      }, count === 0 ? "" : String(count))));
  });
  section.append(html("h3", {}, "Confusion in integers"),
    html("p", { class: "hint" }, "Labels down, predictions across; the colour is the share of the label's images."),
    html("div", { class: "scroll table", tabindex: "0", role: "region", "aria-label": "Confusion" },
      html("table", { class: "plain", id: "confusion-table" },
        html("thead", {}, html("tr", {}, html("td", {}), ...names.map((name) => html("th", { scope: "col" }, name)))),
        html("tbody", {}, ...rows))));
}

function streamColumns() {
  const count = (title, key) => ({
    title, value: (view) => view.figures.counts[key], text: (view) => digits(view.figures.counts[key], 9),
  });
  return [
    { title: "#", isHead: true, value: (view) => view.number, text: (view) => String(view.number) },
    { title: "name", isText: true, value: (view) => view.name, text: (view) => view.name },
    { title: "kind", isText: true, value: (view) => view.figures.kind, text: (view) => view.figures.kind },
    { title: "stays", isText: true, value: (view) => view.figures.dataflow, text: (view) => view.figures.dataflow },
    { title: "operations", value: (view) => view.figures.operations, text: (view) => digits(view.figures.operations, 9) },
    count("swaps", "swaps"), count("reads", "reads"), count("writes", "writes"),
    { title: "traffic", value: (view) => view.traffic, text: (view) => digits(view.traffic, 9) },
    scaledColumn({ title: "time", unit: "s", value: (view) => view.latency }),
    scaledColumn({ title: "energy", unit: "J", value: (view) => view.energy }),
  ];
}

drawStreamNotes();
drawStreamCards();
drawMachines();
drawTimeline();
drawBars("latency");
drawBars("traffic");
drawBars("energy");
drawStreamAccuracy();
drawLayerTable(streamColumns(), "Figures are for one image.");
drawButtons(stream, "stream.json");
document.documentElement.dataset.ready = "true";
