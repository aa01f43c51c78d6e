// Cards, notes and accuracy.

function card(title, { number, unit }, more) {
  return html("div", {}, html("dt", {}, title),
    html("dd", { class: "figure" }, number, unit ? html("span", { class: "unit" }, ` ${unit}`) : null),
    more ? html("dd", { class: "more" }, more) : null);
}

function drawCards() {
  const { chip, floorplan, network } = estimate;
  const latency = chip.costs.total.latency;
  const rate = chip.efficiency.framesPerSecond;
  const frames = isTraining ? "epochs/s" : "frames/s";
  const peak = chip.peakEfficiency;
  const cards = [
    card("Area", areaParts(estimate.area.total),
      `${plural(floorplan.tiles, "tile")}, ${percent(floorplan.utilization)} in use`),
    card(`Latency per ${period}`, parts(latency, "s"),
      estimate.dataflow === "pipelined" ? "slowest layer of the pipeline" : "layer by layer"),
    card(`Energy per ${period}`, parts(chip.energy, "J"), `${quantity(chip.leakage.energy, "J")} of it leakage`),
    card("Average power", isBounded(latency) && latency > 0 ? parts(chip.energy / latency, "W") : { number: "–" },
      `${quantity(chip.leakage.power, "W")} leakage`),
    card("Efficiency", parts(chip.efficiency.operationsPerJoule, "OPS/W"),
      `computing alone ${quantity(peak.operationsPerJoule, "OPS/W")}`),
    card("Throughput", parts(chip.efficiency.operationsPerSecond, "OPS"),
      `computing alone ${quantity(peak.operationsPerSecond, "OPS")}`),
    card(isTraining ? "Epochs" : "Frames", { number: digits(rate), unit: frames },
      `computing alone ${digits(peak.framesPerSecond)}`),
    card("Weights", parts(network.weights, ""),
      `${plural(layers.length, "layer")}, ${quantity(network.multiplyAccumulates, "MAC")}`),
    card("Programming once", parts(chip.programming.latency, "s"), quantity(chip.programming.energy, "J")),
  ];
  if (estimate.clockPeriod) cards.push(card("Clock", parts(1 / estimate.clockPeriod, "Hz"), quantity(estimate.clockPeriod, "s")));
  if (estimate.operationDensity) {
    cards.push(card("Density", parts(estimate.operationDensity * 1e-6, "OPS/mm²"), "throughput over area"));
  }
  if (estimate.accuracy) {
    const { hardware, images } = estimate.accuracy;
    cards.push(card("Accuracy on this chip", { number: digits(hardware.accuracy * 100), unit: "%" },
      plural(images, "image")));
  }
  byId("cards").append(...cards);
}

function workloadText() {
  const { workload } = estimate;
  const bits = `${workload.weightBits}-bit weights, ${workload.activationBits}-bit activations`;
  if (workload.source === "synthetic") {
    return `Synthetic workload, ${bits}: weights and activations are random numbers (seed ${workload.seed}), `
      + "not those of a trained network.";
  }
  if (workload.source === "statistics") {
    const origin = { parameters: "the parameters", file: "a file", trace: "a trace" }[workload.averages];
    return `Expected values, ${bits}: computed from the averages of ${origin}, not from a trace.`;
  }
  return `Recorded weights and activations, ${bits}.`;
}

function drawNotes() {
  byId("subject").textContent = `${isTraining ? "Training" : "Inference"} of a network of `
    + `${plural(layers.length, "layer")}, `
    + `${estimate.dataflow === "pipelined" ? "pipelined" : "layer by layer"}, accounting ${estimate.accounting}`;
  const notes = [html("p", { class: "note" }, workloadText())];
  for (const warning of estimate.warnings) {
    notes.push(html("p", { class: "note warning" }, html("strong", {}, "Warning: "), warning));
  }
  byId("notes").append(...notes);
}

function drawAccuracy() {
  const { accuracy } = estimate;
  if (!accuracy) return;
  const rows = [["floatingPoint", "floating point"], ["integer", "integers"], ["hardware", "on this chip"]]
    .filter(([key]) => accuracy[key])
    .map(([key, label]) => {
      const { correct, accuracy: share, interval } = accuracy[key];
      return html("tr", {}, html("th", { class: "text", scope: "row" }, label), html("td", {}, percent(share, 4)),
        html("td", {}, `${percent(interval[0], 4)} to ${percent(interval[1], 4)}`), html("td", {}, String(correct)));
    });
  const heads = ["Accuracy", "correct", "95 % interval", "correct images"];
  byId("accuracy").append(html("table", { class: "plain", id: "accuracy-table" },
    html("thead", {}, html("tr", {}, ...heads.map((text, index) =>
      html("th", { scope: "col", class: index === 0 ? "text" : null }, text)))),
    html("tbody", {}, ...rows)));
  const { products } = accuracy;
  if (!products) return;
  byId("accuracy").append(html("p", { class: "note" }, `Products of two activations: ${digits(products.onArrays)} on arrays, `
    + `${digits(products.exact)} in exact integers, ${digits(products.inFloatingPoint)} in floating point.`));
}
