//! What differs between two editions of a policy, item by item and rule by rule.

use std::fmt;

use serde::Serialize;

use crate::policy::condition::Condition;
use crate::policy::determine::Determination;
use crate::policy::pack::{Item, Outcome, Pack, WeightingRule};

/// One thing that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// What sort of thing it is: an item, a weighting, an outcome ...
    pub part: &'static str,
    /// How it differs.
    pub kind: DifferenceKind,
    /// Its name within the pack.
    pub id: String,
    /// What it says, in the newer edition where it is there.
    pub text: String,
    /// What of it is another now.
    pub changes: Vec<Changed>,
}

/// How a thing differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DifferenceKind {
    /// Only the newer edition has it.
    New,
    /// Only the older edition has it.
    Gone,
    /// It is said in other words.
    Reworded,
    /// It holds for other facts, or asks for something else.
    Changed,
}

/// One side of a thing, before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Changed {
    /// Which side.
    pub what: &'static str,
    /// How it was.
    pub before: String,
    /// How it is now.
    pub after: String,
}

impl fmt::Display for DifferenceKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::New => "new",
            Self::Gone => "gone",
            Self::Reworded => "reworded",
            Self::Changed => "changed",
        })
    }
}

/// One side of a thing: what it is called, whether it is a rule, and what it says.
struct Side(&'static str, bool, String);

/// A side that decides something.
const fn rule(what: &'static str, says: String) -> Side {
    Side(what, true, says)
}

/// A side that only explains.
fn words(what: &'static str, says: &str) -> Side {
    Side(what, false, says.to_owned())
}

/// A part of a pack with its things.
type Part = (&'static str, Vec<Thing>);

/// A thing of a pack as it is compared.
struct Thing {
    id: String,
    text: String,
    sides: Vec<Side>,
}

/// What differs between an older and a newer edition, in the order of a pack's parts.
pub fn differences(old: &Pack, new: &Pack) -> Vec<Difference> {
    let mut found = Vec::new();
    let (old, new) = (parts(old), parts(new));
    for ((part, old), (_, new)) in old.iter().zip(&new) {
        compare(part, old, new, &mut found);
    }
    found
}

/// What becomes another requirement of the same facts.
pub fn consequences(before: &Determination, after: &Determination) -> Vec<Changed> {
    let lines = |found: &Determination| -> Vec<(&'static str, String)> {
        let roles = found.sign_off.iter().map(|sign_off| {
            let certain = if sign_off.needs.is_empty() { "" } else { " (not certain yet)" };
            format!("{}{certain}", sign_off.role)
        });
        let weight = found.weighting.as_ref().map(|weighting| {
            let mut words = weighting.words();
            if weighting.justification {
                words.push_str(", with a justification");
            }
            words
        });
        let questions = found.questions.iter().map(|question| question.ask.to_owned());
        let tensions = found.tensions.iter().map(|tension| tension.clauses.join(" against "));
        vec![
            ("social value", found.social_value.words()),
            ("weight", weight.unwrap_or_else(|| "no figure".to_owned())),
            ("sign-off", list(roles)),
            ("required items", found.required_words()),
            ("clauses that disagree", list(tensions)),
            ("open questions", list(questions)),
        ]
    };
    let pairs = lines(before).into_iter().zip(lines(after));
    pairs
        .filter(|(before, after)| before != after)
        .map(|((what, before), (_, after))| Changed { what, before, after })
        .collect()
}

fn compare(part: &'static str, old: &[Thing], new: &[Thing], found: &mut Vec<Difference>) {
    for thing in new {
        let Some(before) = old.iter().find(|other| other.id == thing.id) else {
            found.push(difference(part, DifferenceKind::New, thing, Vec::new()));
            continue;
        };
        let sides = before.sides.iter().zip(&thing.sides);
        let differing: Vec<(&Side, &Side)> = sides.filter(|(was, is)| was.2 != is.2).collect();
        if differing.is_empty() {
            continue;
        }
        let decides = differing.iter().any(|(was, _)| was.1);
        let kind = if decides { DifferenceKind::Changed } else { DifferenceKind::Reworded };
        let changes = differing.into_iter().map(|(was, is)| Changed {
            what: was.0,
            before: was.2.clone(),
            after: is.2.clone(),
        });
        found.push(difference(part, kind, thing, changes.collect()));
    }
    for thing in old.iter().filter(|thing| !new.iter().any(|other| other.id == thing.id)) {
        found.push(difference(part, DifferenceKind::Gone, thing, Vec::new()));
    }
}

fn difference(
    part: &'static str,
    kind: DifferenceKind,
    thing: &Thing,
    changes: Vec<Changed>,
) -> Difference {
    Difference { part, kind, id: thing.id.clone(), text: thing.text.clone(), changes }
}

macro_rules! things {
    ($list:expr, $one:ident, $id:expr, $text:expr, [$($side:expr),* $(,)?]) => {
        $list.iter().map(|$one| Thing {
            id: $id.to_string(),
            text: $text.to_string(),
            sides: vec![$($side),*],
        }).collect()
    };
}

mod after;

/// Everything in a pack that an officer can meet, by part.
fn parts(pack: &Pack) -> Vec<Part> {
    let mut parts = rules(pack);
    parts.push(("item", pack.items.iter().map(item).collect()));
    parts.extend(of_statute(pack));
    parts.extend(sought(pack));
    parts.extend(after::of_policy(pack));
    parts.extend(after::of_suppliers(pack));
    parts.extend(after::of_statute(pack));
    parts.extend(texts(pack));
    for (_, things) in &mut parts {
        tell_apart(things);
    }
    parts
}

/// Gives those that share an id, such as two rules for one role, a number each.
fn tell_apart(things: &mut [Thing]) {
    for at in (1..things.len()).rev() {
        let same = things[..at].iter().filter(|other| other.id == things[at].id).count();
        if same > 0 {
            things[at].id = format!("{}, {}", things[at].id, same + 1);
        }
    }
}

/// What decides on a tender.
fn rules(pack: &Pack) -> Vec<Part> {
    let header = [&pack.policy];
    vec![
        (
            "policy",
            things!(
                header,
                one,
                "policy",
                one.title,
                [
                    words("title", &one.title),
                    words("authority", &one.authority),
                    words("source", &one.source),
                    rule("draft", one.draft.to_string()),
                    rule("value basis", format!("{:?}", one.value_basis)),
                    rule("begins", text(one.begins.as_ref())),
                    words("review", &text(one.review.as_ref())),
                ]
            ),
        ),
        (
            "scope",
            things!(
                pack.scope,
                one,
                one.id,
                one.why,
                [
                    rule("status", one.status.to_string()),
                    rule("when", condition(&one.when)),
                    words("why", &one.why),
                    words("clause", &one.clause),
                ]
            ),
        ),
        ("weighting", pack.weighting.iter().map(weighting).collect()),
        (
            "sign-off",
            things!(
                pack.sign_off,
                one,
                format!("{} ({})", one.role, one.clause),
                one.why,
                [rule("when", condition(&one.when)), words("why", &one.why),]
            ),
        ),
        (
            "opt-out",
            things!(
                pack.opt_out,
                one,
                "opt-out",
                one.says,
                [
                    words("says", &one.says),
                    words("clause", &one.clause),
                    rule("needs", one.needs.join("; ")),
                ]
            ),
        ),
        (
            "tension",
            things!(
                pack.tensions,
                one,
                one.id,
                one.text,
                [
                    rule("when", condition(&one.when)),
                    words("clauses", &one.clauses.join("; ")),
                    words("text", &one.text),
                    rule("applied", one.applied.clone()),
                ]
            ),
        ),
    ]
}

/// What only the statute carries.
fn of_statute(pack: &Pack) -> Vec<Part> {
    vec![
        (
            "threshold",
            things!(
                pack.thresholds,
                one,
                format!(
                    "{}, {}, {} from {}",
                    list(one.contract_type.iter().map(ToString::to_string)),
                    list(one.authority.iter().flatten().map(ToString::to_string)),
                    list(one.regime.iter().flatten().map(ToString::to_string)),
                    one.from
                ),
                one.amount,
                [rule("amount", one.amount.to_string()), rule("to", one.to.to_string())]
            ),
        ),
        (
            "time limit",
            things!(
                pack.deadlines,
                one,
                one.id,
                one.text,
                [
                    words("text", &one.text),
                    rule("from", one.from.to_string()),
                    rule("period", format!("{}, {:?}", one.period, one.counting)),
                    rule("bounds", text(one.bounds.as_ref())),
                    rule("relation", text(one.relation.as_ref())),
                    rule("when", condition(&one.when)),
                    words("clause", &one.clause),
                ]
            ),
        ),
        (
            "test of a small firm",
            things!(pack.sme, one, "sme", one.words(), [rule("test", one.words())]),
        ),
    ]
}

/// What is sought, and how it is counted.
fn sought(pack: &Pack) -> Vec<Part> {
    let outcomes: Vec<&Outcome> =
        pack.objectives.iter().flat_map(|objective| &objective.outcomes).collect();
    let measures: Vec<_> = outcomes.iter().flat_map(|outcome| &outcome.measures).collect();
    vec![
        (
            "objective",
            things!(
                pack.objectives,
                one,
                one.id,
                one.title,
                [
                    words("title", &one.title),
                    words("says", &text(one.says.as_ref())),
                    words("clause", &one.clause),
                ]
            ),
        ),
        (
            "outcome",
            things!(
                outcomes,
                one,
                one.id,
                one.title,
                [
                    words("title", &one.title),
                    words("says", &text(one.says.as_ref())),
                    words("clause", &one.clause),
                ]
            ),
        ),
        (
            "measure",
            things!(
                measures,
                one,
                one.id,
                one.text,
                [
                    words("text", &one.text),
                    rule("unit", text(one.unit.as_ref())),
                    rule("over time", one.over_time.to_string()),
                ]
            ),
        ),
    ]
}

/// What else an officer reads.
fn texts(pack: &Pack) -> Vec<Part> {
    vec![
        (
            "theme",
            things!(
                pack.themes,
                one,
                one.id,
                one.title,
                [words("title", &one.title), words("says", &text(one.says.as_ref())),]
            ),
        ),
        (
            "expectation",
            things!(pack.expectations, one, one.id, one.text, [words("text", &one.text)]),
        ),
        (
            "silence",
            things!(
                pack.silences,
                one,
                format!("stage {}", one.stage),
                one.says,
                [words("says", &one.says),]
            ),
        ),
        ("clause", things!(pack.clauses, one, one.reference, one.says, [words("says", &one.says)])),
    ]
}

fn item(one: &Item) -> Thing {
    Thing {
        id: one.id.to_string(),
        text: one.text.clone(),
        sides: vec![
            words("text", &one.text),
            words("guidance", &one.guidance),
            words("evidence", &one.evidence),
            words("clause", &one.clause),
            rule("stage", one.stage.to_string()),
            rule("required", one.required.to_string()),
            rule("when", condition(&one.when)),
            rule(
                "required when",
                one.required_when.as_ref().map_or_else(|| "as listed".to_owned(), condition),
            ),
            rule("origin", format!("{:?}", one.origin)),
            words("notice", &text(one.notice.as_ref())),
        ],
    }
}

fn weighting(one: &WeightingRule) -> Thing {
    Thing {
        id: one.id.clone(),
        text: one.why.clone(),
        sides: vec![
            rule("minimum", text(one.minimum.as_ref())),
            rule("maximum", text(one.maximum.as_ref())),
            rule("choices", list(one.choices.iter().map(ToString::to_string))),
            rule("base", text(one.base.as_ref())),
            rule("when", condition(&one.when)),
            rule("decided by", text(one.decided_by.as_ref())),
            rule("justification", one.justification.to_string()),
            rule("adjustable", one.adjustable.to_string()),
            rule("until known", one.until_known.to_string()),
            words("why", &one.why),
            words("clause", &one.clause),
        ],
    }
}

fn text<T: ToString>(given: Option<&T>) -> String {
    given.map_or_else(|| "none".to_owned(), ToString::to_string)
}

fn list(given: impl Iterator<Item = String>) -> String {
    let given: Vec<String> = given.collect();
    if given.is_empty() { "none".to_owned() } else { given.join("; ") }
}

/// A condition in words: “for services; value over £100,000.00”.
fn condition(when: &Condition) -> String {
    fn any<T: ToString>(lead: &str, given: Option<&Vec<T>>) -> Option<String> {
        let words: Vec<String> = given?.iter().map(ToString::to_string).collect();
        Some(format!("{lead} {}", words.join(" or ")))
    }
    fn one<T: ToString>(lead: &str, given: Option<&T>) -> Option<String> {
        given.map(|given| format!("{lead} {}", given.to_string()))
    }
    let yes = |lead: &str, given: Option<bool>| {
        given.map(|yes| format!("{lead}: {}", if yes { "yes" } else { "no" }))
    };
    let all = [
        any("for", when.contract_type.as_ref()),
        one("value over", when.value_over.as_ref()),
        one("value at least", when.value_at_least.as_ref()),
        one("value up to", when.value_up_to.as_ref()),
        one("value below", when.value_below.as_ref()),
        yes("advertised", when.advertised),
        yes("key provider", when.key_provider),
        yes("above the statutory threshold", when.above_statutory_threshold),
        any("social value", when.social_value.as_ref()),
        any("impact", when.impact.as_ref()),
        one("objectives at least", when.objectives_at_least.as_ref()),
        one("objectives below", when.objectives_below.as_ref()),
        any("needs", when.needs.as_ref()),
        any("buyer", when.authority.as_ref()),
        any("rules", when.regime.as_ref()),
        any("procedure", when.route.as_ref()),
        yes("framework set up", when.framework),
        yes("market engagement held", when.engagement),
        any("tendering", when.tendering.as_ref()),
        one("commences from", when.commences_from.as_ref()),
        one("commences before", when.commences_before.as_ref()),
    ];
    let parts: Vec<String> = all.into_iter().flatten().collect();
    if parts.is_empty() { "always".to_owned() } else { parts.join("; ") }
}
