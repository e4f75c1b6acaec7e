/** Many records (R9): the store with 30,000 of them is killed, opened and read whole. `cargo xtask bench` has more, and times. */
import { expect, test } from "../fixtures";
import { Chance } from "../fixtures/chance";
import { vaultProofFolder } from "../fixtures/places";
import { type Found, serveVault, VaultPage } from "../pages/vault_page";

const RECORDS = 30_000;
const PAGE = 1_000;

test("R9 30,000 records come, the browser is killed, and all of them open: each once @once", async ({ profile }) => {
  test.setTimeout(240_000);
  const { server, stop } = await serveVault(vaultProofFolder);
  const chance = new Chance(9);
  let page = await VaultPage.visit(await profile.open(), server);
  await page.act("open");
  for (let pulled = 0; pulled < RECORDS; pulled += PAGE) {
    await page.act("pull", Array.from({ length: PAGE }, () => `entry:${chance.uuid()}`), `${pulled + PAGE}`);
  }
  await profile.kill();
  page = await VaultPage.visit(await profile.open(), server);
  const from = Date.now();
  await page.act("open");
  const found = await page.act<Found>("read");
  console.log(`${RECORDS} records opened and compared in ${Date.now() - from} ms`);
  expect([found.documents.length, found.damaged, found.repeated.length, found.checkpoint]).toEqual([RECORDS, 0, 0, `${RECORDS}`]);
  await stop();
});
