// Hands named actions to the worker that holds the vault, and its answers back: `act("save", ["entry:…"])`.
// Arguments that aren't texts travel as JSON, and so does every answer.
window.trustedTypes?.createPolicy("default", { createScriptURL: (address) => address });
const worker = new Worker(`/worker.js${location.search}`, { type: "module" });
const waiting = new Map();
let calls = 0;

worker.addEventListener("message", ({ data: { call, answer, failure } }) => {
  const { resolve, reject } = waiting.get(call);
  waiting.delete(call);
  if (failure === undefined) resolve(answer === undefined ? null : JSON.parse(answer));
  else reject(new Error(failure));
});

window.act = (action, ...values) =>
  new Promise((resolve, reject) => {
    calls += 1;
    waiting.set(calls, { resolve, reject });
    const texts = values.map((value) => (typeof value === "string" ? value : JSON.stringify(value)));
    worker.postMessage({ call: calls, action, texts });
  });
