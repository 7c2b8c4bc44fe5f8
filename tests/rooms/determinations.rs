//! What each policy requires, on both sides of every line, to the penny.

use rstest::rstest;
use tenderbook::domain::facts::FactName;
use tenderbook::domain::{ContractType, Facts, Impact, Needs};
use tenderbook::policy::{Base, Determination, ScopeStatus, determine, parse};

use super::broken_packs::whole;
use super::{date, facts, policy, statute};
use ContractType::{Goods, Services, Works};

pub(super) fn assess(id: &str, facts: &Facts) -> Determination {
    determine(policy(id), statute(), facts)
}

/// The status as a word; `undecided` when facts are missing.
pub(super) fn status(determination: &Determination) -> &'static str {
    determination.social_value.status.map_or("undecided", Into::into)
}

/// The weight in short: `10..  total`, `..10 total`, `5..5 total {5}`, or `none`.
pub(super) fn weight(determination: &Determination) -> String {
    let Some(weighting) = &determination.weighting else {
        return "none".to_owned();
    };
    let show = |bound: Option<tenderbook::domain::Percent>| {
        bound.map_or_else(String::new, |bound| bound.value().to_string())
    };
    let choices: Vec<String> =
        weighting.choices.iter().map(|choice| choice.value().to_string()).collect();
    let choices =
        if choices.is_empty() { String::new() } else { format!(" {{{}}}", choices.join(",")) };
    format!("{}..{} {}{choices}", show(weighting.minimum), show(weighting.maximum), weighting.base)
}

pub(super) fn roles(determination: &Determination) -> Vec<&str> {
    determination.sign_off.iter().map(|sign_off| sign_off.role.as_str()).collect()
}

pub(super) fn asked(determination: &Determination) -> Vec<FactName> {
    determination.questions.iter().map(|question| question.fact).collect()
}

/// The clauses of the rules that decided the status.
fn because(determination: &Determination) -> Vec<&str> {
    determination.social_value.reasons.iter().map(|reason| reason.clause.as_str()).collect()
}

#[rstest]
#[case(Services, "100000.00", Some(false), "optional")]
#[case(Services, "100000.01", Some(false), "required")]
#[case(Goods, "100000.00", Some(false), "optional")]
#[case(Goods, "100000.01", Some(false), "required")]
#[case(Goods, "99999.99", Some(false), "optional")]
#[case(Works, "100000.01", Some(false), "optional")]
#[case(Works, "1999999.99", Some(false), "optional")]
#[case(Works, "2000000.00", Some(false), "optional")]
#[case(Works, "2000000.01", Some(false), "required")]
#[case(Services, "0.00", Some(false), "optional")]
#[case(Services, "0.01", Some(true), "required")]
#[case(Goods, "100000.00", Some(true), "required")]
#[case(Works, "2000000.00", Some(true), "required")]
#[case(Works, "2000000.01", Some(true), "required")]
// Whether the provider is a key one matters only up to the line.
#[case(Services, "100000.00", None, "undecided")]
#[case(Services, "100000.01", None, "required")]
#[case(Works, "2000000.00", None, "undecided")]
#[case(Works, "2000000.01", None, "required")]
fn cumbria_draws_its_lines_by_type_value_and_key_provider(
    #[case] contract_type: ContractType,
    #[case] value: &str,
    #[case] key_provider: Option<bool>,
    #[case] expected: &str,
) {
    let facts = Facts { key_provider, ..facts(contract_type, value) };
    let found = assess("cumbria", &facts);
    assert_eq!(status(&found), expected);
    let undecided = expected == "undecided";
    assert_eq!(asked(&found).contains(&FactName::KeyProvider), undecided);
    // The weight is a ceiling in every scope, and needs a justification.
    assert_eq!(weight(&found), "..10 total");
    let weighting = found.weighting.as_ref().unwrap();
    assert!(weighting.justification);
    assert_eq!(weighting.words(), "up to 10% of the total award criteria");
    assert_eq!(weighting.reasons[0].clause, "2.2");
    assert_eq!(roles(&found), [""; 0]);
    assert_eq!(found.tensions, []);
}

#[test]
fn cumbria_names_the_clause_behind_each_line() {
    let not_key = |facts| Facts { key_provider: Some(false), ..facts };
    let services = assess("cumbria", &not_key(facts(Services, "120000")));
    assert_eq!(because(&services), ["1.1.3 (iii)"]);
    let works = assess("cumbria", &not_key(facts(Works, "2000000.01")));
    assert_eq!(because(&works), ["1.1.3 (iv)"]);
    let key = Facts { key_provider: Some(true), ..facts(Goods, "5") };
    assert_eq!(because(&assess("cumbria", &key)), ["1.1.3 (i); 1.1.3 (ii)"]);
    let both = Facts { key_provider: Some(true), ..facts(Goods, "100000.01") };
    assert_eq!(because(&assess("cumbria", &both)), ["1.1.3 (i); 1.1.3 (ii)", "1.1.3 (iii)"]);
}

#[test]
fn a_reason_tells_the_fact_that_triggered_it_and_what_would_turn_it() {
    let facts = Facts { key_provider: Some(false), ..facts(Services, "120000") };
    let found = assess("cumbria", &facts);
    let reason = &found.social_value.reasons[0];
    assert_eq!(
        reason.because,
        ["the contract is for services", "the value is £120,000.00, over £100,000.00"]
    );
    assert_eq!(
        reason.otherwise.as_deref(),
        Some("At £100,000.00 or less this rule would not apply.")
    );
}

#[rstest]
#[case(Goods, "0.00")]
#[case(Services, "0.01")]
#[case(Works, "999999999999.99")]
fn lancashire_opcc_wants_social_value_in_every_contract(
    #[case] contract_type: ContractType,
    #[case] value: &str,
) {
    let found = assess("lancashire-opcc", &facts(contract_type, value));
    assert_eq!(status(&found), "required");
    assert_eq!(because(&found), ["4.8"]);
    assert_eq!(weight(&found), "2.5.. quality");
    let weighting = found.weighting.as_ref().unwrap();
    assert_eq!(weighting.reasons[0].clause, "3.3.3");
    assert_eq!(weighting.words(), "at least 2.5% of the quality part");
    assert_eq!(asked(&found), []);
    assert_eq!(roles(&found), [""; 0]);
    assert_eq!(found.tensions, []);
}

#[test]
fn a_share_of_the_quality_part_is_told_as_a_share_of_the_whole() {
    let found = assess("lancashire-opcc", &facts(Services, "5000"));
    let weighting = found.weighting.unwrap();
    assert_eq!(weighting.of_total(None), None);
    assert_eq!(
        weighting.of_total(Some("40".parse().unwrap())).unwrap(),
        "2.5% of a quality part of 40% is 1% of the total"
    );
    let of_the_whole = assess("nelc", &facts(Services, "5000")).weighting.unwrap();
    assert_eq!(of_the_whole.base, Base::Total);
    assert_eq!(of_the_whole.of_total(Some("40".parse().unwrap())), None);
}

#[rstest]
#[case("99999.99", "expected")]
#[case("100000.00", "expected")]
#[case("100000.01", "required")]
#[case("350000.01", "required")]
fn nelc_requires_social_value_over_its_line_and_expects_it_below(
    #[case] value: &str,
    #[case] expected: &str,
    #[values(Goods, Services, Works)] contract_type: ContractType,
) {
    let found = assess("nelc", &facts(contract_type, value));
    assert_eq!(status(&found), expected);
    assert_eq!(because(&found), ["Delivery 1"]);
    assert_eq!(weight(&found), "10.. total");
    assert_eq!(found.weighting.as_ref().unwrap().reasons[0].clause, "Delivery 2");
    assert_eq!(asked(&found), []);
}

#[rstest]
#[case("100000.00", &[])]
#[case("100000.01", &["Leadership Team"])]
#[case("349999.99", &["Leadership Team"])]
#[case("350000.00", &["Leadership Team"])]
#[case("350000.01", &["Cabinet"])]
fn nelc_names_who_answers_for_the_tender(#[case] value: &str, #[case] expected: &[&str]) {
    let found = assess("nelc", &facts(Services, value));
    assert_eq!(roles(&found), expected);
    assert!(found.sign_off.iter().all(|sign_off| sign_off.clause == "Governance"));
}

#[rstest]
#[case("5")]
#[case("100000.01")]
fn nelc_shows_its_tension_and_applies_the_stricter_clause(#[case] value: &str) {
    let found = assess("nelc", &facts(Services, value));
    let [tension] = found.tensions.as_slice() else {
        panic!("one tension is shown");
    };
    assert_eq!(tension.clauses, ["Delivery 2", "Objective 3"]);
    assert!(tension.applied.contains("overall score"), "{}", tension.applied);
}

/// The net value whose gross at 20% is exactly the threshold, and its neighbours.
#[rstest]
// 2026: £207,720 for goods and services. £173,100.00 with 20% VAT is exactly that.
#[case(Services, "173099.99", "20", "2026-01-01", "optional")]
#[case(Services, "173100.00", "20", "2026-01-01", "required")]
#[case(Services, "173100.01", "20", "2027-12-31", "required")]
#[case(Goods, "173099.99", "20", "2027-12-31", "optional")]
#[case(Goods, "173100.00", "20", "2027-12-31", "required")]
#[case(Goods, "207719.99", "0", "2026-06-01", "optional")]
#[case(Goods, "207720.00", "0", "2026-06-01", "required")]
#[case(Goods, "197828.57", "5", "2026-06-01", "optional")]
#[case(Goods, "197828.58", "5", "2026-06-01", "required")]
// 2025: £214,904. No whole penny gives it at 20%: £179,086.66 is below, £179,086.67 above.
#[case(Services, "179086.66", "20", "2025-12-31", "optional")]
#[case(Services, "179086.67", "20", "2025-12-31", "required")]
#[case(Services, "214903.99", "0", "2025-01-01", "optional")]
#[case(Services, "214904.00", "0", "2025-01-01", "required")]
#[case(Goods, "214904.00", "0", "2024-01-01", "required")]
// The day decides: between the two thresholds.
#[case(Services, "175000.00", "20", "2025-12-31", "optional")]
#[case(Services, "175000.00", "20", "2026-01-01", "required")]
// Works: £5,193,000 in 2026, £5,372,609 in 2025.
#[case(Works, "4327499.99", "20", "2026-01-01", "optional")]
#[case(Works, "4327500.00", "20", "2026-01-01", "required")]
#[case(Works, "5192999.99", "0", "2026-01-01", "optional")]
#[case(Works, "5193000.00", "0", "2026-01-01", "required")]
#[case(Works, "4477174.16", "20", "2025-12-31", "optional")]
#[case(Works, "4477174.17", "20", "2025-12-31", "required")]
#[case(Works, "5372608.99", "0", "2025-12-31", "optional")]
#[case(Works, "5372609.00", "0", "2025-12-31", "required")]
fn lancashire_county_follows_the_statutory_threshold_including_vat(
    #[case] contract_type: ContractType,
    #[case] value: &str,
    #[case] vat: &str,
    #[case] start: &str,
    #[case] expected: &str,
) {
    let facts =
        Facts { vat: vat.parse().unwrap(), start: date(start), ..facts(contract_type, value) };
    let found = assess("lancashire-county", &facts);
    assert_eq!(status(&found), expected);
    assert_eq!(because(&found), ["5"]);
    assert_eq!(found.statute.above, Some(expected == "required"));
    if expected == "optional" {
        assert_eq!(weight(&found), "none");
        assert_eq!(roles(&found), [""; 0]);
        assert_eq!(asked(&found), []);
    }
}

#[rstest]
#[case(Services, "2025-12-31", "214904.00", "2024-01-01", "Sch.1 row 12")]
#[case(Goods, "2026-01-01", "207720.00", "2026-01-01", "Sch.1 row 12")]
#[case(Works, "2025-06-30", "5372609.00", "2024-01-01", "Sch.1 row 10")]
#[case(Works, "2027-12-31", "5193000.00", "2026-01-01", "Sch.1 row 10")]
fn the_statute_names_its_threshold_and_the_day_from_which_it_holds(
    #[case] contract_type: ContractType,
    #[case] start: &str,
    #[case] threshold: &str,
    #[case] from: &str,
    #[case] clause: &str,
) {
    let facts = Facts { start: date(start), ..facts(contract_type, "120000") };
    for policy in super::POLICIES {
        let statute = assess(policy, &facts).statute;
        assert_eq!(statute.threshold.unwrap(), super::money(threshold));
        assert_eq!(statute.from, Some(date(from)));
        assert_eq!(statute.value_including_vat, "144000.00");
        assert!(statute.clause.unwrap().contains(clause));
    }
}

#[test]
fn a_gross_value_is_exact_to_fractions_of_a_penny() {
    let facts = Facts { vat: "17.5".parse().unwrap(), ..facts(Services, "0.01") };
    assert_eq!(assess("nelc", &facts).statute.value_including_vat, "0.01175");
}

#[rstest]
#[case("2023-12-31")]
#[case("2028-01-01")]
fn where_no_threshold_is_known_lancashire_county_is_undecided(#[case] start: &str) {
    let facts = Facts { start: date(start), advertised: Some(true), ..facts(Services, "500000") };
    let found = assess("lancashire-county", &facts);
    assert_eq!(status(&found), "undecided");
    assert_eq!(found.statute.threshold, None);
    assert_eq!(found.statute.above, None);
    assert!(asked(&found).contains(&FactName::StatutoryThreshold));
    assert_eq!(found.social_value.possible, [ScopeStatus::Required, ScopeStatus::Optional]);
    // Both figures are still possible, and none of them is told as certain.
    assert_eq!(weight(&found), "5..10 total {5,10}");
    assert!(found.weighting.unwrap().words().ends_with("not decided yet"));
    // The other policies do not ask for the threshold.
    for policy in ["cumbria", "lancashire-opcc", "cheshire", "nelc"] {
        assert_ne!(status(&assess(policy, &facts)), "undecided");
    }
}

#[test]
fn a_figure_that_depends_on_an_unknown_threshold_is_told_as_not_decided() {
    let facts = Facts {
        start: date("2028-01-01"),
        impact: Some(Impact::Significant),
        objectives: Some(2),
        needs: Some(Needs::Highest),
        ..facts(Services, "500000")
    };
    let found = assess("lancashire-county", &facts);
    assert_eq!(weight(&found), "10..10 total {10}");
    assert_eq!(
        found.weighting.as_ref().unwrap().words(),
        "exactly 10% of the total award criteria, not decided yet"
    );
    assert_eq!(asked(&found), [FactName::StatutoryThreshold]);
}

/// What the table of section 5 gives, read independently of the pack.
fn county(impact: Option<Impact>, objectives: Option<u8>, needs: Option<Needs>) -> &'static str {
    if impact == Some(Impact::None) || objectives.is_some_and(|met| met < 2) {
        return "none";
    }
    match (impact, objectives, needs) {
        (Some(Impact::Significant), Some(_), Some(Needs::Highest)) => "10..10 total {10}",
        (Some(_), Some(_), Some(_)) => "5..5 total {5}",
        _ => "5..10 total {5,10}",
    }
}

#[rstest]
fn lancashire_county_picks_its_figure_by_three_answers(
    #[values(None, Some(Impact::None), Some(Impact::Some), Some(Impact::Significant))]
    impact: Option<Impact>,
    #[values(None, Some(0), Some(1), Some(2), Some(5))] objectives: Option<u8>,
    #[values(None, Some(Needs::Less), Some(Needs::Highest))] needs: Option<Needs>,
) {
    let facts = Facts { impact, objectives, needs, ..facts(Services, "200000") };
    let found = assess("lancashire-county", &facts);
    assert_eq!(status(&found), "required");
    let expected = county(impact, objectives, needs);
    assert_eq!(weight(&found), expected);
    match &found.weighting {
        // No figure follows: the Procurement Board decides, and every reason says so.
        None => {
            assert_eq!(roles(&found), ["Procurement Board"]);
            assert!(found.sign_off[0].needs.is_empty());
            assert!(!found.weighting_reasons.is_empty());
            assert!(found.weighting_reasons.iter().all(|why| why.clause == "5, read together"));
        }
        Some(weighting) if expected.starts_with("5..10") => {
            // Every question whose answer could still matter is asked, and no other.
            let mut open = Vec::new();
            if impact.is_none() {
                open.push(FactName::Impact);
            }
            if objectives.is_none() {
                open.push(FactName::Objectives);
            }
            if needs.is_none() {
                open.push(FactName::Needs);
            }
            let mut asked = weighting.needs.clone();
            asked.sort_unstable();
            assert_eq!(asked, open);
            assert!(weighting.words().starts_with("5% or 10% of the total award criteria"));
            assert!(weighting.words().ends_with("not decided yet"));
        }
        Some(weighting) => {
            assert_eq!(weighting.minimum, weighting.maximum);
            assert_eq!(weighting.needs, []);
            assert_eq!(weighting.decided_by.as_deref(), Some("Procurement Board"));
            assert_eq!(weighting.reasons[0].clause, "5, table");
            assert_eq!(roles(&found), [""; 0]);
            assert_eq!(asked(&found), []);
        }
    }
}

#[test]
fn lancashire_county_says_that_multiple_is_read_as_two() {
    let facts = Facts {
        impact: Some(Impact::Significant),
        objectives: Some(2),
        needs: Some(Needs::Highest),
        ..facts(Works, "9000000")
    };
    let weighting = assess("lancashire-county", &facts).weighting.unwrap();
    assert!(weighting.reasons[0].text.contains("our reading"));
}

#[rstest]
#[case("cumbria")]
#[case("lancashire-opcc")]
#[case("nelc")]
fn facts_that_a_policy_does_not_look_at_change_nothing(#[case] policy: &str) {
    let plain = Facts { key_provider: Some(false), ..facts(Services, "120000") };
    let told = Facts {
        advertised: Some(true),
        impact: Some(Impact::None),
        objectives: Some(0),
        needs: Some(Needs::Less),
        ..plain.clone()
    };
    let (without, with) = (assess(policy, &plain), assess(policy, &told));
    assert_eq!(without.social_value, with.social_value);
    assert_eq!(without.weighting, with.weighting);
    assert_eq!(without.sign_off, with.sign_off);
    assert_eq!(without.tensions, with.tensions);
}

#[test]
fn a_weight_that_one_answer_leaves_open_is_not_certain_although_the_figures_agree_so_far() {
    let source = whole();
    let (head, rest) = source.split_once("[[scope]]").unwrap();
    let (_, items) = rest.split_once("[[item]]").unwrap();
    // Where it is advertised 10% is certain; where it is not, 10% stands in for 15%.
    let rules = r#"[[scope]]
id = "advertised"
status = "required"
when = { advertised = true }
clause = "1"
why = "Advertised ones need it."

[[scope]]
id = "rest"
status = "expected"
clause = "1"
why = "The rest is to try."

[[weighting]]
id = "higher"
minimum = "15"
base = "total"
when = { social_value = ["expected"], key_provider = true }
clause = "2 (a)"
why = "Fifteen for a key provider."

[[weighting]]
id = "ten"
minimum = "10"
base = "total"
clause = "2 (a)"
why = "Ten at least."

[[weighting]]
id = "meanwhile"
minimum = "10"
base = "total"
until_known = true
clause = "2 (a)"
why = "Ten until it is known."

"#;
    let pack = parse("small.toml", &[head, rules, "[[item]]", items].concat()).unwrap();
    let needs = |advertised, key_provider| {
        let facts = Facts { advertised, key_provider, ..facts(Services, "120000") };
        determine(&pack, statute(), &facts).weighting.unwrap().needs
    };
    assert_eq!(needs(None, None), [FactName::KeyProvider]);
    assert_eq!(needs(None, Some(false)), []);
    assert_eq!(needs(Some(true), None), []);
}
