//! What holds for every determination, whatever the facts.

use proptest::prelude::*;
use tenderbook::domain::{ContractType, Date, Facts, Impact, Money, Needs};
use tenderbook::policy::{Determination, Pack, ScopeStatus, applies, determine, parse};

use super::{POLICIES, policy, statute};

fn any_facts() -> impl Strategy<Value = Facts> {
    let types =
        prop::sample::select(&[ContractType::Goods, ContractType::Services, ContractType::Works]);
    // The lines of the policies and their neighbours, and anything else.
    let lines = prop::sample::select(&[
        5_000_000_i64,
        10_000_000,
        17_310_000,
        20_772_000,
        35_000_000,
        200_000_000,
        519_300_000,
    ]);
    let value =
        prop_oneof![(lines, -1i64..=1).prop_map(|(line, step)| line + step), 0i64..1_000_000_000,];
    let impact =
        prop::option::of(prop::sample::select(&[Impact::None, Impact::Some, Impact::Significant]));
    let needs = prop::option::of(prop::sample::select(&[Needs::Highest, Needs::Less]));
    (
        types,
        value,
        2024i16..=2028,
        any::<Option<bool>>(),
        any::<Option<bool>>(),
        impact,
        prop::option::of(0u8..6),
        needs,
    )
        .prop_map(
            |(contract_type, pence, year, advertised, key_provider, impact, objectives, needs)| {
                let start = Date::new(year, 6, 1).unwrap();
                Facts {
                    advertised,
                    key_provider,
                    impact,
                    objectives,
                    needs,
                    ..Facts::new(contract_type, Money::from_pence(pence).unwrap(), start)
                }
            },
        )
}

fn with(id: &str, then: impl FnOnce(&Pack, &Pack)) {
    then(policy(id), statute());
}

/// Every clause that a determination names.
fn clauses(found: &Determination) -> Vec<&str> {
    let reasons = found
        .social_value
        .reasons
        .iter()
        .chain(found.weighting.iter().flat_map(|weighting| &weighting.reasons))
        .chain(&found.weighting_reasons);
    reasons
        .map(|reason| reason.clause.as_str())
        .chain(found.sign_off.iter().map(|sign_off| sign_off.clause.as_str()))
        .chain(found.obligations.iter().map(|obligation| obligation.clause.as_str()))
        .chain(found.tensions.iter().flat_map(|tension| &tension.clauses).map(String::as_str))
        .collect()
}

/// The weakest status that is still possible.
fn weakest(found: &Determination) -> ScopeStatus {
    found.social_value.possible.iter().copied().min().unwrap()
}

fn strongest(found: &Determination) -> ScopeStatus {
    found.social_value.possible.iter().copied().max().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn raising_the_value_never_lowers_what_is_asked(
        facts in any_facts(),
        more in 1i64..500_000_000,
        id in prop::sample::select(&POLICIES),
    ) {
        let raised = Money::from_pence(facts.value.pence() + more).unwrap();
        let higher = Facts { value: raised, ..facts.clone() };
        with(id, |pack, overlay| {
            let (low, high) = (determine(pack, overlay, &facts), determine(pack, overlay, &higher));
            assert!(weakest(&high) >= weakest(&low));
            assert!(strongest(&high) >= strongest(&low));
        });
    }

    #[test]
    fn every_line_of_a_determination_names_a_clause_of_the_pack(
        facts in any_facts(),
        id in prop::sample::select(&POLICIES),
    ) {
        with(id, |pack, overlay| {
            let found = determine(pack, overlay, &facts);
            assert!(!found.social_value.reasons.is_empty());
            for clause in clauses(&found) {
                let named = clause.split(';').count();
                let of_law = overlay.clauses_of(clause).count();
                let found = pack.clauses_of(clause).count().max(of_law);
                assert_eq!(found, named, "“{clause}”");
            }
            // A figure and the reasons for having none are told one or the other.
            if let Some(weighting) = &found.weighting {
                assert!(!weighting.reasons.is_empty());
                assert!(found.weighting_reasons.is_empty());
            }
        });
    }

    #[test]
    fn what_is_not_decided_comes_with_a_question_and_nothing_else_does(
        facts in any_facts(),
        id in prop::sample::select(&POLICIES),
    ) {
        with(id, |pack, overlay| {
            let found = determine(pack, overlay, &facts);
            let scope = &found.social_value;
            assert_eq!(scope.status.is_none(), scope.possible.len() > 1);
            assert_eq!(scope.status.is_none(), !scope.needs.is_empty());
            let open = !scope.needs.is_empty()
                || found.weighting.as_ref().is_some_and(|weighting| !weighting.needs.is_empty())
                || found.sign_off.iter().any(|sign_off| !sign_off.needs.is_empty());
            assert_eq!(open, !found.questions.is_empty());
        });
    }

    #[test]
    fn learning_a_fact_only_ever_narrows_the_status(
        facts in any_facts(),
        key_provider in any::<bool>(),
        advertised in any::<bool>(),
        id in prop::sample::select(&POLICIES),
    ) {
        let told = Facts {
            key_provider: facts.key_provider.or(Some(key_provider)),
            advertised: facts.advertised.or(Some(advertised)),
            ..facts.clone()
        };
        with(id, |pack, overlay| {
            let before = determine(pack, overlay, &facts).social_value;
            let after = determine(pack, overlay, &told).social_value;
            assert!(after.possible.iter().all(|status| before.possible.contains(status)));
            if let Some(status) = before.status {
                assert_eq!(after.status, Some(status), "what was decided stays so");
            }
        });
    }

    #[test]
    fn obligations_are_exactly_the_required_items(
        facts in any_facts(),
        id in prop::sample::select(&POLICIES),
    ) {
        with(id, |pack, overlay| {
            let found = determine(pack, overlay, &facts);
            let obliged: Vec<_> = found.obligations.iter().map(|one| &one.id).collect();
            let of_law = overlay.items.iter().filter(|_| overlay.holds_for(&facts));
            let items = pack.items.iter().map(|item| (pack, item));
            let required: Vec<_> = items
                .chain(of_law.map(|item| (overlay, item)))
                .filter(|(pack, item)| {
                    let applies = applies(pack, item, &facts, &found);
                    assert!(!applies.required || applies.listed, "{} is required unseen", item.id);
                    assert!(!applies.why.is_empty());
                    applies.required
                })
                .map(|(_, item)| &item.id)
                .collect();
            assert_eq!(obliged, required);
        });
    }

    #[test]
    fn rules_that_do_not_overlap_may_stand_in_any_order(facts in any_facts()) {
        // The bands of this scope do not touch: exactly one of them holds for any value.
        let bands = [
            "[[scope]]\nid = \"a\"\nstatus = \"expected\"\nwhen = { value_below = \"50000\" }\nclause = \"1\"\nwhy = \"A.\"\n",
            "[[scope]]\nid = \"b\"\nstatus = \"required\"\nwhen = { value_at_least = \"50000\", value_up_to = \"100000\", key_provider = true }\nclause = \"1\"\nwhy = \"B.\"\n",
            "[[scope]]\nid = \"c\"\nstatus = \"required\"\nwhen = { value_over = \"100000\" }\nclause = \"1\"\nwhy = \"C.\"\n",
        ];
        let small = super::broken_packs::whole();
        let start = small.find("[[scope]]").unwrap();
        let end = small.find("[[scope]]\nid = \"rest\"").unwrap();
        let pack = |order: [usize; 3]| {
            let rules: String = order.into_iter().map(|at| bands[at]).collect();
            parse("small.toml", &format!("{}{rules}{}", &small[..start], &small[end..])).unwrap()
        };
        let overlay = statute();
        let first = determine(&pack([0, 1, 2]), overlay, &facts).social_value;
        for order in [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
            let other = determine(&pack(order), overlay, &facts).social_value;
            prop_assert_eq!(first.status, other.status);
            prop_assert_eq!(&first.possible, &other.possible);
            prop_assert_eq!(&first.needs, &other.needs);
        }
    }
}
