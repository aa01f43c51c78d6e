// Stacked bars, a row each.

const rowHeight = 22;
const axisHeight = 22;
const unitOf = (kind) => ({ energy: "J", traffic: "words" })[kind] ?? "s";

// Where values lie between the label and the figure of a row.
function barAxis(kind, values, state, width) {
  const unit = unitOf(kind);
  const bounded = values.filter((value) => value > 0 && isBounded(value));
  const largest = Math.max(0, ...bounded);
  const count = width < 300 ? 3 : 6;
  if (state.scale === "share") {
    return {
      length: (value) => (value > 0 ? width : 0), place: (share) => share * width, ticks: linearTicks(1, count),
      tickText: (share) => percent(share),
    };
  }
  if (state.scale === "log" && bounded.length > 0) {
    const low = 10 ** Math.floor(Math.log10(Math.min(...bounded)) - 0.3);
    const span = Math.log10(largest / low) * 1.02;
    const place = (value) => (Math.log10(value / low) / span) * width;
    return {
      length: (value) => (value > 0 ? Math.min(width, place(value)) : 0), place,
      ticks: decadeTicks(low, largest, count),
      tickText: (value) => quantity(value, unit),
    };
  }
  const place = (value) => (largest > 0 ? (value / largest) * width : 0);
  return {
    length: (value) => Math.min(width, place(value)), place, ticks: linearTicks(largest, count - 1),
    tickText: (value) => (value === 0 ? "0" : quantity(value, unit)),
  };
}

function barRow(view, kind, state, axis, frame, y) {
  const all = partsOf(view.figures, kind, state.split);
  const sum = sumOf(all);
  const length = axis.length(sum);
  let x = frame.left;
  const segments = all.filter((part) => part.value > 0).map((part) => {
    const width = isBounded(sum) ? length * (part.value / sum) : isBounded(part.value) ? 0 : length;
    const segment = svg("rect", { x, y: y + 3, width, height: rowHeight - 6, fill: part.color });
    x += width;
    return segment;
  });
  const unit = unitOf(kind);
  return svg("g", { class: "row", ...layerStop(view.index, describeParts(view.index, kind, state.split)) },
    svg("rect", { class: "hit", x: 0, y, width: frame.full, height: rowHeight }),
    svg("text", { x: frame.left - 8, y: y + 15, "text-anchor": "end" }, shortened(view.label, frame.letters)),
    ...segments,
    svg("text", { x: frame.full, y: y + 15, "text-anchor": "end" }, quantity(view[kind], unit)));
}

function barGrid(axis, frame, height) {
  let lastEnd = -Infinity;
  return axis.ticks.flatMap((tick) => {
    const x = frame.left + axis.place(tick);
    const text = axis.tickText(tick);
    const half = text.length * 3.4;
    const line = svg("line", { class: "grid", x1: x, x2: x, y1: axisHeight, y2: height });
    if (x - half < lastEnd + 6 || x + half > frame.full) return [line];
    lastEnd = x + half;
    return [line, svg("text", { class: "quiet", x, y: 14, "text-anchor": "middle" }, text)];
  });
}

function drawBarChart(kind, state, width) {
  const chart = byId(`${kind}-chart`);
  const left = Math.min(170, Math.max(78, Math.round(width * 0.2)));
  const frame = { left, full: width, letters: Math.floor((left - 8) / 6.8) };
  const room = width - left - 84;
  const axis = barAxis(kind, layers.map((view) => sumOf(partsOf(view.figures, kind, state.split))), state, room);
  const height = axisHeight + layers.length * rowHeight + 4;
  chart.replaceChildren(
    ...barGrid(axis, frame, height),
    ...layers.map((view, index) => barRow(view, kind, state, axis, frame, axisHeight + index * rowHeight)));
  return { width, height };
}

function drawLegend(kind, state) {
  const chip = partsOf(estimate.chip, kind, state.split);
  const used = chip.filter((part) => part.value > 0);
  const sum = sumOf(used);
  const unit = unitOf(kind);
  byId(`${kind}-legend`).replaceChildren(...used.map((part) =>
    html("li", {}, html("span", { class: "swatch", style: `background:${part.color}` }),
      `${part.label}: ${quantity(part.value, unit)} (${partShare(part.value, sum)})`)));
  const most = layers.reduce((best, view) => view[kind] > best[kind] ? view : best);
  byId(`${kind}-chart`).setAttribute("aria-label",
    `Stacked bars: ${kind} of ${plural(layers.length, "layer")}. The most is ${quantity(most[kind], unit)}, in `
    + `${most.label}. The table of layers has all figures.`);
}

// In the reference's accounting the causes of training do not add up to the phases.
function sumHint(kind, split) {
  if (kind === "traffic") return "";
  const { chip } = estimate;
  const total = kind === "energy" ? chip.energy : chip.costs.total.latency;
  const sum = sumOf(partsOf(chip, kind, split));
  if (sum === total || Math.abs(sum - total) <= 1e-3 * total) return "";
  const unit = unitOf(kind);
  return `The parts add up to ${quantity(sum, unit)}, the chip's total is ${quantity(total, unit)}: `
    + "in this accounting they are counted apart. Bars show the parts, figures at the right the totals.";
}

function drawBars(kind) {
  const state = { scale: "linear", split: "cause" };
  const chart = byId(`${kind}-chart`);
  const details = byId(`${kind}-details`);
  const redraw = drawResponsively(chart, (width) => drawBarChart(kind, state, width));
  drawLegend(kind, state);
  const hints = {
    linear: "Each bar is a layer; the legend has the totals.",
    log: "The whole bar is on a logarithmic scale; its parts are shares of it.",
    share: "Each bar is 100 % of its layer.",
  };
  const hint = () => { details.textContent = `${hints[state.scale]} ${sumHint(kind, state.split)}`; };
  const set = (name) => (value) => {
    state[name] = value;
    redraw();
    drawLegend(kind, state);
    hint();
  };
  byId(`${kind}-controls`).append(choice("Scale", [
    { key: "linear", label: "linear" }, { key: "log", label: "log" }, { key: "share", label: "shares" },
  ], state.scale, set("scale")));
  if (isTraining) {
    byId(`${kind}-controls`).append(choice("Parts", [
      { key: "cause", label: "causes" }, { key: "phase", label: "phases" },
    ], state.split, set("split")));
  }
  hint();
  followLayers(chart, details, (index) => describeParts(index, kind, state.split));
}

// Area by cause: a table whose rows carry bars.
function drawArea() {
  const { area } = estimate;
  const used = causes.filter(({ key }) => area[key] > 0)
    .map((cause) => ({ ...cause, value: area[cause.key] })).sort((left, right) => right.value - left.value);
  const largest = Math.max(...used.map((part) => part.value));
  const rows = used.map((part) => html("tr", {},
    html("th", { class: "text", scope: "row" },
      html("span", { class: "swatch", style: `background:${part.color}` }), part.label),
    html("td", {}, areaText(part.value, area.total)), html("td", {}, percent(part.value / area.total)),
    html("td", { class: "text bars", "aria-hidden": "true" }, html("div", {
      class: "bar", style: `width:${(100 * part.value / largest).toFixed(2)}%;background:${part.color}`,
    }))));
  byId("area-chart").append(html("table", { id: "area-table" },
    html("thead", {}, html("tr", {}, html("th", { class: "text", scope: "col" }, "Part"),
      html("th", { scope: "col" }, "area"), html("th", { scope: "col" }, "share"), html("td", {}))),
    html("tbody", {}, ...rows),
    html("tfoot", {}, html("tr", {}, html("th", { class: "text", scope: "row" }, "Chip"),
      html("td", {}, areaText(area.total)), html("td", {}, ""), html("td", {}, "")))));
}
