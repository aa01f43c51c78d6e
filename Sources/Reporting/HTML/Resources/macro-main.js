// Draws the page of one macro.

const macro = JSON.parse(byId("estimate").textContent);

const partColors = {
  cells: "#3d6fb0", inputLines: "#e2a11c", inputConverters: "#c2588f", converters: "#d5562b", resultAdders: "#7a5230",
  multipliers: "#8b62ad", adders: "#3f9362", registers: "#2c9aa6",
};

function drawMacroNotes() {
  const { task, counts, overhead } = macro;
  byId("subject").textContent = `${macro.kind}, ${macro.node} nm, ${macro.rows} × ${macro.columns} cells`;
  const output = task.outputBits === null ? "" : `, results of ${plural(task.outputBits, "bit")}`;
  const notes = [
    html("p", { class: "note" },
      `${plural(task.inputs, "input")} of ${plural(task.inputBits, "bit")} times ${plural(task.outputs, "output")} of `
      + `${plural(task.weightBits, "bit")}${output}, at ${digits(task.supply)} V and ${digits(task.temperature)} K; `
      + `${percent(task.inputDensity)} ones in inputs, ${percent(task.weightDensity)} in weights. `
      + `${plural(counts.reads, "read")} of ${plural(counts.rowsPerRead, "row")} and ${plural(counts.bitsPerRead, "bit")}, `
      + `${plural(counts.conversions, "conversion")}, ${plural(counts.steps, "step")}, ${digits(macro.operations, 9)} operations.`),
    html("p", { class: "note" },
      "Control, timing, references and layout are in all figures, as factors that were fitted to published chips of this kind: "
      + `area ${digits(overhead.area)}, energy ${digits(overhead.energy)}, time ${digits(overhead.latency)}.`),
  ];
  if (macro.interpolated.length > 0) {
    notes.push(html("p", { class: "note" },
      `Interpolated at ${macro.node} nm between published nodes: ${macro.interpolated.join(", ")}.`));
  }
  for (const warning of macro.warnings) {
    notes.push(html("p", { class: "note warning" }, html("strong", {}, "Warning: "), warning));
  }
  byId("notes").append(...notes);
}

function card(title, { number, unit }, more) {
  return html("div", {}, html("dt", {}, title),
    html("dd", { class: "figure" }, number, unit ? html("span", { class: "unit" }, ` ${unit}`) : null),
    more ? html("dd", { class: "more" }, more) : null);
}

function drawMacroCards() {
  const { typicalError: error, bitsPerOperation: bits } = macro;
  const band = (factor) => `half of the chips within × or ÷ ${digits(factor)}`;
  byId("cards").append(
    card("Area", areaParts(macro.area), band(error.area)),
    card("Energy", parts(macro.energy, "J"), band(error.energy)),
    card("Time", parts(macro.latency, "s"), band(error.latency)),
    card("Leakage", parts(macro.leakagePower, "W"), `${quantity(macro.leakageEnergy, "J")} in the time`),
    card("Throughput", parts(macro.throughput, "OPS"), `${quantity(macro.throughput * bits, "OPS")} with one bit`),
    card("Efficiency", parts(macro.efficiency, "OPS/W"), `${quantity(macro.efficiency * bits, "OPS/W")} with one bit`),
    card("Density", parts(macro.density * 1e-6, "OPS/mm²"), `${quantity(macro.density * bits * 1e-6, "OPS/mm²")} with one bit`));
}

// Rectangles whose areas are to scale: each part takes a strip of the larger side of what is left.
function stripsOf(areas, width, height) {
  const strips = [];
  let box = { x: 0, y: 0, width, height };
  let left = areas.reduce((sum, part) => sum + part.area, 0);
  for (const part of areas) {
    const share = left > 0 ? part.area / left : 0;
    const isWide = box.width >= box.height;
    const strip = isWide ? { ...box, width: box.width * share } : { ...box, height: box.height * share };
    strips.push({ ...strip, part });
    box = isWide
      ? { ...box, x: box.x + strip.width, width: box.width - strip.width }
      : { ...box, y: box.y + strip.height, height: box.height - strip.height };
    left -= part.area;
  }
  return strips;
}

function drawMacroDrawing() {
  const chart = byId("drawing-chart");
  const shown = macro.parts.filter((part) => part.area > 0).sort((left, right) => right.area - left.area);
  const side = Math.sqrt(macro.area) * 1e6;
  chart.setAttribute("aria-label", `The macro as a square of ${digits(side)} µm: ` + shown.map((part) =>
    `${part.title} ${percent(part.area / macro.area)}`).join(", "));
  drawResponsively(chart, (width) => {
    const size = Math.min(width, 520);
    chart.replaceChildren(...stripsOf(shown, size, size).map(({ x, y, width: wide, height: high, part }) => {
      const fits = wide > 90 && high > 18;
      return svg("g", {},
        svg("rect", { x, y, width: wide, height: high, fill: partColors[part.name], "fill-opacity": 0.75, stroke: "var(--paper)" },
          svg("title", {}, `${part.title}: ${areaText(part.area)}`)),
        fits ? svg("text", { x: x + 6, y: y + 16, class: "halo" }, part.title) : null);
    }));
    return { width: size, height: size };
  });
  byId("drawing-details").textContent = `A square of ${digits(side)} µm; ` + shown.map((part) =>
    `${part.title} ${areaText(part.area)} (${percent(part.area / macro.area)})`).join(", ");
}

function shareBar(value, total, color) {
  return html("td", { class: "text bars", "aria-hidden": "true" }, html("div", {
    class: "bar", style: `width:${(100 * value / total).toFixed(2)}%;background:${color}`,
  }));
}

function drawPartTable() {
  const heads = ["Part", "area", "share", "energy", "share", "time", "leakage"];
  const rows = macro.parts.map((part) => html("tr", {},
    html("th", { class: "text", scope: "row" },
      html("span", { class: "swatch", style: `background:${partColors[part.name]}` }), part.title),
    html("td", {}, areaText(part.area, macro.area)), html("td", {}, percent(part.area / macro.area)),
    html("td", {}, quantity(part.energy, "J")), html("td", {}, percent(part.energy / macro.energy)),
    html("td", {}, quantity(part.latency, "s")), html("td", {}, quantity(part.leakagePower, "W")),
    shareBar(part.energy, macro.energy, partColors[part.name])));
  byId("part-table").append(
    html("thead", {}, html("tr", {}, ...heads.map((text, index) =>
      html("th", { scope: "col", class: index === 0 ? "text" : null }, text)), html("td", {}))),
    html("tbody", {}, ...rows));
}

function drawSensitivities() {
  if (!macro.sensitivities) {
    removeSection("sensitivity");
    return;
  }
  plainTable(byId("sensitivity-table"), ["Figure", "parameter", "value", "% for 1 %"], macro.sensitivities.map((entry) =>
    [entry.figure, entry.parameter, entry.value, `${entry.elasticity < 0 ? "" : "+"}${digits(entry.elasticity)}`]), 2);
}

drawMacroNotes();
drawMacroCards();
drawMacroDrawing();
drawPartTable();
drawSensitivities();
drawButtons(macro, "macro.json");
document.documentElement.dataset.ready = "true";
