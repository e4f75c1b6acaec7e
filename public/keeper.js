// The keeper: remembers, while the app runs, the keys of those who have signed
// in on this tablet, so that they come back with a PIN. It lives in a worker of
// its own because the worker with all registers ends at every lock.
//
// It gives a key for its PIN, forgets it after five wrong tries, after a shift,
// and with the app. Nothing of it is ever stored. The page only introduces the
// worker to it; keys and PINs go between those two and never through the page.
const TRIES_MAX = 5; // `TRIES_MAX` in app/vault/src/pin.rs
const KEPT_MS_MAX = 14 * 3600_000; // a long shift with its handover
const PEOPLE_MAX = 24;

/** By the vault's tag: { name, staffNumber, pin, key, wrong, since_ms, until_ms }. */
const kept = new Map();

const forget = (tag) => {
  kept.get(tag)?.key.fill(0);
  kept.delete(tag);
};

// Two clocks: one that nobody can set back, and one that goes on while the tablet sleeps.
const isOver = ({ since_ms, until_ms }) =>
  performance.now() - since_ms >= KEPT_MS_MAX || Date.now() >= until_ms || Date.now() < until_ms - KEPT_MS_MAX - 3600_000;

const forgetOld = () => {
  for (const [tag, one] of kept) if (isOver(one)) forget(tag);
};

const answers = {
  keep({ tag, name, staffNumber, pin, key }) {
    forget(tag);
    if (kept.size >= PEOPLE_MAX) forget(kept.keys().next().value);
    const now_ms = Date.now();
    kept.set(tag, {
      name,
      staffNumber,
      pin,
      key: key.slice(),
      wrong: 0,
      since_ms: performance.now(),
      until_ms: now_ms + KEPT_MS_MAX,
    });
    key.fill(0);
    return {};
  },
  open({ tag, pin }) {
    const one = kept.get(tag);
    if (!one) return { gone: true };
    if (pin === one.pin) {
      one.wrong = 0;
      return { key: one.key.slice() };
    }
    one.wrong += 1;
    if (one.wrong < TRIES_MAX) return { left: TRIES_MAX - one.wrong };
    forget(tag);
    return { gone: true };
  },
  who() {
    const people = [...kept].map(([tag, { name, staffNumber, pin }]) => ({ tag, name, staffNumber, digits: pin.length }));
    return { people };
  },
  forget({ tag }) {
    forget(tag);
    return {};
  },
};

setInterval(forgetOld, 60_000);

self.onmessage = ({ ports: [line] }) => {
  if (!line) return;
  line.onmessage = ({ data, ports: [reply] }) => {
    forgetOld();
    const answer = answers[data.ask];
    if (answer && reply) reply.postMessage(answer(data));
  };
};
