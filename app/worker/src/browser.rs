//! The browser's side of [`Platform`]: a dedicated worker's clocks, IndexedDB, `fetch` and Web Locks.

mod line;
mod tabs;

use std::{cell::RefCell, future::Future, rc::Rc};

use js_sys::{Array, Date, Function, Intl, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};
use web_sys::{Response, WorkerGlobalScope};
use wingbook_record::time::Millis;
use wingbook_sync::fetch::FetchTransport;
use wingbook_vault::IndexedDbStore;

pub use line::Line;
use tabs::Tabs;

use crate::{failure, message::Failure, platform::Platform};

/// How often a tab that waits for its turn asks whether the one at work still lives.
const ASK_EVERY_MS: u32 = 15_000;

/// A dedicated worker in a browser.
pub struct Browser {
    scope: Option<WorkerGlobalScope>,
    keeper: Line,
    tabs: Tabs,
}

impl Browser {
    /// The worker that this runs in.
    pub fn new() -> Self {
        Self {
            scope: js_sys::global().dyn_into().ok(),
            keeper: Line::default(),
            tabs: Tabs::default(),
        }
    }

    /// The line to the keeper, to be laid by the page.
    pub fn line(&self) -> Line {
        self.keeper.clone()
    }

    fn property(&self, path: &[&str]) -> Option<JsValue> {
        path.iter()
            .try_fold(JsValue::from(self.scope.clone()?), |object, name| {
                let value = Reflect::get(&object, &JsValue::from_str(name)).ok()?;
                (!value.is_undefined() && !value.is_null()).then_some(value)
            })
    }

    fn call(object: &JsValue, name: &str, arguments: &Array) -> Option<JsValue> {
        let function: Function = Reflect::get(object, &JsValue::from_str(name))
            .ok()?
            .dyn_into()
            .ok()?;
        function.apply(object, arguments).ok()
    }
}

impl Default for Browser {
    fn default() -> Self {
        Self::new()
    }
}

impl Platform for Browser {
    type Store = Rc<IndexedDbStore>;
    type Transport = FetchTransport;
    type Keeper = Line;

    async fn open_store(&self) -> Result<Self::Store, Failure> {
        IndexedDbStore::open()
            .await
            .map(Rc::new)
            .map_err(|error| failure::of_store(&error))
    }

    async fn erase_store(&self, store: Self::Store) -> Result<(), Failure> {
        // The browser erases nothing that is open, and a connection that is only forgotten stays so.
        store.close();
        IndexedDbStore::erase()
            .await
            .map_err(|error| failure::of_store(&error))
    }

    fn transport(&self, server: &str) -> Self::Transport {
        FetchTransport::new(server)
    }

    fn keeper(&self) -> Line {
        self.line()
    }

    fn wall_ms(&self) -> Millis {
        Date::now() as Millis
    }

    fn monotonic_ms(&self) -> Millis {
        self.property(&["performance"])
            .and_then(|clock| Self::call(&clock, "now", &Array::new()))
            .and_then(|now| now.as_f64())
            .map_or(0, |now| now as Millis)
    }

    fn zone(&self) -> String {
        let format = Intl::DateTimeFormat::new(&Array::new(), &Object::new());
        Reflect::get(&format.resolved_options(), &JsValue::from_str("timeZone"))
            .ok()
            .and_then(|zone| zone.as_string())
            .unwrap_or_else(|| "UTC".to_owned())
    }

    fn utc_offset_minutes(&self, zone: &str, at: Millis) -> i32 {
        offset_from_browser(zone, at).unwrap_or(0)
    }

    fn random(&self, bytes: &mut [u8]) -> Result<(), Failure> {
        getrandom::fill(bytes).map_err(|error| Failure::Internal {
            detail: error.to_string(),
        })
    }

    async fn app_file(&self, path: &str) -> Option<String> {
        let scope = self.scope.as_ref()?;
        let response = JsFuture::from(scope.fetch_with_str(&format!("/{path}")))
            .await
            .ok()?;
        let response: Response = response.dyn_into().ok()?;
        if !response.ok() {
            return None;
        }
        JsFuture::from(response.text().ok()?)
            .await
            .ok()?
            .as_string()
    }

    async fn sleep(&self, ms: u32) {
        gloo_timers::future::TimeoutFuture::new(ms).await;
    }

    fn spawn(&self, task: impl Future<Output = ()> + 'static) {
        spawn_local(task);
    }

    fn nfc(&self, text: &str) -> String {
        String::from(js_sys::JsString::from(text).normalize("NFC"))
    }

    fn app_version(&self) -> String {
        match self
            .property(&["wingbookBuild"])
            .and_then(|build| build.as_string())
        {
            Some(build) => format!("{}+{build}", env!("CARGO_PKG_VERSION")),
            None => env!("CARGO_PKG_VERSION").to_owned(),
        }
    }

    async fn alone(&self, name: &str, task: impl Future<Output = ()> + 'static) {
        // A browser without Web Locks (none that we support) syncs in each tab: slower, never wrong.
        let Some(locks) = self.property(&["navigator", "locks"]) else {
            return task.await;
        };
        let waiting = Rc::new(RefCell::new(Some(Box::pin(task))));
        let ask = |option: &str| {
            let (waiting, tabs) = (Rc::clone(&waiting), self.tabs.clone());
            let run = Closure::once_into_js(move || -> Promise {
                // Whoever asked twice is called twice, and has one task.
                let task = waiting.borrow_mut().take();
                future_to_promise(async move {
                    if let Some(task) = task {
                        tabs.work();
                        task.await;
                    }
                    Ok(JsValue::UNDEFINED)
                })
            });
            let options = Object::new();
            let _ = Reflect::set(&options, &option.into(), &JsValue::TRUE);
            let asked = Self::call(&locks, "request", &Array::of3(&name.into(), &options, &run));
            if let Some(promise) = asked.and_then(|asked| asked.dyn_into::<Promise>().ok()) {
                // A lock that is refused, or taken away, rejects the promise: then another tab works.
                spawn_local(async move {
                    let _ = JsFuture::from(promise).await;
                });
            }
        };
        ask("");
        loop {
            self.sleep(ASK_EVERY_MS).await;
            if waiting.borrow().is_none() {
                return;
            }
            // A frozen tab keeps its lock and does nothing. Should it wake up, two tabs sync: slower, never wrong.
            if !self.tabs.is_somebody_at_work().await {
                ask("steal");
            }
        }
    }

    fn tell_tabs(&self) {
        self.tabs.tell();
    }

    fn hear_tabs(&self, told: impl Fn() + 'static) {
        self.tabs.on_news(told);
    }
}

/// The offset as `Intl` knows it: `GMT+03:00` in the `longOffset` style.
fn offset_from_browser(zone: &str, at: Millis) -> Option<i32> {
    let options = Object::new();
    for (key, value) in [("timeZone", zone), ("timeZoneName", "longOffset")] {
        Reflect::set(&options, &key.into(), &value.into()).ok()?;
    }
    // A constructor that throws on an unknown zone must not bring the worker down.
    let constructor: Function = Reflect::get(
        &Reflect::get(&js_sys::global(), &"Intl".into()).ok()?,
        &"DateTimeFormat".into(),
    )
    .ok()?
    .dyn_into()
    .ok()?;
    let format: Intl::DateTimeFormat =
        Reflect::construct(&constructor, &Array::of2(&"en-US".into(), &options))
            .ok()?
            .dyn_into()
            .ok()?;
    let parts = format.format_to_parts(&Date::new(&JsValue::from_f64(at as f64)));
    let name = parts.iter().find_map(|part| {
        let kind = Reflect::get(&part, &"type".into()).ok()?.as_string()?;
        (kind == "timeZoneName").then(|| Reflect::get(&part, &"value".into()).ok()?.as_string())?
    })?;
    parse_offset(&name)
}

/// Minutes of `GMT`, `GMT+03:00`, `GMT-9`.
fn parse_offset(name: &str) -> Option<i32> {
    let rest = name.strip_prefix("GMT")?;
    if rest.is_empty() {
        return Some(0);
    }
    let sign = if rest.starts_with('-') || rest.starts_with('\u{2212}') {
        -1
    } else {
        1
    };
    let digits = rest.trim_start_matches(['+', '-', '\u{2212}']);
    let (hours, minutes) = digits.split_once(':').unwrap_or((digits, "0"));
    Some(sign * (hours.parse::<i32>().ok()? * 60 + minutes.parse::<i32>().ok()?))
}
