/** A tablet as every user meets it: set-up, sign-in, the navigation. Works in any language: it never looks for words. */
import { expect, type Locator, type Page } from "@playwright/test";
import type { Hub } from "../fixtures";
import { isAt } from "../fixtures/at";

export type SignIn = { staffNumber: string; passphrase: string };

/** The sign-in that the hub printed for a role: "Officer", "Supervisor". */
export function signInOf(hub: Hub, title: string): SignIn {
  const found = hub.output.match(new RegExp(`${title}: .*\\n\\s*staff number (\\S+)\\s+passphrase (\\S.*\\S)`));
  if (!found) throw new Error(`the hub printed no sign-in for ${title}:\n${hub.output}`);
  return { staffNumber: found[1] as string, passphrase: found[2] as string };
}

export class Tablet {
  constructor(readonly page: Page) {}

  /** Sets the tablet up, if it isn't, and signs in. */
  async signIn(hub: Hub, who: SignIn): Promise<void> {
    await this.page.goto(hub.url);
    const passphrase = this.page.locator('input[type="password"]');
    const setUp = this.page.locator('form button[type="submit"]');
    await expect(passphrase.or(setUp).first()).toBeVisible();
    if ((await passphrase.count()) === 0) {
      // The address is filled in: the server that the app came from.
      await this.page.locator("form input[type=text]").last().fill("Tablet 1");
      await setUp.click();
      await expect(passphrase).toBeVisible();
    }
    await this.page.locator("input[type=text]").first().fill(who.staffNumber);
    await passphrase.fill(who.passphrase);
    await passphrase.press("Enter");
    await expect(this.page.locator(".wb-nav")).toBeVisible({ timeout: 60_000 });
  }

  /** Goes to a page of the navigation. */
  async open(section: string): Promise<void> {
    await this.page.locator(`.wb-nav a[href="/${section}"]`).click();
    await isAt(this.page, new RegExp(`/${section}`));
  }

  /** Goes to a page that the bar of a phone may have moved to *More*. */
  async go(section: string): Promise<void> {
    const link = this.page.locator(`.wb-nav a[href="/${section}"]`);
    if (await link.isVisible()) return this.open(section);
    await this.open("more");
    await this.page.locator(`main a[href="/${section}"]`).click();
    await isAt(this.page, new RegExp(`/${section}`));
  }

  /** Waits until everything has come from the server and nothing waits. */
  async isInStep(): Promise<void> {
    await expect(this.page.locator(".wb-header__sync .wb-badge--ok")).toBeVisible({ timeout: 120_000 });
  }

  /** In the summary of a round: ends it without a count. First where the round is not the whole wing, second where it is. */
  get endWithoutCount(): Locator {
    return this.page.locator('.wb-stop__foot button:has(use[href$="#check-circle"])');
  }

  /** Ends a round of which stops are left: asked, with the reason. */
  async endEarly(reason: string): Promise<void> {
    await this.endWithoutCount.click();
    const dialog = this.page.locator("dialog[open]");
    await dialog.locator("textarea").fill(reason);
    await dialog.locator(".wb-button--primary").click();
    await isAt(this.page, /\/today$/);
  }

  /** Undoes what was just saved. */
  async undo(): Promise<void> {
    await this.page.locator(".wb-snackbar button").click();
  }
}
