/** Whoever enters a prison: wings, cells, people, round plans. */
import { expect, type Locator } from "@playwright/test";
import { Officer } from "./officer";
import type { SignIn } from "./tablet";

export type Someone = { name: string; number: string; born: string };

export class Administrator extends Officer {
  /** Sets a tablet up that has no server, with its first user. */
  async setUpAlone(address: string, prison: string, name: string, who: SignIn): Promise<void> {
    await this.page.goto(address);
    await this.page.locator('input[type="radio"][value="alone"]').check();
    await this.page.locator("#set-up-facility").fill(prison);
    await this.page.locator("#set-up-user").fill(name);
    await this.page.locator("#set-up-staff-number").fill(who.staffNumber);
    await this.page.locator("#set-up-passphrase").fill(who.passphrase);
    await this.page.locator('form button[type="submit"]').click();
    await expect(this.navigation).toBeVisible({ timeout: 60_000 });
  }

  /** What an empty page offers. */
  get nextAction(): Locator {
    return this.page.locator(".wb-empty a");
  }

  /** The links of a list. */
  get rows(): Locator {
    return this.page.locator("main .wb-rows a");
  }

  get errors(): Locator {
    return this.page.locator("main .wb-field--error");
  }

  get saveForm(): Locator {
    return this.page.locator(".wb-page__foot .wb-button--primary");
  }

  /** "Save and add another". */
  get saveAndAnother(): Locator {
    return this.page.locator(".wb-page__foot .wb-button--secondary");
  }

  async typeWing(name: string, rooms: string): Promise<void> {
    await this.page.locator("#prison-name").fill(name);
    await this.page.locator("#prison-rooms").fill(rooms);
  }

  async typePerson(someone: Someone): Promise<void> {
    await this.page.locator("#person-name").fill(someone.name);
    await this.page.locator("#person-number").fill(someone.number);
    await this.page.locator("#person-born").fill(someone.born);
  }

  /** The cell of the form by its place in the list. */
  async chooseRoom(at: number): Promise<void> {
    await this.page.locator("#person-place").selectOption({ index: at });
  }

  async typePlan(name: string, times: string): Promise<void> {
    await this.page.locator("#prison-name").fill(name);
    await this.page.locator("#prison-times").fill(times);
  }

  /** Plans a round through all of the first wing. */
  async planWholeWing(name: string, times: string): Promise<void> {
    await this.open("more");
    await this.page.locator('main a[href="/more/prison"]').click();
    await this.rows.first().click();
    await this.page.locator('main a[href$="/plan"]').first().click();
    await this.typePlan(name, times);
    await this.saveForm.click();
    await expect(this.rows.filter({ hasText: name })).toBeVisible();
  }
}
