/**
 * Check-in: somebody known in less than a minute without a server, likely duplicates before somebody is added, a health
 * check whose decision the rules propose, and an isolation of which the wing reads one sentence.
 */
import { expect, test } from "../fixtures";
import { isAt } from "../fixtures/at";
import { inspect, promise } from "../fixtures/inspect";
import { once, PLACES } from "../fixtures/languages";
import { Gate } from "../pages/gate";
import { Officer } from "../pages/officer";
import { signInOf } from "../pages/tablet";

test.setTimeout(420_000);

/** Who it is, why, the check, no symptom, no contact, the decision, save, and on to the next person. */
const KNOWN_TAPS_MAX = 9;
const KNOWN_SECONDS_MAX = 60;

for (const place of PLACES) {
  test.describe(`in ${place.locale} ${once(place)}`, () => {
    const { locale, demo, timezoneId } = place;
    test.use({ locale, demo, timezoneId, demoDays: 3 });

    test("who arrives is found, checked, perhaps kept apart, and the wing reads one sentence", async ({ newProfile, hub }) => {
      const nurse = new Gate(await newProfile().open());
      const { page } = nurse;
      await nurse.setUp(hub.url);
      await nurse.unlock(signInOf(hub, "Health"));
      await nurse.isInStep();
      await hub.stop();

      const known = await test.step("two who live here", async () => {
        await nurse.open("people");
        // Of a wing: by name alone staff stand among them.
        await page.locator("main .wb-rows .wb-row").first().click();
        await isAt(page, /\/people\/place\//);
        await page.locator(".wb-chips .wb-chip").nth(1).click();
        const of = async (at: number) => ({
          name: await nurse.found.nth(at).locator(".wb-person__name").innerText(),
          number: await nurse.found.nth(at).locator(".wb-person__number").innerText(),
        });
        await expect(nurse.found.nth(4)).toBeVisible();
        return [await of(0), await of(3)] as const;
      });

      await test.step("somebody known, in less than a minute", async () => {
        await nurse.open("check-in");
        await inspect(page, "check-in");
        const began = Date.now();
        nurse.countTaps();
        await nurse.findArrival(known[0].number);
        await inspect(page, "somebody arrives");
        await nurse.beginCheck("return_court");
        await nurse.measure(place.direction === "rtl" ? "٣٦٫٨" : "36,8");
        await expect(nurse.proposal).toBeVisible();
        await nurse.tap(nurse.symptom(0));
        await nurse.tap(nurse.answer("no"));
        await expect(nurse.proposal).toHaveClass(/wb-banner--ok/);
        await inspect(page, "a health check");
        await nurse.tap(nurse.answer("clear"));
        await nurse.tap(nurse.save);
        await isAt(page, /\/check-in\/[0-9a-f-]+$/);
        await expect(page.locator(".wb-checks .wb-row")).toHaveCount(1);
        await inspect(page, "after the health check");
        await nurse.tap(nurse.next);
        await isAt(page, /\/check-in$/);
        promise("check-in of somebody known", nurse.taps, KNOWN_TAPS_MAX);
        promise("check-in of somebody known", (Date.now() - began) / 1000, KNOWN_SECONDS_MAX, " s");
      });

      await test.step("before somebody is added, whoever may be the same is shown", async () => {
        const turned = known[0].name.split(" ").reverse().join(" ");
        await nurse.search.fill(`${turned} Zz`);
        await expect(page.locator(".wb-empty, .wb-check-in .wb-row").first()).toBeVisible();
        await nurse.next.click();
        await isAt(page, /\/check-in\/add/);
        await page.locator("#person-name").fill(turned);
        // There may be others of that name.
        const meant = nurse.alike.filter({ hasText: known[0].number });
        await expect(meant).toHaveCount(1);
        await inspect(page, "somebody new, perhaps known");
        await meant.locator("a").click();
        await expect(page.locator(".wb-person__number").first()).toHaveText(known[0].number);
      });

      const newcomer = `Zabrowska ${place.direction === "rtl" ? "ليلى" : "Leila"}`;
      await test.step("one name is enough", async () => {
        await nurse.open("check-in");
        await nurse.next.click();
        await page.locator("#person-name").fill(newcomer);
        await page.locator("#person-place").selectOption({ index: 1 });
        await page.locator(".wb-page__foot .wb-button--primary").click();
        await isAt(page, /\/check-in\/[0-9a-f-]{36}$/);
        await expect(page.locator("h1")).toContainText("Zabrowska");
      });

      await test.step("ill on admission: the rules say refer, and why", async () => {
        await nurse.beginCheck("admission");
        await nurse.measure("38.6");
        await nurse.tap(nurse.symptom(2));
        await expect(nurse.proposal).toHaveClass(/wb-banner--warn/);
        await nurse.tap(nurse.answer("no"));
        await nurse.tap(nurse.answer("clear"));
        await nurse.save.click();
        // Otherwise than proposed, and nothing said why.
        await isAt(page, /\/write\/health_check/);
        await expect(nurse.proposal.locator(".wb-badge--warn")).toBeVisible();
        await inspect(page, "ill on admission");
        await nurse.tap(nurse.answer("keep_apart"));
        await page.locator("textarea").last().fill("A clinician was here already.");
        await nurse.save.click();
        await isAt(page, /\/check-in\/[0-9a-f-]+$/);
        await inspect(page, "decided to keep apart");
        await nurse.next.click();
        await isAt(page, /\/apart$/);
        await expect(page.locator("#apart-place")).not.toHaveValue("");
        await inspect(page, "where and until when");
        await nurse.next.click();
        await isAt(page, /\/check-in\/[0-9a-f-]+$/);
        await expect(page.locator(".wb-apart__facts")).toBeVisible();
        await expect(page.locator(".wb-notice")).toHaveCount(1);
      });

      await test.step("the daily visit stands on Due until it is written down", async () => {
        await nurse.go("due");
        const apart = nurse.apart("Zabrowska");
        await expect(apart).toHaveCount(1);
        await expect(apart.locator(".wb-badge--warn")).toHaveCount(1);
        await inspect(page, "due");
        await apart.locator(":scope > button").click();
        await expect(apart.locator(".wb-badge--ok")).toHaveCount(1);
        await nurse.undo();
        await expect(apart.locator(".wb-badge--warn")).toHaveCount(1);
        await apart.locator(":scope > button").click();
        await expect(apart.locator(".wb-badge--ok")).toHaveCount(1);
      });

      await test.step("two records of one person are one, and not after all", async () => {
        await nurse.open("check-in");
        await nurse.next.click();
        await page.locator("#person-name").fill(known[1].name);
        await nurse.next.click();
        await expect(page.locator("h1")).toContainText(known[1].name);
        const same = page.locator(".wb-same");
        await same.locator("summary").click();
        await same.locator(".wb-alike button").first().click();
        await expect(same.locator(".wb-rows .wb-row")).toHaveCount(1);
        await inspect(page, "the same person");
        await same.locator(":scope > .wb-actions button").click();
        await expect(same.locator(".wb-rows .wb-row")).toHaveCount(0);
      });

      await test.step("an officer reads the sentence, in words, and nothing of why", async () => {
        await hub.start();
        await nurse.isInStep();
        const officer = new Officer(await newProfile().open());
        await officer.signIn(hub, signInOf(hub, "Officer"));
        await officer.isInStep();
        const notice = officer.page.locator(".wb-notice", { hasText: "Zabrowska" });
        await expect(notice).toHaveCount(1);
        await expect(notice).not.toContainText(place.direction === "rtl" ? "Keep apart" : "fever");
        await expect(officer.page.locator('.wb-nav a[href="/due"]')).toHaveCount(0);
        await inspect(officer.page, "the notice on Today");
        await officer.page.close();
      });

      await test.step("the lead ends it, and the notice with it", async () => {
        const lead = new Gate(await newProfile().open());
        await lead.signIn(hub, signInOf(hub, "Health lead"));
        await lead.isInStep();
        await lead.go("due");
        const apart = lead.apart("Zabrowska");
        await apart.locator("summary").click();
        await apart.locator("label.wb-choice").first().click();
        await inspect(lead.page, "the end of an isolation");
        await apart.locator("details .wb-stack > button").last().click();
        await expect(apart).toHaveCount(0);
        await lead.isInStep();
        await lead.page.close();
      });
    });
  });
}
