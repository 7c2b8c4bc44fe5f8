//! What officers have decided for one procurement, as text to read.

use crate::register::{ProcurementView, WeightingView};
use crate::tui::effect::{LineKind, Section};

/// What was set for the procurement; nothing where nothing was.
pub(super) fn sections(view: &ProcurementView) -> Vec<Section> {
    view.weighting.iter().map(weight).collect()
}

fn weight(view: &WeightingView) -> Section {
    let mut lines = vec![(LineKind::Strong, view.words.clone())];
    if let Some(flag) = &view.flag {
        lines.push((LineKind::Warning, flag.clone()));
    }
    let record = &view.record;
    if let Some(reason) = &record.reason {
        lines.push((LineKind::Plain, format!("Reason: {reason}")));
    }
    if let Some(name) = &record.agreed_by {
        lines.push((LineKind::Plain, format!("Agreed by {name}.")));
    }
    lines.push((LineKind::Inset, by(&record.officer, &record.at)));
    let heading = "Weight set for this tender".to_owned();
    Section { heading, lines }
}

/// Who recorded something, and when.
fn by(officer: &str, at: &str) -> String {
    format!("Recorded by {officer}, {}.", at.replace('T', " ").replace('Z', " UTC"))
}
