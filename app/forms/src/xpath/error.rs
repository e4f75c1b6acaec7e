//! What can be wrong with an expression's spelling.

/// An expression that cannot be read, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind} (at character {})", at + 1)]
pub struct SyntaxError {
    /// Bytes from the start of the expression.
    pub at: usize,
    /// What is wrong.
    pub kind: SyntaxErrorKind,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SyntaxErrorKind {
    /// A letter that starts nothing.
    #[error("‘{0}’ cannot stand here")]
    UnexpectedLetter(char),
    /// A word or symbol in the wrong place.
    #[error("something is missing or too much here")]
    UnexpectedToken,
    /// The expression stops early.
    #[error("the expression stops before it is complete")]
    UnexpectedEnd,
    /// A quote without its partner.
    #[error("a quotation mark is missing")]
    UnclosedLiteral,
    /// `$` without a name in braces.
    #[error("write ${{name}} with the name of a question")]
    BadReference,
    /// Not a number.
    #[error("this is not a number")]
    BadNumber,
    /// A function nobody knows.
    #[error("there is no function {0}()")]
    UnknownFunction(String),
    /// A function of ODK that this engine does not have yet.
    #[error("the function {0}() is not supported yet")]
    FunctionNotYet(String),
    /// Too few or too many arguments.
    #[error("{name}() takes {}, not {given}", arity(*least, *most))]
    WrongArity {
        /// The function.
        name: &'static str,
        /// The fewest arguments.
        least: u8,
        /// The most, or [`u8::MAX`] for any number.
        most: u8,
        /// How many there are.
        given: usize,
    },
    /// An axis nobody knows.
    #[error("there is no axis {0}::")]
    UnknownAxis(String),
    /// A pattern of `regex()` that cannot be read.
    #[error("the pattern of regex() cannot be read: {0}")]
    BadPattern(&'static str),
    /// Too deeply nested.
    #[error("this is nested too deeply: use calculations in between")]
    TooDeep,
    /// Too long.
    #[error("the expression is too long: use calculations in between")]
    TooLong,
}

fn arity(least: u8, most: u8) -> String {
    let noun = if most == 1 { "argument" } else { "arguments" };
    if least == most {
        format!("{least} {noun}")
    } else if most == u8::MAX {
        format!("{least} or more arguments")
    } else {
        format!("{least} to {most} {noun}")
    }
}
