// The confusion of classes as a heat map, the most frequent mistakes, and the table of classes.

function mistakesOf(trial) {
  const mistakes = [];
  (trial.confusion ?? []).forEach((row, truth) => row.forEach((count, seen) => {
    if (count > 0 && truth !== seen) mistakes.push({ truth, seen, count, share: count / sumOfNumbers(row) });
  }));
  return mistakes.sort((left, right) => right.count - left.count || left.truth - right.truth || left.seen - right.seen);
}

function sumOfNumbers(values) {
  return values.reduce((sum, value) => sum + value, 0);
}

function describeClass(index) {
  const trial = currentTrial();
  const { name, images, correct } = trial.classes[index];
  const seen = (trial.confusion?.[index] ?? []).map((count, place) => ({ count, name: trial.classes[place].name, place }))
    .filter(({ count, place }) => count > 0 && place !== index).sort((left, right) => right.count - left.count);
  const others = seen.slice(0, 5).map((other) => `${digits(other.count, 9)} as ${other.name}`);
  if (seen.length > 5) others.push(`others as ${plural(seen.length - 5, "more name")}`);
  const text = others.length > 0 ? `; ${others.join(", ")}` : "";
  return `${name}: ${digits(correct, 9)} of ${plural(images, "image")} recognized${text}`;
}

function confusionRow(row, index, frame, trial) {
  const total = Math.max(1, sumOfNumbers(row));
  const y = frame.top + index * frame.cell;
  const cells = row.flatMap((count, seen) => {
    if (count === 0) return [];
    const x = frame.left + seen * frame.cell;
    const nodes = [svg("rect", {
      class: seen === index ? "heat" : "miss", x, y, width: frame.cell, height: frame.cell,
      "fill-opacity": (0.12 + 0.68 * count / total).toFixed(3),
    })];
    const text = digits(count, 9);
    if (frame.cell >= 7.2 * text.length + 2) {
      nodes.push(svg("text", {
        class: "halo", x: x + frame.cell / 2, y: y + frame.cell / 2 + 4, "text-anchor": "middle",
      }, text));
    }
    return nodes;
  });
  return svg("g", { class: "row", ...layerStop(index, describeClass(index), index === 0, "class") },
    svg("rect", { class: "hit", x: 0, y, width: frame.left, height: frame.cell }),
    frame.cell >= 11 ? svg("text", { x: frame.left - 6, y: y + frame.cell / 2 + 4, "text-anchor": "end" },
      shortened(trial.classes[index].name, frame.letters)) : null,
    svg("rect", { class: frame.cell < 11 ? "heat-frame thin" : "heat-frame", x: frame.left, y, width: row.length * frame.cell, height: frame.cell }), ...cells);
}

function drawConfusionChart(width) {
  const trial = currentTrial();
  const chart = byId("confusion-chart");
  const { confusion } = trial;
  if (!confusion) {
    chart.replaceChildren(svg("text", { x: 4, y: 20 }, "Too many classes to show pair by pair."));
    return { width, height: 30 };
  }
  const left = Math.min(150, Math.max(48, Math.round(width * 0.16)));
  const cell = Math.max(4, Math.min(44, Math.floor((width - left - 4) / confusion.length)));
  const frame = { left, cell, letters: Math.floor((left - 8) / 6.8), top: 22 };
  const heads = cell < 11 ? [] : trial.classes.map(({ name }, index) => svg("text", {
    class: "quiet", x: left + (index + 0.5) * cell, y: 15, "text-anchor": "middle",
  }, shortened(name, Math.max(1, Math.floor(cell / 7)))));
  const whole = svg("rect", {
    class: "frame", x: left, y: frame.top, width: confusion.length * cell, height: confusion.length * cell,
  });
  chart.replaceChildren(whole, ...heads, ...confusion.map((row, index) => confusionRow(row, index, frame, trial)));
  return { width: Math.max(width, left + confusion.length * cell + 4), height: frame.top + confusion.length * cell + 4 };
}

function drawMistakes() {
  const trial = currentTrial();
  const mistakes = mistakesOf(trial);
  const total = sumOfNumbers(mistakes.map(({ count }) => count));
  const rows = mistakes.slice(0, 12).map(({ truth, seen, count, share }) => html("tr", {},
    html("th", { class: "text", scope: "row" }, trial.classes[truth].name),
    html("td", { class: "text" }, trial.classes[seen].name), html("td", {}, digits(count, 9)),
    html("td", {}, percent(share))));
  byId("mistakes-table").replaceChildren(
    html("caption", { class: "hint" }, mistakes.length === 0 ? "No image was mistaken."
      : `The most frequent of ${plural(total, "mistake")}.`),
    html("thead", {}, html("tr", {}, ...[["class", true], ["recognized as", true], ["images"], ["of the class"]]
      .map(([text, isText]) => html("th", { scope: "col", class: isText ? "text" : null }, text)))),
    html("tbody", {}, ...rows));
  const worst = mistakes[0];
  byId("confusion-chart").setAttribute("aria-label",
    `Confusion of ${digits(report.classes, 9)} classes: ${digits(trial.correct, 9)} of ${plural(report.images, "image")} `
    + `recognized. ${worst ? `Most often ${trial.classes[worst.truth].name} was taken for `
      + `${trial.classes[worst.seen].name}, ${plural(worst.count, "time")}. ` : ""}`
    + "The tables below have the figures.");
}

function classColumns() {
  const number = (title, key) => ({ title, value: (view) => view.figures[key], text: (view) => digits(view.figures[key], 9) });
  const share = (title, key) => ({ title, value: (view) => view.figures[key], text: (view) => shareText(view.figures[key]) });
  return [
    { title: "#", isHead: true, value: (view) => view.index, text: (view) => String(view.index) },
    { title: "class", isText: true, value: (view) => view.name, text: (view) => view.name },
    number("images", "images"), number("correct", "correct"), number("predicted", "predicted"),
    share("accuracy (recall)", "recall"), share("precision", "precision"), share("F1", "f1"),
  ];
}

function drawClasses() {
  drawSortedTable(byId("class-table"), classViews(), classColumns(), "Accuracy of a class is its recall.", "class");
}
