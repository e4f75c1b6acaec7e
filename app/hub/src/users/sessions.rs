//! Cookie sessions: kept in memory only, so that a restart signs everybody out and nothing is stored.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use super::credential::{CredentialError, make_random};

/// How long a session lasts after its last use.
pub const IDLE_MAX: Duration = Duration::from_secs(600);

/// How many sessions there are at most; beyond it, the longest unused goes.
const SESSIONS_MAX: usize = 10_000;

struct Session {
    staff_number: String,
    /// The session ends with the passphrase that opened it.
    credential_hash: [u8; 32],
    used: Instant,
}

/// The open sessions.
#[derive(Default)]
pub struct Sessions {
    open: Mutex<HashMap<String, Session>>,
}

impl Sessions {
    /// Opens a session and gives the cookie's value.
    ///
    /// # Errors
    /// When the machine gives no random bytes.
    pub fn open(
        &self,
        staff_number: &str,
        credential_hash: [u8; 32],
    ) -> Result<String, CredentialError> {
        let token = hex::encode(make_random::<32>()?);
        let now = Instant::now();
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.retain(|_, session| now.duration_since(session.used) < IDLE_MAX);
        if open.len() >= SESSIONS_MAX {
            let oldest = open
                .iter()
                .min_by_key(|(_, session)| session.used)
                .map(|(token, _)| token.clone());
            oldest.and_then(|token| open.remove(&token));
        }
        let session = Session {
            staff_number: staff_number.to_owned(),
            credential_hash,
            used: now,
        };
        open.insert(token.clone(), session);
        Ok(token)
    }

    /// Whose session it is, with the hash of the credential that opened it.
    pub fn holder(&self, token: &str) -> Option<(String, [u8; 32])> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let session = open.get_mut(token)?;
        if session.used.elapsed() >= IDLE_MAX {
            open.remove(token);
            return None;
        }
        session.used = Instant::now();
        Some((session.staff_number.clone(), session.credential_hash))
    }

    /// Whether a session is open. Looking does not count as using it: a feed that lasts would keep its own session open.
    pub fn is_open(&self, token: &str) -> bool {
        self.is_open_at(token, Instant::now())
    }

    fn is_open_at(&self, token: &str, now: Instant) -> bool {
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.get(token)
            .is_some_and(|session| now.duration_since(session.used) < IDLE_MAX)
    }

    /// Ends a session.
    pub fn close(&self, token: &str) {
        self.open
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(token);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looking_does_not_keep_a_session_open() {
        let sessions = Sessions::default();
        let token = sessions.open("1", [0; 32]).unwrap();
        let begun = Instant::now();
        let is_open = |after: Duration| sessions.is_open_at(&token, begun + after);
        assert!(is_open(IDLE_MAX / 2));
        assert!(!is_open(IDLE_MAX));
        assert!(sessions.is_open(&token));
        sessions.close(&token);
        assert!(!sessions.is_open(&token));
    }
}
