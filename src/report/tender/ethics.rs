//! Modern slavery and ethics: how great the risk is, what was looked into, what was raised. None
//! of it is published.

use crate::register::ContractView;
use crate::report::document::{Block, Cell, Column, Section, Table};
use crate::report::tender::Making;
use crate::report::tender::stages::evidence_words;

impl Making<'_> {
    pub(super) fn ethics(&self, of: &ContractView) -> Section {
        let mut section = Section::new(self.of_contract(of, "Modern slavery and ethics"));
        section.blocks.push(self.slavery_risks(of));
        section.blocks.push(self.diligence(of));
        section.blocks.push(self.concerns(of));
        section
    }

    fn slavery_risks(&self, of: &ContractView) -> Block {
        let all = self.contracts.file.slavery_risks.values();
        let mut all: Vec<_> = all.filter(|one| one.contract == of.uid).collect();
        if all.is_empty() {
            return Block::paragraph("No assessment of the risk of modern slavery was recorded.");
        }
        all.sort_by_key(|one| one.day);
        let mut table = Table::new(
            "Assessments of the risk of modern slavery",
            [
                Column::text("Day"),
                Column::text("As a whole"),
                Column::text("Sector").wide(2),
                Column::text("Countries").wide(2),
                Column::text("Labour").wide(2),
                Column::text("Reasons").wide(3),
                Column::text("By"),
                Column::text("Looked at again"),
            ],
        );
        for one in all {
            let side = |side: &crate::domain::contract::Factor| {
                Cell::from(format!("{}, {}", side.words, side.level.words()))
            };
            table.push([
                Cell::Date(one.day),
                Cell::from(one.level.words()),
                side(&one.sector),
                side(&one.country),
                side(&one.labour),
                Cell::from(one.reasons.as_deref()),
                Cell::from(one.by.as_str()),
                Cell::from(one.next),
            ]);
        }
        Block::Table(table)
    }

    fn diligence(&self, of: &ContractView) -> Block {
        let all = self.contracts.file.diligence.values();
        let mut all: Vec<_> = all.filter(|one| one.contract == of.uid).collect();
        if all.is_empty() {
            return Block::paragraph("No steps of due diligence were recorded.");
        }
        all.sort_by_key(|one| one.day);
        let mut table = Table::new(
            "Due diligence",
            [
                Column::text("Day"),
                Column::text("What was looked into").wide(3),
                Column::text("What was found").wide(3),
                Column::text("By"),
                Column::text("Evidence").wide(3),
            ],
        );
        for one in all {
            table.push([
                Cell::Date(one.day),
                Cell::from(one.what.as_str()),
                Cell::from(one.found.as_deref()),
                Cell::from(one.by.as_str()),
                Cell::from(one.evidence.as_ref().map(evidence_words)),
            ]);
        }
        Block::Table(table)
    }

    fn concerns(&self, of: &ContractView) -> Block {
        let all = self.contracts.file.concerns.values();
        let mut all: Vec<_> = all.filter(|one| one.contract == of.uid).collect();
        if all.is_empty() {
            return Block::paragraph("No concerns were recorded.");
        }
        all.sort_by_key(|one| one.day);
        let mut table = Table::new(
            "Concerns that were raised",
            [
                Column::text("Day"),
                Column::text("What").wide(3),
                Column::text("Reported to").wide(2),
                Column::text("Reported on"),
                Column::text("What came of it").wide(3),
            ],
        );
        for one in all {
            table.push([
                Cell::Date(one.day),
                Cell::from(one.what.as_str()),
                Cell::from(one.reported_to.as_deref().unwrap_or("not reported to anybody")),
                Cell::from(one.reported_on),
                Cell::from(one.outcome.as_deref()),
            ]);
        }
        Block::Table(table)
    }
}
