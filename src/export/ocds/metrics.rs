//! Commitments and indicators: what was agreed, when it falls due, and what was reached.

use uuid::Uuid;

use crate::domain::contract::{
    Assessment, Commitment, Contract, Counting, Kpi, Progress, Schedule, Standing,
};
use crate::domain::exact::Exact;
use crate::domain::{Date, contract};
use crate::export::ocds::json::{Json, Object, begins, ends, number, period};
use crate::export::ocds::release::Making;
use crate::export::published::Withholding;

impl Making<'_> {
    /// The commitments of a contract that are not withheld.
    fn commitments(&self, uid: Uuid, contract: &Contract) -> Vec<(Uuid, &Commitment, Progress)> {
        if Withholding::of_contract(&self.from.evaluation, contract).commitments {
            return Vec::new();
        }
        let view = &self.from.contracts;
        let all = view.file.commitments.iter();
        all.filter(|(_, one)| one.contract == uid && one.withheld.is_none())
            .map(|(of, one)| (*of, one, contract::progress(&view.file, *of, one, view.today)))
            .collect()
    }

    /// The indicators of a contract that were published.
    fn indicators(&self, contract: Uuid) -> impl Iterator<Item = (Uuid, &Kpi)> {
        let all = self.from.contracts.file.kpis.iter();
        all.filter(move |(_, kpi)| kpi.contract == contract && kpi.dropped.is_none())
            .filter(|(_, kpi)| self.days.came(kpi.published))
            .map(|(uid, kpi)| (*uid, kpi))
    }

    /// What was agreed: how much of each commitment, and the target of each indicator.
    pub(super) fn agreed_metrics(&self, uid: Uuid, contract: &Contract) -> Vec<Json> {
        let counted =
            self.commitments(uid, contract).into_iter().filter_map(|(of, one, progress)| {
                one.quantity?;
                let (from, to) = span(&one.schedule, contract.starts);
                let observation = Object::new()
                    .with("id", format!("{of}-agreed"))
                    .part("period", period(Some(from), Some(to)));
                let observation = measured(observation, one, &progress.total);
                Some(metric(of, &one.title).list("observations", vec![observation.into()]).into())
            });
        let indicators = self.indicators(uid).map(|(of, kpi)| {
            metric(of, &kpi.title).with("description", kpi.target.as_str()).into()
        });
        counted.chain(indicators).collect()
    }

    /// What was reached: what was delivered of each commitment, and the published ratings.
    pub(super) fn metrics(&self, uid: Uuid, contract: &Contract) -> Vec<Json> {
        let file = &self.from.contracts.file;
        let delivered = self.commitments(uid, contract).into_iter().filter_map(|(of, one, at)| {
            // Nothing delivered is no data, not nought.
            one.quantity.filter(|_| at.deliveries > 0)?;
            let deliveries = file.deliveries_of(of).into_iter();
            let last = deliveries.filter(|(_, one)| one.counts()).map(|(_, one)| one.day).max();
            let milestone =
                Object::new().with("id", of.to_string()).with("title", one.title.as_str());
            let observation = Object::new()
                .with("id", format!("{of}-delivered"))
                .part("period", period(Some(contract.starts), last));
            let observation = measured(observation, one, &at.delivered)
                .with("relatedImplementationMilestone", milestone);
            Some(metric(of, &one.title).list("observations", vec![observation.into()]).into())
        });
        let rated = self.indicators(uid).filter_map(|(of, kpi)| {
            let all = file.assessments_of(of).into_iter().rev();
            let published = all.filter(|(_, one)| self.days.came(one.published));
            let ratings: Vec<Json> = published.map(|(uid, one)| rating(uid, one)).collect();
            let some = !ratings.is_empty();
            some.then(|| metric(of, &kpi.title).list("observations", ratings).into())
        });
        delivered.chain(rated).collect()
    }

    /// A milestone for each commitment: when it falls due, and whether it was met.
    pub(super) fn milestones(&self, uid: Uuid, contract: &Contract) -> Vec<Json> {
        let file = &self.from.contracts.file;
        let all = self.commitments(uid, contract).into_iter();
        all.map(|(of, one, progress)| {
            let words = one.schedule.words();
            let words = match one.quantity {
                Some(_) => format!("{} in all, {words}", one.amount(&progress.total)),
                None => words,
            };
            let deliveries = file.deliveries_of(of).into_iter();
            let last = deliveries.filter(|(_, one)| one.counts()).map(|(_, one)| one.day).max();
            let met = last.filter(|_| progress.standing == Standing::Delivered);
            let (_, due) = span(&one.schedule, contract.starts);
            let settled =
                (progress.standing == Standing::Waived).then_some("; no longer asked for");
            Object::new()
                .with("id", of.to_string())
                .with("title", one.title.as_str())
                .with("type", "delivery")
                .with("description", format!("{words}{}", settled.unwrap_or_default()))
                .with("dueDate", ends(due))
                .maybe("dateMet", met.map(begins))
                .maybe("status", self.milestone_status(&progress))
                .into()
        })
        .collect()
    }

    fn milestone_status(&self, progress: &Progress) -> Option<&'static str> {
        let partly = !progress.delivered.is_zero();
        match progress.standing {
            Standing::Waived => None,
            Standing::Delivered => Some("met"),
            _ if partly => Some("partiallyMet"),
            Standing::Short => Some("notMet"),
            Standing::Late if self.days.is_over(progress.missed) => Some("notMet"),
            _ => Some("scheduled"),
        }
    }
}

fn metric(uid: Uuid, title: &str) -> Object {
    Object::new().with("id", uid.to_string()).with("title", title)
}

/// An observation with how much it is, to four decimals, and in what it is counted.
fn measured(observation: Object, of: &Commitment, quantity: &Exact) -> Object {
    let measure = quantity.short(4).parse().ok().and_then(number);
    let unit = match (&of.unit, of.counting) {
        (Some(unit), Counting::Sum) => Some(unit.clone()),
        (Some(unit), Counting::OverTime) => Some(format!("{unit} years")),
        (None, Counting::OverTime) => Some("years".to_owned()),
        (None, Counting::Sum) => None,
    };
    let unit = unit.map_or_else(Object::new, |unit| Object::new().with("name", unit));
    observation.maybe("measure", measure).part("unit", unit)
}

fn rating(uid: Uuid, of: &Assessment) -> Json {
    Object::new()
        .with("id", uid.to_string())
        .part("period", period(Some(of.from), Some(of.to)))
        .with("measure", of.rating.words())
        .into()
}

/// The first and the last day of a schedule; one that names only a day begins with the contract.
fn span(schedule: &Schedule, starts: Date) -> (Date, Date) {
    match schedule {
        Schedule::By { day } => (starts.min(*day), *day),
        Schedule::Evenly { from, until } => (*from, *until),
        Schedule::Every { from, until, .. } => {
            let last = schedule.dues().last().map(|(day, _)| *day);
            (*from, last.unwrap_or(*until))
        }
    }
}
