//! A server that answers whatever it likes.

use std::{cell::RefCell, collections::VecDeque, pin::pin, task};

use serde_json::json;
use wingbook_record::access::Book;

use super::replica::{MemoryReplica, State};
use crate::{
    backend::BackendId,
    couch::Couch,
    engine::{Cause, Engine, Pause, Proceed, Scope},
    transport::{Request, Response, Transport, TransportError},
};

/// More requests than this no round may make of the few answers that one input holds.
const REQUESTS_MAX: usize = 2_000;

/// Answers in turn: a status and a body, again and again from the first. `W` in a body stands for the id of the document
/// that waits here, `R` for its revision.
struct Script {
    answers: RefCell<VecDeque<(u16, String)>>,
    left: RefCell<usize>,
    again: bool,
}

impl Transport for Script {
    async fn send(&self, _: Request) -> Result<Response, TransportError> {
        let left = &mut *self.left.borrow_mut();
        *left = left
            .checked_sub(1)
            .expect("a round makes a bounded number of requests");
        let mut answers = self.answers.borrow_mut();
        let Some((status, body)) = answers.pop_front() else {
            return Err(TransportError::Unreachable("no more".into()));
        };
        if self.again {
            answers.push_back((status, body.clone()));
        }
        Ok(Response {
            status,
            date: Some("Sun, 06 Nov 1994 08:49:37 GMT".into()),
            content_type: Some("application/json".into()),
            body: body.into_bytes(),
            ..Response::default()
        })
    }
}

struct Patience(RefCell<u32>);

impl Pause for Patience {
    async fn pause(&self) -> Proceed {
        let left = &mut *self.0.borrow_mut();
        *left = left.saturating_sub(1);
        if *left == 0 {
            Proceed::Stop
        } else {
            Proceed::On
        }
    }

    fn wall_ms(&self) -> i64 {
        0
    }
}

/// Whatever a server answers, a round ends, and what was written here is here: waiting, or said to be sent, with the
/// bytes that were written.
pub fn answers(bytes: &[u8]) {
    let Some((&again, script)) = bytes.split_first() else {
        return;
    };
    let document = json!({"_id": "entry:1", "kind": "entry", "text": "Asked about the visit."});
    let backend = BackendId("hub".into());
    let replica = MemoryReplica::new(std::slice::from_ref(&backend));
    let rev = replica.write(Book::Wing, &document, None);
    let script = String::from_utf8_lossy(script)
        .replace("$W", "entry:1")
        .replace("$R", &rev);
    let answers = script.split('\n').map(|line| {
        let (status, body) = line.split_once(' ').unwrap_or(("200", line));
        (status.parse().unwrap_or(200), body.to_owned())
    });
    let transport = Script {
        answers: RefCell::new(answers.collect()),
        left: RefCell::new(REQUESTS_MAX),
        again: again % 2 == 1,
    };
    let couch = Couch::new(transport, "test", None, Box::new(move |_, _| again % 4 < 2));
    let scopes = [Scope {
        book: Book::Wing,
        send: true,
        receive: true,
    }];
    let mut engine = Engine::new(backend.clone(), "one");
    let patience = Patience(RefCell::new(200));
    for _ in 0..2 {
        let ending = now(engine.round(&couch, &replica, &patience, &scopes, &mut |_| ()));
        assert!(!matches!(ending.cause, Cause::Store(_)), "{ending:?}");
    }
    let rows = replica.rows(&backend, Book::Wing);
    let own = rows
        .iter()
        .find(|row| row.item.rev == rev)
        .expect("the row that was written");
    assert_eq!(
        own.item.bytes,
        crate::revision::content_bytes(&document).unwrap()
    );
    let is_kept = replica.ids(Book::Wing).contains(&"entry:1".to_owned());
    assert!(is_kept, "what was written is gone: {:?}", own.state);
    let is_current = replica
        .leaves(Book::Wing)
        .contains_key(&("entry:1".to_owned(), rev));
    assert!(
        is_current || own.state != State::Waiting,
        "what waits is superseded"
    );
}

fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut task::Context::from_waker(task::Waker::noop())) {
        task::Poll::Ready(outcome) => outcome,
        task::Poll::Pending => panic!("nothing here waits"),
    }
}
