/** Journeys and faults in Debian's Chromium, on a desk and on a phone. */
import { defineConfig } from "@playwright/test";
import { chromiumPath, FLAGS } from "./fixtures/chromium";

export const shared = {
  locale: "en-GB",
  timezoneId: "Africa/Kampala",
  trace: "retain-on-failure",
  launchOptions: { executablePath: chromiumPath(), args: FLAGS },
} as const;

const desktop = { viewport: { width: 1280, height: 800 } };
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

/** Every language at every size, which doubles the time; else English on the desk and Arabic in the hand. */
const everySize = Boolean(process.env.WINGBOOK_EVERY_SIZE);

export default defineConfig({
  testDir: ".",
  testMatch: ["journeys/**/*.spec.ts", "faults/**/*.spec.ts", "bugs/**/*.spec.ts", "pages/**/*.spec.ts"],
  outputDir: "results/artifacts",
  reporter: [["list"], ["json", { outputFile: "results/report.json" }]],
  // Two cores, each with a browser and a server.
  workers: 2,
  fullyParallel: true,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  use: shared,
  projects: [
    { name: "desktop", use: desktop, grepInvert: everySize ? undefined : /@hand/ },
    // What does not depend on the size of the screen runs once.
    { name: "phone", use: phone, grepInvert: everySize ? /@once/ : /@once|@desk/ },
  ],
});
