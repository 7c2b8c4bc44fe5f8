//! How contracts are performed, beside stage 11: commitments, indicators, reviews, actions, risks.

use crate::domain::Date;
use crate::domain::contract::Assessment;
use crate::register::ContractView;
use crate::report::document::{Block, Cell, Column, Section, Table};
use crate::report::tender::{Making, counted, day};

impl Making<'_> {
    pub(super) fn performance(&self) -> Vec<Section> {
        if self.contracts.contracts.is_empty() {
            return vec![
                Section::new("Performance").with(Block::paragraph("No contract was recorded.")),
            ];
        }
        let mut all = Vec::new();
        for of in &self.contracts.contracts {
            all.push(self.commitments(of));
            all.push(self.indicators(of));
            all.push(self.reviews(of));
            if self.is_full() {
                all.push(self.actions(of));
                all.push(self.risks(of));
                all.push(self.ethics(of));
                all.push(self.due(of));
            }
        }
        all
    }

    fn indicators(&self, of: &ContractView) -> Section {
        let mut section = Section::new(self.of_contract(of, "Key performance indicators"));
        if of.kpis.is_empty() {
            section.blocks.push(Block::paragraph("No key performance indicators were recorded."));
        }
        let mut left_out = 0;
        for view in &of.kpis {
            let kpi = &view.kpi;
            if !self.is_full() && kpi.published.is_none() {
                left_out += 1;
                continue;
            }
            let mut part = Section::new(format!("Indicator: {}", self.text(&kpi.title)));
            let mut pairs = vec![
                ("What has to be reached".to_owned(), self.text(&kpi.target)),
                (
                    "Assessed".to_owned(),
                    format!("every {}", counted(kpi.every_months.into(), "month", "months")),
                ),
                ("Published".to_owned(), day(kpi.published)),
            ];
            super::known(
                &mut pairs,
                "How it is measured",
                kpi.how.as_deref().map(|how| self.text(how)),
            );
            let dropped = kpi.dropped.as_deref().map(|why| self.text(why));
            super::known(&mut pairs, "No longer assessed, because", dropped);
            // The day tells of assessments that were not published.
            let due = view.due.filter(|_| self.is_full());
            super::known(&mut pairs, "Assessed next by", due.map(Date::british));
            part.blocks.push(Block::Pairs(pairs));
            let mut all = self.contracts.file.assessments_of(view.uid);
            all.reverse();
            let assessed: Vec<&Assessment> = all
                .into_iter()
                .map(|(_, one)| one)
                .filter(|one| self.is_full() || one.published.is_some())
                .collect();
            part.blocks.push(if assessed.is_empty() && self.is_full() {
                Block::paragraph("It was not assessed.")
            } else if assessed.is_empty() {
                Block::paragraph("No assessment was published.")
            } else {
                Block::Table(self.assessments(&assessed))
            });
            section.parts.push(part);
        }
        if left_out > 0 {
            section.blocks.push(Block::remark(format!(
                "Left out, as not published: {}.",
                counted(left_out, "indicator", "indicators")
            )));
        }
        section
    }

    fn assessments(&self, all: &[&Assessment]) -> Table {
        let mut columns = vec![
            Column::text("From"),
            Column::text("To"),
            Column::text("Rating").wide(2),
            Column::text("Published"),
        ];
        if self.is_full() {
            columns.extend([
                Column::text("Measured").wide(2),
                Column::text("Reasons").wide(3),
                Column::text("By"),
            ]);
        }
        let mut table = Table::new("Assessments", columns);
        for one in all {
            let mut cells = vec![
                Cell::Date(one.from),
                Cell::Date(one.to),
                Cell::from(one.rating.words()),
                Cell::from(one.published),
            ];
            if self.is_full() {
                cells.extend([
                    Cell::from(one.measured.as_deref()),
                    Cell::from(one.reasons.as_deref()),
                    Cell::from(one.by.as_str()),
                ]);
            }
            table.push(cells);
        }
        table
    }

    fn reviews(&self, of: &ContractView) -> Section {
        let mut section = Section::new(self.of_contract(of, "Reviews of performance"));
        let all = self.contracts.file.reviews.values();
        let mut all: Vec<_> = all.filter(|one| one.contract == of.uid).collect();
        all.sort_by_key(|one| one.held.unwrap_or(one.planned));
        if all.is_empty() {
            section.blocks.push(Block::paragraph("No reviews were recorded."));
        } else {
            let mut table = Table::new(
                "Reviews",
                [
                    Column::text("Planned for"),
                    Column::text("Held on"),
                    Column::figures("Value measured").wide(2),
                ],
            );
            for one in &all {
                let held = one.held.map_or_else(|| Cell::from("not held"), Cell::Date);
                let measured = one.measured.filter(|_| self.shows_money(of));
                table.push([Cell::Date(one.planned), held, Cell::from(measured)]);
            }
            section.blocks.push(Block::Table(table));
        }
        if !self.is_full() {
            return section;
        }
        for one in all {
            let when = one.held.unwrap_or(one.planned).british();
            for (lead, text) in [
                ("present", &one.present),
                ("agenda", &one.agenda),
                ("minutes", &one.minutes),
                ("value", &one.value),
            ] {
                if let Some(text) = text {
                    let lead = format!("Review of {when}, {lead}:");
                    section.blocks.extend(self.quoted(&lead, text));
                }
            }
        }
        if let Some(next) = &of.next_review {
            let day = next.day.british();
            section.blocks.push(Block::paragraph(format!("Next review: {day}, {}.", next.why)));
        }
        if !of.agenda.is_empty() {
            section.blocks.push(Block::paragraph("What it should look at:"));
            section.blocks.push(Block::List(of.agenda.clone()));
        }
        section
    }

    fn actions(&self, of: &ContractView) -> Section {
        let section = Section::new(self.of_contract(of, "Actions"));
        let file = &self.contracts.file;
        let mut all: Vec<_> = file.actions.values().filter(|one| one.contract == of.uid).collect();
        if all.is_empty() {
            return section.with(Block::paragraph("No actions were recorded."));
        }
        all.sort_by_key(|one| one.due);
        let mut table = Table::new(
            "Actions",
            [
                Column::text("What").wide(3),
                Column::text("Kind"),
                Column::text("Owner").wide(2),
                Column::text("Due"),
                Column::text("How it stands").wide(2),
                Column::text("What came of it").wide(3),
            ],
        );
        for one in all {
            let stands = match (one.done, one.dropped) {
                (Some(done), _) => format!("done on {}", done.british()),
                (None, true) => "dropped".to_owned(),
                (None, false) if one.due < self.contracts.today => "open, overdue".to_owned(),
                (None, false) => "open".to_owned(),
            };
            table.push([
                Cell::from(one.what.as_str()),
                Cell::from(one.about.words()),
                Cell::from(one.owner.as_str()),
                Cell::Date(one.due),
                Cell::from(stands),
                Cell::from(one.outcome.as_deref()),
            ]);
        }
        section.with(Block::Table(table))
    }

    fn risks(&self, of: &ContractView) -> Section {
        let section = Section::new(self.of_contract(of, "Risks"));
        let file = &self.contracts.file;
        let mut all: Vec<_> = file.risks.values().filter(|one| one.contract == of.uid).collect();
        if all.is_empty() {
            return section.with(Block::paragraph("No risks were recorded."));
        }
        all.sort_by_key(|one| one.raised);
        let mut table = Table::new(
            "Risks",
            [
                Column::text("What may happen").wide(3),
                Column::text("Level"),
                Column::text("Seen on"),
                Column::text("Who watches it").wide(2),
                Column::text("What is done about it").wide(3),
                Column::text("Closed, because").wide(2),
            ],
        );
        for one in all {
            table.push([
                Cell::from(one.what.as_str()),
                Cell::from(one.level.words()),
                Cell::Date(one.raised),
                Cell::from(one.owner.as_deref()),
                Cell::from(one.response.as_deref()),
                Cell::from(one.closed.as_deref()),
            ]);
        }
        section.with(Block::Table(table))
    }

    fn due(&self, of: &ContractView) -> Section {
        let section = Section::new(self.of_contract(of, "What is due"));
        if of.due.is_empty() {
            return section.with(Block::paragraph("Nothing is due."));
        }
        let mut table = Table::new(
            "What is due",
            [Column::text("Day"), Column::text("What").wide(5), Column::text("Overdue")],
        );
        for due in &of.due {
            let overdue = if due.day < self.contracts.today { "overdue" } else { "" };
            table.push([Cell::Date(due.day), Cell::from(due.sentence()), Cell::from(overdue)]);
        }
        section.with(Block::Table(table))
    }
}
