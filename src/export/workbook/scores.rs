//! Bids, the scores that evaluators gave, and the scores that they agreed on.

use rust_decimal::Decimal;
use rust_xlsxwriter::Worksheet;

use crate::domain::evaluation::{Exact, Failure, Judged, Question, Scored};
use crate::domain::text::visible;
use crate::export::workbook::page::{
    AGREES, Look, POINTS_APART, Page, Style, TOP, Value, cell, column, fixed, on, row, same,
};
use crate::export::workbook::plan::{Entrant, NOT_AGREED, Part, Plan};
use crate::register::Result;

/// What stands where no score can be shown.
const NONE: &str = "none";

fn named(columns: &[(&str, u16)]) -> Vec<(String, u16)> {
    columns.iter().map(|(heading, width)| ((*heading).to_owned(), *width)).collect()
}

/// The sheet of the bids.
pub(super) fn bids(plan: &Plan<'_>, style: &Style) -> Result<Worksheet> {
    let mut columns = named(&[
        ("Bid", 30),
        ("Takes part", 10),
        ("Received", 17),
        ("Late", 9),
        ("Local supplier", 12),
        ("What became of it", 22),
        ("Clause or ground", 26),
    ]);
    if plan.is_full() {
        columns.extend(named(&[("Why it takes no further part", 44), ("Note, internal", 44)]));
    }
    let title = format!("Bids: {}", plan.of.lot_words(plan.lot));
    let note = "A bid that takes no further part keeps its scores and has no place; its offers and its price do not count for the best offer and the lowest price.";
    let mut page = Page::new(style, &plan.names.bids, (&title, note), &columns)?;
    for Entrant { bid, row: at, .. } in &plan.bids {
        let at = *at;
        let yes = |answer: bool| if answer { "yes" } else { "no" };
        page.text(at, 0, &visible(&bid.supplier), Look::Words)?;
        page.text(at, 1, yes(bid.takes_part()), Look::RawWords)?;
        page.text(at, 2, bid.received.as_deref().unwrap_or("not recorded"), Look::Words)?;
        page.text(at, 3, yes(bid.late), Look::Words)?;
        page.text(at, 4, bid.local.map_or("not recorded", yes), Look::Words)?;
        let out = bid.out.as_ref();
        page.text(at, 5, out.map_or("", |out| out.kind.words()), Look::Words)?;
        let clause = out.and_then(|out| out.clause.as_deref()).unwrap_or_default();
        page.text(at, 6, clause, Look::Words)?;
        if plan.is_full() {
            page.text(at, 7, out.map_or("", |out| out.reason.as_str()), Look::Words)?;
            page.text(at, 8, bid.note.as_deref().unwrap_or_default(), Look::Words)?;
        }
    }
    if plan.bids.is_empty() {
        page.text(TOP, 0, "No bid is recorded.", Look::Note)?;
    }
    page.done()
}

/// Every question with its number, its section and its place among all.
fn questions<'p, 'a>(
    plan: &'p Plan<'a>,
) -> impl Iterator<Item = (usize, String, &'p Part<'a>, &'a Question)> {
    plan.parts.iter().flat_map(|part| {
        part.questions.iter().enumerate().map(move |(below, question)| {
            (part.first + below, format!("{}.{}", part.number, below + 1), part, *question)
        })
    })
}

/// The sheet of the scores that each evaluator gave.
pub(super) fn given(plan: &Plan<'_>, style: &Style) -> Result<Worksheet> {
    let evaluators = plan.evaluators();
    let mut columns = named(&[("Bid", 30), ("Question", 9), ("Title", 34)]);
    columns.extend(evaluators.iter().map(|(_, name)| (name.clone(), 13)));
    columns.extend(named(&[("Lowest", 9), ("Highest", 9), ("Mean", 9), ("Agreed", 9)]));
    if plan.is_full() {
        let reasons =
            evaluators.iter().map(|(_, name)| (format!("Reasons of {name}, internal"), 40));
        columns.extend(reasons);
    }
    let title = format!("Scores given: {}", plan.of.lot_words(plan.lot));
    let note = "What each evaluator gave before the scores were agreed. The mean is for information: it never becomes the score. Where scores are given blind they are shown once all who take part have given theirs.";
    let mut page = Page::new(style, &plan.names.given, (&title, note), &columns)?;
    page.freeze(3)?;
    let mut at = TOP;
    for entrant in &plan.bids {
        for (place, number, _, question) in questions(plan) {
            if matches!(question.judged, Judged::Offer { .. }) {
                continue;
            }
            page.text(at, 0, &visible(&entrant.bid.supplier), Look::Words)?;
            page.text(at, 1, &number, Look::Words)?;
            page.text(at, 2, &visible(&question.title), Look::Words)?;
            given_row(plan, &mut page, at, (entrant, place, question))?;
            at += 1;
        }
    }
    if at == TOP {
        page.text(TOP, 0, "There are no answers to be scored by evaluators yet.", Look::Note)?;
    }
    page.done()
}

fn given_row(
    plan: &Plan<'_>,
    page: &mut Page,
    at: u32,
    (entrant, place, question): (&Entrant<'_>, usize, &Question),
) -> Result<()> {
    let bid = entrant.bid.uid;
    let evaluators = plan.evaluators();
    let open = plan.of.scores_are_open(plan.lot, bid, question.uid);
    let mut shown: Vec<Decimal> = Vec::new();
    let after = 3 + u16::try_from(evaluators.len()).unwrap_or(u16::MAX);
    for (which, (uid, _)) in (0u16..).zip(&evaluators) {
        let score = plan.of.scores.get(&(bid, question.uid, *uid));
        match score {
            Some(score) if open => {
                shown.push(score.score);
                page.number(at, 3 + which, score.score, Look::RawFigure)?;
            }
            Some(_) => page.text(at, 3 + which, "given, hidden", Look::Words)?,
            None => page.text(at, 3 + which, "not given", Look::Words)?,
        }
        if plan.is_full() {
            let reasons = score.filter(|_| open).map_or("", |score| score.rationale.as_str());
            page.text(at, after + 4 + which, reasons, Look::Words)?;
        }
    }
    let count = i64::try_from(shown.len()).unwrap_or(i64::MAX);
    let mean = shown.iter().copied().map(Exact::from).sum::<Exact>().over(&Exact::from(count));
    let figures = [
        ("MIN", shown.iter().min().copied().map_or_else(|| Value::from(NONE), Value::from)),
        ("MAX", shown.iter().max().copied().map_or_else(|| Value::from(NONE), Value::from)),
        ("AVERAGE", Value::exact(mean.as_ref(), NONE)),
    ];
    for (which, (function, comes_to)) in (0u16..).zip(figures) {
        if evaluators.is_empty() {
            page.text(at, after + which, "", Look::Words)?;
            continue;
        }
        let scores = format!("{}:{}", cell(at, 3), cell(at, after - 1));
        let formula = format!("IF(COUNT({scores})=0,\"{NONE}\",{function}({scores}))");
        let look = if function == "AVERAGE" { Look::Points } else { Look::Figure };
        page.formula((at, after + which), &formula, &comes_to, look)?;
    }
    let there = on(&plan.names.agreed, &cell(plan.agreed_row(entrant.at, place), 4));
    let agreed = plan.of.consensus.get(&(bid, question.uid)).map(|agreed| agreed.score);
    let agreed = agreed.map_or_else(|| Value::from(NOT_AGREED), Value::from);
    let formula = format!("IF(ISNUMBER({there}),{there},\"{NOT_AGREED}\")");
    page.formula((at, after + 3), &formula, &agreed, Look::Figure)
}

/// The sheet of the agreed scores, from which points are worked out.
pub(super) fn agreed(plan: &Plan<'_>, style: &Style) -> Result<Worksheet> {
    let mut columns = named(&[
        ("Bid", 30),
        ("Takes part", 10),
        ("Question", 9),
        ("Title", 34),
        ("Agreed score, or offer", 10),
        ("Out of", 10),
        ("Weight in the section, %", 11),
        ("Earned of the section, %", 12),
        ("Points", 10),
        ("Points by Tenderbook", 12),
        ("Check", 10),
        ("Pass mark", 9),
        ("Kept", 9),
    ]);
    if plan.reasons {
        columns.extend(named(&[("Reasons, as they stand in the letter", 60)]));
    }
    if plan.is_full() {
        columns.extend(named(&[
            ("Comment, not for the letter", 40),
            ("Agreed at, UTC", 21),
            ("Recorded by", 20),
        ]));
    }
    let title = format!("Scores agreed, and points: {}", plan.of.lot_words(plan.lot));
    let mut note = "Earned of the section = score ÷ highest mark × weight of the question; for offers, offer ÷ best offer of the bids that take part. Points = earned of the section × weight of the section. A quantity that is not recorded counts as nothing offered.".to_owned();
    if !plan.reasons {
        note.push_str(" Reasons are left out here: they quote tenders, and are published only once the award is decided and nothing is withheld.");
    }
    let mut page = Page::new(style, &plan.names.agreed, (&title, &note), &columns)?;
    page.freeze(4)?;
    for entrant in &plan.bids {
        for (place, number, part, question) in questions(plan) {
            let at = plan.agreed_row(entrant.at, place);
            page.text(at, 0, &visible(&entrant.bid.supplier), Look::Words)?;
            let takes = on(&plan.names.bids, &fixed(entrant.row, 1));
            let yes = if entrant.bid.takes_part() { "yes" } else { "no" };
            page.formula((at, 1), &takes, &Value::from(yes), Look::Words)?;
            page.text(at, 2, &number, Look::Words)?;
            page.text(at, 3, &visible(&question.title), Look::Words)?;
            agreed_row(plan, &mut page, at, (entrant, place, part, question))?;
        }
    }
    if plan.bids.is_empty() || plan.questions() == 0 {
        page.text(TOP, 0, "There is nothing to score yet.", Look::Note)?;
    } else {
        page.warn(10, TOP, plan.agreed_row(plan.bids.len(), 0))?;
    }
    page.done()
}

fn agreed_row(
    plan: &Plan<'_>,
    page: &mut Page,
    at: u32,
    (entrant, place, part, question): (&Entrant<'_>, usize, &Part<'_>, &Question),
) -> Result<()> {
    let scored = entrant
        .tally_of(part)
        .and_then(|tally| tally.questions.iter().find(|one| one.question == question.uid));
    let is_offer = matches!(question.judged, Judged::Offer { .. });
    // An offer that was not recorded is nothing to Tenderbook, and an empty cell here.
    let raw = match &question.judged {
        Judged::Scale { .. } => scored.and_then(|scored| scored.score),
        Judged::Offer { measure } => {
            let offer = plan.of.offers.get(&(entrant.bid.uid, measure.clone()));
            offer.and_then(|offer| offer.quantity)
        }
    };
    match raw {
        Some(score) => page.number(at, 4, score, Look::RawFigure)?,
        None => page.blank(at, 4, Look::RawFigure)?,
    }
    let of_question = part.row + 1 + row(place - part.first);
    let criteria = |of: u16, at: u32| on(&plan.names.criteria, &fixed(at, of));
    let highest = scored.map_or(Decimal::ZERO, |scored| scored.of);
    page.formula((at, 5), &criteria(8, of_question), &highest.into(), Look::Figure)?;
    let weight = question.weight.value();
    page.formula((at, 6), &criteria(4, of_question), &weight.into(), Look::Figure)?;
    let (score, out_of, share) = (cell(at, 4), cell(at, 5), cell(at, 6));
    let earned = format!("IF({out_of}=0,0,{score}/{out_of}*{share})");
    let earned =
        if is_offer { earned } else { format!("IF(ISNUMBER({score}),{earned},\"{NOT_AGREED}\")") };
    let comes_to = scored.and_then(Scored::share).map(|share| share * Exact::from(weight));
    let comes_to = Value::exact(comes_to.as_ref(), NOT_AGREED);
    page.formula((at, 7), &earned, &comes_to, Look::Points)?;
    let points = format!(
        "IF(ISNUMBER({0}),{0}*{1}/100,\"{NOT_AGREED}\")",
        cell(at, 7),
        criteria(4, part.row)
    );
    let ours = scored.and_then(|scored| scored.points(part.section.weight));
    let ours = Value::exact(ours.as_ref(), NOT_AGREED);
    page.formula((at, 8), &points, &ours, Look::Points)?;
    page.value(at, 9, &ours, Look::Points)?;
    let check = same(&cell(at, 8), &cell(at, 9), POINTS_APART);
    page.formula((at, 10), &check, &Value::from(AGREES), Look::Words)?;
    pass_mark(page, at, (entrant, question), &criteria(9, of_question))?;
    reasons(plan, page, at, (entrant, question))
}

fn pass_mark(
    page: &mut Page,
    at: u32,
    (entrant, question): (&Entrant<'_>, &Question),
    there: &str,
) -> Result<()> {
    let Some(mark) = question.pass_mark else {
        page.blank(at, 11, Look::Figure)?;
        return page.blank(at, 12, Look::Words);
    };
    page.formula((at, 11), there, &mark.into(), Look::Figure)?;
    let (score, asked) = (cell(at, 4), cell(at, 11));
    let held = format!("IF({score}<{asked},\"below\",\"kept\")");
    let formula = match question.judged {
        Judged::Scale { .. } => format!("IF(ISNUMBER({score}),{held},\"{NOT_AGREED}\")"),
        Judged::Offer { .. } => held,
    };
    let missed = entrant.tally.failures.iter().any(
        |one| matches!(one, Failure::Question { question: which, .. } if *which == question.uid),
    );
    let tallied = entrant.tally.sections.iter().flat_map(|section| &section.questions);
    let has_score =
        tallied.filter(|one| one.question == question.uid).any(|one| one.score.is_some());
    let says = match (missed, has_score) {
        (true, _) => "below",
        (false, true) => "kept",
        (false, false) => NOT_AGREED,
    };
    page.formula((at, 12), &formula, &Value::from(says), Look::Words)
}

fn reasons(
    plan: &Plan<'_>,
    page: &mut Page,
    at: u32,
    (entrant, question): (&Entrant<'_>, &Question),
) -> Result<()> {
    let agreed = plan.of.consensus.get(&(entrant.bid.uid, question.uid));
    let mut next = 13;
    if plan.reasons {
        let words = match &question.judged {
            Judged::Scale { .. } => agreed.map(|agreed| agreed.reasons.clone()),
            Judged::Offer { measure } => {
                let offer = plan.of.offers.get(&(entrant.bid.uid, measure.clone()));
                offer.and_then(|offer| offer.words.clone())
            }
        };
        page.text(at, next, words.as_deref().unwrap_or_default(), Look::Words)?;
        next += 1;
    }
    if plan.is_full() {
        let comment = agreed.and_then(|agreed| agreed.comment.as_deref()).unwrap_or_default();
        page.text(at, next, comment, Look::Words)?;
        page.text(at, next + 1, agreed.map_or("", |agreed| agreed.at.as_str()), Look::Words)?;
        page.text(at, next + 2, agreed.map_or("", |agreed| agreed.officer.as_str()), Look::Words)?;
    }
    Ok(())
}

/// The cells of the check on the sheet of agreed scores.
pub(super) fn checks(plan: &Plan<'_>) -> Option<String> {
    let count = plan.bids.len() * plan.questions();
    (count > 0)
        .then(|| on(&plan.names.agreed, &column(10, TOP, TOP + row(count).saturating_sub(1))))
}
