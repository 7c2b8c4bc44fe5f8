//! What is said on modern slavery and ethics: what follows from a level, what a record holds, what
//! is known of the supplier.

use strum::IntoEnumIterator;
use uuid::Uuid;

use crate::domain::contract::{Concern, Diligence, Factor, Level, SlaveryRisk};
use crate::domain::supplier::{DebarmentResult, LivingWage, StatementDue, Supplier};
use crate::domain::text::{visible, visible_lines};
use crate::policy::Origin;
use crate::tui::command::Command;
use crate::tui::dates;
use crate::tui::effect::{LineKind, Section};
use crate::tui::screen::contract::Scene;
use crate::tui::screen::contract::desk::{Line, Tone, section};
use crate::tui::screen::contract::ethics::{concerns, risks, stands, steps};
use crate::tui::screen::contract::reviews::actions_about;
use crate::tui::widget::text::capital;

type Lines = Vec<(LineKind, String)>;

/// What stands above the list.
pub(super) fn head(scene: Scene<'_>) -> Vec<(String, Tone)> {
    let mut head = Vec::new();
    let unreported = concerns(scene).iter().filter(|(_, of)| of.reported_to.is_none()).count();
    match unreported {
        0 => {}
        1 => head.push((
            "A concern was raised and not reported to anybody yet.".to_owned(),
            Tone::Wrong,
        )),
        count => {
            head.push((format!("{count} concerns were raised and not reported yet."), Tone::Wrong));
        }
    }
    let all = risks(scene);
    let Some((_, newest)) = all.first() else { return head };
    if newest.level == Level::High && steps(scene).is_empty() {
        let words = "The risk is high, and no due diligence is on record.";
        head.push((words.to_owned(), Tone::Heed));
    }
    if newest.next.is_some_and(|day| day < scene.view.today) {
        head.push(("The risk was to be looked at again by now.".to_owned(), Tone::Heed));
    }
    head
}

/// What follows from a level: the policy's clauses, then the statute's, then good practice.
fn follows(scene: Scene<'_>, level: Level) -> Lines {
    let mut lines = Lines::new();
    let of = |origin: Origin| {
        let packs = [&scene.view.pack, &scene.view.overlay];
        packs.into_iter().flat_map(move |pack| {
            pack.slavery_risks_at(level).filter(move |risk| risk.origin == origin)
        })
    };
    for risk in of(Origin::Policy) {
        lines.push((LineKind::Plain, visible(&risk.says)));
        lines.push((LineKind::Inset, visible(&risk.rests_on())));
    }
    let own = scene.view.pack.slavery_risks_at(level);
    if !own.into_iter().any(|risk| risk.origin == Origin::Policy) {
        let words = format!("The policy is silent on what follows from a {} risk.", level.words());
        lines.insert(0, (LineKind::Plain, words));
    }
    let practice: Vec<_> = of(Origin::GoodPractice).collect();
    for risk in practice {
        lines.push((LineKind::Plain, format!("Suggested: {}", visible(&risk.says))));
        let words = format!("{}; not from the policy", visible(&risk.rests_on()));
        lines.push((LineKind::Inset, words));
    }
    lines
}

/// How much follows from a level, for below a form.
pub(super) fn in_short(scene: Scene<'_>, level: Level) -> String {
    let packs = [&scene.view.pack, &scene.view.overlay];
    let count = |origin: Origin| {
        let all = packs.iter().flat_map(|pack| pack.slavery_risks_at(level));
        all.filter(|risk| risk.origin == origin).count()
    };
    let (policy, practice) = (count(Origin::Policy), count(Origin::GoodPractice));
    let by_policy = match policy {
        0 => "the policy is silent on what follows".to_owned(),
        1 => "one thing follows by the policy".to_owned(),
        count => format!("{count} things follow by the policy"),
    };
    let suggested = match practice {
        0 => String::new(),
        1 => ", and good practice suggests one".to_owned(),
        count => format!(", and good practice suggests {count}"),
    };
    format!("{by_policy}{suggested}.")
}

/// Every level, and what follows from it.
pub(super) fn why(scene: Scene<'_>) -> Vec<Section> {
    let newest = risks(scene).first().map(|(_, of)| of.level);
    let levels: Vec<Level> = Level::iter().collect();
    let sections = levels.into_iter().rev().map(|level| {
        let here = if Some(level) == newest { ", as assessed here" } else { "" };
        section(format!("From a {} risk{here}", level.words()), follows(scene, level))
    });
    sections.collect()
}

/// What to do first, where nothing is recorded.
pub(super) fn first(scene: Scene<'_>) -> Vec<Section> {
    let add = Command::Add.key(false);
    let lines = vec![
        (
            LineKind::Strong,
            format!("First assess the risk: {add}, then the first line."),
        ),
        (
            LineKind::Plain,
            "The sector, the countries of the supply chain and the kind of labour say how closely to look; the greatest of the three is the whole unless you say why not.".to_owned(),
        ),
        (
            LineKind::Plain,
            "Then record what was looked into, and any concern with the day and to whom it was reported.".to_owned(),
        ),
    ];
    let mut sections = vec![section("Why, and what first", lines)];
    sections.extend(why(scene));
    sections
}

/// An assessment of the risk.
pub(super) fn risk(scene: Scene<'_>, uid: Uuid, of: &SlaveryRisk) -> Vec<Section> {
    let side = |name: &str, of: &Factor| {
        (LineKind::Plain, format!("{name}: {} ({})", visible(&of.words), of.level.words()))
    };
    let mut lines = vec![
        (LineKind::Strong, format!("{} as a whole", capital(of.level.words()))),
        side("Sector", &of.sector),
        side("Countries", &of.country),
        side("Labour", &of.labour),
    ];
    if let Some(reasons) = &of.reasons {
        lines.push((LineKind::Plain, format!("Reasons: {}", visible_lines(reasons))));
    }
    let next = of.next.map_or_else(
        || "no day to look again is set".to_owned(),
        |day| format!("to be looked at again on {}", dates::day(day)),
    );
    let by = visible(&of.by);
    lines.push((LineKind::Inset, format!("Assessed on {} by {by}; {next}.", dates::day(of.day))));
    let mut sections = vec![
        section("The risk of modern slavery", lines),
        section(format!("What follows from a {} risk", of.level.words()), follows(scene, of.level)),
    ];
    sections.extend(actions_about(scene, uid));
    sections
}

/// A step of due diligence.
pub(super) fn step(scene: Scene<'_>, uid: Uuid, of: &Diligence) -> Vec<Section> {
    let found = of.found.as_deref().map_or_else(|| "nothing yet".to_owned(), visible_lines);
    let key = Command::Evidence.key(false);
    let evidence = match &of.evidence {
        Some(kind) => {
            let words = visible_lines(kind.summary());
            (LineKind::Plain, format!("Evidence ({}): {words}", kind.word()))
        }
        None => (LineKind::Warning, format!("There is no evidence yet. {key} attaches it.")),
    };
    let lines = vec![
        (LineKind::Plain, visible_lines(&of.what)),
        (LineKind::Plain, format!("Found: {found}")),
        evidence,
        (LineKind::Inset, format!("{}, {}.", dates::day(of.day), visible(&of.by))),
    ];
    let mut sections = vec![section("Due diligence", lines)];
    sections.extend(actions_about(scene, uid));
    sections
}

/// A concern.
pub(super) fn concern(scene: Scene<'_>, uid: Uuid, of: &Concern) -> Vec<Section> {
    let (_, state) = stands(of);
    let key = Command::Open.key(false);
    let reported = match (&of.reported_to, of.reported_on) {
        (Some(to), Some(day)) => {
            (LineKind::Plain, format!("Reported to {} on {}.", visible(to), dates::day(day)))
        }
        (Some(to), None) => (LineKind::Plain, format!("Reported to {}.", visible(to))),
        (None, _) => (
            LineKind::Warning,
            format!("Not reported to anybody yet. {key} records to whom and when."),
        ),
    };
    let mut lines = vec![
        (LineKind::Plain, visible_lines(&of.what)),
        (LineKind::Inset, format!("Raised on {}; {state}.", dates::day(of.day))),
        reported,
    ];
    if let Some(outcome) = &of.outcome {
        lines.push((LineKind::Plain, format!("What came of it: {}", visible_lines(outcome))));
    }
    let mut sections = vec![section("The concern", lines)];
    sections.extend(actions_about(scene, uid));
    sections
}

fn of_supplier(scene: Scene<'_>) -> Option<&Supplier> {
    scene.view.suppliers.get(&scene.contract.contract.supplier)
}

/// What is known of the supplier, line by line.
pub(super) fn supplier_lines(scene: Scene<'_>) -> Vec<Line> {
    let Some(supplier) = of_supplier(scene) else { return Vec::new() };
    let line = |tone, state: &str, what: &str, right: String| Line {
        uid: None,
        tone,
        state: state.to_owned(),
        what: what.to_owned(),
        right,
    };
    let statement = match (supplier.statement_due(), &supplier.statement) {
        (_, Some(of)) => {
            let year = format!("year to {}", dates::day(of.year_end));
            line(Tone::Done, "there", "Statement on modern slavery", year)
        }
        (StatementDue::Missing, None) => {
            line(Tone::Wrong, "missing", "Statement on modern slavery, which is due", String::new())
        }
        (StatementDue::NotDue, None) => {
            line(Tone::Plain, "not due", "Statement on modern slavery", String::new())
        }
        _ => line(
            Tone::Heed,
            "not known",
            "Statement on modern slavery: whether it is due",
            String::new(),
        ),
    };
    let asked = scene.view.pack.expectations.iter().any(|one| one.group.contains("Code of Ethics"));
    let code = match &supplier.code {
        Some(code) => line(Tone::Done, "signed", "Code of ethics", dates::day(code.day)),
        None if asked => line(
            Tone::Heed,
            "not signed",
            "Code of ethics, which the policy asks for",
            String::new(),
        ),
        None => line(Tone::Plain, "not signed", "Code of ethics", String::new()),
    };
    let wage = match supplier.living_wage {
        Some(LivingWage::Accredited) => {
            line(Tone::Done, "accredited", "Real living wage", String::new())
        }
        Some(LivingWage::Pays) => {
            line(Tone::Done, "says it pays it", "Real living wage", String::new())
        }
        Some(LivingWage::No) => {
            line(Tone::Heed, "does not pay it", "Real living wage", String::new())
        }
        None => line(Tone::Plain, "not known", "Real living wage", String::new()),
    };
    let check = match scene.view.debarment_checks.get(&scene.contract.contract.supplier) {
        Some(of) => {
            let (tone, word) = match of.result {
                DebarmentResult::NotListed => (Tone::Done, "not listed"),
                DebarmentResult::Mandatory | DebarmentResult::Discretionary => {
                    (Tone::Wrong, "listed")
                }
            };
            line(tone, word, "Debarment list", dates::day(of.day))
        }
        None => line(Tone::Heed, "not checked", "Debarment list", String::new()),
    };
    vec![statement, code, wage, check]
}

/// What is known of the supplier in full.
pub(super) fn supplier(scene: Scene<'_>) -> Vec<Section> {
    let Some(supplier) = of_supplier(scene) else { return Vec::new() };
    let mut lines = Lines::new();
    let due = capital(supplier.statement_due().words());
    lines.push((LineKind::Plain, format!("Statement on modern slavery: {due}.")));
    if let Some(statement) = &supplier.statement {
        let place = statement.place.as_deref().map(|place| format!(", {}", visible(place)));
        let words = format!(
            "For the year to {}{}.",
            dates::day(statement.year_end),
            place.unwrap_or_default()
        );
        lines.push((LineKind::Inset, words));
    }
    match &scene.view.overlay.slavery_statement {
        Some(rule) => {
            let words = format!(
                "Due from a turnover of {} ({}).",
                rule.turnover_at_least.short(),
                visible(&rule.clause)
            );
            lines.push((LineKind::Inset, words));
        }
        None => lines.push((
            LineKind::Inset,
            "The statute's pack of this tender does not say from which turnover it is due."
                .to_owned(),
        )),
    }
    let code = scene.view.pack.expectations.iter().find(|one| one.group.contains("Code of Ethics"));
    let signed = supplier.code.as_ref().map_or_else(
        || "none is on record".to_owned(),
        |code| format!("signed on {} by {}", dates::day(code.day), visible(&code.by)),
    );
    lines.push((LineKind::Plain, format!("Code of ethics: {signed}.")));
    let says = code.map_or_else(
        || "The policy asks for none.".to_owned(),
        |code| {
            format!("The policy asks for its {} ({}).", visible(&code.group), visible(&code.clause))
        },
    );
    lines.push((LineKind::Inset, says));
    let wage = supplier.living_wage.map_or("nobody has said", LivingWage::words);
    lines.push((LineKind::Plain, format!("Real living wage: {wage}.")));
    let check = scene.view.debarment_checks.get(&scene.contract.contract.supplier);
    let check = check.map_or_else(
        || "not looked at yet".to_owned(),
        |of| format!("{}, {} ({})", of.result.words(), dates::day(of.day), visible(&of.by)),
    );
    lines.push((LineKind::Plain, format!("Debarment list: {check}.")));
    let key = Command::Open.key(false);
    lines.push((LineKind::Inset, format!("{key} opens the supplier, where all of it is changed.")));
    vec![section(visible(&supplier.name), lines)]
}
