//! What Cheshire requires, on both sides of its line, to the penny.

use rstest::rstest;
use tenderbook::domain::facts::FactName;
use tenderbook::domain::{ContractType, Facts};

use super::determinations::{asked, assess, roles, status, weight};
use super::facts;
use ContractType::{Goods, Services, Works};

#[rstest]
#[case("49999.99", Some(true), "expected")]
#[case("50000.00", Some(true), "required")]
#[case("50000.01", Some(true), "required")]
#[case("49999.99", Some(false), "expected")]
#[case("50000.00", Some(false), "expected")]
#[case("50000.01", Some(false), "expected")]
#[case("5000000.00", Some(false), "expected")]
// Whether the tender is advertised matters only from the line on.
#[case("49999.99", None, "expected")]
#[case("50000.00", None, "undecided")]
#[case("50000.01", None, "undecided")]
fn cheshire_requires_social_value_in_advertised_tenders_from_its_line(
    #[case] value: &str,
    #[case] advertised: Option<bool>,
    #[case] expected: &str,
    #[values(Goods, Services, Works)] contract_type: ContractType,
) {
    let facts = Facts { advertised, ..facts(contract_type, value) };
    let found = assess("cheshire", &facts);
    assert_eq!(status(&found), expected);
    let undecided = expected == "undecided";
    assert_eq!(asked(&found).contains(&FactName::Advertised), undecided);
    assert_eq!(weight(&found), "10.. total");
    if !undecided {
        // Only where nothing but the ethical policy's default applies may the figure be adjusted.
        assert_eq!(found.weighting.as_ref().unwrap().adjustable, expected == "expected");
    }
    // The policy's own role answers for it; no tender is approved by it.
    assert_eq!(roles(&found), ["Head of Procurement and Contracts"]);
}

#[rstest]
#[case("49999.99", Some(true), false)]
#[case("50000.00", Some(true), true)]
#[case("50000.01", Some(true), false)]
#[case("50000.00", Some(false), false)]
#[case("50000.00", None, true)]
#[case("50000.01", None, false)]
#[case("5", Some(true), false)]
fn the_tension_over_the_line_itself_shows_only_at_exactly_that_figure(
    #[case] value: &str,
    #[case] advertised: Option<bool>,
    #[case] shows: bool,
) {
    let facts = Facts { advertised, ..facts(Services, value) };
    let tensions = assess("cheshire", &facts).tensions;
    // The one over the default of 10% shows always, the one over the line only there.
    assert_eq!(tensions.len(), 1 + usize::from(shows), "{tensions:#?}");
    assert!(
        tensions
            .iter()
            .any(|tension| { tension.clauses.iter().any(|clause| clause.contains("3 (a)")) })
    );
}

#[test]
fn cheshire_names_the_clause_behind_its_line() {
    let clause = |value| {
        let facts = Facts { advertised: Some(true), ..facts(Services, value) };
        let found = assess("cheshire", &facts);
        found.social_value.reasons.iter().map(|why| why.clause.clone()).collect::<Vec<_>>()
    };
    assert_eq!(clause("50000.01"), ["Strategy, approach (3); Strategy, approach (5)"]);
    assert_eq!(clause("50000.00"), ["Social value policy, spend thresholds"]);
    assert_eq!(clause("49999.99"), ["Ethical policy 3 (a)"]);
}
