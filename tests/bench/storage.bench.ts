/**
 * The sealed vault beside other databases of the browser, in one run on the same entries: opening a large book, saving,
 * writing what came with a pull, and the two questions that pages ask most. The result is written to `storage.md`.
 */
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { build } from "esbuild";
import { expect, test } from "../fixtures";
import { Build, BuildServer } from "../fixtures/builds";
import { vaultFolder } from "../fixtures/places";
import type { Acts } from "./storage/worker";

const here = dirname(fileURLToPath(import.meta.url));
const WINGBOOK = "Wingbook";
const FLOOR = "IndexedDB, bytes";
const INDEXED = "IndexedDB, objects with indexes";

/** The design's budgets. */
const OPEN_RATIO_MAX = 1;
const SAVE_RATIO_MAX = 1.5;
const WRITE_RATIO_MAX = 1.25;
const QUERY_MS_MAX = 1;

const CONTESTANTS = 8;
const ROUNDS = 5;
const SAVES = 20;

/** Milliseconds of each run, by what was done. */
type Times = { write: number[]; open: number[]; index: number[]; save: number[]; person: number[]; time: number[] };
type Results = {
  bytes: number;
  found: { person: number; time: number };
  /** What the vault does without the browser's database. */
  alone: { sign: number[]; save: number[]; write: number[] };
  times: Record<string, Times>;
};

/** A database that is measured, in a page and an origin of its own. */
class Turn {
  readonly times: Times = { write: [], open: [], index: [], save: [], person: [], time: [] };
  name = "";

  constructor(private readonly page: Page) {}

  static async begin(page: Page, server: BuildServer, number: number): Promise<Turn> {
    await page.goto(server.url.replace("localhost", `contestant-${number}.localhost`));
    await page.evaluate((which) => {
      (window as unknown as { measured: Worker }).measured = new Worker(`/storage.js?contestant=${which}`, { type: "module" });
    }, number);
    return new Turn(page);
  }

  /** Has its worker do something. */
  act<Name extends keyof Acts>(act: Name, ...[value]: Parameters<Acts[Name]>): Promise<Awaited<ReturnType<Acts[Name]>>> {
    return this.page.evaluate(
      (call) =>
        new Promise<never>((resolve, reject) => {
          const worker = (window as unknown as { measured: Worker }).measured;
          worker.onerror = (event) => reject(new Error(event.message));
          worker.onmessage = ({ data }) => (data.failure ? reject(new Error(data.failure)) : resolve(data.answer));
          worker.postMessage(call);
        }),
      { act, value },
    );
  }
}

test("the vault beside other databases", async ({ profile }) => {
  test.setTimeout(3_600_000);
  const first = await profile.open();
  const files = Build.copy(vaultFolder);
  await build({
    entryPoints: [join(here, "storage/worker.ts")],
    outfile: join(files.folder, "storage.js"),
    bundle: true,
    format: "esm",
    platform: "browser",
    alias: { "vault-page": "/vault-page.js" },
    external: ["/vault-page.js"],
    // Node's name of the global, which packages made for both ask for.
    define: { global: "globalThis" },
    logLevel: "warning",
  });
  const server = await BuildServer.make(files);
  const turns: Turn[] = [];
  for (let number = 0; number < CONTESTANTS; number += 1) turns.push(await Turn.begin(await first.context().newPage(), server, number));
  /** Each in turn, another one first in each round. */
  const inTurn = async (what: string, act: (turn: Turn, round: number) => Promise<void>) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      for (let at = 0; at < turns.length; at += 1) await act(turns[(round + at) % turns.length], round);
      console.log(`${what}, ${round + 1} of ${ROUNDS}`);
    }
  };

  let bytes = 0;
  for (const turn of turns) ({ name: turn.name, bytes } = await turn.act("prepare"));
  await inTurn("write", async (turn, round) => void turn.times.write.push(await turn.act("write", round)));
  for (const turn of turns) await turn.act("fill");
  await inTurn("open", async (turn) => {
    const { open, index } = await turn.act("read");
    turn.times.open.push(open);
    turn.times.index.push(index);
  });
  const found = { person: 0, time: 0 };
  for (const turn of turns) {
    const { people, days } = await turn.act("ask");
    turn.times.person.push(...people.map((one) => one.took));
    turn.times.time.push(...days.map((one) => one.took));
    const counts = { person: sum(people) / people.length, time: sum(days) / days.length };
    if (turn.name === WINGBOOK) Object.assign(found, counts);
    else if (turn.name !== FLOOR) expect.soft(counts, `${turn.name} finds as many`).toEqual(found);
  }
  // After the questions, because what is saved here is another entry for each of them.
  await inTurn("save", async (turn) => void turn.times.save.push(...(await turn.act("save", SAVES))));
  const alone: { sign: number[]; save: number[]; write: number[] } = { sign: [], save: [], write: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    const { sign, save, write } = await turns[0].act("alone", SAVES);
    alone.sign.push(...sign);
    alone.save.push(...save);
    alone.write.push(write);
  }
  await server.stop();
  files.remove();

  const results: Results = { bytes, found, alone, times: Object.fromEntries(turns.map((turn) => [turn.name, turn.times])) };
  const ours = mediansOf(results.times[WINGBOOK]);
  const theirs = (name: string) => mediansOf(results.times[name]);
  const budgets = [
    { what: "open 50,000 entries, to Dexie's reading of 50,000 rows", is: ours.open / theirs("Dexie").open, may: OPEN_RATIO_MAX },
    { what: "save one, to one raw strict put", is: ours.save / theirs(FLOOR).save, may: SAVE_RATIO_MAX },
    { what: "write 10,000 that are signed, to IndexedDB with indexes", is: ours.write / theirs(INDEXED).write, may: WRITE_RATIO_MAX },
    { what: "write 10,000 that are signed, to IndexedDB with bytes alone", is: ours.write / theirs(FLOOR).write, may: WRITE_RATIO_MAX },
    { what: "by wing and time, in milliseconds", is: ours.time, may: QUERY_MS_MAX },
  ];
  const text = tell(results, budgets);
  console.log(text);
  writeFileSync(join(here, "storage.md"), text);
  for (const { what, is, may } of budgets) expect.soft(is, what).toBeLessThanOrEqual(may);
});

type Medians = Record<keyof Times, number>;

function mediansOf(times: Times): Medians {
  return Object.fromEntries(Object.entries(times).map(([kind, all]) => [kind, median(all)])) as Medians;
}

const sum = (all: { count: number }[]) => all.reduce((total, one) => total + one.count, 0);

function median(values: number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** The table as it is committed: times of this run, and how many times as long as Wingbook each takes. */
function tell(results: Results, budgets: { what: string; is: number; may: number }[]): string {
  const ours = mediansOf(results.times[WINGBOOK]);
  const cell = (value: number, own: number, isAnswered: boolean) => {
    if (!isAnswered) return "–";
    const digits = value < 10 ? 2 : 0;
    return value === own ? `${value.toFixed(digits)} ms` : `${value.toFixed(digits)} ms (${ratio(value / own)})`;
  };
  const kinds: (keyof Times)[] = ["open", "save", "write", "person", "time"];
  const rows = Object.entries(results.times).map(([name, times]) => {
    const all = mediansOf(times);
    return `| ${name} | ${kinds.map((kind) => cell(all[kind], ours[kind], name !== FLOOR || !["person", "time"].includes(kind))).join(" | ")} |`;
  });
  const runs = results.times[WINGBOOK];
  const alike = ["Dexie", "Dexie, strict"].map((name) => mediansOf(results.times[name]).open);
  const noise = Math.max(...alike) / Math.min(...alike);
  return `# Storage: the sealed vault beside other databases

Written by \`cargo xtask bench\`. All in one Chromium, on disk, each in a worker and an origin of its own, in turns, on the same
entries of the demonstration prison (${results.bytes.toFixed(0)} bytes each as JSON). Medians; in brackets, how many times as long as Wingbook.

| | open 50,000 | save one | write 10,000 | by person | by wing and day |
| --- | --- | --- | --- | --- | --- |
${rows.join("\n")}

| budget | is | may be |
| --- | --- | --- |
${budgets.map(({ what, is, may }) => `| ${what} | ${is.toFixed(2)}${is <= may ? "" : " **missed**"} | ${may} |`).join("\n")}

Dexie and *Dexie, strict* read in the same way: what lies between their times to open, ${ratio(noise)}, is the noise of this run.

Where Wingbook's time goes: of one save ${median(results.alone.sign).toFixed(2)} ms are making, chaining and signing the entry, ${(median(results.alone.save) - median(results.alone.sign)).toFixed(2)} ms
sealing it with its row in the outbox, ${(ours.save - median(results.alone.save)).toFixed(2)} ms the browser's transaction over three stores. Of writing 10,000,
${median(results.alone.write).toFixed(0)} ms are sealing and ${(ours.write - median(results.alone.write)).toFixed(0)} ms the browser's database.

What is measured:

- **Wingbook**: sealed, strict durability. *Open* reads and opens every entry of a book (${runs.open.length} runs); with the index that answers
  the pages built from them, which is what the app does at sign-in, it is ${ours.index.toFixed(0)} ms. *Save* makes an entry, chains, signs and
  seals it, and commits it with the head of the chain and its row in the outbox. *Write* seals entries that are signed
  already, a thousand in a transaction, as a pull does. The two questions are answered by the index in memory, as in the
  app; each answer is looked up record by record.
- **IndexedDB**: strict durability, a thousand in a transaction. *Bytes* are rows of bytes under a key, the least that
  storing them can cost; *objects* have the two indexes that the questions need.
- **Dexie, PouchDB, RxDB**: as they come, unencrypted, and with the browser's default (relaxed) durability; *Dexie, strict*
  asks for the vault's. PouchDB builds its indexes when it is first asked, so its writing does not pay for them.
- Questions: ${runs.person.length} people (${results.found.person.toFixed(0)} entries each on average) and ${runs.time.length} days of wings (${results.found.time.toFixed(0)} each); every database must find as many.
`;
}

const ratio = (value: number) => `${value.toFixed(value < 10 ? 2 : 0)} ×`;
