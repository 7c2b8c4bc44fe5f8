//! The plan of a tender: target dates, whom it waits for, and what follows as due.

use serde_json::json;

use crate::domain::item::ItemState;
use crate::domain::plan::{DueKind, TodayPart};
use crate::domain::{Date, KeyDate, StageNo, text};
use crate::policy::{Limit, LimitStanding, Relation};
use crate::register::act::Act;
use crate::register::case::Case;
use crate::register::deeds::{Doing, Effected};
use crate::register::{Fault, Filter, ItemView, ProcurementView, Register, Result};
use crate::store::{AgendaRecord, TodayPage, WaitingRecord};

impl Register {
    /// A window onto one part of what is due over all tenders, seen from a day, of the lines that a
    /// filter leaves.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn today(
        &self,
        part: TodayPart,
        today: Date,
        filter: &Filter,
        first: usize,
        most: usize,
    ) -> Result<TodayPage> {
        let _snapshot = self.database.snapshot()?;
        let week = today.plus_days(6).unwrap_or(today);
        Ok(self.database.today((part, filter), (today, week), first, most)?)
    }
}

impl ProcurementView {
    /// What cannot hold in the dates of the tender, a sentence for each.
    pub fn date_warnings(&self, today: Date) -> Vec<String> {
        let mut found: Vec<String> = self
            .limits
            .iter()
            .filter(|limit| limit.standing == LimitStanding::Broken)
            .filter_map(|limit| Some(format!("Not kept: {} ({}).", limit.asks()?, limit.clause)))
            .collect();
        found.extend(self.unfounded_days(today));
        found.extend(self.days_out_of_order());
        let open =
            |stage: &StageNo| self.stage(*stage).is_some_and(|stage| !stage.state.is_settled());
        let mut before: Option<(StageNo, Date)> = None;
        for (stage, day) in &self.targets {
            if let Some((earlier, last)) = before.filter(|(_, last)| *last > *day) {
                found.push(format!(
                    "Stage {stage} is to be finished on {}, before stage {earlier} on {}.",
                    day.long(),
                    last.long()
                ));
            }
            before = Some((*stage, *day));
        }
        let late = self.targets.iter().filter(|(stage, day)| **day < today && open(stage));
        found.extend(late.map(|(stage, day)| {
            format!("Stage {stage} was to be finished by {} and is open.", day.long())
        }));
        if let Some(award) = StageNo::new(9)
            && let Some(target) = self.targets.get(&award)
        {
            let standstill = self.limits.iter().find(|limit| {
                limit.bounds == Some(KeyDate::ContractSigned)
                    && limit.relation == Some(Relation::After)
            });
            if let Some(last) = standstill.and_then(|limit| limit.day).filter(|day| day >= target) {
                found.push(format!(
                    "Stage 9 is to be finished by {}, but standstill lasts until {}.",
                    target.long(),
                    last.long()
                ));
            }
        }
        found
    }

    /// Days of the award that follow from another which is not on record. Before the award one may
    /// do without the other: an engagement notice with reasons, a planned procurement notice where it
    /// is urgent, requests to participate in a procedure without them.
    fn unfounded_days(&self, today: Date) -> impl Iterator<Item = String> {
        use KeyDate::{AssessmentSummaries, AwardNotice, ContractSigned};
        let items = || self.stages.iter().flat_map(|stage| &stage.items);
        // Somebody gave the reason why it is not done, as for a user choice contract.
        let ruled_out = |item: &ItemView| item.state == ItemState::NotApplicable;
        let summaries = self.limits.iter().find(|limit| {
            limit.from == AssessmentSummaries
                && limit.bounds == Some(AwardNotice)
                && limit.needs.is_empty()
                && !items().any(|item| limit.item.as_ref() == Some(&item.id) && ruled_out(item))
        });
        let certain = self.determination.statute.above == Some(true);
        let notice = items().find(|item| {
            let due = item.by_law && item.required && !ruled_out(item);
            certain && due && item.notice.as_deref() == AwardNotice.notice()
        });
        let due = [
            (AssessmentSummaries, AwardNotice, summaries.map(|limit| &limit.clause)),
            (AwardNotice, ContractSigned, notice.map(|item| &item.clause)),
        ];
        due.into_iter().filter_map(move |(first, then, clause)| {
            // What is only planned has time for what comes before it.
            let day = self.dates.get(&then).filter(|day| **day <= today)?;
            let clause = clause.filter(|_| !self.dates.contains_key(&first))?;
            Some(format!(
                "“{}” is {}, and there is no day for “{}”, which has to come before it ({clause}).",
                then.words(),
                day.long(),
                first.words(),
            ))
        })
    }

    /// Days of the tender that come before what they follow.
    fn days_out_of_order(&self) -> Vec<String> {
        let told = |first: KeyDate, then: KeyDate| {
            let broken = |limit: &&Limit| limit.standing == LimitStanding::Broken;
            let mut limits = self.limits.iter().filter(broken);
            limits.any(|limit| limit.from == first && limit.bounds == Some(then))
        };
        let mut found = Vec::new();
        let mut before: Vec<(KeyDate, Date)> = Vec::new();
        for step in COURSE {
            let days = step.iter().filter_map(|name| Some((*name, *self.dates.get(name)?)));
            let days: Vec<(KeyDate, Date)> = days.collect();
            for (then, day) in &days {
                let late =
                    before.iter().filter(|(first, begun)| begun > day && !told(*first, *then));
                found.extend(late.map(|(first, begun)| {
                    format!(
                        "“{}”, {}, lies before “{}”, {}.",
                        then.words(),
                        day.long(),
                        first.words(),
                        begun.long()
                    )
                }));
            }
            if !days.is_empty() {
                before = days;
            }
        }
        found
    }
}

/// The days of a tender in the order in which they come; those side by side in any.
const COURSE: [&[KeyDate]; 8] = [
    &[KeyDate::EngagementNotice, KeyDate::PlannedNotice],
    &[KeyDate::TenderNotice],
    &[KeyDate::ParticipationDeadline],
    &[KeyDate::TenderDeadline],
    &[KeyDate::TransparencyNotice, KeyDate::AssessmentSummaries],
    &[KeyDate::AwardNotice],
    &[KeyDate::ContractSigned],
    &[
        KeyDate::DetailsNotice,
        KeyDate::ContractCopy,
        KeyDate::ChangeNotice,
        KeyDate::PerformanceNotice,
        KeyDate::ContractEnd,
        KeyDate::TerminationNotice,
    ],
];

/// What is due of a procurement: targets of open stages, limits that nothing has met yet, days
/// that come, and what it waits for. Nothing of one that cannot be worked on.
pub(super) fn agenda(case: &Case, limits: &[Limit]) -> Vec<AgendaRecord> {
    if !case.record.state.is_workable() {
        return Vec::new();
    }
    let mut due = Vec::new();
    for (stage, day) in &case.targets {
        let open = case.stages.get(stage.index()).is_some_and(|stage| !stage.state.is_settled());
        if open {
            due.push(AgendaRecord {
                kind: DueKind::Target,
                name: format!("{:02}", stage.get()),
                day: *day,
                what: format!("Finish stage {stage}, {}", stage.short_name()),
            });
        }
    }
    let settled =
        |limit: &Limit| limit.item.as_ref().is_some_and(|id| case.item_state(id).is_settled());
    for limit in limits.iter().filter(|limit| limit.standing == LimitStanding::Known) {
        let Some(day) = limit.day.filter(|_| limit.needs.is_empty()) else { continue };
        let kind = match limit.relation {
            Some(Relation::By) => DueKind::Limit,
            // Something is to be done by then; without it the day is only good to know.
            None if limit.item.is_some() => DueKind::Limit,
            Some(Relation::After | Relation::OnOrAfter) | None => DueKind::Date,
        };
        if kind == DueKind::Limit && settled(limit) {
            continue;
        }
        let what = limit.text.clone();
        due.push(AgendaRecord { kind, name: limit.id.clone(), day, what });
    }
    let coming = [KeyDate::ParticipationDeadline, KeyDate::TenderDeadline, KeyDate::ContractEnd];
    for name in coming {
        if let Some(day) = case.dates.get(&name) {
            due.push(AgendaRecord {
                kind: DueKind::Date,
                name: name.to_string(),
                day: *day,
                what: name.words().to_owned(),
            });
        }
    }
    for thing in case.contracts.due(case.review_months()) {
        due.push(AgendaRecord {
            kind: DueKind::Contract,
            name: format!("{}-{}", thing.what, thing.uid),
            day: thing.day,
            what: thing.sentence(),
        });
    }
    if let Some(waiting) = &case.waiting
        && let Some(day) = waiting.until
    {
        due.push(AgendaRecord {
            kind: DueKind::Waiting,
            name: "waiting".to_owned(),
            day,
            what: format!("Waiting on {}", waiting.on),
        });
    }
    due
}

impl Doing<'_> {
    pub(super) fn set_target(
        &mut self,
        act: &Act,
        stage: StageNo,
        day: Option<Date>,
    ) -> Result<Effected> {
        let before = self.case.targets.get(&stage).copied();
        if before == day {
            return Err(Fault::invalid(match day {
                Some(day) => format!("Stage {stage} has the target {} already.", day.british()),
                None => format!("Stage {stage} has no target date."),
            }));
        }
        self.change.set_target(self.record.id, stage, day)?;
        Ok(Effected::new(
            json!({ "act": act, "before": before }),
            Act::SetTarget { stage, day: before },
        ))
    }

    pub(super) fn wait_for(
        &mut self,
        act: &Act,
        on: &str,
        until: Option<Date>,
    ) -> Result<Effected> {
        let on = text::line("Whom the tender waits for", on)?;
        let (at, officer) = self.at();
        let record = WaitingRecord { on, until, at: at.to_owned(), officer: officer.to_owned() };
        let mut effected = self.write_waiting(act, Some(&record))?;
        if let Some(day) = until.filter(|day| *day < self.context.today) {
            effected.warnings.push(format!("{} has passed already.", day.long()));
        }
        Ok(effected)
    }

    pub(super) fn write_waiting(
        &mut self,
        act: &Act,
        record: Option<&WaitingRecord>,
    ) -> Result<Effected> {
        let before = self.case.waiting.clone();
        if before.is_none() && record.is_none() {
            return Err(Fault::invalid("The tender waits on nobody."));
        }
        self.change.set_waiting(self.record.id, record)?;
        Ok(Effected::new(
            json!({ "act": act, "before": before }),
            Act::RestoreWaiting { record: before },
        ))
    }
}
