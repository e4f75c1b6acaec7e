//! The worker's end of the wire: calls in, replies and events out, as JSON text.
//!
//! A plain dedicated worker and not a framework's: lock must end it at once (`terminate`), and a fault in it
//! must reach the page as an `error` event.

use std::rc::Rc;

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use crate::{
    browser::Browser,
    desk::Desk,
    message::{Call, Event, Failure, Message, Reply},
};

/// Listens for calls. To be run once, where the global is a worker and not a window.
pub fn start() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else {
        return;
    };
    let post = {
        let scope = scope.clone();
        Rc::new(move |message: Message| {
            if let Ok(text) = serde_json::to_string(&message) {
                // The page is gone if this fails: then there is nobody to tell.
                let _ = scope.post_message(&JsValue::from_str(&text));
            }
        })
    };
    let desk = Rc::new(Desk::new(Browser::new(), {
        let post = Rc::clone(&post);
        Rc::new(move |event| post(Message::Event(event)))
    }));
    let listen = {
        let post = Rc::clone(&post);
        Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let Some(text) = event.data().as_string() else {
                return;
            };
            let call: Call = match serde_json::from_str(&text) {
                Ok(call) => call,
                Err(error) => {
                    let failure = Failure::Internal {
                        detail: format!("call: {error}"),
                    };
                    post(Message::Reply(Box::new(Reply {
                        number: 0,
                        outcome: Err(failure),
                    })));
                    return;
                }
            };
            let (desk, post) = (Rc::clone(&desk), Rc::clone(&post));
            wasm_bindgen_futures::spawn_local(async move {
                let outcome = desk.answer(call.request).await;
                post(Message::Reply(Box::new(Reply {
                    number: call.number,
                    outcome,
                })));
            });
        })
    };
    scope.set_onmessage(Some(listen.as_ref().unchecked_ref()));
    // The worker listens until it ends.
    listen.forget();
    post(Message::Event(Event::Ready));
}
