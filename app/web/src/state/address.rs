//! Which page is open. The browser's history lies in clear on the tablet, so that each of its entries has the same
//! address, `/`, and a random key. Which page a key stands for is held in memory, and sealed for the next start
//! (`crate::shell`): Back, Forward, a reload and a restored session lead where they always led.

use std::{cell::RefCell, time::Duration};

use crate::prelude::*;
use js_sys::JsString;
use leptos::ev;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, MouseEvent};

/// The one address of every page.
const NEUTRAL: &str = "/";
/// Longer ways than this nobody goes back.
const LENGTH_MAX: usize = 64;
/// A browser that has not gone back by then doesn't.
const TURNING_MAX: Duration = Duration::from_secs(1);
/// The attribute of the document that says what the address bar doesn't.
const SHOWN: &str = "data-at";

/// The pages of the history's entries, the oldest first: key and address.
#[derive(Default)]
struct Way {
    entries: Vec<(String, String)>,
    /// The entry on screen.
    current: String,
}

/// Browsers go back in their own time. Whoever taps another page meanwhile would be taken from there instead.
#[derive(Default)]
struct Turning {
    is_under_way: bool,
    /// The page that was asked for meanwhile.
    then: Option<String>,
}

thread_local! {
    static TURNING: RefCell<Turning> = RefCell::new(Turning::default());
    // Outside the reactive owners: the browser tells of Back whatever page is on screen.
    static NOW: ArcRwSignal<String> = ArcRwSignal::new(NEUTRAL.to_owned());
    static WAY: RefCell<Way> = RefCell::new(Way::default());
}

impl Way {
    fn of(&self, key: &str) -> Option<String> {
        let mut entries = self.entries.iter();
        entries.find_map(|(held, address)| (held == key).then(|| address.clone()))
    }

    /// Notes what a key stands for. What no key stands for is the neutral address.
    fn put(&mut self, key: &str, address: &str) {
        self.entries.retain(|(held, _)| held != key);
        if address != NEUTRAL {
            self.entries.push((key.to_owned(), address.to_owned()));
        }
        let surplus = self.entries.len().saturating_sub(LENGTH_MAX);
        self.entries.drain(..surplus);
    }
}

/// What stands behind the `?` of an address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// Reads an address; `decode` takes the escapes out of a part.
    fn read(address: &str, decode: impl Fn(&str) -> String) -> Self {
        let (_, query) = address.split_once('?').unwrap_or_default();
        let parts = query.split('&').filter(|part| !part.is_empty());
        let pair = |part: &str| {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            (decode(name), decode(value))
        };
        Query(parts.map(pair).collect())
    }

    /// The value of a name.
    pub fn get(&self, name: &str) -> Option<String> {
        let mut pairs = self.0.iter();
        pairs.find_map(|(held, value)| (held == name).then(|| value.clone()))
    }
}

/// The page's own address, without what stands behind its `?` (reactive).
pub fn path() -> Memo<String> {
    let now = NOW.with(Clone::clone);
    Memo::new(move |_| now.with(|address| path_of(address).to_owned()))
}

/// What stands behind the `?` (reactive).
pub fn query() -> Memo<Query> {
    let now = NOW.with(Clone::clone);
    Memo::new(move |_| now.with(|address| Query::read(address, decoded)))
}

/// The whole address (reactive).
pub fn address() -> Memo<String> {
    let now = NOW.with(Clone::clone);
    Memo::new(move |_| now.get())
}

/// The whole address as it is now.
pub fn here() -> String {
    NOW.with(ArcRwSignal::get_untracked)
}

/// An address without what stands behind its `?`.
pub fn path_of(address: &str) -> &str {
    address.split(['?', '#']).next().unwrap_or(address)
}

/// Goes to a page; while the browser goes back, once it is there.
pub fn go(address: &str) {
    let waits = TURNING.with_borrow_mut(|turning| {
        if turning.is_under_way {
            turning.then = Some(address.to_owned());
        }
        turning.is_under_way
    });
    if waits || here() == address {
        return;
    }
    let key = fresh_key();
    WAY.with_borrow_mut(|way| {
        way.put(&key, address);
        way.current.clone_from(&key);
    });
    // A browser that takes no entry shows the page all the same: Back leads further, then.
    let _ = history().and_then(|history| history.push_state(&JsValue::from_str(&key), ""));
    show(address);
}

/// Goes to the entry before; false where the browser doesn't.
pub fn back() -> bool {
    if history().and_then(|history| history.back()).is_err() {
        return false;
    }
    TURNING.with_borrow_mut(|turning| turning.is_under_way = true);
    set_timeout(turned, TURNING_MAX);
    true
}

/// The browser has gone back: on to what was asked for meanwhile.
fn turned() {
    if let Some(address) = TURNING.take().then {
        go(&address);
    }
}

/// Goes to a page in place of the one on screen: Back doesn't lead to that one again.
pub fn replace(address: &str) {
    amend(address);
    show(address);
}

/// Where Back comes to, when the page on screen is left; the page itself stays as it is.
pub fn amend(address: &str) {
    WAY.with_borrow_mut(|way| {
        let key = way.current.clone();
        way.put(&key, address);
    });
}

/// The way so far, to be kept for the next start.
pub fn way() -> Vec<(String, String)> {
    WAY.with_borrow(|way| way.entries.clone())
}

/// Adds what was kept, and says which page the entry on screen stands for, where that is known.
pub fn recall(kept: Vec<(String, String)>) -> Option<String> {
    WAY.with_borrow_mut(|way| {
        let own = std::mem::take(&mut way.entries);
        for (key, address) in kept.into_iter().chain(own) {
            way.put(&key, &address);
        }
        way.of(&way.current)
    })
}

/// Forgets every page: what comes next is for somebody else.
pub fn forget() {
    WAY.with_borrow_mut(|way| way.entries.clear());
}

/// Reads where the app was opened, takes that out of the address bar, and follows the browser and every link from now
/// on. Called once.
pub fn start() {
    let location = window().location();
    let opened = format!(
        "{}{}",
        location.pathname().unwrap_or_default(),
        location.search().unwrap_or_default()
    );
    let key = entry_key().unwrap_or_else(fresh_key);
    WAY.with_borrow_mut(|way| {
        way.put(&key, &opened);
        way.current.clone_from(&key);
    });
    // A browser that keeps the address keeps what its user typed there.
    let _ = history().and_then(|history| {
        history.replace_state_with_url(&JsValue::from_str(&key), "", Some(NEUTRAL))
    });
    show(&opened);
    // The listeners live as long as the app.
    let _ = window_event_listener(ev::popstate, |_| turn_back());
    let _ = window_event_listener(ev::click, |event| {
        if let Some(address) = link_under(&event)
            && !event.default_prevented()
            && event.button() == 0
        {
            // With a key held down as well: another tab would open at the address that no history is to know.
            event.prevent_default();
            go(&address);
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
    });
    // Every other way to take a link's address out of the page.
    let keep_in = |event: MouseEvent| {
        if link_under(&event).is_some() {
            event.prevent_default();
        }
    };
    let _ = window_event_listener(ev::auxclick, keep_in);
    let _ = window_event_listener(ev::contextmenu, keep_in);
    let _ = window_event_listener(ev::dragstart, move |event| keep_in(event.into()));
}

/// The browser went to another entry of its history.
fn turn_back() {
    let address = WAY.with_borrow_mut(|way| {
        way.current = entry_key().unwrap_or_default();
        way.of(&way.current)
    });
    show(address.as_deref().unwrap_or(NEUTRAL));
    turned();
}

fn show(address: &str) {
    if let Some(root) = document().document_element() {
        // An attribute of the document element can always be set.
        let _ = root.set_attribute(SHOWN, address);
    }
    NOW.with(Clone::clone).set(address.to_owned());
}

/// The page of the app that the link at this place leads to.
fn link_under(event: &MouseEvent) -> Option<String> {
    let element: Element = event.target()?.dyn_into().ok()?;
    let link = element.closest("a[href]").ok()??;
    if link.has_attribute("download") || link.has_attribute("target") {
        return None;
    }
    let address = link.get_attribute("href")?;
    (address.starts_with('/') && !address.starts_with("//")).then_some(address)
}

fn history() -> Result<web_sys::History, JsValue> {
    window().history()
}

fn entry_key() -> Option<String> {
    history().ok()?.state().ok()?.as_string()
}

/// A key that no other entry has, in this life of the app or an earlier one.
fn fresh_key() -> String {
    let part = || (js_sys::Math::random() * f64::from(u32::MAX)) as u32;
    format!("{:08x}{:08x}{:08x}", part(), part(), part())
}

fn decoded(part: &str) -> String {
    // What can't be decoded was typed so.
    js_sys::decode_uri_component(part)
        .map_or_else(|_| part.to_owned(), |text: JsString| text.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_read_by_its_names() {
        let query = Query::read("/write/contact?person=1&paper=1&note", str::to_owned);
        assert_eq!(query.get("person").as_deref(), Some("1"));
        assert_eq!(query.get("note").as_deref(), Some(""));
        assert_eq!(query.get("place"), None);
        assert_eq!(Query::read("/write", str::to_owned), Query::default());
        assert_eq!(path_of("/write/contact?person=1"), "/write/contact");
    }

    #[test]
    fn a_way_knows_its_last_entries_and_no_neutral_one() {
        let mut way = Way::default();
        way.put("a", "/people");
        way.put("b", "/today");
        way.put("a", "/people/1");
        assert_eq!(way.of("a").as_deref(), Some("/people/1"));
        way.put("b", NEUTRAL);
        assert_eq!(way.of("b"), None);
        for key in 0..LENGTH_MAX {
            way.put(&key.to_string(), "/due");
        }
        assert_eq!((way.entries.len(), way.of("a")), (LENGTH_MAX, None));
    }
}
