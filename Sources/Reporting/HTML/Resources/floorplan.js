// The chip, to scale.

// Beyond these many tiles, those of a layer in a row of the grid are drawn as one.
const mostSingleTiles = 4000;

// The places of each layer in the grid, one after the other. In a grid of equal tiles several may stand for one.
function layerPlaces(floorplan) {
  const several = floorplan.equalTiles?.placesPerConventionalTile ?? 1;
  let next = 0;
  return floorplan.layers.map((place) => {
    const first = floorplan.equalTiles ? next : place.firstTile;
    next = first + place.tiles * (place.mapping === "conventional" ? several : 1);
    return { first, end: next };
  });
}

// The places of a layer as rectangles in the grid: one a tile, or one a row.
function tileRuns({ first, end }, columns, isSingle) {
  const runs = [];
  for (let tile = first; tile < end;) {
    const column = tile % columns;
    const count = isSingle ? 1 : Math.min(columns - column, end - tile);
    runs.push({ row: Math.floor(tile / columns), column, count });
    tile += count;
  }
  return runs;
}

const box = (x, y, width, height) =>
  `M${x.toFixed(2)} ${y.toFixed(2)}h${width.toFixed(2)}v${height.toFixed(2)}h${(-width).toFixed(2)}z`;

// Sizes of the drawing in pixels for a width that there is.
function floorplanScale(width) {
  const { geometry, floorplan } = estimate;
  const { pitch } = geometry;
  const grid = { width: floorplan.gridColumns * pitch.width, height: floorplan.gridRows * pitch.height };
  const strip = geometry.sharedArea / grid.height;
  const scale = Math.min(width / (grid.width + strip), 620 / grid.height);
  return { scale, grid: { width: grid.width * scale, height: grid.height * scale }, strip: strip * scale };
}

function drawLayerTiles(view, places, sizes, isSingle) {
  const { geometry, floorplan } = estimate;
  const { scale } = sizes;
  const pitch = { width: geometry.pitch.width * scale, height: geometry.pitch.height * scale };
  const kind = geometry[`${view.place.mapping}Tile`] ?? geometry.pitch;
  const tile = { width: kind.width * scale, height: kind.height * scale };
  const share = Math.min(1, view.place.utilization);
  const gap = Math.min(1.5, pitch.width * 0.06);
  const runs = tileRuns(places[view.index], floorplan.gridColumns, isSingle);
  const frames = runs.map(({ row, column, count }) => ({
    x: column * pitch.width + gap / 2, y: row * pitch.height + gap / 2,
    width: (count - 1) * pitch.width + tile.width - gap, height: tile.height - gap,
  }));
  const outline = frames.map((frame) => box(frame.x, frame.y, frame.width, frame.height)).join("");
  const used = frames.map((frame) =>
    box(frame.x, frame.y + frame.height * (1 - share), frame.width, frame.height * share)).join("");
  const color = layerColor(view.index);
  const widest = frames.reduce((best, frame) => frame.width > best.width ? frame : best);
  const text = String(view.number);
  const fits = widest.width >= 8 * text.length + 2 && widest.height >= 13;
  return svg("g", {
    class: "tile", ...layerStop(view.index, describeLayer(view.index)),
  },
  svg("path", { class: "owned", d: outline, fill: color }), svg("path", { d: used, fill: color }),
  fits ? svg("text", {
    class: "halo", x: widest.x + widest.width / 2, y: widest.y + widest.height / 2 + 4, "text-anchor": "middle",
  }, text) : null);
}

const rowOfScale = 30;
const rowOfShared = 18;

// The scale with its texts. What tiles share is named below it where there is no room beside it.
function drawScaleBar(sizes, width) {
  const length = niceStep((width / sizes.scale) * 0.25, 1);
  const y = sizes.grid.height + 16;
  const end = length * sizes.scale;
  const text = quantity(length, "m");
  const shared = sizes.strip > 2 && width > 300 ? `shared: ${areaText(estimate.geometry.sharedArea)}` : "";
  const isBeside = end + 24 + 7 * (text.length + shared.length) < width;
  const node = svg("g", { "aria-hidden": "true" },
    svg("path", {
      d: `M0.5 ${y - 4}v8M0.5 ${y}h${end.toFixed(1)}M${end.toFixed(1)} ${y - 4}v8`,
      stroke: "currentColor", fill: "none",
    }),
    svg("text", { x: end + 8, y: y + 4 }, text),
    shared ? svg("text", {
      class: "quiet", x: width, y: y + 4 + (isBeside ? 0 : rowOfShared), "text-anchor": "end",
    }, shared) : null);
  return { node, height: shared && !isBeside ? rowOfScale + rowOfShared : rowOfScale };
}

function drawFloorplan() {
  const chart = byId("floorplan-chart");
  const details = byId("floorplan-details");
  const { floorplan } = estimate;
  drawResponsively(chart, (width) => {
    const sizes = floorplanScale(width);
    const isSingle = (floorplan.equalTiles?.places ?? floorplan.tiles) <= mostSingleTiles;
    const places = layerPlaces(floorplan);
    const full = sizes.grid.width + sizes.strip;
    const scaleBar = drawScaleBar(sizes, full);
    chart.replaceChildren(
      svg("rect", { class: "backdrop", width: sizes.grid.width, height: sizes.grid.height }),
      ...layers.map((view) => drawLayerTiles(view, places, sizes, isSingle)),
      svg("rect", { class: "shared", x: sizes.grid.width, width: sizes.strip, height: sizes.grid.height }),
      scaleBar.node);
    return { width: Math.max(full, Math.min(width, 240)), height: sizes.grid.height + scaleBar.height };
  });
  details.textContent = `${plural(floorplan.tiles, "tile")} in a grid of `
    + `${floorplan.gridRows} × ${floorplan.gridColumns}, `
    + `${percent(floorplan.utilization)} of the cells in use; ${areaText(estimate.area.total)}`;
  followLayers(chart, details, describeLayer);
}
