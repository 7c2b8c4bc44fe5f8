//! What there is to export on each screen.

use strum::IntoEnumIterator;
use uuid::Uuid;

use crate::domain::contract::FinancialYear;
use crate::export::{Format, What, Wish};
use crate::register::Slice;
use crate::report::lists::{Listing, Records};

/// What there is to export where the dialog was opened.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Exporting {
    /// The things to choose from, each with its words.
    pub(super) things: Vec<(String, Thing)>,
    /// The format that is meant at first, where it is not the usual one.
    pub(super) format: Option<Format>,
    /// The financial year that is meant at first, where it is not the one that runs.
    pub(super) year: Option<FinancialYear>,
}

/// Something that can be exported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Thing {
    Of(What),
    /// The annual report of a year that is typed.
    Annual,
    /// The targets of a year that is typed.
    Targets,
}

impl Thing {
    /// Of which kind it is, whatever its year.
    const fn is_like(&self, what: &What) -> bool {
        matches!(
            (self, what),
            (Self::Annual, What::Annual(_)) | (Self::Targets, What::List(Listing::Targets(_)))
        )
    }
}

/// What a tender shows on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shown {
    Walk,
    Outcomes,
    Days,
    Journal,
}

impl Exporting {
    fn and(mut self, words: impl Into<String>, thing: Thing) -> Self {
        self.things.push((words.into(), thing));
        self
    }

    fn list(self, words: &str, listing: Listing) -> Self {
        self.and(words, Thing::Of(What::List(listing)))
    }

    fn annual(self) -> Self {
        self.and("the annual report", Thing::Annual)
    }

    /// From the list of tenders: the selected one, those that a filter shows, everything.
    pub(crate) fn of_register(selected: Option<&str>, filter: &str, shown: &str) -> Self {
        let mut all = Self::default();
        if let Some(reference) = selected {
            let words = format!("the selected tender, {reference}");
            all = all.and(words, Thing::Of(What::Tender(reference.to_owned())));
        }
        let (all_of, noun) = if shown == "1" { ("", "tender") } else { ("all ", "tenders") };
        let (tenders, list) = if filter.trim().is_empty() {
            (format!("{all_of}{shown} {noun}, a file each"), "the list of tenders")
        } else {
            (format!("the {shown} {noun} of the filter"), "the list, as it is filtered")
        };
        all.and(tenders, Thing::Of(What::Tenders(filter.to_owned())))
            .list(list, Listing::Procurements(filter.to_owned()))
            .annual()
            .and("the whole register", Thing::Of(What::Register))
            .and("the contract register to publish", Thing::Of(What::Transparency))
            .list("the list of what is due", Listing::Due)
            .list("the list of suppliers", Listing::Suppliers)
            .list("the list of contracts", Listing::Records(Records::Contracts, None))
            .list("the list of commitments", Listing::Records(Records::Commitments, None))
            .list("the list of deliveries", Listing::Records(Records::Deliveries, None))
            .list("the list of lessons", Listing::Lessons)
            .and("the targets of a year", Thing::Targets)
            .list("the list of policies", Listing::Policies)
    }

    /// From a tender, with the lists in the order of what it shows on the screen.
    pub(crate) fn of_tender(reference: &str, shown: Shown) -> Self {
        let of = || reference.to_owned();
        let mut lists = vec![
            (Shown::Walk, "its checklists", Listing::Items(of())),
            (Shown::Outcomes, "its outcomes", Listing::Outcomes(of())),
            (Shown::Days, "its days", Listing::Days(of())),
            (Shown::Journal, "its journal", Listing::Journal(of())),
        ];
        lists.sort_by_key(|(of, ..)| *of != shown);
        let all = Self::default().and("this tender", Thing::Of(What::Tender(reference.to_owned())));
        let mut all =
            lists.into_iter().fold(all, |all, (_, words, listing)| all.list(words, listing));
        if matches!(shown, Shown::Outcomes | Shown::Journal) {
            all.things.swap(0, 1);
        }
        all
    }

    /// From the evaluation of a tender.
    pub(crate) fn of_evaluation(reference: &str) -> Self {
        let of = || reference.to_owned();
        Self::default()
            .and("this tender", Thing::Of(What::Tender(of())))
            .list("its criteria", Listing::Criteria(of()))
            .list("its bids", Listing::Bids(of()))
            .list("its evaluators", Listing::Evaluators(of()))
            .list("its scores", Listing::Scores(of()))
            .list("its result", Listing::Ranking(of()))
            .meaning(Format::Xlsx)
    }

    /// From the contracts of a tender.
    pub(crate) fn of_contracts(reference: &str) -> Self {
        let all = Self::default().and("this tender", Thing::Of(What::Tender(reference.to_owned())));
        Records::iter()
            .fold(all, |all, kind| {
                let words = format!("its {}", kind.words());
                all.list(&words, Listing::Records(kind, Some(reference.to_owned())))
            })
            .and("contract register", Thing::Of(What::Transparency))
    }

    /// From what is due.
    pub(crate) fn of_today() -> Self {
        Self::default()
            .list("this list", Listing::Due)
            .and("a calendar of every tender", Thing::Of(What::Register))
            .meaning(Format::Ics)
    }

    /// From the directory of suppliers.
    pub(crate) fn of_suppliers() -> Self {
        Self::default()
            .list("the list of suppliers", Listing::Suppliers)
            .list("their contracts", Listing::Records(Records::Contracts, None))
    }

    /// From one supplier; what is shown of it comes first.
    pub(crate) fn of_supplier(uid: Uuid, shown: &Listing) -> Self {
        let mut lists = vec![
            ("its contracts", Listing::SupplierContracts(uid)),
            ("its contacts", Listing::SupplierContacts(uid)),
            ("its status", Listing::SupplierStatus(uid)),
            ("its debarment checks", Listing::SupplierChecks(uid)),
            ("its journal", Listing::SupplierJournal(uid)),
        ];
        lists.sort_by_key(|(_, listing)| listing != shown);
        lists
            .into_iter()
            .fold(Self::default(), |all, (words, listing)| all.list(words, listing))
            .list("the list of suppliers", Listing::Suppliers)
    }

    /// From what was found by words.
    pub(crate) fn of_search(words: &str) -> Self {
        Self::default().list("what was found", Listing::Found(words.to_owned()))
    }

    /// From a policy.
    pub(crate) fn of_policies() -> Self {
        Self::default().list("the list of policies", Listing::Policies)
    }

    /// From the tenders behind a figure.
    pub(crate) fn of_behind(slice: Slice) -> Self {
        Self::default().list("this list", Listing::Behind(slice)).annual()
    }

    /// From the lessons.
    pub(crate) fn of_lessons() -> Self {
        Self::default().list("the list of lessons", Listing::Lessons).annual()
    }

    /// From the figures over all tenders.
    pub(crate) fn of_figures() -> Self {
        Self::default()
            .annual()
            .and("the targets of a year", Thing::Targets)
            .list("the list of tenders", Listing::Procurements(String::new()))
    }

    /// From the targets of a year.
    pub(crate) fn of_targets(year: Option<FinancialYear>) -> Self {
        let all = Self::default().and("these targets", Thing::Targets).annual();
        Self { year, ..all }
    }

    /// The same with another format than the usual one, where a thing has it.
    #[must_use]
    pub(crate) const fn meaning(mut self, format: Format) -> Self {
        self.format = Some(format);
        self
    }

    /// The place of what was wished for, where it is offered here.
    pub(super) fn position(&self, wish: &Wish) -> Option<usize> {
        self.things.iter().position(|(_, thing)| match thing {
            Thing::Of(what) => *what == wish.what,
            year => year.is_like(&wish.what),
        })
    }

    /// Whether what was wished for is offered here.
    pub(crate) fn offers(&self, wish: &Wish) -> bool {
        self.position(wish).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ProcurementState;
    use crate::report::lists::Name;
    use std::collections::BTreeSet;

    #[test]
    fn every_list_that_has_a_name_as_a_command_has_a_screen_and_the_other_way_round() {
        let uid = Uuid::from_u128(1);
        let of = "2026-0001";
        let offered = [
            Exporting::of_register(Some(of), "", "1"),
            Exporting::of_tender(of, Shown::Walk),
            Exporting::of_evaluation(of),
            Exporting::of_contracts(of),
            Exporting::of_today(),
            Exporting::of_search("minutes"),
            Exporting::of_policies(),
            Exporting::of_suppliers(),
            Exporting::of_supplier(uid, &Listing::SupplierContracts(uid)),
            Exporting::of_behind(Slice::State(ProcurementState::Active)),
            Exporting::of_lessons(),
            Exporting::of_figures(),
            Exporting::of_targets(None),
        ];
        let things = offered.into_iter().flat_map(|one| one.things);
        let on_screens: BTreeSet<String> = things
            .filter_map(|(_, thing)| match thing {
                Thing::Of(What::List(listing)) => Some(listing.name().to_string()),
                Thing::Targets => Some("targets".to_owned()),
                Thing::Of(_) | Thing::Annual => None,
            })
            .collect();
        let as_commands: BTreeSet<String> = Name::all().map(|name| name.to_string()).collect();
        assert_eq!(on_screens, as_commands);
    }
}
