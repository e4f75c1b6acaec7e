//! What a server says at a sign-in.

use std::{pin::pin, task};

use wingbook_sync::transport::{Request, Response, Transport, TransportError};

use crate::hub::{self, Credential};

struct Says(u16, Vec<u8>);

impl Transport for Says {
    async fn send(&self, _: Request) -> Result<Response, TransportError> {
        Ok(Response {
            status: self.0,
            body: self.1.clone(),
            ..Response::default()
        })
    }
}

/// No answer makes a sign-in panic, and none makes a tablet stretch a passphrase less, or more, than it may.
pub fn server(bytes: &[u8]) {
    let Some((status, body)) = bytes.split_first() else {
        return;
    };
    let status = if *status < 200 {
        200
    } else {
        300 + u16::from(*status)
    };
    let says = Says(status, body.to_vec());
    let _ = now(hub::hello(&says));
    if let Ok(params) = now(hub::kdf(&says, "W-1")) {
        assert!(params.check().is_ok());
    }
    let credential = Credential {
        staff_number: "W-1".into(),
        secret_hex: "00".repeat(32),
    };
    let _ = now(hub::me(&says, &credential));
    let _ = now(hub::put_recovery(&says, &credential, "11"));
}

fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut task::Context::from_waker(task::Waker::noop())) {
        task::Poll::Ready(outcome) => outcome,
        task::Poll::Pending => panic!("nothing here waits"),
    }
}
