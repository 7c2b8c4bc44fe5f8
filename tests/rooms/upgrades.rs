//! A tender keeps the text of its policy, is told of another, and moves to it with its work.

use tenderbook::domain::{ContractType, ItemState, StageState};
use tenderbook::policy::{Base, DifferenceKind, differences};
use tenderbook::register::{Act, Kept, NewEvidence};

use super::{Desk, another_edition, facts, id, stage};
use crate::support::{next_small_policy, small_policy};

/// A half-done tender under the small policy, whose next edition has come since.
fn half_done() -> Desk {
    let mut desk = Desk::new();
    desk.put_policy("small", &small_policy());
    desk.start("T-1", "small", facts(ContractType::Services, "120000"));
    assert_eq!(desk.view().newer, None);
    desk.act(Act::LeaveOutStatute { reason: "Only the policy matters here".to_owned() });
    desk.tick("small.01.purpose");
    let evidence = NewEvidence::Note { text: "They were asked on 4 May".to_owned() };
    desk.act(Act::Attach { item: id("small.01.neighbours"), evidence });
    desk.act(Act::RuleOutItem { item: id("small.01.neighbours"), reason: "None".to_owned() });
    desk.act(Act::CloseStage { stage: stage(1), note: None });
    desk.tick("small.02.purpose");
    desk.act(Act::Seek { outcome: "1.1.apprentices".to_owned(), quantity: None, why: None });
    desk.act(Act::SetWeighting {
        weight: "10".parse().unwrap(),
        base: Base::Quality,
        reason: None,
        agreed_by: None,
    });
    desk.put_policy("small", &next_small_policy());
    desk
}

fn upgrade(desk: &mut Desk) -> tenderbook::register::Done {
    let sha256 = desk.view().newer.unwrap().sha256;
    desk.act(Act::UpgradePolicy { sha256 })
}

#[test]
fn a_tender_says_that_there_is_another_edition_and_keeps_its_own() {
    let desk = half_done();
    let view = desk.view();
    assert_eq!(view.pack.policy.edition, "2026");
    assert_eq!(view.newer.as_ref().unwrap().edition, "2027");
    let words = view.newer_words().unwrap();
    assert_eq!(words, "There is edition 2027 of the policy; this tender keeps 2026.");
}

#[test]
fn other_words_under_the_same_edition_are_told_too() {
    let mut desk = half_done();
    desk.put_policy("small", &small_policy().replacen("One page is enough.", "Two pages.", 1));
    let words = desk.view().newer_words().unwrap();
    assert!(words.contains("The text of edition 2026 was changed"), "{words}");
    let found = desk.register.upgrade("T-1").unwrap().unwrap();
    assert_eq!(found.differences.len(), 1);
    assert_eq!(found.differences[0].kind, DifferenceKind::Reworded);
    assert_eq!(found.differences[0].changes[0].what, "guidance");
    assert_eq!(found.consequences, []);
}

#[test]
fn the_difference_is_told_item_by_item_and_rule_by_rule() {
    let desk = half_done();
    let found = desk.register.upgrade("T-1").unwrap().unwrap();
    let told: Vec<(&str, DifferenceKind, &str)> =
        found.differences.iter().map(|one| (one.part, one.kind, one.id.as_str())).collect();
    assert_eq!(
        told,
        [
            ("weighting", DifferenceKind::Changed, "tenth"),
            ("item", DifferenceKind::Reworded, "small.01.purpose"),
            ("item", DifferenceKind::New, "small.01.residents"),
            ("item", DifferenceKind::Changed, "small.02.purpose"),
            ("item", DifferenceKind::Gone, "small.01.neighbours"),
            ("measure", DifferenceKind::New, "1.1.trainees"),
            ("measure", DifferenceKind::Gone, "1.1.apprentices"),
        ]
    );
    let weight = &found.differences[0].changes[0];
    assert_eq!(
        (weight.what, weight.before.as_str(), weight.after.as_str()),
        ("minimum", "10%", "12%")
    );
    assert_eq!(found.kept, [id("small.01.neighbours")]);
    assert_eq!(found.outcomes_gone, ["1.1.apprentices"]);
    let weight = &found.consequences[0];
    assert_eq!((weight.what, found.consequences.len()), ("weight", 1));
    assert!(weight.before.contains("10%") && weight.after.contains("12%"));
}

#[test]
fn a_half_done_tender_moves_with_its_evidence_and_the_journal_tells_what_changed() {
    let mut desk = half_done();
    let before = desk.view();
    let done = upgrade(&mut desk);
    let view = desk.view();
    assert_eq!((view.pack.policy.edition.as_str(), view.newer.is_none()), ("2027", true));
    assert_eq!(view.stages[0].state, StageState::Closed);
    let purpose = view.item(&id("small.01.purpose")).unwrap();
    assert_eq!(
        (purpose.state, purpose.text.as_str()),
        (ItemState::Done, "Write down what this is for")
    );
    assert_eq!(view.item(&id("small.01.residents")).unwrap().state, ItemState::Open);
    let gone = view.item(&id("small.01.neighbours")).unwrap();
    assert_eq!(gone.kept, Some(Kept::Gone));
    assert_eq!((gone.state, gone.required), (ItemState::NotApplicable, false));
    assert_eq!(gone.text, "Ask the neighbours");
    assert_eq!(gone.evidence, before.item(&gone.id).unwrap().evidence);
    assert!(!gone.evidence.is_empty());
    // The weight was within the bounds of the older edition.
    assert_eq!(before.weighting.unwrap().departs, Some(false));
    assert_eq!(view.weighting.unwrap().departs, Some(true));
    let line = desk.register.journal("T-1", 0, 1).unwrap().lines.remove(0);
    assert_eq!(line.sequence, done.sequence);
    assert_eq!(line.said, "moved from edition 2026 to edition 2027 of the policy");
    let detail = line.detail.unwrap();
    assert!(detail.starts_with("2 new, 2 gone, 1 reworded, 2 changed; SHA-256 "), "{detail}");
    assert_eq!(desk.faults(), [""; 0]);
}

#[test]
fn work_on_an_item_that_is_gone_goes_on_and_can_be_undone() {
    let mut desk = half_done();
    upgrade(&mut desk);
    let item = id("small.01.neighbours");
    let piece = desk.view().item(&item).unwrap().evidence[0].uid;
    desk.act(Act::Detach { evidence: piece });
    let last = desk.act(Act::UntickItem { item: item.clone() });
    assert!(desk.view().item(&item).is_none(), "nothing is left to be kept");
    desk.undo(&last).unwrap();
    assert_eq!(desk.view().item(&item).unwrap().state, ItemState::NotApplicable);
}

#[test]
fn moving_is_undone_by_moving_back_also_when_the_older_text_is_nowhere_else() {
    let mut desk = half_done();
    let before = desk.view();
    let done = upgrade(&mut desk);
    desk.tick("small.01.residents");
    desk.undo(&done).unwrap();
    let view = desk.view();
    assert_eq!(view.pack.policy.edition, "2026");
    assert_eq!(view.weighting, before.weighting);
    // What was done meanwhile under the newer edition is not lost.
    let fresh = view.item(&id("small.01.residents")).unwrap();
    assert_eq!((fresh.kept, fresh.state), (Some(Kept::Gone), ItemState::Done));
}

#[test]
fn a_tender_moves_only_within_its_policy_and_only_to_what_is_known() {
    let mut desk = half_done();
    let own = desk.register.upgrade("T-1").unwrap().unwrap().from.sha256;
    let said = |desk: &mut Desk, sha256: &str| {
        let act = Act::UpgradePolicy { sha256: sha256.to_owned() };
        desk.attempt(act).unwrap_err().to_string()
    };
    let entries = desk.entries();
    assert!(said(&mut desk, &own).contains("has that edition of its policy already"));
    assert!(said(&mut desk, "no such").contains("not known here"));
    desk.start("T-2", "nelc", facts(ContractType::Services, "1"));
    let other = desk.register.library().policy("nelc").unwrap().sha256.clone();
    assert!(said(&mut desk, &other).contains("another policy"));
    assert_eq!(desk.entries(), entries + 1);
    upgrade(&mut desk);
    assert_eq!(desk.register.upgrade("T-1").unwrap(), None);
}

#[test]
fn a_policy_does_not_differ_from_itself() {
    for policy in super::POLICIES {
        let pack = super::policy(policy);
        assert_eq!(differences(pack, pack), [], "{policy}");
    }
}

#[test]
fn the_built_in_policies_differ_from_another_edition_in_what_was_changed() {
    for policy in super::POLICIES {
        let mut desk = Desk::new();
        desk.start("T-1", policy, facts(ContractType::Services, "1"));
        desk.put_policy(policy, &another_edition(policy));
        let found = desk.register.upgrade("T-1").unwrap().unwrap();
        let kinds: Vec<DifferenceKind> = found.differences.iter().map(|one| one.kind).collect();
        assert_eq!(kinds, [DifferenceKind::New, DifferenceKind::Gone, DifferenceKind::Gone]);
    }
}
