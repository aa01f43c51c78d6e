// Curves of figures over epochs.

// Colours that differ for colour-blind readers as well; each series has its own dashes, too.
const curveStyles = [
  { color: "#d5562b", dashes: null }, { color: "#3d6fb0", dashes: "7 4" }, { color: "#8b62ad", dashes: "2 3" },
  { color: "#e2a11c", dashes: "10 3 2 3" }, { color: "#3f9362", dashes: "4 2" }, { color: "#8a939c", dashes: "1 4" },
];

function curveLegend(series) {
  return series.map(({ name }, number) => {
    const { color, dashes } = curveStyles[number];
    return html("li", {}, svg("svg", { width: 34, height: 10, style: "display:inline-block;margin-right:0.4rem" },
      svg("line", { x1: 1, x2: 33, y1: 5, y2: 5, stroke: color, "stroke-width": 2.5, "stroke-dasharray": dashes })), name);
  });
}

// Points of a curve, without epochs that have no figure.
const curvePoints = (values) => values.map((value, index) => ({ value, index })).filter(({ value }) => value !== null);

function curveFrame(width) {
  const height = Math.min(320, Math.max(200, Math.round(width * 0.32)));
  return { height, left: 74, right: width - 16, top: 12, bottom: height - 42 };
}

// Grid and axes of a chart whose values reach from a lowest to a largest one.
function curveAxes(frame, numbers, place, { lowest, largest, text }) {
  const every = Math.max(1, Math.ceil(numbers.length * 36 / (frame.right - frame.left)));
  const across = numbers.flatMap((number, index) => index % every !== 0 ? [] : [
    svg("text", { class: "quiet", x: place.x(index), y: frame.bottom + 17, "text-anchor": "middle" }, String(number)),
  ]);
  const down = linearTicks(largest - lowest, 5).map((tick) => lowest + tick).flatMap((tick) => [
    svg("line", { class: "grid", x1: frame.left, x2: frame.right, y1: place.y(tick), y2: place.y(tick) }),
    svg("text", { class: "quiet", x: frame.left - 6, y: place.y(tick) + 4, "text-anchor": "end" }, text(tick)),
  ]);
  const name = svg("text", { x: (frame.left + frame.right) / 2, y: frame.bottom + 36, "text-anchor": "middle" }, "epoch");
  return [...down, ...across, name];
}

// The band between the ends of intervals.
function curveBand(band, place) {
  const known = curvePoints(band);
  if (known.length === 0) return null;
  const upper = known.map(({ value, index }) => `${place.x(index)},${place.y(value[1])}`);
  const lower = known.map(({ value, index }) => `${place.x(index)},${place.y(value[0])}`).reverse();
  return svg("polygon", { points: [...upper, ...lower].join(" "), fill: curveStyles[0].color, "fill-opacity": 0.18 });
}

function curveLine({ name, values }, number, place, text) {
  const { color, dashes } = curveStyles[number];
  const points = curvePoints(values);
  const path = points.map(({ value, index }) => `${place.x(index)},${place.y(value)}`).join(" ");
  const dots = points.length > 60 ? [] : points.map(({ value, index }) =>
    svg("circle", { cx: place.x(index), cy: place.y(value), r: 3.5, fill: color }, svg("title", {}, `${name}: ${text(value)}`)));
  return [svg("polyline", { points: path, fill: "none", stroke: color, "stroke-width": 2, "stroke-dasharray": dashes }), ...dots];
}

// Draws series over epochs: { numbers, series: [{ name, values }], band, lowest, top, text, describe }.
function drawCurves(name, { numbers, series, band, lowest = 0, top, text, describe }) {
  const chart = byId(`${name}-curve`);
  byId(`${name}-legend`).append(...curveLegend(series));
  const largest = top ?? Math.max(0, ...series.flatMap(({ values }) => values.filter(isBounded))) * 1.03;
  chart.setAttribute("aria-label", `${series.map((one) => one.name).join(", ")} over ${plural(numbers.length, "epoch")}. `
    + "The table below has all figures.");
  drawResponsively(chart, (width) => {
    const frame = curveFrame(width);
    const step = (frame.right - frame.left) / numbers.length;
    const place = {
      x: (index) => Math.round(100 * (frame.left + (index + 0.5) * step)) / 100,
      y: (value) => {
        const share = largest > lowest ? (value - lowest) / (largest - lowest) : 0;
        return Math.round(100 * (frame.bottom - share * (frame.bottom - frame.top))) / 100;
      },
    };
    const hits = numbers.map((_, index) => svg("rect", {
      x: frame.left + index * step, y: frame.top, width: step, height: frame.bottom - frame.top, fill: "transparent",
      ...layerStop(index, describe(index), index === 0, "epoch"),
    }));
    chart.replaceChildren(...[
      ...curveAxes(frame, numbers, place, { lowest, largest, text }), band ? curveBand(band, place) : null, ...hits,
      ...series.flatMap((one, number) => curveLine(one, number, place, text)),
    ].filter(Boolean));
    return { width, height: frame.height };
  });
  followLayers(chart, byId("curve-details"), describe, "epoch");
}
