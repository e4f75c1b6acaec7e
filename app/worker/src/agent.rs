//! The worker's end of the wire: calls in, replies and events out, as bytes.
//!
//! A plain dedicated worker and not a framework's: lock must end it at once (`terminate`), and a fault in it
//! must reach the page as an `error` event.

use std::rc::Rc;

use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent, MessagePort};

#[cfg(feature = "split")]
use crate::parts;
use crate::{
    browser::Browser,
    desk::Desk,
    message::{Call, Event, Failure, Message, Reply, wire},
};

/// Listens for calls. To be run once, where the global is a worker and not a window.
pub fn start() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else {
        return;
    };
    let post = {
        let scope = scope.clone();
        Rc::new(move |message: Message| {
            if let Ok(bytes) = wire::encode(&message) {
                // The page is gone if this fails: then there is nobody to tell.
                let _ = scope.post_message(&Uint8Array::from(bytes.as_slice()));
            }
        })
    };
    let told = {
        let post = Rc::clone(&post);
        Rc::new(move |event| post(Message::Event(event)))
    };
    let browser = Browser::new();
    let line = browser.line();
    #[cfg(feature = "split")]
    let desk = Rc::new(Desk::with_parts(
        browser,
        told,
        parts::split::fetched,
        parts::split::fetched_at_door,
        parts::split::fetched_entering,
    ));
    #[cfg(not(feature = "split"))]
    let desk = Rc::new(Desk::new(browser, told));
    let listen = {
        let post = Rc::clone(&post);
        Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if let Ok(port) = event.ports().get(0).dyn_into::<MessagePort>() {
                line.lay(port);
                return;
            }
            let Ok(bytes) = event.data().dyn_into::<Uint8Array>() else {
                return;
            };
            let call: Call = match wire::decode(&bytes.to_vec()) {
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
