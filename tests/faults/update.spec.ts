/**
 * A new build appears on the server (R33), or half of it (R34): what people are
 * working on is never taken from under them.
 */
import { type Page } from "@playwright/test";
import { expect, test as base } from "../fixtures";
import { Build, BuildServer } from "../fixtures/builds";

const test = base.extend<{ builds: { old: Build; next: Build }; server: BuildServer }>({
  builds: async ({}, use) => {
    const old = Build.copy();
    const next = Build.next(old);
    await use({ old, next });
    old.remove();
    next.remove();
  },
  server: async ({ builds }, use) => {
    const server = await BuildServer.make(builds.old);
    await use(server);
    await server.stop();
  },
});

/** Opens the app and waits until it can do without the server. */
async function openAndInstall(page: Page, server: BuildServer): Promise<void> {
  await page.goto(server.url);
  await appStands(page);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) {
      await new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done, { once: true }));
    }
  });
}

/** The program runs. */
async function appStands(page: Page): Promise<void> {
  await expect(page.locator("html")).toHaveAttribute("data-started", "");
}

const buildOf = (page: Page) => page.locator("html").getAttribute("data-build");

/** The build whose program runs on the page, by the name of its module. */
const moduleOf = (page: Page) => page.locator("script[data-module]").getAttribute("data-module");

const lookForUpdate = (page: Page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update().catch(() => {});
  });

const updateIsReady = (page: Page) => expect(page.locator("html")).toHaveAttribute("data-update", "ready");

const activate = (page: Page) => page.evaluate(() => void dispatchEvent(new Event("wingbook:activate")));

/**
 * Accepts the newer build until it comes. A page that is slow to answer counts as busy, and on a machine with much to do
 * any page may be slow.
 */
const takeOver = async (page: Page) => {
  const before = await buildOf(page);
  await expect(async () => {
    if ((await buildOf(page)) !== before) return;
    const reloaded = page.waitForEvent("load", { timeout: 10_000 });
    await activate(page);
    await reloaded;
  }).toPass({ timeout: 60_000 });
};

const setBusy = (page: Page, busy: boolean) =>
  page.evaluate((on) => void document.documentElement.toggleAttribute("data-busy", on), busy);

const refused = (page: Page) =>
  page.evaluate(() => new Promise((done) => addEventListener("wingbook:update-refused", () => done(true), { once: true })));

test("R33 a new build waits until it is accepted, and then all of it is new @once", async ({ page, server, builds }) => {
  await openAndInstall(page, server);
  server.build = builds.next;
  await lookForUpdate(page);
  await updateIsReady(page);
  expect(await buildOf(page), "no takeover").toBe(builds.old.id);

  await page.reload();
  await appStands(page);
  expect(await buildOf(page), "reloading is not accepting").toBe(builds.old.id);
  await updateIsReady(page);

  await takeOver(page);
  await appStands(page);
  expect(await buildOf(page)).toBe(builds.next.id);
  const module = await moduleOf(page);
  expect(builds.next.files()).toContain(module?.slice(1));
  expect(builds.old.files()).not.toContain(module?.slice(1));
});

test("R33 no changeover while a form is open, in this tab or another @once", async ({ page, context, server, builds }) => {
  await openAndInstall(page, server);
  const other = await context.newPage();
  await other.goto(server.url);
  await appStands(other);
  await setBusy(other, true);
  server.build = builds.next;
  await lookForUpdate(page);
  await updateIsReady(page);

  let refusal = refused(page);
  await activate(page);
  await refusal;
  expect(await buildOf(page)).toBe(builds.old.id);
  await expect(other.locator("html[data-busy]")).toHaveCount(1);

  // The old build's chunks still load, from the tablet, whatever the server has.
  const module = await moduleOf(page);
  expect(await page.evaluate(async (address) => (await (await fetch(address ?? "")).text()).length, module)).toBeGreaterThan(1000);

  await setBusy(other, false);
  const reloads = [page.waitForEvent("load"), other.waitForEvent("load")];
  await activate(page);
  await Promise.all(reloads);
  for (const tab of [page, other]) {
    await appStands(tab);
    expect(await buildOf(tab)).toBe(builds.next.id);
  }
});

test("R33 the changeover does not wait for what a page is still being given by the old worker @once", async ({ page, server, builds }) => {
  await openAndInstall(page, server);
  server.build = builds.next;
  await lookForUpdate(page);
  await updateIsReady(page);
  // The worker in charge waits for a server that has gone silent, and the browser for that worker.
  server.silent = /silent/;
  await page.evaluate(() => void fetch("/silent.svg"));
  await expect.poll(() => server.requests.includes("GET /silent.svg")).toBe(true);
  const reloaded = page.waitForEvent("load", { timeout: 20_000 });
  await activate(page);
  await reloaded;
  await appStands(page);
  expect(await buildOf(page)).toBe(builds.next.id);
});

test("R33 closing and opening the app again keeps the build that was accepted @once", async ({ profile, server, builds }) => {
  let page = await profile.open();
  await openAndInstall(page, server);
  server.build = builds.next;
  await lookForUpdate(page);
  await updateIsReady(page);
  await profile.close();

  page = await profile.open();
  await page.goto(server.url);
  await appStands(page);
  expect(await buildOf(page)).toBe(builds.old.id);
  await updateIsReady(page);
  await profile.close();

  // A week later nobody has accepted it: a cold start takes it.
  page = await profile.open();
  await page.goto(`${server.url}/recovery.html`);
  await page.evaluate(async () => {
    const cache = await caches.open("wingbook-state");
    const state = await (await cache.match("/state"))?.json();
    state.newest_ms -= 7 * 24 * 3600 * 1000 + 1;
    await cache.put("/state", new Response(JSON.stringify(state)));
  });
  await profile.close();
  await server.stop();
  page = await profile.open();
  await page.goto(server.url);
  await appStands(page);
  expect(await buildOf(page)).toBe(builds.next.id);
});

test("R33 the server goes back to the build before, and so does the tablet @once", async ({ page, server, builds }) => {
  await openAndInstall(page, server);
  for (const build of [builds.next, builds.old]) {
    server.build = build;
    await lookForUpdate(page);
    await updateIsReady(page);
    await takeOver(page);
    await appStands(page);
    expect(await buildOf(page)).toBe(build.id);
  }
});

test("R34 half of a new build never takes over, and the rest is fetched later @once", async ({ page, server, builds }) => {
  await openAndInstall(page, server);
  server.build = builds.next;
  server.cut = /\.wasm$/;
  await lookForUpdate(page);
  const asked = (ending: RegExp) => server.requests.filter((request) => ending.test(request)).length;
  // Fetched from the last name to the first: by the first, all but one are here.
  await expect.poll(() => asked(/boot\.js$/)).toBeGreaterThan(2);
  await server.stop();

  await page.reload();
  await appStands(page);
  expect(await buildOf(page)).toBe(builds.old.id);
  await expect(page.locator("html[data-update]")).toHaveCount(0);

  server.cut = null;
  server.requests.length = 0;
  await server.start();
  await lookForUpdate(page);
  await updateIsReady(page);
  const programs = builds.next.files().filter((file) => file.endsWith(".wasm"));
  expect(asked(/\.wasm$/), "the program and each of its modules, once").toBe(programs.length);
  expect(asked(/\.(js|css|svg|png)$/), "what had arrived is kept").toBeLessThan(builds.next.files().length / 4);
});

test("R34 a file that is not the build's own stops the update @once", async ({ page, server, builds }) => {
  await openAndInstall(page, server);
  // The new list, with files of the old build: a proxy's cache, say.
  const mixed = Build.next(builds.old);
  const { writeFileSync } = await import("node:fs");
  writeFileSync(`${mixed.folder}/boot.js`, "// somebody else's\n");
  server.build = mixed;
  await lookForUpdate(page);
  await expect.poll(() => server.requests.filter((request) => request.endsWith("boot.js")).length).toBeGreaterThan(1);
  await page.reload();
  await appStands(page);
  expect(await buildOf(page)).toBe(builds.old.id);
  await expect(page.locator("html[data-update]")).toHaveCount(0);
  mixed.remove();
});

test("R34 the service worker leaves everything alone that is not the app's @once", async ({ page, server }) => {
  await openAndInstall(page, server);
  // A page on which no program asks for anything of its own.
  await page.goto(`${server.url}/recovery.html`);
  server.requests.length = 0;
  const asked = [
    ["POST", "/early.js"],
    ["GET", "/_session"],
    ["GET", "/_wingbook/hello"],
    ["GET", "/wb-test-wing/_changes"],
    ["PUT", "/wb-test-wing/a"],
    ["GET", "/"],
  ];
  await page.evaluate(async (all) => {
    for (const [method, address] of all) await fetch(address, { method, cache: "no-store" });
  }, asked);
  expect(server.requests).toEqual(asked.map(([method, address]) => `${method} ${address}`));
});

test("R34 a hard reload without a server loses nothing @once", async ({ page, server }) => {
  await openAndInstall(page, server);
  await server.stop();
  const session = await page.context().newCDPSession(page);
  await session.send("Page.reload", { ignoreCache: true });
  // The browser goes past the service worker and finds no server…
  await expect.poll(() => page.url()).toContain("chrome-error");
  // …and the next ordinary visit is served from the tablet.
  await page.goto(`${server.url}/today`);
  await appStands(page);
});
