//! What is due of a contract: deliveries, reviews, assessments, actions and days to keep in mind.

use uuid::Uuid;

use crate::domain::Date;
use crate::domain::contract::{ContractFile, progress};
use crate::domain::records::closed_list;

closed_list! {
    /// What kind of thing is due.
    DueWhat {
        /// Something has to be delivered.
        Commitment = "delivery",
        /// A review is planned.
        Review = "review",
        /// An indicator has to be assessed.
        Assessment = "assessment",
        /// Somebody has to have done something.
        Action = "action",
        /// The risk of modern slavery is looked at again.
        SlaveryRisk = "risk assessment",
        /// Everything is to be handed over.
        Exit = "handover",
        /// The contract ends.
        Ends = "end of contract",
    }
}

/// One thing that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The contract.
    pub contract: Uuid,
    /// What kind of thing it is.
    pub what: DueWhat,
    /// The record that it comes from.
    pub uid: Uuid,
    /// The day.
    pub day: Date,
    /// It in words.
    pub words: String,
}

impl Due {
    /// What is due, in one line: `Delivery: Apprenticeships`.
    pub fn sentence(&self) -> String {
        let what = match self.what {
            DueWhat::Commitment => "Delivery",
            DueWhat::Review => return "Contract review".to_owned(),
            DueWhat::Assessment | DueWhat::Exit | DueWhat::Ends => return self.words.clone(),
            DueWhat::Action => "Action",
            DueWhat::SlaveryRisk => "Look again at",
        };
        format!("{what}: {}", self.words)
    }
}

impl ContractFile {
    /// What is due of all contracts that run, the earliest first. For each commitment and
    /// indicator it is the next thing, which may be overdue.
    ///
    /// It does not depend on the day on which it is asked for: what was due and has not come
    /// stays due on its day.
    ///
    /// The rhythm of reviews is that of the contract, or else of the policy, where that has one.
    pub fn due(&self, policy_months: Option<u8>) -> Vec<Due> {
        let mut found: Vec<Due> = self
            .contracts
            .keys()
            .flat_map(|contract| self.due_of(*contract, policy_months))
            .collect();
        found.sort_by_key(|due| (due.day, due.what, due.uid));
        found
    }

    fn due_of(&self, contract: Uuid, policy_months: Option<u8>) -> Vec<Due> {
        let Some(of) = self.contracts.get(&contract) else { return Vec::new() };
        let visible = crate::domain::text::visible;
        let mut found = Vec::new();
        let mut add = |what, uid, day, words: String| {
            found.push(Due { contract, what, uid, day, words });
        };
        let settled = self.is_settled(contract);
        let ended = of.ended.is_some();
        for (uid, commitment) in &self.commitments {
            if commitment.contract != contract || settled || commitment.settled.is_some() {
                continue;
            }
            if let Some(day) = progress::first_open(self, *uid, commitment) {
                add(DueWhat::Commitment, *uid, day, visible(&commitment.title));
            }
        }
        for (uid, action) in self.actions.iter().filter(|(_, one)| one.contract == contract) {
            if action.is_open() {
                let words = format!("{}: {}", visible(&action.owner), visible(&action.what));
                add(DueWhat::Action, *uid, action.due, words);
            }
        }
        for (uid, review) in self.reviews.iter().filter(|(_, one)| one.contract == contract) {
            if review.held.is_none() && !settled {
                add(DueWhat::Review, *uid, review.planned, "Contract review".to_owned());
            }
        }
        if let Some(day) = self.review_by_rhythm(contract, policy_months) {
            add(DueWhat::Review, contract, day, "Contract review".to_owned());
        }
        let ends = self.ends(contract);
        for (uid, kpi) in self.kpis.iter().filter(|(_, one)| one.contract == contract) {
            if kpi.dropped.is_some() {
                continue;
            }
            let newest = self.assessments_of(*uid).first().map(|(_, newest)| newest.to);
            let day = match newest {
                Some(to) => to.plus_months(kpi.every_months),
                None => of.starts.plus_months(kpi.every_months).and_then(Date::day_before),
            };
            // The last assessment is due with the end of the contract.
            let day = day.map(|day| ends.map_or(day, |ends| day.min(ends)));
            if let Some(day) = day.filter(|day| newest.is_none_or(|newest| newest < *day)) {
                add(DueWhat::Assessment, *uid, day, format!("Assess {}", visible(&kpi.title)));
            }
        }
        if let Some((uid, risk)) = self.slavery_risk(contract)
            && let Some(day) = risk.next.filter(|_| !ended)
        {
            add(DueWhat::SlaveryRisk, uid, day, "Modern slavery risk".to_owned());
        }
        if let Some(plan) = self.exit_plans.get(&contract)
            && let Some(day) = plan.handed_over_by.filter(|_| plan.done.is_none())
        {
            add(DueWhat::Exit, contract, day, "Hand everything over".to_owned());
        }
        if let Some(day) = ends.filter(|_| !ended) {
            add(DueWhat::Ends, contract, day, "The contract ends".to_owned());
        }
        found
    }

    /// The day of the next review that a rhythm asks for, where none is planned and the contract
    /// still runs then.
    pub fn review_by_rhythm(&self, contract: Uuid, policy_months: Option<u8>) -> Option<Date> {
        let of = self.contracts.get(&contract)?;
        let months = of.review_months.or(policy_months)?;
        let reviews = || self.reviews.values().filter(|review| review.contract == contract);
        let planned = reviews().any(|review| review.held.is_none());
        if of.ended.is_some() || self.is_settled(contract) || planned {
            return None;
        }
        let last = reviews().filter_map(|review| review.held).max();
        let day = last.unwrap_or(of.starts).plus_months(months)?;
        Some(day).filter(|day| self.ends(contract).is_none_or(|ends| *day <= ends))
    }
}
