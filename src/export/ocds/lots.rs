//! Lots, with their award criteria and the social value that those seek.

use crate::domain::evaluation::{Lot, LotNo, SectionKind};
use crate::export::ocds::extension::Extension;
use crate::export::ocds::json::{Json, Object, percent};
use crate::export::ocds::release::Making;

impl Making<'_> {
    /// The lots; a tender without lots is one lot, on which its criteria hang.
    pub(super) fn lots(&self) -> Vec<Json> {
        let lots = &self.from.evaluation.evaluation.lots;
        if !lots.is_empty() {
            self.uses(Extension::Lots);
        }
        lots.iter().map(|(number, lot)| self.lot(*number, lot).into()).collect()
    }

    /// The lots that something concerns, as others refer to them.
    pub(super) fn related(&self, lot: LotNo) -> Vec<Json> {
        if !self.from.evaluation.evaluation.lots.contains_key(&lot) {
            return Vec::new();
        }
        self.uses(Extension::Lots);
        vec![Json::from(lot.to_string())]
    }

    fn lot(&self, number: LotNo, lot: &Lot) -> Object {
        let status = if self.public.awards.contains(&number) {
            "complete"
        } else if self.is_cancelled() {
            "cancelled"
        } else {
            "active"
        };
        let object = Object::new()
            .with("id", number.to_string())
            .maybe("title", lot.title.as_ref())
            .with("status", status)
            .part("awardCriteria", self.criteria(number, lot));
        let sought = self.sustainability(number);
        if sought.is_empty() {
            return object;
        }
        self.uses(Extension::Sustainability);
        object.with("hasSustainability", true).list("sustainability", sought)
    }

    fn criteria(&self, number: LotNo, lot: &Lot) -> Object {
        let sections = self.from.evaluation.evaluation.sections_of(number);
        let criteria: Vec<Json> = sections
            .into_iter()
            .map(|section| {
                let kind = match section.kind {
                    SectionKind::Price => "price",
                    SectionKind::Quality | SectionKind::SocialValue => "quality",
                };
                let weight = percent(section.weight).map(|number| {
                    Object::new().with("number", number).with("weight", "percentageExact").into()
                });
                Object::new()
                    .with("type", kind)
                    .with("name", section.title.as_str())
                    .list("numbers", weight.into_iter().collect())
                    .into()
            })
            .collect();
        if criteria.is_empty() {
            return Object::new();
        }
        self.uses(Extension::AwardCriteria);
        // The formula only: a price in it may be one that bidders are not told.
        let formula = lot.method.kind().formula();
        Object::new().with("weightingDescription", formula).list("criteria", criteria)
    }

    /// That the award criteria seek social value, and which, where they do.
    fn sustainability(&self, number: LotNo) -> Vec<Json> {
        let sections = self.from.evaluation.evaluation.sections_of(number);
        let weighs = sections.iter().any(|section| {
            section.kind == SectionKind::SocialValue && !section.weight.value().is_zero()
        });
        if !weighs {
            return Vec::new();
        }
        let view = &self.from.view;
        let sought: Vec<&str> =
            view.sought.iter().filter_map(|one| view.outcome_title(&one.id)).collect();
        let words = (!sought.is_empty()).then(|| sought.join("; "));
        let goal = Object::new()
            .maybe("description", words)
            .with("goal", "social")
            .list("strategies", vec![Json::from("awardCriteria")]);
        vec![goal.into()]
    }
}
