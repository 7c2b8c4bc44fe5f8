//! Documents: the notices whose publication is recorded. Where they are is not known here.

use crate::domain::{Date, KeyDate};
use crate::export::ocds::extension::Extension;
use crate::export::ocds::json::{Json, Object, begins};
use crate::export::ocds::release::Making;

/// What the standard and its extension for the United Kingdom call a notice.
const fn document_type(name: KeyDate) -> Option<&'static str> {
    match name {
        KeyDate::EngagementNotice => Some("marketEngagementNotice"),
        KeyDate::PlannedNotice => Some("plannedProcurementNotice"),
        KeyDate::TenderNotice => Some("tenderNotice"),
        KeyDate::AwardNotice => Some("awardNotice"),
        KeyDate::DetailsNotice | KeyDate::ChangeNotice => Some("contractNotice"),
        KeyDate::ContractCopy => Some("contractSigned"),
        KeyDate::PerformanceNotice => Some("implementationNotice"),
        KeyDate::TerminationNotice => Some("contractTerminationNotice"),
        // No code says that a contract is to be awarded without competition.
        _ => None,
    }
}

impl Making<'_> {
    /// The notices among these that were published, by the days of the tender.
    pub(super) fn notices(&self, names: &[KeyDate]) -> Vec<Json> {
        let published = names.iter().filter(|name| self.came(**name));
        published.filter_map(|name| Some(self.notice(*name, self.day(*name)?, None))).collect()
    }

    /// A notice that was published on a day; `of` tells several of one kind apart.
    pub(super) fn notice(&self, name: KeyDate, day: Date, of: Option<uuid::Uuid>) -> Json {
        let kind = name.notice();
        let id = match of {
            None => kind.map_or_else(|| name.to_string(), str::to_owned),
            Some(of) => format!("{}-{of}", kind.unwrap_or_default()),
        };
        if kind.is_some() {
            self.uses(Extension::UnitedKingdom);
        }
        let title = name.words();
        let title = title.strip_suffix(" published").unwrap_or(title);
        Object::new()
            .with("id", id)
            .maybe("documentType", document_type(name))
            .maybe("noticeType", kind)
            .with("title", title)
            .with("datePublished", begins(day))
            .into()
    }
}
