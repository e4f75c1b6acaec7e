/**
 * Many records (R9): the sealed store with 100,000 and with 500,000 of them, pulled as from a server, the browser killed,
 * and opened again. The result is written to `many.md`.
 */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "../fixtures";
import { Chance } from "../fixtures/chance";
import { vaultFolder } from "../fixtures/places";
import { serveVault, VaultPage } from "../pages/vault_page";

const here = dirname(fileURLToPath(import.meta.url));
const SIZES = [100_000, 500_000];
const PAGE = 1_000;

/** The memory of the largest process of the browser, in MB: the one in which the worker runs. */
function largestProcess(): number {
  const sizes = execFileSync("ps", ["-eo", "rss,args"], { encoding: "utf8" })
    .split("\n")
    .filter((line) => line.includes("--type=renderer"))
    .map((line) => Number.parseInt(line, 10));
  return Math.round(Math.max(0, ...sizes) / 1024);
}

test("many records", async ({ profile }) => {
  test.setTimeout(3_600_000);
  const { server, stop } = await serveVault(vaultFolder);
  const chance = new Chance(9);
  const rows: string[] = [];
  let [pulled, saved] = [0, 0];
  for (const size of SIZES) {
    let page = await VaultPage.visit(await profile.open(), server);
    await page.act("open");
    const first = Date.now();
    for (; pulled < size; pulled += PAGE) {
      await page.act("pull", Array.from({ length: PAGE }, () => `entry:${chance.uuid()}`), `${pulled + PAGE}`);
    }
    const pulling = Date.now() - first;
    await profile.kill();
    page = await VaultPage.visit(await profile.open(), server);
    await page.act("open");
    const before = largestProcess();
    const from = Date.now();
    expect(await page.act("load")).toBe(size + saved);
    const opening = Date.now() - from;
    const once = Date.now();
    await page.act("save", [`entry:${chance.uuid()}`]);
    const saving = Date.now() - once;
    rows.push(`| ${size.toLocaleString("en")} | ${(opening / 1000).toFixed(1)} s | ${saving} ms | ${before} → ${largestProcess()} MB |`);
    console.log(rows.at(-1), `pulled in ${pulling} ms, made and signed with them`);
    saved += 1;
    await profile.kill();
  }
  await stop();
  writeFileSync(
    join(here, "many.md"),
    [
      "# Many records",
      "",
      "Written by `cargo xtask bench`. The sealed store in Chromium, on disk: records of a register pulled a thousand at a time, the",
      "browser killed, the store opened anew and every record read and opened; then one saved. The memory is that of the page's process,",
      "before and after.",
      "",
      "| records | open and read all | the next save | memory |",
      "| --- | --- | --- | --- |",
      ...rows,
      "",
    ].join("\n"),
  );
});
