//! Laying text out in columns: measured by width, cut at graphemes, wrapped at words.

use std::borrow::Cow;

use ratatui::buffer::CellWidth;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

pub(crate) use crate::domain::text::capital;

/// Whether every character of a text is a grapheme of its own, in one column: most texts, which
/// are laid out without looking each character up.
pub(crate) fn is_plain(text: &str) -> bool {
    text.chars().all(|c| {
        matches!(c,
            ' '..='~'
            // Latin letters and signs, without the hyphen that is not always seen.
            | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{2ff}'
            // Typographic marks, lines, blocks and shapes.
            | '\u{2010}'..='\u{2027}' | '\u{2500}'..='\u{25f7}')
    })
}

/// How many columns a text takes when it is drawn, which happens grapheme by grapheme.
pub(crate) fn width(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else if is_plain(text) {
        text.chars().count()
    } else {
        text.graphemes(true).map(grapheme_width).sum()
    }
}

/// How many columns a grapheme takes.
pub(crate) fn grapheme_width(grapheme: &str) -> usize {
    if grapheme.len() == 1 { 1 } else { grapheme.cell_width().into() }
}

/// The most marks on one letter that are drawn; more of them would tower over other lines.
const MARKS: usize = 8;

/// What is drawn in a grapheme's place so that every terminal gives it as many columns as it
/// takes here; `None` where that is the grapheme itself.
///
/// Terminals do not agree on characters that only change how the one before looks: some draw
/// them in its place, some beside it, which would move everything that follows in the line.
pub(crate) fn agreed(grapheme: &str) -> Option<String> {
    if grapheme.is_ascii() {
        return None;
    }
    let mut plain = String::with_capacity(grapheme.len());
    let (mut taken, mut marks) = (0, 0);
    for (at, c) in grapheme.chars().enumerate() {
        let width = c.width().unwrap_or(0);
        let looks = matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}');
        marks += usize::from(width == 0);
        if at > 0 && (looks || marks > MARKS) {
            continue;
        }
        // Marks of voice that take a column of their own, in some terminals: those that take none.
        let (c, width) = match c {
            '\u{ff9e}' if at > 0 => ('\u{3099}', 0),
            '\u{ff9f}' if at > 0 => ('\u{309a}', 0),
            '\u{ff9e}' | '\u{ff9f}' => ('?', 1),
            c => (c, width),
        };
        taken += width;
        plain.push(c);
    }
    if taken > grapheme_width(grapheme) {
        "?".clone_into(&mut plain);
    }
    (plain != grapheme).then_some(plain)
}

/// A text in at most `columns`, with `cut` in the last one when something was left out.
pub(crate) fn fit(text: &str, columns: usize, cut: &str) -> String {
    fitted(text, columns, cut).into_owned()
}

/// The same, without a copy where it fits.
pub(crate) fn fitted<'t>(text: &'t str, columns: usize, cut: &str) -> Cow<'t, str> {
    if width(text) <= columns {
        return Cow::Borrowed(text);
    }
    let room = columns.saturating_sub(width(cut));
    let mut used = 0;
    let end = text.grapheme_indices(true).find_map(|(at, grapheme)| {
        used += grapheme_width(grapheme);
        (used > room).then_some(at)
    });
    let begin = &text[..end.unwrap_or(text.len())];
    if columns < width(cut) { Cow::Borrowed(begin) } else { Cow::Owned(begin.to_owned() + cut) }
}

/// A text in exactly `columns`, filled up with spaces on the right.
pub(crate) fn left(text: &str, columns: usize, cut: &str) -> String {
    let fitted = fit(text, columns, cut);
    let missing = columns.saturating_sub(width(&fitted));
    fitted + &" ".repeat(missing)
}

/// A text in exactly `columns`, filled up with spaces on the left.
pub(crate) fn right(text: &str, columns: usize, cut: &str) -> String {
    let fitted = fit(text, columns, cut);
    let missing = columns.saturating_sub(width(&fitted));
    " ".repeat(missing) + &fitted
}

/// The lines of a text in at most `columns`, broken between words where that is possible.
pub(crate) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(1);
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        let mut used = 0;
        for word in paragraph.split_whitespace() {
            let gap = usize::from(used > 0);
            if used + gap + width(word) > columns && used > 0 {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            if used > 0 {
                line.push(' ');
                used += 1;
            }
            for grapheme in word.graphemes(true) {
                let next = grapheme_width(grapheme);
                if used + next > columns && used > 0 {
                    lines.push(std::mem::take(&mut line));
                    used = 0;
                }
                line.push_str(grapheme);
                used += next;
            }
        }
        lines.push(line);
    }
    if lines.is_empty() {
        lines.push(String::new());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn text_is_cut_at_graphemes_and_measured_by_width() {
        assert_eq!(fit("Custody healthcare", 8, "…"), "Custody…");
        assert_eq!(fit("日本語の本", 5, "…"), "日本…");
        assert_eq!(left("ab", 4, "…"), "ab  ");
        assert_eq!(right("ab", 4, "…"), "  ab");
        assert_eq!(fit("abc", 0, "…"), "");
    }

    /// Every character of which [`is_plain`] says that it can be laid out by itself.
    fn plain() -> Vec<char> {
        ('\0'..=char::MAX).filter(|c| is_plain(c.encode_utf8(&mut [0; 4]))).collect()
    }

    #[test]
    fn a_plain_character_takes_one_column_and_is_drawn_as_it_is() {
        for c in plain() {
            let character = c.to_string();
            assert_eq!(grapheme_width(&character), 1, "{c:?}");
            assert_eq!(agreed(&character), None, "{c:?}");
            assert!(!crate::domain::text::is_unsafe(c), "{c:?}");
        }
    }

    #[test]
    fn text_is_wrapped_between_words_and_long_words_are_broken() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("abcdefgh ij", 3), ["abc", "def", "gh", "ij"]);
        assert_eq!(wrap("a\n\nb", 5), ["a", "", "b"]);
    }

    #[test]
    fn what_terminals_draw_in_different_widths_is_drawn_simply() {
        for (grapheme, plain) in [
            ("❤\u{fe0f}", "❤"),
            ("1\u{fe0f}\u{20e3}", "1\u{20e3}"),
            ("👍\u{1f3fd}", "👍"),
            // Two columns where the first letter says two, and one is taken.
            ("⌚\u{fe0e}", "?"),
            ("ｶ\u{ff9e}", "ｶ\u{3099}"),
            ("\u{ff9e}", "?"),
        ] {
            assert_eq!(agreed(grapheme).as_deref(), Some(plain), "{grapheme:?}");
        }
        for grapheme in ["a", "é", "e\u{301}", "漢", "🇬🇧", "👍", "\u{1f3fd}"] {
            assert_eq!(agreed(grapheme), None, "{grapheme:?}");
        }
        let tower = format!("Z{}", "\u{30d}".repeat(50));
        assert_eq!(agreed(&tower), Some(format!("Z{}", "\u{30d}".repeat(MARKS))));
    }

    proptest! {
        #[test]
        fn plain_characters_never_join(
            text in proptest::collection::vec(proptest::sample::select(plain()), 0..30)
        ) {
            let graphemes = text.iter().collect::<String>();
            prop_assert_eq!(graphemes.graphemes(true).count(), text.len());
        }

        #[test]
        fn what_is_drawn_of_a_grapheme_is_never_wider_than_its_columns(text in "\\PC{0,20}") {
            for grapheme in text.graphemes(true) {
                let drawn = agreed(grapheme).unwrap_or_else(|| grapheme.to_owned());
                prop_assert!(grapheme_width(&drawn) <= grapheme_width(grapheme), "{grapheme:?}");
            }
        }

        #[test]
        fn no_line_is_wider_than_its_columns(text in "\\PC{0,80}", columns in 2usize..40) {
            for line in wrap(&text, columns) {
                let alone = line.graphemes(true).count() <= 1;
                prop_assert!(width(&line) <= columns || alone, "{line:?}");
            }
            prop_assert!(width(&fit(&text, columns, "…")) <= columns);
        }
    }
}
