/** A prison that began on one tablet gets a server, and what was written before goes there under its author's name. */
import { expect, test } from "../fixtures";
import { isAt } from "../fixtures/at";
import { inspect } from "../fixtures/inspect";
import { once, PLACES } from "../fixtures/languages";
import { Looking } from "../fixtures/looking";
import { Administrator } from "../pages/administrator";
import { signInOf } from "../pages/tablet";
import { Writer } from "../pages/writer";

test.setTimeout(240_000);

const WHO = { staffNumber: "W-1", passphrase: "seven quiet lanterns" };
const AT_SERVER = { ...WHO, passphrase: "eight loud harbours" };

const WORDS: Record<string, { prison: string; user: string; wing: string; person: string; text: string }> = {
  "en-GB": {
    prison: "Testvale Prison",
    user: "Ruth Nabirye",
    wing: "North wing",
    person: "Samuel Okello",
    text: "Asked about the workshop before there was a server.",
  },
  "ar-TN": {
    prison: "سجن التجربة",
    user: "سلمى بن عمر",
    wing: "الجناح الشمالي",
    person: "كمال الطرابلسي",
    text: "سأل عن الورشة قبل أن يكون هناك خادم.",
  },
};

for (const place of PLACES) {
  test.describe(`in ${place.locale} ${once(place)}`, () => {
    const { locale, timezoneId } = place;
    test.use({ locale, timezoneId, demoDays: 2 });

    test("a tablet that began without a server connects to one", async ({ profile, newProfile, hub }, info) => {
      const words = WORDS[locale] as (typeof WORDS)[string];
      const user = new Administrator(await profile.open());
      const { page } = user;
      const writer = new Writer(page);
      const looking = new Looking(page, info.project.name, locale);
      const submit = page.locator('main form button[type="submit"]');

      await test.step("a wing, somebody in it, and a record", async () => {
        await user.setUpAlone(hub.url, words.prison, words.user, WHO);
        await user.nextAction.click();
        await user.typeWing(words.wing, "1-3");
        await user.saveForm.click();
        await isAt(page, /\/more\/prison\/wing\//);
        await user.open("today");
        await user.nextAction.click();
        await user.typePerson({ name: words.person, number: "T-001", born: "1988" });
        await user.saveForm.click();
        await writer.openPerson(words.person);
        await writer.writeContact(words.text);
      });

      await test.step("an account with too few roles is told what it lacks", async () => {
        hub.addUser(AT_SERVER.staffNumber, words.user, "administrator", AT_SERVER.passphrase);
        await user.open("more");
        await page.locator('main a[href="/more/sync"]').click();
        await page.locator('main a[href="/more/connect"]').click();
        await submit.click();
        await expect(page.locator("main .wb-field--error")).toHaveCount(1);
        await page.locator("#connect-passphrase").fill("another one entirely");
        await submit.click();
        await expect(page.locator("main .wb-error:not([hidden])")).toBeVisible({ timeout: 30_000 });
        await page.locator("#connect-passphrase").fill(AT_SERVER.passphrase);
        await submit.click();
        await expect(page.locator("main .wb-banner--warn")).toBeVisible({ timeout: 30_000 });
        await looking.at("connect roles missing");
      });

      await test.step("what will be sent stands there before anything is", async () => {
        hub.user("roles", AT_SERVER.staffNumber, "", ["--roles", "officer,supervisor,reception,administrator"]);
        await submit.click();
        await expect(page.locator("main .wb-banner--ok")).toBeVisible({ timeout: 30_000 });
        await expect(page.locator("main .wb-rows li")).toHaveCount(2);
        await inspect(page, "what is sent");
        await looking.at("connect what is sent");
      });

      await test.step("connected, the tablet locks, and the server's passphrase opens it", async () => {
        await submit.click();
        await expect(page.locator(".wb-entrance .wb-error")).toBeVisible({ timeout: 60_000 });
        await looking.at("connected");
        await user.unlock(AT_SERVER);
        await user.isInStep();
        await writer.openPerson(words.person);
        await expect(writer.row(words.text)).toBeVisible();
        await user.go("wings");
        await looking.at("wings of both");
      });

      await test.step("a colleague's tablet shows it", async () => {
        const officer = new Writer(await newProfile().open());
        await officer.signIn(hub, signInOf(hub, "Officer"));
        await officer.isInStep();
        await officer.openPerson(words.person);
        await expect(officer.row(words.text)).toBeVisible();
        await isAt(officer.page, /\/people\//);
      });
      looking.foundNothing();
    });
  });
}
