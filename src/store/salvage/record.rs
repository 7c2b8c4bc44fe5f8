//! Records as SQLite writes them: numbers of varying length, and rows as lists of values.

use rusqlite::types::Value;

/// A whole number in big-endian bytes.
pub(super) fn number(bytes: &[u8], at: usize) -> Option<u32> {
    let four: [u8; 4] = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
    Some(u32::from_be_bytes(four))
}

/// A short whole number in big-endian bytes.
pub(super) fn short(bytes: &[u8], at: usize) -> Option<usize> {
    let two: [u8; 2] = bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
    Some(usize::from(u16::from_be_bytes(two)))
}

/// A number of one to nine bytes; moves past it.
pub(super) fn varint(bytes: &[u8], at: &mut usize) -> Option<u64> {
    let mut value = 0_u64;
    for count in 0..9 {
        let byte = *bytes.get(*at)?;
        *at += 1;
        if count == 8 {
            return Some(value << 8 | u64::from(byte));
        }
        value = value << 7 | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

/// The values of a row; none when the bytes cannot be a row, or hold what no register holds.
pub(super) fn decode(payload: &[u8]) -> Option<Vec<Value>> {
    let mut at = 0;
    let header = usize::try_from(varint(payload, &mut at)?).ok()?;
    if header < at || header > payload.len() {
        return None;
    }
    let mut values = Vec::new();
    let mut body = header;
    while at < header {
        let kind = varint(payload, &mut at)?;
        let length = match kind {
            0 | 8 | 9 => 0,
            1..=4 => kind,
            5 => 6,
            6 => 8,
            // Neither fractions nor bytes stand anywhere in a register.
            7 | 10 | 11 => return None,
            _ if kind % 2 == 0 => return None,
            _ => (kind - 13) / 2,
        };
        let end = body.checked_add(usize::try_from(length).ok()?)?;
        let bytes = payload.get(body..end)?;
        body = end;
        values.push(match kind {
            0 => Value::Null,
            8 => Value::Integer(0),
            9 => Value::Integer(1),
            1..=6 => Value::Integer(integer(bytes)),
            _ => Value::Text(std::str::from_utf8(bytes).ok()?.to_owned()),
        });
    }
    // A row fills its bytes: what is overwritten seldom does.
    (at == header && body == payload.len()).then_some(values)
}

/// A signed number of up to eight bytes.
fn integer(bytes: &[u8]) -> i64 {
    let sign = if bytes.first().is_some_and(|byte| byte & 0x80 != 0) { -1 } else { 0 };
    bytes.iter().fold(sign, |value, byte| value << 8 | i64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_read_and_what_does_not_fill_its_bytes_is_none() {
        let row = [4, 1, 21, 9, 0xFE, b'a', b'b', b'c', b'd'];
        let wanted = [Value::Integer(-2), Value::Text("abcd".to_owned()), Value::Integer(1)];
        assert_eq!(decode(&row).unwrap(), wanted);
        for cut in 0..row.len() {
            assert_eq!(decode(&row[..cut]), None, "{cut}");
        }
        assert_eq!(decode(&[&row[..], &[0]].concat()), None);
    }

    #[test]
    fn a_number_has_up_to_nine_bytes() {
        let read = |bytes: &[u8]| varint(bytes, &mut 0);
        assert_eq!(read(&[0x7f]), Some(127));
        assert_eq!(read(&[0x81, 0x00]), Some(128));
        assert_eq!(read(&[0xff; 9]), Some(u64::MAX));
        assert_eq!(read(&[0xff; 8]), None);
    }
}
