//! Which column of a list is what: recognised by its name, or as the officer says.

use std::collections::BTreeMap;

use strum::{Display, EnumIter, EnumString, IntoEnumIterator, IntoStaticStr};

use crate::domain::text;
use crate::import::kind;
use crate::import::letters;
use crate::import::sheet::{LOOKED_AT, Line, Sheet};
use crate::register::{Fault, Result};

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
        }
    }
}

/// Names as they stand in published registers and on officers' own lists, the surest first.
const NAMES: [(Field, &[&str]); 10] = [
    (
        Field::Reference,
        &[
            "reference",
            "ref",
            "contract reference",
            "contract ref",
            "tender reference",
            "tender ref",
            "procurement reference",
            "procurement ref",
            "project reference",
            "project ref",
            "our reference",
            "our ref",
            "reference number",
            "reference no",
            "ref number",
            "ref no",
            "contract reference number",
            "contract reference no",
            "contract ref number",
            "contract ref no",
            "contract number",
            "contract no",
            "tender reference number",
            "tender number",
            "tender no",
            "procurement reference number",
            "procurement number",
            "project number",
            "project no",
            "agreement reference",
            "agreement number",
            "contract id",
            "contract identifier",
            "tender id",
            "procurement id",
            "project id",
            "unique reference",
            "unique reference number",
            "urn",
            "unique identifier",
            "unique id",
            "notice reference",
            "notice id",
            "dn reference",
            "dn number",
            "dn",
            "opportunity id",
            "identifier",
            "id",
        ],
    ),
    (
        Field::Title,
        &[
            "title",
            "contract title",
            "tender title",
            "procurement title",
            "project title",
            "title of agreement",
            "title of contract",
            "agreement title",
            "notice title",
            "opportunity title",
            "requirement title",
            "contract name",
            "tender name",
            "project name",
            "procurement name",
            "name of contract",
            "name of tender",
            "contract title description",
            "name",
            "contract",
            "tender",
            "procurement",
            "project",
            "subject",
            "contract description",
            "tender description",
            "brief description",
            "short description",
            "description",
            "description of contract",
            "description of goods",
            "description of goods and services",
            "description of goods and or services",
            "description of goods services",
            "description of the goods and or services",
            "requirement",
            "purpose of contract",
        ],
    ),
    (
        Field::Policy,
        &[
            "policy",
            "social value policy",
            "policy id",
            "authority",
            "contracting authority",
            "contracting authority name",
            "contracting body",
            "local authority",
            "buyer",
            "buyer name",
            "buying organisation",
            "organisation",
            "organisation name",
            "council",
            "police force",
            "force",
            "publisher",
            "published by",
        ],
    ),
    (
        Field::Type,
        &[
            "contract type",
            "type of contract",
            "goods services or works",
            "goods services works",
            "works goods services",
            "works services goods",
            "works goods or services",
            "supplies services works",
            "procurement type",
            "type of procurement",
            "main procurement category",
            "tender type",
            "nature of contract",
            "type",
        ],
    ),
    (
        Field::Cpv,
        &[
            "cpv",
            "cpv code",
            "cpv codes",
            "main cpv",
            "main cpv code",
            "cpv main code",
            "cpv classification",
        ],
    ),
    (
        Field::Category,
        &[
            "category",
            "spend category",
            "category of spend",
            "category name",
            "service category",
            "procurement category",
            "contract category",
            "category of contract",
        ],
    ),
    (
        Field::Vat,
        &["vat rate", "rate of vat", "vat percent", "vat per cent", "vat percentage", "vat"],
    ),
    (
        Field::Start,
        &[
            "procurement start",
            "procurement start date",
            "procurement commences",
            "procurement commencement date",
            "start of procurement",
            "tender start date",
            "tender start",
            "tender date",
            "date advertised",
            "advertised date",
            "advert date",
            "date of advert",
            "tender notice date",
            "notice date",
            "tender published date",
            "start",
            "start date",
            "date start",
            "commencement date",
            "contract start date",
            "contract start",
            "start date of contract",
            "contract commencement date",
            "anticipated start date",
            "estimated start date",
            "from date",
            "effective date",
        ],
    ),
    (
        Field::Advertised,
        &[
            "advertised",
            "is advertised",
            "was advertised",
            "openly advertised",
            "publicly advertised",
            "contract advertised",
            "tender advertised",
            "to be advertised",
            "published invitation to tender",
            "invitation to tender published",
        ],
    ),
    (Field::KeyProvider, &["key provider", "key supplier", "is key provider", "with key provider"]),
];

/// A name in small letters and digits, everything else as one space.
pub(super) fn plain(name: &str) -> String {
    let mut plain = String::new();
    for c in name.chars().take(300) {
        if c.is_alphanumeric() {
            plain.extend(c.to_lowercase());
        } else if !plain.ends_with(' ') && !plain.is_empty() && c != '\'' && c != '’' {
            plain.push(' ');
        }
    }
    plain.truncate(plain.trim_end().len());
    plain
}

/// What the name of a column with a value says of VAT, and the name without it.
fn without_vat(name: &str) -> (&str, Option<bool>) {
    const WITHOUT: [&str; 8] = [
        " exc vat",
        " excl vat",
        " ex vat",
        " excluding vat",
        " exclusive of vat",
        " net of vat",
        " net",
        " before vat",
    ];
    const WITH: [&str; 6] =
        [" inc vat", " incl vat", " including vat", " inclusive of vat", " with vat", " gross"];
    let end = |ends: &[&str]| ends.iter().find_map(|end| name.strip_suffix(end));
    match (end(&WITHOUT), end(&WITH)) {
        (Some(rest), _) => (rest, Some(false)),
        (_, Some(rest)) => (rest, Some(true)),
        _ => (name, None),
    }
}

/// How surely a name is that of a total value; the lower, the surer.
fn value_rank(name: &str) -> Option<usize> {
    let name = ["in pounds", "gbp", "pounds"]
        .iter()
        .fold(name, |name, end| name.strip_suffix(end).map_or(name, str::trim_end));
    let (name, _) = without_vat(name);
    let name = name.strip_suffix(" gbp").unwrap_or(name);
    let listed = ["sum to be paid", "value of contract", "value of the contract", "contract sum"];
    if let Some(at) = listed.iter().position(|listed| *listed == name) {
        return Some(2 + at);
    }
    let words: Vec<&str> = name.split(' ').collect();
    let (last, before) = words.split_last()?;
    let around = [
        "contract",
        "tender",
        "total",
        "estimated",
        "overall",
        "whole",
        "life",
        "lifetime",
        "full",
        "award",
        "awarded",
        "maximum",
        "max",
        "approximate",
        "approx",
        "anticipated",
        "procurement",
        "project",
    ];
    let known = ["value", "amount", "sum", "budget"].contains(last)
        && before.iter().all(|word| around.contains(word));
    let total = before.iter().any(|word| ["total", "whole", "lifetime", "overall"].contains(word));
    known.then_some(match (total, *last) {
        (true, _) => 0,
        (false, "value") => 1,
        _ => 10,
    })
}

/// Whether a name is that of a figure for one year, which is no total value.
fn is_yearly(name: &str) -> bool {
    let name = format!(" {name} ");
    ["annual", "per annum", " pa ", "per year", "yearly"].iter().any(|word| name.contains(word))
}

/// What a column with this name says, and how surely: the lower, the surer.
fn recognise(name: &str) -> Option<(Field, usize)> {
    if is_yearly(&plain(name)) {
        return None;
    }
    let without_brackets = || {
        let (before, rest) = name.split_once(['(', '['])?;
        let after = rest.split_once([')', ']']).map_or("", |(_, after)| after);
        Some(format!("{before} {after}"))
    };
    named(&plain(name)).or_else(|| named(&plain(&without_brackets()?)))
}

fn named(name: &str) -> Option<(Field, usize)> {
    if let Some(rank) = value_rank(name) {
        return Some((Field::Value, rank));
    }
    NAMES.iter().find_map(|(field, names)| {
        let rank = names.iter().position(|known| *known == name)?;
        Some((*field, rank))
    })
}

/// How many different things the cells of a row name, were it the one that names the columns.
pub(super) fn known(cells: &[String]) -> usize {
    let mut found: Vec<Field> =
        cells.iter().filter_map(|cell| recognise(cell)).map(|(field, _)| field).collect();
    found.sort_unstable();
    found.dedup();
    found.len()
}

/// Which column is what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    /// The place of the row with the names among the lines of the sheet.
    pub header: usize,
    /// The names as they stand there.
    pub names: Vec<String>,
    /// The column of each thing that has one.
    chosen: BTreeMap<Field, usize>,
}

impl Columns {
    /// Finds the row that names the columns, and recognises them; what the officer wishes comes
    /// first. An empty wish means that no column is meant.
    ///
    /// # Errors
    /// When no row names columns, or one that was wished for is not there.
    pub fn of(sheet: &Sheet, wishes: &[(Field, String)]) -> Result<Self> {
        let wished = |line: &Line| {
            let named = |wish: &str| line.cells.iter().any(|cell| is_called(cell, wish));
            wishes.iter().filter(|(_, wish)| !wish.is_empty() && named(wish)).count()
        };
        let worth = |line: &Line| (wished(line), known(&line.cells));
        let looked_at = sheet.lines.iter().take(LOOKED_AT).enumerate();
        let mut best: Option<(usize, (usize, usize))> = None;
        for (at, line) in looked_at {
            let worth = worth(line);
            if worth.0 + worth.1 >= 2 && best.is_none_or(|(_, other)| worth > other) {
                best = Some((at, worth));
            }
        }
        let Some((header, line)) =
            best.and_then(|(at, _)| sheet.lines.get(at).map(|line| (at, line)))
        else {
            return Err(no_header(sheet));
        };
        let names: Vec<String> = line.cells.clone();
        let mut columns = Self { header, names, chosen: BTreeMap::new() };
        columns.recognise();
        columns.tell_category_from_type(sheet);
        for (field, wish) in wishes {
            columns.wish(*field, wish)?;
        }
        Ok(columns)
    }

    fn recognise(&mut self) {
        let mut ranks: BTreeMap<Field, usize> = BTreeMap::new();
        for (at, name) in self.names.iter().enumerate() {
            let Some((field, rank)) = recognise(name) else { continue };
            if ranks.get(&field).is_none_or(|other| rank < *other) {
                ranks.insert(field, rank);
                self.chosen.insert(field, at);
            }
        }
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
        let at = self.names.iter().position(|name| is_called(name, wish)).ok_or_else(|| {
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

    /// Whether the values include VAT, by the name of their column; where it says nothing, not.
    pub fn value_includes_vat(&self) -> bool {
        let name = self.column(Field::Value).and_then(|at| self.names.get(at));
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

    /// The columns that say nothing that is read, with why where that is not plain.
    pub fn unused(&self) -> Vec<String> {
        let used: Vec<usize> = self.chosen.values().copied().collect();
        let names = self.names.iter().enumerate();
        let unused = names.filter(|(at, name)| !name.is_empty() && !used.contains(at));
        unused
            .map(|(at, name)| {
                let why = match recognise(name) {
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

/// A name in not too many letters.
pub(super) fn short(name: &str) -> String {
    const MOST: usize = 60;
    if name.chars().count() <= MOST {
        return text::visible(name);
    }
    let cut: String = name.chars().take(MOST - 3).collect();
    format!("{}...", text::visible(cut.trim_end()))
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

    #[rstest]
    #[case("Contract Title", Some(Field::Title))]
    #[case("TITLE OF AGREEMENT", Some(Field::Title))]
    #[case("Description of the goods and/or services", Some(Field::Title))]
    #[case("Contract Ref.", Some(Field::Reference))]
    #[case("Ref. No.", Some(Field::Reference))]
    #[case("Total Contract Value (£)", Some(Field::Value))]
    #[case("Estimated value (exc. VAT)", Some(Field::Value))]
    #[case("Whole life value £ incl VAT", Some(Field::Value))]
    #[case("Sum to be paid", Some(Field::Value))]
    #[case("Annual Value", None)]
    #[case("Value per annum (£)", None)]
    #[case("Supplier value chain", None)]
    #[case("VAT that cannot be recovered", None)]
    #[case("VAT %", Some(Field::Vat))]
    #[case("Contracting Authority", Some(Field::Policy))]
    #[case("Start Date", Some(Field::Start))]
    #[case("End Date", None)]
    #[case("Advertised?", Some(Field::Advertised))]
    #[case("Key provider (Y/N)", Some(Field::KeyProvider))]
    #[case("CPV Code(s)", Some(Field::Cpv))]
    #[case("CPV codes", Some(Field::Cpv))]
    #[case("Spend category", Some(Field::Category))]
    #[case("Main procurement category", Some(Field::Type))]
    #[case("Supplier", None)]
    #[case("", None)]
    fn columns_are_known_by_the_names_of_published_registers(
        #[case] name: &str,
        #[case] field: Option<Field>,
    ) {
        assert_eq!(recognise(name).map(|(field, _)| field), field);
    }

    fn sheet(text: &str) -> Sheet {
        Sheet::of("list.csv", text.as_bytes()).unwrap()
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
