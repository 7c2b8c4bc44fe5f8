//! What a tender is about: its category, and its codes of the Common Procurement Vocabulary.

use crate::domain::cpv::{self, CpvCode};
use crate::domain::subject;
use crate::import::cell::{Read, is_error, is_missing};
use crate::import::names::{plain, short};

/// The category that a cell names; none where it says only goods, services or works.
pub(super) fn category(cell: &str) -> Read<Option<String>> {
    const TYPES: [&str; 6] = ["goods", "supplies", "service", "services", "work", "works"];
    if is_missing(cell) || TYPES.contains(&plain(cell).as_str()) {
        return Read::sure(None);
    }
    if is_error(cell) {
        let doubt =
            format!("the category “{}” is an error of the spreadsheet; left out", short(cell));
        return Read::doubtful(None, doubt);
    }
    match subject::category(cell) {
        Ok(category) => Read::sure(category),
        Err(error) => Read::doubtful(None, format!("{error}; it is left out")),
    }
}

/// The codes in a cell, whatever words stand with them; what looks like a code and is none is a
/// doubt.
pub(super) fn codes(cell: &str) -> Read<Vec<CpvCode>> {
    if is_missing(cell) {
        return Read::sure(Vec::new());
    }
    let mut read = Read::sure(Vec::new());
    let parts = cell.split(|c: char| c.is_whitespace() || ",;|/".contains(c));
    for part in parts {
        let part = part.trim_matches(|c: char| !c.is_ascii_alphanumeric());
        if let Ok(code) = part.parse() {
            read.value.push(code);
        } else if let Some(code) = without_zero(part) {
            read.doubts.push(format!("the CPV code “{part}” is read as {code}"));
            read.value.push(code);
        } else if part.bytes().filter(u8::is_ascii_digit).count() > 5 {
            read.doubts.push(format!("“{}” is no CPV code; left out", short(part)));
        }
    }
    if read.value.is_empty() && read.doubts.is_empty() {
        read.doubts.push(format!("“{}” names no CPV code; left out", short(cell)));
    }
    read.value = cpv::each_once(read.value);
    read
}

/// A code whose first zero a spreadsheet has taken for nothing.
fn without_zero(part: &str) -> Option<CpvCode> {
    let digits = part.split('-').next()?;
    let plain = digits.len() == 7 && digits.bytes().all(|byte| byte.is_ascii_digit());
    format!("0{part}").parse().ok().filter(|_| plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("55500000-5", "55500000-5", 0)]
    #[case("55524000-9: School catering services; 55523000", "55524000-9 55523000", 0)]
    #[case("CPV 85100000 (Health services)", "85100000", 0)]
    #[case("55500000, 55500000-5", "55500000-5", 0)]
    #[case("3113100-7", "03113100-7", 1)]
    #[case("555000001", "", 1)]
    #[case("4.55E+07", "", 1)]
    #[case("catering", "", 1)]
    #[case("n/a", "", 0)]
    fn codes_are_found_among_words(#[case] cell: &str, #[case] codes: &str, #[case] doubts: usize) {
        let read = super::codes(cell);
        assert_eq!(cpv::joined(&read.value, " "), codes);
        assert_eq!(read.doubts.len(), doubts, "{:?}", read.doubts);
    }

    #[rstest]
    #[case("School catering", Some("School catering"), 0)]
    #[case("Services", None, 0)]
    #[case("TBC", None, 0)]
    #[case("#REF!", None, 1)]
    fn a_category_is_read(
        #[case] cell: &str,
        #[case] category: Option<&str>,
        #[case] doubts: usize,
    ) {
        let read = super::category(cell);
        assert_eq!(read.value.as_deref(), category);
        assert_eq!(read.doubts.len(), doubts);
    }

    proptest! {
        #[test]
        fn no_cell_makes_the_reader_panic(cell in "\\PC*|[0-9 ,;-]{0,24}") {
            let _ = (codes(&cell), category(&cell));
        }
    }
}
