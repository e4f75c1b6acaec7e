/** A form on a tablet that dies while it is filled in (R11), and the hand that saves it twice (R12). */
import { expect, type Hub, test } from "../fixtures";
import { addressOf, isAt } from "../fixtures/at";
import { Officer } from "../pages/officer";
import { signInOf } from "../pages/tablet";

test.use({ demoDays: 2 });
test.setTimeout(180_000);

/** How much slower than this machine a cheap tablet is. */
const SLOWER = 6;

async function atSomebody(officer: Officer, hub: Hub): Promise<string> {
  await officer.setUp(hub.url);
  await officer.unlock(signInOf(hub, "Officer"));
  await officer.isInStep();
  // Nothing here needs a server, and a tablet is mostly without one.
  await hub.stop();
  await officer.open("people");
  await officer.search.fill("ma");
  await officer.found.first().click();
  await isAt(officer.page, /\/people\/[0-9a-f-]+$/);
  return addressOf(officer.page);
}

test("R11 the browser is killed after each of three keystrokes: the draft has all that was typed before, and is saved once @once", async ({ profile, hub }) => {
  let officer = new Officer(await profile.open());
  const person = await atSomebody(officer, hub);
  await officer.beginContact("D");
  let typed = "D";
  for (const letter of ["r", "a", "ft"]) {
    await officer.page.waitForTimeout(1_000);
    await profile.kill();
    officer = new Officer(await profile.open());
    await officer.page.goto(hub.url);
    await officer.unlock(signInOf(hub, "Officer"));
    await officer.open("today");
    const drafts = officer.page.locator('main a[href^="/write/draft/"]');
    await expect(drafts, "one draft, not one of each life").toHaveCount(1);
    await drafts.click();
    await expect(officer.text).toHaveValue(typed);
    await officer.text.press("End");
    await officer.text.pressSequentially(letter);
    typed += letter;
  }
  await officer.save.click();
  await expect(officer.page.locator(".wb-snackbar")).toBeVisible();
  await officer.open("today");
  await expect(officer.page.locator('main a[href^="/write/draft/"]')).toHaveCount(0);
  await officer.page.goto(hub.url + person);
  await officer.unlock(signInOf(hub, "Officer"));
  await expect(officer.timeline.filter({ hasText: "Draft" })).toHaveCount(1);
});

test("R11 R12 one draft is open in two tabs and saved in both: it is one record, and the second is told @once", async ({ page, context, hub }) => {
  const officer = new Officer(page);
  const person = await atSomebody(officer, hub);
  await officer.beginContact("Twiceword.");
  await page.waitForTimeout(1_000);
  const other = new Officer(await context.newPage());
  await other.page.goto(hub.url);
  await other.unlock(signInOf(hub, "Officer"));
  await other.open("today");
  await other.page.locator('main a[href^="/write/draft/"]').click();
  await expect(other.text).toHaveValue("Twiceword.");
  await officer.save.click();
  await isAt(page, /\/people\/[0-9a-f-]+$/);
  await other.save.click();
  await expect(other.page.locator(".wb-snackbar--danger")).toBeVisible();
  await expect(other.text, "what stands there is not thrown away").toHaveValue("Twiceword.");
  await page.goto(hub.url + person);
  await officer.unlock(signInOf(hub, "Officer"));
  await expect(officer.timeline.filter({ hasText: "Twiceword." })).toHaveCount(1);
});

test("R12 saved by a double tap, and by Enter and a tap, on a slow tablet: once each @once", async ({ page, context, hub }) => {
  const officer = new Officer(page);
  const person = await atSomebody(officer, hub);
  const tools = await context.newCDPSession(page);
  await tools.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  await officer.beginContact("Hastyword by two taps.");
  await officer.save.dblclick();
  await isAt(page, person);
  await officer.beginContact("Hastyword by Enter and a tap.");
  await officer.save.focus();
  await Promise.all([page.keyboard.press("Enter"), officer.save.click({ force: true, noWaitAfter: true }).catch(() => {})]);
  await isAt(page, person);
  await tools.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  await page.reload();
  await officer.unlock(signInOf(hub, "Officer"));
  for (const words of ["two taps", "Enter and a tap"]) {
    await expect(officer.timeline.filter({ hasText: `Hastyword by ${words}.` })).toHaveCount(1);
  }
});
