/** Whoever writes about people: contacts, corrections, answers. */
import { expect, type Locator } from "@playwright/test";
import { addressOf, isAt } from "../fixtures/at";
import { Tablet } from "./tablet";

export class Writer extends Tablet {
  /** Finds a person by words and opens the first found. Gives their name and number as the row shows them. */
  async openPerson(words: string): Promise<{ name: string; number: string; wing: string }> {
    await this.open("people");
    await this.page.locator("#page-search").fill(words);
    const row = this.page.locator(".wb-virtual__row a").first();
    await expect(row).toContainText(new RegExp(words, "i"));
    const name = await row.locator(".wb-person__name").innerText();
    const number = await row.locator(".wb-person__number").innerText();
    const facts = await row.locator(".wb-person__facts").innerText();
    const wing = facts.split("\n").find((fact) => fact.includes("›"))?.split("›")[0] ?? "";
    await row.click();
    await isAt(this.page, /\/people\/[0-9a-f-]+$/);
    return { name, number, wing: wing.trim() };
  }

  /** Writes a contact about the person whose page is open. */
  async writeContact(text: string): Promise<void> {
    await this.page.locator('.wb-page__foot a[href*="/write/contact"]').click();
    await this.choose("conversation", "open", "no");
    await this.page.locator(".wb-page textarea").last().fill(text);
    await this.save();
    await isAt(this.page, /\/people\/[0-9a-f-]+$/);
  }

  /** Chooses answers by their values. */
  async choose(...values: string[]): Promise<void> {
    for (const value of values) await this.page.locator(`main input[type=radio][value="${value}"]`).check();
  }

  /** Saves the form on the page. */
  async save(): Promise<void> {
    await this.page.locator(".wb-page__foot .wb-button--primary").click();
  }

  /** The row of a record with these words. */
  row(words: string): Locator {
    return this.page.locator(".wb-record", { hasText: words });
  }

  /** Opens the record with these words from the page on screen. */
  async openRecord(words: string): Promise<void> {
    await this.row(words).first().click();
    await isAt(this.page, /\/record\/[0-9a-f-]+$/);
  }

  /** Answers what was sent back, on the record's page. */
  async answer(text: string): Promise<void> {
    const box = this.page.locator(".wb-answer");
    await box.locator("textarea").fill(text);
    await box.locator(".wb-button--primary").click();
    await expect(box).toHaveCount(0);
  }

  /** Starts the round that Today offers, says that its first stop could not be checked, and ends it without a count. */
  async walkOneStopWithoutKey(remark: string): Promise<{ round: string; stops: number }> {
    await this.page.locator(".wb-page .wb-button--primary").first().click();
    await isAt(this.page, /\/round\/[0-9a-f-]+$/);
    const round = (await addressOf(this.page)).split("/").pop() as string;
    const progress = await this.page.locator(".wb-round-top__progress").innerText();
    await this.page.locator(".wb-stop__middle button").click();
    const dialog = this.page.locator("dialog[open]");
    await dialog.locator("input").fill(remark);
    // The fourth reason of five.
    await dialog.locator(".wb-stack > .wb-button").nth(3).click();
    await expect(dialog).toHaveCount(0);
    // Before the first stop stands the end.
    const back = this.page.locator(".wb-stop__side > button").first();
    await back.click();
    await back.click();
    await this.endEarly("Called to the gate.");
    const numbers = progress.match(/\d+/g) ?? [];
    return { round, stops: Number(numbers[1]) };
  }
}
