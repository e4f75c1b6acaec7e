//! What an expression sees of the form around it.

use std::cmp::Ordering;

/// A node that an expression can reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Node {
    /// Above the outermost group.
    Document,
    /// A question, group or repeat in the answers.
    Answer(u32),
    /// A choice list: `instance('list')`, and its `root`.
    List(u32),
    /// A choice: `item` of a list.
    Choice(u32, u32),
    /// A column of a choice.
    Column(u32, u32, u32),
}

/// The answers and choice lists as a tree. Nodes that are not relevant do not
/// exist here.
pub trait Tree {
    /// The node above.
    fn parent(&self, node: Node) -> Option<Node>;
    /// The nodes below, of this name or of any, in document order.
    fn children(&self, node: Node, name: Option<&str>, found: &mut Vec<Node>);
    /// Its name.
    fn name(&self, node: Node) -> &str;
    /// Its value; a group has none.
    fn text(&self, node: Node) -> &str;
    /// Which of two stands first in the document.
    fn compare(&self, one: Node, other: Node) -> Ordering;
    /// The nodes of a resolved reference, as seen from a node: inside the
    /// innermost repeat that both share.
    fn reference(&self, target: u32, from: Node, found: &mut Vec<Node>);
    /// As [`Tree::reference`], with the numbers (from 1) of the repeats on the way.
    fn indexed(&self, target: u32, repeats: &[(u32, usize)], from: Node, found: &mut Vec<Node>);
    /// A choice list by name.
    fn list(&self, name: &str) -> Option<Node>;
    /// The label of a choice of the question that a reference names.
    fn choice_label(&self, target: u32, value: &str) -> Option<String>;
    /// The offset from UTC at which dates without one are meant.
    fn utc_offset_minutes(&self) -> i32;
}
