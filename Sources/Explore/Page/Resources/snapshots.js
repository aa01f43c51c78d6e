// Designs that are kept, side by side with the present one.

const snapshots = [];
let nextSnapshot = 0;
// The number of the snapshot that figures at the top are compared with; the first design of the page where there is none.
let referenceNumber = null;
// The figures of the first design.
let start = null;

const letterOf = (number) => (number < 26 ? String.fromCharCode(65 + number) : `S${number + 1}`);

function reference() {
  const kept = snapshots.find(({ number }) => number === referenceNumber);
  return kept ?? start;
}

// Keeps the design that figures are shown of.
function keepSnapshot() {
  if (!shown.report) return;
  const number = nextSnapshot;
  nextSnapshot += 1;
  const values = Object.fromEntries(shown.report.parameters.map(({ name, value }) => [name, String(value)]));
  snapshots.push({ number, name: letterOf(number), state: shown.state, figures: figuresOf(shown.report), values });
  if (referenceNumber === null) referenceNumber = number;
  drawSnapshots();
  drawHeadline(shown.report, reference());
}

function removeSnapshot(number) {
  snapshots.splice(snapshots.findIndex((snapshot) => snapshot.number === number), 1);
  if (referenceNumber === number) referenceNumber = snapshots[0]?.number ?? null;
  drawSnapshots();
  drawHeadline(shown.report, reference());
  byId("keep").focus();
}

const networkText = (state) => (state.network.text === undefined
  ? state.network.name + (state.network.tokens === undefined ? "" : `, ${state.network.tokens} tokens`) : state.network.file);

function snapshotHead(snapshot) {
  const { number } = snapshot;
  return html("th", { scope: "col" },
    html("input", {
      class: "snapshot-name", type: "text", value: snapshot.name, size: "8", "aria-label": `Name of snapshot ${letterOf(number)}`,
      spellcheck: "false", change: (event) => {
        snapshot.name = event.target.value.trim() || letterOf(number);
        drawSnapshots();
        drawHeadline(shown.report, reference());
      },
    }),
    html("div", { class: "head-actions" },
      html("button", {
        type: "button", "aria-pressed": String(number === referenceNumber), title: "Compare all others with this one",
        click: () => { referenceNumber = number; drawSnapshots(); drawHeadline(shown.report, reference()); },
      }, "reference"),
      html("button", { type: "button", title: "Make this the present design", click: () => change(snapshot.state) }, "restore"),
      html("button", { type: "button", "aria-label": `Remove snapshot ${snapshot.name}`, title: "Remove", click: () => removeSnapshot(number) }, "×")));
}

function drawSnapshots() {
  byId("snapshot-box").hidden = snapshots.length === 0;
  byId("snapshots-hint").textContent = snapshots.length === 0 ? "Keep a design, change it, and see both side by side."
    : "Ratios are those to the reference. Parameters are listed where designs differ.";
  if (snapshots.length === 0 || !shown.report) return;
  const focused = document.activeElement?.closest?.("#snapshot-table");
  const compared = reference();
  const values = Object.fromEntries(shown.report.parameters.map(({ name, value }) => [name, String(value)]));
  const present = { number: -1, name: "present", state: shown.state, figures: figuresOf(shown.report), values };
  const designs = [present, ...snapshots];
  const row = (label, cells, isWord = false) => html("tr", {}, html("th", { scope: "row", class: "text" }, label),
    ...cells.map((cell) => html("td", { class: isWord ? "word" : null }, ...[cell].flat())));
  const rows = figureKinds.map((kind) => row(kind.label, designs.map(({ number, figures }) => {
    const text = kind.parts(figures[kind.key]);
    return [`${text.number}\u00a0${text.unit}`, number === compared.number ? html("span", { class: "ratio same" }, "reference")
      : ratioNode(kind, figures[kind.key], compared.figures[kind.key], compared.name)];
  })));
  const names = [...new Set(designs.flatMap((design) => Object.keys(design.values)))]
    .filter((name) => new Set(designs.map((design) => design.values[name])).size > 1);
  const networks = designs.map(({ state }) => networkText(state));
  byId("snapshot-table").replaceChildren(
    html("thead", {}, html("tr", {}, html("td", {}), html("th", { scope: "col" }, "present"), ...snapshots.map(snapshotHead))),
    html("tbody", {}, ...rows),
    html("tbody", {}, ...(new Set(networks).size > 1 ? [row("network", networks, true)] : []),
      ...names.map((name) => row(name, designs.map((design) => design.values[name] ?? "–"), true))));
  if (focused && document.activeElement === document.body) byId("snapshot-box").focus();
}
