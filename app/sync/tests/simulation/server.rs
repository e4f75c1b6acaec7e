//! A server that answers as CouchDB does, as far as replication goes: revision trees, an opaque change feed, `_local`
//! documents, and its ways of refusing. Cloning it is a backup.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use wingbook_sync::{
    revision,
    transport::{Method, Request, Response},
};

/// How this server differs from others.
#[derive(Debug, Clone, Default)]
pub struct Manners {
    /// Says how much of the feed is left (PouchDB servers don't).
    pub pending: bool,
    /// Checks the revision of `_local` documents (PouchDB servers do, CouchDB doesn't).
    pub local_revisions: bool,
    /// Takes no `_local` documents at all.
    pub no_local: bool,
    /// The largest batch in bytes.
    pub body_max: usize,
}

#[derive(Debug, Clone, Default)]
struct Node {
    parent: Option<String>,
    document: Option<Value>,
}

#[derive(Debug, Clone, Default)]
struct Database {
    documents: BTreeMap<String, BTreeMap<String, Node>>,
    sequence: u64,
    changed: BTreeMap<String, u64>,
    local: BTreeMap<String, Value>,
}

#[derive(Debug, Clone)]
pub struct Server {
    pub manners: Manners,
    identity: u64,
    databases: BTreeMap<String, Database>,
    /// Databases that nobody here may touch.
    pub denied: BTreeSet<String>,
}

/// Status and body.
type Answer = (u16, Value);

fn fail(status: u16, error: &str, reason: &str) -> Answer {
    (status, json!({"error": error, "reason": reason}))
}

impl Database {
    fn leaves(&self, id: &str) -> Vec<String> {
        let Some(nodes) = self.documents.get(id) else {
            return Vec::new();
        };
        let parents: BTreeSet<&String> = nodes
            .values()
            .filter_map(|node| node.parent.as_ref())
            .collect();
        let mut leaves: Vec<String> = nodes
            .keys()
            .filter(|rev| !parents.contains(rev))
            .cloned()
            .collect();
        leaves.sort_by(|a, b| revision::split(b).cmp(&revision::split(a)));
        leaves
    }

    fn document(&self, id: &str, rev: &str) -> Option<Value> {
        let mut document = self.documents.get(id)?.get(rev)?.document.clone()?;
        document["_rev"] = json!(rev);
        Some(document)
    }

    fn insert(&mut self, mut document: Value) {
        let members = document.as_object_mut().unwrap();
        let revisions = members.remove("_revisions").unwrap();
        members.remove("_rev");
        let id = members["_id"].as_str().unwrap().to_owned();
        let start = revisions["start"].as_u64().unwrap();
        let hashes = revisions["ids"].as_array().unwrap();
        let path: Vec<String> = hashes
            .iter()
            .enumerate()
            .map(|(at, hash)| format!("{}-{}", start - at as u64, hash.as_str().unwrap()))
            .collect();
        let nodes = self.documents.entry(id.clone()).or_default();
        let mut changed = false;
        for (at, rev) in path.iter().enumerate() {
            let node = nodes.entry(rev.clone()).or_insert_with(|| {
                changed = true;
                Node::default()
            });
            if let (None, Some(parent)) = (&node.parent, path.get(at + 1)) {
                node.parent = Some(parent.clone());
                changed = true;
            }
            if at == 0 && node.document.is_none() {
                node.document = Some(document.clone());
                changed = true;
            }
        }
        if changed {
            self.sequence += 1;
            self.changed.insert(id, self.sequence);
        }
    }
}

impl Server {
    pub fn new(identity: u64, manners: Manners) -> Self {
        Self {
            manners,
            identity,
            databases: BTreeMap::new(),
            denied: BTreeSet::new(),
        }
    }

    pub fn identity(&self) -> u64 {
        self.identity
    }

    /// All leaves of a database with their documents.
    pub fn leaves(&self, database: &str) -> BTreeMap<(String, String), Vec<u8>> {
        let mut leaves = BTreeMap::new();
        if let Some(database) = self.databases.get(database) {
            for id in database.documents.keys() {
                for rev in database.leaves(id) {
                    let document = database.document(id, &rev).unwrap_or(Value::Null);
                    leaves.insert(
                        (id.clone(), rev),
                        revision::content_bytes(&document).unwrap(),
                    );
                }
            }
        }
        leaves
    }

    pub fn answer(&mut self, request: &Request) -> Response {
        let (status, body) = self.route(request);
        Response {
            status,
            content_type: Some("application/json".to_owned()),
            body: body.to_string().into_bytes(),
            ..Response::default()
        }
    }

    fn route(&mut self, request: &Request) -> Answer {
        let (path, query) = request.path.split_once('?').unwrap_or((&request.path, ""));
        let query: BTreeMap<&str, &str> = query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .collect();
        let body: Value = request.body.as_deref().map_or(Value::Null, |body| {
            serde_json::from_slice(body).unwrap_or(Value::Null)
        });
        let size = request.body.as_ref().map_or(0, Vec::len);
        let parts: Vec<&str> = path.split('/').skip(1).collect();
        let (manners, identity) = (self.manners.clone(), self.identity);
        if parts == [""] {
            return (
                200,
                json!({"couchdb": "Welcome", "uuid": identity.to_string(), "version": "3.5.0"}),
            );
        }
        if self.denied.contains(parts[0]) {
            return fail(403, "forbidden", "You are not allowed to access this db.");
        }
        let database = self.databases.entry(parts[0].to_owned()).or_default();
        match (request.method, &parts[1..]) {
            (Method::Get, []) => (
                200,
                json!({"db_name": parts[0], "instance_start_time": identity.to_string()}),
            ),
            (Method::Get, ["_changes"]) => changes(database, &manners, identity, &query),
            (Method::Post, ["_bulk_docs"]) if size > manners.body_max => {
                fail(413, "too_large", "the request entity is too large")
            }
            (Method::Post, ["_bulk_docs"]) => bulk_docs(database, &body),
            (Method::Post, ["_bulk_get"]) => bulk_get(database, &body),
            (Method::Post, ["_revs_diff"]) => revs_diff(database, &body),
            (Method::Post, ["_all_docs"]) => all_docs(database, &body),
            (_, ["_local", _]) if manners.no_local => fail(403, "forbidden", "no notes here"),
            (Method::Get, ["_local", name]) => match database.local.get(*name) {
                Some(document) => (200, document.clone()),
                None => fail(404, "not_found", "missing"),
            },
            (Method::Put, ["_local", name]) => put_local(database, &manners, name, &body),
            _ => fail(404, "not_found", "missing"),
        }
    }
}

fn changes(
    database: &Database,
    manners: &Manners,
    identity: u64,
    query: &BTreeMap<&str, &str>,
) -> Answer {
    let limit: usize = query["limit"].parse().unwrap();
    // Opaque, and foreign to another server: CouchDB answers garbage with 400 and another's sequence from 0.
    let since = match query["since"].split_once("-") {
        Some((number, of)) if of == identity.to_string() => number.parse().unwrap_or(0),
        Some(_) => 0,
        None if query["since"] == "0" => 0,
        None => {
            return fail(
                400,
                "bad_request",
                "Malformed sequence supplied in 'since' parameter.",
            );
        }
    };
    let mut order: Vec<(u64, &String)> = database
        .changed
        .iter()
        .map(|(id, sequence)| (*sequence, id))
        .filter(|row| row.0 > since)
        .collect();
    order.sort_unstable();
    let left = order.len().saturating_sub(limit);
    order.truncate(limit);
    let row = |(_, id): &(u64, &String)| {
        let leaves = database.leaves(id);
        let revs: Vec<Value> = leaves.iter().map(|rev| json!({"rev": rev})).collect();
        json!({"id": id, "seq": null, "changes": revs, "doc": database.document(id, &leaves[0])})
    };
    let rows: Vec<Value> = order.iter().map(row).collect();
    let last = order
        .last()
        .map_or(since.min(database.sequence).max(since), |row| row.0);
    let mut answer = json!({"results": rows, "last_seq": format!("{last}-{identity}")});
    if manners.pending {
        answer["pending"] = json!(left);
    }
    (200, answer)
}

fn bulk_docs(database: &mut Database, body: &Value) -> Answer {
    let Some(documents) = body["docs"].as_array() else {
        return fail(400, "bad_request", "Missing JSON list of 'docs'");
    };
    // Documents of three kinds that a server can't digest; see the world's `write`.
    if documents
        .iter()
        .any(|document| document["poison"] == "batch")
    {
        return fail(400, "bad_request", "doc_validation");
    }
    if documents
        .iter()
        .any(|document| document["poison"] == "crash")
    {
        return fail(500, "internal_server_error", "badmatch");
    }
    let mut rows = Vec::new();
    for document in documents {
        if document["poison"] == "forbidden" {
            rows.push(json!({"id": document["_id"], "rev": document["_rev"], "error": "forbidden", "reason": "not like this"}));
        } else {
            database.insert(document.clone());
        }
    }
    (201, Value::Array(rows))
}

fn bulk_get(database: &Database, body: &Value) -> Answer {
    let result = |wanted: &Value| {
        let (id, rev) = (
            wanted["id"].as_str().unwrap(),
            wanted["rev"].as_str().unwrap(),
        );
        let nodes = database.documents.get(id);
        // As `latest=true`: the leaves that descend from it.
        let descends = |leaf: &String| {
            let mut at = Some(leaf.clone());
            while let Some(here) = at {
                if here == rev {
                    return true;
                }
                at = nodes
                    .and_then(|nodes| nodes.get(&here))
                    .and_then(|node| node.parent.clone());
            }
            false
        };
        let leaves: Vec<String> = database.leaves(id).into_iter().filter(descends).collect();
        let mut rows = Vec::new();
        for leaf in &leaves {
            if let Some(mut document) = database.document(id, leaf) {
                let mut ids = Vec::new();
                let mut at = Some(leaf.clone());
                while let Some(here) = at {
                    ids.push(json!(revision::split(&here).unwrap().1));
                    at = nodes
                        .and_then(|nodes| nodes.get(&here))
                        .and_then(|node| node.parent.clone());
                }
                document["_revisions"] =
                    json!({"start": revision::split(leaf).unwrap().0, "ids": ids});
                rows.push(json!({"ok": document}));
            }
        }
        if rows.is_empty() {
            rows.push(
                json!({"error": {"id": id, "rev": rev, "error": "not_found", "reason": "missing"}}),
            );
        }
        json!({"id": id, "docs": rows})
    };
    let results: Vec<Value> = body["docs"]
        .as_array()
        .unwrap()
        .iter()
        .map(result)
        .collect();
    (200, json!({"results": results}))
}

fn revs_diff(database: &Database, body: &Value) -> Answer {
    let mut answer = json!({});
    for (id, revs) in body.as_object().unwrap() {
        let nodes = database.documents.get(id);
        let known =
            |rev: &Value| nodes.is_some_and(|nodes| nodes.contains_key(rev.as_str().unwrap()));
        let missing: Vec<&Value> = revs
            .as_array()
            .unwrap()
            .iter()
            .filter(|rev| !known(rev))
            .collect();
        if !missing.is_empty() {
            answer[id] = json!({"missing": missing});
        }
    }
    (200, answer)
}

fn all_docs(database: &Database, body: &Value) -> Answer {
    let row = |key: &Value| {
        let id = key.as_str().unwrap();
        match database.leaves(id).first() {
            Some(rev) => {
                json!({"id": id, "key": id, "value": {"rev": rev}, "doc": database.document(id, rev)})
            }
            None => json!({"key": id, "error": "not_found"}),
        }
    };
    let rows: Vec<Value> = body["keys"].as_array().unwrap().iter().map(row).collect();
    (200, json!({"rows": rows}))
}

fn put_local(database: &mut Database, manners: &Manners, name: &str, body: &Value) -> Answer {
    let before = database
        .local
        .get(name)
        .map(|document| document["_rev"].clone());
    if manners.local_revisions && before.as_ref().is_some_and(|rev| *rev != body["_rev"]) {
        return fail(409, "conflict", "Document update conflict.");
    }
    let number = before
        .and_then(|rev| rev.as_str()?.strip_prefix("0-")?.parse::<u64>().ok())
        .unwrap_or(0)
        + 1;
    let mut document = body.clone();
    document["_rev"] = json!(format!("0-{number}"));
    database.local.insert(name.to_owned(), document);
    (201, json!({"ok": true, "rev": format!("0-{number}")}))
}
