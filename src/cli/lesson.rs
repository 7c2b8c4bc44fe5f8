//! `tenderbook lesson`: what was learnt, for whoever buys the like of it next.

use std::io::Write;

use clap::{Args, Subcommand};
use serde::Serialize;
use uuid::Uuid;

use crate::cli::after::deed::{self, Which};
use crate::cli::after::find;
use crate::cli::failure::{Failure, Result};
use crate::cli::flags::Said;
use crate::cli::pick::{Kind, Known, pick};
use crate::cli::value::{or_none, over};
use crate::cli::{Settings, write};
use crate::domain::contract::{Lesson, tags};
use crate::domain::text::{holds, visible};
use crate::domain::{Date, Reference, StageNo};
use crate::register::{ContractAct, Fault, LessonView, Offered};

/// Lessons: write them down, search all of them, read those that a new tender is offered
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook lesson add 2026-0001 --title \"Ask for the rota first\" --happened \"Nights were not covered until May\" --tags rota,nights
  tenderbook lesson list night
  tenderbook lesson offered 2026-0002
  tenderbook lesson read 2026-0002 1 --taken \"The rota is asked for in question 2.1\"")]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List all lessons, or those that have all the words
    #[command(after_help = "Examples:
  tenderbook lesson list
  tenderbook lesson list catering nights
  tenderbook lesson list --json")]
    List(List),
    /// Write a lesson down
    #[command(after_help = "Example:
  tenderbook lesson add 2026-0001 --title \"Ask for the rota first\" --happened \"Nights were not covered until May\" --advice \"Ask for it with the bid\" --stage 8 --tags rota,nights")]
    Add(Add),
    /// Change a lesson; a flag that is left out changes nothing
    #[command(after_help = "Example:
  tenderbook lesson change 2026-0001 1 --advice \"Ask for the rota with the bid\"")]
    Change(Change),
    /// Take a lesson away
    #[command(after_help = "Example:
  tenderbook lesson remove 2026-0001 1 --reason \"Written down twice\"")]
    Remove(Remove),
    /// List the lessons of other tenders that are like this one
    #[command(after_help = "Examples:
  tenderbook lesson offered 2026-0002
  tenderbook lesson offered 2026-0002 --json")]
    Offered(OfferedArguments),
    /// Say that a lesson of another tender was read for this one
    #[command(after_help = "Examples:
  tenderbook lesson read 2026-0002 1
  tenderbook lesson read 2026-0002 \"Ask for the rota\" --taken \"Question 2.1 asks for it\"")]
    Read(Read),
}

#[derive(Debug, Args)]
struct List {
    /// Words in the title, the text, the tags, the category or the name of the tender
    #[arg(value_name = "WORDS")]
    words: Vec<String>,
    /// Print a list for programs; docs/contract-json.md describes it
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
struct LessonFlags {
    /// What to do next time; or none
    #[arg(long, value_name = "TEXT", value_parser = or_none::<String>)]
    advice: Option<Said<String>>,
    /// The stage that it is about, 1 to 13; or none
    #[arg(long, value_name = "STAGE", value_parser = stage)]
    stage: Option<Said<StageNo>>,
    /// What kind of purchase it is about, where that is not the tender's own category; or none
    #[arg(long, value_name = "TEXT", value_parser = or_none::<String>)]
    category: Option<Said<String>>,
    /// Words to find it by, with commas between them; or none
    #[arg(long, value_name = "WORDS", value_parser = or_none::<String>)]
    tags: Option<Said<String>>,
    /// Who wrote it; left out it is you
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// The day; left out it is today
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
}

impl LessonFlags {
    fn over(self, base: Lesson) -> Lesson {
        Lesson {
            advice: over(self.advice, base.advice),
            stage: over(self.stage, base.stage),
            category: over(self.category, base.category),
            tags: self.tags.map_or(base.tags, |said| tags(&said.0.unwrap_or_default())),
            by: self.by.unwrap_or(base.by),
            day: self.on.unwrap_or(base.day),
            ..base
        }
    }
}

fn stage(text: &str) -> std::result::Result<Said<StageNo>, String> {
    if text.trim().eq_ignore_ascii_case("none") {
        return Ok(Said(None));
    }
    let found = StageNo::all().find(|stage| stage.to_string() == text.trim());
    found.map(|stage| Said(Some(stage))).ok_or_else(|| {
        format!("“{}” is not a stage; write its number, 1 to 13, or none", visible(text))
    })
}

#[derive(Debug, Args)]
struct Add {
    #[command(flatten)]
    which: Which,
    /// The lesson in one line
    #[arg(long, value_name = "TEXT")]
    title: String,
    /// What happened
    #[arg(long, value_name = "TEXT")]
    happened: String,
    #[command(flatten)]
    flags: LessonFlags,
}

#[derive(Debug, Args)]
struct Change {
    #[command(flatten)]
    which: Which,
    /// The lesson, by its number in the tender, its title or uid
    #[arg(value_name = "LESSON")]
    lesson: String,
    /// The lesson in one line
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// What happened
    #[arg(long, value_name = "TEXT")]
    happened: Option<String>,
    #[command(flatten)]
    flags: LessonFlags,
}

#[derive(Debug, Args)]
struct Remove {
    #[command(flatten)]
    which: Which,
    /// The lesson, by its number in the tender, its title or uid
    #[arg(value_name = "LESSON")]
    lesson: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

#[derive(Debug, Args)]
struct OfferedArguments {
    /// The reference of the procurement, such as 2026-0001
    #[arg(value_name = "REF")]
    reference: String,
    /// Print a list for programs; docs/contract-json.md describes it
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
struct Read {
    #[command(flatten)]
    which: Which,
    /// The lesson, by its number among those offered, its title or uid
    #[arg(value_name = "LESSON")]
    lesson: String,
    /// What is made of it here
    #[arg(long, value_name = "TEXT")]
    taken: Option<String>,
}

pub(crate) fn run(arguments: Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    match arguments.command {
        Command::List(arguments) => list(&arguments, settings, out),
        Command::Offered(arguments) => offered(&arguments, settings, out),
        Command::Add(Add { which, title, happened, flags }) => {
            deed::perform(out, settings, &which, "The lesson was not written down.", |scene| {
                // A lesson may come from a tender that has no contract.
                let contract = match (&which.contract, scene.view.file.contracts.len()) {
                    (None, 0 | 2..) => None,
                    _ => Some(scene.contract()?),
                };
                let lesson = Lesson {
                    contract,
                    day: scene.context.today,
                    title,
                    happened,
                    advice: None,
                    stage: None,
                    category: None,
                    tags: Vec::new(),
                    by: scene.by(None),
                };
                Ok(ContractAct::add(flags.over(lesson)))
            })
        }
        Command::Change(Change { which, lesson, title, happened, flags }) => {
            deed::perform(out, settings, &which, "The lesson was not changed.", |scene| {
                let (uid, mut base) = find::lesson(scene.view, &lesson)?;
                base.title = title.unwrap_or(base.title);
                base.happened = happened.unwrap_or(base.happened);
                if which.contract.is_some() {
                    base.contract = Some(scene.contract()?);
                }
                Ok(ContractAct::change(uid, flags.over(base)))
            })
        }
        Command::Remove(Remove { which, lesson, reason }) => {
            deed::perform(out, settings, &which, "The lesson was not taken away.", |scene| {
                Ok(ContractAct::Remove { uid: find::lesson(scene.view, &lesson)?.0, reason })
            })
        }
        Command::Read(Read { which, lesson, taken }) => {
            let not_done = "The reading was not recorded.";
            let mut before = None;
            deed::perform(out, settings, &which, not_done, |scene| {
                let lesson = to_read(&lesson, &scene.view.offered, || scene.register.lessons())?;
                let read = scene.view.file.lessons_read.get(&lesson);
                before = read.and_then(|read| read.taken.clone()).filter(|_| !which.told.json);
                Ok(ContractAct::ReadLesson { lesson, taken })
            })?;
            match before {
                Some(before) => write::indented(out, 0, "Replaces: ", &before),
                None => Ok(()),
            }
        }
    }
}

/// The lesson that is meant: one that is offered, or any other.
fn to_read(
    given: &str,
    offered: &[Offered],
    all: impl FnOnce() -> crate::register::Result<Vec<LessonView>>,
) -> Result<Uuid> {
    const KIND: Kind =
        Kind { one: "lesson", many: "lessons", none: "“lesson list” lists all lessons." };
    let known = (1_usize..).zip(offered).map(|(number, one)| Known {
        it: one.uid,
        uid: one.uid.to_string(),
        number: Some(number.to_string()),
        name: one.lesson.title.clone(),
    });
    match pick(KIND, given, known.collect()) {
        Err(Failure::Fault(Fault::NotFound { .. })) if given.trim().parse::<usize>().is_err() => {}
        found => return found,
    }
    let known = all()?.into_iter().map(|one| Known {
        it: one.uid,
        uid: one.uid.to_string(),
        number: None,
        name: one.lesson.title,
    });
    pick(KIND, given, known.collect())
}

/// A lesson as programs are given it.
#[derive(Serialize)]
struct Shown<'a> {
    uid: Uuid,
    from: &'a Reference,
    tender: &'a str,
    #[serde(flatten)]
    lesson: &'a Lesson,
    read_by: &'a [Reference],
}

fn has(one: &LessonView, words: &[String]) -> bool {
    let of = &one.lesson;
    let text = [
        of.title.as_str(),
        &of.happened,
        of.advice.as_deref().unwrap_or_default(),
        &of.tags.join(" "),
        one.category.as_deref().unwrap_or_default(),
        &one.tender,
        one.from.as_str(),
    ]
    .join(" ")
    .to_lowercase();
    let mut words = words.iter().flat_map(|words| words.split_whitespace());
    words.all(|word| holds(&text, &word.to_lowercase()))
}

fn list(arguments: &List, settings: &Settings, out: &mut impl Write) -> Result {
    let all = settings.register()?.lessons()?;
    let found: Vec<&LessonView> = all.iter().filter(|one| has(one, &arguments.words)).collect();
    if arguments.json {
        let shown = found.iter().map(|one| Listed {
            shown: Shown {
                uid: one.uid,
                from: &one.from,
                tender: &one.tender,
                lesson: &one.lesson,
                read_by: &one.read_by,
            },
            of_category: one.category.as_deref(),
        });
        return write::json(out, &shown.collect::<Vec<_>>());
    }
    if all.is_empty() {
        writeln!(out, "No lessons yet. “tenderbook lesson add REF” writes the first down.")?;
    } else if found.is_empty() {
        writeln!(out, "No lesson has these words.")?;
    }
    for one in found {
        writeln!(out, "{}", visible(&one.lesson.title))?;
        writeln!(out, "  From {}: {}", one.from, visible(&one.tender))?;
        body(out, &one.lesson, one.category.as_deref())?;
        if !one.read_by.is_empty() {
            let read: Vec<String> = one.read_by.iter().map(ToString::to_string).collect();
            writeln!(out, "  Read for {}", read.join(", "))?;
        }
    }
    Ok(())
}

#[derive(Serialize)]
struct Listed<'a> {
    #[serde(flatten)]
    shown: Shown<'a>,
    /// The lesson's own category, or that of its tender.
    of_category: Option<&'a str>,
}

fn body(out: &mut impl Write, of: &Lesson, category: Option<&str>) -> Result {
    write::indented(out, 2, "What happened: ", &of.happened)?;
    if let Some(advice) = &of.advice {
        write::indented(out, 2, "Next time: ", advice)?;
    }
    let mut said = Vec::new();
    said.extend(of.stage.map(|stage| format!("stage {stage}")));
    said.extend(category.map(|category| format!("category {}", visible(category))));
    if !of.tags.is_empty() {
        said.push(format!("tags {}", visible(&of.tags.join(", "))));
    }
    said.push(format!("by {}, {}", visible(&of.by), of.day.british()));
    let mut said = said.join("; ");
    if let Some(first) = said.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    writeln!(out, "  {said}")?;
    Ok(())
}

/// A lesson that is offered, as programs are given it.
#[derive(Serialize)]
struct OfferedShown<'a> {
    number: usize,
    uid: Uuid,
    from: &'a Reference,
    tender: &'a str,
    why: &'a str,
    read: bool,
    taken: Option<&'a str>,
    lesson: &'a Lesson,
}

fn offered(arguments: &OfferedArguments, settings: &Settings, out: &mut impl Write) -> Result {
    let view = settings.register()?.contracts(&arguments.reference, &settings.context())?;
    let taken = |uid: Uuid| view.file.lessons_read.get(&uid).and_then(|one| one.taken.as_deref());
    if arguments.json {
        let shown = (1..).zip(&view.offered).map(|(number, one)| OfferedShown {
            number,
            uid: one.uid,
            from: &one.from,
            tender: &one.tender,
            why: &one.why,
            read: one.read,
            taken: taken(one.uid),
            lesson: &one.lesson,
        });
        return write::json(out, &shown.collect::<Vec<_>>());
    }
    writeln!(out, "{}: {}", view.reference, visible(&view.title))?;
    if view.offered.is_empty() {
        writeln!(out, "No lessons of tenders like this one. “tenderbook lesson list” lists all.")?;
    }
    for (number, one) in (1..).zip(&view.offered) {
        let read = if one.read { "read" } else { "not read yet" };
        writeln!(out, "{number}  {}, {read}", visible(&one.lesson.title))?;
        writeln!(out, "  From {}: {}", one.from, visible(&one.tender))?;
        if !one.why.is_empty() {
            writeln!(out, "  Offered for {}", one.why)?;
        }
        body(out, &one.lesson, one.lesson.category.as_deref())?;
        if let Some(taken) = taken(one.uid) {
            write::indented(out, 2, "Made of it here: ", taken)?;
        }
    }
    Ok(())
}
