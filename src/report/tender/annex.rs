//! The annexes: what the clauses say on which the file rests, and the journal with its hashes.

use std::collections::BTreeSet;

use crate::policy::Pack;
use crate::report::document::{Block, Cell, Column, Section, Table};
use crate::report::tender::{Making, count, counted, moment};

impl Making<'_> {
    /// Every clause that the file names, with what it says.
    pub(super) fn clauses(&self) -> Section {
        let view = &self.view;
        let mut section = Section::new("Annex: the clauses").with(Block::paragraph(
            "What the clauses say stands here in the words of the policy packs; the sources themselves are decisive.",
        ));
        let named = self.named_clauses();
        let mut told: BTreeSet<String> = BTreeSet::new();
        for pack in [&view.pack, &view.overlay] {
            section.blocks.extend(clauses_of(pack, &named, &mut told).map(Block::Table));
        }
        // Items that were worked on under another edition rest on its clauses.
        let items = view.stages.iter().flat_map(|stage| &stage.items);
        let items = items.filter(|item| !item.is_off());
        let mut older = Table::new("Clauses of other editions", columns());
        for (reference, says) in items.flat_map(|item| &item.clause_says) {
            if told.insert(reference.clone()) {
                older.push([Cell::from(reference.as_str()), Cell::from(says.as_str())]);
            }
        }
        if !older.rows.is_empty() {
            section.blocks.push(Block::Table(older));
        }
        section
    }

    /// The clauses that the determination, the checklists and the time limits rest on, as the
    /// policy writes them.
    fn named_clauses(&self) -> Vec<&str> {
        let view = &self.view;
        let found = &view.determination;
        let weighting = found.weighting.iter().flat_map(|weighting| &weighting.reasons);
        let reasons = found.social_value.reasons.iter().chain(&found.weighting_reasons);
        let mut named: Vec<&str> =
            reasons.chain(weighting).map(|reason| reason.clause.as_str()).collect();
        named.extend(found.sign_off.iter().map(|one| one.clause.as_str()));
        named.extend(found.tensions.iter().flat_map(|one| &one.clauses).map(String::as_str));
        named.extend(found.statute.clause.as_deref());
        named.extend(view.limits.iter().map(|limit| limit.clause.as_str()));
        let items = view.stages.iter().flat_map(|stage| &stage.items);
        named.extend(items.filter(|item| !item.is_off()).map(|item| item.clause.as_str()));
        named.extend(view.pack.opt_out.iter().map(|one| one.clause.as_str()));
        named.extend(view.pack.supplier_status.iter().map(|one| one.clause.as_str()));
        named
    }

    /// The journal; where it is published only its length and its anchor.
    pub(super) fn journal(&self) -> Section {
        let mut section = Section::new("Annex: the journal");
        let Some(newest) = self.journal.last() else {
            return section.with(Block::paragraph("The journal has no entries."));
        };
        section.blocks.push(Block::paragraph(format!(
            "The journal of the tender has {}. The newest is number {} of the register, of {}; its hash (SHA-256) is {}.",
            counted(self.journal.len(), "entry", "entries"),
            newest.sequence,
            moment(&newest.at),
            newest.hash
        )));
        section.blocks.push(Block::paragraph(
            "Numbers run through the whole register, so that those of one tender have gaps. What was done about a supplier itself stands in the journal of that supplier.",
        ));
        if !self.is_full() {
            section.blocks.push(Block::remark("What the entries say is left out of this variant."));
            return section;
        }
        let mut table = Table::new(
            "The journal, the oldest entry first",
            [
                Column::figures("Number"),
                Column::text("Moment (UTC)").wide(2),
                Column::text("Officer").wide(2),
                Column::text("What was done").wide(5),
                Column::text("Hash (SHA-256)").wide(5),
            ],
        );
        for line in &self.journal {
            let mut said = vec![line.said.clone()];
            said.extend(line.about.clone());
            said.extend(line.detail.clone());
            table.push([
                usize::try_from(line.sequence).map_or(Cell::Empty, count),
                Cell::from(line.moment()),
                Cell::from(line.officer.as_str()),
                Cell::from(said.join("\n")),
                Cell::from(line.hash.as_str()),
            ]);
        }
        section.blocks.push(Block::Table(table));
        section
    }
}

fn columns() -> [Column; 2] {
    [Column::text("Clause"), Column::text("What it says").wide(6)]
}

/// The clauses of a pack that are named, in the order of the source; nothing where none is.
fn clauses_of(pack: &Pack, named: &[&str], told: &mut BTreeSet<String>) -> Option<Table> {
    let policy = &pack.policy;
    let mut table =
        Table::new(format!("Clauses of {}, edition {}", policy.title, policy.edition), columns());
    let of_pack: BTreeSet<&str> = named
        .iter()
        .flat_map(|one| pack.clauses_of(one))
        .map(|clause| clause.reference.as_str())
        .collect();
    for clause in pack.clauses.iter().filter(|one| of_pack.contains(one.reference.as_str())) {
        told.insert(clause.reference.clone());
        table.push([Cell::from(clause.heading()), Cell::from(clause.says.as_str())]);
    }
    (!table.rows.is_empty()).then_some(table)
}
