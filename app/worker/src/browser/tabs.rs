//! What the tabs of one browser tell each other: that more is stored, and whether the tab that syncs still lives. Three
//! words go this way, and never anything of a record.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{BroadcastChannel, MessageEvent};

const CHANNEL: &str = "wingbook";
const NEWS: &str = "news";
const QUESTION: &str = "who syncs?";
const ANSWER: &str = "I do";

/// A tab that is at work answers between two steps. One of them, a big page of a pull say, may take seconds.
const ANSWER_MS_MAX: u32 = 10_000;

#[derive(Default)]
struct Heard {
    /// This tab is the one that syncs.
    works: Cell<bool>,
    is_answered: Cell<bool>,
    told: RefCell<Option<Box<dyn Fn()>>>,
}

/// This tab's end of the line between all of them.
#[derive(Clone)]
pub struct Tabs {
    /// None where the browser has no such line: then each tab knows of itself alone.
    channel: Option<BroadcastChannel>,
    heard: Rc<Heard>,
}

impl Default for Tabs {
    fn default() -> Self {
        let tabs = Self {
            channel: BroadcastChannel::new(CHANNEL).ok(),
            heard: Rc::default(),
        };
        tabs.listen();
        tabs
    }
}

impl Tabs {
    /// More is stored by now.
    pub fn tell(&self) {
        self.say(NEWS);
    }

    /// Calls `told` whenever another tab has stored more.
    pub fn on_news(&self, told: impl Fn() + 'static) {
        self.heard.told.replace(Some(Box::new(told)));
    }

    /// From now on this tab is the one that syncs.
    pub fn work(&self) {
        self.heard.works.set(true);
    }

    /// Whether another tab answers that it syncs.
    pub async fn is_somebody_at_work(&self) -> bool {
        self.heard.is_answered.set(false);
        self.say(QUESTION);
        TimeoutFuture::new(ANSWER_MS_MAX).await;
        // Without a line nobody can answer, and nobody is taken for dead.
        self.heard.is_answered.get() || self.channel.is_none()
    }

    fn say(&self, word: &str) {
        if let Some(channel) = &self.channel {
            // Words can always be sent.
            let _ = channel.post_message(&word.into());
        }
    }

    fn listen(&self) {
        let Some(channel) = &self.channel else { return };
        let (heard, answers) = (Rc::clone(&self.heard), channel.clone());
        let listen = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            match event.data().as_string().as_deref() {
                Some(NEWS) => {
                    if let Some(told) = &*heard.told.borrow() {
                        told();
                    }
                }
                Some(QUESTION) if heard.works.get() => {
                    let _ = answers.post_message(&ANSWER.into());
                }
                Some(ANSWER) => heard.is_answered.set(true),
                _ => {}
            }
        });
        channel.set_onmessage(Some(listen.as_ref().unchecked_ref()));
        // It listens until the worker ends.
        listen.forget();
    }
}
