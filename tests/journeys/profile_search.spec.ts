/**
 * A stolen tablet tells nothing: after a whole journey with locks, crashes in mid-typing and a restored session, the
 * profile on disk holds no word, no key and no page of it; and whoever has the profile and the PIN opens nothing.
 */
import { createHash, hkdfSync, pbkdf2Sync, randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures";
import { pagesIn } from "../fixtures/addresses";
import { addressOf, isAt } from "../fixtures/at";
import { makeFolder } from "../fixtures/places";
import { tracesOf } from "../fixtures/traces";
import { keysOf, opensWith, peopleOf, rowsOf, stretch } from "../fixtures/vault_keys";
import { Officer } from "../pages/officer";
import { giveUpPin, choosePin, lockedNames, typePin } from "../pages/pin";
import { signInOf } from "../pages/tablet";
import { Writer } from "../pages/writer";

const WRITTEN = "Квиллонбраск говорил о свидании в четверг";
const TOLD = "Brossquille was struck on the stairs";
const TYPED = "Zerfandolin halfway through a senten";
const MORE = "ce about Marrowyndle";
const SEARCHED = ["Wexmorthy", "Юрзундар"];
/** The words of these that no other text has. */
const INVENTED = ["Квиллонбраск", "Brossquille", "Zerfandolin", "Marrowyndle"];
const PINS = ["83920617", "60481735"] as const;

// A few days are as good a haystack as ninety; names in Cyrillic have more spellings.
test.use({ demo: "kazakhstan", demoDays: 3 });

test("R31 the profile holds no name, number, text, search term, PIN, passphrase, key or page; the profile and the PIN open nothing @once", async ({ profile, newProfile, hub }) => {
  test.setTimeout(300_000);
  const [who, nurse] = [signInOf(hub, "Officer"), signInOf(hub, "Health")];
  const page = await profile.open();
  const officer = new Officer(page);
  const people: { name: string; number: string; address: string }[] = [];

  await test.step("a journey with a sealed report, locks and two people", async () => {
    await officer.setUp(hub.url);
    await officer.unlock(who);
    await officer.isInStep();
    await choosePin(officer, who, PINS[0]);
    await officer.open("today");
    await officer.startRound();
    await officer.check();
    const writer = new Writer(page);
    people.push({ ...(await writer.openPerson("ма")), address: await addressOf(page) });
    await officer.writeContact(WRITTEN);
    await page.locator("main details summary").last().click();
    await page.locator('main a[href*="/write/protection_report"]').click();
    await writer.choose("told", "not_asked");
    await page.locator('main input[type=radio][value="yes"]').first().check();
    await page.locator('main input[type=radio][value="yes"]').last().check();
    await page.locator("main textarea").first().fill(TOLD);
    await writer.save();
    await expect(officer.snackbar).toBeVisible();
    await expect(officer.snackbar).toHaveCount(0, { timeout: 20_000 });
    await officer.isInStep();
    await officer.lockButton.click();
    await page.locator(".wb-entrance .wb-button--quiet").click();
    await officer.unlock(nurse);
    await choosePin(officer, nurse, PINS[1]);
    await giveUpPin(officer, nurse);
    await officer.lockButton.click();
    await expect(lockedNames(page), "whoever gave up their PIN is signed out").toHaveCount(1);
    await lockedNames(page).click();
    await typePin(page, PINS[0]);
    await expect(officer.navigation).toBeVisible();
  });

  const [first] = people;
  if (!first) throw new Error("nobody was found");
  const restored = await test.step("killed in mid-typing; the restored session shows no word of it", async () => {
    await officer.open("people");
    await officer.search.fill(first.number);
    await officer.found.first().click();
    await isAt(page, first.address);
    await officer.beginContact(TYPED);
    // Longer than the browser takes to write a session down, with what stands in fields.
    await page.waitForTimeout(6_000);
    await profile.kill();
    const after = new Officer(await profile.restore(hub.url));
    await expect(after.passphrase).toBeVisible();
    const held = await after.page.locator("input, textarea").evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value));
    expect(held.join(""), "what the browser put back into fields").toBe("");
    expect(new URL(after.page.url()).pathname).toBe("/");
    await after.unlock(who);
    await expect(after.text).toHaveValue(TYPED);
    await expect(after.text).toBeFocused();
    return after;
  });

  const rows = await test.step("searched, gone back, reloaded, and killed once more", async () => {
    await choosePin(restored, who, PINS[0]);
    await restored.open("people");
    for (const words of SEARCHED) {
      await restored.search.fill(words);
      await restored.page.waitForTimeout(500);
    }
    await restored.page.goBack();
    await isAt(restored.page, "/more/access");
    await restored.page.goBack();
    await restored.page.goBack();
    await expect(restored.text, "back in the draft").toHaveValue(TYPED);
    // The way that led here is kept after a moment.
    await restored.page.waitForTimeout(1_500);
    await restored.page.reload();
    await restored.unlock(who);
    await expect(restored.text, "reloaded into the draft").toHaveValue(TYPED);
    // The entries from before the crash are no part of the page that runs now: the browser loads it anew.
    await restored.page.goBack();
    await restored.unlock(who);
    await isAt(restored.page, first.address);
    await restored.page.goForward();
    await expect(restored.passphrase.or(restored.text)).toBeVisible();
    if (await restored.passphrase.isVisible()) await restored.unlock(who);
    await expect(restored.text).toHaveValue(TYPED);
    const held = await rowsOf(restored.page);
    await restored.text.press("End");
    await restored.page.keyboard.type(MORE);
    await profile.kill();
    return held;
  });
  await hub.stop();

  const keys = keysOf(who.passphrase, rows);
  const secrets = [
    ...[WRITTEN, TOLD, TYPED, MORE, ...INVENTED],
    ...SEARCHED,
    ...PINS,
    ...[who, nurse].flatMap(({ staffNumber, passphrase }) => [staffNumber, passphrase, passphrase.split(/\s+/).slice(0, 2).join(" ")]),
    ...people.flatMap(({ name, number, address }) => [name, number, address.split("/").pop() as string]),
    ...keys,
  ];
  console.log(`searched for ${secrets.length} secrets, ${keys.length} of them keys`);
  expect.soft(tracesOf(secrets, profile.path)).toEqual([]);
  expect.soft(pagesIn(profile.path, hub.url), "pages in the history, the session, anywhere").toEqual([]);

  await test.step("a script that has the profile and the PIN", async () => {
    const thief = newProfile();
    thief.copyFrom(profile);
    const stolen = new Officer(await thief.open());
    await stolen.page.goto(hub.url);
    await expect(stolen.page.locator("#staff-number"), "no PIN is asked for").toBeVisible();
    await expect(lockedNames(stolen.page)).toHaveCount(0);
    await stolen.unlock({ staffNumber: who.staffNumber, passphrase: PINS[0] }, stolen.page.locator(".wb-error"));
    await expect(stolen.navigation).toHaveCount(0);
    const lain = await rowsOf(stolen.page);
    expect(lain.length).toBeGreaterThan(50);
    for (const { name, bytes } of fromPin(PINS[0], who.staffNumber, lain)) expect(opensWith(bytes, lain), name).toBe(0);
    // The same script opens the same rows with what really opens them.
    const [vaultKey, userKey] = ["the vault key", "the user key"].map((name) => keysOf(who.passphrase, lain).find((key) => key.name === name)?.bytes);
    expect(opensWith(vaultKey as Buffer, lain)).toBe(1);
    expect(opensWith(userKey as Buffer, lain)).toBeGreaterThan(2);
    const wing = keysOf(who.passphrase, lain).find(({ name }) => name === "the key of wing");
    // The keys of its months, and what has not settled; the rest lies in pages under those keys.
    expect(opensWith(wing?.bytes as Buffer, lain)).toBeGreaterThan(2);
    // The search for pages can find: one that somebody typed.
    await stolen.page.goto(`${hub.url}/write/protection_report?person=${first.address.split("/").pop()}`);
    await thief.close();
    expect(pagesIn(thief.path, hub.url).join("\n")).toContain("/write/protection_report?person=");
  });
});

/** Every key that anybody would make of a PIN. */
function* fromPin(pin: string, staffNumber: string, rows: Awaited<ReturnType<typeof rowsOf>>): Generator<{ name: string; bytes: Buffer }> {
  const sha256 = (text: string) => createHash("sha256").update(text).digest();
  const empty = Buffer.alloc(0);
  const plain: Buffer[] = [Buffer.alloc(32, pin), Buffer.concat([Buffer.from(pin), Buffer.alloc(32)]).subarray(0, 32), sha256(pin), sha256(staffNumber + pin), sha256(pin + staffNumber)];
  plain.push(Buffer.from(hkdfSync("sha256", pin, empty, "wingbook/vault-key/v1", 32)));
  for (const { person } of peopleOf(rows)) {
    const kdf = person.ways.find(({ kind }) => kind === "passphrase")?.kdf;
    if (!kdf) continue;
    plain.push(pbkdf2Sync(pin, Buffer.from(kdf.salt, "hex"), 100_000, 32, "sha256"));
    const stretched = stretch(pin, kdf);
    plain.push(stretched, Buffer.from(hkdfSync("sha256", stretched, empty, "wingbook/vault-key/v1", 32)));
  }
  for (const [at, bytes] of plain.entries()) yield { name: `key ${at} of the PIN`, bytes };
}

test.describe("the search can find", () => {
  const [NAME, LATIN, PIN] = ["Жумагулов Ерлан", "Peña Brüllhoff", "83920617"] as const;

  test("each spelling, wherever it begins @once", () => {
    const key = randomBytes(32);
    const [text, number] = [`a ${NAME}, ${LATIN}: ${PIN}!`, `${[1, ...key, 2]}`];
    const escapes = (all: string) => all.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
    const around = (bytes: Buffer, before: number) => Buffer.concat([randomBytes(before), bytes, randomBytes(7)]);
    const upper = (hex: string) => hex.toUpperCase();
    const [utf8, utf16] = [Buffer.from(text), Buffer.from(text, "utf16le")];
    const planted: Record<string, string | Buffer> = {
      utf8,
      utf16le: around(utf16, 1),
      utf16be: Buffer.from(utf16).swap16(),
      hex: utf8.toString("hex"),
      HEX: upper(utf8.toString("hex")),
      "hex of utf16": utf16.toString("hex"),
      url: encodeURIComponent(text),
      "url, small": encodeURIComponent(text).toLowerCase(),
      form: new URLSearchParams({ name: text }).toString(),
      json: escapes(JSON.stringify({ name: text })),
      JSON: escapes(JSON.stringify({ name: text })).replace(/\\u(....)/g, (_, digits: string) => `\\u${upper(digits)}`),
    };
    for (const before of [0, 1, 2]) {
      for (const how of ["base64", "base64url"] as const) {
        planted[`${how} ${before}`] = Buffer.concat([Buffer.alloc(before, "x"), utf8]).toString(how);
        planted[`${how} of utf16 ${before}`] = Buffer.concat([Buffer.alloc(before, "x"), utf16]).toString(how);
      }
    }
    for (const [how, held] of Object.entries(planted)) {
      const folder = makeFolder("planted");
      writeFileSync(join(folder.path, "file"), Buffer.isBuffer(held) ? around(held, 5) : held);
      for (const secret of [NAME, LATIN, PIN]) expect(tracesOf([secret], folder.path), `${secret} as ${how}`).not.toEqual([]);
      folder.remove();
    }
    const latin = makeFolder("planted");
    writeFileSync(join(latin.path, "file"), Buffer.from(LATIN, "latin1"));
    expect(tracesOf([LATIN], latin.path)).not.toEqual([]);
    latin.remove();
    const keys: Record<string, string | Buffer> = { raw: around(key, 3), hex: key.toString("hex"), HEX: upper(key.toString("hex")), numbers: number, spaced: number.replaceAll(",", ", ") };
    for (const before of [0, 1, 2]) {
      for (const how of ["base64", "base64url"] as const) keys[`${how} ${before}`] = around(key, before).toString(how);
    }
    for (const [how, held] of Object.entries(keys)) {
      const folder = makeFolder("planted");
      writeFileSync(join(folder.path, "file"), held);
      expect(tracesOf([{ name: "key", bytes: key }], folder.path), `a key as ${how}`).not.toEqual([]);
      expect(tracesOf([{ name: "another key", bytes: randomBytes(32) }], folder.path)).toEqual([]);
      folder.remove();
    }
  });

  test("what Chromium packs, blocks and values of IndexedDB, blobs and the cache, and what it restores @once", async ({ profile }) => {
    // A word that stands nowhere whole once it is packed: each of its halves is a copy of an earlier one.
    const halves = (word: string) => `${word.slice(0, 9)}\n${word.slice(9)}\n`.repeat(3) + word;
    const [row, value, blob, gzip, brotli, kept, typed] = ["Tabulating-Quarrimond", "Valuelike-Quarrimond", "Blobbing1-Quarrimond", "Gzipping1-Quarrimond", "Brotlying-Quarrimond", "Storing12-Quarrimond", "Typing123-Quarrimond"] as const;
    const bodies: Record<string, [string, Buffer]> = { "/gzip": ["gzip", gzipSync(halves(gzip))], "/brotli": ["br", brotliCompressSync(halves(brotli))] };
    const server = createServer((request, response) => {
      const [encoding, body] = bodies[request.url ?? ""] ?? ["identity", Buffer.from("<!doctype html><title>Planted</title><input>")];
      response.writeHead(200, { "content-type": "text/html", "content-encoding": encoding, "cache-control": "max-age=3600" }).end(body);
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const url = `http://localhost:${(server.address() as AddressInfo).port}`;
    const page = await profile.open();
    await page.goto(url);
    await plant(page, { row: halves(row), value: halves(value), blob: halves(blob), kept: halves(kept) });
    await page.locator("input").fill(typed);
    // The browser writes its settings down ten seconds after its start, and its session more often.
    await expect.poll(() => existsSync(join(profile.path, "Default", "Preferences")), { timeout: 30_000 }).toBe(true);
    await page.waitForTimeout(6_000);
    await profile.kill();
    const restored = await profile.restore(url);
    await expect(restored.locator("input"), "a field that isn't kept from it comes back").toHaveValue(typed);
    await profile.close();
    server.close();
    const found = tracesOf([row, value, blob, gzip, brotli, kept, typed], profile.path);
    const how = (word: string, packing: RegExp) => expect(found.filter((trace) => trace.startsWith(word) && packing.test(trace)), word).not.toEqual([]);
    how(row, /\.ldb, a table's block$/);
    how(value, /a packed value$/);
    how(blob, /\.blob/);
    how(gzip, /Cache_Data.*, gzip$/);
    how(brotli, /Cache_Data.*, brotli$/);
    how(kept, /Local Storage/);
    how(typed, /Sessions/);
  });
});

/** Puts texts where a page can: rows of two kinds and a blob in IndexedDB, local storage, and packed answers in the cache. */
async function plant(page: Page, texts: { row: string; value: string; blob: string; kept: string }): Promise<void> {
  await page.evaluate(async ({ row, value, blob, kept }) => {
    localStorage.setItem("kept", kept);
    for (const address of ["/gzip", "/brotli"]) await (await fetch(address)).text();
    const database = await new Promise<IDBDatabase>((done, fail) => {
      const opening = indexedDB.open("planted", 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore("rows");
      opening.onerror = () => fail(opening.error);
      opening.onsuccess = () => done(opening.result);
    });
    const put = (values: [string, unknown][]) =>
      new Promise<void>((done, fail) => {
        const writing = database.transaction("rows", "readwrite", { durability: "strict" });
        for (const [key, one] of values) writing.objectStore("rows").put(one, key);
        writing.oncomplete = () => done();
        writing.onerror = () => fail(writing.error);
      });
    await put([["row", row], ["value", value + " lorem ipsum".repeat(20_000)], ["blob", new Blob([blob])]]);
    // So much that the log becomes a table.
    const noise = () => crypto.getRandomValues(new Uint8Array(60_000));
    for (let round = 0; round < 12; round += 1) await put(Array.from({ length: 16 }, (_, at) => [`noise ${round} ${at}`, noise()]));
    database.close();
  }, texts);
}
