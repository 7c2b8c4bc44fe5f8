//! The chapters after the award: commitments, targets, suppliers, statuses, lessons.

use rust_decimal::Decimal;

use crate::domain::supplier::{Sector, Size};
use crate::domain::text::capital;
use crate::report::annual::document::parts::{
    answer, bar, counted, number, or_not_recorded, remarks, total,
};
use crate::report::annual::document::{Shown, is_published};
use crate::report::annual::{Figure, LessonOfYear, Pounds, Promised, TargetOfYear};
use crate::report::document::{Bar, Block, Cell, Chart, Column, Section, Table};

impl Shown<'_> {
    /// Commitments against deliveries.
    pub(super) fn commitments(&self) -> Section {
        let of = &self.annual.commitments;
        let mut section = Section::new("Commitments and deliveries").with(self.contracts());
        if of.list.is_empty() {
            let none = "No commitment is on record under contracts that ran in the year.";
            return counted(section.with(Block::paragraph(none)), of.counted, &of.gaps);
        }
        section = section
            .with(Block::paragraph(format!(
                "Of the commitments of which something was due by {}, {} were delivered as far as they were due.",
                self.annual.as_of.british(),
                of.delivered_when_due.words()
            )))
            .with(Block::Chart(Chart {
                title: "Delivered in per cent of what was due".to_owned(),
                bars: of.list.iter().map(delivered).collect(),
                mark: Some(("all that was due".to_owned(), Decimal::ONE_HUNDRED)),
                whole: None,
            }))
            .with(Block::Table(self.promised()))
            .with(Block::Table(self.in_year()));
        let mut standings = Table::new(
            "How the commitments stand",
            [Column::text("Standing"), Column::figures("Commitments")],
        );
        for one in &of.standings {
            standings.push([one.standing.words().into(), number(one.commitments)]);
        }
        total(&mut standings, [Cell::text("All"), number(of.commitments)]);
        section = section.with(Block::Table(standings));
        if !of.behind.is_empty() {
            section = section.with(Block::Table(self.behind()));
        }
        counted(section, of.counted, &of.gaps)
    }

    fn contracts(&self) -> Block {
        let of = &self.annual.commitments.contracts;
        let pair = |name: &str, said: String| (name.to_owned(), said);
        let recorded = |sum: Option<Pounds>| sum.map_or("not recorded".to_owned(), Pounds::words);
        Block::Pairs(vec![
            pair("Contracts that ran in the year", of.ran.to_string()),
            pair("Of these with commitments", of.with_commitments.to_string()),
            pair("Contracts signed, or else begun, in the year", of.signed.to_string()),
            pair("Their value", recorded(of.value_signed)),
            pair("Reviews held in the year", of.reviews_held.to_string()),
            pair("Contracts reviewed in the year", format!("{} of {}", of.reviewed, of.ran)),
            pair("Value that reviews measured in money", recorded(of.measured)),
        ])
    }

    fn promised(&self) -> Table {
        let mut table = Table::new(
            format!("Promised, due and delivered by {}", self.annual.as_of.british()),
            [
                Column::text("Measure").wide(3),
                Column::text("Under").wide(2),
                Column::text("Unit"),
                Column::figures("Commitments"),
                Column::figures("Promised"),
                Column::figures("Due"),
                Column::figures("Delivered"),
                Column::figures("Checked"),
                Column::figures("Missing"),
            ],
        );
        for line in &self.annual.commitments.list {
            table.push([
                line.title.as_str().into(),
                line.under.clone().into(),
                line.unit_words().into(),
                number(line.commitments),
                line.promised.cell(),
                line.due.cell(),
                line.delivered.cell(),
                line.verified.cell(),
                line.missing.cell(),
            ]);
        }
        table
    }

    fn in_year(&self) -> Table {
        let mut table = Table::new(
            "What fell due and was delivered within the year",
            [
                Column::text("Measure").wide(3),
                Column::text("Policy").wide(2),
                Column::text("Unit"),
                Column::figures("Due in the year"),
                Column::figures("Delivered in the year"),
                Column::figures("Delivered of all that was due, %"),
            ],
        );
        for line in &self.annual.commitments.list {
            let share = line.share_of_due.as_ref().map_or(Cell::Empty, Figure::cell);
            table.push([
                line.title.as_str().into(),
                line.authority.as_str().into(),
                line.unit_words().into(),
                line.due_in_year.cell(),
                line.delivered_in_year.cell(),
                share,
            ]);
        }
        table
    }

    fn behind(&self) -> Table {
        let mut table = Table::new(
            "Commitments of which something that was due is missing",
            [
                Column::text("Tender"),
                Column::text("Supplier").wide(2),
                Column::text("Commitment").wide(3),
                Column::text("Due"),
                Column::text("Delivered"),
                Column::text("Missing"),
                Column::text("Standing"),
            ],
        );
        for one in &self.annual.commitments.behind {
            table.push([
                one.tender.label(self.several).into(),
                one.supplier.as_str().into(),
                one.title.as_str().into(),
                one.due.as_str().into(),
                one.delivered.as_str().into(),
                one.missing.as_str().into(),
                one.standing.words().into(),
            ]);
        }
        table
    }

    /// Targets and indicators of the policies.
    pub(super) fn targets(&self) -> Section {
        let of = &self.annual.targets;
        let mut section = Section::new("Local and small-firm spend, and the other targets");
        if of.by_policy.is_empty() {
            section = section.with(Block::paragraph(
                "No contract under a policy with targets ran in the year or was signed in it.",
            ));
        }
        for policy in &of.by_policy {
            let mut part = Section::new(policy.authority.clone());
            for line in &policy.targets {
                part = part.part(target(line));
            }
            section = section.part(part);
        }
        counted(section, of.counted, &of.gaps)
    }

    /// Suppliers and what was spent with them.
    pub(super) fn suppliers(&self) -> Section {
        let of = &self.annual.suppliers;
        let mut section = Section::new("Suppliers");
        if of.list.is_empty() {
            let none = "No contract ran in the year.";
            return counted(section.with(Block::paragraph(none)), of.counted, &of.gaps);
        }
        let mut table = Table::new(
            "Firms with a contract that ran in the year",
            [
                Column::text("Supplier").wide(3),
                Column::text("Company number"),
                Column::text("Size").wide(2),
                Column::text("Kind").wide(2),
                Column::text("Local"),
                Column::figures("Contracts"),
                Column::figures("Spend"),
                Column::figures("Contracts without spend on record"),
            ],
        );
        for one in &of.list {
            table.push([
                one.name.as_str().into(),
                or_not_recorded(one.number.as_deref()),
                or_not_recorded(one.size.map(Size::words)),
                or_not_recorded(one.sector.map(Sector::words)),
                answer(one.local),
                number(one.contracts),
                one.spend.map_or_else(|| Cell::text("not recorded"), Pounds::cell),
                number(one.without_spend),
            ]);
        }
        let all = of.list.iter().map(|one| one.contracts).sum();
        let without = of.list.iter().map(|one| one.without_spend).sum();
        let spend = of.spend.map_or_else(|| Cell::text("not recorded"), Pounds::cell);
        let blank = || Cell::Empty;
        total(
            &mut table,
            [
                Cell::text("All"),
                blank(),
                blank(),
                blank(),
                blank(),
                number(all),
                spend,
                number(without),
            ],
        );
        section = section.with(Block::Table(table));
        counted(section, of.counted, &of.gaps)
    }

    /// Supplier statuses.
    pub(super) fn statuses(&self) -> Section {
        let of = &self.annual.suppliers.statuses;
        let mut section = Section::new("Supplier status");
        if of.by_policy.is_empty() {
            section = section.with(Block::paragraph(
                "No contract ran in the year under a policy that rates suppliers.",
            ));
        }
        for line in &of.by_policy {
            let firms: usize =
                line.levels.iter().map(|level| level.firms).sum::<usize>() + line.without;
            let mut bars: Vec<Bar> =
                line.levels.iter().map(|level| bar(&level.level, level.firms, firms)).collect();
            bars.push(bar("no decision on record", line.without, firms));
            section = section.with(Block::Chart(Chart {
                title: format!("{}: firms by status", line.authority),
                bars,
                mark: None,
                whole: None,
            }));
        }
        if !of.decisions.is_empty() {
            let mut table = Table::new(
                "Decisions of the year",
                [
                    Column::text("Supplier").wide(2),
                    Column::text("Policy"),
                    Column::text("Before"),
                    Column::text("Decided"),
                    Column::text("On"),
                    Column::text("By"),
                    Column::text("Reason").wide(3),
                ],
            );
            for one in &of.decisions {
                table.push([
                    one.supplier.as_str().into(),
                    one.policy.as_str().into(),
                    Cell::text(one.before.as_deref().unwrap_or("none on record")),
                    one.level.as_str().into(),
                    one.day.into(),
                    one.by.as_str().into(),
                    one.reason.as_str().into(),
                ]);
            }
            section = section.with(Block::Table(table));
        } else if of.decided > 0 && is_published(self.annual) {
            let many = if of.decided == 1 { "decision was" } else { "decisions were" };
            section = section.with(Block::remark(format!(
                "{} {many} taken in the year; how each firm was rated is not published.",
                of.decided
            )));
        } else {
            section = section.with(Block::paragraph("No status was decided in the year."));
        }
        counted(section, of.counted, &[])
    }

    /// What was learnt.
    pub(super) fn lessons(&self) -> Section {
        let of = &self.annual.lessons;
        let mut section = Section::new("Lessons");
        if of.list.is_empty() {
            section = section.with(Block::paragraph("No lesson was written down in the year."));
        }
        for lesson in &of.list {
            section = section.part(self.lesson(lesson));
        }
        section = section.with(Block::paragraph(match of.readings {
            0 => "No procurement read a lesson of another in the year.".to_owned(),
            1 => "Once in the year a procurement read a lesson of another.".to_owned(),
            count => format!("{count} times in the year a procurement read a lesson of another."),
        }));
        counted(section, of.counted, &[])
    }

    fn lesson(&self, lesson: &LessonOfYear) -> Section {
        let pair = |name: &str, said: String| (name.to_owned(), said);
        let from = format!("{}, {}", lesson.tender.label(self.several), lesson.tender.title);
        let mut pairs = vec![
            pair("From", from),
            pair("Written down", format!("{} by {}", lesson.day.british(), lesson.by)),
        ];
        if let Some(stage) = lesson.stage {
            pairs.push(pair("Stage", format!("{stage}, {}", stage.name())));
        }
        if let Some(category) = &lesson.category {
            pairs.push(pair("Category", category.clone()));
        }
        if !lesson.tags.is_empty() {
            pairs.push(pair("Tags", lesson.tags.join(", ")));
        }
        pairs.push(pair("Read by other procurements", lesson.read_by.to_string()));
        let section = Section::new(lesson.title.clone())
            .with(Block::Pairs(pairs))
            .with(Block::Quote(lesson.happened.clone()));
        match &lesson.advice {
            Some(advice) => section
                .with(Block::paragraph("What to do next time:"))
                .with(Block::Quote(advice.clone())),
            None => section,
        }
    }
}

/// What was delivered of a measure in per cent of what was due; no bar where nothing was due.
fn delivered(line: &Promised) -> Bar {
    let unit = line.unit_words();
    let said = match &line.share_of_due {
        Some(share) => format!(
            "{} of {} {unit} ({}%)",
            line.delivered.words(),
            line.due.words(),
            share.words()
        ),
        None => format!("{} {unit}, nothing due yet", line.delivered.words()),
    };
    Bar {
        label: format!("{} ({unit})", line.title),
        value: line.share_of_due.as_ref().and_then(Figure::length),
        said,
    }
}

/// One target or indicator.
fn target(line: &TargetOfYear) -> Section {
    let pair = |name: &str, said: String| (name.to_owned(), said);
    let mut pairs = vec![pair("Clause", line.clause.clone())];
    if let Some(minimum) = line.minimum {
        pairs.push(pair("At least", minimum.to_string()));
    }
    let mut section = Section::new(line.text.clone()).with(Block::Pairs(pairs));
    if line.counts.is_none() {
        return section.with(Block::remark("It is counted outside the register."));
    }
    let bars: Vec<Bar> = line
        .figures
        .iter()
        .filter(|way| way.share.is_some() || line.minimum.is_some())
        .map(|way| Bar {
            label: way.of.clone(),
            value: way.share.as_ref().and_then(Figure::length),
            said: way.share_words().unwrap_or_else(|| way.words.clone()),
        })
        .collect();
    if !bars.is_empty() {
        section = section.with(Block::Chart(Chart {
            title: "Share in per cent".to_owned(),
            bars,
            mark: line.minimum.map(|least| (format!("at least {least}"), least.value())),
            whole: Some(Decimal::ONE_HUNDRED),
        }));
    }
    let mut table = Table::new(
        "How it stands",
        [
            Column::text("Counted").wide(3),
            Column::text("Figure").wide(2),
            Column::text("Share"),
            Column::text("Target"),
            Column::text("Sources").wide(3),
        ],
    );
    for way in &line.figures {
        let met = line.minimum.map(|_| Cell::text(way.met_words())).unwrap_or_default();
        table.push([
            way.of.as_str().into(),
            way.words.as_str().into(),
            way.share_words().into(),
            met,
            Cell::text(way.sources.join("; ")),
        ]);
    }
    section = section.with(Block::Table(table));
    for way in line.figures.iter().filter(|way| !way.parts.is_empty()) {
        let parts = way.parts.iter().map(|part| (part.of.clone(), part.words.clone())).collect();
        section = section.with(Block::Pairs(parts));
    }
    let gaps = line
        .figures
        .iter()
        .flat_map(|way| way.gaps.iter().map(move |gap| format!("{}: {gap}", capital(&way.of))));
    remarks(section, gaps.collect())
}
