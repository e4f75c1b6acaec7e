/** A part of the app that is fetched on first use does not arrive: the page says so, and everything else goes on. */
import { expect, test as base } from "../fixtures";
import { Build, BuildServer } from "../fixtures/builds";
import { inspect } from "../fixtures/inspect";

const test = base.extend<{ server: BuildServer }>({
  server: async ({}, use) => {
    const build = Build.copy();
    const server = await BuildServer.make(build);
    await use(server);
    await server.stop();
    build.remove();
  },
});

test("R34 a part that can't be fetched is said to be missing, and comes with the next try @once", async ({ page, server }) => {
  server.cut = /^\/lazy\//;
  // Setting a tablet up happens once, so it lies in a module of its own.
  await page.goto(server.url);
  const alert = page.getByRole("alert");
  await expect(alert).toBeVisible();
  await inspect(page, "a part is missing", false);
  expect(server.requests.some((request) => request.includes("/lazy/"))).toBe(true);

  await alert.getByRole("button").click();
  await expect(alert, "still cut: said again").toBeVisible();

  server.cut = null;
  await alert.getByRole("button").click();
  await expect(page.locator("form")).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("data-started", "");
});
