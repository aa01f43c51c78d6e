// The flow of an image through the layers: time from left to right, a lane for each use of it.

const laneHeight = 40;

function drawLane(use, lane, frame, total) {
  const top = axisHeight + lane * laneHeight;
  let start = 0;
  const bars = layers.map((view) => {
    const { counts } = view.figures;
    const x = frame.left + (start / total) * frame.room;
    const width = (counts.cycles / total) * frame.room;
    start += counts.cycles;
    const height = (laneHeight - 8) * (counts[use.key] / counts.cycles);
    return svg("rect", { x, y: top + laneHeight - 4 - height, width: Math.max(width, 0.4), height, fill: use.color });
  });
  return [
    svg("line", {
      class: "grid", x1: frame.left, x2: frame.left + frame.room, y1: top + laneHeight - 4, y2: top + laneHeight - 4,
    }),
    svg("text", { x: frame.left - 8, y: top + laneHeight - 10, "text-anchor": "end" }, shortened(use.label, frame.letters)),
    ...bars,
  ];
}

// Fields over all lanes that tell of a layer.
function drawStops(frame, total, height) {
  let start = 0;
  return layers.map((view) => {
    const { cycles } = view.figures.counts;
    const x = frame.left + (start / total) * frame.room;
    start += cycles;
    return svg("g", { class: "row", ...layerStop(view.index, describeParts(view.index, "latency")) },
      svg("rect", {
        class: "hit", x, y: axisHeight, width: Math.max((cycles / total) * frame.room, 1), height: height - axisHeight,
      }));
  });
}

function drawTimeline() {
  const chart = byId("timeline-chart");
  const details = byId("timeline-details");
  const total = result.counts.cycles;
  const draw = (width) => {
    const left = Math.min(170, Math.max(78, Math.round(width * 0.2)));
    const frame = { left, room: width - left - 30, letters: Math.floor((left - 8) / 6.8), full: width };
    const height = axisHeight + uses.length * laneHeight + 4;
    const axis = {
      ticks: linearTicks(result.latency, width < 500 ? 3 : 6), place: (value) => (value / result.latency) * frame.room,
      tickText: (value) => (value === 0 ? "0" : quantity(value, "s")),
    };
    chart.replaceChildren(...barGrid(axis, frame, height), ...drawStops(frame, total, height),
      ...uses.flatMap((use, lane) => drawLane(use, lane, frame, total)));
    return { width, height };
  };
  drawResponsively(chart, draw);
  chart.setAttribute("aria-label", `Time of an image through ${plural(layers.length, "layer")}, from left to right. `
    + "The table of layers has all figures.");
  details.textContent = "The height of a bar is the share of a layer's time that goes into it.";
  followLayers(chart, details, (index) => describeParts(index, "latency"));
}
