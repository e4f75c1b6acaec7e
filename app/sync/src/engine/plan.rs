//! The plan of a round: what was found in each book, turned into steps. Pure.

use wingbook_record::access::Book;

use crate::replica::Waiting;

/// What the people signed in may do with a book at this backend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope {
    /// The book.
    pub book: Book,
    /// Documents may be sent there.
    pub send: bool,
    /// Its documents may be fetched.
    pub receive: bool,
}

/// A book as a round finds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct View {
    /// What is allowed.
    pub scope: Scope,
    /// What waits.
    pub waiting: Waiting,
}

/// A step of a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Send what waits.
    Push(Book),
    /// Read back what was sent.
    Confirm(Book),
    /// Fetch what changed.
    Pull(Book),
    /// Leave the note that shows later whether this history is still there.
    Mark(Book),
}

impl Step {
    /// The book it is about.
    pub const fn book(self) -> Book {
        match self {
            Self::Push(book) | Self::Confirm(book) | Self::Pull(book) | Self::Mark(book) => book,
        }
    }
}

/// The steps of a round. All books are sent before any is fetched: unsent work is nowhere else, and a first pull may
/// take long. Books keep their order.
pub fn plan_round(views: &[View], reads_back: bool) -> Vec<Step> {
    let mut steps = Vec::with_capacity(4 * views.len());
    for view in views.iter().filter(|view| view.scope.send) {
        if view.waiting.to_send > 0 {
            steps.push(Step::Push(view.scope.book));
        }
        if reads_back && view.waiting.to_send + view.waiting.to_confirm > 0 {
            steps.push(Step::Confirm(view.scope.book));
        }
    }
    for view in views.iter().filter(|view| view.scope.receive) {
        steps.push(Step::Pull(view.scope.book));
        steps.push(Step::Mark(view.scope.book));
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(book: Book, send: bool, receive: bool, to_send: u64, to_confirm: u64) -> View {
        View {
            scope: Scope {
                book,
                send,
                receive,
            },
            waiting: Waiting {
                to_send,
                to_confirm,
            },
        }
    }

    #[test]
    fn sends_all_before_it_fetches_any() {
        let views = [
            view(Book::Roster, true, true, 0, 0),
            view(Book::Wing, true, true, 3, 0),
            view(Book::Audit, true, false, 0, 2),
            view(Book::Training, false, true, 5, 5),
        ];
        let expected = [
            Step::Push(Book::Wing),
            Step::Confirm(Book::Wing),
            Step::Confirm(Book::Audit),
            Step::Pull(Book::Roster),
            Step::Mark(Book::Roster),
            Step::Pull(Book::Wing),
            Step::Mark(Book::Wing),
            Step::Pull(Book::Training),
            Step::Mark(Book::Training),
        ];
        assert_eq!(plan_round(&views, true), expected);
        assert!(!plan_round(&views, false).contains(&Step::Confirm(Book::Wing)));
    }
}
