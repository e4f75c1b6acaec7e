/**
 * A tablet is lost: an administrator signs it out, allows it again when it turns up, and has it erased when it is lost once
 * more. What lies on it is saved in a rescue file first.
 */
import { expect, test } from "../fixtures";
import { once, PLACES } from "../fixtures/languages";
import { Looking } from "../fixtures/looking";
import { signInOf, Tablet } from "../pages/tablet";
import { Writer } from "../pages/writer";

test.setTimeout(240_000);
test.use({ demoDays: 2 });

/** How long an order takes to the other tablet: a change of the roster, at which it waits. */
const ACROSS = { timeout: 30_000 };

for (const place of PLACES) {
  test.describe(`in ${place.locale} ${once(place)}`, () => {
    const { locale, demo, timezoneId } = place;
    test.use({ locale, demo, timezoneId });

    test("a lost tablet is signed out, allowed again, and erased", async ({ newProfile, hub }, info) => {
      const officePage = await newProfile().open();
      const page = await newProfile().open();
      const project = info.project.name;
      const office = new Tablet(officePage);
      const officer = new Writer(page);
      const administering = new Looking(officePage, `${project}-office`, locale);
      const looking = new Looking(page, project, locale);
      const who = signInOf(hub, "Officer");
      await office.signIn(hub, signInOf(hub, "Administrator"));
      await office.isInStep();
      await officer.signIn(hub, who);
      await officer.isInStep();
      await page.locator('.wb-nav a[href="/more"]').click();
      await expect(page.locator('main a[href="/more/tablets"]')).toHaveCount(0);

      // The demonstration has tablets of its own, which were never in contact.
      const named = officePage.locator("main details", { hasText: "Tablet 1" });
      const other = named.and(officePage.locator('details:not(:has(use[href$="#info"]))'));
      const dialog = officePage.locator("dialog[open]");
      const order = async (symbol: string, reason: string) => {
        // Asked again: the list follows what changes on this tablet, and this changed on another.
        await office.open("more");
        await officePage.locator('main a[href="/more/tablets"]').click();
        await other.locator("summary").click();
        await other.locator(`button:has(use[href$="${symbol}"])`).click();
        await expect(dialog).toBeVisible();
        if (symbol === "#danger") await administering.at("wipe a tablet");
        await dialog.locator("button").last().click();
        await expect(dialog.locator(".wb-field--error")).toBeVisible();
        await dialog.locator("#tablet-reason").fill(reason);
        await dialog.locator("button").last().click();
        await expect(dialog).toHaveCount(0);
      };

      await test.step("signed out", async () => {
        await order("#lock", "Left in a van");
        await expect(other.locator(".wb-badge--warn")).toBeVisible();
        await administering.at("tablets");
        await expect(page.locator(".wb-entrance .wb-error")).toBeVisible(ACROSS);
        await looking.at("signed out by an administrator");
        await page.locator("#staff-number").fill(who.staffNumber);
        await page.locator("#passphrase").fill(who.passphrase);
        await page.locator("#passphrase").press("Enter");
        // Asked again, the server has nothing else to say.
        await expect(page.locator("#passphrase")).toBeEnabled();
        await expect(page.locator(".wb-nav")).toHaveCount(0);
      });

      await test.step("allowed again: everybody begins anew there", async () => {
        await order("#unlock", "Found under the seat");
        await officer.signIn(hub, who);
        await officer.isInStep();
        await officer.openPerson("ma");
        await page.locator('.wb-page__foot a[href*="/write/contact"]').click();
        await page.locator(".wb-page textarea").last().fill("Half written");
        await page.locator(".wb-nav a").last().click();
        await page.locator('main a[href="/more/tablet"]').click();
        await expect(page.locator("main .wb-error__line:has(use[href$='#warning'])")).toHaveCount(1);
        await looking.at("this tablet");
      });

      await test.step("to be erased: what is left is saved, and then it goes", async () => {
        await order("#danger", "Lost again");
        await expect(page.locator("#sign-in-heading")).toBeVisible(ACROSS);
        await expect(page.locator(".wb-entrance .wb-error__line:has(use[href$='#warning'])")).toHaveCount(1);
        await looking.at("to be erased");
        const saving = page.waitForEvent("download");
        await page.locator('.wb-entrance button:has(use[href$="#download"])').click();
        expect((await saving).suggestedFilename()).toMatch(/^wingbook-rescue-/);
        await page.locator('.wb-entrance button:has(use[href$="#danger"])').click();
        const sure = page.locator("dialog[open]");
        await sure.locator("input").fill("Tablet 2");
        await sure.locator("button[type=submit]").click();
        await expect(sure.locator(".wb-field--error")).toBeVisible();
        await looking.at("erase it");
        await sure.locator("input").fill("Tablet 1");
        await sure.locator("button[type=submit]").click();
        // A new tablet, and not one whose store has vanished.
        await expect(page.locator('input[type="radio"][value="alone"]')).toBeVisible({ timeout: 30_000 });
      });
      looking.foundNothing();
      administering.foundNothing();
    });
  });
}
