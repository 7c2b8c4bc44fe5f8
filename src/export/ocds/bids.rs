//! Bids: how many there were, and which one won. Who bid and did not win is not named.

use serde_json::Number;

use crate::domain::evaluation::{Award, Bid, LotNo};
use crate::export::ocds::extension::Extension;
use crate::export::ocds::json::{Json, Object, amount};
use crate::export::ocds::release::Making;
use crate::export::published::Withholding;

impl Making<'_> {
    /// The bids for the lots whose award is public.
    pub(super) fn bids(&self) -> Object {
        let of = &self.from.evaluation.evaluation;
        let (mut statistics, mut details) = (Vec::new(), Vec::new());
        for lot in &self.public.awards {
            let all = of.bids_for(*lot).count();
            let valid = of.bids_for(*lot).filter(|bid| bid.takes_part()).count();
            if all == 0 {
                continue;
            }
            for (measure, count) in [("bids", all), ("validBids", valid)] {
                let lots = self.related(*lot);
                let statistic = Object::new()
                    .with("id", format!("{measure}-{lot}"))
                    .with("measure", measure)
                    .with("value", Number::from(count))
                    .maybe("relatedLot", lots.into_iter().next());
                statistics.push(statistic.into());
            }
            details.extend(self.winning(*lot).map(|(award, bid)| self.bid(award, bid)));
        }
        if statistics.is_empty() {
            return Object::new();
        }
        self.uses(Extension::Bids);
        Object::new().list("statistics", statistics).list("details", details)
    }

    /// The award of a lot that is public, with the bid that won.
    pub(super) fn winning(&self, lot: LotNo) -> Option<(&Award, &Bid)> {
        let of = &self.from.evaluation.evaluation;
        let award = of.awards.get(&lot).filter(|_| self.public.awards.contains(&lot))?;
        Some((award, of.bids.get(&award.bid)?))
    }

    fn bid(&self, award: &Award, bid: &Bid) -> Json {
        let withheld = Withholding::of([award]);
        let tenderers =
            if withheld.supplier { Vec::new() } else { vec![self.winner(bid, "tenderer").into()] };
        Object::new()
            .with("id", bid.uid.to_string())
            .with("status", "valid")
            .list("tenderers", tenderers)
            .maybe("value", self.price(award, bid))
            .list("relatedLots", self.related(bid.lot))
            .into()
    }

    /// The price of the winning bid, where neither the evaluation hides it nor the award withholds
    /// it.
    pub(super) fn price(&self, award: &Award, bid: &Bid) -> Option<Object> {
        let open = self.from.evaluation.evaluation.prices_are_open(bid.lot);
        let shown = open && !Withholding::of([award]).amounts;
        bid.price.filter(|_| shown).and_then(amount)
    }

    /// The supplier of the winning bid, as others refer to it.
    pub(super) fn winner(&self, bid: &Bid, role: &'static str) -> Object {
        let contracts = &self.from.contracts;
        let contract = contracts.file.contracts.values().find(|one| one.lot == Some(bid.lot));
        let known = contract.and_then(|one| Some((one, contracts.suppliers.get(&one.supplier)?)));
        let mut parties = self.parties.borrow_mut();
        if let Some((contract, supplier)) = known {
            return parties.supplier(contract.supplier, &supplier.name, Some(supplier), role);
        }
        let known = self.from.winner(bid.uid);
        let name = known.map_or(bid.supplier.as_str(), |known| known.name.as_str());
        parties.supplier(bid.uid, name, known, role)
    }
}
