/** A recovery key is made with its holders, tested, and opens the tablet for somebody who forgot their passphrase. */
import { expect, test } from "../fixtures";
import { inspect } from "../fixtures/inspect";
import { once, PLACES } from "../fixtures/languages";
import { Looking } from "../fixtures/looking";
import { Administrator } from "../pages/administrator";

test.setTimeout(240_000);

const WHO = { staffNumber: "W-1", passphrase: "seven quiet lanterns" };
const NEW_PASSPHRASE = "eight loud harbours";

const WORDS: Record<string, { prison: string; user: string }> = {
  "en-GB": { prison: "Testvale Prison", user: "Ruth Nabirye" },
  "ar-TN": { prison: "سجن التجربة", user: "سلمى بن عمر" },
};

for (const place of PLACES) {
  test.describe(`in ${place.locale} ${once(place)}`, () => {
    const { locale, timezoneId } = place;
    test.use({ locale, timezoneId, demoDays: 2 });

    test("two of three holders open a tablet that nobody can open any more", async ({ profile, hub }, info) => {
      const words = WORDS[locale] as { prison: string; user: string };
      const user = new Administrator(await profile.open());
      const { page } = user;
      const looking = new Looking(page, info.project.name, locale);
      const foot = page.locator(".wb-page__foot .wb-button--primary");
      const parts: string[] = [];
      await user.setUpAlone(hub.url, words.prison, words.user, WHO);
      await hub.stop();

      await test.step("each holder sees their own part, once", async () => {
        // A prison needs a wing before its list shows.
        await page.goto(`${hub.url}/more/prison/recovery`).catch(() => {});
        await user.unlock(WHO);
        await expect(page.locator(".wb-badge--warn")).toBeVisible();
        await looking.at("recovery key");
        await foot.click();
        for (let holder = 1; holder <= 3; holder += 1) {
          await expect(page.locator(".wb-part")).toHaveCount(0);
          if (holder === 1) await looking.at("recovery hand over");
          await foot.click();
          const groups = await page.locator(".wb-part code").allInnerTexts();
          expect(groups).toHaveLength(13);
          parts.push(groups.join(" "));
          if (holder === 1) await looking.at("recovery part");
          await foot.click();
        }
        expect(new Set(parts).size).toBe(3);
      });

      await test.step("a slip of the pen is named; what is right puts the key into force", async () => {
        await page.locator("#part-1").fill(parts[0] as string);
        await page.locator("#part-3").fill(parts[2] as string);
        const second = parts[1] as string;
        const wrong = second.slice(0, 22) + (second[22] === "A" ? "B" : "A") + second.slice(23);
        await page.locator("#part-2").fill(wrong);
        await foot.click();
        await expect(page.locator(".wb-error")).toContainText(/4|٤/);
        await looking.at("recovery test");
        await page.locator("#part-2").fill(second.toLowerCase().replaceAll(" ", ""));
        await foot.click();
        await expect(page.locator(".wb-banner--ok")).toBeVisible();
        await expect(page.locator(".wb-badge--ok").last()).toBeVisible();
        await inspect(page, "the key is in force");
      });

      await test.step("the passphrase is forgotten: the holders come together", async () => {
        await page.locator(".wb-header > button").click();
        await page.locator('.wb-entrance .wb-button--quiet:has(use[href$="#life-buoy"])').click();
        await page.locator("#part-1").fill(parts[2] as string);
        await page.locator(".wb-entrance .wb-button--primary").click();
        await expect(page.locator(".wb-error")).toBeVisible();
        await page.locator("#part-2").fill(parts[1] as string);
        await looking.at("recover with parts");
        await page.locator(".wb-entrance .wb-button--primary").click();
        await expect(page.locator(".wb-entrance__people button")).toHaveText(words.user);
        await page.locator(".wb-entrance__people button").click();
        await page.locator("#recovery-passphrase").fill(NEW_PASSPHRASE);
        await looking.at("recover somebody");
        await page.locator(".wb-entrance .wb-button--primary").click();
        await expect(page.locator(".wb-banner--ok")).toHaveCount(2, { timeout: 30_000 });
        await page.locator('.wb-entrance .wb-button--quiet:has(use[href$="#back"])').click();
        await user.unlock({ ...WHO, passphrase: NEW_PASSPHRASE });
        await expect(page.locator(".wb-header__user")).toHaveText(words.user);
      });
      looking.foundNothing();
    });
  });
}
