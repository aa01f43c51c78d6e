// The main figures at the top, beside those of the design that they are compared with.

// Figures of a report, with the work on activations where there is some. A time that never ends is null.
function figuresOf(report) {
  const { chip, area } = report;
  const whole = report.activations?.whole;
  return {
    area: whole?.area ?? area.total,
    latency: whole ? whole.latency : chip.costs.total.latency,
    energy: whole?.energy ?? chip.energy,
    leakage: whole?.leakagePower ?? chip.leakage.power,
    operationsPerSecond: whole?.operationsPerSecond ?? chip.efficiency.operationsPerSecond,
    operationsPerJoule: whole?.operationsPerJoule ?? chip.efficiency.operationsPerJoule,
  };
}

const figureKinds = [
  { key: "area", label: "Area", parts: (value) => areaParts(value), isBetterWhenLarge: false },
  { key: "latency", label: "Latency", parts: (value) => parts(value ?? Infinity, "s"), isBetterWhenLarge: false },
  { key: "energy", label: "Energy", parts: (value) => parts(value, "J"), isBetterWhenLarge: false },
  { key: "leakage", label: "Leakage", parts: (value) => parts(value, "W"), isBetterWhenLarge: false },
  { key: "operationsPerSecond", label: "Throughput", parts: (value) => parts(value, "OPS"), isBetterWhenLarge: true },
  { key: "operationsPerJoule", label: "Efficiency", parts: (value) => parts(value, "OPS/W"), isBetterWhenLarge: true },
];

// How many times another figure a figure is, and whether that is better.
function ratioOf(kind, value, reference) {
  if (!isBounded(value) || !isBounded(reference) || !(reference > 0)) return { text: "–", kind: "same" };
  const ratio = value / reference;
  if (Math.abs(ratio - 1) < 5e-4) return { text: "1.00×", kind: "same" };
  return { text: `${ratio >= 100 || ratio < 0.01 ? digits(ratio, 3) : ratio.toPrecision(3)}×`,
    kind: ratio > 1 === kind.isBetterWhenLarge ? "better" : "worse" };
}

function ratioNode(kind, value, reference, name) {
  const ratio = ratioOf(kind, value, reference);
  const words = { better: "better than", worse: "worse than", same: "as" }[ratio.kind];
  return html("span", { class: `ratio ${ratio.kind}`, title: `${ratio.text} of ${name}`, "aria-label": `${ratio.text}, ${words} ${name}` },
    ratio.text);
}

function drawHeadline(report, reference) {
  const figures = figuresOf(report);
  byId("headline-figures").replaceChildren(...figureKinds.map((kind) => {
    const text = kind.parts(figures[kind.key]);
    return html("div", { class: ["leakage", "operationsPerSecond"].includes(kind.key) ? "minor" : null }, html("dt", {}, kind.label),
      html("dd", {}, html("span", { class: "figure" }, text.number, html("span", { class: "unit" }, `\u00a0${text.unit}`)),
        reference ? ratioNode(kind, figures[kind.key], reference.figures[kind.key], reference.name) : null));
  }));
}

function tellStatus(text, kind = "") {
  const status = byId("status");
  status.textContent = text;
  status.className = kind;
}
