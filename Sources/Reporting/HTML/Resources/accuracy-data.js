// The report on accuracy as charts and tables need it.

const report = JSON.parse(byId("estimate").textContent);

const settingViews = report.settings.map((figures, index) => ({
  index, figures, value: figures.value ?? "", accuracy: figures.accuracy, agreeing: mean(figures.agreeing) / report.images,
  clipped: Math.max(0, ...figures.layers.map((layer) => layer.clippedShare)), noisiest: noisiestOf(figures.layers),
}));

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function noisiestOf(layers) {
  const noisy = layers.filter((layer) => !layer.isExact && layer.signalToNoise !== null);
  return noisy.length === 0 ? null
    : noisy.reduce((worst, layer) => layer.signalToNoise < worst.signalToNoise ? layer : worst);
}

const bestSetting = settingViews.reduce(
  (left, right) => right.accuracy.mean > left.accuracy.mean ? right : left);

// What the charts below the summary are about: one value of the key that varies, and one trial of it.
const selected = { setting: bestSetting.index, trial: 0 };

const currentSetting = () => report.settings[selected.setting];
const currentTrial = () => currentSetting().trials[selected.trial];
const classViews = () => currentTrial().classes.map((figures, index) => ({ index, figures, name: figures.name }));
const noiseViews = () => currentSetting().layers.map((figures, index) => ({
  index, figures, name: figures.name, label: figures.name || `layer ${index + 1}`,
}));

const hasProducts = report.settings.some((setting) => setting.layers.some((layer) => layer.kind === "product"));

// What is multiplied with activations, and what does it.
const factorText = (layer) => layer.kind === "layer" ? "weights"
  : `activations, ${digits(layer.matricesPerImage, 9)} ${layer.matricesPerImage === 1 ? "matrix" : "matrices"} an image`;
const engineText = (layer) => ({ arrays: "arrays", exact: "exact integers", "floating-point": "floating point" })[layer.engine];

const shareText = (share) => (share === null || share === undefined ? "–" : percent(share, 4));
const intervalText = (interval) => `${shareText(interval[0])} to ${shareText(interval[1])}`;

function noiseText(layer) {
  if (layer.isExact) return "exact";
  if (layer.engine === "floating-point") return "floating point";
  return layer.signalToNoise === null ? "no signal" : `${digits(layer.signalToNoise)} dB`;
}
