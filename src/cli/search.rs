//! `tenderbook search`: everything that was written, by its words.

use std::io::Write;
use std::ops::Range;

use clap::Args;
use serde::Serialize;

use crate::cli::failure::{Failure, Result};
use crate::cli::{Settings, write};
use crate::domain::text::{around, visible};
use crate::domain::{ItemId, Reference, StageNo};
use crate::register::{HitView, Hits};

/// Find words in everything that was written
///
/// References and titles, notes and reasons, evidence (notes, addresses, paths
/// of files; not what is in the files), own items, notes on stages, and the
/// reasons behind states, weights, outcomes and opting out. Every word must
/// stand in the text; the last may be the beginning of one. Capitals and
/// accents make no difference. Matches stand in square brackets.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook search framework
  tenderbook search minutes board --limit 5
  tenderbook search '\"local suppliers\"' --json")]
pub(crate) struct Arguments {
    /// Words that must all stand in a text; words in quotation marks stand together
    #[arg(value_name = "WORDS", required = true)]
    words: Vec<String>,
    /// Show so many hits at most
    #[arg(long, value_name = "NUMBER", default_value_t = 20)]
    limit: usize,
    /// Print one object for programs: how many hits there are, and the hits
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Found<'a> {
    matching: usize,
    more: bool,
    hits: Vec<Line<'a>>,
}

#[derive(Serialize)]
struct Line<'a> {
    reference: Option<&'a Reference>,
    title: &'a str,
    kind: &'static str,
    evidence: Option<&'a str>,
    stage: Option<StageNo>,
    item: Option<&'a ItemId>,
    outcome: Option<&'a str>,
    place: String,
    text: &'a str,
    /// The words that matched, as they stand in the text.
    matches: Vec<&'a str>,
}

/// About how many characters of a long text are shown.
const CONTEXT: usize = 160;

pub(crate) fn run(arguments: &Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let words = arguments.words.join(" ");
    if !words.chars().any(char::is_alphanumeric) {
        return Err(Failure::usage(
            format!("There is no word in “{}” to search for.", visible(&words)),
            "Write a word or the beginning of one.",
        ));
    }
    // Before the first procurement there is no file, and nothing was written.
    let found = if settings.place()?.exists() {
        settings.register()?.search(&words, 0, arguments.limit)?
    } else {
        Hits::default()
    };
    if arguments.json {
        let hits = found.rows.iter().map(line).collect();
        return write::json(out, &Found { matching: found.matching, more: found.more, hits });
    }
    if found.matching == 0 {
        writeln!(out, "Nothing was found for “{}”.", visible(&words))?;
        return Ok(());
    }
    writeln!(out, "{}", said(&found))?;
    for row in &found.rows {
        let title = visible(&row.hit.title);
        match row.reference() {
            "" => writeln!(out, "{title}")?,
            reference => writeln!(out, "{reference}  {title}")?,
        }
        writeln!(out, "  {}", row.place())?;
        writeln!(out, "    {}", marked(row))?;
    }
    Ok(())
}

/// How many hits there are, and which come first.
fn said(found: &Hits<HitView>) -> String {
    let count = match (found.matching, found.more) {
        (1, _) => "1 hit".to_owned(),
        (count, false) => format!("{count} hits"),
        (count, true) => format!("More than {count} hits"),
    };
    let shown = if found.rows.len() < found.matching {
        format!("; {} are shown", found.rows.len())
    } else {
        String::new()
    };
    let order = if found.ranked { "the best first" } else { "the newest first" };
    if found.matching == 1 { format!("{count}:") } else { format!("{count}, {order}{shown}:") }
}

/// The text around its first match, every match in brackets.
fn marked(row: &HitView) -> String {
    let hit = &row.hit;
    let first = hit.marks.first().cloned().unwrap_or(0..0);
    let part = around(&hit.text, &first, CONTEXT);
    let mut shown = String::from(if part.start > 0 { "… " } else { "" });
    let mut at = part.start;
    for Range { start, end } in &hit.marks {
        if *start >= at && *end <= part.end {
            shown += &flat(&hit.text[at..*start]);
            shown.extend(["[", &flat(&hit.text[*start..*end]), "]"]);
            at = *end;
        }
    }
    shown += &flat(&hit.text[at..part.end]);
    shown + if part.end < hit.text.len() { " …" } else { "" }
}

/// A piece of text in one line.
fn flat(text: &str) -> String {
    visible(&text.replace('\n', " "))
}

fn line(row: &HitView) -> Line<'_> {
    let hit = &row.hit;
    Line {
        reference: hit.reference.as_ref(),
        title: &hit.title,
        kind: hit.writing.into(),
        evidence: hit.evidence.as_deref(),
        stage: row.stage,
        item: hit.item.as_ref(),
        outcome: hit.outcome.as_deref(),
        place: row.place(),
        text: &hit.text,
        matches: hit.marks.iter().map(|mark| &hit.text[mark.clone()]).collect(),
    }
}
