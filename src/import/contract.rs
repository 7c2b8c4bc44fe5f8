//! The contract that a row of a list names: with whom, from when to when, and for how much.

use std::fmt::Write as _;

use crate::domain::supplier::{Sector, Supplier};
use crate::domain::{Date, Money, Percent};
use crate::import::cell::{self, Order};
use crate::import::columns::Field;
use crate::import::names::short;
use crate::import::reading::{Reading, note};
use crate::import::sheet::Line;
use crate::import::{supplier, value};
use crate::register::{ImportedContract, Party};

/// A contract as a row says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Award {
    /// What would be recorded.
    pub(super) contract: ImportedContract,
    /// The supplier's name in the directory.
    pub supplier: String,
    /// The supplier's number at Companies House, as far as the row says it.
    pub company_number: Option<String>,
}

impl Award {
    /// The first day.
    pub const fn starts(&self) -> Date {
        self.contract.starts
    }

    /// The last day.
    pub const fn ends(&self) -> Date {
        self.contract.ends
    }

    /// The value, where it is known.
    pub const fn value(&self) -> Option<Money> {
        self.contract.value
    }

    /// Whether the supplier comes into the directory with the list.
    pub const fn is_with_new(&self) -> bool {
        matches!(self.contract.party, Party::New(_))
    }

    /// The contract in words, of a tender with this value.
    pub fn words(&self, of: Money) -> String {
        let worth = match self.value() {
            Some(value) if value == of => String::new(),
            Some(value) => format!(", {}", value.short()),
            None => ", of a value that is not known".to_owned(),
        };
        let new = if self.is_with_new() { ", a new supplier" } else { "" };
        format!(
            "with a contract with {}{new}, {} to {}{worth}",
            short(&self.supplier),
            self.starts().british(),
            self.ends().british()
        )
    }
}

/// What a row says of a contract before its supplier is looked for.
pub(super) struct Terms {
    name: String,
    starts: Date,
    ends: Date,
    value: Option<Money>,
}

impl Reading<'_> {
    /// What a row says of a contract; none where it names none, or not enough for one. What is
    /// wrong is a reason to refuse the row: a tender without its contract would be there already
    /// when the list is mended.
    pub(super) fn terms(
        &self,
        line: &Line,
        worth: (Option<Money>, Percent),
        (doubts, why): (&mut Vec<String>, &mut Vec<String>),
    ) -> Option<Terms> {
        if self.defaults.tenders_only || !self.columns.has_contracts() {
            return None;
        }
        let name = supplier::name(self.cell(line, Field::Supplier)?, doubts)?;
        let starts = line.cell(self.columns.contract_start()?);
        let ends = self.cell(line, Field::ContractEnd)?;
        for (cell, which) in [(starts, "first"), (ends, "last")] {
            if is_open(cell) {
                let said = if cell.is_empty() {
                    String::new()
                } else {
                    format!(" (“{}”)", short(cell))
                };
                doubts.push(format!(
                    "no contract with “{}” is recorded: there is no {which} day{said}",
                    short(&name)
                ));
                return None;
            }
        }
        let starts = self.contract_day("start", starts, doubts, why);
        let ends = self.contract_day("end", ends, doubts, why);
        let (starts, ends) = (starts?, ends?);
        if ends < starts {
            why.push(format!(
                "the contract would end on {}, before it begins on {}",
                ends.british(),
                starts.british()
            ));
            return None;
        }
        let value = self.contract_value(line, worth, doubts);
        Some(Terms { name, starts, ends, value })
    }

    /// The contract of a row that is taken, and its supplier.
    pub(super) fn award(
        &mut self,
        line: &Line,
        terms: Terms,
        doubts: &mut Vec<String>,
    ) -> Option<Award> {
        let Terms { name, starts, ends, value } = terms;
        let number = self.cell(line, Field::CompanyNumber).unwrap_or("");
        let number = supplier::number(number, doubts);
        let company_number = number.as_ref().map(ToString::to_string);
        let said = [(Field::Sme, "small or medium-sized enterprise"), (Field::Vcse, VCSE)];
        let said: Vec<(Field, &str, bool)> = said
            .into_iter()
            .filter_map(|(field, what)| {
                let mut found = Vec::new();
                let yes = self.yes_or_no(line, field, &mut found)?;
                Some((field, what, yes))
            })
            .collect();
        let new = || {
            let mut supplier = Supplier::named(name.clone());
            let mut words = format!("From row {} of {}.", line.number, self.file);
            for (field, what, yes) in &said {
                let _ = write!(words, " {what}: {}.", if *yes { "yes" } else { "no" });
                if *field == Field::Vcse && *yes {
                    supplier.sector = Some(Sector::Voluntary);
                }
            }
            supplier.note = Some(words);
            supplier
        };
        let meant = self.directory.meant(&name, number, new, doubts)?;
        let vcse = said.iter().any(|(field, _, yes)| *field == Field::Vcse && *yes);
        if vcse && meant.is_new {
            note(
                doubts,
                format!(
                    "“{}” is kept as a voluntary organisation; it may be a community organisation or a social enterprise",
                    short(&name)
                ),
            );
        }
        let contract = ImportedContract { party: meant.party, starts, ends, value };
        Some(Award { contract, supplier: meant.name, company_number })
    }

    fn contract_day(
        &self,
        which: &str,
        cell: &str,
        doubts: &mut Vec<String>,
        why: &mut Vec<String>,
    ) -> Option<Date> {
        let Some((read, order)) = cell::day(cell) else {
            why.push(format!("the contract's {which} “{}” is no date", short(cell)));
            return None;
        };
        for doubt in read.doubts {
            note(doubts, doubt);
        }
        if order == Order::Either && self.months_first {
            note(doubts, either(cell, read.value));
        }
        Some(read.value)
    }

    fn contract_value(
        &self,
        line: &Line,
        (worth, vat): (Option<Money>, Percent),
        doubts: &mut Vec<String>,
    ) -> Option<Money> {
        let Some(cell) = self.cell(line, Field::ContractValue) else { return worth };
        if cell::is_missing(cell) {
            return None;
        }
        match value::value(cell, self.columns.includes_vat(Field::ContractValue), vat) {
            Ok(read) => {
                doubts.extend(read.doubts);
                Some(read.value)
            }
            Err(why) => {
                doubts.push(format!("what was awarded is left out: {why}"));
                None
            }
        }
    }
}

const VCSE: &str = "voluntary, community or social enterprise organisation";

/// The doubt about a day that could have the month first.
pub(super) fn either(cell: &str, day: Date) -> String {
    format!("“{}” is read as {}, but other rows have the month first", short(cell), day.british())
}

/// Whether a cell says that there is no such day, or none yet.
fn is_open(cell: &str) -> bool {
    const WORDS: [&str; 9] = [
        "ongoing",
        "on going",
        "rolling",
        "open",
        "open ended",
        "indefinite",
        "no end date",
        "perpetual",
        "evergreen",
    ];
    let said = crate::import::names::plain(cell);
    cell::is_missing(cell) || WORDS.contains(&said.as_str())
}
