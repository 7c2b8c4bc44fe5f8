//! How the rows of what happens after the award become its records again.

use std::collections::BTreeMap;

use rusqlite::Row;
use uuid::Uuid;

use crate::domain::contract::{
    Action, Assessment, Commitment, Concern, Contract, ContractFile, Correction, Delivery,
    Diligence, EndKind, Ended, ExitPlan, Factor, Figure, FinalAccount, Kpi, Lesson, LessonRead,
    Logistics, Paper, Review, Risk, Schedule, Settled, SettledKind, SlaveryRisk, Variation,
    Verified, Withheld,
};
use crate::domain::evidence::EvidenceKind;
use crate::store::contract::table;
use crate::store::convert::{listed_in, parsed, parsed_if_any, strange};
use crate::store::{Reading, Result, items};

type Read<T> = rusqlite::Result<T>;

pub(super) fn contract_file(from: &impl Reading, procurement: i64) -> Result<ContractFile> {
    let of = procurement;
    // Most tenders are not so far; one question is less than a look into each table.
    if !super::has_contracts(from, of)? {
        return Ok(ContractFile::default());
    }
    Ok(ContractFile {
        contracts: table::CONTRACT.rows(from, of, at_uid(contract))?,
        variations: table::VARIATION.rows(from, of, at_uid(variation))?,
        papers: table::PAPER.rows(from, of, at_uid(paper))?,
        figures: table::FIGURE.rows(from, of, at_uid(figure))?,
        kpis: table::KPI.rows(from, of, at_uid(kpi))?,
        assessments: table::ASSESSMENT.rows(from, of, at_uid(assessment))?,
        commitments: table::COMMITMENT.rows(from, of, at_uid(commitment))?,
        deliveries: deliveries(from, of)?,
        reviews: table::REVIEW.rows(from, of, at_uid(review))?,
        actions: table::ACTION.rows(from, of, at_uid(action))?,
        risks: table::RISK.rows(from, of, at_uid(risk))?,
        slavery_risks: table::SLAVERY_RISK.rows(from, of, at_uid(slavery_risk))?,
        diligence: table::DILIGENCE.rows(from, of, at_uid(diligence))?,
        concerns: table::CONCERN.rows(from, of, at_uid(concern))?,
        logistics: table::LOGISTICS.rows(from, of, at_uid(logistics))?,
        exit_plans: table::EXIT_PLAN.rows(from, of, at_uid(exit_plan))?,
        final_accounts: table::FINAL_ACCOUNT.rows(from, of, at_uid(final_account))?,
        lessons: table::LESSON.rows(from, of, at_uid(lesson))?,
        lessons_read: table::LESSON_READ.rows(from, of, at_uid(lesson_read))?,
    })
}

/// What is counted of the contracts of several procurements, in one file: contracts and their
/// changes, money, commitments and deliveries, without how these were corrected.
pub(super) fn counted(from: &impl Reading, procurements: &[i64]) -> Result<ContractFile> {
    const OF: &str = "procurement IN (SELECT value FROM json_each (?1))";
    let list = serde_json::Value::from(procurements).to_string();
    let of = [&list];
    Ok(ContractFile {
        contracts: table::CONTRACT.chosen(from, OF, of, at_uid(contract))?,
        variations: table::VARIATION.chosen(from, OF, of, at_uid(variation))?,
        figures: table::FIGURE.chosen(from, OF, of, at_uid(figure))?,
        commitments: table::COMMITMENT.chosen(from, OF, of, at_uid(commitment))?,
        deliveries: table::DELIVERY.chosen(from, OF, of, at_uid(delivery))?,
        ..ContractFile::default()
    })
}

/// A record with the uid at which it stands.
fn at_uid<T>(read: impl Fn(&Row<'_>) -> Read<T>) -> impl FnMut(&Row<'_>) -> Read<(Uuid, T)> {
    move |row| Ok((parsed(row, "uid")?, read(row)?))
}

/// What shows something, where something does.
fn document(row: &Row<'_>) -> Read<Option<EvidenceKind>> {
    let kind: Option<String> = row.get("kind")?;
    kind.map(|_| items::evidence_kind(row)).transpose()
}

fn contract(row: &Row<'_>) -> Read<Contract> {
    let ended = match parsed_if_any::<EndKind>(row, "ended_how")? {
        None => None,
        Some(how) => Some(Ended {
            day: row.get("ended_day")?,
            how,
            reason: row.get("ended_reason")?,
            notice: row.get("ended_notice")?,
        }),
    };
    Ok(Contract {
        lot: row.get("lot")?,
        supplier: parsed(row, "supplier")?,
        title: row.get("title")?,
        value: row.get("value_pence")?,
        signed: row.get("signed")?,
        starts: row.get("starts")?,
        ends: row.get("ends")?,
        extendable_to: row.get("extendable_to")?,
        manager: row.get("manager")?,
        review_months: row.get("review_months")?,
        collaborative: row.get("collaborative")?,
        partners: row.get("partners")?,
        no_kpis: row.get("no_kpis")?,
        ended,
        note: row.get("note")?,
    })
}

fn variation(row: &Row<'_>) -> Read<Variation> {
    Ok(Variation {
        contract: parsed(row, "contract")?,
        about: parsed(row, "about")?,
        day: row.get("day")?,
        what: row.get("what")?,
        ends: row.get("ends")?,
        value: row.get("value_pence")?,
        ground: row.get("ground")?,
        agreed_by: row.get("agreed_by")?,
        notice: row.get("notice")?,
    })
}

fn paper(row: &Row<'_>) -> Read<Paper> {
    Ok(Paper {
        contract: parsed(row, "contract")?,
        title: row.get("title")?,
        day: row.get("day")?,
        document: document(row)?,
    })
}

fn figure(row: &Row<'_>) -> Read<Figure> {
    Ok(Figure {
        contract: parsed(row, "contract")?,
        year: parsed(row, "year")?,
        about: parsed(row, "about")?,
        amount: row.get("amount_pence")?,
        source: row.get("source")?,
    })
}

fn kpi(row: &Row<'_>) -> Read<Kpi> {
    Ok(Kpi {
        contract: parsed(row, "contract")?,
        title: row.get("title")?,
        target: row.get("target")?,
        how: row.get("how")?,
        every_months: row.get("every_months")?,
        published: row.get("published")?,
        dropped: row.get("dropped")?,
    })
}

fn assessment(row: &Row<'_>) -> Read<Assessment> {
    Ok(Assessment {
        kpi: parsed(row, "kpi")?,
        from: row.get("from_day")?,
        to: row.get("to_day")?,
        rating: parsed(row, "rating")?,
        measured: row.get("measured")?,
        reasons: row.get("reasons")?,
        by: row.get("assessed_by")?,
        published: row.get("published")?,
    })
}

fn schedule(row: &Row<'_>) -> Read<Schedule> {
    let kind: String = row.get("schedule")?;
    let until = row.get("last_day")?;
    Ok(match kind.as_str() {
        "by" => Schedule::By { day: until },
        "every" => {
            Schedule::Every { months: row.get("every_months")?, from: row.get("first_day")?, until }
        }
        "evenly" => Schedule::Evenly { from: row.get("first_day")?, until },
        other => return Err(strange(other, "schedule")),
    })
}

fn commitment(row: &Row<'_>) -> Read<Commitment> {
    let withheld: Option<String> = row.get("withheld")?;
    let settled = match parsed_if_any::<SettledKind>(row, "settled_how")? {
        None => None,
        Some(how) => Some(Settled {
            how,
            reason: row.get("settled_reason")?,
            by: row.get("settled_by")?,
            day: row.get("settled_day")?,
        }),
    };
    Ok(Commitment {
        contract: parsed(row, "contract")?,
        title: row.get("title")?,
        measure: row.get("measure")?,
        quantity: parsed_if_any(row, "quantity")?,
        unit: row.get("unit")?,
        words: row.get("words")?,
        schedule: schedule(row)?,
        counting: parsed(row, "counting")?,
        area: row.get("area")?,
        evidence: row.get("evidence")?,
        withheld: withheld.map(|reason| Withheld { reason }),
        promised: parsed_if_any(row, "promised")?,
        variation: parsed_if_any(row, "variation")?,
        settled,
    })
}

fn deliveries(from: &impl Reading, of: i64) -> Result<BTreeMap<Uuid, Delivery>> {
    let mut deliveries: BTreeMap<Uuid, Delivery> =
        table::DELIVERY.rows(from, of, at_uid(delivery))?;
    let corrections: Vec<(Uuid, Correction)> = table::CORRECTION.rows(from, of, |row| {
        let before = Correction {
            day: row.get("day")?,
            from: row.get("from_day")?,
            quantity: parsed_if_any(row, "quantity")?,
            words: row.get("words")?,
            reason: row.get("reason")?,
            at: row.get("at")?,
            officer: row.get("officer")?,
        };
        Ok((parsed(row, "delivery")?, before))
    })?;
    for (uid, before) in corrections {
        if let Some(delivery) = deliveries.get_mut(&uid) {
            delivery.corrections.push(before);
        }
    }
    Ok(deliveries)
}

fn delivery(row: &Row<'_>) -> Read<Delivery> {
    let verified = match row.get::<_, Option<String>>("verified_by")? {
        None => None,
        Some(by) => {
            Some(Verified { by, day: row.get("verified_on")?, how: row.get("verified_how")? })
        }
    };
    Ok(Delivery {
        commitment: parsed(row, "commitment")?,
        day: row.get("day")?,
        from: row.get("from_day")?,
        quantity: parsed_if_any(row, "quantity")?,
        words: row.get("words")?,
        evidence: document(row)?,
        verified,
        distinct: row.get("why_distinct")?,
        withdrawn: row.get("withdrawn")?,
        corrections: Vec::new(),
        at: row.get("at")?,
        officer: row.get("officer")?,
    })
}

fn review(row: &Row<'_>) -> Read<Review> {
    Ok(Review {
        contract: parsed(row, "contract")?,
        planned: row.get("planned")?,
        held: row.get("held")?,
        present: row.get("present")?,
        agenda: row.get("agenda")?,
        minutes: row.get("minutes")?,
        value: row.get("value")?,
        measured: row.get("measured_pence")?,
    })
}

fn action(row: &Row<'_>) -> Read<Action> {
    Ok(Action {
        contract: parsed(row, "contract")?,
        about: parsed(row, "about")?,
        concerns: parsed_if_any(row, "concerns")?,
        review: parsed_if_any(row, "review")?,
        what: row.get("what")?,
        owner: row.get("owner")?,
        due: row.get("due")?,
        done: row.get("done")?,
        outcome: row.get("outcome")?,
        dropped: row.get("dropped")?,
    })
}

fn risk(row: &Row<'_>) -> Read<Risk> {
    Ok(Risk {
        contract: parsed(row, "contract")?,
        what: row.get("what")?,
        level: parsed(row, "level")?,
        owner: row.get("owner")?,
        response: row.get("response")?,
        raised: row.get("raised")?,
        closed: row.get("closed")?,
    })
}

fn slavery_risk(row: &Row<'_>) -> Read<SlaveryRisk> {
    let side = |words, level| -> Read<Factor> {
        Ok(Factor { words: row.get(words)?, level: parsed(row, level)? })
    };
    Ok(SlaveryRisk {
        contract: parsed(row, "contract")?,
        day: row.get("day")?,
        sector: side("sector", "sector_level")?,
        country: side("country", "country_level")?,
        labour: side("labour", "labour_level")?,
        level: parsed(row, "level")?,
        reasons: row.get("reasons")?,
        by: row.get("assessed_by")?,
        next: row.get("next")?,
    })
}

fn diligence(row: &Row<'_>) -> Read<Diligence> {
    Ok(Diligence {
        contract: parsed(row, "contract")?,
        day: row.get("day")?,
        what: row.get("what")?,
        found: row.get("found")?,
        by: row.get("looked_by")?,
        evidence: document(row)?,
    })
}

fn concern(row: &Row<'_>) -> Read<Concern> {
    Ok(Concern {
        contract: parsed(row, "contract")?,
        day: row.get("day")?,
        what: row.get("what")?,
        reported_to: row.get("reported_to")?,
        reported_on: row.get("reported_on")?,
        outcome: row.get("outcome")?,
    })
}

fn logistics(row: &Row<'_>) -> Read<Logistics> {
    Ok(Logistics {
        contract: parsed(row, "contract")?,
        about: parsed(row, "about")?,
        day: row.get("day")?,
        what: row.get("what")?,
        quantity: row.get("quantity")?,
        place: row.get("place")?,
        by: row.get("received_by")?,
        evidence: document(row)?,
    })
}

fn exit_plan(row: &Row<'_>) -> Read<ExitPlan> {
    Ok(ExitPlan {
        contract: parsed(row, "contract")?,
        owner: row.get("owner")?,
        handed_over_by: row.get("handed_over_by")?,
        service: row.get("service")?,
        people: row.get("people")?,
        data: row.get("data")?,
        assets: row.get("assets")?,
        commitments: row.get("commitments")?,
        done: row.get("done")?,
    })
}

fn final_account(row: &Row<'_>) -> Read<FinalAccount> {
    Ok(FinalAccount {
        contract: parsed(row, "contract")?,
        day: row.get("day")?,
        by: row.get("closed_by")?,
        note: row.get("note")?,
    })
}

pub(super) fn lesson(row: &Row<'_>) -> Read<Lesson> {
    Ok(Lesson {
        contract: parsed_if_any(row, "contract")?,
        day: row.get("day")?,
        title: row.get("title")?,
        happened: row.get("happened")?,
        advice: row.get("advice")?,
        stage: row.get("stage")?,
        category: row.get("category")?,
        tags: listed_in(row, "tags")?,
        by: row.get("written_by")?,
    })
}

fn lesson_read(row: &Row<'_>) -> Read<LessonRead> {
    Ok(LessonRead {
        from: row.get("from_tender")?,
        title: row.get("title")?,
        taken: row.get("taken")?,
        day: row.get("day")?,
        by: row.get("read_by")?,
    })
}
