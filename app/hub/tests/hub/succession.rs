//! Where a revision of a roster document stands: its signature says what it replaces, and nobody who uploads it can say
//! otherwise.

use serde_json::{Value, json};
use wingbook_record::digest::Digest;

use crate::{
    admission::check,
    server::Server,
    signing::{Tablet, replicated, rev_of},
};

const PLAN: &str = "plan:44444444-4444-4444-8444-444444444444";

/// A round plan, some revisions of which the hub holds.
struct Plan {
    server: Server,
    supervisor: Tablet,
    /// Documents and digests, oldest first.
    held: Vec<(Value, Digest)>,
}

fn plan(name: &str) -> Value {
    json!({"name": name, "wing": "33333333-3333-4333-8333-333333333333", "times": ["06:00"],
        "window_minutes": 30, "places": []})
}

impl Plan {
    /// A plan that was changed as often as there are further names.
    async fn of(names: &[&str]) -> Self {
        let server = Server::start().await;
        let supervisor = Tablet::of(&server, "supervisor").await;
        let mut plan = Self {
            server,
            supervisor,
            held: Vec::new(),
        };
        for name in names {
            let (document, digest) = plan.next(name);
            let (generation, ancestors) = (plan.held.len() as u64 + 1, plan.ancestors());
            plan.check(replicated(&document, generation, &ancestors), "")
                .await;
            plan.held.push((document, digest));
        }
        plan
    }

    /// A revision after the newest that is held.
    fn next(&self, name: &str) -> (Value, Digest) {
        let previous = self.held.last().map(|(_, digest)| *digest);
        self.after(previous, name)
    }

    fn after(&self, previous: Option<Digest>, name: &str) -> (Value, Digest) {
        self.supervisor.revision(PLAN, &plan(name), previous)
    }

    /// The revisions that are held, newest first.
    fn ancestors(&self) -> Vec<String> {
        let revs = (1..).zip(&self.held);
        let mut revs: Vec<String> = revs.map(|(at, held)| rev_of(at, &held.0)).collect();
        revs.reverse();
        revs
    }

    /// Somebody who may change no plan uploads it.
    async fn check(&self, sent: Value, code: &str) {
        check(&self.server, "officer", "roster", sent, code).await;
    }

    async fn push(&self, docs: Vec<Value>) -> Value {
        let path = format!("/{}/_bulk_docs", self.server.book("roster"));
        let body = json!({"new_edits": false, "docs": docs});
        self.server.as_user("officer").post(&path, &body).await.1
    }

    /// The plan's leaves, the winner first.
    async fn leaves(&self) -> Vec<String> {
        let path = format!("/{}/{PLAN}?conflicts=true", self.server.book("roster"));
        let held = self.server.as_user("officer").get(&path).await.1;
        let rivals = held["_conflicts"].as_array().cloned().unwrap_or_default();
        let revs = [held["_rev"].clone()].into_iter().chain(rivals);
        revs.map(|rev| rev.as_str().unwrap_or_default().to_owned())
            .collect()
    }
}

/// A document at a revision of which its sender says no more.
fn alone(document: &Value, generation: u64) -> Value {
    let mut sent = document.clone();
    sent["_rev"] = json!(rev_of(generation, document));
    sent
}

/// A document whose sender names its ancestry by hashes.
fn with_path(document: &Value, start: u64, older: &[&str]) -> Value {
    let rev = rev_of(start, document);
    let own = rev.split_once('-').unwrap().1;
    let ids: Vec<&str> = [own].into_iter().chain(older.iter().copied()).collect();
    let mut sent = alone(document, start);
    sent["_revisions"] = json!({"start": start, "ids": ids});
    sent
}

fn hash(rev: &str) -> &str {
    rev.split_once('-').unwrap().1
}

#[tokio::test]
async fn an_old_revision_never_comes_back_as_a_new_one() {
    let plan = Plan::of(&["Every hour", "Every two hours", "Every half hour"]).await;
    let before = plan.leaves().await;
    let current = rev_of(3, &plan.held[2].0);
    assert_eq!(before, [current.as_str()]);
    let root = rev_of(1, &plan.held[0].0);
    for (document, _) in &plan.held {
        for generation in [4, 1_000, 1 << 40] {
            plan.check(alone(document, generation), "revision").await;
        }
    }
    let old = &plan.held[0].0;
    for older in [
        &["f00d", hash(&current)][..],
        &[hash(&current), hash(&before[0]), hash(&root)][..],
    ] {
        let start = older.len() as u64 + 2;
        plan.check(with_path(old, start, older), "revision").await;
    }
    // By the ordinary way of writing, onto the current one.
    let mut edit = old.clone();
    edit["_rev"] = json!(current);
    let path = format!("/{}/{PLAN}", plan.server.book("roster"));
    let (status, _) = plan.server.as_user("reception").put(&path, &edit).await;
    assert_eq!(status, 403);
    // The very same revision again is what a lost answer looks like.
    plan.check(alone(old, 1), "").await;
    assert_eq!(plan.leaves().await, before, "nothing of it was kept");
}

#[tokio::test]
async fn a_revision_stands_right_after_the_one_that_it_names() {
    let plan = Plan::of(&["Every hour", "Every two hours"]).await;
    let current = rev_of(2, &plan.held[1].0);
    let root = rev_of(1, &plan.held[0].0);
    let (next, _) = plan.next("Every half hour");
    for sent in [
        alone(&next, 1),
        alone(&next, 2),
        alone(&next, 4),
        with_path(&next, 4, &["f00d", hash(&current)]),
        with_path(&next, 2, &[hash(&root)]),
    ] {
        plan.check(sent, "previous").await;
    }
    let (first, _) = plan.after(None, "Another first one");
    plan.check(alone(&first, 2), "previous").await;
    plan.check(
        with_path(&first, 3, &[hash(&current), hash(&root)]),
        "previous",
    )
    .await;
    let (stray, _) = plan.after(Some(Digest([7; 32])), "After nothing that is here");
    plan.check(with_path(&stray, 3, &[hash(&current)]), "previous")
        .await;
    plan.check(alone(&stray, 1), "previous").await;
    plan.check(alone(&stray, 1 << 40), "previous").await;
    assert_eq!(
        plan.leaves().await,
        [current.as_str()],
        "nothing of it was kept"
    );
    // Its place follows from its signature, whether its sender knows it or not.
    plan.check(alone(&next, 3), "").await;
    assert_eq!(plan.leaves().await, [rev_of(3, &next)]);
}

#[tokio::test]
async fn who_uploads_a_revision_buries_no_other_with_it() {
    let plan = Plan::of(&["Every hour"]).await;
    let root = plan.held[0].1;
    let (here, _) = plan.after(Some(root), "Here");
    let (there, _) = plan.after(Some(root), "There");
    plan.check(alone(&here, 2), "").await;
    // It was written without knowing of the other, and says so; its sender says that it replaces both.
    let (here, ancestor) = (rev_of(2, &here), rev_of(1, &plan.held[0].0));
    let both = with_path(&there, 3, &[hash(&here), hash(&ancestor)]);
    plan.check(both, "previous").await;
    plan.check(with_path(&there, 2, &[hash(&ancestor)]), "")
        .await;
    let mut leaves = plan.leaves().await;
    leaves.sort();
    let mut expected = [here, rev_of(2, &there)];
    expected.sort();
    assert_eq!(leaves, expected, "both sides are kept");
    // What only its sender says of revisions that are not here is not kept: a colleague may bring them yet.
    let (second, digest) = plan.after(Some(root), "Written offline");
    let (third, _) = plan.after(Some(digest), "Written offline, again");
    let second_rev = rev_of(2, &second);
    plan.check(
        with_path(&third, 3, &[hash(&second_rev), hash(&ancestor)]),
        "",
    )
    .await;
    plan.check(with_path(&second, 2, &[hash(&ancestor)]), "")
        .await;
    let path = format!("/{}/{PLAN}?rev={second_rev}", plan.server.book("roster"));
    let held = plan.server.as_user("officer").get(&path).await.1;
    assert_eq!(held["value"]["name"], "Written offline");
}

#[tokio::test]
async fn edits_of_a_tablet_that_was_offline_arrive() {
    let batches = |first: &(Value, Digest), second: &Value, root: &str| {
        let one = rev_of(2, &first.0);
        vec![
            // Both at once, in either order.
            vec![
                with_path(&first.0, 2, &[hash(root)]),
                with_path(second, 3, &[hash(&one), hash(root)]),
            ],
            vec![
                with_path(second, 3, &[hash(&one)]),
                with_path(&first.0, 2, &[hash(root)]),
            ],
            // The newest only: with the ancestry of both, with what the server was known to have, with nothing.
            vec![with_path(second, 3, &[hash(&one), hash(root)])],
            vec![with_path(second, 3, &[hash(root)])],
            vec![alone(second, 3)],
        ]
    };
    for at in 0..5 {
        let plan = Plan::of(&["Every hour"]).await;
        let root = rev_of(1, &plan.held[0].0);
        let first = plan.next("Offline");
        let (second, digest) = plan.after(Some(first.1), "Offline, again");
        let batch = batches(&first, &second, &root).remove(at);
        for _ in 0..2 {
            assert_eq!(plan.push(batch.clone()).await, json!([]), "{at}");
        }
        let leaves = plan.leaves().await;
        assert_eq!(leaves[0], rev_of(3, &second), "{at}");
        if at == 0 {
            assert_eq!(leaves.len(), 1);
        }
        let (later, _) = plan.after(Some(digest), "Later");
        plan.check(with_path(&later, 4, &[hash(&leaves[0])]), "")
            .await;
        assert_eq!(plan.leaves().await[0], rev_of(4, &later), "{at}");
    }
    // A first answer that got lost: the tablet believes that the server still has what it had before.
    let plan = Plan::of(&["Every hour", "Lost answer"]).await;
    let root = rev_of(1, &plan.held[0].0);
    let (next, _) = plan.next("Edited meanwhile");
    plan.check(with_path(&next, 3, &[hash(&root)]), "").await;
    assert_eq!(plan.leaves().await, [rev_of(3, &next)]);
}

#[tokio::test]
async fn a_server_that_lost_its_past_is_given_the_present() {
    let server = Server::start().await;
    let supervisor = Tablet::of(&server, "supervisor").await;
    let (document, _) = supervisor.revision(PLAN, &plan("Rescued"), Some(Digest([7; 32])));
    let sent = alone(&document, 8);
    check(&server, "officer", "roster", sent.clone(), "").await;
    check(&server, "officer", "roster", sent, "").await;
}
