/** The window of a tablet: records older than three months have left it, and come from the server for a look. */
import { expect, test } from "../fixtures";
import { once, PLACES } from "../fixtures/languages";
import { Looking } from "../fixtures/looking";
import { Supervisor } from "../pages/supervisor";
import { signInOf } from "../pages/tablet";

test.setTimeout(240_000);

for (const place of PLACES) {
  test.describe(`in ${place.locale} ${once(place)}`, () => {
    const { locale, demo } = place;
    test.use({ locale, demo, demoDays: 150 });

    test("what has left the tablet comes for a look, and says so without a server", async ({ profile, hub }, { project }) => {
      const page = await profile.open();
      const supervisor = new Supervisor(page);
      await supervisor.signIn(hub, signInOf(hub, "Supervisor"));
      await supervisor.isInStep();
      const looking = new Looking(page, project.name, locale);
      const older = page.locator(".wb-older");
      const snackbar = page.locator(".wb-snackbar");

      await test.step("at the end of a list it says since when everything is here, and fetches a week", async () => {
        await supervisor.open("records");
        await supervisor.search("zzzz");
        await expect(older).toBeVisible();
        await looking.at("records, older ones at the server");
        const before = await older.locator("p").innerText();
        await older.getByRole("button").click();
        await expect(older.locator("p")).not.toHaveText(before);
        await expect(snackbar).toBeVisible();
      });

      await test.step("all about one person comes at once, and the line goes", async () => {
        await supervisor.open("wings");
        await page.locator(".wb-wing").first().click();
        await page.locator('main a[href*="/people/"]').first().click();
        const rows = page.locator("main .wb-record");
        await expect(older).toBeVisible();
        await older.scrollIntoViewIfNeeded();
        await looking.at("a person, older records at the server");
        const before = await rows.count();
        await older.getByRole("button").click();
        await expect(older).toHaveCount(0);
        expect(await rows.count()).toBeGreaterThan(before);
      });

      await test.step("without a server that is said, and nothing goes", async () => {
        await hub.stop();
        await supervisor.open("records");
        await supervisor.search("zzzz");
        await older.getByRole("button").click();
        await expect(snackbar).toBeVisible();
        await expect(older.getByRole("button")).toBeEnabled();
      });
      looking.foundNothing();
    });
  });
}
