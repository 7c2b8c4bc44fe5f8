//! Many samples at once: a register as large as one asks for, believable as the work of an
//! authority over five years, and always the same for the same seed and day.
//!
//! What officers would have done in some thirty acts is written at once, with one entry in the
//! journal, so that 100,000 procurements take minutes and not hours. The summary, what is due and
//! what is counted are worked out by the same rules as after any act, and everything goes through
//! the store's own writing methods, so its triggers see every row.

mod award;
mod chance;
mod plan;
mod ready;
mod suppliers;
pub(super) mod words;
mod work;

use std::collections::HashMap;
use std::sync::mpsc;
use std::thread;

use jiff::civil;

use crate::domain::StageNo;
use crate::register::perform::journal;
use crate::register::start::{Pinned, Rules, pin};
use crate::register::{Context, Library, Register, Result, Step, Unit, Watch};
use crate::store::Change;
use ready::{Preparing, Ready};
use work::Firms;

/// How many there are to be, and what they follow from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Many {
    pub(super) count: usize,
    pub(super) seed: u64,
}

/// How many lots of prepared procurements may wait until they are written.
const AHEAD: usize = 4;

/// Adds many procurements with everything that was done for them, in one transaction, and the
/// suppliers before, in another.
pub(super) fn fill(
    register: &mut Register,
    many: Many,
    policies: &[String],
    context: &Context,
    watch: &Watch,
) -> Result<()> {
    let Register { database, library, .. } = register;
    let today = context.today.civil();
    let change = database.change()?;
    let rated = policies.iter().filter_map(|id| library.policy(id).ok());
    let rated = rated.map(|loaded| &*loaded.pack).find(|pack| pack.supplier_status.is_some());
    let firms = suppliers::add(&change, (many.seed, many.count), rated, today)?;
    change.commit()?;
    // Once the search is written to, SQLite marks its place there before each statement of the
    // same transaction, some 86 times for a procurement.
    let change = database.change()?;
    change.in_bulk(|| {
        Filling { change: &change, library, many, policies, firms: &firms, today, watch }.all()
    })?;
    Ok(change.commit()?)
}

struct Filling<'a> {
    change: &'a Change<'a>,
    library: &'a Library,
    many: Many,
    policies: &'a [String],
    firms: &'a Firms,
    today: civil::Date,
    watch: &'a Watch,
}

impl Filling<'_> {
    /// Writes all of them. What there is to write is worked out beside, on a thread of its own.
    fn all(&self) -> Result<()> {
        let Self { library, many, policies, firms, today, .. } = *self;
        let preparing = Preparing::of(library, many, policies, firms, today)?;
        let preparing = &preparing;
        thread::scope(|scope| {
            let (sender, prepared) = mpsc::sync_channel(AHEAD);
            let beside = thread::Builder::new().spawn_scoped(scope, move || {
                // Nobody takes them any more when writing has ended early.
                preparing.lots().try_for_each(|lot| sender.send(lot).ok());
            });
            match beside {
                Ok(_) => self.write_all(prepared.into_iter()),
                // Where no other thread can be had, one does both.
                Err(_) => self.write_all(preparing.lots()),
            }
        })
    }

    fn write_all(&self, lots: impl Iterator<Item = Result<Vec<Ready>>>) -> Result<()> {
        let of = self.many.count as u64;
        let mut done = 0;
        let mut pinned: HashMap<String, Pinned> = HashMap::new();
        for lot in lots {
            for ready in lot? {
                let doing = "writing the samples";
                self.watch.step(Step { doing, done, of, unit: Unit::Procurements })?;
                let policy = &ready.case.record.policy;
                if !pinned.contains_key(policy) {
                    let rules = Rules::of(self.library, policy)?;
                    let pin = pin(self.change, rules, &ready.started)?;
                    pinned.insert(policy.clone(), pin);
                }
                if let Some(pinned) = pinned.get(policy) {
                    self.one(ready, pinned)?;
                }
                done += 1;
            }
        }
        Ok(())
    }

    /// Writes a procurement with everything that was done for it.
    fn one(&self, mut ready: Ready, pinned: &Pinned) -> Result<()> {
        let record = &mut ready.case.record;
        pinned.note(record);
        record.id = self.change.add_procurement(record)?;
        self.write(&ready)?;
        let record = &ready.case.record;
        self.change.set_agenda(record.id, &ready.due)?;
        self.change.count(record, ready.counted)?;
        journal(self.change, Some(&record.uid), "start", &ready.detail, &ready.worked)?;
        Ok(())
    }

    fn write(&self, ready: &Ready) -> Result<()> {
        let Ready { case, records, worked, .. } = ready;
        let (change, id, at) = (self.change, case.record.id, worked.now.as_str());
        for (number, stage) in StageNo::all().zip(&case.stages) {
            change.set_stage(id, number, stage, at)?;
        }
        for (item, record) in &case.items {
            let Some(stage) = item.stage() else { continue };
            change.set_item(id, (item, stage), record, (at, &worked.officer))?;
        }
        for (item, evidence) in &case.evidence {
            for one in evidence {
                change.attach(id, item, one)?;
            }
        }
        for sought in &case.sought {
            change.seek(id, sought)?;
        }
        if case.weighting.is_some() {
            change.set_weighting(id, case.weighting.as_ref())?;
        }
        if case.opt_out.is_some() {
            change.set_opt_out(id, case.opt_out.as_ref())?;
        }
        for (name, day) in &case.dates {
            change.set_key_date(id, *name, Some(*day))?;
        }
        for (stage, day) in &case.targets {
            change.set_target(id, *stage, Some(*day))?;
        }
        if case.waiting.is_some() {
            change.set_waiting(id, case.waiting.as_ref())?;
        }
        for piece in &records.evaluation {
            change.put(id, piece)?;
        }
        for piece in &records.contracts {
            change.put_contract(id, piece)?;
        }
        Ok(())
    }
}
