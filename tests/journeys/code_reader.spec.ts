/** The camera reads codes: whose number it is comes up, nobody else does, and it looks no longer than it is wanted. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test as base } from "../fixtures";
import { isAt } from "../fixtures/at";
import { cameras, Film, watchCameras } from "../fixtures/camera";
import { inspect } from "../fixtures/inspect";
import { once, PLACES } from "../fixtures/languages";
import { Clinic } from "../pages/clinic";
import { CodeReader } from "../pages/code_reader";
import { Gate } from "../pages/gate";

base.setTimeout(240_000);
base.use({ demoDays: 2 });

const ADMINISTRATOR = { staffNumber: "R-7014", passphrase: "kettle window marble forty", name: "Keeper Quillonbrask" };
const NURSE = { staffNumber: "R-7015", passphrase: "kettle window marble forty", name: "Nurse Quillonbrask" };
/** One number is the beginning of another. */
const ROSTER = ["Name,Number,Born,Wing,Cell", "Person Longnumber,V-4410,1980,Code wing,1", "Person Shortnumber,V-441,1981,Code wing,2"];

const test = base.extend<{ film: Film }>({
  film: async ({}, use) => {
    const film = new Film();
    await use(film);
    film.remove();
  },
});

for (const place of PLACES) {
  test.describe(`in ${place.locale} ${once(place)}`, () => {
    const { locale, demo, timezoneId } = place;
    test.use({ locale, demo, timezoneId });

    test.beforeEach(({ hub }) => {
      hub.addUser(ADMINISTRATOR.staffNumber, ADMINISTRATOR.name, "administrator,reception", ADMINISTRATOR.passphrase);
      hub.addUser(NURSE.staffNumber, NURSE.name, "health", NURSE.passphrase);
      const folder = mkdtempSync(join(tmpdir(), "wingbook-roster-"));
      writeFileSync(join(folder, "roster.csv"), ROSTER.join("\n"));
      hub.import(join(folder, "roster.csv"), ADMINISTRATOR.staffNumber);
      rmSync(folder, { recursive: true });
    });

    test("a number before the camera opens whose it is, without a server", async ({ newProfile, film, hub }) => {
      const profile = newProfile({ flags: film.flags, permissions: ["camera"] });
      const nurse = new Clinic(await profile.open());
      const { page } = nurse;
      const reader = new CodeReader(page);
      await watchCameras(page);
      await nurse.setUp(hub.url);
      await nurse.unlock(NURSE);
      await nurse.isInStep();
      await hub.stop();

      await test.step("in a vaccination session", async () => {
        await nurse.startSession();
        await nurse.openVial("comirnaty", "FX-2291", place.direction === "rtl" ? "٢٠٣١-٠٣" : "2031-03", 6, 10);
        film.holds("V-441");
        await reader.button.click();
        await expect(nurse.number).toHaveText("V-441");
        await expect(reader.dialog).toHaveCount(0);
        expect(await cameras(page)).toEqual(["ended"]);
        await inspect(page, "whose number was read");
      });

      await test.step("at check-in", async () => {
        const gate = new Gate(page);
        await gate.open("check-in");
        await inspect(page, "check-in with a camera");
        film.holds("V-4410");
        await reader.button.click();
        await isAt(page, /\/check-in\/[0-9a-f-]{36}$/);
        await expect(page.locator("main")).toContainText("Person Longnumber");
      });

      await test.step("among people", async () => {
        await nurse.open("people");
        film.holds("v-441 ");
        await reader.button.click();
        await isAt(page, /\/people\/[0-9a-f-]{36}$/);
        await expect(page.locator("main")).toContainText("Person Shortnumber");
      });

      await test.step("what is nobody's number opens nobody, and stands in the search", async () => {
        const gate = new Gate(page);
        for (const text of ["V-44", "Person Shortnumber", "https://example.org/?a=1&b=<b>"]) {
          await gate.open("people");
          await gate.open("check-in");
          film.holds(text);
          await reader.button.click();
          await expect(gate.search).toHaveValue(text);
          await expect(reader.dialog).toHaveCount(0);
          await page.waitForTimeout(500);
          await isAt(page, /\/check-in$/);
        }
        expect(new Set(await cameras(page))).toEqual(new Set(["ended"]));
      });
    });

    test("the camera looks no longer than it is wanted", async ({ newProfile, film, hub }) => {
      const profile = newProfile({ flags: film.flags, permissions: ["camera"] });
      const gate = new Gate(await profile.open());
      const { page } = gate;
      const reader = new CodeReader(page);
      await watchCameras(page);
      await gate.setUp(hub.url);
      await gate.unlock(NURSE);
      await gate.open("check-in");

      await test.step("closed by its button and by Escape, and the focus is where it was", async () => {
        await reader.look();
        await expect(reader.status).not.toBeEmpty();
        await inspect(page, "a code is looked for", false);
        expect(await cameras(page)).toEqual(["live"]);
        const { height } = (await reader.close.boundingBox()) ?? { height: 0 };
        expect(height).toBeGreaterThanOrEqual(56);
        await reader.close.click();
        await expect(reader.dialog).toHaveCount(0);
        await expect(reader.button).toBeFocused();
        expect(await cameras(page)).toEqual(["ended"]);

        await reader.look();
        await page.keyboard.press("Escape");
        await expect(reader.dialog).toHaveCount(0);
        await expect(reader.button).toBeFocused();
        expect(await cameras(page)).toEqual(["ended", "ended"]);
      });

      await test.step("another page comes to the front", async () => {
        await reader.look();
        await page.evaluate(() => {
          Object.defineProperty(document, "hidden", { configurable: true, value: true });
          document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
        });
        await expect(reader.dialog).toHaveCount(0);
        expect((await cameras(page)).at(-1)).toBe("ended");
        await page.evaluate(() => Reflect.deleteProperty(document, "hidden"));
      });

      await test.step("back, to another page", async () => {
        await reader.look();
        await page.goBack();
        await expect(reader.picture).toHaveCount(0);
        await expect.poll(async () => (await cameras(page)).at(-1)).toBe("ended");
        await gate.open("check-in");
      });

      await test.step("locked", async () => {
        await reader.look();
        await page.evaluate(() => document.querySelector<HTMLElement>(".wb-header > button")?.click());
        await expect(gate.passphrase).toBeVisible();
        expect((await cameras(page)).at(-1)).toBe("ended");
      });
    });

    test("who may not use the camera is told what to do", async ({ newProfile, film, hub }) => {
      const profile = newProfile({ flags: film.flags });
      const gate = new Gate(await profile.open());
      const { page } = gate;
      const reader = new CodeReader(page);
      await gate.setUp(hub.url);
      await gate.unlock(NURSE);
      await gate.isInStep();
      await gate.open("check-in");
      const browser = await page.context().newCDPSession(page);
      const camera = (setting: string) =>
        browser.send("Browser.setPermission" as never, { permission: { name: "camera" }, setting, origin: hub.url } as never);
      await camera("denied");

      await reader.button.click();
      await expect(reader.fault).toBeVisible();
      await expect(reader.fault.locator(".wb-error__line")).not.toBeEmpty();
      await inspect(page, "no camera for this page", false);
      await camera("granted");
      film.holds("V-4410");
      await reader.again.click();
      await isAt(page, /\/check-in\/[0-9a-f-]{36}$/);
    });
  });
}

test("without a camera that browsers give, there is no button @once", async ({ newProfile, hub }) => {
  const gate = new Gate(await newProfile().open());
  await gate.page.addInitScript(() => Object.defineProperty(navigator, "mediaDevices", { value: undefined }));
  hub.addUser(NURSE.staffNumber, NURSE.name, "health", NURSE.passphrase);
  await gate.setUp(hub.url);
  await gate.unlock(NURSE);
  await gate.open("check-in");
  await expect(gate.search).toBeVisible();
  await expect(new CodeReader(gate.page).button).toHaveCount(0);
});
