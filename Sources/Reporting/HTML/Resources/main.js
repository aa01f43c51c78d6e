// Draws the page of an estimate.

drawNotes();
drawCards();
drawAdvice();
drawAccuracy();
drawFloorplan();
drawArea();
drawBars("latency");
drawBars("energy");
drawLayerTable(layerColumns(), `Figures are for one ${period}; energy includes leakage.`);
drawOperations();
drawActivations();
drawGeneration();
drawParameters();
drawButtons(estimate, "estimate.json");
document.documentElement.dataset.ready = "true";
