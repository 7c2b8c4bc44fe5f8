//! The records of a contract as text.

use std::io::Write;

use crate::cli::after::find;
use crate::cli::failure::Result;
use crate::cli::write;
use crate::domain::contract::{ActionKind, Contract};
use crate::domain::text::visible;
use crate::domain::{Date, Money};
use crate::register::{ContractView, ContractsView, ReviewDay};

fn day(of: Option<Date>) -> String {
    of.map_or_else(|| "not known".to_owned(), Date::british)
}

fn money(of: Option<Money>) -> String {
    of.map_or_else(|| "not known".to_owned(), |value| value.to_string())
}

/// When the next review is, why then, and whether that day is past.
pub(super) fn next_review(next: &ReviewDay, today: Date) -> String {
    let overdue = if next.day < today { ", overdue" } else { "" };
    format!("{}{overdue}, {}", next.day.british(), visible(&next.why))
}

/// What was signed, and what stands of it now.
pub(super) fn terms(out: &mut impl Write, of: &ContractView, today: Date) -> Result {
    let contract: &Contract = &of.contract;
    writeln!(out, "  Supplier: {}", visible(&of.supplier))?;
    let signed = match (contract.value, of.value) {
        (before, now) if before != now => format!("; as signed {}", money(before)),
        _ => String::new(),
    };
    writeln!(out, "  Value: {}{signed}", money(of.value))?;
    writeln!(out, "  Signed: {}", day(contract.signed))?;
    let before = if contract.ends == of.ends {
        String::new()
    } else {
        format!("; as signed until {}", contract.ends.british())
    };
    writeln!(out, "  Runs: {} to {}{before}", contract.starts.british(), of.ends.british())?;
    if let Some(to) = contract.extendable_to {
        writeln!(out, "  May be extended to: {}", to.british())?;
    }
    let manager = contract.manager.as_deref().map(visible);
    writeln!(out, "  Contract manager: {}", manager.unwrap_or_else(|| "nobody yet".to_owned()))?;
    if let Some(next) = &of.next_review {
        writeln!(out, "  Next review: {}", next_review(next, today))?;
    }
    if let Some(collaborative) = contract.collaborative {
        let with = contract
            .partners
            .as_deref()
            .map_or_else(String::new, |with| format!(", with {}", visible(with)));
        let said = if collaborative { "yes" } else { "no" };
        writeln!(out, "  Awarded in collaboration: {said}{with}")?;
    }
    if let Some(ended) = &contract.ended {
        let notice = ended.notice.map_or_else(String::new, |notice| {
            format!("; termination notice of {}", notice.british())
        });
        let lead = format!("Ended on {}, {}{notice}: ", ended.day.british(), ended.how.words());
        write::indented(out, 2, &lead, &ended.reason)?;
    }
    if let Some(why) = &contract.no_kpis {
        write::indented(out, 2, "No indicators: ", why)?;
    }
    if let Some(note) = &contract.note {
        write::indented(out, 2, "Note: ", note)?;
    }
    Ok(())
}

/// Everything but commitments and deliveries; what there is none of is left out.
pub(super) fn write(out: &mut impl Write, view: &ContractsView, of: &ContractView) -> Result {
    changes(out, view, of)?;
    indicators(out, view, of)?;
    reviews(out, view, of)?;
    ethics(out, view, of)?;
    end(out, view, of)
}

fn heading(out: &mut impl Write, name: &str, empty: bool) -> Result {
    if !empty {
        writeln!(out, "\n{name}")?;
    }
    Ok(())
}

fn changes(out: &mut impl Write, view: &ContractsView, of: &ContractView) -> Result {
    let file = &view.file;
    let all = find::variations(file, of.uid);
    heading(out, "Changes that were agreed", all.is_empty())?;
    for (number, _, one) in all {
        let mut more = Vec::new();
        more.extend(one.ends.map(|ends| format!("until {}", ends.british())));
        more.extend(one.value.map(|value| format!("value {value}")));
        more.extend(one.notice.map(|notice| format!("notice of {}", notice.british())));
        more.push(format!("agreed by {}", visible(&one.agreed_by)));
        let lead = format!("{number}  {}, {}: ", one.day.british(), one.about.words());
        write::indented(out, 2, &lead, &one.what)?;
        writeln!(out, "     {}", more.join("; "))?;
        if let Some(ground) = &one.ground {
            write::indented(out, 5, "Allowed by: ", ground)?;
        }
    }
    let all = find::papers(file, of.uid);
    heading(out, "Documents", all.is_empty())?;
    for (number, _, one) in all {
        writeln!(out, "  {number}  {}, {}", visible(&one.title), one.day.british())?;
        if let Some(document) = &one.document {
            write::indented(out, 5, &format!("{}: ", document.word()), document.summary())?;
        }
    }
    let all = find::figures(file, of.uid);
    heading(out, "Money by financial year", all.is_empty())?;
    for (number, _, one) in all {
        let about = one.about.words();
        let source = visible(&one.source);
        writeln!(out, "  {number}  {}, {about}: {}; {source}", one.year, one.amount)?;
    }
    Ok(())
}

fn indicators(out: &mut impl Write, view: &ContractsView, of: &ContractView) -> Result {
    let all = find::kpis(&view.file, of.uid);
    heading(out, "Key performance indicators", all.is_empty())?;
    for (number, uid, one) in all {
        let title = visible(&one.title);
        writeln!(out, "  {number}  {title}: {}", visible(&one.target))?;
        if let Some(how) = &one.how {
            write::indented(out, 5, "Measured: ", how)?;
        }
        if let Some(published) = one.published {
            writeln!(out, "     Published on {}", published.british())?;
        }
        if let Some(dropped) = &one.dropped {
            write::indented(out, 5, "No longer assessed: ", dropped)?;
        }
        let assessed = view.file.assessments_of(uid);
        if assessed.is_empty() {
            writeln!(out, "     Not assessed yet")?;
        }
        for (_, one) in assessed {
            let lead = format!("{} to {}: ", one.from.british(), one.to.british());
            let measured = one.measured.as_deref().map(|measured| format!("; {measured}"));
            let reasons = one.reasons.as_deref().map(|reasons| format!("; {reasons}"));
            let said = format!(
                "{}{}{}; by {}",
                one.rating.words(),
                measured.unwrap_or_default(),
                reasons.unwrap_or_default(),
                one.by
            );
            write::indented(out, 5, &lead, &said)?;
        }
        let due = of.kpis.iter().find(|kpi| kpi.uid == uid).and_then(|kpi| kpi.due);
        if let Some(due) = due {
            writeln!(out, "     Next assessed by {}", due.british())?;
        }
    }
    Ok(())
}

fn reviews(out: &mut impl Write, view: &ContractsView, of: &ContractView) -> Result {
    let file = &view.file;
    let all = find::reviews(file, of.uid);
    heading(out, "Reviews", all.is_empty())?;
    for (number, _, one) in all {
        match one.held {
            Some(held) => writeln!(out, "  {number}  Held on {}", held.british())?,
            None => writeln!(out, "  {number}  Planned for {}", one.planned.british())?,
        }
        let parts = [
            ("Present: ", &one.present),
            ("Agenda: ", &one.agenda),
            ("Minutes: ", &one.minutes),
            ("Value: ", &one.value),
        ];
        for (lead, text) in parts {
            if let Some(text) = text {
                write::indented(out, 5, lead, text)?;
            }
        }
        if let Some(measured) = one.measured {
            writeln!(out, "     Measured: {measured}")?;
        }
    }
    let all = find::actions(file, of.uid);
    heading(out, "Actions", all.is_empty())?;
    for (number, _, one) in all {
        let stands = match (one.done, one.dropped) {
            (Some(done), _) => format!("done on {}", done.british()),
            (None, true) => "dropped".to_owned(),
            (None, false) if one.due < view.today => "open, overdue".to_owned(),
            (None, false) => "open".to_owned(),
        };
        let kind = match one.about {
            ActionKind::Corrective => "corrective",
            ActionKind::Joint => "of the joint plan",
        };
        write::indented(out, 2, &format!("{number}  "), &one.what)?;
        writeln!(out, "     {stands}; {kind}; {} by {}", visible(&one.owner), one.due.british())?;
        if let Some(outcome) = &one.outcome {
            write::indented(out, 5, "Outcome: ", outcome)?;
        }
    }
    let all = find::risks(file, of.uid);
    heading(out, "Risks", all.is_empty())?;
    for (number, _, one) in all {
        write::indented(out, 2, &format!("{number}  "), &one.what)?;
        let stands = if one.closed.is_some() { "closed" } else { "open" };
        let owner = one
            .owner
            .as_deref()
            .map_or_else(String::new, |owner| format!("; {} watches it", visible(owner)));
        let level = one.level.words();
        writeln!(out, "     {stands}, {level}, seen on {}{owner}", one.raised.british())?;
        for (lead, text) in [("Response: ", &one.response), ("Closed: ", &one.closed)] {
            if let Some(text) = text {
                write::indented(out, 5, lead, text)?;
            }
        }
    }
    Ok(())
}

fn ethics(out: &mut impl Write, view: &ContractsView, of: &ContractView) -> Result {
    let file = &view.file;
    let newest = file.slavery_risk(of.uid);
    heading(out, "Modern slavery and ethics", newest.is_none())?;
    if let Some((_, one)) = newest {
        let next = one
            .next
            .map_or_else(String::new, |next| format!("; looked at again on {}", next.british()));
        let by = visible(&one.by);
        let level = one.level.words();
        writeln!(out, "  The risk is {level}, {} by {by}{next}", one.day.british())?;
        let sides = [("Sector", &one.sector), ("Countries", &one.country), ("Labour", &one.labour)];
        for (name, side) in sides {
            writeln!(out, "    {name}: {}, {}", visible(&side.words), side.level.words())?;
        }
        if let Some(reasons) = &one.reasons {
            write::indented(out, 4, "Reasons: ", reasons)?;
        }
    }
    let all = find::diligence(file, of.uid);
    heading(out, "Due diligence", all.is_empty())?;
    for (number, _, one) in all {
        write::indented(out, 2, &format!("{number}  {}: ", one.day.british()), &one.what)?;
        if let Some(found) = &one.found {
            write::indented(out, 5, "Found: ", found)?;
        }
        if let Some(evidence) = &one.evidence {
            let lead = format!("Evidence, {}: ", evidence.word());
            write::indented(out, 5, &lead, evidence.summary())?;
        }
        writeln!(out, "     By {}", visible(&one.by))?;
    }
    let all = find::concerns(file, of.uid);
    heading(out, "Concerns", all.is_empty())?;
    for (number, _, one) in all {
        write::indented(out, 2, &format!("{number}  {}: ", one.day.british()), &one.what)?;
        match (&one.reported_to, one.reported_on) {
            (Some(to), Some(on)) => {
                writeln!(out, "     Reported to {} on {}", visible(to), on.british())?;
            }
            _ => writeln!(out, "     Not reported to anybody yet")?,
        }
        if let Some(outcome) = &one.outcome {
            write::indented(out, 5, "Outcome: ", outcome)?;
        }
    }
    Ok(())
}

fn end(out: &mut impl Write, view: &ContractsView, of: &ContractView) -> Result {
    let file = &view.file;
    let all = find::logistics(file, of.uid);
    heading(out, "Logistics", all.is_empty())?;
    for (number, _, one) in all {
        let lead = format!("{number}  {}, {}: ", one.day.british(), one.about.words());
        write::indented(out, 2, &lead, &one.what)?;
        let more: Vec<String> = [&one.quantity, &one.place, &one.by]
            .into_iter()
            .flatten()
            .map(|s| visible(s))
            .collect();
        if !more.is_empty() {
            writeln!(out, "     {}", more.join("; "))?;
        }
        if let Some(evidence) = &one.evidence {
            let lead = format!("Evidence, {}: ", evidence.word());
            write::indented(out, 5, &lead, evidence.summary())?;
        }
    }
    if let Some(plan) = file.exit_plans.get(&of.uid) {
        writeln!(out, "\nExit plan")?;
        writeln!(out, "  Led by {}", visible(&plan.owner))?;
        match (plan.done, plan.handed_over_by) {
            (Some(done), _) => writeln!(out, "  Handed over on {}", done.british())?,
            (None, by) => writeln!(out, "  To be handed over by: {}", day(by))?,
        }
        let parts = [
            ("Service: ", &plan.service),
            ("People: ", &plan.people),
            ("Data: ", &plan.data),
            ("Assets: ", &plan.assets),
            ("Commitments: ", &plan.commitments),
        ];
        for (lead, text) in parts {
            if let Some(text) = text {
                write::indented(out, 2, lead, text)?;
            }
        }
    }
    if let Some(account) = file.final_accounts.get(&of.uid) {
        let by = visible(&account.by);
        writeln!(out, "\nFinal account\n  Closed on {} by {by}", account.day.british())?;
        if let Some(note) = &account.note {
            write::indented(out, 2, "Note: ", note)?;
        }
    }
    let all = find::lessons(file);
    let all: Vec<_> = all.into_iter().filter(|(_, _, one)| one.contract == Some(of.uid)).collect();
    heading(out, "Lessons", all.is_empty())?;
    for (number, _, one) in all {
        writeln!(out, "  {number}  {}", visible(&one.title))?;
    }
    Ok(())
}
