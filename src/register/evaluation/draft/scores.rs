//! Scores in a letter: how tenders were assessed, and what one of them earned for what.

use std::fmt::Write as _;

use crate::domain::evaluation::{
    Exact, Judged, LotNo, Mark, Scored, SectionKind, SectionTally, Tally,
};
use crate::domain::text::{visible, visible_lines};
use crate::register::evaluation::EvaluationView;
use crate::register::evaluation::draft::{cell, method_words};

/// Whose scores are written, and for whom.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Whose {
    /// Those of the supplier to whom the letter goes.
    Own,
    /// Those of the winner, for another bidder.
    Winner {
        /// Whether figures that tell the price are withheld.
        price_withheld: bool,
    },
}

/// The criteria with their weights and how each was assessed, and the scores that there were:
/// regulation 31(2)(d).
pub(super) fn write_criteria(text: &mut String, view: &EvaluationView, lot: LotNo) {
    let of = &view.evaluation;
    let Some(terms) = of.lots.get(&lot) else { return };
    let _ = writeln!(text, "## How tenders were assessed\n");
    let _ = writeln!(
        text,
        "This is a summary. The award criteria and the assessment methodology stand in full in [name the tender notice or document, and where it can be found].\n"
    );
    let _ = writeln!(text, "| Award criterion | Weight | Assessed by |\n| --- | ---: | --- |");
    let mut scales: Vec<&str> = Vec::new();
    for (at, section) in of.sections_of(lot).into_iter().enumerate() {
        let how = match section.kind {
            SectionKind::Price => cell(&method_words(&terms.method)),
            _ => "its questions".to_owned(),
        };
        let pass = section.pass_mark.map(|mark| format!("; pass mark {mark} of its points"));
        let _ = writeln!(
            text,
            "| {} {} | {} | {how}{} |",
            at + 1,
            cell(&section.title),
            section.weight,
            pass.unwrap_or_default()
        );
        for (below, question) in of.questions_of(section.uid).into_iter().enumerate() {
            let how = match &question.judged {
                Judged::Scale { scale } => {
                    if !scales.contains(&scale.as_str()) {
                        scales.push(scale);
                    }
                    format!("the scale “{}”", cell(scale))
                }
                Judged::Offer { measure } => format!(
                    "the quantity offered of “{}”, divided by the highest offer",
                    cell(&view.measure_words(measure))
                ),
            };
            let pass = question.pass_mark.map(|mark| format!("; pass mark {}", mark.normalize()));
            let _ = writeln!(
                text,
                "| {}.{} {} | {} of {} | {how}{} |",
                at + 1,
                below + 1,
                cell(&question.title),
                question.weight,
                at + 1,
                pass.unwrap_or_default()
            );
        }
    }
    text.push('\n');
    if !terms.method.kind().has_weight() {
        let _ = writeln!(text, "Price: {}\n", method_words(&terms.method));
    }
    for name in scales {
        let Some(scale) = of.scales.get(&(lot, name.to_owned())) else { continue };
        let _ = writeln!(text, "The scores of the scale “{}”:\n", visible(name));
        let _ = writeln!(text, "| Score | What earned it |\n| ---: | --- |");
        for Mark { score, descriptor } in &scale.marks {
            let _ = writeln!(text, "| {} | {} |", score.normalize(), cell(descriptor));
        }
        text.push('\n');
    }
}

/// The score of a tender for each criterion with the reasons, and its totals: regulation 31(2)(e).
pub(super) fn write(
    text: &mut String,
    view: &EvaluationView,
    tally: &Tally,
    whose: Whose,
) {
    let of = &view.evaluation;
    let withheld = matches!(whose, Whose::Winner { price_withheld: true });
    for (at, section) in tally.sections.iter().enumerate() {
        let title = of.sections.get(&section.section).map_or("", |(_, one)| one.title.as_str());
        let hidden = withheld && section.kind == SectionKind::Price;
        let points = if hidden { "withheld".to_owned() } else { points(section) };
        let _ = writeln!(text, "### {} {}: {points}\n", at + 1, visible(title));
        if section.kind == SectionKind::Price {
            write_price(text, view, tally, whose);
            continue;
        }
        for (below, scored) in section.questions.iter().enumerate() {
            write_scored(text, view, (at, below), (section, scored), tally);
        }
    }
    if withheld {
        // Together with the other figures the total would tell the price.
        match &tally.quality {
            Some(quality) => {
                let _ = writeln!(text, "**All criteria but price: {quality} points**\n");
            }
            None => {
                let _ = writeln!(text, "**Total: withheld**\n");
            }
        }
        return;
    }
    if let Some(total) = &tally.total {
        let _ = writeln!(text, "**Total: {total} of 100 points**\n");
    }
    if let Some(index) = &tally.index {
        let _ = writeln!(text, "**Price of each quality point: {}**\n", pounds(index));
    }
}

/// An amount in pounds, rounded for display.
pub(super) fn pounds(amount: &Exact) -> String {
    let rounded = amount.rounded(2);
    rounded.parse().map_or(rounded, crate::domain::money::in_pounds)
}

fn points(section: &SectionTally) -> String {
    let weight = section.weight.value();
    match &section.points {
        Some(points) => format!("{points} of {weight} points"),
        None if section.kind == SectionKind::Price => "no points".to_owned(),
        None => "not settled".to_owned(),
    }
}

fn write_price(text: &mut String, view: &EvaluationView, tally: &Tally, whose: Whose) {
    let price = view.evaluation.bids.get(&tally.bid).and_then(|bid| bid.price);
    let words = match (whose, price) {
        // A price is not a score: regulation 31(3)(d) does not ask for that of the winner.
        (Whose::Winner { price_withheld: false }, _) => {
            "Its price by the method above.".to_owned()
        }
        (Whose::Winner { price_withheld: true }, _) => "See “What is withheld”.".to_owned(),
        (Whose::Own, Some(price)) => format!("Your price of {price} by the method above."),
        (Whose::Own, None) => "No price is on file.".to_owned(),
    };
    let _ = writeln!(text, "{words}\n");
}

fn write_scored(
    text: &mut String,
    view: &EvaluationView,
    (at, below): (usize, usize),
    (section, scored): (&SectionTally, &Scored),
    tally: &Tally,
) {
    let of = &view.evaluation;
    let Some(question) = of.questions.get(&scored.question) else { return };
    let offered = matches!(question.judged, Judged::Offer { .. });
    let score = match scored.score {
        None => "not agreed yet".to_owned(),
        // How much the best offer is belongs to the one who made it.
        Some(score) if offered => format!("{} offered", score.normalize()),
        Some(score) => format!("score {} of {}", score.normalize(), scored.of.normalize()),
    };
    let all = Exact::from(question.weight.value() * section.weight.value()) / 100;
    let given = scored.points(section.weight);
    let given = given.map(|points| format!(", {points} of {} points", all.short(4)));
    let _ = writeln!(
        text,
        "- {}.{} {}: {score}{}",
        at + 1,
        below + 1,
        visible(&question.title),
        given.unwrap_or_default()
    );
    match of.consensus.get(&(tally.bid, question.uid)) {
        Some(agreed) => {
            for line in visible_lines(&agreed.reasons).lines() {
                let _ = writeln!(text, "  {line}");
            }
        }
        None if offered => {
            let _ = writeln!(text, "  Points in proportion to the highest offer.");
        }
        None => {}
    }
    text.push('\n');
}
