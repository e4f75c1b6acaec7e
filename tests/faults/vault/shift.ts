/**
 * What must be on a tablet, by what it has acknowledged, and what may be, by what was under way when it died.
 *
 * A step is begun before its call and done after its answer has left the browser. After a kill everything that is done
 * must be found once and unchanged; of each step that was under way all of a transaction is found or nothing.
 */
import type { Chance } from "../../fixtures/chance";
import type { Found, VaultPage, Written } from "../../pages/vault_page";

export const KINDS = ["open", "save", "pull", "deliver", "forget", "settle", "age", "begin_epoch", "rewrite"] as const;
export type Kind = (typeof KINDS)[number];

/** What is done, to which documents. */
type Step = { kind: Kind; ids: string[]; checkpoint?: string };

/** How often a step was acknowledged, and what became of those that the kill met. */
export type Tally = { acknowledged: number; met: number; whole: number; absent: number };

const ENTRIES_MAX = 8;
const PULLED_MAX = 60;
const CHECKPOINT = 1_000_000;

export class Shift {
  /** Acknowledged and not forgotten. */
  private readonly held = new Map<string, Written>();
  /** Numbers in the chain of entries that were forgotten. */
  private readonly gone = new Set<number>();
  private readonly goneIds = new Set<string>();
  private readonly received = new Set<string>();
  private checkpoint: string | null = null;
  private readonly underWay = new Set<Step>();

  constructor(private readonly tally: Record<Kind, Tally>) {}

  /** Opens the vault and works on until the browser is gone, saving and everything else side by side. */
  async work(page: VaultPage, chance: Chance): Promise<void> {
    await this.take(page, { kind: "open", ids: [] });
    const saving = async () => {
      for (;;) await this.take(page, { kind: "save", ids: ids(chance, 1 + (chance.below(4) ? 0 : chance.below(ENTRIES_MAX))) });
    };
    const everythingElse = async () => {
      for (;;) await this.take(page, this.choose(chance));
    };
    await Promise.all([saving(), everythingElse()]);
  }

  /** Opens the vault and reads all of it. */
  async look(page: VaultPage): Promise<Found> {
    await page.act("open");
    return page.act<Found>("read");
  }

  private choose(chance: Chance): Step {
    const may = ["pull", "pull", "deliver", "forget", "settle", "settle", "age", "begin_epoch", "rewrite"] as const;
    const kind = may[chance.below(may.length)];
    switch (kind) {
      case "pull": {
        const checkpoint = `${CHECKPOINT + chance.below(CHECKPOINT)}`;
        return { kind, ids: ids(chance, 1 + chance.below(PULLED_MAX)), checkpoint };
      }
      case "forget":
      case "age": {
        const settled = [...this.held.values()].filter((one) => one.seq === 0 || this.received.has(one.id));
        return { kind, ids: settled.filter(() => chance.below(3) > 0).map((one) => one.id) };
      }
      default:
        return { kind, ids: [] };
    }
  }

  private async take(page: VaultPage, step: Step): Promise<void> {
    this.underWay.add(step);
    // What waits when it begins is what it settles, or none of it.
    if (step.kind === "deliver") step.ids = [...this.held.values()].filter((one) => this.waits(one)).map((one) => one.id);
    switch (step.kind) {
      case "save":
        for (const one of await page.act<Written[]>("save", step.ids)) this.held.set(one.id, one);
        break;
      case "pull":
        for (const one of await page.act<Written[]>("pull", step.ids, step.checkpoint)) this.held.set(one.id, one);
        this.checkpoint = step.checkpoint ?? null;
        break;
      case "deliver":
        for (const id of await page.act<string[]>("deliver")) this.received.add(id);
        break;
      case "forget":
      case "age": {
        const kept = await page.act<string[]>(step.kind, step.ids);
        if (kept.length > 0) throw new Error(`${kept.length} entries still waited that were received`);
        for (const id of step.ids) this.drop(id);
        break;
      }
      default:
        await page.act(step.kind);
    }
    this.underWay.delete(step);
    this.tally[step.kind].acknowledged += 1;
  }

  private waits(one: Written): boolean {
    return one.seq > 0 && !this.received.has(one.id);
  }

  private drop(id: string): void {
    const one = this.held.get(id);
    if (!one) return;
    this.held.delete(id);
    this.goneIds.add(id);
    if (one.seq > 0) this.gone.add(one.seq);
  }

  /** Holds what was found against what must be, settles what was under way, and says what is wrong. */
  settle(found: Found): string[] {
    const wrong = [...found.broken, ...found.repeated.map((id) => `${id} was read twice`)];
    const say = (holds: boolean, what: string) => {
      if (!holds) wrong.push(what);
    };
    const there = new Map(found.documents.map((one) => [one.id, one]));
    const waiting = new Set(found.waiting);
    const received = new Set(found.received);
    say(found.damaged + found.locked + found.newer === 0, `${found.damaged} damaged, ${found.locked} locked, ${found.newer} newer rows`);
    // The rest lies in pages.
    say(found.rows <= there.size, `${there.size} documents in ${found.rows} rows`);
    say(waiting.size === found.waiting.length && received.size === found.received.length, "the outbox names one twice");

    for (const step of this.underWay) this.settleStep(step, there, received, found.checkpoint, say);
    this.underWay.clear();
    say(found.checkpoint === this.checkpoint, `the place in the feed is ${found.checkpoint}, not ${this.checkpoint}`);

    for (const [id, one] of this.held) {
      const now = there.get(id);
      say(now !== undefined, `${id} is lost`);
      if (!now) continue;
      say(now.hash === one.hash && now.seq === one.seq, `${id} is changed`);
      const named = Number(waiting.has(id)) + Number(received.has(id));
      say(named === (one.seq > 0 ? 1 : 0), `the outbox names ${id} ${named} times`);
      say(!this.received.has(id) || received.has(id), `${id} was received and waits again`);
    }
    for (const id of there.keys()) say(this.held.has(id), `${id} was never acknowledged, or was forgotten`);
    for (const id of [...waiting, ...received]) say(this.held.has(id) || this.goneIds.has(id), `the outbox names ${id}, which isn't there`);
    const own = [...this.held.values()].filter((one) => one.seq > 0).map((one) => one.seq);
    const numbers = new Set([...own, ...this.gone]);
    say(numbers.size === own.length + this.gone.size, "two entries have one number");
    say(numbers.size === found.head_seq, `the head is ${found.head_seq}, and ${numbers.size} entries were written`);
    // An entry saved while a delivery was under way may have gone with it.
    for (const id of received) this.received.add(id);
    return wrong;
  }

  private settleStep(
    step: Step,
    there: Map<string, Written>,
    received: Set<string>,
    checkpoint: string | null,
    say: (holds: boolean, what: string) => void,
  ): void {
    const tally = this.tally[step.kind];
    tally.met += 1;
    const leaves = step.kind === "forget" || step.kind === "age";
    const isDone = (id: string) => (step.kind === "deliver" ? received.has(id) : there.has(id) !== leaves);
    const done = step.ids.filter(isDone);
    // Months go one by one, each in a transaction of its own.
    say(step.kind === "age" || done.length === 0 || done.length === step.ids.length, `half of a ${step.kind}: ${done.length} of ${step.ids.length}`);
    // Opening, a new epoch, settling and rewriting are several transactions and change no document.
    if (step.ids.length === 0) return;
    if (done.length === 0) tally.absent += 1;
    else tally.whole += 1;
    for (const id of done) {
      const one = there.get(id);
      if (step.kind === "deliver") this.received.add(id);
      else if (leaves) this.drop(id);
      else if (one) this.held.set(id, one);
    }
    if (step.kind === "pull") {
      say((checkpoint === step.checkpoint) === done.length > 0, "the place in the feed and its documents came apart");
      if (done.length > 0) this.checkpoint = step.checkpoint ?? null;
    }
  }
}

/** Ids of new entries. */
function ids(chance: Chance, count: number): string[] {
  return Array.from({ length: count }, () => `entry:${chance.uuid()}`);
}
