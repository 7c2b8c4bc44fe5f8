//! The weight of social value that an officer sets, held against the policy.

use rstest::rstest;
use tenderbook::domain::{ContractType, Facts, Impact, Needs};
use tenderbook::policy::Base;
use tenderbook::register::{Act, Done, Fault, WeightingView};

use super::{Desk, facts};

fn set(weight: &str, base: Base, reason: Option<&str>, agreed_by: Option<&str>) -> Act {
    Act::SetWeighting {
        weight: weight.parse().unwrap(),
        base,
        reason: reason.map(str::to_owned),
        agreed_by: agreed_by.map(str::to_owned),
    }
}

/// A services tender of £120,000 under a policy, of which only the rest of the facts varies.
fn desk(policy: &str, change: impl FnOnce(&mut Facts)) -> Desk {
    let mut desk = Desk::new();
    let mut facts = Facts {
        advertised: Some(false),
        key_provider: Some(false),
        ..facts(ContractType::Services, "120000")
    };
    change(&mut facts);
    desk.start("T-1", policy, facts);
    desk
}

fn weighting(desk: &Desk) -> WeightingView {
    desk.view().weighting.unwrap()
}

/// What a refusal says with its hint; nothing was changed.
fn refused(desk: &mut Desk, act: Act) -> String {
    let before = desk.entries();
    let fault = desk.attempt(act).unwrap_err();
    assert!(matches!(fault, Fault::Invalid { .. }), "{fault}");
    assert_eq!(desk.entries(), before);
    format!("{fault} {}", fault.hint().unwrap_or_default())
}

#[rstest]
#[case::nelc_at_its_minimum("nelc", "10", Base::Total)]
#[case::nelc_above_it("nelc", "30", Base::Total)]
#[case::cheshire_advertised("cheshire", "10", Base::Total)]
#[case::opcc_at_its_minimum("lancashire-opcc", "2.5", Base::Quality)]
fn a_weight_that_the_policy_allows_needs_nothing_more(
    #[case] policy: &str,
    #[case] weight: &str,
    #[case] base: Base,
) {
    let mut desk = desk(policy, |facts| facts.advertised = Some(true));
    desk.act(set(weight, base, None, None));
    let found = weighting(&desk);
    assert_eq!((found.departs, found.flag), (Some(false), None));
    assert_eq!(found.record.officer, "A. Officer");
}

#[test]
fn a_policy_that_asks_for_a_justification_gets_one_even_within_its_bounds() {
    let mut desk = desk("cumbria", |_| {});
    let said = refused(&mut desk, set("8", Base::Total, Some(" \n"), Some("Board")));
    assert!(said.contains("asks for a justification"), "{said}");
    desk.act(set("8", Base::Total, Some("The market can bear it"), None));
    let found = weighting(&desk);
    assert_eq!((found.departs, found.flag), (Some(false), None));
}

#[rstest]
#[case::above_cumbria_s_ceiling("cumbria", "10.5", Base::Total, "above the policy's ceiling, 10%")]
#[case::below_nelc_s_minimum("nelc", "9.99", Base::Total, "below the policy's minimum, 10%")]
#[case::below_the_opcc_s("lancashire-opcc", "2.4", Base::Quality, "below the policy's minimum")]
#[case::none_of_the_county_s("lancashire-county", "7.5", Base::Total, "not what the policy sets")]
fn a_weight_that_departs_needs_a_reason_and_a_name_and_stays_flagged(
    #[case] policy: &str,
    #[case] weight: &str,
    #[case] base: Base,
    #[case] how: &str,
) {
    let mut desk = desk(policy, |facts| facts.value = super::money("300000"));
    let (why, who) = (Some("One lot only"), Some("Procurement Board"));
    for (reason, agreed_by, asked) in [
        (None, None, "a reason and the name of who agreed"),
        (why, Some("  "), "the name of who agreed"),
        (None, who, "a reason"),
    ] {
        let said = refused(&mut desk, set(weight, base, reason, agreed_by));
        assert!(said.contains(how) && said.contains(asked), "{said}");
    }
    desk.act(set(weight, base, why, who));
    let found = weighting(&desk);
    assert_eq!(found.departs, Some(true));
    assert!(found.flag.unwrap().contains(how));
    assert_eq!(found.record.agreed_by.as_deref(), who);
}

#[test]
fn who_the_policy_names_is_suggested() {
    let mut desk = desk("lancashire-county", |facts| facts.value = super::money("300000"));
    let said = refused(&mut desk, set("7", Base::Total, None, None));
    assert!(said.contains("The policy names Procurement Board."), "{said}");
}

#[test]
fn where_the_policy_gives_no_figure_but_names_who_decides_the_name_is_needed() {
    let mut desk = desk("lancashire-county", |facts| {
        facts.value = super::money("300000");
        facts.impact = Some(Impact::None);
        facts.objectives = Some(0);
        facts.needs = Some(Needs::Less);
    });
    assert_eq!(desk.view().determination.weighting, None);
    let said = refused(&mut desk, set("3", Base::Total, None, None));
    assert!(said.contains("Procurement Board"), "{said}");
    desk.act(set("3", Base::Total, None, Some("Procurement Board")));
    assert_eq!((weighting(&desk).departs, weighting(&desk).flag), (Some(false), None));
}

#[test]
fn a_figure_that_may_be_adjusted_departs_with_a_reason_alone() {
    let mut desk = desk("cheshire", |facts| facts.value = super::money("20000"));
    assert!(desk.view().determination.weighting.unwrap().adjustable);
    refused(&mut desk, set("5", Base::Total, None, None));
    desk.act(set("5", Base::Total, Some("A small purchase"), None));
    assert_eq!(weighting(&desk).departs, Some(true));
}

#[test]
fn weights_on_different_bases_are_compared_once_the_share_of_quality_is_known() {
    let mut desk = desk("lancashire-opcc", |_| {});
    let said = refused(&mut desk, set("1", Base::Total, Some("x"), Some("y")));
    assert!(said.contains("the share of quality has to be known first"), "{said}");
    let with = |desk: &mut Desk, share: Option<&str>| -> Done {
        let view = desk.view();
        let quality_share = share.map(|share| share.parse().unwrap());
        desk.act(Act::ChangeFacts {
            title: view.title,
            facts: Facts { quality_share, ..view.facts },
        })
    };
    with(&mut desk, Some("40"));
    let said = refused(&mut desk, set("0.9", Base::Total, None, None));
    assert!(said.contains("2.5% of the quality part, which is 1% of the total"), "{said}");
    desk.act(set("1", Base::Total, None, None));
    assert_eq!(weighting(&desk).departs, Some(false));
    // The facts change, and with them how the weight stands.
    with(&mut desk, Some("60"));
    let found = weighting(&desk);
    assert_eq!(found.departs, Some(true));
    let flag = found.flag.unwrap();
    assert!(flag.contains("which is 1.5% of the total"), "{flag}");
    assert!(flag.contains("Why it was chosen is not on file."), "{flag}");
    assert!(flag.contains("Who agreed to it is not on file."), "{flag}");
    with(&mut desk, None);
    let found = weighting(&desk);
    assert_eq!(found.departs, None, "unknown is not a pass");
    assert!(found.flag.unwrap().contains("before the share of quality is known"));
}

#[test]
fn a_weight_of_the_quality_part_is_shown_as_a_share_of_the_total_too() {
    let mut desk = desk("lancashire-opcc", |facts| {
        facts.quality_share = Some("60".parse().unwrap());
    });
    desk.act(set("5", Base::Quality, None, None));
    let found = weighting(&desk);
    assert_eq!(found.of_total, Some("3".parse().unwrap()));
    assert_eq!(found.words, "5% of the quality part, which is 3% of the total");
}

#[test]
fn a_weight_is_replaced_taken_away_and_told_in_the_journal() {
    let mut desk = desk("nelc", |_| {});
    assert!(desk.attempt(Act::ClearWeighting).is_err());
    desk.act(set("10", Base::Total, None, None));
    assert!(desk.attempt(set("10", Base::Total, None, None)).is_err(), "nothing was changed");
    let replaced = desk.act(set("5", Base::Total, Some("One lot"), Some("Cabinet")));
    desk.undo(&replaced).unwrap();
    assert_eq!(weighting(&desk).record.weight, "10".parse().unwrap());
    desk.act(Act::ClearWeighting);
    assert_eq!(desk.view().weighting, None);
    let journal = desk.register.journal("T-1", 0, 10).unwrap().lines;
    let said: Vec<&str> = journal.iter().map(|line| line.said.as_str()).collect();
    assert_eq!(said[0], "took the weight of social value away");
    assert_eq!(
        said[1],
        format!(
            "undid entry {}: set the weight of social value to 10% of the total award criteria",
            replaced.sequence
        )
    );
    assert_eq!(said[2], "set the weight of social value to 5% of the total award criteria");
    assert_eq!(
        journal[2].detail.as_deref(),
        Some("One lot (departs from the policy, agreed by Cabinet)")
    );
    assert_eq!(desk.faults(), [""; 0]);
}
