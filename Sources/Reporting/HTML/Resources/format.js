// Figures as people read them: four digits and a prefix of the SI.

const prefixes = [
  [1e12, "T"], [1e9, "G"], [1e6, "M"], [1e3, "k"], [1, ""], [1e-3, "m"], [1e-6, "µ"], [1e-9, "n"], [1e-12, "p"],
  [1e-15, "f"], [1e-18, "a"],
];

// Digits of a number, without the zeros that say nothing.
function digits(value, count = 4) {
  if (value === 0) return "0";
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  if (size >= 1e15 || size < 1e-4) return value.toExponential(count - 1).replace("e+", "e");
  const behind = Math.max(0, count - 1 - Math.floor(Math.log10(size)));
  const text = value.toFixed(Math.min(behind, 12));
  const short = text.includes(".") ? text.replace(/\.?0+$/, "") : text;
  const [whole, part] = short.split(".");
  const grouped = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, "\u202f") : whole;
  return part === undefined ? grouped : `${grouped}.${part}`;
}

// The prefix that leaves one to three digits before the point.
function prefixFor(value) {
  const size = Math.abs(value);
  if (!(size > 0) || !Number.isFinite(size)) return prefixes[4];
  return prefixes.find(([factor]) => size >= factor * 0.99995) ?? prefixes[prefixes.length - 1];
}

// A scale that all figures of a column or an axis have in common.
function scaleFor(values, unit) {
  const [factor, prefix] = prefixFor(Math.max(0, ...values.filter(isBounded)));
  return { factor, unit: prefix + unit };
}

// A number and its unit apart.
function parts(value, unit) {
  if (!isBounded(value)) return { number: "never", unit: "" };
  const [factor, prefix] = prefixFor(value);
  return { number: digits(value / factor), unit: prefix + unit };
}

function quantity(value, unit) {
  const text = parts(value, unit);
  return text.unit ? `${text.number}\u00a0${text.unit}` : text.number;
}

// A time that never ends is null in the document.
function reviveLatency(key, value) {
  return key === "latency" && value === null ? Infinity : value;
}

function isBounded(value) {
  return Number.isFinite(value);
}

// In the unit that suits another area, so that figures of a column share it.
function areaParts(area, reference = area) {
  return reference >= 1e-8 ? { number: digits(area * 1e6), unit: "mm²" } : { number: digits(area * 1e12), unit: "µm²" };
}

function areaText(area, reference = area) {
  const text = areaParts(area, reference);
  return `${text.number}\u00a0${text.unit}`;
}

function percent(share, count = 3) {
  if (share > 0 && share < 1e-4) return "<\u00a00.01\u00a0%";
  return `${digits(share * 100, count)}\u00a0%`;
}

function plural(count, word) {
  return `${digits(count, 9)} ${word}${count === 1 ? "" : "s"}`;
}

function shortened(text, length) {
  const letters = Array.from(text);
  return letters.length > length ? `${letters.slice(0, Math.max(1, length - 1)).join("")}…` : text;
}

// The share of a part; all of a time that never ends is in the parts that never end.
const partShare = (value, sum) => percent(isBounded(sum) ? value / sum : isBounded(value) ? 0 : 1);
