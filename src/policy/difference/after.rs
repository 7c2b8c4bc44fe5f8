//! What two editions of a pack say of the time after the award, side by side.

use super::{Part, Thing, condition, list, rule, text, words};
use crate::policy::pack::Pack;

/// What a policy wants to reach and to know, and which suppliers it tells apart.
pub(super) fn of_policy(pack: &Pack) -> Vec<Part> {
    vec![
        (
            "target",
            things!(
                pack.targets,
                one,
                one.id,
                one.text,
                [
                    words("text", &one.text),
                    rule("minimum", text(one.minimum.as_ref())),
                    rule("of", text(one.of.as_ref())),
                    rule("counts", text(one.counts.as_ref())),
                    rule("kinds", text(one.kinds().as_ref())),
                ]
            ),
        ),
        (
            "kpi",
            things!(
                pack.kpis,
                one,
                one.id,
                one.text,
                [
                    words("text", &one.text),
                    rule("unit", one.unit.clone()),
                    rule("counts", text(one.counts.as_ref())),
                    rule("kinds", text(one.kinds().as_ref())),
                ]
            ),
        ),
        (
            "size class",
            things!(
                pack.size_classes,
                one,
                one.name,
                one.name,
                [rule("headcount", format!("{} to {}", one.from, text(one.to.as_ref()))),]
            ),
        ),
        (
            "local",
            things!(
                pack.local,
                one,
                one.id,
                one.area,
                [rule("area", one.area.clone()), words("says", &one.says)]
            ),
        ),
    ]
}

/// How a policy judges suppliers, reviews contracts and treats risks.
pub(super) fn of_suppliers(pack: &Pack) -> Vec<Part> {
    vec![
        (
            "supplier status",
            things!(
                pack.supplier_status,
                one,
                "supplier status",
                one.says,
                [
                    words("says", &one.says),
                    rule("levels", list(one.levels.iter().map(|level| level.name.clone()))),
                    rule(
                        "reviews in months",
                        list(one.levels.iter().filter_map(|level| {
                            let months = level.review_months?;
                            Some(format!("{}: {months}", level.name))
                        }))
                    ),
                    rule("behaviours", list(one.behaviours.iter().map(|side| side.title.clone()))),
                    words(
                        "what the levels say",
                        &list(one.levels.iter().map(|level| {
                            let sides: Vec<&str> =
                                level.behaviours.values().map(String::as_str).collect();
                            let gains = level.incentives.join(", ");
                            format!("{}: {}: {gains}", level.says, sides.join(", "))
                        }))
                    ),
                ]
            ),
        ),
        (
            "contract review",
            things!(
                pack.contract_review,
                one,
                "contract review",
                one.says,
                [
                    rule("months", text(one.months.as_ref())),
                    words("says", &one.says),
                    words("clause", &one.clause),
                ]
            ),
        ),
        (
            "risk of modern slavery",
            things!(
                pack.slavery_risks,
                one,
                one.id,
                one.says,
                [
                    rule("levels", one.levels_words()),
                    rule("origin", format!("{:?}", one.origin)),
                    words("says", &one.says),
                    words("clause", &text(one.clause.as_ref())),
                ]
            ),
        ),
    ]
}

/// What only the statute says of a contract once it is awarded.
pub(super) fn of_statute(pack: &Pack) -> Vec<Part> {
    vec![
        (
            "contract indicators",
            things!(
                pack.contract_kpis,
                one,
                "contract indicators",
                one.says,
                [
                    rule("over", one.over.to_string()),
                    rule("least", one.least.to_string()),
                    rule("assessed every months", one.assess_months.to_string()),
                    rule("when", condition(&one.when)),
                    rule("ratings", list(one.ratings.iter().map(|rating| rating.name.clone()))),
                    words("says", &one.says),
                    words("clause", &one.clause),
                ]
            ),
        ),
        (
            "modern slavery statement",
            things!(
                pack.slavery_statement,
                one,
                "modern slavery statement",
                one.says,
                [
                    rule("turnover at least", one.turnover_at_least.to_string()),
                    words("says", &one.says),
                    words("clause", &one.clause),
                ]
            ),
        ),
        (
            "limit of change",
            things!(
                pack.change_limits,
                one,
                one.id,
                one.says,
                [
                    rule("over", one.words()),
                    rule("when", condition(&one.when)),
                    words("says", &one.says),
                    words("clause", &one.clause),
                ]
            ),
        ),
    ]
}
