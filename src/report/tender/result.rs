//! What follows from the scores: points and places with their working, what would change them,
//! and prices that call for a second look.

use rust_decimal::Decimal;

use crate::domain::evaluation::{
    Exact, LotNo, Otherwise, PriceKind, PriceMethod, SectionKind, Tally, prices_compare, working,
};
use crate::domain::money::in_pounds;
use crate::report::document::{Bar, Block, Cell, Chart, Column, Section, Table};
use crate::report::tender::{Making, decimal, points};

/// What margins are counted in where the price of each quality point decides.
const PER_POUND: &str = "points for each pound";

impl Making<'_> {
    pub(super) fn result(&self, lot: LotNo) -> Section {
        let mut section = Section::new(self.of_lot(lot, "Result"));
        let Some(view) = self.evaluation.lots.get(&lot) else { return section };
        let ranking = &view.ranking;
        let open = self.evaluation.evaluation.prices_are_open(lot);
        if !ranking.is_complete() {
            section.blocks.push(Block::paragraph("There are no places yet."));
        }
        section.blocks.extend(ranking.faults.iter().map(|fault| Block::remark(fault.as_str())));
        if !ranking.missing.is_empty() {
            let missing = ranking.missing.iter().map(|one| self.evaluation.missing_words(one));
            section.blocks.push(Block::paragraph("What is missing:"));
            section.blocks.push(Block::List(missing.collect()));
        }
        if ranking.tallies.is_empty() {
            return section;
        }
        if !open {
            section.blocks.push(Block::remark(
                "The points for price and the totals are hidden until every score is agreed.",
            ));
        }
        section.blocks.push(Block::Table(self.places(lot, &ranking.tallies, open)));
        if open {
            section.blocks.push(Block::Chart(self.points_chart(&ranking.tallies)));
        }
        for tally in &ranking.tallies {
            for failure in &tally.failures {
                section.blocks.push(Block::remark(format!(
                    "{}: {}",
                    self.evaluation.supplier(tally.bid),
                    self.evaluation.failure_words(failure)
                )));
            }
        }
        section.blocks.extend(self.check(lot));
        section
    }

    fn places(&self, lot: LotNo, tallies: &[Tally], open: bool) -> Table {
        let of = &self.evaluation.evaluation;
        let sections: Vec<_> = of
            .sections_of(lot)
            .into_iter()
            .filter(|section| open || section.kind != SectionKind::Price)
            .collect();
        let per_point =
            of.lots.get(&lot).is_some_and(|terms| terms.method == PriceMethod::PerPoint);
        let mut columns = vec![Column::text("Bid").wide(3), Column::text("Place").wide(2)];
        columns.extend(sections.iter().map(|section| {
            Column::figures(format!("{} of {}", section.title, section.weight.value()))
        }));
        if open {
            columns.push(Column::figures("Total of 100"));
            if per_point {
                columns.push(Column::figures("Price of each quality point"));
            }
        }
        let mut table = Table::new("Points and places", columns);
        for tally in tallies {
            let mut cells = vec![
                Cell::from(self.evaluation.supplier(tally.bid)),
                Cell::from(self.place(tally)),
            ];
            for section in &sections {
                let of = tally.sections.iter().find(|one| one.section == section.uid);
                cells.push(points(of.and_then(|of| of.points.as_ref())));
            }
            if open {
                cells.push(points(tally.total.as_ref()));
                if per_point {
                    cells.push(Cell::from(tally.index.as_ref().map(pounds)));
                }
            }
            table.push(cells);
        }
        table
    }

    /// The place of a bid, or why it has none.
    fn place(&self, tally: &Tally) -> String {
        let bid = self.evaluation.evaluation.bids.get(&tally.bid);
        match (tally.place, bid.and_then(|bid| bid.out.as_ref())) {
            (Some(place), _) => {
                let tie = match (place.tied, place.by_tie_break) {
                    (true, _) => ", shared",
                    (false, true) => ", by the published tie-break",
                    (false, false) => "",
                };
                format!("{}{tie}", place.rank)
            }
            (None, Some(out)) => format!("none, {}", out.kind.words()),
            (None, None) if !tally.failures.is_empty() => "none, below a pass mark".to_owned(),
            (None, None) => "none yet".to_owned(),
        }
    }

    fn points_chart(&self, tallies: &[Tally]) -> Chart {
        let bars = tallies.iter().map(|tally| {
            let said = match &tally.total {
                Some(total) => format!("{total} of 100 points"),
                None => "no total".to_owned(),
            };
            Bar {
                label: self.evaluation.supplier(tally.bid),
                value: tally.total.as_ref().and_then(decimal),
                said,
            }
        });
        Chart {
            title: "Points by bid".to_owned(),
            bars: bars.collect(),
            mark: None,
            whole: Some(Decimal::ONE_HUNDRED),
        }
    }

    fn check(&self, lot: LotNo) -> Vec<Block> {
        let Some(check) = self.evaluation.evaluation.checks.get(&lot) else {
            return vec![Block::paragraph("The arithmetic was not checked by a second person.")];
        };
        let mut blocks = vec![Block::paragraph(format!(
            "Arithmetic checked by {}, {}; recorded by {}.",
            check.by,
            check.day.british(),
            check.officer
        ))];
        if self.evaluation.lots.get(&lot).and_then(|view| view.check_holds) == Some(false) {
            blocks
                .push(Block::remark("The figures have changed since the arithmetic was checked."));
        }
        blocks.push(Block::paragraph(format!(
            "SHA-256 of the figures that were checked: {}.",
            check.figures
        )));
        if let Some(note) = &check.note {
            blocks.extend(self.quoted("Note on the check:", note));
        }
        blocks
    }

    /// How the points of each bid come about; nothing while prices are hidden.
    pub(super) fn workings(&self, lot: LotNo) -> Option<Section> {
        let of = &self.evaluation.evaluation;
        let view = self.evaluation.lots.get(&lot)?;
        if !of.prices_are_open(lot) || view.ranking.tallies.is_empty() {
            return None;
        }
        let mut section = Section::new(self.of_lot(lot, "Working"));
        for tally in &view.ranking.tallies {
            let mut table = Table::new(
                format!("How the points of {} come about", self.evaluation.supplier(tally.bid)),
                [
                    Column::text("Criterion").wide(3),
                    Column::text("How").wide(5),
                    Column::figures("Points"),
                    Column::text("Remark").wide(3),
                ],
            );
            for line in working(of, &view.ranking, tally.bid) {
                table.push([
                    Cell::from(line.about),
                    Cell::from(line.how),
                    points(line.points.as_ref()),
                    Cell::from(line.remark),
                ]);
            }
            section.blocks.push(Block::Table(table));
        }
        Some(section)
    }

    /// Who would be first at other weights and by other price methods; nothing before there are
    /// places, and while prices are hidden.
    pub(super) fn sensitivity(&self, lot: LotNo) -> Option<Section> {
        let of = &self.evaluation.evaluation;
        if !of.prices_are_open(lot) {
            return None;
        }
        let found = self.evaluation.sensitivity(lot)?;
        let per_point = of.lots.get(&lot)?.method == PriceMethod::PerPoint;
        let mut section = Section::new(self.of_lot(lot, "What would change the first place"));
        section.blocks.push(Block::paragraph(format!(
            "Social value weighs {}% in the criteria.",
            found.weight.short(4)
        )));
        if found.reigns.is_empty() {
            section.blocks.push(Block::paragraph(
                "There is no section for social value, or nothing else, to weigh it against.",
            ));
        } else {
            let mut table = Table::new(
                "Who is first as the weight of social value changes",
                [Column::text("From"), Column::text("To"), Column::text("First").wide(4)],
            );
            for reign in &found.reigns {
                table.push([
                    Cell::from(format!("{}%", reign.from.short(4))),
                    Cell::from(format!("{}%", reign.to.short(4))),
                    Cell::from(self.names(&reign.first)),
                ]);
            }
            section.blocks.push(Block::Table(table));
        }
        let unit = if per_point { PER_POUND } else { "points" };
        let steps: Vec<(&Otherwise, &str)> = found.steps.iter().map(|one| (one, unit)).collect();
        if !steps.is_empty() {
            let caption = "By how much, at other weights of social value";
            section.blocks.push(Block::Table(self.otherwise(caption, &steps)));
        }
        let methods: Vec<(&Otherwise, &str)> = found
            .methods
            .iter()
            .map(|one| {
                let by_point = one.under == PriceKind::PerPoint.words();
                (one, if by_point { "pounds a point" } else { "points" })
            })
            .collect();
        let caption = "Who would be first by another price method";
        section.blocks.push(Block::Table(self.otherwise(caption, &methods)));
        Some(section)
    }

    fn otherwise(&self, caption: &str, all: &[(&Otherwise, &str)]) -> Table {
        let mut table = Table::new(
            caption,
            [
                Column::text("Under").wide(2),
                Column::text("First").wide(3),
                Column::text("By how much").wide(2),
                Column::text("Remark").wide(3),
            ],
        );
        for (one, unit) in all {
            let margin = one.margin.as_ref().map(|margin| {
                if margin.is_zero() {
                    "level".to_owned()
                } else if *unit == PER_POUND {
                    // So few that two decimals would show none of them.
                    format!("{} {unit}", margin.short(8))
                } else {
                    format!("{margin} {unit}")
                }
            });
            table.push([
                Cell::from(one.under.as_str()),
                Cell::from(self.names(&one.first)),
                Cell::from(margin),
                Cell::from(one.note.as_deref()),
            ]);
        }
        table
    }

    fn names(&self, bids: &[uuid::Uuid]) -> String {
        let names: Vec<String> = bids.iter().map(|bid| self.evaluation.supplier(*bid)).collect();
        if names.is_empty() { "nobody".to_owned() } else { names.join(" and ") }
    }

    /// Prices that look abnormally low or distort others, and what was done about them.
    pub(super) fn low_prices(&self, lot: LotNo) -> Section {
        let of = &self.evaluation.evaluation;
        let mut section = Section::new(self.of_lot(lot, "Low prices"));
        let Some(view) = self.evaluation.lots.get(&lot) else { return section };
        if !of.prices_are_open(lot) {
            return section.with(Block::remark(
                "What follows from prices is hidden until every score is agreed.",
            ));
        }
        for flag in &view.low {
            section.blocks.push(Block::remark(self.evaluation.low_words(flag)));
        }
        for oddity in &view.oddities {
            section.blocks.push(Block::remark(self.evaluation.oddity_words(oddity)));
        }
        for bid in of.bids_for(lot) {
            let Some(record) = of.low_prices.get(&bid.uid) else { continue };
            let supplier = &bid.supplier;
            section.blocks.push(Block::paragraph(match record.notified {
                Some(day) => format!(
                    "{supplier} was told on {} that its price looks abnormally low.",
                    day.british()
                ),
                None => format!("When {supplier} was told of its price is not recorded."),
            }));
            if let Some(explanation) = &record.explanation {
                section.blocks.extend(self.quoted("What it said of the price:", explanation));
            }
            let decided = match record.satisfied {
                Some(true) => "That satisfies.",
                Some(false) => "That does not satisfy.",
                None => "It was not decided whether that satisfies.",
            };
            section.blocks.push(Block::paragraph(decided));
            if let Some(reasons) = &record.reasons {
                section.blocks.extend(self.quoted("Why:", reasons));
            }
        }
        if section.blocks.is_empty() {
            let said = if prices_compare(of, lot) {
                "No price called for a second look."
            } else {
                "With fewer than three prices none was held against the others."
            };
            section.blocks.push(Block::paragraph(said));
        }
        section
    }
}

/// An amount in pounds, rounded for display.
fn pounds(amount: &Exact) -> String {
    let rounded = amount.rounded(2);
    rounded.parse().map_or(rounded, in_pounds)
}
