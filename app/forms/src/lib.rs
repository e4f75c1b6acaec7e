//! Wingbook's forms engine: XLSForm semantics in pure Rust.
//!
//! A form comes in as sheets (`parse`), becomes a [`Form`] that never changes
//! (`form`), and is filled in a [`Session`] that recomputes only what a change
//! touches (`instance`); expressions are XPath 1.0 as ODK writes it
//! ([`xpath`]). There is no I/O, no clock and no randomness here: the time, its
//! offset and a seed come in with [`Context`].
//!
//! ```
//! use std::sync::Arc;
//! use wingbook_forms::{Context, Form, Moment, Session};
//!
//! let form = Form::from_json_text(r#"{
//!     "settings": {"form_id": "count", "version": "1", "default_language": "English (en)"},
//!     "survey": [
//!         {"type": "integer", "name": "expected", "label::English (en)": "Expected", "required": "yes"},
//!         {"type": "integer", "name": "counted", "label::English (en)": "Counted", "required": "yes"},
//!         {"type": "text", "name": "why", "label::English (en)": "Why?", "required": "yes",
//!          "relevant": "${counted} != ${expected}"}
//!     ]}"#)?;
//! let now = Moment { unix_ms: 1_763_955_444_123, utc_offset_minutes: 180 };
//! let mut session = Session::open(Arc::new(form), Context { now, seed: 1 });
//! let why = session.find("why").unwrap();
//!
//! session.set_named("expected", "82")?;
//! session.set_named("counted", "81")?;
//! assert!(session.state(why).relevant);
//! session.set_named("counted", "82")?;
//! assert!(!session.state(why).relevant);
//! let answers = session.finish(now).unwrap();
//! assert_eq!(serde_json::to_string(&answers)?, r#"{"counted":82,"expected":82}"#);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Not here yet, and refused with a sentence that says so: workbooks
//! (`.xlsx`), media and places on a map, `trigger`, `repeat_count`, choices
//! from files.

mod civil;
mod form;
mod instance;
mod names;
mod parse;
pub mod xpath;

pub use civil::{DAY_MS, Moment, read_date, read_moment, read_time, write_date};
pub use form::{
    Bounds, Choice, Choices, Domain, Form, Item, Kind, Language, LanguageId, List, Text,
};
pub use instance::{
    Context, DraftError, Effects, Line, NodeId, Problem, ProblemKind, Session, SetError, Shown,
    State,
};
pub use names::{escape_name, unescape_name};
pub use parse::{Finding, FindingKind, Findings, Row, SHEET_ROWS_MAX, Sheet, Sheets};
pub use xpath::{read_plain_number, write_number};

#[cfg(any(test, fuzzing))]
#[path = "../fuzz/mod.rs"]
pub mod fuzz;
