/**
 * The browser's storage fails under the app: it is full (R2), cleared (R3), not promised (R4), damaged (R6). The screen says
 * so, and whatever was saved is there, or at the server, or said to be lost.
 */
import { randomBytes } from "node:crypto";
import { closeSync, openSync, readdirSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { CDPSession, Page } from "@playwright/test";
import { expect, type Hub, test } from "../fixtures";
import { isAt } from "../fixtures/at";
import { inspect } from "../fixtures/inspect";
import { credentialOf, wingEntries } from "../fixtures/register";
import { numbersIn, Officer } from "../pages/officer";
import { signInOf } from "../pages/tablet";

test.use({ demoDays: 2 });
test.setTimeout(180_000);

const NOTE = "wingbook.stored";

async function inStep(page: Page, hub: Hub): Promise<Officer> {
  const officer = new Officer(page);
  await officer.setUp(hub.url);
  await officer.unlock(signInOf(hub, "Officer"));
  await officer.isInStep();
  return officer;
}

/** Opens somebody's page. */
async function openSomebody(officer: Officer): Promise<void> {
  await officer.open("people");
  await officer.search.fill("ma");
  await officer.found.first().click();
  await isAt(officer.page, /\/people\/[0-9a-f-]+$/);
}

const textsAt = async (hub: Hub, credential: string): Promise<string[]> =>
  (await wingEntries(hub, credential)).map((entry) => String(entry.body?.answers.text ?? ""));

/** What the app says where it could not do what was asked of it. */
const refusal = (page: Page) => page.locator(".wb-snackbar--danger");

const devTools = (page: Page): Promise<CDPSession> => page.context().newCDPSession(page);

/** For so long the browser goes on with the room that it knew of. */
const ROOM_KNOWN_MS = 31_000;
/** Room for the app's own files or for some records, and not for all of them. */
const LITTLE_ROOM = 1_500_000;

test("R2 no room at save: nothing is called saved, the text stays, what waited is sent, and with room it is saved once @once", async ({ page, hub }) => {
  const credential = credentialOf(page);
  const officer = await inStep(page, hub);
  const tools = await devTools(page);
  await hub.stop();
  await openSomebody(officer);
  await officer.writeContact("Roomword saved before.");
  await officer.beginContact("Roomword typed ");
  await tools.send("Storage.overrideQuotaForOrigin", { origin: hub.url, quotaSize: 1 });
  await page.waitForTimeout(ROOM_KNOWN_MS);
  await officer.text.pressSequentially("without room.");
  await officer.save.click();
  await expect(refusal(page)).toBeVisible();
  await inspect(page, "no room");
  await expect(officer.text).toHaveValue("Roomword typed without room.");
  await isAt(page, /\/write\//);

  await hub.start();
  // The network is back; else the next try may be minutes away.
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await expect.poll(() => textsAt(hub, credential()), { timeout: 60_000 }).toContain("Roomword saved before.");
  expect(numbersIn(await page.locator(".wb-header__sync").innerText())[0], "what can't be noted is not called received").toBe(1);
  await tools.send("Storage.overrideQuotaForOrigin", { origin: hub.url });
  await page.waitForTimeout(ROOM_KNOWN_MS);
  await officer.save.click();
  await isAt(page, /\/people\/[0-9a-f-]+$/);
  await officer.isInStep();
  const arrived = (await textsAt(hub, credential())).filter((text) => text.startsWith("Roomword"));
  expect(arrived.sort()).toEqual(["Roomword saved before.", "Roomword typed without room."]);
});

test("R2 no room when the app is installed and when the registers come: it is said, and with room all of it comes @once", async ({ page, hub }) => {
  const tools = await devTools(page);
  await tools.send("Storage.overrideQuotaForOrigin", { origin: hub.url, quotaSize: LITTLE_ROOM });
  const who = signInOf(hub, "Officer");
  const officer = new Officer(page);
  await officer.setUp(hub.url);
  await page.keyboard.type(who.staffNumber);
  await officer.passphrase.fill(who.passphrase);
  await page.keyboard.press("Enter");
  // Which of them takes the last of it is the browser's affair: the app's own files, the keys, the registers.
  const said = page.locator(".wb-entrance .wb-error, .wb-header__sync .wb-badge--warn");
  await expect(said).toBeVisible({ timeout: 60_000 });
  await inspect(page, "no room for the registers", false);

  await tools.send("Storage.overrideQuotaForOrigin", { origin: hub.url });
  await page.waitForTimeout(ROOM_KNOWN_MS);
  await page.goto(`${hub.url}/more/sync`);
  await officer.unlock(who);
  await expect(async () => {
    await page.locator("main .wb-button--primary").click();
    await expect(page.locator(".wb-header__sync .wb-badge--ok")).toBeVisible();
  }).toPass({ timeout: 90_000 });
});

test("R3 the browser clears the database and leaves the rest: it is said with what was not sent, and the tablet begins anew @once", async ({ page, hub }) => {
  const officer = await inStep(page, hub);
  await openSomebody(officer);
  await officer.writeContact("Clearword received.");
  await officer.isInStep();
  await hub.stop();
  await officer.writeContact("Clearword never sent.");
  await expect.poll(() => page.evaluate((note) => localStorage.getItem(note), NOTE)).toBe("1");

  await (await devTools(page)).send("Storage.clearDataForOrigin", { origin: hub.url, storageTypes: "indexeddb" });
  await page.reload();
  const gone = page.locator(".wb-error");
  await expect(gone).toBeVisible();
  expect(numbersIn(await gone.innerText()), "one record was not received").toEqual([1]);
  await expect(page.locator("form")).toHaveCount(0);
  await inspect(page, "the store has vanished", false);
  await page.reload();
  await expect(gone, "it is said until the tablet is set up").toBeVisible();

  await hub.start();
  await page.locator(".wb-entrance .wb-button").click();
  await expect(page.locator(".wb-banner--ok")).toBeVisible();
  await page.locator('button[type="submit"]').click();
  await officer.unlock(signInOf(hub, "Officer"));
  await officer.isInStep();
  await openSomebody(officer);
  await expect(officer.timeline.filter({ hasText: "Clearword received." })).toHaveCount(1);
  await expect(officer.timeline.filter({ hasText: "Clearword never sent." })).toHaveCount(0);
});

test("R3 everything but the database is cleared: the records are there, and it is noted again that they are @once", async ({ page, hub }) => {
  const officer = await inStep(page, hub);
  await (await devTools(page)).send("Storage.clearDataForOrigin", {
    origin: hub.url,
    storageTypes: "local_storage,cache_storage,service_workers,cookies",
  });
  await page.reload();
  await officer.unlock(signInOf(hub, "Officer"));
  await officer.isInStep();
  expect(await page.evaluate((note) => localStorage.getItem(note), NOTE)).toBe("0");
});

test("R3 the database is deleted under the open app: saving says so, and nothing is called sent @once", async ({ page, hub }) => {
  const officer = await inStep(page, hub);
  await openSomebody(officer);
  await officer.beginContact("Clearword in vain.");
  await (await devTools(page)).send("Storage.clearDataForOrigin", { origin: hub.url, storageTypes: "indexeddb" });
  await officer.save.click();
  await expect(refusal(page)).toBeVisible();
  await expect(officer.text).toHaveValue("Clearword in vain.");
  await page.reload();
  await expect(page.locator("form")).toHaveCount(0);
  await expect(page.locator(".wb-error")).toBeVisible();
});

test("R4 the browser refuses to keep the storage: what waits is shown as at risk, with its age @once", async ({ page, hub }) => {
  const tools = await devTools(page);
  await tools.send("Browser.setPermission", { permission: { name: "persistent-storage" }, setting: "denied" });
  const officer = await inStep(page, hub);
  await officer.open("today");
  await expect(page.locator("main .wb-banner--warn")).toHaveCount(0);
  await hub.stop();
  await openSomebody(officer);
  await officer.writeContact("Riskword.");
  await officer.open("today");
  const risk = page.locator("main .wb-banner--warn");
  await expect(risk).toBeVisible();
  expect(numbersIn(await risk.innerText())[0], "one record waits").toBe(1);
  await inspect(page, "what waits is at risk");
});

/** Overwrites the middle of each of the database's files of a kind. */
function damage(profile: string, ending: RegExp): number {
  const folder = join(profile, "Default/IndexedDB");
  const names = readdirSync(folder, { recursive: true }).map(String);
  const files = names.filter((name) => name.includes(".leveldb/") && ending.test(name)).map((name) => join(folder, name));
  for (const file of files) {
    const size = statSync(file).size;
    const handle = openSync(file, "r+");
    writeSync(handle, randomBytes(Math.max(1, Math.floor(size / 2))), 0, undefined, Math.floor(size / 4));
    closeSync(handle);
  }
  return files.length;
}

for (const [what, ending] of [["tables", /\.ldb$/], ["lists of files", /MANIFEST-\d+$/]] as const) {
  test(`R6 the database's ${what} are overwritten on the disk: it is said, and no empty tablet is called in step @once`, async ({ profile, hub }) => {
    const officer = await inStep(await profile.open(), hub);
    await openSomebody(officer);
    await officer.writeContact("Damageword received.");
    await officer.isInStep();
    await profile.close();
    expect(damage(profile.path, ending)).toBeGreaterThan(0);

    await hub.stop();
    const page = await profile.open();
    const again = new Officer(page);
    const told = page.locator(".wb-error");
    await page.goto(hub.url);
    // What becomes of it is the browser's choice: it deletes what it can't read, says that it can't, or still can.
    await expect(told.or(again.passphrase)).toBeVisible();
    if (!(await told.isVisible())) {
      await again.unlock(signInOf(hub, "Officer"), told);
    }
    if (await told.isVisible()) {
      console.log(`${what}: ${(await told.innerText()).replaceAll("\n", " ")}`);
    } else {
      await openSomebody(again);
      await expect(again.timeline.filter({ hasText: "Damageword received." })).toHaveCount(1);
    }
    await profile.close();
  });
}
