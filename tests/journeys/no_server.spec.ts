/** A tablet of its own: no server ever, so the prison is entered on it, walked, and still there after a failure. */
import { expect, test } from "../fixtures";
import { isAt } from "../fixtures/at";
import { inspect } from "../fixtures/inspect";
import { once, PLACES } from "../fixtures/languages";
import { Administrator, type Someone } from "../pages/administrator";

test.setTimeout(240_000);

const WHO = { staffNumber: "W-1", passphrase: "seven quiet lanterns" };
/** A start in each hour: one of them is always near. */
const EVERY_HOUR = Array.from({ length: 24 }, (_, hour) => `${hour}:00`).reverse().join(", ");

type Words = { prison: string; user: string; wing: string; sickBay: string; plan: string; people: [Someone, Someone] };

const WORDS: Record<string, Words> = {
  "en-GB": {
    prison: "Testvale Prison",
    user: "Ruth Nabirye",
    wing: "North wing",
    sickBay: "Sick bay",
    plan: "Hourly round",
    people: [
      { name: "Samuel Okello", number: "T-001", born: "1988" },
      { name: "Peter Mugisha", number: "T-002", born: "1990-05-02" },
    ],
  },
  "ar-TN": {
    prison: "سجن التجربة",
    user: "سلمى بن عمر",
    wing: "الجناح الشمالي",
    sickBay: "غرفة المرضى",
    plan: "جولة كل ساعة",
    people: [
      { name: "كمال الطرابلسي", number: "T-001", born: "١٩٨٨" },
      { name: "منير الجلاصي", number: "T-002", born: "1990-05-02" },
    ],
  },
};

for (const place of PLACES) {
  test.describe(`in ${place.locale} ${once(place)}`, () => {
    const { locale, timezoneId } = place;
    // The hub only serves the app here; the prison that it holds never comes to this tablet.
    test.use({ locale, timezoneId, demoDays: 2 });

    test("a prison is entered on a tablet without a server, and walked", async ({ profile, hub }) => {
      const words = WORDS[locale] as Words;
      const [first, second] = words.people;
      let user = new Administrator(await profile.open());
      let page = user.page;

      await test.step("set up: the first page leads to the first wing", async () => {
        await user.setUpAlone(hub.url, words.prison, words.user, WHO);
        await expect(user.nextAction).toHaveAttribute("href", "/more/prison/add");
        await inspect(page, "today of an empty prison");
        for (const section of ["round", "people", "wings"]) {
          await user.go(section);
          await expect(user.nextAction).toHaveAttribute("href", "/more/prison/add");
          await inspect(page, `${section} of an empty prison`);
        }
        await user.nextAction.click();
      });

      await test.step("a wing with three cells", async () => {
        await user.saveForm.click();
        await expect(user.errors).toHaveCount(2);
        await expect(page.locator("#prison-name")).toBeFocused();
        await inspect(page, "a wing with nothing typed");
        await user.typeWing(words.wing, "1-300");
        await expect(user.errors).toHaveCount(1);
        await user.typeWing(words.wing, "1-3");
        await expect(user.errors).toHaveCount(0);
        // Left by mistake: what was typed is still there.
        await page.locator(".wb-page-header a").first().click();
        await user.nextAction.click();
        await expect(page.locator("#prison-name")).toHaveValue(words.wing);
        await expect(page.locator("#prison-rooms")).toHaveValue("1-3");
        await inspect(page, "a new wing");
        await user.saveForm.click();
        await isAt(page, /\/more\/prison\/wing\/[0-9a-f-]+$/);
        await expect(page.locator("#page-heading")).toHaveText(words.wing);
        await expect(user.rows).toHaveCount(3);
        await inspect(page, "a wing without plans");
      });

      await test.step("a cell is renamed, and no two are called the same", async () => {
        await user.rows.last().click();
        const name = page.locator("#prison-name");
        await expect(name).toHaveValue("3");
        await name.fill("2");
        await user.saveForm.click();
        await expect(user.errors).toHaveCount(1);
        await inspect(page, "a cell");
        await name.fill(words.sickBay);
        await user.saveForm.click();
        await expect(user.rows.last()).toContainText(words.sickBay);
      });

      await test.step("two people, of whom no two have one number", async () => {
        await user.open("today");
        await expect(user.nextAction).toHaveAttribute("href", "/people/add");
        await user.nextAction.click();
        await user.typePerson({ ...first, born: "02-05-1988" });
        await user.saveAndAnother.click();
        await expect(user.errors).toHaveCount(1);
        await user.typePerson(first);
        await user.chooseRoom(1);
        await user.saveAndAnother.click();
        await expect(page.locator("#person-name")).toHaveValue("");
        await expect(page.locator("#person-name")).toBeFocused();
        await user.typePerson({ ...second, number: first.number.replace("-", " ").toLowerCase() });
        await user.saveForm.click();
        await expect(page.locator("#person-number")).toBeFocused();
        await expect(user.errors).toHaveCount(1);
        await inspect(page, "a number that somebody has");
        await user.typePerson(second);
        await user.saveForm.click();
        await isAt(page, /\/people\/[0-9a-f-]{36}$/);
        await expect(page.locator("#page-heading")).toHaveText(second.name);
        await inspect(page, "somebody who was added");
      });

      await test.step("a plan, and its first round under Today", async () => {
        await user.open("today");
        await expect(user.nextAction).toHaveAttribute("href", /\/more\/prison\/wing\/[0-9a-f-]+\/plan$/);
        await user.nextAction.click();
        await user.typePlan(words.plan, "25:00");
        await user.saveForm.click();
        await expect(user.errors).toHaveCount(1);
        await inspect(page, "a plan with no time of the day");
        await user.typePlan(words.plan, EVERY_HOUR);
        await user.saveForm.click();
        await expect(user.rows.first()).toContainText(words.plan);
        await expect(user.rows.first()).toContainText(/00:00, 01:00/);
        await inspect(page, "a wing with a plan");
      });

      await test.step("the round is walked in the officer's way", async () => {
        await user.open("today");
        await inspect(page, "today with a round");
        await user.startRound();
        await expect(user.stopName).toHaveText("1");
        expect((await user.progress())[1]).toBe(3);
        for (const someone of words.people) await expect(user.people.filter({ hasText: someone.name })).toBeVisible();
        await user.check();
        await expect(user.stopName).toHaveText("2");
      });

      await test.step("killed and opened again: all of it is there", async () => {
        await profile.kill();
        user = new Administrator(await profile.open());
        page = user.page;
        await user.reopen(hub, WHO);
        await expect(user.stopName).toHaveText("2");
        expect(await user.progress()).toEqual([1, 3]);
        await user.open("more");
        await inspect(page, "more");
        await page.locator('main a[href="/more/prison"]').click();
        await expect(user.rows).toHaveCount(1);
        await expect(user.rows).toContainText(words.wing);
        await inspect(page, "the prison");
        await user.rows.click();
        await expect(user.rows).toHaveText([new RegExp(words.plan), /^\s*1/, /^\s*2/, new RegExp(words.sickBay)]);
      });

      await test.step("details are changed: what was written stays, another cell is a move", async () => {
        await user.go("people");
        await user.search.fill(first.number);
        await user.found.first().click();
        await page.locator('main a[href$="/details"]').click();
        await expect(page.locator("#person-born")).toHaveValue("1988");
        await inspect(page, "details of somebody");
        await page.locator("#person-born").fill("1988/5");
        await user.chooseRoom(2);
        await user.saveForm.click();
        await isAt(page, /\/people\/[0-9a-f-]{36}$/);
        await expect(page.locator("main .wb-person")).toContainText(words.sickBay);
        await expect(page.locator("main .wb-person")).toContainText(first.number);
        await page.locator('main a[href$="/details"]').click();
        await expect(page.locator("#person-born")).toHaveValue("1988-05");
      });
    });
  });
}
