/** What the page with the vault exports to a bench: `tests/vault_page/src/tablet.rs` and `measures.rs`. */
declare module "vault-page" {
  export default function start(): Promise<unknown>;

  export class Archive {
    static make(count: number): Archive;
    bytes(): number;
    rows(from: number, to: number): string;
    people(): string;
    days(): string;
  }

  export class Index {
    by_person(person: string): number;
    by_time(wing: string, from: number, to: number): number;
    free(): void;
  }

  export class Bare {
    static open(): Promise<Bare>;
    write(archive: Archive, from: number, to: number): Promise<void>;
    save(ids: string): Promise<string>;
    sign(ids: string): void;
  }

  export class Tablet {
    static open(database: string): Promise<Tablet>;
    save(ids: string): Promise<string>;
    write(archive: Archive, from: number, to: number): Promise<void>;
    load(): Promise<number>;
    load_index(archive: Archive): Promise<Index>;
    close(): void;
  }
}
