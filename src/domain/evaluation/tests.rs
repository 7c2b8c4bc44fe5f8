//! What must hold of every evaluation.

use num_bigint::BigInt;
use num_rational::BigRational;
use proptest::prelude::*;
use rstest::rstest;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::fixtures::Build;
use super::*;
use crate::domain::{Money, Percent};

fn exact(text: &str) -> Exact {
    Exact::from(text.parse::<Decimal>().unwrap())
}

fn ratio(above: i64, below: i64) -> Exact {
    Exact::from(above).over(&Exact::from(below)).unwrap()
}

#[test]
fn quality_social_value_and_price_add_up_to_the_total() {
    let mut build = Build::new(PriceMethod::Relative);
    let quality = build.section(SectionKind::Quality, "50");
    let social = build.section(SectionKind::SocialValue, "10");
    build.section(SectionKind::Price, "40");
    let one = build.question(quality, "60");
    let other = build.question(quality, "40");
    let only = build.question(social, "100");
    let a = build.bid("Alpha", Some("100000"));
    let b = build.bid("Beta", Some("80000"));
    for (bid, scores) in [(a, ["4", "5", "3"]), (b, ["3", "3", "5"])] {
        for (question, score) in [one, other, only].into_iter().zip(scores) {
            build.agree(bid, question, score);
        }
    }
    let ranking = rank(&build.of, LotNo::FIRST);
    assert!(ranking.is_complete(), "{ranking:?}");
    // Alpha: 50 × (0.6 × 4/5 + 0.4 × 5/5) + 10 × 3/5 + 40 × 80/100 = 44 + 6 + 32.
    assert_eq!(ranking.tally(a).unwrap().total, Some(exact("82")));
    // Beta: 50 × 3/5 + 10 + 40.
    assert_eq!(ranking.tally(b).unwrap().total, Some(exact("80")));
    assert_eq!(ranking.first()[0].bid, a);
    assert_eq!(ranking.tally(b).unwrap().place.unwrap().to_string(), "2");
    let lines = working(&build.of, &ranking, a);
    let points: Exact =
        lines.iter().filter(|line| line.depth == 1).filter_map(|line| line.points.clone()).sum();
    assert_eq!(points, exact("50"), "the questions add up to quality and social value");
    assert!(lines.iter().any(|line| line.how == "40 × the lowest price, £80,000, ÷ £100,000"));
}

#[test]
fn weights_that_do_not_add_up_give_no_points() {
    let mut build = Build::new(PriceMethod::Relative);
    let quality = build.section(SectionKind::Quality, "59.9999");
    build.section(SectionKind::Price, "40");
    let question = build.question(quality, "100");
    let bid = build.bid("Alpha", Some("1"));
    build.agree(bid, question, "5");
    let ranking = rank(&build.of, LotNo::FIRST);
    assert_eq!(
        ranking.faults,
        ["The weights of the sections add up to 99.9999, not to 100: 0.0001 missing."]
    );
    assert!(ranking.tallies.iter().all(|tally| tally.total.is_none() && tally.place.is_none()));
}

/// One section for price alone, and bids at these prices; gives each one's share of its points.
fn shares(method: PriceMethod, prices: &[&str]) -> Vec<Exact> {
    let mut build = Build::new(method);
    build.section(SectionKind::Price, "100");
    let bids: Vec<Uuid> =
        prices.iter().map(|price| build.bid(&format!("at {price}"), Some(price))).collect();
    let ranking = rank(&build.of, LotNo::FIRST);
    assert!(ranking.is_complete(), "{ranking:?}");
    bids.iter().map(|bid| ranking.tally(*bid).unwrap().sections[0].share.clone().unwrap()).collect()
}

/// Prices relative to the lowest, as they were published.
///
/// - 15,000/10,000/30,000: GOV.UK, “How to score Digital Outcomes and Specialists suppliers”, as
///   quoted by Shakespeare Martineau, “Evaluating price in tenders” (shma.co.uk), and by Public
///   Spend Forum Europe, 17 May 2016.
/// - £1m/£1.2m/£2m: Brodies LLP, “A new approach to evaluating price submissions in tenders”.
/// - £100/£105/£108 for 40 points: Impact Bids, “The quality imperative”.
/// - €1,000,000/€1,250,000 for 60 points: Aanbestedingszaken, “Puntenmodel”.
#[rstest]
#[case(&["15000", "10000", "30000"], 1, 3, &["0.667", "1.000", "0.333"])]
#[case(&["1m", "1.2m", "2m"], 100, 0, &["100", "83", "50"])]
#[case(&["100", "105", "108"], 40, 0, &["40", "38", "37"])]
#[case(&["1000000", "1250000"], 60, 2, &["60.00", "48.00"])]
fn published_examples_of_pricing_relative_to_the_lowest_come_out_as_published(
    #[case] prices: &[&str],
    #[case] weight: i64,
    #[case] decimals: u32,
    #[case] published: &[&str],
) {
    let points: Vec<String> = shares(PriceMethod::Relative, prices)
        .into_iter()
        .map(|share| (share * Exact::from(weight)).rounded(decimals))
        .collect();
    assert_eq!(points, published);
}

/// A whole evaluation as published by Negometrix (Mercell), “Low bid scoring formula”
/// (support-us.negometrix.com, article 44001761046): 200 points, of which experience 60, quality
/// assurance 40, time 30, price 70; A 146 points or 73%, B 144 or 72%, so the dearer A wins.
#[test]
fn a_published_evaluation_of_quality_and_price_comes_out_as_published() {
    let mut build = Build::new(PriceMethod::Relative);
    let mut questions = Vec::new();
    for (weight, highest) in [("30", 60), ("20", 40), ("15", 30)] {
        let name = format!("0 to {highest}");
        build.scale(&name, highest);
        let section = build.section(SectionKind::Quality, weight);
        questions.push(build.question_by(section, "100", Judged::Scale { scale: name }));
    }
    build.section(SectionKind::Price, "35");
    let a = build.bid("A", Some("10000"));
    let b = build.bid("B", Some("8000"));
    for (bid, scores) in [(a, ["40", "30", "20"]), (b, ["32", "20", "22"])] {
        for (question, score) in questions.iter().zip(scores) {
            build.agree(bid, *question, score);
        }
    }
    let ranking = rank(&build.of, LotNo::FIRST);
    let points = |bid: Uuid| -> Vec<String> {
        let tally = ranking.tally(bid).unwrap();
        let sections = tally.sections.iter().map(|section| section.points.clone().unwrap());
        sections.chain(tally.total.clone()).map(|points| points.short(2)).collect()
    };
    assert_eq!(points(a), ["20", "15", "10", "28", "73"]);
    assert_eq!(points(b), ["16", "10", "11", "35", "72"]);
    assert_eq!(ranking.first()[0].bid, a);
}

/// From the `tessa` package (github.com/lajh87/tessa), “Value for money index”: by points for each
/// pound, 99% at £1.18m is before 80% at £1m.
#[test]
fn a_published_order_by_price_per_point_comes_out_as_published() {
    let mut build = Build::new(PriceMethod::PerPoint);
    build.scale("0 to 100", 100);
    let section = build.section(SectionKind::Quality, "100");
    let by = Judged::Scale { scale: "0 to 100".to_owned() };
    let question = build.question_by(section, "100", by);
    let dear = build.bid("Dear", Some("1.18m"));
    let cheap = build.bid("Cheap", Some("1m"));
    build.agree(dear, question, "99");
    build.agree(cheap, question, "80");
    let ranking = rank(&build.of, LotNo::FIRST);
    assert_eq!(ranking.first()[0].bid, dear);
    assert_eq!(ranking.tally(cheap).unwrap().index, Some(exact("12500")));
    assert_eq!(ranking.tally(dear).unwrap().index.clone().unwrap().rounded(2), "11919.19");
}

/// The figures of the examples that officers are shown.
#[test]
fn the_worked_lines_on_screen_are_right() {
    let relative = shares(PriceMethod::Relative, &["80000", "100000"]);
    assert_eq!((relative[1].clone() * Exact::from(40)).to_string(), "32.00");
    let money = |text: &str| text.parse::<Money>().unwrap();
    let linear = PriceMethod::Linear { full_at: Some(money("80k")), none_at: money("120k") };
    let linear = shares(linear, &["90000", "70000", "120000", "130000"]);
    let points: Vec<String> =
        linear.into_iter().map(|share| (share * Exact::from(40)).to_string()).collect();
    assert_eq!(points, ["30.00", "40.00", "0.00", "0.00"]);
    assert_eq!(ratio(100_000, 80).to_string(), "1250.00");
    assert_eq!(ratio(90_000, 75).to_string(), "1200.00");
}

#[test]
fn bids_with_the_same_total_share_a_place_unless_the_published_tie_break_decides() {
    let tied = |tie_break: TieBreak| {
        let mut build = Build::new(PriceMethod::Relative);
        let quality = build.section(SectionKind::Quality, "60");
        build.section(SectionKind::Price, "40");
        let question = build.question(quality, "100");
        let a = build.bid("A", Some("40000"));
        let b = build.bid("B", Some("40000"));
        let c = build.bid("C", Some("50000"));
        for (bid, score) in [(a, "4"), (b, "4"), (c, "3")] {
            build.agree(bid, question, score);
        }
        build.of.lots.get_mut(&LotNo::FIRST).unwrap().tie_break = tie_break;
        let ranking = rank(&build.of, LotNo::FIRST);
        [a, b, c].map(|bid| ranking.tally(bid).unwrap().place.unwrap().to_string())
    };
    assert_eq!(tied(TieBreak::None), ["1=", "1=", "3"]);
    assert_eq!(tied(TieBreak::LowerPrice), ["1=", "1=", "3"], "the prices are the same, too");
    let mut build = Build::new(PriceMethod::Fixed { price: None });
    let quality = build.section(SectionKind::Quality, "50");
    let social = build.section(SectionKind::SocialValue, "50");
    let (one, other) = (build.question(quality, "100"), build.question(social, "100"));
    let (a, b) = (build.bid("A", None), build.bid("B", None));
    for (bid, scores) in [(a, ["5", "3"]), (b, ["3", "5"])] {
        build.agree(bid, one, scores[0]);
        build.agree(bid, other, scores[1]);
    }
    let lot = build.of.lots.get_mut(&LotNo::FIRST).unwrap();
    lot.tie_break = TieBreak::Section { section: social };
    let ranking = rank(&build.of, LotNo::FIRST);
    let place = |bid| ranking.tally(bid).unwrap().place.unwrap();
    assert_eq!((place(b).rank, place(b).tied, place(b).by_tie_break), (1, false, true));
    assert_eq!((place(a).rank, place(a).tied, place(a).by_tie_break), (2, false, true));
}

#[test]
fn a_tie_break_by_price_leaves_bids_level_of_which_one_has_no_price() {
    let mut build = Build::new(PriceMethod::Fixed { price: None });
    let quality = build.section(SectionKind::Quality, "100");
    let question = build.question(quality, "100");
    build.of.lots.get_mut(&LotNo::FIRST).unwrap().tie_break = TieBreak::LowerPrice;
    let bids = [("A", Some("30000")), ("B", None), ("C", Some("20000"))];
    let bids = bids.map(|(name, price)| build.bid(name, price));
    for bid in bids {
        build.agree(bid, question, "4");
    }
    let shown = |of: &Evaluation| {
        let ranking = rank(of, LotNo::FIRST);
        bids.map(|bid| ranking.tally(bid).unwrap().place.unwrap().to_string())
    };
    assert_eq!(shown(&build.of), ["1=", "1=", "1="]);
    build.of.bids.get_mut(&bids[1]).unwrap().price = Some("25000".parse().unwrap());
    assert_eq!(shown(&build.of), ["3", "2", "1"]);
}

#[test]
fn a_bid_below_a_pass_mark_has_no_place_and_does_not_set_the_lowest_price() {
    let mut build = Build::new(PriceMethod::Relative);
    let quality = build.section(SectionKind::Quality, "60");
    build.section(SectionKind::Price, "40");
    let question = build.question(quality, "100");
    build.of.questions.get_mut(&question).unwrap().pass_mark = Some(Decimal::from(3));
    let good = build.bid("Good", Some("100000"));
    let poor = build.bid("Poor", Some("10000"));
    build.agree(good, question, "4");
    build.agree(poor, question, "2");
    let ranking = rank(&build.of, LotNo::FIRST);
    assert_eq!(ranking.lowest, Some("100000".parse().unwrap()));
    assert_eq!(ranking.tally(good).unwrap().total, Some(exact("88")));
    assert_eq!(ranking.tally(poor).unwrap().place, None);
    assert_eq!(
        ranking.tally(poor).unwrap().failures,
        [Failure::Question { question, score: Decimal::from(2), mark: Decimal::from(3) }]
    );
}

#[test]
fn offers_are_scored_by_their_share_of_the_best_offer() {
    let mut build = Build::new(PriceMethod::Fixed { price: None });
    let social = build.section(SectionKind::SocialValue, "100");
    let by = Judged::Offer { measure: "1.1.jobs".to_owned() };
    build.question_by(social, "100", by);
    let bids = [("A", Some(4)), ("B", Some(6)), ("C", None)].map(|(name, quantity)| {
        let bid = build.bid(name, None);
        if let Some(quantity) = quantity {
            let offer = Offer { quantity: Some(Decimal::from(quantity)), words: None };
            build.of.offers.insert((bid, "1.1.jobs".to_owned()), offer);
        }
        bid
    });
    let ranking = rank(&build.of, LotNo::FIRST);
    let totals = bids.map(|bid| ranking.tally(bid).unwrap().total.clone().unwrap());
    assert_eq!(totals, [ratio(200, 3), exact("100"), exact("0")]);
}

#[test]
fn a_price_of_nothing_is_pointed_out_and_breaks_nothing() {
    let mut build = Build::new(PriceMethod::Relative);
    build.section(SectionKind::Price, "100");
    let free = build.bid("Free", Some("0"));
    let paid = build.bid("Paid", Some("100"));
    build.bid("Dear", Some("1000"));
    let ranking = rank(&build.of, LotNo::FIRST);
    assert_eq!(ranking.tally(free).unwrap().total, Some(exact("100")));
    assert_eq!(ranking.tally(paid).unwrap().total, Some(exact("0")));
    let low = low_prices(&build.of, LotNo::FIRST);
    let odd = oddities(&build.of, LotNo::FIRST, &low);
    assert!(odd.contains(&Oddity::Zero { bid: free }), "{odd:?}");
    assert!(odd.iter().any(|one| matches!(one, Oddity::High { .. })), "{odd:?}");
}

#[test]
fn two_prices_are_too_few_to_hold_one_against_the_others() {
    let mut build = Build::new(PriceMethod::Relative);
    build.section(SectionKind::Price, "100");
    for (name, price) in [("Low", Some("10")), ("High", Some("100")), ("Open", None)] {
        build.bid(name, price);
    }
    assert!(!prices_compare(&build.of, LotNo::FIRST));
    assert_eq!(low_prices(&build.of, LotNo::FIRST), []);
    build.bid("Third", Some("100"));
    assert!(prices_compare(&build.of, LotNo::FIRST));
    assert_eq!(low_prices(&build.of, LotNo::FIRST).len(), 1);
}

#[test]
fn a_price_far_below_the_mean_and_the_median_of_the_others_is_flagged() {
    let mut build = Build::new(PriceMethod::Relative);
    build.section(SectionKind::Price, "100");
    let low = build.bid("Low", Some("79"));
    for (name, price) in [("A", "90"), ("B", "100"), ("C", "110")] {
        build.bid(name, Some(price));
    }
    let flags = low_prices(&build.of, LotNo::FIRST);
    assert_eq!(flags.len(), 1);
    assert_eq!((flags[0].bid, &flags[0].below_mean), (low, &exact("21")));
    assert_eq!(flags[0].below_median, exact("21"));
    // At the very share the flag is there; a penny above it is not.
    build.of.bids.get_mut(&low).unwrap().price = Some("80".parse().unwrap());
    assert_eq!(low_prices(&build.of, LotNo::FIRST).len(), 1);
    build.of.bids.get_mut(&low).unwrap().price = Some("80.01".parse().unwrap());
    assert_eq!(low_prices(&build.of, LotNo::FIRST), []);
}

#[test]
fn the_weight_at_which_the_first_place_changes_is_worked_out_exactly() {
    let mut build = Build::new(PriceMethod::Fixed { price: None });
    let quality = build.section(SectionKind::Quality, "90");
    let social = build.section(SectionKind::SocialValue, "10");
    let (one, other) = (build.question(quality, "100"), build.question(social, "100"));
    let (a, b) = (build.bid("A", None), build.bid("B", None));
    for (bid, scores) in [(a, ["5", "2"]), (b, ["4", "5"])] {
        build.agree(bid, one, scores[0]);
        build.agree(bid, other, scores[1]);
    }
    let ranking = rank(&build.of, LotNo::FIRST);
    let found = sensitivity(&build.of, &ranking).unwrap();
    // A: 100 − s + 0.4 s; B: 0.8 (100 − s) + s; level at 20 = 0.8 s.
    assert_eq!(found.reigns.len(), 2);
    assert_eq!(
        (found.reigns[0].first.as_slice(), &found.reigns[0].to),
        ([a].as_slice(), &exact("25"))
    );
    assert_eq!(
        (found.reigns[1].first.as_slice(), &found.reigns[1].to),
        ([b].as_slice(), &exact("30"))
    );
    let at = |weight: &str| found.steps.iter().find(|step| step.under == weight).unwrap();
    assert_eq!((at("25%").first.len(), at("25%").margin.clone()), (2, Some(exact("0"))));
    assert_eq!(at("0%").margin, Some(exact("20")));
}

/// An evaluation of one lot, as its parts.
#[derive(Debug, Clone)]
struct Made {
    /// Weights of quality, social value and price in hundredths of a per cent.
    weights: [i64; 3],
    /// Weights of the questions of quality, in hundredths of a per cent.
    questions: Vec<i64>,
    /// For each bid: its marks for those questions and for social value, and its price in pence.
    bids: Vec<(Vec<i64>, i64, i64)>,
    method: u8,
}

/// Splits 100.00 into so many parts.
fn split(count: usize) -> impl Strategy<Value = Vec<i64>> {
    prop::collection::vec(1i64..1000, count).prop_map(|parts| {
        let sum: i64 = parts.iter().sum();
        let mut shares: Vec<i64> = parts.iter().map(|part| part * 10_000 / sum).collect();
        let rest: i64 = 10_000 - shares.iter().sum::<i64>();
        shares[0] += rest;
        shares
    })
}

fn made() -> impl Strategy<Value = Made> {
    (1usize..5).prop_flat_map(|count| {
        let bid = (prop::collection::vec(0i64..=5, count), 0i64..=5, 1i64..5_000_000);
        (split(3), split(count), prop::collection::vec(bid, 1..7), 0u8..4).prop_map(
            |(weights, questions, bids, method)| Made {
                weights: [weights[0], weights[1], weights[2]],
                questions,
                bids,
                method,
            },
        )
    })
}

fn percent(hundredths: i64) -> String {
    Decimal::new(hundredths, 2).to_string()
}

impl Made {
    /// Builds it with the bids in this order; gives the uids in the order of `bids`.
    fn build(&self, order: &[usize]) -> (Evaluation, Vec<Uuid>, Vec<Uuid>) {
        let none_at = Money::from_pence(4_000_000).unwrap();
        let method = match self.method {
            0 => PriceMethod::Relative,
            1 => PriceMethod::Linear { full_at: None, none_at },
            2 => PriceMethod::PerPoint,
            _ => PriceMethod::Fixed { price: None },
        };
        let weighted = method.kind().has_weight();
        let mut build = Build::new(method);
        let [quality, social, price] = self.weights;
        let quality = if weighted { quality } else { quality + price };
        let section = build.section(SectionKind::Quality, &percent(quality));
        let mut questions: Vec<Uuid> = self
            .questions
            .iter()
            .map(|weight| build.question(section, &percent(*weight)))
            .collect();
        let section = build.section(SectionKind::SocialValue, &percent(social));
        questions.push(build.question(section, "100"));
        if weighted {
            build.section(SectionKind::Price, &percent(price));
        }
        let mut uids = vec![Uuid::nil(); self.bids.len()];
        for at in order {
            let (marks, last, pence) = &self.bids[*at];
            let price = Decimal::new(*pence, 2).to_string();
            let bid = build.bid(&format!("bid {at}"), Some(&price));
            for (question, mark) in questions.iter().zip(marks.iter().chain([last])) {
                build.agree(bid, *question, &mark.to_string());
            }
            uids[*at] = bid;
        }
        (build.of, uids, questions)
    }

    fn in_order(&self) -> (Evaluation, Vec<Uuid>, Vec<Uuid>) {
        self.build(&(0..self.bids.len()).collect::<Vec<_>>())
    }
}

fn rational(above: i64, below: i64) -> BigRational {
    BigRational::new(BigInt::from(above), BigInt::from(below))
}

proptest! {
    #[test]
    fn places_do_not_depend_on_the_order_of_the_bids(made in made(), seed in any::<u64>()) {
        let mut order: Vec<usize> = (0..made.bids.len()).collect();
        order.sort_by_key(|at| (*at as u64 + 1).wrapping_mul(seed | 1).rotate_left(17));
        let (one, uids, _) = made.in_order();
        let (other, others, _) = made.build(&order);
        let (one, other) = (rank(&one, LotNo::FIRST), rank(&other, LotNo::FIRST));
        for (a, b) in uids.iter().zip(&others) {
            let (a, b) = (one.tally(*a).unwrap(), other.tally(*b).unwrap());
            prop_assert_eq!(a.place, b.place);
            prop_assert_eq!(&a.total, &b.total);
        }
    }

    #[test]
    fn raising_one_score_never_lowers_the_place(made in made(), bid in 0usize..6, question in 0usize..5, mark in 0i64..=2) {
        let (mut of, uids, questions) = made.in_order();
        let (bid, question) = (uids[bid % uids.len()], questions[question % questions.len()]);
        // A pass mark makes it harder: passing brings in a price, too.
        of.questions.get_mut(&question).unwrap().pass_mark = Some(Decimal::from(mark));
        let place = |of: &Evaluation| rank(of, LotNo::FIRST).tally(bid).unwrap().place.map_or(usize::MAX, |place| place.rank);
        let before = place(&of);
        let agreed = of.consensus.get_mut(&(bid, question)).unwrap();
        if agreed.score < Decimal::from(5) {
            agreed.score += Decimal::ONE;
            prop_assert!(place(&of) <= before);
        }
    }

    #[test]
    fn points_stay_within_their_weights(made in made()) {
        let (of, ..) = made.in_order();
        let ranking = rank(&of, LotNo::FIRST);
        prop_assert!(ranking.is_complete());
        for tally in &ranking.tallies {
            for section in &tally.sections {
                let points = section.points.clone().unwrap();
                prop_assert!(points >= Exact::zero() && points <= Exact::from(section.weight));
            }
            let total = tally.total.clone().unwrap();
            prop_assert!(total >= Exact::zero() && total <= Exact::hundred());
        }
    }

    #[test]
    fn totals_are_those_of_plain_fractions(made in made()) {
        let (of, uids, _) = made.in_order();
        let ranking = rank(&of, LotNo::FIRST);
        let lowest = made.bids.iter().map(|(.., pence)| *pence).min().unwrap();
        let weighted = made.method < 2;
        for (uid, (marks, social, pence)) in uids.iter().zip(&made.bids) {
            let quality = made.weights[0] + if weighted { 0 } else { made.weights[2] };
            let mut sum = rational(0, 1);
            for (weight, mark) in made.questions.iter().zip(marks) {
                sum += rational(quality, 100) * rational(*weight, 10_000) * rational(*mark, 5);
            }
            sum += rational(made.weights[1], 100) * rational(*social, 5);
            let price = match made.method {
                0 => rational(lowest, *pence),
                1 if *pence <= lowest => rational(1, 1),
                1 if *pence >= 4_000_000 => rational(0, 1),
                1 => rational(4_000_000 - pence, 4_000_000 - lowest),
                _ => rational(0, 1),
            };
            if weighted {
                sum += rational(made.weights[2], 100) * price;
            }
            let total = ranking.tally(*uid).unwrap().total.clone().unwrap();
            prop_assert_eq!(total.fraction(), sum.to_string());
        }
    }

    #[test]
    fn weights_off_by_any_amount_are_refused(made in made(), which in 0usize..6, off in 1i64..100) {
        let (mut of, ..) = made.in_order();
        let less = |weight: Percent| Percent::new(weight.value() - Decimal::new(off, 4));
        let sections: Vec<Uuid> = of.sections.keys().copied().collect();
        let questions: Vec<Uuid> = of.questions.keys().copied().collect();
        let at = which % (sections.len() + questions.len());
        let changed = if let Some(uid) = sections.get(at) {
            let section = &mut of.sections.get_mut(uid).unwrap().1;
            less(section.weight).map(|weight| section.weight = weight)
        } else {
            let question = of.questions.get_mut(&questions[at - sections.len()]).unwrap();
            less(question.weight).map(|weight| question.weight = weight)
        };
        prop_assume!(changed.is_some());
        let ranking = rank(&of, LotNo::FIRST);
        prop_assert_eq!(ranking.faults.len(), 1);
        prop_assert!(ranking.faults[0].contains("missing"), "{}", ranking.faults[0]);
        prop_assert!(ranking.first().is_empty());
    }

    #[test]
    fn where_the_first_place_changes_is_what_trying_every_weight_finds(made in made()) {
        let (of, uids, _) = made.in_order();
        let ranking = rank(&of, LotNo::FIRST);
        let found = sensitivity(&of, &ranking).unwrap();
        prop_assert_eq!(&found.reigns.first().unwrap().from, &Exact::zero());
        prop_assert_eq!(&found.reigns.last().unwrap().to, &Exact::from(30));
        // The figure of a bid at a weight, worked out from the start.
        let figure = |uid: Uuid, weight: &BigRational| -> BigRational {
            let tally = ranking.tally(uid).unwrap();
            let plain = |exact: &Exact| -> BigRational { exact.fraction().parse().unwrap() };
            let own = rational(made.weights[1], 100);
            let social = tally.sections.iter().find(|one| one.kind == SectionKind::SocialValue).unwrap();
            let share = plain(social.share.as_ref().unwrap());
            let rest = plain(tally.total.as_ref().unwrap()) - &own * &share;
            let hundred = rational(100, 1);
            let points = weight * &share + (&hundred - weight) / (&hundred - &own) * rest;
            match made.method {
                2 => points / rational(of.bids[&uid].price.unwrap().pence(), 100),
                _ => points,
            }
        };
        for step in 0..=40i64 {
            // Weights that no crossing is likely to hit, so that each lies inside one range.
            let weight = rational(3 * step * 997 + 1, 4 * 997 + 7);
            if weight >= rational(30, 1) {
                continue;
            }
            let best = uids.iter().map(|uid| figure(*uid, &weight)).max().unwrap();
            let mut winners: Vec<Uuid> =
                uids.iter().copied().filter(|uid| figure(*uid, &weight) == best).collect();
            let inside = found.reigns.iter().find(|reign| {
                let (from, to): (BigRational, BigRational) =
                    (reign.from.fraction().parse().unwrap(), reign.to.fraction().parse().unwrap());
                from < weight && weight < to
            });
            // At a crossing both are level; everywhere else the range says who is first.
            if let Some(reign) = inside {
                let mut first = reign.first.clone();
                first.sort_unstable();
                winners.sort_unstable();
                prop_assert_eq!(first, winners);
            }
        }
        // And at the end of every range those of the next one have come level.
        for pair in found.reigns.windows(2) {
            let at: BigRational = pair[0].to.fraction().parse().unwrap();
            prop_assert_eq!(figure(pair[0].first[0], &at), figure(pair[1].first[0], &at));
            prop_assert_ne!(&pair[0].first, &pair[1].first);
        }
        // The weights as they are give the first place of the ranking.
        let own = Exact::from(Decimal::new(made.weights[1], 2));
        if let Some(reign) = found.reigns.iter().find(|reign| reign.from < own && own < reign.to) {
            for uid in &reign.first {
                prop_assert_eq!(ranking.tally(*uid).unwrap().place.unwrap().rank, 1);
            }
        }
    }
}
