//! The line to the keeper: a message port that the page laid between the two workers and holds no end of.

use std::{cell::RefCell, rc::Rc};

use futures::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageChannel, MessageEvent, MessagePort};
use wingbook_vault::{pin::Pin, seal::Secret};

use crate::{
    keeper::{Keeper, Opened},
    message::KeptView,
};

/// It answers in a moment, or not at all.
const ANSWER_MS_MAX: u32 = 1_500;

/// The keeper's end of the line, once the page has laid it.
#[derive(Clone, Default)]
pub struct Line(Rc<RefCell<Option<MessagePort>>>);

impl Line {
    /// The page has laid the line.
    pub fn lay(&self, port: MessagePort) {
        self.0.replace(Some(port));
    }

    /// Asks and waits for the answer; nothing without a keeper.
    async fn ask(&self, what: &str, members: &[(&str, JsValue)]) -> Option<JsValue> {
        let keeper = self.0.borrow().clone()?;
        let question = Object::new();
        let members = members.iter().cloned();
        for (name, value) in members.chain([("ask", what.into())]) {
            Reflect::set(&question, &name.into(), &value).ok()?;
        }
        let channel = MessageChannel::new().ok()?;
        let port = channel.port1();
        let answered = Promise::new(&mut |resolve, _| {
            let listen = Closure::once_into_js(move |event: MessageEvent| {
                // Resolving a promise can't fail.
                let _ = resolve.call1(&JsValue::NULL, &event.data());
            });
            port.set_onmessage(Some(listen.unchecked_ref()));
        });
        keeper
            .post_message_with_transferable(&question, &Array::of1(&channel.port2()))
            .ok()?;
        // A keeper that has died must not hold anybody up.
        let waited = TimeoutFuture::new(ANSWER_MS_MAX);
        match select(JsFuture::from(answered), waited).await {
            Either::Left((answer, _)) => answer.ok(),
            Either::Right(_) => None,
        }
    }
}

fn member(object: &JsValue, name: &str) -> Option<JsValue> {
    let value = Reflect::get(object, &name.into()).ok()?;
    (!value.is_undefined()).then_some(value)
}

fn text(object: &JsValue, name: &str) -> Option<String> {
    member(object, name)?.as_string()
}

fn number(object: &JsValue, name: &str) -> Option<u8> {
    // Tries and digits: what is no small number is cut to one.
    member(object, name)?.as_f64().map(|number| number as u8)
}

impl Keeper for Line {
    async fn people(&self) -> Vec<KeptView> {
        let answer = self.ask("who", &[]).await;
        let people = answer.and_then(|answer| member(&answer, "people"));
        let people = people.map(|people| Array::from(&people));
        let view = |one: JsValue| {
            Some(KeptView {
                tag: text(&one, "tag")?,
                name: text(&one, "name")?,
                staff_number: text(&one, "staffNumber")?,
                digits: number(&one, "digits")?,
            })
        };
        people
            .iter()
            .flat_map(Array::iter)
            .filter_map(view)
            .collect()
    }

    async fn keep(&self, person: &KeptView, pin: &Pin, key: &Secret) {
        let key = Uint8Array::from(key.expose().as_slice());
        let members = [
            ("tag", person.tag.as_str().into()),
            ("name", person.name.as_str().into()),
            ("staffNumber", person.staff_number.as_str().into()),
            ("pin", pin.as_str().into()),
            ("key", key.clone().into()),
        ];
        // Nobody answers: then this person signs in with their passphrase next time.
        self.ask("keep", &members).await;
        key.fill(0, 0, key.length());
    }

    async fn open(&self, tag: &str, pin: &Pin) -> Opened {
        let members = [("tag", tag.into()), ("pin", pin.as_str().into())];
        let Some(answer) = self.ask("open", &members).await else {
            return Opened::Gone;
        };
        let key = member(&answer, "key").and_then(|key| key.dyn_into::<Uint8Array>().ok());
        if let Some(key) = key {
            let mut bytes = key.to_vec();
            key.fill(0, 0, key.length());
            let secret = Secret::from_slice(&bytes);
            zeroize::Zeroize::zeroize(&mut bytes);
            return secret.map_or(Opened::Gone, Opened::Key);
        }
        number(&answer, "left").map_or(Opened::Gone, |left| Opened::Wrong { left })
    }

    async fn forget(&self, tag: &str) {
        self.ask("forget", &[("tag", tag.into())]).await;
    }
}
