// A CouchDB-speaking server that is not ours: express-pouchdb, in a folder that goes with it, on a free port of this
// machine. Prints `listening <port>` when it answers; ends with its standard input, so that a test that dies takes
// it along.
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const express = require("express");
const PouchDB = require("pouchdb");

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "wingbook-pouch-"));
const app = express();
app.use(
  "/",
  require("express-pouchdb")(PouchDB.defaults({ prefix: folder + path.sep }), {
    inMemoryConfig: true,
    logPath: path.join(folder, "log.txt"),
    mode: "custom",
    overrideMode: {
      include: [
        "routes/root",
        "routes/db",
        "routes/all-docs",
        "routes/bulk-docs",
        "routes/bulk-get",
        "routes/changes",
        "routes/documents",
        "routes/revs-diff",
        "config-infrastructure",
      ],
    },
  }),
);

const server = app.listen(0, "127.0.0.1", () => {
  console.log(`listening ${server.address().port}`);
});
process.stdin.on("end", () => {
  fs.rmSync(folder, { recursive: true, force: true });
  process.exit(0);
});
process.stdin.resume();
