/**
 * The databases that are measured beside the vault: each keeps the same entries, as they are, with the two indexes by
 * which Wingbook's pages ask (whom an entry is about, and wing with time), and has the settings that it comes with.
 */
import Dexie, { type Table } from "dexie";
import PouchDB, { type Database } from "pouchdb-browser";
import indexeddbAdapter from "pouchdb-adapter-indexeddb";
import find from "pouchdb-find";
import { createRxDatabase, type RxCollection, type RxDatabase } from "rxdb/plugins/core";
import { getRxStorageDexie } from "rxdb/plugins/storage-dexie";

/** An entry as rows hold it: `tests/vault_page/src/measures.rs`. */
export type Row = { id: string; person: string; wing: string; at: number; document: unknown };

/** What each of them is asked to do. */
export interface Contestant {
  readonly name: string;
  /** Opens a database, made if it isn't there. */
  open(database: string): Promise<void>;
  close(): Promise<void>;
  /** Makes of entries what it stores, before anything is measured. */
  prepare?(rows: Row[]): Row[];
  /** Builds what it otherwise builds when it is first asked. */
  index?(): Promise<void>;
  save(row: Row): Promise<unknown>;
  write(rows: Row[]): Promise<unknown>;
  /** Reads every row. */
  readAll(): Promise<number>;
  byPerson(person: string): Promise<number>;
  byTime(wing: string, from: number, to: number): Promise<number>;
}

const done = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** IndexedDB with nothing around it, in transactions as durable as the vault's. */
abstract class Raw implements Contestant {
  abstract readonly name: string;
  protected database!: IDBDatabase;

  protected abstract make(database: IDBDatabase): void;
  protected abstract put(rows: IDBObjectStore, row: Row): void;

  async open(name: string): Promise<void> {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => this.make(request.result);
    this.database = await done(request);
  }

  async close(): Promise<void> {
    this.database.close();
  }

  save(row: Row): Promise<void> {
    return this.write([row]);
  }

  write(rows: Row[]): Promise<void> {
    return new Promise((resolve, reject) => {
      const transaction = this.database.transaction("rows", "readwrite", { durability: "strict" });
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
      const store = transaction.objectStore("rows");
      for (const row of rows) this.put(store, row);
      transaction.commit();
    });
  }

  async readAll(): Promise<number> {
    return (await done(this.rows().getAll())).length;
  }

  async byPerson(person: string): Promise<number> {
    return (await done(this.rows().index("person").getAll(person))).length;
  }

  async byTime(wing: string, from: number, to: number): Promise<number> {
    const range = IDBKeyRange.bound([wing, from], [wing, to], false, true);
    return (await done(this.rows().index("time").getAll(range))).length;
  }

  private rows(): IDBObjectStore {
    return this.database.transaction("rows", "readonly").objectStore("rows");
  }
}

/** Rows as objects that can be asked for. */
export class RawObjects extends Raw {
  readonly name = "IndexedDB, objects with indexes";

  protected make(database: IDBDatabase): void {
    const rows = database.createObjectStore("rows", { keyPath: "id" });
    rows.createIndex("person", "person");
    rows.createIndex("time", ["wing", "at"]);
  }

  protected put(rows: IDBObjectStore, row: Row): void {
    rows.put(row);
  }
}

/** Entries as bytes under a key: the least that storing them can cost. They can't be asked for. */
export class RawBytes extends Raw {
  readonly name = "IndexedDB, bytes";

  protected make(database: IDBDatabase): void {
    database.createObjectStore("rows");
  }

  prepare(rows: Row[]): Row[] {
    const encoder = new TextEncoder();
    return rows.map((row) => ({ ...row, document: encoder.encode(JSON.stringify(row.document)) }));
  }

  protected put(rows: IDBObjectStore, row: Row): void {
    rows.put(row.document, row.id);
  }

  async byPerson(): Promise<number> {
    return Number.NaN;
  }

  async byTime(): Promise<number> {
    return Number.NaN;
  }
}

export class InDexie implements Contestant {
  readonly name: string;
  private database!: Dexie & { rows: Table<Row, string> };

  constructor(private readonly durability: "default" | "strict" = "default") {
    this.name = durability === "strict" ? "Dexie, strict" : "Dexie";
  }

  async open(name: string): Promise<void> {
    const database = new Dexie(name, { chromeTransactionDurability: this.durability });
    database.version(1).stores({ rows: "id, person, [wing+at]" });
    await database.open();
    this.database = database as typeof this.database;
  }

  async close(): Promise<void> {
    this.database.close();
  }

  save(row: Row): Promise<unknown> {
    return this.database.rows.put(row);
  }

  write(rows: Row[]): Promise<unknown> {
    return this.database.rows.bulkPut(rows);
  }

  async readAll(): Promise<number> {
    return (await this.database.rows.toArray()).length;
  }

  async byPerson(person: string): Promise<number> {
    return (await this.database.rows.where("person").equals(person).toArray()).length;
  }

  async byTime(wing: string, from: number, to: number): Promise<number> {
    const rows = this.database.rows.where("[wing+at]").between([wing, from], [wing, to]);
    return (await rows.toArray()).length;
  }
}

PouchDB.plugin(indexeddbAdapter).plugin(find);

export class InPouch implements Contestant {
  readonly name: string;
  private database!: Database;

  constructor(private readonly adapter: "idb" | "indexeddb") {
    this.name = `PouchDB, ${adapter}`;
  }

  async open(name: string): Promise<void> {
    this.database = new PouchDB(name, { adapter: this.adapter });
    await this.database.info();
  }

  close(): Promise<void> {
    return this.database.close();
  }

  save({ id, ...row }: Row): Promise<unknown> {
    return this.database.put({ _id: id, ...row });
  }

  write(rows: Row[]): Promise<unknown> {
    return this.database.bulkDocs(rows.map(({ id, ...row }) => ({ _id: id, ...row })));
  }

  async readAll(): Promise<number> {
    const all = await this.database.allDocs({ include_docs: true, startkey: "entry:", endkey: "entry;" });
    return all.rows.length;
  }

  async index(): Promise<void> {
    await this.database.createIndex({ index: { fields: ["person"] } });
    await this.database.createIndex({ index: { fields: ["wing", "at"] } });
    await this.byPerson("");
    await this.byTime("none", 0, 1);
  }

  async byPerson(person: string): Promise<number> {
    const found = await this.database.find({ selector: { person }, limit: ALL });
    return found.docs.length;
  }

  async byTime(wing: string, from: number, to: number): Promise<number> {
    const found = await this.database.find({ selector: { wing, at: { $gte: from, $lt: to } }, limit: ALL });
    return found.docs.length;
  }
}

/** More rows than there are: PouchDB answers with 25 unless told otherwise. */
const ALL = 1_000_000;

const SCHEMA = {
  version: 0,
  primaryKey: "id",
  type: "object",
  properties: {
    id: { type: "string", maxLength: 60 },
    person: { type: "string", maxLength: 40 },
    wing: { type: "string", maxLength: 40 },
    at: { type: "number", minimum: 0, maximum: 1e13, multipleOf: 1 },
    document: { type: "object", additionalProperties: true },
  },
  required: ["id", "person", "wing", "at", "document"],
  indexes: ["person", ["wing", "at"]],
} as const;

export class InRx implements Contestant {
  readonly name = "RxDB, Dexie storage";
  private database!: RxDatabase;
  private rows!: RxCollection<Row>;

  async open(name: string): Promise<void> {
    this.database = await createRxDatabase({ name, storage: getRxStorageDexie(), multiInstance: false });
    await this.database.addCollections({ rows: { schema: SCHEMA as never } });
    this.rows = this.database.collections.rows as RxCollection<Row>;
  }

  async close(): Promise<void> {
    await this.database.close();
  }

  save(row: Row): Promise<unknown> {
    return this.rows.insert(row);
  }

  async write(rows: Row[]): Promise<void> {
    const { error } = await this.rows.bulkInsert(rows);
    if (error.length > 0) throw new Error(`RxDB refused ${error.length} rows`);
  }

  async readAll(): Promise<number> {
    return (await this.rows.find().exec()).length;
  }

  async byPerson(person: string): Promise<number> {
    return (await this.rows.find({ selector: { person } }).exec()).length;
  }

  async byTime(wing: string, from: number, to: number): Promise<number> {
    return (await this.rows.find({ selector: { wing, at: { $gte: from, $lt: to } } }).exec()).length;
  }
}
