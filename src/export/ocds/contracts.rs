//! Contracts: terms, changes and end, and how far their commitments are.

use uuid::Uuid;

use crate::domain::KeyDate;
use crate::domain::contract::{Contract, VariationKind};
use crate::export::ocds::extension::Extension;
use crate::export::ocds::json::{Json, Object, amount, begins, ends};
use crate::export::ocds::release::Making;
use crate::export::published::Withholding;

/// The contracts that are public, and what tags they ask for.
#[derive(Default)]
pub(super) struct Contracts {
    pub(super) list: Vec<Json>,
    /// Whether something is said of how one is carried out.
    pub(super) implemented: bool,
    /// Whether all of them have ended.
    pub(super) terminated: bool,
}

impl Making<'_> {
    pub(super) fn contracts(&self) -> Contracts {
        let mut made = Contracts { terminated: true, ..Contracts::default() };
        for (uid, contract) in self.public_contracts() {
            let implementation = self.implementation(uid, contract);
            let status = self.contract_status(uid, contract);
            made.implemented |= !implementation.is_empty();
            made.terminated &= status == "terminated";
            made.list.push(self.contract(uid, contract, status, implementation).into());
        }
        made.terminated &= !made.list.is_empty();
        made
    }

    fn contract(
        &self,
        uid: Uuid,
        contract: &Contract,
        status: &str,
        implementation: Object,
    ) -> Object {
        let file = &self.from.contracts.file;
        let withheld = Withholding::of_contract(&self.from.evaluation, contract);
        let award = self.award_of(contract).unwrap_or(uid);
        let value = file.value(uid).filter(|_| !withheld.amounts).and_then(amount);
        let period = Object::new()
            .with("startDate", begins(contract.starts))
            .with("endDate", ends(file.ends(uid).unwrap_or(contract.ends)))
            .maybe("maxExtentDate", contract.extendable_to.map(ends));
        let title = contract.title.as_deref().unwrap_or(&self.from.view.title);
        let agreed = self.agreed_metrics(uid, contract);
        if !agreed.is_empty() {
            self.uses(Extension::Metrics);
        }
        Object::new()
            .with("id", uid.to_string())
            .with("awardID", award.to_string())
            .with("title", title)
            .with("status", status)
            .with("period", period)
            .maybe("value", value)
            .maybe("dateSigned", contract.signed.map(begins))
            .list("documents", self.contract_notices(uid, contract))
            .list("amendments", self.amendments(uid))
            .list("agreedMetrics", agreed)
            .part("implementation", implementation)
    }

    fn contract_status(&self, uid: Uuid, contract: &Contract) -> &'static str {
        let file = &self.from.contracts.file;
        if file.is_settled(uid) || self.days.is_over(file.ends(uid)) {
            "terminated"
        } else if self.days.came(contract.signed) || self.days.came(Some(contract.starts)) {
            "active"
        } else {
            "pending"
        }
    }

    /// The changes that were agreed: that there was one, and of which kind. What an officer wrote
    /// about it stays in the register.
    fn amendments(&self, contract: Uuid) -> Vec<Json> {
        let all = self.from.contracts.file.variations_of(contract).into_iter();
        all.filter(|(_, one)| self.days.came(Some(one.day)))
            .map(|(uid, one)| {
                let about = match one.about {
                    VariationKind::Extension => "The term of the contract was changed.",
                    VariationKind::Value => "The value of the contract was changed.",
                    VariationKind::Commitments => "What the supplier has to deliver was changed.",
                    VariationKind::Supplier => "Another supplier took the contract over.",
                    VariationKind::Other => "The contract was changed.",
                };
                Object::new()
                    .with("id", uid.to_string())
                    .with("date", begins(one.day))
                    .with("description", about)
                    .into()
            })
            .collect()
    }

    fn contract_notices(&self, contract: Uuid, of: &Contract) -> Vec<Json> {
        let file = &self.from.contracts.file;
        // The days of the tender name no contract: with several it is not known which is meant.
        let only = file.contracts.len() == 1;
        let mut all = if only {
            self.notices(&[KeyDate::DetailsNotice, KeyDate::ContractCopy])
        } else {
            Vec::new()
        };
        let variations = file.variations_of(contract).into_iter();
        let changes: Vec<Json> = variations
            .filter_map(|(uid, one)| {
                let day = one.notice.filter(|day| self.days.came(Some(*day)))?;
                Some(self.notice(KeyDate::ChangeNotice, day, Some(uid)))
            })
            .collect();
        if changes.is_empty() && only {
            all.extend(self.notices(&[KeyDate::ChangeNotice]));
        }
        all.extend(changes);
        let ended = of.ended.as_ref().and_then(|ended| ended.notice);
        match ended.filter(|day| self.days.came(Some(*day))) {
            Some(day) => all.push(self.notice(KeyDate::TerminationNotice, day, None)),
            None if only => all.extend(self.notices(&[KeyDate::TerminationNotice])),
            None => {}
        }
        all
    }

    /// How the contract is carried out, as far as that may be known.
    fn implementation(&self, uid: Uuid, contract: &Contract) -> Object {
        let only = self.from.contracts.file.contracts.len() == 1;
        let notices = if only { self.notices(&[KeyDate::PerformanceNotice]) } else { Vec::new() };
        let reached = self.metrics(uid, contract);
        if !reached.is_empty() {
            self.uses(Extension::Metrics);
        }
        Object::new()
            .list("milestones", self.milestones(uid, contract))
            .list("documents", notices)
            .list("metrics", reached)
    }
}
