//! One of the 13 stages: where it stands, its checklist, and what is on file for each item.

use crate::domain::{Evidence, EvidenceKind, ItemState, StageNo, StageState};
use crate::register::{ItemView, StageView, grouped};
use crate::report::document::{Block, Cell, Column, Section, Table};
use crate::report::tender::{Making, counted, moment};

impl Making<'_> {
    pub(super) fn stage(&self, number: StageNo) -> Section {
        let mut section = Section::new(format!("Stage {number}: {}", number.name()));
        let Some(stage) = self.view.stage(number) else { return section };
        let (settled, all) = stage.progress();
        section.blocks.push(Block::paragraph(match all {
            0 => format!("The stage is {}.", stage.state),
            all => format!("The stage is {}; {settled} of {all} items settled.", stage.state),
        }));
        if stage.needs_attention() {
            section.blocks.push(Block::remark("Required items are open since the facts changed."));
        }
        self.stage_words(&mut section, stage);
        let items: Vec<(String, &ItemView)> = (1..)
            .zip(stage.items.iter().filter(|item| !item.is_off()))
            .map(|(at, item): (usize, _)| (format!("{number}.{at}"), item))
            .collect();
        if items.is_empty() {
            section.blocks.push(Block::paragraph("Nothing is on its checklist."));
            return section;
        }
        section.blocks.push(Block::Table(self.checklist(number, &items)));
        let on_file: Vec<Section> =
            items.iter().filter_map(|(number, item)| self.on_file(number, item)).collect();
        let mut part = Section::new(format!("What is on file for stage {number}"));
        if on_file.is_empty() {
            part.blocks.push(Block::paragraph(
                "No reasons, notes or evidence were recorded for its items.",
            ));
        }
        part.parts = on_file;
        section.part(part)
    }

    fn stage_words(&self, section: &mut Section, stage: &StageView) {
        if let Some(note) = &stage.note {
            // A reason answers for passing over; a note is the officer's own.
            if stage.state == StageState::Skipped {
                section.blocks.extend(self.quoted("Why it was skipped:", note));
            } else if self.is_full() {
                section.blocks.extend(self.quoted("Note:", note));
            }
        }
        if let Some(silence) = &stage.silence {
            section.blocks.push(Block::paragraph(silence.as_str()));
        }
    }

    fn checklist(&self, number: StageNo, items: &[(String, &ItemView)]) -> Table {
        let mut table = Table::new(
            format!("The checklist of stage {number}"),
            [
                Column::text("Item"),
                Column::text("What is to be done").wide(4),
                Column::text("State"),
                Column::text("Duty"),
                Column::text("Clause").wide(2),
                Column::text("Why").wide(4),
            ],
        );
        for (at, item) in items {
            let duty = if item.required { "required" } else { "optional" };
            let kept = item.kept_because().map(|kept| format!(" {kept}"));
            table.push([
                Cell::from(at.as_str()),
                Cell::from(self.item_words(item)),
                Cell::from(state(item)),
                Cell::from(duty),
                Cell::from(clause(item)),
                Cell::from(format!("{}{}", item.why, kept.unwrap_or_default())),
            ]);
        }
        table
    }

    /// An item with its id. The id of an officer's own item is made of its words, names included.
    fn item_words(&self, item: &ItemView) -> String {
        let words = self.text(&item.text);
        if self.is_full() || !item.is_own() { format!("{words} ({})", item.id) } else { words }
    }

    /// What is on file for an item; nothing where nothing is.
    fn on_file(&self, number: &str, item: &ItemView) -> Option<Section> {
        let note = item.note.as_ref().filter(|_| self.is_full());
        if item.reason.is_none() && note.is_none() && item.evidence.is_empty() {
            return None;
        }
        let mut section = Section::new(format!("Item {number}: {}", self.text(&item.text)));
        if let Some(reason) = &item.reason {
            section.blocks.extend(self.quoted("Why it does not apply:", reason));
        }
        if let Some(note) = note {
            section.blocks.extend(self.quoted("Note:", note));
        }
        if item.evidence.is_empty() {
            return Some(section);
        }
        if !self.is_full() {
            section.blocks.push(Block::paragraph(kinds(&item.evidence)));
            return Some(section);
        }
        for one in &item.evidence {
            if let EvidenceKind::Note { text } = &one.kind {
                section.blocks.push(Block::paragraph(format!(
                    "Evidence, note, by {}, {}:",
                    one.officer,
                    moment(&one.at)
                )));
                section.blocks.push(Block::Quote(text.clone()));
            }
        }
        section.blocks.extend(links_and_files(number, &item.evidence).map(Block::Table));
        Some(section)
    }
}

/// Where an item stands, in a word.
const fn state(item: &ItemView) -> &'static str {
    match item.state {
        ItemState::Open => "open",
        ItemState::Done => "done",
        ItemState::NotApplicable => "not applicable",
    }
}

/// What an item rests on.
fn clause(item: &ItemView) -> String {
    match (item.clause.as_str(), item.by_law) {
        ("", _) => "added by an officer".to_owned(),
        (clause, true) => format!("law: {clause}"),
        (clause, false) => clause.to_owned(),
    }
}

/// How much evidence there is, where it is not shown.
fn kinds(all: &[Evidence]) -> String {
    let of = |word: &str| all.iter().filter(|one| one.kind.word() == word).count();
    let mut parts = Vec::new();
    for (word, many) in [("note", "notes"), ("link", "links"), ("file", "files")] {
        if of(word) > 0 {
            parts.push(counted(of(word), word, many));
        }
    }
    format!("Evidence on file: {}.", parts.join(", "))
}

/// The links and files with sizes and hashes; nothing where there are none.
fn links_and_files(number: &str, all: &[Evidence]) -> Option<Table> {
    let mut table = Table::new(
        format!("Evidence for item {number}: links and files"),
        [
            Column::text("Kind"),
            Column::text("Where").wide(4),
            Column::text("Size"),
            Column::text("SHA-256").wide(4),
            Column::text("Attached").wide(2),
        ],
    );
    table.named_rows = false;
    for one in all {
        let (place, size, hash) = match &one.kind {
            EvidenceKind::Note { .. } => continue,
            EvidenceKind::Link { address } => (address, None, None),
            EvidenceKind::File { path, size, sha256 } => {
                (path, Some(format!("{} bytes", grouped(*size))), Some(sha256.to_string()))
            }
        };
        table.push([
            Cell::from(one.kind.word()),
            Cell::from(place.as_str()),
            Cell::from(size),
            Cell::from(hash),
            Cell::from(format!("by {}, {}", one.officer, moment(&one.at))),
        ]);
    }
    (!table.rows.is_empty()).then_some(table)
}

/// What shows something, in one cell: the note, the address, or the file with size and hash.
pub(super) fn evidence_words(kind: &EvidenceKind) -> String {
    match kind {
        EvidenceKind::Note { text } => format!("note: {text}"),
        EvidenceKind::Link { address } => format!("link: {address}"),
        EvidenceKind::File { path, size, sha256 } => {
            format!("file: {path}, {} bytes, SHA-256 {sha256}", grouped(*size))
        }
    }
}
