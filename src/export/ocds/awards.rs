//! Awards: what was decided, once a notice or a contract made it public.

use crate::domain::KeyDate;
use crate::domain::contract::Contract;
use crate::domain::evaluation::{Award, Bid};
use crate::export::ocds::extension::Extension;
use crate::export::ocds::json::{Json, Object, amount, begins};
use crate::export::ocds::release::Making;
use crate::export::published::{Withholding, tells};
use uuid::Uuid;

impl Making<'_> {
    pub(super) fn awards(&self) -> Vec<Json> {
        let decided = self.public.awards.iter().filter_map(|lot| self.winning(*lot));
        let mut all: Vec<Json> = decided.map(|(award, bid)| self.award(award, bid)).collect();
        // The standard has no contract without an award: one that nobody recorded follows from it.
        for (uid, contract) in self.public_contracts() {
            if self.award_of(contract).is_none() {
                all.push(self.award_by_contract(uid, contract));
            }
        }
        all
    }

    /// The contracts that are public, in the order of their ids.
    pub(super) fn public_contracts(&self) -> impl Iterator<Item = (Uuid, &Contract)> {
        let file = &self.from.contracts.file.contracts;
        self.public.contracts.iter().filter_map(|uid| Some((*uid, file.get(uid)?)))
    }

    /// The id of the award that a contract follows from, where one was recorded.
    pub(super) fn award_of(&self, contract: &Contract) -> Option<Uuid> {
        self.winning(contract.lot?).map(|(_, bid)| bid.uid)
    }

    fn award(&self, award: &Award, bid: &Bid) -> Json {
        let lots = &self.from.evaluation.evaluation.lots;
        let title = lots.get(&bid.lot).and_then(|lot| lot.title.as_deref());
        let signed = self.public_contracts().any(|(_, one)| one.lot == Some(bid.lot));
        let suppliers = if Withholding::of([award]).supplier {
            Vec::new()
        } else {
            vec![self.winner(bid, "supplier").into()]
        };
        let sent = self.day(KeyDate::AssessmentSummaries).filter(|day| self.days.came(Some(*day)));
        let told = tells(&self.from.view, KeyDate::AwardNotice, award);
        let standstill = if told { self.standstill() } else { Object::new() };
        let notices = if told { self.notices(&[KeyDate::AwardNotice]) } else { Vec::new() };
        if sent.is_some() || !standstill.is_empty() {
            self.uses(Extension::UnitedKingdom);
        }
        self.uses(Extension::Bids);
        Object::new()
            .with("id", bid.uid.to_string())
            .with("title", title.unwrap_or(&self.from.view.title))
            // Until the contract is signed it can still be challenged.
            .with("status", if signed { "active" } else { "pending" })
            .with("date", begins(award.day))
            .maybe("value", self.price(award, bid))
            .list("suppliers", suppliers)
            .with("relatedBid", bid.uid.to_string())
            .list("relatedLots", self.related(bid.lot))
            .maybe("assessmentSummariesDateSent", sent.map(begins))
            .part("standstillPeriod", standstill)
            .list("documents", notices)
            .into()
    }

    fn award_by_contract(&self, uid: Uuid, contract: &Contract) -> Json {
        let withheld = Withholding::of_contract(&self.from.evaluation, contract);
        let title = contract.title.as_deref().unwrap_or(&self.from.view.title);
        let value = contract.value.filter(|_| !withheld.amounts).and_then(amount);
        let lots = contract.lot.map(|lot| self.related(lot)).unwrap_or_default();
        Object::new()
            .with("id", uid.to_string())
            .with("title", title)
            .with("status", "active")
            .maybe("value", value)
            .list("suppliers", self.supplier_of(contract, withheld).into_iter().collect())
            .list("relatedLots", lots)
            .list("documents", self.notices(&[KeyDate::AwardNotice]))
            .into()
    }

    /// The supplier of a contract, as others refer to it, where that is not withheld.
    fn supplier_of(&self, contract: &Contract, withheld: Withholding) -> Option<Json> {
        let supplier = self.from.contracts.suppliers.get(&contract.supplier)?;
        let mut parties = self.parties.borrow_mut();
        (!withheld.supplier).then(|| {
            parties.supplier(contract.supplier, &supplier.name, Some(supplier), "supplier").into()
        })
    }
}
