// Holds the tablet and does what its name is called for. `scopes` tells which stores each transaction that wrote named.
// With `?durability=relaxed` every transaction of this page is relaxed, whatever the vault asks for: the proof of durability
// must fail then. The app has no such switch.
import start, { Tablet } from "/vault-page.js";

const isRelaxed = new URLSearchParams(location.search).get("durability") === "relaxed";
const scopes = [];
const { transaction } = IDBDatabase.prototype;
IDBDatabase.prototype.transaction = function (stores, mode, options) {
  if (mode === "readwrite") scopes.push([stores].flat());
  return transaction.call(this, stores, mode, isRelaxed ? { durability: "relaxed" } : options);
};

const ready = start();
let tablet = null;

async function act(action, texts) {
  await ready;
  if (action === "open") {
    tablet = await Tablet.open();
    return undefined;
  }
  if (action === "scopes") return JSON.stringify(scopes);
  return tablet[action](...texts);
}

addEventListener("message", async ({ data: { call, action, texts } }) => {
  try {
    postMessage({ call, answer: await act(action, texts) });
  } catch (error) {
    postMessage({ call, failure: `${action}: ${error?.message ?? error}` });
  }
});
