// Loads Wingbook's module inside the worker. The address is given by the page
// and must be one of the build's own files.
const asked = new URL(location.href).searchParams;
const module = asked.get("module") ?? "";
const wasm = asked.get("wasm") ?? "";

if (!/^\/[A-Za-z0-9_-]+\.js$/.test(module) || !/^\/[A-Za-z0-9_-]+\.wasm$/.test(wasm)) {
  throw new TypeError("Wingbook's worker was given an address that is not its own");
}

// A panic inside a promise would stay here; thrown again, it reaches the page.
self.addEventListener("unhandledrejection", (event) => {
  if (event.reason instanceof WebAssembly.RuntimeError) {
    setTimeout(() => {
      throw event.reason;
    });
  }
});

const program = await import(module);
await program.default({ module_or_path: wasm });
