//! The page's line to the worker: typed calls out, replies and events in, as bytes over `postMessage`.
//!
//! One worker lives at a time. [`lock`] ends it at once, with every key in it, and a fresh one takes its place.
//! A worker that panics takes the page to the recovery page (`boot.js` sees the error event), so nothing here
//! tries to go on with half a worker.

use std::{cell::RefCell, collections::HashMap};

use futures::channel::oneshot;
use js_sys::{Array, Uint8Array};
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{MessageChannel, MessageEvent, MessagePort, Worker, WorkerOptions, WorkerType};
use wingbook_worker::message::{Call, Event, Failure, Message, Request, Response, wire};

type Outcome = Result<Response, Failure>;
type Listener = Box<dyn Fn(Event)>;

/// Everything that belongs to the worker now running.
#[derive(Default)]
struct Line {
    worker: Option<Worker>,
    /// Kept while the worker may call it.
    on_message: Option<Closure<dyn Fn(MessageEvent)>>,
    /// A module worker drops what arrives before it listens, so calls wait for [`Event::Ready`].
    ready: bool,
    queued: Vec<Uint8Array>,
    waiting: HashMap<u64, oneshot::Sender<Outcome>>,
    last_number: u64,
}

thread_local! {
    /// The keeper lives as long as the app: what it remembers outlives each worker.
    static KEEPER: Option<Worker> = Worker::new("/keeper.js").ok();
    static LINE: RefCell<Line> = RefCell::new(Line::default());
    static LISTENER: RefCell<Option<Listener>> = const { RefCell::new(None) };
}

/// Starts the worker. `listener` gets every event, of this worker and of those that follow after [`lock`].
pub fn start(listener: impl Fn(Event) + 'static) -> Result<(), Failure> {
    LISTENER.with_borrow_mut(|kept| *kept = Some(Box::new(listener)));
    spawn()
}

/// Ends the worker at once, with all keys and the index in it, and starts a fresh one for the next sign-in.
/// Calls that still wait get [`Failure::Locked`]; what the worker had acknowledged is durable.
pub fn lock() -> Result<(), Failure> {
    let ended = LINE.with_borrow_mut(|line| {
        let last_number = line.last_number;
        std::mem::replace(
            line,
            Line {
                last_number,
                ..Line::default()
            },
        )
    });
    if let Some(worker) = &ended.worker {
        worker.set_onmessage(None);
        worker.terminate();
    }
    for (_, waiting) in ended.waiting {
        // Whoever asked may be gone with its page.
        let _ = waiting.send(Err(Failure::Locked));
    }
    spawn()
}

/// Asks the worker and waits for its reply.
pub async fn ask(request: Request) -> Outcome {
    let (answer, wait) = oneshot::channel();
    LINE.with_borrow_mut(|line| {
        line.last_number += 1;
        let number = line.last_number;
        let call = wire::encode(&Call { number, request }).map_err(internal)?;
        let call = Uint8Array::from(call.as_slice());
        line.waiting.insert(number, answer);
        match (&line.worker, line.ready) {
            (Some(worker), true) => worker.post_message(&call).map_err(internal_js),
            _ => {
                line.queued.push(call);
                Ok(())
            }
        }
    })?;
    wait.await.unwrap_or(Err(Failure::Locked))
}

fn spawn() -> Result<(), Failure> {
    let address = document()
        .document_element()
        .and_then(|root| root.get_attribute("data-worker"))
        .ok_or_else(|| Failure::Internal {
            detail: "the page does not name its worker".to_owned(),
        })?;
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let worker = Worker::new_with_options(&address, &options).map_err(internal_js)?;
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(|event: MessageEvent| {
        if let Ok(bytes) = event.data().dyn_into::<Uint8Array>() {
            receive(&bytes.to_vec());
        }
    });
    worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    LINE.with_borrow_mut(|line| {
        line.worker = Some(worker);
        line.on_message = Some(on_message);
    });
    Ok(())
}

fn receive(bytes: &[u8]) {
    match wire::decode::<Message>(bytes) {
        Ok(Message::Reply(reply)) => {
            let waiting = LINE.with_borrow_mut(|line| line.waiting.remove(&reply.number));
            if let Some(waiting) = waiting {
                // Whoever asked may be gone with its page.
                let _ = waiting.send(reply.outcome);
            }
        }
        Ok(Message::Event(event)) => {
            if matches!(event, Event::Ready) {
                send_queued();
            }
            LISTENER.with_borrow(|listener| {
                if let Some(listener) = listener {
                    listener(event);
                }
            });
        }
        // Page and worker are one build: this can only be a fault of ours, and one call less answered.
        Err(error) => leptos::logging::error!("a message of the worker could not be read: {error}"),
    }
}

/// Lays a line between the keeper and the worker that has just begun to listen. The page holds no end of it: keys and
/// PINs don't come by here. Without it there is no PIN, and nothing else is missing.
fn lay_line(worker: &Worker) {
    let Ok(line) = MessageChannel::new() else {
        return;
    };
    KEEPER.with(|keeper| {
        let give = |to: &Worker, port: MessagePort| {
            let none = JsValue::UNDEFINED;
            to.post_message_with_transfer(&none, &Array::of1(&port))
                .is_ok()
        };
        if let Some(keeper) = keeper
            && give(keeper, line.port1())
        {
            give(worker, line.port2());
        }
    });
}

fn send_queued() {
    LINE.with_borrow_mut(|line| {
        line.ready = true;
        if let Some(worker) = &line.worker {
            lay_line(worker);
        }
        for call in std::mem::take(&mut line.queued) {
            if let Some(worker) = &line.worker {
                // Posting a string to a living worker can't fail.
                let _ = worker.post_message(&call);
            }
        }
    });
}

fn internal(error: impl std::fmt::Display) -> Failure {
    Failure::Internal {
        detail: error.to_string(),
    }
}

fn internal_js(error: JsValue) -> Failure {
    Failure::Internal {
        detail: js_sys::Object::from(error).to_string().into(),
    }
}
