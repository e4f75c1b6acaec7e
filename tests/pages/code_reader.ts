/** The button that reads a code, and its dialog, on whichever page they stand. */
import { expect, type Locator, type Page } from "@playwright/test";

export class CodeReader {
  constructor(private readonly page: Page) {}

  get button(): Locator {
    return this.page.locator('.wb-search-row > button:has(use[href$="#qr-code"])');
  }

  get dialog(): Locator {
    return this.page.locator("dialog[open]:has(.wb-code)");
  }

  get picture(): Locator {
    return this.dialog.locator("video");
  }

  get status(): Locator {
    return this.dialog.locator(".wb-code__status");
  }

  /** What is wrong, and what to do. */
  get fault(): Locator {
    return this.dialog.locator(".wb-error");
  }

  get again(): Locator {
    return this.dialog.locator('button:has(use[href$="#refresh"])');
  }

  get close(): Locator {
    return this.dialog.locator(".wb-button--quiet");
  }

  /** Opens it and waits for a living picture. */
  async look(): Promise<void> {
    await this.button.click();
    await expect.poll(() => this.picture.evaluate((video: HTMLVideoElement) => video.currentTime)).toBeGreaterThan(0);
  }
}
