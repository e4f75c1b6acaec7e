//! Numbers, dates, times and names as somebody typed them.

use crate::{
    escape_name, read_date, read_moment, read_plain_number, read_time, unescape_name, write_date,
    write_number, xpath,
};

/// What is read is written so that it reads as the same.
pub fn texts(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    if let Some(day) = read_date(text) {
        assert_eq!(read_date(&write_date(day)), Some(day));
    }
    if let Some((ms, offset)) = read_time(text) {
        assert!((0..86_400_000).contains(&ms));
        assert!(offset.is_none_or(|minutes| minutes.abs() < 24 * 60));
    }
    let _ = read_moment(text, 180);
    let _ = xpath::read_number(text, -180);
    if let Some(number) = read_plain_number(text) {
        let written = write_number(number);
        // Digits beyond the nineteenth are read as noughts: what anybody counts or measures has fewer.
        if (1.0..1e15).contains(&number.abs()) {
            assert_eq!(read_plain_number(&written), Some(number), "{written}");
        }
    }
    let escaped = escape_name(text);
    assert!(escaped.is_ascii());
    assert_eq!(unescape_name(&escaped), text);
    let _ = unescape_name(text);
}
