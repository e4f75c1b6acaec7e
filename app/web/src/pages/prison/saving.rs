//! A form's way to the worker: what is wrong stands under its question, and a form that is saved leads on. What is
//! typed survives *Back*, until it is saved or the tablet is locked.

use std::sync::Arc;

use crate::prelude::*;
use leptos::task::spawn_local;
use wingbook_worker::message::{Failure, Request, Response};

use crate::{
    client,
    components::{Button, Kind, SnackbarSlot, field},
    say,
    state::{address, busy, snackbars::use_snackbars, sync, trail, unsent},
    t, text,
};

/// The state of a form while it is open.
#[derive(Clone, Copy)]
pub struct Saving {
    /// The address of its page.
    path: StoredValue<String>,
    tried: RwSignal<bool>,
    running: RwSignal<bool>,
    /// Questions whose answers the worker refused.
    refused: RwSignal<Vec<String>>,
    /// The key of the words on the button, and its icon.
    button: (&'static str, &'static str),
}

/// What a form asks of the worker; nothing while something is missing.
type Make = Arc<dyn Fn() -> Option<Request> + Send + Sync>;

impl Saving {
    /// A form that was just opened.
    pub fn open() -> Self {
        busy::keep_busy_while_open();
        Saving {
            path: StoredValue::new(address::path_of(&address::here()).to_owned()),
            tried: RwSignal::new(false),
            running: RwSignal::new(false),
            refused: RwSignal::default(),
            button: ("save", "check"),
        }
    }

    /// What the button says, where that is not *Save*.
    pub fn named(self, key: &'static str, icon: &'static str) -> Self {
        Saving {
            button: (key, icon),
            ..self
        }
    }

    /// Keeps what is typed as the answer to a question, and brings back what was typed before.
    pub fn keep(self, question: &'static str, value: RwSignal<String>) {
        unsent::keep(format!("{}:{question}", self.path.get_value()), value);
    }

    /// What to say under a question after the first try: the key that `wrong` names, or `taken` where the worker
    /// refused the answer.
    pub fn error(
        self,
        question: &'static str,
        taken: &'static str,
        wrong: impl Fn() -> Option<&'static str> + Send + Sync + 'static,
    ) -> Signal<Option<String>> {
        Signal::derive(move || {
            let refused = || {
                let is_it = self
                    .refused
                    .with(|all| all.iter().any(|one| one == question));
                is_it.then_some(taken)
            };
            let key = self.tried.get().then(&wrong).flatten().or_else(refused);
            key.map(|key| text::say(key, &[]))
        })
    }

    /// The foot of the page: *Save*, and where `again` is given *Save and add another*, which empties the form. A
    /// saved form leads where `leads_to` says, else to `back`.
    pub fn foot(
        self,
        make: impl Fn() -> Option<Request> + Send + Sync + 'static,
        leads_to: fn(&Response) -> Option<String>,
        back: String,
        again: Option<Callback<()>>,
    ) -> AnyView {
        let snackbars = use_snackbars();
        let make: Make = Arc::new(make);
        let save = Callback::new(move |again: Option<Callback<()>>| {
            if self.running.get_untracked() {
                return;
            }
            self.tried.set(true);
            self.refused.set(Vec::new());
            let Some(request) = make() else {
                show_first_error();
                return;
            };
            self.running.set(true);
            let back = back.clone();
            let path = self.path.get_value();
            spawn_local(async move {
                let outcome = client::ask(request).await;
                // The page may have been left meanwhile: then it leads nowhere.
                let is_open = self.running.try_set(false).is_none();
                match outcome {
                    Ok(response) => {
                        unsent::sent(&format!("{path}:"));
                        snackbars.say(say!("saved-on-tablet"));
                        sync::note_change();
                        match again {
                            _ if !is_open => {}
                            Some(again) => {
                                self.tried.set(false);
                                again.run(());
                            }
                            None => {
                                let address = leads_to(&response).unwrap_or(back);
                                trail::leave_for(&address);
                            }
                        }
                    }
                    Err(failure) => {
                        snackbars.fail(&failure);
                        if let Failure::Invalid { questions } = failure
                            && is_open
                        {
                            self.refused.set(questions);
                            show_first_error();
                        }
                    }
                }
            });
        });
        let another = again.map(|again| {
            view! {
                <Button
                    label=t!("save-and-another")
                    icon="plus"
                    wide=true
                    disabled=self.running
                    on_press=move |()| save.run(Some(again))
                />
            }
        });
        let (key, icon) = self.button;
        view! {
            <div class="wb-page__foot">
                <SnackbarSlot />
                <div class="wb-prison__foot">
                    {another}
                    <Button
                        label=Signal::derive(move || text::say(key, &[]))
                        icon
                        kind=Kind::Primary
                        wide=true
                        disabled=self.running
                        on_press=move |()| save.run(None)
                    />
                </div>
            </div>
        }
        .into_any()
    }
}

/// Puts the cursor to the first answer that is marked, once it is.
fn show_first_error() {
    request_animation_frame(|| {
        let marked = document()
            .query_selector("main [aria-invalid=true]")
            .ok()
            .flatten();
        if let Some(input) = marked {
            field::focus(&input.id());
        }
    });
}

/// A text without the spaces around it, as it is now.
pub fn trimmed(value: RwSignal<String>) -> String {
    value.with_untracked(|value| value.trim().to_owned())
}
