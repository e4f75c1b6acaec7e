/** Health staff: doses are written down without a server, the health lead reviews them, and the wing sees none of it. */
import { expect, test } from "../fixtures";
import { addressOf, isAt } from "../fixtures/at";
import { inspect, promise } from "../fixtures/inspect";
import { once, PLACES } from "../fixtures/languages";
import { credentialOf } from "../fixtures/register";
import { Nurse } from "../pages/nurse";
import { numbersIn, Officer } from "../pages/officer";
import { Supervisor } from "../pages/supervisor";
import { signInOf } from "../pages/tablet";

test.setTimeout(300_000);

const LOT = "ABV7731";
/** Outcome, source, vaccine, save, and the button that leads there. */
const DOSE_TAPS_MAX = 5;

for (const place of PLACES) {
  test.describe(`in ${place.locale} ${once(place)}`, () => {
    const { locale, demo, timezoneId } = place;
    test.use({ locale, demo, timezoneId, demoDays: 3 });

    test("a dose is written, corrected and reviewed by those who may read it, and by nobody else", async ({ newProfile, hub }) => {
      const nurse = new Nurse(await newProfile().open());
      const { page } = nurse;
      await nurse.setUp(hub.url);
      await nurse.unlock(signInOf(hub, "Health"));
      await nurse.isInStep();
      let person = "";

      await test.step("what health staff are offered is theirs", async () => {
        const sections = await page.locator(".wb-nav a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
        expect(sections).toEqual(["/session", "/check-in", "/people", "/due", "/write", "/records", "/more"]);
        await nurse.go("write");
        await expect(page.locator('main a[href*="/write/dose"]')).toBeVisible();
        await expect(page.locator('main a[href*="/write/contact"]')).toHaveCount(0);
        await inspect(page, "what health staff write");
      });

      await test.step("without a server: a dose from a card", async () => {
        await hub.stop();
        await nurse.openSomebodyWithoutDoses();
        person = await addressOf(page);
        await inspect(page, "no doses");
        nurse.countTaps();
        // As people write it where they live: other digits, other strokes.
        await nurse.writeFromCard(place.direction === "rtl" ? "٢٠٢١/٥" : "2021/5", LOT);
        promise("a dose from a card", nurse.taps, DOSE_TAPS_MAX);
        await expect(nurse.doses).toHaveCount(1);
        await expect(nurse.doses.first()).toContainText(LOT);
        // Years ago: the next one is due since long.
        await expect(nurse.due).toHaveClass(/wb-badge--warn/);
        await inspect(page, "doses of a person");
      });

      await test.step("undone, written again, corrected", async () => {
        await nurse.undo();
        await expect(nurse.doses).toHaveCount(0);
        // What was taken back is a draft again.
        await nurse.tap(page.locator(".wb-page__foot a"));
        await expect(page.locator("input.wb-input").nth(1)).toHaveValue(LOT);
        await nurse.tap(nurse.save);
        await isAt(page, person);
        await expect(nurse.doses).toHaveCount(1);
        await nurse.doses.first().click();
        await isAt(page, /\/record\//);
        await inspect(page, "the record of a dose");
        await page.locator('a[href$="/correct"]').click();
        await page.locator("#write-reason").fill("Read the card again.");
        const day = page.locator("input.wb-input").first();
        await day.fill("2021-06-14");
        await inspect(page, "a dose is corrected");
        await nurse.save.click();
        await isAt(page, /\/record\/[0-9a-f-]+$/);
        await page.locator("main a.wb-row").first().click();
        await isAt(page, person);
        await expect(nurse.doses).toHaveCount(1);
      });

      await test.step("a day that is still to come is not taken", async () => {
        await nurse.tap(page.locator(".wb-page__foot a"));
        await nurse.tap(nurse.choice(0, 0));
        await nurse.tap(nurse.choice(1, 0));
        await page.locator("input.wb-input").first().fill("2099");
        await nurse.save.click();
        await expect(page.locator(".wb-field--error")).toHaveCount(1);
        await inspect(page, "a day to come");
        await page.locator("input.wb-input").first().fill("");
      });

      await test.step("a refusal, with its reason", async () => {
        await nurse.tap(nurse.choice(0, 1));
        await nurse.save.click();
        await expect(page.locator(".wb-field--error")).toHaveCount(1);
        const reason = page.locator("fieldset[data-question]").last();
        await reason.locator("label.wb-choice").first().click();
        await nurse.save.click();
        await isAt(page, person);
        await expect(nurse.doses).toHaveCount(2);
      });

      await test.step("the health lead finds it in the queue", async () => {
        await hub.start();
        await nurse.isInStep();
        const lead = new Supervisor(await newProfile().open());
        await lead.signIn(hub, signInOf(hub, "Health lead"));
        await lead.isInStep();
        await lead.open("review");
        const rows = lead.queue;
        await expect(rows.first()).toBeVisible();
        await inspect(lead.page, "the queue of the health lead");
        const waiting = async () => numbersIn(await lead.page.locator(".wb-queue .wb-page-header").innerText())[0] as number;
        const before = await waiting();
        await lead.openRow(lead.rows.first());
        await lead.accept();
        await expect.poll(waiting).toBe(before - 1);
        await lead.page.close();
      });

      await test.step("an officer sees none of it, and the server says so", async () => {
        const officer = new Officer(await newProfile().open());
        const credential = credentialOf(officer.page);
        await officer.signIn(hub, signInOf(hub, "Officer"));
        await officer.isInStep();
        await officer.page.goto(hub.url + person);
        await officer.unlock(signInOf(hub, "Officer"));
        // The person is there, with their move into the cell.
        await expect(officer.timeline.first()).toBeVisible();
        await expect(officer.page.locator(".wb-vaccination")).toHaveCount(0);
        await expect(officer.page.locator("main")).not.toContainText(LOT);
        const { facility } = await (await fetch(`${hub.url}/_wingbook/hello`)).json();
        const headers = { authorization: credential() };
        const refused = await fetch(`${hub.url}/wb-${facility}-health/_all_docs`, { headers });
        expect(refused.status).toBe(403);
        expect((await refused.json()).reason).toContain("health");
      });
    });
  });
}
