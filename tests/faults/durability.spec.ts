/**
 * *Saved* means that the disk has been told to keep it (R1). A kill can't show that, because what a program wrote survives
 * its death in the system's memory; so the browser's own calls to sync are traced, and each acknowledged save must have
 * one of IndexedDB's log between its beginning and its answer. The same saves with relaxed durability, a switch that only
 * the test's page has, must fail this: else the trace would prove nothing.
 */
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "../fixtures";
import { chromiumPath } from "../fixtures/chromium";
import { Chance } from "../fixtures/chance";
import { makeFolder, vaultProofFolder } from "../fixtures/places";
import { serveVault, VaultPage } from "../pages/vault_page";

const SAVES = 50;
/** What takes this long after an answer to be written was not written before it. */
const SETTLING_MS = 50;

type Interval = { from: number; to: number };

test.skip(process.platform !== "linux", "strace, which traces the calls, exists on Linux only");

test("R1 each acknowledged save was synced to the disk before its answer, and with relaxed durability was not @once", async ({ newProfile }) => {
  test.setTimeout(300_000);
  hasStrace();
  const folder = makeFolder("trace");
  const { server, stop } = await serveVault(vaultProofFolder);

  /** Saves of a browser whose syncs are traced: how many had one of the database's log in their time. */
  const synced = async (durability: "strict" | "relaxed"): Promise<number> => {
    const trace = join(folder.path, durability);
    const profile = newProfile({ program: traced(join(folder.path, `${durability}.sh`), trace) });
    const page = await VaultPage.visit(await profile.open(), server, `?durability=${durability}`);
    await page.act("open");
    const chance = new Chance(1);
    const saves: Interval[] = [];
    for (let save = 0; save < SAVES; save += 1) {
      // The wall clock, because the trace has no other; it reads whole milliseconds.
      const from = Date.now() / 1000;
      await page.act("save", [`entry:${chance.uuid()}`]);
      saves.push({ from, to: (Date.now() + 1) / 1000 });
      await new Promise((done) => setTimeout(done, SETTLING_MS));
    }
    await profile.close();
    const syncs = syncsOfLog(readFileSync(trace, "utf8"));
    const count = saves.filter(({ from, to }) => syncs.some((sync) => sync.from >= from && sync.to <= to)).length;
    console.log(`${durability}: ${count} of ${SAVES} saves with a sync of the log before their answer; ${syncs.length} such syncs in all`);
    return count;
  };

  expect(await synced("strict")).toBe(SAVES);
  expect(await synced("relaxed")).toBeLessThan(SAVES / 2);
  await stop();
  folder.remove();
});

function hasStrace(): void {
  try {
    execFileSync("strace", ["-V"], { stdio: "ignore" });
  } catch {
    throw new Error("durability was not tested: strace is missing. Install it (Debian: apt-get install strace).");
  }
}

/** A program that starts the browser and traces what it and its children sync. */
function traced(program: string, trace: string): string {
  const strace = `strace --follow-forks --decode-fds=path --absolute-timestamps=format:unix,precision:us --syscall-times=us`;
  writeFileSync(program, `#!/bin/sh\nexec ${strace} --trace=fsync,fdatasync --output='${trace}' '${chromiumPath()}' "$@"\n`);
  chmodSync(program, 0o755);
  return program;
}

/**
 * The syncs of IndexedDB's log that succeeded. A line is `pid time fdatasync(4</…/000003.log>) = 0 <seconds>`; a call
 * during which another thread was traced stands in two, `… <unfinished ...>` and `… resumed>) = 0 <seconds>`.
 */
function syncsOfLog(trace: string): Interval[] {
  const syncs: Interval[] = [];
  const unfinished = new Map<string, { from: number; ofLog: boolean }>();
  for (const line of trace.split("\n")) {
    const [, pid, time, call] = /^(\d+) +([\d.]+) (.*)$/.exec(line) ?? [];
    if (!call) continue;
    const from = Number(time);
    const ofLog = /\.indexeddb\.leveldb\/\d+\.log>/.test(call);
    const took = / = 0 <([\d.]+)>$/.exec(call);
    if (call.endsWith("<unfinished ...>")) {
      unfinished.set(pid, { from, ofLog });
    } else if (call.startsWith("<...")) {
      const begun = unfinished.get(pid);
      unfinished.delete(pid);
      // The time of this line is when the call came back.
      if (begun?.ofLog && took) syncs.push({ from: begun.from, to: from });
    } else if (ofLog && took) {
      syncs.push({ from, to: from + Number(took[1]) });
    }
  }
  return syncs;
}
