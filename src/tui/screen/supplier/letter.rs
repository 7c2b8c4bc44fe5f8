//! The draft of a letter to a supplier: which status is intended, and why.

use crate::domain::supplier::Proposal;
use crate::domain::text::{visible, visible_lines};
use crate::register::{SchemeView, StatusView, SupplierView};
use crate::tui::effect::Place;

/// A draft to copy or write to a file.
pub(super) fn letter(view: &SupplierView, scheme: &SchemeView, open: &StatusView) -> Place {
    let name = visible(&view.supplier.name);
    let file: String = name
        .to_lowercase()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    let parts: Vec<&str> = file.split('-').filter(|part| !part.is_empty()).collect();
    let file = if parts.is_empty() { "supplier".to_owned() } else { parts.join("-") };
    Place::Letter {
        title: format!("Draft letter to {name}"),
        name: format!("status-{file}.md"),
        text: text(view, scheme, open),
    }
}

fn text(view: &SupplierView, scheme: &SchemeView, open: &StatusView) -> String {
    let short = visible(&scheme.short);
    let mut lines = vec![
        "# Supplier status: what is intended".to_owned(),
        String::new(),
        format!("To {}", visible(&view.supplier.name)),
        String::new(),
        format!(
            "We have reviewed your status under the supplier scheme of {short} ({}).",
            visible(&scheme.clause)
        ),
    ];
    if let Some(decided) = scheme.stands.as_ref().and_then(|one| one.review.decided.as_ref()) {
        lines.push(format!(
            "Your status now is {}, since {}.",
            visible(&decided.level),
            decided.day.british()
        ));
    }
    lines.push(String::new());
    match &open.proposal {
        Proposal::Level { level, held_by } => {
            lines.push(format!("**We intend to give you the status {}.**", visible(level)));
            if !held_by.is_empty() {
                lines.push(String::new());
                lines.push(format!(
                    "A higher status would need more in: {}.",
                    visible(&held_by.join(", "))
                ));
            }
        }
        Proposal::NoData { missing, .. } => {
            lines.push(
                "**[Level to be filled in: the judgements support none, because there is no data on some behaviours.]**"
                    .to_owned(),
            );
            lines.push(String::new());
            lines.push(format!(
                "We hold no data on: {}. If you have evidence of these, please send it.",
                visible(&missing.join(", "))
            ));
        }
    }
    lines.extend([String::new(), "## What this rests on".to_owned(), String::new()]);
    for judgement in &open.review.judgements {
        let level = judgement.level.as_deref().unwrap_or("no data");
        lines.push(format!("- {}: {}", visible(&judgement.title), visible(level)));
        let words = scheme
            .levels
            .iter()
            .find(|(name, _)| Some(name) == judgement.level.as_ref())
            .and_then(|(_, words)| words.get(&judgement.behaviour));
        if let Some(words) = words {
            lines.push(format!("  {}", visible(words)));
        }
        if let Some(evidence) = &judgement.evidence {
            let evidence = visible_lines(evidence).replace('\n', " ");
            lines.push(format!("  Evidence: {evidence}"));
        }
    }
    if let Proposal::Level { level, .. } = &open.proposal {
        let gains = scheme.gains.get(level).map(Vec::as_slice).unwrap_or_default();
        if !gains.is_empty() {
            lines.extend([
                String::new(),
                format!("## What {} brings", visible(level)),
                String::new(),
            ]);
            lines.extend(gains.iter().map(|gain| format!("- {}", visible(gain))));
        }
    }
    lines.extend([
        String::new(),
        "## Your reply".to_owned(),
        String::new(),
        "Nothing has been decided. Please reply by [date] if you see anything differently; your reply is recorded and considered before a status stands.".to_owned(),
        String::new(),
        visible(&open.review.by),
    ]);
    lines.join("\n")
}
