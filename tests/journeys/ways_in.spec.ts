/** A badge, a passkey and words that complete: in by each of them after a cold start, with the server stopped. */
import type { CDPSession, Page } from "@playwright/test";
import { expect, test as base } from "../fixtures";
import { cameras, Film, watchCameras } from "../fixtures/camera";
import { inspect } from "../fixtures/inspect";
import { once, PLACES } from "../fixtures/languages";
import { Looking } from "../fixtures/looking";
import { WaysIn } from "../pages/ways_in";

base.setTimeout(240_000);

const PIN = "471138";
/** Words of the lists, and the letters after which each is offered. */
const WORDS: Record<string, { name: string; words: string[]; begun: string[] }> = {
  "en-GB": { name: "Keeper Quillonbrask", words: ["window", "ladder", "orange", "tunnel"], begun: ["wind", "lad", "oran", "tun"] },
  "ar-TN": { name: "سلمى بن عمر", words: ["حديقة", "قهوة", "جزيرة", "سفينة"], begun: ["حديق", "قهوه", "جزير", "سفين"] },
};

const test = base.extend<{ film: Film }>({
  film: async ({}, use) => {
    const film = new Film();
    await use(film);
    film.remove();
  },
});

/** Gives the browser a platform that keeps passkeys, with or without secrets in them. */
async function keepsPasskeys(page: Page, hasPrf: boolean): Promise<{ browser: CDPSession; authenticatorId: string }> {
  const browser = await page.context().newCDPSession(page);
  await browser.send("WebAuthn.enable");
  const { authenticatorId } = await browser.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      ctap2Version: "ctap2_1",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
      hasPrf,
    },
  });
  return { browser, authenticatorId };
}

for (const place of PLACES) {
  test.describe(`in ${place.locale} ${once(place)}`, () => {
    const { locale, demo, timezoneId } = place;
    const { name, words, begun } = WORDS[locale] as (typeof WORDS)[string];
    const who = { staffNumber: "R-7014", passphrase: words.join(" ") };
    const onDesk = place.direction === "ltr";
    test.use({ locale, demo, timezoneId, demoDays: 2 });

    test("by words that complete, by badge and by passkey", async ({ newProfile, film, hub }, info) => {
      hub.addUser(who.staffNumber, name, "officer", who.passphrase);
      const profile = newProfile(onDesk ? { flags: film.flags, permissions: ["camera"] } : {});
      let user = new WaysIn(await profile.open());
      let { page } = user;
      const looking = new Looking(page, info.project.name, locale);
      let badge = "";

      await test.step("five words are drawn for whoever has none", async () => {
        await page.goto(hub.url);
        await page.locator('input[type="radio"][value="alone"]').check();
        await page.locator('.wb-field:has(#set-up-passphrase) button:has(use[href$="#refresh"])').click();
        const drawn = page.locator(".wb-drawn__words");
        await expect(drawn).toHaveText(/^\S+( \S+){4}$/);
        const first = await drawn.innerText();
        await page.locator('.wb-drawn button:has(use[href$="#refresh"])').click();
        await expect(drawn).not.toHaveText(first);
        await looking.at("words drawn");
        const second = await drawn.innerText();
        await page.locator('.wb-drawn button:has(use[href$="#check"])').click();
        await expect(page.locator("#set-up-passphrase")).toHaveValue(second);
        await page.locator('input[type="radio"][value="server"]').check();
      });

      await test.step("words complete once the field shows them, and only then", async () => {
        await user.setUp(hub.url);
        await page.locator("#staff-number").fill(who.staffNumber);
        const field = page.locator("#passphrase");
        await field.pressSequentially(begun[0] as string);
        await page.waitForTimeout(300);
        await expect(user.words).toHaveCount(0);
        await page.locator(".wb-field:has(#passphrase) .wb-field__row button").click();
        await expect(user.words.first()).toHaveText(words[0] as string);
        await looking.at("words complete");
        await user.words.first().click();
        for (const at of [1, 2, 3]) {
          await expect(field).toBeFocused();
          await field.pressSequentially(begun[at] as string);
          const offered = user.words.filter({ hasText: new RegExp(`^${words[at]}$`) });
          await expect(offered).toBeVisible();
          // By keyboard: down from the field, on to the word, Enter.
          await page.keyboard.press("ArrowDown");
          await expect(user.words.first()).toBeFocused();
          while (!(await offered.evaluate((button) => button === document.activeElement))) await page.keyboard.press("ArrowDown");
          await page.keyboard.press("Enter");
        }
        // The space after the last word is no part of it.
        await expect(field).toHaveValue(`${who.passphrase} `);
        await expect(field).toBeFocused();
        await page.keyboard.press("Enter");
        await user.isIn;
        await user.isInStep();
      });

      await test.step("a badge is made with the passphrase alone", async () => {
        await user.openAccess();
        await looking.at("other ways in");
        // What stands above a passphrase a browser takes for the name of an account, and keeps.
        await expect(page.locator("form:has(#badge-pin) input").first()).toHaveAttribute("id", "badge-passphrase");
        await user.askForBadge("123456", who.passphrase);
        await expect(page.locator("#badge-pin-error")).toBeVisible({ timeout: 30_000 });
        await user.askForBadge(PIN, "another passphrase");
        await expect(user.error).toBeVisible({ timeout: 30_000 });
        await user.askForBadge(PIN, who.passphrase);
        await expect(user.paper).toBeVisible({ timeout: 30_000 });
        badge = await user.letters();
        expect(badge.split(" ")).toHaveLength(7);
        await expect(user.paper).not.toContainText(name);
        await looking.at("a badge on paper");
        await page.emulateMedia({ media: "print" });
        await expect(user.paper).toBeVisible();
        await expect(page.locator("#pin-new")).toBeHidden();
        await page.emulateMedia({ media: null });
      });

      await test.step("the paper is tested", async () => {
        if (onDesk) {
          film.holds("V-441");
          await user.readCode.click();
          await expect(user.error).toBeVisible();
          film.holds(badge);
          await user.readCode.click();
        } else {
          const slip = badge.slice(0, 8) + (badge[8] === "A" ? "B" : "A") + badge.slice(9);
          await page.locator("#badge-code").fill(slip);
          await page.keyboard.press("Enter");
          await expect(user.error).toContainText(/2|٢/);
          await page.locator("#badge-code").fill(badge.toLowerCase().replaceAll(" ", ""));
          await page.keyboard.press("Enter");
        }
        await expect(page.locator(".wb-banner--ok")).toBeVisible();
        await inspect(page, "the badge is right");
        await page.locator(".wb-page__foot button").click();
        await expect(user.paper).toHaveCount(0);
      });

      await hub.stop();
      await test.step("a cold start without a server: badge, PIN, in", async () => {
        await profile.close();
        user = new WaysIn(await profile.open());
        page = user.page;
        if (onDesk) await watchCameras(page);
        await page.goto(hub.url);
        await expect(user.showBadge).toBeVisible();
        await inspect(page, "sign-in with a badge", false);
        film.holds(badge);
        await user.showBadge.click();
        if (!onDesk) {
          await page.keyboard.press("Escape");
          await expect(user.dialog).toHaveCount(0);
          await page.locator("#shown-code").fill(badge.toLowerCase());
          await inspect(page, "a badge is shown", false);
          await page.keyboard.press("Enter");
        }
        await expect(page.locator(".wb-pin__key").first()).toBeVisible();
        if (onDesk) expect(await cameras(page)).toEqual(["ended"]);
        await user.typePin("471139");
        await expect(user.error).toBeVisible({ timeout: 30_000 });
        await inspect(page, "another PIN than the badge's", false);
        await user.typePin(PIN);
        await user.isIn;
        await expect(page.locator(".wb-header__user")).toHaveText(name);
      });

      await test.step("a badge that is taken back opens nothing", async () => {
        await user.openAccess();
        await page.locator('.wb-section:has(#badge-pin) .wb-actions button:has(use[href$="#close"])').click();
        await expect(page.locator('.wb-section:has(#badge-pin) .wb-badge--ok')).toHaveCount(0);
        await user.lock();
        await expect(user.passphrase).toBeVisible();
        await expect(user.showBadge).toHaveCount(0);
      });

      if (onDesk) {
        await test.step("no passkey where the platform has none, or none that keeps a secret", async () => {
          await user.unlock(who);
          await user.openAccess();
          await expect(user.passkeyPassphrase).toHaveCount(0);
          const { browser, authenticatorId } = await keepsPasskeys(page, false);
          await user.open("more");
          await user.openAccess();
          await user.askForPasskey(who.passphrase);
          await expect(user.error).toBeVisible({ timeout: 30_000 });
          await expect(page.locator(".wb-section:has(#passkey-passphrase) .wb-badge--ok")).toHaveCount(0);
          await inspect(page, "a passkey without a secret");
          await browser.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId });
          await browser.send("WebAuthn.disable");
          await browser.detach();
        });

        await test.step("a passkey is made and used", async () => {
          const { browser, authenticatorId } = await keepsPasskeys(page, true);
          await user.open("more");
          await user.openAccess();
          await user.askForPasskey(who.passphrase);
          await expect(user.passkeyPassphrase).toHaveCount(0, { timeout: 30_000 });
          const { credentials } = await browser.send("WebAuthn.getCredentials", { authenticatorId });
          expect(credentials.map((one) => [one.rpId, one.userName, one.isResidentCredential])).toEqual([["localhost", "K.Q.", true]]);
          await inspect(page, "a passkey is there");
          await user.lock();
          await inspect(page, "sign-in with a passkey", false);
          await user.usePasskey.click();
          await user.isIn;
          await expect(page.locator(".wb-header__user")).toHaveText(name);
          await user.lock();
          await browser.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: false });
          await user.usePasskey.click();
          await expect(user.error).toBeVisible({ timeout: 30_000 });
          await inspect(page, "no passkey was given", false);
        });
      }
      looking.foundNothing();
    });
  });
}
