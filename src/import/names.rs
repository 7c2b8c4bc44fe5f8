//! The names of columns as they stand in published registers and on officers' own lists.

use crate::domain::text;
use crate::import::columns::Field;

/// Names as they stand in published registers and on officers' own lists, the surest first.
const NAMES: [(Field, &[&str]); 15] = [
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
    (
        Field::Supplier,
        &[
            "supplier",
            "supplier name",
            "name of supplier",
            "supplier name and details",
            "contractor",
            "contractor name",
            "name of contractor",
            "awarded supplier",
            "awarded to",
            "contract awarded to",
            "winning supplier",
            "successful supplier",
            "successful bidder",
            "successful tenderer",
            "service provider",
            "provider",
            "provider name",
            "provider supplier name",
            "vendor",
            "vendor name",
            "company name",
            "supplier s",
        ],
    ),
    (
        Field::CompanyNumber,
        &[
            "company number",
            "company no",
            "companies house number",
            "companies house no",
            "companies house registration number",
            "company registration number",
            "company registration no",
            "company reg number",
            "company reg no",
            "registered company number",
            "supplier company number",
            "supplier company registration number",
            "supplier registered company number",
            "supplier companies house number",
            "registered number",
            "crn",
        ],
    ),
    (
        Field::ContractEnd,
        &[
            "contract end date",
            "contract end",
            "end date of contract",
            "contract expiry date",
            "contract expiry",
            "contract completion date",
            "end date",
            "date end",
            "end",
            "expiry date",
            "expiry",
            "expires",
            "to date",
            "finish date",
            "completion date",
            "current end date",
            "initial end date",
        ],
    ),
    (
        Field::Sme,
        &[
            "sme",
            "supplier sme",
            "is sme",
            "supplier is sme",
            "supplier is an sme",
            "is the supplier an sme",
            "sme status",
            "sme flag",
            "small or medium sized enterprise",
            "small and medium sized enterprise",
            "small or medium enterprise",
            "small medium enterprise",
            "whether or not the supplier is a small or medium sized enterprise",
        ],
    ),
    (
        Field::Vcse,
        &[
            "vcse",
            "supplier vcse",
            "is vcse",
            "supplier is vcse",
            "supplier is a vcse",
            "is the supplier a vcse",
            "vcse status",
            "vcse flag",
            "vcs",
            "voluntary or community sector organisation",
            "voluntary and community sector organisation",
            "voluntary community or social enterprise",
            "voluntary or community organisation",
            "whether or not the supplier is a voluntary or community sector organisation",
        ],
    ),
];

/// What a column says of the contract that another thing says of the tender where it stands alone:
/// the first day of the contract, and what was awarded beside what was estimated.
const OF_CONTRACT: [(Field, &[&str]); 2] = [
    (
        Field::ContractStart,
        &[
            "contract start date",
            "contract start",
            "start date of contract",
            "contract commencement date",
            "start date",
            "start",
            "date start",
            "commencement date",
            "from date",
            "effective date",
        ],
    ),
    (
        Field::ContractValue,
        &[
            "awarded value",
            "award value",
            "value awarded",
            "awarded amount",
            "contract award value",
            "awarded contract value",
            "total awarded value",
            "total award value",
        ],
    ),
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
pub(super) fn without_vat(name: &str) -> (&str, Option<bool>) {
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

/// How surely a name is that of a total value; the lower, the surer. What was awarded is the value
/// only where nothing else is.
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
    if known && before.iter().any(|word| ["award", "awarded"].contains(word)) {
        return Some(20);
    }
    known.then_some(match (total, *last) {
        (true, _) => 0,
        (false, "value") => 1,
        _ => 10,
    })
}

/// Whether a name is that of a figure for one year, which is no total value.
pub(super) fn is_yearly(name: &str) -> bool {
    let name = format!(" {name} ");
    ["annual", "per annum", " pa ", "per year", "yearly"].iter().any(|word| name.contains(word))
}

/// What a column with this name says, and how surely: the lower, the surer.
pub(super) fn recognise(name: &str) -> Option<(Field, usize)> {
    if is_yearly(&plain(name)) {
        return None;
    }
    named(&plain(name)).or_else(|| named(&plain(&without_brackets(name)?)))
}

/// What a column with this name says of a contract, where it says nothing of the tender.
pub(super) fn of_contract(name: &str) -> Option<(Field, usize)> {
    let found = |name: &str| {
        let (name, _) = without_vat(name);
        OF_CONTRACT.iter().find_map(|(field, names)| {
            let rank = names.iter().position(|known| *known == name)?;
            Some((*field, rank))
        })
    };
    if is_yearly(&plain(name)) {
        return None;
    }
    found(&plain(name)).or_else(|| found(&plain(&without_brackets(name)?)))
}

/// What a column says whose name stands in two rows, the upper one over several columns.
pub(super) fn recognise_below(upper: &str, lower: &str) -> Option<(Field, usize)> {
    match (upper.is_empty(), lower.is_empty()) {
        (true, _) => return recognise(lower),
        (_, true) => return recognise(upper),
        _ => {}
    }
    if is_yearly(&plain(upper)) {
        return None;
    }
    recognise(&format!("{upper} {lower}")).or_else(|| {
        // What is said of suppliers says nothing of tenders.
        let of_supplier = |field| {
            matches!(field, Field::Supplier | Field::CompanyNumber | Field::Sme | Field::Vcse)
        };
        recognise(lower).filter(|(field, _)| !is_supplier(upper) || of_supplier(*field))
    })
}

/// Whether a name is that of a supplier, or of what is said of suppliers.
pub(super) fn is_supplier(name: &str) -> bool {
    let name = plain(name);
    let details = ["supplier details", "suppliers", "contractor details", "provider details"];
    details.contains(&name.as_str())
        || recognise(&name).is_some_and(|(field, _)| field == Field::Supplier)
}

fn without_brackets(name: &str) -> Option<String> {
    let (before, rest) = name.split_once(['(', '['])?;
    let after = rest.split_once([')', ']']).map_or("", |(_, after)| after);
    Some(format!("{before} {after}"))
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
    different(cells.iter().filter_map(|cell| recognise(cell)))
}

/// How many different things there are among what was recognised.
pub(super) fn different(found: impl Iterator<Item = (Field, usize)>) -> usize {
    let mut found: Vec<Field> = found.map(|(field, _)| field).collect();
    found.sort_unstable();
    found.dedup();
    found.len()
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
    #[case("End Date", Some(Field::ContractEnd))]
    #[case("Review Date", None)]
    #[case("Advertised?", Some(Field::Advertised))]
    #[case("Key provider (Y/N)", Some(Field::KeyProvider))]
    #[case("CPV Code(s)", Some(Field::Cpv))]
    #[case("CPV codes", Some(Field::Cpv))]
    #[case("Spend category", Some(Field::Category))]
    #[case("Main procurement category", Some(Field::Type))]
    #[case("Supplier", Some(Field::Supplier))]
    #[case("Supplier Name & Details", None)]
    #[case("Supplier's registered company number", None)]
    #[case("Supplier Registered Company Number", Some(Field::CompanyNumber))]
    #[case("Company Registration No.", Some(Field::CompanyNumber))]
    #[case("SME (Y/N)", Some(Field::Sme))]
    #[case("Supplier is VCSE?", Some(Field::Vcse))]
    #[case("Awarded value", Some(Field::Value))]
    #[case("", None)]
    fn columns_are_known_by_the_names_of_published_registers(
        #[case] name: &str,
        #[case] field: Option<Field>,
    ) {
        assert_eq!(recognise(name).map(|(field, _)| field), field);
    }

    #[rstest]
    #[case("Supplier", "Name", Some(Field::Supplier))]
    #[case("Supplier details", "Company number", Some(Field::CompanyNumber))]
    #[case("Supplier", "Ref", None)]
    #[case("Contract", "Ref", Some(Field::Reference))]
    #[case("Contract period", "End", Some(Field::ContractEnd))]
    #[case("Annual", "Value", None)]
    #[case("", "Value", Some(Field::Value))]
    #[case("Title", "", Some(Field::Title))]
    fn a_name_in_two_rows_is_read_as_one(
        #[case] upper: &str,
        #[case] lower: &str,
        #[case] field: Option<Field>,
    ) {
        assert_eq!(recognise_below(upper, lower).map(|(field, _)| field), field);
    }
}
