//! Prices that call for a second look.

use rust_decimal::Decimal;
use uuid::Uuid;

use crate::domain::Money;
use crate::domain::evaluation::{Bid, Evaluation, Exact, LotNo, PriceMethod};

/// A price that lies far below those of the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LowPriceFlag {
    /// The bid.
    pub bid: Uuid,
    /// How far it lies below the mean of the others, in per cent.
    pub below_mean: Exact,
    /// How far it lies below the median of the others, in per cent.
    pub below_median: Exact,
}

/// A price that distorts the points of the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Oddity {
    /// A price of nothing.
    Zero {
        /// The bid.
        bid: Uuid,
    },
    /// A price more than twice the median of the others.
    High {
        /// The bid.
        bid: Uuid,
    },
    /// The lowest price, flagged as low, from which the points of all others are worked out.
    LowAnchor {
        /// The bid.
        bid: Uuid,
    },
}

/// The prices of the bids that take part, in order, in pence: summed up and sorted once, so that
/// what the others of a bid offer is not gathered anew for each.
struct Prices {
    pence: Vec<i64>,
    sum: i64,
}

impl Prices {
    fn of(bids: &[&Bid]) -> Self {
        let mut pence: Vec<i64> =
            bids.iter().filter_map(|bid| bid.price).map(Money::pence).collect();
        pence.sort_unstable();
        // A thousand bids of the largest amount stay far below the end of the range.
        let sum = pence.iter().fold(0, |sum: i64, price| sum.saturating_add(*price));
        Self { pence, sum }
    }

    /// The mean and the median of the others than one, in pounds; `None` with fewer than two
    /// others.
    fn of_others(&self, own: Money) -> Option<(Exact, Exact)> {
        let at = self.pence.binary_search(&own.pence()).ok()?;
        let count = self.pence.len() - 1;
        if count < 2 {
            return None;
        }
        let other = |place: usize| self.pence[place + usize::from(place >= at)];
        let pounds = |pence: i64, of: usize| {
            Exact::from(pence).over(&Exact::from(i64::try_from(of * 100).ok()?))
        };
        let mean = pounds(self.sum - own.pence(), count)?;
        let middle = count / 2;
        let median = if count % 2 == 1 {
            pounds(other(middle), 1)?
        } else {
            pounds(other(middle - 1) + other(middle), 2)?
        };
        Some((mean, median))
    }
}

fn taking_part(of: &Evaluation, lot: LotNo) -> Vec<&Bid> {
    of.bids_for(lot).filter(|bid| bid.takes_part()).collect()
}

/// Whether there are enough prices for one to be held against the others.
pub fn prices_compare(of: &Evaluation, lot: LotNo) -> bool {
    taking_part(of, lot).iter().filter(|bid| bid.price.is_some()).count() > 2
}

/// The bids whose price lies further below the mean or the median of the others than the share
/// that the lot sets. With fewer than two others there is nothing to compare with.
pub fn low_prices(of: &Evaluation, lot: LotNo) -> Vec<LowPriceFlag> {
    let Some(terms) = of.lots.get(&lot) else { return Vec::new() };
    let limit = Exact::from(terms.low_share);
    let bids = taking_part(of, lot);
    let below = |price: Money, level: &Exact| {
        (level - &Exact::from(price)).over(level).map(|share| share * Exact::hundred())
    };
    let prices = Prices::of(&bids);
    let mut flags = Vec::new();
    for bid in &bids {
        let Some(price) = bid.price else { continue };
        let Some((mean, median)) = prices.of_others(price) else { continue };
        let (Some(below_mean), Some(below_median)) = (below(price, &mean), below(price, &median))
        else {
            continue;
        };
        if below_mean >= limit || below_median >= limit {
            flags.push(LowPriceFlag { bid: bid.uid, below_mean, below_median });
        }
    }
    flags
}

/// Prices that distort the points of the others, given those that are flagged as low.
pub fn oddities(of: &Evaluation, lot: LotNo, flagged: &[LowPriceFlag]) -> Vec<Oddity> {
    let Some(terms) = of.lots.get(&lot) else { return Vec::new() };
    let bids = taking_part(of, lot);
    let prices = Prices::of(&bids);
    let lowest = bids.iter().filter_map(|bid| bid.price).min();
    let from_lowest =
        matches!(terms.method, PriceMethod::Relative | PriceMethod::Linear { full_at: None, .. });
    let mut found = Vec::new();
    for bid in &bids {
        let Some(price) = bid.price else { continue };
        if price == Money::ZERO {
            found.push(Oddity::Zero { bid: bid.uid });
        } else if from_lowest
            && Some(price) == lowest
            && flagged.iter().any(|flag| flag.bid == bid.uid)
        {
            found.push(Oddity::LowAnchor { bid: bid.uid });
        }
        if let Some((_, median)) = prices.of_others(price)
            && Exact::from(price) > median * Exact::from(Decimal::TWO)
        {
            found.push(Oddity::High { bid: bid.uid });
        }
    }
    found
}
