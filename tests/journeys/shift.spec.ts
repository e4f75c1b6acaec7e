/**
 * A night shift of eight hours on one tablet: four officers, each with a PIN; a tab that is discarded, one that crashes, a
 * browser that is killed, a reboot, a battery that dies during a save, and no server for half of it. Every sign-in is
 * counted and timed, and in the end everything that was acknowledged is there once, under its author.
 */
import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures";
import { isAt } from "../fixtures/at";
import { promise } from "../fixtures/inspect";
import { bookEntries, credentialOf, headerHash } from "../fixtures/register";
import { ShiftClock } from "../fixtures/shift_clock";
import { Officer } from "../pages/officer";
import { choosePin, lockedNames } from "../pages/pin";
import type { SignIn } from "../pages/tablet";

type Colleague = SignIn & { name: string; pin: string };

const NAMES = ["Adong Quillonbrask", "Bosco Wexmorthy", "Cissy Zerfandolin", "Denis Marrowyndle"] as const;
const [ADONG, BOSCO, CISSY, DENIS] = NAMES.map((name, at) => ({ staffNumber: `S-710${at}`, passphrase: `kettle window marble forty ${["one", "two", "six", "ten"][at]}`, name, pin: `${["8392", "6047", "9158", "7264"][at]}` })) as [Colleague, Colleague, Colleague, Colleague];
const EVERYBODY = [ADONG, BOSCO, CISSY, DENIS];

const SWITCH_MS_MAX = 5_000;
const COLD_MS_MAX = 12_000;
const HOURS = 8;

test.use({ demoDays: 2 });

test("four officers share a tablet for eight hours of discarded tabs, crashes, a reboot and a dead battery: nothing is lost @once", async ({ profile, hub }) => {
  test.setTimeout(300_000);
  for (const one of EVERYBODY) hub.addUser(one.staffNumber, one.name, "officer", one.passphrase);
  const clock = new ShiftClock();
  const took: Record<"passphrase" | "PIN", number[]> = { passphrase: [], PIN: [] };
  const saved: { author: Colleague; text: string }[] = [];
  let checks = 0;
  let credential = () => "";
  let officer = await arrive(await profile.open());

  async function arrive(page: Page): Promise<Officer> {
    await clock.follow(page);
    credential = credentialOf(page);
    return new Officer(page);
  }

  /** Takes the tablet: with the PIN where the app still knows it, else with the passphrase. */
  async function take(who: Colleague): Promise<void> {
    const { page } = officer;
    const own = lockedNames(page).filter({ hasText: who.name });
    const form = page.locator("#staff-number");
    await expect(form.or(lockedNames(page).first())).toBeVisible();
    const known = (await own.count()) > 0;
    const begun = Date.now();
    if (known) {
      await own.click();
      await page.keyboard.type(who.pin);
      await expect(officer.navigation).toBeVisible();
    } else {
      if ((await form.count()) === 0) await page.locator(".wb-entrance .wb-button--quiet").click();
      await officer.unlock(who);
    }
    took[known ? "PIN" : "passphrase"].push(Date.now() - begun);
  }

  /** To the person whom all of them talk with, by name. */
  async function find(): Promise<void> {
    await officer.open("people");
    await officer.search.fill("ma");
    await officer.found.first().click();
    await isAt(officer.page, /\/people\/[0-9a-f-]+$/);
  }

  async function write(author: Colleague, text: string): Promise<void> {
    await find();
    await officer.writeContact(text);
    // Back on the person's page, where it stands: acknowledged.
    await expect(officer.timeline.filter({ hasText: text })).toHaveCount(1);
    saved.push({ author, text });
  }

  /** One stop of the round that Today offers. */
  async function checkOne(): Promise<void> {
    await officer.open("today");
    await officer.nextRound.click();
    const asked = officer.dialog.locator(".wb-button--primary");
    await expect(officer.stopName.or(asked)).toBeVisible();
    if (await asked.isVisible()) await asked.click();
    await officer.check();
    checks += 1;
    await officer.open("today");
  }

  const lock = () => officer.lockButton.click();
  const cold = async (page: Page) => {
    officer = await arrive(page);
    await page.goto(hub.url);
  };

  await test.step("0:00 each signs in once with the server, and chooses a PIN", async () => {
    await officer.setUp(hub.url);
    for (const one of EVERYBODY) {
      await take(one);
      await officer.isInStep();
      await choosePin(officer, one, one.pin);
      await lock();
    }
  });

  await test.step("0:30 a round is due; two change over", async () => {
    await clock.pass(30);
    await take(ADONG);
    await checkOne();
    await lock();
    await take(BOSCO);
    await write(BOSCO, "Shiftword one, before midnight.");
    await lock();
  });

  await test.step("1:30 nobody touches it: it locks by itself; then the tab is discarded", async () => {
    await clock.pass(60);
    await take(CISSY);
    await write(CISSY, "Shiftword two, quiet landing.");
    await officer.open("today");
    await clock.pass(15);
    await expect(lockedNames(officer.page).first()).toBeVisible({ timeout: 15_000 });
    const next = await officer.page.context().newPage();
    await officer.page.close();
    await cold(next);
  });

  await hub.stop();
  await test.step("3:00 no server any more; a tab crashes in mid-typing", async () => {
    await clock.pass(75);
    await take(DENIS);
    await find();
    await officer.beginContact("Shiftword three, half");
    await officer.page.waitForTimeout(1_000);
    const next = await officer.page.context().newPage();
    const crashed = officer.page.waitForEvent("crash");
    await officer.page.goto("chrome://crash").catch(() => {});
    await crashed;
    await officer.page.close();
    await cold(next);
    await take(DENIS);
    await expect(officer.text).toHaveValue("Shiftword three, half");
    await officer.text.press("End");
    await officer.page.keyboard.type(" and whole.");
    await officer.save.click();
    await expect(officer.snackbar).toBeVisible();
    saved.push({ author: DENIS, text: "Shiftword three, half and whole." });
    await lock();
    await take(ADONG);
    await checkOne();
    await lock();
    await take(DENIS);
    await write(DENIS, "Shiftword four, after the crash.");
    await lock();
  });

  await test.step("4:30 the browser is killed, and comes back with its session", async () => {
    await clock.pass(90);
    await take(ADONG);
    await write(ADONG, "Shiftword five, before the kill.");
    await profile.kill();
    officer = await arrive(await profile.restore(hub.url));
    await officer.page.reload();
    await take(BOSCO);
    await write(BOSCO, "Shiftword six, after the kill.");
    await lock();
  });

  await test.step("6:00 reboot: everything ends and starts again, the server too", async () => {
    await clock.pass(90);
    await profile.kill();
    await hub.start();
    await cold(await profile.open());
    await take(CISSY);
    await checkOne();
    await officer.isInStep();
    await lock();
    await take(DENIS);
    await lock();
    await take(CISSY);
    await write(CISSY, "Shiftword seven, near morning.");
  });

  await test.step("7:30 the battery dies in the middle of a save", async () => {
    await clock.pass(90);
    // Nobody held it for so long: it has locked itself, or is about to.
    await expect(lockedNames(officer.page).first()).toBeVisible({ timeout: 15_000 });
    await take(CISSY);
    await find();
    await officer.beginContact("Shiftword eight, on the last of the battery.");
    await officer.page.waitForTimeout(1_000);
    const pressed = officer.save.click({ noWaitAfter: true }).catch(() => {});
    await new Promise((wake) => setTimeout(wake, 40));
    await profile.kill();
    await pressed;
    await cold(await profile.open());
    await take(CISSY);
    await officer.open("write");
    const draft = officer.page.locator('main a[href^="/write/draft/"]');
    const wasSaved = (await draft.count()) === 0;
    console.log(`the battery died ${wasSaved ? "after" : "before"} the save was durable`);
    if (!wasSaved) {
      await draft.click();
      await officer.save.click();
      await expect(officer.snackbar).toBeVisible();
    }
    saved.push({ author: CISSY, text: "Shiftword eight, on the last of the battery." });
  });

  await test.step("8:00 the shift is over: everything is there once, at the server, under its author", async () => {
    await clock.pass(30);
    expect(clock.hours).toBeGreaterThanOrEqual(HOURS);
    await expect(officer.navigation.or(lockedNames(officer.page).first())).toBeVisible();
    if (!(await officer.navigation.isVisible())) await take(CISSY);
    await officer.isInStep();
    const held = await bookEntries(hub, credential(), "wing");
    const authors = new Map<Colleague, unknown>();
    for (const { author, text } of saved) {
      const found = held.filter((entry) => entry.body?.answers.text === text);
      expect(found.map(headerHash), `${text} once`).toHaveLength(1);
      const id = found[0]?.header.author;
      expect(authors.get(author) ?? id, `${text}: by ${author.name}`).toBe(id);
      authors.set(author, id);
    }
    expect(new Set(authors.values()).size, "four authors").toBe(EVERYBODY.length);
    const shifts = held.filter((entry) => entry.header.form === "check" && [...authors.values()].includes(entry.header.author));
    expect(shifts, "every check once").toHaveLength(checks);
    await find();
    for (const { author, text } of saved) {
      const row = officer.timeline.filter({ hasText: text });
      await expect(row).toHaveCount(1);
      await expect(row, text).toContainText(author.name);
    }
  });

  for (const [how, all] of Object.entries(took)) {
    const sorted = [...all].sort((a, b) => a - b);
    console.log(`${all.length} sign-ins by ${how}: ${sorted.map((ms) => (ms / 1000).toFixed(1)).join(", ")} s`);
  }
  promise("coming back with a PIN, the slowest", Math.max(...took.PIN), SWITCH_MS_MAX, " ms");
  promise("a cold start with a passphrase, the slowest", Math.max(...took.passphrase), COLD_MS_MAX, " ms");
  promise("passphrases typed in a shift of four, with five cold starts", took.passphrase.length, EVERYBODY.length + 11);
});
