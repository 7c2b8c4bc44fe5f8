//! Text in which some places are marked: in one line, or wrapped over several.

use std::collections::BTreeSet;
use std::ops::Range;

use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use unicode_segmentation::UnicodeSegmentation;

use crate::domain::text::{around, visible};
use crate::tui::Look;
use crate::tui::widget::text;

/// A text with its marked places, in bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Marked<'a> {
    pub(crate) text: &'a str,
    pub(crate) marks: &'a [Range<usize>],
    /// Where it begins to be of interest: what is before is left out without a sign of it.
    pub(crate) from: usize,
}

/// Among so many marks the best place is looked for.
const MOST: usize = 50;

/// The style of a match: never by colour alone.
pub(crate) fn style(look: &Look, base: Style) -> Style {
    base.patch(look.theme.accent).add_modifier(Modifier::UNDERLINED | Modifier::BOLD)
}

impl Marked<'_> {
    /// The marked place from which on most different words are in sight, or the beginning.
    fn focus(&self, columns: usize) -> Range<usize> {
        let words = |at: usize| {
            let end = self.marks[at].start + columns * 3 / 4;
            let near = self.marks[at..].iter().take_while(|mark| mark.end <= end);
            near.map(|mark| self.text[mark.clone()].to_lowercase()).collect::<BTreeSet<_>>().len()
        };
        // Of those that are as good, the first.
        let places = (0..self.marks.len().min(MOST)).rev();
        places.max_by_key(|at| words(*at)).map_or(0..0, |at| self.marks[at].clone())
    }

    /// The part of the text that is shown in so many columns.
    fn part(&self, columns: usize) -> Range<usize> {
        let part = around(self.text, &self.focus(columns), columns.max(1));
        let start = part.start.max(self.from);
        start..part.end.max(start)
    }

    /// Pieces of a part of the text, each with whether it is marked; fit to be drawn.
    fn pieces(&self, part: &Range<usize>) -> Vec<(String, bool)> {
        let mut pieces = Vec::new();
        let mut at = part.start;
        let mut push = |from: usize, to: usize, marked: bool| {
            if from < to {
                pieces.push((visible(&self.text[from..to].replace('\n', " ")), marked));
            }
        };
        for mark in self.marks {
            let (from, to) = (mark.start.max(at), mark.end.min(part.end));
            if from < to {
                push(at, from, false);
                push(from, to, true);
                at = to;
            }
        }
        push(at, part.end, false);
        pieces
    }

    /// The text around its marks in one line of at most so many columns.
    pub(crate) fn line(&self, columns: usize, look: &Look, base: Style) -> Line<'static> {
        let cut = look.glyphs.cut;
        let part = self.part(columns.saturating_sub(2));
        let mut spans = Vec::new();
        if part.start > self.from {
            spans.push(Span::styled(cut, base));
        }
        let mut room = columns.saturating_sub(1 + usize::from(part.start > self.from));
        for (piece, marked) in self.pieces(&part) {
            let fitted = text::fit(&piece, room, cut);
            let whole = fitted == piece;
            room -= text::width(&fitted).min(room);
            spans.push(Span::styled(fitted, if marked { style(look, base) } else { base }));
            if !whole {
                return Line::from(spans);
            }
        }
        if part.end < self.text.len() {
            spans.push(Span::styled(cut, base));
        }
        Line::from(spans)
    }

    /// The text around its marks in at most so many lines.
    pub(crate) fn lines(
        &self,
        columns: usize,
        most: usize,
        look: &Look,
        base: Style,
    ) -> Vec<Line<'static>> {
        let columns = columns.max(1);
        let part = self.part(columns * most * 7 / 8);
        let mut lines: Vec<Vec<(String, bool)>> = vec![Vec::new()];
        let mut used = 0;
        if part.start > self.from {
            lines[0].push((format!("{} ", look.glyphs.cut), false));
            used = text::width(look.glyphs.cut) + 1;
        }
        for word in self.words(&part) {
            let width: usize = word.iter().map(|(piece, _)| text::width(piece)).sum();
            if used > 0 && used + width > columns {
                lines.push(Vec::new());
                used = 0;
            }
            for (piece, marked) in word {
                for grapheme in piece.graphemes(true) {
                    let next = text::width(grapheme);
                    if used > 0 && used + next > columns {
                        lines.push(Vec::new());
                        used = 0;
                    }
                    // A line begins with a word, not with the gap before it, and a gap is one space.
                    let gap = lines.last().and_then(|line| line.last());
                    let gap = gap.is_some_and(|(piece, _)| piece.ends_with(' '));
                    if grapheme == " " && (used == 0 || gap) {
                        continue;
                    }
                    used += next;
                    let Some(line) = lines.last_mut() else { continue };
                    match line.last_mut() {
                        Some((last, same)) if *same == marked => last.push_str(grapheme),
                        _ => line.push((grapheme.to_owned(), marked)),
                    }
                }
            }
        }
        let goes_on = part.end < self.text.len() || lines.len() > most;
        lines.truncate(most);
        if let Some(line) = lines.last_mut().filter(|_| goes_on) {
            line.push((format!(" {}", look.glyphs.cut), false));
        }
        let styled = |(piece, marked): (String, bool)| {
            Span::styled(piece, if marked { style(look, base) } else { base })
        };
        lines.into_iter().map(|line| line.into_iter().map(styled).collect()).collect()
    }

    /// The words of a part, each with the gap before it.
    fn words(&self, part: &Range<usize>) -> Vec<Vec<(String, bool)>> {
        let mut words = Vec::new();
        let mut from = part.start;
        let mut in_gap = true;
        for (at, c) in self.text[part.clone()].char_indices() {
            let gap = c.is_whitespace();
            if gap && !in_gap {
                words.push(self.pieces(&(from..part.start + at)));
                from = part.start + at;
            }
            in_gap = gap;
        }
        words.push(self.pieces(&(from..part.end)));
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(lines: &[Line<'_>]) -> Vec<String> {
        let line = |line: &Line<'_>| line.spans.iter().map(|span| span.content.as_ref()).collect();
        lines.iter().map(line).collect()
    }

    fn marked<'a>(text: &'a str, marks: &'a [Range<usize>]) -> Marked<'a> {
        Marked { text, marks, from: 0 }
    }

    #[test]
    fn a_line_shows_the_place_where_most_words_are_together() {
        let look = crate::tui::Look::of(&crate::settings::Preferences::default());
        let text = "The need was confirmed for the whole force in 2025; minutes of the need";
        let marks = [4..8, 52..59, 67..71];
        let line = marked(text, &marks).line(30, &look, Style::new());
        assert_eq!(shown(&[line]), ["…2025; minutes of the need"]);
        let whole = marked(text, &marks).line(90, &look, Style::new());
        assert_eq!(shown(std::slice::from_ref(&whole)), [text]);
        let styles: Vec<bool> =
            whole.spans.iter().map(|span| span.style == style(&look, Style::new())).collect();
        assert_eq!(styles, [false, true, false, true, false, true]);
    }

    #[test]
    fn lines_are_wrapped_between_words_and_say_where_text_is_left_out() {
        let look = crate::tui::Look::of(&crate::settings::Preferences::default());
        let text = "one two three\nfour five\u{1b} six";
        let lines = marked(text, &[4..7, 8..8]).lines(10, 5, &look, Style::new());
        assert_eq!(shown(&lines), ["one two", "three four", "five\\u{1b}", "six"]);
        let long = "word ".repeat(100) + "here" + &" word".repeat(100);
        let lines = marked(&long, &[500..504, 504..504]).lines(20, 3, &look, Style::new());
        let text = shown(&lines).join("|");
        assert!(lines.len() <= 3 && text.contains("here"), "{text}");
        assert!(text.starts_with('…') && text.ends_with('…'), "{text}");
    }

    proptest::proptest! {
        #[test]
        fn no_line_is_wider_than_its_columns(
            text in "[a-zé日\u{301}👩 \n\u{1b}]{0,60}",
            cuts in proptest::collection::vec(0usize..60, 4),
            columns in 4usize..40,
        ) {
            let look = crate::tui::Look::of(&crate::settings::Preferences::default());
            let mut ends: Vec<usize> = cuts
                .iter()
                .map(|cut| text.char_indices().nth(*cut).map_or(text.len(), |(at, _)| at))
                .collect();
            ends.sort_unstable();
            let marks = [ends[0]..ends[1], ends[2]..ends[3]];
            let line = marked(&text, &marks).line(columns, &look, Style::new());
            proptest::prop_assert!(text::width(&shown(&[line])[0]) <= columns);
            let lines = marked(&text, &marks).lines(columns, 3, &look, Style::new());
            proptest::prop_assert!(lines.len() <= 3);
        }
    }
}
