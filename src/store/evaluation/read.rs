//! How the rows of an evaluation become its records again.

use std::collections::BTreeMap;

use rusqlite::Row;
use uuid::Uuid;

use crate::domain::Date;
use crate::domain::evaluation::{
    Answer, Award, Bid, Check, Clarification, Commitment, Consensus, Declaration, Evaluation,
    Evaluator, Judged, Lot, LotNo, LowPrice, Mark, Offer, Out, OutKind, OwnMeasure, PriceKind,
    PriceMethod, Question, Scale, Score, Section, TieBreak, Withheld,
};
use crate::store::convert::{parsed, parsed_if_any, strange};
use crate::store::{Reading, Result, evaluation::table, items};

type Read<T> = rusqlite::Result<T>;

pub(super) fn evaluation(from: &impl Reading, procurement: i64) -> Result<Evaluation> {
    let of = procurement;
    Ok(Evaluation {
        lots: table::LOT.rows(from, of, lot)?,
        scales: scales(from, of)?,
        sections: table::SECTION.rows(from, of, section)?,
        questions: table::QUESTION.rows(from, of, question)?,
        bids: table::BID.rows(from, of, bid)?,
        answers: table::ANSWER.rows(from, of, answer)?,
        offers: table::OFFER.rows(from, of, offer)?,
        clarifications: table::CLARIFICATION.rows(from, of, clarification)?,
        evaluators: table::EVALUATOR.rows(from, of, evaluator)?,
        scores: table::SCORE.rows(from, of, score)?,
        consensus: table::AGREED.rows(from, of, agreed)?,
        low_prices: table::LOW_PRICE.rows(from, of, low_price)?,
        checks: table::CHECK.rows(from, of, check)?,
        awards: awards(from, of)?,
        commitments: table::COMMITMENT.rows(from, of, commitment)?,
        measures: table::MEASURE.rows(from, of, measure)?,
    })
}

pub(super) fn own_measures(
    from: &impl Reading,
    procurement: i64,
) -> Result<BTreeMap<String, OwnMeasure>> {
    table::MEASURE.rows(from, procurement, measure)
}

fn lot(row: &Row<'_>) -> Read<(LotNo, Lot)> {
    let method = match row.get("method")? {
        PriceKind::Relative => PriceMethod::Relative,
        PriceKind::Linear => PriceMethod::Linear {
            full_at: row.get("full_at_pence")?,
            none_at: row.get("none_at_pence")?,
        },
        PriceKind::PerPoint => PriceMethod::PerPoint,
        PriceKind::Fixed => PriceMethod::Fixed { price: row.get("fixed_pence")? },
    };
    let tie_break: String = row.get("tie_break")?;
    let tie_break = match tie_break.as_str() {
        "none" => TieBreak::None,
        "section" => TieBreak::Section { section: parsed(row, "tie_section")? },
        "lower-price" => TieBreak::LowerPrice,
        "words" => TieBreak::Words { words: row.get("tie_words")? },
        other => return Err(strange(other, "tie_break")),
    };
    let lot = Lot {
        title: row.get("title")?,
        method,
        tie_break,
        low_share: row.get("low_share")?,
        blind: row.get("blind")?,
        price_hidden: row.get("price_hidden")?,
        no_local_quote: row.get("no_local_quote")?,
    };
    Ok((row.get("lot")?, lot))
}

fn scales(from: &impl Reading, of: i64) -> Result<BTreeMap<(LotNo, String), Scale>> {
    let mut scales: BTreeMap<(LotNo, String), Scale> = table::SCALE.rows(from, of, |row| {
        Ok(((row.get("lot")?, row.get("name")?), Scale { marks: Vec::new() }))
    })?;
    let marks: Vec<((LotNo, String), Mark)> = table::MARK.rows(from, of, |row| {
        let mark = Mark { score: parsed(row, "score")?, descriptor: row.get("descriptor")? };
        Ok(((row.get("lot")?, row.get("scale")?), mark))
    })?;
    for (scale, mark) in marks {
        if let Some(scale) = scales.get_mut(&scale) {
            scale.marks.push(mark);
        }
    }
    Ok(scales)
}

fn section(row: &Row<'_>) -> Read<(Uuid, (LotNo, Section))> {
    let uid = parsed(row, "uid")?;
    let section = Section {
        uid,
        position: row.get("position")?,
        title: row.get("title")?,
        kind: row.get("kind")?,
        weight: row.get("weight")?,
        pass_mark: row.get("pass_mark")?,
    };
    Ok((uid, (row.get("lot")?, section)))
}

fn question(row: &Row<'_>) -> Read<(Uuid, Question)> {
    let uid = parsed(row, "uid")?;
    let by: String = row.get("judged_by")?;
    let question = Question {
        uid,
        section: parsed(row, "section")?,
        position: row.get("position")?,
        title: row.get("title")?,
        asks: row.get("asks")?,
        weight: row.get("weight")?,
        judged: match by.as_str() {
            "scale" => Judged::Scale { scale: row.get("scale")? },
            "offer" => Judged::Offer { measure: row.get("measure")? },
            other => return Err(strange(other, "judged_by")),
        },
        pass_mark: parsed_if_any(row, "pass_mark")?,
        outcome: row.get("outcome")?,
    };
    Ok((uid, question))
}

fn bid(row: &Row<'_>) -> Read<(Uuid, Bid)> {
    let uid = parsed(row, "uid")?;
    let out = match row.get::<_, Option<OutKind>>("out")? {
        None => None,
        Some(kind) => {
            Some(Out { kind, reason: row.get("out_reason")?, clause: row.get("out_clause")? })
        }
    };
    let bid = Bid {
        uid,
        lot: row.get("lot")?,
        supplier: row.get("supplier")?,
        price: row.get("price_pence")?,
        received: row.get("received")?,
        late: row.get("late")?,
        local: row.get("local")?,
        note: row.get("note")?,
        out,
    };
    Ok((uid, bid))
}

fn answer(row: &Row<'_>) -> Read<((Uuid, Uuid), Answer)> {
    let key = (parsed(row, "bid")?, parsed(row, "question")?);
    Ok((key, Answer { kind: items::evidence_kind(row)? }))
}

fn offer(row: &Row<'_>) -> Read<((Uuid, String), Offer)> {
    let key = (parsed(row, "bid")?, row.get("measure")?);
    Ok((key, Offer { quantity: parsed_if_any(row, "quantity")?, words: row.get("words")? }))
}

fn clarification(row: &Row<'_>) -> Read<(Uuid, Clarification)> {
    let uid = parsed(row, "uid")?;
    let clarification = Clarification {
        uid,
        bid: parsed(row, "bid")?,
        asked_on: row.get("asked_on")?,
        asked: row.get("asked")?,
        answered: row.get("answered")?,
    };
    Ok((uid, clarification))
}

fn evaluator(row: &Row<'_>) -> Read<(Uuid, Evaluator)> {
    let uid = parsed(row, "uid")?;
    let declaration = match row.get::<_, Option<Date>>("declared_on")? {
        None => None,
        Some(day) => Some(Declaration {
            day,
            interest: row.get("interest")?,
            handling: row.get("handling")?,
        }),
    };
    let evaluator = Evaluator {
        uid,
        name: row.get("name")?,
        role: row.get("role")?,
        declaration,
        stood_down: row.get("stood_down")?,
    };
    Ok((uid, evaluator))
}

fn score(row: &Row<'_>) -> Read<((Uuid, Uuid, Uuid), Score)> {
    let key = (parsed(row, "bid")?, parsed(row, "question")?, parsed(row, "evaluator")?);
    Ok((key, Score { score: parsed(row, "score")?, rationale: row.get("rationale")? }))
}

fn agreed(row: &Row<'_>) -> Read<((Uuid, Uuid), Consensus)> {
    let agreed = Consensus {
        score: parsed(row, "score")?,
        reasons: row.get("reasons")?,
        comment: row.get("comment")?,
        at: row.get("at")?,
        officer: row.get("officer")?,
    };
    Ok(((parsed(row, "bid")?, parsed(row, "question")?), agreed))
}

fn low_price(row: &Row<'_>) -> Read<(Uuid, LowPrice)> {
    let low = LowPrice {
        notified: row.get("notified")?,
        explanation: row.get("explanation")?,
        satisfied: row.get("satisfied")?,
        reasons: row.get("reasons")?,
    };
    Ok((parsed(row, "bid")?, low))
}

fn check(row: &Row<'_>) -> Read<(LotNo, Check)> {
    let check = Check {
        by: row.get("checked_by")?,
        day: row.get("day")?,
        note: row.get("note")?,
        figures: row.get("figures")?,
        officer: row.get("officer")?,
    };
    Ok((row.get("lot")?, check))
}

fn awards(from: &impl Reading, of: i64) -> Result<BTreeMap<LotNo, Award>> {
    let mut awards: BTreeMap<LotNo, Award> = table::AWARD.rows(from, of, |row| {
        let award = Award {
            bid: parsed(row, "bid")?,
            decided_by: row.get("decided_by")?,
            role: row.get("role")?,
            day: row.get("day")?,
            reasons: row.get("reasons")?,
            tie_break: row.get("tie_break")?,
            withheld: Vec::new(),
            at: row.get("at")?,
            officer: row.get("officer")?,
        };
        Ok((row.get("lot")?, award))
    })?;
    let withheld: Vec<(LotNo, Withheld)> = table::WITHHELD.rows(from, of, |row| {
        let withheld = Withheld { what: row.get("what")?, reason: row.get("reason")? };
        Ok((row.get("lot")?, withheld))
    })?;
    for (lot, withheld) in withheld {
        if let Some(award) = awards.get_mut(&lot) {
            award.withheld.push(withheld);
        }
    }
    Ok(awards)
}

fn commitment(row: &Row<'_>) -> Read<(Uuid, Commitment)> {
    let uid = parsed(row, "uid")?;
    let commitment = Commitment {
        uid,
        bid: parsed(row, "bid")?,
        measure: row.get("measure")?,
        quantity: parsed_if_any(row, "quantity")?,
        words: row.get("words")?,
    };
    Ok((uid, commitment))
}

fn measure(row: &Row<'_>) -> Read<(String, OwnMeasure)> {
    Ok((row.get("id")?, OwnMeasure { text: row.get("text")?, unit: row.get("unit")? }))
}
