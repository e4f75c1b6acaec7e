//! The building blocks of pages. Each has its style under `style/components` and stands in the gallery.
//!
//! Properties that show words are `Signal<String>`: `t!("…")` gives one, and a `String` becomes one.
//! Components give `AnyView`, so that a page doesn't carry the type of everything on it (that costs kilobytes).

pub mod banner;
pub mod button;
pub mod choice;
pub mod code_reader;
pub mod colleagues;
pub mod date_field;
pub mod dialog;
pub mod empty;
pub mod error;
pub mod field;
pub mod icon;
pub mod notice;
pub mod page_header;
pub mod person_line;
pub mod pin_pad;
pub mod progress;
pub mod row;
pub mod search;
pub mod select;
pub mod snackbar;
pub mod state_badge;
pub mod stepper;
pub mod table_frame;
pub mod tabs;
pub mod two_pane;
pub mod virtual_list;
pub mod words;

pub use self::notice::NoticeLine;
pub use self::{
    banner::{Banner, Tone},
    button::{Button, IconButton, Kind, LinkButton},
    choice::{Choice, Choices, MultiChoices},
    code_reader::ReadCode,
    colleagues::colleagues_dialog,
    date_field::DateField,
    dialog::Dialog,
    empty::{EmptyRegister, EmptyState, Loading},
    error::{ErrorPanel, ErrorSummary},
    field::{Field, PassphraseInput, TextArea, TextInput},
    icon::Icon,
    page_header::PageHeader,
    person_line::PersonLine,
    progress::Progress,
    row::LinkRow,
    search::SearchBox,
    select::select,
    snackbar::{SnackbarRow, SnackbarSlot, SnackbarVoice},
    state_badge::{Badge, DeliveryBadge},
    stepper::Stepper,
    table_frame::TableFrame,
    tabs::Tabs,
    two_pane::TwoPane,
    virtual_list::VirtualList,
};

use std::sync::atomic::{AtomicU32, Ordering};

/// An id for an element that labels or describes another; unique while the app runs, the same for nobody.
pub fn fresh_id(prefix: &str) -> String {
    static LAST: AtomicU32 = AtomicU32::new(0);
    format!("{prefix}-{}", LAST.fetch_add(1, Ordering::Relaxed))
}
