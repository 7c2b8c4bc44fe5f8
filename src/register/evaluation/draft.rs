//! Drafts for the officer to read and change: the questions for the invitation, and the
//! assessment summaries. Markdown that reads as plain text.

use std::fmt::Write as _;

use uuid::Uuid;

use crate::domain::evaluation::{
    Exact, Failure, Judged, LotNo, Mark, PriceMethod, Question, ROUNDING, Scored, Section,
    SectionKind, SectionTally, Tally,
};
use crate::domain::text::{visible, visible_lines};
use crate::register::evaluation::EvaluationView;

/// A cell of a table: one line, without the sign that ends it.
fn cell(text: &str) -> String {
    visible(text).replace('|', "/")
}

/// The social value questions and the table for bidders' offers, as a draft for the invitation.
///
/// The questions are those of the sections for social value; the rows of the table are the
/// measures that they ask about and those that are sought. `None` when the lot is not there.
pub fn question_table(view: &EvaluationView, lot: LotNo) -> Option<String> {
    let of = &view.evaluation;
    let ranking = &view.lots.get(&lot)?.ranking;
    let mut text = String::new();
    let _ = writeln!(text, "# Social value: questions and offers\n");
    let _ = writeln!(
        text,
        "Draft for the invitation to tender of {}, {}. {}. Read it against your documents before it is published.\n",
        view.reference,
        visible(&view.title),
        of.lot_words(lot)
    );
    if !ranking.faults.is_empty() {
        let _ =
            writeln!(text, "Mind: the award criteria are not finished. {}\n", ranking.faults[0]);
    }
    for (number, section, question) in of.numbered(lot) {
        if section.kind == SectionKind::SocialValue {
            write_question(&mut text, view, lot, (&number, section, question));
        }
    }
    write_offers(&mut text, view, lot);
    Some(text)
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
        "Weight: {} of “{}”, which is {} of 100 points.\n",
        question.weight,
        visible(&section.title),
        points.short(4)
    );
    match &question.asks {
        Some(asks) => {
            let _ = writeln!(text, "{}\n", visible_lines(asks));
        }
        None => {
            let about = question.outcome.as_deref().map(|id| view.measure_words(id));
            let about = about.unwrap_or_else(|| visible(&question.title));
            let _ = writeln!(
                text,
                "Describe what you will do under this contract for “{about}”: what, for whom, how much, by when, who answers for it, and how the authority can see that it was done.\n"
            );
        }
    }
    if let Some(why) = view
        .sought
        .iter()
        .find(|sought| Some(&sought.id) == question.outcome.as_ref())
        .and_then(|sought| sought.why.as_deref())
    {
        let _ = writeln!(text, "Why it is asked: {}\n", visible_lines(why));
    }
    match (&question.judged, view.evaluation.scale_of(lot, question)) {
        (Judged::Offer { measure }, _) => {
            let _ = writeln!(
                text,
                "Scored by figures: the quantity that you offer of “{}”, divided by the highest that is offered.\n",
                view.measure_words(measure)
            );
        }
        (Judged::Scale { .. }, Some(scale)) => {
            let _ = writeln!(text, "| Score | What earns it |\n| ---: | --- |");
            for Mark { score, descriptor } in &scale.marks {
                let _ = writeln!(text, "| {} | {} |", score.normalize(), cell(descriptor));
            }
            text.push('\n');
        }
        (Judged::Scale { .. }, None) => {}
    }
    if let Some(mark) = question.pass_mark {
        let _ = writeln!(
            text,
            "A tender that scores below {} for this question is not awarded the contract.\n",
            mark.normalize()
        );
    }
}

/// The table in which bidders say how much they offer.
fn write_offers(text: &mut String, view: &EvaluationView, lot: LotNo) {
    let mut measures: Vec<&str> = view.sought.iter().map(|sought| sought.id.as_str()).collect();
    let asked = view.evaluation.numbered(lot);
    for (_, _, question) in &asked {
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
            "No outcomes or measures are chosen yet; choose them on the tab Outcomes.\n"
        );
        return;
    }
    let _ = writeln!(
        text,
        "What you offer here becomes part of the contract if you win.\n\n| Outcome or measure | Counted in | Sought | Your offer | By when | How you will show it |\n| --- | --- | ---: | ---: | --- | --- |"
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

/// The assessment summary for one bidder, as regulation 31 of the Procurement Regulations 2024
/// asks for it; a draft. `None` when the bid is not there.
///
/// For the winner: the criteria with weights and scores available, its scores with reasons, its
/// totals. For every other bidder the same for its own tender, why it was not successful, and the
/// scores, reasons and totals of the successful tender.
pub fn assessment_summary(view: &EvaluationView, lot: LotNo, bid: Uuid) -> Option<String> {
    let of = &view.evaluation;
    let record = of.bids.get(&bid).filter(|record| record.lot == lot)?;
    let ranking = &view.lots.get(&lot)?.ranking;
    let tally = ranking.tally(bid)?;
    let award = of.awards.get(&lot);
    let winner = award.map(|award| award.bid);
    let mut text = String::new();
    let _ = writeln!(text, "# Assessment summary\n");
    let _ = writeln!(text, "Tender: {}, {}", view.reference, visible(&view.title));
    let _ = writeln!(text, "Lot: {}", of.lot_words(lot));
    let _ = writeln!(text, "To: {}", visible(&record.supplier));
    let _ = writeln!(
        text,
        "\nDraft under regulation 31 of the Procurement Regulations 2024. Add the contact details and identifiers of the supplier and the authority. {ROUNDING}\n"
    );
    match (winner, record.out.as_ref()) {
        (Some(won), _) if won == bid => {
            let _ = writeln!(
                text,
                "Your tender is successful: it was assessed as the most advantageous.\n"
            );
        }
        (_, Some(out)) => {
            let _ = writeln!(
                text,
                "Your tender was not successful: {}. {}{}\n",
                out.kind.words(),
                visible_lines(&out.reason),
                out.clause
                    .as_deref()
                    .map(|clause| format!(" ({})", visible(clause)))
                    .unwrap_or_default()
            );
        }
        (Some(won), None) => {
            let _ = writeln!(
                text,
                "Your tender was not successful. {}\n",
                why_not(view, lot, tally, won)
            );
        }
        (None, None) => {
            let _ = writeln!(
                text,
                "No award has been decided yet; this is the assessment as it stands.\n"
            );
        }
    }
    let _ = writeln!(text, "## Award criteria and your scores\n");
    write_scores(&mut text, view, lot, tally);
    if let Some(won) = winner.filter(|won| *won != bid)
        && let Some(best) = ranking.tally(won)
    {
        let _ = writeln!(text, "## The successful tender\n");
        write_scores(&mut text, view, lot, best);
    }
    if let Some(award) = award
        && !award.withheld.is_empty()
    {
        let _ = writeln!(text, "## Withheld\n");
        for one in &award.withheld {
            let _ = writeln!(text, "- {}: {}", visible(&one.what), visible_lines(&one.reason));
        }
        text.push('\n');
    }
    let stands = view.limits.iter().find(|limit| limit.is_standstill());
    if let Some(limit) = stands {
        let _ = writeln!(text, "## Standstill\n\n{} ({})\n", limit.words, visible(&limit.clause));
    }
    Some(text)
}

/// Why a tender was not successful that takes part.
fn why_not(view: &EvaluationView, lot: LotNo, tally: &Tally, won: Uuid) -> String {
    let numbered = view.evaluation.numbered(lot);
    let mut reasons = Vec::new();
    for failure in &tally.failures {
        reasons.push(match failure {
            Failure::Question { question, score, mark } => {
                let found = numbered.iter().find(|(_, _, one)| one.uid == *question);
                let words = found.map_or_else(String::new, |(number, _, one)| {
                    format!("{number} {}", visible(&one.title))
                });
                format!(
                    "It scored {} for {words}, below the pass mark of {}.",
                    score.normalize(),
                    mark.normalize()
                )
            }
            Failure::Section { section, share, mark } => {
                let title = view.evaluation.sections.get(section);
                let title = title.map_or("", |(_, section)| section.title.as_str());
                format!(
                    "It reached {share}% of “{}”, below the pass mark of {mark}.",
                    visible(title)
                )
            }
        });
    }
    if !reasons.is_empty() {
        return reasons.join(" ");
    }
    let ranking = view.lots.get(&lot).map(|view| &view.ranking);
    let best = ranking.and_then(|ranking| ranking.tally(won));
    let tie = view.evaluation.awards.get(&lot).and_then(|award| award.tie_break.as_deref());
    match (best.and_then(|best| best.total.as_ref()), &tally.total, tally.place) {
        _ if tally.index.is_some() => {
            "The successful tender has the lower price for each quality point.".to_owned()
        }
        (Some(best), Some(own), Some(place)) if best > own => format!(
            "It came in place {place} with {own} points; the successful tender has {best}, which is {} more.",
            best - own
        ),
        _ => match tie {
            Some(tie) => format!(
                "It has the same points as the successful tender; the published tie-break decided: {}",
                visible_lines(tie)
            ),
            None => "The successful tender was assessed as more advantageous.".to_owned(),
        },
    }
}

/// The criteria with weights, the scores available, the scores given, and why.
fn write_scores(text: &mut String, view: &EvaluationView, lot: LotNo, tally: &Tally) {
    let of = &view.evaluation;
    for (at, section) in tally.sections.iter().enumerate() {
        let title = of.sections.get(&section.section).map_or("", |(_, one)| one.title.as_str());
        let _ = writeln!(
            text,
            "### {} {}: weight {}, {}\n",
            at + 1,
            visible(title),
            section.weight,
            points(section)
        );
        if section.kind == SectionKind::Price {
            let method = of.lots.get(&lot).map(|lot| &lot.method);
            let _ = writeln!(
                text,
                "Price is assessed {}: {}.\n",
                method.map(PriceMethod::words).unwrap_or_default(),
                method.map(|method| method.kind().formula()).unwrap_or_default()
            );
            continue;
        }
        for (below, scored) in section.questions.iter().enumerate() {
            write_scored(text, view, (at, below), (section, scored), tally.bid);
        }
    }
    if let Some(total) = &tally.total {
        let _ = writeln!(text, "**Total: {total} points**\n");
    }
    if let Some(index) = &tally.index {
        let _ = writeln!(text, "**Price of each quality point: £{}**\n", index.rounded(2));
    }
}

fn points(section: &SectionTally) -> String {
    match &section.points {
        Some(points) => format!("{points} points"),
        None if section.kind == SectionKind::Price => "no points".to_owned(),
        None => "not settled".to_owned(),
    }
}

fn write_scored(
    text: &mut String,
    view: &EvaluationView,
    (at, below): (usize, usize),
    (section, scored): (&SectionTally, &Scored),
    bid: Uuid,
) {
    let of = &view.evaluation;
    let Some(question) = of.questions.get(&scored.question) else { return };
    let score = scored.score.map_or_else(
        || "not agreed yet".to_owned(),
        |score| format!("{} of {}", score.normalize(), scored.of.normalize()),
    );
    let given = scored
        .points(section.weight)
        .map(|points| format!(", {points} points"))
        .unwrap_or_default();
    let _ = writeln!(
        text,
        "- {}.{} {} ({} of the section): {score}{given}",
        at + 1,
        below + 1,
        visible(&question.title),
        question.weight
    );
    if let Some(agreed) = of.consensus.get(&(bid, question.uid)) {
        for line in visible_lines(&agreed.reasons).lines() {
            let _ = writeln!(text, "  {line}");
        }
    }
    text.push('\n');
}
