/** With a server, what somebody enters about the prison reaches every other tablet. */
import { expect, test } from "../fixtures";
import { inspect } from "../fixtures/inspect";
import { Administrator } from "../pages/administrator";
import { signInOf } from "../pages/tablet";

test.setTimeout(240_000);
test.use({ demoDays: 2 });

const WHO = { staffNumber: "R-77", passphrase: "seven quiet lanterns" };
const SOMEONE = { name: "Samuel Zebedayo", number: "ZZ-1", born: "1988" };

test("a wing and a person arrive on a second tablet; who may not write them isn't offered it @once", async ({ newProfile, hub }) => {
  hub.addUser(WHO.staffNumber, "Ruth Nabirye", "reception,administrator", WHO.passphrase);
  const user = new Administrator(await newProfile().open());

  await test.step("entered and sent", async () => {
    await user.signIn(hub, WHO);
    await user.isInStep();
    await user.open("more");
    await user.page.locator('main a[href="/more/prison"]').click();
    await expect(user.rows.first()).toBeVisible();
    await inspect(user.page, "a prison that came from a server");
    await user.page.locator(".wb-page__foot a").click();
    await user.typeWing("Zeta wing", "Z1-Z30");
    await user.saveForm.click();
    await expect(user.rows).toHaveCount(30);
    await user.page.locator('main a[href^="/people/add"]').click();
    // Whoever comes from a wing is in its first cell already.
    await expect(user.page.locator("#person-place option:checked")).toHaveText(/Z1\b/);
    await user.typePerson(SOMEONE);
    await user.saveForm.click();
    await expect(user.page.locator("#page-heading")).toHaveText(SOMEONE.name);
    await user.page.locator('main a[href$="/details"]').click();
    await user.page.locator("#person-born").fill("1988-05");
    await user.saveForm.click();
    await expect(user.page.locator("#page-heading")).toHaveText(SOMEONE.name);
    await user.isInStep();
    await user.open("more");
    await user.page.locator('main a[href="/more/problems"]').click();
    await expect(user.page.locator(".wb-empty")).toBeVisible();
  });

  await test.step("found by an officer elsewhere", async () => {
    const officer = new Administrator(await newProfile().open());
    await officer.signIn(hub, signInOf(hub, "Officer"));
    await officer.isInStep();
    await officer.go("people");
    await expect(officer.page.locator('main a[href^="/people/add"]')).toHaveCount(0);
    await officer.search.fill(SOMEONE.number);
    await officer.found.first().click();
    await expect(officer.page.locator("#page-heading")).toHaveText(SOMEONE.name);
    await expect(officer.page.locator("main .wb-person")).toContainText("Z1");
    await expect(officer.page.locator('main a[href$="/details"]')).toHaveCount(0);
    await officer.open("more");
    await expect(officer.page.locator('main a[href="/more/sync"]')).toBeVisible();
    await expect(officer.page.locator('main a[href="/more/prison"]')).toHaveCount(0);
  });
});
