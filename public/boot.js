// Starts the page: allows the three script addresses that exist, loads the module
// named by the build, keeps the service worker, and turns to the recovery page
// when the program can't start or has stopped.
//
// What the program and this script tell each other, all on <html> and window:
//   <html data-worker>            address for the worker, made here
//   <html data-build>             name of this build
//   <html data-started>           the program runs and shows its first page
//   <html data-update="ready">    a newer build lies complete on the tablet
//   <html data-busy>              set by the program while a form is open
//   event wingbook:update         data-update has just become "ready"
//   event wingbook:activate       the program asks for the newer build (at lock)
//   event wingbook:update-refused another tab has a form open
//   event wingbook:stopped        the program has panicked
//   event wingbook:rescue         the program asks for a rescue file
//   <html data-rescued>           its name; empty where it could not be saved
//   event wingbook:rescued        data-rescued has just been set
//   event wingbook:erased         the store is erased: the rest goes too
const html = document.documentElement;
const script = document.querySelector("script[data-module]");
const { module, wasm } = script.dataset;
const FILE = /^\/[A-Za-z0-9_-]+\.js$/;
const workerAddress = `/worker.js?module=${module}&wasm=${wasm}`;
html.dataset.worker = workerAddress;

const refuse = (what) => {
  throw new TypeError(`Wingbook's policy refuses ${what}`);
};
// Leptos makes fixed parts of a page from HTML that it holds itself; nothing
// that could run belongs there.
const ACTIVE = /<\s*\/?\s*(script|iframe|frame|object|embed|base|meta|link|style|form)\b|[\s/"']on[a-z]+\s*=|javascript:|srcdoc/i;
window.trustedTypes?.createPolicy("default", {
  createScriptURL: (address) =>
    address === "/sw.js" || address === "/keeper.js" || address === workerAddress
      ? address
      : refuse("this script address"),
  createHTML: (text) => (ACTIVE.test(text) ? refuse("active HTML") : text),
});

let leaving = false;
const recover = (why) => {
  if (!leaving) {
    leaving = true;
    location.replace(`/recovery.html?why=${why}`);
  }
};
const isPanic = (error) => error instanceof WebAssembly.RuntimeError;
addEventListener("error", (event) => isPanic(event.error) && recover("stopped"));
addEventListener("unhandledrejection", (event) => isPanic(event.reason) && recover("stopped"));
addEventListener("wingbook:stopped", () => recover("stopped"));

addEventListener("wingbook:rescue", async () => {
  const saved = await import("/rescue.js").then(({ saveCopy }) => saveCopy()).catch(console.error);
  html.dataset.rescued = saved ?? "";
  dispatchEvent(new Event("wingbook:rescued"));
});

// What lies outside the store says nothing of anybody's records; it goes all the
// same, the program with it, which comes again from its server.
addEventListener("wingbook:erased", async () => {
  leaving = true;
  const registrations = (await navigator.serviceWorker?.getRegistrations()) ?? [];
  await Promise.allSettled(registrations.map((registration) => registration.unregister()));
  await Promise.allSettled((await caches.keys()).map((name) => caches.delete(name)));
  localStorage.clear();
  sessionStorage.clear();
  location.replace("/");
});

// A panic in the worker reaches the page only as an error event of the worker. One without a message says that
// the worker was not fetched: while service workers change over, the browser may drop a request in the middle.
// Nothing is open yet then, and the page begins once more.
window.Worker = class extends Worker {
  constructor(address, options) {
    super(address, options);
    // Without the keeper there is no PIN, and nothing else is missing.
    if (`${address}` !== workerAddress) return;
    this.addEventListener("error", (event) => {
      if (leaving || event instanceof ErrorEvent || !mayBeginAgain()) return recover("worker");
      leaving = true;
      location.reload();
    });
  }
};

const AGAIN = "wingbook:begun-again";
const AGAIN_MS = 60_000;
const mayBeginAgain = () => {
  try {
    const since = Date.now() - Number(sessionStorage.getItem(AGAIN));
    sessionStorage.setItem(AGAIN, Date.now());
    return since > AGAIN_MS || since < 0;
  } catch {
    // Storage is blocked: once more could be for ever.
    return false;
  }
};

const start = async () => {
  if (!FILE.test(module)) refuse("this module");
  const program = await import(module);
  await program.default({ module_or_path: wasm });
  await shown();
  document.getElementById("boot")?.remove();
  html.dataset.started = "";
  performance.mark("wingbook:started");
};

// The program shows its first page when it has its words; until then the first
// picture stays.
const shown = () =>
  new Promise((resolve) => {
    const watcher = new MutationObserver(() => look());
    const look = () => {
      const first = document.getElementById("boot");
      if (first && !document.body.querySelector(":scope > :not(#boot, script, noscript)")) return;
      watcher.disconnect();
      resolve();
    };
    watcher.observe(document.body, { childList: true });
    look();
  });

const ask = (worker, question, wait_ms) =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const timer = setTimeout(() => resolve(null), wait_ms);
    port1.onmessage = (event) => {
      clearTimeout(timer);
      resolve(event.data);
    };
    worker.postMessage(question, [port2]);
  });

const keepServiceWorker = async () => {
  const service = navigator.serviceWorker;
  if (!service) return;
  const registration = await service.register("/sw.js", { updateViaCache: "none" });
  const newest = () => registration.waiting ?? registration.active;

  const look = async () => {
    const worker = newest();
    const status = worker && (await ask(worker, { type: "status" }, 2000));
    if (status && status.complete && status.build !== html.dataset.build) {
      html.dataset.update = "ready";
      dispatchEvent(new Event("wingbook:update"));
    }
  };
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", (event) => {
      if (event.target.state === "installed") look();
    });
  });

  let accepted = false;
  addEventListener("wingbook:activate", async () => {
    const worker = newest();
    if (accepted || !worker || html.dataset.update !== "ready") return;
    accepted = true;
    const answer = await ask(worker, { type: "activate" }, 10000);
    accepted = answer?.accepted === true;
    if (!accepted) dispatchEvent(new Event("wingbook:update-refused"));
  });

  service.addEventListener("message", (event) => {
    if (event.data?.type === "busy?") {
      event.ports[0]?.postMessage({ busy: "busy" in html.dataset });
    } else if (event.data?.type === "reload" && event.data.build !== html.dataset.build) {
      leaving = true;
      location.reload();
    }
  });
  service.startMessages();
  await look();
  // A tablet may stay on for weeks: ask for a newer build now and then.
  setInterval(() => registration.update().catch(() => {}), 3600_000);
};

start()
  .then(() => keepServiceWorker().catch((error) => console.warn("offline use is not possible:", error)))
  .catch((error) => {
    console.error(error);
    recover("start");
  });
