// The design as a value: a network, the parameters that were set, and lengths of numbers. A change makes a new one.

// Words of a link that are no parameters.
const linkWords = ["network", "tokens", "file", "networkText", "weightBits", "activationBits", "snapshots"];
// Longer networks are not put into links.
const longestLinkedNetwork = 6000;

const emptyState = (network) => ({ network: { name: network }, parameters: {} });

// The design as the program reads it.
function designOf(state) {
  const { network, parameters, weightBits, activationBits } = state;
  return {
    network: network.text === undefined ? pick(network, ["name", "tokens"]) : pick(network, ["text", "file"]),
    parameters, ...pick({ weightBits, activationBits }, ["weightBits", "activationBits"]),
  };
}

function pick(source, names) {
  return Object.fromEntries(names.filter((name) => source[name] !== undefined).map((name) => [name, source[name]]));
}

// The same design with a parameter set, or at its default for no value.
function withParameter(state, name, value) {
  const parameters = { ...state.parameters };
  if (value === undefined) delete parameters[name];
  else parameters[name] = value;
  return { ...state, parameters };
}

const isSameState = (left, right) => JSON.stringify(left) === JSON.stringify(right);

// The design as the end of an address.
function fragmentOf(state) {
  const words = new URLSearchParams();
  const { network } = state;
  if (network.text === undefined) {
    words.set("network", network.name);
    if (network.tokens !== undefined) words.set("tokens", network.tokens);
  } else {
    words.set("file", network.file);
    if (network.text.length <= longestLinkedNetwork) words.set("networkText", network.text);
  }
  for (const name of ["weightBits", "activationBits"]) {
    if (state[name] !== undefined) words.set(name, state[name]);
  }
  for (const [name, value] of Object.entries(state.parameters)) words.set(name, value);
  return `#${words}`;
}

// The design that an address leads to. `known` is the network of the page, for a link that only names an uploaded one.
function stateOf(fragment, standard, known) {
  const words = new URLSearchParams(fragment.replace(/^#/, ""));
  const state = emptyState(words.get("network") ?? standard);
  const whole = (name) => (/^[0-9]{1,7}$/.test(words.get(name) ?? "") ? Number(words.get(name)) : undefined);
  if (words.has("tokens")) state.network.tokens = whole("tokens");
  if (words.has("networkText")) {
    state.network = { text: words.get("networkText"), file: words.get("file") ?? "network.csv" };
  } else if (words.has("file") && known?.file === words.get("file")) {
    state.network = known;
  }
  for (const name of ["weightBits", "activationBits"]) {
    if (whole(name) !== undefined) state[name] = whole(name);
  }
  for (const [name, value] of words) {
    if (!linkWords.includes(name)) state.parameters[name] = value;
  }
  return state;
}

// An end that is a design, and not a section of the page.
const isDesign = (fragment) => fragment.includes("=");
