/** The PIN: chosen, typed on the pad, given up. */
import { expect, type Locator, type Page } from "@playwright/test";
import type { Officer } from "./officer";
import type { SignIn } from "./tablet";

/** Who can come back with a PIN, on a tablet that is locked. */
export const lockedNames = (page: Page): Locator => page.locator(".wb-entrance__people button");

/** Types a PIN on the pad: 1 to 9, then 0. */
export async function typePin(page: Page, pin: string): Promise<void> {
  const keys = page.locator(".wb-pin__key");
  for (const digit of pin) await keys.nth(digit === "0" ? 9 : Number(digit) - 1).click();
}

export async function choosePin(user: Officer, who: SignIn, pin: string): Promise<void> {
  await changePin(user, who, async (page) => {
    await page.locator("#pin-new").fill(pin);
    return page.locator("form:has(#pin-new) .wb-button--primary");
  });
}

export async function giveUpPin(user: Officer, who: SignIn): Promise<void> {
  await changePin(user, who, async (page) => page.locator("form:has(#pin-new) .wb-actions .wb-button--secondary"));
  await expect(user.page.locator("main .wb-section .wb-badge--ok")).toHaveCount(0);
}

async function changePin(user: Officer, who: SignIn, fill: (page: Page) => Promise<Locator>): Promise<void> {
  const { page } = user;
  await user.open("more");
  await page.locator('main a[href="/more/access"]').click();
  const button = await fill(page);
  await page.locator("#pin-passphrase").fill(who.passphrase);
  await button.click();
  await expect(page.locator(".wb-snackbar")).toBeVisible({ timeout: 30_000 });
}
