//! Two to five views of one thing, side by side. Arrow keys move between them.

use crate::prelude::*;

use super::field;

/// Tabs. What they show stands below, with `role="tabpanel"` if it isn't a list of its own.
#[component]
pub fn Tabs(
    /// What the tabs are of.
    #[prop(into)]
    label: Signal<String>,
    /// Each tab's value and words.
    #[prop(into)]
    tabs: Signal<Vec<(String, String)>>,
    /// The chosen value.
    #[prop(into)]
    chosen: Signal<String>,
    /// Takes the chosen value.
    #[prop(into)]
    on_choose: Callback<String>,
) -> AnyView {
    let base = super::fresh_id("tabs");
    let go = {
        let base = base.clone();
        move |by: isize| {
            let tabs = tabs.get_untracked();
            let now = tabs
                .iter()
                .position(|(value, _)| *value == chosen.get_untracked())
                .unwrap_or(0);
            let count = tabs.len() as isize;
            let next = (now as isize + by).rem_euclid(count.max(1)) as usize;
            if let Some((value, _)) = tabs.get(next) {
                on_choose.run(value.clone());
                field::focus(&format!("{base}-{value}"));
            }
        }
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        let onwards = if crate::text::language().is_rtl() {
            -1
        } else {
            1
        };
        match event.key().as_str() {
            "ArrowRight" => go(onwards),
            "ArrowLeft" => go(-onwards),
            _ => {}
        }
    };
    let buttons = move || {
        tabs.get()
            .into_iter()
            .map(|(value, words)| {
                let id = format!("{base}-{value}");
                let own = value.clone();
                let is_chosen = Signal::derive(move || chosen.with(|chosen| *chosen == own));
                view! {
                    <button
                        type="button"
                        role="tab"
                        id=id
                        class="wb-tabs__tab"
                        aria-selected=move || is_chosen.get().to_string()
                        tabindex=move || if is_chosen.get() { "0" } else { "-1" }
                        on:click=move |_| on_choose.run(value.clone())
                    >
                        {words}
                    </button>
                }
                .into_any()
            })
            .collect_view()
    };
    view! { <div class="wb-tabs" role="tablist" aria-label=label on:keydown=on_key>{buttons}</div> }
        .into_any()
}
