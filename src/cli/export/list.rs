//! Which list is meant: by its name, and by the words that choose what stands on it.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use uuid::Uuid;

use crate::cli::Settings;
use crate::cli::after::find;
use crate::cli::dashboard;
use crate::cli::failure::{Failure, Result};
use crate::domain::contract::FinancialYear;
use crate::domain::text::visible;
use crate::register::{Dashboard, Fault, Register, Slice};
use crate::report::lists::{Listing, Name, OwnName};

pub(super) fn parser() -> impl TypedValueParser<Value = Name> {
    PossibleValuesParser::new(Name::all().map(Name::as_str)).try_map(|word| word.parse::<Name>())
}

/// What is wrong when the words do not fit what is asked.
pub(super) fn superfluous(with: &str) -> Failure {
    Failure::usage(
        format!("Words choose nothing with {with}."),
        "Leave them out; --all and --list procurements take words.",
    )
}

/// What a list is asked for with.
pub(super) struct Asked<'a> {
    pub(super) name: Name,
    pub(super) words: &'a [String],
    pub(super) year: Option<FinancialYear>,
}

impl Asked<'_> {
    /// The list. Only for those of a supplier and of a figure the register is looked into: they
    /// are named as people see them.
    pub(super) fn listing(&self, settings: &Settings) -> Result<Listing> {
        let name = match self.name {
            Name::Own(name) => name,
            Name::Of(kind) if self.words.is_empty() => return Ok(Listing::Records(kind, None)),
            Name::Of(kind) => return self.reference().map(|of| Listing::Records(kind, Some(of))),
        };
        match name {
            OwnName::Procurements => Ok(Listing::Procurements(self.words.join(" "))),
            OwnName::Found => self
                .some("is of words that were written", "found board minutes")
                .map(Listing::Found),
            OwnName::Behind => {
                let words = self.some("is of a figure of the dashboard", "behind stage 4")?;
                figure(&settings.register()?.dashboard()?, &words).map(Listing::Behind)
            }
            OwnName::SupplierContracts => self.supplier(settings).map(Listing::SupplierContracts),
            OwnName::SupplierContacts => self.supplier(settings).map(Listing::SupplierContacts),
            OwnName::SupplierStatus => self.supplier(settings).map(Listing::SupplierStatus),
            OwnName::SupplierChecks => self.supplier(settings).map(Listing::SupplierChecks),
            OwnName::SupplierJournal => self.supplier(settings).map(Listing::SupplierJournal),
            OwnName::Items => self.reference().map(Listing::Items),
            OwnName::Outcomes => self.reference().map(Listing::Outcomes),
            OwnName::Days => self.reference().map(Listing::Days),
            OwnName::Journal => self.reference().map(Listing::Journal),
            OwnName::Criteria => self.reference().map(Listing::Criteria),
            OwnName::Bids => self.reference().map(Listing::Bids),
            OwnName::Evaluators => self.reference().map(Listing::Evaluators),
            OwnName::Scores => self.reference().map(Listing::Scores),
            OwnName::Ranking => self.reference().map(Listing::Ranking),
            OwnName::Due => self.without_words(Listing::Due),
            OwnName::Suppliers => self.without_words(Listing::Suppliers),
            OwnName::Lessons => self.without_words(Listing::Lessons),
            OwnName::Policies => self.without_words(Listing::Policies),
            OwnName::Targets => {
                let year = self.year.or_else(|| FinancialYear::of(settings.context().today));
                let year = year.ok_or_else(|| {
                    Failure::usage(
                        "Today lies in no financial year that can be written.",
                        "Add --year, like 2026-27.",
                    )
                })?;
                self.without_words(Listing::Targets(year))
            }
        }
    }

    /// The one procurement that is named.
    fn reference(&self) -> Result<String> {
        if let [reference] = self.words {
            return Ok(reference.clone());
        }
        let name = self.name;
        Err(Failure::usage(
            format!("--list {name} is of one procurement."),
            format!("Name it: “tenderbook export --list {name} 2026-0001”."),
        ))
    }

    /// The words, of which there must be some.
    fn some(&self, what: &str, example: &str) -> Result<String> {
        if self.words.is_empty() {
            return Err(Failure::usage(
                format!("--list {} {what}.", self.name),
                format!("Name it: “tenderbook export --list {example}”."),
            ));
        }
        Ok(self.words.join(" "))
    }

    fn supplier(&self, settings: &Settings) -> Result<Uuid> {
        let name = self.name.as_str();
        let words = self.some("is of one supplier", &format!("{name} Acme"))?;
        let register: Register = settings.register()?;
        Ok(find::supplier(&register, &words)?.0)
    }

    fn without_words(&self, listing: Listing) -> Result<Listing> {
        if self.words.is_empty() {
            return Ok(listing);
        }
        Err(superfluous(&format!("--list {}", self.name)))
    }
}

/// The most figures that are named where several could be meant.
const NAMED: usize = 8;

/// The figure of the dashboard that words mean: as `tenderbook dashboard` calls it, from its
/// beginning, or by words that stand in it or in what it is a part of.
fn figure(dashboard: &Dashboard, given: &str) -> Result<Slice> {
    let wanted = words(given);
    let bars = dashboard.parts.iter().flat_map(|part| part.bars.iter().map(move |bar| (part, bar)));
    let all: Vec<(String, String, Slice)> = bars
        .map(|(part, bar)| (part.kind.title(), dashboard::label(bar), bar.slice.clone()))
        .collect();
    let is = |label: &str| words(label) == wanted;
    let is_policy = |slice: &Slice| matches!(slice, Slice::Policy(id) if words(id) == wanted);
    let whole = |(_, label, slice): &&(String, String, Slice)| is(label) || is_policy(slice);
    let begins = |(_, label, _): &&(String, String, Slice)| words(label).starts_with(&wanted);
    let holds = |(title, label, _): &&(String, String, Slice)| {
        let held = words(&format!("{title} {label}"));
        wanted.iter().all(|word| held.contains(word))
    };
    let mut found: Vec<_> = all.iter().filter(whole).collect();
    if found.is_empty() {
        found = all.iter().filter(begins).collect();
    }
    if found.is_empty() {
        found = all.iter().filter(holds).collect();
    }
    match found.as_slice() {
        [(_, _, slice)] => Ok(slice.clone()),
        [] => Err(Failure::Fault(Fault::NotFound {
            message: format!("There is no figure “{}” on the dashboard.", visible(given)),
            hint: Some("“tenderbook dashboard” shows what they are called.".to_owned()),
        })),
        several => {
            let named = several.iter().take(NAMED);
            let named = named.map(|(title, label, _)| format!("“{title}: {label}”"));
            let named: Vec<String> = named.collect();
            let more = if several.len() > NAMED { " and others" } else { "" };
            Err(Failure::Fault(Fault::NotFound {
                message: format!(
                    "“{}” could be several figures: {}{more}.",
                    visible(given),
                    named.join(", ")
                ),
                hint: Some("Write more of it, with words of its heading.".to_owned()),
            }))
        }
    }
}

/// The words of a text, without capitals and marks.
fn words(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !c.is_alphanumeric() && c != '%');
    parts.filter(|part| !part.is_empty()).map(str::to_lowercase).collect()
}
