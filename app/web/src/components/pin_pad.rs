//! The pad for a PIN: ten large keys for gloves and the dark, the tablet's own keyboard stays away. A keyboard on a desk
//! types into it as well.

use crate::prelude::*;
use leptos::ev;

use super::icon::Icon;
use crate::{t, text};

/// The keys in the order of a telephone's, which every hand knows; `None` is the empty corner.
const KEYS: [Option<u8>; 11] = [
    Some(1),
    Some(2),
    Some(3),
    Some(4),
    Some(5),
    Some(6),
    Some(7),
    Some(8),
    Some(9),
    None,
    Some(0),
];

/// The pad. The last digit ends it.
#[component]
pub fn PinPad(
    /// What was typed, in ASCII digits.
    value: RwSignal<String>,
    /// How many digits there are to be.
    digits: u8,
    /// All digits are there.
    on_full: Callback<()>,
    /// Digits are not taken now.
    #[prop(into)]
    busy: Signal<bool>,
) -> AnyView {
    let add = move |digit: u8| {
        if busy.get_untracked() || value.with_untracked(String::len) >= usize::from(digits) {
            return;
        }
        value.update(|value| value.push(char::from(b'0' + digit)));
        if value.with_untracked(String::len) == usize::from(digits) {
            on_full.run(());
        }
    };
    let remove = move || {
        if !busy.get_untracked() {
            value.update(|value| {
                value.pop();
            });
        }
    };
    let listener = window_event_listener(ev::keydown, move |event| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() || event.repeat() {
            return;
        }
        let key = event.key();
        let digit = key.parse::<u8>().ok().filter(|_| key.len() == 1);
        match (digit, key.as_str()) {
            (Some(digit), _) => add(digit),
            (None, "Backspace") => remove(),
            _ => {}
        }
    });
    on_cleanup(move || listener.remove());
    let typed = Signal::derive(move || value.with(String::len));
    let dots = move || {
        let typed = typed.get();
        (0..usize::from(digits))
            .map(|at| {
                let class = if at < typed {
                    "wb-pin__dot wb-pin__dot--full"
                } else {
                    "wb-pin__dot"
                };
                view! { <span class=class></span> }.into_any()
            })
            .collect_view()
    };
    let keys = KEYS
        .into_iter()
        .map(|key| match key {
            Some(digit) => view! {
                <button type="button" class="wb-pin__key" on:click=move |_| add(digit)>
                    {text::number(digit)}
                </button>
            }
            .into_any(),
            None => view! { <span></span> }.into_any(),
        })
        .collect_view();
    view! {
        <div class="wb-pin">
            <p class="wb-pin__dots" aria-hidden="true">{dots}</p>
            <p class="wb-visually-hidden" role="status">
                {move || text::say("pin-typed", &[("n", typed.get().into()), ("all", digits.into())])}
            </p>
            <div class="wb-pin__keys" dir="ltr">
                {keys}
                <button type="button" class="wb-pin__key" aria-label=t!("pin-delete") on:click=move |_| remove()>
                    <Icon name="back" />
                </button>
            </div>
        </div>
    }
    .into_any()
}
