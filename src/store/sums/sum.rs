//! A sum over rows: what it is, and how a row counts in it.

use std::fmt;

use rusqlite::types::ValueRef;
use sha2::{Digest, Sha256};

/// The SHA-256 of rows, added up modulo 2^256: it does not depend on their order, and a row that
/// comes or goes changes it without the others being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::store) struct Sum([u64; 4]);

impl Sum {
    /// Of no rows.
    pub(in crate::store) const NONE: Self = Self([0; 4]);

    /// Of one row: each value that is not NULL with the name of its column, every part with its
    /// length before it, so that no two rows read alike.
    pub(in crate::store) fn of_row<'a>(
        table: &str,
        columns: &[String],
        values: impl Iterator<Item = rusqlite::Result<ValueRef<'a>>>,
    ) -> rusqlite::Result<Self> {
        // One text and one hash of it: many small parts would each be copied and counted.
        let mut text = Vec::with_capacity(ROW);
        part(&mut text, "", table.as_bytes());
        for (column, value) in columns.iter().zip(values) {
            let value = value?;
            if matches!(value, ValueRef::Null) {
                continue;
            }
            part(&mut text, "", column.as_bytes());
            match value {
                ValueRef::Integer(number) => part(&mut text, "i", number.to_string().as_bytes()),
                ValueRef::Text(words) => part(&mut text, "t", words),
                // STRICT tables of ours hold neither; another program can force them in.
                ValueRef::Real(number) => part(&mut text, "r", number.to_string().as_bytes()),
                ValueRef::Blob(bytes) => part(&mut text, "b", bytes),
                ValueRef::Null => {}
            }
        }
        let bytes: [u8; 32] = Sha256::digest(&text).into();
        let mut words = [0; 4];
        for (word, eight) in words.iter_mut().zip(bytes.chunks_exact(8)) {
            *word = eight.iter().fold(0, |word, byte| word << 8 | u64::from(*byte));
        }
        Ok(Self(words))
    }

    /// With another beside it.
    pub(in crate::store) fn plus(self, other: Self) -> Self {
        let mut words = [0; 4];
        let mut carry = false;
        for at in (0..4).rev() {
            let (once, over) = self.0[at].overflowing_add(other.0[at]);
            let (twice, again) = once.overflowing_add(u64::from(carry));
            words[at] = twice;
            carry = over || again;
        }
        Self(words)
    }

    /// Without another.
    pub(in crate::store) fn minus(self, other: Self) -> Self {
        let Self([a, b, c, d]) = other;
        let one = Self([0, 0, 0, 1]);
        self.plus(Self([!a, !b, !c, !d]).plus(one))
    }

    /// The sum that was written in hexadecimal.
    pub(in crate::store) fn parse(text: &str) -> Option<Self> {
        if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let mut words = [0; 4];
        for (at, word) in words.iter_mut().enumerate() {
            *word = u64::from_str_radix(text.get(at * 16..at * 16 + 16)?, 16).ok()?;
        }
        Some(Self(words))
    }
}

/// As long as most rows are, in bytes.
const ROW: usize = 512;

/// Adds one part of a row to its text: what it is, its length, and itself.
fn part(text: &mut Vec<u8>, kind: &str, bytes: &[u8]) {
    text.extend_from_slice(kind.as_bytes());
    // Nearly all are shorter than a hundred bytes, and there are some ten in each row.
    match u8::try_from(bytes.len()) {
        Ok(length @ 0..10) => text.push(b'0' + length),
        Ok(length @ 10..100) => text.extend([b'0' + length / 10, b'0' + length % 10]),
        _ => text.extend_from_slice(bytes.len().to_string().as_bytes()),
    }
    text.push(b':');
    text.extend_from_slice(bytes);
}

impl fmt::Display for Sum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|word| write!(f, "{word:016x}"))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn row(values: &[Option<&str>]) -> Sum {
        let columns = ["a".to_owned(), "b".to_owned()];
        let values = values
            .iter()
            .map(|value| Ok(value.map_or(ValueRef::Null, |text| ValueRef::Text(text.as_bytes()))));
        Sum::of_row("t", &columns, values).unwrap()
    }

    #[test]
    fn rows_that_could_be_taken_for_each_other_have_different_sums() {
        let rows = [
            row(&[Some("x"), None]),
            row(&[None, Some("x")]),
            row(&[Some("xb1"), None]),
            row(&[Some("x"), Some("")]),
            row(&[Some(""), Some("x")]),
            row(&[Some("x\n"), None]),
            row(&[None, None]),
        ];
        for (at, one) in rows.iter().enumerate() {
            assert!(!rows[..at].contains(one), "{at}");
        }
    }

    #[test]
    fn the_sum_of_a_row_is_what_it_has_been_since_there_are_sums() {
        let columns = ["short", "long", "number", "none"].map(str::to_owned);
        let long = "a".repeat(123);
        let values = [
            ValueRef::Text(b"ten bytes."),
            ValueRef::Text(long.as_bytes()),
            ValueRef::Integer(-7),
            ValueRef::Null,
        ];
        let sum = Sum::of_row("item", &columns, values.into_iter().map(Ok)).unwrap();
        let text = format!("4:item5:shortt10:ten bytes.4:longt123:{long}6:numberi2:-7");
        let bytes: [u8; 32] = Sha256::digest(text).into();
        assert_eq!(sum.to_string(), crate::store::backup::hex(&bytes));
    }

    proptest! {
        #[test]
        fn sums_add_up_in_any_order_and_can_be_taken_back(
            a: [u64; 4], b: [u64; 4], c: [u64; 4],
        ) {
            let (a, b, c) = (Sum(a), Sum(b), Sum(c));
            prop_assert_eq!(a.plus(b).plus(c), c.plus(a).plus(b));
            prop_assert_eq!(a.plus(b).minus(b), a);
            prop_assert_eq!(a.minus(a), Sum::NONE);
            prop_assert_eq!(Sum::parse(&a.to_string()), Some(a));
        }
    }
}
