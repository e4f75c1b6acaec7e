/** `cargo xtask screenshots`: the pictures in the README and the manifest. */
import { defineConfig } from "@playwright/test";
import { shared } from "./playwright.config";

export default defineConfig({
  testDir: "screenshots",
  testMatch: "**/*.shot.ts",
  outputDir: "results/screenshots",
  reporter: [["list"]],
  workers: 1,
  timeout: 180_000,
  use: { ...shared, trace: "off" },
  projects: [
    { name: "wide", use: { viewport: { width: 1280, height: 800 } } },
    { name: "narrow", use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 } },
  ],
});
