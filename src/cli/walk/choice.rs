//! Answers to choose from, and which of them a line means.

use crate::domain::text::{nearest, visible};

/// One answer that can be given, by its number in the list or by a word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Choice<'a, T> {
    /// What follows from it.
    pub(super) what: T,
    /// The word for it.
    pub(super) word: &'a str,
    /// Other words that are understood.
    pub(super) also: &'a [&'a str],
    /// What it does, in a sentence.
    pub(super) says: &'a str,
}

impl<'a, T> Choice<'a, T> {
    pub(super) const fn new(what: T, word: &'a str, also: &'a [&'a str], says: &'a str) -> Self {
        Self { what, word, also, says }
    }

    fn words(&self) -> impl Iterator<Item = &'a str> {
        std::iter::once(self.word).chain(self.also.iter().copied())
    }
}

/// The place in the list of what is meant by a number, a word, or the beginning of just one word.
///
/// # Errors
/// A sentence that says why nothing, or more than one thing, is meant.
pub(super) fn find<T>(choices: &[Choice<'_, T>], given: &str) -> Result<usize, String> {
    let said = visible(given.trim());
    let given = tidy(given);
    if !given.is_empty() && given.bytes().all(|byte| byte.is_ascii_digit()) {
        let number = given.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        return number.filter(|at| *at < choices.len()).ok_or_else(|| {
            format!("There is no answer {said}; they are numbered 1 to {}.", choices.len())
        });
    }
    let places = |fits: &dyn Fn(&str) -> bool| -> Vec<usize> {
        let all = choices.iter().enumerate();
        all.filter(|(_, choice)| choice.words().any(|word| fits(&tidy(word))))
            .map(|(at, _)| at)
            .collect()
    };
    if let [only] = places(&|word| word == given).as_slice() {
        return Ok(*only);
    }
    match places(&|word| !given.is_empty() && word.starts_with(&given)).as_slice() {
        [only] => Ok(*only),
        [] => {
            let words = choices.iter().flat_map(Choice::words);
            Err(nearest(&given, words).map_or_else(
                || format!("“{said}” is not an answer here."),
                |near| {
                    let near = visible(near);
                    format!("“{said}” is not an answer here. Did you mean “{near}”?")
                },
            ))
        }
        several => {
            let words: Vec<String> =
                several.iter().map(|at| format!("“{}”", visible(choices[*at].word))).collect();
            Err(format!("“{said}” could mean {}.", words.join(" or ")))
        }
    }
}

/// Whether a line is the beginning of a word for any of the choices.
pub(super) fn begins<T>(choices: &[Choice<'_, T>], given: &str) -> bool {
    let given = tidy(given);
    let mut words = choices.iter().flat_map(Choice::words);
    words.any(|word| tidy(word).starts_with(&given))
}

/// Lower case, single spaces, hyphens as spaces, no full stop at the end.
pub(super) fn tidy(given: &str) -> String {
    let given = given.to_lowercase().replace('-', " ");
    let words: Vec<&str> = given.split_whitespace().collect();
    words.join(" ").trim_end_matches('.').trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const CHOICES: [Choice<'_, u8>; 3] = [
        Choice::new(1, "done", &["tick"], "It is done."),
        Choice::new(2, "not applicable", &["n/a"], "It does not apply."),
        Choice::new(3, "note", &[], "Write a note."),
    ];

    #[test]
    fn an_answer_is_understood_by_number_word_and_beginning() {
        for (given, at) in [
            ("1", 0),
            (" Done. ", 0),
            ("tick", 0),
            ("d", 0),
            ("NOT-APPLICABLE", 1),
            ("not  applicable", 1),
            ("n/a", 1),
            ("3", 2),
            ("note", 2),
        ] {
            assert_eq!(find(&CHOICES, given), Ok(at), "{given}");
        }
    }

    #[test]
    fn what_is_not_understood_is_said_with_what_is_near() {
        let no = |given| find(&CHOICES, given).unwrap_err();
        assert_eq!(no("4"), "There is no answer 4; they are numbered 1 to 3.");
        assert_eq!(no("0"), "There is no answer 0; they are numbered 1 to 3.");
        assert_eq!(no("n"), "“n” could mean “not applicable” or “note”.");
        assert_eq!(no("doen"), "“doen” is not an answer here. Did you mean “done”?");
        assert_eq!(no("\u{1b}[31m"), "“\\u{1b}[31m” is not an answer here.");
        assert_eq!(
            no("99999999999999999999999"),
            "There is no answer 99999999999999999999999; they are numbered 1 to 3."
        );
        assert!(no("").contains("not an answer"));
    }

    proptest! {
        #[test]
        fn any_line_is_understood_or_refused_in_a_sentence(given in any::<String>()) {
            if let Err(sentence) = find(&CHOICES, &given) {
                prop_assert!(!sentence.chars().any(crate::domain::text::is_unsafe), "{sentence:?}");
            }
        }
    }
}
