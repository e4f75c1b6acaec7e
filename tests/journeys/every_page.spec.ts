/**
 * Every page in every theme, in both directions of writing: nothing for axe, targets for gloves, letters for tired
 * eyes, contrast, no sideways scroll at 320 px, and in the dark theme no bright frame.
 *
 * With `PICTURES=folder` each page is also photographed, for whoever wants to look at them.
 */
import { expect, test } from "../fixtures";
import { addressOf, isAt } from "../fixtures/at";
import { once, PLACES } from "../fixtures/languages";
import { Looking } from "../fixtures/looking";
import { Officer } from "../pages/officer";

test.setTimeout(600_000);

/** Somebody with both roles of the wing. Health has a walk of its own. */
const BOTH = { staffNumber: "R-7002", passphrase: "kettle window marble forty", name: "Sesanga Quillonbrask" };

for (const place of PLACES) {
  test.describe(`in ${place.locale} ${once(place)}`, () => {
    const { locale, demo, timezoneId } = place;
    test.use({ locale, demo, timezoneId, demoDays: 7 });

    test("every page can be read, hit and heard", async ({ profile, hub }, { project }) => {
      hub.addUser(BOTH.staffNumber, BOTH.name, "officer,supervisor", BOTH.passphrase);
      const page = await profile.open();
      const officer = new Officer(page);
      const looking = new Looking(page, project.name, locale);
      const look = (name: string, inRound = false) => looking.at(name, inRound);
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
        await isAt(page, /\/record\//);
        await look("a record");
        const record = await addressOf(page);
        await first('a[href$="/correct"]').click();
        await expect(page.locator("#write-reason")).toBeVisible();
        await look("a correction");
        await page.goBack();
        await isAt(page, record);
        await first('a[href$="/wrong-person"]').click();
        await look("the wrong person");
        await officer.open("write");
        await look("write");
        for (const form of ["contact", "observation", "incident", "notice"]) {
          await officer.open("write");
          await first(`main a[href*="/write/${form}"]`).click();
          await expect(page.locator("main form, main .wb-form__foot, main .wb-page__foot").first()).toBeVisible();
          await look(form);
        }
      });

      await test.step("what a supervisor has", async () => {
        for (const section of ["review", "wings", "records", "charts", "more"]) {
          await officer.go(section);
          await look(section);
        }
        await officer.go("wings");
        await first(".wb-wing").click();
        await isAt(page, /\/wings\/[0-9a-f-]+$/);
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
          await isAt(page, new RegExp(topic));
          await look(topic.slice(1).replace("/", " "));
        }
      });

      looking.foundNothing();
    });
  });
}
