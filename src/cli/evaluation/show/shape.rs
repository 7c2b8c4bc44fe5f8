//! The evaluation as programs are given it; `docs/evaluation-json.md` describes each part.
//!
//! Lists are flat, and each line names its lot, so that the shape is the same with one lot and
//! with many. What is hidden is absent, and named under `hidden`.

use serde::Serialize;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::cli::evaluation::bid::clarifications;
use crate::cli::evaluation::show::scores::{Answered, answered};
use crate::domain::Reference;
use crate::domain::evaluation::{
    Bid, Exact, Failure, LotNo, Oddity, Otherwise, ROUNDING, Section, SectionKind, SectionTally,
    Tally, sums,
};
use crate::register::{EvaluationView, LotView};

pub(in crate::cli::evaluation) use crate::cli::write::{Figure, figure};

fn perhaps(exact: Option<&Exact>) -> Option<Figure> {
    exact.map(figure)
}

fn number(decimal: rust_decimal::Decimal) -> String {
    decimal.normalize().to_string()
}

/// The whole evaluation, or that of some lots.
#[derive(Serialize)]
pub(super) struct Shown<'a> {
    reference: &'a Reference,
    title: &'a str,
    state: crate::domain::ProcurementState,
    version: i64,
    rounding: &'static str,
    lots: Vec<Value>,
    criteria: Vec<Value>,
    bids: Vec<Value>,
    evaluators: Vec<Value>,
    measures: Vec<Value>,
    scores: Vec<Value>,
    totals: Vec<Value>,
    ranks: Vec<Value>,
    hidden: Vec<Value>,
}

pub(super) fn shown<'a>(view: &'a EvaluationView, lots: &[LotNo]) -> Shown<'a> {
    let mut shown = Shown {
        reference: &view.reference,
        title: &view.title,
        state: view.state,
        version: view.version,
        rounding: ROUNDING,
        lots: Vec::new(),
        criteria: Vec::new(),
        bids: Vec::new(),
        evaluators: view.evaluation.evaluators.values().map(evaluator).collect(),
        measures: view
            .evaluation
            .measures
            .iter()
            .map(|(id, own)| json!({ "id": id, "text": own.text, "unit": own.unit }))
            .collect(),
        scores: Vec::new(),
        totals: Vec::new(),
        ranks: Vec::new(),
        hidden: Vec::new(),
    };
    for lot in lots {
        add_lot(&mut shown, view, *lot);
    }
    shown
}

fn add_lot(shown: &mut Shown<'_>, view: &EvaluationView, lot: LotNo) {
    let of = &view.evaluation;
    let Some(lot_view) = view.lots.get(&lot) else { return };
    let open = of.prices_are_open(lot);
    if !open && of.bids_for(lot).next().is_some() {
        shown.hidden.push(json!({
            "lot": lot,
            "what": "prices",
            "why": "Prices, the points for price, totals and what follows from them are hidden until every score is agreed.",
        }));
    }
    shown.lots.push(one_lot(view, lot, lot_view, open));
    for (number, section) in (1u16..).zip(of.sections_of(lot)) {
        shown.criteria.push(one_section(view, lot, number, section));
    }
    shown.bids.extend(of.bids_for(lot).map(|bid| one_bid(view, lot, bid, open)));
    for one in answered(of, lot) {
        if !one.open && !one.given.is_empty() {
            shown.hidden.push(json!({
                "lot": lot,
                "what": "individual scores",
                "bid": one.bid.uid,
                "question": one.question.uid,
                "why": "Individual scores are hidden until all evaluators have given theirs.",
            }));
        }
        shown.scores.push(one_score(view, lot, &one));
    }
    for tally in &lot_view.ranking.tallies {
        shown.totals.push(total(view, lot, tally, open));
    }
    shown.ranks.extend(ranks(view, lot));
}

fn evaluator(one: &crate::domain::evaluation::Evaluator) -> Value {
    json!({
        "uid": one.uid,
        "name": one.name,
        "role": one.role,
        "declaration": one.declaration,
        "stood_down": one.stood_down,
        "may_score": one.hindrance().is_none(),
        "hindrance": one.hindrance(),
    })
}

fn one_lot(view: &EvaluationView, lot: LotNo, lot_view: &LotView, open: bool) -> Value {
    let of = &view.evaluation;
    let terms = of.lots.get(&lot).cloned().unwrap_or_default();
    let ranking = &lot_view.ranking;
    let kind = terms.method.kind();
    let scales = of.scales.iter().filter(|((of, _), _)| *of == lot).map(|((_, name), scale)| {
        let marks = scale
            .marks
            .iter()
            .map(|mark| json!({ "score": number(mark.score), "descriptor": mark.descriptor }));
        json!({ "name": name, "marks": marks.collect::<Vec<_>>() })
    });
    let sums = sums(of, lot)
        .into_iter()
        .map(|sum| json!({ "section": sum.section, "sum": number(sum.sum), "off": sum.off() }));
    let steps = view.steps(lot).into_iter().map(|step| {
        json!({ "part": step.part, "done": step.done, "stands": step.stands, "next": step.next })
    });
    let missing: Vec<String> =
        ranking.missing.iter().map(|missing| view.missing_words(missing)).collect();
    let mut shown = json!({
        "lot": lot,
        "title": terms.title,
        "frozen": lot_view.frozen,
        "price_method": {
            "kind": kind,
            "words": terms.method.words(),
            "formula": kind.formula(),
            "figures": terms.method,
        },
        "tie_break": terms.tie_break,
        "low_share": number(terms.low_share.value()),
        "blind": terms.blind,
        "price_hidden": terms.price_hidden,
        "no_local_quote": terms.no_local_quote,
        "scales": scales.collect::<Vec<_>>(),
        "sums": sums.collect::<Vec<_>>(),
        "social_value": lot_view.social.as_ref().map(|social| json!({
            "weight": number(social.weight.value()),
            "asked": social.asked,
            "fault": social.fault,
        })),
        "faults": ranking.faults,
        "missing": missing,
        "quotes": lot_view.quotes,
        "check": of.checks.get(&lot),
        "check_holds": lot_view.check_holds,
        "award": of.awards.get(&lot),
        "commitments": of
            .commitments
            .values()
            .filter(|one| of.bids.get(&one.bid).is_some_and(|bid| bid.lot == lot))
            .collect::<Vec<_>>(),
        "steps": steps.collect::<Vec<_>>(),
    });
    if open && let Value::Object(map) = &mut shown {
        map.insert("lowest_price".to_owned(), json!(ranking.lowest));
        map.insert("low_prices".to_owned(), Value::Array(low_prices(view, lot_view)));
        map.insert("oddities".to_owned(), Value::Array(oddities(view, lot_view)));
    }
    shown
}

fn low_prices(view: &EvaluationView, lot_view: &LotView) -> Vec<Value> {
    let one = |flag: &crate::domain::evaluation::LowPriceFlag| {
        json!({
            "bid": flag.bid,
            "supplier": supplier(view, flag.bid),
            "below_mean": figure(&flag.below_mean),
            "below_median": figure(&flag.below_median),
            "words": view.low_words(flag),
        })
    };
    lot_view.low.iter().map(one).collect()
}

fn oddities(view: &EvaluationView, lot_view: &LotView) -> Vec<Value> {
    let one = |oddity: &Oddity| {
        let (kind, bid) = match oddity {
            Oddity::Zero { bid } => ("zero", bid),
            Oddity::High { bid } => ("high", bid),
            Oddity::LowAnchor { bid } => ("low_anchor", bid),
        };
        json!({ "kind": kind, "bid": bid, "words": view.oddity_words(oddity) })
    };
    lot_view.oddities.iter().map(one).collect()
}

fn one_section(view: &EvaluationView, lot: LotNo, place: u16, section: &Section) -> Value {
    let of = &view.evaluation;
    let questions = (1u16..).zip(of.questions_of(section.uid)).map(|(below, question)| {
        json!({
            "uid": question.uid,
            "number": format!("{place}.{below}"),
            "title": question.title,
            "asks": question.asks,
            "weight": number(question.weight.value()),
            "judged": question.judged,
            "highest": of.scale_of(lot, question).map(|scale| number(scale.highest())),
            "pass_mark": question.pass_mark.map(number),
            "outcome": question.outcome,
        })
    });
    json!({
        "lot": lot,
        "uid": section.uid,
        "number": place.to_string(),
        "title": section.title,
        "kind": section.kind,
        "weight": number(section.weight.value()),
        "pass_mark": section.pass_mark.map(|mark| number(mark.value())),
        "questions": questions.collect::<Vec<_>>(),
    })
}

fn supplier(view: &EvaluationView, bid: Uuid) -> Option<&str> {
    view.evaluation.bids.get(&bid).map(|bid| bid.supplier.as_str())
}

fn one_bid(view: &EvaluationView, lot: LotNo, bid: &Bid, open: bool) -> Value {
    let of = &view.evaluation;
    let answers = of.numbered(lot).into_iter().filter_map(|(number, _, question)| {
        let answer = of.answers.get(&(bid.uid, question.uid))?;
        Some(json!({ "question": question.uid, "number": number, "answer": answer }))
    });
    let offers =
        of.offers.iter().filter(|((of, _), _)| *of == bid.uid).map(|((_, measure), offer)| {
            json!({
                "measure": measure,
                "text": view.evaluation.measures.get(measure).map_or_else(
                    || view.pack.outcome_words(measure).map(str::to_owned),
                    |own| Some(own.text.clone()),
                ),
                "unit": view.measure_unit(measure),
                "quantity": offer.quantity.map(number),
                "words": offer.words,
            })
        });
    let asked = (1usize..).zip(clarifications(view, bid.uid)).map(|(number, one)| {
        json!({
            "uid": one.uid,
            "number": number,
            "asked_on": one.asked_on,
            "asked": one.asked,
            "answered": one.answered,
        })
    });
    let mut shown = json!({
        "lot": lot,
        "uid": bid.uid,
        "supplier": bid.supplier,
        "received": bid.received,
        "late": bid.late,
        "local": bid.local,
        "note": bid.note,
        "takes_part": bid.takes_part(),
        "out": bid.out,
        "answers": answers.collect::<Vec<_>>(),
        "offers": offers.collect::<Vec<_>>(),
        "clarifications": asked.collect::<Vec<_>>(),
    });
    if open && let Value::Object(map) = &mut shown {
        map.insert("price".to_owned(), json!(bid.price));
        map.insert("low_price".to_owned(), json!(of.low_prices.get(&bid.uid)));
    }
    shown
}

fn one_score(view: &EvaluationView, lot: LotNo, one: &Answered<'_>) -> Value {
    let agreed = view.evaluation.consensus.get(&(one.bid.uid, one.question.uid));
    let who = |uid: Uuid, name: &str| json!({ "uid": uid, "name": name });
    let mut shown = json!({
        "lot": lot,
        "bid": one.bid.uid,
        "supplier": one.bid.supplier,
        "question": one.question.uid,
        "number": one.number,
        "scored_by": one.given.iter().map(|(by, _)| who(by.uid, &by.name)).collect::<Vec<_>>(),
        "waiting_for": one.waiting.iter().map(|by| who(by.uid, &by.name)).collect::<Vec<_>>(),
        "agreed": agreed.map(|agreed| json!({
            "score": number(agreed.score),
            "reasons": agreed.reasons,
            "comment": agreed.comment,
            "at": agreed.at,
            "officer": agreed.officer,
        })),
    });
    if one.open
        && let Value::Object(map) = &mut shown
    {
        let individual = one.given.iter().map(|(by, score)| {
            json!({
                "evaluator": by.uid,
                "name": by.name,
                "score": number(score.score),
                "rationale": score.rationale,
            })
        });
        map.insert("individual".to_owned(), Value::Array(individual.collect()));
        map.insert("average".to_owned(), json!(one.average().as_ref().map(figure)));
    }
    shown
}

/// The points of a bid, section by section.
pub(in crate::cli::evaluation) fn total(
    view: &EvaluationView,
    lot: LotNo,
    tally: &Tally,
    open: bool,
) -> Value {
    let sections = (1u16..).zip(&tally.sections).map(|(number, section)| {
        let open = open || section.kind != SectionKind::Price;
        one_tally(view, number, section, open)
    });
    let failures = tally.failures.iter().map(|failure| {
        let (what, uid) = match failure {
            Failure::Question { question, .. } => ("question", question),
            Failure::Section { section, .. } => ("section", section),
        };
        json!({ "of": what, "uid": uid, "words": view.failure_words(failure) })
    });
    let mut shown = json!({
        "lot": lot,
        "bid": tally.bid,
        "supplier": supplier(view, tally.bid),
        "takes_part": tally.takes_part,
        "quality": perhaps(tally.quality.as_ref()),
        "sections": sections.collect::<Vec<_>>(),
        "failures": failures.collect::<Vec<_>>(),
    });
    if open && let Value::Object(map) = &mut shown {
        map.insert("total".to_owned(), json!(perhaps(tally.total.as_ref())));
        map.insert("index".to_owned(), json!(perhaps(tally.index.as_ref())));
    }
    shown
}

fn one_tally(view: &EvaluationView, place: u16, section: &SectionTally, open: bool) -> Value {
    let title = view.evaluation.sections.get(&section.section);
    let questions = (1u16..).zip(&section.questions).map(|(below, scored)| {
        json!({
            "question": scored.question,
            "number": format!("{place}.{below}"),
            "score": scored.score.map(number),
            "of": number(scored.of),
            "points": perhaps(scored.points(section.weight).as_ref()),
        })
    });
    let mut shown = Map::new();
    shown.insert("section".to_owned(), json!(section.section));
    shown.insert("number".to_owned(), json!(place.to_string()));
    shown.insert("title".to_owned(), json!(title.map(|(_, section)| section.title.as_str())));
    shown.insert("kind".to_owned(), json!(section.kind));
    shown.insert("weight".to_owned(), json!(number(section.weight.value())));
    if open {
        shown.insert("points".to_owned(), json!(perhaps(section.points.as_ref())));
    }
    shown.insert("questions".to_owned(), Value::Array(questions.collect()));
    Value::Object(shown)
}

/// The places of a lot, the first before the others.
pub(in crate::cli::evaluation) fn ranks(view: &EvaluationView, lot: LotNo) -> Vec<Value> {
    let Some(lot_view) = view.lots.get(&lot) else { return Vec::new() };
    let placed = lot_view.ranking.tallies.iter().filter_map(|tally| {
        let place = tally.place?;
        Some(json!({
            "lot": lot,
            "rank": place.rank,
            "bid": tally.bid,
            "supplier": supplier(view, tally.bid),
            "tied": place.tied,
            "by_tie_break": place.by_tie_break,
        }))
    });
    placed.collect()
}

/// Who would be first otherwise.
pub(in crate::cli::evaluation) fn otherwise(view: &EvaluationView, one: &Otherwise) -> Value {
    json!({
        "under": one.under,
        "first": bids(view, &one.first),
        "margin": perhaps(one.margin.as_ref()),
        "note": one.note,
    })
}

/// Bids by uid and supplier.
pub(in crate::cli::evaluation) fn bids(view: &EvaluationView, uids: &[Uuid]) -> Vec<Value> {
    let one = |uid: &Uuid| json!({ "bid": uid, "supplier": supplier(view, *uid) });
    uids.iter().map(one).collect()
}
