//! What holds for every built-in pack, and that no item id is ever lost.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use rstest::rstest;
use tenderbook::domain::StageNo;
use tenderbook::policy::{Condition, Origin, Pack, bundled};
use tenderbook::register::Library;

use super::{POLICIES, package, policy, stage, statute};

#[rstest::fixture]
fn all() -> Vec<&'static Pack> {
    POLICIES.into_iter().map(policy).collect()
}

#[rstest]
fn the_five_policies_and_the_statute_are_built_in(all: Vec<&'static Pack>) {
    let library = Library::default();
    assert_eq!(library.faults(), []);
    assert_eq!(library.policies().len(), all.len());
    assert_eq!(library.overlay().unwrap().pack.policy.id, "england");
}

#[test]
fn what_is_built_in_is_what_stands_in_the_files() {
    for (file, packed) in bundled::POLICIES.iter().chain([&bundled::ENGLAND]) {
        let path = package().join("policies").join(file);
        assert!(packed.text() == fs::read_to_string(path).unwrap(), "{file} differs");
    }
}

#[rstest]
fn item_ids_are_unique_and_name_their_policy_and_stage(all: Vec<&'static Pack>) {
    for pack in all {
        let mut seen = BTreeSet::new();
        for item in &pack.items {
            assert!(seen.insert(item.id.clone()), "{} stands twice", item.id);
            assert_eq!(item.id.source(), pack.policy.id);
            assert_eq!(item.id.stage(), Some(item.stage), "{}", item.id);
        }
    }
}

#[rstest]
fn a_pack_has_25_to_60_items_of_its_policy_and_required_ones_among_them(all: Vec<&'static Pack>) {
    for pack in all {
        let count = pack.items.iter().filter(|item| item.origin == Origin::Policy).count();
        assert!((25..=60).contains(&count), "{} has {count} items", pack.policy.id);
        let required = pack.items.iter().filter(|item| item.required).count();
        assert!(required >= 10, "{} has {required} required items", pack.policy.id);
    }
}

#[rstest]
fn every_stage_has_items_or_says_that_the_policy_is_silent(all: Vec<&'static Pack>) {
    for pack in all {
        for stage in StageNo::all() {
            let from_policy = pack.items_of(stage).any(|item| item.origin == Origin::Policy);
            let silent = pack.silence(stage).is_some_and(|silence| !silence.says.is_empty());
            assert!(from_policy != silent, "{} stage {stage}", pack.policy.id);
        }
    }
}

#[test]
fn cumbria_says_that_its_policy_sets_no_action_for_logistics() {
    let pack = policy("cumbria");
    assert!(pack.items_of(stage(10)).all(|item| item.origin == Origin::GoodPractice));
    assert!(pack.silence(stage(10)).is_some());
    assert_eq!(pack.silences.len(), 1);
}

#[rstest]
fn a_policy_that_is_silent_on_logistics_offers_good_practice_instead(all: Vec<&'static Pack>) {
    let silent: Vec<&str> = all
        .iter()
        .filter(|pack| pack.silence(stage(10)).is_some())
        .map(|pack| pack.policy.id.as_str())
        .collect();
    assert_eq!(silent, ["cumbria", "lancashire-opcc", "lancashire-county", "nelc"]);
    for pack in all.iter().filter(|pack| pack.silence(stage(10)).is_some()) {
        let names: Vec<&str> = pack
            .items_of(stage(10))
            .map(|item| item.id.as_str().rsplit('.').next().unwrap())
            .collect();
        assert_eq!(names, ["delivery", "storage", "receipt"], "{}", pack.policy.id);
    }
}

#[rstest]
fn every_item_is_one_short_sentence_with_guidance_and_evidence(all: Vec<&'static Pack>) {
    for item in all.iter().flat_map(|pack| &pack.items) {
        let id = &item.id;
        let length = item.text.chars().count();
        assert!((1..=120).contains(&length), "{id}: {length} characters");
        assert!(!item.text.contains('\n'), "{id}");
        assert!(!item.guidance.trim().is_empty(), "{id} has no guidance");
        assert!(!item.evidence.trim().is_empty(), "{id} has no evidence");
        assert!(!(item.required && item.origin == Origin::GoodPractice), "{id}");
    }
}

/// Every reference to a clause in a pack, with the place that makes it.
fn references(pack: &Pack) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    let mut note = |place: &str, clause: &str| found.push((place.to_owned(), clause.to_owned()));
    for rule in &pack.scope {
        note(&rule.id, &rule.clause);
    }
    for rule in &pack.weighting {
        note(&rule.id, &rule.clause);
    }
    for rule in &pack.sign_off {
        note(&rule.role, &rule.clause);
    }
    for tension in &pack.tensions {
        for clause in &tension.clauses {
            note(&tension.id, clause);
        }
    }
    if let Some(opt_out) = &pack.opt_out {
        note("opt_out", &opt_out.clause);
    }
    for target in &pack.targets {
        note(&target.id, &target.clause);
    }
    for kpi in &pack.kpis {
        note(&kpi.id, &kpi.clause);
    }
    for class in &pack.size_classes {
        note(&class.name, &class.clause);
    }
    for theme in &pack.themes {
        note(&theme.id, &theme.clause);
    }
    for objective in &pack.objectives {
        note(&objective.id, &objective.clause);
        if let Some(indicators) = &objective.indicators {
            note(&objective.id, &indicators.clause);
        }
        for outcome in &objective.outcomes {
            note(&outcome.id, &outcome.clause);
        }
    }
    for expectation in &pack.expectations {
        note(&expectation.id, &expectation.clause);
    }
    if let Some(scheme) = &pack.supplier_status {
        note("supplier_status", &scheme.clause);
    }
    for area in &pack.local {
        note(&area.id, &area.clause);
    }
    if let Some(review) = &pack.contract_review {
        note("contract review", &review.clause);
    }
    for risk in &pack.slavery_risks {
        if let Some(clause) = &risk.clause {
            note(&risk.id, clause);
        }
    }
    if let Some(kpis) = &pack.contract_kpis {
        note("contract indicators", &kpis.clause);
        kpis.ratings.iter().for_each(|rating| note(&rating.name, &rating.clause));
    }
    if let Some(statement) = &pack.slavery_statement {
        note("modern slavery statement", &statement.clause);
    }
    for limit in &pack.change_limits {
        note(&limit.id, &limit.clause);
    }
    for silence in &pack.silences {
        note(silence.stage.name(), &silence.clause);
    }
    for item in &pack.items {
        note(item.id.as_str(), &item.clause);
    }
    for threshold in &pack.thresholds {
        note("threshold", &threshold.clause);
    }
    if let Some(clause) = &pack.policy.review_clause {
        note("review", clause);
    }
    found
}

#[rstest]
fn every_clause_that_is_named_is_listed_and_says_something(all: Vec<&'static Pack>) {
    for pack in all.into_iter().chain([statute()]) {
        for (place, reference) in references(pack) {
            let id = &pack.policy.id;
            assert!(!reference.trim().is_empty(), "{id}: {place} names no clause");
            let named = reference.split(';').count();
            let listed = pack.clauses_of(&reference).filter(|clause| !clause.says.is_empty());
            assert_eq!(listed.count(), named, "{id}: {place} names “{reference}”");
        }
    }
}

#[rstest]
fn every_listed_clause_carries_something(all: Vec<&'static Pack>) {
    for pack in all {
        let used: BTreeSet<String> = references(pack)
            .iter()
            .flat_map(|(_, reference)| reference.split(';').map(|one| one.trim().to_owned()))
            .collect();
        let idle: Vec<&str> = pack
            .clauses
            .iter()
            .map(|clause| clause.reference.as_str())
            .filter(|reference| !used.contains(*reference))
            .collect();
        // Background that obliges nobody may stand alone, but not most of the source.
        assert!(idle.len() * 3 <= pack.clauses.len(), "{}: {idle:?}", pack.policy.id);
    }
}

#[rstest]
fn every_rule_of_a_pack_can_be_reached(all: Vec<&'static Pack>) {
    for pack in all {
        let always = |when: &Condition| when.is_always();
        let first = pack.scope.iter().position(|rule| always(&rule.when));
        assert_eq!(first, Some(pack.scope.len() - 1), "{}", pack.policy.id);
        if let Some(at) = pack.weighting.iter().position(|rule| always(&rule.when)) {
            assert_eq!(at, pack.weighting.len() - 1, "{}", pack.policy.id);
        }
    }
}

fn fixture(policy: &str) -> PathBuf {
    package().join("tests/fixtures/item-ids").join(format!("{policy}.txt"))
}

/// The ids that a pack has had: a register may hold any of them, so none may go.
#[rstest]
fn no_item_id_is_ever_lost(all: Vec<&'static Pack>) {
    for pack in all {
        let file = fixture(&pack.policy.id);
        let known = fs::read_to_string(&file).unwrap_or_else(|error| {
            panic!("{}: {error}; make it with the ignored test beside this one", file.display())
        });
        let now: BTreeSet<&str> = pack.items.iter().map(|item| item.id.as_str()).collect();
        let lost: Vec<&str> = known.lines().filter(|id| !now.contains(id)).collect();
        assert!(
            lost.is_empty(),
            "{} has lost {}: a register may hold them; keep the ids and change the texts",
            pack.policy.id,
            lost.join(", ")
        );
        let new: Vec<&str> =
            now.iter().copied().filter(|id| !known.lines().any(|k| k == *id)).collect();
        assert!(
            new.is_empty(),
            "{} has the new items {}: run `cargo test -- --ignored write_down_the_item_ids`",
            pack.policy.id,
            new.join(", ")
        );
    }
}

/// Adds the ids of new items to the lists. Run it by name when a pack has grown.
#[rstest]
#[ignore = "writes the lists that the test above holds the packs against"]
fn write_down_the_item_ids(all: Vec<&'static Pack>) {
    for pack in all {
        let file = fixture(&pack.policy.id);
        let known = fs::read_to_string(&file).unwrap_or_default();
        let mut ids: BTreeSet<&str> = known.lines().collect();
        ids.extend(pack.items.iter().map(|item| item.id.as_str()));
        let lines: Vec<&str> = ids.into_iter().collect();
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, lines.join("\n") + "\n").unwrap();
    }
}
