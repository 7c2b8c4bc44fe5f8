//! Drafts for the officer to read and change: the questions for the invitation, and the letters
//! to bidders. Markdown that reads as plain text.

mod notice;
mod questions;
mod scores;
mod summary;

use uuid::Uuid;

pub use questions::question_table;

use crate::domain::evaluation::{LotNo, OutKind, PriceMethod};
use crate::domain::facts::FactName;
use crate::domain::item;
use crate::domain::text::visible;
use crate::register::evaluation::EvaluationView;

/// What kind of letter a bidder gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LetterKind {
    /// The tender that won.
    Winner,
    /// A tender that was assessed and did not win.
    Assessed,
    /// A tender that was assessed and missed a pass mark.
    Failed,
    /// A tender that was not assessed to the end, or was disregarded.
    Out(OutKind),
}

impl LetterKind {
    /// What the letter is, in front of officers: “to the winner”.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Winner => "the winner",
            Self::Assessed => "not successful",
            Self::Failed => "missed a pass mark",
            Self::Out(OutKind::Withdrawn) => "withdrawn: a confirmation, no summary",
            Self::Out(_) => "disregarded: a notice, no summary",
        }
    }
}

/// Whether section 50 of the Procurement Act 2023 asks for assessment summaries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SummaryDuty {
    /// It does.
    Due,
    /// It does not, for this reason.
    NotDue(String),
    /// A fact is missing before it can be said.
    Unknown(String),
}

impl SummaryDuty {
    /// Whether section 50 asks for summaries of this tender.
    pub fn of(view: &EvaluationView) -> Self {
        let determination = &view.determination;
        let statute = &determination.statute;
        let by_law = determination.obligations.iter().filter(|obligation| obligation.by_law);
        if by_law.into_iter().any(|obligation| obligation.id.name() == "assessment-summaries") {
            return Self::Due;
        }
        if !statute.applies {
            return Self::Unknown(
                "The statute is left out of this tender, so what it asks for has to be looked up."
                    .to_owned(),
            );
        }
        match statute.above {
            Some(false) => Self::NotDue(format!(
                "{} Section 50 of the Procurement Act 2023 is about contracts that reach the threshold.",
                statute.text
            )),
            None => Self::Unknown(statute.text.clone()),
            Some(true) if statute.questions.iter().any(|one| one.fact == FactName::Route) => {
                Self::Unknown(
                    "The procedure is not on file; section 50 of the Procurement Act 2023 asks for summaries after the open or the competitive flexible procedure."
                        .to_owned(),
                )
            }
            Some(true) => Self::NotDue(
                "Section 50 of the Procurement Act 2023 asks for summaries after the open or the competitive flexible procedure, and this tender uses neither."
                    .to_owned(),
            ),
        }
    }
}

/// What kind of letter one bidder gets; `None` when the bid is not there.
pub fn letter_kind(view: &EvaluationView, lot: LotNo, bid: Uuid) -> Option<LetterKind> {
    let of = &view.evaluation;
    let record = of.bids.get(&bid).filter(|record| record.lot == lot)?;
    let tally = view.lots.get(&lot)?.ranking.tally(bid)?;
    Some(match &record.out {
        Some(out) => LetterKind::Out(out.kind),
        None if of.awards.get(&lot).is_some_and(|award| award.bid == bid) => LetterKind::Winner,
        None if !tally.failures.is_empty() => LetterKind::Failed,
        None => LetterKind::Assessed,
    })
}

/// The letter to one bidder, a draft; `None` when the bid is not there.
///
/// For a tender that was assessed it is the assessment summary as regulation 31 of the Procurement
/// Regulations 2024 (SI 2024/692) asks for it: the particulars of the supplier, the criteria with
/// weights and available scores, every score with its reasons, the totals; for all but the winner
/// also why it does not get the contract, and the scores, reasons and totals of the winner. A
/// tender that was disregarded or withdrawn was not assessed in that sense (section 50(5)) and gets
/// a notice of the decision. Reasons are those that were agreed; neither comments nor the scores of
/// single evaluators ever stand in a letter.
pub fn assessment_summary(view: &EvaluationView, lot: LotNo, bid: Uuid) -> Option<String> {
    let kind = letter_kind(view, lot, bid)?;
    match kind {
        LetterKind::Out(out) => notice::write(view, lot, bid, out),
        kind => summary::write(view, lot, bid, kind),
    }
}

/// What the file of a letter is called: `2026-0001-lot-2-summary-acme.txt`.
pub fn letter_name(view: &EvaluationView, lot: LotNo, bid: Uuid) -> String {
    let what = match letter_kind(view, lot, bid) {
        Some(LetterKind::Out(_)) => "notice",
        _ => "summary",
    };
    let of_lot = if view.evaluation.lots.len() > 1 { format!("-lot-{lot}") } else { String::new() };
    let supplier = item::slug(&view.supplier(bid));
    let reference = item::slug(&view.reference.to_string());
    format!("{reference}{of_lot}-{what}-{supplier}.txt")
}

/// The letters to all bidders of a lot with the names of their files.
pub fn letters(view: &EvaluationView, lot: LotNo) -> Vec<(String, String)> {
    let mut letters: Vec<(String, String)> = Vec::new();
    for bid in view.evaluation.bids_for(lot) {
        let Some(text) = assessment_summary(view, lot, bid.uid) else { continue };
        let mut name = letter_name(view, lot, bid.uid);
        // Two suppliers may differ only in signs that file names leave out.
        let plain = name.trim_end_matches(".txt").to_owned();
        let mut count = 1;
        while letters.iter().any(|(other, _)| *other == name) {
            count += 1;
            name = format!("{plain}-{count}.txt");
        }
        letters.push((name, text));
    }
    letters
}

/// A cell of a table: one line, without the sign that ends it.
fn cell(text: &str) -> String {
    visible(text).replace('|', "/")
}

/// How price is assessed, with its formula.
fn method_words(method: &PriceMethod) -> String {
    match method {
        PriceMethod::Fixed { .. } => {
            "The price is fixed; quality alone decides.".to_owned()
        }
        method => format!("{}: {}", method.kind().words(), method.kind().formula()),
    }
}
