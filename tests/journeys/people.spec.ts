/** People and contacts: found, written about, corrected, withdrawn; and a form that the battery interrupts. */
import { expect, test } from "../fixtures";
import { addressOf, isAt, isNotAt } from "../fixtures/at";
import { inspect, promise } from "../fixtures/inspect";
import { once, PLACES } from "../fixtures/languages";
import { Officer } from "../pages/officer";
import { signInOf } from "../pages/tablet";

test.setTimeout(240_000);

const KEYSTROKES_MAX = 5;
const RESUME_MS_MAX = 3_000;
const UNDO_MS = 10_000;
const WRONG_PERSON_TAPS_MAX = 4;

for (const place of PLACES) {
  test.describe(`in ${place.locale} ${once(place)}`, () => {
    const { locale, demo, timezoneId } = place;
    test.use({ locale, demo, timezoneId, demoDays: 3 });

    test("somebody is found, spoken with, and what was written is put right", async ({ profile, hub }) => {
      const who = signInOf(hub, "Officer");
      let officer = new Officer(await profile.open());
      let page = officer.page;
      await officer.setUp(hub.url);
      await officer.unlock(who);
      await officer.isInStep();
      let number = "";
      let keys = "";

      await test.step("by cell: three taps", async () => {
        await officer.open("people");
        await expect(page.locator("main .wb-rows .wb-row").first()).toBeVisible();
        await inspect(page, "people by cell");
        officer.countTaps();
        for (const depth of ["wing", "landing", "cell"]) {
          const before = await addressOf(page);
          await officer.tap(page.locator("main .wb-rows .wb-row").first());
          await isNotAt(page, before);
          await expect(page.locator(".wb-skeleton")).toHaveCount(0);
        }
        await expect(officer.found.first()).toBeVisible();
        promise("a person by cell", officer.taps, 3);
        await inspect(page, "a cell");
        const facts = officer.found.first();
        number = await facts.locator(".wb-person__number").innerText();
        for (const part of [".wb-person__name", ".wb-person__number", ".wb-person__facts"]) {
          await expect(facts.locator(part)).not.toBeEmpty();
        }
      });

      await test.step("by name: a few keystrokes among all", async () => {
        const name = await officer.found.first().locator(".wb-person__name").innerText();
        await officer.open("people");
        await officer.search.focus();
        // The beginnings of two of their names.
        const [first = "", second = ""] = name.split(/\s+/).slice(-2);
        keys = `${first.slice(0, 2)} ${second.slice(0, 2)}`;
        await page.keyboard.type(keys);
        const them = officer.found.filter({ hasText: number });
        await expect(them).toBeInViewport();
        promise("a person among many, keystrokes", keys.length, KEYSTROKES_MAX);
        await inspect(page, "people found");
        await them.click();
        await isAt(page, /\/people\/[0-9a-f-]+$/);
        await inspect(page, "a person");
      });

      await test.step("the search is found again on the way back", async () => {
        await page.locator(".wb-page-header a").first().click();
        await expect(officer.search).toHaveValue(keys);
        await officer.found.filter({ hasText: number }).click();
        await expect(officer.timeline.first().or(page.locator(".wb-empty"))).toBeVisible();
      });

      await test.step("a contact", async () => {
        officer.countTaps();
        await officer.beginContact("Asked to phone home.");
        // The form speaks the language of the page: its questions and its choices.
        const letters = place.direction === "rtl" ? /[\u0621-\u064a]/ : /[A-Za-z]/;
        const questions = page.locator("fieldset[data-question]");
        await expect(questions.first().locator("legend")).toHaveText(letters);
        await expect(questions.first().locator("label.wb-choice").first()).toHaveText(letters);
        await inspect(page, "a form");
        await officer.tap(officer.save);
        await isAt(page, /\/people\/[0-9a-f-]+$/);
        promise("a contact", officer.taps, 4);
        await expect(officer.timeline.first()).toContainText("Asked to phone home.");
      });

      await test.step("undone within ten seconds: withdrawn, and a draft again", async () => {
        officer.countTaps();
        await officer.tap(officer.snackbar.locator("button"));
        await expect(officer.timeline.first().locator(".wb-badge--warn")).toBeVisible();
        promise("a record undone", officer.taps, 1);
        await officer.tap(page.locator(".wb-page__foot a"));
        await expect(page.locator("textarea").first()).toHaveValue("Asked to phone home.");
        await officer.tap(officer.save);
        await isAt(page, /\/people\/[0-9a-f-]+$/);
      });

      await test.step("undo is no longer offered afterwards", async () => {
        await expect(officer.snackbar.locator("button")).toHaveCount(0, { timeout: UNDO_MS + 5_000 });
      });

      await test.step("corrected with a reason: the record says so and keeps both", async () => {
        await officer.timeline.first().click();
        await isAt(page, /\/record\//);
        await inspect(page, "a record of one's own");
        await page.locator('a[href$="/correct"]').click();
        await expect(page.locator("#write-reason")).toBeVisible();
        await inspect(page, "a correction");
        await page.locator("textarea").last().fill("Asked to phone his mother.");
        // Without a reason nothing is saved.
        await officer.save.click();
        await expect(page.locator(".wb-field--error").first()).toBeVisible();
        await page.locator("#write-reason").fill("It was his mother.");
        await officer.save.click();
        await isAt(page, /\/record\/[0-9a-f-]+$/);
        await expect(page.locator(".wb-facts").first()).toContainText("Asked to phone his mother.");
        await expect(page.locator("main")).toContainText("It was his mother.");
      });

      await test.step("another correction is begun, and left without a reason", async () => {
        await page.locator('a[href$="/correct"]').click();
        await page.locator("textarea").last().fill("Half a correction.");
        await officer.save.click();
        await expect(page.locator(".wb-field--error").first()).toBeVisible();
        await page.locator(".wb-page-header a").first().click();
        await isAt(page, /\/record\/[0-9a-f-]+$/);
      });

      await test.step("it was somebody else: four taps and a reason", async () => {
        await page.locator("main a.wb-row").first().click();
        await isAt(page, /\/people\/[0-9a-f-]+$/);
        officer.countTaps();
        await officer.tap(officer.timeline.first());
        await officer.tap(page.locator('a[href$="/wrong-person"]'));
        await inspect(page, "the wrong person");
        // Those of the same name and of the same cell stand there already.
        const meant = page.locator(".wb-rows--found .wb-row").first();
        const name = await meant.locator(".wb-person__name").innerText();
        await officer.tap(meant);
        await expect(page.locator("#wrong-person-reason")).toBeFocused();
        await page.keyboard.type("They sleep next to each other.");
        await officer.tap(page.locator(".wb-page__foot .wb-button--primary"));
        await isAt(page, /\/record\/[0-9a-f-]+$/);
        promise("wrong person corrected", officer.taps, WRONG_PERSON_TAPS_MAX);
        await expect(page.locator("main a.wb-row").first()).toContainText(name);
        await inspect(page, "a record that was moved");
      });

      await test.step("what was begun before does not move it back, and no word of it is lost", async () => {
        const name = await page.locator("main a.wb-row .wb-person__name").first().innerText();
        await page.locator('a[href$="/correct"]').click();
        await expect(page.locator("textarea").last()).toHaveValue("Asked to phone his mother.");
        await expect(page.locator("main")).toContainText(name);
        const begun = page.locator(".wb-banner", { has: page.locator("dl") });
        await begun.locator("summary").click();
        await expect(begun).toContainText("Half a correction.");
        await inspect(page, "a correction that was begun on an earlier version");
        await begun.locator("button").click();
        await expect(begun).toHaveCount(0);
        await page.locator(".wb-page-header a").first().click();
        await isAt(page, /\/record\/[0-9a-f-]+$/);
        await expect(page.locator("main a.wb-row").first()).toContainText(name);
      });

      await test.step("a follow-up of one's own stands on Today, and is done", async () => {
        await page.locator("main a.wb-row").first().click();
        await officer.beginContact("Promised to ask about the phone.");
        await officer.tap(officer.choice(2, 0));
        await officer.tap(page.locator("fieldset[data-question]").nth(3).locator(".wb-chip"));
        await officer.tap(page.locator("fieldset[data-question]").nth(4).locator(".wb-chip").first());
        await officer.tap(officer.save);
        await isAt(page, /\/people\/[0-9a-f-]+$/);
        await officer.open("today");
        const promised = page.locator("li.wb-row", { hasText: "Promised to ask about the phone." });
        await expect(promised).toBeVisible();
        await promised.locator("button").click();
        await expect(promised).toHaveCount(0);
        await officer.snackbar.locator("button").click();
        await expect(promised).toBeVisible();
        await promised.locator("button").click();
        await expect(promised).toHaveCount(0);
      });

      await test.step("killed in mid-form: the same field, no character lost", async () => {
        await officer.open("people");
        await officer.search.fill(number);
        await officer.found.first().click();
        await officer.beginContact("Half a sent");
        // Durable with the answer to the last keystroke; a hand that stops typing takes longer.
        await page.waitForTimeout(500);
        await profile.kill();
        officer = new Officer(await profile.open());
        page = officer.page;
        await page.goto(hub.url);
        await expect(page.locator("#staff-number")).toBeFocused();
        await page.keyboard.type(who.staffNumber);
        await officer.passphrase.fill(who.passphrase);
        const pressed = Date.now();
        await officer.passphrase.press("Enter");
        await expect(officer.navigation).toBeVisible({ timeout: 30_000 });
        const unlocked = Date.now();
        await expect(page.locator("textarea").first()).toBeFocused({ timeout: 30_000 });
        const [ms, whole] = [Date.now() - unlocked, Date.now() - pressed];
        await expect(page.locator("textarea").first()).toHaveValue("Half a sent");
        promise("killed in mid-form: back in the same field", ms, RESUME_MS_MAX, " ms");
        console.log(`time: sign-in pressed → back in the same field ${whole} ms`);
        await page.keyboard.type("ence.");
        await expect(page.locator("textarea").first()).toHaveValue("Half a sentence.");
        await officer.save.click();
        await isAt(page, /\/people\/[0-9a-f-]+$/);
      });

      await test.step("withdrawn with a reason", async () => {
        // What the server says of a record draws its page anew.
        await officer.isInStep();
        await officer.timeline.first().click();
        await isAt(page, /\/record\//);
        const withdraw = page.locator("details", { has: page.locator("textarea") }).first();
        await withdraw.locator("summary").click();
        // Without a reason nothing is withdrawn, and the field says so.
        await withdraw.locator("button").first().click();
        await expect(withdraw.locator(".wb-field--error textarea")).toBeFocused();
        await withdraw.locator("textarea").fill("Written twice.");
        await withdraw.locator("button").first().click();
        await expect(page.locator(".wb-record__states .wb-badge--warn")).toBeVisible();
        await expect(page.locator("main")).toContainText("Written twice.");
        await inspect(page, "a withdrawn record");
      });
    });
  });
}
