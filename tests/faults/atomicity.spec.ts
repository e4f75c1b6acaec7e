/**
 * The browser is killed at random instants while the vault saves, pulls, ages and changes its keys (R1, R24). Whatever was
 * acknowledged is there afterwards, once and unchanged; the chain's head and the outbox fit it.
 *
 * `WINGBOOK_SEED` repeats a run's choices, `WINGBOOK_KILLS` says how often, `WINGBOOK_KILLS_REPORT` where the result is
 * written: `cargo xtask kills` sets all three.
 */
import { writeFileSync } from "node:fs";
import { expect, test } from "../fixtures";
import { Chance } from "../fixtures/chance";
import { vaultProofFolder } from "../fixtures/places";
import { serveVault, VaultPage } from "../pages/vault_page";
import { type Kind, KINDS, Shift, type Tally } from "./vault/shift";

/** What fits into the two minutes that an ordinary run has for this. */
const KILLS = Number(process.env.WINGBOOK_KILLS ?? 50);
const SEED = Number(process.env.WINGBOOK_SEED ?? Date.now() % 1_000_000);
/** Kills of one tablet, before a new one is taken. */
const LIVES = 25;
/** The longest that a browser lives once its vault begins to open. The first times of a tablet are shorter: it enrols. */
const LIFE_MS = 800;
const ENROLMENT_MS = 60;
const SETTING_UP = 3;

test("R1 R24 whatever was acknowledged outlives a kill at any instant @once", async ({ newProfile }) => {
  test.setTimeout(60_000 + KILLS * 10_000);
  console.log(`WINGBOOK_SEED=${SEED} WINGBOOK_KILLS=${KILLS}`);
  const { server, stop } = await serveVault(vaultProofFolder);
  // Apart, so that the instants are the same however far the work gets between them.
  const instants = new Chance(SEED);
  const steps = new Chance(SEED + 1);
  const tally = Object.fromEntries(KINDS.map((kind) => [kind, { acknowledged: 0, met: 0, whole: 0, absent: 0 }])) as Record<Kind, Tally>;
  const totals = { kills: 0, tablets: 0, documents: 0, head: 0 };
  while (totals.kills < KILLS) {
    const profile = newProfile();
    const shift = new Shift(tally);
    totals.tablets += 1;
    const liveAndDie = async (page: VaultPage, life_ms: number) => {
      let killed = false;
      const work = shift.work(page, steps).catch((error: unknown) => {
        // The end of the browser ends what was under way; before it, nothing may fail.
        if (!killed) throw error;
      });
      const death = sleep(life_ms).then(() => {
        killed = true;
        return profile.kill();
      });
      await Promise.all([work, death]);
    };
    // Each life begins with a look at what the one before left; after the last one there is nothing but the look.
    for (let life = 0; ; life += 1) {
      const page = await VaultPage.visit(await profile.open(), server);
      const found = life > 0 ? await shift.look(page) : null;
      if (found) {
        expect(shift.settle(found), `kill ${totals.kills} of seed ${SEED}`).toEqual([]);
        totals.documents += found.documents.length;
      }
      if (life === LIVES || totals.kills === KILLS) {
        totals.head += found?.head_seq ?? 0;
        break;
      }
      // The vault opens anew, which the kill may meet too.
      await liveAndDie(await page.again(), instants.next() * (life < SETTING_UP ? ENROLMENT_MS : LIFE_MS));
      totals.kills += 1;
    }
    await profile.remove();
  }
  await stop();
  const report = tell(tally, totals);
  console.log(report);
  if (process.env.WINGBOOK_KILLS_REPORT) writeFileSync(process.env.WINGBOOK_KILLS_REPORT, report);
});

const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** The result as it is committed: what was acknowledged, what the kills met, what was found. */
function tell(tally: Record<Kind, Tally>, totals: { kills: number; tablets: number; documents: number; head: number }): string {
  const columns = (cells: (string | number)[]) => cells.map((cell, at) => `${cell}`[at === 0 ? "padEnd" : "padStart"](14)).join("");
  const rows = KINDS.map((kind) => {
    const { acknowledged, met, whole, absent } = tally[kind];
    return columns([kind, acknowledged, met, whole, absent]);
  });
  return [
    "The browser is killed while the vault works: tests/faults/atomicity.spec.ts",
    "",
    `cargo xtask kills --kills ${KILLS} --seed ${SEED}`,
    "",
    `${totals.kills} kills of ${totals.tablets} tablets, each by SIGKILL to all processes of the browser`,
    "",
    columns(["step", "acknowledged", "under way", "found whole", "not found"]),
    ...rows,
    "",
    "`under way`: begun, and not acknowledged when the kill came. Each of them that changes documents was found whole or not",
    "at all; opening, a new epoch and rewriting change none, and must leave every document readable.",
    "",
    `entries saved on all tablets, by the heads of their chains: ${totals.head}`,
    `documents read back and compared after the kills, in sum: ${totals.documents}`,
    "lost 0, changed 0, doubled 0, heads that don't fit 0, outbox rows missing or doubled 0",
    "",
  ].join("\n");
}
