/** The pages of health staff: a person's doses, and the form that writes one. */
import { expect, type Locator } from "@playwright/test";
import { addressOf, isAt, isNotAt } from "../fixtures/at";
import { Officer } from "./officer";

export class Nurse extends Officer {
  /** The section of doses on a person's page. */
  get vaccination(): Locator {
    return this.page.locator(".wb-vaccination");
  }

  /** Doses given, refused and put off. */
  get doses(): Locator {
    return this.vaccination.locator(".wb-row");
  }

  /** When the next dose is due. */
  get due(): Locator {
    return this.vaccination.locator(".wb-badges .wb-badge").first();
  }

  /** To somebody of whom no dose is written down: the first such one on the way from cell to cell. */
  async openSomebodyWithoutDoses(): Promise<void> {
    for (let cell = 0; ; cell += 1) {
      await this.open("people");
      const rows = this.page.locator("main .wb-rows .wb-row");
      for (const at of [0, 0, cell]) {
        const before = await addressOf(this.page);
        await rows.nth(at).click();
        await isNotAt(this.page, before);
        await expect(this.page.locator(".wb-skeleton")).toHaveCount(0);
      }
      const here = await addressOf(this.page);
      await expect(this.found.first()).toBeVisible();
      for (let one = 0; one < (await this.found.count()); one += 1) {
        await this.found.nth(one).click();
        await expect(this.vaccination).toBeVisible();
        if ((await this.doses.count()) === 0) return;
        await this.page.goBack();
        await isAt(this.page, here);
        await expect(this.found.first()).toBeVisible();
      }
    }
  }

  /** From a person's page: a dose as it stands on their card. */
  async writeFromCard(on: string, lot: string): Promise<void> {
    await this.tap(this.page.locator(".wb-page__foot a"));
    await this.tap(this.choice(0, 0));
    await this.tap(this.choice(1, 0));
    const day = this.page.locator("input.wb-input").first();
    await day.fill(on);
    await day.press("Tab");
    await this.tap(this.page.locator(".wb-rows--found .wb-row").first());
    await this.page.locator("input.wb-input").nth(1).fill(lot);
    await this.tap(this.save);
    await expect(this.vaccination).toBeVisible();
  }
}
