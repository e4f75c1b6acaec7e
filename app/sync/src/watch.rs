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

/// The books to wait on: the wing's own first, where things happen by the minute, then the roster with its notices.
pub fn plan_watches(scopes: &[Scope]) -> Vec<Book> {
    let rank = |book: Book| match book {
        Book::Wing => 0,
        Book::Roster => 1,
        Book::Health => 2,
        Book::Casework => 3,
        _ => 4,
    };
    let mut books: Vec<Book> = scopes
        .iter()
        .filter(|scope| scope.receive)
        .map(|scope| scope.book)
        .collect();
    books.sort_by_key(|book| rank(*book));
    books.truncate(WATCHES_MAX);
    books
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
