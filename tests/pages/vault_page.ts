/** The page that holds the vault and nothing else (`tests/vault_page`): its actions, as scripts call them by name. */
import type { Page } from "@playwright/test";
import { Build, BuildServer } from "../fixtures/builds";

/** A document as it was written or read. */
export type Written = { id: string; hash: string; seq: number };

/** Everything that a tablet holds of its book: `tests/vault_page/src/report.rs`. */
export type Found = {
  documents: Written[];
  rows: number;
  repeated: string[];
  damaged: number;
  locked: number;
  newer: number;
  head_seq: number;
  broken: string[];
  waiting: string[];
  received: string[];
  checkpoint: string | null;
};

export class VaultPage {
  private constructor(readonly page: Page) {}

  /** Goes to the page; its vault is closed until `act("open")`. */
  static async visit(page: Page, server: BuildServer, query = ""): Promise<VaultPage> {
    await page.goto(`${server.url}/${query}`);
    return new VaultPage(page).ready();
  }

  /** Loads the page anew: whatever it had open is closed. */
  async again(): Promise<VaultPage> {
    await this.page.reload();
    return this.ready();
  }

  private async ready(): Promise<this> {
    await this.page.waitForFunction(() => "act" in window);
    return this;
  }

  /** Calls an action. The answer leaves the browser before this resolves. */
  act<Answer = unknown>(action: string, ...values: unknown[]): Promise<Answer> {
    const call = ([name, given]: [string, unknown[]]) =>
      (window as unknown as { act: (action: string, ...values: unknown[]) => Promise<Answer> }).act(name, ...given);
    return this.page.evaluate(call, [action, values] as [string, unknown[]]) as Promise<Answer>;
  }
}

/** Serves a build of the page. */
export async function serveVault(folder: string): Promise<{ server: BuildServer; stop: () => Promise<void> }> {
  const build = Build.copy(folder);
  const server = await BuildServer.make(build);
  const stop = async () => {
    await server.stop();
    build.remove();
  };
  return { server, stop };
}
