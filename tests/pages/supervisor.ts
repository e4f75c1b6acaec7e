/** The supervisor's pages. */
import { expect, type Locator } from "@playwright/test";
import { Tablet } from "./tablet";

export class Supervisor extends Tablet {
  /** Rows of the queue. */
  get queue(): Locator {
    return this.page.locator(".wb-queue__row");
  }

  /** Rows of a list of records, and of the queue. */
  get rows(): Locator {
    return this.page.locator(".wb-record");
  }

  /** What is open beside the list. */
  get opened(): Locator {
    return this.page.locator(".wb-two-pane__detail .wb-page");
  }

  get openedHeading(): Locator {
    return this.page.locator("#chosen-heading");
  }

  /** The buttons at the foot, in their order: accept, send back, escalate. */
  private decision(at: 0 | 1 | 2): Locator {
    return this.page.locator(".wb-decide .wb-actions button").nth(at);
  }

  async accept(): Promise<void> {
    await this.decision(0).click();
  }

  async sendBack(reason: string): Promise<void> {
    await this.decision(1).click();
    await this.giveReason(reason);
  }

  /** Opens the dialog that asks for the reason. */
  async askToSendBack(): Promise<Locator> {
    await this.decision(1).click();
    const dialog = this.page.locator("dialog[open]");
    await expect(dialog).toBeVisible();
    return dialog;
  }

  async escalate(reason: string): Promise<void> {
    await this.decision(2).click();
    await this.giveReason(reason);
  }

  private async giveReason(reason: string): Promise<void> {
    const dialog = this.page.locator("dialog[open]");
    await dialog.locator("textarea").fill(reason);
    await dialog.locator(".wb-button--primary").click();
    await expect(dialog).toHaveCount(0);
  }

  /** Opens a row and waits until it is read out. */
  async openRow(row: Locator): Promise<void> {
    await row.click();
    await expect(this.openedHeading).toBeFocused();
  }

  /** Chooses in the dialog of filters: the value of the radio button. */
  async filter(...values: string[]): Promise<void> {
    await this.page.locator(".wb-records__filters button[aria-haspopup]").click();
    const dialog = this.page.locator("dialog[open]");
    for (const value of values) await dialog.locator(`input[type=radio][value="${value}"]`).check();
    await dialog.locator(".wb-records__done .wb-button--primary").click();
    await expect(dialog).toHaveCount(0);
  }

  /** Chooses in the dialog of filters by the words on screen: a wing and an author. */
  async filterByName(wing: string, author: string): Promise<void> {
    await this.page.locator(".wb-records__filters button[aria-haspopup]").click();
    const dialog = this.page.locator("dialog[open]");
    await dialog.getByRole("radio", { name: wing, exact: true }).check();
    await dialog.getByRole("textbox").fill(author);
    await dialog.getByRole("radio", { name: author, exact: true }).check();
    await dialog.locator(".wb-records__done .wb-button--primary").click();
    await expect(dialog).toHaveCount(0);
  }
}
