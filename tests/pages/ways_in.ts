/** Ways in besides the passphrase: where they are made, and the pages before sign-in where they are used. */
import { expect, type Locator } from "@playwright/test";
import { Officer } from "./officer";

export class WaysIn extends Officer {
  /** *More → Sign-in and lock*. */
  async openAccess(): Promise<void> {
    await this.open("more");
    await this.page.locator('main a[href="/more/access"]').click();
    await expect(this.badgePin).toBeVisible();
  }

  get badgePin(): Locator {
    return this.page.locator("#badge-pin");
  }

  /** Asks for a badge. */
  async askForBadge(pin: string, passphrase: string): Promise<void> {
    await this.badgePin.fill(pin);
    await this.page.locator("#badge-passphrase").fill(passphrase);
    await this.page.locator("form:has(#badge-pin) .wb-button--primary").click();
  }

  get paper(): Locator {
    return this.page.locator(".wb-badge-paper");
  }

  /** What stands on the paper below the square code. */
  async letters(): Promise<string> {
    return (await this.paper.locator("code").allInnerTexts()).join(" ");
  }

  /** The camera's button, wherever it stands. */
  get readCode(): Locator {
    return this.page.locator('main button:has(use[href$="#qr-code"])');
  }

  get dialog(): Locator {
    return this.page.locator("dialog[open]");
  }

  /** *Show badge* on the page of sign-in. */
  get showBadge(): Locator {
    return this.page.locator('.wb-entrance button.wb-button--wide:has(use[href$="#qr-code"])');
  }

  /** *Use passkey* on the page of sign-in. */
  get usePasskey(): Locator {
    return this.page.locator('.wb-entrance button.wb-button--wide:has(use[href$="#key"])');
  }

  /** Types a PIN on the pad: 1 to 9, then 0. */
  async typePin(pin: string): Promise<void> {
    const keys = this.page.locator(".wb-pin__key");
    for (const digit of pin) await keys.nth(digit === "0" ? 9 : Number(digit) - 1).click();
  }

  get error(): Locator {
    return this.page.locator(".wb-error[role=alert]");
  }

  get isIn(): Promise<void> {
    return expect(this.navigation).toBeVisible({ timeout: 30_000 });
  }

  // Passkeys

  get passkeyPassphrase(): Locator {
    return this.page.locator("#passkey-passphrase");
  }

  async askForPasskey(passphrase: string): Promise<void> {
    await this.passkeyPassphrase.fill(passphrase);
    await this.page.locator("form:has(#passkey-passphrase) .wb-button--primary").click();
  }

  // Words

  /** The words that are offered below a field. */
  get words(): Locator {
    return this.page.locator(".wb-words button");
  }
}
