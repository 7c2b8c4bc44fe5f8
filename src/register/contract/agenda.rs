//! The next review of a contract, and what it should look at.

use std::fmt::Write as _;

use uuid::Uuid;

use crate::domain::contract::{Contract, ContractFile, Level, Standing};
use crate::domain::{Date, text};
use crate::register::case::Case;
use crate::register::contract::view::{ContractView, ReviewDay};

/// The day of the next review: the earliest that is planned and not held; else so many months
/// after the last one, or after the first day, as the contract or the policy says.
pub(super) fn next_review(case: &Case, uid: Uuid, contract: &Contract) -> Option<ReviewDay> {
    let file = &case.contracts;
    if contract.ended.is_some() || file.is_settled(uid) {
        return None;
    }
    let of = || file.reviews.iter().filter(|(_, review)| review.contract == uid);
    let planned = of().filter(|(_, review)| review.held.is_none());
    if let Some((review, planned)) = planned.min_by_key(|(uid, review)| (review.planned, **uid)) {
        return Some(ReviewDay {
            day: planned.planned,
            planned: Some(*review),
            why: "planned".to_owned(),
        });
    }
    let policy = case.pack.contract_review.as_ref();
    let (months, why) = match (contract.review_months, policy) {
        (Some(months), _) => (months, "the contract".to_owned()),
        (None, Some(policy)) => (policy.months?, format!("the policy, {}", policy.clause)),
        (None, None) => return None,
    };
    let last = of().filter_map(|(_, review)| review.held).max();
    let day = last.unwrap_or(contract.starts).plus_months(months)?;
    let every = if months == 1 { "month".to_owned() } else { format!("{months} months") };
    Some(ReviewDay { day, planned: None, why: format!("every {every} by {why}") })
}

/// What the next review should look at: open commitments, indicators, risks and actions.
pub(super) fn agenda(file: &ContractFile, view: &ContractView, today: Date) -> Vec<String> {
    let mut lines = Vec::new();
    let of_contract = |uid: Uuid| uid == view.uid;
    for action in file.actions.values().filter(|one| of_contract(one.contract) && one.is_open()) {
        let late = if action.due < today { ", overdue" } else { "" };
        lines.push(format!(
            "Action: {} ({}, by {}{late})",
            text::visible(&action.what),
            text::visible(&action.owner),
            action.due.british()
        ));
    }
    for progress in view.progress.iter().filter(|one| one.standing.is_open()) {
        let Some(commitment) = file.commitments.get(&progress.commitment) else { continue };
        let mut line = format!(
            "Commitment: {}: {} of {} delivered, {} expected by now, {}",
            text::visible(&commitment.title),
            progress.delivered.short(2),
            commitment.amount(&progress.total),
            progress.expected.short(2),
            progress.standing.words()
        );
        if progress.standing == Standing::Late {
            // Writing to a String cannot fail.
            let _ = write!(line, " by {}", commitment.amount(&progress.shortfall));
        }
        lines.push(line);
    }
    for kpi in view.kpis.iter().filter(|kpi| kpi.kpi.dropped.is_none()) {
        let last = match &kpi.newest {
            Some(newest) => {
                format!("{} up to {}", newest.rating.words(), newest.to.british())
            }
            None => "not assessed yet".to_owned(),
        };
        lines.push(format!("Indicator: {}: {last}", text::visible(&kpi.kpi.title)));
    }
    let mut risks: Vec<_> = file
        .risks
        .values()
        .filter(|one| of_contract(one.contract) && one.closed.is_none())
        .collect();
    risks.sort_by_key(|risk| (std::cmp::Reverse(risk.level), risk.raised));
    for risk in risks {
        lines.push(format!("Risk: {} ({})", text::visible(&risk.what), risk.level.words()));
    }
    if let Some((_, slavery)) = file.slavery_risk(view.uid)
        && slavery.level >= Level::Medium
    {
        lines.push(format!("Modern slavery: the risk is {}", slavery.level.words()));
    }
    for concern in file.concerns.values().filter(|one| of_contract(one.contract)) {
        if concern.outcome.is_none() {
            lines.push(format!("Concern: {}", text::visible(&concern.what)));
        }
    }
    lines
}
