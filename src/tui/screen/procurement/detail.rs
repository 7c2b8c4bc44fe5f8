//! One item in full, on the right of the walk or below it: why, how, evidence, notes.

use crate::domain::{EvidenceKind, ItemState, text as words};
use crate::register::ItemView;
use crate::tui::dates;
use crate::tui::dialog::reading;
use crate::tui::effect::{LineKind, Section};
use crate::tui::screen::procurement::walk::Pane;
use crate::tui::widget::canvas::{Canvas, Target};

/// Everything that is known of an item, as text to read.
pub(super) fn sections(item: &ItemView) -> Vec<Section> {
    let required = match (item.required, item.good_practice) {
        (true, _) => "required",
        (false, true) => "good practice",
        (false, false) => "optional",
    };
    let state = match item.state {
        ItemState::Open => "open",
        ItemState::Done => "done",
        ItemState::NotApplicable => "not applicable",
    };
    let source = match &item.notice {
        _ if !item.by_law => None,
        Some(notice) => Some(format!("Statute, notice {notice}. ")),
        None => Some("Statute. ".to_owned()),
    };
    let why = format!("{}{}", source.unwrap_or_default(), item.why);
    let mut first = vec![(LineKind::Plain, why)];
    if let Some(words) = item.kept_because() {
        first.push((LineKind::Warning, words.to_owned()));
    }
    if let Some(reason) = &item.reason {
        first.push((LineKind::Plain, format!("Ruled out: {}", words::visible_lines(reason))));
    }
    let mut sections = vec![Section {
        heading: format!("{}  ({required}, {state})", words::visible(&item.text)),
        lines: first,
    }];
    if !item.evidence.is_empty() || item.note.is_some() {
        let mut lines = Vec::new();
        for evidence in &item.evidence {
            let summary = words::visible_lines(evidence.kind.summary());
            let size = match &evidence.kind {
                EvidenceKind::File { size, sha256, .. } => {
                    let hash = sha256.to_string();
                    format!(" ({size} bytes, SHA-256 {}…)", hash.get(..12).unwrap_or_default())
                }
                _ => String::new(),
            };
            lines.push((LineKind::Plain, format!("{}: {summary}{size}", evidence.kind.word())));
            let day = dates::moment(evidence.at.get(..10).unwrap_or(&evidence.at));
            lines.push((LineKind::Inset, format!("{day}, {}", words::visible(&evidence.officer))));
        }
        if let Some(note) = &item.note {
            lines.push((LineKind::Plain, format!("Note: {}", words::visible_lines(note))));
        }
        sections.push(Section { heading: "On file".to_owned(), lines });
    }
    if !item.guidance.is_empty() {
        sections.push(Section {
            heading: "How".to_owned(),
            lines: vec![(LineKind::Plain, item.guidance.clone())],
        });
    }
    if !item.wanted.is_empty() {
        sections.push(Section {
            heading: "Evidence".to_owned(),
            lines: vec![(LineKind::Plain, item.wanted.clone())],
        });
    }
    if !item.clause.is_empty() {
        let lines = item
            .clause_says
            .iter()
            .map(|(reference, says)| (LineKind::Plain, format!("{reference}: {says}")))
            .collect();
        sections.push(Section {
            heading: if item.by_law { "Law" } else { "Clause" }.to_owned(),
            lines,
        });
    }
    sections
}

/// Draws the item from a line on; more below is said in the corner.
pub(super) fn draw(canvas: &mut Canvas<'_>, item: &ItemView, offset: usize, focused: bool) {
    let lines = reading::lay_out(&sections(item), canvas.width().saturating_sub(1), canvas.look);
    reading::scrolled(canvas, &lines, offset);
    for row in 0..canvas.height() {
        canvas.target(row, Target::Line { pane: Pane::Detail as usize, at: 0 });
    }
    if focused {
        canvas.reading_cursor(0, 0);
    }
}
