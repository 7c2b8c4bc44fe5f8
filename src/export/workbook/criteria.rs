//! The award criteria with their weights, and the scales.

use rust_decimal::Decimal;
use rust_xlsxwriter::Worksheet;

use crate::domain::Percent;
use crate::domain::evaluation::{Judged, Question, Scale, sums};
use crate::domain::text::visible;
use crate::export::workbook::page::{Look, Page, Style, TOP, Value, cell, column, fixed, on, row};
use crate::export::workbook::plan::{Part, Plan};
use crate::register::Result;

/// The sheet of the criteria.
pub(super) fn criteria(plan: &Plan<'_>, style: &Style) -> Result<Worksheet> {
    let columns = [
        ("No.", 7),
        ("Kind", 11),
        ("Title", 34),
        ("What is asked", 44),
        ("Weight, % of the whole or of its section", 13),
        ("Points at most", 10),
        ("Its questions add up to", 12),
        ("Scored from", 26),
        ("Highest mark, or best offer", 12),
        ("Pass mark: a mark, or % of the section", 14),
        ("Outcome or measure of the policy", 30),
    ];
    let columns = columns.map(|(heading, width)| (heading.to_owned(), width));
    let title = format!("Award criteria and weights: {}", plan.of.lot_words(plan.lot));
    let note = "A section weighs a share of the whole, a question a share of its section. Weights at each level have to add up to 100 before there are points. Shaded cells hold what was recorded; the others are worked out.";
    let mut page = Page::new(style, &plan.names.criteria, (&title, note), &columns)?;
    page.freeze(3)?;
    for part in &plan.parts {
        section(plan, &mut page, part)?;
        for (below, question) in part.questions.iter().enumerate() {
            self::question(plan, &mut page, (part, below), question)?;
        }
    }
    totals(plan, &mut page)?;
    page.done()
}

fn section(plan: &Plan<'_>, page: &mut Page, part: &Part<'_>) -> Result<()> {
    let (at, section) = (part.row, part.section);
    page.text(at, 0, &part.number.to_string(), Look::Words)?;
    page.text(at, 1, "section", Look::Words)?;
    page.text(at, 2, &visible(&section.title), Look::RawWords)?;
    page.text(at, 3, section.kind.words(), Look::Words)?;
    page.number(at, 4, section.weight.value(), Look::RawFigure)?;
    page.formula((at, 5), &cell(at, 4), &section.weight.value().into(), Look::Points)?;
    if part.is_price() {
        page.text(at, 7, &plan.terms.method.words(), Look::Words)?;
    } else {
        let sum = sums(plan.of, plan.lot).into_iter().find(|sum| sum.section == Some(section.uid));
        let sum = sum.map_or(Decimal::ZERO, |sum| sum.sum);
        let below = row(part.questions.len());
        if below == 0 {
            page.number(at, 6, Decimal::ZERO, Look::Figure)?;
        } else {
            let of = format!("SUM({})", column(4, at + 1, at + below));
            page.formula((at, 6), &of, &sum.into(), Look::Figure)?;
        }
        page.text(at, 7, "its questions", Look::Words)?;
    }
    pass_mark(page, at, section.pass_mark.map(Percent::value))
}

fn pass_mark(page: &mut Page, at: u32, mark: Option<Decimal>) -> Result<()> {
    match mark {
        Some(mark) => page.number(at, 9, mark, Look::RawFigure),
        None => page.blank(at, 9, Look::Figure),
    }
}

fn question(
    plan: &Plan<'_>,
    page: &mut Page,
    (part, below): (&Part<'_>, usize),
    question: &Question,
) -> Result<()> {
    let at = part.row + 1 + row(below);
    page.text(at, 0, &format!("{}.{}", part.number, below + 1), Look::Words)?;
    page.text(at, 1, "question", Look::Words)?;
    page.text(at, 2, &visible(&question.title), Look::RawWords)?;
    page.text(at, 3, question.asks.as_deref().unwrap_or_default(), Look::RawWords)?;
    page.number(at, 4, question.weight.value(), Look::RawFigure)?;
    let most = question.weight.value() * part.section.weight.value() / Decimal::ONE_HUNDRED;
    let points = format!("{}*{}/100", cell(at, 4), fixed(part.row, 4));
    page.formula((at, 5), &points, &most.into(), Look::Points)?;
    page.text(at, 7, &plan.judged_words(question), Look::RawWords)?;
    highest(plan, page, at, &format!("{}.{}", part.number, below + 1), question)?;
    pass_mark(page, at, question.pass_mark)?;
    let outcome = question.outcome.as_deref().map(|id| plan.view.measure_words(id));
    page.text(at, 10, &outcome.unwrap_or_default(), Look::Words)
}

/// The highest mark of a question's scale, or the best offer among the bids that take part.
fn highest(
    plan: &Plan<'_>,
    page: &mut Page,
    at: u32,
    number: &str,
    question: &Question,
) -> Result<()> {
    match &question.judged {
        Judged::Scale { scale: name } => {
            let Some((first, last, scale)) = place_of_scale(plan, name) else {
                // A scale that is not there is a fault of the criteria; nothing is earned by it.
                return page.number(at, 8, Decimal::ZERO, Look::Figure);
            };
            let of = format!("MAX({})", on(&plan.names.scales, &column(1, first, last)));
            page.formula((at, 8), &of, &scale.highest().into(), Look::Figure)
        }
        Judged::Offer { measure } => {
            if plan.bids.is_empty() {
                return page.number(at, 8, Decimal::ZERO, Look::Figure);
            }
            let offers = plan.bids.iter().filter(|one| one.bid.takes_part()).filter_map(|one| {
                plan.of.offers.get(&(one.bid.uid, measure.clone())).and_then(|one| one.quantity)
            });
            let best = offers.max().unwrap_or_default();
            // The whole product stands within, so that it is worked out cell by cell.
            let of = format!(
                "SUMPRODUCT(MAX(({}=\"{number}\")*({}=\"yes\")*{}))",
                plan.of_all(2),
                plan.of_all(1),
                plan.of_all(4)
            );
            page.formula((at, 8), &of, &best.into(), Look::Figure)
        }
    }
}

fn totals(plan: &Plan<'_>, page: &mut Page) -> Result<()> {
    let (at, end) = (plan.sum_row(), plan.sum_row().saturating_sub(1).max(TOP));
    let sum = sums(plan.of, plan.lot).first().map_or(Decimal::ZERO, |sum| sum.sum);
    page.text(at, 2, "All sections", Look::Head)?;
    let of = format!("SUMIF({},\"section\",{})", column(1, TOP, end), column(4, TOP, end));
    if plan.parts.is_empty() {
        page.number(at, 4, Decimal::ZERO, Look::Figure)?;
    } else {
        page.formula((at, 4), &of, &sum.into(), Look::Figure)?;
    }
    page.text(at + 1, 2, "Faults beside the weights, found by Tenderbook", Look::Head)?;
    page.value(at + 1, 4, &Value::count(plan.other_faults()), Look::Figure)?;
    page.text(at + 2, 2, "Can the criteria be used?", Look::Head)?;
    let off = if plan.parts.is_empty() {
        "1".to_owned()
    } else {
        let sums = column(6, TOP, end);
        format!("SUMPRODUCT(ISNUMBER({sums})*(ROUND({sums},4)<>100))")
    };
    let usable = format!(
        "IF(AND(ROUND({},4)=100,{off}=0,{}=0),\"yes\",\"no\")",
        cell(at, 4),
        cell(at + 1, 4)
    );
    let says = if plan.ranking.faults.is_empty() { "yes" } else { "no" };
    page.formula((at + 2, 4), &usable, &Value::from(says), Look::Figure)?;
    for (below, fault) in plan.ranking.faults.iter().enumerate() {
        page.text(at + 3 + row(below), 2, fault, Look::Words)?;
    }
    Ok(())
}

/// The rows of a scale on its sheet.
fn place_of_scale<'a>(plan: &'a Plan<'_>, name: &str) -> Option<(u32, u32, &'a Scale)> {
    let mut at = TOP;
    for ((_, other), scale) in plan.of.scales.iter().filter(|((lot, _), _)| *lot == plan.lot) {
        let marks = row(scale.marks.len());
        if other == name {
            return (marks > 0).then(|| (at, at + marks - 1, scale));
        }
        at += marks;
    }
    None
}

/// The sheet of the scales.
pub(super) fn scales(plan: &Plan<'_>, style: &Style) -> Result<Worksheet> {
    let columns = [("Scale", 20), ("Mark", 8), ("What an answer has to be", 100)];
    let columns = columns.map(|(heading, width)| (heading.to_owned(), width));
    let title = format!("Scales: {}", plan.of.lot_words(plan.lot));
    let note = "The marks that evaluators can give. A score earns the share of its question that it is of the highest mark.";
    let mut page = Page::new(style, &plan.names.scales, (&title, note), &columns)?;
    let mut at = TOP;
    for ((_, name), scale) in plan.of.scales.iter().filter(|((lot, _), _)| *lot == plan.lot) {
        for mark in &scale.marks {
            page.text(at, 0, &visible(name), Look::Words)?;
            page.number(at, 1, mark.score, Look::RawFigure)?;
            page.text(at, 2, &mark.descriptor, Look::RawWords)?;
            at += 1;
        }
    }
    page.done()
}
