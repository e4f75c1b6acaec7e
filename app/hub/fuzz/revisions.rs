//! Trees of revisions: as they lie in the data file, and as a client names ancestries.

use crate::revisions::{Grafted, Path, Revision, Tree};

/// A tree that is read is one: every revision has an ancestry that ends, and it is written as it was read. The second
/// line is an ancestry, newest first: what is grafted is there, and a second time it is known.
pub fn revisions(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let (tree, path) = text.split_once('\n').unwrap_or((text, ""));
    let Some(mut tree) = Tree::from_text(tree) else {
        return;
    };
    assert_eq!(Tree::from_text(&tree.to_text()).as_ref(), Some(&tree));
    for node in tree.nodes() {
        let written = node.revision.to_string();
        assert_eq!(written.parse::<Revision>().as_ref(), Ok(&node.revision));
        let path = tree.path_of(&node.revision).expect("it is there");
        assert!(path.revisions().len() <= tree.nodes().len());
        let _ = tree.leaves_from(&node.revision);
    }
    assert_eq!(tree.winner().is_some(), !tree.nodes().is_empty());
    let mut words = path.split_whitespace();
    let start = words.next().and_then(|start| start.parse().ok());
    let ids: Vec<String> = words.map(str::to_owned).collect();
    let Some(Ok(path)) = start.map(|start| Path::from_ids(start, &ids)) else {
        return;
    };
    let _ = tree.possible_ancestors(path.revisions());
    tree.graft(&path, false, Some(1));
    assert!(tree.path_of(path.head()).is_some());
    assert!(matches!(tree.graft(&path, false, Some(1)), Grafted::Known));
    assert_eq!(Tree::from_text(&tree.to_text()).as_ref(), Some(&tree));
}
