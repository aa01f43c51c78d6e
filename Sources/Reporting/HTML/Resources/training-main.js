// Draws the page of a training.

const endings = {
  complete: "All epochs are done.", accuracyReached: "It ended because the test accuracy that was asked for is reached.",
};

function trainingNotes() {
  const { settings, images, ending } = training;
  const tests = hasTests ? `tested with ${plural(images.test.count, "image")} of ${images.test.file}` : "without a test";
  byId("subject").textContent = `${plural(images.training.count, "image")} of ${images.training.file}, ${tests}`;
  const why = endings[ending.reason]
    ?? `It ended because the test accuracy did not improve for ${plural(ending.epochsWithoutGain, "epoch")}.`;
  const notes = [`${plural(training.totals.epochs, "epoch")}, accounting ${settings.accounting}, random numbers from seed `
    + `${training.seed}. ${why}`];
  if (training.hardware) notes.push(hardwareText(training.hardware));
  if (settings.device_curve) notes.push(curveText(settings.device_curve));
  byId("notes").append(...notes.map((text) => html("p", { class: "note" }, text)), ...training.warnings.map((warning) =>
    html("p", { class: "note warning" }, html("strong", {}, "Warning: "), warning)));
}

function hardwareText(hardware) {
  const { trains, calibrationImages, configuration } = hardware;
  return `${trains ? "Trained and tested" : "Tested"} on hardware: arrays of ${digits(configuration.rows_per_array, 9)} × `
    + `${digits(configuration.columns_per_array, 9)} cells of ${plural(configuration.cell_bits, "bit")}, `
    + `${digits(configuration.rows_active, 9)} rows at a time, converters calibrated with ${plural(calibrationImages, "image")} where `
    + "they need that.";
}

function curveText(curve) {
  const [rising, falling] = curve.errors;
  return `Devices measured in ${curve.file}, used as ${curve.use}; the labels differ from it by ${digits(rising)} rising and `
    + `${digits(falling)} falling, as a share of the range.`;
}

function trainingCards() {
  const { totals, best, images } = training;
  const { chip, wear } = totals;
  const share = (accuracy) => ({ number: digits(accuracy * 100), unit: "%" });
  const cards = [card("Training accuracy", share(lastEpoch.trainingAccuracy), `loss ${digits(lastEpoch.loss)}`)];
  if (best) {
    cards.unshift(card("Best test accuracy", share(best.accuracy), `epoch ${best.epoch}; ${intervalText(best.accuracyInterval)}`),
      card("Last test accuracy", share(lastEpoch.accuracy), `loss ${digits(lastEpoch.testLoss)}`));
  }
  cards.push(
    card("Writes a cell", { number: digits(totals.writesPerCell) }, `on average of ${plural(totals.cells, "cell")}`),
    card("Endurance needed", { number: digits(totals.mostWrites, 9) }, "writes of the most-written cell"));
  if (wear) {
    cards.push(card("Most-written cell worn", { number: epochsText(wear.epochsOfMost) },
      `cells survive ${digits(wear.endurance)} writes`));
  }
  if (chip) {
    cards.push(card("Time on the chip", chip.latency === null ? { number: "never ends" } : parts(chip.latency, "s"),
      `${timeText(chip.epochLatency)} an epoch`),
    card("Energy on the chip", parts(chip.energy, "J"), `${quantity(chip.epochEnergy, "J")} an epoch`));
  }
  cards.push(card("Classes", { number: digits(images.classes, 9) }, `${plural(training.network.length, "layer")}`));
  byId("cards").append(...cards);
}

function trainingCurves() {
  const numbers = training.epochs.map((epoch) => epoch.epoch);
  const series = (name, value) => ({ name, values: training.epochs.map(value) });
  const common = { numbers, describe: describeEpoch };
  const tested = (...all) => (hasTests ? all : all.slice(1));
  const shares = training.epochs.flatMap((epoch) => [epoch.trainingAccuracy, ...(epoch.accuracyInterval ?? []),
    ...(epoch.hardwareAccuracy === null ? [] : [epoch.hardwareAccuracy])]);
  drawCurves("accuracy", {
    ...common, lowest: Math.floor(10 * Math.min(...shares)) / 10, top: 1, text: (share) => percent(share), band: hasTests ? training.epochs.map((epoch) => epoch.accuracyInterval) : null,
    series: [...tested(series("test", (epoch) => epoch.accuracy), series("training", (epoch) => epoch.trainingAccuracy)),
      ...(onHardware ? [series("test on hardware", (epoch) => epoch.hardwareAccuracy)] : [])],
  });
  drawCurves("loss", {
    ...common, text: (loss) => digits(loss),
    series: tested(series("test", (epoch) => epoch.testLoss), series("training", (epoch) => epoch.loss)),
  });
  drawCurves("writes", {
    ...common, text: (count) => digits(count),
    series: [series("most-written cell", (epoch) => epoch.mostWrites),
      series("99 % of the cells do not exceed", (epoch) => epoch.writesOf99Percent),
      series("mean", (epoch) => epoch.writesPerCell)],
  });
  if (chipViews.length === 0) {
    byId("energy").remove();
    return;
  }
  const cost = (phase) => (epoch) => (epoch.estimate === null ? null : epoch.estimate.costs[phase].energy);
  drawCurves("energy", {
    ...common, text: (energy) => quantity(energy, "J"),
    series: [series("all with leakage", (epoch) => (epoch.estimate === null ? null : epoch.estimate.energy)),
      series("forward", cost("forward")), series("activation gradient", cost("activationGradient")),
      series("weight gradient", cost("weightGradient")), series("weight update", cost("weightUpdate")),
      series("leakage", (epoch) => (epoch.estimate === null ? null : epoch.estimate.leakageEnergy))],
  });
}

function epochTable() {
  const column = (title, value, text = numberText) => ({ title, value, text: (view) => text(value(view)) });
  const columns = [
    { title: "epoch", isHead: true, value: (view) => view.number, text: (view) => String(view.number) },
    column("rate", (view) => view.epoch.learningRate), column("loss", (view) => view.epoch.loss),
    column("training", (view) => view.epoch.trainingAccuracy, shareText),
    ...(hasTests ? [
      column("test", (view) => view.epoch.accuracy, shareText),
      {
        title: "95 % interval", value: (view) => view.epoch.accuracyInterval[0],
        text: (view) => intervalText(view.epoch.accuracyInterval),
      },
      column("unrounded", (view) => view.epoch.unroundedAccuracy, shareText),
      ...(onHardware ? [column("on hardware", (view) => view.epoch.hardwareAccuracy, shareText)] : []),
      column("test loss", (view) => view.epoch.testLoss),
    ] : []),
    column("steps a cell", (view) => view.epoch.stepsPerCell), column("most steps", (view) => view.epoch.mostSteps, countText),
    column("writes a cell", (view) => view.epoch.writesPerCell),
    column("99 % writes", (view) => view.epoch.writesOf99Percent, countText),
    column("most writes", (view) => view.epoch.mostWrites, countText),
    column("pulses a cell", (view) => view.epoch.pulsesPerCell),
  ];
  const table = byId("epoch-table");
  drawSortedTable(table, epochViews, columns, "Steps, writes and pulses are counted since the start.", "epoch");
  table.addEventListener("click", (event) => {
    const row = event.target.closest("[data-epoch]");
    if (row) chooseEpoch(Number(row.dataset.epoch));
  });
}

function layerFigures(index) {
  const heads = ["layer", "cells", "weights: mean", "deviation", "last steps: mean", "deviation", "at limits", "steps a cell",
    "most steps", "writes a cell", "99 % writes", "most writes", "pulses a cell", "ones in inputs"];
  plainTable(byId("layer-table"), heads, training.epochs[index].layers.map((layer) => [
    String(layer.layer), digits(layer.cells, 9), digits(layer.weightMean), digits(layer.weightDeviation), digits(layer.stepMean),
    digits(layer.stepDeviation), percent(layer.shareAtLimit), digits(layer.stepsPerCell), digits(layer.mostSteps, 9),
    digits(layer.writesPerCell), digits(layer.writesOf99Percent, 9), digits(layer.mostWrites, 9), digits(layer.pulsesPerCell),
    shareText(layer.inputActivity),
  ]));
}

function chooseEpoch(index) {
  byId("epoch-list").value = String(index);
  layerFigures(index);
}

function epochList() {
  const list = html("select", { id: "epoch-list", change: (event) => chooseEpoch(Number(event.target.value)) },
    ...training.epochs.map((epoch, index) => html("option", { value: String(index) }, `epoch ${epoch.epoch}`)));
  byId("epoch-controls").append(html("label", { class: "hint" }, "After ", list));
  chooseEpoch(training.epochs.length - 1);
}

function shapeTable() {
  const heads = ["layer", "type", "input", "output", "kernel", "stride", "padding", "groups", "rows", "weights", "MACs", "scale",
    "reach"];
  const hasNorms = training.network.some((shape) => shape.momentum !== null);
  if (hasNorms) heads.push("momentum", "epsilon");
  plainTable(byId("network-table"), heads, training.network.map((shape) => [
    countText(shape.layer), shape.type, shape.input.join(" × "), shape.output.join(" × "), countText(shape.kernel),
    countText(shape.stride), countText(shape.padding), countText(shape.groups), countText(shape.rows), digits(shape.weights, 9),
    digits(shape.multiplyAccumulates, 9), numberText(shape.scale), numberText(shape.reach),
    ...(hasNorms ? [numberText(shape.momentum), numberText(shape.epsilon)] : []),
  ]), 4);
}

function wearTable() {
  const { wear } = training.totals;
  if (!wear) {
    removeSection("wear");
    return;
  }
  const state = wear.isExceeded ? `The most-written cell has more since epoch ${wear.firstWornEpoch}.` : "No cell has more.";
  byId("wear-text").textContent = `Cells survive ${digits(wear.endurance)} writes. ${state} At the mean rate of this training the `
    + `most-written cell is worn ${epochsText(wear.epochsOfMost)}, and 1 % of the cells of a layer ${epochsText(wear.epochsOfPercent)}.`;
  plainTable(byId("wear-table"), ["layer", "a cell is worn", "1 % are worn", "the most-written cell", "1 % of the cells"],
    wear.layers.map((worn) => [String(worn.layer), yesOrNo(worn.isMostBeyond), yesOrNo(worn.isPercentBeyond),
      epochsText(worn.epochsOfMost), epochsText(worn.epochsOfPercent)]), 5);
}

function chipTable() {
  if (chipViews.length === 0) {
    removeSection("chip");
    return;
  }
  const { chip } = training.totals;
  const first = chipViews[0].epoch.estimate;
  byId("chip-text").textContent = (first.trains ? `Figures are for the ${plural(first.images, "image")} of an epoch. `
    : `Figures are for ${plural(first.images, "image")} in inference. `)
    + (chip ? `Totals interpolate between the ${plural(chip.estimatedEpochs, "epoch")} that were estimated.` : "");
  const cost = (phase) => [timeText(phase.latency), quantity(phase.energy, "J")];
  const heads = ["epoch", ...["forward", "activation gradient", "weight gradient", "weight update", "all phases"].flatMap(
    (phase) => [phase, ""]), "leakage", "", "time", "energy", "area"];
  plainTable(byId("chip-table"), heads, chipViews.map((view) => {
    const { estimate } = view.epoch;
    const { costs } = estimate;
    return [String(view.number), ...cost(costs.forward), ...cost(costs.activationGradient), ...cost(costs.weightGradient),
      ...cost(costs.weightUpdate), ...cost(costs.total), quantity(estimate.leakagePower, "W"),
      quantity(estimate.leakageEnergy, "J"), timeText(estimate.latency), quantity(estimate.energy, "J"), areaText(estimate.area)];
  }));
}

function settingsTable() {
  const text = (value) => (typeof value === "number" ? digits(value, 9) : Array.isArray(value) ? value.join(", ") : String(value));
  plainTable(byId("settings-table"), ["key", "value"],
    Object.entries(training.settings).filter(([key]) => key !== "device_curve").map(([key, value]) => [key, text(value)]));
}

trainingNotes();
trainingCards();
trainingCurves();
epochTable();
epochList();
shapeTable();
wearTable();
chipTable();
settingsTable();
byId("curve-details").textContent = describeEpoch(training.epochs.length - 1);
drawButtons(training, "training.json");
document.documentElement.dataset.ready = "true";
