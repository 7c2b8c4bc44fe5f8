//! What must hold of suppliers.

use rstest::rstest;

use super::*;
use uuid::Uuid;

#[rstest]
#[case(0, Size::Micro)]
#[case(9, Size::Micro)]
#[case(10, Size::Small)]
#[case(49, Size::Small)]
#[case(50, Size::Medium)]
#[case(249, Size::Medium)]
#[case(250, Size::Large)]
fn a_headcount_makes_a_size(#[case] headcount: u32, #[case] size: Size) {
    assert_eq!(Size::of(headcount), size);
}

#[rstest]
#[case("1234567", "01234567")]
#[case("01234567", "01234567")]
#[case(" 0123 4567 ", "01234567")]
#[case("sc123456", "SC123456")]
#[case("OC301234", "OC301234")]
#[case("R0001234", "R0001234")]
#[case("IP12345R", "IP12345R")]
fn a_company_number_is_read_in_its_forms(#[case] given: &str, #[case] kept: &str) {
    assert_eq!(given.parse::<CompanyNumber>().unwrap().as_str(), kept);
}

#[rstest]
#[case("")]
#[case("123456789")]
#[case("SC12345")]
#[case("S1234567")]
#[case("12-34567")]
#[case("ÄB123456")]
#[case("00000000")]
#[case("0")]
fn what_is_no_company_number_is_refused(#[case] given: &str) {
    let said = given.parse::<CompanyNumber>().unwrap_err();
    assert!(said.contains("eight digits"), "{said}");
}

#[rstest]
#[case("ca11rd", "CA1 1RD")]
#[case("SW1A 1AA", "SW1A 1AA")]
#[case("M1 1AE", "M1 1AE")]
#[case("b33 8th", "B33 8TH")]
#[case("EC1A1BB", "EC1A 1BB")]
#[case("W1A 0AX", "W1A 0AX")]
#[case("GIR 0AA", "GIR 0AA")]
fn a_postcode_is_read_with_or_without_its_space(#[case] given: &str, #[case] kept: &str) {
    let code = given.parse::<Postcode>().unwrap();
    assert_eq!(code.as_str(), kept);
    assert!(!code.area().is_empty() && kept.starts_with(code.area()));
}

#[rstest]
#[case("")]
#[case("CA1")]
#[case("CA1 1RDX")]
#[case("1CA 1RD")]
#[case("CA1 IRD")]
#[case("CA1 1CD")]
#[case("ÄA1 1RD")]
#[case("CA1-1RD")]
fn what_is_no_postcode_is_refused(#[case] given: &str) {
    assert!(given.parse::<Postcode>().unwrap_err().contains("CA1 1RD"));
}

fn review(levels: &[Option<&str>]) -> StatusReview {
    let judgements = levels
        .iter()
        .enumerate()
        .map(|(at, level)| Judgement {
            behaviour: format!("b{at}"),
            title: format!("Behaviour {at}"),
            level: level.map(str::to_owned),
            evidence: level.map(|_| "Minutes".to_owned()),
        })
        .collect();
    StatusReview {
        supplier: Uuid::from_u128(1),
        policy: "cumbria".to_owned(),
        edition: "2019".to_owned(),
        levels: ["Gold", "Silver", "Bronze", "No Award"].map(str::to_owned).to_vec(),
        begun: crate::domain::Date::new(2026, 4, 1).unwrap(),
        by: "A. Officer".to_owned(),
        judgements,
        told: None,
        reply: None,
        decided: None,
    }
}

#[test]
fn the_level_is_the_highest_that_every_behaviour_reaches() {
    let gold = propose(&review(&[Some("Gold"), Some("Gold")]));
    assert_eq!(gold, Proposal::Level { level: "Gold".to_owned(), held_by: Vec::new() });
    let silver = propose(&review(&[Some("Gold"), Some("Silver"), Some("Gold")]));
    let held_by = vec!["Behaviour 1".to_owned()];
    assert_eq!(silver, Proposal::Level { level: "Silver".to_owned(), held_by });
    let none = propose(&review(&[Some("Gold"), Some("No Award")]));
    assert!(matches!(none, Proposal::Level { level, .. } if level == "No Award"));
}

#[test]
fn a_behaviour_without_data_proposes_no_level_however_good_the_others_are() {
    let proposal = propose(&review(&[Some("Gold"), None]));
    let missing = vec!["Behaviour 1".to_owned()];
    assert_eq!(proposal, Proposal::NoData { missing, at_most: Some("Gold".to_owned()) });
    assert!(matches!(propose(&review(&[None, None])), Proposal::NoData { at_most: None, .. }));
    assert!(matches!(propose(&review(&[])), Proposal::NoData { at_most: None, .. }));
    // A level of another scheme is no data either.
    assert!(matches!(propose(&review(&[Some("Platinum")])), Proposal::NoData { .. }));
}

#[test]
fn a_supplier_that_was_merged_stands_for_the_one_that_it_is_the_same_as() {
    let [one, two, three] = [1, 2, 3].map(Uuid::from_u128);
    let mut file = SupplierFile::default();
    let merged = |into: Option<Uuid>| Supplier { merged_into: into, ..Supplier::named("X") };
    file.suppliers.insert(one, merged(Some(two)));
    file.suppliers.insert(two, merged(Some(three)));
    file.suppliers.insert(three, merged(None));
    assert_eq!(file.resolve(one), three);
    assert_eq!(file.resolve(three), three);
    // A circle, which only a damaged file can have, comes to an end.
    file.suppliers.insert(three, merged(Some(one)));
    file.resolve(one);
}
