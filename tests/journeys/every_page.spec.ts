/**
 * Every page in every theme, in both directions of writing: nothing for axe, targets for gloves, letters for tired
 * eyes, contrast, no sideways scroll at 320 px, and in the dark theme no bright frame.
 *
 * With `PICTURES=folder` each page is also photographed, for whoever wants to look at them.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { accessibilityProblems, expect, meanLuminance, test } from "../fixtures";
import { once, PLACES } from "../fixtures/languages";
import { faintIcons, faintText, sizeProblems } from "../fixtures/legible";
import { Officer } from "../pages/officer";

test.setTimeout(600_000);

const THEMES = ["dark", "light", "sun"];
const LUMINANCE_MAX = 0.05;
/** Somebody with every role that has pages. */
const BOTH = { staffNumber: "R-7002", passphrase: "kettle window marble forty", name: "Sesanga Quillonbrask" };

for (const place of PLACES) {
  test.describe(`in ${place.locale} ${once(place)}`, () => {
    const { locale, demo, timezoneId } = place;
    test.use({ locale, demo, timezoneId, demoDays: 7 });

    test("every page can be read, hit and heard", async ({ profile, hub }, { project }) => {
      hub.addUser(BOTH.staffNumber, BOTH.name, "officer,supervisor,health,health_lead", BOTH.passphrase);
      const page = await profile.open();
      const officer = new Officer(page);
      const problems: string[] = [];
      let looked = 0;

      /** Looks at what is on screen. */
      async function look(name: string, inRound = false): Promise<void> {
        await expect(page.locator(".wb-skeleton")).toHaveCount(0);
        looked += 1;
        const found = (what: string, list: string[]) => problems.push(...list.map((one) => `${name}, ${what}: ${one}`));
        for (const theme of THEMES) {
          await page.evaluate((word) => document.documentElement.setAttribute("data-theme", word), theme);
          // A theme changes colours and nothing else.
          found(theme, theme === "dark" ? await accessibilityProblems(page) : await faintText(page, "color-contrast"));
          if (inRound) found(`${theme}, 7:1`, await faintText(page));
          found(`${theme}, icons`, await faintIcons(page));
          await picture(page, name, theme);
        }
        await page.evaluate(() => document.documentElement.setAttribute("data-theme", "dark"));
        const luminance = await meanLuminance(await page.screenshot(), page);
        if (luminance > LUMINANCE_MAX) problems.push(`${name}: ${(100 * luminance).toFixed(1)} % luminance in the dark theme`);
        found("sizes", await sizeProblems(page));
        const size = page.viewportSize();
        await page.setViewportSize({ width: 320, height: 700 });
        const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (wider > 0) problems.push(`${name}: ${wider} px wider than 320`);
        if (size) await page.setViewportSize(size);
      }

      async function picture(page: Page, name: string, theme: string): Promise<void> {
        const folder = process.env.PICTURES;
        if (!folder || theme === "sun") return;
        mkdirSync(folder, { recursive: true });
        const file = `${name.replaceAll(" ", "-")}-${project.name}-${locale.slice(0, 2)}-${theme}.png`;
        await page.screenshot({ path: join(folder, file), animations: "disabled" });
      }

      const first = (selector: string) => page.locator(selector).first();

      await test.step("before sign-in", async () => {
        await page.goto(hub.url);
        await expect(page.locator(".wb-banner--ok")).toBeVisible();
        await look("set up");
        await first('button[type="submit"]').click();
        await expect(officer.passphrase).toBeVisible();
        await look("sign in");
        await officer.unlock(BOTH);
        await officer.isInStep();
      });

      await test.step("a round", async () => {
        await officer.open("today");
        await expect(officer.nextRound).toBeVisible();
        await look("today");
        await officer.open("round");
        await look("rounds");
        await officer.startLastOfShift();
        await look("a stop", true);
        await officer.people.first().click();
        await expect(officer.dialog).toBeVisible();
        await look("somebody is not here", true);
        await page.keyboard.press("Escape");
        await first(".wb-stop__middle button").click();
        await look("could not check", true);
        await page.keyboard.press("Escape");
        await officer.pause();
        await look("paused", true);
        await officer.resume();
        await officer.check();
        await look("just checked", true);
        await officer.toTheEnd();
        await look("the end of a round", true);
        await officer.state.click();
        await expect(first(".wb-stepper__value")).toBeVisible();
        await look("a roll count", true);
        await page.goto(`${hub.url}/round/paper`);
        await officer.unlock(BOTH);
        await look("a round from paper");
      });

      await test.step("people and writing", async () => {
        await officer.open("people");
        await look("people");
        await officer.search.fill("ma");
        await expect(officer.found.first()).toBeVisible();
        await look("people found");
        await officer.found.first().click();
        await expect(first(".wb-page__foot a")).toBeVisible();
        await look("a person");
        await officer.writeContact("Asked about a visit.");
        await look("saved");
        await officer.timeline.first().click();
        await expect(page).toHaveURL(/\/record\//);
        await look("a record");
        const record = page.url();
        await first('a[href$="/correct"]').click();
        await expect(page.locator("#write-reason")).toBeVisible();
        await look("a correction");
        await page.goBack();
        await expect(page).toHaveURL(record);
        await first('a[href$="/wrong-person"]').click();
        await look("the wrong person");
        await officer.open("write");
        await look("write");
        for (const form of ["contact", "observation", "incident", "notice", "dose", "health_check"]) {
          await officer.open("write");
          await first(`main a[href*="/write/${form}"]`).click();
          await expect(page.locator("main form, main .wb-form__foot, main .wb-page__foot").first()).toBeVisible();
          await look(form);
        }
      });

      await test.step("who arrives, and what is due", async () => {
        await officer.go("check-in");
        await officer.search.fill("ma");
        await expect(first(".wb-check-in .wb-rows .wb-row")).toBeVisible();
        await look("check-in");
        await first(".wb-check-in .wb-rows .wb-row").click();
        await expect(page.locator("#arrival-reason")).toBeVisible();
        await look("somebody arrives");
        await page.goto(`${page.url()}/apart`);
        await officer.unlock(BOTH);
        await expect(page.locator("#apart-place")).toBeVisible();
        await look("keep apart");
        await page.goto(`${hub.url}/check-in/add?name=ma`);
        await officer.unlock(BOTH);
        await expect(page.locator("#person-name")).toBeVisible();
        await look("somebody new arrives");
        await officer.go("due");
        await look("due");
      });

      await test.step("what a supervisor has", async () => {
        for (const section of ["review", "wings", "records", "charts", "more"]) {
          await officer.go(section);
          await look(section);
        }
        await officer.go("wings");
        await first(".wb-wing").click();
        await expect(page).toHaveURL(/\/wings\/[0-9a-f-]+$/);
        await look("a wing");
        for (const sheet of ["roll", "sheet"]) {
          await first(`a[href^="/print/${sheet}/"]`).click();
          await look(`print ${sheet}`);
          await page.goBack();
        }
      });

      await test.step("more", async () => {
        await officer.go("more");
        const topics = await page.locator("main .wb-rows a").evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
        for (const topic of topics.filter((href) => href.startsWith("/more/"))) {
          await officer.go("more");
          await first(`main a[href="${topic}"]`).click();
          await expect(page).toHaveURL(new RegExp(topic));
          await look(topic.slice(1).replace("/", " "));
        }
      });

      expect([...new Set(problems)].sort(), `${looked} pages`).toEqual([]);
      console.log(`${looked} pages in ${THEMES.length} themes, ${locale}: nothing found`);
    });
  });
}
