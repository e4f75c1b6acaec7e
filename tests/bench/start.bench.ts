/**
 * Start with a warm cache and no server, against an empty Leptos app in the same
 * wrapping on the same machine. Both take turns, so that a busy moment of the
 * machine meets both.
 */
import { type Browser, type Page } from "@playwright/test";
import { expect, test } from "../fixtures";
import { Build, BuildServer } from "../fixtures/builds";
import { emptyDistFolder } from "../fixtures/places";

const ROUNDS = 21;
const RATIO_MAX = 1.5;

test("start with a warm cache and no network", async ({ browser }) => {
  const pages = [await warm(browser, Build.copy()), await warm(browser, Build.copy(emptyDistFolder))];
  const times: number[][] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [which, page] of pages.entries()) times[which].push(await startOnce(page));
  }
  const [ours, empty] = times.map(median);
  const ratio = ours / empty;
  console.log(`start, warm and offline: ${ours.toFixed(0)} ms; an empty app: ${empty.toFixed(0)} ms; ratio ${ratio.toFixed(2)} (≤ ${RATIO_MAX})`);
  expect(ratio).toBeLessThanOrEqual(RATIO_MAX);
});

/** A page whose app is kept on the tablet and whose server is gone. */
async function warm(browser: Browser, build: Build): Promise<Page> {
  const server = await BuildServer.make(build);
  const page = await browser.newPage();
  await page.goto(server.url);
  await expect(page.locator("html")).toHaveAttribute("data-started", "");
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await server.stop();
  build.remove();
  return page;
}

/** Milliseconds from the navigation to the running program. */
async function startOnce(page: Page): Promise<number> {
  await page.reload();
  return page.evaluate(
    () =>
      new Promise<number>((done) => {
        const look = () => {
          if ("started" in document.documentElement.dataset) done(performance.getEntriesByName("wingbook:started")[0].startTime);
          else setTimeout(look, 5);
        };
        look();
      }),
  );
}

function median(values: number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)];
}
