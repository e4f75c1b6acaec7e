// Wingbook's service worker: the app opens without a network, and a new build
// never takes over by itself.
//
// A build is a set of files of which each is checked against its digest, in a
// cache of its own named by the build. The tablet serves one build ("serving")
// until somebody accepts the next one, however often this script is replaced
// meanwhile; the next one is fetched in the background, and what arrived before
// the connection broke is not fetched again.
//
// Never touched: anything but GET, other origins, the server's own addresses
// (/_…, /wb-…).

// Written by `cargo xtask after-build`: the name of the build and the digest of
// each of its files. Without files (Trunk's own server) everything is fetched.
const BUILD = {"id":"development","files":{}};

const CACHE = "wingbook-build-";
const STATE = "wingbook-state";
const PATIENCE_MS = 7 * 24 * 3600 * 1000;
const TAKEOVER_MS = 3000;
const PARALLEL = 4;
const DIGEST_IN_NAME = /-[0-9a-f]{15,16}[._]/;

const isBuilt = Object.keys(BUILD.files).length > 0;

// --- what is remembered: {serving, newest, newest_ms, fetching} -------------------------

let memory = null;

async function state() {
  if (!memory) {
    const cache = await caches.open(STATE);
    const kept = await cache.match("/state");
    memory = kept ? await kept.json() : {};
  }
  return memory;
}

async function remember(change) {
  memory = { ...(await state()), ...change };
  const cache = await caches.open(STATE);
  await cache.put("/state", new Response(JSON.stringify(memory)));
  return memory;
}

// The script that waits and the one that serves share the kept state, so each
// forgets its copy when the other may have written.
async function freshState() {
  memory = null;
  return state();
}

// --- fetching a build ---------------------------------------------------------

async function fetchBuild() {
  const cache = await caches.open(CACHE + BUILD.id);
  const waiting = Object.entries(BUILD.files);
  const failures = [];
  const next = async () => {
    for (let file = waiting.pop(); file; file = waiting.pop()) {
      await fetchFile(cache, ...file).catch((error) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, next));
  // One that failed does not keep the others from arriving.
  if (failures.length > 0) throw failures[0];
}

async function fetchFile(cache, address, integrity) {
  if (await cache.match(address)) return;
  // A file named by its digest may come from the browser's own cache.
  const cacheMode = DIGEST_IN_NAME.test(address) ? "default" : "no-store";
  const response = await fetch(address, { cache: cacheMode, integrity, credentials: "omit" });
  if (!response.ok || response.redirected) throw new Error(`${address}: ${response.status}`);
  await cache.put(address, response);
}

self.addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      if (!isBuilt) return self.skipWaiting();
      await freshState();
      await remember({ fetching: BUILD.id });
      await fetchBuild();
      const { serving } = await freshState();
      await remember({
        serving: serving ?? BUILD.id,
        newest: BUILD.id,
        newest_ms: Date.now(),
      });
    })(),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      await freshState();
      await self.clients.claim();
    })(),
  );
});

// --- changing over ------------------------------------------------------------

// Changing over reloads every tab, so every tab must be free of open forms. One
// that does not answer counts as busy: it may be a form that Android has frozen.
async function anyoneBusy() {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const answers = pages
    .filter((page) => new URL(page.url).pathname !== "/recovery.html")
    .map(
      (page) =>
        new Promise((resolve) => {
          const { port1, port2 } = new MessageChannel();
          const timer = setTimeout(() => resolve(true), 3000);
          port1.onmessage = (event) => {
            clearTimeout(timer);
            resolve(event.data.busy !== false);
          };
          page.postMessage({ type: "busy?" }, [port2]);
        }),
    );
  return (await Promise.all(answers)).includes(true);
}

async function changeOver(answer) {
  const { newest } = await freshState();
  if (newest !== BUILD.id || (await anyoneBusy())) {
    answer?.postMessage({ accepted: false });
    return;
  }
  answer?.postMessage({ accepted: true });
  await remember({ serving: BUILD.id });
  // While a page still reads something from the worker before, the browser may hold this one back for minutes.
  // Pages are told all the same: that worker, too, serves the build that is remembered.
  const inCharge = self.skipWaiting();
  await Promise.race([inCharge, new Promise((late) => setTimeout(late, TAKEOVER_MS))]);
  // Uncontrolled pages (after a hard reload) show the old build as well.
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  for (const page of pages) page.postMessage({ type: "reload", build: BUILD.id });
  await inCharge;
}

self.addEventListener("message", (event) => {
  const answer = event.ports[0];
  if (event.data?.type === "activate") {
    event.waitUntil(changeOver(answer));
  } else if (event.data?.type === "status") {
    event.waitUntil(
      (async () => {
        const { newest } = await freshState();
        answer?.postMessage({ build: BUILD.id, complete: newest === BUILD.id });
      })(),
    );
  }
});

// The app starts and no other page is open: the moment to tidy up, and to take a
// build that nobody accepted for a week.
async function coldStart() {
  let now = await freshState();
  const due = now.newest_ms + PATIENCE_MS <= Date.now();
  if (now.newest === BUILD.id && now.serving !== BUILD.id && due) {
    now = await remember({ serving: BUILD.id });
  }
  const needed = [now.serving, now.newest, now.fetching, BUILD.id].map((build) => CACHE + build);
  for (const name of await caches.keys()) {
    if (name.startsWith(CACHE) && !needed.includes(name)) await caches.delete(name);
  }
}

// --- serving ------------------------------------------------------------------

async function fromBuild(path) {
  const { serving } = await state();
  const own = await (await caches.open(CACHE + serving)).match(path);
  // Chunks have their digest in their name: a page of the other build, still
  // open while builds change over, finds its own there.
  return own ?? caches.match(path);
}

// A worker takes its address from the response if that has one, and the kept one
// was fetched without the query: a new response has none. All others are given
// as they are kept, for with them the browser keeps the compiled program.
function forAddress(address, kept) {
  if (!address.search) return kept;
  return new Response(kept.body, { status: kept.status, headers: kept.headers });
}

function isServers(path) {
  return path.startsWith("/_") || path.startsWith("/wb-");
}

async function navigate(event, path) {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const others = pages.filter((page) => page.id !== event.resultingClientId && page.id !== event.clientId);
  if (others.length === 0) await coldStart();
  else await freshState();
  const file = path === "/recovery.html" ? path : "/index.html";
  return (await fromBuild(file)) ?? fetch(event.request);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (!isBuilt || request.method !== "GET" || address.origin !== self.location.origin) return;
  if (isServers(address.pathname) || address.pathname === "/sw.js") return;
  if (request.mode === "navigate") {
    event.respondWith(navigate(event, address.pathname));
  } else if (address.pathname !== "/") {
    event.respondWith(
      fromBuild(address.pathname).then((kept) => (kept ? forAddress(address, kept) : fetch(request))),
    );
  }
});
