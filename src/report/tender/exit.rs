//! Logistics beside stage 10; the exit, the final account and the lessons beside stage 13.

use crate::register::ContractView;
use crate::report::document::{Block, Cell, Column, Section, Table};
use crate::report::tender::stages::evidence_words;
use crate::report::tender::{Making, counted, day, known};

impl Making<'_> {
    /// How what was bought arrived, is stored and was received.
    pub(super) fn logistics(&self) -> Vec<Section> {
        self.of_contracts("Logistics", "No contract was recorded.", |of| {
            let section = Section::new(self.of_contract(of, "Logistics"));
            let all = self.contracts.file.logistics.values();
            let mut all: Vec<_> = all.filter(|one| one.contract == of.uid).collect();
            if all.is_empty() {
                return section.with(Block::paragraph("No logistics were recorded."));
            }
            if !self.is_full() {
                let left_out = counted(all.len(), "logistics note", "logistics notes");
                return section.with(Block::remark(format!("Left out: {left_out}.")));
            }
            all.sort_by_key(|one| one.day);
            let mut table = Table::new(
                "Delivery, storage and receipt",
                [
                    Column::text("Day"),
                    Column::text("About"),
                    Column::text("What").wide(3),
                    Column::text("How much"),
                    Column::text("Where").wide(2),
                    Column::text("By"),
                    Column::text("Evidence").wide(3),
                ],
            );
            for one in all {
                table.push([
                    Cell::Date(one.day),
                    Cell::from(one.about.words()),
                    Cell::from(one.what.as_str()),
                    Cell::from(one.quantity.as_deref()),
                    Cell::from(one.place.as_deref()),
                    Cell::from(one.by.as_deref()),
                    Cell::from(one.evidence.as_ref().map(evidence_words)),
                ]);
            }
            section.with(Block::Table(table))
        })
    }

    /// How contracts are brought to their end, and what was learnt.
    pub(super) fn exit(&self) -> Vec<Section> {
        let mut all = self.of_contracts("Exit", "No contract was recorded.", |of| self.exit_of(of));
        all.push(self.lessons());
        all
    }

    fn exit_of(&self, of: &ContractView) -> Section {
        let mut section = Section::new(self.of_contract(of, "Exit and final account"));
        let file = &self.contracts.file;
        match file.exit_plans.get(&of.uid) {
            None => section.blocks.push(Block::paragraph("No exit plan was recorded.")),
            Some(plan) => {
                let mut pairs = Vec::new();
                if self.is_full() {
                    pairs.push(("Led by".to_owned(), plan.owner.clone()));
                    pairs.push(("To be handed over by".to_owned(), day(plan.handed_over_by)));
                }
                pairs.push(("Handed over on".to_owned(), day(plan.done)));
                section.blocks.push(Block::Pairs(pairs));
                for (lead, text) in [
                    ("Service:", &plan.service),
                    ("People:", &plan.people),
                    ("Data:", &plan.data),
                    ("Assets:", &plan.assets),
                    ("Commitments:", &plan.commitments),
                ] {
                    if let Some(text) = text.as_ref().filter(|_| self.is_full()) {
                        section.blocks.extend(self.quoted(lead, text));
                    }
                }
            }
        }
        match file.final_accounts.get(&of.uid) {
            None => section.blocks.push(Block::paragraph("The final account is not closed.")),
            Some(account) => {
                let by = if self.is_full() { format!(" by {}", account.by) } else { String::new() };
                section.blocks.push(Block::paragraph(format!(
                    "The final account was closed on {}{by}.",
                    account.day.british()
                )));
                if let Some(note) = account.note.as_ref().filter(|_| self.is_full()) {
                    section.blocks.extend(self.quoted("Note on the account:", note));
                }
            }
        }
        section
    }

    fn lessons(&self) -> Section {
        let mut section = Section::new("Lessons");
        let file = &self.contracts.file;
        if file.lessons.is_empty() {
            section.blocks.push(Block::paragraph("No lessons were recorded."));
        }
        for one in file.lessons.values() {
            let mut part = Section::new(self.text(&one.title));
            let mut pairs = vec![("Day".to_owned(), one.day.british())];
            let stage = one.stage.map(|stage| format!("{stage} {}", stage.name()));
            known(&mut pairs, "Stage", stage);
            if self.is_full() {
                known(&mut pairs, "Category", one.category.as_deref());
                known(&mut pairs, "Tags", (!one.tags.is_empty()).then(|| one.tags.join(", ")));
                pairs.push(("Written by".to_owned(), one.by.clone()));
            }
            part.blocks.push(Block::Pairs(pairs));
            if self.is_full() {
                part.blocks.extend(self.quoted("What happened:", &one.happened));
            }
            if let Some(advice) = &one.advice {
                part.blocks.extend(self.quoted("What to do next time:", advice));
            }
            section.parts.push(part);
        }
        if self.is_full() && !file.lessons_read.is_empty() {
            let mut table = Table::new(
                "Lessons of other tenders that were read for this one",
                [
                    Column::text("From"),
                    Column::text("Lesson").wide(3),
                    Column::text("What is made of it").wide(3),
                    Column::text("Read").wide(2),
                ],
            );
            for one in file.lessons_read.values() {
                table.push([
                    Cell::from(one.from.as_str()),
                    Cell::from(one.title.as_str()),
                    Cell::from(one.taken.as_deref()),
                    Cell::from(format!("by {}, {}", one.by, one.day.british())),
                ]);
            }
            section.blocks.push(Block::Table(table));
        }
        section
    }
}
