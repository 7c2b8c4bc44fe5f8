//! What must hold of every evaluation.

use rust_decimal::Decimal;

use super::fixtures::Build;
use super::*;

fn exact(text: &str) -> Exact {
    Exact::from(text.parse::<Decimal>().unwrap())
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
