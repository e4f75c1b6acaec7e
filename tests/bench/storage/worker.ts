/**
 * Measures one database, the vault or another, in a worker of an origin of its own: what one of them leaves in the
 * browser's files then slows down no other. `storage.bench.ts` says when whose turn it is.
 */
import start, { Archive, Bare, type Index, Tablet } from "vault-page";
import { type Contestant, InDexie, InPouch, InRx, RawBytes, RawObjects, type Row } from "./contestants";

const BOOK = 50_000;
const WRITTEN = 10_000;
const TRANSACTION = 1_000;
/** Entries that are saved one by one, after the book. */
const SAVED = 200;
/** The vault answers too fast for the browser's clock: it is asked so often for one measurement. */
const REPEATS = 50;

let archive: Archive;
const rows: Row[] = [];
/** Where each row stands in the archive. */
const numbers = new Map<string, number>();
let saved = 0;

/** The vault as the app's worker uses it: sealed, chained, signed, strict; asked in the index that it has in memory. */
class InVault implements Contestant {
  readonly name = "Wingbook";
  private tablet!: Tablet;
  private answers: Index | null = null;
  private saved = 0;

  async open(database: string): Promise<void> {
    this.tablet = await Tablet.open(database);
  }

  async close(): Promise<void> {
    this.answers?.free();
    this.answers = null;
    this.tablet.close();
  }

  save(): Promise<unknown> {
    this.saved += 1;
    const number = `${this.saved}`.padStart(12, "0");
    return this.tablet.save(JSON.stringify([`entry:0192f0c4-7b1e-7000-9000-${number}`]));
  }

  /** The rows are those of the archive, which holds them signed. */
  write(rows: Row[]): Promise<unknown> {
    const from = numbers.get(rows[0].id) ?? 0;
    return this.tablet.write(archive, from, from + rows.length);
  }

  readAll(): Promise<number> {
    return this.tablet.load();
  }

  /** What the app does when it opens a book: every entry goes into the index that answers its pages. */
  async index(): Promise<void> {
    this.answers?.free();
    this.answers = await this.tablet.load_index(archive);
  }

  async byPerson(person: string): Promise<number> {
    return this.answers?.by_person(person) ?? 0;
  }

  async byTime(wing: string, from: number, to: number): Promise<number> {
    return this.answers?.by_time(wing, from, to) ?? 0;
  }
}

const all: Contestant[] = [
  new InVault(),
  new RawBytes(),
  new RawObjects(),
  new InDexie(),
  new InDexie("strict"),
  new InPouch("idb"),
  new InPouch("indexeddb"),
  new InRx(),
];
const one = all[Number(new URLSearchParams(location.search).get("contestant"))];

async function timed(act: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await act();
  return performance.now() - start;
}

async function write(count: number): Promise<void> {
  for (let from = 0; from < count; from += TRANSACTION) await one.write(rows.slice(from, from + TRANSACTION));
}

type Stretch = { wing: string; from: number; to: number };

/** What the bench asks for; each answer is what it measured, in milliseconds. */
const acts = {
  /** Makes the entries. Answers with the database's name and the bytes of an entry on average. */
  async prepare() {
    await start();
    const count = BOOK + SAVED;
    archive = Archive.make(count);
    for (let from = 0; from < count; from += TRANSACTION) {
      const some = JSON.parse(archive.rows(from, Math.min(from + TRANSACTION, count))) as Row[];
      const prepared = one.prepare?.(some) ?? some;
      for (const row of prepared) numbers.set(row.id, rows.push(row) - 1);
    }
    return { name: one.name, bytes: archive.bytes() / count };
  },

  /** Writes entries into a database in which there is nothing. */
  async write(round: number) {
    await one.open(`written-${round}`);
    const took = await timed(() => write(WRITTEN));
    await one.close();
    return took;
  },

  async fill() {
    await one.open("book");
    await write(BOOK);
    await one.index?.();
  },

  /** Opens the book again and reads all of it; the vault then also makes its index. */
  async read() {
    await one.close();
    await one.open("book");
    let count = 0;
    const open = await timed(async () => (count = await one.readAll()));
    if (count !== BOOK) throw new Error(`${one.name} has ${count} of ${BOOK} rows`);
    const index = one instanceof InVault ? await timed(() => one.index()) : Number.NaN;
    return { open, index };
  },

  /** Saves a few entries, one after the other. */
  async save(count: number) {
    const times: number[] = [];
    for (let save = 0; save < count; save += 1) {
      const row = rows[BOOK + saved];
      saved += 1;
      times.push(await timed(() => one.save(row)));
    }
    return times;
  },

  /** What the vault does of saving and writing without the browser's database, and what of saving is making the entry. */
  async alone(count: number) {
    const bare = await Bare.open();
    const id = (save: number) => JSON.stringify([`entry:0192f0c4-7b1e-7000-a000-${`${save}`.padStart(12, "0")}`]);
    const save: number[] = [];
    const sign: number[] = [];
    for (let round = 0; round < count; round += 1) {
      sign.push(await timed(async () => bare.sign(id(round))));
      save.push(await timed(() => bare.save(id(round))));
    }
    const write = await timed(async () => {
      for (let from = 0; from < WRITTEN; from += TRANSACTION) await bare.write(archive, from, from + TRANSACTION);
    });
    return { sign, save, write };
  },

  /** Asks for people and for days of wings: how long each took, and how many entries there were. */
  async ask() {
    const measure = async (question: () => Promise<number>) => {
      const repeats = one instanceof InVault ? REPEATS : 1;
      let count = 0;
      const took = await timed(async () => {
        for (let repeat = 0; repeat < repeats; repeat += 1) count = await question();
      });
      return { took: took / repeats, count };
    };
    const people: { took: number; count: number }[] = [];
    for (const person of JSON.parse(archive.people()) as string[]) people.push(await measure(() => one.byPerson(person)));
    const days: { took: number; count: number }[] = [];
    for (const { wing, from, to } of JSON.parse(archive.days()) as Stretch[]) days.push(await measure(() => one.byTime(wing, from, to)));
    return { people, days };
  },
};

export type Acts = typeof acts;

addEventListener("message", async ({ data: { act, value } }: MessageEvent<{ act: keyof Acts; value: never }>) => {
  try {
    postMessage({ answer: await acts[act](value) });
  } catch (error) {
    postMessage({ failure: error instanceof Error ? `${one.name}, ${act}: ${error.message}\n${error.stack}` : String(error) });
  }
});
