//! What one of many procurements is about, and how far it has come: everything follows from its
//! place among them, the seed and the day.

use jiff::ToSpan;
use jiff::civil::{self, DateTime};
use jiff::tz::TimeZone;
use uuid::Uuid;

use super::chance::Chance;
use super::words;
use crate::domain::{
    ContractType, Facts, Impact, LawFacts, Money, Needs, Percent, ProcurementState, Reference,
    Route, Subject, Tendering, cpv,
};
use crate::register::{Context, NewProcurement};

/// Over how many days the procurements were started.
pub(super) const DAYS: i64 = 1_826;

/// One of many procurements.
pub(super) struct Plan {
    pub(super) new: NewProcurement,
    pub(super) uid: Uuid,
    pub(super) officer: &'static str,
    pub(super) started: DateTime,
    /// What was done after its start, where anything was.
    pub(super) fate: Option<Fate>,
    /// What the rest of it follows from.
    pub(super) chance: Chance,
}

/// How far a procurement has come.
pub(super) struct Fate {
    /// How many stages are settled.
    pub(super) closed: u8,
    /// Why it is worked on no longer, where it is not.
    pub(super) ending: Option<(ProcurementState, &'static str)>,
    /// When it was last worked on.
    pub(super) worked: DateTime,
    pub(super) opted_out: bool,
}

impl Plan {
    /// When it was last worked on.
    pub(super) fn worked(&self) -> DateTime {
        self.fate.as_ref().map_or(self.started, |fate| fate.worked)
    }
}

impl Fate {
    pub(super) fn is_active(&self) -> bool {
        self.ending.is_none()
    }
}

/// The procurement at a place among so many, the oldest first.
pub(super) fn plan(
    (seed, at, of): (u64, usize, usize),
    reference: Option<Reference>,
    policies: &[String],
    today: civil::Date,
) -> Plan {
    let mut chance = Chance::of(seed, at);
    let ago = days_ago(at, of);
    let started = today
        .saturating_sub(ago.days())
        .to_datetime(civil::time(8, 0, 0, 0))
        .saturating_add(chance.below(9 * 60).minutes());
    let subject = &words::SUBJECTS[chance.index(words::SUBJECTS.len())];
    let (least, most) = subject.thousands;
    // Small purchases are many, large ones few.
    let size = chance.below(1_000);
    let pounds = (least * 1_000) + (most - least) * size * size / 1_000 / 250 * 250;
    let known = |chance: &mut Chance, of_hundred| chance.percent(of_hundred);
    let facts = Facts {
        advertised: known(&mut chance, 95).then_some(pounds >= 30_000),
        key_provider: known(&mut chance, 90).then(|| chance.percent(8)),
        impact: known(&mut chance, 50).then(|| match chance.below(10) {
            0..5 => Impact::None,
            5..8 => Impact::Some,
            _ => Impact::Significant,
        }),
        objectives: known(&mut chance, 40).then(|| u8::try_from(chance.between(1, 5)).unwrap_or(1)),
        needs: known(&mut chance, 40)
            .then(|| if chance.percent(40) { Needs::Highest } else { Needs::Less }),
        quality_share: known(&mut chance, 60)
            .then(|| Percent::new((chance.between(6, 16) * 5).into()))
            .flatten(),
        law: law(&mut chance, pounds),
        subject: if known(&mut chance, 75) {
            Subject {
                category: Some(subject.category.to_owned()),
                cpv: cpv::list(subject.cpv).unwrap_or_default(),
            }
        } else {
            Subject::default()
        },
        ..Facts::new(
            subject.kind,
            Money::from_pence(pounds * 100).unwrap_or_default(),
            started.date().into(),
        )
    };
    let place = chance.pick(words::PLACES);
    let ending = chance.pick(words::ENDINGS);
    // An authority buys most of its things under its own policy.
    let policy = chance.index(policies.len()).min(chance.index(policies.len()));
    let officer = words::OFFICERS[chance.index(words::OFFICERS.len())];
    let uid = chance.uid(milliseconds(started));
    let fate = fate(&mut chance, ago, started, subject.kind);
    Plan {
        new: NewProcurement {
            reference,
            title: format!("{}, {place}{ending}", subject.title),
            policy: policies.get(policy).cloned().unwrap_or_default(),
            facts,
        },
        uid,
        officer,
        started,
        fate,
        chance,
    }
}

/// How many days ago the procurement at a place was started.
pub(super) fn days_ago(at: usize, of: usize) -> i64 {
    let part = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    DAYS - (DAYS - 1).saturating_mul(part(at)) / part(of).max(1)
}

fn law(chance: &mut Chance, pounds: i64) -> LawFacts {
    if pounds < 30_000 || chance.percent(25) {
        return LawFacts::default();
    }
    let route = match chance.below(10) {
        0..5 => Route::Open,
        5..7 => Route::CompetitiveFlexible,
        7 => Route::DirectAward,
        _ => Route::CallOff,
    };
    LawFacts {
        route: Some(route),
        framework: Some(route == Route::CallOff),
        engagement: Some(chance.percent(45)),
        tendering: Some(Tendering::Standard),
        ..LawFacts::default()
    }
}

fn fate(chance: &mut Chance, ago: i64, started: DateTime, kind: ContractType) -> Option<Fate> {
    // Many purchases are written down and never walked through.
    if chance.percent(50) {
        return None;
    }
    let fastest = if kind == ContractType::Works { 300 } else { 200 };
    // From need to exit, if all goes well.
    let lasts = fastest + chance.below(1_300);
    let mut closed = (ago * 13 / lasts).min(13);
    let mut ending = None;
    if chance.percent(6) {
        closed = closed.min(chance.below(8));
        ending = Some((ProcurementState::Cancelled, chance.pick(words::CANCELLED)));
    } else if chance.percent(3) {
        closed = closed.min(chance.below(9));
        ending = Some((ProcurementState::Paused, chance.pick(words::PAUSED)));
    } else if closed == 13 {
        ending = chance
            .percent(85)
            .then_some((ProcurementState::Closed, "The contract has ended and is settled."));
    }
    let days = (lasts * closed / 13 + chance.below(20)).clamp(0, ago - 1);
    let worked =
        started.saturating_add(days.days()).saturating_add(chance.between(5, 59).minutes());
    let closed = u8::try_from(closed).unwrap_or(0);
    Some(Fate { closed, ending, worked, opted_out: closed >= 3 && chance.percent(4) })
}

/// A moment in milliseconds since 1970.
pub(super) fn milliseconds(moment: DateTime) -> i64 {
    moment.to_zoned(TimeZone::UTC).map_or(0, |zoned| zoned.timestamp().as_millisecond())
}

/// Who acts at a moment.
pub(super) fn context(moment: DateTime, officer: &str) -> Context {
    super::super::at(moment, officer)
}
