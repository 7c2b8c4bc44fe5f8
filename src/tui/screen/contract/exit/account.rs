//! The final account: what was promised, what was delivered, and what became of the rest.

use std::fmt::Write as _;

use uuid::Uuid;

use crate::domain::contract::{Commitment, Progress, Standing};
use crate::domain::text::{visible, visible_lines};
use crate::tui::command::Command;
use crate::tui::dates;
use crate::tui::effect::{LineKind, Section};
use crate::tui::screen::contract::Scene;
use crate::tui::screen::contract::desk::{Line, Tone, section};
use crate::tui::screen::contract::exit::{open_commitments, parts, plan};

/// Each commitment with how far it is.
fn all(scene: Scene<'_>) -> impl Iterator<Item = (&Commitment, &Progress)> {
    let commitments = &scene.view.file.commitments;
    let progress = scene.contract.progress.iter();
    progress.filter_map(|of| Some((commitments.get(&of.commitment)?, of)))
}

const fn tone(standing: Standing) -> Tone {
    match standing {
        Standing::Late => Tone::Wrong,
        Standing::AtRisk => Tone::Heed,
        Standing::NoData | Standing::OnTrack => Tone::Plain,
        Standing::Delivered => Tone::Done,
        Standing::Short | Standing::Waived => Tone::Dim,
    }
}

/// How much was delivered of what was promised.
fn of_all(of: &Commitment, progress: &Progress) -> String {
    format!("{} of {}", progress.delivered.short(2), of.amount(&progress.total))
}

/// The commitments as lines.
pub(super) fn lines(scene: Scene<'_>) -> Vec<Line> {
    let line = |(of, progress): (&Commitment, &Progress)| {
        let state = match progress.standing {
            standing if standing.is_open() => format!("open, {}", standing.words()),
            standing => standing.words().to_owned(),
        };
        Line {
            uid: Some(progress.commitment),
            tone: tone(progress.standing),
            state,
            what: visible(&of.title),
            right: of_all(of, progress),
        }
    };
    all(scene).map(line).collect()
}

/// Whether the account is closed, or can be.
pub(super) fn state(scene: Scene<'_>) -> (String, Tone) {
    let key = Command::Account.key(false);
    if let Some(account) = scene.view.file.final_accounts.get(&scene.contract.uid) {
        let words = format!(
            "The final account was closed on {} by {}. {key} takes it back, with a reason.",
            dates::day(account.day),
            visible(&account.by)
        );
        return (words, Tone::Done);
    }
    match open_commitments(scene) {
        0 => (format!("Nothing is open: {key} closes the final account."), Tone::Plain),
        count => {
            let many =
                if count == 1 { "1 commitment is" } else { &format!("{count} commitments are") };
            let words = format!(
                "The final account cannot be closed yet: {many} open. The Commitments tab ({}) records what was delivered, or what becomes of the rest.",
                Command::SecondTab.key(false)
            );
            (words, Tone::Heed)
        }
    }
}

/// What became of the rest of a commitment.
fn rest(of: &Commitment, progress: &Progress) -> Vec<(LineKind, String)> {
    let missing = &progress.total - &progress.delivered;
    let mut lines = Vec::new();
    let any = !missing.is_zero() && !missing.is_negative();
    if any {
        lines.push((LineKind::Plain, format!("Not delivered: {}", of.amount(&missing))));
    }
    match &of.settled {
        Some(settled) => {
            let words = format!(
                "The rest {}, decided by {} on {}:",
                match settled.how {
                    crate::domain::contract::SettledKind::Waived => "was waived",
                    crate::domain::contract::SettledKind::Short => "stayed short",
                },
                visible(&settled.by),
                dates::day(settled.day)
            );
            lines.push((LineKind::Plain, words));
            lines.push((LineKind::Inset, visible_lines(&settled.reason)));
        }
        None if progress.standing.is_open() => {
            let words =
                "Open: record the delivery, or waive the rest or call it short, with a reason.";
            lines.push((LineKind::Warning, words.to_owned()));
        }
        None => {}
    }
    lines
}

/// What is read of a commitment, or of the account as a whole.
pub(super) fn sections(scene: Scene<'_>, uid: Option<Uuid>) -> Vec<Section> {
    let found = all(scene).find(|(_, progress)| Some(progress.commitment) == uid);
    let mut sections = Vec::new();
    if let Some((of, progress)) = found {
        let mut lines = vec![
            (LineKind::Plain, format!("Promised: {}", of.amount(&progress.total))),
            (LineKind::Plain, format!("Delivered: {}", of.amount(&progress.delivered))),
            (LineKind::Plain, format!("Of that verified: {}", of.amount(&progress.verified))),
        ];
        lines.extend(rest(of, progress));
        lines.push((LineKind::Inset, format!("Due {}.", of.schedule.words())));
        sections.push(section(visible(&of.title), lines));
    }
    let account = scene.view.file.final_accounts.get(&scene.contract.uid);
    if let Some(note) = account.and_then(|account| account.note.as_deref()) {
        sections.push(section("The account", vec![(LineKind::Plain, visible_lines(note))]));
    }
    if sections.is_empty() {
        let words = "Every commitment stands here with what was promised, what was delivered and what became of the rest.";
        sections.push(section("The account", vec![(LineKind::Plain, words.to_owned())]));
    }
    sections
}

/// The final account as a document.
pub(super) fn text(scene: Scene<'_>) -> String {
    let contract = scene.contract;
    let mut text = String::from("# Final account\n\n");
    let mut line = |words: String| {
        let _ = writeln!(text, "{words}");
    };
    line(format!("{} {}", scene.view.reference, visible(&scene.view.title)));
    line(contract.line());
    line(format!("From {} to {}", contract.contract.starts.long(), contract.ends.long()));
    line(match contract.value {
        Some(value) => format!("Value: {}, without VAT", value.short()),
        None => "Value: not known".to_owned(),
    });
    if let Some(ended) = &contract.contract.ended {
        let words = visible_lines(&ended.reason);
        line(format!("Ended on {}: {}. {words}", ended.day.long(), ended.how.words()));
    }
    line(match scene.view.file.final_accounts.get(&contract.uid) {
        Some(account) => {
            format!("Closed on {} by {}", account.day.long(), visible(&account.by))
        }
        None => format!("Draft of {}; the account is not closed.", scene.view.today.long()),
    });
    line("\n## Commitments".to_owned());
    // A bar would begin another cell.
    let cell = |words: String| words.replace('\n', " ").replace('|', "/");
    if all(scene).next().is_none() {
        line("There are none.".to_owned());
    } else {
        line("| Commitment | Promised | Delivered | Verified | State |".to_owned());
        line("| --- | --- | --- | --- | --- |".to_owned());
    }
    for (of, progress) in all(scene) {
        let open = if progress.standing.is_open() { "open, " } else { "" };
        line(format!(
            "| {} | {} | {} | {} | {open}{} |",
            cell(visible(&of.title)),
            cell(of.amount(&progress.total)),
            cell(of.amount(&progress.delivered)),
            cell(of.amount(&progress.verified)),
            progress.standing.words()
        ));
    }
    let settled: Vec<_> = all(scene).filter(|(of, _)| of.settled.is_some()).collect();
    if !settled.is_empty() {
        line("\n## What became of the rest".to_owned());
    }
    for (of, progress) in settled {
        let mut words = String::new();
        for (_, line) in rest(of, progress) {
            words.push_str(&line);
            words.push_str(if line.ends_with([':', '.']) { " " } else { ". " });
        }
        line(format!("- {}. {}", visible(&of.title), words.trim_end()));
    }
    if let Some(note) =
        scene.view.file.final_accounts.get(&contract.uid).and_then(|one| one.note.as_deref())
    {
        line(format!("\n## Note\n{}", visible_lines(note)));
    }
    if let Some(plan) = plan(scene) {
        line("\n## Exit plan".to_owned());
        for (name, words) in parts(plan) {
            let words = words.map_or_else(|| "empty".to_owned(), |words| visible_lines(words));
            line(format!("- {name}: {words}"));
        }
    }
    // The account goes to the supplier too; lessons stay within the authority.
    text
}
