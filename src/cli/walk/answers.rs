//! The answers to the questions of the walk, in one place for all of them.

use std::io::Write;

use crate::cli::walk::choice::{Choice, find};
use crate::cli::walk::session::{Place, Walk};
use crate::cli::walk::talk::{Leave, Step};
use crate::cli::{assess, show};

/// What can be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    Done,
    Evidence,
    NotApplicable,
    Note,
    Next,
    OpenItems,
    Why,
    Back,
    Stages,
    Facts,
    Outcomes,
    CloseStage,
    SkipStage,
    Reopen,
    AddItem,
    TakeAway,
    GoodPractice,
    Journal,
    Pause,
    CloseTender,
    Resume,
    Undo,
    Again,
    Help,
    Quit,
}

type One = Choice<'static, Answer>;

const WHY: One = Choice::new(
    Answer::Why,
    "why",
    &[],
    "What the clauses of the item say; what the policy requires of this tender, and why.",
);
const BACK: One = Choice::new(Answer::Back, "back", &["previous"], "The question before this one.");
const STAGES: One = Choice::new(
    Answer::Stages,
    "stages",
    &["go to"],
    "All 13 stages, and go to one; “stage 4” goes there at once.",
);
const FACTS: One =
    Choice::new(Answer::Facts, "facts", &[], "Read the facts of the tender, and change them.");
const OUTCOMES: One = Choice::new(
    Answer::Outcomes,
    "outcomes",
    &["measures"],
    "Read the outcomes of the policy, and choose those that are sought.",
);
const CLOSE: One = Choice::new(
    Answer::CloseStage,
    "close the stage",
    &["close stage", "complete"],
    "Close the stage; its required items have to be done or ruled out.",
);
const SKIP: One = Choice::new(
    Answer::SkipStage,
    "skip the stage",
    &["skip stage", "pass over"],
    "Pass over the stage, with a reason.",
);
const REOPEN_STAGE: One = Choice::new(
    Answer::Reopen,
    "reopen",
    &[],
    "Open a closed or skipped stage again, with a reason.",
);
const ADD: One = Choice::new(
    Answer::AddItem,
    "add an item",
    &["add item"],
    "Add an item of your own to the stage.",
);
const GOOD: One = Choice::new(
    Answer::GoodPractice,
    "good practice",
    &[],
    "Ask about items of good practice, too, which no clause demands; or no longer.",
);
const JOURNAL: One =
    Choice::new(Answer::Journal, "journal", &["history"], "The newest entries of the journal.");
const PAUSE: One = Choice::new(
    Answer::Pause,
    "pause or cancel",
    &["pause", "cancel", "state"],
    "Set the tender aside or give it up, with a reason.",
);
const UNDO: One =
    Choice::new(Answer::Undo, "undo", &[], "Take the last change of this session back.");
const AGAIN: One = Choice::new(
    Answer::Again,
    "again",
    &["repeat", "read"],
    "Read the question again, in full; an empty answer does the same.",
);
const HELP: One = Choice::new(Answer::Help, "help", &["?", "answers"], "These answers.");
const QUIT: One =
    Choice::new(Answer::Quit, "quit", &["exit"], "Leave the walk; what was recorded stays.");

/// The answers at an item. Their numbers are the same wherever the item stands.
pub(super) const AT_ITEM: [One; 22] = [
    Choice::new(Answer::Done, "done", &["tick", "yes"], "The item is done."),
    Choice::new(
        Answer::Evidence,
        "evidence",
        &["attach"],
        "Attach a note, a link or a file that shows it.",
    ),
    Choice::new(
        Answer::NotApplicable,
        "not applicable",
        &["n/a", "na", "rule out"],
        "Rule the item out, with a reason.",
    ),
    Choice::new(Answer::Note, "note", &[], "Write a note on the item, or change it."),
    Choice::new(
        Answer::Next,
        "skip for now",
        &["skip", "next", "later", "go on"],
        "Leave the item as it is and go on to the next.",
    ),
    WHY,
    BACK,
    STAGES,
    FACTS,
    OUTCOMES,
    CLOSE,
    SKIP,
    Choice::new(
        Answer::Reopen,
        "reopen",
        &["untick", "open"],
        "Make an item that is done or ruled out open again; where it is open, reopen its stage.",
    ),
    ADD,
    Choice::new(
        Answer::TakeAway,
        "take away",
        &["detach", "remove", "delete"],
        "Take evidence off the item; or the item itself, where you added it.",
    ),
    GOOD,
    JOURNAL,
    PAUSE,
    UNDO,
    AGAIN,
    HELP,
    QUIT,
];

/// The answers at the end of a stage.
pub(super) const AT_STAGE: [One; 18] = [
    Choice { also: &["close", "close stage", "complete", "yes"], ..CLOSE },
    Choice::new(
        Answer::Next,
        "go on",
        &["next", "no", "later", "skip for now"],
        "Leave the stage as it is and go on to the next that is open.",
    ),
    Choice::new(
        Answer::OpenItems,
        "items",
        &["open items"],
        "Go through the open items of the stage again.",
    ),
    SKIP,
    REOPEN_STAGE,
    WHY,
    BACK,
    STAGES,
    FACTS,
    OUTCOMES,
    ADD,
    GOOD,
    JOURNAL,
    PAUSE,
    UNDO,
    AGAIN,
    HELP,
    QUIT,
];

/// The answers when every stage is settled.
pub(super) const AT_END: [One; 11] = [
    Choice::new(
        Answer::CloseTender,
        "close the tender",
        &["close", "yes"],
        "Finish the tender, with a reason.",
    ),
    STAGES,
    WHY,
    FACTS,
    OUTCOMES,
    JOURNAL,
    PAUSE,
    BACK,
    UNDO,
    HELP,
    QUIT,
];

/// The answers at a tender that is not worked on.
pub(super) const AT_REST: [One; 7] = [
    Choice::new(Answer::Resume, "resume", &[], "Take the tender up again, with a reason."),
    Choice::new(Answer::Stages, "stages", &[], "Where all 13 stages stand."),
    WHY,
    JOURNAL,
    UNDO,
    HELP,
    QUIT,
];

/// Some of the answers in one line: “Answers: 1 done, 5 next, or help for all 18.”
pub(super) fn in_short(choices: &[One], picked: &[Answer]) -> String {
    let mut words = Vec::new();
    for answer in picked {
        if let Some(at) = choices.iter().position(|choice| choice.what == *answer) {
            words.push(format!("{} {}", at + 1, choices[at].word));
        }
    }
    format!("Answers: {}, or help for all {}.", words.join(", "), choices.len())
}

impl Walk<'_> {
    /// Asks until one of the answers is understood that concern the place; the others are done here.
    ///
    /// Gives none when the place has changed or is to be asked about again.
    pub(super) fn answer(&mut self, prompt: &str, choices: &[One]) -> Step<Option<Answer>> {
        let line = self.talk.ask(&format!("{prompt}, your answer:"))?;
        let may_go = self.view.state.is_workable();
        if line.is_empty() {
            self.heard = None;
            return Ok(None);
        }
        if let Some((to, rest)) = line.split_once(' ').filter(|_| may_go) {
            match to.to_lowercase().as_str() {
                "stage" => return self.go_to_stage(rest),
                "item" => return self.go_to_item(rest),
                _ => {}
            }
        }
        let answer = match find(choices, &line) {
            Ok(at) => choices[at].what,
            Err(sentence) => {
                self.talk.say(&format!("{sentence} help lists the answers."))?;
                return Ok(None);
            }
        };
        match answer {
            Answer::Why => {
                if let Place::Item(id) = &self.place
                    && let Some(item) = self.view.item(id)
                {
                    writeln!(self.talk.out, "Why this item")?;
                    show::item_grounds(&mut self.talk.out, 2, item)?;
                }
                self.talk.say("What the policy requires, and why")?;
                assess::grounds(&mut self.talk.out, &self.view.determination, &self.view.facts)?;
            }
            Answer::Back => self.back()?,
            Answer::Stages => self.stages()?,
            Answer::Facts => self.facts()?,
            Answer::Outcomes => self.outcomes()?,
            Answer::GoodPractice => self.switch_good_practice()?,
            Answer::Journal => self.journal()?,
            Answer::Pause => self.pause()?,
            Answer::Undo => self.undo()?,
            Answer::Again => self.heard = None,
            Answer::Help => self.help(choices)?,
            Answer::Quit => return Err(Leave::Quit),
            answer => return Ok(Some(answer)),
        }
        Ok(None)
    }

    fn go_to_stage(&mut self, said: &str) -> Step<Option<Answer>> {
        match said.parse() {
            Ok(stage) => self.enter(stage)?,
            Err(why) => self.talk.say(&format!("{why}."))?,
        }
        Ok(None)
    }

    fn go_to_item(&mut self, said: &str) -> Step<Option<Answer>> {
        match self.view.find_item(said.trim()).map(|item| item.id.clone()) {
            Ok(id) => {
                self.heard = None;
                self.go_to(Place::Item(id));
            }
            Err(fault) => self.talk.say_fault(&fault)?,
        }
        Ok(None)
    }

    fn help(&mut self, choices: &[One]) -> Step {
        self.talk.say("The answers here, by number or word; the beginning of a word is enough:")?;
        for (at, choice) in choices.iter().enumerate() {
            writeln!(self.talk.out, "  {} {}: {}", at + 1, choice.word, choice.says)?;
        }
        self.talk.say(&format!(
            "“stage 4” goes to a stage, “item NAME” to an item. The weight, the questions on needs, and opting out have commands of their own: “tenderbook weight --help”, “tenderbook needs {0}”, “tenderbook opt-out --help”.",
            self.view.reference
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_an_answer_means_that_answer() {
        for choices in [&AT_ITEM[..], &AT_STAGE, &AT_END, &AT_REST] {
            for (at, choice) in choices.iter().enumerate() {
                for word in std::iter::once(&choice.word).chain(choice.also) {
                    assert_eq!(find(choices, word), Ok(at), "{word}");
                }
                assert_eq!(find(choices, &(at + 1).to_string()), Ok(at));
                assert!(choice.says.ends_with('.'), "{}", choice.says);
            }
        }
    }
}
