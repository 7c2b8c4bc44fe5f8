//! What the packs say of the time after the award, and what the statute adds.

use std::collections::BTreeSet;

use rstest::rstest;
use tenderbook::domain::contract::Level as Risk;
use tenderbook::domain::supplier::Size;
use tenderbook::domain::{AuthorityKind, ContractType, Facts, LawFacts, Regime};
use tenderbook::policy::{ChangeSide, Counted, Level, Origin, Pack, SlaveryRisk};

use super::{POLICIES, date, facts, money, policy, statute};
use ContractType::{Goods, Services, Works};

/// What each target and indicator of a policy is counted by.
fn counted(pack: &Pack) -> Vec<(&str, Option<Counted>)> {
    let targets = pack.targets.iter().map(|one| (one.id.as_str(), one.counts));
    targets.chain(pack.kpis.iter().map(|one| (one.id.as_str(), one.counts))).collect()
}

#[test]
fn every_target_and_indicator_is_answered_from_the_register() {
    let expected: [(&str, &[(&str, Counted)]); 5] = [
        (
            "cumbria",
            &[
                ("local-spend", Counted::LocalSpend),
                ("local-spend", Counted::LocalSpend),
                ("spend-by-size", Counted::SpendBySize),
            ],
        ),
        ("lancashire-opcc", &[("local-spend", Counted::LocalSpend)]),
        ("lancashire-county", &[]),
        (
            "cheshire",
            &[
                ("savings", Counted::Savings),
                ("savings-ratio", Counted::SavingsAgainstServiceContribution),
                ("collaboration", Counted::Collaboration),
                ("local-suppliers", Counted::LocalSuppliers),
                ("local-spend", Counted::LocalSpend),
                ("supplier-claims", Counted::SupplierClaims),
            ],
        ),
        (
            "nelc",
            &[
                ("small-firms-and-third-sector", Counted::SmallAndThirdSectorSpend),
                ("delivered-offers", Counted::DeliveredCommitments),
            ],
        ),
    ];
    for (id, expected) in expected {
        let expected: Vec<_> = expected.iter().map(|(id, by)| (*id, Some(*by))).collect();
        assert_eq!(counted(policy(id)), expected, "{id}");
    }
}

#[test]
fn nelc_counts_firms_of_up_to_medium_size_and_the_third_sector() {
    let target = &policy("nelc").targets[0];
    assert_eq!(target.size_classes, [Size::Micro, Size::Small, Size::Medium]);
    assert!(target.third_sector);
    assert_eq!(target.minimum.unwrap().to_string(), "25%");
    assert!(target.kinds().unwrap().starts_with("micro, small, medium, social enterprises"));
}

#[test]
fn the_usual_sizes_of_firm_are_the_size_classes_of_cumbria() {
    let classes = &policy("cumbria").size_classes;
    for class in classes {
        let size = Size::of(class.from);
        assert_eq!(size.to_string(), class.name.to_lowercase());
        assert_eq!(Size::of(class.to.unwrap_or(u32::MAX)), size);
    }
    assert_eq!(classes.len(), 4);
}

#[rstest]
#[case("cumbria", &["Cumbria"])]
#[case("lancashire-opcc", &["Lancashire", "The North West region"])]
#[case("lancashire-county", &["Lancashire"])]
#[case("cheshire", &["Cheshire"])]
#[case("nelc", &[])]
fn what_is_local_is_said_in_the_words_of_the_policy(#[case] id: &str, #[case] areas: &[&str]) {
    let found: Vec<&str> = policy(id).local.iter().map(|one| one.area.as_str()).collect();
    assert_eq!(found, areas);
}

#[test]
fn only_gold_suppliers_have_a_rhythm_of_reviews() {
    let pack = policy("cumbria");
    let levels = &pack.supplier_status.as_ref().unwrap().levels;
    let rhythm = |level: &Level| (level.name.clone(), level.review_months);
    let rhythms: Vec<_> = levels.iter().map(rhythm).collect();
    let expected = [("Gold", Some(3)), ("Silver", None), ("Bronze", None), ("No Award", None)];
    assert_eq!(rhythms, expected.map(|(name, months)| (name.to_owned(), months)));
    assert_eq!(pack.contract_review.as_ref().unwrap().months, None);
    assert_eq!(policy("cheshire").contract_review.as_ref().unwrap().months, None);
}

fn ids(pack: &Pack, level: Risk) -> Vec<&str> {
    pack.slavery_risks_at(level).map(|risk| risk.id.as_str()).collect()
}

#[test]
fn cumbria_monitors_only_where_a_risk_was_found() {
    let pack = policy("cumbria");
    assert!(!ids(pack, Risk::Low).contains(&"monitor"));
    assert!(ids(pack, Risk::Medium).contains(&"monitor"));
    assert!(ids(pack, Risk::High).contains(&"monitor"));
}

#[test]
fn a_higher_risk_never_asks_for_less() {
    for pack in POLICIES.into_iter().map(policy).chain([statute()]) {
        let at = |level| ids(pack, level).into_iter().collect::<BTreeSet<_>>();
        let (low, medium, high) = (at(Risk::Low), at(Risk::Medium), at(Risk::High));
        assert!(low.is_subset(&medium) && medium.is_subset(&high), "{}", pack.policy.id);
    }
}

#[test]
fn good_practice_on_slavery_is_marked_as_such_and_no_policy_claims_it() {
    let ours = |risk: &SlaveryRisk| risk.origin == Origin::GoodPractice;
    for pack in POLICIES.into_iter().map(policy) {
        assert!(!pack.slavery_risks.iter().any(ours), "{}", pack.policy.id);
    }
    let overlay = statute();
    let from_law: Vec<&SlaveryRisk> =
        overlay.slavery_risks.iter().filter(|risk| !ours(risk)).collect();
    assert_eq!(from_law.len(), 1);
    assert_eq!(from_law[0].rests_on(), "clause Modern Slavery Act 2015 s.52");
    let high = overlay.slavery_risks_at(Risk::High).find(|risk| ours(risk)).unwrap();
    assert_eq!(high.rests_on(), "good practice");
}

fn tender(kind: ContractType, value: &str, law: LawFacts) -> Facts {
    Facts { law, start: date("2026-06-01"), ..facts(kind, value) }
}

/// £5 million with VAT at 20% is £4,166,666.67 without, less a fraction of a penny.
#[rstest]
#[case("4166666.66", false)]
#[case("4166666.67", true)]
#[case("5000000", true)]
fn indicators_are_asked_for_above_five_million_pounds_with_vat(
    #[case] value: &str,
    #[case] asked: bool,
) {
    let kpis = statute().contract_kpis.as_ref().unwrap();
    let facts = tender(Services, value, LawFacts::default());
    let facts = Facts { law: LawFacts { framework: Some(false), ..facts.law }, ..facts };
    assert_eq!(kpis.asked(statute(), &facts, Some(true)).is_yes(), asked);
}

#[test]
fn indicators_are_not_asked_of_frameworks_light_touch_and_small_contracts() {
    let kpis = statute().contract_kpis.as_ref().unwrap();
    let with = |law: LawFacts, above| {
        kpis.asked(statute(), &tender(Services, "9000000", law), Some(above))
    };
    let usual = LawFacts { framework: Some(false), ..LawFacts::default() };
    assert!(with(usual, true).is_yes());
    assert!(with(usual, false).is_no());
    assert!(with(LawFacts { framework: Some(true), ..usual }, true).is_no());
    assert!(with(LawFacts { regime: Regime::LightTouch, ..usual }, true).is_no());
    assert!(with(LawFacts { regime: Regime::Concession, ..usual }, true).is_no());
    assert!(with(LawFacts { applies: false, ..usual }, true).is_no());
    let old =
        Facts { start: date("2025-02-23"), ..tender(Services, "9000000", LawFacts::default()) };
    assert!(kpis.asked(statute(), &old, Some(true)).is_no());
}

#[test]
fn the_ratings_are_those_of_the_regulations_in_their_order() {
    let kpis = statute().contract_kpis.as_ref().unwrap();
    let names: Vec<&str> = kpis.ratings.iter().map(|rating| rating.name.as_str()).collect();
    assert_eq!(
        names,
        ["Good", "Approaching target", "Requires improvement", "Inadequate", "Other"]
    );
    assert_eq!((kpis.least, kpis.assess_months), (3, 12));
}

#[rstest]
#[case("35999999.99", false)]
#[case("36000000", true)]
fn a_statement_is_due_at_the_turnover_itself(#[case] turnover: &str, #[case] due: bool) {
    let statement = statute().slavery_statement.as_ref().unwrap();
    assert_eq!(statement.due_at(money(turnover)), due);
}

/// The limits of a contract, as what is measured and the share.
fn limits(kind: ContractType, law: LawFacts) -> Vec<(String, ChangeSide, String)> {
    let facts = tender(kind, "9000000", law);
    let limits = statute().change_limits.iter();
    limits
        .filter(|limit| limit.holds(statute(), &facts, Some(true)).is_yes())
        .map(|limit| (limit.id.clone(), limit.of, limit.over.to_string()))
        .collect()
}

#[rstest]
#[case(Goods, "10%")]
#[case(Services, "10%")]
#[case(Works, "15%")]
fn the_limits_of_change_go_by_the_kind_of_contract(
    #[case] kind: ContractType,
    #[case] share: &str,
) {
    let found = limits(kind, LawFacts::default());
    let shares = |of: ChangeSide| -> Vec<&str> {
        found.iter().filter(|limit| limit.1 == of).map(|limit| limit.2.as_str()).collect()
    };
    assert_eq!(shares(ChangeSide::Value), [share, share, "50%"]);
    assert_eq!(shares(ChangeSide::Term), ["10%", "10%"]);
}

#[test]
fn light_touch_has_no_limits_of_change_and_utilities_no_half() {
    let light = LawFacts { regime: Regime::LightTouch, ..LawFacts::default() };
    assert_eq!(limits(Services, light), []);
    let utilities = LawFacts { authority: AuthorityKind::Utilities, ..LawFacts::default() };
    assert!(limits(Services, utilities).iter().all(|limit| limit.0 != "schedule-8-half"));
}
