//! A PIN is chosen behind the passphrase: the one with which somebody comes back, or that of a badge.

use crate::prelude::*;
use wingbook_worker::message::{Failure, Response};

use crate::{
    components::{PassphraseInput, TextInput, field},
    t, text,
};

/// Which PIN: its fields, and what is said of it.
#[derive(Clone, Copy)]
pub struct Pin {
    /// The id of its field.
    pub id: &'static str,
    /// The id of the passphrase's.
    pub passphrase_id: &'static str,
    /// The message about digits that don't fit.
    pub shape: &'static str,
    /// How many there may be.
    pub digits_max: usize,
}

/// What was typed, and how far it got.
#[derive(Clone, Copy)]
pub struct Choosing {
    of: Pin,
    /// The digits.
    pub pin: RwSignal<String>,
    passphrase: RwSignal<String>,
    wrong: RwSignal<Option<&'static str>>,
    /// It is on its way.
    pub running: RwSignal<bool>,
    /// Why it was refused, unless that stands at a field.
    pub failure: RwSignal<Option<Failure>>,
}

impl Choosing {
    /// Nothing is typed yet.
    pub fn new(of: Pin) -> Self {
        Self {
            of,
            pin: RwSignal::default(),
            passphrase: RwSignal::default(),
            wrong: RwSignal::new(None),
            running: RwSignal::new(false),
            failure: RwSignal::new(None),
        }
    }

    /// Begins: the passphrase that was typed. `None` where it is missing, which is said, or something is under way.
    pub fn begin(self) -> Option<String> {
        if self.running.get_untracked() {
            return None;
        }
        if self.passphrase.with_untracked(String::is_empty) {
            self.wrong.set(Some("passphrase-missing"));
            field::focus(self.of.passphrase_id);
            return None;
        }
        self.wrong.set(None);
        self.failure.set(None);
        self.running.set(true);
        Some(self.passphrase.get_untracked())
    }

    /// It was answered: what was typed goes, or it is said what is wrong with it.
    pub fn end(self, outcome: Result<Response, Failure>) -> Option<Response> {
        self.running.set(false);
        self.passphrase.set(String::new());
        match outcome {
            Ok(response) => {
                self.pin.set(String::new());
                return Some(response);
            }
            Err(Failure::Invalid { questions }) => {
                let is_obvious = questions.iter().any(|question| question == "pin-obvious");
                self.wrong.set(Some(if is_obvious {
                    "pin-obvious"
                } else {
                    self.of.shape
                }));
                field::focus(self.of.id);
            }
            Err(failure) => self.failure.set(Some(failure)),
        }
        None
    }

    /// The two fields. The passphrase comes first: what stands above one a browser takes for the name of an account, and
    /// keeps.
    pub fn fields(
        self,
        passphrase_hint: Signal<String>,
        label: Signal<String>,
        hint: Signal<String>,
    ) -> AnyView {
        let Pin {
            id,
            passphrase_id,
            shape,
            digits_max,
        } = self.of;
        let error_of = move |is_told: fn(&str, &str) -> bool| {
            Signal::derive(move || {
                let key = self.wrong.get().filter(|key| is_told(key, shape));
                key.map(|key| text::say(key, &[]))
            })
        };
        view! {
            <PassphraseInput
                id=passphrase_id
                label=t!("passphrase")
                hint=passphrase_hint
                value=self.passphrase
                error=error_of(|key, _| key == "passphrase-missing")
            />
            <TextInput
                id
                label
                hint
                value=self.pin
                error=error_of(|key, shape| key == shape || key == "pin-obvious")
                keyboard="numeric"
                verbatim=true
                length_max=digits_max
            />
        }
        .into_any()
    }
}
