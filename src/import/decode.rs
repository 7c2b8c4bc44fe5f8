//! From the bytes of a file to its text: which letters were meant, and what is no list at all.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The text of a file, and how it was read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    pub(super) text: String,
    /// The encoding in words.
    pub(super) encoding: &'static str,
    /// What is odd about it.
    pub(super) notes: Vec<String>,
}

/// What files of other kinds begin with, and what they are.
const OTHERS: [(&[u8], &str); 7] = [
    (b"\xd0\xcf\x11\xe0", "a workbook of Excel 97 to 2003, or another file of old Office"),
    (b"PK\x05\x06", "an empty packed file"),
    (b"%PDF", "a PDF"),
    (b"SQLite format 3\0", "a database, perhaps a register of Tenderbook"),
    (b"{\\rtf", "a document (RTF)"),
    (b"\x89PNG", "a picture"),
    (b"\x1f\x8b", "a packed file (gzip)"),
];

/// What a file is by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A packed file: a workbook, or something else.
    Packed,
    /// Anything else, text at best.
    Other,
}

/// What a file is by its first bytes.
pub(super) fn kind(bytes: &[u8]) -> Kind {
    if bytes.starts_with(b"PK\x03\x04") { Kind::Packed } else { Kind::Other }
}

/// Decodes the bytes of a list; otherwise what the file is instead.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, String> {
    // Office hides a workbook with a password in a file of the old kind.
    let locked: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if bytes.starts_with(b"\xd0\xcf\x11\xe0")
        && bytes.windows(locked.len()).any(|part| part == locked)
    {
        return Err("protected with a password".to_owned());
    }
    if let Some((_, what)) = OTHERS.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err((*what).to_owned());
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let rest = bytes.get(mark..).unwrap_or_default();
        return checked(read(encoding, rest, true));
    }
    if let Some(encoding) = unmarked_utf_16(bytes) {
        return checked(read(encoding, bytes, false));
    }
    let zeros = bytes.split(|byte| *byte == 0).count().saturating_sub(1);
    if zeros > 16 && zeros * 100 > bytes.len() {
        return Err("no text".to_owned());
    }
    match std::str::from_utf8(bytes) {
        Ok(_) => checked(read(UTF_8, bytes, false)),
        Err(error) => {
            let mut decoded = read(WINDOWS_1252, bytes, false);
            let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
            if !good.is_ascii() {
                let line = good.split(|byte| *byte == b'\n').count();
                decoded.notes.push(format!(
                    "Up to line {line} the file is UTF-8, and from there it is not; all of it was read as Windows-1252, so look at accents and pound signs."
                ));
            }
            checked(decoded)
        }
    }
}

fn read(encoding: &'static Encoding, bytes: &[u8], marked: bool) -> Decoded {
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    let words = match (encoding.name(), marked) {
        ("UTF-8", false) if bytes.is_ascii() => "plain ASCII",
        ("UTF-8", false) => "UTF-8",
        ("UTF-8", true) => "UTF-8 with a byte order mark",
        ("UTF-16LE", false) => "UTF-16 (little-endian)",
        ("UTF-16LE", true) => "UTF-16 (little-endian) with a byte order mark",
        ("UTF-16BE", false) => "UTF-16 (big-endian)",
        ("UTF-16BE", true) => "UTF-16 (big-endian) with a byte order mark",
        _ => "Windows-1252",
    };
    let mut notes = Vec::new();
    if damaged {
        notes.push(format!(
            "Some bytes are no {}; a \u{fffd} stands where they were.",
            encoding.name()
        ));
    }
    Decoded { text: text.into_owned(), encoding: words, notes }
}

/// Refuses web pages, which some portals call `.xls` or `.csv`.
fn checked(decoded: Decoded) -> Result<Decoded, String> {
    let start: String = decoded.text.trim_start().chars().take(15).collect();
    let start = start.to_ascii_lowercase();
    let is_page =
        ["<!doctype html", "<html", "<table", "<?xml"].iter().any(|mark| start.starts_with(mark));
    if is_page { Err("a web page or XML".to_owned()) } else { Ok(decoded) }
}

/// The encoding of text that is UTF-16 without saying so: every other byte of English is zero.
fn unmarked_utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..bytes.len().min(4096) & !1)?;
    let zeros = |odd: usize| {
        sample.iter().enumerate().filter(|(at, byte)| at % 2 == odd && **byte == 0).count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    // At least two of three letters, so that stray zeros make no UTF-16 of other text.
    let most = |zeros: usize| sample.len() >= 4 && zeros * 3 >= sample.len();
    match (most(even), most(odd)) {
        (false, true) => Some(UTF_16LE),
        (true, false) => Some(UTF_16BE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn utf_16(text: &str, big: bool, mark: bool) -> Vec<u8> {
        let text = if mark { format!("\u{feff}{text}") } else { text.to_owned() };
        let units = text.encode_utf16();
        units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    }

    #[rstest]
    #[case("Café £1".as_bytes().to_vec(), "UTF-8")]
    #[case([b"\xef\xbb\xbf".as_slice(), "Café £1".as_bytes()].concat(), "UTF-8 with a byte order mark")]
    #[case(b"Caf\xe9 \xa31".to_vec(), "Windows-1252")]
    #[case(utf_16("Café £1", false, true), "UTF-16 (little-endian) with a byte order mark")]
    #[case(utf_16("Café £1", true, true), "UTF-16 (big-endian) with a byte order mark")]
    #[case(utf_16("Café £1", false, false), "UTF-16 (little-endian)")]
    #[case(utf_16("Café £1", true, false), "UTF-16 (big-endian)")]
    fn the_letters_that_were_meant_are_found(#[case] bytes: Vec<u8>, #[case] encoding: &str) {
        let decoded = decode(&bytes).unwrap();
        assert_eq!((decoded.text.as_str(), decoded.encoding), ("Café £1", encoding));
        assert_eq!(decoded.notes, Vec::<String>::new());
    }

    #[rstest]
    #[case([b"\xd0\xcf\x11\xe0..E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0".as_slice(), b".."].concat().leak(), "password")]
    #[case(b"\xd0\xcf\x11\xe0....", "Excel 97")]
    #[case(b"%PDF-1.7", "PDF")]
    #[case(b" <HTML><body>", "web page")]
    #[case(b"\x7fELF\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", "no text")]
    fn what_is_no_list_is_named(#[case] bytes: &[u8], #[case] what: &str) {
        let said = decode(bytes).unwrap_err();
        assert!(said.contains(what), "{said}");
    }

    #[test]
    fn letters_that_change_within_a_file_are_noted() {
        let decoded = decode(b"Caf\xc3\xa9\nCaf\xe9\n").unwrap();
        assert_eq!(decoded.encoding, "Windows-1252");
        assert!(decoded.notes[0].contains("line 2"), "{:?}", decoded.notes);
    }
}
