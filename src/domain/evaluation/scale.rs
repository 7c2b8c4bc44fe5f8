//! The marks that evaluators give, and what each of them means.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A scale: its marks with their descriptors, from the lowest to the highest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scale {
    /// The marks that can be given.
    pub marks: Vec<Mark>,
}

/// One mark of a scale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The figure.
    pub score: Decimal,
    /// What an answer has to be to earn it.
    pub descriptor: String,
}

/// The name of the scale that a new evaluation begins with.
pub const STANDARD: &str = "0 to 5";

/// The scales that are there from the start, by name.
pub const BUILT_IN: [&str; 3] = [STANDARD, "0 to 4", "0 to 10"];

const FIVE: [&str; 6] = [
    "No answer, or an answer that has nothing to do with the question.",
    "Poor: little of what is asked is met, or what is said cannot be relied on.",
    "Weak: part of what is asked is met; gaps leave real doubt that the rest will be.",
    "Sound: what is asked is met, with minor gaps or little detail in places.",
    "Good: everything asked is met, in detail and with evidence that it will be delivered.",
    "Excellent: everything asked is met with evidence, and more of worth to this contract is offered.",
];

const FOUR: [&str; 5] = [
    "No answer, or an answer that has nothing to do with the question.",
    "Weak: part of what is asked is met; gaps leave real doubt that the rest will be.",
    "Sound: what is asked is met, with minor gaps or little detail in places.",
    "Good: everything asked is met, in detail and with evidence that it will be delivered.",
    "Excellent: everything asked is met with evidence, and more of worth to this contract is offered.",
];

const TEN: [(i64, &str); 6] =
    [(0, FIVE[0]), (2, FIVE[1]), (4, FIVE[2]), (6, FIVE[3]), (8, FIVE[4]), (10, FIVE[5])];

/// The most marks that a scale can have.
const MOST_MARKS: usize = 101;

impl Scale {
    /// One of the scales that are there from the start.
    pub fn built_in(name: &str) -> Option<Self> {
        let mark = |score: i64, words: &str| Mark {
            score: Decimal::from(score),
            descriptor: words.to_owned(),
        };
        let marks = match name {
            "0 to 5" => (0i64..).zip(FIVE).map(|(score, words)| mark(score, words)).collect(),
            "0 to 4" => (0i64..).zip(FOUR).map(|(score, words)| mark(score, words)).collect(),
            "0 to 10" => {
                let words = |score: i64| {
                    let named = TEN.iter().find(|(named, _)| *named == score);
                    named.map_or_else(
                        || format!("Between {} and {}.", score - 1, score + 1),
                        |(_, words)| (*words).to_owned(),
                    )
                };
                (0..=10).map(|score| mark(score, &words(score))).collect()
            }
            _ => return None,
        };
        Some(Self { marks })
    }

    /// The highest mark; nothing for a scale without marks.
    pub fn highest(&self) -> Decimal {
        self.marks.last().map_or(Decimal::ZERO, |mark| mark.score)
    }

    /// The mark with a figure.
    pub fn mark(&self, score: Decimal) -> Option<&Mark> {
        self.marks.iter().find(|mark| mark.score == score)
    }

    /// The figures that can be given, in words: “0, 1, 2, 3, 4 or 5”.
    pub fn figures(&self) -> String {
        let all: Vec<String> =
            self.marks.iter().map(|mark| mark.score.normalize().to_string()).collect();
        match all.as_slice() {
            [] => String::new(),
            [only] => only.clone(),
            [before @ .., last] => format!("{} or {last}", before.join(", ")),
        }
    }

    /// What is wrong with the scale; `None` when it can be used.
    pub fn fault(&self) -> Option<String> {
        if self.marks.len() < 2 {
            return Some("A scale has at least two marks.".to_owned());
        }
        if self.marks.len() > MOST_MARKS {
            return Some(format!("A scale has at most {MOST_MARKS} marks."));
        }
        if self.marks[0].score != Decimal::ZERO {
            return Some("A scale begins at 0, so that no answer earns nothing.".to_owned());
        }
        let rising = self.marks.windows(2).all(|pair| pair[0].score < pair[1].score);
        if !rising {
            return Some("The marks of a scale rise, and each stands there once.".to_owned());
        }
        let beyond = |mark: &Mark| mark.score > Decimal::ONE_HUNDRED || mark.score.scale() > 2;
        if self.marks.iter().any(beyond) {
            return Some("A mark is at most 100 and has at most two decimals.".to_owned());
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_scale_can_be_used_and_describes_each_mark() {
        for name in BUILT_IN {
            let scale = Scale::built_in(name).unwrap();
            assert_eq!(scale.fault(), None, "{name}");
            assert!(scale.marks.iter().all(|mark| !mark.descriptor.is_empty()));
            assert!(name.ends_with(&scale.highest().to_string()));
        }
        assert_eq!(Scale::built_in("0 to 7"), None);
    }

    #[test]
    fn a_scale_that_cannot_be_used_says_why() {
        let scale = |scores: &[i64]| Scale {
            marks: scores
                .iter()
                .map(|score| Mark { score: Decimal::from(*score), descriptor: String::new() })
                .collect(),
        };
        assert!(scale(&[0]).fault().unwrap().contains("two marks"));
        assert!(scale(&[1, 2]).fault().unwrap().contains("begins at 0"));
        assert!(scale(&[0, 2, 1]).fault().unwrap().contains("rise"));
        assert!(scale(&[0, 1, 1]).fault().unwrap().contains("once"));
        assert!(scale(&[0, 101]).fault().unwrap().contains("at most 100"));
        assert_eq!(scale(&[0, 1, 5]).fault(), None);
        assert_eq!(scale(&[0, 1, 5]).figures(), "0, 1 or 5");
    }
}
