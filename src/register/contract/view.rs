//! What is read of the time after the award: contracts with their progress, what is due, and what
//! somebody should know.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::domain::contract::{
    Assessment, Contract, ContractFile, Due, Kpi, Lesson, Overlap, Progress, Standing, overlaps,
    progress,
};
use crate::domain::evaluation::{Evaluation, LotNo};
use crate::domain::supplier::{DebarmentCheck, Supplier};
use crate::domain::{Date, Money, Reference, text};
use crate::policy::Pack;
use crate::register::case::Case;
use crate::register::contract::promise::{Promise, promises};
use crate::register::contract::{agenda, rules};
use crate::register::{Context, Register, Result};

/// Everything after the award of one tender, seen from a day.
#[derive(Debug, Clone)]
pub struct ContractsView {
    /// The human key of the tender.
    pub reference: Reference,
    /// What the tender is about.
    pub title: String,
    /// Its version.
    pub version: i64,
    /// The day from which it is seen.
    pub today: Date,
    /// Everything that was recorded.
    pub file: ContractFile,
    /// The policy of the tender.
    pub pack: std::sync::Arc<Pack>,
    /// The statute over it.
    pub overlay: std::sync::Arc<Pack>,
    /// The contracts, those that run first.
    pub contracts: Vec<ContractView>,
    /// The awards that have no contract yet.
    pub awarded: Vec<Awarded>,
    /// The suppliers that are named, by the uid under which they are.
    pub suppliers: BTreeMap<Uuid, Supplier>,
    /// The newest look at the debarment list of each of them, where there was one.
    pub debarment_checks: BTreeMap<Uuid, DebarmentCheck>,
    /// The suppliers of the directory that a contract can be with, by name.
    pub choices: Vec<(Uuid, String)>,
    /// Measures of the officer's own, by their ids.
    pub own_measures: BTreeMap<String, crate::domain::evaluation::OwnMeasure>,
    /// The ids of the outcomes and measures that the tender seeks.
    pub sought: Vec<String>,
    /// Lessons of other tenders that are like this one, the likest first.
    pub offered: Vec<Offered>,
    /// Where it stands as a whole.
    pub state: crate::domain::ProcurementState,
}

/// An award that no contract follows from yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Awarded {
    /// The lot.
    pub lot: LotNo,
    /// What the lot is called.
    pub words: String,
    /// Who won.
    pub supplier: String,
    /// The price of the bid.
    pub price: Option<Money>,
    /// The day of the decision.
    pub day: Date,
    /// How many measures the bid promised.
    pub promised: usize,
}

/// One contract.
#[derive(Debug, Clone)]
pub struct ContractView {
    /// Where it stands.
    pub uid: Uuid,
    /// The contract as it was signed.
    pub contract: Contract,
    /// The name of the supplier.
    pub supplier: String,
    /// What it is called.
    pub words: String,
    /// Its last day, with what was agreed since.
    pub ends: Date,
    /// Its value, with what was agreed since.
    pub value: Option<Money>,
    /// Whether its final account is closed.
    pub settled: bool,
    /// How far each commitment is, those that press first.
    pub progress: Vec<Progress>,
    /// Deliveries that look as if they were counted twice.
    pub overlaps: Vec<Overlap>,
    /// The indicators with their newest assessment.
    pub kpis: Vec<KpiView>,
    /// What the winning bid promised and no commitment covers yet.
    pub promised: Vec<Promise>,
    /// What is due, the earliest first.
    pub due: Vec<Due>,
    /// The next review: planned, or as the rhythm asks.
    pub next_review: Option<ReviewDay>,
    /// What the next review should look at.
    pub agenda: Vec<String>,
    /// What somebody should know, the gravest first.
    pub notes: Vec<Note>,
}

/// One delivery with its place.
pub type DeliveryView<'a> = (Uuid, &'a crate::domain::contract::Delivery);

/// An indicator with how it stands.
#[derive(Debug, Clone)]
pub struct KpiView {
    /// Where it stands.
    pub uid: Uuid,
    /// The indicator.
    pub kpi: Kpi,
    /// The newest assessment.
    pub newest: Option<Assessment>,
    /// The day by which it is assessed next, where it is.
    pub due: Option<Date>,
}

/// The day of the next review, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewDay {
    /// The day.
    pub day: Date,
    /// The review, where one is planned.
    pub planned: Option<Uuid>,
    /// Why on that day.
    pub why: String,
}

/// How grave a note is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoteKind {
    /// A rule is not kept, or a promise is broken.
    Fault,
    /// Something is missing or comes soon.
    Warning,
    /// Good to know.
    Info,
}

/// What somebody should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// How grave it is.
    pub kind: NoteKind,
    /// It as a sentence.
    pub text: String,
    /// The clause that it rests on, where it rests on one.
    pub clause: Option<String>,
}

impl Note {
    pub(super) fn new(kind: NoteKind, text: impl Into<String>, clause: Option<&str>) -> Self {
        Self { kind, text: text.into(), clause: clause.map(str::to_owned) }
    }
}

/// A lesson of another tender that is like this one.
#[derive(Debug, Clone)]
pub struct Offered {
    /// The lesson.
    pub uid: Uuid,
    /// The tender that it comes from.
    pub from: Reference,
    /// What that tender is about.
    pub tender: String,
    /// The lesson itself.
    pub lesson: Lesson,
    /// What the two tenders have in common.
    pub why: String,
    /// Whether it was read for this tender.
    pub read: bool,
}

impl ContractsView {
    /// One contract.
    pub fn contract(&self, uid: Uuid) -> Option<&ContractView> {
        self.contracts.iter().find(|contract| contract.uid == uid)
    }

    /// What is overdue or due within so many days, over all contracts.
    pub fn pressing(&self) -> impl Iterator<Item = (&ContractView, &Progress)> {
        self.contracts.iter().flat_map(|contract| {
            let pressing = contract.progress.iter();
            pressing.filter(|one| rules::is_pressing(one.standing)).map(move |one| (contract, one))
        })
    }
}

impl ContractView {
    /// How far one commitment is.
    pub fn progress_of(&self, commitment: Uuid) -> Option<&Progress> {
        self.progress.iter().find(|progress| progress.commitment == commitment)
    }

    /// What it is called, for the head of a document: `Contract: Lot 2, with Acorn Ltd`.
    pub fn line(&self) -> String {
        let supplier = text::visible(&self.supplier);
        if self.words == supplier {
            return format!("Contract with {supplier}");
        }
        format!("Contract: {}, with {supplier}", self.words)
    }

    /// How many commitments stand in one way.
    pub fn count(&self, standing: Standing) -> usize {
        self.progress.iter().filter(|progress| progress.standing == standing).count()
    }

    /// Whether the contract runs: it has not ended, and its account is open.
    pub const fn runs(&self) -> bool {
        self.contract.ended.is_none() && !self.settled
    }
}

impl Register {
    /// The tenders that have contracts, by their references.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn tenders_with_contracts(&self) -> Result<Vec<Reference>> {
        let _snapshot = self.database.snapshot()?;
        let places = self.database.contract_places()?;
        let found: std::collections::BTreeSet<Reference> =
            places.into_iter().map(|place| place.reference).collect();
        Ok(found.into_iter().collect())
    }

    /// Everything after the award of one tender, as it stands on the context's day.
    ///
    /// # Errors
    /// When there is no such procurement, or the register cannot be read.
    pub fn contracts(&self, reference: &str, context: &Context) -> Result<ContractsView> {
        let _snapshot = self.database.snapshot()?;
        let case = self.case(reference)?;
        let evaluation = if self.database.has_evaluation(case.record.id)? {
            self.database.evaluation(case.record.id)?
        } else {
            Evaluation::default()
        };
        let mut choices: Vec<(Uuid, String)> =
            self.supplier_names()?.into_iter().map(|(uid, name, _)| (uid, name)).collect();
        choices.sort_by_cached_key(|(uid, name)| (name.to_lowercase(), *uid));
        let (mut suppliers, mut debarment_checks) = (BTreeMap::new(), BTreeMap::new());
        let mut reviews_due = BTreeMap::new();
        for contract in case.contracts.contracts.values() {
            let of = self.database.supplier_file(contract.supplier)?;
            let now = of.resolve(contract.supplier);
            let stands = of.status(now, &case.pack.policy.id).map(|(_, review)| review);
            if let Some(decided) = stands.and_then(|review| review.decided.as_ref())
                && let Some(next) = decided.next_review
            {
                reviews_due.insert(contract.supplier, (decided.level.clone(), next));
            }
            if let Some((_, check)) = of.debarment_check(now) {
                debarment_checks.insert(contract.supplier, check.clone());
            }
            // Each stands for the one that it was merged into.
            for uid in of.suppliers.keys() {
                if let Some(supplier) = of.suppliers.get(&of.resolve(*uid)) {
                    suppliers.insert(*uid, supplier.clone());
                }
            }
        }
        let offered = self.offered_lessons(&case)?;
        let viewing = Viewing {
            case: &case,
            above: case.determination().statute.above,
            evaluation: &evaluation,
            suppliers: &suppliers,
            reviews_due: &reviews_due,
        };
        let mut contracts: Vec<ContractView> = case
            .contracts
            .contracts
            .iter()
            .map(|(uid, contract)| viewing.contract(*uid, contract, context.today))
            .collect();
        contracts.sort_by_key(|one| (!one.runs(), one.contract.starts, one.uid));
        let awarded = viewing.awarded();
        Ok(ContractsView {
            reference: case.record.reference.clone(),
            title: case.record.title.clone(),
            version: case.record.version,
            today: context.today,
            state: case.record.state,
            pack: case.pack.clone(),
            overlay: case.overlay.clone(),
            file: case.contracts,
            contracts,
            awarded,
            suppliers,
            debarment_checks,
            choices,
            own_measures: self.database.own_measures(case.record.id)?,
            sought: case.sought.iter().map(|sought| sought.id.clone()).collect(),
            offered,
        })
    }
}

/// What the view is drawn from.
pub(super) struct Viewing<'a> {
    pub(super) case: &'a Case,
    /// Whether the statute's threshold is reached, where that is known.
    pub(super) above: Option<bool>,
    pub(super) evaluation: &'a Evaluation,
    pub(super) suppliers: &'a BTreeMap<Uuid, Supplier>,
    /// The level of each supplier under the policy, with the day of the next review.
    pub(super) reviews_due: &'a BTreeMap<Uuid, (String, Date)>,
}

impl Viewing<'_> {
    fn awarded(&self) -> Vec<Awarded> {
        let taken: Vec<LotNo> =
            self.case.contracts.contracts.values().filter_map(|one| one.lot).collect();
        let open = self.evaluation.awards.iter().filter(|(lot, _)| !taken.contains(lot));
        open.filter_map(|(lot, award)| {
            let bid = self.evaluation.bids.get(&award.bid)?;
            Some(Awarded {
                lot: *lot,
                words: self.evaluation.lot_words(*lot),
                supplier: bid.supplier.clone(),
                price: bid.price,
                day: award.day,
                promised: promises(self.evaluation, &self.case.pack, *lot).len(),
            })
        })
        .collect()
    }

    fn contract(&self, uid: Uuid, contract: &Contract, today: Date) -> ContractView {
        let file = &self.case.contracts;
        let supplier = self.suppliers.get(&contract.supplier);
        let supplier = supplier.map_or("a supplier", |supplier| supplier.name.as_str()).to_owned();
        let words = match (&contract.title, contract.lot) {
            (Some(title), _) => text::visible(title),
            (None, Some(lot)) if self.evaluation.lots.len() > 1 => self.evaluation.lot_words(lot),
            (None, _) => text::visible(&supplier),
        };
        let mut progress: Vec<Progress> = file
            .commitments
            .iter()
            .filter(|(_, commitment)| commitment.contract == uid)
            .map(|(commitment, of)| progress(file, *commitment, of, today))
            .collect();
        progress.sort_by_key(|one| {
            let day = one.missed.or_else(|| one.next.as_ref().map(|(day, _)| *day));
            (one.standing, day.is_none(), day, one.commitment)
        });
        let taken: Vec<Uuid> = file.commitments.values().filter_map(|one| one.promised).collect();
        let promised = contract
            .lot
            .map_or_else(Vec::new, |lot| promises(self.evaluation, &self.case.pack, lot));
        let due: Vec<Due> = file
            .due(self.case.review_months())
            .into_iter()
            .filter(|due| due.contract == uid)
            .collect();
        let kpis = file
            .kpis
            .iter()
            .filter(|(_, kpi)| kpi.contract == uid)
            .map(|(kpi, of)| KpiView {
                uid: *kpi,
                kpi: of.clone(),
                newest: file.assessments_of(*kpi).first().map(|(_, newest)| (*newest).clone()),
                due: due.iter().find(|due| due.uid == *kpi).map(|due| due.day),
            })
            .collect();
        let mut view = ContractView {
            uid,
            contract: contract.clone(),
            supplier,
            words,
            ends: file.ends(uid).unwrap_or(contract.ends),
            value: file.value(uid),
            settled: file.is_settled(uid),
            overlaps: overlaps(file)
                .into_iter()
                .filter(|overlap| {
                    let delivery = file.deliveries.get(&overlap.delivery);
                    let commitment = delivery.and_then(|one| file.commitments.get(&one.commitment));
                    commitment.is_some_and(|one| one.contract == uid)
                })
                .collect(),
            progress,
            kpis,
            promised: promised.into_iter().filter(|one| !taken.contains(&one.uid)).collect(),
            next_review: agenda::next_review(self.case, uid, contract),
            agenda: Vec::new(),
            notes: Vec::new(),
            due,
        };
        view.agenda = agenda::agenda(file, &view, today);
        view.notes = self.notes(&view, today);
        view
    }
}
