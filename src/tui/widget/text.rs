//! Laying text out in columns: measured by width, cut at graphemes, wrapped at words.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// How many columns a text takes when it is drawn, which happens grapheme by grapheme.
pub(crate) fn width(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.graphemes(true).map(UnicodeWidthStr::width).sum()
    }
}

/// A text in at most `columns`, with `cut` in the last one when something was left out.
pub(crate) fn fit(text: &str, columns: usize, cut: &str) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let room = columns.saturating_sub(cut.width());
    let mut fitted = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        let next = grapheme.width();
        if used + next > room {
            break;
        }
        fitted.push_str(grapheme);
        used += next;
    }
    if columns >= cut.width() {
        fitted.push_str(cut);
    }
    fitted
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

/// A text that begins with a capital letter.
pub(crate) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    let first: String = chars.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    first + chars.as_str()
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
                let next = grapheme.width();
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

    #[test]
    fn text_is_wrapped_between_words_and_long_words_are_broken() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("abcdefgh ij", 3), ["abc", "def", "gh", "ij"]);
        assert_eq!(wrap("a\n\nb", 5), ["a", "", "b"]);
    }

    proptest! {
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
