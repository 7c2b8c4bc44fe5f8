//! The assessment summary for one bidder, as regulation 31 of the Procurement Regulations 2024
//! (SI 2024/692) asks for it, paragraph by paragraph.

use std::fmt::Write as _;

use uuid::Uuid;

use crate::domain::evaluation::{Award, Failure, LotNo, PriceMethod, ROUNDING, Tally, TieBreak};
use crate::domain::text::{visible, visible_lines};
use crate::policy::Limit;
use crate::register::evaluation::EvaluationView;
use crate::register::evaluation::draft::scores::{self, Whose};
use crate::register::evaluation::draft::{LetterKind, SummaryDuty};

/// Writes the summary for a tender that was assessed.
pub(super) fn write(
    view: &EvaluationView,
    lot: LotNo,
    bid: Uuid,
    kind: LetterKind,
) -> Option<String> {
    let of = &view.evaluation;
    let ranking = &view.lots.get(&lot)?.ranking;
    let tally = ranking.tally(bid)?;
    let award = of.awards.get(&lot);
    let duty = SummaryDuty::of(view);
    let mut text = String::new();
    let title = match duty {
        SummaryDuty::NotDue(_) => "Outcome of the evaluation",
        SummaryDuty::Due | SummaryDuty::Unknown(_) => "Assessment summary",
    };
    let _ = writeln!(text, "# {title}\n");
    write_notes(&mut text, view, lot, (kind, &duty));
    write_particulars(&mut text, view, lot, bid);
    let _ = writeln!(text, "## The decision\n");
    let _ = writeln!(text, "{}\n", decision(view, lot, (tally, kind)));
    scores::write_criteria(&mut text, view, lot);
    let _ = writeln!(text, "## Your scores\n\n{ROUNDING}\n");
    scores::write(&mut text, view, tally, Whose::Own);
    if let Some(award) = award.filter(|award| award.bid != bid)
        && let Some(best) = ranking.tally(award.bid)
    {
        let _ = writeln!(text, "## The successful tender: {}\n", view.supplier(award.bid));
        let whose = Whose::Winner { price_withheld: award.withholds_price() };
        scores::write(&mut text, view, best, whose);
    }
    if let Some(award) = award {
        write_withheld(&mut text, award);
    }
    write_standstill(&mut text, view, &duty);
    Some(text)
}

/// What the officer has to know before the letter goes out; to be taken out of it.
fn write_notes(
    text: &mut String,
    view: &EvaluationView,
    lot: LotNo,
    (kind, duty): (LetterKind, &SummaryDuty),
) {
    let _ = writeln!(
        text,
        "Draft. Fill in what stands in square brackets, read it through, and take these notes out:\n"
    );
    match duty {
        SummaryDuty::Due => {
            let _ = writeln!(
                text,
                "- It follows regulation 31 of the Procurement Regulations 2024 (SI 2024/692) and section 50 of the Procurement Act 2023. All suppliers get theirs on the same day (regulation 31(4)), before the contract award notice is published."
            );
        }
        SummaryDuty::NotDue(why) => {
            let _ = writeln!(
                text,
                "- No statutory assessment summary is due. {why} A letter with the same content is good practice, and what your policy asks for is still due."
            );
        }
        SummaryDuty::Unknown(why) => {
            let _ = writeln!(
                text,
                "- Whether a statutory assessment summary is due is not certain. {why} The draft follows regulation 31 of the Procurement Regulations 2024."
            );
        }
    }
    let of = &view.evaluation;
    let Some(award) = of.awards.get(&lot) else {
        let _ = writeln!(
            text,
            "- Nothing is awarded yet: this is the assessment as it stands, and not for sending.\n"
        );
        return;
    };
    if kind != LetterKind::Winner {
        let _ = writeln!(
            text,
            "- Read the reasons for the scores of the successful tender for what is commercially sensitive: it is withheld only where section 94 of the Act allows it and a note of it is on file with the award."
        );
        let method = of.lots.get(&lot).map(|lot| &lot.method);
        let tells = matches!(
            method,
            Some(PriceMethod::Relative | PriceMethod::Linear { .. } | PriceMethod::PerPoint)
        );
        if tells && !award.withholds_price() {
            let _ = writeln!(
                text,
                "- Its price is not given, but a reader can work it out from the figures for price. Where that price is withheld, say so in the award: the figures that tell it are then left out here."
            );
        }
    }
    text.push('\n');
}

/// Who writes to whom about what: regulation 31(2)(a) to (c).
pub(super) fn write_particulars(text: &mut String, view: &EvaluationView, lot: LotNo, bid: Uuid) {
    let supplier = view.supplier(bid);
    let _ = writeln!(text, "## The tender\n");
    let _ = writeln!(text, "- Tender: {}, {}", view.reference, visible(&view.title));
    if view.evaluation.lots.len() > 1 {
        let _ = writeln!(text, "- Lot: {}", view.evaluation.lot_words(lot));
    }
    let _ = writeln!(text, "- Authority: {}", visible(&view.pack.policy.authority));
    let _ = writeln!(text, "- Supplier: {supplier}");
    let _ = writeln!(text, "- Postal address and e-mail: [of {supplier}]");
    let _ = writeln!(text, "- Unique identifier: [of {supplier}]");
    let _ = writeln!(text, "- Date: [the day of sending]\n");
}

/// What was decided on the tender, and why: regulation 31(3)(c).
fn decision(view: &EvaluationView, lot: LotNo, (tally, kind): (&Tally, LetterKind)) -> String {
    let award = view.evaluation.awards.get(&lot);
    match (kind, award) {
        (LetterKind::Failed, _) => format!(
            "Your tender was assessed, and it cannot be awarded the contract: it did not reach a pass mark that the tender documents set, whatever its other scores. {}",
            failures(view, tally)
        ),
        (_, None) => {
            "No award has been decided yet; this is the assessment as it stands.".to_owned()
        }
        (LetterKind::Winner, Some(_)) => {
            "Your tender was assessed as the most advantageous tender, and we intend to award the contract to you. This letter is not an acceptance; there is no contract until it is signed."
                .to_owned()
        }
        (_, Some(award)) => {
            format!("Your tender was not successful. {}", why_not(view, lot, tally, award))
        }
    }
}

/// Which pass marks a tender has missed.
fn failures(view: &EvaluationView, tally: &Tally) -> String {
    let missed: Vec<String> = tally
        .failures
        .iter()
        .map(|failure| match failure {
            Failure::Question { question, score, mark } => {
                let words = view.evaluation.question_words(*question);
                format!(
                    "It scored {} for {words}, below the pass mark of {}.",
                    score.normalize(),
                    mark.normalize()
                )
            }
            Failure::Section { section, share, mark } => {
                let title = view.evaluation.sections.get(section);
                let title = title.map_or("", |(_, section)| section.title.as_str());
                format!(
                    "It reached {share}% of the points for “{}”, below the pass mark of {mark}.",
                    visible(title)
                )
            }
        })
        .collect();
    missed.join(" ")
}

/// Why a tender was not successful that was assessed and passed.
fn why_not(view: &EvaluationView, lot: LotNo, tally: &Tally, award: &Award) -> String {
    let ranking = view.lots.get(&lot).map(|view| &view.ranking);
    let best = ranking.and_then(|ranking| ranking.tally(award.bid));
    let hidden = award.withholds_price();
    let place = tally.place.filter(|place| !place.tied);
    let place = place.map(|place| format!("It came in place {place}. ")).unwrap_or_default();
    let figures = match best {
        Some(best) if tally.index.is_some() => match (&best.index, &tally.index) {
            (Some(first), Some(own)) if first < own && hidden => {
                Some("The successful tender has the lower price for each quality point.".to_owned())
            }
            (Some(first), Some(own)) if first < own => Some(format!(
                "Each quality point of your tender costs {}; of the successful tender, {}.",
                scores::pounds(own),
                scores::pounds(first)
            )),
            _ => None,
        },
        Some(best) => match (&best.total, &tally.total) {
            (Some(first), Some(own)) if first > own && hidden => {
                Some(format!("It has {own} points; the successful tender has more."))
            }
            (Some(first), Some(own)) if first > own => Some(format!(
                "It has {own} points; the successful tender has {first}, which is {} more.",
                first - own
            )),
            _ => None,
        },
        None => None,
    };
    let words = figures.unwrap_or_else(|| tied(view, lot, award));
    format!("{place}{words}")
}

/// How a tie was broken, as it was published.
fn tied(view: &EvaluationView, lot: LotNo, award: &Award) -> String {
    let of = &view.evaluation;
    let published = match of.lots.get(&lot).map(|lot| &lot.tie_break) {
        Some(TieBreak::Section { section }) => of.sections.get(section).map(|(_, section)| {
            format!("the tender with more points for “{}” is first", visible(&section.title))
        }),
        Some(TieBreak::LowerPrice) => Some("the tender with the lower price is first".to_owned()),
        _ => None,
    };
    let words = award.tie_break.as_deref().map(visible_lines).or(published);
    words.map_or_else(
        || "The successful tender was assessed as more advantageous.".to_owned(),
        |words| format!("It has the same figure as the successful tender, and the published tie-break decided: {}", with_stop(&words)),
    )
}

/// A sentence that ends with a full stop.
fn with_stop(words: &str) -> String {
    let words = words.trim_end();
    if words.ends_with(['.', '!', '?']) { words.to_owned() } else { format!("{words}.") }
}

/// What is withheld, and by what right.
fn write_withheld(text: &mut String, award: &Award) {
    if award.withheld.is_empty() {
        return;
    }
    let _ = writeln!(text, "## What is withheld\n");
    let _ = writeln!(
        text,
        "The following is withheld as sensitive commercial information under section 94 of the Procurement Act 2023, because the public interest in withholding it outweighs that in publishing it. [Say for each whether it is a trade secret, or whether its release would be likely to prejudice somebody's commercial interests.]\n"
    );
    for one in &award.withheld {
        let _ = writeln!(text, "- {}: {}", visible(&one.what), visible_lines(&one.reason));
    }
    text.push('\n');
}

/// When the contract may be entered into.
fn write_standstill(text: &mut String, view: &EvaluationView, duty: &SummaryDuty) {
    let limit = view.limits.iter().find(|limit| limit.is_standstill());
    let words = match limit {
        Some(limit) if is_voluntary(limit) => format!(
            "[No standstill is mandatory for this contract. Where a voluntary one is given: it lasts at least eight working days, beginning with the day on which the contract award notice is published.{}]",
            limit.day.map(|day| format!(" Its earliest last day is {}.", day.long())).unwrap_or_default()
        ),
        Some(limit) => match limit.day {
            Some(day) => format!(
                "The contract is not entered into before the end of {}, the last day of the mandatory standstill ({}).",
                day.long(),
                limit.words
            ),
            None => "The contract is not entered into before the mandatory standstill has ended: eight working days, beginning with the day on which the contract award notice is published. [Give its last day.]".to_owned(),
        },
        None if matches!(duty, SummaryDuty::NotDue(_)) => return,
        None => "[Say whether there is a standstill, and its last day.]".to_owned(),
    };
    let clause = limit.map(|limit| format!("\n\n{}", visible(&limit.clause))).unwrap_or_default();
    let _ = writeln!(text, "## Standstill\n\n{words}{clause}");
}

fn is_voluntary(limit: &Limit) -> bool {
    limit.item.as_ref().is_some_and(|item| item.name().contains("voluntary"))
}
