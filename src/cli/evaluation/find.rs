//! Finding what is meant: lots, sections, questions, bids, evaluators and measures, by what people
//! see of them.

use uuid::Uuid;

use crate::cli::failure::{Failure, Result};
use crate::cli::pick::{Kind, Known, pick};
use crate::domain::evaluation::{Bid, Evaluator, LotNo, Question, Section};
use crate::register::{EvaluationView, Fault};

/// Whether a text is the uid of something.
fn as_uid(given: &str) -> Option<Uuid> {
    Uuid::try_parse(given.trim()).ok()
}

fn lots(view: &EvaluationView) -> Vec<Known<LotNo>> {
    let lots = view.evaluation.lots.iter();
    lots.map(|(number, lot)| Known {
        it: *number,
        uid: String::new(),
        number: Some(number.to_string()),
        name: lot.title.clone().unwrap_or_default(),
    })
    .collect()
}

/// The lot that is meant: the one that is named, or the only one there is, or the one that
/// something belongs to whose uid is given.
pub(super) fn lot(view: &EvaluationView, given: Option<&str>, named: &[&str]) -> Result<LotNo> {
    let of = &view.evaluation;
    if of.lots.is_empty() {
        return Err(Failure::Fault(Fault::NotFound {
            message: format!("{} has no award criteria yet.", view.reference),
            hint: Some(format!(
                "“tenderbook evaluation begin {}” begins them, from the weight of social value that the policy asks for.",
                view.reference
            )),
        }));
    }
    if let Some(given) = given {
        let kind = Kind { one: "lot", many: "lots", none: "" };
        return pick(kind, given, lots(view));
    }
    let mut numbers = of.lots.keys();
    if let (Some(only), None) = (numbers.next(), numbers.next()) {
        return Ok(*only);
    }
    let of_uid = |uid: Uuid| {
        let bid = of.bids.get(&uid).map(|bid| bid.lot);
        let section = of.sections.get(&uid).map(|(lot, _)| *lot);
        bid.or(section).or_else(|| of.lot_of_question(uid))
    };
    if let Some(lot) = named.iter().filter_map(|given| as_uid(given)).find_map(of_uid) {
        return Ok(lot);
    }
    let names: Vec<String> = lots(view).iter().map(Known::words).collect();
    Err(Failure::usage(
        "The tender has several lots, and which one is meant is not said.",
        format!("Add --lot with its number: {}.", names.join("; ")),
    ))
}

/// A section, by its number or title.
pub(super) fn section<'a>(
    view: &'a EvaluationView,
    lot: LotNo,
    given: &str,
) -> Result<&'a Section> {
    let kind =
        Kind {
            one: "section", many: "sections", none: "“evaluation section add” adds the first."
        };
    let all = (1..).zip(view.evaluation.sections_of(lot));
    let all = all.map(|(number, section)| Known {
        it: section,
        uid: section.uid.to_string(),
        number: Some(number.to_string()),
        name: section.title.clone(),
    });
    pick(kind, given, all.collect())
}

/// A question, by its number or title.
pub(super) fn question<'a>(
    view: &'a EvaluationView,
    lot: LotNo,
    given: &str,
) -> Result<&'a Question> {
    let kind = Kind {
        one: "question",
        many: "questions",
        none: "“evaluation question add” adds the first.",
    };
    let all = view.evaluation.numbered(lot).into_iter().map(|(number, _, question)| Known {
        it: question,
        uid: question.uid.to_string(),
        number: Some(number),
        name: question.title.clone(),
    });
    pick(kind, given, all.collect())
}

/// A bid, by its supplier.
pub(super) fn bid<'a>(view: &'a EvaluationView, lot: LotNo, given: &str) -> Result<&'a Bid> {
    let kind =
        Kind { one: "bid of", many: "bids", none: "“evaluation bid add” records the first." };
    let all = view.evaluation.bids_for(lot).map(|bid| Known {
        it: bid,
        uid: bid.uid.to_string(),
        number: None,
        name: bid.supplier.clone(),
    });
    pick(kind, given, all.collect())
}

/// An evaluator, by name.
pub(super) fn evaluator<'a>(view: &'a EvaluationView, given: &str) -> Result<&'a Evaluator> {
    let kind = Kind {
        one: "evaluator",
        many: "evaluators",
        none: "“evaluation evaluator add” names the first.",
    };
    let all = view.evaluation.evaluators.values().map(|evaluator| Known {
        it: evaluator,
        uid: evaluator.uid.to_string(),
        number: None,
        name: evaluator.name.clone(),
    });
    pick(kind, given, all.collect())
}

/// The name of a scale of a lot, as it was written.
pub(super) fn scale(view: &EvaluationView, lot: LotNo, given: &str) -> Result<String> {
    let kind =
        Kind { one: "scale", many: "scales", none: "“evaluation scale add” writes the first." };
    let names = view.evaluation.scales.keys().filter(|(of, _)| *of == lot);
    let all = names.map(|(_, name)| Known {
        it: name.clone(),
        uid: String::new(),
        number: None,
        name: name.clone(),
    });
    pick(kind, given, all.collect())
}

/// The id of an outcome or measure: of the policy, or of one's own; by id, its last part or words.
pub(super) fn measure(view: &EvaluationView, given: &str) -> Result<String> {
    let wanted = given.trim().to_lowercase();
    let outcomes = view.pack.objectives.iter().flat_map(|objective| &objective.outcomes);
    let mut all: Vec<Known<String>> = Vec::new();
    let mut add = |id: &str, words: &str| {
        all.push(Known {
            it: id.to_owned(),
            uid: id.to_owned(),
            number: Some(id.to_owned()),
            name: words.to_owned(),
        });
    };
    for (id, own) in &view.evaluation.measures {
        add(id, &own.text);
    }
    for outcome in outcomes {
        add(&outcome.id, &outcome.title);
        for measure in &outcome.measures {
            add(&measure.id, &measure.text);
        }
    }
    // A bare number is the end of many ids and means none of them.
    let named = wanted.chars().any(char::is_alphabetic);
    let last = |known: &&Known<String>| {
        let last = known.it.rsplit('.').next();
        named && last.is_some_and(|last| last.to_lowercase() == wanted)
    };
    let mut by_last = all.iter().filter(last);
    let exact = all.iter().any(|known| known.it.to_lowercase() == wanted);
    if let (Some(only), None, false) = (by_last.next(), by_last.next(), exact) {
        return Ok(only.it.clone());
    }
    let kind = Kind {
        one: "outcome or measure",
        many: "outcomes or measures",
        none: "“evaluation measure add” writes one of your own.",
    };
    pick(kind, given, all)
}
