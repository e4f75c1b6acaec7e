//! A form being filled: answers, what follows from them, and what is wrong
//! with them.

mod answers;
mod draft;
pub(crate) mod lexical;
mod lines;
mod problem;
mod recompute;
mod repeats;
mod session;
mod store;
mod texts;
mod transcript;
mod view;

pub use draft::DraftError;
pub use lines::{Line, Shown};
pub use problem::{Problem, ProblemKind};
pub use session::{Context, Effects, Session, SetError, State};
pub use store::NodeId;
