//! Who would be first at other weights of social value, and by other ways to weigh the price.
//!
//! Where social value weighs `s` instead of `s0`, all other sections give way in proportion, so
//! the points of every bid lie on a straight line over `s`. The first place changes where two
//! such lines cross, which is worked out and not searched for in steps.

use uuid::Uuid;

use crate::domain::Money;
use crate::domain::evaluation::rank::price_share;
use crate::domain::evaluation::{
    Evaluation, Exact, LotNo, PriceKind, PriceMethod, Ranking, SectionKind, Tally,
};

/// The highest weight of social value that is looked at.
const MOST: i64 = 30;
/// The distance between the weights for which margins are shown.
const STEP: i64 = 5;

/// What changes when weights or the price method do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sensitivity {
    /// The weight of social value in the model.
    pub weight: Exact,
    /// Who is first from one weight to the next, from 0 to 30.
    pub reigns: Vec<Reign>,
    /// Who is first at 0, 5, 10 and so on, and by how much.
    pub steps: Vec<Otherwise>,
    /// The same by the other price methods.
    pub methods: Vec<Otherwise>,
}

/// A range of weights throughout which the same bids are first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reign {
    /// Where it begins.
    pub from: Exact,
    /// Where it ends; there the next ones draw level.
    pub to: Exact,
    /// Who is first between the two; more than one where they are tied throughout.
    pub first: Vec<Uuid>,
}

/// Who would be first under another weight or method.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Otherwise {
    /// Under what: “15%”, or the method.
    pub under: String,
    /// Who would be first; nobody where that cannot be said.
    pub first: Vec<Uuid>,
    /// By how much, over the next one: points, or pounds a point.
    pub margin: Option<Exact>,
    /// What has to be known with it.
    pub note: Option<String>,
}

/// The figure of one bid over the weight of social value: `at_zero + slope × weight`.
struct Line {
    bid: Uuid,
    at_zero: Exact,
    slope: Exact,
}

impl Line {
    fn at(&self, weight: &Exact) -> Exact {
        &self.at_zero + &(&self.slope * weight)
    }
}

/// Works out what would change; `None` while there are no places.
pub fn sensitivity(of: &Evaluation, ranking: &Ranking) -> Option<Sensitivity> {
    if !ranking.is_complete() {
        return None;
    }
    let placed: Vec<&Tally> =
        ranking.tallies.iter().filter(|tally| tally.place.is_some()).collect();
    let weight = social_weight(placed.first()?);
    let (reigns, steps) = match lines(of, ranking.lot, &placed) {
        Some(lines) => (reigns(&lines), steps(&lines)),
        None => (Vec::new(), Vec::new()),
    };
    Some(Sensitivity { weight, reigns, steps, methods: methods(of, ranking, &placed) })
}

fn social_weight(tally: &Tally) -> Exact {
    let social = tally.sections.iter().filter(|one| one.kind == SectionKind::SocialValue);
    social.map(|one| Exact::from(one.weight)).sum()
}

/// The line of every bid; `None` where social value has no section, or is all there is.
fn lines(of: &Evaluation, lot: LotNo, placed: &[&Tally]) -> Option<Vec<Line>> {
    let method = &of.lots.get(&lot)?.method;
    placed.iter().map(|tally| line(of, method, tally)).collect()
}

fn line(of: &Evaluation, method: &PriceMethod, tally: &Tally) -> Option<Line> {
    let weight = social_weight(tally);
    let social: Vec<_> =
        tally.sections.iter().filter(|one| one.kind == SectionKind::SocialValue).collect();
    // How much of social value the bid has earned, whatever it weighs.
    let earned = if weight.is_zero() {
        match social.as_slice() {
            [only] => only.share.clone()?,
            _ => return None,
        }
    } else {
        let points: Option<Vec<Exact>> = social.iter().map(|one| one.points.clone()).collect();
        points?.into_iter().sum::<Exact>().over(&weight)?
    };
    let rest: Option<Vec<Exact>> = tally
        .sections
        .iter()
        .filter(|one| one.kind != SectionKind::SocialValue)
        .map(|one| one.points.clone())
        .collect();
    let rest = rest?.into_iter().sum::<Exact>().over(&(&Exact::hundred() - &weight))?;
    let (mut at_zero, mut slope) = (&rest * &Exact::hundred(), &earned - &rest);
    if *method == PriceMethod::PerPoint {
        // Points for each pound: the higher the better, and still a straight line.
        let price = Exact::from(of.bids.get(&tally.bid)?.price?);
        at_zero = at_zero.over(&price)?;
        slope = slope.over(&price)?;
    }
    Some(Line { bid: tally.bid, at_zero, slope })
}

/// The best at a weight: those with the highest figure there and, among them, right behind it.
fn leaders<'a>(lines: &'a [Line], weight: &Exact) -> Vec<&'a Line> {
    let figures: Vec<(Exact, &Line)> = lines.iter().map(|line| (line.at(weight), line)).collect();
    let Some(best) = figures.iter().map(|(figure, line)| (figure, &line.slope)).max() else {
        return Vec::new();
    };
    let (figure, slope) = (best.0.clone(), best.1.clone());
    figures
        .into_iter()
        .filter(|(other, line)| *other == figure && line.slope == slope)
        .map(|(_, line)| line)
        .collect()
}

fn reigns(lines: &[Line]) -> Vec<Reign> {
    let end = Exact::from(MOST);
    let mut reigns = Vec::new();
    let mut from = Exact::zero();
    while from < end {
        let first = leaders(lines, &from);
        let Some(leader) = first.first() else { break };
        // Only a line that rises faster can come level with the leader.
        let next = lines
            .iter()
            .filter(|line| line.slope > leader.slope)
            .filter_map(|line| {
                (&leader.at_zero - &line.at_zero).over(&(&line.slope - &leader.slope))
            })
            .filter(|at| *at > from)
            .min();
        let to = next.filter(|at| *at < end).unwrap_or_else(|| end.clone());
        let first = first.iter().map(|line| line.bid).collect();
        reigns.push(Reign { from, to: to.clone(), first });
        from = to;
    }
    reigns
}

fn steps(lines: &[Line]) -> Vec<Otherwise> {
    let weights = (0..=MOST / STEP).map(|step| step * STEP);
    weights
        .map(|weight| {
            let at = Exact::from(weight);
            let figures: Vec<(Uuid, Exact)> =
                lines.iter().map(|line| (line.bid, line.at(&at))).collect();
            let (first, margin) = best(&figures);
            Otherwise { under: format!("{weight}%"), first, margin, note: None }
        })
        .collect()
}

/// Those with the highest figure, and how far the next one is behind.
fn best(figures: &[(Uuid, Exact)]) -> (Vec<Uuid>, Option<Exact>) {
    let Some(most) = figures.iter().map(|(_, figure)| figure).max().cloned() else {
        return (Vec::new(), None);
    };
    let next = figures.iter().map(|(_, figure)| figure).filter(|figure| **figure < most).max();
    let margin = next.map(|next| &most - next);
    let first: Vec<Uuid> =
        figures.iter().filter(|(_, figure)| *figure == most).map(|(bid, _)| *bid).collect();
    let margin = if first.len() > 1 { Some(Exact::zero()) } else { margin };
    (first, margin)
}

fn methods(of: &Evaluation, ranking: &Ranking, placed: &[&Tally]) -> Vec<Otherwise> {
    let Some(terms) = of.lots.get(&ranking.lot) else { return Vec::new() };
    let own = terms.method.kind();
    let kinds = [PriceKind::Relative, PriceKind::Linear, PriceKind::PerPoint, PriceKind::Fixed];
    kinds
        .into_iter()
        .filter(|kind| *kind != own)
        .map(|kind| under(of, ranking, placed, kind))
        .collect()
}

/// Who would be first by another method, with the weights as they are.
fn under(of: &Evaluation, ranking: &Ranking, placed: &[&Tally], kind: PriceKind) -> Otherwise {
    let price = |tally: &Tally| of.bids.get(&tally.bid).and_then(|bid| bid.price);
    let answer = |found: Option<Vec<(Uuid, Exact)>>, note: &str| match found {
        Some(figures) => {
            let (first, margin) = best(&figures);
            let note = (!note.is_empty()).then(|| note.to_owned());
            Otherwise { under: kind.words().to_owned(), first, margin, note }
        }
        None => Otherwise {
            under: kind.words().to_owned(),
            first: Vec::new(),
            margin: None,
            note: Some(match kind {
                PriceKind::Relative | PriceKind::Linear => {
                    "The model gives price no weight, so this cannot be said.".to_owned()
                }
                PriceKind::PerPoint | PriceKind::Fixed => {
                    "A price or the quality points are missing, so this cannot be said.".to_owned()
                }
            }),
        },
    };
    match kind {
        PriceKind::Relative => {
            answer(weighted(placed, &price, &PriceMethod::Relative, ranking.lowest), "")
        }
        PriceKind::Linear => {
            let highest = placed.iter().filter_map(|tally| price(tally)).max();
            let method = highest.map(|none_at| PriceMethod::Linear { full_at: None, none_at });
            let found = method.and_then(|method| weighted(placed, &price, &method, ranking.lowest));
            answer(found, "All points for the lowest price, none for the highest that was offered.")
        }
        PriceKind::Fixed => answer(
            placed.iter().map(|tally| Some((tally.bid, tally.quality.clone()?))).collect(),
            "Quality points alone.",
        ),
        PriceKind::PerPoint => {
            // The lowest price a point is the highest negative one.
            let figures = placed
                .iter()
                .map(|tally| {
                    let index = Exact::from(price(tally)?).over(&on_hundred(tally)?)?;
                    Some((tally.bid, -index))
                })
                .collect();
            answer(figures, "Quality points on a scale of 100; the margin is in pounds a point.")
        }
    }
}

/// The quality points as if there were no section for price.
fn on_hundred(tally: &Tally) -> Option<Exact> {
    let price = tally.sections.iter().filter(|one| one.kind == SectionKind::Price);
    let weight: Exact = price.map(|one| Exact::from(one.weight)).sum();
    let share = tally.quality.as_ref()?.over(&(&Exact::hundred() - &weight))?;
    Some(share * Exact::hundred())
}

/// The totals with the points for price by another method; `None` where price has no weight.
fn weighted(
    placed: &[&Tally],
    price: &impl Fn(&Tally) -> Option<Money>,
    method: &PriceMethod,
    lowest: Option<Money>,
) -> Option<Vec<(Uuid, Exact)>> {
    placed
        .iter()
        .map(|tally| {
            let section = tally.sections.iter().find(|one| one.kind == SectionKind::Price)?;
            // Where all prices are the same, the line has no length and all earn all points.
            let share = price_share(method, price(tally)?, lowest)?;
            let points = share * Exact::from(section.weight);
            Some((tally.bid, tally.quality.clone()? + points))
        })
        .collect()
}
