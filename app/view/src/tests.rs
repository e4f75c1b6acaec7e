//! Nodes in a real document: whatever a page becomes, it looks as if it had been made so from the start, and what
//! stayed the same is still the same element.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::{cell::Cell, rc::Rc};

use leptos::{
    html,
    prelude::{GetUntracked, NodeRef, Owner},
};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlElement, HtmlInputElement};

use crate::{CollectNode, For, IntoNode, Node, RwSignal, built::Built, view};

wasm_bindgen_test_configure!(run_in_browser);

/// A node in the document, with the owner of its effects.
struct Page {
    host: Element,
    owner: Owner,
    _built: Built,
}

impl Page {
    fn of<T: IntoNode>(make: impl FnOnce() -> T) -> Self {
        // Set once for all tests; a second time is refused.
        let _ = any_spawner::Executor::init_wasm_bindgen();
        let document = leptos::prelude::document();
        let host = document.create_element("div").unwrap();
        document.body().unwrap().append_child(&host).unwrap();
        let owner = Owner::new();
        let mut built = owner.with(|| Built::with_place(make().into_node()));
        built.mount(&host, None);
        Self {
            host,
            owner,
            _built: built,
        }
    }

    /// What stands there, the marks of empty places left out.
    fn html(&self) -> String {
        self.host.inner_html().replace("<!---->", "")
    }

    fn find<T: JsCast>(&self, selector: &str) -> T {
        let found = self.host.query_selector(selector).unwrap().unwrap();
        found.dyn_into().unwrap()
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.host.remove();
        self.owner.cleanup();
    }
}

/// Effects run in a later microtask.
async fn settled() {
    leptos::task::tick().await;
}

#[wasm_bindgen_test]
fn what_is_written_is_what_stands_there() {
    let untitled: Option<String> = None;
    let page = Page::of(|| {
        view! {
            <p class="a" hidden aria-label=Some("b") title=untitled data-n=3>"one" <b>{2}</b> {None::<Node>} {"three"}</p>
            <svg viewBox="0 0 1 1"><use href="#x" /></svg>
        }
    });
    // What is written in the page itself stands before what was computed.
    assert_eq!(
        page.html(),
        r##"<p class="a" hidden="" data-n="3" aria-label="b">one<b>2</b>three</p><svg viewBox="0 0 1 1"><use href="#x"></use></svg>"##
    );
    assert_eq!(
        page.find::<Element>("svg").namespace_uri().as_deref(),
        Some("http://www.w3.org/2000/svg")
    );
}

#[wasm_bindgen_test]
async fn what_stays_keeps_its_focus_and_what_was_typed() {
    let name = RwSignal::new("Okello");
    let seen = RwSignal::new(String::new());
    let field = NodeRef::<html::Input>::new();
    let page = Page::of(|| {
        (move || {
            let shown = name.get();
            view! { <label>{shown}<input node_ref=field on:input=move |_| seen.set(shown.to_owned()) /></label> }
        })
        .into_node()
    });
    let input: HtmlInputElement = page.find("input");
    input.focus().unwrap();
    input.set_value("half a sen");
    name.set("Nakato");
    settled().await;
    assert_eq!(page.find::<HtmlElement>("label").inner_text(), "Nakato");
    assert_eq!(page.find::<HtmlInputElement>("input").value(), "half a sen");
    let active = leptos::prelude::document().active_element().unwrap();
    assert_eq!(active, *input.unchecked_ref::<Element>());
    assert_eq!(field.get_untracked().unwrap(), input);
    // The listener of the newest view answers, once.
    input
        .dispatch_event(&web_sys::Event::new("input").unwrap())
        .unwrap();
    assert_eq!(seen.get_untracked(), "Nakato");
}

#[wasm_bindgen_test]
async fn attributes_and_properties_follow_their_signals() {
    let on = RwSignal::new(true);
    let page = Page::of(|| {
        view! { <input disabled=on class=move || if on.get() { "x" } else { "y" } prop:value=move || on.get().then_some("v") /> }
    });
    let input: HtmlInputElement = page.find("input");
    assert_eq!(
        (
            input.disabled(),
            input.class_name().as_str(),
            input.value().as_str()
        ),
        (true, "x", "v")
    );
    on.set(false);
    settled().await;
    assert_eq!(
        (
            input.disabled(),
            input.class_name().as_str(),
            input.value().as_str()
        ),
        (false, "y", "")
    );
}

#[wasm_bindgen_test]
async fn rows_keep_their_place_by_key() {
    let rows = RwSignal::new(vec![1, 2, 3, 4]);
    let page = Page::of(|| {
        view! { <ul><For each=move || rows.get() key=|row| *row children=|row| view! { <li tabindex="0">{row}</li> } /></ul><i></i> }
    });
    let second: HtmlElement = page.find("li:nth-child(2)");
    second.focus().unwrap();
    for (wanted, html) in [
        (vec![2, 3], "23"),
        (vec![5, 2, 6, 3, 7], "52637"),
        (vec![2, 5], "25"),
        (vec![], ""),
        (vec![9], "9"),
    ] {
        let holds_second = wanted.contains(&2);
        rows.set(wanted);
        settled().await;
        assert_eq!(page.host.text_content().unwrap(), html);
        if holds_second && html != "25" {
            let active = leptos::prelude::document().active_element().unwrap();
            assert_eq!(active, *second.unchecked_ref::<Element>(), "{html}");
        }
    }
}

#[wasm_bindgen_test]
async fn a_rows_signals_live_as_long_as_the_row() {
    let rows = RwSignal::new(vec!["a", "b"]);
    let page = Page::of(|| {
        view! {
            <For each=move || rows.get() key=|row| *row children=|row| {
                let count = RwSignal::new(0);
                view! { <button id=row on:click=move |_| count.update(|count| *count += 1)>{count}</button> }
            } />
        }
    });
    page.find::<HtmlElement>("#b").click();
    settled().await;
    rows.set(vec!["c", "b"]);
    settled().await;
    page.find::<HtmlElement>("#b").click();
    settled().await;
    assert_eq!(page.host.text_content().unwrap(), "02");
}

/// Small random numbers, the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

/// A random node; live parts show what `seed` plus their own number gives, so that they too change with it.
fn random(dice: &mut Dice, depth: u64, seed: RwSignal<u64>) -> Node {
    match dice.roll(if depth == 0 { 3 } else { 8 }) {
        0 => Node::Nothing,
        1 => dice.roll(3).into_node(),
        2 => view! { <b class=dice.roll(2).to_string()></b> },
        3 => {
            let inner = several(dice, depth, seed);
            view! { <p>{inner}</p> }
        }
        4 => {
            let inner = several(dice, depth, seed);
            view! { <p class="other" on:click=|_| ()>{inner}</p> }
        }
        5 => several(dice, depth, seed),
        6 => {
            let own = dice.roll(1_000_000);
            (move || random(&mut Dice(seed.get() * 31 + own), depth - 1, seed)).into_node()
        }
        _ => {
            let own = dice.roll(1_000_000);
            let rows = move || {
                let mut dice = Dice(seed.get() * 17 + own);
                let mut rows: Vec<u64> = (0..6).filter(|_| dice.roll(2) == 0).collect();
                let turn = dice.roll(6) as usize;
                if !rows.is_empty() {
                    let length = rows.len();
                    rows.rotate_left(turn % length);
                }
                rows
            };
            view! { <For each=rows key=|row| *row children=|row| view! { <i>{row}</i> } /> }
        }
    }
}

fn several(dice: &mut Dice, depth: u64, seed: RwSignal<u64>) -> Node {
    let count = dice.roll(4);
    (0..count)
        .map(|_| random(dice, depth - 1, seed))
        .collect_view()
}

#[wasm_bindgen_test]
async fn however_a_page_came_about_it_looks_as_if_made_so() {
    for run in 0..40 {
        let seed = RwSignal::new(0);
        let page = Page::of(|| move || random(&mut Dice(seed.get() + run * 1_000), 4, seed));
        for step in 1..12 {
            seed.set(step);
            settled().await;
            let fresh_seed = RwSignal::new(step);
            let fresh = Page::of(|| {
                move || random(&mut Dice(fresh_seed.get() + run * 1_000), 4, fresh_seed)
            });
            assert_eq!(page.html(), fresh.html(), "run {run}, step {step}");
        }
    }
}

#[wasm_bindgen_test]
async fn what_was_taken_away_follows_no_signal_any_more() {
    let owner = Owner::new();
    let page = owner.with(|| RwSignal::new(1));
    let own = Rc::new(Cell::new(None::<RwSignal<bool>>));
    let told = Rc::clone(&own);
    let shown = Page::of(move || {
        view! {
            {move || {
                if page.get() > 1 {
                    return view! { <p>"next page"</p> }.into_node();
                }
                // Belongs to this page and ends with it.
                let busy = RwSignal::new(false);
                told.set(Some(busy));
                view! { <div>{move || view! { <button disabled=busy></button> }}</div> }.into_node()
            }}
        }
    });
    // The page is left, and an answer that comes in the same moment still tells the button.
    page.set(2);
    if let Some(busy) = own.take() {
        busy.set(true);
    }
    settled().await;
    settled().await;
    assert_eq!(shown.html(), "<p>next page</p>");
}

#[wasm_bindgen_test]
async fn what_is_removed_hears_nothing_of_it() {
    let shown = RwSignal::new(true);
    let heard = Rc::new(Cell::new(0));
    let hearing = Rc::clone(&heard);
    let page = Page::of(move || {
        (move || {
            let hearing = Rc::clone(&hearing);
            if shown.get() {
                // An element that loses the focus by being removed says so, after the signals of its page are gone.
                view! { <p><input on:focusout=move |_| hearing.set(hearing.get() + 1) /></p> }
            } else {
                view! { <p>"else"</p><b></b> }
            }
        })
        .into_node()
    });
    let input: HtmlElement = page.find("input");
    input.focus().unwrap();
    input.blur().unwrap();
    assert_eq!(heard.get(), 1, "as long as it stands there it hears");
    input.focus().unwrap();
    shown.set(false);
    settled().await;
    assert_eq!(page.html(), "<p>else</p><b></b>");
    assert_eq!(heard.get(), 1);
}
