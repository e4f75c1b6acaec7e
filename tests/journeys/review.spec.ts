/** Officer and supervisor on two tablets: written, found, sent back, corrected or answered, decided. */
import { expect, test } from "../fixtures";
import { isAt } from "../fixtures/at";
import { once, PLACES } from "../fixtures/languages";
import { Supervisor } from "../pages/supervisor";
import { signInOf } from "../pages/tablet";
import { Writer } from "../pages/writer";

test.setTimeout(300_000);

/** How long a record takes from one tablet to the other: a push, a feed, a pull. */
const ACROSS = { timeout: 30_000 };

const REASON = "Say which visit he asked about.";

for (const place of PLACES) {
  test.describe(`in ${place.locale} ${once(place)}`, () => {
    const { locale, demo } = place;
    test.use({ locale, demo, demoDays: 14 });

    test("what an officer writes comes back, goes again and is decided", async ({ newProfile, hub }) => {
      const officer = new Writer(await newProfile().open());
      const supervisor = new Supervisor(await newProfile().open());
      await officer.signIn(hub, signInOf(hub, "Officer"));
      await supervisor.signIn(hub, signInOf(hub, "Supervisor"));
      await officer.isInStep();
      await supervisor.isInStep();
      const author = await officer.page.locator(".wb-header__user").innerText();
      const queued = (words: string) => supervisor.queue.filter({ hasText: words });

      const person = await officer.openPerson("ma");
      await officer.writeContact("Asked about a visit.");
      await officer.writeContact("Wants to work in the kitchen.");

      await test.step("the supervisor finds it by time, wing, kind and author, and sends it back", async () => {
        await expect(queued("Asked about a visit.")).toHaveCount(1, ACROSS);
        await supervisor.open("records");
        await supervisor.filter("24h", "contact");
        await supervisor.filterByName(person.wing, author);
        await isAt(supervisor.page, /\?time=24h&wing=[0-9a-f-]+&kind=contact&author=[0-9a-f-]+$/);
        const row = supervisor.rows.filter({ hasText: "Asked about a visit." });
        await expect(row).toContainText(person.name);
        await expect(row).toContainText(author);
        await supervisor.openRow(row);
        await supervisor.sendBack(REASON);
        // What was decided about whom, not only that something was saved.
        await expect(supervisor.page.locator(".wb-snackbar__text")).toContainText(person.name);
        await supervisor.open("review");
        await expect(queued("Asked about a visit.")).toHaveCount(0);
      });

      await test.step("it stands on the officer's Today with its reason; corrected, it waits again", async () => {
        await officer.open("today");
        await expect(officer.row("Asked about a visit.")).toBeVisible(ACROSS);
        await officer.openRecord("Asked about a visit.");
        await expect(officer.page.getByText(REASON).first()).toBeVisible();
        await officer.page.locator('a[href$="/correct"]').click();
        await officer.page.locator("#write-reason").fill("The visit was not named.");
        await officer.page.locator(".wb-page textarea").last().fill("Asked about his sister's visit on Sunday.");
        await officer.save();
        await expect(queued("his sister's visit on Sunday.")).toHaveCount(1, ACROSS);
        // Two things are said of it: answered, and corrected.
        await expect(queued("his sister's visit on Sunday.").locator(".wb-badge")).toHaveCount(2);
        await officer.open("today");
        await expect(officer.row("visit on Sunday.")).toHaveCount(0);
      });

      await test.step("accepted, it waits no more, and the officer reads that", async () => {
        await supervisor.openRow(queued("his sister's visit on Sunday.").locator("a"));
        await supervisor.accept();
        await expect(queued("his sister's visit on Sunday.")).toHaveCount(0);
        await officer.openPerson(person.number);
        await officer.openRecord("his sister's visit on Sunday.");
        await expect(officer.page.locator(".wb-record__states .wb-badge--ok").first()).toBeVisible(ACROSS);
      });

      await test.step("what a colleague escalated waits first, with the reason", async () => {
        const passedOn = supervisor.queue.filter({ has: supervisor.page.locator('use[href$="#escalate"]') });
        await expect(passedOn).toHaveCount(1);
        // Before everything else that is urgent.
        await expect(supervisor.queue.first().locator('use[href$="#escalate"]')).toHaveCount(1);
        await supervisor.openRow(passedOn.locator("a"));
        await expect(supervisor.opened.locator(".wb-decide__reason")).not.toBeEmpty();
        await supervisor.accept();
        await expect(passedOn).toHaveCount(0);
      });

      await test.step("another one is answered instead, and escalated", async () => {
        await supervisor.openRow(queued("Wants to work in the kitchen.").locator("a"));
        await supervisor.sendBack("Since when?");
        await officer.open("today");
        await expect(officer.row("Wants to work in the kitchen.")).toBeVisible(ACROSS);
        await officer.openRecord("Wants to work in the kitchen.");
        await officer.answer("Since Monday.");
        await expect(queued("Wants to work in the kitchen.")).toHaveCount(1, ACROSS);
        await supervisor.openRow(queued("Wants to work in the kitchen.").locator("a"));
        await expect(supervisor.opened.getByText("Since Monday.")).toBeVisible();
        await supervisor.escalate("The kitchen decides.");
        await supervisor.open("records");
        await supervisor.filter("24h", "contact", "escalated");
        await expect(supervisor.rows.filter({ hasText: "Wants to work in the kitchen." })).toHaveCount(1);
      });

      await test.step("a round is decided as a whole, its exception singly", async () => {
        await supervisor.open("review");
        const couldNot = queued("no key was there");
        await officer.open("today");
        const { round: walked, stops } = await officer.walkOneStopWithoutKey("no key was there");
        await expect(couldNot).toHaveCount(1, ACROSS);
        await supervisor.openRow(couldNot.locator("a"));
        await supervisor.accept();
        await expect(couldNot).toHaveCount(0);
        // Deciding on the exception decided nothing on the round.
        const round = supervisor.queue.filter({ has: supervisor.page.locator(`a[href*="?round=${walked}"]`) });
        await expect(round).toContainText(String(stops));
        // What could not be checked is not checked: the queue and the round's page count alike.
        const none = /(^|\D)0(\D|$)/;
        await expect(round.locator(".wb-record__when")).toHaveText(none);
        await supervisor.openRow(round.locator("a"));
        const checked = supervisor.opened.locator(".wb-record__states .wb-badge--warn").first();
        await expect(checked).toHaveText(none);
        await supervisor.sendBack("Who had the key?");
        await expect(round).toHaveCount(0);

        // Its author reads what the round was, and the question.
        const asked = officer.page.locator("li", { hasText: "Who had the key?" });
        await officer.open("today");
        await expect(asked).toBeVisible(ACROSS);
        await asked.locator("a").first().click();
        await isAt(officer.page, /\/record\/[0-9a-f-]+$/);
        await expect(officer.page.locator("main")).toContainText("no key was there");
        await expect(officer.page.locator("main .wb-banner")).toContainText("Who had the key?");
        await expect(officer.page.locator("main .wb-stop__end")).toHaveCount(stops);
        await officer.answer("It was with the duty officer.");
        await expect(round).toHaveCount(1, ACROSS);
        await supervisor.openRow(round.locator("a"));
        await supervisor.accept();
        await expect(round).toHaveCount(0);
      });

      await test.step("nobody decides on their own", async () => {
        const own = new Writer(supervisor.page);
        await supervisor.open("wings");
        await own.page.locator(".wb-wing").first().click();
        await own.page.locator('a[href^="/people/place/"]').click();
        await own.page.locator("#page-search").fill("a");
        await own.page.locator(".wb-virtual__row a").first().click();
        await own.writeContact("Spoke with him myself.");
        await own.openRecord("Spoke with him myself.");
        await expect(own.page.locator(".wb-decide")).toBeVisible();
        await expect(own.page.locator(".wb-decide .wb-actions")).toHaveCount(0);
        await supervisor.open("review");
        await expect(queued("Spoke with him myself.")).toHaveCount(0);
        await supervisor.open("records");
        await supervisor.filter("24h", "contact");
        await supervisor.openRow(supervisor.rows.filter({ hasText: "Spoke with him myself." }));
        await expect(own.page.locator(".wb-decide .wb-actions")).toHaveCount(0);
      });
    });
  });
}
