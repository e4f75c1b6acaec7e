//! Histories of revision trees: grafting, winning, forgetting.

use super::*;

fn revision(text: &str) -> Revision {
    text.parse().unwrap()
}

fn path(text: &str) -> Path {
    let revisions: Vec<Revision> = text.split(' ').map(revision).collect();
    let ids: Vec<String> = revisions
        .iter()
        .map(|revision| revision.hash.clone())
        .collect();
    Path::from_ids(revisions[0].generation, &ids).unwrap()
}

/// Grafts histories (newest first, `!` marks a tombstone) and compares the leaves, winner first.
fn check(histories: &[&str], leaves: &str) {
    let mut tree = Tree::new();
    for (body, history) in (1i64..).zip(histories) {
        let deleted = history.starts_with('!');
        tree.graft(&path(history.trim_start_matches('!')), deleted, Some(body));
    }
    let found: Vec<String> = tree
        .leaves()
        .iter()
        .map(|node| node.revision.to_string())
        .collect();
    assert_eq!(found.join(" "), leaves, "{histories:?}");
    assert_eq!(
        Tree::from_text(&tree.to_text()).as_ref(),
        Some(&tree),
        "written and read back"
    );
}

#[test]
fn histories_and_their_leaves() {
    check(&["1-a"], "1-a");
    check(&["1-a", "1-b"], "1-b 1-a");
    check(&["1-b", "2-a 1-b"], "2-a");
    check(&["1-a", "2-b 1-a", "2-c 1-a"], "2-c 2-b");
    check(&["2-b 1-a", "1-a"], "2-b");
    check(&["1-a", "3-c"], "3-c 1-a");
    check(&["2-b", "3-c 2-b 1-a", "2-x 1-a"], "3-c 2-x");
    check(&["1-a", "!2-b 1-a", "1-c"], "1-c 2-b");
    check(&["1-a", "!2-b 1-a"], "2-b");
    check(&["5-e 4-d 3-c 2-b 1-a", "4-x 3-c"], "5-e 4-x");
    check(&["1-a", "10-b", "9-c"], "10-b 9-c 1-a");
}

#[test]
fn what_is_no_revision() {
    for text in [
        "1",
        "a-b",
        "0-a",
        "1-",
        "-1-a",
        "1-a b",
        "1-\"",
        "99999999999999999999-a",
        "1-\u{e9}",
    ] {
        assert!(text.parse::<Revision>().is_err(), "{text}");
    }
    assert!(Path::from_ids(1, &["a".into(), "b".into()]).is_err());
    assert!(Path::from_ids(1, &[]).is_err());
}

#[test]
fn a_repeated_push_changes_nothing() {
    let mut tree = Tree::new();
    assert_eq!(tree.graft(&path("2-b 1-a"), false, Some(1)), Grafted::Added);
    let before = tree.clone();
    assert_eq!(tree.graft(&path("2-b 1-a"), false, Some(2)), Grafted::Known);
    assert_eq!(tree, before);
}

#[test]
fn ancestors_that_a_client_may_build_on() {
    let mut tree = Tree::new();
    tree.graft(&path("2-b 1-a"), false, Some(1));
    tree.graft(&path("4-d 3-c"), false, Some(2));
    assert_eq!(
        tree.possible_ancestors(&[revision("3-z")]),
        [revision("2-b")]
    );
    assert_eq!(
        tree.possible_ancestors(&[revision("9-z")]),
        [revision("4-d"), revision("2-b")]
    );
    assert_eq!(
        tree.leaves_from(&revision("1-a"))[0].revision,
        revision("2-b")
    );
}

#[test]
fn a_long_branch_forgets_its_beginning() {
    let mut tree = Tree::new();
    tree.graft(&path("1-0"), false, Some(0));
    for generation in 2..=1_200u64 {
        let parent = tree.winner().unwrap().revision.clone();
        let parent = tree.path_of(&parent).unwrap();
        let next = Revision::new(generation, generation.to_string());
        tree.graft(&Path::onto(next, &parent), false, Some(0));
    }
    assert_eq!(tree.nodes().len(), REVISIONS_MAX);
    assert_eq!(tree.winner().unwrap().revision.generation, 1_200);
    assert_eq!(
        tree.path_of(&revision("1200-1200"))
            .unwrap()
            .revisions()
            .len(),
        REVISIONS_MAX
    );
}

#[test]
fn a_row_whose_ancestry_goes_round_is_damaged() {
    assert!(Tree::from_text("1-a,,,1 2-b,0,d,2").is_some());
    for damaged in [
        "1-a,0,,1",
        "1-a,1,,1 2-b,0,,2",
        "2-a,,,1 2-b,0,,2",
        "1-a,7,,",
    ] {
        assert_eq!(Tree::from_text(damaged), None, "{damaged}");
    }
}
