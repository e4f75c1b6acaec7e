//! The browser's `fetch` as a transport, in a worker or in a page.
//!
//! Nothing is cached, no cookie travels, and redirects are not followed: a backend never redirects, a captive portal
//! does. The time limit covers the body too, and giving up (also by dropping the future) ends the exchange.

use js_sys::{ArrayBuffer, Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, prelude::*};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, Headers, RequestCache, RequestCredentials, RequestInit, RequestRedirect,
    ResponseType,
};

use crate::transport::{Request, Response, Transport, TransportError};

#[wasm_bindgen]
extern "C" {
    // Global in pages and workers alike, unlike the methods of `Window`.
    #[wasm_bindgen(js_name = fetch)]
    fn fetch_request(request: &web_sys::Request) -> Promise;
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(handler: &js_sys::Function, ms: u32) -> JsValue;
    #[wasm_bindgen(js_name = clearTimeout)]
    fn clear_timeout(id: &JsValue);
}

/// `fetch`, bound to one backend's address.
#[derive(Debug, Clone)]
pub struct FetchTransport {
    address: String,
}

impl FetchTransport {
    /// A transport to `https://host[:port][/path]`, or to the app's own origin if empty.
    pub fn new(address: &str) -> Self {
        Self {
            address: address.trim_end_matches('/').to_owned(),
        }
    }
}

impl Transport for FetchTransport {
    async fn send(&self, request: Request) -> Result<Response, TransportError> {
        let deadline =
            Deadline::start(request.timeout_ms).map_err(|error| deadline_error(&error))?;
        let exchanged = exchange(&self.address, request, &deadline).await;
        exchanged.map_err(|failure| match failure {
            Failure::Redirected => TransportError::Redirected,
            Failure::Thrown(_) if deadline.passed() => TransportError::Timeout,
            Failure::Thrown(error) => deadline_error(&error),
        })
    }
}

enum Failure {
    Redirected,
    Thrown(JsValue),
}

impl From<JsValue> for Failure {
    fn from(error: JsValue) -> Self {
        Self::Thrown(error)
    }
}

fn deadline_error(error: &JsValue) -> TransportError {
    let message = error
        .dyn_ref::<js_sys::Error>()
        .map(|error| String::from(error.message()));
    TransportError::Unreachable(message.unwrap_or_else(|| "the request failed".to_owned()))
}

async fn exchange(
    address: &str,
    request: Request,
    deadline: &Deadline,
) -> Result<Response, Failure> {
    let headers = Headers::new()?;
    for (name, value) in &request.headers {
        headers.set(name, value)?;
    }
    let init = RequestInit::new();
    init.set_method(request.method.word());
    init.set_headers_headers(&headers);
    init.set_cache(RequestCache::NoStore);
    init.set_credentials(RequestCredentials::Omit);
    init.set_redirect(RequestRedirect::Manual);
    init.set_signal(Some(&deadline.controller.signal()));
    if let Some(body) = &request.body {
        init.set_body(&Uint8Array::from(body.as_slice()));
    }
    let url = format!("{address}{}", request.path);
    let asked = web_sys::Request::new_with_str_and_init(&url, &init)?;
    let answer: web_sys::Response = JsFuture::from(fetch_request(&asked))
        .await?
        .unchecked_into();
    if answer.type_() == ResponseType::Opaqueredirect {
        return Err(Failure::Redirected);
    }
    let header = |name: &str| answer.headers().get(name).ok().flatten();
    let (retry_after, date, content_type) = (
        header("retry-after"),
        header("date"),
        header("content-type"),
    );
    let body: ArrayBuffer = JsFuture::from(answer.array_buffer()?)
        .await?
        .unchecked_into();
    Ok(Response {
        status: answer.status(),
        retry_after,
        date,
        content_type,
        body: Uint8Array::new(&body).to_vec(),
    })
}

/// Ends the exchange when its time is over, or when it is dropped.
struct Deadline {
    controller: AbortController,
    timer: JsValue,
    passed: std::rc::Rc<std::cell::Cell<bool>>,
    // Held because the timer calls it.
    _on_timer: Closure<dyn FnMut()>,
}

impl Deadline {
    fn start(timeout_ms: u32) -> Result<Self, JsValue> {
        let controller = AbortController::new()?;
        let passed = std::rc::Rc::new(std::cell::Cell::new(false));
        let on_timer = Closure::new({
            let (controller, passed) = (controller.clone(), passed.clone());
            move || {
                passed.set(true);
                controller.abort();
            }
        });
        let timer = set_timeout(on_timer.as_ref().unchecked_ref(), timeout_ms);
        Ok(Self {
            controller,
            timer,
            passed,
            _on_timer: on_timer,
        })
    }

    fn passed(&self) -> bool {
        self.passed.get()
    }
}

impl Drop for Deadline {
    fn drop(&mut self) {
        clear_timeout(&self.timer);
        // After a whole answer this does nothing.
        self.controller.abort();
    }
}
