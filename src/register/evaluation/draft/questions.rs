//! The social value questions for the invitation, with the table for bidders' offers.

use std::fmt::Write as _;

use crate::domain::evaluation::{Exact, Judged, LotNo, Mark, Question, Section, SectionKind};
use crate::domain::text::{visible, visible_lines};
use crate::register::evaluation::EvaluationView;
use crate::register::evaluation::draft::cell;

/// The social value questions and the table for bidders' offers, as a draft for the invitation.
///
/// The questions are those of the sections for social value; the rows of the table are the
/// measures that they ask about and those that are sought. While the tender has no award criteria
/// at all it is the table alone; `None` when there are some and this lot is not among them.
pub fn question_table(view: &EvaluationView, lot: LotNo) -> Option<String> {
    let of = &view.evaluation;
    let known = view.lots.get(&lot);
    if known.is_none() && !view.lots.is_empty() {
        return None;
    }
    let numbered = of.numbered(lot);
    let asked: Vec<_> = numbered
        .iter()
        .filter(|(_, section, _)| section.kind == SectionKind::SocialValue)
        .collect();
    let mut text = String::new();
    let _ = writeln!(text, "# Social value: questions and offers\n");
    let _ = writeln!(text, "Tender: {}, {}", view.reference, visible(&view.title));
    if of.lots.len() > 1 {
        let _ = writeln!(text, "Lot: {}", of.lot_words(lot));
    }
    let _ = writeln!(
        text,
        "\nDraft for the invitation to tender. Read it against the rest of your documents before it is published, and take these notes out.\n"
    );
    for fault in known.iter().flat_map(|lot| &lot.ranking.faults) {
        let _ = writeln!(text, "- The award criteria are not finished: {fault}");
    }
    if asked.is_empty() {
        let _ = writeln!(text, "- The award criteria have no question on social value yet.");
    }
    if let Some(fault) = known.and_then(|lot| lot.social.as_ref()?.fault.as_ref()) {
        let _ = writeln!(text, "- {fault}");
    }
    let _ = writeln!(
        text,
        "- Every pass mark has to stand in the invitation: section 23(3)(a) of the Procurement Act 2023 asks to say whether failing a criterion disqualifies.\n"
    );
    let weight: Exact = of
        .sections_of(lot)
        .iter()
        .filter(|section| section.kind == SectionKind::SocialValue)
        .map(|section| Exact::from(section.weight))
        .sum();
    if known.is_some() {
        write_weight(&mut text, &weight);
    }
    for section in of.sections_of(lot) {
        if let Some(mark) = section.pass_mark.filter(|_| section.kind == SectionKind::SocialValue) {
            let _ = writeln!(
                text,
                "A tender that reaches less than {mark} of the points for “{}” will not be awarded the contract.\n",
                visible(&section.title)
            );
        }
    }
    for (number, section, question) in asked {
        write_question(&mut text, view, lot, (number, section, question));
    }
    write_scales(&mut text, view, lot);
    write_offers(&mut text, view, lot);
    Some(text)
}

/// How much social value weighs, and what of an offer counts.
fn write_weight(text: &mut String, weight: &Exact) {
    let _ = writeln!(text, "## How social value counts\n");
    let _ = writeln!(
        text,
        "Social value carries {} of the 100 points of this tender. Answer each question below, and put figures to your offer in the table at the end. Only what you will do for this contract counts, and only what goes beyond the goods, services or works themselves.\n",
        weight.short(4)
    );
}

fn write_question(
    text: &mut String,
    view: &EvaluationView,
    lot: LotNo,
    (number, section, question): (&str, &Section, &Question),
) {
    let points = Exact::from(question.weight.value() * section.weight.value()) / 100;
    let _ = writeln!(text, "## Question {number}: {}\n", visible(&question.title));
    let _ = writeln!(
        text,
        "Worth up to {} of 100 points ({} of “{}”).\n",
        points.short(4),
        question.weight,
        visible(&section.title)
    );
    if let Some(asks) = &question.asks {
        let _ = writeln!(text, "{}\n", visible_lines(asks));
    } else {
        let about = question.outcome.as_deref().map(|id| view.measure_words(id));
        let about = about.unwrap_or_else(|| visible(&question.title));
        let _ = writeln!(
            text,
            "Tell us what you will do under this contract for “{about}”:\n\n- what you will do, for whom and where;\n- how much of it, and by when;\n- who in your organisation answers for it;\n- how you will measure it, and how we can check that it was done.\n"
        );
    }
    if let Some(why) = view
        .sought
        .iter()
        .find(|sought| Some(&sought.id) == question.outcome.as_ref())
        .and_then(|sought| sought.why.as_deref())
    {
        let _ = writeln!(text, "Why we ask: {}\n", visible_lines(why));
    }
    match (&question.judged, view.evaluation.scale_of(lot, question)) {
        (Judged::Offer { measure }, _) => {
            let _ = writeln!(
                text,
                "How it is scored: by the quantity of “{}” in your offer, divided by the highest quantity that any bidder offers. No quantity earns no points.\n",
                view.measure_words(measure)
            );
        }
        (Judged::Scale { scale }, Some(_)) => {
            let _ = writeln!(
                text,
                "How it is scored: by the marks of the scale “{}” below.\n",
                visible(scale)
            );
        }
        (Judged::Scale { .. }, None) => {}
    }
    if let Some(mark) = question.pass_mark {
        let _ = writeln!(
            text,
            "Pass mark: a tender that scores below {} for this question will not be awarded the contract, whatever its other scores.\n",
            mark.normalize()
        );
    }
}

/// Each scale once that a question on social value is scored by.
fn write_scales(text: &mut String, view: &EvaluationView, lot: LotNo) {
    let of = &view.evaluation;
    let mut told: Vec<&str> = Vec::new();
    for (_, section, question) in of.numbered(lot) {
        let Judged::Scale { scale: name } = &question.judged else { continue };
        let Some(scale) = of.scale_of(lot, question) else { continue };
        if section.kind != SectionKind::SocialValue || told.contains(&name.as_str()) {
            continue;
        }
        told.push(name);
        let _ = writeln!(text, "## The scale “{}”\n", visible(name));
        let _ = writeln!(text, "| Score | What earns it |\n| ---: | --- |");
        for Mark { score, descriptor } in &scale.marks {
            let _ = writeln!(text, "| {} | {} |", score.normalize(), cell(descriptor));
        }
        text.push('\n');
    }
}

/// The table in which bidders say how much they offer.
fn write_offers(text: &mut String, view: &EvaluationView, lot: LotNo) {
    let mut measures: Vec<&str> = view.sought.iter().map(|sought| sought.id.as_str()).collect();
    for (_, _, question) in &view.evaluation.numbered(lot) {
        let scored = match &question.judged {
            Judged::Offer { measure } => Some(measure.as_str()),
            Judged::Scale { .. } => None,
        };
        for id in [question.outcome.as_deref(), scored].into_iter().flatten() {
            if !measures.contains(&id) {
                measures.push(id);
            }
        }
    }
    let _ = writeln!(text, "## Your offer\n");
    if measures.is_empty() {
        let _ = writeln!(
            text,
            "[No outcomes or measures are chosen yet: choose them on the tab Outcomes.]\n"
        );
        return;
    }
    let _ = writeln!(
        text,
        "What you offer here becomes part of the contract if you win it. Leave a line empty where you offer nothing.\n\n| Outcome or measure | Counted in | We look for | You offer | By when | How you will show it |\n| --- | --- | ---: | ---: | --- | --- |"
    );
    for id in measures {
        let sought = view.sought.iter().find(|sought| sought.id == id);
        let quantity = sought.and_then(|sought| sought.quantity);
        let _ = writeln!(
            text,
            "| {} | {} | {} |  |  |  |",
            cell(&view.measure_words(id)),
            cell(view.measure_unit(id).unwrap_or("in words")),
            quantity.map(|quantity| quantity.normalize().to_string()).unwrap_or_default()
        );
    }
    text.push('\n');
}
