// Tables of layers and parameters.

function costColumns() {
  if (!isTraining) return [];
  const backward = ["activationGradient", "weightGradient", "weightUpdate"];
  const sum = (view, kind) => backward.reduce((total, phase) => total + view.figures.costs[phase][kind], 0);
  return [
    { title: "forward", unit: "s", value: (view) => view.figures.costs.forward.latency },
    { title: "backward", unit: "s", value: (view) => sum(view, "latency") },
    { title: "forward", unit: "J", value: (view) => view.figures.costs.forward.energy },
    { title: "backward", unit: "J", value: (view) => sum(view, "energy") },
  ];
}

// Columns of numbers with a unit share one prefix; others write their text themselves.
function layerColumns() {
  const columns = [
    { title: "#", isHead: true, value: (view) => view.number, text: (view) => String(view.number) },
    ...(layers.some((view) => view.name)
      ? [{ title: "name", isText: true, value: (view) => view.name, text: (view) => view.name }] : []),
    { title: "shape", isText: true, value: (view) => view.layer.multiplyAccumulates, text: (view) => view.shape },
    { title: "MACs", unit: "", value: (view) => view.layer.multiplyAccumulates },
    { title: "mapping", isText: true, value: (view) => view.place.mapping, text: (view) => view.place.mapping },
    { title: "tiles", value: (view) => view.place.tiles, text: (view) => digits(view.place.tiles, 9) },
    { title: "speed-up", value: (view) => view.place.speedUp, text: (view) => digits(view.place.speedUp, 9) },
    { title: "cells in use", value: (view) => view.place.utilization, text: (view) => percent(view.place.utilization) },
    { title: "latency", unit: "s", value: (view) => view.latency },
    { title: "energy", unit: "J", value: (view) => view.energy },
    ...costColumns(),
    { title: "leakage", unit: "W", value: (view) => view.figures.leakage.power },
    { title: "TOPS", value: operationsPerSecond, text: (view) => digits(operationsPerSecond(view) / 1e12) },
    {
      title: "TOPS/W", value: (view) => view.energy > 0 ? view.operations / view.energy : 0,
      text: (view) => digits(view.energy > 0 ? view.operations / view.energy / 1e12 : 0),
    },
    { title: "programming", unit: "s", value: (view) => view.figures.programming.latency },
  ];
  return columns.map((column) => column.unit === undefined ? column : scaledColumn(column));
}

function drawLayerTable(columns, caption) {
  drawSortedTable(byId("layer-table"), layers, columns, caption);
}

function parameterRow(parameter) {
  const isChanged = !parameter.isDefault;
  return html("tr", { class: isChanged ? "changed" : null, "data-name": parameter.name.toLowerCase() },
    html("th", { class: "text", scope: "row" }, isChanged ? "● " : "", parameter.name),
    html("td", {}, String(parameter.value)),
    html("td", { class: "text" }, parameter.unit === "1" ? "" : parameter.unit),
    html("td", {}, isChanged ? String(parameter.default) : ""),
    html("td", { class: "text" }, parameter.origin ?? ""));
}

function drawParameters() {
  const rows = estimate.parameters.map(parameterRow);
  const changed = estimate.parameters.filter((parameter) => !parameter.isDefault).length;
  const state = { show: changed > 0 ? "changed" : "all", text: "" };
  const status = html("span", { role: "status", class: "hint" });
  const update = () => {
    let shown = 0;
    rows.forEach((row, index) => {
      const isShown = (state.show === "all" || !estimate.parameters[index].isDefault)
        && row.dataset.name.includes(state.text);
      row.hidden = !isShown;
      shown += isShown ? 1 : 0;
    });
    status.textContent = `${shown} of ${rows.length} shown`;
  };
  const set = (name) => (value) => { state[name] = value; update(); };
  const search = html("input", {
    type: "search", "aria-label": "Find parameters by name", placeholder: "find by name",
    input: (event) => set("text")(event.target.value.trim().toLowerCase()),
  });
  byId("parameter-controls").append(choice("Show", [
    { key: "changed", label: `not at default (${changed})` }, { key: "all", label: `all (${rows.length})` },
  ], state.show, set("show")), search, status);
  const heads = [["name", true], ["value"], ["unit", true], ["default"], ["given in", true]];
  byId("parameter-table").append(
    html("caption", { class: "hint" }, "Rows with ● are not at their defaults."),
    html("thead", {}, html("tr", {}, ...heads.map(([text, isText]) =>
      html("th", { scope: "col", class: isText ? "text" : null }, text)))),
    html("tbody", {}, ...rows));
  update();
}
