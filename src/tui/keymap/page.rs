//! `docs/keys.md`, the keys page of the guide: written from the command table and the contexts.
//!
//! With `TENDERBOOK_WRITE_DOCS=1` the test writes the page where it differs.

use std::fmt::Write as _;
use std::path::Path;

use strum::IntoEnumIterator;

use super::{Context, contexts};
use crate::tui::command::{Command, TABLE};
use crate::tui::widget::text;

/// Places of which much is the same, with what the page calls them.
type Group = (&'static str, &'static str, fn(Context) -> bool);

/// What is the same in many places stands once. The first group that fits takes a command.
const GROUPS: [Group; 3] = [
    ("Everywhere", "These mean the same on every screen and in every dialog.", |_| true),
    (
        "In every list",
        "Lists of tenders, items, outcomes, days and entries, the dashboard, the settings, and dialogs in which something is chosen.",
        |context| {
            use Context::{Confirming, Form, Leaving, Prompt};
            !matches!(context, Form | Prompt | Confirming | Leaving)
        },
    ),
    ("In every tab of a tender", "Whichever of its tabs is open.", |context| {
        use Context::{Facts, Journal, Outcomes, Timeline, Walk};
        matches!(context, Walk | Facts | Outcomes | Timeline | Journal)
    }),
];

/// What the page calls a place.
fn heading(context: Context) -> String {
    match context {
        Context::Filter => "Where something is looked for: filter, palette, search".to_owned(),
        Context::Form => "A form with several fields".to_owned(),
        Context::Prompt => "A question for a text".to_owned(),
        Context::List => "A dialog to read or to choose from".to_owned(),
        Context::Marking => "A dialog in which several are marked".to_owned(),
        Context::Rating => "A dialog in which each line gets an answer".to_owned(),
        Context::Confirming => "A question before something that cannot be undone".to_owned(),
        Context::Leaving => "The question whether to leave what was typed".to_owned(),
        other => text::capital(other.words()),
    }
}

/// Whether all that a group stands for offers the command.
fn takes((_, _, belongs): &Group, command: Command) -> bool {
    Context::iter()
        .filter(|context| belongs(*context))
        .all(|context| contexts(command).contains(&context))
}

/// The commands that stand under the heading of a place: those that no group has said for it.
fn own(context: Context) -> Vec<Command> {
    let said = |command| GROUPS.iter().any(|group| group.2(context) && takes(group, command));
    let table = TABLE.iter().map(|entry| entry.command);
    table.filter(|command| contexts(*command).contains(&context) && !said(*command)).collect()
}

fn section(page: &mut String, heading: &str, intro: &str, commands: &[Command]) {
    let _ = writeln!(page, "\n## {heading}\n");
    if !intro.is_empty() {
        let _ = writeln!(page, "{intro}\n");
    }
    page.push_str("| key | what it does | its name in the settings |\n| --- | --- | --- |\n");
    for command in commands {
        let entry = command.entry();
        let keys: Vec<String> = entry.keys.iter().map(|key| format!("`{key}`")).collect();
        let _ = writeln!(page, "| {} | {} | `{}` |", keys.join(" "), entry.help, command.name());
    }
}

fn page() -> String {
    let mut page = "\
# Keys

This page is written from the program's own table of commands, and a test keeps it true. It gives the keys that hold until you set others: `,` in the list of tenders, or the section `[keys]` of the [settings](guide.md#settings-and-keys). `?` (`F1` while you type) shows what is possible where you are at that moment, with your own keys; the last line of the screen shows the most useful. Here every command has its general words; help has those that fit the place.

A capital letter means Shift with that letter. While you type in a field, letters are text, and the keys that are no letters hold.
"
    .to_owned();
    for (at, group) in GROUPS.iter().enumerate() {
        let before = |command| GROUPS[..at].iter().any(|earlier| takes(earlier, command));
        let table = TABLE.iter().map(|entry| entry.command);
        let commands: Vec<Command> =
            table.filter(|command| takes(group, *command) && !before(*command)).collect();
        section(&mut page, group.0, group.1, &commands);
    }
    for context in Context::iter() {
        let commands = own(context);
        if !commands.is_empty() {
            section(&mut page, &heading(context), "", &commands);
        }
    }
    page
}

#[test]
fn the_keys_page_of_the_guide_is_what_the_table_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/keys.md");
    let (written, real) = (std::fs::read_to_string(&path).unwrap_or_default(), page());
    if written.replace('\r', "") == real {
        return;
    }
    assert!(
        std::env::var_os("TENDERBOOK_WRITE_DOCS").is_some(),
        "docs/keys.md is out of date; “TENDERBOOK_WRITE_DOCS=1 cargo test guide” writes it:\n{real}"
    );
    std::fs::write(path, real).unwrap();
}

#[test]
fn the_keys_page_of_the_guide_has_every_command_of_every_place() {
    let page = page();
    for command in Command::iter() {
        let name = format!("| `{}` |", command.name());
        assert!(page.contains(&name), "{command:?} is missing");
        for context in contexts(command) {
            let own = own(*context).contains(&command);
            let group = GROUPS.iter().any(|group| group.2(*context) && takes(group, command));
            assert!(own != group, "{command:?} in {context:?}");
        }
    }
    let mut headings: Vec<&str> = page.lines().filter(|line| line.starts_with("## ")).collect();
    headings.sort_unstable();
    let before = headings.len();
    headings.dedup();
    assert_eq!(headings.len(), before, "two places have one name");
}
