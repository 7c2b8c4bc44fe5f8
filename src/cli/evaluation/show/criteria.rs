//! The award criteria of a lot, as text.

use std::io::Write;

use crate::cli::failure::Result;
use crate::cli::write;
use crate::domain::evaluation::{Judged, LotNo, Question, SectionKind, sums};
use crate::domain::text::visible;
use crate::register::EvaluationView;

pub(super) fn write(out: &mut impl Write, view: &EvaluationView, lot: LotNo) -> Result {
    let of = &view.evaluation;
    let Some(lot_view) = view.lots.get(&lot) else { return Ok(()) };
    let fixed = if lot_view.frozen {
        ", fixed: the tender was issued or bids have come in; changing them needs a reason"
    } else {
        ""
    };
    writeln!(out, "\nAward criteria{fixed}")?;
    for (number, section) in (1..).zip(of.sections_of(lot)) {
        let pass = section
            .pass_mark
            .map(|mark| format!("; pass mark {mark} of its points"))
            .unwrap_or_default();
        writeln!(
            out,
            "  {number} {}: {}, {} of the whole{pass}",
            visible(&section.title),
            section.kind.words(),
            section.weight
        )?;
        for (below, question) in (1..).zip(of.questions_of(section.uid)) {
            one(out, view, &format!("{number}.{below}"), question)?;
        }
    }
    for sum in sums(of, lot) {
        let section = sum.section.and_then(|uid| of.sections.get(&uid));
        let what = section.map_or_else(
            || "The sections".to_owned(),
            |(_, section)| format!("The questions of {}", visible(&section.title)),
        );
        let off = sum.off().map(|off| format!(": {off}")).unwrap_or_default();
        writeln!(out, "  {what} add up to {}{off}", sum.sum.normalize())?;
    }
    for fault in &lot_view.ranking.faults {
        write::indented(out, 2, "Wrong: ", fault)?;
    }
    if let Some(social) = &lot_view.social {
        let asked = social.asked.as_deref().unwrap_or("nothing of a weight");
        writeln!(
            out,
            "  Social value: {} of the whole; the policy asks for: {}",
            social.weight,
            visible(asked)
        )?;
        if let Some(fault) = &social.fault {
            write::indented(out, 2, "Wrong: ", fault)?;
        }
    }
    terms(out, view, lot)?;
    scales(out, view, lot)
}

fn one(out: &mut impl Write, view: &EvaluationView, number: &str, question: &Question) -> Result {
    let judged = match &question.judged {
        Judged::Scale { scale } => format!("by the scale “{}”", visible(scale)),
        Judged::Offer { measure } => {
            format!("by the offered quantity of “{}”", view.measure_words(measure))
        }
    };
    let pass = question
        .pass_mark
        .map(|mark| format!("; pass mark {}", mark.normalize()))
        .unwrap_or_default();
    writeln!(
        out,
        "    {number} {}: {} of the section, {judged}{pass}",
        visible(&question.title),
        question.weight
    )?;
    if let Some(asks) = &question.asks {
        write::indented(out, 8, "Asked: ", asks)?;
    }
    if let Some(id) = &question.outcome {
        writeln!(out, "        About: {} {}", visible(id), view.measure_words(id))?;
    }
    Ok(())
}

fn terms(out: &mut impl Write, view: &EvaluationView, lot: LotNo) -> Result {
    let Some(terms) = view.evaluation.lots.get(&lot) else { return Ok(()) };
    writeln!(out, "  Price method: {}", terms.method.words())?;
    writeln!(out, "    {}", terms.method.kind().formula())?;
    writeln!(out, "    {}", terms.method.kind().example())?;
    writeln!(out, "    Mind: {}", terms.method.kind().caution())?;
    writeln!(out, "  Tie for the first place: {}", view.tie_break_words(&terms.tie_break))?;
    writeln!(
        out,
        "  Low prices: looked into from {} below the mean or the median of the others",
        terms.low_share
    )?;
    let blind = if terms.blind { "hidden until all evaluators have given theirs" } else { "open" };
    writeln!(out, "  Individual scores: {blind}")?;
    let hidden = if terms.price_hidden { "hidden until every score is agreed" } else { "open" };
    writeln!(out, "  Prices: {hidden}")?;
    if let Some(why) = &terms.no_local_quote {
        write::indented(out, 2, "No local quote: ", why)?;
    }
    Ok(())
}

fn scales(out: &mut impl Write, view: &EvaluationView, lot: LotNo) -> Result {
    for ((_, name), scale) in view.evaluation.scales.iter().filter(|((of, _), _)| *of == lot) {
        writeln!(out, "  Scale “{}”", visible(name))?;
        for mark in &scale.marks {
            write::indented(out, 4, &format!("{}: ", mark.score.normalize()), &mark.descriptor)?;
        }
    }
    let sections = view.evaluation.sections_of(lot);
    if !sections.iter().any(|section| section.kind == SectionKind::SocialValue) {
        writeln!(out, "  There is no section for social value.")?;
    }
    Ok(())
}
