/**
 * A report of ill-treatment: an officer writes and seals it; on that tablet nobody opens it again, and its named reader does
 * on another.
 */
import { expect, test } from "../fixtures";
import { isAt } from "../fixtures/at";
import { once, PLACES } from "../fixtures/languages";
import { Looking } from "../fixtures/looking";
import { signInOf, Tablet } from "../pages/tablet";
import { Writer } from "../pages/writer";

const TOLD = "Struck on the stairs by the man with the grey keys.";

test.setTimeout(240_000);
test.use({ demoDays: 2 });

for (const place of PLACES) {
  test.describe(`in ${place.locale} ${once(place)}`, () => {
    const { locale, demo, timezoneId } = place;
    test.use({ locale, demo, timezoneId });

    test("a report is sealed by an officer and opened by its reader alone", async ({ newProfile, hub }, info) => {
      const readerPage = await newProfile().open();
      const page = await newProfile().open();
      const project = info.project.name;
      const reading = new Looking(readerPage, `${project}-reader`, locale);
      const writing = new Looking(page, project, locale);
      const reader = new Tablet(readerPage);
      await reader.signIn(hub, signInOf(hub, "Complaints"));
      await reader.isInStep();
      await expect(readerPage.locator("h1")).toBeVisible();
      await expect(readerPage.locator(".wb-empty")).toBeVisible();
      await reading.at("no report yet");

      const officer = new Writer(page);
      await officer.signIn(hub, signInOf(hub, "Officer"));
      await officer.isInStep();
      await officer.open("more");
      await expect(page.locator('main a[href="/more/reports"]')).toHaveCount(0);
      await officer.open("write");
      await expect(page.locator(`main .wb-row[href="/write/security_report"]`)).toBeVisible();
      await writing.at("what can be written");

      const { name } = await officer.openPerson("ma");
      await page.locator("main details summary").last().click();
      await page.locator('main a[href*="/write/protection_report"]').click();
      await expect(page.locator(".wb-banner p").first()).not.toBeEmpty();
      await officer.choose("told", "not_asked");
      // Injuries can be seen, and whoever told could be harmed for it.
      await page.locator('main input[type=radio][value="yes"]').first().check();
      await page.locator('main input[type=radio][value="yes"]').last().check();
      await page.locator("main textarea").first().fill(TOLD);
      await writing.at("a report");

      await test.step("taken back while it can be", async () => {
        await officer.save();
        await isAt(page, /\/people\/[0-9a-f-]+$/);
        await officer.undo();
        await officer.open("write");
        const draft = page.locator('main a[href^="/write/draft/"]');
        await expect(draft).toHaveCount(1);
        await draft.click();
        await expect(page.locator("main textarea").first()).toHaveValue(TOLD);
      });

      await test.step("sealed", async () => {
        await officer.save();
        await expect(page.locator(".wb-snackbar")).toBeVisible();
        await expect(page.locator(".wb-snackbar")).toHaveCount(0, { timeout: 20_000 });
        await officer.isInStep();
        await officer.open("write");
        await expect(page.locator('main a[href^="/write/draft/"]')).toHaveCount(0);
      });

      await test.step("opened by its reader", async () => {
        const report = readerPage.locator("main details", { hasText: name });
        await expect(report).toBeVisible({ timeout: 60_000 });
        await report.locator("summary").click();
        await expect(report).toContainText(TOLD);
        await reading.at("a report that is opened");
      });
      reading.foundNothing();
      writing.foundNothing();
    });
  });
}
