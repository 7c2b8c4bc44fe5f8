//! The question about the tender as a whole: what is decided of it beside its items.

use std::io::Write;

use crate::cli::walk::answers::{AT_TENDER, Answer, OF_TENDER, in_short};
use crate::cli::walk::session::Walk;
use crate::cli::walk::talk::Step;
use crate::domain::text::visible;
use crate::policy::needs;
use crate::register::{ItemView, ProcurementView};

impl Walk<'_> {
    /// Says what is decided of the tender, in full the first time, and asks what is to change.
    pub(super) fn ask_tender(&mut self) -> Step {
        let here = Some(self.place.clone());
        let out = &mut self.talk.out;
        writeln!(out, "\nThe tender {} as a whole", self.view.reference)?;
        if self.heard != here {
            for (at, choice) in OF_TENDER.iter().enumerate() {
                let standing = visible(&standing(&self.view, choice.what));
                writeln!(out, "  {} {}: {standing}", at + 1, choice.word)?;
            }
            self.heard = here;
        }
        let picked = &[Answer::Weight, Answer::Days, Answer::Plan, Answer::Next, Answer::Back];
        writeln!(out, "{}", in_short(&AT_TENDER, picked))?;
        match self.answer("The tender", &AT_TENDER)? {
            Some(Answer::Next) => self.go_on(None),
            _ => Ok(()),
        }
    }
}

/// Where one of the decisions stands, in few words.
fn standing(view: &ProcurementView, of: Answer) -> String {
    match of {
        Answer::Weight => match &view.weighting {
            Some(set) if set.flag.is_some() => format!("{}, flagged", set.words),
            Some(set) => set.words.clone(),
            None => "none set".to_owned(),
        },
        Answer::OptOut => match (&view.opt_out, view.opting_out()) {
            (Some(record), _) => format!("opted out; {} agreed", record.agreed_by),
            (None, Ok(_)) => "not opted out".to_owned(),
            (None, Err(_)) => "the policy knows no opting out".to_owned(),
        },
        Answer::Needs => match view.answers_so_far() {
            Err(_) => "the policy does not ask for them".to_owned(),
            Ok(answers) => match needs::unanswered(&view.pack, &answers).len() {
                0 => "answered".to_owned(),
                1 => "one answer is open".to_owned(),
                more => format!("{more} answers are open"),
            },
        },
        Answer::Days => counted(view.dates.len(), "none is known", "known"),
        Answer::Plan => {
            counted(view.targets.len(), "no stage has a target", "of 13 stages have a target")
        }
        Answer::Waiting => match &view.waiting {
            None => "it waits for nobody".to_owned(),
            Some(waiting) => {
                let until = waiting.until.map(|day| format!(" until {}", day.long()));
                format!("on {}{}", waiting.on, until.unwrap_or_default())
            }
        },
        Answer::Statute if view.statute_left_out.is_some() => "left out".to_owned(),
        Answer::Statute if view.determination.statute.applies => "it applies".to_owned(),
        Answer::Statute => "nothing follows from it but the threshold".to_owned(),
        _ => view.newer_words().unwrap_or_else(|| "the one that is there now".to_owned()),
    }
}

fn counted(count: usize, none: &str, some: &str) -> String {
    if count == 0 { none.to_owned() } else { format!("{count} {some}") }
}

/// Whether an item speaks of the weight that is set for the tender.
///
/// Packs do not mark such items, so its words decide: where they mislead, a line too much is read.
pub(super) fn asks_for_weight(item: &ItemView) -> bool {
    item.text.split(|c: char| !c.is_alphabetic()).any(|word| {
        ["weight", "weighting", "weights"].iter().any(|asked| word.eq_ignore_ascii_case(asked))
    })
}
