//! What a policy, and the statute over it, say of the time after the award, to read.

use crate::policy::{Counted, Pack, every};
use crate::tui::effect::{LineKind, Section};
use crate::tui::screen::policy::{Lines, said};
use crate::tui::widget::text;

/// Targets and indicators with what answers them, and what counts as local.
pub(super) fn measured(pack: &Pack) -> Vec<Section> {
    let targets = pack.targets.iter().flat_map(|target| {
        let mut lines = said(&target.text, &target.clause);
        lines.push(answered(target.counts, target.kinds()));
        lines
    });
    let kpis = pack.kpis.iter().flat_map(|kpi| {
        let mut lines = said(&format!("{}, in {}", kpi.text, kpi.unit), &kpi.clause);
        lines.push(answered(kpi.counts, kpi.kinds()));
        lines
    });
    let local = pack.local.iter().flat_map(|area| headed(&area.area, &area.says, &area.clause));
    vec![
        section("Targets", targets.collect()),
        section("Indicators", kpis.collect()),
        section("What counts as local", local.collect()),
    ]
}

/// How suppliers are rated, how often contracts are reviewed, and what follows from a risk.
pub(super) fn managed(pack: &Pack) -> Vec<Section> {
    let mut status = Lines::new();
    if let Some(scheme) = &pack.supplier_status {
        status.extend(said(&scheme.says, &scheme.clause));
        for level in &scheme.levels {
            status.push((LineKind::Strong, level.name.clone()));
            status.push((LineKind::Plain, level.says.clone()));
            let rhythm = level.review_months.map(every);
            status.extend(rhythm.map(|words| (LineKind::Inset, format!("Reviews {words}."))));
        }
    }
    let review = pack.contract_review.iter().flat_map(|review| {
        let rhythm = review.months.map_or_else(|| "No figure".to_owned(), every);
        headed(&text::capital(&rhythm), &review.says, &review.clause)
    });
    let risks = pack.slavery_risks.iter().flat_map(|risk| {
        [
            (LineKind::Strong, text::capital(&risk.levels_words())),
            (LineKind::Plain, risk.says.clone()),
            (LineKind::Inset, format!("{}.", text::capital(&risk.rests_on()))),
        ]
    });
    vec![
        section("Supplier status", status),
        section("Contract reviews", review.collect()),
        section("What follows from a risk of modern slavery", risks.collect()),
    ]
}

/// What only the statute says of a contract once it is awarded.
pub(super) fn of_statute(pack: &Pack) -> Vec<Section> {
    let mut kpis = Lines::new();
    if let Some(asked) = &pack.contract_kpis {
        let due = format!("{} at least over {}", asked.least, asked.over);
        kpis.extend(headed(&due, &asked.says, &asked.clause));
        for rating in &asked.ratings {
            kpis.extend(headed(&rating.name, &rating.says, &rating.clause));
        }
    }
    let statement = pack.slavery_statement.iter().flat_map(|statement| {
        let from = format!("Turnover of {} or more", statement.turnover_at_least);
        headed(&from, &statement.says, &statement.clause)
    });
    let limits = pack
        .change_limits
        .iter()
        .flat_map(|limit| headed(&text::capital(&limit.words()), &limit.says, &limit.clause));
    vec![
        section("Key performance indicators of contracts", kpis),
        section("Modern slavery statement", statement.collect()),
        section("Limits of change", limits.collect()),
    ]
}

fn section(heading: &str, lines: Lines) -> Section {
    Section { heading: heading.to_owned(), lines }
}

fn headed(what: &str, words: &str, clause: &str) -> Lines {
    let mut lines = vec![(LineKind::Strong, what.to_owned())];
    lines.extend(said(words, clause));
    lines
}

fn answered(counts: Option<Counted>, kinds: Option<String>) -> (LineKind, String) {
    let words = match counts {
        None => "Counted outside the register.".to_owned(),
        Some(counts) => {
            let kinds = kinds.map(|kinds| format!(": {kinds}")).unwrap_or_default();
            format!("Counted here: {}{kinds}.", counts.words())
        }
    };
    (LineKind::Inset, words)
}
