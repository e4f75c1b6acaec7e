/** The pages of a vaccination session. Like every page object it looks for no words. */
import { expect, type Locator } from "@playwright/test";
import { isAt } from "../fixtures/at";
import { Nurse } from "./nurse";
import { numbersIn } from "./officer";

export class Clinic extends Nurse {
  /** Starts a session with everything as it is offered. */
  async startSession(): Promise<void> {
    await this.open("session");
    await this.tap(this.page.locator(".wb-page__foot a"));
    await this.tap(this.page.locator(".wb-page__foot .wb-button--primary"));
    await isAt(this.page, /\/session\/[0-9a-f-]{36}$/);
  }

  /** What stands on the vial. The place of the vaccine in the list, `null` for the one that stands there. */
  async openVial(product: string | null, lot: string, expiry: string, doses: number, vials = 1): Promise<void> {
    const scope = (await this.dialog.count()) > 0 ? this.dialog : this.page.locator("main");
    if (product !== null) await scope.locator("#vial-product").selectOption(product);
    await scope.locator("#vial-lot").fill(lot);
    await scope.locator("#vial-expiry").fill(expiry);
    const numbers = scope.locator(".wb-stepper input");
    await numbers.nth(0).fill(String(doses));
    await numbers.nth(0).press("Tab");
    await numbers.nth(1).fill(String(vials));
    await numbers.nth(1).press("Tab");
    await this.tap(scope.locator(".wb-stack > .wb-button--primary"));
    await expect(this.page.locator(".wb-clinic-vial")).toContainText(lot);
  }

  /** Walks the cells of this place, by its name. */
  async walk(name: string): Promise<void> {
    const place = this.page.locator("#clinic-walk option", { hasText: name }).first();
    await this.page.locator("#clinic-walk").selectOption((await place.getAttribute("value")) as string);
    await expect(this.coming.first()).toBeVisible();
  }

  /** Who is still to come. */
  get coming(): Locator {
    return this.page.locator(".wb-clinic__main .wb-rows > li > button.wb-row");
  }

  get next(): Locator {
    return this.page.locator(".wb-clinic__main .wb-button--primary");
  }

  get card(): Locator {
    return this.page.locator(".wb-clinic-card");
  }

  get name(): Locator {
    return this.card.locator(".wb-clinic-card__name");
  }

  get number(): Locator {
    return this.card.locator(".wb-person__number").first();
  }

  /** The right person; it can't be tapped in the first moment. */
  async rightPerson(): Promise<void> {
    const step = this.card.locator("> .wb-clinic-step").first();
    await this.page.waitForTimeout(850);
    await this.tap(step);
    await expect(step).toHaveAttribute("aria-pressed", "true");
  }

  /** Taps *right person* in the moment in which somebody else comes up, and says whether that confirmed them. */
  tapWhenNextComesUp(): Promise<string | null> {
    return this.page.evaluate(() => {
      const name = () => document.querySelector(".wb-clinic-card .wb-person__number")?.textContent;
      const before = name();
      return new Promise<string | null>((resolve) => {
        new MutationObserver((_, observer) => {
          const step = document.querySelector<HTMLElement>(".wb-clinic-card > .wb-clinic-step");
          if (!step || !name() || name() === before) return;
          observer.disconnect();
          step.click();
          requestAnimationFrame(() => resolve(step.getAttribute("aria-pressed")));
        }).observe(document.body, { subtree: true, childList: true, characterData: true });
      });
    });
  }

  /** Agreed, refused, not today. */
  async answers(at: 0 | 1 | 2): Promise<void> {
    await this.tap(this.card.locator(".wb-clinic-answers .wb-clinic-step").nth(at));
  }

  get give(): Locator {
    return this.card.locator(".wb-clinic-step--give");
  }

  /** The three taps. */
  async vaccinate(): Promise<void> {
    await this.rightPerson();
    await this.answers(0);
    await this.tap(this.give);
  }

  /** The reason of whoever gets none, by its place. */
  async because(at: number): Promise<void> {
    await this.tap(this.card.locator(".wb-clinic-reasons button").nth(at));
  }

  get warnings(): Locator {
    return this.card.locator(".wb-banner");
  }

  get watched(): Locator {
    return this.page.locator(".wb-clinic-watched .wb-clinic-watch");
  }

  /** Drawn, given, thrown away, left of a lot. */
  async totals(lot: string): Promise<number[]> {
    const cells = this.page.locator(".wb-clinic-totals tbody", { hasText: lot }).locator("td");
    const texts = await cells.allInnerTexts();
    return texts.map((text) => Number(text.replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))));
  }

  /** Doses left in the vial, as its badge says. */
  async left(): Promise<number> {
    return numbersIn(await this.page.locator(".wb-clinic-vial .wb-badge").first().innerText())[0] as number;
  }

  /** Counts what is left of the only lot and ends the session. */
  async countAndEnd(left: number): Promise<void> {
    await this.tap(this.page.locator(".wb-clinic__side .wb-section").first().locator("button").first());
    const input = this.dialog.locator(".wb-stepper input").first();
    await input.fill(String(left));
    await input.press("Tab");
    await this.tap(this.dialog.locator(".wb-button--primary"));
    await expect(this.dialog).toHaveCount(0);
  }

  /** Opens what was written down beside doses, and asks to correct the last step that counts doses. */
  async askToCorrect(): Promise<void> {
    await this.tap(this.page.locator(".wb-clinic__side details > summary"));
    await this.tap(this.page.locator(".wb-clinic-written button").first());
  }

  /** Says another number of doses, and why, in the open dialog. */
  async correctStep(doses: number, why: string): Promise<void> {
    const input = this.dialog.locator(".wb-stepper input").first();
    await input.fill(String(doses));
    await input.press("Tab");
    await this.tap(this.dialog.locator(".wb-button--primary"));
    await expect(this.dialog.locator(".wb-field--error")).toHaveCount(1);
    await this.dialog.locator("textarea").fill(why);
    await this.tap(this.dialog.locator(".wb-button--primary"));
    await expect(this.dialog).toHaveCount(0);
  }

  /** Does what the reconciling badge of the totals says, by its tone. */
  get reconciles(): Locator {
    return this.page.locator(".wb-clinic__side .wb-section").first().locator("> .wb-badge");
  }
}
