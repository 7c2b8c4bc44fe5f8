//! How the points of a bid come about, line by line.

use uuid::Uuid;

use crate::domain::evaluation::{
    Evaluation, Exact, Failure, Judged, PriceMethod, Ranking, SectionKind, SectionTally,
};
use crate::domain::money::in_pounds;
use crate::domain::text::visible;

/// One line of the working.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// How far it is set in: a section at 0, a question at 1.
    pub depth: usize,
    /// What it is about: “2.1 Apprenticeships”.
    pub about: String,
    /// How it comes about: “4 of 5 × 60% × 10%”.
    pub how: String,
    /// What comes of it, rounded for display.
    pub points: Option<Exact>,
    /// What has to be known with it: a missed pass mark, a score that is missing.
    pub remark: Option<String>,
}

/// The working of one bid; empty when the bid is not in the ranking.
pub fn working(of: &Evaluation, ranking: &Ranking, bid: Uuid) -> Vec<Line> {
    let Some(tally) = ranking.tally(bid) else { return Vec::new() };
    let mut lines = Vec::new();
    for (at, section) in tally.sections.iter().enumerate() {
        let title =
            of.sections.get(&section.section).map_or("", |(_, section)| section.title.as_str());
        let missed = tally.failures.iter().find_map(|failure| match failure {
            Failure::Section { section: which, share, mark } if *which == section.section => {
                Some(format!("Below the pass mark: {share}% of the section, and {mark} is asked."))
            }
            _ => None,
        });
        let how = match section.kind {
            SectionKind::Price => price_words(of, ranking, bid, section),
            _ => format!("the sum of its questions, of {} points", section.weight.value()),
        };
        lines.push(Line {
            depth: 0,
            about: format!("{} {}", at + 1, visible(title)),
            how,
            points: section.points.clone(),
            remark: missed,
        });
        lines.extend(questions(of, ranking, bid, (at, section)));
    }
    lines.extend(totals(of, ranking, bid));
    lines
}

fn questions(
    of: &Evaluation,
    ranking: &Ranking,
    bid: Uuid,
    (at, section): (usize, &SectionTally),
) -> Vec<Line> {
    let failures = ranking.tally(bid).map(|tally| tally.failures.as_slice()).unwrap_or_default();
    let mut lines = Vec::new();
    for (below, scored) in section.questions.iter().enumerate() {
        let Some(question) = of.questions.get(&scored.question) else { continue };
        let weights = format!("× {} of the section × {}", scored.weight, section.weight);
        let how = match (&question.judged, scored.score) {
            (_, None) => format!("no agreed score yet {weights}"),
            (Judged::Scale { .. }, Some(score)) => {
                format!("{} of {} {weights}", score.normalize(), scored.of.normalize())
            }
            (Judged::Offer { .. }, Some(_)) if scored.of.is_zero() => {
                format!("nobody offers any {weights}")
            }
            (Judged::Offer { .. }, Some(score)) => format!(
                "offered {} of the best offer, {}, {weights}",
                score.normalize(),
                scored.of.normalize()
            ),
        };
        let remark = failures.iter().find_map(|failure| match failure {
            Failure::Question { question, score, mark } if *question == scored.question => {
                Some(format!(
                    "Below the pass mark: {} was given, and {} is asked.",
                    score.normalize(),
                    mark.normalize()
                ))
            }
            _ => None,
        });
        lines.push(Line {
            depth: 1,
            about: format!("{}.{} {}", at + 1, below + 1, visible(&question.title)),
            how,
            points: scored.points(section.weight),
            remark,
        });
    }
    lines
}

/// How the points for price come about.
fn price_words(of: &Evaluation, ranking: &Ranking, bid: Uuid, section: &SectionTally) -> String {
    let weight = section.weight.value();
    let Some(price) = of.bids.get(&bid).and_then(|bid| bid.price) else {
        return "no price yet".to_owned();
    };
    let method = of.lots.get(&ranking.lot).map(|lot| &lot.method);
    match (method, ranking.lowest) {
        (Some(PriceMethod::Relative), Some(lowest)) if price <= lowest => {
            format!("{weight} × the lowest price, {}, ÷ itself", lowest.short())
        }
        (Some(PriceMethod::Relative), Some(lowest)) => {
            format!("{weight} × the lowest price, {}, ÷ {}", lowest.short(), price.short())
        }
        (Some(PriceMethod::Linear { full_at, none_at }), lowest) => {
            let Some(full) = (*full_at).or(lowest) else { return "no lowest price yet".to_owned() };
            if price <= full {
                format!("{weight} × all, as {} is not above {}", price.short(), full.short())
            } else if price >= *none_at {
                format!("{weight} × none, as {} is not below {}", price.short(), none_at.short())
            } else {
                format!(
                    "{weight} × ({} − {}) ÷ ({} − {})",
                    none_at.short(),
                    price.short(),
                    none_at.short(),
                    full.short()
                )
            }
        }
        _ => "no points for price".to_owned(),
    }
}

fn totals(of: &Evaluation, ranking: &Ranking, bid: Uuid) -> Vec<Line> {
    let Some(tally) = ranking.tally(bid) else { return Vec::new() };
    let line = |about: &str, how: String, points: Option<Exact>| Line {
        depth: 0,
        about: about.to_owned(),
        how,
        points,
        remark: None,
    };
    let method = of.lots.get(&ranking.lot).map(|lot| &lot.method);
    let mut lines = vec![line(
        "Total",
        "the sum of the sections, of 100 points".to_owned(),
        tally.total.clone(),
    )];
    if method == Some(&PriceMethod::PerPoint)
        && let Some(price) = of.bids.get(&bid).and_then(|bid| bid.price)
    {
        let how = match (&tally.index, &tally.quality) {
            (Some(index), Some(quality)) => {
                let pounds = index.rounded(2);
                let pounds = pounds.parse().map_or(pounds, in_pounds);
                format!("{} ÷ {quality} points = {pounds} a point", price.short())
            }
            _ => "there are no points to divide the price by".to_owned(),
        };
        lines.push(line("Price of each quality point", how, None));
    }
    if let Some(place) = tally.place {
        let words = match (place.tied, place.by_tie_break) {
            (true, _) => "shared: another bid has the same figure",
            (false, true) => "after the published tie-break between bids with the same figure",
            (false, false) => "by that figure",
        };
        lines.push(line(&format!("Place {place}"), words.to_owned(), None));
    }
    lines
}
