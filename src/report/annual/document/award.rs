//! The chapters up to the award: procurements, opt-outs, weights, requests, outcomes.

use crate::report::annual::document::Shown;
use crate::report::annual::document::parts::{
    bar, counted, number, or_not_recorded, share_cells, total,
};
use crate::report::annual::{Asked, Average, Figure, OptOut, PlaceCount, Pounds, ScopeCount};
use crate::report::document::{Block, Cell, Chart, Column, Section, Table};

impl Shown<'_> {
    /// Procurements by what becomes of social value.
    pub(super) fn procurements(&self) -> Section {
        let of = &self.annual.procurements;
        let mut section = Section::new("Procurements by scope");
        if of.included == 0 {
            section = section.with(Block::paragraph("No procurement commenced in the year."));
            return counted(section, of.counted, &of.gaps);
        }
        let label = |one: &ScopeCount| one.status.words();
        section = section.with(Block::Chart(Chart {
            title: "Tenders by what becomes of social value".to_owned(),
            bars: of.scope.iter().map(|one| bar(label(one), one.tenders, of.included)).collect(),
            mark: None,
            whole: None,
        }));
        let mut columns = vec![Column::text("Policy").wide(2), Column::figures("Tenders")];
        columns.extend(of.scope.iter().map(|one| Column::figures(label(one))));
        let mut table = Table::new("Tenders that commenced in the year, by policy", columns);
        for line in &of.by_policy {
            let counts = line.scope.iter().map(|one| number(one.tenders));
            table.push(
                [line.authority.as_str().into(), number(line.tenders)].into_iter().chain(counts),
            );
        }
        let counts = of.scope.iter().map(|one| number(one.tenders));
        total(&mut table, [Cell::text("All"), number(of.included)].into_iter().chain(counts));
        let mut values = Table::new(
            "Their values, estimated and without VAT",
            [Column::text("Social value"), Column::figures("Tenders"), Column::figures("Value")],
        );
        for one in &of.scope {
            let value = if one.tenders == 0 { Cell::Empty } else { one.value.cell() };
            values.push([label(one).into(), number(one.tenders), value]);
        }
        total(&mut values, [Cell::text("All"), number(of.included), of.value.cell()]);
        let mut states = Table::new(
            "All that commenced in the year, by where they stand now",
            [Column::text("State"), Column::figures("Tenders")],
        );
        for one in &of.states {
            states.push([Cell::text(one.state.to_string()), number(one.tenders)]);
        }
        let section =
            section.with(Block::Table(table)).with(Block::Table(values)).with(Block::Table(states));
        counted(section, of.counted, &of.gaps)
    }

    /// Who was opted out, why, and who agreed.
    pub(super) fn opt_outs(&self) -> Section {
        let of = &self.annual.opt_outs;
        let mut section =
            Section::new("Opted out of social value").with(Block::paragraph(match of.tenders {
                0 => "No procurement that commenced in the year was opted out.".to_owned(),
                1 => "One procurement that commenced in the year was opted out.".to_owned(),
                count => format!("{count} procurements that commenced in the year were opted out."),
            }));
        for one in &of.list {
            section = section.part(self.opt_out(one));
        }
        counted(section, of.counted, &[])
    }

    fn opt_out(&self, one: &OptOut) -> Section {
        let pair = |name: &str, said: String| (name.to_owned(), said);
        let explored = if one.explored.is_empty() {
            "not recorded".to_owned()
        } else {
            one.explored.join("; ")
        };
        let mut section =
            Section::new(format!("{}: {}", one.tender.label(self.several), one.tender.title));
        if !one.in_figures {
            section = section.with(Block::remark(format!(
                "It commenced on {} and is not in the figures of this year.",
                one.commenced.british()
            )));
        }
        section
            .with(Block::Pairs(vec![
                pair("Policy", one.tender.policy.clone()),
                pair("Value", one.value.to_string()),
                pair("Social value by the policy", one.policy_says.clone()),
                pair("Explored", explored),
                pair("Agreed by", one.agreed_by.clone()),
                pair("Recorded on", day_of(&one.recorded_on)),
            ]))
            .with(Block::Quote(one.why.clone()))
    }

    /// Weights against minima and other bounds.
    pub(super) fn weightings(&self) -> Section {
        let of = &self.annual.weightings;
        let mut section = Section::new("Weightings");
        if of.tenders == 0 {
            let none = "There is no tender of the year whose weight could be looked at.";
            return counted(section.with(Block::paragraph(none)), of.counted, &of.gaps);
        }
        section = section.with(Block::paragraph(match of.average.average {
            Some(_) => format!("The average weight is {}.", of.average.words()),
            None => "No weight is on record, so there is no average.".to_owned(),
        }));
        let mut averages = Table::new(
            "Weights as shares of the whole award criteria, in per cent",
            [
                Column::text("Policy").wide(2),
                Column::figures("Tenders in the average"),
                Column::figures("Average"),
                Column::figures("Lowest"),
                Column::figures("Highest"),
                Column::figures("Share not known"),
                Column::figures("No weight on record"),
            ],
        );
        let cells = |name: &str, of: &Average| {
            [
                Cell::text(name),
                number(of.tenders),
                of.average.as_ref().map_or(Cell::Empty, Figure::cell),
                of.lowest.into(),
                of.highest.into(),
                number(of.share_not_known),
                number(of.not_recorded),
            ]
        };
        for line in &of.by_policy {
            averages.push(cells(&line.authority, &line.average));
        }
        total(&mut averages, cells("All", &of.average));
        let mut places = Table::new(
            "Weights against what the policies ask for",
            [
                Column::text("Policy").wide(2),
                Column::text("Held").wide(2),
                Column::text("Weight").wide(2),
                Column::figures("Tenders"),
            ],
        );
        for line in &of.by_policy {
            for place in &line.places {
                places.push([
                    line.authority.as_str().into(),
                    place.place.bound.words().into(),
                    place.words.into(),
                    number(place.tenders),
                ]);
            }
        }
        section = section.with(Block::Table(averages)).with(Block::Table(places));
        section = section.with(Block::Chart(Chart {
            title: "Where the weights stand".to_owned(),
            bars: self
                .places()
                .into_iter()
                .map(|(words, count)| bar(words, count, of.tenders))
                .collect(),
            mark: None,
            whole: None,
        }));
        if of.departures.is_empty() {
            section =
                section.with(Block::paragraph("No weight on record departs from the policy."));
        } else {
            section = section.with(Block::Table(self.departures()));
        }
        counted(section, of.counted, &of.gaps)
    }

    /// Where the weights stand, over all policies.
    fn places(&self) -> Vec<(&'static str, usize)> {
        let mut found: Vec<(&'static str, usize)> = Vec::new();
        let lines = self.annual.weightings.by_policy.iter();
        for PlaceCount { words, tenders, .. } in lines.flat_map(|line| &line.places) {
            match found.iter_mut().find(|(known, _)| known == words) {
                Some((_, count)) => *count += tenders,
                None => found.push((words, *tenders)),
            }
        }
        found
    }

    fn departures(&self) -> Table {
        let mut table = Table::new(
            "Weights that depart from the policy",
            [
                Column::text("Tender"),
                Column::text("Title").wide(2),
                Column::text("Weight").wide(2),
                Column::text("The policy asks for").wide(2),
                Column::text("Stands"),
                Column::text("Reason").wide(3),
                Column::text("Agreed by"),
            ],
        );
        for one in &self.annual.weightings.departures {
            table.push([
                one.tender.label(self.several).into(),
                one.tender.title.as_str().into(),
                one.weight.as_str().into(),
                one.asked.as_str().into(),
                one.stands.into(),
                or_not_recorded(one.reason.as_deref()),
                or_not_recorded(one.agreed_by.as_deref()),
            ]);
        }
        table
    }

    /// What requests for information ask for.
    pub(super) fn requests(&self) -> Section {
        let of = &self.annual.requests;
        let mut table = Table::new(
            "Figures that requests for information ask for",
            [
                Column::text("Figure").wide(3),
                Column::text("Tenders that commenced").wide(2),
                Column::text("Tenders that were awarded").wide(2),
            ],
        );
        let mut row = |name: &str, of_asked: &dyn Fn(&Asked) -> String| {
            let cells = [&of.commenced, &of.awarded].map(|asked| Cell::text(of_asked(asked)));
            table.push([Cell::text(name)].into_iter().chain(cells));
        };
        row("Tenders", &|asked| asked.tenders.to_string());
        row("Their value, estimated and without VAT", &|asked| {
            super::value_or_none(asked.tenders, asked.value.words())
        });
        row("Share with social value among the award criteria", &|asked| {
            asked.with_social_value.words()
        });
        row("The same, where the policy requires it", &|asked| asked.with_where_required.words());
        row("Opted out", &|asked| asked.opted_out.to_string());
        row("Tenders that seek an outcome or measure of the policy", &|asked| {
            asked.seeking.to_string()
        });
        row("Average weight of social value", &|asked| asked.average.words());
        let contracts = &self.annual.commitments.contracts;
        let value = contracts.value_signed.map_or("not recorded".to_owned(), Pounds::words);
        let mut after = Table::new(
            "Contracts and what was delivered under them",
            [
                Column::text("Figure").wide(3),
                Column::text("In the year").wide(2),
                Column::figures("Per cent"),
            ],
        );
        after.push([
            Cell::text("Contracts signed, or else begun"),
            contracts.signed.to_string().into(),
            Cell::Empty,
        ]);
        after.push([Cell::text("Their value without VAT"), Cell::text(value), Cell::Empty]);
        let [words, per_cent] = share_cells(&of.delivered);
        after.push([Cell::text("Commitments that were delivered as far as due"), words, per_cent]);
        let mut gaps = of.commenced.gaps.clone();
        gaps.extend(of.awarded.gaps.iter().cloned());
        if contracts.signed_without_value > 0 {
            gaps.push(format!(
                "{} of {} contracts signed in the year have no value on record.",
                contracts.signed_without_value, contracts.signed
            ));
        }
        let section = Section::new("Figures for requests for information")
            .with(Block::Table(table))
            .with(Block::Table(after));
        counted(section, of.counted, &gaps)
    }

    /// The outcomes that are sought.
    pub(super) fn outcomes(&self) -> Section {
        let of = &self.annual.outcomes;
        let mut section = Section::new("Outcomes sought");
        if of.list.is_empty() {
            let none = "No outcome or measure is on record for tenders of the year.";
            return counted(section.with(Block::paragraph(none)), of.counted, &of.gaps);
        }
        let mut table = Table::new(
            "Outcomes and measures that tenders of the year seek",
            [
                Column::text("Outcome or measure").wide(3),
                Column::text("Under").wide(2),
                Column::text("Policy").wide(2),
                Column::figures("Tenders"),
                Column::figures("Sought"),
                Column::text("Unit"),
                Column::figures("Without a quantity"),
            ],
        );
        for line in &of.list {
            table.push([
                line.title.as_str().into(),
                line.under.clone().into(),
                line.authority.as_str().into(),
                number(line.tenders),
                line.quantity.into(),
                line.unit.clone().filter(|_| line.quantity.is_some()).into(),
                number(line.without_quantity),
            ]);
        }
        section = section.with(Block::Table(table));
        counted(section, of.counted, &of.gaps)
    }
}

/// A day as the register writes it, as it is read.
fn day_of(iso: &str) -> String {
    crate::domain::Date::from_iso(iso).map_or_else(|_| iso.to_owned(), crate::domain::Date::british)
}
