//! *Make me one*: five words drawn at random from the list of the language on screen, with what they are worth.

use crate::prelude::*;
use js_sys::Uint8Array;
use leptos::task::spawn_local;

use super::{Typed, list::Alphabet, lists};
use crate::{
    components::{Button, Icon},
    device::{call, get},
    t, text,
};

/// Words of a passphrase.
const WORDS: usize = 5;
/// Whoever has copied a tablet tries so many in a second with a thousand machines (Argon2id, 64 MiB).
const TRIES_A_SECOND: f64 = 3_000.0;
const SECONDS_A_YEAR: f64 = 31_557_600.0;

/// What was drawn: the words, and of how many.
#[derive(Clone, PartialEq)]
struct Drawn {
    words: String,
    of: usize,
}

/// The words, another five, and taking them.
pub fn view(typed: Typed) -> AnyView {
    let drawn = RwSignal::new(None::<Drawn>);
    let draw = move || {
        spawn_local(async move {
            // Whoever asked may have left the page.
            let _ = drawn.try_set(make().await);
        });
    };
    draw();
    let take = move |words: String| {
        typed.value.set(words);
        typed.is_open.set(false);
        typed.shown.set(true);
        typed
            .id
            .with_value(|id| crate::components::field::focus(id));
    };
    view! {
        {move || drawn.get().map(|Drawn { words, of }| {
            let taken = words.clone();
            view! {
                <div class="wb-drawn">
                    <p class="wb-drawn__words" role="status"><bdi>{words}</bdi></p>
                    <p class="wb-quiet">{Signal::derive(move || text::say("words-worth", &[
                        ("n", of.into()),
                        ("years", years(of).into()),
                    ]))}</p>
                    <p class="wb-error__line"><Icon name="info" /><span>{t!("words-write-down")}</span></p>
                    <div class="wb-actions">
                        <Button label=t!("words-take") icon="check" on_press=move |()| take(taken.clone()) />
                        <Button label=t!("words-another") icon="refresh" on_press=move |()| draw() />
                    </div>
                </div>
            }
            .into_any()
        })}
    }
    .into_any()
}

async fn make() -> Option<Drawn> {
    let alphabet = Alphabet::of_language(text::language().code());
    let list = lists(alphabet).await.into_iter().next()?;
    let words: Option<Vec<String>> = (0..WORDS)
        .map(|_| list.word(random_below(list.len())?).map(str::to_owned))
        .collect();
    Some(Drawn {
        words: words?.join(" "),
        of: list.len(),
    })
}

/// A random number, each equally likely.
fn random_below(count: usize) -> Option<usize> {
    let count = u32::try_from(count).ok().filter(|count| *count > 0)?;
    let whole = u32::MAX - u32::MAX % count;
    loop {
        let bytes = Uint8Array::new_with_length(4);
        call(&get(&window(), "crypto")?, "getRandomValues", Some(&bytes))?;
        let number = u32::from_le_bytes(bytes.to_vec().try_into().ok()?);
        // Those beyond the last whole round would make the first words likelier.
        if number < whole {
            return usize::try_from(number % count).ok();
        }
    }
}

/// How many years whoever copied a tablet needs on average, in round figures.
fn years(of: usize) -> f64 {
    let words = i32::try_from(WORDS).unwrap_or(i32::MAX);
    let guesses = (of as f64).powi(words) / 2.0;
    let years = guesses / TRIES_A_SECOND / SECONDS_A_YEAR;
    let round = 10_f64.powf(years.log10().floor());
    (years / round).floor() * round
}

#[cfg(test)]
mod tests {
    use super::years;

    #[test]
    fn five_words_of_2048_hold_for_longer_than_anybody_tries() {
        assert_eq!(years(2_048), 100_000.0);
    }
}
