// Noise and clipping of each layer.

function noiseAxis(views, kind, width) {
  const values = views.map((view) => noiseValue(view, kind)).filter((value) => value !== null);
  const largest = Math.max(kind === "clipped" ? 1e-6 : 1, ...values);
  const low = Math.min(0, ...values);
  const place = (value) => ((value - low) / (largest - low)) * width;
  // Noise may be stronger than the signal: ticks on both sides of zero.
  const step = niceStep(largest - low, width < 300 ? 3 : 6);
  const first = Math.ceil(low / step - 1e-9);
  const ticks = Array.from(
    { length: Math.floor(largest / step + 1e-9) - first + 1 }, (_, index) => (first + index) * step);
  return { low, place, ticks, tickText: (value) => kind === "clipped" ? percent(value) : `${digits(value)} dB` };
}

function noiseValue(view, kind) {
  if (kind === "clipped") return view.figures.clippedShare;
  return view.figures.isExact ? null : view.figures.signalToNoise;
}

function describeNoise(index) {
  const { figures, label } = noiseViews()[index];
  return `${label}: ${noiseText(figures)}, ${percent(figures.clippedShare)} of the conversions clipped; `
    + `${figures.rows} rows, ${plural(figures.outputs, "output")}, ${bitsText(figures)}`
    + `${plural(figures.conversionsPerImage, "conversion")} an image`
    + (hasProducts ? `; times ${factorText(figures)}, on ${engineText(figures)}` : "");
}

function bitsText(layer) {
  if (layer.weightBits === null) return "";
  const stored = layer.kind === "layer" ? "weights" : "stored activations";
  return `${layer.weightBits}-bit ${stored}, ${layer.activationBits}-bit activations, `;
}

function drawNoiseChart(kind, width) {
  const views = noiseViews();
  const left = Math.min(170, Math.max(78, Math.round(width * 0.2)));
  const frame = { left, full: width, letters: Math.floor((left - 8) / 6.8) };
  const axis = noiseAxis(views, kind, width - left - 84);
  const height = axisHeight + views.length * rowHeight + 4;
  const zero = left + axis.place(0);
  const rows = views.map((view, index) => {
    const y = axisHeight + index * rowHeight;
    const value = noiseValue(view, kind);
    const end = value === null ? zero : left + axis.place(value);
    return svg("g", { class: "row", ...layerStop(index, describeNoise(index)) },
      svg("rect", { class: "hit", x: 0, y, width, height: rowHeight }),
      svg("text", { x: left - 8, y: y + 15, "text-anchor": "end" }, shortened(view.label, frame.letters)),
      svg("rect", {
        class: kind === "clipped" ? "miss" : "heat", x: Math.min(zero, end), y: y + 3, width: Math.abs(end - zero),
        height: rowHeight - 6,
      }),
      svg("text", { x: width, y: y + 15, "text-anchor": "end" },
        kind === "clipped" ? percent(view.figures.clippedShare) : noiseText(view.figures)));
  });
  byId("noise-chart").replaceChildren(...barGrid(axis, frame, height), ...rows);
  return { width, height };
}

function noiseColumns() {
  const number = (title, key) => ({
    title, value: (view) => view.figures[key],
    text: (view) => view.figures[key] === null ? "–" : digits(view.figures[key], 9),
  });
  const products = [
    { title: "multiplied with", isText: true, value: (view) => factorText(view.figures), text: (view) => factorText(view.figures) },
    { title: "on", isText: true, value: (view) => engineText(view.figures), text: (view) => engineText(view.figures) },
  ];
  return [
    { title: "#", isHead: true, value: (view) => view.index, text: (view) => String(view.index + 1) },
    { title: "layer", isText: true, value: (view) => view.name, text: (view) => view.name },
    number("rows", "rows"), number("outputs", "outputs"), number("weight bits", "weightBits"),
    number("activation bits", "activationBits"), number("conversions per image", "conversionsPerImage"),
    { title: "clipped", value: (view) => view.figures.clippedShare, text: (view) => percent(view.figures.clippedShare) },
    {
      title: "SQNR", value: (view) => view.figures.isExact ? Infinity : view.figures.signalToNoise,
      text: (view) => noiseText(view.figures),
    },
    ...(hasProducts ? products : []),
  ];
}
