//! The award criteria in words: one of them in full, and the page that says why.

use crate::domain::evaluation::{
    Exact, Judged, ROUNDING, Section as Group, SectionKind, Sum, TieBreak, sums,
};
use crate::domain::text::{visible, visible_lines};
use crate::policy::Base;
use crate::tui::effect::{LineKind, Section};
use crate::tui::screen::assessment;
use crate::tui::screen::evaluation::Scene;
use crate::tui::screen::evaluation::criteria::Row;

/// What a level adds up to.
pub(super) fn sum_of(scene: Scene<'_>, section: Option<&Group>) -> Option<Sum> {
    let all = sums(&scene.view.evaluation, scene.lot);
    let wanted = section.map(|section| section.uid);
    all.into_iter().find(|sum| sum.section == wanted)
}

/// The points of the whole that a line stands for.
pub(super) fn points(row: &Row<'_>) -> Exact {
    let section = Exact::from(row.section.weight);
    match row.question {
        Some(question) => Exact::from(question.weight.value() * row.section.weight.value()) / 100,
        None => section,
    }
}

/// One section or question in full.
pub(super) fn in_full(scene: Scene<'_>, row: &Row<'_>) -> Section {
    let heading = format!("{} {}", row.number, visible(row.title()));
    let lines = match row.question {
        Some(_) => of_question(scene, row),
        None if row.section.kind == SectionKind::Price => of_price(scene, row),
        None => of_section(scene, row),
    };
    Section { heading, lines }
}

fn of_question(scene: Scene<'_>, row: &Row<'_>) -> Vec<(LineKind, String)> {
    let (view, Some(question)) = (scene.view, row.question) else { return Vec::new() };
    let mut lines = Vec::new();
    lines.push(match &question.asks {
        Some(asks) => (LineKind::Plain, visible_lines(asks)),
        None => (LineKind::Warning, "The question itself is not written yet.".to_owned()),
    });
    lines.push((
        LineKind::Plain,
        format!(
            "Weighs {} of “{}”, which is {} of the 100 points.",
            question.weight,
            visible(&row.section.title),
            points(row).short(4)
        ),
    ));
    if let Some(id) = &question.outcome {
        lines.push((LineKind::Plain, format!("Asks about: {}.", view.measure_words(id))));
        let sought = view.sought.iter().find(|sought| sought.id == *id);
        lines.push(match sought.map(|sought| sought.why.as_deref()) {
            Some(Some(why)) => {
                (LineKind::Inset, format!("Relevant because: {}", visible_lines(why)))
            }
            Some(None) => (
                LineKind::Warning,
                "It is sought without a word yet of why it is relevant and proportionate."
                    .to_owned(),
            ),
            None => (LineKind::Warning, "It is not among the outcomes that are sought.".to_owned()),
        });
    }
    if let Some(mark) = question.pass_mark {
        let words = format!("A bid that scores below {} fails.", mark.normalize());
        lines.push((LineKind::Plain, words));
    }
    match (&question.judged, view.evaluation.scale_of(scene.lot, question)) {
        (Judged::Offer { measure }, _) => lines.push((
            LineKind::Plain,
            format!(
                "Judged by figures: the quantity offered of “{}”, divided by the highest that is offered.",
                view.measure_words(measure)
            ),
        )),
        (Judged::Scale { scale: name }, Some(scale)) => {
            lines.push((LineKind::Plain, format!("Judged by the scale “{}”:", visible(name))));
            for mark in &scale.marks {
                let words = match mark.descriptor.trim() {
                    "" => "(nothing written yet)".to_owned(),
                    descriptor => visible_lines(descriptor),
                };
                lines.push((LineKind::Inset, format!("{}  {words}", mark.score.normalize())));
            }
        }
        (Judged::Scale { scale }, None) => lines.push((
            LineKind::Warning,
            format!("It is judged by the scale “{}”, which is not there.", visible(scale)),
        )),
    }
    lines
}

fn of_section(scene: Scene<'_>, row: &Row<'_>) -> Vec<(LineKind, String)> {
    let section = row.section;
    let mut lines = vec![(
        LineKind::Plain,
        format!(
            "A section for {}; it weighs {} of the whole.",
            section.kind.words(),
            section.weight
        ),
    )];
    if let Some(sum) = sum_of(scene, Some(section)) {
        let questions = scene.view.evaluation.questions_of(section.uid).len();
        lines.push(match (questions, sum.off()) {
            (0, _) => (LineKind::Warning, "It has no questions yet.".to_owned()),
            (_, Some(off)) => (
                LineKind::Warning,
                format!("Its questions add up to {}, not to 100: {off}.", sum.sum.normalize()),
            ),
            (_, None) => (LineKind::Plain, "Its questions add up to 100.".to_owned()),
        });
    }
    if let Some(mark) = section.pass_mark {
        let words = format!("A bid with less than {mark} of the section's points fails.");
        lines.push((LineKind::Plain, words));
    }
    if section.kind == SectionKind::SocialValue {
        lines.extend(of_social_value(scene));
    }
    lines
}

/// Where the weight of social value stands to the policy.
fn of_social_value(scene: Scene<'_>) -> Vec<(LineKind, String)> {
    let Some(social) = scene.view.lots.get(&scene.lot).and_then(|lot| lot.social.as_ref()) else {
        return Vec::new();
    };
    let asked = match &social.asked {
        Some(asked) => format!("the policy asks for {asked}"),
        None => "the policy sets no figure here".to_owned(),
    };
    let words = format!("Social value weighs {} of the whole; {asked}.", social.weight);
    let mut lines = vec![(LineKind::Plain, words)];
    let share = scene.view.determination.weighting.as_ref();
    let share = share.and_then(|asked| asked.of_total(quality(scene)));
    lines.extend(share.map(|words| (LineKind::Inset, format!("{words}."))));
    lines.extend(social.fault.iter().map(|fault| (LineKind::Warning, fault.clone())));
    lines
}

fn of_price(scene: Scene<'_>, row: &Row<'_>) -> Vec<(LineKind, String)> {
    let weighs = format!("Price weighs {} of the whole.", row.section.weight);
    let mut lines = vec![(LineKind::Plain, weighs)];
    lines.extend(of_method(scene));
    lines
}

/// The price method with its formula, its worked line and its caution.
fn of_method(scene: Scene<'_>) -> Vec<(LineKind, String)> {
    let Some(terms) = scene.view.evaluation.lots.get(&scene.lot) else { return Vec::new() };
    let kind = terms.method.kind();
    let mut lines = vec![
        (LineKind::Plain, format!("Method: {}.", terms.method.words())),
        (LineKind::Inset, format!("{}.", kind.formula())),
        (LineKind::Inset, kind.example().to_owned()),
        (LineKind::Warning, kind.caution().to_owned()),
    ];
    lines.extend(terms.method.fault().map(|fault| (LineKind::Warning, fault)));
    lines
}

/// The other terms of the lot.
fn of_terms(scene: Scene<'_>) -> Vec<(LineKind, String)> {
    let Some(terms) = scene.view.evaluation.lots.get(&scene.lot) else { return Vec::new() };
    let tie = match &terms.tie_break {
        TieBreak::None => {
            "no way to break a tie is published; none can be found afterwards".to_owned()
        }
        TieBreak::LowerPrice => "the lower price is first".to_owned(),
        TieBreak::Words { words } => visible_lines(words),
        TieBreak::Section { section } => {
            let section = scene.view.evaluation.sections.get(section);
            section.map_or_else(
                || "a section that is no longer there".to_owned(),
                |(_, section)| format!("more points in “{}” is first", visible(&section.title)),
            )
        }
    };
    let until = |hidden: bool, what: &str, until: &str| {
        if hidden {
            format!("{what} hidden until {until}.")
        } else {
            format!("{what} open to all.")
        }
    };
    let mut lines = vec![
        (LineKind::Plain, format!("Tie for the first place: {tie}.")),
        (
            LineKind::Plain,
            format!(
                "A price is pointed out as low from {} below the mean or median of the others; no law or guidance sets that figure.",
                terms.low_share
            ),
        ),
        (LineKind::Plain, until(terms.blind, "Single scores are", "every evaluator has scored")),
        (LineKind::Plain, until(terms.price_hidden, "Prices are", "quality is agreed")),
    ];
    if let Some(why) = &terms.no_local_quote {
        let words = format!("No quote from a local supplier, because: {}", visible_lines(why));
        lines.push((LineKind::Plain, words));
    }
    lines
}

/// Everything on the award criteria, what is selected first.
pub(super) fn page(scene: Scene<'_>, row: Option<&Row<'_>>) -> Vec<Section> {
    let mut sections: Vec<Section> = row.map(|row| in_full(scene, row)).into_iter().collect();
    if let Some(lot) = scene.view.lots.get(&scene.lot) {
        let mut faults: Vec<(LineKind, String)> =
            lot.ranking.faults.iter().map(|fault| (LineKind::Warning, fault.clone())).collect();
        if faults.is_empty() {
            faults.push((LineKind::Plain, "The criteria can be used as they are.".to_owned()));
        }
        if lot.frozen {
            faults.push((LineKind::Plain, FIXED.to_owned()));
        }
        sections.push(Section { heading: "Whether they can be used".to_owned(), lines: faults });
    }
    let social = of_social_value(scene);
    let heading = "Social value in the criteria".to_owned();
    sections.push(Section { heading, lines: social });
    sections.push(assessment::weighting(
        &scene.view.determination,
        Some(&scene.view.pack),
        quality(scene),
    ));
    let shows_price = row.is_some_and(|row| row.section.kind == SectionKind::Price);
    if !shows_price {
        sections.push(Section { heading: "Price".to_owned(), lines: of_method(scene) });
    }
    sections.push(Section { heading: "Other terms".to_owned(), lines: of_terms(scene) });
    let lines = vec![(LineKind::Plain, ROUNDING.to_owned())];
    sections.push(Section { heading: "Figures".to_owned(), lines });
    sections.retain(|section| !section.lines.is_empty());
    sections
}

/// That the criteria are fixed, and what follows from it.
pub(super) const FIXED: &str = "Fixed: the tender is issued or bids have come in. A change needs a reason, which the journal shows.";

/// The same in one line.
pub(super) const FIXED_SHORT: &str =
    "Fixed: the tender is issued or bids came in; a change needs a reason.";

/// What the policy asks for; a share of quality with how large that part is here.
pub(super) fn asked(scene: Scene<'_>, words: &str) -> String {
    let of_quality = scene.view.determination.weighting.as_ref();
    let of_quality = of_quality.is_some_and(|asked| asked.base == Base::Quality);
    match quality(scene).filter(|_| of_quality) {
        Some(quality) => format!("{words} ({quality} here)"),
        None => words.to_owned(),
    }
}

/// The share of quality, which is what is not price.
fn quality(scene: Scene<'_>) -> Option<crate::domain::Percent> {
    let sections = scene.view.evaluation.sections_of(scene.lot);
    let price = sections.iter().filter(|section| section.kind == SectionKind::Price);
    let price: rust_decimal::Decimal = price.map(|section| section.weight.value()).sum();
    crate::domain::Percent::new(rust_decimal::Decimal::ONE_HUNDRED - price)
}
