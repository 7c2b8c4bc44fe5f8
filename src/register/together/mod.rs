//! Several registers read as one: what stands in more than one of them is taken once.
//!
//! A procurement is known by its uid. Of its copies the one that was changed last is taken, with
//! the contracts, commitments and deliveries that hang on it. Only the uids are kept while the
//! registers are read; procurements pass by one at a time.

mod firms;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use uuid::Uuid;

pub use firms::{Firm, Firms, StatusDecision};

use crate::domain::contract::ContractFile;
use crate::domain::evaluation::{LotNo, OwnMeasure};
use crate::domain::outcome::Sought;
use crate::domain::{Date, Facts, KeyDates, Percent, ProcurementState, Reference};
use crate::policy::{Determination, Pack};
use crate::register::evaluation::social_share;
use crate::register::{OptOutRecord, Register, Result, Step, Unit, Watch, WeightingView};
use crate::store::Snapshot;

/// What is being done while registers are read, for whoever watches.
const DOING: &str = "reading the registers";

/// One procurement with what reports over many of them count.
#[derive(Debug, Clone)]
pub struct Account {
    /// The register that it was taken from, from 0.
    pub register: usize,
    /// The id that stays the same on every machine.
    pub uid: Uuid,
    /// The human key, which another procurement of another register may have as well.
    pub reference: Reference,
    /// What it is about.
    pub title: String,
    /// The policy that it was started under, in its edition.
    pub pack: Arc<Pack>,
    /// Where it stands.
    pub state: ProcurementState,
    /// What is known of it.
    pub facts: Facts,
    /// What the policy requires of it.
    pub determination: Determination,
    /// The weight of social value that was set for it.
    pub weighting: Option<WeightingView>,
    /// What social value weighs of the whole in the award criteria of each lot that has some.
    pub criteria: BTreeMap<LotNo, Percent>,
    /// How it was opted out of social value, where it was.
    pub opt_out: Option<OptOutRecord>,
    /// The outcomes and measures that it seeks.
    pub sought: Vec<Sought>,
    /// The measures of the officer's own, by id.
    pub own_measures: BTreeMap<String, OwnMeasure>,
    /// The days of the tender that are known.
    pub dates: KeyDates,
    /// The days on which lots were awarded.
    pub awards: Vec<Date>,
    /// Everything after the award.
    pub contracts: ContractFile,
}

/// One register that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterRead {
    /// Where it is.
    pub path: PathBuf,
    /// How many procurements it holds.
    pub procurements: usize,
    /// The number and hash of the newest entry of its journal.
    pub newest: Option<(i64, String)>,
}

/// What stands in more than one register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Same {
    /// How many different procurements there are.
    pub procurements: usize,
    /// How many of them stand in more than one register.
    pub in_several: usize,
    /// How many of those are not the same everywhere; the one changed last is taken.
    pub differing: usize,
}

/// Registers held as they are while they are read.
#[derive(Debug)]
pub struct Together<'a> {
    registers: &'a [Register],
    /// The registers, in the order in which they were named.
    pub read: Vec<RegisterRead>,
    /// What stands in more than one of them.
    pub same: Same,
    /// The suppliers of all of them.
    pub firms: Firms,
    chosen: Vec<Chosen>,
    _snapshots: Vec<Snapshot<'a>>,
}

/// The copy of a procurement that is taken.
#[derive(Debug)]
struct Chosen {
    changed: (String, i64),
    register: usize,
    reference: String,
    copies: usize,
    differ: bool,
}

impl<'a> Together<'a> {
    /// Looks through registers for what they have in common.
    ///
    /// # Errors
    /// When one cannot be read, or the work is to stop.
    pub fn of(registers: &'a [Register], watch: &Watch) -> Result<Self> {
        let mut snapshots = Vec::with_capacity(registers.len());
        let mut read = Vec::with_capacity(registers.len());
        let mut found: BTreeMap<Uuid, Chosen> = BTreeMap::new();
        for (at, register) in registers.iter().enumerate() {
            watch.step(Step { doing: DOING, done: 0, of: 0, unit: Unit::Procurements })?;
            snapshots.push(register.database.snapshot()?);
            let all = register.database.procurement_changes()?;
            read.push(RegisterRead {
                path: register.path().to_owned(),
                procurements: all.len(),
                newest: register.database.newest_entry()?,
            });
            for one in all {
                let new = Chosen {
                    changed: (one.changed_at, one.version),
                    register: at,
                    reference: one.reference,
                    copies: 1,
                    differ: false,
                };
                match found.get_mut(&one.uid) {
                    None => {
                        found.insert(one.uid, new);
                    }
                    Some(known) => {
                        let copies = known.copies + 1;
                        let differ = known.differ || known.changed != new.changed;
                        if new.changed > known.changed {
                            *known = new;
                        }
                        (known.copies, known.differ) = (copies, differ);
                    }
                }
            }
        }
        let firms = Firms::of(registers)?;
        let mut chosen: Vec<Chosen> = found.into_values().collect();
        let several = |one: &&Chosen| one.copies > 1;
        let same = Same {
            procurements: chosen.len(),
            in_several: chosen.iter().filter(several).count(),
            differing: chosen.iter().filter(several).filter(|one| one.differ).count(),
        };
        // What hangs on two procurements is taken from the one that was changed last.
        chosen.sort_by(|one, other| {
            let key = |one: &Chosen| (Reverse(one.changed.clone()), one.register);
            key(one).cmp(&key(other)).then_with(|| one.reference.cmp(&other.reference))
        });
        Ok(Self { registers, read, same, firms, chosen, _snapshots: snapshots })
    }

    /// Hands over each procurement once, and gives how many contracts stood in a procurement
    /// before it and were left out of it.
    ///
    /// # Errors
    /// When a register cannot be read, the work is to stop, or what it is handed to fails.
    pub fn each(
        &self,
        watch: &Watch,
        mut take: impl FnMut(Account) -> Result<()>,
    ) -> Result<usize> {
        let mut seen = BTreeSet::new();
        let mut left_out = 0;
        for (done, chosen) in self.chosen.iter().enumerate() {
            watch.step(Step {
                doing: DOING,
                done: done as u64,
                of: self.chosen.len() as u64,
                unit: Unit::Procurements,
            })?;
            let Some(register) = self.registers.get(chosen.register) else { continue };
            let mut account = register.account(&chosen.reference, chosen.register)?;
            let contracts: Vec<Uuid> = account.contracts.contracts.keys().copied().collect();
            for contract in contracts {
                if !seen.insert(contract) {
                    account.contracts.contracts.remove(&contract);
                    left_out += 1;
                }
            }
            account.contracts.commitments.retain(|uid, commitment| {
                account.contracts.contracts.contains_key(&commitment.contract) && seen.insert(*uid)
            });
            take(account)?;
        }
        Ok(left_out)
    }
}

impl Register {
    fn account(&self, reference: &str, register: usize) -> Result<Account> {
        let case = self.case(reference)?;
        let id = case.record.id;
        let determination = case.determination();
        let (mut criteria, mut awards) = (BTreeMap::new(), Vec::new());
        let mut own_measures = BTreeMap::new();
        if self.database.has_evaluation(id)? {
            let evaluation = self.database.evaluation(id)?;
            for lot in evaluation.lots.keys() {
                if let Some(share) = social_share(&case, &determination, &evaluation, *lot) {
                    criteria.insert(*lot, share.weight);
                }
            }
            awards.extend(evaluation.awards.values().map(|award| award.day));
            own_measures = evaluation.measures;
        }
        Ok(Account {
            register,
            weighting: WeightingView::of(&case, &determination),
            uid: case.record.uid,
            reference: case.record.reference,
            title: case.record.title,
            pack: case.pack,
            state: case.record.state,
            facts: case.record.facts,
            determination,
            criteria,
            opt_out: case.opt_out,
            sought: case.sought,
            own_measures,
            dates: case.dates,
            awards,
            contracts: case.contracts,
        })
    }
}
