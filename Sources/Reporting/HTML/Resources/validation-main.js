// Draws the page of the model beside published chips.

const validation = JSON.parse(byId("estimate").textContent);

const kindColors = {
  "analog-sram-current": "#3d6fb0", "analog-sram-charge": "#e2a11c", "analog-resistive": "#d5562b",
  "digital-sram": "#3f9362",
};
const figureNames = { energyPerMVM: "energy", area: "area", latencyPerMVM: "time" };
const figureText = (figure, value) => (figure === "area" ? areaText(value) : quantity(value, figure === "energyPerMVM" ? "J" : "s"));

function drawValidationNotes() {
  byId("subject").textContent = `${plural(validation.chips, "chip")} of ${validation.file}`;
  const notes = [html("p", { class: "note" },
    "The model sees the design, supply, precision and data density of a chip, and none of its measured figures. "
    + "Left out means: with factors of overhead that were fitted to the other families of the file only.")];
  notes.push(html("p", { class: "note" }, "Factors of overhead fitted to this file: " + validation.fitted.map((factors) =>
    `${factors.kind}: area ${digits(factors.area)}, energy ${digits(factors.energy)}, time ${digits(factors.latency)}`)
    .join("; ") + "."));
  for (const { chip, why } of validation.skipped) {
    notes.push(html("p", { class: "note warning" }, html("strong", {}, `${chip} is left out: `), why));
  }
  byId("notes").append(...notes);
}

// A logarithmic axis that holds all values.
function logAxis(values, length) {
  const low = Math.floor(Math.log10(Math.min(...values)) - 0.1);
  const high = Math.ceil(Math.log10(Math.max(...values)) + 0.1);
  return {
    low: 10 ** low, high: 10 ** high, ticks: decadeTicks(10 ** low, 10 ** high, 6),
    place: (value) => ((Math.log10(value) - low) / (high - low)) * length,
  };
}

function drawPlot(figure) {
  const points = validation.points.filter((point) => point.figure === figure);
  const place = byId(`plot-${figure}`);
  if (points.length === 0) {
    place.remove();
    return;
  }
  const chart = place.querySelector("svg");
  const values = points.flatMap((point) => [point.measured, point.model]);
  chart.setAttribute("aria-label", `Model over measurement of ${figureNames[figure]} for ${plural(points.length, "point")}`);
  drawResponsively(chart, (width) => {
    const size = Math.min(width, 560);
    const margin = { left: 70, bottom: 44, top: 10, right: 12 };
    const wide = size - margin.left - margin.right;
    const high = size - margin.top - margin.bottom;
    const across = logAxis(values, wide);
    const down = logAxis(values, high);
    const x = (value) => margin.left + across.place(value);
    const y = (value) => margin.top + high - down.place(value);
    const line = (factor, className) => svg("line", {
      x1: x(across.low / Math.min(1, factor)), y1: y(across.low * Math.max(1, factor)),
      x2: x(across.high / Math.max(1, factor)), y2: y(across.high * Math.min(1, factor)), class: className,
    });
    const marks = points.map((point) => svg("circle", {
      cx: x(point.measured), cy: y(point.model), r: 5, fill: point.scored ? kindColors[point.kind] : "none",
      stroke: kindColors[point.kind], "stroke-width": 1.5,
    }, svg("title", {}, `${point.chip} ${point.point}: measured ${figureText(figure, point.measured)}, model `
      + `${figureText(figure, point.model)}, ratio ${digits(point.ratio)}`)));
    chart.replaceChildren(
      ...across.ticks.flatMap((tick) => [
        svg("line", { x1: x(tick), y1: margin.top, x2: x(tick), y2: margin.top + high, class: "grid" }),
        svg("text", { x: x(tick), y: margin.top + high + 16, "text-anchor": "middle", class: "quiet" },
          figureText(figure, tick)),
        svg("line", { x1: margin.left, y1: y(tick), x2: margin.left + wide, y2: y(tick), class: "grid" }),
        svg("text", { x: margin.left - 6, y: y(tick) + 4, "text-anchor": "end", class: "quiet" },
          figureText(figure, tick)),
      ]),
      line(1, "frame"), line(1.5, "reference"), line(1 / 1.5, "reference"), ...marks,
      svg("text", { x: margin.left + wide / 2, y: size - 8, "text-anchor": "middle" }, "measured"),
      svg("text", { x: 12, y: margin.top + high / 2, transform: `rotate(-90 12 ${margin.top + high / 2})`, "text-anchor": "middle" }, "model"));
    return { width: size, height: size };
  });
}

function drawStatistics() {
  const heads = ["Figure", "kind", "n", "median factor", "geometric mean", "within 1.5", "worst", "left out: n",
    "median factor", "geometric mean", "within 1.5", "worst"];
  const cells = (found) => [digits(found.medianFactor), digits(found.geometricMean), percent(found.shareWithinHalf),
    digits(found.worst)];
  const rows = validation.statistics.map((summary) => html("tr", {},
    html("th", { class: "text", scope: "row" }, figureNames[summary.figure]), html("td", { class: "text" }, summary.kind),
    html("td", {}, String(summary.model.count)), ...cells(summary.model).map((text) => html("td", {}, text)),
    html("td", {}, String(summary.leftOut.count)), ...cells(summary.leftOut).map((text) => html("td", {}, text))));
  byId("statistics-table").append(
    html("thead", {}, html("tr", {}, ...heads.map((text, index) =>
      html("th", { scope: "col", class: index < 2 ? "text" : null }, text)))),
    html("tbody", {}, ...rows));
}

function drawChips() {
  const heads = ["Chip", "kind", "node", "point", "figure", "measured", "model", "ratio", "left out: ratio", ""];
  const rows = validation.points.map((point) => html("tr", {},
    html("th", { class: "text", scope: "row" }, point.chip), html("td", { class: "text" }, point.kind),
    html("td", {}, `${point.node} nm`), html("td", { class: "text" }, point.point),
    html("td", { class: "text" }, figureNames[point.figure]),
    html("td", {}, figureText(point.figure, point.measured)),
    html("td", {}, figureText(point.figure, point.model)), html("td", {}, digits(point.ratio)),
    html("td", {}, digits(point.ratioLeftOut)),
    html("td", { class: "text" }, [point.scored ? "" : "not in the statistics", point.assumed ? "values assumed" : ""]
      .filter(Boolean).join(", "))));
  byId("chip-table").append(
    html("thead", {}, html("tr", {}, ...heads.map((text) => html("th", { scope: "col", class: "text" }, text)))),
    html("tbody", {}, ...rows));
}

drawValidationNotes();
byId("plot-legend").append(...Object.entries(kindColors).map(([kind, color]) => html("li", {},
  html("span", { class: "swatch", style: `background:${color}` }), kind)));
for (const figure of Object.keys(figureNames)) drawPlot(figure);
drawStatistics();
drawChips();
drawButtons(validation, "validation.json");
document.documentElement.dataset.ready = "true";
