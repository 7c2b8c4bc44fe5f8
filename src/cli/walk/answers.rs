//! The answers to the questions of the walk, in one place for all of them.

use std::io::Write;

use crate::cli::walk::choice::{Choice, begins, find};
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
    Tender,
    Weight,
    OptOut,
    Needs,
    Days,
    Plan,
    Waiting,
    Statute,
    Edition,
    Undo,
    Redo,
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
const REDO: One =
    Choice::new(Answer::Redo, "redo", &["do again"], "Do again what was undone last.");
const TENDER: One = Choice::new(
    Answer::Tender,
    "tender",
    &["decisions", "the tender"],
    "What is decided of the tender as a whole: weight, opting out, needs, days, plan, waiting, statute, edition; each of these words goes there at once.",
);
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
pub(super) const AT_ITEM: [One; 24] = [
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
    TENDER,
    UNDO,
    REDO,
    AGAIN,
    HELP,
    QUIT,
];

/// The answers at the end of a stage.
pub(super) const AT_STAGE: [One; 20] = [
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
    TENDER,
    UNDO,
    REDO,
    AGAIN,
    HELP,
    QUIT,
];

/// The answers when every stage is settled.
pub(super) const AT_END: [One; 13] = [
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
    TENDER,
    BACK,
    UNDO,
    REDO,
    HELP,
    QUIT,
];

/// What is decided of the tender as a whole; understood by these words wherever it is worked on.
pub(super) const OF_TENDER: [One; 8] = [
    Choice::new(
        Answer::Weight,
        "weight",
        &["weighting"],
        "Set the weight of social value, held against what the policy asks for, or take it away.",
    ),
    Choice::new(
        Answer::OptOut,
        "opt out",
        &["opting out", "revoke"],
        "Leave social value out, where the policy allows it, or revoke that.",
    ),
    Choice::new(
        Answer::Needs,
        "needs",
        &["questions", "impact", "objectives"],
        "The three questions on impact, objectives and needs, and which weight follows.",
    ),
    Choice::new(
        Answer::Days,
        "days",
        &["dates", "date"],
        "The days of the tender, and the time limits of the statute that run from them.",
    ),
    Choice::new(
        Answer::Plan,
        "plan",
        &["targets", "target"],
        "By when each stage is to be finished, and what cannot hold.",
    ),
    Choice::new(
        Answer::Waiting,
        "waiting",
        &["wait", "waits for"],
        "Whom the tender waits for, and until when.",
    ),
    Choice::new(
        Answer::Statute,
        "statute",
        &["law"],
        "Leave the statute out of this tender, with a reason, or let it apply again.",
    ),
    Choice::new(
        Answer::Edition,
        "edition",
        &["upgrade", "policy upgrade"],
        "What another edition of the policy or of the statute would change; move to it.",
    ),
];

/// The answers at the tender as a whole.
pub(super) const AT_TENDER: [One; 21] = [
    OF_TENDER[0],
    OF_TENDER[1],
    OF_TENDER[2],
    OF_TENDER[3],
    OF_TENDER[4],
    OF_TENDER[5],
    OF_TENDER[6],
    OF_TENDER[7],
    Choice::new(Answer::Next, "go on", &["next"], "Go on with the first stage that is open."),
    WHY,
    BACK,
    STAGES,
    FACTS,
    OUTCOMES,
    JOURNAL,
    PAUSE,
    UNDO,
    REDO,
    AGAIN,
    HELP,
    QUIT,
];

/// The answers at a tender that is not worked on.
pub(super) const AT_REST: [One; 8] = [
    Choice::new(Answer::Resume, "resume", &[], "Take the tender up again, with a reason."),
    Choice::new(Answer::Stages, "stages", &[], "Where all 13 stages stand."),
    WHY,
    JOURNAL,
    UNDO,
    REDO,
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
        let answer = match meant(choices, &line, may_go) {
            Ok(answer) => answer,
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
            Answer::Tender => {
                self.heard = None;
                self.go_to(Place::Tender);
            }
            Answer::Weight => self.weight()?,
            Answer::OptOut => self.opt_out()?,
            Answer::Needs => self.needs()?,
            Answer::Days => self.days()?,
            Answer::Plan => self.plan()?,
            Answer::Waiting => self.waiting()?,
            Answer::Statute => self.statute()?,
            Answer::Edition => self.edition()?,
            Answer::Undo => self.undo()?,
            Answer::Redo => self.redo()?,
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
        self.talk.say("“stage 4” goes to a stage, “item NAME” to an item.")
    }
}

/// The answer that is meant: one of the place, or what is decided of the tender by its word.
fn meant(choices: &[One], line: &str, may_go: bool) -> Result<Answer, String> {
    let here = find(choices, line).map(|at| choices[at].what);
    let number = line.trim().bytes().all(|byte| byte.is_ascii_digit());
    // Where several answers of the place could be meant, none of the others is.
    if here.is_ok() || !may_go || number || begins(choices, line) {
        return here;
    }
    let all = [choices, &OF_TENDER].concat();
    find(&all, line).map(|at| all[at].what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_an_answer_means_that_answer() {
        for choices in [&AT_ITEM[..], &AT_STAGE, &AT_TENDER, &AT_END, &AT_REST, &OF_TENDER] {
            for (at, choice) in choices.iter().enumerate() {
                for word in std::iter::once(&choice.word).chain(choice.also) {
                    assert_eq!(find(choices, word), Ok(at), "{word}");
                }
                assert_eq!(find(choices, &(at + 1).to_string()), Ok(at));
                assert!(choice.says.ends_with('.'), "{}", choice.says);
            }
        }
        for choices in [&AT_ITEM[..], &AT_STAGE, &AT_TENDER, &AT_END] {
            for choice in &OF_TENDER {
                for word in std::iter::once(&choice.word).chain(choice.also) {
                    assert_eq!(meant(choices, word, true), Ok(choice.what), "{word}");
                }
            }
        }
    }
}
