/** A stolen tablet tells nothing: after a whole journey, ended by an empty battery in mid-typing, the profile on disk holds no word of it. */
import { expect, test } from "../fixtures";
import { tracesOf } from "../fixtures/traces";
import { Officer } from "../pages/officer";
import { signInOf } from "../pages/tablet";

const WRITTEN = "Quillonbrask spoke of the visit on Thursday";
const TYPED = "Zerfandolin halfway through a senten";
const SEARCHED = "Wexmorthy";
const PLANTED = "Plantedbyus 31416";

// A few days are as good a haystack as ninety.
test.use({ demoDays: 3 });

test("R31 the profile holds no name, number, text, search term or passphrase @once", async ({ profile, hub }) => {
  test.setTimeout(240_000);
  const who = signInOf(hub, "Officer");
  const page = await profile.open();
  const officer = new Officer(page);
  await officer.signIn(hub, who);
  await officer.isInStep();
  await officer.startRound();
  await officer.check();
  await officer.open("people");
  await officer.search.fill("ma");
  const first = officer.found.first();
  const names = [await first.locator(".wb-person__name").innerText()];
  const numbers = [await first.locator(".wb-person__number").innerText()];
  await first.click();
  await officer.writeContact(WRITTEN);
  await officer.beginContact(TYPED);
  // The draft is kept at each change; give the last one the time that it has in life.
  await page.waitForTimeout(1_500);
  await officer.open("people");
  await officer.search.fill(SEARCHED);
  await page.waitForTimeout(500);
  await page.goBack();
  await profile.kill();

  const secrets = [WRITTEN, TYPED, SEARCHED, who.passphrase, who.passphrase.split(/\s+/).slice(0, 2).join(" "), ...names, ...numbers];
  for (const secret of ["Quillonbrask", "Zerfandolin"]) secrets.push(secret);
  console.log(`searched for ${secrets.length} words: text, draft, search term, passphrase, ${names.length} name, ${numbers.length} numbers`);
  expect(tracesOf(secrets, profile.path)).toEqual([]);

  // The search can find: the same words, planted.
  const again = await profile.open();
  await again.goto(hub.url);
  await again.evaluate(
    (words) =>
      new Promise<void>((done, fail) => {
        const opening = indexedDB.open("planted", 1);
        opening.onupgradeneeded = () => opening.result.createObjectStore("rows");
        opening.onerror = () => fail(opening.error);
        opening.onsuccess = () => {
          const writing = opening.result.transaction("rows", "readwrite", { durability: "strict" });
          writing.objectStore("rows").put(words, "row");
          writing.oncomplete = () => done();
        };
      }),
    PLANTED,
  );
  await profile.close();
  expect(tracesOf([PLANTED], profile.path).length).toBeGreaterThan(0);
});
