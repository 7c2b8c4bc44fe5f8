//! Award criteria, bids, scores and the result of an evaluation.

use crate::domain::evaluation::{Exact, Judged, LotNo, PriceMethod, SectionKind};
use crate::domain::text::visible;
use crate::register::{EvaluationView, Result};
use crate::report::document::{Cell, Table};
use crate::report::lists::{NOT_RECORDED, Reading, columns, known, words, yes};

/// What is said of a price, and of what follows from it, while it is hidden.
const HIDDEN: &str = "hidden until every score is agreed";

/// Points as they are shown, or nothing.
fn points(exact: Option<&Exact>) -> Cell {
    let shown = exact.map(|exact| exact.rounded(2));
    shown.map_or(Cell::Empty, |text| text.parse().map_or(Cell::Text(text), Cell::Number))
}

/// The number of a lot, and what it is called.
fn lot(view: &EvaluationView, lot: LotNo) -> Cell {
    view.evaluation.lot_words(lot).into()
}

impl Reading<'_> {
    pub(super) fn criteria(&self, reference: &str) -> Result<Table> {
        let view = self.register.evaluation(reference)?;
        let of = &view.evaluation;
        let mut table = columns(&[
            "Lot",
            "Number",
            "Section or question",
            "Title",
            "Kind",
            "What is asked",
            "#Weight, % of the whole or of its section",
            "Scored from",
            "Pass mark",
            "Outcome or measure of the policy",
        ]);
        for (number, terms) in &of.lots {
            for (at, section) in of.sections_of(*number).into_iter().enumerate() {
                let scored = match section.kind {
                    SectionKind::Price => terms.method.words(),
                    _ => "its questions".to_owned(),
                };
                table.push([
                    lot(&view, *number),
                    (at + 1).to_string().into(),
                    "section".into(),
                    section.title.as_str().into(),
                    section.kind.words().into(),
                    Cell::Empty,
                    section.weight.value().into(),
                    scored.into(),
                    section.pass_mark.map(|mark| format!("{mark} of its points")).into(),
                    Cell::Empty,
                ]);
                for (below, question) in of.questions_of(section.uid).into_iter().enumerate() {
                    let scored = match &question.judged {
                        Judged::Scale { scale } => format!("the scale “{}”", visible(scale)),
                        Judged::Offer { measure } => {
                            format!("the offer of “{}”", view.measure_words(measure))
                        }
                    };
                    let outcome = question.outcome.as_deref().map(|id| view.measure_words(id));
                    table.push([
                        lot(&view, *number),
                        format!("{}.{}", at + 1, below + 1).into(),
                        "question".into(),
                        question.title.as_str().into(),
                        section.kind.words().into(),
                        words(question.asks.as_ref()),
                        question.weight.value().into(),
                        scored.into(),
                        question.pass_mark.map(|mark| mark.normalize().to_string()).into(),
                        outcome.into(),
                    ]);
                }
            }
        }
        Ok(table)
    }

    pub(super) fn bids(&self, reference: &str) -> Result<Table> {
        let view = self.register.evaluation(reference)?;
        let of = &view.evaluation;
        let mut table = columns(&[
            "Lot",
            "Supplier",
            "#Price, whole life, excluding VAT",
            "Received",
            "Late",
            "Local",
            "Takes part",
            "What became of it",
            "Why",
            "Clause or ground",
            "What it offers",
            "Low price",
            "Note",
        ]);
        for number in of.lots.keys() {
            let open = of.prices_are_open(*number);
            for bid in of.bids_for(*number) {
                let offers: Vec<String> = of
                    .offers
                    .iter()
                    .filter(|((of_bid, _), _)| *of_bid == bid.uid)
                    .map(|((_, measure), offer)| offer_words(&view, measure, offer))
                    .collect();
                let low = view.lots.get(number).into_iter().flat_map(|stands| &stands.low);
                let low = low.filter(|flag| open && flag.bid == bid.uid);
                let low: Vec<String> = low.map(|flag| view.low_words(flag)).collect();
                let out = bid.out.as_ref();
                table.push([
                    lot(&view, *number),
                    bid.supplier.as_str().into(),
                    if open { bid.price.into() } else { HIDDEN.into() },
                    words(bid.received.as_ref()),
                    yes(bid.late),
                    known(bid.local),
                    yes(bid.takes_part()),
                    out.map(|out| out.kind.words()).into(),
                    out.map(|out| out.reason.as_str()).into(),
                    words(out.and_then(|out| out.clause.as_ref())),
                    offers.join("\n").into(),
                    low.join("\n").into(),
                    words(bid.note.as_ref()),
                ]);
            }
        }
        Ok(table)
    }

    /// One row for each score that was given, and one for each that was agreed on.
    pub(super) fn evaluators(&self, reference: &str) -> Result<Table> {
        let mut table = columns(&[
            "Name",
            "Role",
            "Takes part",
            "Stood down because",
            "Declared",
            "Interest",
            "How it is dealt with",
            "May not score because",
        ]);
        for one in self.register.evaluation(reference)?.evaluation.evaluators.values() {
            let declared = one.declaration.as_ref();
            let interest = declared.map(|one| one.interest.as_deref().unwrap_or("no interest"));
            table.push([
                one.name.as_str().into(),
                words(one.role.as_ref()),
                yes(one.takes_part()),
                words(one.stood_down.as_ref()),
                declared.map(|one| one.day).into(),
                interest.unwrap_or(NOT_RECORDED).into(),
                words(declared.and_then(|one| one.handling.as_ref())),
                one.hindrance().into(),
            ]);
        }
        Ok(table)
    }

    pub(super) fn scores(&self, reference: &str) -> Result<Table> {
        let view = self.register.evaluation(reference)?;
        let of = &view.evaluation;
        let mut table = columns(&[
            "Lot", "Supplier", "Question", "Title", "Given by", "#Score", "Of", "Reasons",
            "Comment",
        ]);
        for number in of.lots.keys() {
            for bid in of.bids_for(*number) {
                for (named, _, question) in of.numbered(*number) {
                    let Some(scale) = of.scale_of(*number, question) else { continue };
                    let open = of.scores_are_open(*number, bid.uid, question.uid);
                    let mut row = |by: &str, score: Cell, why: Cell, comment: Cell| {
                        table.push([
                            lot(&view, *number),
                            bid.supplier.as_str().into(),
                            named.as_str().into(),
                            question.title.as_str().into(),
                            by.into(),
                            score,
                            scale.highest().normalize().to_string().into(),
                            why,
                            comment,
                        ]);
                    };
                    for who in of.evaluators.values() {
                        let key = (bid.uid, question.uid, who.uid);
                        match of.scores.get(&key) {
                            Some(score) if open => row(
                                &who.name,
                                score.score.into(),
                                score.rationale.as_str().into(),
                                Cell::Empty,
                            ),
                            Some(_) => row(
                                &who.name,
                                "hidden until all have scored".into(),
                                Cell::Empty,
                                Cell::Empty,
                            ),
                            None if who.takes_part() => {
                                row(&who.name, "not given".into(), Cell::Empty, Cell::Empty);
                            }
                            None => {}
                        }
                    }
                    match of.consensus.get(&(bid.uid, question.uid)) {
                        Some(agreed) => row(
                            "agreed",
                            agreed.score.into(),
                            agreed.reasons.as_str().into(),
                            words(agreed.comment.as_ref()),
                        ),
                        None => row("agreed", "not agreed".into(), Cell::Empty, Cell::Empty),
                    }
                }
            }
        }
        Ok(table)
    }

    pub(super) fn ranking(&self, reference: &str) -> Result<Table> {
        let view = self.register.evaluation(reference)?;
        let of = &view.evaluation;
        let mut table = columns(&[
            "Lot",
            "#Place",
            "Shared",
            "By the tie-break",
            "Supplier",
            "Takes part",
            "Pass marks missed",
            "#Quality points",
            "#Social value points",
            "#Price points",
            "#Total points",
            "#Price of each quality point",
            "What is missing",
        ]);
        for (number, stands) in &view.lots {
            let open = of.prices_are_open(*number);
            let weighed = |method: &PriceMethod| method.kind().has_weight();
            let weighs = of.lots.get(number).is_some_and(|terms| weighed(&terms.method));
            for tally in &stands.ranking.tallies {
                let sum = |kind: SectionKind| -> Cell {
                    let of_kind = tally.sections.iter().filter(|one| one.kind == kind);
                    let all: Option<Vec<Exact>> = of_kind.map(|one| one.points.clone()).collect();
                    let sum = all.filter(|all| !all.is_empty());
                    points(sum.map(|all| all.into_iter().sum::<Exact>()).as_ref())
                };
                let hidden = |cell: Cell| if open { cell } else { HIDDEN.into() };
                let missing: Vec<String> = stands
                    .ranking
                    .missing
                    .iter()
                    .filter(|one| open || !is_price(one))
                    .filter(|one| is_of(one, tally.bid))
                    .map(|one| view.missing_words(one))
                    .collect();
                let failures: Vec<String> =
                    tally.failures.iter().map(|one| view.failure_words(one)).collect();
                let place = tally.place.filter(|_| open);
                let placed = |answer: fn(crate::domain::evaluation::Place) -> bool| {
                    place.map_or(Cell::Empty, |place| yes(answer(place)))
                };
                table.push([
                    lot(&view, *number),
                    place.map_or(Cell::Empty, |place| super::count(place.rank)),
                    placed(|place| place.tied),
                    placed(|place| place.by_tie_break),
                    view.supplier(tally.bid).into(),
                    yes(tally.takes_part),
                    failures.join("\n").into(),
                    sum(SectionKind::Quality),
                    sum(SectionKind::SocialValue),
                    if weighs { hidden(sum(SectionKind::Price)) } else { Cell::Empty },
                    hidden(points(tally.total.as_ref())),
                    hidden(points(tally.index.as_ref())),
                    missing.join("\n").into(),
                ]);
            }
        }
        Ok(table)
    }
}

/// What a bid offers of a measure: “12 people: Apprenticeships, in two years”.
fn offer_words(
    view: &EvaluationView,
    measure: &str,
    offer: &crate::domain::evaluation::Offer,
) -> String {
    let much = offer.quantity.map(|quantity| {
        let unit = view.measure_unit(measure).map(|unit| format!(" {}", visible(unit)));
        format!("{}{}", quantity.normalize(), unit.unwrap_or_default())
    });
    let words = offer.words.as_deref().map(visible);
    let says: Vec<String> = much.into_iter().chain(words).collect();
    format!("{}: {}", view.measure_words(measure), says.join(", "))
}

const fn is_price(missing: &crate::domain::evaluation::Missing) -> bool {
    matches!(missing, crate::domain::evaluation::Missing::Price { .. })
}

fn is_of(missing: &crate::domain::evaluation::Missing, bid: uuid::Uuid) -> bool {
    use crate::domain::evaluation::Missing::{Bids, Consensus, Price};
    match missing {
        Bids => false,
        Price { bid: of } | Consensus { bid: of, .. } => *of == bid,
    }
}
