//! Sample procurements, made only through the register's own door.
//!
//! A sample says how far a tender has come; [`fill`] turns it into the acts that
//! officers would have done, spread over the days since its start, and performs
//! them in the order of their moments. Everything follows from the day that is
//! given: the same day gives the same samples.

mod after;
mod many;
mod tenders;

use std::fs;
use std::path::{Path, PathBuf};

use jiff::ToSpan;
use jiff::civil::{self, DateTime};
use uuid::Uuid;

use crate::domain::{
    Date, Facts, ItemId, LawFacts, Money, Reference, Route, StageNo, Subject, Tendering, cpv,
};
use crate::policy::{Determination, determine};
use crate::register::{
    Act, Context, Library, LoadedPack, NewEvidence, NewProcurement, Order, Register, Result, Watch,
};
use crate::store::Apart;
use tenders::{Ending, TENDERS, Tender};

/// A folder that is removed when it goes out of scope.
#[derive(Debug)]
pub struct ThrownAway(PathBuf);

impl Drop for ThrownAway {
    fn drop(&mut self) {
        // What cannot be removed is left to the system's own cleaning.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A register of samples in a folder that is thrown away with it; drop the register first.
///
/// # Errors
/// When it cannot be written.
pub fn thrown_away(
    library: Library,
    context: &Context,
    rows: usize,
) -> Result<(Register, ThrownAway)> {
    let rows = Rows { count: rows, seed: 0 };
    thrown_away_watched(library, context, rows, &Watch::nobody())
}

/// The same while somebody watches, and from a seed.
///
/// # Errors
/// When it cannot be written, or the work is to stop.
pub fn thrown_away_watched(
    library: Library,
    context: &Context,
    rows: Rows,
    watch: &Watch,
) -> Result<(Register, ThrownAway)> {
    let folder = std::env::temp_dir().join(format!("tenderbook-demo-{}", Uuid::now_v7()));
    let guard = ThrownAway(folder.clone());
    let register = kept(&folder.join("register.db"), library, context, rows, watch)?;
    Ok((register, guard))
}

/// A register of samples at a place where there is nothing yet: it is there whole or not at all.
///
/// # Errors
/// When something is there, it cannot be written, or the work is to stop.
pub fn kept(
    path: &Path,
    library: Library,
    context: &Context,
    rows: Rows,
    watch: &Watch,
) -> Result<Register> {
    let apart = Apart::of(path, &context.now)?;
    let mut register = Register::over(apart.open()?, library);
    fill_watched(&mut register, context, rows, watch)?;
    let Register { library, database, .. } = register;
    // Closed, its file is complete.
    drop(database);
    apart.arrive()?;
    Register::open(path, library, context)
}

/// How many procurements a register of samples is to have, and what the many follow from.
#[derive(Debug, Clone, Copy, Default)]
pub struct Rows {
    /// How many; nought for the few samples alone.
    pub count: usize,
    /// The same seed gives the same procurements on the same day.
    pub seed: u64,
}

/// Fills a register with samples, until there are `rows` procurements.
///
/// # Errors
/// When the register cannot be written.
pub fn fill(register: &mut Register, context: &Context, rows: usize) -> Result<()> {
    fill_watched(register, context, Rows { count: rows, seed: 0 }, &Watch::nobody())
}

/// The same while somebody watches, and from a seed.
///
/// # Errors
/// When the register cannot be written, or the work is to stop; then nothing was written.
pub fn fill_watched(
    register: &mut Register,
    context: &Context,
    rows: Rows,
    watch: &Watch,
) -> Result<()> {
    let known: Vec<&Tender> =
        TENDERS.iter().filter(|tender| register.library().policy(tender.policy).is_ok()).collect();
    let missing = rows.count.saturating_sub(known.len());
    if missing > 0 {
        let mut policies: Vec<String> = Vec::new();
        for tender in &known {
            if !policies.iter().any(|policy| policy == tender.policy) {
                policies.push(tender.policy.to_owned());
            }
        }
        let many = many::Many { count: missing, seed: rows.seed };
        many::fill(register, many, &policies, context, watch)?;
    }
    let mut walked = Vec::new();
    let mut runs = None;
    for tender in known {
        let plan = Plan::of(tender, register, context)?;
        if tender.number == after::RUNS {
            runs.clone_from(&plan.new.reference);
        }
        register.start_many([plan.new], &plan.start)?;
        walked.extend(plan.acts);
    }
    walked.sort_by(|(_, one), (_, other)| one.now.cmp(&other.now));
    register.perform_all(&walked, watch)?;
    if let Some(reference) = runs {
        // On the day on which the sample was last worked on.
        let before = civil_of(context).saturating_sub(3.days());
        let context = at(before.to_datetime(civil::time(17, 30, 0, 0)), "A. Officer");
        after::fill(register, &reference, &context)?;
    }
    Ok(())
}

fn civil_of(context: &Context) -> civil::Date {
    context.today.civil()
}

fn at(moment: DateTime, officer: &str) -> Context {
    Context { officer: officer.to_owned(), now: format!("{moment}Z"), today: moment.date().into() }
}

/// What officers have done for one sample.
struct Plan {
    new: NewProcurement,
    start: Context,
    acts: Vec<(Order, Context)>,
}

impl Plan {
    fn of(tender: &Tender, register: &Register, context: &Context) -> Result<Self> {
        let began = civil_of(context).saturating_sub(i64::from(tender.began).days());
        let library = register.library();
        let facts = facts(tender, began.into());
        let policy = library.policy(tender.policy)?;
        let found = determine(&policy.pack, &library.overlay()?.pack, &facts);
        let reference = Reference::numbered(began.year(), tender.number);
        let mut acts = acts(tender, policy, &found, &reference);
        acts.splice(0..0, planned(tender, context.today));
        let days = i64::from(tender.began.saturating_sub(tender.rested)).max(1);
        let count = i64::try_from(acts.len()).unwrap_or(i64::MAX).max(1);
        let acts = (1..).zip(acts).map(|(step, act): (i64, Act)| {
            // Evenly over the days, and within a working day of eight hours.
            let minutes = days * 480 * step / (count + 1);
            let day = began.saturating_add((minutes / 480).days());
            let moment =
                day.to_datetime(civil::time(9, 0, 0, 0)).saturating_add((minutes % 480).minutes());
            (Order::on(reference.as_str(), act), at(moment, tender.officer))
        });
        Ok(Self {
            start: at(began.to_datetime(civil::time(8, 30, 0, 0)), tender.officer),
            acts: acts.collect(),
            new: NewProcurement {
                reference: Some(reference.clone()),
                title: tender.title.to_owned(),
                policy: tender.policy.to_owned(),
                facts,
            },
        })
    }
}

fn facts(tender: &Tender, start: Date) -> Facts {
    Facts {
        advertised: tender.advertised,
        key_provider: tender.key_provider,
        impact: tender.impact,
        objectives: tender.objectives,
        needs: tender.needs,
        quality_share: tender.quality.parse().ok(),
        subject: Subject {
            category: Some(tender.category.to_owned()),
            cpv: cpv::list(tender.cpv).unwrap_or_default(),
        },
        law: LawFacts {
            route: Some(Route::Open),
            framework: Some(false),
            engagement: Some(true),
            tendering: Some(Tendering::Standard),
            ..LawFacts::default()
        },
        ..Facts::new(tender.contract_type, money(tender.pounds), start)
    }
}

/// The plan of a tender that goes on: the next stages, three weeks each, the first a few days
/// before or after today; some wait on someone, and every fifth has no plan.
fn planned(tender: &Tender, today: Date) -> Vec<Act> {
    if !matches!(tender.ending, Ending::Goes) || tender.number.is_multiple_of(5) {
        return Vec::new();
    }
    let later = |days: u32| -> Option<Date> {
        let begin = today.civil().saturating_sub(4.days());
        Some(begin.saturating_add(i64::from(days).days()).into())
    };
    let first = u32::from(tender.closed) * 5 % 12;
    let next = StageNo::all().skip(usize::from(tender.closed)).take(4);
    let mut acts: Vec<Act> = (0u32..)
        .zip(next)
        .map(|(at, stage)| Act::SetTarget { stage, day: later(first + 21 * at) })
        .collect();
    if tender.number.is_multiple_of(7) {
        let on = "the budget holder".to_owned();
        acts.push(Act::WaitFor { on, until: later(first + 3) });
    }
    acts
}

fn money(pounds: i64) -> Money {
    Money::from_pence(pounds * 100).unwrap_or_default()
}

/// The acts of one tender, in order.
fn acts(
    tender: &Tender,
    policy: &LoadedPack,
    found: &Determination,
    reference: &Reference,
) -> Vec<Act> {
    let mut acts = Vec::new();
    let mut told = 0;
    for stage in StageNo::all().take(usize::from(tender.closed) + 1) {
        let closes = stage.get() <= tender.closed;
        if let Some((_, reason)) =
            tender.skipped.iter().find(|(skipped, _)| *skipped == stage.get())
            && closes
        {
            acts.push(Act::SkipStage { stage, reason: (*reason).to_owned() });
            continue;
        }
        let required: Vec<&ItemId> =
            found.obligations.iter().filter(|o| o.stage == stage).map(|o| &o.id).collect();
        let settled = if closes { required.len() } else { required.len() / 2 };
        for item in required.into_iter().take(settled) {
            acts.extend(settle(tender, item, reference, &mut told));
        }
        let chosen: Vec<&tenders::Sought> =
            tender.sought.iter().filter(|sought| sought.stage == stage.get()).collect();
        for sought in chosen {
            if knows(policy, sought.outcome) {
                acts.push(Act::Seek {
                    outcome: sought.outcome.to_owned(),
                    quantity: sought.quantity.parse().ok(),
                    why: Some(sought.why.to_owned()),
                });
            }
        }
        if closes {
            let note = tender.notes.iter().find(|(noted, _)| *noted == stage.get());
            let note = note.map(|(_, note)| (*note).to_owned());
            acts.push(Act::CloseStage { stage, note });
        }
    }
    match tender.ending {
        Ending::Goes => {}
        Ending::Ends(state, reason) => {
            acts.push(Act::SetState { state, reason: reason.to_owned() });
        }
    }
    acts
}

/// Settles one item: ruled out where the tender says so, else done, mostly with evidence.
fn settle(tender: &Tender, item: &ItemId, reference: &Reference, told: &mut usize) -> Vec<Act> {
    let ruled_out = tender.ruled_out.iter().find(|(id, _)| *id == item.as_str());
    if let Some((_, reason)) = ruled_out {
        return vec![Act::RuleOutItem { item: item.clone(), reason: (*reason).to_owned() }];
    }
    let mut acts = Vec::new();
    *told += 1;
    let stage = item.stage().map_or(0, StageNo::get);
    let evidence = match *told % 4 {
        0 => None,
        2 => Some(NewEvidence::Link {
            address: format!(
                "https://files.example.org/{reference}/stage-{stage:02}/{}.pdf",
                item.name()
            ),
        }),
        _ => {
            let note = tenders::NOTES[(*told / 2 + usize::from(stage)) % tenders::NOTES.len()];
            Some(NewEvidence::Note { text: note.to_owned() })
        }
    };
    if let Some(evidence) = evidence {
        acts.push(Act::Attach { item: item.clone(), evidence });
    }
    acts.push(Act::TickItem { item: item.clone() });
    acts
}

/// Whether the policy knows an outcome or measure: a user's own edition may not.
fn knows(policy: &LoadedPack, id: &str) -> bool {
    let mut outcomes = policy.pack.objectives.iter().flat_map(|objective| &objective.outcomes);
    outcomes
        .any(|outcome| outcome.id == id || outcome.measures.iter().any(|measure| measure.id == id))
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;

    use super::*;
    use crate::domain::ProcurementState;
    use crate::domain::plan::TodayPart;
    use crate::register::{Clock, Filter, Library, Sort};

    fn filled(rows: usize) -> (tempfile::TempDir, Register) {
        let folder = tempfile::tempdir().unwrap();
        let context = Clock::fixed("2026-11-21T09:00:00Z").unwrap().context("A. Officer");
        let path = folder.path().join("register.db");
        let mut register = Register::open(&path, Library::new(None), &context).unwrap();
        fill(&mut register, &context, rows).unwrap();
        (folder, register)
    }

    #[test]
    fn every_sample_has_a_category_and_a_code_that_can_be_read() {
        for tender in TENDERS {
            assert!(!tender.category.is_empty(), "{}", tender.title);
            let codes = cpv::list(tender.cpv).unwrap();
            assert!(!codes.is_empty(), "{}", tender.title);
        }
    }

    #[test]
    fn the_samples_show_every_policy_and_every_state_at_different_stages() {
        let (_folder, register) = filled(0);
        let list = register.list(&Filter::default(), Sort::default(), 0, 100).unwrap();
        assert_eq!(list.total, TENDERS.len());
        for loaded in register.library().policies() {
            let id = &loaded.pack.policy.id;
            assert!(list.rows.iter().any(|row| row.policy == *id), "{id}");
        }
        for state in [
            ProcurementState::Active,
            ProcurementState::Paused,
            ProcurementState::Cancelled,
            ProcurementState::Closed,
        ] {
            assert!(list.rows.iter().any(|row| row.state == state), "{state}");
        }
        let mut stages: Vec<u8> = list.rows.iter().map(|row| row.closed_stages).collect();
        stages.sort_unstable();
        stages.dedup();
        assert!(stages.len() >= 7, "{stages:?}");
        assert_eq!(register.verify().unwrap().faults, Vec::<String>::new());
    }

    #[test]
    fn everything_that_a_sample_names_is_in_its_policy() {
        let (_folder, register) = filled(0);
        for tender in TENDERS {
            let policy = register.library().policy(tender.policy).unwrap();
            for (id, _) in tender.ruled_out {
                let id: ItemId = id.parse().unwrap();
                assert!(policy.pack.item(&id).is_some(), "{id}");
            }
            for sought in tender.sought {
                assert!(knows(policy, sought.outcome), "{} {}", tender.policy, sought.outcome);
            }
        }
        let list = register.list(&Filter::default(), Sort::default(), 0, 100).unwrap();
        let views: Vec<_> = list
            .rows
            .iter()
            .map(|row| register.procurement(row.reference.as_str()).unwrap())
            .collect();
        let items = || views.iter().flat_map(|view| &view.stages).flat_map(|stage| &stage.items);
        assert!(items().any(|item| item.reason.is_some()));
        assert!(items().any(|item| !item.evidence.is_empty()));
        assert!(views.iter().any(|view| !view.sought.is_empty()));
        assert!(views.iter().all(|view| view.changed_at.as_str() < "2026-11-21T09:00:00Z"));
    }

    #[test]
    fn rows_are_added_until_there_are_as_many_as_asked_for_and_are_always_the_same() {
        let titles = |register: &Register| -> Vec<String> {
            let list = register.list(&Filter::default(), Sort::default(), 0, 100).unwrap();
            list.rows.into_iter().map(|row| format!("{} {}", row.reference, row.title)).collect()
        };
        let (_one_folder, one) = filled(40);
        let (_other_folder, other) = filled(40);
        assert_eq!(titles(&one).len(), 40);
        assert_eq!(titles(&one), titles(&other));
        assert_eq!(one.verify().unwrap().faults, Vec::<String>::new());
    }

    #[test]
    fn many_samples_show_every_part_of_the_work_and_follow_from_their_rules_and_the_journal() {
        let (_folder, mut register) = filled(300);
        let context = Clock::fixed("2026-11-21T09:00:00Z").unwrap().context("A. Officer");
        let all = register.verify_all(&[], &Watch::nobody()).unwrap();
        assert_eq!(all.faults, Vec::<String>::new());
        let list = register.list(&Filter::default(), Sort::default(), 0, 300).unwrap();
        assert_eq!(list.total, 300);
        for state in [
            ProcurementState::Active,
            ProcurementState::Paused,
            ProcurementState::Cancelled,
            ProcurementState::Closed,
        ] {
            let there = list.rows.iter().filter(|row| row.state == state).count();
            assert!(there > 1, "{state}: {there}");
        }
        for closed in 0..=13 {
            assert!(list.rows.iter().any(|row| row.closed_stages == closed), "{closed}");
        }
        let mut deliveries = 0;
        let mut awards = 0;
        for row in &list.rows {
            let contracts = register.contracts(row.reference.as_str(), &context).unwrap();
            deliveries += contracts.file.deliveries.len();
            let evaluation = register.evaluation(row.reference.as_str()).unwrap();
            awards += evaluation.evaluation.awards.len();
        }
        assert!(deliveries > 10 && awards > 10, "{deliveries} deliveries, {awards} awards");
        for part in TodayPart::iter() {
            let due = register.today(part, context.today, &Filter::default(), 0, 1).unwrap();
            assert!(!due.lines.is_empty(), "{part}");
        }
        assert!(!register.directory().unwrap().lines.is_empty());
        assert!(register.dashboard().unwrap().parts.len() > 4);
    }

    #[test]
    fn another_seed_gives_other_procurements() {
        let titles = |seed| {
            let folder = tempfile::tempdir().unwrap();
            let context = Clock::fixed("2026-11-21T09:00:00Z").unwrap().context("A. Officer");
            let path = folder.path().join("register.db");
            let mut register = Register::open(&path, Library::new(None), &context).unwrap();
            let rows = Rows { count: 40, seed };
            fill_watched(&mut register, &context, rows, &Watch::nobody()).unwrap();
            let list = register.list(&Filter::default(), Sort::default(), 0, 40).unwrap();
            list.rows.into_iter().map(|row| row.title).collect::<Vec<_>>()
        };
        assert_ne!(titles(1), titles(2));
    }
}
