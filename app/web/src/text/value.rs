//! What a sentence can be given to show: text or a number.

/// An argument of a message.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Words, names, times: shown as they are, isolated from the direction of the sentence around them.
    Text(String),
    /// A number: written the language's way, and it chooses plural forms.
    Number(f64),
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Value::Text(text)
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Value::Text(text.clone())
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::Text(text.to_owned())
    }
}

macro_rules! from_numbers {
    ($($number:ty),+) => {
        $(impl From<$number> for Value {
            fn from(number: $number) -> Self {
                Value::Number(number as f64)
            }
        })+
    };
}

from_numbers!(u8, u16, u32, u64, usize, i32, i64, f64);
