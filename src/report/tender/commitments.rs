//! What suppliers have to deliver, what they delivered of it, and how far that is.

use rust_decimal::Decimal;
use uuid::Uuid;

use crate::domain::contract::{Commitment, Delivery, Progress};
use crate::domain::exact::Exact;
use crate::register::ContractView;
use crate::report::document::{Bar, Block, Cell, Chart, Column, Section, Table};
use crate::report::tender::stages::evidence_words;
use crate::report::tender::{Making, counted, decimal, known, moment};

impl Making<'_> {
    /// The commitments of a contract with their deliveries.
    pub(super) fn commitments(&self, of: &ContractView) -> Section {
        let mut section = Section::new(self.of_contract(of, "Commitments and deliveries"));
        let all: Vec<(Uuid, &Commitment)> = self
            .contracts
            .file
            .commitments
            .iter()
            .filter(|(_, one)| one.contract == of.uid)
            .map(|(uid, one)| (*uid, one))
            .collect();
        if all.is_empty() {
            section.blocks.push(Block::paragraph("No commitments were recorded."));
        }
        let shown: Vec<(Uuid, &Commitment)> = all
            .iter()
            .filter(|(_, one)| self.is_full() || one.withheld.is_none())
            .copied()
            .collect();
        if shown.len() < all.len() {
            section.blocks.push(Block::remark(format!(
                "Left out as withheld: {}.",
                counted(all.len() - shown.len(), "commitment", "commitments")
            )));
        }
        if self.is_full() && !of.promised.is_empty() {
            section.blocks.push(Block::remark("Promised with the bid, and not yet a commitment:"));
            let titles = of.promised.iter().map(|one| one.title.clone());
            section.blocks.push(Block::List(titles.collect()));
        }
        if !shown.is_empty() {
            section.blocks.push(Block::paragraph(format!(
                "As it stands on {}.",
                self.contracts.today.british()
            )));
            section.blocks.push(Block::Chart(self.delivered_chart(of, &shown)));
        }
        for (uid, commitment) in shown {
            section.parts.push(self.commitment(of, uid, commitment));
        }
        if self.is_full() {
            section.blocks.extend(self.overlaps(of));
        }
        section
    }

    fn delivered_chart(&self, of: &ContractView, shown: &[(Uuid, &Commitment)]) -> Chart {
        let bars = shown.iter().map(|(uid, commitment)| {
            let label = self.text(&commitment.title);
            match of.progress_of(*uid) {
                Some(progress) => Bar {
                    label,
                    // Where nothing has come and nothing was due there is nothing to judge by.
                    value: progress
                        .share()
                        .filter(|_| has_data(progress))
                        .and_then(|share| decimal(&share)),
                    said: self.text(&format!(
                        "{} of {}; {}",
                        commitment.amount(&progress.delivered),
                        commitment.amount(&progress.total),
                        progress.standing.words()
                    )),
                },
                None => Bar { label, value: None, said: "not recorded".to_owned() },
            }
        });
        Chart {
            title: "Delivered of what was promised, in per cent".to_owned(),
            bars: bars.collect(),
            mark: None,
            whole: Some(Decimal::ONE_HUNDRED),
        }
    }

    fn commitment(&self, of: &ContractView, uid: Uuid, one: &Commitment) -> Section {
        let title = format!("Commitment: {}", self.text(&one.title));
        let mut section = Section::new(self.of_contract(of, &title));
        let mut pairs = Vec::new();
        let mut add = |name: &str, value: String| pairs.push((name.to_owned(), value));
        if let Some(id) = &one.measure {
            add("Measure", self.measure_words(id));
        }
        let each = one.quantity.map(|quantity| one.amount(&Exact::from(quantity)));
        add("How much each time", self.text(&each.unwrap_or_else(|| "not counted".to_owned())));
        add("When", one.schedule.words());
        add("How deliveries count", one.counting.words().to_owned());
        if let Some(progress) = of.progress_of(uid) {
            self.progress(&mut pairs, one, progress);
        }
        for (name, text) in [
            ("What more was promised", &one.words),
            ("Where it is to have its effect", &one.area),
            ("Evidence that is expected", &one.evidence),
        ] {
            known(&mut pairs, name, text.as_deref().map(|text| self.text(text)));
        }
        if let Some(settled) = &one.settled {
            let by = if self.is_full() { format!(", by {}", settled.by) } else { String::new() };
            let said = format!("{}, {}{by}", settled.how.words(), settled.day.british());
            pairs.push(("What became of the rest".to_owned(), said));
            pairs.push(("Why".to_owned(), self.text(&settled.reason)));
        }
        if let Some(withheld) = &one.withheld {
            pairs.push(("Not published, because".to_owned(), withheld.reason.clone()));
        }
        section.blocks.push(Block::Pairs(pairs));
        let deliveries = self.contracts.file.deliveries_of(uid);
        if deliveries.is_empty() {
            section.blocks.push(Block::paragraph("No deliveries were recorded."));
        } else {
            section.blocks.push(Block::Table(self.deliveries(one, &deliveries)));
            section.blocks.extend(self.corrections(&deliveries).map(Block::Table));
        }
        section
    }

    fn progress(&self, pairs: &mut Vec<(String, String)>, one: &Commitment, of: &Progress) {
        let mut add = |name: &str, value: String| pairs.push((name.to_owned(), self.text(&value)));
        add("How it stands", of.standing.words().to_owned());
        add("Promised in all", one.amount(&of.total));
        add("Due by now", one.amount(&of.expected));
        if has_data(of) {
            add("Delivered", one.amount(&of.delivered));
            add("Of that checked", one.amount(&of.verified));
        } else {
            add("Delivered", "nothing recorded, and nothing due yet".to_owned());
        }
        if let Some(day) = of.missed {
            let short = one.amount(&of.shortfall);
            add("Missed", format!("since {}: {short} missing", day.british()));
        }
        if let Some((day, missing)) = &of.next {
            add("Due next", format!("{}, {}", day.british(), one.amount(missing)));
        }
    }

    fn deliveries(&self, of: &Commitment, all: &[(Uuid, &Delivery)]) -> Table {
        let mut columns = vec![
            Column::text("Day"),
            Column::text("From"),
            Column::text("How much").wide(2),
            Column::text("Checked").wide(2),
            Column::text("Remark").wide(2),
        ];
        if self.is_full() {
            columns.extend([
                Column::text("What").wide(3),
                Column::text("Evidence").wide(4),
                Column::text("Recorded").wide(2),
            ]);
        }
        let mut table = Table::new(format!("Deliveries of “{}”", self.text(&of.title)), columns);
        for (_, one) in all {
            // One delivery is a plain quantity, also where it counts over time.
            let unit = of.unit.as_deref().map(|unit| format!(" {}", self.text(unit)));
            let amount = one
                .quantity
                .map(|quantity| format!("{}{}", quantity.normalize(), unit.unwrap_or_default()));
            let mut cells = vec![
                Cell::Date(one.day),
                Cell::from(one.from),
                Cell::from(amount.unwrap_or_else(|| "not counted".to_owned())),
                Cell::from(self.checked(one)),
                Cell::from(self.delivery_remark(one)),
            ];
            if self.is_full() {
                cells.extend([
                    Cell::from(one.words.as_deref()),
                    Cell::from(one.evidence.as_ref().map(evidence_words)),
                    Cell::from(format!("by {}, {}", one.officer, moment(&one.at))),
                ]);
            }
            table.push(cells);
        }
        table
    }

    fn checked(&self, of: &Delivery) -> String {
        let Some(checked) = &of.verified else { return "not checked".to_owned() };
        if !self.is_full() {
            return format!("checked on {}", checked.day.british());
        }
        let how = checked.how.as_deref().map(|how| format!(": {how}"));
        format!("{} by {}{}", checked.day.british(), checked.by, how.unwrap_or_default())
    }

    fn delivery_remark(&self, of: &Delivery) -> String {
        let mut said = Vec::new();
        if let Some(why) = &of.withdrawn {
            said.push(if self.is_full() {
                format!("withdrawn, it does not count: {why}")
            } else {
                "withdrawn, it does not count".to_owned()
            });
        }
        if let Some(why) = of.distinct.as_ref().filter(|_| self.is_full()) {
            said.push(format!("not the same as another that looks like it: {why}"));
        }
        match of.corrections.len() {
            0 => {}
            1 => said.push("corrected once".to_owned()),
            times => said.push(format!("corrected {times} times")),
        }
        said.join("; ")
    }

    /// How deliveries stood before they were corrected.
    fn corrections(&self, all: &[(Uuid, &Delivery)]) -> Option<Table> {
        if !self.is_full() {
            return None;
        }
        let mut table = Table::new(
            "How deliveries stood before they were corrected",
            [
                Column::text("Delivery now of"),
                Column::text("Day before"),
                Column::text("From before"),
                Column::figures("How much before"),
                Column::text("What it said").wide(2),
                Column::text("Why it was corrected").wide(3),
                Column::text("Corrected").wide(2),
            ],
        );
        for (_, delivery) in all {
            for one in &delivery.corrections {
                table.push([
                    Cell::Date(delivery.day),
                    Cell::Date(one.day),
                    Cell::from(one.from),
                    Cell::from(one.quantity.map(|quantity| quantity.normalize())),
                    Cell::from(one.words.as_deref()),
                    Cell::from(one.reason.as_str()),
                    Cell::from(format!("by {}, {}", one.officer, moment(&one.at))),
                ]);
            }
        }
        (!table.rows.is_empty()).then_some(table)
    }

    /// Deliveries that look as if they were counted twice.
    fn overlaps(&self, of: &ContractView) -> Vec<Block> {
        let file = &self.contracts.file;
        let words = |uid: Uuid| {
            file.deliveries.get(&uid).map_or_else(
                || "a delivery".to_owned(),
                |one| format!("{}, {}", self.commitment_words(one.commitment), one.day.british()),
            )
        };
        let said = of.overlaps.iter().map(|one| {
            let distinct = match &one.distinct {
                Some(why) => format!("It was said why they are not the same: {why}"),
                None => "Nobody has said that they are not the same.".to_owned(),
            };
            Block::remark(format!(
                "Two deliveries look like the same thing, as {}: “{}” and “{}”. {distinct}",
                one.why,
                words(one.delivery),
                words(one.other)
            ))
        });
        said.collect()
    }
}

/// Whether there is anything that a commitment can be judged by.
fn has_data(of: &Progress) -> bool {
    of.deliveries > 0 || !of.expected.is_zero()
}
