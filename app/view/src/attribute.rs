//! Values of attributes and properties, fixed or following signals.

use std::{borrow::Cow, sync::Arc};

use wasm_bindgen::JsValue;

use crate::signal::{Memo, RwSignal, Signal};

/// What an attribute or a property holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// The attribute is not there.
    Absent,
    /// A flag: there without a value, or not there.
    Flag(bool),
    /// A text.
    Text(Cow<'static, str>),
}

impl Value {
    /// What stands in the document; nothing where the attribute is not there.
    pub(crate) fn as_text(&self) -> Option<&str> {
        match self {
            Value::Absent | Value::Flag(false) => None,
            Value::Flag(true) => Some(""),
            Value::Text(text) => Some(text),
        }
    }

    /// As a property of the element's object.
    pub(crate) fn as_property(&self) -> JsValue {
        match self {
            Value::Absent => JsValue::NULL,
            Value::Flag(flag) => JsValue::from_bool(*flag),
            Value::Text(text) => JsValue::from_str(text),
        }
    }
}

/// A value that holds, or one that follows signals.
pub enum Given {
    /// It holds.
    Fixed(Value),
    /// It is computed again whenever a signal read in it changes.
    Live(Box<dyn FnMut() -> Value>),
}

/// What can be the value of an attribute or a property.
pub trait IntoValue {
    /// The value, or how it is computed.
    fn into_value(self) -> Given;
}

/// What is a value by itself.
pub trait Plain {
    /// The value.
    fn plain(self) -> Value;
}

macro_rules! plain {
    ($($plain:ty: $value:ident => $made:expr),* $(,)?) => {
        $(impl Plain for $plain {
            fn plain(self) -> Value {
                let $value = self;
                $made
            }
        }

        impl IntoValue for $plain {
            fn into_value(self) -> Given {
                Given::Fixed(self.plain())
            }
        })*
    };
}

plain! {
    &'static str: text => Value::Text(Cow::Borrowed(text)),
    String: text => Value::Text(Cow::Owned(text)),
    Cow<'static, str>: text => Value::Text(text),
    Arc<str>: text => Value::Text(Cow::Owned(String::from(&*text))),
    bool: flag => Value::Flag(flag),
    i32: number => Value::Text(Cow::Owned(number.to_string())),
    i64: number => Value::Text(Cow::Owned(number.to_string())),
    u32: number => Value::Text(Cow::Owned(number.to_string())),
    usize: number => Value::Text(Cow::Owned(number.to_string())),
}

impl<T: Plain> Plain for Option<T> {
    fn plain(self) -> Value {
        self.map_or(Value::Absent, T::plain)
    }
}

impl<T: Plain> IntoValue for Option<T> {
    fn into_value(self) -> Given {
        Given::Fixed(self.plain())
    }
}

impl<F, T> IntoValue for F
where
    F: FnMut() -> T + 'static,
    T: Plain,
{
    fn into_value(mut self) -> Given {
        Given::Live(Box::new(move || self().plain()))
    }
}

macro_rules! signals {
    ($($signal:ident),*) => {
        $(impl<T> IntoValue for $signal<T>
        where
            T: Plain + Clone + Send + Sync + 'static,
        {
            fn into_value(self) -> Given {
                Given::Live(Box::new(move || self.get().plain()))
            }
        })*
    };
}

signals!(Signal, Memo, RwSignal);
