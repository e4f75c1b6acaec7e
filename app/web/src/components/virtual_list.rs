//! A list of any length of which only the rows on screen exist. Rows have one height; each is keyed, so it keeps its
//! element while it stays on screen. Works by keyboard: rows are links or buttons in the order of the list, and
//! moving past the last one on screen brings the next.

use std::sync::Arc;

use crate::prelude::*;
use leptos::html;
use wasm_bindgen::{JsCast, closure::Closure};
use wingbook_forms::{read_plain_number, write_number};

/// Rows made beyond the screen's edge, so that scrolling and tabbing find them ready.
const OVERSCAN: usize = 3;

/// How a row is shown.
pub type RowView<T> = Arc<dyn Fn(T) -> AnyView + Send + Sync>;

/// A virtual list.
#[component]
pub fn VirtualList<T>(
    /// What the list is of.
    #[prop(into)]
    label: Signal<String>,
    /// All rows, or those known so far.
    #[prop(into)]
    items: Signal<Arc<Vec<T>>>,
    /// A row's key: the record's id.
    key: fn(&T) -> String,
    /// A row's view.
    row: RowView<T>,
    /// A row's height in rem (of the chosen text size).
    row_height_rem: f64,
    /// How many rows there are, if more than are known so far.
    #[prop(optional, into)]
    total: Option<Signal<usize>>,
    /// Called with the index of the last row on screen when it comes near the end of what is known.
    #[prop(optional, into)]
    on_near_end: Option<Callback<usize>>,
) -> AnyView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let element = NodeRef::<html::Div>::new();
    let scroll_top = RwSignal::new(0.0_f64);
    let height = RwSignal::new(900.0_f64);
    let row_height = row_height_rem * root_font_size();

    let known = Memo::new(move |_| items.with(|items| items.len()));
    let all =
        Memo::new(move |_| total.map_or_else(|| known.get(), |total| total.get().max(known.get())));
    let window = Memo::new(move |_| {
        let first = (scroll_top.get() / row_height) as usize;
        let count = (height.get() / row_height).ceil() as usize + 1;
        let end = (first + count + OVERSCAN).min(known.get());
        (first.saturating_sub(OVERSCAN).min(end), end)
    });
    let measure = move || {
        if let Some(element) = element.get_untracked() {
            scroll_top.set(f64::from(element.scroll_top()));
            height.set(f64::from(element.client_height().max(1)));
        }
        let (_, end) = window.get_untracked();
        if let Some(on_near_end) = on_near_end
            && end + 2 * OVERSCAN >= known.get_untracked()
            && known.get_untracked() < all.get_untracked()
        {
            on_near_end.run(end);
        }
    };
    measure_when_resized(element, measure);

    // The rows on screen, with their keys. A row keeps its element while it stays here, and is drawn again only when
    // its own contents change.
    let shown = Memo::new(move |_| {
        let (start, end) = window.get();
        items.with(|items| {
            let shown = items.get(start..end.min(items.len())).unwrap_or_default();
            shown
                .iter()
                .map(|item| (key(item), item.clone()))
                .collect::<Vec<_>>()
        })
    });
    let keys =
        move || shown.with(|shown| shown.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>());
    let view_row = move |own: String| {
        let row = Arc::clone(&row);
        let own_for_place = own.clone();
        let item = Memo::new(move |before: Option<&Option<T>>| {
            let now = shown.with(|shown| {
                shown
                    .iter()
                    .find(|(key, _)| *key == own)
                    .map(|(_, item)| item.clone())
            });
            now.or_else(|| before.cloned().flatten())
        });
        let place = move || {
            let (start, _) = window.get();
            let offset =
                shown.with(|shown| shown.iter().position(|(key, _)| *key == own_for_place));
            offset.map(|offset| (start + offset + 1).to_string())
        };
        let element = NodeRef::<html::Div>::new();
        Effect::new(move |_| {
            if let Some(element) = element.get() {
                set_style(&element, "height", row_height);
            }
        });
        view! {
            <div
                class="wb-virtual__row"
                role="listitem"
                aria-posinset=place
                aria-setsize=move || all.get().to_string()
                node_ref=element
            >
                {move || item.get().map(|item| row(item))}
            </div>
        }
        .into_any()
    };
    let block = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if let Some(block) = block.get() {
            set_style(&block, "top", window.get().0 as f64 * row_height);
        }
    });
    let space = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if let Some(space) = space.get() {
            set_style(&space, "height", all.get() as f64 * row_height);
        }
    });
    view! {
        <div class="wb-virtual" role="list" aria-label=label node_ref=element on:scroll=move |_| measure()>
            <div class="wb-virtual__space" role="presentation" node_ref=space>
                <div class="wb-virtual__block" role="presentation" node_ref=block>
                    <For each=keys key=String::clone children=view_row />
                </div>
            </div>
        </div>
    }
    .into_any()
}

/// Positions are set through the object model: the policy forbids style attributes.
fn set_style(element: &web_sys::HtmlElement, property: &str, pixels: f64) {
    // Setting a property to a well-formed value can't fail. The method of leptos by the same name is another one.
    let _ =
        web_sys::HtmlElement::style(element).set_property(property, &(write_number(pixels) + "px"));
}

fn root_font_size() -> f64 {
    let style = document()
        .document_element()
        .and_then(|root| window().get_computed_style(&root).ok()?);
    style
        .and_then(|style| {
            let size = style.get_property_value("font-size").ok()?;
            read_plain_number(size.trim_end_matches("px"))
        })
        .unwrap_or(16.0)
}

/// Measures once the list is on the page, and whenever its size changes, for as long as it lives.
fn measure_when_resized(element: NodeRef<html::Div>, measure: impl Fn() + Clone + 'static) {
    let observed = StoredValue::new_local(None::<(web_sys::ResizeObserver, Closure<dyn Fn()>)>);
    Effect::new(move |_| {
        let Some(element) = element.get() else { return };
        let measure = measure.clone();
        let callback = Closure::<dyn Fn()>::new(measure);
        if let Ok(observer) = web_sys::ResizeObserver::new(callback.as_ref().unchecked_ref()) {
            observer.observe(&element);
            observed.set_value(Some((observer, callback)));
        }
    });
    on_cleanup(move || {
        observed.update_value(|observed| {
            if let Some((observer, _)) = observed.take() {
                observer.disconnect();
            }
        });
    });
}
