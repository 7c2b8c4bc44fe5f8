//! What of a procurement is public already, and what of it is withheld.
//!
//! A register holds much that nobody may know yet: an estimate before the tender, a winner before
//! the notice. What goes out as open data is asked for here. Nothing is public because it was
//! recorded; it is public because a notice was published, the tender was issued, or a contract
//! was signed or has begun.

use std::cell::Cell;
use std::collections::BTreeSet;

use uuid::Uuid;

use crate::domain::contract::Contract;
use crate::domain::evaluation::{Award, LotNo};
use crate::domain::{Date, KeyDate, StageNo, StageState};
use crate::register::{ContractsView, EvaluationView, ProcurementView};

/// The stage whose end issues the tender.
const ISSUE: u8 = 7;

/// Today, and the latest of the days that made a difference by having come.
#[derive(Debug)]
pub(super) struct Days {
    today: Date,
    latest: Cell<Option<Date>>,
}

impl Days {
    pub(super) const fn new(today: Date) -> Self {
        Self { today, latest: Cell::new(None) }
    }

    /// Whether a day is known and has come.
    pub(super) fn came(&self, day: Option<Date>) -> bool {
        let came = day.filter(|day| *day <= self.today);
        self.latest.set(self.latest.get().max(came));
        came.is_some()
    }

    /// Whether a day is known and is over.
    pub(super) fn is_over(&self, day: Option<Date>) -> bool {
        self.came(day.and_then(|day| day.plus_days(1)))
    }

    /// The latest of the days that have come and were asked for.
    pub(super) const fn latest(&self) -> Option<Date> {
        self.latest.get()
    }
}

/// What of one procurement is public.
#[derive(Debug, Default)]
pub(super) struct Public {
    /// Suppliers were told that it is planned, or were asked about it.
    pub(super) announced: bool,
    /// The estimate and the terms of the tender stand in a notice.
    pub(super) planned: bool,
    /// The tender is out, or what came of it is.
    pub(super) tendered: bool,
    /// The lots whose award is public.
    pub(super) awards: BTreeSet<LotNo>,
    /// The contracts that are public.
    pub(super) contracts: BTreeSet<Uuid>,
}

impl Public {
    pub(super) fn of(
        view: &ProcurementView,
        evaluation: &EvaluationView,
        contracts: &ContractsView,
        days: &Days,
    ) -> Self {
        let came = |name: KeyDate| days.came(view.dates.get(&name).copied());
        let known = contracts.contracts.iter();
        let known: BTreeSet<Uuid> = known
            .filter(|one| is_public(view, contracts, &one.contract, days))
            .map(|one| one.uid)
            .collect();
        let with_contract = |lot: LotNo| {
            let file = &contracts.file.contracts;
            known.iter().any(|uid| file.get(uid).is_some_and(|one| one.lot == Some(lot)))
        };
        let told = |award: &Award| {
            let names = [KeyDate::AwardNotice, KeyDate::DetailsNotice];
            names.into_iter().any(|name| tells(view, name, award) && came(name))
        };
        let decided = evaluation.evaluation.awards.iter();
        let awards: BTreeSet<LotNo> = decided
            .filter(|(lot, award)| with_contract(**lot) || told(award))
            .map(|(lot, _)| *lot)
            .collect();
        let issued = || {
            let stage = StageNo::new(ISSUE).and_then(|stage| view.stage(stage));
            stage.is_some_and(|stage| stage.state == StageState::Closed)
        };
        let planned = came(KeyDate::PlannedNotice);
        Self {
            announced: planned || came(KeyDate::EngagementNotice),
            planned,
            tendered: !awards.is_empty()
                || !known.is_empty()
                || issued()
                || came(KeyDate::TenderNotice)
                || came(KeyDate::TransparencyNotice),
            awards,
            contracts: known,
        }
    }

    /// Whether anything is public.
    pub(super) const fn anything(&self) -> bool {
        self.announced || self.tendered
    }
}

/// Whether a notice can be of an award: one that came out before the decision is of another lot.
pub(super) fn tells(view: &ProcurementView, notice: KeyDate, award: &Award) -> bool {
    view.dates.get(&notice).is_some_and(|day| *day >= award.day)
}

/// Whether a contract is public: it was signed, has begun, or stands in a notice.
fn is_public(
    view: &ProcurementView,
    contracts: &ContractsView,
    contract: &Contract,
    days: &Days,
) -> bool {
    // The days of notices are those of the tender: which of several contracts they are of is
    // not known.
    let only = contracts.contracts.len() == 1;
    let noticed = |name: KeyDate| only && days.came(view.dates.get(&name).copied());
    days.came(contract.signed)
        || noticed(KeyDate::ContractSigned)
        || noticed(KeyDate::DetailsNotice)
        || days.came(Some(contract.starts))
}

/// What is withheld of an award, as far as open data would carry it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Withholding {
    /// Amounts.
    pub(super) amounts: bool,
    /// Who the supplier is.
    pub(super) supplier: bool,
    /// What the supplier promised.
    pub(super) commitments: bool,
}

const AMOUNTS: &str = "price prices priced pricing cost costs costing rate rates value values \
     amount amounts sum sums total totals fee fees figure figures money bid bids tender offer \
     financial commercial";
const SUPPLIER: &str = "supplier suppliers winner winners bidder bidders tenderer name names \
     company companies firm identity who";
const COMMITMENTS: &str = "social commitment commitments promise promises promised measure \
     measures offer offers outcome outcomes delivery deliveries deliverables apprentices \
     apprenticeships bid bids tender";
const EVERYTHING: &str = "all everything whole entire award contract decision";

impl Withholding {
    /// What the awards withhold. Their words are free, so that more is left out rather than less.
    pub(super) fn of<'a>(awards: impl IntoIterator<Item = &'a Award>) -> Self {
        let mut found = Self::default();
        for one in awards.into_iter().flat_map(|award| &award.withheld) {
            // “Social value” is of what is promised, not of what is paid.
            let what = one.what.to_lowercase().replace("social value", "social");
            let says = |list: &str| {
                let mut words = what.split(|c: char| !c.is_alphanumeric());
                words.any(|word| list.split_whitespace().any(|known| known == word))
            };
            let everything = says(EVERYTHING);
            found.amounts |= everything || says(AMOUNTS) || what.contains('£');
            found.supplier |= everything || says(SUPPLIER);
            found.commitments |= everything || says(COMMITMENTS);
        }
        found
    }

    /// What is withheld of a contract: by the award of its lot, or by any award where it says no
    /// lot.
    pub(super) fn of_contract(evaluation: &EvaluationView, contract: &Contract) -> Self {
        let awards = evaluation.evaluation.awards.iter();
        let of_it = awards.filter(|(lot, _)| contract.lot.is_none_or(|own| own == **lot));
        Self::of(of_it.map(|(_, award)| award))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::evaluation::Withheld;
    use rstest::rstest;

    #[rstest]
    #[case("The unit prices", (true, false, false))]
    #[case("Total of £4m", (true, false, false))]
    #[case("Name of the supplier", (false, true, false))]
    #[case("Social value commitments", (false, false, true))]
    #[case("The winning bid", (true, false, true))]
    #[case("Everything", (true, true, true))]
    #[case("Layout of the control room", (false, false, false))]
    fn the_words_of_what_is_withheld_say_what_is_left_out(
        #[case] what: &str,
        #[case] left_out: (bool, bool, bool),
    ) {
        let award = Award {
            bid: Uuid::nil(),
            decided_by: String::new(),
            role: None,
            day: Date::from_iso("2026-11-21").unwrap(),
            reasons: String::new(),
            tie_break: None,
            withheld: vec![Withheld { what: what.to_owned(), reason: String::new() }],
            at: String::new(),
            officer: String::new(),
        };
        let found = Withholding::of([&award]);
        assert_eq!((found.amounts, found.supplier, found.commitments), left_out, "{what}");
    }

    #[test]
    fn only_days_that_came_and_were_asked_for_count() {
        let day = |text: &str| Some(Date::from_iso(text).unwrap());
        let days = Days::new(Date::from_iso("2026-11-21").unwrap());
        assert!(
            !days.came(None) && !days.came(day("2026-11-22")) && !days.is_over(day("2026-11-21"))
        );
        assert_eq!(days.latest(), None);
        assert!(days.came(day("2026-11-21")) && days.is_over(day("2026-11-02")));
        assert_eq!(days.latest(), day("2026-11-21"));
    }
}
