/** A long round: a wing of sixty cells that came from a spreadsheet, one tap each, nothing typed. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "../fixtures";
import { addressOf } from "../fixtures/at";
import { promise } from "../fixtures/inspect";
import { credentialOf, wingEntries } from "../fixtures/register";
import { Administrator } from "../pages/administrator";

test.setTimeout(300_000);
test.use({ demoDays: 2 });

const STOPS = 60;
const FEEDBACK_MS_MAX = 100;
const WHO = { staffNumber: "R-7003", passphrase: "kettle window marble forty", name: "Walker Quillonbrask" };
const EVERY_HOUR = Array.from({ length: 24 }, (_, hour) => `${hour}:00`).join(", ");

/** Two people in each of sixty cells of a wing that is new. */
function roster(): string {
  const rows = Array.from({ length: 2 * STOPS }, (_, at) => `Person Testname${at + 1},S-${1000 + at},1990,Long wing,${Math.floor(at / 2) + 1}`);
  return ["Name,Number,Born,Wing,Cell", ...rows].join("\n");
}

test("sixty stops are sixty taps @once", async ({ profile, hub }) => {
  hub.addUser(WHO.staffNumber, WHO.name, "officer,supervisor,administrator,reception", WHO.passphrase);
  const folder = mkdtempSync(join(tmpdir(), "wingbook-roster-"));
  writeFileSync(join(folder, "roster.csv"), roster());
  hub.import(join(folder, "roster.csv"), WHO.staffNumber);
  rmSync(folder, { recursive: true });

  const officer = new Administrator(await profile.open());
  const { page } = officer;
  const credential = credentialOf(page);
  await officer.setUp(hub.url);
  await officer.unlock(WHO);
  await officer.isInStep();
  await page.goto(`${hub.url}/more/prison`);
  await officer.unlock(WHO);
  await officer.rows.filter({ hasText: "Long wing" }).click();
  await page.locator('main a[href$="/plan"]').first().click();
  await officer.typePlan("Whole wing", EVERY_HOUR);
  await officer.saveForm.click();
  await officer.open("round");
  await page.locator("main .wb-row", { hasText: "Whole wing" }).locator("button").first().click();
  await expect(officer.stopName).toBeVisible();
  expect(await officer.progress()).toEqual([0, STOPS]);

  officer.countTaps();
  const shown: number[] = [];
  for (let stop = 0; stop < STOPS; stop += 1) {
    const begun = Date.now();
    await officer.check();
    shown.push(Date.now() - begun);
  }
  promise(`${STOPS} stops`, officer.taps, STOPS);
  await expect(page.locator(".wb-stop__figures")).toBeVisible();
  expect((await officer.figures()).slice(0, 2)).toEqual([2 * STOPS, 2 * STOPS]);
  shown.sort((a, b) => a - b);
  // The test's own round trips lie in it: less than this was felt.
  promise(`${STOPS} stops, the next one is there (median)`, shown[STOPS / 2] as number, 10 * FEEDBACK_MS_MAX, " ms");

  // Every check is a record of its own at the server, of a stop of its own.
  await officer.isInStep();
  const [, round] = (await addressOf(page)).match(/\/round\/([0-9a-f-]+)/) ?? [];
  const checks = (await wingEntries(hub, credential())).filter((entry) => entry.header.form === "check" && entry.body?.answers.round === round);
  expect(checks).toHaveLength(STOPS);
});
