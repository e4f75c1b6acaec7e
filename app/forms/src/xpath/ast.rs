//! The syntax tree of an expression. Parsing happens once, when a form is
//! read; everything later walks this tree.

use super::functions::Function;

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// A number literal.
    Number(f64),
    /// A string literal.
    Text(String),
    /// `${name}`.
    Reference(Reference),
    /// A location path.
    Path(Box<Path>),
    /// `-x`.
    Negate(Box<Expr>),
    /// Operators of one precedence in a row, worked off from the left. A row
    /// instead of a tree keeps long sums and conditions from nesting deeply.
    Chain(Box<Expr>, Vec<(Operator, Expr)>),
    /// A function call.
    Call(Function, Vec<Expr>),
}

/// `${name}`, and after the form was resolved the item that it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The name as written.
    pub name: String,
    /// Where it stands: bytes from the start of the expression.
    pub at: usize,
    /// The index of the item; [`UNRESOLVED`] before resolution.
    pub target: u32,
}

/// The target of a reference that has not been looked up yet.
pub const UNRESOLVED: u32 = u32::MAX;

/// A location path: where it starts, and its steps.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// Where it starts.
    pub start: Start,
    /// Predicates on the start itself, as in `(x)[1]`.
    pub predicates: Vec<Expr>,
    /// Its steps.
    pub steps: Vec<Step>,
    /// Where it stands: bytes from the start of the expression.
    pub at: usize,
}

/// Where a path starts.
#[derive(Clone, Debug, PartialEq)]
pub enum Start {
    /// `/…`
    Root,
    /// The context node.
    Here,
    /// The nodes of another expression.
    From(Expr),
}

/// One step of a path.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The direction.
    pub axis: Axis,
    /// Which nodes in that direction.
    pub test: Test,
    /// What they must fulfil.
    pub predicates: Vec<Expr>,
}

/// Directions of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are XPath's")]
pub enum Axis {
    Child,
    Parent,
    Itself,
    Descendant,
    DescendantOrSelf,
    Ancestor,
    AncestorOrSelf,
    FollowingSibling,
    PrecedingSibling,
    Attribute,
}

impl Axis {
    /// Whether positions count backwards from the context node.
    #[must_use]
    pub fn is_reverse(self) -> bool {
        matches!(
            self,
            Axis::Ancestor | Axis::AncestorOrSelf | Axis::PrecedingSibling
        )
    }
}

/// Which nodes a step takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// Nodes of this name.
    Name(String),
    /// `*`: every element.
    Any,
    /// `node()`: also the document itself.
    Node,
    /// None: `text()`, `comment()`; values are read from elements.
    Nothing,
}

/// Binary operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Operator {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Union,
}

impl Operator {
    /// How tightly it binds: 1 (`or`) to 8 (`|`).
    #[must_use]
    pub fn precedence(self) -> u8 {
        match self {
            Operator::Or => 1,
            Operator::And => 2,
            Operator::Equal | Operator::NotEqual => 3,
            Operator::Less
            | Operator::LessOrEqual
            | Operator::Greater
            | Operator::GreaterOrEqual => 4,
            Operator::Add | Operator::Subtract => 5,
            Operator::Multiply | Operator::Divide | Operator::Modulo => 6,
            Operator::Union => 8,
        }
    }
}
