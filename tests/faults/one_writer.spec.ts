/**
 * Two transactions that write to the vault are never under way at once, in whatever tab. A browser that dies during two
 * that share no store deletes every database of the app at its next start (R1, R8): so all of them share one.
 */
import { expect, test } from "../fixtures";
import { Chance } from "../fixtures/chance";
import { vaultProofFolder } from "../fixtures/places";
import { serveVault, VaultPage } from "../pages/vault_page";

const SHARED = "state";

test("R1 R8 every transaction that writes names the store that all of them share @once", async ({ page }) => {
  const { server, stop } = await serveVault(vaultProofFolder);
  const vault = await VaultPage.visit(page, server);
  const chance = new Chance(1);
  const ids = [`entry:${chance.uuid()}`];
  await vault.act("open");
  await vault.act("save", ids);
  await vault.act("pull", [`entry:${chance.uuid()}`], "1");
  await vault.act("deliver");
  await vault.act("forget", ids);
  await vault.act("begin_epoch");
  await vault.act("rewrite");
  const scopes = await vault.act<string[][]>("scopes");
  expect(scopes.length).toBeGreaterThan(6);
  expect(scopes.filter((stores) => !stores.includes(SHARED))).toEqual([]);
  await stop();
});
