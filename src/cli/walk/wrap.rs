//! Wrapping what is written to a width, whoever writes it.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

/// A writer that breaks long lines between words, so that every other command's texts can be used.
pub(super) struct Wrapping<W> {
    out: W,
    /// How many columns a line may have; 0 for lines that are never broken.
    width: usize,
    line: Vec<u8>,
}

impl<W: Write> Wrapping<W> {
    pub(super) const fn new(out: W, width: usize) -> Self {
        Self { out, width, line: Vec::new() }
    }

    /// Writes the line that has been gathered, without a line feed at its end.
    fn put(&mut self) -> io::Result<()> {
        let text = String::from_utf8_lossy(&self.line).into_owned();
        self.line.clear();
        self.out.write_all(wrap(&text, self.width).join("\n").as_bytes())
    }
}

impl<W: Write> Write for Wrapping<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let end = bytes.iter().position(|byte| *byte == b'\n');
        let Some(end) = end else {
            self.line.extend_from_slice(bytes);
            return Ok(bytes.len());
        };
        self.line.extend_from_slice(&bytes[..end]);
        self.put()?;
        self.out.write_all(b"\n")?;
        Ok(end + 1)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.put()?;
        self.out.flush()
    }
}

/// The lines of one line in at most `columns`, each indented like the first.
///
/// A word that is longer than a line stays whole: an address or a hash that is
/// cut in two cannot be copied, and is read out as two.
fn wrap(line: &str, columns: usize) -> Vec<String> {
    if columns == 0 || line.width() <= columns {
        return vec![line.to_owned()];
    }
    let body = line.trim_start_matches(' ');
    let indent = " ".repeat((line.len() - body.len()).min(columns / 2));
    // The space after a prompt keeps the answer apart from it.
    let end = if body.ends_with(' ') { " " } else { "" };
    let mut lines: Vec<String> = Vec::new();
    let mut last = indent.clone();
    for word in body.trim_end().split(' ') {
        let fresh = last.len() == indent.len();
        if !fresh && last.width() + 1 + word.width() > columns {
            lines.push(std::mem::replace(&mut last, indent.clone()));
        } else if !fresh {
            last.push(' ');
        }
        last.push_str(word);
    }
    lines.push(last + end);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(width: usize, text: &str) -> String {
        let mut out = Vec::new();
        let mut wrapping = Wrapping::new(&mut out, width);
        wrapping.write_all(text.as_bytes()).unwrap();
        wrapping.flush().unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_long_line_is_broken_between_words_and_keeps_its_indent() {
        assert_eq!(written(12, "one two three\n"), "one two\nthree\n");
        assert_eq!(written(12, "  one two three\n"), "  one two\n  three\n");
        assert_eq!(written(0, "one two three\n"), "one two three\n");
        assert_eq!(written(5, "\n\na\n"), "\n\na\n");
    }

    #[test]
    fn a_word_that_is_too_long_stays_whole() {
        assert_eq!(written(8, "see https://example.org now\n"), "see\nhttps://example.org\nnow\n");
    }

    #[test]
    fn a_prompt_ends_with_its_space_and_without_a_line_feed() {
        assert_eq!(written(80, "Your answer: "), "Your answer: ");
        assert_eq!(written(8, "Your long answer: "), "Your\nlong\nanswer: ");
    }

    #[test]
    fn characters_that_arrive_in_pieces_are_put_together() {
        let mut out = Vec::new();
        let mut wrapping = Wrapping::new(&mut out, 80);
        for byte in "£5 – ok\n".bytes() {
            wrapping.write_all(&[byte]).unwrap();
        }
        assert_eq!(String::from_utf8(out).unwrap(), "£5 – ok\n");
    }
}
