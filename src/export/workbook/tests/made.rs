//! Evaluations of every kind, for tests of their workbooks.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use uuid::Uuid;

use crate::domain::evaluation::fixtures::Build;
use crate::domain::evaluation::{
    Evaluation, Evaluator, Judged, LotNo, Offer, Out, OutKind, PriceMethod, Score, SectionKind,
    TieBreak, low_prices, oddities, rank,
};
use crate::domain::{ContractType, Facts, Money};
use crate::register::{
    Act, Clock, EvaluationAct, EvaluationView, Library, LotView, NewProcurement, Order, Quotes,
    Register,
};

/// A tender whose evaluation has begun.
static BEGUN: LazyLock<EvaluationView> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let context = Clock::fixed("2026-11-21T09:00:00Z").unwrap().context("A. Officer");
    let path = folder.path().join("r.db");
    let mut register = Register::open(&path, Library::new(None), &context).unwrap();
    let facts = Facts::new(ContractType::Services, "250000".parse().unwrap(), context.today);
    let new = NewProcurement {
        reference: Some("2026-0042".parse().unwrap()),
        title: "Youth club & holiday activities".to_owned(),
        policy: "cheshire".to_owned(),
        facts,
    };
    register.perform(&Order::start(new), &context).unwrap();
    let begin = Act::Evaluate(EvaluationAct::Begin { lot: None, title: None });
    register.perform(&Order::on("2026-0042", begin), &context).unwrap();
    register.evaluation("2026-0042").unwrap()
});

/// What is shown of an evaluation, in a tender of its own.
pub(super) fn view_of(of: Evaluation) -> EvaluationView {
    let mut view = BEGUN.clone();
    view.lots = of
        .lots
        .keys()
        .map(|lot| {
            let low = low_prices(&of, *lot);
            let stands = LotView {
                frozen: true,
                ranking: rank(&of, *lot),
                oddities: oddities(&of, *lot, &low),
                low,
                social: None,
                quotes: Quotes::default(),
                check_holds: None,
            };
            (*lot, stands)
        })
        .collect();
    view.evaluation = of;
    view
}

fn pounds(text: &str) -> Money {
    text.parse().unwrap()
}

/// Two evaluators, of whom both give every agreed score.
fn panel(made: &mut Build) {
    for (number, name) in [(90_001, "Dana Evans"), (90_002, "Sam Patel")] {
        let uid = Uuid::from_u128(number);
        let name = name.to_owned();
        let who = Evaluator { uid, name, role: None, declaration: None, stood_down: None };
        made.of.evaluators.insert(uid, who);
        for ((bid, question), agreed) in made.of.consensus.clone() {
            let rationale = "Between us, I liked it.".to_owned();
            made.of.scores.insert((bid, question, uid), Score { score: agreed.score, rationale });
        }
    }
}

/// Three bids with quality, social value and, where the method weighs it, price.
pub(super) fn plain(method: PriceMethod) -> Build {
    made(method, 0)
}

fn made(method: PriceMethod, behind: u128) -> Build {
    let weighed = method.kind().has_weight();
    let mut made = Build::behind(method, behind);
    made.scale("0 to 7", 7);
    let quality = made.section(SectionKind::Quality, if weighed { "52.5" } else { "87.5" });
    let social = made.section(SectionKind::SocialValue, "12.5");
    if weighed {
        made.section(SectionKind::Price, "35");
    }
    let mut questions = vec![made.question(quality, "66.6667")];
    let sevenths = Judged::Scale { scale: "0 to 7".to_owned() };
    questions.push(made.question_by(quality, "33.3333", sevenths));
    questions.push(made.question(social, "40"));
    let measure = Judged::Offer { measure: "own.apprenticeships".to_owned() };
    made.question_by(social, "60", measure);
    let bids = [
        ("Acorn Youth CIC", "82500", Some(4), ["5", "6", "4"]),
        ("Brightside Ltd", "79000", Some(3), ["4", "5", "3"]),
        ("Cobalt & Sons", "91250.50", None, ["3", "7", "2"]),
    ];
    for (supplier, price, offered, scores) in bids {
        let bid = made.bid(supplier, Some(price));
        for (question, score) in questions.iter().zip(scores) {
            made.agree(bid, *question, score);
        }
        if let Some(offered) = offered {
            offer(&mut made, bid, Decimal::from(offered));
        }
    }
    for bid in made.of.bids.values_mut() {
        bid.note = Some("Internal: thin.".to_owned());
    }
    for agreed in made.of.consensus.values_mut() {
        agreed.comment = Some("Discussed twice.".to_owned());
        agreed.officer = "A. Officer".to_owned();
    }
    panel(&mut made);
    made
}

fn offer(made: &mut Build, bid: Uuid, quantity: Decimal) {
    let offer = Offer { quantity: Some(quantity), words: Some("in two years".to_owned()) };
    made.of.offers.insert((bid, "own.apprenticeships".to_owned()), offer);
}

fn take_out(made: &mut Build, supplier: &str) {
    let bid = made.of.bids.values_mut().find(|bid| bid.supplier == supplier).unwrap();
    bid.out = Some(Out {
        kind: OutKind::Disregarded,
        reason: "late".to_owned(),
        clause: Some("s.19(3)".to_owned()),
    });
}

fn methods() -> Vec<(&'static str, PriceMethod)> {
    let none_at = pounds("90000");
    vec![
        ("relative", PriceMethod::Relative),
        ("linear-from-lowest", PriceMethod::Linear { full_at: None, none_at }),
        ("linear", PriceMethod::Linear { full_at: Some(pounds("80000")), none_at }),
        ("per-point", PriceMethod::PerPoint),
        ("fixed", PriceMethod::Fixed { price: Some(pounds("85000")) }),
        ("fixed-unknown", PriceMethod::Fixed { price: None }),
    ]
}

/// Bids that are level, of which the tie-break parts some.
fn tied(method: PriceMethod, by: &str) -> Build {
    let weighed = method.kind().has_weight();
    let mut made = Build::new(method);
    let quality = made.section(SectionKind::Quality, if weighed { "50" } else { "90" });
    let social = made.section(SectionKind::SocialValue, "10");
    if weighed {
        made.section(SectionKind::Price, "40");
    }
    let questions = [made.question(quality, "100"), made.question(social, "100")];
    for (supplier, price, scores) in [
        ("One", "90000", ["4", "5"]),
        ("Two", "90000", ["5", "0"]),
        ("Three", "90000", ["4", "5"]),
        ("Four", "90000", ["1", "1"]),
        ("Five", "70000", ["0", "0"]),
        ("Six", "80000", ["0", "0"]),
    ] {
        let bid = made.bid(supplier, Some(price));
        for (question, score) in questions.into_iter().zip(scores) {
            made.agree(bid, question, score);
        }
    }
    // The weights are such that 10 points for social value are one mark of quality.
    made.of.lots.get_mut(&LotNo::FIRST).unwrap().tie_break = match by {
        "section" => TieBreak::Section { section: social },
        "price" => TieBreak::LowerPrice,
        _ => TieBreak::None,
    };
    made
}

/// Evaluations of every kind, each with a name.
pub(super) fn all() -> Vec<(String, EvaluationView)> {
    let mut found: Vec<(String, Evaluation)> = Vec::new();
    for (name, method) in methods() {
        found.push((name.to_owned(), plain(method.clone()).of));
        let mut out = plain(method.clone());
        take_out(&mut out, "Acorn Youth CIC");
        found.push((format!("{name}-out"), out.of));
        let mut failing = plain(method.clone());
        let last = failing.of.questions.keys().nth(1).copied().unwrap();
        failing.of.questions.get_mut(&last).unwrap().pass_mark = Some(Decimal::from(6));
        for (_, section) in failing.of.sections.values_mut() {
            section.pass_mark =
                (section.kind == SectionKind::SocialValue).then(|| "40".parse().unwrap());
        }
        found.push((format!("{name}-failing"), failing.of));
        for by in ["nothing", "section", "price"] {
            found.push((format!("{name}-tied-{by}"), tied(method.clone(), by).of));
        }
        let mut unpriced = plain(method.clone());
        unpriced.of.lots.get_mut(&LotNo::FIRST).unwrap().price_hidden = false;
        unpriced.of.bids.values_mut().next().unwrap().price = None;
        found.push((format!("{name}-unpriced"), unpriced.of));
        let mut open = plain(method.clone());
        open.of.lots.get_mut(&LotNo::FIRST).unwrap().price_hidden = false;
        let first = *open.of.consensus.keys().next().unwrap();
        open.of.consensus.remove(&first);
        found.push((format!("{name}-not-agreed"), open.of.clone()));
        open.of.lots.get_mut(&LotNo::FIRST).unwrap().price_hidden = true;
        found.push((format!("{name}-hidden"), open.of));
        let mut off = plain(method.clone());
        off.of.questions.values_mut().next().unwrap().weight = "60".parse().unwrap();
        found.push((format!("{name}-off"), off.of));
        let mut nought = plain(method);
        nought.of.bids.values_mut().next().unwrap().price = Some(Money::ZERO);
        nought.of.offers.clear();
        found.push((format!("{name}-nought"), nought.of));
    }
    let mut none = plain(PriceMethod::PerPoint);
    none.of.offers.clear();
    for agreed in none.of.consensus.values_mut().take(3) {
        agreed.score = Decimal::ZERO;
    }
    found.push(("no-points".to_owned(), none.of));
    let mut everybody_out = plain(PriceMethod::Relative);
    for supplier in ["Acorn Youth CIC", "Brightside Ltd", "Cobalt & Sons"] {
        take_out(&mut everybody_out, supplier);
    }
    everybody_out.of.lots.get_mut(&LotNo::FIRST).unwrap().price_hidden = false;
    found.push(("all-out".to_owned(), everybody_out.of));
    found.push(("lots".to_owned(), lots()));
    found.extend((1..=12).map(|seed| (format!("made-{seed}"), by_chance(seed))));
    found.into_iter().map(|(name, of)| (name, view_of(of))).collect()
}

/// Two lots, each with a method of its own.
fn lots() -> Evaluation {
    let mut of = plain(PriceMethod::Relative).of;
    let other = made(PriceMethod::PerPoint, 1_000).of;
    let second = LotNo::new(2).unwrap();
    of.lots.insert(second, other.lots[&LotNo::FIRST].clone());
    of.scales.extend(other.scales.into_iter().map(|((_, name), one)| ((second, name), one)));
    of.sections.extend(other.sections.into_iter().map(|(uid, (_, one))| (uid, (second, one))));
    of.questions.extend(other.questions);
    of.bids.extend(other.bids.into_iter().map(|(uid, mut bid)| {
        bid.lot = second;
        (uid, bid)
    }));
    of.consensus.extend(other.consensus);
    of.scores.extend(other.scores);
    of.offers.extend(other.offers);
    of
}

/// The next figure of a row that is the same in every run, below `most`.
fn next(state: &mut u64, most: u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*state >> 33) % most
}

/// Weights in hundredths that add up to a hundred.
fn weights(state: &mut u64, count: u64) -> Vec<String> {
    let mut left = 10_000 - count;
    let mut found = Vec::new();
    for at in 1..=count {
        let own = if at == count { left } else { next(state, left + 1) };
        left -= own;
        found.push(Decimal::new(i64::try_from(own + 1).unwrap(), 2).to_string());
    }
    found
}

/// Many bids and questions with figures that nobody chose.
fn by_chance(seed: u64) -> Evaluation {
    let mut state = seed * 7_919;
    let method = methods()[usize::try_from(seed % 5).unwrap()].1.clone();
    let weighed = method.kind().has_weight();
    let mut made = Build::new(method);
    made.scale("odd", 3 + i64::try_from(next(&mut state, 9)).unwrap());
    let sections = 2 + next(&mut state, 3);
    let mut of_sections = weights(&mut state, sections + u64::from(weighed));
    if weighed {
        let weight = of_sections.pop().unwrap();
        made.section(SectionKind::Price, &weight);
    }
    let mut questions = Vec::new();
    for (at, weight) in of_sections.iter().enumerate() {
        let kind = if at == 0 { SectionKind::SocialValue } else { SectionKind::Quality };
        let section = made.section(kind, weight);
        let count = 1 + next(&mut state, 12);
        for weight in weights(&mut state, count) {
            match next(&mut state, 5) {
                0 => {
                    let measure = "own.apprenticeships".to_owned();
                    made.question_by(section, &weight, Judged::Offer { measure });
                }
                1 => {
                    let scale = "odd".to_owned();
                    questions
                        .push((made.question_by(section, &weight, Judged::Scale { scale }), 4));
                }
                _ => questions.push((made.question(section, &weight), 6)),
            }
        }
    }
    for at in 0..3 + next(&mut state, 12) {
        let pence = 7_000_000 + i64::try_from(next(&mut state, 4_000_000)).unwrap();
        let price = Decimal::new(pence, 2).to_string();
        let bid = made.bid(&format!("Supplier {at}"), Some(&price));
        for (question, marks) in &questions {
            made.agree(bid, *question, &next(&mut state, *marks).to_string());
        }
        let offered = next(&mut state, 9);
        if offered > 0 {
            offer(&mut made, bid, Decimal::new(i64::try_from(offered * 5).unwrap(), 1));
        }
        if next(&mut state, 6) == 0 {
            take_out(&mut made, &format!("Supplier {at}"));
        }
    }
    panel(&mut made);
    made.of
}
