/** `cargo xtask bench`: one bench at a time, nothing beside it. */
import { defineConfig } from "@playwright/test";
import { shared } from "./playwright.config";

export default defineConfig({
  testDir: "bench",
  testMatch: "**/*.bench.ts",
  outputDir: "results/bench",
  reporter: [["list"]],
  workers: 1,
  timeout: 600_000,
  use: { ...shared, trace: "off", viewport: { width: 1280, height: 800 } },
});
