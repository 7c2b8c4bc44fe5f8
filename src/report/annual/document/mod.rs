//! The annual report as a document: chapters with tables and charts, each with how it is counted.

mod after;
mod award;
mod parts;

use crate::domain::exact::ROUNDING;
use crate::report::Variant;
use crate::report::annual::{Annual, Pounds};
use crate::report::document::{Block, Column, Document, Section, Table};
use parts::{number, remarks};

pub(super) fn document(annual: &Annual) -> Document {
    let shown = Shown { annual, several: annual.registers.len() > 1 };
    Document {
        title: format!("Social value: annual report {}", annual.year),
        subtitle: format!(
            "Financial year from {} to {}",
            annual.first_day.british(),
            annual.last_day.british()
        ),
        made_at: annual.made_at.clone(),
        about: about(annual),
        sections: vec![
            shown.in_short(),
            shown.procurements(),
            shown.opt_outs(),
            shown.weightings(),
            shown.requests(),
            shown.outcomes(),
            shown.commitments(),
            shown.targets(),
            shown.suppliers(),
            shown.statuses(),
            shown.lessons(),
            shown.sources(),
        ],
    }
}

/// The report with what decides how tenders are named.
struct Shown<'a> {
    annual: &'a Annual,
    several: bool,
}

fn is_published(annual: &Annual) -> bool {
    annual.variant == Variant::Publication.to_string()
}

fn about(annual: &Annual) -> Vec<(String, String)> {
    let pair = |name: &str, said: String| (name.to_owned(), said);
    let mut about: Vec<(String, String)> = annual
        .policies
        .iter()
        .map(|of| {
            let many = if of.editions.len() == 1 { "edition" } else { "editions" };
            let editions = of.editions.join(", ");
            pair("Policy", format!("{} ({}, {many} {editions})", of.authority, of.policy))
        })
        .collect();
    let until = if annual.year_ended {
        "the end of the year".to_owned()
    } else {
        format!("{}; the year has not ended", annual.as_of.british())
    };
    about.push(pair("Figures up to", until));
    about.push(pair("Made", format!("{} UTC", annual.made_at.replace('T', " ").replace('Z', ""))));
    about.push(pair("Made by", annual.made_by.clone()));
    let variant = if is_published(annual) {
        "publication: without what is withheld and without names of people"
    } else {
        "full: for the officer and the auditor, not for publication"
    };
    about.push(pair("Variant", variant.to_owned()));
    for register in &annual.registers {
        let name = if annual.registers.len() > 1 {
            format!("Register {}", register.number)
        } else {
            "Register".to_owned()
        };
        let path = register.path.as_ref().map_or_else(String::new, |path| format!("{path}, "));
        let newest = match (register.newest_entry, &register.newest_hash) {
            (Some(entry), Some(hash)) => format!("journal entry {entry}, {hash}"),
            _ => "an empty journal".to_owned(),
        };
        about.push((name, format!("{path}{newest}")));
    }
    about
}

impl Shown<'_> {
    /// The figures that a reader looks for first.
    fn in_short(&self) -> Section {
        let annual = self.annual;
        let asked = &annual.requests.commenced;
        let of = &annual.procurements;
        let pair = |name: &str, said: String| (name.to_owned(), said);
        let mut pairs = vec![
            pair("Tenders that commenced", of.commenced.to_string()),
            pair("Of these cancelled", of.cancelled.to_string()),
            pair("Value of the others", value_or_none(of.included, of.value.words())),
            pair("Tenders that were awarded", of.awarded.to_string()),
            pair("With social value", asked.with_social_value.words()),
            pair("Opted out", annual.opt_outs.tenders.to_string()),
            pair("Average weight", asked.average.words()),
            pair("Contracts that ran", annual.commitments.contracts.ran.to_string()),
            pair("Commitments delivered when due", annual.commitments.delivered_when_due.words()),
        ];
        let spend = annual.suppliers.spend.map_or("not recorded".to_owned(), Pounds::words);
        pairs.push(pair("Spend on record", spend));
        pairs.push(pair("Lessons written down", annual.lessons.list.len().to_string()));
        let mut section = Section::new("In short").with(Block::Pairs(pairs));
        if !annual.year_ended {
            section = section.with(Block::remark(format!(
                "The year has not ended: this is how things stand on {}.",
                annual.as_of.british()
            )));
        }
        if is_published(annual) {
            section = section.with(Block::remark(
                "Names of officers and what is marked as withheld are left out. Reasons and lessons are in the officers' own words: read them before you publish them.",
            ));
        }
        section.with(Block::paragraph(
            "Every chapter says how its figures are counted and what is not known. What nobody has recorded is never counted as nought.",
        ))
    }

    /// What was read, and what stood in more than one place.
    fn sources(&self) -> Section {
        let annual = self.annual;
        let mut table = Table::new(
            "Registers that were read",
            [
                Column::text("Register"),
                Column::figures("Procurements"),
                Column::figures("Newest journal entry"),
                Column::text("Its hash").wide(3),
            ],
        );
        for register in &annual.registers {
            let name = register.path.clone().unwrap_or_default();
            table.push([
                format!("{} {name}", register.number).trim_end().into(),
                number(register.procurements),
                register.newest_entry.map(rust_decimal::Decimal::from).into(),
                register.newest_hash.clone().into(),
            ]);
        }
        let section = Section::new("What was read").with(Block::Table(table));
        let same = &annual.same;
        let mut said = Vec::new();
        if self.several {
            said.push(format!(
                "{} different procurements were read. {} of them stand in more than one register, and are counted once.",
                same.procurements, same.procurements_in_several
            ));
        }
        if same.procurements_differing > 0 {
            said.push(format!(
                "{} of those are not the same everywhere; the copy that was changed last is taken.",
                same.procurements_differing
            ));
        }
        if same.contracts_in_several > 0 {
            said.push(format!(
                "{} contracts stand under more than one procurement; each is counted once, under the procurement that was changed last.",
                same.contracts_in_several
            ));
        }
        if same.suppliers_in_several > 0 {
            said.push(format!(
                "{} suppliers stand in more than one register; what was changed last is taken.",
                same.suppliers_in_several
            ));
        }
        if !same.firms_with_several_records.is_empty() {
            said.push(format!(
                "Several records have the same company number, and are counted as one firm: {}.",
                same.firms_with_several_records.join("; ")
            ));
        }
        for alike in &same.perhaps_the_same {
            let named: Vec<String> = alike.iter().map(|one| one.label(true)).collect();
            let title = alike.first().map_or("", |one| one.title.as_str());
            said.push(format!(
                "{} have the same title (“{title}”), value and day, and were recorded apart: each is counted, and somebody should look whether they are one.",
                named.join(" and ")
            ));
        }
        remarks(section, said).with(Block::paragraph(ROUNDING)).with(Block::paragraph(
            "Facts, weights, opt-outs and outcomes of a tender are as they are recorded now, also where the year is long past; deliveries, statuses and lessons are taken by their days.",
        ))
    }
}

/// A sum of values, where there is anything to add up.
fn value_or_none(tenders: usize, words: String) -> String {
    if tenders == 0 { "no tender".to_owned() } else { words }
}
