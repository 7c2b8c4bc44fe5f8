//! From agreed scores and prices to points and ranks.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Serialize;
use uuid::Uuid;

use crate::domain::evaluation::{
    Bid, Evaluation, Exact, Judged, Lot, LotNo, PriceMethod, Question, Scale, Section, SectionKind,
    TieBreak, model_faults,
};
use crate::domain::{Money, Percent};

/// What follows from the records of one lot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranking {
    /// The lot.
    pub lot: LotNo,
    /// One for each bid: those with a place in its order, then the others by supplier.
    pub tallies: Vec<Tally>,
    /// What is wrong with the model; then there are no points.
    pub faults: Vec<String>,
    /// What is missing before there are places.
    pub missing: Vec<Missing>,
    /// The lowest price among the bids that take part and pass.
    pub lowest: Option<Money>,
}

/// The points of one bid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// The bid.
    pub bid: Uuid,
    /// Whether it takes part.
    pub takes_part: bool,
    /// The sections in their order.
    pub sections: Vec<SectionTally>,
    /// The points of all sections but price, once all are known.
    pub quality: Option<Exact>,
    /// The points of all sections, once all are known.
    pub total: Option<Exact>,
    /// The price of each quality point, where that is the method.
    pub index: Option<Exact>,
    /// Which pass marks it has missed.
    pub failures: Vec<Failure>,
    /// Its place, once all are known.
    pub place: Option<Place>,
}

/// The points of one bid in one section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionTally {
    /// The section.
    pub section: Uuid,
    /// What kind of section it is.
    pub kind: SectionKind,
    /// Its weight.
    pub weight: Percent,
    /// How much of it the bid has earned, from nothing to one.
    pub share: Option<Exact>,
    /// The same in points.
    pub points: Option<Exact>,
    /// Its questions in their order.
    pub questions: Vec<Scored>,
}

/// The score of one bid for one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scored {
    /// The question.
    pub question: Uuid,
    /// Its weight in the section.
    pub weight: Percent,
    /// The agreed score, or the offered quantity.
    pub score: Option<Decimal>,
    /// The highest mark of its scale, or the best offer.
    pub of: Decimal,
}

impl Scored {
    /// How much of the question has been earned, from nothing to one.
    pub fn share(&self) -> Option<Exact> {
        let score = Exact::from(self.score?);
        Some(score.over(&Exact::from(self.of)).unwrap_or_else(Exact::zero))
    }

    /// The points that it adds to the whole.
    pub fn points(&self, section: Percent) -> Option<Exact> {
        let weight = Exact::from(self.weight.value() * section.value());
        Some(self.share()? * weight / 100)
    }
}

/// A pass mark that was missed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// The score of a question is below its pass mark.
    Question {
        /// The question.
        question: Uuid,
        /// The score.
        score: Decimal,
        /// The pass mark.
        mark: Decimal,
    },
    /// The share of a section is below its pass mark.
    Section {
        /// The section.
        section: Uuid,
        /// The share, in per cent.
        share: Exact,
        /// The pass mark.
        mark: Percent,
    },
}

/// Something without which there are no places.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Missing {
    /// Nobody has bid.
    Bids,
    /// A bid has no price.
    Price {
        /// The bid.
        bid: Uuid,
    },
    /// An answer has no agreed score.
    Consensus {
        /// The bid.
        bid: Uuid,
        /// The question.
        question: Uuid,
    },
}

/// A place in the ranking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The rank, from 1; bids that are tied share it.
    pub rank: usize,
    /// Whether another bid shares it.
    pub tied: bool,
    /// Whether the published tie-break put it before or behind a bid with the same figure.
    pub by_tie_break: bool,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let tied = if self.tied { "=" } else { "" };
        f.pad(&format!("{}{tied}", self.rank))
    }
}

/// Works the points and places of a lot out.
pub fn rank(of: &Evaluation, lot: LotNo) -> Ranking {
    let faults = model_faults(of, lot);
    let terms = of.lots.get(&lot).cloned().unwrap_or_default();
    let sections: Vec<(&Section, Vec<&Question>)> = of
        .sections_of(lot)
        .into_iter()
        .map(|section| (section, of.questions_of(section.uid)))
        .collect();
    let best = best_offers(of, lot, &sections);
    let bids: Vec<&Bid> = of.bids_for(lot).collect();
    let mut tallies: Vec<Tally> =
        bids.iter().map(|bid| quality(of, lot, &sections, bid, &best)).collect();
    let lowest = bids
        .iter()
        .zip(&tallies)
        .filter(|(bid, tally)| bid.takes_part() && tally.failures.is_empty())
        .filter_map(|(bid, _)| bid.price)
        .min();
    let missing = missing(&terms, &bids, &tallies, &sections);
    if faults.is_empty() {
        for (bid, tally) in bids.iter().zip(&mut tallies) {
            add_price(&terms, bid, lowest, tally);
        }
        if missing.is_empty() {
            place(&terms, &bids, &mut tallies);
        }
    } else {
        // Weights that do not add up give no points.
        for tally in &mut tallies {
            tally.quality = None;
        }
    }
    let name = |uid: Uuid| of.bids.get(&uid).map(|bid| (bid.supplier.to_lowercase(), bid.uid));
    tallies.sort_by(|a, b| {
        let rank = |tally: &Tally| tally.place.map_or(usize::MAX, |place| place.rank);
        let state = |tally: &Tally| (!tally.takes_part, !tally.failures.is_empty());
        (rank(a), state(a), name(a.bid)).cmp(&(rank(b), state(b), name(b.bid)))
    });
    Ranking { lot, tallies, faults, missing, lowest }
}

/// The best offer of each measure that a question scores, among the bids that take part.
fn best_offers(
    of: &Evaluation,
    lot: LotNo,
    sections: &[(&Section, Vec<&Question>)],
) -> BTreeMap<String, Decimal> {
    let mut best = BTreeMap::new();
    for question in sections.iter().flat_map(|(_, questions)| questions) {
        if let Judged::Offer { measure } = &question.judged {
            let offers = of.bids_for(lot).filter(|bid| bid.takes_part()).filter_map(|bid| {
                of.offers.get(&(bid.uid, measure.clone())).and_then(|offer| offer.quantity)
            });
            best.insert(measure.clone(), offers.max().unwrap_or_default());
        }
    }
    best
}

/// The points of a bid for everything but price.
fn quality(
    of: &Evaluation,
    lot: LotNo,
    sections: &[(&Section, Vec<&Question>)],
    bid: &Bid,
    best: &BTreeMap<String, Decimal>,
) -> Tally {
    let mut failures = Vec::new();
    let mut tallied = Vec::with_capacity(sections.len());
    for (section, questions) in sections {
        let mut scored = Vec::with_capacity(questions.len());
        for question in questions {
            let (score, highest) = match &question.judged {
                Judged::Scale { scale: _ } => {
                    let agreed = of.consensus.get(&(bid.uid, question.uid));
                    let highest = of.scale_of(lot, question).map_or(Decimal::ZERO, Scale::highest);
                    (agreed.map(|agreed| agreed.score), highest)
                }
                Judged::Offer { measure } => {
                    let offer = of.offers.get(&(bid.uid, measure.clone()));
                    let quantity = offer.and_then(|offer| offer.quantity).unwrap_or_default();
                    (Some(quantity), best.get(measure).copied().unwrap_or_default())
                }
            };
            if let (Some(score), Some(mark)) = (score, question.pass_mark)
                && score < mark
            {
                failures.push(Failure::Question { question: question.uid, score, mark });
            }
            scored.push(Scored {
                question: question.uid,
                weight: question.weight,
                score,
                of: highest,
            });
        }
        let share = match section.kind {
            SectionKind::Price => None,
            SectionKind::Quality | SectionKind::SocialValue => share_of(&scored),
        };
        let points = share.as_ref().map(|share| share * &Exact::from(section.weight));
        if let (Some(share), Some(mark)) = (&share, section.pass_mark) {
            let share = share * &Exact::hundred();
            if share < Exact::from(mark) {
                failures.push(Failure::Section { section: section.uid, share, mark });
            }
        }
        tallied.push(SectionTally {
            section: section.uid,
            kind: section.kind,
            weight: section.weight,
            share,
            points,
            questions: scored,
        });
    }
    let judged = || tallied.iter().filter(|section| section.kind != SectionKind::Price);
    let all: Option<Vec<Exact>> = judged().map(|section| section.points.clone()).collect();
    Tally {
        bid: bid.uid,
        takes_part: bid.takes_part(),
        quality: all.filter(|all| !all.is_empty()).map(|all| all.into_iter().sum()),
        sections: tallied,
        total: None,
        index: None,
        failures,
        place: None,
    }
}

/// How much of a section has been earned.
///
/// Scores are gathered by the highest mark of their scale first, so that a long section costs one
/// fraction and not forty.
fn share_of(scored: &[Scored]) -> Option<Exact> {
    let mut by_highest: BTreeMap<Decimal, Decimal> = BTreeMap::new();
    for one in scored {
        *by_highest.entry(one.of).or_default() += one.weight.value() * one.score?;
    }
    if scored.is_empty() {
        return None;
    }
    let shares = by_highest.into_iter().map(|(highest, sum)| {
        // A scale without a highest mark earns nothing; so does a measure that nobody offers.
        Exact::from(sum).over(&Exact::from(highest)).unwrap_or_else(Exact::zero)
    });
    Some(shares.sum::<Exact>() / 100)
}

fn missing(
    terms: &Lot,
    bids: &[&Bid],
    tallies: &[Tally],
    sections: &[(&Section, Vec<&Question>)],
) -> Vec<Missing> {
    let mut missing = Vec::new();
    if bids.is_empty() {
        missing.push(Missing::Bids);
    }
    let fixed = matches!(terms.method, PriceMethod::Fixed { .. });
    for (bid, tally) in bids.iter().zip(tallies) {
        if !bid.takes_part() {
            continue;
        }
        if bid.price.is_none() && !fixed && tally.failures.is_empty() {
            missing.push(Missing::Price { bid: bid.uid });
        }
        // Also a bid that has failed is scored to the end: its summary gives every score.
        let judged: Vec<Uuid> = sections
            .iter()
            .flat_map(|(_, questions)| questions)
            .filter(|question| matches!(question.judged, Judged::Scale { .. }))
            .map(|question| question.uid)
            .collect();
        for scored in tally.sections.iter().flat_map(|section| &section.questions) {
            if scored.score.is_none() && judged.contains(&scored.question) {
                missing.push(Missing::Consensus { bid: bid.uid, question: scored.question });
            }
        }
    }
    missing
}

/// The share of the points for price that a price earns, from nothing to one.
pub(super) fn price_share(
    method: &PriceMethod,
    price: Money,
    lowest: Option<Money>,
) -> Option<Exact> {
    let one = Exact::from(1);
    let price = Exact::from(price);
    match method {
        PriceMethod::Relative => {
            let lowest = Exact::from(lowest?);
            // A bid that fails may be below the lowest of those that pass.
            if price <= lowest { Some(one) } else { lowest.over(&price) }
        }
        PriceMethod::Linear { full_at, none_at } => {
            let full = Exact::from((*full_at).or(lowest)?);
            let none = Exact::from(*none_at);
            if price <= full {
                return Some(one);
            }
            if price >= none {
                return Some(Exact::zero());
            }
            (&none - &price).over(&(&none - &full))
        }
        PriceMethod::PerPoint | PriceMethod::Fixed { .. } => None,
    }
}

fn add_price(terms: &Lot, bid: &Bid, lowest: Option<Money>, tally: &mut Tally) {
    for section in &mut tally.sections {
        if section.kind == SectionKind::Price {
            section.share = bid.price.and_then(|price| price_share(&terms.method, price, lowest));
            section.points =
                section.share.as_ref().map(|share| share * &Exact::from(section.weight));
        }
    }
    let all: Option<Vec<Exact>> =
        tally.sections.iter().map(|section| section.points.clone()).collect();
    tally.total = all.filter(|all| !all.is_empty()).map(|all| all.into_iter().sum());
    if terms.method == PriceMethod::PerPoint {
        tally.index = bid
            .price
            .zip(tally.quality.as_ref())
            .and_then(|(price, quality)| Exact::from(price).over(quality));
    }
}

/// How a bid stands to another by the figure that decides; the better one first.
fn by_figure(terms: &Lot, a: &Tally, b: &Tally) -> Ordering {
    match terms.method {
        PriceMethod::PerPoint => match (&a.index, &b.index) {
            (Some(a), Some(b)) => a.cmp(b),
            // Without a point there is no index, and nothing behind it.
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        },
        _ => b.total.cmp(&a.total),
    }
}

/// The figures by which the published tie-break orders bids that are level, the highest first;
/// `None` where it does not say, or one of the figures is missing.
fn tie_keys(terms: &Lot, bids: &[&Bid], level: &[&Tally]) -> Option<Vec<Exact>> {
    let key = |tally: &Tally| match &terms.tie_break {
        TieBreak::None | TieBreak::Words { .. } => None,
        TieBreak::Section { section } => {
            let found = tally.sections.iter().find(|one| one.section == *section)?;
            found.points.clone()
        }
        TieBreak::LowerPrice => {
            let price = bids.iter().find(|bid| bid.uid == tally.bid)?.price?;
            Some(-Exact::from(price))
        }
    };
    level.iter().map(|tally| key(tally)).collect()
}

fn place(terms: &Lot, bids: &[&Bid], tallies: &mut [Tally]) {
    let mut order: Vec<&Tally> =
        tallies.iter().filter(|tally| tally.takes_part && tally.failures.is_empty()).collect();
    order.sort_by(|a, b| by_figure(terms, a, b));
    let mut places: BTreeMap<Uuid, Place> = BTreeMap::new();
    let mut rank = 1;
    for level in order.chunk_by(|a, b| by_figure(terms, a, b) == Ordering::Equal) {
        let keys = tie_keys(terms, bids, level).unwrap_or_else(|| vec![Exact::zero(); level.len()]);
        let mut ordered: Vec<(&Exact, Uuid)> =
            keys.iter().zip(level.iter().map(|tally| tally.bid)).collect();
        ordered.sort_by(|a, b| b.0.cmp(a.0));
        for alike in ordered.chunk_by(|a, b| a.0 == b.0) {
            let tied = alike.len() > 1;
            let by_tie_break = alike.len() < level.len();
            places.extend(alike.iter().map(|(_, bid)| (*bid, Place { rank, tied, by_tie_break })));
            rank += alike.len();
        }
    }
    for tally in tallies {
        tally.place = places.get(&tally.bid).copied();
    }
}

impl Ranking {
    /// The bids in the first place; more than one where they are tied.
    pub fn first(&self) -> Vec<&Tally> {
        let mut first = Vec::new();
        for tally in &self.tallies {
            if tally.place.is_some_and(|place| place.rank == 1) {
                first.push(tally);
            }
        }
        first
    }

    /// Whether every figure is there.
    pub fn is_complete(&self) -> bool {
        self.faults.is_empty() && self.missing.is_empty()
    }

    /// The points of one bid.
    pub fn tally(&self, bid: Uuid) -> Option<&Tally> {
        self.tallies.iter().find(|tally| tally.bid == bid)
    }
}
