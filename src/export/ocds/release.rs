//! A release: one procurement as far as it is public, with its `ocid`, id, date and tags.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::domain::supplier::{Supplier, is_same_name};
use crate::domain::{Date, KeyDate, OcdsPrefix, ProcurementState};
use crate::export::ocds::extension::Extension;
use crate::export::ocds::json::{Json, Object, begins};
use crate::export::ocds::package::written;
use crate::export::ocds::parties::Parties;
use crate::export::published::{Days, Public};
use crate::register::{
    Context, ContractsView, EvaluationView, Fault, ProcurementView, Register, Result,
};

/// What a release is made of, read from the register in one state.
pub(super) struct Sources {
    pub(super) view: ProcurementView,
    pub(super) evaluation: EvaluationView,
    pub(super) contracts: ContractsView,
    /// Suppliers of the directory that won and have no contract yet, by bid.
    winners: BTreeMap<Uuid, Supplier>,
    /// The moment of the last change to the tender or to a supplier in it, in UTC.
    changed_at: String,
}

/// A release that is made.
pub(super) struct Made {
    pub(super) bytes: Vec<u8>,
    pub(super) authority: String,
    pub(super) extensions: BTreeSet<Extension>,
}

/// A release under way.
pub(super) struct Making<'a> {
    pub(super) from: &'a Sources,
    pub(super) days: Days,
    pub(super) public: Public,
    pub(super) parties: RefCell<Parties>,
    uses: RefCell<BTreeSet<Extension>>,
}

impl Sources {
    pub(super) fn read(register: &Register, reference: &str, context: &Context) -> Result<Self> {
        // Somebody else may change it in between: what is written has to be one state of it.
        for _ in 0..5 {
            let view = register.procurement(reference)?;
            let evaluation = register.evaluation(reference)?;
            let contracts = register.contracts(reference, context)?;
            if view.version != evaluation.version || view.version != contracts.version {
                continue;
            }
            let mut of = Self {
                changed_at: view.changed_at.clone(),
                winners: BTreeMap::new(),
                view,
                evaluation,
                contracts,
            };
            of.read_suppliers(register)?;
            return Ok(of);
        }
        Err(Fault::invalid(format!(
            "{reference} was changed by another program again and again while it was read; nothing was written."
        )))
    }

    fn read_suppliers(&mut self, register: &Register) -> Result<()> {
        let mut named: BTreeSet<Uuid> = self.contracts.suppliers.keys().copied().collect();
        let of = &self.evaluation.evaluation;
        let taken: BTreeSet<_> =
            self.contracts.file.contracts.values().filter_map(|one| one.lot).collect();
        for (lot, award) in of.awards.iter().filter(|(lot, _)| !taken.contains(lot)) {
            let Some(bid) = of.bids.get(&award.bid).filter(|bid| bid.lot == *lot) else { continue };
            let called = register.suppliers_called(&bid.supplier)?;
            let mut called =
                called.into_iter().filter(|(_, one)| is_same_name(&one.name, &bid.supplier));
            // Two of one name are not told apart by guessing.
            if let (Some((uid, supplier)), None) = (called.next(), called.next()) {
                named.insert(uid);
                self.winners.insert(bid.uid, supplier);
            }
        }
        for uid in named {
            let newest = register.supplier_journal(uid, 0, 1)?;
            for line in newest.lines {
                self.changed_at = self.changed_at.clone().max(line.at);
            }
        }
        Ok(())
    }

    /// The supplier of the directory that a bid came from, where it is known.
    pub(super) fn winner(&self, bid: Uuid) -> Option<&Supplier> {
        self.winners.get(&bid)
    }
}

/// Makes a release; none where nothing is public, unless it is wanted even so.
pub(super) fn release(
    from: &Sources,
    prefix: &OcdsPrefix,
    today: Date,
    even_so: bool,
) -> Result<Option<Made>> {
    let days = Days::new(today);
    let public = Public::of(&from.view, &from.evaluation, &from.contracts, &days);
    if !public.anything() && !even_so {
        return Ok(None);
    }
    let parties = RefCell::new(Parties::default());
    let making = Making { from, days, public, parties, uses: RefCell::default() };
    let ocid = format!("{prefix}-{}", from.view.uid);
    let body = making.body();
    let date = making.date();
    let whole = |id: &str| {
        let head =
            Object::new().with("ocid", ocid.as_str()).with("id", id).with("date", date.as_str());
        body.iter().fold(head, |object, (name, value)| object.with(name, value.clone()))
    };
    // The id stands for everything else in the release, so that another content has another id
    // and the same content always the same.
    let digest = Sha256::digest(written(&whole(""))?);
    let mut id = format!("{}-", from.view.version);
    for byte in digest.iter().take(8) {
        let _ = write!(id, "{byte:02x}");
    }
    Ok(Some(Made {
        bytes: written(&whole(&id))?,
        authority: from.view.pack.policy.authority.clone(),
        extensions: making.extensions(),
    }))
}

impl Making<'_> {
    /// Notes that an extension is used.
    pub(super) fn uses(&self, extension: Extension) {
        self.uses.borrow_mut().insert(extension);
    }

    fn extensions(&self) -> BTreeSet<Extension> {
        let uses = self.uses.borrow();
        let needed = uses.iter().flat_map(|one| one.needs()).copied();
        uses.iter().copied().chain(needed).collect()
    }

    /// Whether a day of the tender is known and has come.
    pub(super) fn came(&self, name: KeyDate) -> bool {
        self.days.came(self.day(name))
    }

    /// A day of the tender.
    pub(super) fn day(&self, name: KeyDate) -> Option<Date> {
        self.from.view.dates.get(&name).copied()
    }

    pub(super) fn is_cancelled(&self) -> bool {
        self.from.view.state == ProcurementState::Cancelled
    }

    /// The last change, or the later day on which something became public or fell due: nothing in
    /// a release is older, and the clock has no part in it.
    fn date(&self) -> String {
        let came = self.days.latest().map(begins).unwrap_or_default();
        self.from.changed_at.clone().max(came)
    }

    /// Everything but the ocid, id and date.
    fn body(&self) -> Vec<(&'static str, Json)> {
        let buyer = self.parties.borrow_mut().authority(&self.from.view.pack.policy);
        let planning = self.planning();
        let tender = self.tender(&buyer);
        let bids = self.bids();
        let awards = self.awards();
        let contracts = self.contracts();
        let mut tags: Vec<&str> = Vec::new();
        if !planning.is_empty() || !self.public.tendered {
            tags.push("planning");
        }
        match (self.public.tendered, self.is_cancelled() && awards.is_empty()) {
            (true, true) => tags.push("tenderCancellation"),
            (true, false) => tags.push("tender"),
            (false, _) => {}
        }
        if !awards.is_empty() {
            tags.push("award");
        }
        if !contracts.list.is_empty() {
            tags.push("contract");
        }
        if contracts.implemented {
            tags.push("implementation");
        }
        if contracts.terminated {
            tags.push("contractTermination");
        }
        let mut body = vec![
            ("tag", Json::List(tags.into_iter().map(Json::from).collect())),
            ("initiationType", Json::from("tender")),
            ("language", Json::from("en")),
            ("parties", Json::List(self.parties.borrow_mut().all(|one| self.uses(one)))),
            ("buyer", Json::from(buyer)),
        ];
        if !planning.is_empty() {
            body.push(("planning", planning.into()));
        }
        body.push(("tender", tender.into()));
        if !bids.is_empty() {
            body.push(("bids", bids.into()));
        }
        if !awards.is_empty() {
            body.push(("awards", Json::List(awards)));
        }
        if !contracts.list.is_empty() {
            body.push(("contracts", Json::List(contracts.list)));
        }
        body
    }
}
