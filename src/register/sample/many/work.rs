//! What officers have done for one of many procurements, up to the award: it is put into its case,
//! from which the summary, what is due and what is counted follow as after any act.

use jiff::ToSpan;
use rust_decimal::Decimal;

use super::award;
use super::chance::Chance;
use super::plan::{Fate, Plan, milliseconds};
use super::words;
use crate::domain::contract::ContractPiece;
use crate::domain::evaluation::Piece;
use crate::domain::outcome::Sought;
use crate::domain::{
    Date, Evidence, EvidenceKind, ItemId, ItemState, KeyDate, Percent, StageNo, StageState,
};
use crate::policy::{Determination, Pack};
use crate::register::case::Case;
use crate::store::{ItemRecord, OptOutRecord, StageRecord, WaitingRecord, WeightingRecord};
use uuid::Uuid;

/// The stage at which tenders are in, and the one with which a contract is awarded.
const EVALUATED: u8 = 8;
const AWARDED: u8 = 9;

/// Firms that can bid: their uids in the directory, and their names.
pub(super) type Firms = [(Uuid, String)];

/// What was done that stands in no case: the evaluation, and the contracts record by record.
#[derive(Default)]
pub(super) struct Records {
    pub(super) evaluation: Vec<Piece>,
    pub(super) contracts: Vec<ContractPiece>,
}

/// Where the work goes on.
pub(super) struct Desk<'a> {
    pub(super) chance: &'a mut Chance,
    pub(super) fate: &'a Fate,
    pub(super) officer: &'a str,
    /// The day of the start, and today.
    pub(super) started: Date,
    pub(super) today: Date,
    /// The last moment of work, in UTC and in milliseconds since 1970.
    pub(super) at: String,
    pub(super) millis: i64,
}

impl Desk<'_> {
    pub(super) fn uid(&mut self) -> Uuid {
        self.chance.uid(self.millis)
    }

    /// So many days after the start.
    pub(super) fn day(&self, days: i64) -> Date {
        later(self.started, days)
    }
}

/// So many days after a day, or before it.
pub(super) fn later(day: Date, days: i64) -> Date {
    day.civil().saturating_add(days.days()).into()
}

/// Does the work of a plan.
pub(super) fn work(
    plan: &Plan,
    case: &mut Case,
    determination: &Determination,
    firms: &Firms,
    today: Date,
) -> Records {
    let mut records = Records::default();
    let Some(fate) = &plan.fate else { return records };
    let mut chance = plan.chance.clone();
    let mut desk = Desk {
        chance: &mut chance,
        fate,
        officer: plan.officer,
        started: plan.started.date().into(),
        today,
        at: format!("{}Z", fate.worked),
        millis: milliseconds(fate.worked),
    };
    desk.settle(case, determination);
    desk.decide(case, determination);
    desk.plan_ahead(case);
    if fate.closed >= EVALUATED {
        desk.dates(case);
        let winner = award::evaluate(&mut desk, case, firms, &mut records.evaluation);
        if let Some(winner) = winner.filter(|_| fate.closed >= AWARDED) {
            records.contracts = award::contract(&mut desk, case, winner);
        }
    }
    if let Some((state, reason)) = fate.ending {
        case.record.state = state;
        case.record.state_reason = Some(reason.to_owned());
    }
    for piece in &records.contracts {
        case.contracts.put(piece.clone());
    }
    records
}

impl Desk<'_> {
    /// Settles the stages with everything that they require, and half of the next one.
    fn settle(&mut self, case: &mut Case, determination: &Determination) {
        let closed = self.fate.closed;
        for stage in StageNo::all().take(usize::from(closed) + 1) {
            let closes = stage.get() <= closed;
            if closes && self.chance.percent(5) {
                let note = Some(self.chance.pick(words::SKIPPED).to_owned());
                case.stages[stage.index()] = StageRecord { state: StageState::Skipped, note };
                continue;
            }
            let required: Vec<&ItemId> = determination
                .obligations
                .iter()
                .filter(|obligation| obligation.stage == stage)
                .map(|obligation| &obligation.id)
                .collect();
            let settled = if closes { required.len() } else { required.len() / 2 };
            for item in required.into_iter().take(settled) {
                self.settle_item(case, item);
            }
            if closes {
                let note =
                    self.chance.percent(6).then(|| self.chance.pick(words::STAGE_NOTES).to_owned());
                case.stages[stage.index()] = StageRecord { state: StageState::Closed, note };
            }
        }
    }

    fn settle_item(&mut self, case: &mut Case, item: &ItemId) {
        let ruled_out = self.chance.percent(4);
        let record = ItemRecord {
            state: if ruled_out { ItemState::NotApplicable } else { ItemState::Done },
            reason: ruled_out.then(|| self.chance.pick(words::RULED_OUT).to_owned()),
            note: self.chance.percent(5).then(|| self.chance.pick(words::NOTES).to_owned()),
        };
        case.items.insert(item.clone(), record);
        if ruled_out || !self.chance.percent(20) {
            return;
        }
        let kind = if self.chance.percent(30) {
            let (reference, name) = (&case.record.reference, item.name());
            let address = format!("https://files.example.org/{reference}/{name}.pdf");
            EvidenceKind::Link { address }
        } else {
            EvidenceKind::Note { text: self.chance.pick(words::EVIDENCE).to_owned() }
        };
        let uid = self.uid();
        let (at, officer) = (self.at.clone(), self.officer.to_owned());
        let evidence = Evidence { uid, kind, at, officer };
        case.evidence.entry(item.clone()).or_default().push(evidence);
    }

    /// What is sought, the weight of it, or why nothing is.
    fn decide(&mut self, case: &mut Case, determination: &Determination) {
        if self.fate.closed == 0 {
            return;
        }
        if self.fate.opted_out {
            case.opt_out = Some(OptOutRecord {
                explored: vec!["Work experience at the maker's own premises".to_owned()],
                why: words::WHY_OPTED_OUT.to_owned(),
                agreed_by: self.chance.pick(words::HEADS).to_owned(),
                at: self.at.clone(),
                officer: self.officer.to_owned(),
            });
            return;
        }
        let known = measures(&case.pack);
        for _ in 0..self.chance.below(3) {
            if known.is_empty() {
                break;
            }
            let (id, unit) = known[self.chance.index(known.len())];
            if case.sought.iter().any(|sought| sought.id == id) {
                continue;
            }
            case.sought.push(Sought {
                id: id.to_owned(),
                quantity: unit.map(|_| Decimal::from(self.chance.between(1, 12))),
                why: Some(self.chance.pick(words::WHY_SOUGHT).to_owned()),
            });
        }
        case.sought.sort_by(|one, other| one.id.cmp(&other.id));
        if self.fate.closed >= 3
            && let Some(finding) = &determination.weighting
            && self.chance.percent(85)
        {
            let minimum = finding.minimum.or(finding.maximum);
            let minimum = minimum.or_else(|| finding.choices.first().copied());
            let wanted = minimum.unwrap_or_default().value();
            // Some ask for more than they have to, a few for less, with a reason.
            let (more, reason) = match self.chance.below(20) {
                0 => (-5, Some("The market is thin, and quality has to decide.".to_owned())),
                1..5 => (5, Some("A long term, in an area of need.".to_owned())),
                _ => (0, None),
            };
            let weight = (wanted + Decimal::from(more)).max(Decimal::ONE);
            let agreed_by = reason.is_some().then(|| self.chance.pick(words::HEADS).to_owned());
            case.weighting = Percent::new(weight).map(|weight| WeightingRecord {
                weight,
                base: finding.base,
                reason,
                agreed_by,
                at: self.at.clone(),
                officer: self.officer.to_owned(),
            });
        }
    }

    /// When the next stages are to be finished, and whom the tender waits for.
    fn plan_ahead(&mut self, case: &mut Case) {
        if !self.fate.is_active() {
            return;
        }
        if self.chance.percent(55) {
            let mut days = self.chance.between(-25, 60);
            for stage in StageNo::all().skip(usize::from(self.fate.closed)).take(3) {
                case.targets.insert(stage, later(self.today, days));
                days += self.chance.between(10, 40);
            }
        }
        if self.chance.percent(7) {
            let until = self.chance.percent(70).then(|| self.chance.between(-10, 30));
            case.waiting = Some(WaitingRecord {
                on: self.chance.pick(words::WAITING).to_owned(),
                until: until.map(|days| later(self.today, days)),
                at: self.at.clone(),
                officer: self.officer.to_owned(),
            });
        }
    }

    /// The days of the tender, as far apart as the law asks for.
    fn dates(&mut self, case: &mut Case) {
        let notice = self.chance.between(60, 100);
        let mut days = vec![(KeyDate::TenderNotice, 0), (KeyDate::TenderDeadline, 35)];
        if self.fate.closed >= AWARDED {
            days.extend([
                (KeyDate::AssessmentSummaries, 70),
                (KeyDate::AwardNotice, 72),
                (KeyDate::ContractSigned, 88),
                (KeyDate::DetailsNotice, 100),
            ]);
        }
        for (name, after) in days {
            case.dates.insert(name, self.day(notice + after));
        }
    }
}

/// What a policy counts: the ids of its measures, or of its outcomes that have none, and units.
pub(super) fn measures(pack: &Pack) -> Vec<(&str, Option<&str>)> {
    let outcomes = pack.objectives.iter().flat_map(|objective| &objective.outcomes);
    outcomes
        .flat_map(|outcome| {
            let own = outcome.measures.is_empty().then_some((outcome.id.as_str(), None));
            let measures =
                outcome.measures.iter().map(|one| (one.id.as_str(), one.unit.as_deref()));
            own.into_iter().chain(measures)
        })
        .collect()
}
