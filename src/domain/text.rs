//! Text from outside: what may be kept, and how it is shown.

use std::ops::Range;

/// The longest single line that can be recorded, in characters.
pub const LONGEST_LINE: usize = 500;
/// The longest note that can be recorded, in characters.
pub const LONGEST_NOTE: usize = 20_000;

/// Shows control and invisible formatting characters as `\u{…}`, everything else as it is.
///
/// Nothing that a terminal would obey, and nothing that would reorder or hide
/// text, gets through: C0 and C1 controls, bidirectional overrides, zero-width
/// characters and line separators. Line breaks become `\n`.
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => shown.push_str("\\n"),
            '\t' => shown.push(' '),
            c if is_unsafe(c) => shown.extend(c.escape_unicode()),
            c => shown.push(c),
        }
    }
    shown
}

/// The same as [`visible`], with line breaks kept: for text that is laid out over several lines.
pub fn visible_lines(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(visible).collect();
    lines.join("\n")
}

/// The same text with its typographic marks as those of ASCII, for where no others can be drawn.
pub fn plain(text: &str) -> String {
    let plain = text.chars().map(|c| match c {
        '“' | '”' => '"',
        '‘' | '’' => '\'',
        '–' | '—' | '−' => '-',
        '…' => '~',
        '×' => 'x',
        '÷' => '/',
        '•' => '*',
        c => c,
    });
    plain.collect()
}

/// JSON in which what is unsafe to show is escaped. JSON itself escapes control characters; those
/// that could reorder or hide text are escaped here.
pub fn safe_json(json: &str) -> String {
    let mut safe = String::with_capacity(json.len());
    for c in json.chars() {
        if c != '\n' && is_unsafe(c) {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                safe.push_str("\\u");
                for at in [12, 8, 4, 0] {
                    safe.push(char::from_digit(u32::from(*unit >> at & 0xf), 16).unwrap_or('0'));
                }
            }
        } else {
            safe.push(c);
        }
    }
    safe
}

/// A text that begins with a capital letter.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    let first: String = chars.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    first + chars.as_str()
}

/// Whether a character would be obeyed by a terminal or would reorder or hide text.
pub fn is_unsafe(c: char) -> bool {
    // What most texts are made of needs no further look.
    !matches!(c, ' '..='~')
        && (c.is_control()
            || matches!(c,
            '\u{061c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{fff0}'..='\u{fff8}' | '\u{00ad}' | '\u{034f}' | '\u{180e}'
            // Fillers, which look like spaces and are none.
            | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{3164}' | '\u{ffa0}'
            // Formatting of shorthand and music, tags, and what is reserved to be ignored.
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e00ff}' | '\u{e01f0}'..='\u{e0fff}'))
}

/// Whether every word of `words` stands somewhere in a text, whatever its case.
pub fn holds(text: &str, words: &str) -> bool {
    let text = text.to_lowercase();
    words.split_whitespace().all(|word| text.contains(&word.to_lowercase()))
}

/// The part of a text around a place in it, of about so many characters, from word to word.
///
/// Places are in bytes. A little stands before the place, so that it is read in its context.
pub fn around(text: &str, place: &Range<usize>, most: usize) -> Range<usize> {
    let back = |from: usize, count: usize| {
        let before = text[..from].char_indices().rev();
        before.map(|(at, _)| at).nth(count).unwrap_or(0)
    };
    // Where little comes after it, more stands before.
    let mut start = back(place.start, most / 4).min(back(text.len(), most.saturating_sub(1)));
    if start > 0 {
        // Not in the middle of a word, unless there is no other place.
        start += text[start..place.start].find(char::is_whitespace).unwrap_or(0);
        start = place.start - text[start..place.start].trim_start().len();
    }
    let mut end = text[start..].char_indices().nth(most).map_or(text.len(), |(at, _)| start + at);
    if end < text.len() {
        let rest = place.end.min(end);
        end = text[rest..end].rfind(char::is_whitespace).map_or(end, |gap| rest + gap);
    }
    start..end
}

/// Why a text cannot be recorded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Nothing but white space.
    #[error("{0} is missing")]
    Empty(&'static str),
    /// Too long to be shown or read.
    #[error("{what} is {length} characters long; at most {most} can be recorded")]
    TooLong {
        /// What the text is, such as “The title”.
        what: &'static str,
        /// How long it is, in characters.
        length: usize,
        /// The most that can be recorded.
        most: usize,
    },
}

/// Tidies one line: surrounding space removed, line breaks and tabs made spaces.
///
/// # Errors
/// When nothing is left, or more than [`LONGEST_LINE`] characters are.
pub fn line(what: &'static str, text: &str) -> Result<String, TextError> {
    let words = text.split(['\n', '\r', '\t']).map(str::trim);
    let joined: Vec<&str> = words.filter(|words| !words.is_empty()).collect();
    let tidy = joined.join(" ").trim().to_owned();
    bounded(what, tidy, LONGEST_LINE)
}

/// Tidies a note: surrounding space removed, line breaks as `\n`.
///
/// # Errors
/// When nothing is left, or more than [`LONGEST_NOTE`] characters are.
pub fn note(what: &'static str, text: &str) -> Result<String, TextError> {
    let tidy = text.replace("\r\n", "\n").replace('\r', "\n");
    bounded(what, tidy.trim().to_owned(), LONGEST_NOTE)
}

fn bounded(what: &'static str, text: String, most: usize) -> Result<String, TextError> {
    let length = text.chars().count();
    if text.is_empty() {
        Err(TextError::Empty(what))
    } else if length > most {
        Err(TextError::TooLong { what, length, most })
    } else {
        Ok(text)
    }
}

/// The word of `known` that is nearest to `given`, when one is near enough to be meant.
pub fn nearest<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|word| (distance(given, word), word))
        .filter(|(steps, word)| {
            let length = word.chars().count();
            // A word of which nothing is left is not near.
            *steps <= 1 + length / 4 && *steps < length.max(1)
        })
        .min_by_key(|(steps, _)| *steps)
        .map(|(_, word)| word)
}

/// The number of single-character edits between two words; two neighbours swapped count as one.
fn distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().take(64).collect();
    let b: Vec<char> = b.chars().take(64).collect();
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let above = &rows[i - 1];
            let change = above[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = change.min(above[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn escape_sequences_are_made_visible() {
        assert_eq!(visible("\u{1b}[31mred"), "\\u{1b}[31mred");
        assert_eq!(visible("a\u{202e}b\u{200b}c"), "a\\u{202e}b\\u{200b}c");
        assert_eq!(visible_lines("one\r\ntwo\u{7}"), "one\ntwo\\u{7}");
    }

    #[test]
    fn what_does_not_show_and_is_no_space_is_made_visible() {
        for c in ['\u{3164}', '\u{115f}', '\u{34f}', '\u{1d173}', '\u{e0041}', '\u{e0fff}'] {
            assert_eq!(visible(&c.to_string()), c.escape_unicode().to_string());
        }
        // What only changes the letter before it, and every space, stays.
        for c in ['\u{301}', '\u{fe0f}', '\u{e0100}', '\u{a0}', '\u{3000}'] {
            assert!(!is_unsafe(c), "{c:?}");
        }
    }

    #[test]
    fn a_line_keeps_its_words_and_loses_its_breaks() {
        assert_eq!(line("The title", "  two\n words ").unwrap(), "two words");
        assert_eq!(line("The title", "pasted\r\n\r\nlines").unwrap(), "pasted lines");
        assert!(line("The title", " \n ").is_err());
        assert!(line("The title", &"x".repeat(500)).is_ok());
        assert!(line("The title", &"é".repeat(500)).is_ok());
        assert!(line("The title", &"x".repeat(501)).is_err());
    }

    #[test]
    fn the_nearest_word_is_offered_only_when_it_is_near() {
        assert_eq!(nearest("chesire", ["cumbria", "cheshire"]), Some("cheshire"));
        assert_eq!(nearest("zzz", ["cumbria", "cheshire"]), None);
        assert_eq!(nearest("9", ["1", "2"]), None);
        assert_eq!(nearest("wyh", ["why", "when"]), Some("why"));
    }

    #[test]
    fn the_part_around_a_place_goes_from_word_to_word() {
        let text = "The board asked for the minutes of the meeting in Kendal to be filed";
        let place = text.find("meeting").map(|at| at..at + 7).unwrap();
        assert_eq!(&text[around(text, &place, 40)], "of the meeting in Kendal to be filed");
        assert_eq!(&text[around(text, &place, 24)], "the meeting in Kendal");
        assert_eq!(around(text, &place, 400), 0..text.len());
        assert_eq!(around("", &(0..0), 10), 0..0);
    }

    #[test]
    fn a_note_keeps_its_lines_whatever_they_end_with() {
        assert_eq!(note("The note", " one\r\ntwo\rthree\n ").unwrap(), "one\ntwo\nthree");
        assert!(note("The note", "\r\n").is_err());
        assert!(note("The note", &"x".repeat(LONGEST_NOTE)).is_ok());
        let said = note("The note", &"x".repeat(LONGEST_NOTE + 1)).unwrap_err().to_string();
        assert_eq!(said, "The note is 20001 characters long; at most 20000 can be recorded");
    }

    proptest! {
        #[test]
        fn a_tidied_line_is_one_line_and_stays_as_it_is(text in any::<String>()) {
            if let Ok(tidy) = line("The title", &text) {
                prop_assert!(!tidy.contains(['\n', '\r', '\t']));
                prop_assert_eq!(line("The title", &tidy).unwrap(), tidy);
            }
        }

        #[test]
        fn the_part_around_a_place_holds_its_beginning(
            text in "[a-zé\u{a0} \n]{0,80}",
            at in any::<prop::sample::Index>(),
            most in 8usize..40,
        ) {
            let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            prop_assume!(!ends.is_empty());
            let start = ends[at.index(ends.len())];
            let part = around(&text, &(start..text.len()), most);
            prop_assert!(part.start <= start && start <= part.end);
            prop_assert!(text[part.clone()].chars().count() <= most);
        }

        #[test]
        fn a_word_is_nearest_to_itself(word in "[a-z]{1,70}") {
            prop_assert_eq!(nearest(&word, [word.as_str(), "cumbria"]), Some(word.as_str()));
        }

        #[test]
        fn nothing_that_a_terminal_obeys_gets_through(text in any::<String>()) {
            prop_assert!(!visible(&text).chars().any(is_unsafe));
        }
    }
}
