//! XPath 1.0 as ODK writes it: text in, tree of syntax, value out.
//!
//! Nothing here knows what a form is. An expression sees its surroundings
//! through [`Tree`]; "now" and the seed of `random()` come in with [`Scope`].
//! Left out: variables, namespaces, `id()` and `lang()`, which no XForms
//! engine has, and for now the functions that [`SyntaxErrorKind::FunctionNotYet`]
//! names.

mod ast;
mod compare;
mod error;
mod evaluate;
mod functions;
mod lexer;
mod number;
mod parser;
mod pattern;
mod tree;
mod value;

pub use ast::{Axis, Expr, Operator, Path, Reference, Start, Step, Test, UNRESOLVED};
pub use error::{SyntaxError, SyntaxErrorKind};
pub use evaluate::{EVALUATION_STEPS_MAX, Place, Scope};
pub use functions::Function;
pub(crate) use lexer::{continues_name, is_name};
pub use number::{read_plain_number, write_number};
pub use parser::{EXPRESSION_BYTES_MAX, EXPRESSION_DEPTH_MAX, parse};
pub use tree::{Node, Tree};
pub use value::{Value, is_date_like, read_number};
