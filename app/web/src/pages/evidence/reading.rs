//! Reads a file slice by slice and checks it line by line, in turns so short that the page goes on answering.

use futures::channel::oneshot;
use js_sys::{ArrayBuffer, Uint8Array};
use leptos::leptos_dom::helpers::set_timeout;
use std::time::Duration;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use wingbook_record::{
    evidence::{Check, EvidenceError, Report, export::Lines},
    signer::KeyId,
};

/// How much of the file is in memory at a time.
const SLICE_BYTES: f64 = 262_144.0;

/// How long one turn goes on: a page that answers within 50 ms feels as if it did at once.
const TURN_MS: f64 = 15.0;

/// Why a file could not be checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It is no export.
    NoExport,
    /// A newer version wrote it.
    Newer,
    /// The browser could not read it: it was moved, or the stick pulled out.
    Unread,
}

impl From<EvidenceError> for Trouble {
    fn from(error: EvidenceError) -> Self {
        match error {
            EvidenceError::NoExport(_) => Trouble::NoExport,
            EvidenceError::NeedsNewerApp(_) => Trouble::Newer,
        }
    }
}

/// A turn of work, and the pause after it.
struct Turn {
    began_ms: f64,
}

impl Turn {
    fn begin() -> Self {
        Turn {
            began_ms: js_sys::Date::now(),
        }
    }

    fn is_over(&self) -> bool {
        let passed = js_sys::Date::now() - self.began_ms;
        // A clock that was set back ends the turn, too.
        !(0.0..TURN_MS).contains(&passed)
    }

    /// Lets the page do what waits, and begins anew.
    async fn pause(&mut self) {
        let (go_on, gone_on) = oneshot::channel();
        // Whoever no longer waits is gone with the page.
        let go_on = move || {
            let _ = go_on.send(());
        };
        set_timeout(go_on, Duration::ZERO);
        let _ = gone_on.await;
        *self = Turn::begin();
    }
}

/// Checks a file. `progress` is told how much of how much was read, in thousandths, and says whether to go on.
pub async fn check(
    file: &web_sys::File,
    pinned: Option<KeyId>,
    progress: impl Fn(usize, usize) -> bool,
) -> Result<Option<Report>, Trouble> {
    let (mut lines, mut begun) = (Lines::default(), None::<Check>);
    let (size, mut at, mut turn) = (file.size(), 0.0, Turn::begin());
    while at < size {
        if !progress(thousandths(at, size), 1_000) {
            return Ok(None);
        }
        let until = (at + SLICE_BYTES).min(size);
        lines.push(&slice(file, at, until).await?);
        at = until;
        // What was waited for is nobody's work.
        turn = Turn::begin();
        while let Some(line) = lines.next_line() {
            match &mut begun {
                Some(check) => check.line(line),
                None => begun = Some(Check::begin(line, pinned)?),
            }
            if turn.is_over() {
                if !progress(thousandths(at, size), 1_000) {
                    return Ok(None);
                }
                turn.pause().await;
            }
        }
    }
    let mut closing = begun.ok_or(Trouble::NoExport)?.finish(lines.rest());
    while closing.step() {
        if turn.is_over() {
            turn.pause().await;
        }
    }
    Ok(Some(closing.report()))
}

fn thousandths(at: f64, size: f64) -> usize {
    (1_000.0 * at / size) as usize
}

async fn slice(file: &web_sys::File, from: f64, until: f64) -> Result<Vec<u8>, Trouble> {
    let piece = file
        .slice_with_f64_and_f64(from, until)
        .map_err(|_| Trouble::Unread)?;
    let buffer = JsFuture::from(piece.array_buffer().unchecked_into::<js_sys::Promise>())
        .await
        .map_err(|_| Trouble::Unread)?;
    let buffer: ArrayBuffer = buffer.dyn_into().map_err(|_| Trouble::Unread)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}
