/** The officer's pages. Taps are counted where a journey promises so many; like every page object it looks for no words. */
import { expect, type Locator, type Page } from "@playwright/test";
import type { Hub } from "../fixtures";
import { isAt } from "../fixtures/at";
import { type SignIn, Tablet } from "./tablet";

export class Officer extends Tablet {
  /** Taps since the last `countTaps`. */
  taps = 0;

  constructor(page: Page) {
    super(page);
    // What takes longer than this is a fault, not a slow machine.
    page.setDefaultTimeout(20_000);
  }

  countTaps(): void {
    this.taps = 0;
  }

  /** One tap of a finger. */
  async tap(target: Locator): Promise<void> {
    this.taps += 1;
    await target.click();
  }

  // Before sign-in

  async setUp(address: string): Promise<void> {
    await this.page.goto(address);
    await expect(this.page.locator(".wb-banner--ok")).toBeVisible();
    await this.tap(this.page.locator('button[type="submit"]'));
    await expect(this.passphrase).toBeVisible();
  }

  get passphrase(): Locator {
    return this.page.locator('input[type="password"]');
  }

  /** Signs in on a tablet that is set up, or meets `orElse`; whoever types needs one tap for the second field and one for the button. */
  async unlock(who: SignIn, orElse?: Locator): Promise<void> {
    await expect(this.page.locator("#staff-number")).toBeFocused();
    await this.page.keyboard.type(who.staffNumber);
    await this.tap(this.passphrase);
    await this.page.keyboard.type(who.passphrase);
    await this.tap(this.page.locator('button[type="submit"]'));
    await expect(orElse ? this.navigation.or(orElse) : this.navigation).toBeVisible({ timeout: 60_000 });
  }

  get navigation(): Locator {
    return this.page.locator(".wb-nav");
  }

  get lockButton(): Locator {
    return this.page.locator(".wb-header > button");
  }

  async lock(): Promise<void> {
    await this.tap(this.lockButton);
    await expect(this.passphrase).toBeVisible();
  }

  /** Opens the app again after a reload or a failure, and unlocks. */
  async reopen(hub: Hub, who: SignIn): Promise<void> {
    await this.page.goto(hub.url);
    await this.unlock(who);
  }

  // Today and rounds

  /** The one large button of Today: start the round, or go on with it. */
  get nextRound(): Locator {
    return this.page.locator("main .wb-section .wb-button--primary").first();
  }

  get stopName(): Locator {
    return this.page.locator(".wb-stop__name");
  }

  /** The one tap of a stop. */
  get state(): Locator {
    return this.page.locator(".wb-stop__primary");
  }

  /** "3 of 15" above the stop, as numbers. */
  async progress(): Promise<[number, number]> {
    const words = await this.page.locator(".wb-round-top__progress").innerText();
    return numbersIn(words).slice(0, 2) as [number, number];
  }

  async startRound(): Promise<void> {
    await this.tap(this.nextRound);
    await expect(this.stopName).toBeVisible();
  }

  /** Starts the last round that is planned in this shift: a whole wing, stop by stop. */
  async startLastOfShift(): Promise<void> {
    await this.open("round");
    await this.tap(this.page.locator("main .wb-rows").first().locator("button").last());
    await expect(this.stopName).toBeVisible();
  }

  /** Checks the stop on screen and waits until the next one, or the summary, is there. */
  async check(): Promise<void> {
    const before = await this.stopName.innerText();
    await this.tap(this.state);
    await expect(this.page.locator("#page-heading").first()).not.toHaveText(before);
  }

  get people(): Locator {
    return this.page.locator(".wb-stop__person");
  }

  /** In the dialog of a person: `seen`, the reasons in their order, `not checked`. */
  async sayOf(person: Locator, what: "court" | "unknown" | "not_checked"): Promise<void> {
    await this.tap(person);
    const dialog = this.dialog;
    const reasons = dialog.locator(".wb-stop__reasons button");
    if (what === "not_checked") await this.tap(dialog.locator(".wb-stack > button").nth(1));
    else await this.tap(what === "court" ? reasons.first() : reasons.last());
    await expect(dialog).toHaveCount(0);
  }

  get dialog(): Locator {
    return this.page.locator("dialog[open]");
  }

  /** "Could not check", with the reason at this place of the list. */
  async couldNot(reason: number): Promise<void> {
    await this.tap(this.page.locator(".wb-stop__middle button").first());
    await this.tap(this.dialog.locator(".wb-stack > button").nth(reason));
    await expect(this.dialog).toHaveCount(0);
  }

  async pause(): Promise<void> {
    await this.tap(this.page.locator(".wb-round-top__actions > button").first());
    await expect(this.paused).toBeVisible();
  }

  get paused(): Locator {
    return this.page.locator(".wb-paused[open]");
  }

  async resume(): Promise<void> {
    await this.tap(this.paused.locator("button").first());
    await expect(this.paused).toHaveCount(0);
  }

  async handOver(name: string): Promise<void> {
    await this.tap(this.page.locator(".wb-round-top__actions > button").last());
    await this.tap(this.dialog.locator(".wb-stack > button").first());
    await this.dialog.locator("input").fill(name);
    await this.tap(this.dialog.locator("li button").first());
    await isAt(this.page, /\/today$/);
  }

  get takeOver(): Locator {
    return this.page.locator('main .wb-banner button:has(use[href$="hand"])');
  }

  /** To the summary at the end, wherever the round stands. */
  async toTheEnd(): Promise<void> {
    await this.tap(this.page.locator(".wb-round-top__actions > button").last());
    const actions = this.dialog.locator(".wb-stack > button");
    await this.tap(actions.nth(1));
    await expect(this.page.locator(".wb-stop__figures")).toBeVisible();
  }

  /** In the summary of a round that is not the whole wing: on to the roll count all the same. */
  get toCount(): Locator {
    return this.page.locator(".wb-stop__middle a");
  }

  /** The figures of the summary: people checked, of how many; stops checked, of how many. */
  async figures(): Promise<number[]> {
    return numbersIn(await this.page.locator(".wb-stop__figures").innerText());
  }

  // People and writing

  get found(): Locator {
    return this.page.locator(".wb-virtual .wb-row");
  }

  get search(): Locator {
    return this.page.locator("#page-search");
  }

  /** A choice of a form by its place among all choices of the question with this number. */
  choice(question: number, at: number): Locator {
    return this.page.locator("fieldset[data-question]").nth(question).locator("label.wb-choice").nth(at);
  }

  get text(): Locator {
    return this.page.locator("textarea.wb-input--area").first();
  }

  get save(): Locator {
    return this.page.locator(".wb-form__foot .wb-button--primary");
  }

  /** From a person's page: the kind, how it went, the text. The cursor goes to the text by itself. */
  async writeContact(text: string): Promise<void> {
    await this.beginContact(text);
    await this.tap(this.save);
    await isAt(this.page, /\/people\/[0-9a-f-]+$/);
  }

  async beginContact(text: string): Promise<void> {
    await this.tap(this.page.locator(".wb-page__foot a"));
    await this.tap(this.choice(0, 0));
    await this.tap(this.choice(1, 0));
    await expect(this.page.locator("textarea").first()).toBeFocused();
    await this.page.keyboard.type(text);
  }

  get timeline(): Locator {
    return this.page.locator("main .wb-record");
  }

  get snackbar(): Locator {
    return this.page.locator(".wb-snackbar");
  }
}

/** Whole numbers in a sentence, in whatever digits they are written. */
export function numbersIn(words: string): number[] {
  const latin = words.replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660));
  return (latin.match(/\d+/g) ?? []).map(Number);
}
