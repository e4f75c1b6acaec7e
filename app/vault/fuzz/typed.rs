//! What somebody types or shows: parts of the recovery key, a badge, a PIN, a new passphrase.

use crate::{badge::Badge, pin::Pin, recovery, recovery::Part, strength};

/// A part that is read is written as it was typed, letter by letter, and joins with itself; so is a badge; a PIN is its
/// digits.
pub fn typed(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let parts: Vec<Part> = text
        .lines()
        .filter_map(|line| Part::read(line).ok())
        .collect();
    for part in &parts {
        assert_eq!(Part::read(&part.to_text()).as_ref(), Ok(part));
        if part.needed() == 1 {
            assert!(recovery::join(&[part.clone(), part.clone()]).is_ok());
        }
    }
    let _ = recovery::join(&parts);
    if let Ok(badge) = Badge::read(text) {
        assert_eq!(Badge::read(&badge.to_text()).as_ref(), Ok(&badge));
    }
    if let Ok(pin) = Pin::read(text) {
        assert_eq!(Pin::read(pin.as_str()).as_ref(), Ok(&pin));
        let _ = Pin::choose(text);
    }
    let _ = strength::bits(text, &["Nabirye"]);
}
