//! `tenderbook dashboard`: the figures over all tenders as plain text.

use std::io::Write;

use clap::Args;
use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::{Value, json};

use crate::cli::failure::Result;
use crate::cli::{Settings, write};
use crate::domain::StageNo;
use crate::domain::contract::FinancialYear;
use crate::domain::money::in_pounds;
use crate::domain::text::visible;
use crate::policy::Target;
use crate::register::{
    Bar, Dashboard, NO_ACTUAL, Part, PartKind, PolicyTargets, Slice, TargetFigure, TargetsView,
    tenders,
};

/// Show figures over all tenders: stages, values, social value, weights, targets
///
/// The same figures as the dashboard of the terminal interface, one to a line.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook dashboard
  tenderbook dashboard --how
  tenderbook dashboard --json")]
pub(crate) struct Arguments {
    /// Say for each part which tenders are counted, and how
    #[arg(long)]
    how: bool,
    /// Print one object for programs: tenders, stages, policies, states, social value, weights, targets
    #[arg(long, conflicts_with = "how")]
    json: bool,
}

/// One figure for programs: what it is of, and how much.
#[derive(Serialize)]
struct Figure {
    #[serde(flatten)]
    of: Value,
    tenders: usize,
    value: String,
}

pub(crate) fn run(arguments: &Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    // Before the first procurement there is no file, and nothing to count.
    let (view, reached) = if settings.place()?.exists() {
        let mut register = settings.register()?;
        let today = settings.context().today;
        let reached = FinancialYear::of(today).map(|year| register.targets(year, today));
        (register.dashboard()?, reached.transpose()?)
    } else {
        (Dashboard::default(), None)
    };
    if arguments.json {
        return write::json(out, &object(&view, reached.as_ref()));
    }
    if view.tenders == 0 {
        writeln!(
            out,
            "There are no procurements yet, so there is nothing to count. “tenderbook new --help” shows how to start one."
        )?;
        return Ok(());
    }
    writeln!(out, "{} in the register.", tenders(view.tenders))?;
    for part in &view.parts {
        writeln!(out, "\n{} ({}):", part.kind.title(), tenders(part.tenders))?;
        if arguments.how {
            writeln!(out, "  {}", part.kind.counted())?;
        }
        for bar in &part.bars {
            writeln!(out, "  {}", line(part, bar))?;
        }
    }
    writeln!(out, "\nTargets of the policies against actuals:")?;
    for policy in &view.targets {
        if policy.targets.is_empty() {
            writeln!(out, "  {}: sets no target over all tenders.", visible(&policy.short))?;
        }
        for target in &policy.targets {
            let (short, text) = (visible(&policy.short), visible(&target.text));
            writeln!(out, "  {short}: {text} ({})", visible(&target.clause))?;
            let figure = actual(policy, target, reached.as_ref());
            let words = figure.map(|(year, figure)| format!("{year}: {}", figure.in_short()));
            let words = words.map_or_else(|| NO_ACTUAL.to_owned(), |words| visible(&words));
            writeln!(out, "    Actual: {words}.")?;
        }
    }
    Ok(())
}

/// What a figure is called.
pub(crate) fn label(bar: &Bar) -> String {
    match &bar.slice {
        Slice::Stage(Some(stage)) => format!("Stage {stage}, {}", stage.name()),
        Slice::Stage(None) => "All stages closed or skipped".to_owned(),
        _ => visible(bar.label.trim()),
    }
}

/// A figure as a line: what it is, what the part measures, and the other figure beside it.
fn line(part: &Part, bar: &Bar) -> String {
    let label = label(bar);
    let (count, value) = (tenders(bar.tenders), in_pounds(bar.value));
    let figures = match (part.kind.is_of_value(), bar.tenders) {
        (_, 0) => "none".to_owned(),
        (true, _) => format!("{value}, {count}"),
        (false, _) => format!("{count}, {value}"),
    };
    let departs = if bar.departs && bar.tenders > 0 { " (departs from the policy)" } else { "" };
    format!("{label}: {figures}{departs}")
}

/// What was reached of a target, and the year.
fn actual<'a>(
    policy: &PolicyTargets,
    target: &Target,
    reached: Option<&'a TargetsView>,
) -> Option<(FinancialYear, &'a TargetFigure)> {
    let reached = reached?;
    Some((reached.year, reached.actual(&policy.policy, &target.id)?))
}

fn object(view: &Dashboard, reached: Option<&TargetsView>) -> Value {
    let of = |kind: fn(PartKind) -> bool| -> Vec<Figure> {
        let parts = view.parts.iter().filter(|part| kind(part.kind));
        parts.flat_map(|part| &part.bars).map(figure).collect()
    };
    let targets = view.targets.iter().flat_map(|policy| {
        policy.targets.iter().map(move |target| of_target(policy, target, reached))
    });
    json!({
        "tenders": view.tenders,
        "stages": of(|kind| kind == PartKind::Stages),
        "policies": of(|kind| kind == PartKind::Policies),
        "states": of(|kind| kind == PartKind::States),
        "social_value": of(|kind| kind == PartKind::SocialValue),
        "weights": of(|kind| matches!(kind, PartKind::Weights(_))),
        "targets": targets.collect::<Vec<Value>>(),
    })
}

fn figure(bar: &Bar) -> Figure {
    let of = match &bar.slice {
        Slice::Stage(stage) => json!({ "stage": stage, "name": stage.map(StageNo::name) }),
        Slice::Policy(policy) => json!({ "policy": policy, "short": bar.label }),
        Slice::State(state) => json!({ "state": state }),
        Slice::SocialValue(status) => json!({ "status": status }),
        Slice::Weight(place) => json!({
            "bound": place.bound, "standing": place.standing, "departs": bar.departs,
        }),
    };
    Figure { of, tenders: bar.tenders, value: in_pence(bar.value) }
}

/// Pounds with two decimals, as money is written for programs everywhere.
fn in_pence(mut value: Decimal) -> String {
    value.rescale(2);
    value.to_string()
}

fn of_target(policy: &PolicyTargets, target: &Target, reached: Option<&TargetsView>) -> Value {
    let actual = actual(policy, target, reached);
    json!({
        "policy": policy.policy,
        "edition": policy.edition,
        "id": target.id,
        "text": target.text,
        "minimum": target.minimum,
        "of": target.of,
        "clause": target.clause,
        "actual": actual.map(|(year, figure)| json!({
            "year": year.to_string(),
            "of": figure.of,
            "share": figure.share.as_ref().map(|share| share.rounded(2)),
            "at_most": figure.at_most.as_ref().map(|most| most.rounded(2)),
            "words": figure.words,
            "met": figure.met,
        })),
        "why_no_actual": actual.is_none().then_some(NO_ACTUAL),
    })
}
