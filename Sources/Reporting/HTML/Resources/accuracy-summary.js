// Cards, notes, the table of results, and the chart over values.

function accuracyNotes() {
  const count = plural(report.images, "image");
  byId("subject").textContent = `${report.model.file} on ${report.dataset}: ${count}, ${digits(report.classes, 9)} classes`;
  const text = `${report.model.isQuantized ? "A quantized model, taken as it stands" : "A model in floating point, quantized"}; `
    + `${plural(report.trials, "trial")}, random numbers from seed ${report.seed}.`;
  byId("notes").append(html("p", { class: "note" }, text), ...productNotes(), ...report.warnings.map((warning) =>
    html("p", { class: "note warning" }, html("strong", {}, "Warning: "), warning)));
}

// What multiplies activations with each other, for each value where values differ.
function productNotes() {
  if (!hasProducts) return [];
  const phrases = { arrays: "on arrays", exact: "in exact integers", "floating-point": "in floating point" };
  const textOf = (setting) => {
    const products = setting.layers.filter((layer) => layer.kind === "product");
    return Object.keys(phrases).map((engine) => [products.filter((layer) => layer.engine === engine).length, engine])
      .filter(([count]) => count > 0).map(([count, engine]) => `${digits(count, 9)} ${phrases[engine]}`).join(", ");
  };
  const texts = report.settings.map(textOf);
  const isSame = texts.every((text) => text === texts[0]);
  const text = isSame ? texts[0]
    : report.settings.map((setting, index) => `${texts[index]} (${report.variedKey} = ${setting.value})`).join("; ");
  return [html("p", { class: "note" }, `Products of two activations: ${text}.`)];
}

function accuracyCards() {
  const best = bestSetting;
  const name = report.variedKey ? `${report.variedKey} = ${best.value}` : "";
  const { noisiest } = best;
  const cards = [card(report.variedKey ? "Best on hardware" : "Accuracy on hardware",
    { number: digits(best.accuracy.mean * 100), unit: "%" },
    [name, intervalText(best.accuracy.interval95)].filter(Boolean).join("; "))];
  const plain = (title, result) => card(title, { number: digits(result.accuracy * 100), unit: "%" },
    intervalText(result.interval95));
  cards.push(plain("Integers", best.figures.integer));
  if (report.shifted) cards.push(plain("Integers with shifts", report.shifted));
  if (report.floatingPoint) cards.push(plain("Floating point", report.floatingPoint));
  cards.push(card("Recognized as integers do", { number: digits(best.agreeing * 100), unit: "%" }, "of the images"),
    card("Noisiest layer", noisiest ? { number: digits(noisiest.signalToNoise), unit: "dB" } : { number: "exact" },
      noisiest ? noisiest.name : "products are those of integers"),
    card("Images", { number: digits(report.images, 9) }, `${digits(report.classes, 9)} classes`));
  const streamed = report.stream?.results[0];
  if (streamed) {
    cards.push(card("Latency of an image", parts(streamed.latency, "s"), `through ${digits(streamed.machine.capacity, 9)} bytes of SRAM`),
      card("Energy of an image", parts(streamed.energy, "J"), quantity(streamed.power, "W")));
  }
  byId("cards").append(...cards);
}

function resultRow(name, result, agreeing) {
  return html("tr", {}, html("th", { class: "text", scope: "row" }, name), html("td", {}, shareText(result.accuracy)),
    html("td", {}, intervalText(result.interval95)), html("td", {}, shareText(result.top5)),
    html("td", {}, digits(result.correct, 9)),
    html("td", {}, agreeing === undefined ? "" : shareText(agreeing / report.images)));
}

// Results of the setting that is selected.
function resultsTable() {
  const setting = currentSetting();
  const rows = [];
  if (report.floatingPoint) rows.push(resultRow("floating point", report.floatingPoint));
  if (report.shifted) rows.push(resultRow("integers with shifts", report.shifted));
  rows.push(resultRow("integers", setting.integer));
  setting.trials.forEach((trial, index) => rows.push(
    resultRow(setting.trials.length === 1 ? "hardware" : `hardware, trial ${index}`, trial, setting.agreeing[index])));
  const heads = ["", "accuracy", "95 % interval", "top 5", "correct", "as integers"];
  const deviation = setting.accuracy.deviation;
  byId("results-table").replaceChildren(
    html("caption", { class: "hint" }, (report.variedKey ? `${report.variedKey} = ${setting.value}. ` : "")
      + (deviation === null ? "" : `Hardware: ${shareText(setting.accuracy.mean)} on average, `
        + `deviation ${shareText(deviation)}, 95 % interval ${intervalText(setting.accuracy.interval95)}.`)),
    html("thead", {}, html("tr", {}, ...heads.map((text, index) =>
      html("th", { scope: "col", class: index === 0 ? "text" : null }, text)))),
    html("tbody", {}, ...rows));
}

function describeSetting(index) {
  const view = settingViews[index];
  const noise = view.noisiest ? `, ${noiseText(view.noisiest)} in ${view.noisiest.name}` : "";
  return `${report.variedKey} = ${view.value}: ${shareText(view.accuracy.mean)} (${intervalText(view.accuracy.interval95)})`
    + `, ${percent(view.clipped)} of the conversions clipped at most${noise}`;
}

function valuesColumns() {
  const isNumeric = settingViews.every((view) => view.value !== "" && Number.isFinite(Number(view.value)));
  return [
    {
      title: report.variedKey, isHead: true, text: (view) => view.value,
      value: (view) => isNumeric ? Number(view.value) : view.value,
    },
    { title: "accuracy", value: (view) => view.accuracy.mean, text: (view) => shareText(view.accuracy.mean) },
    { title: "deviation", value: (view) => view.accuracy.deviation, text: (view) => shareText(view.accuracy.deviation) },
    {
      title: "95 % interval", value: (view) => view.accuracy.interval95[0],
      text: (view) => intervalText(view.accuracy.interval95),
    },
    { title: "top 5", value: (view) => view.accuracy.top5Mean, text: (view) => shareText(view.accuracy.top5Mean) },
    { title: "as integers", value: (view) => view.agreeing, text: (view) => shareText(view.agreeing) },
    { title: "clipped", value: (view) => view.clipped, text: (view) => percent(view.clipped) },
    {
      title: "lowest SQNR", value: (view) => view.noisiest?.signalToNoise ?? Infinity,
      text: (view) => view.noisiest ? noiseText(view.noisiest) : "exact",
    },
    {
      title: "in layer", isText: true, value: (view) => view.noisiest?.name ?? "",
      text: (view) => view.noisiest?.name ?? "",
    },
  ];
}

// Values stand side by side, in the order in which they were given.
function drawValuesChart(width) {
  const height = Math.min(360, Math.max(240, Math.round(width * 0.4)));
  const frame = { left: 52, right: width - 16, top: 16, bottom: height - 44 };
  const step = (frame.right - frame.left) / settingViews.length;
  const x = (index) => frame.left + (index + 0.5) * step;
  const y = (share) => frame.bottom - share * (frame.bottom - frame.top);
  const nodes = linearTicks(1, 5).flatMap((share) => [
    svg("line", { class: "grid", x1: frame.left, x2: frame.right, y1: y(share), y2: y(share) }),
    svg("text", { class: "quiet", x: frame.left - 6, y: y(share) + 4, "text-anchor": "end" }, percent(share)),
  ]);
  const { floatingPoint } = report;
  if (floatingPoint) {
    const level = y(floatingPoint.accuracy);
    nodes.push(svg("line", { class: "reference", x1: frame.left, x2: frame.right, y1: level, y2: level }),
      svg("text", { class: "halo quiet", x: frame.left + 4, y: level + 14 }, "floating point"));
  }
  nodes.push(svg("polyline", {
    class: "series", points: settingViews.map((view) => `${x(view.index)},${y(view.accuracy.mean)}`).join(" "),
  }));
  const every = Math.ceil(settingViews.length * 46 / (frame.right - frame.left));
  for (const view of settingViews) {
    const [low, high] = view.accuracy.interval95;
    const place = x(view.index);
    nodes.push(
      svg("path", {
        class: "whisker", d: `M${place - 4} ${y(low)}h8m-4 0V${y(high)}m-4 0h8`,
      }),
      svg("circle", {
        class: "point", cx: place, cy: y(view.accuracy.mean), r: 6,
        ...layerStop(view.index, describeSetting(view.index), view.index === 0, "setting"),
      }));
    if (view.index % every === 0) {
      nodes.push(svg("text", { class: "quiet", x: place, y: frame.bottom + 17, "text-anchor": "middle" },
        shortened(view.value, Math.max(5, Math.floor(step * every / 7)))));
    }
  }
  nodes.push(svg("text", { x: (frame.left + frame.right) / 2, y: frame.bottom + 37, "text-anchor": "middle" },
    report.variedKey));
  byId("values-chart").replaceChildren(...nodes);
  return { width, height };
}

function drawValues() {
  if (!report.variedKey) return;
  byId("values").hidden = false;
  document.querySelector("nav a[href='#values']").hidden = false;
  byId("values-title").textContent = `Accuracy over ${report.variedKey}`;
  const chart = byId("values-chart");
  const details = byId("values-details");
  drawResponsively(chart, drawValuesChart);
  details.textContent = describeSetting(0);
  chart.setAttribute("aria-label", `Accuracy over ${plural(settingViews.length, "value")} of ${report.variedKey}. `
    + "The table below has all figures.");
  followLayers(chart, details, describeSetting, "setting");
  chart.addEventListener("click", (event) => {
    const node = event.target.closest("[data-setting]");
    if (node) select("setting", Number(node.dataset.setting));
  });
  drawSortedTable(byId("values-table"), settingViews, valuesColumns(), "One row a value.", "setting");
}
