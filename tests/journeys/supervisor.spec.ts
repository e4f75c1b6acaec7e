/** A supervisor's work: what waits is decided, records are filtered, wings watched, charts opened, sheets printed. */
import { expect, test } from "../fixtures";
import { addressOf, isAt } from "../fixtures/at";
import { inspect } from "../fixtures/inspect";
import { once, PLACES } from "../fixtures/languages";
import { Supervisor } from "../pages/supervisor";
import { signInOf } from "../pages/tablet";

test.setTimeout(240_000);

const REASON = "Write where the second count was made.";

for (const place of PLACES) {
  test.describe(`in ${place.locale} ${once(place)}`, () => {
    const { locale, demo, direction } = place;
    // Two weeks show all that ninety days do; what ninety days weigh is measured elsewhere.
    test.use({ locale, demo, demoDays: 14 });

    test("a supervisor decides, filters, watches the wings, reads charts and prints", async ({ profile, hub }) => {
      const page = await profile.open();
      const supervisor = new Supervisor(page);
      await supervisor.signIn(hub, signInOf(hub, "Supervisor"));
      await expect(page.locator("html")).toHaveAttribute("dir", direction);
      await supervisor.isInStep();

      await test.step("no page has a barrier, in any theme", async () => {
        for (const theme of ["dark", "light", "sun"]) {
          await page.evaluate((name) => document.documentElement.setAttribute("data-theme", name), theme);
          for (const section of ["review", "wings", "records", "charts"]) {
            await supervisor.open(section);
            await inspect(page, `${section}, ${theme}`);
          }
        }
        await page.evaluate(() => document.documentElement.setAttribute("data-theme", "dark"));
        await supervisor.open("wings");
        await page.locator(".wb-wing").first().click();
        await isAt(page, /\/wings\/[0-9a-f-]+$/);
        await inspect(page, "one wing");
      });

      await test.step("a count that differs is sent back with a reason; undone, it waits again", async () => {
        await supervisor.open("review");
        // Among what is urgent, after what a colleague passed on.
        const urgent = supervisor.queue.filter({ has: page.locator(".wb-badge--danger") }).first();
        await expect(urgent).toBeVisible();
        const id = await urgent.locator("a").getAttribute("id");
        await supervisor.openRow(urgent.locator("a"));
        await inspect(page, "an opened record");
        await supervisor.sendBack(REASON);
        await expect(page.locator(`[id="${id}"]`)).toHaveCount(0);
        await supervisor.undo();
        await expect(page.locator(`[id="${id}"]`)).toHaveCount(1);
      });

      await test.step("sending back needs a reason, and what was typed outlives a slip", async () => {
        await supervisor.open("review");
        await supervisor.openRow(supervisor.rows.first());
        const dialog = await supervisor.askToSendBack();
        await dialog.locator(".wb-button--primary").click();
        await expect(dialog.locator(".wb-field__error")).toBeVisible();
        await expect(dialog.getByRole("textbox")).toBeFocused();
        await dialog.getByRole("textbox").fill("Half a reason");
        await page.keyboard.press("Escape");
        await expect(page.locator("dialog[open]")).toHaveCount(0);
        await supervisor.open("wings");
        await page.goBack();
        await expect(supervisor.openedHeading).toBeVisible();
        await supervisor.askToSendBack();
        await expect(dialog.getByRole("textbox")).toHaveValue("Half a reason");
        await page.keyboard.press("Escape");
      });

      await test.step("what is only new is accepted with one tap, and the next row has the focus", async () => {
        await supervisor.open("review");
        const accept = page.locator(".wb-queue__accept");
        const row = page.locator(".wb-queue__row", { has: accept });
        const accepted = await row.nth(0).locator("a").getAttribute("id");
        const next = await row.nth(1).locator("a").getAttribute("id");
        await accept.first().click();
        await expect(page.locator(`[id="${accepted}"]`)).toHaveCount(0);
        await expect(page.locator(`[id="${next}"]`)).toBeFocused();
        // Nothing that presses can be accepted without opening it.
        const pressing = page.locator(".wb-queue__row", { has: page.locator(".wb-badge--danger") });
        await expect(pressing.locator("button")).toHaveCount(0);
      });

      await test.step("a round is accepted as a whole", async () => {
        await supervisor.open("review");
        const round = page.locator('.wb-queue__row a[href*="?round="]').first();
        const id = await round.getAttribute("id");
        await supervisor.openRow(round);
        await inspect(page, "an opened round");
        await supervisor.accept();
        await expect(page.locator(`[id="${id}"]`)).toHaveCount(0);
      });

      await test.step("filters stand in the address, words never do", async () => {
        await supervisor.open("records");
        await supervisor.filter("contact", "90d");
        await isAt(page, /\?time=90d&kind=contact$/);
        await expect(supervisor.rows.first()).toBeVisible();
        const all = await page.locator(".wb-page-header__detail").first().textContent();
        await page.getByRole("searchbox").fill("zzzz");
        await expect(page.locator(".wb-empty:has(button)")).toBeVisible();
        expect(await addressOf(page)).not.toContain("zzzz");
        await page.locator(".wb-empty button").click();
        await expect(supervisor.rows.first()).toBeVisible();
        await supervisor.filter("contact", "90d");
        await expect(page.locator(".wb-page-header__detail").first()).toHaveText(all ?? "");
      });

      await test.step("a long list is walked by keys, and only what is on screen exists", async () => {
        await supervisor.rows.first().focus();
        const focused = page.locator(".wb-virtual__row:focus-within");
        for (let step = 0; step < 30; step += 1) {
          await page.keyboard.press(step % 2 ? "j" : "ArrowDown");
          // A row is drawn before the focus can go on from it.
          await expect(focused).toHaveAttribute("aria-posinset", String(step + 2));
        }
        expect(await supervisor.rows.count()).toBeLessThan(60);
        await page.keyboard.press("Enter");
        await expect(supervisor.openedHeading).toBeFocused();
      });

      await test.step("both charts open the records behind them", async () => {
        await supervisor.open("charts");
        const rounds = page.locator('section[aria-labelledby="charts-rounds"]');
        await rounds.locator(".wb-button").click();
        await expect(rounds.getByRole("table")).toBeVisible();
        await inspect(page, "charts as tables");
        await rounds.locator(".wb-button").click();
        await page.locator(".wb-bar-row").nth(1).click();
        await isAt(page, /\/records\?time=range&from=\d{4}-\d\d-\d\d&to=\d{4}-\d\d-\d\d&kind=round$/);
        await expect(supervisor.rows.first()).toBeVisible();
        await page.goBack();
        const person = page.locator('.wb-charts a[href^="/people/"]').first();
        const name = await person.locator(".wb-person__name").innerText();
        await person.click();
        await expect(page.locator("#page-heading")).toContainText(name);
        await expect(page.locator(".wb-record, .wb-empty").first()).toBeVisible();
      });

      await test.step("a wing gives its roll and round sheet to the printer", async () => {
        await supervisor.open("wings");
        await page.locator(".wb-wing").first().click();
        await page.locator('a[href^="/print/roll/"]').click();
        await expect(page.locator(".wb-sheet__cell").first()).toBeVisible();
        await inspect(page, "the roll");
        await page.evaluate(() => {
          window.print = () => document.documentElement.setAttribute("data-printed", "");
        });
        await page.locator(".wb-sheet-page .wb-button--primary").click();
        await expect(page.locator("html")).toHaveAttribute("data-printed", "");
        await page.emulateMedia({ media: "print" });
        await expect(page.locator(".wb-nav")).toBeHidden();
        await expect(page.locator(".wb-sheet")).toBeVisible();
        await page.emulateMedia({ media: null });
        await page.goBack();
        await page.locator('a[href^="/print/sheet/"]').click();
        await expect(page.locator(".wb-sheet__blank")).toHaveCount(4);
      });
    });
  });
}
