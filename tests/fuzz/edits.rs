//! Changes to a genuine document, written as bytes: what a fuzzer invents, it invents near the truth.

/// `genuine` with the changes of a script, four bytes each: where (two), what, and with which byte.
pub fn edited(genuine: &[u8], script: &[u8]) -> Vec<u8> {
    let mut bytes = genuine.to_vec();
    for change in script.chunks_exact(4).take(16) {
        let (at, with) = (u16::from_be_bytes([change[0], change[1]]), change[3]);
        let at = usize::from(at) % (bytes.len() + 1);
        match (change[2] % 4, bytes.get_mut(at)) {
            (0, Some(byte)) => *byte = with,
            (1, Some(byte)) => *byte ^= with,
            (2, Some(_)) => {
                bytes.remove(at);
            }
            (3, Some(_)) if with == 0 => bytes.truncate(at),
            _ => bytes.insert(at, with),
        }
    }
    bytes
}
