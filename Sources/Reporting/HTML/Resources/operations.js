// Layers in a plane of energy per operation and operations per second.

function logAxis(values, room) {
  const low = Math.min(...values) / 1.6;
  const high = Math.max(...values) * 1.6;
  const span = Math.log10(high / low);
  return { low, high, place: (value) => (Math.log10(value / low) / span) * room, ticks: valueTicks(low, high) };
}

// Ticks at 1, 2 and 5 in narrow ranges, at powers of ten in wide ones.
function valueTicks(low, high) {
  const decades = Math.log10(high / low);
  if (decades > 2.2) return decadeTicks(low, high, 7);
  const ticks = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power += 1) {
    for (const digit of decades > 1.5 ? [1, 3] : [1, 2, 5]) {
      const value = digit * 10 ** power;
      if (value >= low && value <= high) ticks.push(value);
    }
  }
  return ticks;
}

function operationPoints() {
  const points = layers
    .map((view) => ({ view, x: energyPerOperation(view), y: operationsPerSecond(view) }))
    .filter(({ x, y }) => x > 0 && y > 0);
  const { operationsPerJoule, operationsPerSecond: rate } = estimate.chip.efficiency;
  const chip = operationsPerJoule > 0 && rate > 0 ? { x: 1 / operationsPerJoule, y: rate } : null;
  return { points, chip };
}

// Above the frame, or above the line where it begins at the left.
function powerLabel(x, y, frame, text) {
  const isAtTop = y < frame.top + 1;
  return svg("text", {
    class: "quiet", x: isAtTop ? Math.min(x, frame.right - 18) : x + 5, y: (isAtTop ? frame.top : y) - 5,
    "text-anchor": isAtTop ? "middle" : "start",
  }, text);
}

function powerLines(axes, frame) {
  const lowest = axes.x.low * axes.y.low;
  const highest = axes.x.high * axes.y.high;
  return decadeTicks(lowest, highest, frame.right > 500 ? 6 : 3).flatMap((power) => {
    const start = Math.max(axes.x.low, power / axes.y.high);
    const end = Math.min(axes.x.high, power / axes.y.low);
    if (!(end > start * 1.15)) return [];
    const at = (x) => [frame.left + axes.x.place(x), frame.bottom - axes.y.place(power / x)];
    const [x1, y1] = at(start);
    const [x2, y2] = at(end);
    return [svg("line", { class: "power", x1, y1, x2, y2 }),
      powerLabel(x1, y1, frame, quantity(power, "W"))];
  });
}

function operationAxes(axes, frame) {
  const nodes = [svg("rect", {
    class: "frame", x: frame.left, y: frame.top, width: frame.right - frame.left, height: frame.bottom - frame.top,
  })];
  let lastEnd = -Infinity;
  for (const tick of axes.x.ticks) {
    const x = frame.left + axes.x.place(tick);
    const text = quantity(tick, "J");
    nodes.push(svg("line", { class: "grid", x1: x, x2: x, y1: frame.top, y2: frame.bottom }));
    if (x - text.length * 3.4 < lastEnd + 6) continue;
    lastEnd = x + text.length * 3.4;
    nodes.push(svg("text", { class: "quiet", x, y: frame.bottom + 17, "text-anchor": "middle" }, text));
  }
  for (const tick of axes.y.ticks) {
    const y = frame.bottom - axes.y.place(tick);
    nodes.push(svg("line", { class: "grid", x1: frame.left, x2: frame.right, y1: y, y2: y }),
      svg("text", { class: "quiet", x: frame.left - 6, y: y + 4, "text-anchor": "end" }, quantity(tick, "op/s")));
  }
  nodes.push(
    svg("text", { x: (frame.left + frame.right) / 2, y: frame.bottom + 38, "text-anchor": "middle" },
      "energy per operation"),
    svg("text", { x: 2, y: 14 }, "operations per second"));
  return nodes;
}

function layerDot(point, axes, frame, hasLabel, isFirst) {
  const x = frame.left + axes.x.place(point.x);
  const y = frame.bottom - axes.y.place(point.y);
  const radius = 4 + 14 * Math.sqrt(point.view.share);
  const { index, number } = point.view;
  return [
    svg("circle", {
      class: "dot", cx: x, cy: y, r: radius, fill: layerColor(index),
      ...layerStop(index, describeOperations(index), isFirst),
    }),
    hasLabel ? svg("text", { class: "halo", x: x + radius + 3, y: y + 4 }, String(number)) : null,
  ];
}

function drawOperationChart(width) {
  const chart = byId("operations-chart");
  const { points, chip } = operationPoints();
  const all = chip ? [...points, chip] : points;
  if (all.length === 0) {
    chart.replaceChildren(svg("text", { x: 4, y: 20 }, "No layer has a rate: its latency never ends."));
    return { width, height: 30 };
  }
  const height = Math.min(480, Math.max(300, Math.round(width * 0.5)));
  const frame = { left: 78, right: width - 14, top: 40, bottom: height - 48 };
  const axes = {
    x: logAxis(all.map(({ x }) => x), frame.right - frame.left),
    y: logAxis(all.map(({ y }) => y), frame.bottom - frame.top),
  };
  // Large dots first, so that small ones lie on them.
  const order = [...points].sort((left, right) => right.view.share - left.view.share);
  const labelled = new Set(order.slice(0, layers.length > 40 ? 20 : 40).map(({ view }) => view.index));
  const nodes = order.flatMap((point) => layerDot(point, axes, frame, labelled.has(point.view.index), point === points[0]));
  if (chip) {
    const x = frame.left + axes.x.place(chip.x);
    const y = frame.bottom - axes.y.place(chip.y);
    nodes.push(svg("path", { d: `M${x} ${y - 9}l9 9l-9 9l-9-9z`, fill: "currentColor" }),
      svg("text", { class: "halo", x: x + 12, y: y + 4 }, "chip"));
  }
  chart.replaceChildren(...operationAxes(axes, frame), ...powerLines(axes, frame), ...nodes.filter(Boolean));
  return { width, height };
}

function describeOperations(index) {
  const view = layers[index];
  const rate = operationsPerSecond(view);
  return `${view.label}: ${quantity(rate, "op/s")}, ${quantity(energyPerOperation(view), "J")} per operation `
    + `(${digits(view.energy > 0 ? view.operations / view.energy / 1e12 : 0)} TOPS/W), `
    + `${percent(view.share)} of the operations, `
    + quantity(isBounded(view.latency) && view.latency > 0 ? view.energy / view.latency : 0, "W");
}

function drawOperations() {
  const chart = byId("operations-chart");
  const details = byId("operations-details");
  drawResponsively(chart, drawOperationChart);
  const { operationsPerJoule, operationsPerSecond: rate } = estimate.chip.efficiency;
  const summary = `Chip: ${digits(rate / 1e12)} TOPS at ${digits(operationsPerJoule / 1e12)} TOPS/W`;
  details.textContent = summary;
  chart.setAttribute("aria-label",
    `Dots: operations per second over energy per operation of ${plural(layers.length, "layer")}. ${summary}. `
    + "The table of layers has the figures as TOPS and TOPS/W.");
  followLayers(chart, details, describeOperations);
}
