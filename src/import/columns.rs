//! Which column of a list is what: recognised by its name, or as the officer says.

use std::collections::BTreeMap;

use strum::{Display, EnumIter, EnumString, IntoEnumIterator, IntoStaticStr};

use crate::domain::{Date, text};
use crate::import::heading::Heading;
use crate::import::names::{is_yearly, of_contract, plain, short, without_vat};
use crate::import::sheet::{LOOKED_AT, Sheet};
use crate::import::{kind, letters};
use crate::register::{Fault, RememberedColumns, Result};

/// What a column of a list can say of a tender.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Display,
    EnumString,
    EnumIter,
    IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Field {
    /// The human key.
    Reference,
    /// What it is about.
    Title,
    /// The policy, or the authority whose policy it is.
    Policy,
    /// Goods, services or works.
    Type,
    /// The codes of the Common Procurement Vocabulary, which tell the type, too.
    Cpv,
    /// What kind of thing it is, in words.
    Category,
    /// The total value.
    Value,
    /// The rate of VAT.
    Vat,
    /// The day on which the procurement commences.
    Start,
    /// Whether it is advertised.
    Advertised,
    /// Whether it is with a key provider.
    KeyProvider,
    /// The supplier with whom there is a contract.
    Supplier,
    /// The supplier's number at Companies House.
    CompanyNumber,
    /// The first day of the contract, where another column says when the procurement commences.
    ContractStart,
    /// The last day of the contract.
    ContractEnd,
    /// The value of the contract, where another column says that of the procurement.
    ContractValue,
    /// Whether the supplier is a small or medium-sized enterprise.
    Sme,
    /// Whether the supplier is a voluntary, community or social enterprise organisation.
    Vcse,
}

impl Field {
    /// What it is called in a sentence.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Reference => "reference",
            Self::Title => "title",
            Self::Policy => "policy",
            Self::Type => "type",
            Self::Cpv => "CPV code",
            Self::Category => "category",
            Self::Value => "value",
            Self::Vat => "VAT",
            Self::Start => "start",
            Self::Advertised => "advertised",
            Self::KeyProvider => "key provider",
            Self::Supplier => "supplier",
            Self::CompanyNumber => "company no.",
            Self::ContractStart => "contract from",
            Self::ContractEnd => "contract to",
            Self::ContractValue => "awarded",
            Self::Sme => "SME",
            Self::Vcse => "VCSE",
        }
    }

    /// Whether it is said of a contract and its supplier.
    pub const fn of_contract(self) -> bool {
        matches!(
            self,
            Self::Supplier
                | Self::CompanyNumber
                | Self::ContractStart
                | Self::ContractEnd
                | Self::ContractValue
                | Self::Sme
                | Self::Vcse
        )
    }
}

/// What asks the register how the officer set the columns of lists with a header of this
/// fingerprint.
pub type Memory<'a> = dyn Fn(&str) -> Result<Option<RememberedColumns>> + 'a;

/// Rows that may name the columns, with how an officer has set the columns of these names.
type Candidate = (Heading, Option<RememberedColumns>);

/// Which column is what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    /// The place of the row with the names among the lines of the sheet, the lower one of two.
    pub header: usize,
    /// The names, each with that of its group where there is one.
    pub names: Vec<String>,
    /// The names as they stand in the row.
    own: Vec<String>,
    /// What is known by each name.
    recognised: Vec<Option<(Field, usize)>>,
    /// The column of each thing that has one.
    chosen: BTreeMap<Field, usize>,
    /// The same before the officer said otherwise.
    given: BTreeMap<Field, usize>,
    /// The fingerprint of the names.
    fingerprint: String,
    /// By whom and on which day the columns were set that are taken again.
    remembered: Option<(String, Date)>,
}

impl Columns {
    /// Finds the row that names the columns, and recognises them; what the officer wishes comes
    /// first. An empty wish means that no column is meant.
    ///
    /// # Errors
    /// When no row names columns, or one that was wished for is not there.
    pub fn of(sheet: &Sheet, wishes: &[(Field, String)]) -> Result<Self> {
        Self::remembering(sheet, wishes, &|_| Ok(None))
    }

    /// The same, with columns taken as an officer set them for an earlier list with these names.
    ///
    /// # Errors
    /// As [`Columns::of`], and when the register cannot be read.
    pub fn remembering(
        sheet: &Sheet,
        wishes: &[(Field, String)],
        memory: &Memory<'_>,
    ) -> Result<Self> {
        let mut best: Option<(Candidate, (bool, usize, usize))> = None;
        for heading in Heading::all(sheet) {
            let named = |(_, wish): &&(Field, String)| {
                let called = |name: &str| is_called(name, wish);
                !wish.is_empty()
                    && (heading.own().any(called) || heading.names().iter().any(|n| called(n)))
            };
            let wished = wishes.iter().filter(named).count();
            let remembered = memory(&heading.fingerprint())?;
            let worth = (remembered.is_some(), wished, heading.worth());
            let enough = worth.0 || worth.1 + worth.2 >= 2;
            if enough && best.as_ref().is_none_or(|(_, other)| worth > *other) {
                best = Some(((heading, remembered), worth));
            }
        }
        let Some(((heading, remembered), _)) = best else { return Err(no_header(sheet)) };
        let mut columns = Self {
            header: heading.at,
            names: heading.names(),
            own: heading.own().map(str::to_owned).collect(),
            recognised: heading.recognised().collect(),
            chosen: BTreeMap::new(),
            given: BTreeMap::new(),
            fingerprint: heading.fingerprint(),
            remembered: None,
        };
        columns.recognise();
        columns.tell_category_from_type(sheet);
        if let Some(remembered) = remembered {
            columns.take(&remembered);
        }
        columns.given.clone_from(&columns.chosen);
        for (field, wish) in wishes {
            columns.wish(*field, wish)?;
        }
        Ok(columns)
    }

    fn recognise(&mut self) {
        let mut ranks: BTreeMap<Field, usize> = BTreeMap::new();
        let mut surest = |chosen: &mut BTreeMap<Field, usize>, field, rank, at| {
            if ranks.get(&field).is_none_or(|other| rank < *other) {
                ranks.insert(field, rank);
                chosen.insert(field, at);
            }
        };
        for (at, found) in self.recognised.iter().enumerate() {
            if let Some((field, rank)) = *found {
                surest(&mut self.chosen, field, rank, at);
            }
        }
        // What is left over may be said of the contract.
        for (at, name) in self.names.iter().enumerate() {
            if let Some((field, rank)) = of_contract(name)
                && self.recognised.get(at).copied().flatten().is_some_and(|(other, _)| {
                    self.chosen.get(&other).is_some_and(|taken| *taken != at)
                })
            {
                surest(&mut self.chosen, field, rank, at);
            }
        }
    }

    /// Takes the columns as an officer set them; what was not known then is as recognised.
    fn take(&mut self, remembered: &RememberedColumns) {
        for (word, column) in &remembered.columns {
            if let Ok(field) = word.parse::<Field>() {
                self.choose(field, *column);
            }
        }
        self.remembered = Some((remembered.officer.clone(), remembered.day));
    }

    /// What tells lists with these names apart from lists with others.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// By whom and on which day the columns were set that are taken again.
    pub const fn remembered(&self) -> Option<&(String, Date)> {
        self.remembered.as_ref()
    }

    /// The columns by their words, where the officer has set them otherwise than they would be
    /// taken without.
    pub fn to_remember(&self) -> Option<BTreeMap<String, Option<usize>>> {
        let all = Field::iter().map(|field| (field.to_string(), self.column(field)));
        (self.chosen != self.given).then(|| all.collect())
    }

    /// A column that is called a category often says goods, services or works, and is the type
    /// where no other column is.
    fn tell_category_from_type(&mut self, sheet: &Sheet) {
        let Some(column) = self.column(Field::Category) else { return };
        if self.column(Field::Type).is_some() {
            return;
        }
        let below = sheet.lines.iter().skip(self.header + 1);
        let cells: Vec<&str> =
            below.map(|line| line.cell(column)).filter(|cell| !cell.is_empty()).collect();
        let types = cells.iter().filter(|cell| kind::contract_type(cell).is_ok()).count();
        if !cells.is_empty() && types * 2 >= cells.len() {
            self.choose(Field::Type, Some(column));
        }
    }

    fn wish(&mut self, field: Field, wish: &str) -> Result<()> {
        if wish.trim().is_empty() {
            self.chosen.remove(&field);
            return Ok(());
        }
        let among = |names: &[String]| names.iter().position(|name| is_called(name, wish));
        let at = among(&self.names).or_else(|| among(&self.own)).ok_or_else(|| {
            let names: Vec<String> = self.shown().collect();
            let near = text::nearest(wish, self.names.iter().map(String::as_str));
            let near = near.map(|near| format!("Did you mean “{near}”? ")).unwrap_or_default();
            Fault::NotFound {
                message: format!("The list has no column “{}”.", text::visible(wish)),
                hint: Some(format!("{near}Its columns are {}.", names.join(", "))),
            }
        })?;
        self.choose(field, Some(at));
        Ok(())
    }

    /// Says which column a thing stands in; none takes it away.
    pub fn choose(&mut self, field: Field, column: Option<usize>) {
        match column.filter(|column| *column < self.names.len()) {
            Some(column) => {
                // A column says one thing only.
                self.chosen.retain(|other, taken| *other == field || *taken != column);
                self.chosen.insert(field, column);
            }
            None => {
                self.chosen.remove(&field);
            }
        }
    }

    /// The column of a thing.
    pub fn column(&self, field: Field) -> Option<usize> {
        self.chosen.get(&field).copied()
    }

    /// The name of the column of a thing, with its letter.
    pub fn name(&self, field: Field) -> Option<String> {
        self.column(field).map(|at| self.called(at))
    }

    /// Whether amounts include VAT, by the name of their column; where it says nothing, not.
    pub fn includes_vat(&self, field: Field) -> bool {
        let name = self.column(field).and_then(|at| self.names.get(at));
        name.is_some_and(|name| without_vat(&plain(name)).1 == Some(true))
    }

    /// Whether the start is that of a contract, by the name of its column.
    pub fn starts_with_contract(&self) -> bool {
        let name = self.column(Field::Start).and_then(|at| self.names.get(at));
        name.is_some_and(|name| {
            let name = plain(name);
            !["procurement", "tender", "advert", "notice"].iter().any(|word| name.contains(word))
        })
    }

    /// The column with the first day of the contract: its own, or that of the start, where that
    /// is the contract's.
    pub fn contract_start(&self) -> Option<usize> {
        let start = || self.column(Field::Start).filter(|_| self.starts_with_contract());
        self.column(Field::ContractStart).or_else(start)
    }

    /// Whether the list says enough for contracts: with whom, from when, and until when.
    pub fn has_contracts(&self) -> bool {
        let dates = self.contract_start().is_some() && self.column(Field::ContractEnd).is_some();
        dates && self.column(Field::Supplier).is_some()
    }

    /// The names as they stand in the row that names the columns.
    pub(super) fn own(&self) -> &[String] {
        &self.own
    }

    /// The columns that say nothing that is read, with why where that is not plain.
    pub fn unused(&self) -> Vec<String> {
        let used: Vec<usize> = self.chosen.values().copied().collect();
        let names = self.names.iter().enumerate();
        let unused = names.filter(|(at, name)| !name.is_empty() && !used.contains(at));
        unused
            .map(|(at, name)| {
                let why = match self.recognised.get(at).copied().flatten() {
                    _ if is_yearly(&plain(name)) && plain(name).contains("value") => {
                        ", a figure for one year and no total"
                    }
                    Some((field, _)) if self.column(field).is_some() => ", another is surer",
                    _ => "",
                };
                self.called(at) + why
            })
            .collect()
    }

    /// The columns by name and letter.
    pub fn shown(&self) -> impl Iterator<Item = String> {
        (0..self.names.len())
            .filter(|at| self.names.get(*at).is_some_and(|n| !n.is_empty()))
            .map(|at| self.called(at))
    }

    /// A column by name and letter: “Contract title” (B).
    pub fn called(&self, at: usize) -> String {
        let letters = letters(at);
        match self.names.get(at).map(String::as_str) {
            None | Some("") => format!("({letters})"),
            Some(name) => format!("“{}” ({letters})", short(name)),
        }
    }

    /// The things that the named columns can say, in order.
    pub fn fields() -> impl Iterator<Item = Field> {
        Field::iter()
    }
}

fn is_called(name: &str, wish: &str) -> bool {
    let wished = plain(wish);
    if wished.is_empty() { name.trim() == wish.trim() } else { plain(name) == wished }
}

fn no_header(sheet: &Sheet) -> Fault {
    let Some(first) = sheet.lines.first() else {
        return Fault::invalid(format!("{} has no rows.", sheet.name));
    };
    let cells: Vec<String> = first
        .cells
        .iter()
        .filter(|cell| !cell.is_empty())
        .take(8)
        .map(|cell| short(cell))
        .collect();
    Fault::Invalid {
        message: format!(
            "None of the first {LOOKED_AT} rows of {} names columns that are known. Row {} reads: {}.",
            sheet.name,
            first.number,
            cells.join(" | ")
        ),
        hint: Some(
            "One row must name the columns. Say which is which, such as --map title=Description --map value=Sum."
                .to_owned(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn sheet(text: &str) -> Sheet {
        Sheet::of("list.csv", text.as_bytes()).unwrap()
    }

    #[rstest]
    // Titles over groups: two columns are called the same below them.
    #[case(
        "Contract,,,Supplier,,Period,\nRef,Title,Value,Name,Company number,Start,End\nA-1,Roof,1,Acme,123,1/4/2026,2/4/2027\n",
        &[(Field::Reference, "Contract Ref"), (Field::Title, "Contract Title"), (Field::Supplier, "Supplier Name"), (Field::ContractEnd, "Period End")]
    )]
    // What stands alone in the upper row names its column.
    #[case(
        "Ref,Title,Value,Dates,\n,,,Start,End\nA-1,Roof,1,1/4/2026,2/4/2027\n",
        &[(Field::Reference, "Ref"), (Field::Value, "Value"), (Field::Start, "Dates Start"), (Field::ContractEnd, "Dates End")]
    )]
    // A row of the list is no name, and a title above is no group.
    #[case(
        "Title,Value,,Supplier\nTender,Contract,Reference,Start\n",
        &[(Field::Title, "Title"), (Field::Value, "Value"), (Field::Supplier, "Supplier")]
    )]
    #[case(
        "Contracts register,,,\nRef,Title,Value,Supplier\nA-1,Roof,1,Acme\n",
        &[(Field::Reference, "Ref"), (Field::Supplier, "Supplier")]
    )]
    fn names_in_two_rows_are_one(#[case] text: &str, #[case] expected: &[(Field, &str)]) {
        let columns = Columns::of(&sheet(text), &[]).unwrap();
        for (field, name) in expected {
            let found = columns.column(*field).map(|at| columns.names[at].as_str());
            assert_eq!(found, Some(*name), "{field}: {columns:?}");
        }
    }

    #[test]
    fn what_was_awarded_and_the_start_of_the_contract_stand_beside_what_was_tendered() {
        let both = sheet(
            "Title,Awarded value,Estimated value,Tender start,Contract start,Contract end,Supplier\nx,1,2,3,4,5,y\n",
        );
        let columns = Columns::of(&both, &[]).unwrap();
        let letters = [Field::Value, Field::ContractValue, Field::Start, Field::ContractStart]
            .map(|field| columns.column(field).unwrap());
        assert_eq!(letters, [2, 1, 3, 4]);
        assert!(columns.has_contracts());
        let one = Columns::of(&sheet("Title,Awarded value,Start\nx,1,2\n"), &[]).unwrap();
        assert_eq!((one.column(Field::Value), one.column(Field::ContractValue)), (Some(1), None));
        assert_eq!((one.column(Field::Start), one.contract_start()), (Some(2), Some(2)));
        assert!(!one.has_contracts());
    }

    #[test]
    fn columns_are_taken_as_they_were_set_for_these_names() {
        let list = sheet("What,How much,Kind\nRoof,1,works\n");
        let wishes = [(Field::Title, "What".to_owned()), (Field::Value, "how much".to_owned())];
        let set = Columns::of(&list, &wishes).unwrap();
        let columns = set.to_remember().unwrap();
        let day = "2026-05-03".parse().unwrap();
        let known = RememberedColumns { columns, officer: "Anna".to_owned(), day };
        let memory = |header: &str| Ok((header == set.fingerprint()).then(|| known.clone()));
        let again = Columns::remembering(&list, &[], &memory).unwrap();
        assert_eq!((again.column(Field::Title), again.column(Field::Value)), (Some(0), Some(1)));
        assert_eq!(again.to_remember(), None, "it is as it was remembered");
        assert_eq!(again.remembered(), Some(&("Anna".to_owned(), day)));
        let other = sheet("What,How much,Sort\nRoof,1,works\n");
        Columns::remembering(&other, &[], &memory).unwrap_err();
    }

    #[test]
    fn the_row_that_names_the_columns_is_found_below_titles() {
        let sheet = sheet(
            "Contracts register,,\nPublished 1 April 2026,,\n\nContract,,Dates\nRef,Contract title,Start date\nA-1,Roof,1/4/2026\n",
        );
        let columns = Columns::of(&sheet, &[]).unwrap();
        assert_eq!(sheet.lines[columns.header].number, 5);
        assert_eq!(columns.name(Field::Title).unwrap(), "“Contract title” (B)");
    }

    #[test]
    fn of_two_columns_the_surer_is_taken_and_the_other_told() {
        let sheet = sheet("Description,Title,Value,Annual value\nx,Roof,1,1\n");
        let columns = Columns::of(&sheet, &[]).unwrap();
        assert_eq!(columns.column(Field::Title), Some(1));
        assert_eq!(
            columns.unused(),
            [
                "“Description” (A), another is surer",
                "“Annual value” (D), a figure for one year and no total"
            ]
        );
    }

    #[rstest]
    #[case("Title,Category\nRoof,Works\nDoors,Goods\n", Field::Type)]
    #[case("Title,Category\nMeals,School catering\nDoors,Goods\nRoof,Repairs\n", Field::Category)]
    #[case("Title,Type,Category\nRoof,Works,Works\n", Field::Category)]
    fn a_category_of_goods_services_and_works_is_the_type(#[case] text: &str, #[case] is: Field) {
        let columns = Columns::of(&sheet(text), &[]).unwrap();
        assert_eq!(columns.name(is).map(|name| name.contains("Category")), Some(true));
    }

    #[test]
    fn the_officer_says_otherwise() {
        let sheet = sheet("Title,What,Value\nx,Roof,1\n");
        let wishes = [(Field::Title, "what".to_owned()), (Field::Value, String::new())];
        let columns = Columns::of(&sheet, &wishes).unwrap();
        assert_eq!((columns.column(Field::Title), columns.column(Field::Value)), (Some(1), None));
        let fault = Columns::of(&sheet, &[(Field::Title, "Whta".to_owned())]).unwrap_err();
        assert!(fault.hint().unwrap().starts_with("Did you mean “What”?"), "{fault:?}");
    }
}
