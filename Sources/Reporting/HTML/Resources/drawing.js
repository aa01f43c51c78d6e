// Elements, colours, and what charts have in common. All text goes into text nodes, so that no name can be markup.

const byId = (id) => document.getElementById(id);
const svgSpace = document.querySelector("svg").namespaceURI;

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") node.addEventListener(name, value);
    // Pages with a strict policy of content take no attribute of style.
    else if (name === "style") node.style.cssText = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

const html = (name, attributes = {}, ...children) => fill(document.createElement(name), attributes, children);
const svg = (name, attributes = {}, ...children) =>
  fill(document.createElementNS(svgSpace, name), rounded(attributes), children);

function rounded(attributes) {
  const entries = Object.entries(attributes);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === "number" ? Math.round(value * 100) / 100 : value]));
}

const causes = [
  ["array", "array", "#3d6fb0"], ["conversion", "conversion (ADC)", "#d5562b"],
  ["accumulation", "accumulation", "#e2a11c"],
  ["buffer", "buffers", "#3f9362"], ["interconnect", "interconnect", "#8b62ad"],
  ["weightGradient", "weight gradient", "#c2588f"], ["weightUpdate", "weight update", "#7a5230"],
  ["dram", "DRAM", "#2c9aa6"], ["leakage", "leakage", "#8a939c"], ["other", "other periphery", "#8a939c"],
].map(([key, label, color]) => ({ key, label, color }));

const phases = [
  ["forward", "forward", "#3d6fb0"], ["activationGradient", "activation gradient", "#d5562b"],
  ["weightGradient", "weight gradient", "#e2a11c"], ["weightUpdate", "weight update", "#3f9362"],
  ["leakage", "leakage", "#8a939c"],
].map(([key, label, color]) => ({ key, label, color }));

// Hues a golden angle apart, and two shades, so that neighbours differ on paper as well.
function layerColor(index) {
  return `hsl(${Math.round((index * 137.508 + 210) % 360)} 52% ${index % 2 === 0 ? 44 : 62}%)`;
}

// Draws a chart for the width that it has, and again when that changes.
function drawResponsively(chart, draw) {
  let drawnWidth = 0;
  const box = chart.parentElement;
  const isScrolled = box.classList.contains("scroll");
  const room = () => Math.max(240, Math.floor(box.clientWidth - (isScrolled ? 12 : 0)));
  const drawOnce = () => {
    drawnWidth = room();
    const size = draw(drawnWidth);
    chart.setAttribute("viewBox", `0 0 ${size.width} ${Math.ceil(size.height)}`);
    chart.setAttribute("width", size.width);
    chart.setAttribute("height", Math.ceil(size.height));
  };
  const redraw = () => {
    drawOnce();
    // A high chart brings a scroll bar, which takes some of the room.
    if (isScrolled && room() < drawnWidth) drawOnce();
  };
  redraw();
  const observer = new ResizeObserver(() => {
    // A chart that another report has taken the place of is not drawn any more.
    if (!chart.isConnected) observer.disconnect();
    // A scroll bar that comes or goes is no reason to draw.
    else if (Math.abs(box.clientWidth - 12 - drawnWidth) > 24) redraw();
  });
  observer.observe(box);
  return redraw;
}

// Round steps of 1, 2 or 5 that give about so many ticks up to a largest value.
function niceStep(largest, count) {
  const raw = largest / count;
  const decade = 10 ** Math.floor(Math.log10(raw));
  return [1, 2, 5, 10].map((digit) => digit * decade).find((step) => step >= raw * 0.999);
}

function linearTicks(largest, count) {
  if (!(largest > 0)) return [0];
  // At least one tick besides zero.
  const coarse = niceStep(largest, count);
  const step = coarse <= largest ? coarse : niceStep(largest, 2 * count);
  return Array.from({ length: Math.floor(largest / step + 1e-9) + 1 }, (_, index) => index * step);
}

// Powers of ten from low to high, thinned out to about so many.
function decadeTicks(low, high, count) {
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  const step = Math.max(1, Math.ceil((last - first + 1) / count));
  const ticks = [];
  for (let power = first; power <= last; power += step) ticks.push(10 ** power);
  return ticks;
}

// Marks a layer in all charts and tables. What charts show besides layers goes by another name.
function markLayer(index, name = "layer") {
  for (const node of document.querySelectorAll(".active")) node.classList.remove("active");
  if (index === null) return;
  for (const node of document.querySelectorAll(`[data-${name}="${index}"]`)) node.classList.add("active");
}

// What makes an element a stop for arrow keys; the first one is a stop for the tabulator key as well.
function layerStop(index, label, isFirst = index === 0, name = "layer") {
  return { role: "button", tabindex: isFirst ? "0" : "-1", [`data-${name}`]: String(index), "aria-label": label };
}

// Arrows go from layer to layer.
function moveBetweenLayers(event, name, choose) {
  const node = event.target.closest(`[data-${name}]`);
  if (!node) return;
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    choose(Number(node.dataset[name]), name);
    return;
  }
  const all = [...event.currentTarget.querySelectorAll(`[data-${name}]`)]
    .sort((left, right) => Number(left.dataset[name]) - Number(right.dataset[name]));
  const place = all.indexOf(node);
  const next = {
    ArrowRight: place + 1, ArrowDown: place + 1, ArrowLeft: place - 1, ArrowUp: place - 1, Home: 0, End: all.length - 1,
  }[event.key];
  const target = all[next];
  if (!target) return;
  event.preventDefault();
  node.setAttribute("tabindex", "-1");
  target.setAttribute("tabindex", "0");
  target.focus();
}

// Tells what is under the pointer or has the focus. A click or the key Enter goes to its row, or does something else.
function followLayers(chart, details, describe, name = "layer", choose = goToRow) {
  const layerOf = (event) => event.target.closest(`[data-${name}]`);
  const show = (event) => {
    const node = layerOf(event);
    if (!node) return;
    const index = Number(node.dataset[name]);
    markLayer(index, name);
    details.textContent = describe(index);
  };
  chart.addEventListener("pointerover", show);
  chart.addEventListener("focusin", show);
  chart.addEventListener("pointerleave", () => markLayer(null));
  chart.addEventListener("keydown", (event) => moveBetweenLayers(event, name, choose));
  chart.addEventListener("click", (event) => {
    const node = layerOf(event);
    if (node) choose(Number(node.dataset[name]), name);
  });
}

function goToRow(index, name = "layer") {
  const row = byId(`${name}-${index + 1}`);
  row.scrollIntoView({ block: "center" });
  row.focus({ preventScroll: true });
  markLayer(index, name);
}

// Buttons of which one is pressed.
function choice(title, options, chosen, onChange) {
  const buttons = options.map(({ key, label }) =>
    html("button", {
      type: "button", "data-choice": key, "aria-pressed": String(key === chosen),
      click: () => {
        for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.choice === key));
        onChange(key);
      },
    }, label));
  return html("fieldset", { class: "choice" }, html("legend", {}, title), ...buttons);
}

// A table that is not sorted: heads, and rows of texts of which the first ones are words.
function plainTable(table, heads, rows, words = 1) {
  const kind = (index) => (index < words ? "text" : null);
  table.replaceChildren(
    html("thead", {}, html("tr", {}, ...heads.map((text, index) => html("th", { scope: "col", class: kind(index) }, text)))),
    html("tbody", {}, ...rows.map((cells) => html("tr", {}, ...cells.map((text, index) => index === 0
      ? html("th", { scope: "row", class: kind(index) }, text) : html("td", { class: kind(index) }, text))))));
}

// A section without data, and its link.
function removeSection(name) {
  byId(name).remove();
  document.querySelector(`nav a[href="#${name}"]`).remove();
}
