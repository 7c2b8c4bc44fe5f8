//! `tenderbook walk`: the guided walk as plain questions and answers, line by line.
//!
//! The same walk as on the screens, with the same texts and rules and through
//! the same acts, for screen readers, dumb terminals and pipes: nothing is
//! placed, coloured or redrawn.

mod answers;
mod begin;
mod choice;
mod facts;
mod item;
mod outcomes;
mod session;
mod stage;
mod start;
mod talk;
mod tender;
mod wrap;

use std::io::{IsTerminal, Write};

use clap::Args;

use crate::cli::Settings;
use crate::cli::failure::Result;
use crate::domain::StageNo;
use begin::Which;
use session::Walk;
use talk::{Leave, Step, Talk};

/// Walk a procurement by questions and answers, line by line
///
/// The whole guided walk as plain text: it reads out each open item, asks, and
/// records the answer. Made for screen readers, dumb terminals and pipes; it
/// works without colours and never moves the cursor. Answer with a number or a
/// word; help lists the answers. Everything is recorded as soon as it is
/// answered, so it can be left at any question. Without a reference it lists
/// the procurements, and can start a new one.
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
    /// Left out, it is what the environment gives as COLUMNS, or 80.
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

fn width(given: &str) -> std::result::Result<usize, String> {
    let known =
        given.trim().parse().ok().filter(|width| *width == 0 || (20..=1000).contains(width));
    known.ok_or_else(|| {
        let said = crate::domain::text::visible(given);
        format!("“{said}” is not a width; write 0, or a number from 20 to 1000")
    })
}

pub(crate) fn run(arguments: Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let Arguments { reference, stage, item, width: given } = arguments;
    let columns = || width(&std::env::var("COLUMNS").ok()?).ok().filter(|width| *width > 0);
    let width = given.or_else(columns).unwrap_or(80);
    let stdin = std::io::stdin();
    let echoed = stdin.is_terminal();
    let mut input = stdin.lock();
    let mut talk = Talk::new(&mut input, out, width, echoed);
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
