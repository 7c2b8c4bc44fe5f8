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

/// The mean of prices, in pounds.
fn mean(prices: &[Money]) -> Option<Exact> {
    let sum: Exact = prices.iter().map(|price| Exact::from(*price)).sum();
    sum.over(&Exact::from(i64::try_from(prices.len()).ok()?))
}

/// The median of prices in order, in pounds: the middle one, or the mean of the two in the middle.
fn median(prices: &[Money]) -> Option<Exact> {
    let middle = prices.len() / 2;
    match prices.len() {
        0 => None,
        count if count % 2 == 1 => Some(Exact::from(prices[middle])),
        _ => mean(&prices[middle - 1..=middle]),
    }
}

/// Prices of the other bids that take part, in order.
fn others(bids: &[&Bid], but: Uuid) -> Vec<Money> {
    let mut prices: Vec<Money> =
        bids.iter().filter(|bid| bid.uid != but).filter_map(|bid| bid.price).collect();
    prices.sort_unstable();
    prices
}

fn taking_part(of: &Evaluation, lot: LotNo) -> Vec<&Bid> {
    of.bids_for(lot).filter(|bid| bid.takes_part()).collect()
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
    let mut flags = Vec::new();
    for bid in &bids {
        let Some(price) = bid.price else { continue };
        let others = others(&bids, bid.uid);
        if others.len() < 2 {
            continue;
        }
        let (Some(mean), Some(median)) = (mean(&others), median(&others)) else { continue };
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

/// Prices that distort the points of the others.
pub fn oddities(of: &Evaluation, lot: LotNo) -> Vec<Oddity> {
    let Some(terms) = of.lots.get(&lot) else { return Vec::new() };
    let bids = taking_part(of, lot);
    let flagged = low_prices(of, lot);
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
        let others = others(&bids, bid.uid);
        if let Some(median) = median(&others).filter(|_| others.len() >= 2)
            && Exact::from(price) > median * Exact::from(Decimal::TWO)
        {
            found.push(Oddity::High { bid: bid.uid });
        }
    }
    found
}
