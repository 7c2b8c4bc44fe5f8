//! A review as a document to copy: the agenda, and room for the minutes or the minutes.

use std::fmt::Write as _;

use uuid::Uuid;

use crate::domain::contract::Review;
use crate::domain::text::{visible, visible_lines};
use crate::tui::screen::contract::Scene;

/// The document.
pub(super) fn text(scene: Scene<'_>, review: Option<(Uuid, &Review)>) -> String {
    let contract = scene.contract;
    let of = review.map(|(_, of)| of);
    let held = of.and_then(|of| of.held);
    let day = held
        .or_else(|| of.map(|of| of.planned))
        .or_else(|| contract.next_review.as_ref().map(|next| next.day));
    let mut text = String::from("# Contract performance review\n\n");
    let mut line = |words: String| {
        let _ = writeln!(text, "{words}");
    };
    line(format!("{} {}", scene.view.reference, visible(&scene.view.title)));
    line(contract.line());
    line(match (held, day) {
        (Some(held), _) => format!("Held on: {}", held.long()),
        (None, Some(day)) => format!("Planned for: {}", day.long()),
        (None, None) => "Day: to be agreed".to_owned(),
    });
    let present = of.and_then(|of| of.present.as_deref()).map(visible);
    line(format!("Present: {}", present.unwrap_or_default()).trim_end().to_owned());
    line("\n## Agenda".to_owned());
    match of.and_then(|of| of.agenda.as_deref()) {
        Some(agenda) => line(visible_lines(agenda)),
        None if contract.agenda.is_empty() => line("Nothing is open.".to_owned()),
        None => contract.agenda.iter().for_each(|point| line(format!("- {point}"))),
    }
    line("\n## Minutes".to_owned());
    line(of.and_then(|of| of.minutes.as_deref()).map(visible_lines).unwrap_or_default());
    line("\n## Measured value".to_owned());
    let money = of.and_then(|of| of.measured).map(|money| format!("In money: {}", money.short()));
    let value = of.and_then(|of| of.value.as_deref()).map(visible_lines);
    if value.is_none() && money.is_none() {
        line(if held.is_some() { "None is on record.".to_owned() } else { String::new() });
    }
    value.into_iter().chain(money).for_each(&mut line);
    line("\n## Joint action plan".to_owned());
    let agreed = super::actions(scene);
    let agreed: Vec<_> = agreed
        .into_iter()
        .filter(|(_, action)| match review {
            Some((uid, of)) if of.held.is_some() => action.review == Some(uid),
            _ => action.is_open(),
        })
        .collect();
    if agreed.is_empty() {
        line("No action is on record.".to_owned());
    } else {
        line("| Action | Owner | By | State |".to_owned());
        line("| --- | --- | --- | --- |".to_owned());
    }
    for (_, action) in agreed {
        let (state, _) = super::stands(scene, action);
        // A bar would begin another cell.
        let cell = |words: &str| visible(&words.replace('\n', " ")).replace('|', "/");
        line(format!(
            "| {} | {} | {} | {state} |",
            cell(&action.what),
            cell(&action.owner),
            action.due.british()
        ));
    }
    text
}
