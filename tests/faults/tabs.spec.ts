/** Two tabs and five on one tablet (R8): one of them sends and receives for all; the others hear of it, and take its place. */
import { type BrowserContext } from "@playwright/test";
import { expect, type Hub, test } from "../fixtures";
import { addressOf, isAt } from "../fixtures/at";
import { credentialOf, wingEntries } from "../fixtures/register";
import { Officer } from "../pages/officer";
import { signInOf } from "../pages/tablet";

test.use({ demoDays: 2 });
test.setTimeout(240_000);

/** How long news takes from tab to tab, on a machine with much to do. */
const ACROSS = { timeout: 30_000 };
/** How long a tab waits until it takes a frozen one's place, and the next round. */
const TAKE_OVER = { timeout: 90_000 };

/** Another tab in which the officer signs in, at the page of the same person. */
async function anotherTab(context: BrowserContext, hub: Hub, person: string): Promise<Officer> {
  const officer = new Officer(await context.newPage());
  await officer.page.goto(hub.url + person);
  await officer.unlock(signInOf(hub, "Officer"));
  await expect(officer.page.locator(".wb-person__number")).toBeVisible();
  return officer;
}

async function firstTab(officer: Officer, hub: Hub): Promise<string> {
  await officer.setUp(hub.url);
  await officer.unlock(signInOf(hub, "Officer"));
  await officer.isInStep();
  await officer.open("people");
  await officer.search.fill("ma");
  await officer.found.first().click();
  await isAt(officer.page, /\/people\/[0-9a-f-]+$/);
  return addressOf(officer.page);
}

const texts = async (hub: Hub, credential: string) =>
  (await wingEntries(hub, credential)).map((entry) => String(entry.body?.answers.text ?? "")).filter((text) => text.startsWith("Tabword"));

test("R8 what one tab saves another one sends and shows; when the tab at work is frozen or closed, another takes its place @once", async ({ page, context, hub }) => {
  const credential = credentialOf(page);
  const first = new Officer(page);
  const person = await firstTab(first, hub);
  const second = await anotherTab(context, hub, person);

  await second.writeContact("Tabword of the second.");
  await expect(first.timeline.filter({ hasText: "Tabword of the second." }), "the first hears of it").toHaveCount(1, ACROSS);
  await expect.poll(() => texts(hub, credential()), ACROSS).toEqual(["Tabword of the second."]);
  await second.isInStep();
  await first.writeContact("Tabword of the first.");
  await expect(second.timeline.filter({ hasText: "Tabword of the first." }), "the second hears of it").toHaveCount(1, ACROSS);

  // The one at work does nothing more, and does not let go.
  const tools = await context.newCDPSession(page);
  await tools.send("Page.setWebLifecycleState", { state: "frozen" });
  await second.page.bringToFront();
  await second.writeContact("Tabword beside a frozen tab.");
  await expect.poll(() => texts(hub, credential()), TAKE_OVER).toHaveLength(3);
  await second.isInStep();

  await tools.send("Page.setWebLifecycleState", { state: "active" });
  const third = await anotherTab(context, hub, person);
  await second.page.close();
  await page.close();
  await third.writeContact("Tabword of whoever is left.");
  await expect.poll(() => texts(hub, credential()), ACROSS).toHaveLength(4);
  expect(new Set(await texts(hub, credential())).size, "each once").toBe(4);
});

test("R8 five tabs save at the same time: one chain, each record once, all of them in each tab @once", async ({ page, context, hub }) => {
  const credential = credentialOf(page);
  const first = new Officer(page);
  const person = await firstTab(first, hub);
  const tabs = [first];
  while (tabs.length < 5) tabs.push(await anotherTab(context, hub, person));
  // All of them before anything is typed: a form that is begun already would be gone on with.
  for (const tab of tabs) {
    await tab.page.locator(".wb-page__foot a").click();
    await expect(tab.save).toBeVisible();
  }
  for (const [at, tab] of tabs.entries()) {
    for (const question of [0, 1]) await tab.choice(question, 0).click();
    await tab.text.fill(`Tabword ${at}.`);
  }
  await Promise.all(tabs.map((tab) => tab.save.evaluate((button: HTMLElement) => button.click())));
  for (const tab of tabs) {
    await isAt(tab.page, /\/people\/[0-9a-f-]+$/);
    await expect(tab.timeline.filter({ hasText: "Tabword" })).toHaveCount(5, ACROSS);
  }
  await expect.poll(() => texts(hub, credential()), ACROSS).toHaveLength(5);
  const entries = (await wingEntries(hub, credential())).filter((entry) => String(entry.body?.answers.text).startsWith("Tabword"));
  expect(new Set(entries.map((entry) => entry.header.chain)).size, "one chain").toBe(1);
  expect(new Set(entries.map((entry) => entry.header.seq)).size, "no fork").toBe(5);
});
