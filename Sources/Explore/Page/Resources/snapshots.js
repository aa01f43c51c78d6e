// Designs that are kept, side by side with the present one.

const snapshots = [];
let nextSnapshot = 0;
// The number of the snapshot that figures at the top are compared with; the first design of the page where there is none.
let referenceNumber = null;
// The figures of the first design.
let start = null;

// Longer lists of snapshots are not put into addresses [letter].
const longestSnapshots = 3000;
const mostLinkedSnapshots = 20;

const letterOf = (number) => (number < 26 ? String.fromCharCode(65 + number) : `S${number + 1}`);

function reference() {
  const kept = snapshots.find(({ number }) => number === referenceNumber);
  return kept ?? start;
}

const valuesOf = (report) => Object.fromEntries(report.parameters.map(({ name, value }) => [name, String(value)]));

// Keeps a design with its figures.
function addSnapshot(state, report, name) {
  const number = nextSnapshot;
  nextSnapshot += 1;
  snapshots.push({ number, name: name ?? letterOf(number), state, figures: figuresOf(report), values: valuesOf(report) });
  referenceNumber ??= number;
}

function showSnapshots() {
  drawSnapshots();
  if (shown.report) drawHeadline(shown.report, reference());
  tellAddress();
}

// Keeps the design that figures are shown of.
function keepSnapshot() {
  if (!shown.report) return;
  addSnapshot(shown.state, shown.report);
  showSnapshots();
}

function removeSnapshot(number) {
  snapshots.splice(snapshots.findIndex((snapshot) => snapshot.number === number), 1);
  if (referenceNumber === number) referenceNumber = snapshots[0]?.number ?? null;
  showSnapshots();
  byId("keep").focus();
}

// Snapshots as the end of an address; the empty text if they would make it too long.
function snapshotWord() {
  if (snapshots.length === 0 || snapshots.some(({ state }) => state.network.text !== undefined)) return "";
  const text = JSON.stringify(snapshots.map(({ name, state }) => [name, fragmentOf(state)]));
  return text.length <= longestSnapshots ? `&${new URLSearchParams({ snapshots: text })}` : "";
}

// Takes the snapshots of an address, and asks for their figures.
async function readSnapshots(fragment) {
  let list = [];
  try {
    list = JSON.parse(new URLSearchParams(fragment.replace(/^#/, "")).get("snapshots") ?? "[]");
  } catch {
    // A cut address: the design is there all the same.
  }
  for (const entry of Array.isArray(list) ? list.slice(0, mostLinkedSnapshots) : []) {
    const [name, text] = Array.isArray(entry) ? entry : [];
    if (typeof name !== "string" || typeof text !== "string") continue;
    const state = stateOf(text, catalog.firstNetwork);
    const answer = await ask("evaluate", { ...evaluation(state), page: `${page}-snapshots` });
    if (!refusalIn(answer)) addSnapshot(state, JSON.parse(answer, reviveLatency), name);
  }
  if (snapshots.length > 0) showSnapshots();
}

const networkText = (state) => (state.network.text === undefined
  ? state.network.name + (state.network.tokens === undefined ? "" : `, ${state.network.tokens} tokens`) : state.network.file);
const bitsText = (state) => `${state.weightBits ?? usualBits} and ${state.activationBits ?? usualBits}`;

function snapshotHead(snapshot) {
  const { number } = snapshot;
  return html("th", { scope: "col" },
    html("input", {
      class: "snapshot-name", type: "text", value: snapshot.name, size: "8", "aria-label": `Name of snapshot ${letterOf(number)}`,
      spellcheck: "false", change: (event) => {
        snapshot.name = event.target.value.trim() || letterOf(number);
        showSnapshots();
      },
    }),
    html("div", { class: "head-actions" },
      html("button", {
        type: "button", "aria-pressed": String(number === referenceNumber), title: "Compare all others with this one",
        click: () => { referenceNumber = number; showSnapshots(); },
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
  const present = {
    number: -1, name: "present", state: shown.state, figures: figuresOf(shown.report), values: valuesOf(shown.report),
  };
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
  const words = [["network", networkText], ["bits of weights and activations", bitsText]]
    .map(([label, text]) => ({ label, cells: designs.map(({ state }) => text(state)) }))
    .filter(({ cells }) => new Set(cells).size > 1);
  byId("snapshot-table").replaceChildren(
    html("thead", {}, html("tr", {}, html("td", {}), html("th", { scope: "col" }, "present"), ...snapshots.map(snapshotHead))),
    html("tbody", {}, ...rows),
    html("tbody", {}, ...words.map(({ label, cells }) => row(label, cells, true)),
      ...names.map((name) => row(name, designs.map((design) => design.values[name] ?? "–"), true))));
  if (focused && document.activeElement === document.body) byId("snapshot-box").focus();
}
