//! What there is to write of each of many procurements: worked out from the rules alone, without
//! the register, so that it can be done beside the writing.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use jiff::civil;
use jiff::civil::DateTime;
use serde_json::{Value, json};

use super::Many;
use super::plan::{self, Plan, context as acting};
use super::work::{self, Firms, Records};
use crate::domain::{Reference, StageNo};
use crate::policy::{SocialValue, WeightPlace};
use crate::register::case::Case;
use crate::register::start::{Rules, untouched};
use crate::register::{Act, Context, Library, Result, dashboard, plan as planned, walk};
use crate::store::{AgendaRecord, StageRecord};

/// The running numbers begin here in each year, past those of the other samples.
const FIRST_NUMBER: u32 = 101;

/// How many are prepared at a time.
const LOT: usize = 32;

/// A procurement with everything that was done for it.
pub(super) struct Ready {
    /// The start, and the last moment of work.
    pub(super) started: Context,
    pub(super) worked: Context,
    pub(super) case: Case,
    pub(super) records: Records,
    pub(super) due: Vec<AgendaRecord>,
    pub(super) counted: (SocialValue, WeightPlace),
    /// What its entry in the journal says.
    pub(super) detail: Value,
}

/// One of many: when it was last worked on, its place among the others, its year and number.
type Turn = (DateTime, usize, i16, u32);

/// Everything that they follow from.
pub(super) struct Preparing<'a> {
    many: Many,
    policies: &'a [String],
    firms: &'a Firms,
    today: civil::Date,
    rules: HashMap<String, Rules>,
    turns: Vec<Turn>,
}

impl<'a> Preparing<'a> {
    /// Puts them in the order of the time of their entries, so that the journal reads like one.
    pub(super) fn of(
        library: &Library,
        many: Many,
        policies: &'a [String],
        firms: &'a Firms,
        today: civil::Date,
    ) -> Result<Self> {
        let turns = Vec::with_capacity(many.count);
        let mut of = Self { many, policies, firms, today, rules: HashMap::new(), turns };
        let mut numbers: HashMap<i16, u32> = HashMap::new();
        for at in 0..many.count {
            let plan = of.plan(at, None);
            let year = plan.started.date().year();
            let number = numbers.entry(year).or_insert(FIRST_NUMBER);
            of.turns.push((plan.worked(), at, year, *number));
            *number += 1;
            if let Entry::Vacant(new) = of.rules.entry(plan.new.policy) {
                let rules = Rules::of(library, new.key())?;
                new.insert(rules);
            }
        }
        of.turns.sort_unstable();
        Ok(of)
    }

    /// All of them in their order, some at a time.
    pub(super) fn lots(&self) -> impl Iterator<Item = Result<Vec<Ready>>> {
        self.turns.chunks(LOT).map(|lot| {
            lot.iter()
                .filter_map(|(_, at, year, number)| {
                    let plan = self.plan(*at, Some(Reference::numbered(*year, *number)));
                    let rules = self.rules.get(&plan.new.policy)?;
                    Some(self.one(&plan, rules))
                })
                .collect()
        })
    }

    fn plan(&self, at: usize, reference: Option<Reference>) -> Plan {
        let Many { count, seed } = self.many;
        plan::plan((seed, at, count), reference, self.policies, self.today)
    }

    fn one(&self, plan: &Plan, rules: &Rules) -> Result<Ready> {
        let (new, started) = (&plan.new, acting(plan.started, plan.officer));
        let worked = acting(plan.worked(), plan.officer);
        let named = (
            new.reference.clone().unwrap_or_else(|| Reference::numbered(0, 0)),
            new.title.clone(),
            plan.uid,
        );
        let mut case = untouched(new, named, rules, &started)?;
        case.record.changed_at.clone_from(&worked.now);
        case.stages = vec![StageRecord::default(); StageNo::all().len()];
        let determination = case.determination();
        let records = work::work(plan, &mut case, &determination, self.firms, self.today.into());
        let summary = walk::summary(&case, &determination);
        let due = planned::agenda(&case, &case.limits(&determination));
        let record = &mut case.record;
        record.stage = summary.stage;
        record.closed_stages = summary.closed;
        record.next_item = summary.next_item;
        record.next_text = summary.next_text;
        let mut detail = rules.detail(&Act::Start(new.clone()), record);
        detail["sample"] = match summary.closed {
            0 => json!("a sample"),
            closed => json!(format!("a sample, with {closed} settled stages at once")),
        };
        let counted = dashboard::counted(&case, &determination);
        Ok(Ready { started, worked, case, records, due, counted, detail })
    }
}
