//! The pages of help on one matter each. Keys are taken from the command table, so that no page
//! can be wrong about them.

use std::path::Path;

use crate::tui::Look;
use crate::tui::command::Command;
use crate::tui::effect::{LineKind, Place, Section};

/// What a page is written from.
pub(crate) struct About<'a> {
    pub(crate) look: &'a Look,
    /// Where the register is.
    pub(crate) register: &'a Path,
}

/// A page: its title, and what writes it.
type Topic = (&'static str, fn(&About<'_>) -> Vec<String>);

/// The pages.
const TOPICS: [Topic; 8] = [
    ("Moving about and finding", moving),
    ("Working through a stage", stage),
    ("What the marks on the checklist mean", marks),
    ("What the policy requires, and why", why),
    ("Evaluating bids", evaluating),
    ("Undo, and what is kept", undo),
    ("Without colour, or with a screen reader", plain),
    ("Where the data lives", data),
];

/// The titles of the pages.
pub(crate) fn titles() -> impl Iterator<Item = &'static str> {
    TOPICS.iter().map(|(title, _)| *title)
}

/// A page as a place to go to.
pub(crate) fn reading(title: &str, about: &About<'_>) -> Option<Place> {
    let (title, write) = TOPICS.iter().find(|(other, _)| *other == title)?;
    let lines = write(about).into_iter().map(|line| (LineKind::Plain, line)).collect();
    let sections = vec![Section { heading: (*title).to_owned(), lines }];
    Some(Place::Reading { title: "Help".to_owned(), sections })
}

/// The key of a command.
fn k(command: Command) -> String {
    command.key(false)
}

fn moving(_: &About<'_>) -> Vec<String> {
    let (up, down) = (k(Command::Up), k(Command::Down));
    vec![
        format!(
            "{up} and {down} move through a list, {} and {} a page at a time, {} and {} to its ends.",
            k(Command::PageUp),
            k(Command::PageDown),
            k(Command::Top),
            k(Command::Bottom)
        ),
        format!(
            "{} opens what is selected, {} goes back, {} goes to the next pane.",
            k(Command::Open),
            k(Command::Back),
            k(Command::NextPane)
        ),
        format!(
            "{} filters a list as you type: each word must stand somewhere in the line. Enter keeps the filter and returns to the list, Esc takes it away.",
            k(Command::Filter)
        ),
        format!(
            "{} finds everything else: type some letters of a command, a tender, a stage, an item, an outcome, a policy or a page of help, in their order. Ctrl-P does the same where letters are text.",
            k(Command::Palette)
        ),
        format!("{} lists all that can be done where you are.", k(Command::Help)),
        format!(
            "The mouse is left to the terminal until the settings ({}) say otherwise. Then a click selects, a click on what is selected opens, the wheel scrolls, and dragging takes along the selection of a list, a text, or the days of the timeline.",
            k(Command::Settings)
        ),
    ]
}

fn stage(_: &About<'_>) -> Vec<String> {
    vec![
        format!("{} goes to the next open item, across stages.", k(Command::NextOpen)),
        format!(
            "{} ticks an item as done, {} attaches what shows it: a note, a link or a file. {} writes a note.",
            k(Command::Tick),
            k(Command::Evidence),
            k(Command::Note)
        ),
        format!(
            "{} rules an item out that does not apply; a reason is asked for.",
            k(Command::RuleOut)
        ),
        format!(
            "{} closes the stage when everything required is settled; until then it lists what is open and takes you there. Stages are closed in order.",
            k(Command::CloseStage)
        ),
        format!(
            "{} skips a stage, {} reopens one; each with a reason.",
            k(Command::SkipStage),
            k(Command::ReopenStage)
        ),
        format!("{} adds an item of your own.", k(Command::AddItem)),
    ]
}

fn marks(about: &About<'_>) -> Vec<String> {
    let glyphs = about.look.glyphs;
    vec![
        format!("{} done: the item is ticked, or the stage is closed.", glyphs.done),
        format!("{} passed over: the item is ruled out, or the stage is skipped.", glyphs.passed),
        format!(
            "{} the stage where the tender stands, while another one is selected.",
            glyphs.current
        ),
        format!(
            "{} a closed stage has required items that are open, because the facts have changed.",
            glyphs.attention
        ),
        "opt.: the item is optional; the stage can be closed without it.".to_owned(),
        "+2: two pieces of evidence are attached.".to_owned(),
        "3/5: three of five items are settled.".to_owned(),
    ]
}

fn why(_: &About<'_>) -> Vec<String> {
    vec![
        format!("{} says what the policy requires of the tender: each line with its clause, the facts behind it, and what would change it.", k(Command::Why)),
        "What nobody has said is not taken for no: where it would decide, it is listed as still to be asked.".to_owned(),
        format!("On the Facts tab {} changes the facts, {} sets the weight of social value, {} opts out where the policy allows it, {} shows the same facts under every policy.", k(Command::Edit), k(Command::Weight), k(Command::OptOut), k(Command::Compare)),
        "A tender keeps the text of the policy that it was started under.".to_owned(),
    ]
}

fn evaluating(_: &About<'_>) -> Vec<String> {
    vec![
        format!(
            "{} on a tender leads to its evaluation: criteria, bids, evaluators, scores, result, award. The weights of the sections add up to 100, and so do those of the questions in each section.",
            k(Command::FourthTab)
        ),
        format!(
            "The criteria are fixed when stage 7 is closed or the first bid is recorded. After that a change needs a reason, and the journal says that it came late; whether it is lawful (Procurement Act 2023 s.24) is yours to decide. {} drafts the questions before.",
            k(Command::Draft)
        ),
        format!(
            "Nobody scores before their declaration of interests is on file: {} records it. Scores are hidden until all have scored an answer, prices until every score is agreed; {} changes that.",
            k(Command::Declare),
            k(Command::Terms)
        ),
        format!(
            "{} records the score that the evaluators agree on, with the authority's own reasons. An average is shown beside and never becomes the score: averages without reasons of the authority's own were held a breach in Bromcom [2022] EWHC 3262 (TCC).",
            k(Command::Moderate)
        ),
        format!(
            "A price far below the others is pointed out; by how far is yours to set. {} records the steps of s.19(4): the supplier is told, is heard, and it is decided with reasons. Where it shows that it can perform at that price, the tender may not be disregarded for it (s.19(5)).",
            k(Command::LookIntoPrice)
        ),
        format!(
            "Only the first is awarded. Where it cannot have the contract, {} takes it out with a reason, and the places are worked out again. {} records that a second person has checked the arithmetic, {} the award; then the evaluation can only be read.",
            k(Command::TakeOut),
            k(Command::Check),
            k(Command::Award)
        ),
        format!(
            "{} on the award drafts a letter to every bidder: the assessment summary of regulation 31 of the Procurement Regulations 2024, with the agreed reasons and never with comments or single scores.",
            k(Command::Draft)
        ),
        "Figures are exact inside and rounded to two decimals where they are shown, halves away from zero.".to_owned(),
    ]
}

fn undo(_: &About<'_>) -> Vec<String> {
    vec![
        format!("{} takes back your last change of this session and says what it was; {} does it again.", k(Command::Undo), k(Command::Redo)),
        "Every change is kept in the journal with its moment and your name, undoing too. Nothing is ever taken out of it.".to_owned(),
        "What somebody else has changed since is never turned around.".to_owned(),
    ]
}

fn plain(_: &About<'_>) -> Vec<String> {
    vec![
        "tenderbook --theme none draws without colour, and so does the environment variable NO_COLOR. --ascii draws with plain characters. Nothing is said by colour alone.".to_owned(),
        "Everything that a screen shows can be read as plain text on the command line: tenderbook list, show, assess, journal; and done there: tick, attach, complete. tenderbook --help names them all.".to_owned(),
    ]
}

fn data(about: &About<'_>) -> Vec<String> {
    vec![
        format!("The register is one file: {}", about.register.display()),
        "Every change is in it as soon as it is confirmed. tenderbook verify checks the file, the journal, and that everything stands as the journal says.".to_owned(),
        format!(
            "Once a day, when it is first written to, it is copied into the folder backups beside it; ten such copies are kept. In the list of tenders {} checks the register, and {} copies it to a file of your choice. tenderbook restore brings a copy back.",
            k(Command::Verify),
            k(Command::BackUp)
        ),
        format!(
            "{} writes a tender, a list or the whole register to a file, in most lists and in every tender. tenderbook export does the same.",
            k(Command::Export)
        ),
        "Files that you attach stay where they are; their path, size and SHA-256 are kept. Nothing is sent anywhere.".to_owned(),
    ]
}
