//! The kinds of items.

/// What an item is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// The form itself, or a group of items.
    Group,
    /// A group that may be there any number of times.
    Repeat,
    /// Free text.
    Text,
    /// A whole number.
    Integer,
    /// A number with decimals; its spelling is kept.
    Decimal,
    /// A number between two bounds.
    Range(Bounds),
    /// One of several.
    SelectOne(Choices),
    /// Any of several.
    SelectMultiple(Choices),
    /// Text to read, nothing to answer.
    Note,
    /// A date.
    Date,
    /// A time of day.
    Time,
    /// A date and a time.
    DateTime,
    /// "I have read this".
    Acknowledge,
    /// A value that is worked out, never shown.
    Calculate,
    /// A value that is kept, never shown.
    Hidden,
    /// When the form was opened.
    Start,
    /// When it was completed.
    End,
    /// The day it was opened.
    Today,
}

/// Where choices come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choices {
    /// A list of the form, by index.
    List(u32),
    /// Something the host knows and can search.
    Domain(Domain),
}

/// Choice sources of the host. In a form: `select_one wb:people`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Domain {
    /// Prisoners and others on the roster: `wb:people`.
    People,
    /// Members of staff: `wb:staff`.
    Staff,
    /// Places: `wb:places`.
    Places,
    /// Vaccines of the catalogue: `wb:products`.
    Products,
}

/// Bounds of a range, spelled as in the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// The smallest value.
    pub start: String,
    /// The largest value.
    pub end: String,
    /// The distance between values.
    pub step: String,
}

impl Bounds {
    /// Whether all values are whole numbers.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        ![&self.start, &self.end, &self.step]
            .iter()
            .any(|bound| bound.contains('.'))
    }
}

impl Kind {
    /// Whether it holds other items.
    #[must_use]
    pub fn is_group(&self) -> bool {
        matches!(self, Kind::Group | Kind::Repeat)
    }

    /// Whether it has an answer.
    #[must_use]
    pub fn has_answer(&self) -> bool {
        !matches!(self, Kind::Group | Kind::Repeat | Kind::Note)
    }

    /// Whether no page ever shows it.
    #[must_use]
    pub fn is_silent(&self) -> bool {
        matches!(
            self,
            Kind::Calculate | Kind::Hidden | Kind::Start | Kind::End | Kind::Today
        )
    }

    /// Where its choices come from.
    #[must_use]
    pub fn choices(&self) -> Option<Choices> {
        match self {
            Kind::SelectOne(choices) | Kind::SelectMultiple(choices) => Some(*choices),
            _ => None,
        }
    }
}

impl Domain {
    /// The source behind a reserved list name.
    #[must_use]
    pub fn from_list_name(name: &str) -> Option<Self> {
        match name {
            "wb:people" => Some(Domain::People),
            "wb:staff" => Some(Domain::Staff),
            "wb:places" => Some(Domain::Places),
            "wb:products" => Some(Domain::Products),
            _ => None,
        }
    }
}
