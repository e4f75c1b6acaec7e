/** The server is really stopped: an officer works on, and when it is back everything arrives once, unchanged. */
import { type Page } from "@playwright/test";
import { expect, test } from "../fixtures";
import { addressOf, isAt, isNotAt } from "../fixtures/at";
import { inspect } from "../fixtures/inspect";
import { once, PLACES } from "../fixtures/languages";
import { bodyHash, credentialOf, headerHash, wingEntries } from "../fixtures/register";
import { numbersIn, Officer } from "../pages/officer";
import { signInOf } from "../pages/tablet";

test.setTimeout(240_000);

/** What a record's page says of its proof: chain, number, hash. */
type Proof = { id: string; chain: string; seq: number; hash: string };

async function proofOf(page: Page): Promise<Proof> {
  const proof = page.locator("main details").last();
  await proof.locator("summary").click();
  const [chain = "", seq = "", hash = ""] = (await proof.locator(".wb-quiet").innerText()).split(" / ");
  return { id: (await addressOf(page)).split("/").pop() ?? "", chain, seq: Number(seq), hash };
}

for (const place of PLACES) {
  test.describe(`in ${place.locale} ${once(place)}`, () => {
    const { locale, demo, timezoneId } = place;
    test.use({ locale, demo, timezoneId, demoDays: 3 });

    test("with the server stopped all is written; when it is back all arrives once", async ({ profile, hub }) => {
      const who = signInOf(hub, "Officer");
      const officer = new Officer(await profile.open());
      const { page } = officer;
      const credential = credentialOf(page);
      await officer.setUp(hub.url);
      await officer.unlock(who);
      await officer.isInStep();
      const before = new Set((await wingEntries(hub, credential())).map((entry) => entry._id));

      await test.step("stopped: reload, sign in, offline is neutral", async () => {
        await hub.stop();
        await page.reload();
        await officer.unlock(who);
        await expect(officer.nextRound).toBeVisible();
        await expect(page.locator(".wb-header__sync .wb-badge--danger, .wb-header__sync .wb-badge--warn")).toHaveCount(0);
      });

      await test.step("a round: checked, undone, checked again, somebody at court, one not checked", async () => {
        await officer.startRound();
        await officer.check();
        await officer.undo();
        await expect.poll(() => officer.progress().then(([done]) => done)).toBe(0);
        await page.waitForTimeout(500);
        await officer.check();
        await officer.sayOf(officer.people.first(), "court");
        await page.waitForTimeout(500);
        await officer.check();
        await page.waitForTimeout(500);
        await officer.couldNot(3);
        await officer.toTheEnd();
        await inspect(page, "offline: the end of a round");
      });

      const proofs: Proof[] = [];
      await test.step("a contact: written, corrected, another one withdrawn", async () => {
        await officer.open("people");
        for (let depth = 0; depth < 3; depth += 1) {
          const before = await addressOf(page);
          await page.locator("main .wb-rows .wb-row").first().click();
          await isNotAt(page, before);
        }
        await officer.found.first().click();
        await officer.writeContact("Written without a server.");
        await expect(officer.timeline.first()).toContainText("Written without a server.");
        await officer.timeline.first().click();
        await isAt(page, /\/record\//);
        proofs.push(await proofOf(page));
        // Waits to be sent: said in words, with an icon, in no colour of alarm.
        await expect(page.locator(".wb-record__states .wb-badge").last()).toBeVisible();
        await expect(page.locator(".wb-record__states .wb-badge--ok")).toHaveCount(0);
        await inspect(page, "offline: a record that waits");
        await page.locator('a[href$="/correct"]').click();
        await page.locator("#write-reason").fill("A word was missing.");
        await page.locator("textarea").last().fill("Written without any server.");
        await officer.save.click();
        await isAt(page, /\/record\/[0-9a-f-]+$/);
        await page.locator("main a.wb-row").first().click();
        await officer.writeContact("Written twice.");
        await officer.timeline.first().click();
        await isAt(page, /\/record\//);
        proofs.push(await proofOf(page));
        const withdraw = page.locator("details", { has: page.locator("textarea") }).first();
        await withdraw.locator("summary").click();
        await withdraw.locator("textarea").fill("Twice.");
        await withdraw.locator("button").first().click();
        await expect(page.locator(".wb-record__states .wb-badge--warn")).toBeVisible();
      });

      let waiting = 0;
      await test.step("the header says how many wait", async () => {
        [waiting = 0] = numbersIn(await page.locator(".wb-header__sync").innerText());
        // Start, two checks and one undone, one at court, could not; two contacts, a correction, a withdrawal.
        expect(waiting).toBeGreaterThanOrEqual(9);
        await officer.open("more");
        await page.locator('main a[href="/more/sync"]').click();
        await inspect(page, "offline: sending and receiving");
      });

      await test.step("a reload loses nothing of it", async () => {
        await page.reload();
        await officer.unlock(who);
        await expect.poll(async () => numbersIn(await page.locator(".wb-header__sync").innerText())[0]).toBe(waiting);
      });

      await test.step("the server is back: everything arrives, once, unchanged", async () => {
        await hub.start();
        await officer.isInStep();
        const held = await wingEntries(hub, credential());
        const arrived = held.filter((entry) => !before.has(entry._id));
        expect(arrived).toHaveLength(waiting);
        expect(new Set(arrived.map((entry) => `${entry.header.chain} ${entry.header.seq}`)).size).toBe(waiting);
        for (const entry of arrived) {
          expect(entry._id).toBe(`entry:${entry.header.id}`);
          expect(entry._rev.startsWith("1-"), "written once, never replaced").toBe(true);
          expect(bodyHash(entry), "the body is the one that was signed").toBe(entry.header.body);
        }
        for (const proof of proofs) {
          const entry = arrived.find((one) => one.header.id === proof.id);
          expect(entry && [entry.header.chain, entry.header.seq, headerHash(entry)]).toEqual([proof.chain, proof.seq, proof.hash]);
        }
        const texts = arrived.map((entry) => entry.body?.answers.text).filter(Boolean);
        expect(texts.sort()).toEqual(["Written twice.", "Written without a server.", "Written without any server."]);
        console.log(`arrived: ${arrived.length} of ${waiting}, each once, bytes as signed`);
      });

      await test.step("nothing is sent twice, and each record says that it was received", async () => {
        await page.reload();
        await officer.unlock(who);
        await officer.isInStep();
        expect((await wingEntries(hub, credential())).filter((entry) => !before.has(entry._id))).toHaveLength(waiting);
        await page.goto(`${hub.url}/record/${proofs[0]?.id}`);
        await officer.unlock(who);
        const received = page.locator(".wb-record__states .wb-badge--ok");
        await expect(received).toBeVisible();
        expect(numbersIn(await received.innerText()), "with the time of the server").toHaveLength(2);
      });
    });
  });
}
