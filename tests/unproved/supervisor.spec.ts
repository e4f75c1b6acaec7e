/** A supervisor's work: what waits is decided, records are filtered, wings watched, charts opened, sheets printed. */
import { accessibilityProblems, expect, test } from "../fixtures";
import { Supervisor } from "../pages/supervisor";
import { signInOf } from "../pages/tablet";

// Ninety days of a prison come to the tablet first.
test.setTimeout(240_000);

const REASON = "Write where the second count was made.";

for (const [locale, direction] of [
  ["en-GB", "ltr"],
  ["ar-TN", "rtl"],
] as const) {
  test.describe(`in ${locale}`, () => {
    test.use({ locale });

    test("no page of a supervisor has a barrier", async ({ profile, hub }) => {
      const page = await profile.open();
      const supervisor = new Supervisor(page);
      await supervisor.signIn(hub, signInOf(hub, "Supervisor"));
      await expect(page.locator("html")).toHaveAttribute("dir", direction);
      await supervisor.isInStep();
      for (const section of ["review", "wings", "records", "charts"]) {
        await supervisor.open(section);
        await expect(page.locator(".wb-skeleton")).toHaveCount(0);
        expect(await accessibilityProblems(page), section).toEqual([]);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(overflow, section).toBeLessThanOrEqual(0);
      }
      await supervisor.open("review");
      await supervisor.openRow(supervisor.rows.first());
      expect(await accessibilityProblems(page), "an opened record").toEqual([]);
    });

    test("a count that differs is sent back with a reason; undone, it waits again", async ({ profile, hub }) => {
      const page = await profile.open();
      const supervisor = new Supervisor(page);
      await supervisor.signIn(hub, signInOf(hub, "Supervisor"));
      await supervisor.isInStep();
      await supervisor.open("review");
      // The most pressing stands first.
      const urgent = supervisor.queue.first();
      await expect(urgent.locator(".wb-badge--danger")).toBeVisible();
      const id = await urgent.locator("a").getAttribute("id");
      await supervisor.openRow(urgent.locator("a"));
      await supervisor.sendBack(REASON);
      await expect(page.locator(`[id="${id}"]`)).toHaveCount(0);
      await supervisor.undo();
      await expect(page.locator(`[id="${id}"]`)).toHaveCount(1);
    });
  });
}

test("sending back needs a reason", async ({ profile, hub }) => {
  const page = await profile.open();
  const supervisor = new Supervisor(page);
  await supervisor.signIn(hub, signInOf(hub, "Supervisor"));
  await supervisor.isInStep();
  await supervisor.open("review");
  await supervisor.openRow(supervisor.rows.first());
  await page.getByRole("button", { name: "Send back" }).click();
  const dialog = page.locator("dialog[open]");
  await dialog.getByRole("button", { name: "Send back" }).click();
  await expect(dialog.getByText("Write a reason")).toBeVisible();
  await expect(dialog.getByRole("textbox")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.locator("dialog[open]")).toHaveCount(0);
});

test("what is only new is accepted with one tap, and the next row has the focus", async ({ profile, hub }) => {
  const page = await profile.open();
  const supervisor = new Supervisor(page);
  await supervisor.signIn(hub, signInOf(hub, "Supervisor"));
  await supervisor.isInStep();
  await supervisor.open("review");
  const accept = page.locator(".wb-queue__accept");
  const row = page.locator(".wb-queue__row", { has: accept });
  const [first, second] = [row.nth(0).locator("a"), row.nth(1).locator("a")];
  const [accepted, next] = [await first.getAttribute("id"), await second.getAttribute("id")];
  await accept.first().click();
  await expect(page.locator(`[id="${accepted}"]`)).toHaveCount(0);
  await expect(page.locator(`[id="${next}"]`)).toBeFocused();
  // Nothing that presses can be accepted without opening it.
  await expect(page.locator(".wb-queue__row", { has: page.locator(".wb-badge--danger") }).locator("button")).toHaveCount(0);
});

test("what one tablet decides, another shows", async ({ newProfile, hub }) => {
  const who = signInOf(hub, "Supervisor");
  const here = new Supervisor(await newProfile().open());
  const there = new Supervisor(await newProfile().open());
  await here.signIn(hub, who);
  await there.signIn(hub, who);
  await here.isInStep();
  await there.isInStep();
  await here.open("review");
  await there.open("review");
  const id = await here.rows.first().getAttribute("id");
  await expect(there.page.locator(`[id="${id}"]`)).toHaveCount(1);
  await here.openRow(here.rows.first());
  await here.sendBack(REASON);
  await expect(there.page.locator(`[id="${id}"]`)).toHaveCount(0, { timeout: 30_000 });
  await there.open("records");
  await there.filter("sent_back", "90d");
  await there.openRow(there.rows.first());
  await expect(there.opened.getByText(REASON).first()).toBeVisible();
});

test("filters stand in the address, words never do", async ({ profile, hub }) => {
  const page = await profile.open();
  const supervisor = new Supervisor(page);
  await supervisor.signIn(hub, signInOf(hub, "Supervisor"));
  await supervisor.isInStep();
  await supervisor.open("records");
  await supervisor.filter("contact", "90d");
  await expect(page).toHaveURL(/\?time=90d&kind=contact$/);
  await expect(supervisor.rows.first()).toContainText("Contact");
  const all = await page.locator(".wb-page-header__detail").first().textContent();
  await page.getByRole("searchbox").fill("zzzz");
  await expect(page.getByRole("heading", { name: "No records" })).toBeVisible();
  expect(page.url()).not.toContain("zzzz");
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(supervisor.rows.first()).toBeVisible();
  await supervisor.filter("contact");
  await expect(page.locator(".wb-page-header__detail").first()).toHaveText(all ?? "");
});

test("a long list is walked by keys, and only what is on screen exists", async ({ profile, hub }) => {
  const page = await profile.open();
  const supervisor = new Supervisor(page);
  await supervisor.signIn(hub, signInOf(hub, "Supervisor"));
  await supervisor.isInStep();
  await supervisor.open("records");
  await supervisor.filter("90d");
  await supervisor.rows.first().focus();
  for (let step = 0; step < 30; step += 1) await page.keyboard.press(step % 2 ? "j" : "ArrowDown");
  await expect(page.locator(".wb-virtual__row:focus-within")).toHaveAttribute("aria-posinset", "31");
  expect(await supervisor.rows.count()).toBeLessThan(60);
  await page.keyboard.press("Enter");
  await expect(supervisor.openedHeading).toBeFocused();
});

test("each bar of the charts opens the records behind it", async ({ profile, hub }) => {
  const page = await profile.open();
  const supervisor = new Supervisor(page);
  await supervisor.signIn(hub, signInOf(hub, "Supervisor"));
  await supervisor.isInStep();
  await supervisor.open("charts");
  await page.getByRole("button", { name: "Show as a table" }).click();
  await expect(page.getByRole("table").first()).toContainText("Planned");
  await page.getByRole("button", { name: "Show as bars" }).click();
  await page.locator(".wb-bar-row").nth(1).click();
  await expect(page).toHaveURL(/\/records\?time=range&from=\d{4}-\d\d-\d\d&to=\d{4}-\d\d-\d\d&kind=round$/);
  await expect(supervisor.rows.first()).toContainText("Round");
});

test("a wing shows how it is and gives its roll and round sheet to the printer", async ({ profile, hub }) => {
  const page = await profile.open();
  const supervisor = new Supervisor(page);
  await supervisor.signIn(hub, signInOf(hub, "Supervisor"));
  await supervisor.isInStep();
  await supervisor.open("wings");
  await page.locator(".wb-wing").first().click();
  await page.locator('a[href^="/print/roll/"]').click();
  await expect(page.locator(".wb-sheet__cell").first()).toBeVisible();
  await page.evaluate(() => {
    window.print = () => document.documentElement.setAttribute("data-printed", "");
  });
  await page.getByRole("button", { name: "Print" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-printed", "");
  await page.emulateMedia({ media: "print" });
  await expect(page.locator(".wb-nav")).toBeHidden();
  await expect(page.locator(".wb-sheet")).toBeVisible();
  await page.emulateMedia({ media: null });
  await page.goBack();
  await page.locator('a[href^="/print/sheet/"]').click();
  await expect(page.locator(".wb-sheet__blank")).toHaveCount(4);
});
