//! The award of each lot, beside stage 9, before the contracts that follow from it.

use crate::domain::evaluation::{Award, LotNo};
use crate::policy::SignOffFinding;
use crate::report::document::{Block, Cell, Column, Section, Table};
use crate::report::tender::{Making, known};

impl Making<'_> {
    /// The awards, and the contracts.
    pub(super) fn awards(&self) -> Vec<Section> {
        let mut all: Vec<Section> = self.lots().map(|lot| self.award(lot)).collect();
        if all.is_empty() {
            all.push(Section::new("Award").with(Block::paragraph("No award was recorded.")));
        }
        all.extend(self.contract_terms());
        all
    }

    fn award(&self, lot: LotNo) -> Section {
        let mut section = Section::new(self.of_lot(lot, "Award"));
        let named = self.view.determination.sign_off.iter();
        let named: Vec<String> = named.map(SignOffFinding::words).collect();
        if !named.is_empty() {
            section.blocks.push(Block::paragraph(format!(
                "The policy names for the sign-off: {}.",
                named.join(" and ")
            )));
        }
        let Some(award) = self.evaluation.evaluation.awards.get(&lot) else {
            section.blocks.push(Block::paragraph("It was not awarded."));
            return section;
        };
        section.blocks.push(Block::Pairs(self.award_pairs(lot, award)));
        if self.is_full() || !self.is_withheld(lot) {
            section.blocks.extend(self.quoted("Reasons:", &award.reasons));
        }
        if let Some(tie_break) = award.tie_break.as_ref().filter(|_| self.is_full()) {
            section.blocks.extend(self.quoted("How the tie was broken:", tie_break));
        }
        section.blocks.extend(self.withheld(award));
        section.blocks.extend(self.promised(lot, award));
        section.blocks.push(self.recorded(&award.officer, &award.at));
        if let Some(limit) = self.view.limits.iter().find(|limit| limit.is_standstill()) {
            section.blocks.push(Block::paragraph(format!("Standstill: {}.", limit.words)));
        }
        section
    }

    fn award_pairs(&self, lot: LotNo, award: &Award) -> Vec<(String, String)> {
        let bid = self.evaluation.evaluation.bids.get(&award.bid);
        let mut pairs = vec![("Awarded to".to_owned(), self.evaluation.supplier(award.bid))];
        if self.is_full() || !self.is_withheld(lot) {
            let price = super::money(bid.and_then(|bid| bid.price));
            pairs.push(("Price without VAT".to_owned(), price));
        }
        pairs.push(("Day of the decision".to_owned(), award.day.british()));
        if self.is_full() {
            pairs.push(("Decided by".to_owned(), award.decided_by.clone()));
        }
        known(&mut pairs, "In the role of", award.role.as_deref().map(|role| self.text(role)));
        pairs
    }

    /// What is withheld, with the reasons, which are published themselves.
    fn withheld(&self, award: &Award) -> Vec<Block> {
        if award.withheld.is_empty() {
            return Vec::new();
        }
        let mut table = Table::new(
            "What is withheld from publication",
            [Column::text("What").wide(2), Column::text("Why").wide(4)],
        );
        for one in &award.withheld {
            table.push([Cell::from(self.text(&one.what)), Cell::from(self.text(&one.reason))]);
        }
        let mut blocks = vec![Block::Table(table)];
        if !self.is_full() {
            blocks.push(Block::remark(
                "The price, the reasons for the award and what was promised are left out with it, as they can tell what is withheld.",
            ));
        }
        blocks
    }

    /// What the winning bid promised.
    fn promised(&self, lot: LotNo, award: &Award) -> Vec<Block> {
        if !self.is_full() && self.is_withheld(lot) {
            return Vec::new();
        }
        let all = self.evaluation.evaluation.commitments.values();
        let mut promised = all.filter(|one| one.bid == award.bid).peekable();
        if promised.peek().is_none() {
            return vec![Block::paragraph("No promises were recorded with the award.")];
        }
        // A promise that became a commitment which is withheld is withheld as well.
        let withheld = |uid| {
            let mut all = self.contracts.file.commitments.values();
            !self.is_full() && all.any(|one| one.promised == Some(uid) && one.withheld.is_some())
        };
        let mut table = Table::new(
            "What the winning bid promised",
            [
                Column::text("Measure").wide(4),
                Column::figures("How much"),
                Column::text("Counted in"),
                Column::text("In words").wide(3),
            ],
        );
        let mut left_out = 0;
        for one in promised {
            if withheld(one.uid) {
                left_out += 1;
                continue;
            }
            let unit = self.evaluation.measure_unit(&one.measure);
            table.push([
                Cell::from(self.text(&self.evaluation.measure_words(&one.measure))),
                Cell::from(one.quantity.map(|quantity| quantity.normalize())),
                Cell::from(unit.map(|unit| self.text(unit))),
                Cell::from(one.words.as_deref().map(|words| self.text(words))),
            ]);
        }
        let mut blocks = Vec::new();
        if !table.rows.is_empty() {
            blocks.push(Block::Table(table));
        }
        if left_out > 0 {
            blocks.push(Block::remark(format!(
                "Left out as withheld: {}.",
                super::counted(left_out, "promise", "promises")
            )));
        }
        blocks
    }
}
