// The page: what a change leads to, and what keys and buttons do.

// The design that figures are shown of, its report and the text of it.
const shown = { state: null, report: null, text: "", count: 0 };
// Whether the program is at work, whether the design has changed since, when the last change was [ms], and what waits to change the
// address.
const work = { isRunning: false, isWanted: false, changed: 0, address: 0 };

// Makes a design the present one, and has its figures shown.
function change(state, field = null) {
  work.changed = performance.now();
  if (advance(state, field)) present();
}

// Shows the present design in address and form, and asks for its figures.
function present() {
  evaluate();
  drawSteps();
  drawNetwork();
  drawForm();
  tellAddress();
}

// Puts the design into the address, when there is time: this takes longer than to draw the form.
function tellAddress() {
  clearTimeout(work.address);
  work.address = setTimeout(() => history.replaceState(null, "", fragmentOf(steps.present) + snapshotWord()), 100);
}

// One request at a time: of the changes meanwhile only the last one is asked about.
async function evaluate() {
  if (work.isRunning) {
    work.isWanted = true;
    return;
  }
  work.isRunning = true;
  do {
    work.isWanted = false;
    const state = steps.present;
    const since = work.changed;
    document.body.classList.add("waiting");
    try {
      await readForm(state);
      show(state, await ask("evaluate", evaluation(state)), since);
    } catch (error) {
      document.body.classList.add("old");
      tellStatus(error.message, "failed");
    }
  } while (work.isWanted);
  work.isRunning = false;
  document.body.classList.remove("waiting");
}

// A form for the revision of a design. Parameters that it does not read are given up; undo brings them back.
async function readForm(state) {
  const revision = state.parameters.revision ?? catalog.standardRevision;
  if (form.revision === revision) return;
  await buildForm(revision);
  const unread = Object.keys(state.parameters).filter((name) => !form.fields.has(name));
  drawFrontForm();
  drawForm();
  if (unread.length > 0 && steps.present === state) {
    const parameters = { ...state.parameters };
    for (const name of unread) delete parameters[name];
    byId("search-status").textContent = `${revision} does not read ${unread.join(", ")}: given up.`;
    steps.present = { ...state, parameters };
    tellAddress();
    drawForm();
    work.isWanted = true;
  }
}

// Shows an answer: figures, or why there are none while the last ones stay.
function show(state, text, since) {
  if (text.startsWith('{"superseded"')) return;
  const refusal = refusalIn(text);
  showRefusal(refusal);
  if (refusal) {
    document.body.classList.add("old");
    tellStatus(`No figures for this design; those shown are of the last possible one. ${refusal.message}`, "failed");
    shown.count += 1;
    document.documentElement.dataset.shown = shown.count;
    return;
  }
  document.body.classList.remove("old");
  Object.assign(shown, { state, text, report: JSON.parse(text, reviveLatency) });
  start ??= { number: -2, name: "the first design", figures: figuresOf(shown.report) };
  drawAll(text);
  drawCommand(state);
  shown.count += 1;
  requestAnimationFrame(() => requestAnimationFrame(() => {
    tellStatus(`Figures after ${Math.round(performance.now() - since)} ms`);
    document.documentElement.dataset.shown = shown.count;
  }));
}

function drawAll(text) {
  const places = scrollPlaces();
  byId("estimate").textContent = text;
  byId("report").replaceChildren(byId("report-template").content.cloneNode(true));
  drawReport();
  chooseAgain();
  for (const [id, place] of places) byId(id)?.parentElement.scrollTo(place);
  drawHeadline(shown.report, reference());
  takeValues(shown.report);
  drawSnapshots();
  drawFront();
}

// Where lists of charts are scrolled to.
function scrollPlaces() {
  return ["energy-chart", "latency-chart", "layer-table"].filter((id) => byId(id)?.parentElement.scrollTop > 0)
    .map((id) => [id, { top: byId(id).parentElement.scrollTop, left: byId(id).parentElement.scrollLeft }]);
}

// Scales that the user has chosen for charts, by the place of their buttons.
const choices = new Map();

function rememberChoice(event) {
  const button = event.target.closest("[data-choice]");
  const place = button?.closest(".controls")?.id;
  if (place) choices.set(`${place} ${button.closest("fieldset").firstElementChild.textContent}`, button.dataset.choice);
}

function chooseAgain() {
  for (const [place, key] of choices) {
    const id = place.split(" ")[0];
    const button = byId(id)?.querySelector(`[data-choice="${key}"]`);
    if (button && button.getAttribute("aria-pressed") !== "true") button.click();
  }
}

function goBack() {
  work.changed = performance.now();
  if (stepBack()) present();
}

function goForward() {
  work.changed = performance.now();
  if (stepForward()) present();
}

function followKeys(event) {
  const isCommand = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  if (isCommand && (key === "z" || key === "y") && !hasOwnUndo(event.target)) {
    event.preventDefault();
    if (key === "y" || event.shiftKey) goForward();
    else goBack();
  } else if (event.key === "/" && !isCommand && !event.altKey && !event.target.matches("input, select, textarea")) {
    event.preventDefault();
    byId("search").focus();
    byId("search").scrollIntoView({ block: "nearest" });
  } else if (event.key === "Escape" && event.target.id === "search") {
    byId("search").value = "";
    filterForm();
  }
}

// Sections are gone to without an address of theirs, which would take the place of the design.
function followLinks(event) {
  const target = event.target.closest("a[href^='#']")?.getAttribute("href");
  const section = target ? byId(target.slice(1)) : null;
  if (!section) return;
  event.preventDefault();
  section.scrollIntoView();
  if (!section.hasAttribute("tabindex")) section.setAttribute("tabindex", "-1");
  section.focus({ preventScroll: true });
}

async function begin() {
  catalog = await askJSON("catalog");
  byId("version").textContent = `Tessera ${catalog.version}`;
  steps.present = isDesign(location.hash) ? stateOf(location.hash, catalog.firstNetwork) : emptyState(catalog.firstNetwork);
  prepareNetwork();
  prepareFront();
  prepareDownloads();
  byId("design").addEventListener("submit", (event) => event.preventDefault());
  byId("undo").addEventListener("click", goBack);
  byId("redo").addEventListener("click", goForward);
  byId("keep").addEventListener("click", keepSnapshot);
  byId("link").addEventListener("click", copyLink);
  byId("reset-all").addEventListener("click", () => change({ ...steps.present, parameters: {} }));
  byId("search").addEventListener("input", filterForm);
  byId("only-changed").addEventListener("input", filterForm);
  byId("report").addEventListener("click", rememberChoice);
  addEventListener("keydown", followKeys);
  addEventListener("click", followLinks);
  addEventListener("hashchange", () => {
    if (isDesign(location.hash)) change(stateOf(location.hash, catalog.firstNetwork, steps.present.network));
  });
  work.changed = performance.now();
  const fragment = location.hash;
  present();
  await readSnapshots(fragment);
}

begin().then(() => { document.documentElement.dataset.ready = "true"; }, (error) => tellStatus(error.message, "failed"));
