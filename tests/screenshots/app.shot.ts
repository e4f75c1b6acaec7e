/** Pictures for the README and the manifest, in `public/screenshots`: the demonstration prison as people meet it. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures";
import { screenshotsFolder } from "../fixtures/places";
import { Officer } from "../pages/officer";
import { Supervisor } from "../pages/supervisor";
import { signInOf } from "../pages/tablet";

test.use({ demo: "uganda" });

async function picture(page: Page, name: string, size: string): Promise<void> {
  mkdirSync(screenshotsFolder, { recursive: true });
  await expect(page.locator(".wb-skeleton")).toHaveCount(0);
  await page.screenshot({ path: join(screenshotsFolder, `${name}-${size}.png`), animations: "disabled" });
}

test("an officer's shift", async ({ profile, hub }, { project }) => {
  const officer = new Officer(await profile.open());
  await officer.page.goto(hub.url);
  await expect(officer.page.locator(".wb-banner--ok")).toBeVisible();
  await picture(officer.page, "entrance", project.name);
  await officer.setUp(hub.url);
  await officer.unlock(signInOf(hub, "Officer"));
  await officer.isInStep();
  await expect(officer.nextRound).toBeVisible();
  await picture(officer.page, "today", project.name);
  await officer.startLastOfShift();
  await officer.check();
  await officer.page.waitForTimeout(500);
  await officer.check();
  await picture(officer.page, "round", project.name);
  await officer.open("people");
  await officer.search.fill("ma");
  await officer.found.first().click();
  await expect(officer.timeline.first().or(officer.page.locator(".wb-empty"))).toBeVisible();
  await picture(officer.page, "person", project.name);
});

test("a supervisor's queue", async ({ profile, hub }, { project }) => {
  const supervisor = new Supervisor(await profile.open());
  await supervisor.signIn(hub, signInOf(hub, "Supervisor"));
  await supervisor.isInStep();
  await supervisor.go("review");
  await supervisor.openRow(supervisor.rows.first());
  await picture(supervisor.page, "review", project.name);
});
