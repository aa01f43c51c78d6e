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
