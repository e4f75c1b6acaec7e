/** The pages of check-in and what is due: reception and health staff. */
import { expect, type Locator } from "@playwright/test";
import { isAt } from "../fixtures/at";
import { Nurse } from "./nurse";

export class Gate extends Nurse {
  /** People found at check-in. */
  get arrivals(): Locator {
    return this.page.locator(".wb-check-in .wb-rows .wb-row");
  }

  /** Those who are perhaps the same. */
  get alike(): Locator {
    return this.page.locator(".wb-alike");
  }

  /** What is done next, at the foot of the page. */
  get next(): Locator {
    return this.page.locator(".wb-page__foot .wb-button--primary");
  }

  /** Who of this name is kept apart, on *Due*: the demonstration has somebody there as well. */
  apart(name: string): Locator {
    return this.page.locator(".wb-apart", { hasText: name });
  }

  /** An answer by its word, wherever it stands. */
  answer(word: string, question = 0): Locator {
    return this.page.locator(`label.wb-choice:has(input[value="${word}"])`).nth(question);
  }

  /** A symptom by its place in the list; the first one is that there is none. */
  symptom(at: number): Locator {
    return this.page.locator('label.wb-choice:has(input[type="checkbox"])').nth(at);
  }

  /** From anywhere: the person whom these words find. */
  async findArrival(words: string): Promise<void> {
    await this.open("check-in");
    await this.search.fill(words);
    await this.tap(this.arrivals.first());
    await isAt(this.page, /\/check-in\/[0-9a-f-]+$/);
    await expect(this.page.locator("#arrival-reason")).toBeVisible();
  }

  /** On the page of whoever arrives: why, and on to the health check. */
  async beginCheck(reason: string): Promise<void> {
    await this.tap(this.answer(reason));
    await this.tap(this.next);
    await isAt(this.page, /\/write\/health_check/);
    // What was chosen before needs no second tap.
    await expect(this.answer(reason).locator("input")).toBeChecked();
  }

  /** The temperature; the cursor leaves the field. */
  async measure(celsius: string): Promise<void> {
    const field = this.page.locator("input.wb-input").first();
    await field.fill(celsius);
    await field.press("Tab");
  }

  /** What the rules propose. */
  get proposal(): Locator {
    return this.page.locator(".wb-form .wb-stack .wb-banner");
  }
}
