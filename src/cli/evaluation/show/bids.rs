//! The bids and the evaluators, as text.

use std::io::Write;

use crate::cli::evaluation::bid::clarifications;
use crate::cli::failure::Result;
use crate::cli::write;
use crate::domain::evaluation::{Bid, LotNo};
use crate::domain::text::visible;
use crate::register::EvaluationView;

pub(super) fn write(out: &mut impl Write, view: &EvaluationView, lot: LotNo) -> Result {
    writeln!(out, "\nBids")?;
    let of = &view.evaluation;
    let open = of.prices_are_open(lot);
    let bids: Vec<&Bid> = of.bids_for(lot).collect();
    if bids.is_empty() {
        writeln!(out, "  None recorded yet.")?;
    } else if !open {
        writeln!(out, "  Hidden: the prices, until every score is agreed.")?;
    }
    for bid in &bids {
        one(out, view, lot, bid, open)?;
    }
    let quotes = view.lots.get(&lot).map(|view| view.quotes).unwrap_or_default();
    if quotes.all > 0 {
        writeln!(
            out,
            "  From local suppliers: {} of {}, {} not said",
            quotes.local, quotes.all, quotes.unknown
        )?;
    }
    Ok(())
}

fn one(out: &mut impl Write, view: &EvaluationView, lot: LotNo, bid: &Bid, open: bool) -> Result {
    let of = &view.evaluation;
    let price = match bid.price {
        _ if !open => "price hidden".to_owned(),
        Some(price) => price.to_string(),
        None => "no price yet".to_owned(),
    };
    let received = bid.received.as_deref().map(|at| format!(", received {at}")).unwrap_or_default();
    let late = if bid.late { ", late" } else { "" };
    let local = match bid.local {
        Some(true) => ", local",
        Some(false) => ", not local",
        None => "",
    };
    writeln!(out, "  {}: {price}{received}{late}{local}", visible(&bid.supplier))?;
    if let Some(gone) = &bid.out {
        let clause = gone
            .clause
            .as_deref()
            .map(|clause| format!(" ({})", visible(clause)))
            .unwrap_or_default();
        write::indented(out, 6, &format!("Out, {}{clause}: ", gone.kind.words()), &gone.reason)?;
    }
    if let Some(note) = &bid.note {
        write::indented(out, 6, "Note, internal: ", note)?;
    }
    for (number, _, question) in of.numbered(lot) {
        if let Some(answer) = of.answers.get(&(bid.uid, question.uid)) {
            let lead = format!("Answer to {number}, {}: ", answer.kind.word());
            write::indented(out, 6, &lead, answer.kind.summary())?;
        }
    }
    for ((_, measure), offer) in of.offers.iter().filter(|((of, _), _)| *of == bid.uid) {
        let lead = format!("Offers of {} {}: ", visible(measure), view.measure_words(measure));
        let unit = view.measure_unit(measure).map(|unit| format!(" {}", visible(unit)));
        let quantity = offer
            .quantity
            .map(|quantity| format!("{}{}", quantity.normalize(), unit.unwrap_or_default()));
        let said: Vec<String> = quantity.into_iter().chain(offer.words.clone()).collect();
        write::indented(out, 6, &lead, &said.join("; "))?;
    }
    for (number, one) in (1..).zip(clarifications(view, bid.uid)) {
        let lead = format!("Question {number} of {}: ", one.asked_on.british());
        write::indented(out, 6, &lead, &one.asked)?;
        match &one.answered {
            Some(answered) => write::indented(out, 8, "Answered: ", answered)?,
            None => writeln!(out, "        Not answered yet.")?,
        }
    }
    if open && let Some(record) = of.low_prices.get(&bid.uid) {
        low_price(out, record)?;
    }
    Ok(())
}

fn low_price(out: &mut impl Write, record: &crate::domain::evaluation::LowPrice) -> Result {
    if let Some(day) = record.notified {
        writeln!(out, "      Told on {} that the price looks abnormally low", day.british())?;
    }
    if let Some(explanation) = &record.explanation {
        write::indented(out, 6, "What it said of the price: ", explanation)?;
    }
    if let Some(satisfied) = record.satisfied {
        let lead = if satisfied { "That satisfies: " } else { "That does not satisfy: " };
        write::indented(out, 6, lead, record.reasons.as_deref().unwrap_or_default())?;
    }
    Ok(())
}

/// Who scores, with what they have declared.
pub(super) fn evaluators(out: &mut impl Write, view: &EvaluationView) -> Result {
    writeln!(out, "\nEvaluators")?;
    if view.evaluation.evaluators.is_empty() {
        writeln!(out, "  None named yet.")?;
    }
    for one in view.evaluation.evaluators.values() {
        let role =
            one.role.as_deref().map(|role| format!(", {}", visible(role))).unwrap_or_default();
        writeln!(out, "  {}{role}", visible(&one.name))?;
        if let Some(declared) = &one.declaration {
            let day = declared.day.british();
            match &declared.interest {
                None => writeln!(out, "      Declared no interest, {day}")?,
                Some(interest) => {
                    let lead = format!("Declared an interest, {day}: ");
                    write::indented(out, 6, &lead, interest)?;
                }
            }
            if let Some(handling) = &declared.handling {
                write::indented(out, 6, "Dealt with: ", handling)?;
            }
        }
        if let Some(reason) = &one.stood_down {
            write::indented(out, 6, "Stood down: ", reason)?;
        } else if let Some(hindrance) = one.hindrance() {
            write::indented(out, 6, "May not score yet: ", &hindrance)?;
        }
    }
    Ok(())
}
