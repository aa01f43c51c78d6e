// Draws a report: at once what answers to a change, the rest when there is time.

drawNotes();
drawCards();
drawFloorplan();
drawArea();
drawBars("energy");
drawBars("latency");
drawActivations();

const table = byId("layer-table");
const rest = () => {
  // A newer report may have taken its place.
  if (!table.isConnected) return;
  drawLayerTable(layerColumns(), `Figures are for one ${period}; energy includes leakage. A click on a heading sorts by it.`);
  drawOperations();
};
// Changes that follow each other fast are drawn without it.
setTimeout(rest, 150);
