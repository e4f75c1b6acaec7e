/** The app's outside: first paint, policy, offline start, installing, and what remains when it breaks. */
import { readFile } from "node:fs/promises";
import { type Page } from "@playwright/test";
import { accessibilityProblems, expect, meanLuminance, test } from "../fixtures";

const LUMINANCE_MAX = 0.05;

async function appStands(page: Page): Promise<void> {
  await expect(page.locator("html")).toHaveAttribute("data-started", "");
}

async function canDoWithoutServer(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) {
      await new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done, { once: true }));
    }
  });
}

// What is tried here needs a server, not its history.
test.use({ demoDays: 2 });

test("the first picture is dark, before the program is there", async ({ page, hub }) => {
  await page.route("**/*.wasm", () => {});
  await page.goto(hub.url, { waitUntil: "commit" });
  await expect(page.locator("#boot")).toBeVisible();
  expect(await meanLuminance(await page.screenshot(), page)).toBeLessThanOrEqual(LUMINANCE_MAX);
});

test("the program starts under the strictest policy", async ({ page, hub }) => {
  const violations: string[] = [];
  await page.exposeFunction("reportViolation", (what: string) => violations.push(what));
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) => {
      const report = (window as unknown as { reportViolation(what: string): void }).reportViolation;
      report(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`);
    });
  });
  const answer = await page.goto(hub.url);
  const policy = (await answer?.headerValue("content-security-policy")) ?? "";
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("require-trusted-types-for 'script'");
  expect(policy).not.toContain("unsafe-inline");
  expect(policy).not.toContain("'unsafe-eval'");
  await appStands(page);
  await canDoWithoutServer(page);
  expect(violations).toEqual([]);
});

test("addresses that are not the app's own never become a script @once", async ({ page, hub }) => {
  await page.goto(hub.url);
  await appStands(page);
  const made = await page.evaluate(() => {
    const attempt = (make: () => unknown) => {
      try {
        make();
        return "made";
      } catch {
        return "refused";
      }
    };
    return {
      worker: attempt(() => new Worker("/worker.js?module=https://elsewhere.example/a.js&wasm=/a.wasm")),
      script: attempt(() => Object.assign(document.createElement("script"), { src: "/early.js" })),
      html: attempt(() => Object.assign(document.createElement("div"), { innerHTML: "<img src=x onerror=alert(1)>" })),
    };
  });
  expect(made).toEqual({ worker: "refused", script: "refused", html: "refused" });
});

test("it opens with the server stopped, at any of its addresses", async ({ page, hub }) => {
  await page.goto(hub.url);
  await appStands(page);
  await canDoWithoutServer(page);
  await hub.stop();
  await page.reload();
  await appStands(page);
  await page.goto(`${hub.url}/people`);
  await appStands(page);
  await hub.start();
});

test("it can be installed: names, start and icons are what they say @once", async ({ page, hub }) => {
  await page.goto(hub.url);
  const address = await page.locator('link[rel="manifest"]').getAttribute("href");
  const manifest = await (await page.request.get(new URL(address ?? "", hub.url).href)).json();
  expect(manifest).toMatchObject({ name: "Wingbook", display: "standalone", start_url: "/" });
  const purposes = manifest.icons.map((icon: { purpose: string }) => icon.purpose);
  expect(purposes).toContain("any");
  expect(purposes).toContain("maskable");
  for (const image of [...manifest.icons, ...(manifest.screenshots ?? [])]) {
    const size = await page.evaluate(async (source) => {
      const picture = new Image();
      picture.src = source;
      await picture.decode();
      return `${picture.naturalWidth}x${picture.naturalHeight}`;
    }, image.src);
    if (image.sizes !== "any") expect(size, image.src).toBe(image.sizes);
  }
});

test("a program that can't be fetched leads to the recovery page, not to a blank one", async ({ page, hub }) => {
  await page.route("**/*.wasm", (route) => route.abort());
  await page.goto(hub.url);
  await expect(page).toHaveURL(/recovery\.html\?why=start/);
  await expect(page.getByRole("heading")).toHaveText("Wingbook has stopped");
  await page.unroute("**/*.wasm");
  await page.getByRole("button", { name: "Start again" }).click();
  await appStands(page);
});

test("after a panic the program restarts", async ({ page, hub }) => {
  await page.goto(hub.url);
  await appStands(page);
  await page.evaluate(() => {
    // What a panic is to the browser: a trap in WASM that nobody catches.
    const trap = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 112, 0, 0, 10, 5, 1, 3, 0, 0, 11]);
    setTimeout(async () => {
      const { instance } = await WebAssembly.instantiate(trap);
      (instance.exports.p as () => void)();
    });
  });
  await expect(page).toHaveURL(/recovery\.html\?why=stopped/);
  await page.getByRole("button", { name: "Start again" }).click();
  await appStands(page);
});

test("the recovery page saves the sealed store as it is", async ({ page, hub }) => {
  await page.goto(`${hub.url}/recovery.html?why=stopped`);
  await page.evaluate(async () => {
    const opening = indexedDB.open("wingbook", 1);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore("rows");
      opening.result.createObjectStore("empty");
    };
    await new Promise((done) => (opening.onsuccess = done));
    const transaction = opening.result.transaction("rows", "readwrite");
    const rows = transaction.objectStore("rows");
    rows.put(new Uint8Array([1, 2, 255]), "a");
    rows.put({ sealed: new Uint8Array([7]).buffer, version: 1, when: null }, ["b", 2]);
    for (let row = 0; row < 450; row += 1) rows.put(row, row);
    await new Promise((done) => (transaction.oncomplete = done));
    opening.result.close();
  });
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save a copy of the sealed records" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^wingbook-rescue-\d{4}-\d\d-\d\d\.json$/);
  const copy = JSON.parse(await readFile(await file.path(), "utf8"));
  expect(copy).toMatchObject({ wingbook_rescue: 1, database: "wingbook", stores: { empty: [] } });
  expect(copy.stores.rows).toHaveLength(452);
  expect(copy.stores.rows).toContainEqual({ key: "a", value: { b64: "AQL/" } });
  expect(copy.stores.rows).toContainEqual({ key: ["b", 2], value: { sealed: { b64: "Bw==" }, version: 1, when: null } });
});

test("without a store there is nothing to save, and none is made", async ({ page, hub }) => {
  await page.goto(`${hub.url}/recovery.html?why=stopped`);
  await page.getByRole("button", { name: "Save a copy of the sealed records" }).click();
  await expect(page.getByRole("status")).toContainText("nothing to save");
  expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
});

for (const [locale, direction] of [["en-GB", "ltr"], ["fr-FR", "ltr"], ["ar-TN", "rtl"], ["ru-RU", "ltr"]]) {
  test.describe(`in ${locale}`, () => {
    test.use({ locale });

    test("the recovery page speaks the language, fits 320 px and has no barrier", async ({ page, hub }) => {
      await page.goto(`${hub.url}/recovery.html?why=start`);
      await expect(page.locator("html")).toHaveAttribute("dir", direction);
      await expect(page.locator("html")).toHaveAttribute("lang", locale.slice(0, 2));
      for (const theme of ["dark", "light", "sun"]) {
        await page.evaluate((name) => localStorage.setItem("wingbook.theme", name), theme);
        await page.reload();
        expect(await accessibilityProblems(page)).toEqual([]);
      }
      await page.setViewportSize({ width: 320, height: 640 });
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
    });
  });
}
