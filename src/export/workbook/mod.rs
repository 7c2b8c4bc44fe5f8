//! The evaluation of a procurement as a workbook that an auditor can recompute.
//!
//! What was recorded stands in shaded cells; points, totals and places are formulas that refer to
//! them, each with the figure that Tenderbook works out beside it, and a check of the two.

mod about;
mod criteria;
mod page;
mod plan;
mod prices;
mod result;
mod scores;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

use crate::export::workbook::page::{Looks, Style, failed, printed};
use crate::export::workbook::plan::Plan;
use crate::register::{EvaluationView, Result};
use crate::report::Variant;

/// Writes the evaluation with live formulas, and what its journal ends with.
pub(super) fn write(
    evaluation: &EvaluationView,
    anchor: Option<&str>,
    variant: Variant,
) -> Result<Vec<u8>> {
    build(evaluation, anchor, variant, true)
}

/// The same; formulas carry what they come to only where they are to.
fn build(
    view: &EvaluationView,
    anchor: Option<&str>,
    variant: Variant,
    cached: bool,
) -> Result<Vec<u8>> {
    let style = Style {
        looks: Looks::new(),
        cached,
        reference: printed(&view.reference.to_string(), 40),
        title: printed(&view.title, 80),
    };
    let lots = view.evaluation.lots.keys();
    let plans: Vec<Plan<'_>> = lots.filter_map(|lot| Plan::new(view, *lot, variant)).collect();
    let mut book = Workbook::new();
    // The same evaluation gives the same bytes on every day.
    let day = ExcelDateTime::from_ymd(2000, 1, 1).map_err(failed)?;
    let properties = DocProperties::new()
        .set_title(format!("Evaluation of {}", view.reference))
        .set_author("Tenderbook")
        .set_creation_datetime(&day);
    book.set_properties(&properties);
    book.push_worksheet(about::about(view, anchor, &plans, (variant, &style))?);
    for plan in &plans {
        book.push_worksheet(result::result(plan, &style)?);
        book.push_worksheet(criteria::criteria(plan, &style)?);
        book.push_worksheet(criteria::scales(plan, &style)?);
        book.push_worksheet(scores::bids(plan, &style)?);
        book.push_worksheet(scores::given(plan, &style)?);
        book.push_worksheet(scores::agreed(plan, &style)?);
        book.push_worksheet(prices::prices(plan, &style)?);
    }
    book.save_to_buffer().map_err(failed)
}

#[cfg(test)]
mod tests;
