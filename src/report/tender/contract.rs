//! Contracts, beside stage 9: their terms, what was changed since, documents and money.

use crate::domain::contract::FigureKind;
use crate::register::{ContractView, NoteKind};
use crate::report::document::{Block, Cell, Column, Section, Table};
use crate::report::tender::stages::evidence_words;
use crate::report::tender::{Making, counted, day, known, money, yes_or_no};

impl Making<'_> {
    /// The contracts as they were signed and changed, and awards without one.
    pub(super) fn contract_terms(&self) -> Vec<Section> {
        let mut all =
            self.of_contracts("Contract", "No contract was recorded.", |of| self.contract(of));
        for award in &self.contracts.awarded {
            let (lot, day) = (self.text(&award.words), award.day.british());
            if let Some(first) = all.first_mut() {
                first.blocks.push(Block::remark(format!(
                    "{lot}: awarded on {day} to {}, and no contract follows from it yet.",
                    award.supplier
                )));
            }
        }
        all
    }

    fn contract(&self, of: &ContractView) -> Section {
        let mut section = Section::new(if self.contracts.contracts.len() > 1 {
            self.text(&of.line())
        } else {
            "Contract".to_owned()
        });
        section.blocks.push(Block::Pairs(self.terms_pairs(of)));
        let contract = &of.contract;
        if let Some(ended) = &contract.ended {
            let notice = ended
                .notice
                .map(|notice| format!("; termination notice of {}", notice.british()))
                .unwrap_or_default();
            let lead = format!("Ended on {}, {}{notice}:", ended.day.british(), ended.how.words());
            section.blocks.extend(self.quoted(&lead, &ended.reason));
        }
        if let Some(why) = &contract.no_kpis {
            section.blocks.extend(self.quoted("Why it has no key performance indicators:", why));
        }
        if self.is_full() {
            if let Some(note) = &contract.note {
                section.blocks.extend(self.quoted("Internal note:", note));
            }
            section.blocks.extend(of.notes.iter().map(|note| {
                let clause = note.clause.as_deref().map(|clause| format!(" ({clause})"));
                let said = format!("{}{}", note.text, clause.unwrap_or_default());
                match note.kind {
                    NoteKind::Fault => Block::remark(format!("Not kept: {said}")),
                    NoteKind::Warning => Block::remark(said),
                    NoteKind::Info => Block::paragraph(said),
                }
            }));
        }
        section.parts.push(self.changes(of));
        section.parts.push(self.papers(of));
        section.parts.push(self.figures(of));
        section
    }

    fn terms_pairs(&self, of: &ContractView) -> Vec<(String, String)> {
        let contract = &of.contract;
        let mut pairs = vec![("Supplier".to_owned(), of.supplier.clone())];
        let mut add = |name: &str, value: String| pairs.push((name.to_owned(), value));
        let state = match (&contract.ended, of.settled) {
            (_, true) => "its final account is closed",
            (Some(_), false) => "it has ended",
            (None, false) => "it runs",
        };
        add("State", state.to_owned());
        if self.shows_money(of) {
            add("Value without VAT", money(of.value));
            if contract.value != of.value {
                add("Value as signed", money(contract.value));
            }
        }
        add("Signed", day(contract.signed));
        add("Runs", format!("{} to {}", contract.starts.british(), of.ends.british()));
        if contract.ends != of.ends {
            add("Last day as signed", contract.ends.british());
        }
        if let Some(to) = contract.extendable_to {
            add("May be extended to", to.british());
        }
        if let Some(months) = contract.review_months {
            add("Reviewed", format!("every {}", counted(months.into(), "month", "months")));
        }
        add("Awarded in collaboration", yes_or_no(contract.collaborative));
        let partners = contract.partners.as_deref().map(|with| self.text(with));
        known(&mut pairs, "In collaboration with", partners);
        if self.is_full() {
            let manager = contract.manager.clone().unwrap_or_else(super::not_recorded);
            pairs.push(("Contract manager".to_owned(), manager));
        }
        pairs
    }

    fn changes(&self, of: &ContractView) -> Section {
        let section = Section::new(self.of_contract(of, "Changes that were agreed"));
        let all = self.contracts.file.variations_of(of.uid);
        if all.is_empty() {
            return section.with(Block::paragraph("No changes were recorded."));
        }
        let mut columns = vec![
            Column::text("Day"),
            Column::text("About"),
            Column::text("What changes").wide(3),
            Column::text("New last day"),
        ];
        if self.shows_money(of) {
            columns.push(Column::figures("New value"));
        }
        columns.push(Column::text("Allowed by").wide(2));
        columns.push(Column::text("Change notice"));
        if self.is_full() {
            columns.push(Column::text("Agreed by"));
        }
        let mut table = Table::new("Changes of the contract", columns);
        for (_, one) in all {
            let mut cells = vec![
                Cell::Date(one.day),
                Cell::from(one.about.words()),
                Cell::from(self.text(&one.what)),
                Cell::from(one.ends),
            ];
            if self.shows_money(of) {
                cells.push(Cell::from(one.value));
            }
            cells.push(Cell::from(one.ground.as_deref().map(|ground| self.text(ground))));
            cells.push(Cell::from(one.notice));
            if self.is_full() {
                cells.push(Cell::from(one.agreed_by.as_str()));
            }
            table.push(cells);
        }
        section.with(Block::Table(table))
    }

    fn papers(&self, of: &ContractView) -> Section {
        let section = Section::new(self.of_contract(of, "Documents"));
        let all = self.contracts.file.papers.values();
        let all: Vec<_> = all.filter(|one| one.contract == of.uid).collect();
        if all.is_empty() {
            return section.with(Block::paragraph("No documents were recorded."));
        }
        if !self.is_full() {
            return section.with(Block::remark(format!(
                "Left out: {}.",
                counted(all.len(), "document", "documents")
            )));
        }
        let mut table = Table::new(
            "Documents of the contract",
            [
                Column::text("Title").wide(2),
                Column::text("Day"),
                Column::text("Where it is").wide(4),
            ],
        );
        for one in all {
            table.push([
                Cell::from(one.title.as_str()),
                Cell::Date(one.day),
                Cell::from(one.document.as_ref().map(evidence_words)),
            ]);
        }
        section.with(Block::Table(table))
    }

    fn figures(&self, of: &ContractView) -> Section {
        let section = Section::new(self.of_contract(of, "Money by financial year"));
        let all = self.contracts.file.figures.values();
        let mut all: Vec<_> = all.filter(|one| one.contract == of.uid).collect();
        all.sort_by_key(|one| (one.year, one.about));
        if all.is_empty() {
            return section.with(Block::paragraph("No money was recorded."));
        }
        // What was paid is published by other rules as well; the rest is between the two sides.
        let of_public = |kind| matches!(kind, FigureKind::Spend | FigureKind::LocalSpend);
        let shown = |kind| self.is_full() || self.shows_money(of) && of_public(kind);
        let before = all.len();
        all.retain(|one| shown(one.about));
        let left_out = before - all.len();
        let mut columns = vec![
            Column::text("Year"),
            Column::text("What").wide(2),
            Column::figures("Amount").wide(2),
        ];
        if self.is_full() {
            columns.push(Column::text("Where it comes from").wide(3));
        }
        let mut table = Table::new("Money of the contract, by financial year", columns);
        for one in all {
            let mut cells = vec![
                Cell::from(one.year.to_string()),
                Cell::from(one.about.words()),
                Cell::Money(one.amount),
            ];
            if self.is_full() {
                cells.push(Cell::from(one.source.as_str()));
            }
            table.push(cells);
        }
        let mut section = section;
        if !table.rows.is_empty() {
            section.blocks.push(Block::Table(table));
        }
        if left_out > 0 {
            section.blocks.push(Block::remark(format!(
                "Left out: {}.",
                counted(left_out, "figure", "figures")
            )));
        }
        section
    }
}
