//! Texts that break interfaces, and what a terminal must never be sent because of them.

use unicode_width::UnicodeWidthChar;

use tenderbook::domain::text::is_unsafe;

/// Texts that somebody could type, paste or import, by what is nasty in them.
pub(crate) fn corpus() -> Vec<(&'static str, String)> {
    let short = SHORT.iter().map(|(name, text)| (*name, (*text).to_owned()));
    short
        .chain([
            ("a stack of combining marks", format!("Z{}algo", "\u{30d}\u{323}".repeat(40))),
            ("marks on nothing", "\u{301}".repeat(60)),
            ("a line of 500 characters", "x".repeat(500)),
            ("a line of 10,000 characters", "long ".repeat(2_000)),
            ("a word of 10,000 characters", "w".repeat(10_000)),
            ("a wide word of 10,000 characters", "漢".repeat(10_000)),
            ("many escapes", "\u{1b}[2J".repeat(300)),
            ("many lines", "line\n".repeat(300)),
        ])
        .collect()
}

/// The same as far as one line may record it.
pub(crate) fn recordable() -> Vec<(&'static str, String)> {
    corpus().into_iter().filter(|(_, text)| text.chars().count() <= 500).collect()
}

const SHORT: &[(&str, &str)] = &[
    ("colours", "\u{1b}[31mred\u{1b}[0m \u{1b}[38:2::255:0:0mred"),
    ("clearing and moving", "\u{1b}[2J\u{1b}[H\u{1b}[9;9Hhere\u{1b}[1A\u{1b}[K"),
    ("another screen", "\u{1b}[?1049l\u{1b}[?25l\u{1b}[?2004l\u{1b}[?1003h"),
    ("a reset", "\u{1b}c\u{1b}[!p\u{1b}#8\u{1b}(0lqqk\u{1b}(B"),
    ("a report that would be typed", "\u{1b}[6n\u{1b}[c\u{1b}[5n\u{1b}[21t"),
    ("a title of the window", "\u{1b}]0;owned\u{7}\u{1b}]2;owned\u{1b}\\"),
    ("the clipboard", "\u{1b}]52;c;cm0gLXJmIC8=\u{7}"),
    ("a link", "\u{1b}]8;;https://example.org/\u{1b}\\click\u{1b}]8;;\u{1b}\\"),
    ("a device control string", "\u{1b}P+q544e\u{1b}\\\u{1b}P1$r0m\u{1b}\\"),
    ("a picture", "\u{1b}Pq#0;2;0;0;0#0~~\u{1b}\\ \u{1b}_Gf=100;AAAA\u{1b}\\"),
    ("strings that do not end", "\u{1b}]0;no end \u{1b}P no end \u{1b}X\u{1b}^\u{1b}_"),
    ("an escape at the end", "the end\u{1b}"),
    ("controls of eight bits", "\u{9b}31m\u{9d}0;owned\u{9c}\u{90}q\u{9c}\u{85}\u{8d}"),
    ("a bell and backspaces", "ring\u{7}\u{7} abc\u{8}\u{8}\u{8}xyz\u{7f}"),
    ("a null", "before\u{0}after"),
    (
        "every control",
        "\u{1}\u{2}\u{3}\u{4}\u{5}\u{6}\u{b}\u{c}\u{e}\u{f}\u{10}\u{11}\u{12}\u{13}\u{14}\u{15}\u{16}\u{17}\u{18}\u{19}\u{1a}\u{1c}\u{1d}\u{1e}\u{1f}",
    ),
    ("a carriage return", "harmless\rEVIL"),
    ("line ends of every kind", "one\r\ntwo\nthree\rfour\u{2028}five\u{2029}six\u{85}seven"),
    ("tabs", "a\tb\t\tc\u{b}d"),
    ("an override of direction", "invoice\u{202e}fdp.exe\u{202c} \u{202d}abc"),
    ("isolates of direction", "\u{2066}ab\u{2067}cd\u{2068}ef\u{2069}\u{2069}\u{202a}g\u{202b}h"),
    ("marks of direction", "a\u{200e}b\u{200f}c\u{61c}d"),
    ("right to left", "שלום עולם مرحبا بالعالم ۱۲۳ لا"),
    ("zero width", "p\u{200b}a\u{200c}s\u{200d}s\u{2060}w\u{feff}ord\u{180e}"),
    ("a mark of byte order", "\u{feff}Title"),
    ("soft hyphens", "pro\u{ad}cure\u{ad}ment"),
    ("fillers", "\u{3164}\u{115f}\u{1160}\u{ffa0} \u{34f}\u{17b4}"),
    ("tags", "flag\u{e0067}\u{e0062}\u{e007f}\u{e0001}"),
    ("shorthand and music", "\u{1bca0}\u{1bca3}\u{1d173}\u{1d17a}\u{fff9}x\u{fffa}y\u{fffb}"),
    (
        "variation selectors",
        "❤\u{fe0f}☎\u{fe0e}⌚\u{fe0e}©\u{fe0f}1\u{fe0f}\u{20e3}#\u{fe0f}\u{20e3}漢\u{e0100}",
    ),
    ("families", "👨\u{200d}👩\u{200d}👧\u{200d}👦 👩\u{200d}🚒 🏳\u{fe0f}\u{200d}🌈"),
    ("colours of skin", "👍🏽👍🏽👍🏽 ✌🏿 🏽 x🏽"),
    ("flags", "🇬🇧🇫🇷🇬 🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}"),
    ("wide letters", "病院清掃サービス ＡＢＣ 한국어 ㈱"),
    ("narrow and wide by turns", "a漢b漢c漢d漢e漢f漢g漢h漢i漢j漢k漢l漢m漢n漢o漢p漢q漢r漢s"),
    ("half-width voicing marks", "ｶﾞｷﾞｸﾞﾊﾟ ﾞ"),
    ("letters in parts", "각 ᄀ각ᆨ e\u{301}e\u{301} ก็กำ"),
    ("conjuncts", "क्ष्ण्य ക്ഷ ស្ត្រី បេយ្យាល ៘ \u{600}1 ﷽"),
    ("private use and nothing", "\u{e000}\u{f8ff}\u{10ffff}\u{fffe}\u{fffd}\u{378}"),
    ("looks like an escape", "\\u{1b}[31m \\x1b \\033 %1B &#27; ^["),
    ("a formula", "=cmd|'/C calc'!A0"),
    ("quotes of every kind", "'\"`´“”‘’„«»; DROP TABLE x;--"),
    ("marks of a query", "\" AND OR NOT NEAR( * : ^ - + { } ( )"),
    ("marks of patterns", ".* [a- (?: \\ % _ {0} %s %n $HOME `id`"),
    ("end of a paste", "before \u{1b}[200~ after"),
    ("letters that grow", "İıßŉǰΐﬃ ẞ"),
];

/// Bytes that are no UTF-8, as a file or a keyboard may send them.
pub(crate) const BYTES: &[(&str, &[u8])] = &[
    ("half a character", b"caf\xc3"),
    ("continuation bytes", b"\x80\x9b31m\xbf"),
    ("a surrogate", b"\xed\xa0\x80\xed\xbf\xbf"),
    ("too long a form", b"\xc0\x9b\xe0\x80\x9b"),
    ("beyond the last", b"\xf4\x90\x80\x80\xf8\x88\x80\x80\x80"),
    ("Windows-1252", b"\xa3120,000 \x93quoted\x94 \x96 caf\xe9 \x80"),
    ("no character at all", b"\xff\xfe\xff"),
];

/// How many columns a terminal gives to a text that knows characters one by one, as most do.
pub(crate) fn columns(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

/// The first character of an output that a terminal would obey, or that would hide or reorder text.
pub(crate) fn obeyed(output: &str) -> Option<char> {
    output.chars().find(|c| *c != '\n' && is_unsafe(*c))
}

/// What in the bytes that were sent to a terminal is not of the interface's own kinds: moving,
/// styles, showing the cursor, drawing at once, and the clipboard in base 64.
pub(crate) fn foreign(raw: &[u8]) -> Option<String> {
    let Ok(text) = std::str::from_utf8(raw) else { return Some("no UTF-8".to_owned()) };
    let mut parts = text.split('\u{1b}');
    let first = parts.next().unwrap_or_default();
    if let Some(c) = first.chars().find(|c| is_unsafe(*c)) {
        return Some(format!("{c:?}"));
    }
    let mut copying = false;
    for part in parts {
        let ends = std::mem::take(&mut copying);
        let rest = match part.strip_prefix("]52;c;") {
            Some(encoded) => {
                copying = true;
                let base = |c: char| c.is_ascii_alphanumeric() || "+/=".contains(c);
                encoded.trim_start_matches(base)
            }
            None if ends => match part.strip_prefix('\\') {
                Some(rest) => rest,
                None => return Some(format!("an unended copy before {part:?}")),
            },
            None => match own(part) {
                Some(rest) => rest,
                None => return Some(format!("ESC {part:?}")),
            },
        };
        if let Some(c) = rest.chars().find(|c| is_unsafe(*c)) {
            return Some(format!("{c:?} in {rest:?}"));
        }
    }
    None
}

/// What follows a sequence of the interface's own kind.
fn own(part: &str) -> Option<&str> {
    let part = part.strip_prefix('[')?;
    let end = part.find(|c: char| !c.is_ascii_digit() && !";?".contains(c))?;
    let (parameters, rest) = part.split_at(end);
    let last = rest.chars().next()?;
    let numbers = parameters.split(';').filter(|number| !number.is_empty());
    let known = match last {
        // Always with both numbers, never home by none.
        'H' => numbers.count() == 2,
        'm' => {
            // Colours by number of the palette, never 30 to 37 as texts have them.
            let mut numbers = numbers;
            loop {
                match numbers.next() {
                    None => break true,
                    Some("38" | "48" | "58") => {
                        if numbers.next() != Some("5") || numbers.next().is_none() {
                            break false;
                        }
                    }
                    Some("0" | "1" | "2" | "4" | "7" | "22" | "24" | "27" | "39" | "49" | "59") => {
                    }
                    Some(_) => break false,
                }
            }
        }
        'h' | 'l' => ["?25", "?2026"].contains(&parameters),
        _ => false,
    };
    known.then(|| &rest[last.len_utf8()..])
}

/// The cells of a screen, and where the cursor is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Picture {
    pub(crate) cells: Vec<Vec<String>>,
    pub(crate) cursor: (usize, usize),
}

/// Part of a screen: its first row and column, and the row and column behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Field {
    pub(crate) rows: (usize, usize),
    pub(crate) columns: (usize, usize),
}

/// No field at all.
pub(crate) const NOWHERE: Field = Field { rows: (0, 0), columns: (0, 0) };

impl Field {
    /// Whether a row and column lie in the field.
    pub(crate) fn holds(self, (row, column): (usize, usize)) -> bool {
        (self.rows.0..self.rows.1).contains(&row)
            && (self.columns.0..self.columns.1).contains(&column)
    }
}

impl Picture {
    /// The field of so many rows that begins at the cursor, as wide as its pane or dialog.
    pub(crate) fn field(&self, rows: usize) -> Field {
        let (row, column) = self.cursor;
        let cells = &self.cells[row];
        let border = cells.iter().skip(column).position(|cell| ["│", "|"].contains(&cell.as_str()));
        let end = border.map_or(cells.len(), |border| column + border);
        Field { rows: (row, row + rows), columns: (column, end) }
    }

    /// The screen without a field, as text.
    pub(crate) fn outside(&self, field: Field) -> String {
        let mut shown = String::new();
        for (y, row) in self.cells.iter().enumerate() {
            for (x, cell) in row.iter().enumerate() {
                shown.push_str(if field.holds((y, x)) { "·" } else { cell });
            }
            shown.push('\n');
        }
        shown
    }
}

/// A list of tenders worth £5,000 each, with these titles, as spreadsheets save it.
pub(crate) fn csv<'a>(titles: impl IntoIterator<Item = &'a [u8]>) -> Vec<u8> {
    let mut list = b"Reference,Title,Policy,Type,Value\r\n".to_vec();
    for (number, title) in titles.into_iter().enumerate() {
        list.extend_from_slice(format!("N-{:03},\"", number + 1).as_bytes());
        for byte in title {
            list.push(*byte);
            if *byte == b'"' {
                list.push(*byte);
            }
        }
        list.extend_from_slice(b"\",nelc,goods,5000\r\n");
    }
    list
}
