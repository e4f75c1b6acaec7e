/** The little of PouchDB that the bench uses: its packages come without types. */
declare module "pouchdb-browser" {
  type Documents = { docs: unknown[] };

  export interface Database {
    info(): Promise<unknown>;
    close(): Promise<void>;
    put(document: object): Promise<unknown>;
    bulkDocs(documents: object[]): Promise<unknown>;
    allDocs(options: object): Promise<{ rows: unknown[] }>;
    createIndex(definition: object): Promise<unknown>;
    find(query: object): Promise<Documents>;
  }

  const PouchDB: {
    new (name: string, options: object): Database;
    plugin(plugin: unknown): typeof PouchDB;
  };
  export default PouchDB;
}

declare module "pouchdb-adapter-indexeddb" {
  const plugin: unknown;
  export default plugin;
}

declare module "pouchdb-find" {
  const plugin: unknown;
  export default plugin;
}
