// Requests to the program. Addresses are relative, so that all have the token of the page.

// Tells the program which window asks.
const page = Array.from(crypto.getRandomValues(new Uint32Array(2)), (word) => word.toString(36)).join("");

// A text that the program answers; an error where it is not there any more.
async function ask(address, content) {
  let answer;
  try {
    answer = await fetch(address, content === undefined ? {} : {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(content),
    });
  } catch {
    throw new Error("The program does not answer. Start `tessera explore` again, and open its new address with this one's end, from # on.");
  }
  const text = await answer.text();
  if (!answer.ok) throw new Error(text.trim());
  return text;
}

const askJSON = async (address, content) => JSON.parse(await ask(address, content));

// What the program has refused; nil for reports, pages and pictures.
function refusalIn(text) {
  return text.startsWith('{"refusal"') ? JSON.parse(text).refusal : null;
}

// The request for figures of a design.
const evaluation = (state) => ({ page, design: designOf(state) });
