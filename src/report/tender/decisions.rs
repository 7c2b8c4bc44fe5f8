//! What was decided for the tender: the answers on needs, the weight, opting out, the outcomes
//! sought; and its days with the time limits that run from them.

use crate::domain::{Fifth, Needs};
use crate::policy::needs;
use crate::report::document::{Block, Cell, Column, Section, Table};
use crate::report::tender::determination::reasons;
use crate::report::tender::{Making, moment};

impl Making<'_> {
    pub(super) fn decisions(&self) -> Section {
        Section::new("What was decided on social value")
            .part(self.needs())
            .part(self.weight())
            .part(self.opting_out())
            .part(self.outcomes())
    }

    fn needs(&self) -> Section {
        let section = Section::new("Impact, objectives and needs");
        let view = &self.view;
        let Ok(answers) = view.answers_so_far() else {
            return section.with(Block::paragraph("The policy does not ask for them."));
        };
        let Some(record) = &view.needs_answers else {
            return section.with(Block::paragraph("The questions were not answered."));
        };
        let not_answered = || "not answered".to_owned();
        let impact = answers.impact.map_or_else(not_answered, |one| one.to_string());
        let area = answers.area.as_deref().map_or_else(not_answered, |area| self.text(area));
        let relevant = needs::relevant(&view.pack, &answers);
        let follows = match answers.needs(&relevant) {
            Some(Needs::Highest) => "highest",
            Some(Needs::Less) => "less significant",
            None => "not known",
        };
        let mut section = section.with(Block::Pairs(vec![
            ("How great is the additional impact?".to_owned(), impact),
            ("Which area benefits?".to_owned(), area),
            ("Needs of the communities".to_owned(), follows.to_owned()),
        ]));
        let mut table = Table::new(
            "Which objectives of the policy are met?",
            [Column::text("Objective"), Column::text("Title").wide(4), Column::text("Met").wide(2)],
        );
        for objective in &view.pack.objectives {
            let met = answers.objectives.as_ref().map(|ids| ids.contains(&objective.id));
            let met = match met {
                Some(true) => "met",
                Some(false) => "not met",
                None => "not answered",
            };
            table.push([
                Cell::from(objective.id.as_str()),
                Cell::from(objective.title.as_str()),
                Cell::from(met),
            ]);
        }
        section.blocks.push(Block::Table(table));
        if !relevant.is_empty() {
            let mut table = Table::new(
                "Indicators of need: in which fifth of all areas it falls",
                [Column::text("Indicator").wide(4), Column::text("Fifth")],
            );
            for name in relevant {
                let mark = answers.marks.get(name).copied().map_or("not known", Fifth::words);
                table.push([Cell::from(name), Cell::from(mark)]);
            }
            section.blocks.push(Block::Table(table));
        }
        let open = needs::unanswered(&view.pack, &answers);
        if !open.is_empty() {
            section.blocks.push(Block::remark(format!("Still open: {}", open.join(" "))));
        }
        let (row, why) = needs::row(&view.determination);
        section.blocks.push(Block::paragraph(format!("{row}.")));
        section.blocks.extend(reasons("Why that row", why));
        if needs::following(&view.pack, &answers, &view.facts) != view.facts {
            section.blocks.push(Block::remark(
                "The facts were changed by themselves since and do not follow from these answers.",
            ));
        }
        section.blocks.push(self.recorded(&record.officer, &record.at));
        section
    }

    fn weight(&self) -> Section {
        let section = Section::new("Weight of social value");
        let Some(set) = &self.view.weighting else {
            return section.with(Block::paragraph("No weight was set."));
        };
        let mut section = section.with(Block::paragraph(format!("Weight set: {}.", set.words)));
        if let Some(flag) = &set.flag {
            section.blocks.push(Block::remark(flag.as_str()));
        }
        if let Some(reason) = &set.record.reason {
            section.blocks.extend(self.quoted("Why it was chosen:", reason));
        }
        if let Some(name) = &set.record.agreed_by {
            section.blocks.push(self.agreed(name));
        }
        section.blocks.push(self.recorded(&set.record.officer, &set.record.at));
        section
    }

    fn opting_out(&self) -> Section {
        let section = Section::new("Opting out");
        let view = &self.view;
        let Some(record) = &view.opt_out else {
            let words = match &view.pack.opt_out {
                Some(_) => "The tender is not opted out of social value.",
                None => "The policy knows no opting out.",
            };
            return section.with(Block::paragraph(words));
        };
        let mut section =
            section.with(Block::paragraph("The tender is opted out of social value."));
        if let Some(allowed) = &view.pack.opt_out {
            section
                .blocks
                .push(Block::paragraph(format!("Clause {}: {}", allowed.clause, allowed.says)));
            section.blocks.push(Block::paragraph("What the policy wants on file:"));
            section.blocks.push(Block::List(allowed.needs.clone()));
        }
        section.blocks.extend(self.quoted("Why none is possible:", &record.why));
        section.blocks.push(Block::paragraph("What was explored:"));
        let explored = record.explored.iter().map(|id| self.measure_words(id));
        section.blocks.push(Block::List(explored.collect()));
        section.blocks.push(self.agreed(&record.agreed_by));
        section.blocks.push(self.recorded(&record.officer, &record.at));
        section
    }

    fn outcomes(&self) -> Section {
        let view = &self.view;
        let section = Section::new("Outcomes and measures sought");
        if view.sought.is_empty() {
            return section.with(Block::paragraph("No outcomes or measures were chosen."));
        }
        let mut table = Table::new(
            "Outcomes and measures sought",
            [
                Column::text("Id"),
                Column::text("Outcome or measure").wide(4),
                Column::figures("How much"),
                Column::text("Counted in"),
                Column::text("Why it is relevant and proportionate").wide(3),
            ],
        );
        for sought in &view.sought {
            let unit = match view.own_measures.get(&sought.id) {
                Some(own) => own.unit.as_deref(),
                None => view.pack.measure_unit(&sought.id),
            };
            let title = view.outcome_title(&sought.id).unwrap_or_default();
            table.push([
                Cell::from(Some(sought.id.as_str()).filter(|id| self.shows_id(id))),
                Cell::from(self.text(title)),
                Cell::from(sought.quantity.map(|quantity| quantity.normalize())),
                Cell::from(unit.map(|unit| self.text(unit))),
                Cell::from(sought.why.as_deref().map(|why| self.text(why))),
            ]);
        }
        section.with(Block::Table(table))
    }

    /// The days of the tender, the statutory limits, and the targets of its stages.
    pub(super) fn dates(&self) -> Section {
        let view = &self.view;
        let mut section = Section::new("Dates and time limits");
        let warnings = view.date_warnings(self.context.today);
        section.blocks.extend(warnings.into_iter().map(Block::remark));
        let mut days = Section::new("Days of the tender");
        if view.dates.is_empty() {
            days.blocks.push(Block::paragraph("No days were recorded."));
        } else {
            let mut table = Table::new(
                "Days of the tender",
                [Column::text("What").wide(3), Column::text("Day"), Column::text("Notice")],
            );
            for (name, day) in &view.dates {
                let notice = name.notice().map(str::to_owned);
                table.push([Cell::from(name.words()), Cell::from(*day), Cell::from(notice)]);
            }
            days.blocks.push(Block::Table(table));
        }
        section.part(days).part(self.limits()).part(self.targets())
    }

    fn limits(&self) -> Section {
        let section = Section::new("Statutory time limits");
        if self.view.limits.is_empty() {
            return section.with(Block::paragraph("No time limits hold for this tender."));
        }
        let mut table = Table::new(
            "Statutory time limits, and how they were worked out",
            [
                Column::text("What").wide(3),
                Column::text("Day"),
                Column::text("How it stands").wide(2),
                Column::text("How it is worked out").wide(4),
                Column::text("Clause").wide(2),
            ],
        );
        for limit in &self.view.limits {
            let state = limit.standing.words();
            let maybe = if limit.needs.is_empty() { "" } else { ", not certain to hold" };
            let asks = limit.asks().map(|asks| format!(" {asks}."));
            table.push([
                Cell::from(limit.text.as_str()),
                Cell::from(limit.day),
                Cell::from(format!("{state}{maybe}")),
                Cell::from(format!("{}.{}", limit.words, asks.unwrap_or_default())),
                Cell::from(limit.clause.as_str()),
            ]);
        }
        section.with(Block::Table(table))
    }

    fn targets(&self) -> Section {
        let section = Section::new("Target dates of stages");
        if self.view.targets.is_empty() {
            return section.with(Block::paragraph("No target dates were set."));
        }
        let mut table = Table::new(
            "The days by which stages are to be finished",
            [Column::text("Stage").wide(4), Column::text("Day"), Column::text("State")],
        );
        for (stage, day) in &self.view.targets {
            let state = self.view.stage(*stage).map(|stage| stage.state.to_string());
            table.push([
                Cell::from(format!("{stage} {}", stage.name())),
                Cell::from(*day),
                Cell::from(state),
            ]);
        }
        section.with(Block::Table(table))
    }

    /// Who recorded something, and when.
    pub(super) fn recorded(&self, officer: &str, at: &str) -> Block {
        let by = if self.is_full() { officer } else { "an officer" };
        Block::paragraph(format!("Recorded by {by}, {}.", moment(at)))
    }

    fn agreed(&self, name: &str) -> Block {
        if self.is_full() {
            Block::paragraph(format!("Agreed by {name}."))
        } else {
            Block::paragraph("Who agreed is on file.")
        }
    }
}
