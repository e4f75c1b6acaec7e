// The rescue file: the sealed store as it is, for `wingbook-hub rescue`. Nothing
// here can open it. Used by the recovery page, and before a tablet is erased.
const DATABASE = "wingbook";
const PAGE = 200;

const settled = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

async function openStore() {
  const known = await indexedDB.databases();
  if (!known.some(({ name }) => name === DATABASE)) return null;
  const opening = indexedDB.open(DATABASE);
  // Only what exists is opened; this page must never make a store.
  opening.onupgradeneeded = () => opening.transaction.abort();
  return settled(opening);
}

function base64(bytes) {
  let letters = "";
  for (let start = 0; start < bytes.length; start += 0x8000) {
    letters += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  }
  return btoa(letters);
}

// What IndexedDB holds, as JSON; bytes become {"b64": "…"}.
function plain(value) {
  if (value instanceof ArrayBuffer) return { b64: base64(new Uint8Array(value)) };
  if (ArrayBuffer.isView(value)) {
    return { b64: base64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) };
  }
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(plain);
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)]));
  }
  return value ?? null;
}

// Page by page: a full vault does not fit into one string.
async function copyStore(transaction, name, parts) {
  let after = null;
  let first = true;
  for (;;) {
    const store = transaction.objectStore(name);
    const range = after === null ? null : IDBKeyRange.lowerBound(after, true);
    const [keys, values] = await Promise.all([
      settled(store.getAllKeys(range, PAGE)),
      settled(store.getAll(range, PAGE)),
    ]);
    const rows = keys.map((key, row) => JSON.stringify({ key: plain(key), value: plain(values[row]) }));
    if (rows.length > 0) {
      parts.push((first ? "\n" : ",\n") + rows.join(",\n"));
      first = false;
    }
    if (keys.length < PAGE) return;
    after = keys.at(-1);
  }
}

// Saves it among the downloads and gives the file's name; null where nothing is kept.
export async function saveCopy() {
  const database = await openStore();
  if (!database) return null;
  const parts = [`{"wingbook_rescue":1,"database":${JSON.stringify(DATABASE)},"stores":{`];
  const names = [...database.objectStoreNames];
  // One transaction over all: records move between the stores while the app runs, and none may be missed. It lives as long
  // as each answer is followed by the next question.
  const transaction = database.transaction(names);
  for (const [position, name] of names.entries()) {
    parts.push(`${position > 0 ? "," : ""}${JSON.stringify(name)}:[`);
    await copyStore(transaction, name, parts);
    parts.push("]");
  }
  parts.push("}}\n");
  database.close();

  const file = `wingbook-rescue-${new Date().toISOString().slice(0, 10)}.json`;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(parts, { type: "application/json" }));
  link.download = file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return file;
}
