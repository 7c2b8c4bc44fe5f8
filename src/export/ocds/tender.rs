//! Planning and tender: what was announced, and on which terms suppliers could bid.

use crate::domain::evaluation::{PriceKind, SectionKind};
use crate::domain::law::Route;
use crate::domain::{ContractType, KeyDate, ProcurementState};
use crate::export::ocds::extension::Extension;
use crate::export::ocds::json::{Object, amount, begins, ends, number, period};
use crate::export::ocds::release::Making;

impl Making<'_> {
    pub(super) fn planning(&self) -> Object {
        let notices = [KeyDate::EngagementNotice, KeyDate::PlannedNotice];
        Object::new().list("documents", self.notices(&notices))
    }

    pub(super) fn tender(&self, buyer: &Object) -> Object {
        let view = &self.from.view;
        let facts = &view.facts;
        let tendered = self.public.tendered;
        let category = match facts.contract_type {
            ContractType::Goods => "goods",
            ContractType::Services => "services",
            ContractType::Works => "works",
        };
        let tender = Object::new()
            .with("id", view.reference.as_str())
            .with("title", view.title.as_str())
            .maybe("description", facts.subject.category.as_ref())
            .with("status", self.status())
            .with("procuringEntity", buyer.clone())
            .with("mainProcurementCategory", category)
            .list("items", self.items())
            .part("value", self.estimate());
        if !tendered {
            return tender;
        }
        let notices = [KeyDate::TenderNotice, KeyDate::TransparencyNotice];
        let requests = self.day(KeyDate::ParticipationDeadline);
        let above = view.determination.statute.above.filter(|_| view.statute_left_out.is_none());
        if requests.is_some() || above.is_some() {
            self.uses(Extension::UnitedKingdom);
        }
        let published = self.day(KeyDate::TenderNotice).filter(|day| self.days.came(Some(*day)));
        tender
            .maybe("procurementMethod", facts.law.route.and_then(method))
            .maybe("procurementMethodDetails", facts.law.route.map(Route::words))
            .maybe("awardCriteria", self.award_criteria())
            .part("tenderPeriod", period(published, self.day(KeyDate::TenderDeadline)))
            .maybe("expressionOfInterestDeadline", requests.map(ends))
            .maybe("aboveThreshold", above)
            .list("lots", self.lots())
            .list("documents", self.notices(&notices))
    }

    fn status(&self) -> &'static str {
        let all_awarded = {
            let lots = self.from.evaluation.evaluation.lots.keys();
            let mut lots = lots.peekable();
            lots.peek().is_some() && lots.all(|lot| self.public.awards.contains(lot))
        };
        let no_lots = self.from.evaluation.evaluation.awards.is_empty();
        match self.from.view.state {
            ProcurementState::Cancelled => "cancelled",
            _ if all_awarded || (no_lots && !self.public.contracts.is_empty()) => "complete",
            ProcurementState::Closed if self.public.tendered => "complete",
            _ if self.public.tendered => "active",
            _ if self.public.planned => "planned",
            _ => "planning",
        }
    }

    /// The estimate, once it stands in a notice: before that it would tell bidders what is
    /// expected.
    fn estimate(&self) -> Object {
        if !self.public.tendered && !self.public.planned {
            return Object::new();
        }
        let facts = &self.from.view.facts;
        let Some(net) = amount(facts.value) else { return Object::new() };
        let gross = number(facts.value.with_vat(facts.vat));
        if gross.is_some() {
            self.uses(Extension::UnitedKingdom);
        }
        net.maybe("amountGross", gross)
    }

    /// By what kind of criteria the award is made, over all lots.
    fn award_criteria(&self) -> Option<&'static str> {
        let of = &self.from.evaluation.evaluation;
        let mut kinds = of.sections.values().map(|(_, section)| section.kind).peekable();
        kinds.peek()?;
        let quality = kinds.any(|kind| kind != SectionKind::Price);
        let price = of.lots.values().any(|lot| lot.method.kind() != PriceKind::Fixed);
        Some(match (quality, price) {
            (true, true) => "ratedCriteria",
            (true, false) => "qualityOnly",
            (false, _) => "priceOnly",
        })
    }

    /// The standstill after the award notice, once that is out.
    pub(super) fn standstill(&self) -> Object {
        let limits = self.from.view.limits.iter();
        let limit =
            limits.filter(|limit| limit.needs.is_empty()).find(|limit| limit.is_standstill());
        let last = limit.and_then(|limit| limit.day);
        match (self.came(KeyDate::AwardNotice), self.day(KeyDate::AwardNotice), last) {
            (true, Some(from), Some(last)) => {
                Object::new().with("startDate", begins(from)).with("endDate", ends(last))
            }
            _ => Object::new(),
        }
    }
}

/// What the standard calls a procedure. A call-off can be any of them, so that nothing is said.
const fn method(route: Route) -> Option<&'static str> {
    match route {
        Route::Open => Some("open"),
        Route::CompetitiveFlexible => Some("selective"),
        Route::DirectAward => Some("direct"),
        Route::CallOff => None,
    }
}
