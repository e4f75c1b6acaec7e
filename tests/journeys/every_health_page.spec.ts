/** Every page of health staff, their lead and the administrator of vaccines, looked at as all others are. */
import { expect, test } from "../fixtures";
import { addressOf, isAt } from "../fixtures/at";
import { once, PLACES } from "../fixtures/languages";
import { Looking } from "../fixtures/looking";
import { Clinic } from "../pages/clinic";

test.setTimeout(600_000);

/** Somebody with every role that has pages here. */
const ALL = { staffNumber: "R-7006", passphrase: "kettle window marble forty", name: "Matron Quillonbrask" };

for (const place of PLACES) {
  test.describe(`in ${place.locale} ${once(place)}`, () => {
    const { locale, demo, timezoneId } = place;
    test.use({ locale, demo, timezoneId, demoDays: 7 });

    test("every page of health can be read, hit and heard", async ({ profile, hub }, { project }) => {
      hub.addUser(ALL.staffNumber, ALL.name, "health,health_lead,administrator,reception", ALL.passphrase);
      const page = await profile.open();
      const officer = new Clinic(page);
      const looking = new Looking(page, project.name, locale);
      const look = (name: string, inHurry = false) => looking.at(name, inHurry);
      const first = (selector: string) => page.locator(selector).first();
      await officer.setUp(hub.url);
      await officer.unlock(ALL);
      await officer.isInStep();

      await test.step("who arrives, and what is due", async () => {
        await officer.go("check-in");
        await officer.search.fill("ma");
        await expect(first(".wb-check-in .wb-rows .wb-row")).toBeVisible();
        await look("check-in");
        await first(".wb-check-in .wb-rows .wb-row").click();
        await expect(page.locator("#arrival-reason")).toBeVisible();
        await look("somebody arrives");
        await page.goto(`${hub.url}${await addressOf(page)}/apart`);
        await officer.unlock(ALL);
        await expect(page.locator("#apart-place")).toBeVisible();
        await look("keep apart");
        await page.goto(`${hub.url}/check-in/add?name=ma`);
        await officer.unlock(ALL);
        await expect(page.locator("#person-name")).toBeVisible();
        await look("somebody new arrives");
        await officer.go("due");
        await look("due");
      });

      await test.step("what is written", async () => {
        for (const form of ["dose", "health_check"]) {
          await officer.go("write");
          await first(`main a[href*="/write/${form}"]`).click();
          await expect(page.locator(".wb-form__foot")).toBeVisible();
          await look(form);
        }
      });

      await test.step("a session", async () => {
        await officer.go("session");
        await look("sessions");
        await first(".wb-page__foot a").click();
        await expect(page.locator("#clinic-place")).toBeVisible();
        await look("start a session");
        await first(".wb-page__foot .wb-button--primary").click();
        await expect(page.locator("#vial-lot")).toBeVisible();
        await look("the first vial", true);
        await officer.openVial("comirnaty", "FX-1", "2021-03", 6);
        await page.locator("#clinic-walk").selectOption({ index: 1 });
        await expect(officer.coming.first()).toBeVisible();
        await look("the row of cells", true);
        await officer.next.click();
        await expect(officer.name).toBeVisible();
        await officer.rightPerson();
        await officer.answers(2);
        await look("not today", true);
        await officer.answers(0);
        // An expired lot, at least: loud.
        await expect(officer.warnings.first()).toBeVisible();
        await look("before a dose", true);
        await officer.card.locator("textarea").fill("The only vial that came.");
        await officer.give.click();
        await expect(officer.watched.first()).toBeVisible();
        await look("the next person", true);
        await officer.card.locator("> .wb-button").last().click();
        await first(".wb-clinic-vial__tools button").click();
        await expect(officer.dialog).toBeVisible();
        await look("another vial", true);
        await page.keyboard.press("Escape");
        await page.locator(".wb-clinic-vial__tools").first().locator("button").nth(1).click();
        await expect(officer.dialog).toBeVisible();
        await look("thrown away", true);
        await page.keyboard.press("Escape");
        await first(".wb-clinic__side button").click();
        await expect(officer.dialog).toBeVisible();
        await look("count and end", true);
        await officer.dialog.locator(".wb-button--primary").click();
        await expect(officer.dialog).toHaveCount(0);
        await look("a session that ended");
        await first(".wb-clinic__side details > summary").click();
        await expect(first(".wb-clinic-written")).toBeVisible();
        await look("what was opened and counted");
        await first(".wb-clinic-written button").click();
        await expect(officer.dialog).toBeVisible();
        await look("a step is corrected", true);
        await page.keyboard.press("Escape");
        await first(".wb-clinic__side section a.wb-row").click();
        await isAt(page, /\/record\//);
        await look("a dose of a session");
      });

      await test.step("what is printed, what the lead sees, what an administrator changes", async () => {
        await first("main .wb-rows a.wb-row").click();
        await isAt(page, /\/people\//);
        await look("a person");
        await first('a[href^="/print/doses/"]').click();
        await expect(page.locator(".wb-sheet")).toBeVisible();
        await look("dose card");
        await officer.go("coverage");
        await expect(page.locator(".wb-coverage")).toBeVisible();
        await look("coverage");
        await page.goto(`${hub.url}/more/prison/vaccines`);
        await officer.unlock(ALL);
        await expect(first("main .wb-rows a")).toBeVisible();
        await look("vaccines");
        await first("main .wb-rows a").click();
        await expect(page.locator("#vaccine-holder")).toBeVisible();
        await look("a vaccine");
        await page.goto(`${hub.url}/moves`);
        await officer.unlock(ALL);
        await expect(page.locator("main .wb-record").first()).toBeVisible();
        await look("moves");
      });

      looking.foundNothing();
    });
  });
}
