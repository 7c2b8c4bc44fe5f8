//! `tenderbook walk`: the guided walk as plain questions and answers, line by line.
//!
//! The same walk as on the screens, with the same texts and rules and through
//! the same acts, for screen readers, dumb terminals and pipes: nothing is
//! placed, coloured or redrawn.

mod answers;
mod begin;
mod choice;
mod days;
mod end;
mod facts;
mod item;
mod needs;
mod opt_out;
mod outcomes;
mod session;
mod stage;
mod start;
mod statute;
mod talk;
mod tender;
mod weight;
mod wrap;

use std::io::{IsTerminal, Write};

use clap::Args;

use crate::cli::Settings;
use crate::cli::failure::Result;
use crate::domain::StageNo;
use crate::tui;
use begin::Which;
use session::Walk;
use talk::{Leave, Step, Talk};

/// Walk a procurement by questions and answers, line by line
///
/// The whole guided walk as plain text: it reads out each open item, asks, and
/// records the answer. Made for screen readers, dumb terminals and pipes; it
/// works without colours and never moves the cursor. Answer with a number or a
/// word; help lists the answers. Everything is recorded as soon as it is
/// answered, so it can be left at any question. The answer tender goes to what
/// is decided of the tender as a whole: its weight, opting out, the questions
/// on needs, days and plan, whom it waits for, the statute, another edition.
/// Without a reference it lists the procurements, and can start a new one.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook walk
  tenderbook walk 2026-0001
  tenderbook walk 2026-0001 --stage 4 --width 0
  tenderbook walk 2026-0001 --item test-strategy
  tenderbook walk 2026-0001 < answers.txt")]
pub(crate) struct Arguments {
    /// The reference of the procurement, such as 2026-0001; left out, it is asked for
    #[arg(value_name = "REF")]
    reference: Option<String>,
    /// Begin with this stage instead of the first open one
    #[arg(long, value_name = "STAGE", requires = "reference", allow_negative_numbers = true)]
    stage: Option<StageNo>,
    /// Begin with this item: its whole id, or its last part, such as purpose
    #[arg(long, value_name = "ITEM", requires = "reference", conflicts_with = "stage")]
    item: Option<String>,
    /// Break lines after this many characters; 0 never breaks them
    ///
    /// Left out, it is what the environment gives as COLUMNS, or the terminal's own width, or 80.
    #[arg(long, value_name = "COLUMNS", value_parser = width, allow_negative_numbers = true)]
    width: Option<usize>,
}

/// Where a walk begins.
#[derive(Debug)]
enum From {
    FirstOpen,
    Stage(StageNo),
    Item(String),
}

/// The fewest characters that lines are broken after.
const NARROWEST: usize = 20;

fn width(given: &str) -> std::result::Result<usize, String> {
    let known = given.trim().parse().ok();
    let known = known.filter(|width| *width == 0 || (NARROWEST..=1000).contains(width));
    known.ok_or_else(|| {
        let said = crate::domain::text::visible(given);
        format!("“{said}” is not a width; write 0, or a number from 20 to 1000")
    })
}

pub(crate) fn run(arguments: Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let columns = || width(&std::env::var("COLUMNS").ok()?).ok().filter(|width| *width > 0);
    let terminal = || tui::columns().filter(|columns| *columns >= NARROWEST);
    let width = arguments.width.or_else(columns).or_else(terminal).unwrap_or(80);
    let stdin = std::io::stdin();
    let echoed = stdin.is_terminal();
    let mut input = stdin.lock();
    hold(arguments, settings, Talk::new(&mut input, out, width, echoed))
}

/// Holds the conversation from its first question to its last.
fn hold<'a>(arguments: Arguments, settings: &'a Settings, mut talk: Talk<'a>) -> Result {
    let Arguments { reference, stage, item, .. } = arguments;
    let from = match (stage, item) {
        (Some(stage), _) => From::Stage(stage),
        (None, Some(item)) => From::Item(item),
        (None, None) => From::FirstOpen,
    };
    let which = match reference {
        Some(reference) => Which { reference, started: false },
        None => match begin::which(&mut talk, settings) {
            Ok(which) => which,
            Err(leave) => return left(&mut talk, leave, "Nothing was changed."),
        },
    };
    let mut walk = Walk::open(talk, settings, &which)?;
    let Err(leave) = walk.go(from);
    let (mut talk, farewell) = walk.farewell();
    left(&mut talk, leave, &farewell)
}

/// Ends the conversation: an end of the input is no failure.
fn left(talk: &mut Talk<'_>, leave: Leave, farewell: &str) -> Result {
    let end = match leave {
        Leave::Failed(failure) => return Err(failure),
        Leave::End => "The input has ended; the last question is left open.\n",
        Leave::Quit => "",
    };
    writeln!(talk.out, "{end}{farewell}")?;
    Ok(talk.out.flush()?)
}

/// What never ends by itself.
type Endless = Step<std::convert::Infallible>;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Global;
    use crate::domain::text::is_unsafe;
    use proptest::prelude::*;

    /// A walk without a reference on a register of its own, with these answers.
    fn walked(folder: &std::path::Path, answers: &str) -> (Settings, String) {
        let settings = Settings::new(Global {
            log: None,
            settings: None,
            register: vec![folder.join("register.db")],
            policies: Some(folder.to_owned()),
            officer: Some("A. Officer".to_owned()),
            take_over: false,
            theme: None,
            ascii: false,
        });
        let settings = settings.unwrap();
        let arguments = Arguments { reference: None, stage: None, item: None, width: None };
        let (mut input, mut out) = (answers.as_bytes(), Vec::new());
        hold(arguments, &settings, Talk::new(&mut input, &mut out, 80, false)).unwrap();
        (settings, String::from_utf8(out).unwrap())
    }

    fn answer() -> impl Strategy<Value = String> {
        let numbers = (0u8..25).prop_map(|number| number.to_string());
        let words = prop::sample::select(vec![
            "done",
            "evidence",
            "note",
            "n/a",
            "skip",
            "close",
            "yes",
            "no",
            "reopen",
            "undo",
            "back",
            "stages",
            "facts",
            "outcomes",
            "take away",
            "add",
            "good practice",
            "pause",
            "resume",
            "skip the stage",
            "stage 1",
            "item purpose",
            "",
            "...",
            "https://a.example",
            "help",
            "why",
            "go on",
            "items",
            "1.1",
            "list",
            "tender",
            "weight",
            "10",
            "5",
            "opt out",
            "needs",
            "days",
            "2026-12-24",
            "plan",
            "waiting",
            "The legal team until 30/6/2027",
            "over",
            "statute",
            "edition",
            "redo",
            "none",
        ]);
        prop_oneof![3 => numbers, 6 => words.prop_map(str::to_owned), 1 => "[^\n]{0,12}"]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
        #[test]
        fn no_answers_break_the_walk_and_every_change_is_told_and_journalled(
            answers in prop::collection::vec(answer(), 0..70)
        ) {
            let folder = tempfile::tempdir().unwrap();
            let new = "yes\nBins\ncumbria\ngoods\n200k\n\nunknown\nno\nbins\n44613800\nyes\n";
            let (settings, said) = walked(folder.path(), &(new.to_owned() + &answers.join("\n")));
            let harmful = said.chars().find(|c| *c != '\n' && is_unsafe(*c));
            prop_assert_eq!(harmful, None);
            let checked = settings.register().unwrap().verify().unwrap();
            prop_assert_eq!(&checked.faults, &[""; 0]);
            let told = said
                .lines()
                .filter(|line| {
                    let told = ["Recorded: ", "Undone: ", "Done again: "];
                    told.iter().any(|lead| line.starts_with(lead))
                });
            prop_assert_eq!(checked.entries, told.count(), "{}", said);
        }
    }
}
