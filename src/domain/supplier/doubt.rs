//! What stands beside a status that was decided although something spoke against it.

use crate::domain::supplier::{Proposal, StatusReview, propose};

/// What a decision lacks, in words: data, the support of the judgements, or that the supplier was
/// told before; nothing where it lacks none of them or nothing is decided.
pub fn doubt(review: &StatusReview) -> Option<String> {
    let decided = review.decided.as_ref()?;
    let rank = |level: &str| review.levels.iter().position(|known| known == level);
    let mut doubts = Vec::new();
    match propose(review) {
        Proposal::NoData { missing, at_most } => {
            let all = review.judgements.len();
            let noun = if all == 1 { "behaviour" } else { "behaviours" };
            doubts.push(format!("decided without data on {} of {all} {noun}", missing.len()));
            if let Some(most) = at_most.filter(|most| rank(&decided.level) < rank(most)) {
                doubts.push(format!("those that are judged support no more than {most}"));
            }
        }
        Proposal::Level { level, .. } if level != decided.level => {
            doubts.push(format!("the judgements support {level}"));
        }
        Proposal::Level { .. } => {}
    }
    match review.told {
        None => doubts.push("the supplier was not told".to_owned()),
        Some(told) if told > decided.day => {
            doubts.push("the supplier was told only afterwards".to_owned());
        }
        Some(_) => {}
    }
    (!doubts.is_empty()).then(|| doubts.join("; "))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::Date;
    use crate::domain::supplier::{Decided, Judgement};

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn decided(judged: &[Option<&str>], level: &str, told: Option<&str>) -> StatusReview {
        let judgement = |level: Option<&str>| Judgement {
            behaviour: "one".to_owned(),
            title: "One".to_owned(),
            level: level.map(str::to_owned),
            evidence: None,
        };
        StatusReview {
            supplier: Uuid::nil(),
            policy: "cumbria".to_owned(),
            edition: "1".to_owned(),
            levels: ["Gold", "Silver", "Bronze"].map(str::to_owned).to_vec(),
            begun: day("2026-01-01"),
            by: "A. Officer".to_owned(),
            judgements: judged.iter().copied().map(judgement).collect(),
            told: told.map(day),
            reply: None,
            decided: Some(Decided {
                level: level.to_owned(),
                reason: "So it was agreed".to_owned(),
                by: "A. Officer".to_owned(),
                day: day("2026-06-01"),
                next_review: None,
            }),
        }
    }

    #[test]
    fn a_decision_that_the_judgements_support_and_the_supplier_knew_of_is_beyond_doubt() {
        let told = Some("2026-05-01");
        assert_eq!(doubt(&decided(&[Some("Gold"), Some("Silver")], "Silver", told)), None);
        let open = StatusReview { decided: None, ..decided(&[None], "Gold", None) };
        assert_eq!(doubt(&open), None);
    }

    #[test]
    fn what_a_decision_lacks_is_said() {
        let said = |judged: &[Option<&str>], level, told| doubt(&decided(judged, level, told));
        assert_eq!(
            said(&[Some("Silver"), None, None], "Gold", None).unwrap(),
            "decided without data on 2 of 3 behaviours; those that are judged support no more than Silver; the supplier was not told"
        );
        assert_eq!(
            said(&[Some("Silver")], "Gold", Some("2026-05-01")).unwrap(),
            "the judgements support Silver"
        );
        assert_eq!(
            said(&[Some("Gold")], "Gold", Some("2026-07-01")).unwrap(),
            "the supplier was told only afterwards"
        );
    }
}
