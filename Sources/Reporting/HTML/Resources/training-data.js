// The report on a training as charts and tables need it.

const training = JSON.parse(byId("estimate").textContent);

const epochViews = training.epochs.map((epoch, index) => ({ index, epoch, number: epoch.epoch }));
const lastEpoch = training.epochs[training.epochs.length - 1];
const hasTests = training.images.test !== null;
const onHardware = training.epochs.some((epoch) => epoch.hardwareAccuracy !== null);
const chipViews = epochViews.filter((view) => view.epoch.estimate !== null).map((view, index) => ({ ...view, index }));

const shareText = (share) => (share === null ? "–" : percent(share, 4));
const intervalText = (interval) => (interval === null ? "–" : `${shareText(interval[0])} to ${shareText(interval[1])}`);
const countText = (count) => (count === null ? "" : digits(count, 9));
const numberText = (value) => (value === null ? "" : digits(value));
const timeText = (time) => (time === null ? "never" : quantity(time, "s"));
const epochsText = (epochs) => (epochs === null ? "never" : `after ${digits(epochs)} epochs`);
const yesOrNo = (answer) => (answer ? "yes" : "no");

function describeEpoch(index) {
  const epoch = training.epochs[index];
  const test = epoch.accuracy === null ? "" : `, test accuracy ${shareText(epoch.accuracy)} (${intervalText(epoch.accuracyInterval)})`;
  const chip = epoch.estimate === null ? "" : `, ${quantity(epoch.estimate.energy, "J")} on the chip`;
  return `Epoch ${epoch.epoch}: loss ${digits(epoch.loss)}, training accuracy ${shareText(epoch.trainingAccuracy)}${test}, `
    + `${digits(epoch.writesPerCell)} writes a cell, ${digits(epoch.mostWrites, 9)} at most${chip}`;
}

// A table that is not sorted: heads, and rows of texts of which the first ones are words.
function plainTable(table, heads, rows, words = 1) {
  const kind = (index) => (index < words ? "text" : null);
  table.replaceChildren(
    html("thead", {}, html("tr", {}, ...heads.map((text, index) => html("th", { scope: "col", class: kind(index) }, text)))),
    html("tbody", {}, ...rows.map((cells) => html("tr", {}, ...cells.map((text, index) => index === 0
      ? html("th", { scope: "row", class: kind(index) }, text) : html("td", { class: kind(index) }, text))))));
}

function removeSection(name) {
  byId(name).remove();
  document.querySelector(`nav a[href="#${name}"]`).remove();
}
