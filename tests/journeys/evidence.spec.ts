/** Checking an export: a hub's own is clean, whoever tampered with it is found, and nobody has to be signed in. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test as base } from "../fixtures";
import { inspect } from "../fixtures/inspect";
import { makeFolder } from "../fixtures/places";
import { signInOf, Tablet } from "../pages/tablet";

/** An export of the wing's register, and copies of it that somebody changed. */
class Exported {
  private folder = makeFolder("export");
  readonly lines: string[];

  constructor(readonly hub: { export(book: string, file: string): void }) {
    hub.export("wing", this.path("whole"));
    this.lines = readFileSync(this.path("whole"), "utf8").split(/(?<=\n)/);
  }

  path(name: string): string {
    return join(this.folder.path, `${name}.jsonl`);
  }

  /** A copy with other lines. */
  copy(name: string, lines: string[]): string {
    writeFileSync(this.path(name), lines.join(""));
    return this.path(name);
  }

  remove(): void {
    this.folder.remove();
  }
}

const test = base.extend<{ exported: Exported }>({
  exported: async ({ hub }, use) => {
    const exported = new Exported(hub);
    await use(exported);
    exported.remove();
  },
});

test.setTimeout(240_000);
test.use({ demoDays: 2 });

/** Keeps how long the page did not answer, at the longest. */
function watchTasks(): void {
  const kept = window as unknown as { longest: number };
  kept.longest = 0;
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) kept.longest = Math.max(kept.longest, task.duration);
  }).observe({ type: "longtask" });
}

test("what a hub exports is clean; a changed copy names the record, a cut one is named cut", async ({ profile, hub, exported }) => {
  const page = await profile.open();
  const officer = new Tablet(page);
  await officer.signIn(hub, signInOf(hub, "Officer"));
  await officer.open("more");
  await page.locator('main a[href="/more/evidence"]').click();
  const file = page.locator("#evidence-file");
  await expect(file).toBeVisible();
  await inspect(page, "before a file is chosen");
  const verdict = page.locator("#evidence-verdict");

  await test.step("whole", async () => {
    await page.evaluate(watchTasks);
    await file.setInputFiles(exported.path("whole"));
    await expect(verdict.locator(".wb-banner--ok")).toBeVisible({ timeout: 120_000 });
    await expect(page.locator("#evidence-unknown li").first()).toBeVisible();
    await expect(page.locator("[data-kind]")).toHaveCount(0);
    // In one go it takes seconds. A task is long from 50 ms on; other people's work on this machine counts in it.
    const longest = await page.evaluate(() => (window as unknown as { longest: number }).longest);
    test.info().annotations.push({ type: "longest task", description: `${Math.round(longest)} ms` });
    expect(longest).toBeLessThan(300);
    await inspect(page, "a clean export");
  });

  await test.step("altered", async () => {
    const at = exported.lines.findIndex((line) => line.includes('"origin":"live"'));
    const line = exported.lines[at] as string;
    const id = /"_id":"entry:([0-9a-f-]+)"/.exec(line)?.[1] as string;
    const other = line.replace('"origin":"live"', '"origin":"late"');
    const changed = exported.lines.map((one) => (one === line ? other : one));
    await file.setInputFiles(exported.copy("altered", changed));
    await expect(page.locator('[data-kind="body"]')).toContainText(id, { timeout: 120_000 });
    await expect(verdict.locator(".wb-banner--warn")).toBeVisible();
    await inspect(page, "an export that was tampered with");
  });

  await test.step("cut", async () => {
    await file.setInputFiles(exported.copy("cut", exported.lines.slice(0, -2)));
    await expect(page.locator('[data-kind="cut"]')).toBeVisible({ timeout: 120_000 });
    await expect(page.locator("[data-kind]")).toHaveCount(1);
  });

  await test.step("none at all", async () => {
    await file.setInputFiles(exported.copy("none", ["Name,Number\n"]));
    await expect(page.locator("main .wb-banner--warn")).toBeVisible();
    await expect(verdict).toHaveCount(0);
  });
});

test("a tablet that belongs to nobody checks one without a server @once", async ({ profile, hub, exported }) => {
  const page = await profile.open();
  await page.goto(`${hub.url}/more/evidence`);
  const file = page.locator("#evidence-file");
  await expect(file).toBeVisible();
  await inspect(page, "an export before sign-in", false);
  await hub.stop();
  await file.setInputFiles(exported.path("whole"));
  await expect(page.locator("#evidence-verdict .wb-banner--ok")).toBeVisible({ timeout: 120_000 });
});
