//! What a bid says: answers, offers, and what it clarified.

use std::io::Write;

use clap::{ArgGroup, Args};
use rust_decimal::Decimal;

use crate::cli::Settings;
use crate::cli::evaluation::deed::{self, Which};
use crate::cli::evaluation::find;
use crate::cli::failure::{Failure, Result};
use crate::cli::value;
use crate::domain::Date;
use crate::domain::evaluation::{Clarification, Offer};
use crate::domain::evidence::is_link;
use crate::domain::outcome::quantity;
use crate::domain::text::visible;
use crate::register::{EvaluationAct, EvaluationView, Fault, NewEvidence};

/// Record what a bid answers to a question, or where the answer is
#[derive(Debug, Args)]
#[command(
    group(ArgGroup::new("given").required(true).args(["text", "file", "clear"])),
    after_help = "Examples:
  tenderbook evaluation bid answer 2026-0001 Acme 1.1 \"Two nurses on site; pages 4 to 6\"
  tenderbook evaluation bid answer 2026-0001 Acme 1.1 --file bids/acme-1.1.pdf
  tenderbook evaluation bid answer 2026-0001 Acme 1.1 --clear"
)]
pub(crate) struct Answer {
    #[command(flatten)]
    which: Which,
    /// The bid, by its supplier
    #[arg(value_name = "BID")]
    bid: String,
    /// The question, by its number or title
    #[arg(value_name = "QUESTION")]
    question: String,
    /// A note, or an address such as https://...
    #[arg(value_name = "TEXT")]
    text: Option<String>,
    /// A file; its size and SHA-256 are recorded, its content stays where it is
    #[arg(long, value_name = "PATH")]
    file: Option<String>,
    /// Take the answer away
    #[arg(long)]
    clear: bool,
}

pub(super) fn answer(arguments: Answer, settings: &Settings, out: &mut impl Write) -> Result {
    let Answer { which, bid, question, text, file, clear: _ } = arguments;
    deed::perform(out, settings, &which.reference, "The answer was not recorded.", |view| {
        let lot = which.lot_of(view, &[&bid, &question])?;
        let note = text.map(|text| {
            if is_link(&text) {
                NewEvidence::Link { address: text }
            } else {
                NewEvidence::Note { text }
            }
        });
        Ok(EvaluationAct::Answer {
            bid: find::bid(view, lot, &bid)?.uid,
            question: find::question(view, lot, &question)?.uid,
            answer: file.map(|path| NewEvidence::File { path }).or(note),
        })
    })
}

/// Record what a bid offers of an outcome or measure
#[derive(Debug, Args)]
#[command(
    group(ArgGroup::new("given").required(true).multiple(true).args(["quantity", "words", "clear"])),
    after_help = "Examples:
  tenderbook evaluation bid offer 2026-0001 Acme 1.1.apprentices --quantity 4
  tenderbook evaluation bid offer 2026-0001 Acme apprentices --quantity 4 --words \"Two in each year\"
  tenderbook evaluation bid offer 2026-0001 Acme apprentices --clear"
)]
pub(crate) struct OfferArguments {
    #[command(flatten)]
    which: Which,
    /// The bid, by its supplier
    #[arg(value_name = "BID")]
    bid: String,
    /// The outcome or measure, by its id, the last part of it, or its words
    #[arg(value_name = "MEASURE")]
    measure: String,
    /// How much, in the unit of the measure
    #[arg(long, value_name = "NUMBER", value_parser = quantity, allow_negative_numbers = true)]
    quantity: Option<Decimal>,
    /// The offer in words
    #[arg(long, value_name = "TEXT")]
    words: Option<String>,
    /// Take the offer away
    #[arg(long, conflicts_with_all = ["quantity", "words"])]
    clear: bool,
}

pub(super) fn offer(
    arguments: OfferArguments,
    settings: &Settings,
    out: &mut impl Write,
) -> Result {
    let OfferArguments { which, bid, measure, quantity, words, clear } = arguments;
    deed::perform(out, settings, &which.reference, "The offer was not recorded.", |view| {
        let lot = which.lot_of(view, &[&bid])?;
        let bid = find::bid(view, lot, &bid)?.uid;
        let measure = find::measure(view, &measure)?;
        let offer = (!clear).then_some(Offer { quantity, words });
        Ok(EvaluationAct::OfferMeasure { bid, measure, offer })
    })
}

/// Record a question to a bidder, or what came back
///
/// With --asked it is a new question; with --answered alone it is the answer to
/// the one that is open, or to the one whose number is given.
#[derive(Debug, Args)]
#[command(
    group(ArgGroup::new("given").required(true).multiple(true).args(["asked", "answered"])),
    after_help = "Examples:
  tenderbook evaluation bid clarify 2026-0001 Acme --asked \"Is travel included?\" --on 2026-06-03
  tenderbook evaluation bid clarify 2026-0001 Acme --answered \"Yes, all travel\"
  tenderbook evaluation bid clarify 2026-0001 Acme --number 2 --answered \"No\""
)]
pub(crate) struct Clarify {
    #[command(flatten)]
    which: Which,
    /// The bid, by its supplier
    #[arg(value_name = "BID")]
    bid: String,
    /// What was asked
    #[arg(long, value_name = "TEXT")]
    asked: Option<String>,
    /// What was answered
    #[arg(long, value_name = "TEXT")]
    answered: Option<String>,
    /// The day on which it was asked; left out it is today
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    /// Which question of the bid is changed, by its number or uid
    #[arg(long, value_name = "NUMBER")]
    number: Option<String>,
}

pub(super) fn clarify(arguments: Clarify, settings: &Settings, out: &mut impl Write) -> Result {
    let Clarify { which, bid, asked, answered, on, number } = arguments;
    let today = settings.context().today;
    let not_done = "The clarification was not recorded.";
    deed::perform(out, settings, &which.reference, not_done, |view| {
        let lot = which.lot_of(view, &[&bid])?;
        let bid = find::bid(view, lot, &bid)?.uid;
        let before = match (&asked, &number) {
            (Some(_), None) => None,
            (_, number) => Some(clarification(view, bid, number.as_deref())?.clone()),
        };
        let known = before.as_ref();
        let asked = asked.or_else(|| known.map(|known| known.asked.clone()));
        Ok(EvaluationAct::Clarify {
            uid: known.map(|known| known.uid),
            bid,
            asked_on: on
                .or_else(|| known.map(|known| known.asked_on))
                .unwrap_or_else(|| value::day(None, today)),
            asked: asked.unwrap_or_default(),
            answered: answered.or_else(|| known.and_then(|known| known.answered.clone())),
        })
    })
}

/// The questions to a bidder, in the order in which they were recorded.
pub(in crate::cli::evaluation) fn clarifications(
    view: &EvaluationView,
    bid: uuid::Uuid,
) -> Vec<&Clarification> {
    view.evaluation.clarifications.values().filter(|one| one.bid == bid).collect()
}

/// The question to a bidder that is meant: by number or uid, or the only one that is open.
fn clarification<'a>(
    view: &'a EvaluationView,
    bid: uuid::Uuid,
    given: Option<&str>,
) -> Result<&'a Clarification> {
    let all = clarifications(view, bid);
    let open: Vec<&Clarification> =
        all.iter().copied().filter(|one| one.answered.is_none()).collect();
    let found = match given {
        Some(given) => {
            let by_number =
                given.trim().parse::<usize>().ok().and_then(|number| number.checked_sub(1));
            let by_number = by_number.and_then(|at| all.get(at)).copied();
            by_number
                .or_else(|| all.iter().copied().find(|one| one.uid.to_string() == given.trim()))
        }
        None => match open.as_slice() {
            [only] => Some(*only),
            _ => None,
        },
    };
    found.ok_or_else(|| {
        let listed: Vec<String> = (1..)
            .zip(&all)
            .map(|(number, one)| {
                let state = if one.answered.is_some() { "answered" } else { "open" };
                format!("{number} ({state}) {}", visible(&one.asked))
            })
            .collect();
        let supplier = view.supplier(bid);
        let message = match given {
            Some(given) => {
                format!("There is no question “{}” to {supplier}.", visible(given))
            }
            None => format!(
                "{} questions to {supplier} are open.",
                match open.len() {
                    0 => "No".to_owned(),
                    count => count.to_string(),
                }
            ),
        };
        let hint = if listed.is_empty() {
            "--asked records the first one.".to_owned()
        } else {
            format!("Give its number with --number: {}.", listed.join("; "))
        };
        Failure::Fault(Fault::NotFound { message, hint: Some(hint) })
    })
}
