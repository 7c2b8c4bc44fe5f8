//! Matching text against what the officer has typed: whether, how well, and where.
//!
//! The only place that knows the matcher. Lists are filtered by words, each of
//! which must stand somewhere; the palette matches letters in order.

use std::cell::RefCell;
use std::cmp::Reverse;

use nucleo_matcher::chars::{normalize, to_lower_case};
use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use ratatui::style::{Modifier, Style};
use unicode_segmentation::UnicodeSegmentation;

use crate::tui::Theme;

thread_local! {
    // The matcher's working memory: made once, since it is large.
    static MATCHER: RefCell<Matcher> = RefCell::new(Matcher::new(Config::DEFAULT));
}

/// What is looked for.
#[derive(Debug, Clone)]
pub(crate) enum Needle {
    /// Words, each of which must stand somewhere.
    Words(Vec<Vec<char>>),
    /// Words whose letters must stand in order, with others between them.
    Loose { typed: Vec<Vec<char>>, pattern: Pattern },
}

/// Where a text matches, and how well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// How well: more is better. Among matches that hold the words as they were typed it does
    /// not count how long the text is.
    pub(crate) score: Score,
    /// The places of the graphemes that match, in order.
    pub(crate) at: Vec<usize>,
}

/// How well a text matches; the greater the better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Score {
    /// Whether the words stand there as they were typed, each at the beginning of a word (2),
    /// anywhere (1), or only their letters in order (0).
    pub(crate) closeness: u8,
    /// How early the first of them stands.
    pub(crate) early: Reverse<usize>,
    /// What the matcher thinks of it.
    pub(crate) matcher: u32,
}

/// A text as the matcher sees it: the first character of each grapheme.
fn characters(text: &str) -> Vec<char> {
    text.graphemes(true).filter_map(|grapheme| grapheme.chars().next()).collect()
}

/// The same without case and accents.
fn folded(text: &str) -> Vec<char> {
    characters(text).into_iter().map(|c| to_lower_case(normalize(c))).collect()
}

impl Needle {
    /// Looks for words, each of which must stand somewhere.
    pub(crate) fn words(typed: &str) -> Self {
        Self::Words(typed.split_whitespace().map(folded).collect())
    }

    /// Looks for words whose letters must stand in order.
    pub(crate) fn loose(typed: &str) -> Self {
        let pattern =
            Pattern::new(typed, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
        Self::Loose { typed: typed.split_whitespace().map(folded).collect(), pattern }
    }

    /// Whether a text matches, how well, and where.
    pub(crate) fn find(&self, text: &str) -> Option<Found> {
        match self {
            Self::Words(words) => as_typed(words, &folded(text)),
            Self::Loose { typed, pattern } => {
                if let Some(found) = as_typed(typed, &folded(text)) {
                    return Some(found);
                }
                let (matcher, at) = loosely(pattern, &characters(text))?;
                Some(Found { score: Score { closeness: 0, early: Reverse(0), matcher }, at })
            }
        }
    }

    /// Whether a text matches.
    pub(crate) fn matches(&self, text: &str) -> bool {
        self.find(text).is_some()
    }

    /// The graphemes to mark in a part of a text that matches as a whole.
    pub(crate) fn marks(&self, part: &str) -> Vec<usize> {
        match self {
            Self::Words(words) if words.is_empty() => Vec::new(),
            Self::Words(words) => marked(words, &folded(part)),
            Self::Loose { .. } => self.find(part).map(|found| found.at).unwrap_or_default(),
        }
    }
}

/// Where a word begins in a text.
fn places(word: &[char], text: &[char]) -> Vec<usize> {
    if word.is_empty() {
        return vec![0];
    }
    text.windows(word.len())
        .enumerate()
        .filter(|(_, window)| *window == word)
        .map(|(at, _)| at)
        .collect()
}

/// Where the letters of all the words stand in order, and what the matcher thinks of it.
fn loosely(pattern: &Pattern, text: &[char]) -> Option<(u32, Vec<usize>)> {
    let (mut score, mut all) = (0, Vec::new());
    for word in &pattern.atoms {
        let mut at = Vec::new();
        score += MATCHER.with_borrow_mut(|matcher| {
            word.indices(Utf32Str::Unicode(text), matcher, &mut at).map(u32::from)
        })?;
        let at = sorted(at.into_iter().filter_map(|place| usize::try_from(place).ok()));
        if let (Some(first), Some(last)) = (at.first(), at.last()) {
            // Letters that are strewn over a long text were hardly meant.
            if last - first > at.len() * 3 + 4 {
                return None;
            }
        }
        all.extend(at);
    }
    Some((score, sorted(all.into_iter())))
}

/// Where all the words stand as they were typed, and how well.
fn as_typed(words: &[Vec<char>], text: &[char]) -> Option<Found> {
    let begins = |at: usize| at == 0 || !text[at - 1].is_alphanumeric();
    let mut closeness = 2;
    let mut early = usize::MAX;
    for word in words {
        let places = places(word, text);
        let first = *places.first()?;
        let best = places.into_iter().find(|at| begins(*at));
        if best.is_none() {
            closeness = 1;
        }
        early = early.min(best.unwrap_or(first));
    }
    let score = Score { closeness, early: Reverse(early), matcher: 0 };
    Some(Found { score, at: marked(words, text) })
}

/// Every place in a text that belongs to one of the words.
fn marked(words: &[Vec<char>], text: &[char]) -> Vec<usize> {
    sorted(words.iter().flat_map(|word| {
        places(word, text).into_iter().flat_map(|begin| begin..begin + word.len())
    }))
}

fn sorted(at: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut at: Vec<usize> = at.collect();
    at.sort_unstable();
    at.dedup();
    at
}

/// What a mark adds to the style of the text that it lies on; seen without colour, too.
pub(crate) fn mark(theme: &Theme, text: Style) -> Style {
    let plain = Style::new();
    if text == theme.selected {
        // The accent might not be seen on the colour of the selected line.
        plain.add_modifier(Modifier::BOLD | Modifier::UNDERLINED)
    } else if text == theme.selected_elsewhere {
        plain.add_modifier(Modifier::REVERSED)
    } else {
        theme.accent.add_modifier(Modifier::UNDERLINED)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::ThemeName;
    use proptest::prelude::*;
    use strum::IntoEnumIterator;

    #[test]
    fn every_word_must_stand_somewhere_and_all_its_places_are_marked() {
        let needle = Needle::words("Hold WHO");
        assert_eq!(needle.find("Who holds what").unwrap().at, [0, 1, 2, 4, 5, 6, 7]);
        assert_eq!(needle.find("who has it"), None);
        assert_eq!(needle.marks("who has it"), [0, 1, 2]);
        assert_eq!(Needle::words("aa").marks("aaab"), [0, 1, 2]);
    }

    #[test]
    fn nothing_typed_matches_everything_and_marks_nothing() {
        for needle in [Needle::words("  "), Needle::loose("")] {
            assert_eq!(needle.find("Custody").unwrap().at, Vec::<usize>::new());
            assert!(needle.marks("Custody").is_empty());
        }
    }

    #[test]
    fn case_and_accents_are_passed_over_and_places_count_graphemes() {
        // A combining accent is part of the grapheme that it follows.
        assert_eq!(Needle::words("cafe").find("The Cafe\u{301}").unwrap().at, [4, 5, 6, 7]);
        assert_eq!(Needle::words("llyn").find("Llŷn").unwrap().at, [0, 1, 2, 3]);
        let found = Needle::loose("dx").find("e\u{301}e\u{301} d x").unwrap();
        assert_eq!(found.at, [3, 5]);
    }

    #[test]
    fn letters_in_order_are_found_and_whole_words_are_better() {
        let needle = Needle::loose("clst");
        let whole = needle.find("Close stage").unwrap();
        assert_eq!(whole.at.len(), 4);
        assert!(needle.find("stage close").is_none());
        let needle = Needle::loose("stage");
        let near = needle.find("Close stage").unwrap();
        assert!(near.score > needle.find("Take the backstage lift").unwrap().score);
        assert!(near.score < needle.find("Stage 4").unwrap().score);
        assert!(near.score > needle.find("stxage").unwrap().score);
        assert_eq!(needle.find("Steps towards paying staff the Living Wage"), None);
    }

    #[test]
    fn a_mark_changes_more_than_the_colour_in_every_theme() {
        for name in ThemeName::iter() {
            let theme = Theme::named(name);
            for style in [theme.text, theme.dim, theme.selected, theme.selected_elsewhere] {
                let marked = style.patch(mark(&theme, style));
                assert_ne!(marked.add_modifier, style.add_modifier, "{name}");
            }
        }
    }

    proptest! {
        #[test]
        fn marks_lie_inside_the_text(text in "\\PC{0,60}", typed in "\\PC{0,8}") {
            let length = text.graphemes(true).count();
            for needle in [Needle::words(&typed), Needle::loose(&typed)] {
                for place in needle.find(&text).map(|found| found.at).unwrap_or_default() {
                    prop_assert!(place < length);
                }
            }
        }
    }
}
