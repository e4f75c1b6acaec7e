/**
 * A browser that dies in the middle of a write leaves half a record at the end of its log. Chromium writes on behind it at
 * the next start, and at the one after that deletes every database of the app (R1, R6): unless the log was begun anew in
 * between, as the vault does when it opens (`app/vault/src/indexed_db/log.rs`).
 */
import { readdirSync, statSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "../fixtures";
import { Chance } from "../fixtures/chance";
import { vaultProofFolder } from "../fixtures/places";
import { type Found, serveVault, VaultPage, type Written } from "../pages/vault_page";

/** How much of the last record is missing, in bytes: of its end, of more than all of it. */
const CUTS = [5, 300];
const SAVES = 5;

for (const cut of CUTS) {
  test(`R1 R6 a log that lacks its last ${cut} bytes costs nothing but what was in them @once`, async ({ newProfile }) => {
    const { server, stop } = await serveVault(vaultProofFolder);
    const profile = newProfile();
    const chance = new Chance(cut);
    const open = async () => {
      const page = await VaultPage.visit(await profile.open(), server);
      await page.act("open");
      return page;
    };
    const save = async (page: VaultPage) => {
      const ids = Array.from({ length: SAVES }, () => `entry:${chance.uuid()}`);
      const saved: Written[] = [];
      for (const id of ids) saved.push(...(await page.act<Written[]>("save", [id])));
      return saved;
    };

    const first = await save(await open());
    await profile.kill();
    const log = lastLog(join(profile.path, "Default/IndexedDB"));
    truncateSync(log, statSync(log).size - cut);

    let page = await open();
    const found = (await page.act<Found>("read")).documents;
    expect(found.length, "the half record was the last save, or none").toBeGreaterThanOrEqual(SAVES - 1);
    const second = await save(page);
    await profile.kill();

    page = await open();
    const held = new Map((await page.act<Found>("read")).documents.map((one) => [one.id, one.hash]));
    for (const one of [...found, ...second]) expect(held.get(one.id), `${one.id} of the ${held.size} that are left`).toBe(one.hash);
    expect([...held.keys()].filter((id) => ![...first, ...second].some((one) => one.id === id))).toEqual([]);
    await profile.remove();
    await stop();
  });
}

/** The log that the browser was writing to. */
function lastLog(indexedDb: string): string {
  const names = readdirSync(indexedDb, { recursive: true }).map(String);
  const logs = names.filter((name) => name.endsWith(".log")).sort();
  return join(indexedDb, logs[logs.length - 1]);
}
