/** Pictures for the README and the manifest, in `public/screenshots`. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "../fixtures";
import { screenshotsFolder } from "../fixtures/places";

test("the entrance", async ({ page, hub }, { project }) => {
  mkdirSync(screenshotsFolder, { recursive: true });
  await page.goto(hub.url);
  await expect(page.locator("html")).toHaveAttribute("data-started", "");
  await page.screenshot({ path: join(screenshotsFolder, `entrance-${project.name}.png`), animations: "disabled" });
});
