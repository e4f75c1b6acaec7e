//! A listener on an element. What it does can be exchanged without touching the document, and it is taken off
//! before what it calls is gone: a browser may still report events of elements that are being removed.

use std::{cell::RefCell, rc::Rc};

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, Event};

type Act = Box<dyn FnMut(Event)>;

/// A listener that lives as long as this.
pub(crate) struct Listener {
    element: Element,
    event: String,
    act: Rc<RefCell<Act>>,
    closure: Closure<dyn Fn(Event)>,
}

impl Listener {
    /// Listens.
    pub fn new(element: &Element, event: &str, act: Act) -> Self {
        let act = Rc::new(RefCell::new(act));
        let closure = Closure::<dyn Fn(Event)>::new({
            let act = Rc::clone(&act);
            move |event| {
                // An event that its own handler brought about is not handled within it.
                if let Ok(mut act) = act.try_borrow_mut() {
                    act(event);
                }
            }
        });
        // Refused only for a listener that is no function.
        let _ = element.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
        Self {
            element: element.clone(),
            event: event.to_owned(),
            act,
            closure,
        }
    }

    /// Does something else from now on.
    pub fn exchange(&self, act: Act) {
        if let Ok(mut held) = self.act.try_borrow_mut() {
            *held = act;
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let callback = self.closure.as_ref().unchecked_ref();
        let _ = self
            .element
            .remove_event_listener_with_callback(&self.event, callback);
    }
}
