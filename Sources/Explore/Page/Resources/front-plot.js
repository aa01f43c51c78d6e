// The designs of a sweep in a plane of two figures.

const frontKinds = [
  { key: "area", label: "area", text: (value) => areaText(value), unit: "m²", isBetterWhenLarge: false },
  { key: "latency", label: "latency", text: (value) => quantity(value, "s"), unit: "s", isBetterWhenLarge: false },
  { key: "energy", label: "energy", text: (value) => quantity(value, "J"), unit: "J", isBetterWhenLarge: false },
  { key: "leakage", label: "leakage", text: (value) => quantity(value, "W"), unit: "W", isBetterWhenLarge: false },
  {
    key: "operationsPerSecond", label: "throughput", text: (value) => quantity(value, "OPS"), unit: "OPS",
    isBetterWhenLarge: true,
  },
  {
    key: "operationsPerJoule", label: "efficiency", text: (value) => quantity(value, "OPS/W"), unit: "OPS/W",
    isBetterWhenLarge: true,
  },
];

// Round values of a logarithmic axis: powers of ten where these are enough, else also their 2 and 5, else steps of equal size.
function frontTicks(low, high, count) {
  const decades = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power += 1) {
    for (const digit of [1, 2, 5]) decades.push({ value: digit * 10 ** power, isPower: digit === 1 });
  }
  const within = decades.filter(({ value }) => value >= low && value <= high);
  const powers = within.filter(({ isPower }) => isPower);
  if (powers.length >= 3) {
    const every = Math.ceil(powers.length / count);
    return powers.filter((_, index) => index % every === 0).map(({ value }) => value);
  }
  if (within.length >= 3) return within.map(({ value }) => value);
  const step = niceStep(high - low, count);
  return Array.from({ length: count + 2 }, (_, index) => (Math.ceil(low / step) + index) * step).filter((value) => value <= high);
}

function frontAxis(values, start, end, count) {
  const low = Math.min(...values) / 1.08;
  const high = Math.max(...values) * 1.08;
  const span = Math.log10(high / low);
  return {
    place: (value) => start + (Math.log10(value / low) / span) * (end - start), ticks: frontTicks(low, high, count),
  };
}

function frontFrame(axes, kinds, frame) {
  const nodes = [svg("rect", {
    class: "frame", x: frame.left, y: frame.top, width: frame.right - frame.left, height: frame.bottom - frame.top,
  })];
  let lastEnd = -Infinity;
  for (const tick of axes.x.ticks) {
    const x = axes.x.place(tick);
    const text = kinds.x.text(tick);
    nodes.push(svg("line", { class: "grid", x1: x, x2: x, y1: frame.top, y2: frame.bottom }));
    const half = text.length * 3.4;
    if (x - half < lastEnd + 8 || x + half > frame.right + 14) continue;
    lastEnd = x + half;
    nodes.push(svg("text", { class: "quiet", x, y: frame.bottom + 17, "text-anchor": "middle" }, text));
  }
  for (const tick of axes.y.ticks) {
    const y = axes.y.place(tick);
    nodes.push(svg("line", { class: "grid", x1: frame.left, x2: frame.right, y1: y, y2: y }),
      svg("text", { class: "quiet", x: frame.left - 6, y: y + 4, "text-anchor": "end" }, kinds.y.text(tick)));
  }
  const better = (kind) => (kind.isBetterWhenLarge ? "more is better" : "less is better");
  nodes.push(
    svg("text", { x: (frame.left + frame.right) / 2, y: frame.bottom + 38, "text-anchor": "middle" },
      `${kinds.x.label} (${better(kinds.x)})`),
    svg("text", { x: 2, y: 14 }, `${kinds.y.label} (${better(kinds.y)})`));
  return nodes;
}

// Steps from point to point of a front: what lies behind them is beaten.
function frontLine(points, axes, kinds) {
  const placed = points.map(({ figures }) => ({ x: axes.x.place(figures[kinds.x.key]), y: axes.y.place(figures[kinds.y.key]) }))
    .sort((left, right) => left.x - right.x);
  return placed.map(({ x, y }, index) => {
    if (index === 0) return `M${x.toFixed(1)} ${y.toFixed(1)}`;
    return kinds.x.isBetterWhenLarge ? `V${y.toFixed(1)}H${x.toFixed(1)}` : `H${x.toFixed(1)}V${y.toFixed(1)}`;
  }).join("");
}

function drawFrontChart(width) {
  const chart = byId("front-chart");
  const present = shown.report ? figuresOf(shown.report) : null;
  const { kinds } = sweep;
  const sound = sweep.points.filter(({ figures }) => figures && [kinds.x, kinds.y].every(({ key }) => figures[key] > 0));
  const all = present && [kinds.x, kinds.y].every(({ key }) => present[key] > 0) ? [...sound, { figures: present }] : sound;
  if (all.length === 0) {
    chart.replaceChildren();
    return { width, height: 10 };
  }
  const height = Math.min(440, Math.max(280, Math.round(width * 0.55)));
  const frame = { left: 92, right: width - 16, top: 26, bottom: height - 48 };
  const axes = {
    x: frontAxis(all.map(({ figures }) => figures[kinds.x.key]), frame.left, frame.right, width < 500 ? 4 : 7),
    y: frontAxis(all.map(({ figures }) => figures[kinds.y.key]), frame.bottom, frame.top, 6),
  };
  const onFront = new Set(sweep.front);
  const members = sound.filter(({ number }) => onFront.has(number));
  const order = [...sound].sort((left, right) => onFront.has(left.number) - onFront.has(right.number));
  const first = members[0] ?? sound[0];
  const dots = order.map((point) => svg("circle", {
    class: onFront.has(point.number) ? "point" : "point beaten", r: onFront.has(point.number) ? 5.5 : 3.5,
    cx: axes.x.place(point.figures[kinds.x.key]), cy: axes.y.place(point.figures[kinds.y.key]),
    ...layerStop(point.number, describeFrontPoint(sweep, point), point === first, "point"),
  }));
  const nodes = [...frontFrame(axes, kinds, frame), svg("path", { class: "series", d: frontLine(members, axes, kinds) }), ...dots];
  if (all.length > sound.length) {
    const x = axes.x.place(present[kinds.x.key]);
    const y = axes.y.place(present[kinds.y.key]);
    const isRight = x > frame.right - 70;
    nodes.push(svg("path", { class: "present", d: `M${x} ${y - 8}l8 8l-8 8l-8-8z`, fill: "none", stroke: "currentColor", "stroke-width": 2 }),
      svg("text", { class: "halo", x: isRight ? x - 12 : x + 12, y: y - 8, "text-anchor": isRight ? "end" : "start" }, "present"));
  }
  chart.replaceChildren(...nodes);
  return { width, height };
}

function describeFrontPoint(sweep, point) {
  const settings = sweep.axes.map((name, index) => `${name} = ${point.values[index]}`).join(", ");
  if (!point.figures) return `${settings}: ${point.message}`;
  const figures = [sweep.kinds.x, sweep.kinds.y].map((kind) => `${kind.label} ${kind.text(point.figures[kind.key])}`);
  return `${settings}: ${figures.join(", ")}`;
}
