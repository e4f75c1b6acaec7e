/** Two officers with a tablet each in one round: handed over, taken, gone on with by both, each stop checked once. */
import { expect, test } from "../fixtures";
import { addressOf } from "../fixtures/at";
import { inspect } from "../fixtures/inspect";
import { once, PLACES } from "../fixtures/languages";
import { credentialOf, wingEntries } from "../fixtures/register";
import { Officer } from "../pages/officer";
import { signInOf } from "../pages/tablet";

test.setTimeout(240_000);

/** How long a record takes from one tablet to the other: a push, a feed, a pull. */
const ACROSS = { timeout: 30_000 };
/** Longer than a tap is taken for the same finger's. */
const REST_MS = 500;

const COLLEAGUE = { staffNumber: "R-7001", passphrase: "kettle window marble forty", name: "Relief Quillonbrask" };

for (const place of PLACES) {
  test.describe(`in ${place.locale} ${once(place)}`, () => {
    const { locale, demo, timezoneId } = place;
    test.use({ locale, demo, timezoneId, demoDays: 3 });

    test("a round is handed over, and two go on with it without doubles", async ({ newProfile, hub }) => {
      hub.addUser(COLLEAGUE.staffNumber, COLLEAGUE.name, "officer", COLLEAGUE.passphrase);
      const first = new Officer(await newProfile().open());
      const second = new Officer(await newProfile().open());
      const credential = credentialOf(first.page);
      const who = signInOf(hub, "Officer");
      await first.setUp(hub.url);
      await first.unlock(who);
      await first.isInStep();
      await second.setUp(hub.url);
      await second.unlock(COLLEAGUE);
      await second.isInStep();
      const before = new Set((await wingEntries(hub, credential())).map((entry) => entry._id));
      let stops = 0;
      let round = "";

      await test.step("the first one checks a stop and hands the round over", async () => {
        await first.startRound();
        [, stops] = await first.progress();
        await first.check();
        round = await addressOf(first.page);
        await first.page.waitForTimeout(REST_MS);
        await first.handOver(COLLEAGUE.name);
        // Whoever gave it away has it no longer as the one to go on with.
        await first.isInStep();
      });

      await test.step("the other one finds it on Today, takes it and goes on where it stood", async () => {
        await expect(second.page.locator('main .wb-section .wb-badge:has(use[href$="hand"])').first()).toBeVisible(ACROSS);
        await inspect(second.page, "today with a round that was handed over");
        await second.startRound();
        await inspect(second.page, "a round that was handed over");
        // It is theirs: nothing has to be taken first.
        await expect(second.takeOver).toHaveCount(0);
        expect((await second.progress())[0]).toBe(1);
        await second.check();
        await second.page.waitForTimeout(REST_MS);
      });

      await test.step("without a network both check the same stop, and each goes on", async () => {
        await second.isInStep();
        // Among the rounds of the shift it can still be joined.
        await first.open("round");
        await first.tap(first.page.locator(`main a[href="${round}"]`));
        await expect.poll(() => first.progress().then(([done]) => done), ACROSS).toBe(2);
        // Whoever gave it away sees who has it, and could take it back.
        await expect(first.takeOver).toBeVisible();
        const same = await first.stopName.innerText();
        await expect(second.stopName).toHaveText(same);
        await hub.stop();
        await first.check();
        await second.check();
        await hub.start();
        await first.isInStep();
        await second.isInStep();
        for (const tablet of [first, second]) {
          await expect.poll(() => tablet.progress().then(([done]) => done), ACROSS).toBe(Math.min(3, stops));
        }
      });

      await test.step("at the server each check lies once, with its author", async () => {
        const held = (await wingEntries(hub, credential())).filter((entry) => !before.has(entry._id));
        const checks = held.filter((entry) => entry.header.form === "check");
        expect(checks).toHaveLength(4);
        const authors = checks.map((entry) => entry.header.author);
        expect(new Set(authors).size, "two authors").toBe(2);
        for (const author of new Set(authors)) expect(authors.filter((one) => one === author)).toHaveLength(2);
        const places = checks.map((entry) => (entry.body as { places?: { id: string }[] } | undefined)?.places?.[0]?.id);
        expect(new Set(places).size, "three stops, one of them checked by both").toBe(3);
      });
    });
  });
}
