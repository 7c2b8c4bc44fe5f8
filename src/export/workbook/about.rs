//! The first sheet: what the workbook is, how it is read, and on which rules it rests.

use rust_xlsxwriter::Worksheet;

use crate::domain::evaluation::ROUNDING;
use crate::domain::text::visible;
use crate::export::workbook::page::{DIFFERS, Look, Page, Style, TOP, Value};
use crate::export::workbook::plan::Plan;
use crate::export::workbook::{prices, result, scores};
use crate::register::{EvaluationView, Result};
use crate::report::Variant;

/// The sheet, row by row.
struct Rows {
    page: Page,
    at: u32,
}

impl Rows {
    fn say(&mut self, about: &str, says: &str) -> Result<()> {
        self.page.text(self.at, 0, about, Look::Words)?;
        self.page.text(self.at, 1, says, Look::Words)?;
        self.at += 1;
        Ok(())
    }

    fn head(&mut self, title: &str) -> Result<()> {
        self.at += 1;
        self.page.text(self.at, 0, title, Look::Head)?;
        self.page.text(self.at, 1, "", Look::Head)?;
        self.at += 1;
        Ok(())
    }
}

/// What each sheet of a lot holds.
const SHEETS: [(&str, &str); 7] = [
    (
        "Result",
        "Points, totals and places by formulas; below them Tenderbook's own figures, and a check of the two in each row.",
    ),
    (
        "Criteria",
        "Sections and questions with their weights and pass marks, and whether they add up.",
    ),
    ("Scales", "The marks that can be given, and what each asks of an answer."),
    ("Bids", "Who bid, and which bids take no further part and why."),
    ("Scores given", "What each evaluator gave before the scores were agreed."),
    ("Scores agreed", "The score of every answer, its reasons, and the points that it earns."),
    ("Prices", "Prices, the lowest of them, and the points that they earn."),
];

/// The clauses on which an evaluation rests.
const CLAUSES: [(&str, &str); 5] = [
    (
        "Procurement Act 2023 s.19",
        "The award goes to the most advantageous tender by the published criteria. A tender whose price is abnormally low is disregarded only after the supplier was told and heard (s.19(4)), and never where its explanation satisfies (s.19(5)).",
    ),
    (
        "Procurement Act 2023 s.23",
        "Award criteria are clear, measurable and specific, break no rule on technical specifications, and are proportionate; how tenders are assessed is set out, and a mark below which a tender fails can be set (s.23(3)(a)).",
    ),
    (
        "Procurement Act 2023 s.24",
        "Award criteria are refined only in a multi-stage procedure, within its limits.",
    ),
    (
        "Procurement Act 2023 s.50",
        "Each supplier that submitted an assessed tender is given an assessment summary; regulation 31 of the Procurement Regulations 2024 says what is in it.",
    ),
    (
        "Procurement Act 2023 s.94",
        "What is withheld from publication, and why, is said where it is left out.",
    ),
];

/// Writes the sheet.
pub(super) fn about(
    view: &EvaluationView,
    anchor: Option<&str>,
    plans: &[Plan<'_>],
    (variant, style): (Variant, &Style),
) -> Result<Worksheet> {
    let title = format!("Evaluation of {}: {}", view.reference, visible(&view.title));
    let note = "A workbook to recompute the evaluation: change a shaded cell, and every figure that follows from it changes.";
    let columns = [("Subject".to_owned(), 34), ("What there is to know".to_owned(), 110)];
    let page = Page::new(style, "About", (&title, note), &columns)?;
    let mut rows = Rows { page, at: TOP };
    let policy = &view.pack.policy;
    rows.say("Reference", &view.reference.to_string())?;
    rows.say("Title", &view.title)?;
    rows.say("Policy", &format!("{}, {}", policy.short_words(), policy.edition))?;
    rows.say(
        "State of the procurement",
        &format!("{}, version {} of its record", view.state, view.version),
    )?;
    if let Some(anchor) = anchor {
        rows.say("Anchor", anchor)?;
    }
    rows.say(
        "For whom",
        match variant {
            Variant::Full => "The officer and the auditor: everything that may be shown. Not for publication.",
            Variant::Publication => {
                "For publication: without names of evaluators and officers, without internal notes, and without what is marked as withheld. Read it through before it is published: what officers wrote may name people or tell what is withheld."
            }
        },
    )?;
    rules(&mut rows)?;
    rows.head("Sheets")?;
    for (name, holds) in SHEETS {
        let name = if plans.len() > 1 { format!("Lot … {name}") } else { name.to_owned() };
        rows.say(&name, holds)?;
    }
    for plan in plans {
        lot(&mut rows, plan)?;
    }
    if plans.is_empty() {
        rows.head("Evaluation")?;
        rows.say("Award criteria", "The evaluation has not begun: there are no award criteria.")?;
    }
    rows.head("Clauses")?;
    for (clause, says) in CLAUSES {
        rows.say(clause, says)?;
    }
    rows.page.done()
}

fn rules(rows: &mut Rows) -> Result<()> {
    rows.head("How it is read")?;
    rows.say(
        "Shaded cells",
        "What was recorded: weights, marks, scores, offers, prices, and which bids take part.",
    )?;
    rows.say(
        "Other cells with figures",
        "Formulas, or figures by Tenderbook where the heading says so.",
    )?;
    rows.say("Rounding in Tenderbook", ROUNDING)?;
    rows.say(
        "Rounding in a spreadsheet",
        "A spreadsheet keeps about 15 digits, not fractions. A check therefore lets figures differ by a hundred-millionth of a point (a hundredth of a penny for a price of each point). For the places, points are compared rounded to ten decimals and prices of each point to six, so that equal figures stay equal.",
    )?;
    rows.say(
        "Checks",
        "“agrees” where a formula and Tenderbook come to the same; “DIFFERS” where not. After a shaded cell was changed, differences are to be expected.",
    )?;
    rows.say(
        "What is not known",
        "It is never taken for nothing: points wait for every agreed score, and places for every price. Only a quantity of a measure that a bid does not offer counts as none offered.",
    )
}

fn lot(rows: &mut Rows, plan: &Plan<'_>) -> Result<()> {
    rows.head(&plan.of.lot_words(plan.lot))?;
    let kind = plan.terms.method.kind();
    rows.say("Price method", &plan.terms.method.words())?;
    rows.say("Formula", kind.formula())?;
    rows.say("Tie", &plan.tie_words())?;
    let blind = if plan.terms.blind {
        "Each evaluator's scores are hidden until all who take part have given theirs."
    } else {
        "Scores are not given blind."
    };
    rows.say("Scoring", blind)?;
    if !plan.prices_shown() {
        rows.say("Prices", plan.prices_why())?;
    }
    rows.say(
        "Low prices",
        &format!(
            "A price is noted when it lies {} or more below the mean or the median of the others; the note decides nothing.",
            plan.terms.low_share
        ),
    )?;
    if let Some(social) = &plan.stands.social {
        let asked = social.asked.as_deref().unwrap_or("nothing in figures");
        let fault = social.fault.as_ref().map(|fault| format!(" {fault}")).unwrap_or_default();
        rows.say(
            "Weight of social value",
            &format!(
                "{} of the whole; the policy asks: {}.{fault}",
                social.weight,
                asked.trim_end_matches('.')
            ),
        )?;
    }
    if !plan.reasons {
        rows.say("Reasons", "Left out: they quote tenders, and are published only once the award is decided and nothing is withheld.")?;
    }
    decided(rows, plan)?;
    differences(rows, plan)
}

/// The check by a second person, the award, and what is withheld.
fn decided(rows: &mut Rows, plan: &Plan<'_>) -> Result<()> {
    let person = |name: &str| if plan.is_full() { visible(name) } else { "an officer".to_owned() };
    let check = match (plan.of.checks.get(&plan.lot), plan.stands.check_holds) {
        (Some(check), holds) => format!(
            "By {} on {}{}",
            person(&check.by),
            check.day.british(),
            if holds == Some(true) {
                "; the figures are still those."
            } else {
                "; figures have changed since."
            }
        ),
        (None, _) => "Not recorded.".to_owned(),
    };
    rows.say("Check of the arithmetic by a second person", &check)?;
    let Some(award) = plan.of.awards.get(&plan.lot) else {
        return rows.say("Award", "Not decided yet.");
    };
    rows.say(
        "Award",
        &format!(
            "{} on {}, decided by {}",
            plan.view.supplier(award.bid),
            award.day.british(),
            if plan.is_full() {
                visible(&award.decided_by)
            } else {
                award.role.as_deref().map_or_else(|| "an officer".to_owned(), visible)
            }
        ),
    )?;
    if let Some(how) = &award.tie_break {
        rows.say("How the tie was broken", how)?;
    }
    for one in &award.withheld {
        rows.say("Withheld from publication", &format!("{}: {}", visible(&one.what), one.reason))?;
    }
    Ok(())
}

/// How many checks of a lot differ, counted by a formula.
fn differences(rows: &mut Rows, plan: &Plan<'_>) -> Result<()> {
    let mut checks: Vec<String> = result::checks(plan).into_iter().collect();
    checks.extend(scores::checks(plan));
    checks.extend(prices::checks(plan));
    if checks.is_empty() {
        return rows.say("Checks that differ", "There is nothing to check yet.");
    }
    let counts: Vec<String> =
        checks.iter().map(|cells| format!("COUNTIF({cells},\"{DIFFERS}\")")).collect();
    rows.page.text(rows.at, 0, "Checks that differ", Look::Words)?;
    let none = Value::count(0);
    rows.page.formula((rows.at, 1), &counts.join("+"), &none, Look::Figure)?;
    rows.at += 1;
    Ok(())
}
