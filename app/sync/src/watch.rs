//! Being told of changes: long polls, few of them.
//!
//! A browser opens six connections to a server at most, and each open poll costs the server memory: a tablet waits
//! on two books, the others are asked in turn by the timer.

use wingbook_record::access::Book;

use crate::{
    backend::{Backend, Cursor, Told},
    engine::Scope,
    fault::BackendError,
};

/// Long polls open at once.
pub const WATCHES_MAX: usize = 2;

/// How long one wait lasts. Shorter than the minute after which proxies cut idle connections.
pub const WATCH_MS: u32 = 50_000;

/// The books in the order in which waiting on them is worth most: the wing's own first, where things happen by the
/// minute, then the roster with its notices.
const WATCHED: [Book; 4] = [Book::Wing, Book::Roster, Book::Health, Book::Casework];

/// The books to wait on.
pub fn plan_watches(scopes: &[Scope]) -> Vec<Book> {
    let received = |book: &Book| {
        scopes
            .iter()
            .any(|scope| scope.receive && scope.book == *book)
    };
    WATCHED
        .into_iter()
        .filter(received)
        .take(WATCHES_MAX)
        .collect()
}

/// Waits once for a change in a book after this cursor. Dropping the future ends the wait.
///
/// # Errors
/// When the wait broke off; whoever called waits a while before the next.
pub async fn watch<B: Backend>(
    backend: &B,
    book: Book,
    cursor: Option<&Cursor>,
) -> Result<Told, BackendError> {
    backend.wait(book, cursor, WATCH_MS).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_most_two() {
        let scope = |book, receive| Scope {
            book,
            send: true,
            receive,
        };
        let check =
            |scopes: &[Scope], expected: &[Book]| assert_eq!(plan_watches(scopes), expected);
        check(&[], &[]);
        check(&[scope(Book::Audit, false)], &[]);
        check(
            &[
                scope(Book::Roster, true),
                scope(Book::Casework, true),
                scope(Book::Wing, true),
            ],
            &[Book::Wing, Book::Roster],
        );
    }
}
