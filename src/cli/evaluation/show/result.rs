//! Points, places and the award, as text.

use std::io::Write;

use crate::cli::failure::Result;
use crate::cli::write;
use crate::domain::evaluation::{LotNo, SectionKind, Tally};
use crate::domain::money::in_pounds;
use crate::domain::text::visible;
use crate::register::EvaluationView;

/// The most that are listed of what is missing.
const LISTED: usize = 10;

/// Places with points, what is missing, and what has to be known with them.
pub(in crate::cli::evaluation) fn write(
    out: &mut impl Write,
    view: &EvaluationView,
    lot: LotNo,
) -> Result {
    let Some(lot_view) = view.lots.get(&lot) else { return Ok(()) };
    let ranking = &lot_view.ranking;
    let open = view.evaluation.prices_are_open(lot);
    writeln!(out, "\nResult")?;
    if !ranking.is_complete() {
        writeln!(out, "  There are no places yet.")?;
    }
    for fault in &ranking.faults {
        write::indented(out, 2, "Wrong: ", fault)?;
    }
    for missing in ranking.missing.iter().take(LISTED) {
        writeln!(out, "  Missing: {}", view.missing_words(missing))?;
    }
    if let Some(more) = ranking.missing.len().checked_sub(LISTED).filter(|more| *more > 0) {
        writeln!(out, "  Missing: {more} more")?;
    }
    if !open && !ranking.tallies.is_empty() {
        writeln!(
            out,
            "  Hidden: the points for price and the totals, until every score is agreed."
        )?;
    }
    for tally in &ranking.tallies {
        one(out, view, tally, open)?;
    }
    if !open {
        return Ok(());
    }
    for flag in &lot_view.low {
        write::indented(out, 2, "Mind: ", &view.low_words(flag))?;
    }
    for oddity in &lot_view.oddities {
        write::indented(out, 2, "Mind: ", &view.oddity_words(oddity))?;
    }
    check(out, view, lot)
}

fn one(out: &mut impl Write, view: &EvaluationView, tally: &Tally, open: bool) -> Result {
    let supplier = view.supplier(tally.bid);
    let bid = view.evaluation.bids.get(&tally.bid);
    let lead = match (tally.place, bid.and_then(|bid| bid.out.as_ref())) {
        (Some(place), _) => {
            let tie = match (place.tied, place.by_tie_break) {
                (true, _) => ", shared",
                (false, true) => ", by the published tie-break",
                (false, false) => "",
            };
            format!("Place {}{tie}: {supplier}", place.rank)
        }
        (None, Some(out)) => format!("No place, {}: {supplier}", out.kind.words()),
        (None, None) if !tally.failures.is_empty() => {
            format!("No place, below a pass mark: {supplier}")
        }
        (None, None) => format!("No place yet: {supplier}"),
    };
    let total = match &tally.total {
        Some(total) if open => format!(", {total} points"),
        _ => String::new(),
    };
    writeln!(out, "  {lead}{total}")?;
    let sections: Vec<String> = tally
        .sections
        .iter()
        .filter(|section| open || section.kind != SectionKind::Price)
        .filter_map(|section| {
            let title = view.evaluation.sections.get(&section.section)?.1.title.as_str();
            Some(format!("{} {}", visible(title), section.points.as_ref()?))
        })
        .collect();
    if !sections.is_empty() {
        writeln!(out, "      {}", sections.join("; "))?;
    }
    if let Some(index) = tally.index.as_ref().filter(|_| open) {
        let pounds = index.rounded(2).parse().map_or_else(|_| index.to_string(), in_pounds);
        writeln!(out, "      {pounds} for each quality point")?;
    }
    for failure in &tally.failures {
        writeln!(out, "      {}", view.failure_words(failure))?;
    }
    Ok(())
}

fn check(out: &mut impl Write, view: &EvaluationView, lot: LotNo) -> Result {
    let Some(check) = view.evaluation.checks.get(&lot) else {
        if view.lots.get(&lot).is_some_and(|view| view.ranking.is_complete()) {
            writeln!(out, "  The arithmetic was not checked by a second person yet.")?;
        }
        return Ok(());
    };
    let holds = match view.lots.get(&lot).and_then(|view| view.check_holds) {
        Some(false) => "; the figures have changed since",
        _ => "",
    };
    writeln!(
        out,
        "  Arithmetic checked by {}, {}{holds}",
        visible(&check.by),
        check.day.british()
    )?;
    if let Some(note) = &check.note {
        write::indented(out, 4, "Note: ", note)?;
    }
    Ok(())
}

/// The decision, what is withheld, and what the winner has to deliver.
pub(super) fn award(out: &mut impl Write, view: &EvaluationView, lot: LotNo) -> Result {
    let of = &view.evaluation;
    writeln!(out, "\nAward")?;
    let named: Vec<String> =
        view.determination.sign_off.iter().map(|finding| visible(&finding.words())).collect();
    if !named.is_empty() {
        writeln!(out, "  The policy names for the sign-off: {}", named.join(" and "))?;
    }
    let Some(award) = of.awards.get(&lot) else {
        writeln!(out, "  Not awarded yet.")?;
        return Ok(());
    };
    let role = award.role.as_deref().map(|role| format!(", {}", visible(role))).unwrap_or_default();
    writeln!(
        out,
        "  Awarded to {} on {} by {}{role}",
        view.supplier(award.bid),
        award.day.british(),
        visible(&award.decided_by)
    )?;
    write::indented(out, 4, "Reasons: ", &award.reasons)?;
    if let Some(tie_break) = &award.tie_break {
        write::indented(out, 4, "Tie-break: ", tie_break)?;
    }
    for one in &award.withheld {
        write::indented(out, 4, &format!("Withheld, {}: ", visible(&one.what)), &one.reason)?;
    }
    for one in of.commitments.values().filter(|one| one.bid == award.bid) {
        let unit = view.measure_unit(&one.measure).map(|unit| format!(" {}", visible(unit)));
        let unit = unit.unwrap_or_default();
        let quantity = one.quantity.map(|quantity| format!("{}{unit}", quantity.normalize()));
        let said: Vec<String> = quantity.into_iter().chain(one.words.clone()).collect();
        let lead = format!("Committed to {}: ", view.measure_words(&one.measure));
        write::indented(out, 4, &lead, &said.join("; "))?;
    }
    writeln!(out, "    Recorded by {}, {}", visible(&award.officer), visible(&award.at))?;
    if let Some(limit) = view.limits.iter().find(|limit| limit.is_standstill()) {
        write::indented(out, 2, "Standstill: ", &limit.words)?;
    }
    Ok(())
}
