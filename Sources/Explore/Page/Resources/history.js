// The designs so far. Changes of one field that follow each other are one step.

const steps = { past: [], present: null, future: [], field: null, time: 0 };
// Changes of the same field within this time belong together [ms].
const sameStep = 1500;

// Makes a design the present one.
function advance(state, field = null) {
  if (isSameState(state, steps.present)) return false;
  const now = performance.now();
  const continues = field !== null && field === steps.field && now - steps.time < sameStep;
  if (!continues) steps.past.push(steps.present);
  steps.present = state;
  steps.future = [];
  steps.field = field;
  steps.time = now;
  return true;
}

function stepBack() {
  if (steps.past.length === 0) return false;
  steps.future.push(steps.present);
  steps.present = steps.past.pop();
  steps.field = null;
  return true;
}

function stepForward() {
  if (steps.future.length === 0) return false;
  steps.past.push(steps.present);
  steps.present = steps.future.pop();
  steps.field = null;
  return true;
}

// Fields with an undo of their own keep it.
const hasOwnUndo = (node) => node?.id === "search" || node?.matches?.(".snapshot-name, .axis-values");

function drawSteps() {
  byId("undo").disabled = steps.past.length === 0;
  byId("redo").disabled = steps.future.length === 0;
}
