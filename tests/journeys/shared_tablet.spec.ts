/** One tablet, several people in a shift: each comes back with a PIN, also without a server; and it locks by itself. */
import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures";
import { addressOf, isAt, isNotAt } from "../fixtures/at";
import { inspect, promise } from "../fixtures/inspect";
import { once, PLACES } from "../fixtures/languages";
import { Looking } from "../fixtures/looking";
import { Nurse } from "../pages/nurse";
import { Officer } from "../pages/officer";
import { choosePin, lockedNames, typePin } from "../pages/pin";
import { signInOf } from "../pages/tablet";

test.setTimeout(240_000);

const lock = (page: Page) => page.locator(".wb-header > button").click();

for (const place of PLACES) {
  test.describe(`in ${place.locale} ${once(place)}`, () => {
    const { locale, demo, timezoneId } = place;
    test.use({ locale, demo, timezoneId, demoDays: 2 });

    test("an officer and a nurse share a tablet by PIN, with the server stopped", async ({ profile, hub }, info) => {
      const [one, other] = [signInOf(hub, "Officer"), signInOf(hub, "Health")];
      const officer = new Officer(await profile.open());
      const { page } = officer;
      const looking = new Looking(page, info.project.name, locale);
      await officer.setUp(hub.url);
      await officer.unlock(one);
      await officer.isInStep();

      await test.step("a PIN that anybody tries first, and one with the wrong passphrase, are refused", async () => {
        await officer.open("more");
        await page.locator('main a[href="/more/access"]').click();
        await looking.at("sign-in and lock");
        await page.locator("#pin-new").fill("1234");
        await page.locator("#pin-passphrase").fill(one.passphrase);
        await page.locator("form:has(#pin-new) .wb-button--primary").click();
        await expect(page.locator("#pin-new-error")).toBeVisible({ timeout: 30_000 });
        await page.locator("#pin-new").fill("4711");
        await page.locator("#pin-passphrase").fill("another passphrase");
        await page.locator("form:has(#pin-new) .wb-button--primary").click();
        await expect(page.locator(".wb-error")).toBeVisible({ timeout: 30_000 });
        await inspect(page, "a PIN refused");
      });
      await choosePin(officer, one, "4711");

      await test.step("a nurse signs in beside the officer", async () => {
        await lock(page);
        await expect(lockedNames(page)).toHaveCount(1);
        expect(await addressOf(page), "the officer's page is not left open").toBe("/");
        await page.locator(".wb-entrance .wb-button--quiet").click();
        await officer.unlock(other);
        await officer.isInStep();
        await choosePin(officer, other, "808606");
      });

      await hub.stop();
      await test.step("changing over: two taps and a PIN", async () => {
        await lock(page);
        await expect(lockedNames(page)).toHaveCount(2);
        await looking.at("who is working now");
        await lockedNames(page).first().click();
        await looking.at("a PIN");
        await typePin(page, "4712");
        await expect(page.locator(".wb-error")).toBeVisible();
        await inspect(page, "a wrong PIN", false);
        await typePin(page, "4711");
        await expect(page.locator(".wb-nav")).toBeVisible();
        await expect(page.locator('.wb-nav a[href="/round"]')).toBeVisible();
        const from = Date.now();
        await lock(page);
        await lockedNames(page).nth(1).click();
        // A keyboard on a desk types into it as well.
        await page.keyboard.type("808606");
        await expect(page.locator(".wb-nav")).toBeVisible();
        promise("from one user to the other", Date.now() - from, 5_000, " ms");
        await expect(page.locator('.wb-nav a[href="/round"]')).toHaveCount(0);
      });

      await test.step("whoever comes back goes on where they were; anybody else begins at their own page", async () => {
        await officer.open("people");
        await lock(page);
        await lockedNames(page).nth(1).click();
        await typePin(page, "808606");
        await isAt(page, /\/people$/);
        await lock(page);
        await lockedNames(page).first().click();
        await typePin(page, "4711");
        await expect(page.locator(".wb-nav")).toBeVisible();
        await isNotAt(page, /\/people$/);
      });

      await test.step("after five wrong PINs only the passphrase opens", async () => {
        await lock(page);
        await lockedNames(page).first().click();
        for (let wrong = 0; wrong < 5; wrong += 1) {
          await typePin(page, "9182");
          await expect(page.locator(".wb-pin__dot--full")).toHaveCount(0);
        }
        await expect(page.locator("input[type=text]").first()).toHaveValue(one.staffNumber);
        await inspect(page, "the PIN is gone", false);
        // The number stands there already.
        await expect(officer.passphrase).toBeFocused();
        await page.keyboard.type(one.passphrase);
        await page.keyboard.press("Enter");
        await expect(page.locator(".wb-nav")).toBeVisible({ timeout: 30_000 });
      });

      await test.step("started again, the app remembers nobody", async () => {
        await page.reload();
        await expect(page.locator('input[type="password"]')).toBeVisible();
        await expect(lockedNames(page)).toHaveCount(0);
      });

      await test.step("what the nurse writes waits under keys that the officer doesn't hold, and is not called sent", async () => {
        const nurse = new Nurse(page);
        const somebodyElse = page.locator(".wb-entrance .wb-button--quiet");
        const lockForSomebodyElse = async () => {
          await lock(page);
          await somebodyElse.or(officer.passphrase).first().waitFor();
          if (!(await officer.passphrase.isVisible())) await somebodyElse.click();
        };
        await nurse.unlock(other);
        await nurse.openSomebodyWithoutDoses();
        await nurse.writeFromCard("2021/5", "LOT-7");
        await expect(nurse.doses).toHaveCount(1);
        await hub.start();
        await lockForSomebodyElse();
        await officer.unlock(one);
        await page.locator(".wb-header a").click();
        await isAt(page, /\/more\/sync$/);
        await expect(page.locator("main .wb-banner")).toHaveCount(1, { timeout: 60_000 });
        await looking.at("what waits of colleagues");
        await expect(page.locator(".wb-header__sync .wb-badge--ok")).toHaveCount(0);
        await lockForSomebodyElse();
        await nurse.unlock(other);
        await nurse.isInStep();
      });
      looking.foundNothing();
    });
  });
}

test.describe("untouched", () => {
  test.use({ demoDays: 2 });

  test("a tablet that nobody touches says so and locks @once", async ({ page, hub }) => {
    await page.clock.install();
    const officer = new Officer(page);
    await officer.setUp(hub.url);
    await officer.unlock(signInOf(hub, "Officer"));
    await expect(page.locator(".wb-nav")).toBeVisible({ timeout: 60_000 });
    await page.clock.fastForward("09:40");
    await page.clock.runFor(6_000);
    await expect(page.locator(".wb-ribbon")).toBeVisible();
    await page.locator("main").click({ position: { x: 5, y: 5 } });
    await expect(page.locator(".wb-ribbon")).toHaveCount(0);
    await page.clock.fastForward("09:40");
    await page.clock.runFor(1_000);
    await expect(page.locator(".wb-nav")).toBeVisible();
    await page.clock.fastForward("00:30");
    await page.clock.runFor(6_000);
    await expect(page.locator('input[type="password"]')).toBeVisible();
  });
});

test.describe("the server's word", () => {
  test.use({ demoDays: 2 });

  test("R30 a passphrase changed at the server is taken over with the one before, and a closed account leaves @once", async ({ page, hub }) => {
    const old = signInOf(hub, "Officer");
    const officer = new Officer(page);
    await officer.setUp(hub.url);
    await officer.unlock(old);
    await officer.isInStep();
    const now = { ...old, passphrase: "nine patient rivers" };
    hub.user("passphrase", old.staffNumber, now.passphrase);
    await lock(page);

    await expect(page.locator("#staff-number")).toBeFocused();
    await page.keyboard.type(now.staffNumber);
    await officer.passphrase.fill(now.passphrase);
    await page.keyboard.press("Enter");
    await expect(page.locator("#passphrase-before")).toBeFocused({ timeout: 30_000 });
    await inspect(page, "the passphrase before", false);
    await page.locator("#passphrase-before").fill(old.passphrase);
    await page.locator('button[type="submit"]').click();
    await expect(officer.navigation).toBeVisible({ timeout: 30_000 });
    await officer.isInStep();

    hub.user("disable", old.staffNumber);
    await officer.open("more");
    await page.locator('main a[href="/more/sync"]').last().click();
    await isAt(page, /\/more\/sync$/);
    await page.locator("main button.wb-button").first().click();
    await expect(officer.passphrase).toBeVisible({ timeout: 30_000 });
    await expect(page.locator(".wb-error")).toBeVisible();
    await inspect(page, "the account is closed", false);
  });
});
