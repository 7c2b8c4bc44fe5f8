//! `tenderbook evaluation result`, `working` and `sensitivity`: what follows from the scores.

use std::io::Write;

use clap::Args;
use serde_json::{Value, json};

use crate::cli::evaluation::deed::Which;
use crate::cli::evaluation::find;
use crate::cli::evaluation::show::{result, shape};
use crate::cli::failure::{Failure, Result};
use crate::cli::{Settings, write};
use crate::domain::evaluation::{
    LotNo, Otherwise, PriceMethod, ROUNDING, Sensitivity, WorkingLine, working,
};
use crate::domain::text::visible;
use crate::register::{EvaluationView, Fault};

/// Show the ranking: points, places, ties, low prices, and the rule of rounding
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook evaluation result 2026-0001
  tenderbook evaluation result 2026-0001 --lot 2 --json")]
pub(crate) struct Arguments {
    #[command(flatten)]
    which: Which,
    /// Print one object for programs
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let view = settings.register()?.evaluation(&arguments.which.reference)?;
    let mut lots = arguments.which.lots(&view)?;
    if lots.is_empty() {
        lots.push(arguments.which.lot(&view)?);
    }
    if arguments.json {
        let totals: Vec<Value> = lots
            .iter()
            .filter_map(|lot| Some((*lot, view.lots.get(lot)?)))
            .flat_map(|(lot, lot_view)| {
                let open = view.evaluation.prices_are_open(lot);
                let view = &view;
                let tallies = lot_view.ranking.tallies.iter();
                tallies.map(move |tally| shape::total(view, lot, tally, open))
            })
            .collect();
        let ranks: Vec<Value> = lots.iter().flat_map(|lot| shape::ranks(&view, *lot)).collect();
        return write::json(
            out,
            &json!({
                "reference": view.reference,
                "rounding": ROUNDING,
                "totals": totals,
                "ranks": ranks,
            }),
        );
    }
    for lot in lots {
        head(out, &view, lot)?;
        result::write(out, &view, lot)?;
        writeln!(out)?;
    }
    writeln!(out, "{ROUNDING}")?;
    Ok(())
}

/// Says which tender it is, and which lot where there are several.
fn head(out: &mut impl Write, view: &EvaluationView, lot: LotNo) -> Result {
    writeln!(out, "{}: {}", view.reference, visible(&view.title))?;
    if view.evaluation.lots.len() > 1 {
        writeln!(out, "{}", view.evaluation.lot_words(lot))?;
    }
    Ok(())
}

/// Show how the points of one bid come about, line by line
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook evaluation working 2026-0001 Acme
  tenderbook evaluation working 2026-0001 Acme --json")]
pub(crate) struct WorkingArguments {
    #[command(flatten)]
    which: Which,
    /// The bid, by its supplier
    #[arg(value_name = "BID")]
    bid: String,
    /// Print one object for programs
    #[arg(long)]
    json: bool,
}

pub(super) fn show_working(
    arguments: &WorkingArguments,
    settings: &Settings,
    out: &mut impl Write,
) -> Result {
    let view = settings.register()?.evaluation(&arguments.which.reference)?;
    let lot = arguments.which.lot_of(&view, &[&arguments.bid])?;
    let bid = find::bid(&view, lot, &arguments.bid)?.uid;
    prices_are_open(&view, lot, "The working is not shown yet")?;
    let Some(lot_view) = view.lots.get(&lot) else { return Ok(()) };
    let lines = working(&view.evaluation, &lot_view.ranking, bid);
    let method = view.evaluation.lots.get(&lot).map(|lot| lot.method.words());
    if arguments.json {
        let lines: Vec<Value> = lines.iter().map(line).collect();
        let supplier = view.evaluation.bids.get(&bid).map(|bid| bid.supplier.as_str());
        return write::json(
            out,
            &json!({
                "reference": view.reference,
                "lot": lot,
                "bid": bid,
                "supplier": supplier,
                "price_method": method,
                "rounding": ROUNDING,
                "lines": lines,
            }),
        );
    }
    head(out, &view, lot)?;
    writeln!(out, "Bid of {}", view.supplier(bid))?;
    writeln!(out, "Price method: {}\n", method.unwrap_or_default())?;
    for fault in &lot_view.ranking.faults {
        write::indented(out, 0, "Wrong: ", fault)?;
    }
    for line in &lines {
        let by = line.depth * 2;
        let points = match &line.points {
            Some(points) => format!(" = {points} points"),
            None => String::new(),
        };
        writeln!(out, "{:by$}{}: {}{points}", "", line.about, line.how)?;
        if let Some(remark) = &line.remark {
            write::indented(out, by + 4, "", remark)?;
        }
    }
    writeln!(out, "\n{ROUNDING}")?;
    Ok(())
}

fn line(line: &WorkingLine) -> Value {
    json!({
        "depth": line.depth,
        "about": line.about,
        "how": line.how,
        "points": line.points.as_ref().map(shape::figure),
        "remark": line.remark,
    })
}

/// What margins are counted in where the price of each quality point decides.
const PER_POUND: &str = "points for each pound";

/// What follows from prices is shown once they may be seen.
fn prices_are_open(view: &EvaluationView, lot: LotNo, not_done: &str) -> Result {
    if view.evaluation.prices_are_open(lot) {
        return Ok(());
    }
    Err(Failure::Fault(Fault::Invalid {
        message: format!("{not_done}: prices are hidden until every score is agreed."),
        hint: Some(format!(
            "“tenderbook evaluation result {}” says which scores are missing; “evaluation terms --hide-prices no”, with a reason, shows the prices.",
            view.reference
        )),
    }))
}

/// Show who would be first at other weights of social value and by other price methods
///
/// The weights at which the first place changes are worked out, not tried out
/// one by one.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook evaluation sensitivity 2026-0001
  tenderbook evaluation sensitivity 2026-0001 --json")]
pub(crate) struct SensitivityArguments {
    #[command(flatten)]
    which: Which,
    /// Print one object for programs
    #[arg(long)]
    json: bool,
}

pub(super) fn show_sensitivity(
    arguments: &SensitivityArguments,
    settings: &Settings,
    out: &mut impl Write,
) -> Result {
    let view = settings.register()?.evaluation(&arguments.which.reference)?;
    let lot = arguments.which.lot(&view)?;
    prices_are_open(&view, lot, "The sensitivity is not shown yet")?;
    let Some(found) = view.sensitivity(lot) else {
        return Err(Failure::Fault(Fault::Invalid {
            message: "There is no sensitivity before there are places.".to_owned(),
            hint: Some(format!(
                "“tenderbook evaluation result {}” says what is missing.",
                view.reference
            )),
        }));
    };
    if arguments.json {
        return write::json(out, &shape_of(&view, lot, &found));
    }
    tell(out, &view, lot, &found)
}

fn shape_of(view: &EvaluationView, lot: LotNo, found: &Sensitivity) -> Value {
    let reigns: Vec<Value> = found
        .reigns
        .iter()
        .map(|reign| {
            json!({
                "from": shape::figure(&reign.from),
                "to": shape::figure(&reign.to),
                "first": shape::bids(view, &reign.first),
            })
        })
        .collect();
    let steps: Vec<Value> = found.steps.iter().map(|one| shape::otherwise(view, one)).collect();
    let methods: Vec<Value> = found.methods.iter().map(|one| shape::otherwise(view, one)).collect();
    json!({
        "reference": view.reference,
        "lot": lot,
        "rounding": ROUNDING,
        "weight": shape::figure(&found.weight),
        "reigns": reigns,
        "steps": steps,
        "methods": methods,
    })
}

fn tell(out: &mut impl Write, view: &EvaluationView, lot: LotNo, found: &Sensitivity) -> Result {
    let names = |bids: &[uuid::Uuid]| {
        let names: Vec<String> = bids.iter().map(|bid| view.supplier(*bid)).collect();
        match names.as_slice() {
            [] => "nobody".to_owned(),
            names => names.join(" and "),
        }
    };
    head(out, view, lot)?;
    writeln!(out, "Social value weighs {}% in the criteria.", found.weight.short(4))?;
    writeln!(out, "\nWho is first as the weight of social value changes")?;
    if found.reigns.is_empty() {
        writeln!(
            out,
            "  There is no section for social value, or nothing else, to weigh it against."
        )?;
    }
    for reign in &found.reigns {
        writeln!(
            out,
            "  From {}% to {}%: {}",
            reign.from.short(4),
            reign.to.short(4),
            names(&reign.first)
        )?;
    }
    let per_point =
        view.evaluation.lots.get(&lot).is_some_and(|terms| terms.method == PriceMethod::PerPoint);
    let unit = if per_point { PER_POUND } else { "points" };
    let line = |one: &Otherwise, unit: &str| {
        let margin = match &one.margin {
            Some(margin) if margin.is_zero() => ", level".to_owned(),
            // Points for each pound are so few that two decimals would show none of them.
            Some(margin) if unit == PER_POUND => format!(", by {} {unit}", margin.short(8)),
            Some(margin) => format!(", by {margin} {unit}"),
            None => String::new(),
        };
        let note = one.note.as_deref().map(|note| format!(" ({})", visible(note)));
        format!("  {}: {}{margin}{}", one.under, names(&one.first), note.unwrap_or_default())
    };
    if !found.steps.is_empty() {
        writeln!(out, "\nBy how much")?;
    }
    for step in &found.steps {
        writeln!(out, "{}", line(step, unit))?;
    }
    writeln!(out, "\nWho would be first by another price method")?;
    for method in &found.methods {
        let by_point = method.under == crate::domain::evaluation::PriceKind::PerPoint.words();
        writeln!(out, "{}", line(method, if by_point { "pounds a point" } else { "points" }))?;
    }
    writeln!(out, "\n{ROUNDING}")?;
    Ok(())
}
