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
mod suppliers;
pub(super) mod words;
mod work;

use std::collections::HashMap;

use jiff::civil;
use serde_json::json;

use crate::domain::{Reference, StageNo};
use crate::policy::Determination;
use crate::register::case::Case;
use crate::register::perform::journal;
use crate::register::start::{Pinned, pin, untouched};
use crate::register::{
    Act, Context, Library, Register, Result, StageView, Step, Unit, Watch, dashboard,
    plan as planned, walk,
};
use crate::store::{Change, StageRecord};
use plan::{Plan, context as acting};
use work::{Firms, Records};

/// The running numbers begin here in each year, past those of the other samples.
const FIRST_NUMBER: u32 = 101;

/// How many there are to be, and what they follow from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Many {
    pub(super) count: usize,
    pub(super) seed: u64,
}

/// Adds many procurements with everything that was done for them, in one transaction.
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
    /// Writes all of them in the order of the time of their entries, so that the journal reads
    /// like one.
    fn all(&self) -> Result<()> {
        let mut numbers: HashMap<i16, u32> = HashMap::new();
        let mut moments = Vec::with_capacity(self.many.count);
        for at in 0..self.many.count {
            let plan = self.plan(at, None);
            let year = plan.started.date().year();
            let number = numbers.entry(year).or_insert(FIRST_NUMBER);
            moments.push((plan.worked(), at, year, *number));
            *number += 1;
        }
        moments.sort_unstable();
        let mut pinned: HashMap<String, Pinned> = HashMap::new();
        let of = self.many.count as u64;
        for (done, (_, at, year, number)) in (0..).zip(moments) {
            let doing = "writing the samples";
            self.watch.step(Step { doing, done, of, unit: Unit::Procurements })?;
            let plan = self.plan(at, Some(Reference::numbered(year, number)));
            if !pinned.contains_key(&plan.new.policy) {
                let policy = self.library.policy(&plan.new.policy)?.clone();
                let overlay = self.library.overlay()?.clone();
                let acting = acting(plan.started, plan.officer);
                let pin = pin(self.change, policy, overlay, &acting)?;
                pinned.insert(plan.new.policy.clone(), pin);
            }
            if let Some(pinned) = pinned.get(&plan.new.policy) {
                self.one(&plan, pinned)?;
            }
        }
        Ok(())
    }

    fn plan(&self, at: usize, reference: Option<Reference>) -> Plan {
        let Many { count, seed } = self.many;
        plan::plan((seed, at, count), reference, self.policies, self.today)
    }

    /// Writes a procurement with everything that was done for it.
    fn one(&self, plan: &Plan, pinned: &Pinned) -> Result<()> {
        let (new, started) = (&plan.new, acting(plan.started, plan.officer));
        let acting = acting(plan.worked(), plan.officer);
        let named = (
            new.reference.clone().unwrap_or_else(|| Reference::numbered(0, 0)),
            new.title.clone(),
            plan.uid,
        );
        let mut case = untouched(new, named, pinned, &started)?;
        case.record.changed_at.clone_from(&acting.now);
        case.stages = vec![StageRecord::default(); StageNo::all().len()];
        let determination = case.determination();
        let records = work::work(plan, &mut case, &determination, self.firms, self.today.into());
        let stages = in_short(&case, &determination);
        let summary = walk::summary(&stages, case.record.state);
        let due = planned::agenda(&case, &stages, &case.limits(&determination));
        let record = &mut case.record;
        record.stage = summary.stage;
        record.closed_stages = summary.closed;
        record.next_item = summary.next_item;
        record.next_text = summary.next_text;
        record.id = self.change.add_procurement(record)?;
        self.write(&case, &records, &acting)?;
        self.change.set_agenda(case.record.id, &due)?;
        self.change.count(&case.record, dashboard::counted(&case, &determination))?;
        let mut detail = pinned.detail(&Act::Start(new.clone()), &case.record);
        detail["sample"] = match summary.closed {
            0 => json!("a sample"),
            closed => json!(format!("a sample, with {closed} settled stages at once")),
        };
        journal(self.change, Some(&case.record.uid), "start", &detail, &acting)?;
        Ok(())
    }

    fn write(&self, case: &Case, records: &Records, acting: &Context) -> Result<()> {
        let (change, id, at) = (self.change, case.record.id, acting.now.as_str());
        for (number, stage) in StageNo::all().zip(&case.stages) {
            change.set_stage(id, number, stage, at)?;
        }
        for (item, record) in &case.items {
            let Some(stage) = item.stage() else { continue };
            change.set_item(id, (item, stage), record, (at, &acting.officer))?;
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

/// The stages as far as the summary and what is due look at them: what is required, and where it
/// stands. The whole view would write a sentence for every item.
fn in_short(case: &Case, determination: &Determination) -> Vec<StageView> {
    let mut stages: Vec<StageView> = StageNo::all()
        .zip(&case.stages)
        .map(|(number, record)| StageView {
            number,
            state: record.state,
            note: None,
            silence: None,
            items: Vec::new(),
        })
        .collect();
    for required in &determination.obligations {
        let mut item = walk::view(case, &required.id, required.stage);
        item.required = true;
        item.text.clone_from(&required.text);
        stages[required.stage.index()].items.push(item);
    }
    stages
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::sample;
    use crate::register::{Clock, Filter, Library, Sort};

    #[test]
    fn the_summary_of_many_samples_is_that_of_their_whole_walk() {
        let folder = tempfile::tempdir().unwrap();
        let context = Clock::fixed("2026-11-21T09:00:00Z").unwrap().context("A. Officer");
        let path = folder.path().join("register.db");
        let mut register = Register::open(&path, Library::new(None), &context).unwrap();
        sample::fill(&mut register, &context, 100).unwrap();
        let list = register.list(&Filter::default(), Sort::default(), 0, 100).unwrap();
        assert_eq!(list.rows.len(), 100);
        for row in list.rows {
            let view = register.procurement(row.reference.as_str()).unwrap();
            let summary = walk::summary(&view.stages, view.state);
            let kept = (row.stage, row.closed_stages, row.next_item, row.next_text);
            let followed = (summary.stage, summary.closed, summary.next_item, summary.next_text);
            assert_eq!(kept, followed, "{}", row.reference);
        }
    }
}
