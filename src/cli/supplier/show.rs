//! The directory and one supplier, as text and for programs.

use std::collections::BTreeMap;
use std::io::Write;

use clap::Args;
use serde::Serialize;
use uuid::Uuid;

use crate::cli::after::find;
use crate::cli::failure::Result;
use crate::cli::{Settings, write};
use crate::domain::contract::{KpiRating, Standing};
use crate::domain::supplier::{Contact, DebarmentCheck, Size, StatementDue, Supplier};
use crate::domain::text::{holds, visible};
use crate::domain::{Date, Money, Reference};
use crate::register::{ContractPlaceView, SupplierLine, SupplierView, Track};

/// List the directory
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook supplier list
  tenderbook supplier list --filter care
  tenderbook supplier list --json")]
pub(super) struct ListArguments {
    /// Only those whose name, number, postcode, kind, size or status has these words
    #[arg(long, value_name = "WORDS")]
    filter: Option<String>,
    /// Print a list for programs; docs/contract-json.md describes it
    #[arg(long)]
    json: bool,
}

/// A supplier as programs are given it.
#[derive(Serialize)]
struct Shown<'a> {
    uid: Uuid,
    #[serde(flatten)]
    supplier: &'a Supplier,
    size: Option<Size>,
    statement_due: StatementDue,
}

fn shown(uid: Uuid, supplier: &Supplier) -> Shown<'_> {
    Shown { uid, supplier, size: supplier.size(), statement_due: supplier.statement_due() }
}

#[derive(Serialize)]
struct Line<'a> {
    #[serde(flatten)]
    shown: Shown<'a>,
    merged_into_name: Option<&'a str>,
    contracts: usize,
    status: &'a [String],
    checked: Option<Date>,
}

fn has(line: &SupplierLine, words: &str) -> bool {
    let of = &line.supplier;
    let mut text = format!("{} {}", of.name, line.status.join(" "));
    let more = [
        of.number.as_ref().map(ToString::to_string),
        of.other_number.clone(),
        of.postcode.as_ref().map(ToString::to_string),
        of.address.clone(),
        of.sector.map(|sector| sector.words().to_owned()),
        of.size().map(|size| size.words().to_owned()),
        of.local.as_ref().filter(|local| local.local).map(|_| "local".to_owned()),
    ];
    for more in more.into_iter().flatten() {
        text.push(' ');
        text.push_str(&more);
    }
    let text = text.to_lowercase();
    words.split_whitespace().all(|word| holds(&text, &word.to_lowercase()))
}

pub(super) fn list(arguments: &ListArguments, settings: &Settings, out: &mut impl Write) -> Result {
    let view = settings.register()?.directory()?;
    let kept = view
        .lines
        .iter()
        .filter(|line| arguments.filter.as_deref().is_none_or(|words| has(line, words)));
    let kept: Vec<&SupplierLine> = kept.collect();
    if arguments.json {
        let lines = kept.iter().map(|line| Line {
            shown: shown(line.uid, &line.supplier),
            merged_into_name: line.merged_into.as_deref(),
            contracts: line.contracts,
            status: &line.status,
            checked: line.checked,
        });
        return write::json(out, &lines.collect::<Vec<_>>());
    }
    if view.lines.is_empty() {
        writeln!(out, "No suppliers yet. “tenderbook supplier add --name …” adds the first.")?;
    } else if kept.is_empty() {
        writeln!(out, "No supplier has these words.")?;
    }
    for line in kept {
        let of = &line.supplier;
        let mut said = vec![visible(&of.name)];
        said.extend(of.number.as_ref().map(ToString::to_string));
        if let Some(into) = &line.merged_into {
            said.push(format!("merged into “{}”", visible(into)));
        } else {
            said.push(of.size().map_or("size not known", Size::words).to_owned());
            said.extend(of.sector.map(|sector| sector.words().to_owned()));
            said.push(local_words(of));
            said.push(contracts_words(line.contracts));
            said.extend(line.status.iter().map(|status| visible(status)));
        }
        writeln!(out, "{}", said.join("; "))?;
    }
    Ok(())
}

fn contracts_words(count: usize) -> String {
    match count {
        0 => "no contract".to_owned(),
        1 => "1 contract".to_owned(),
        count => format!("{count} contracts"),
    }
}

fn local_words(of: &Supplier) -> String {
    match &of.local {
        Some(local) if local.local => "local".to_owned(),
        Some(_) => "not local".to_owned(),
        None => "local or not is not known".to_owned(),
    }
}

/// Show one supplier over all its contracts: what is known, how it delivers, its status
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook supplier show \"Acme Care Ltd\"
  tenderbook supplier show 01234567 --json")]
pub(super) struct Arguments {
    /// The supplier, by name, company number or uid
    #[arg(value_name = "SUPPLIER")]
    supplier: String,
    /// Print one object for programs; docs/contract-json.md describes it
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Whole<'a> {
    #[serde(flatten)]
    shown: Shown<'a>,
    version: i64,
    merged_into_name: Option<&'a str>,
    merged: Vec<Shown<'a>>,
    contacts: Vec<Numbered<'a, Contact>>,
    checks: Vec<Numbered<'a, DebarmentCheck>>,
    contracts: Vec<Place<'a>>,
    track: TrackShown,
    schemes: Vec<crate::cli::status::Scheme<'a>>,
}

/// A record with its number and uid.
#[derive(Serialize)]
struct Numbered<'a, T> {
    number: usize,
    uid: Uuid,
    #[serde(flatten)]
    record: &'a T,
}

fn numbered<T>(all: &[(Uuid, T)]) -> Vec<Numbered<'_, T>> {
    (1..).zip(all).map(|(number, (uid, record))| Numbered { number, uid: *uid, record }).collect()
}

#[derive(Serialize)]
struct Place<'a> {
    reference: &'a Reference,
    title: &'a str,
    contract: Uuid,
    words: Option<&'a str>,
    value: Option<Money>,
    starts: Date,
    ends: Date,
    runs: bool,
    track: TrackShown,
}

/// How a supplier delivers, as programs are given it; no data is no score.
#[derive(Serialize)]
pub(crate) struct TrackShown {
    no_data: bool,
    commitments: usize,
    standings: BTreeMap<Standing, usize>,
    open_actions: usize,
    overdue_actions: usize,
    ratings: BTreeMap<KpiRating, usize>,
    unrated: usize,
    reviews_held: usize,
}

impl From<&Track> for TrackShown {
    fn from(track: &Track) -> Self {
        Self {
            no_data: track.has_no_data(),
            commitments: track.commitments(),
            standings: track.standings.clone(),
            open_actions: track.actions,
            overdue_actions: track.overdue,
            ratings: track.ratings.clone(),
            unrated: track.unrated,
            reviews_held: track.reviews,
        }
    }
}

fn place(one: &ContractPlaceView) -> Place<'_> {
    Place {
        reference: &one.reference,
        title: &one.title,
        contract: one.contract,
        words: one.words.as_deref(),
        value: one.value,
        starts: one.starts,
        ends: one.ends,
        runs: one.runs,
        track: (&one.track).into(),
    }
}

pub(super) fn run(arguments: &Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let register = settings.register()?;
    let (uid, _) = find::supplier(&register, &arguments.supplier)?;
    let view = register.supplier(uid, &settings.context())?;
    if arguments.json {
        let whole = Whole {
            shown: shown(view.uid, &view.supplier),
            version: view.version,
            merged_into_name: view.merged_into.as_ref().map(|(_, name)| name.as_str()),
            merged: view.merged.iter().map(|(uid, one)| shown(*uid, one)).collect(),
            contacts: numbered(&view.contacts),
            checks: numbered(&view.checks),
            contracts: view.contracts.iter().map(place).collect(),
            track: (&view.track).into(),
            schemes: view.schemes.iter().map(Into::into).collect(),
        };
        return write::json(out, &whole);
    }
    profile(out, &view)?;
    writeln!(out, "\nContacts")?;
    if view.contacts.is_empty() {
        writeln!(out, "  Nobody yet.")?;
    }
    for (number, (_, one)) in (1..).zip(&view.contacts) {
        let more = [&one.role, &one.email, &one.phone].into_iter().flatten();
        let said: Vec<String> =
            std::iter::once(&one.name).chain(more).map(|s| visible(s)).collect();
        writeln!(out, "  {number}  {}", said.join("; "))?;
        if let Some(note) = &one.note {
            write::indented(out, 5, "Note: ", note)?;
        }
    }
    writeln!(out, "\nDebarment list")?;
    if view.checks.is_empty() {
        writeln!(out, "  Not looked at yet.")?;
    }
    for (_, one) in &view.checks {
        writeln!(out, "  {}: {}, by {}", one.day.british(), one.result.words(), visible(&one.by))?;
        if let Some(note) = &one.note {
            write::indented(out, 4, "Note: ", note)?;
        }
    }
    writeln!(out, "\nContracts")?;
    if view.contracts.is_empty() {
        writeln!(out, "  None yet.")?;
    }
    for one in &view.contracts {
        let value =
            one.value.map_or_else(|| "value not known".to_owned(), |value| value.to_string());
        let runs = match one.runs {
            true => "runs",
            // Its days are not over: only its account is closed.
            false if one.ends >= view.today => "account closed",
            false => "ended",
        };
        writeln!(
            out,
            "  {}: {}; {value}; {} to {}, {runs}",
            one.reference,
            visible(one.words.as_deref().unwrap_or(&one.title)),
            one.starts.british(),
            one.ends.british()
        )?;
        track(out, 4, &one.track)?;
    }
    if view.contracts.len() > 1 {
        writeln!(out, "  All together")?;
        track(out, 4, &view.track)?;
    }
    crate::cli::status::write(out, &view)
}

fn profile(out: &mut impl Write, view: &SupplierView) -> Result {
    let of = &view.supplier;
    writeln!(out, "{}", visible(&of.name))?;
    if let Some((_, into)) = &view.merged_into {
        writeln!(out, "  Merged into “{}”", visible(into))?;
    }
    for (_, merged) in &view.merged {
        writeln!(out, "  With “{}”, which was merged into it", visible(&merged.name))?;
    }
    let mut line = |name: &str, value: Option<String>| -> Result {
        Ok(writeln!(out, "  {name}: {}", value.unwrap_or_else(|| "not known".to_owned()))?)
    };
    line("Company number", of.number.as_ref().map(ToString::to_string))?;
    if let Some(other) = &of.other_number {
        line("Other number", Some(visible(other)))?;
    }
    let address = of.address.as_deref().map(visible);
    let address: Vec<String> =
        address.into_iter().chain(of.postcode.as_ref().map(ToString::to_string)).collect();
    line("Address", (!address.is_empty()).then(|| address.join(", ")))?;
    if let Some(website) = &of.website {
        line("Website", Some(visible(website)))?;
    }
    let headcount = of.headcount.zip(of.size()).map(|(count, size)| {
        let on = of.headcount_on.map_or_else(String::new, |day| format!(" on {}", day.british()));
        format!("{count}{on}, {}", size.words())
    });
    line("Headcount", headcount)?;
    line("Kind", of.sector.map(|sector| sector.words().to_owned()))?;
    let local = of.local.as_ref().map(|local| {
        let reason = local
            .reason
            .as_deref()
            .map_or_else(String::new, |reason| format!(": {}", visible(reason)));
        let said = if local.local { "yes" } else { "no" };
        format!("{said}, by {}, {}{reason}", visible(&local.by), local.day.british())
    });
    line("Local", local)?;
    let says = of
        .ownership
        .as_ref()
        .map(|one| format!("the supplier says “{}”, {}", visible(&one.says), one.day.british()));
    line("Ownership", says)?;
    let statement = of.statement.as_ref().map(|one| {
        let at = one.place.as_deref().map_or_else(String::new, |at| format!(", {}", visible(at)));
        format!("for the year to {}{at}", one.year_end.british())
    });
    line(
        "Modern slavery statement",
        Some(statement.unwrap_or_else(|| of.statement_due().words().to_owned())),
    )?;
    let code = of.code.as_ref().map(|one| format!("{} by {}", one.day.british(), visible(&one.by)));
    line("Code of ethics signed", code)?;
    line("Real living wage", of.living_wage.map(|wage| wage.words().to_owned()))?;
    if let Some(note) = &of.note {
        write::indented(out, 2, "Note: ", note)?;
    }
    Ok(())
}

/// How a supplier delivers, in words.
pub(crate) fn track(out: &mut impl Write, by: usize, track: &Track) -> Result {
    if track.has_no_data() {
        writeln!(out, "{:by$}No data to judge by.", "")?;
    }
    let standings = track.standings.iter();
    let standings: Vec<String> =
        standings.map(|(standing, count)| format!("{count} {}", standing.words())).collect();
    if !standings.is_empty() {
        writeln!(out, "{:by$}Commitments: {}", "", standings.join(", "))?;
    }
    let ratings = track.ratings.iter().map(|(rating, count)| format!("{count} {}", rating.words()));
    let mut ratings: Vec<String> = ratings.collect();
    if track.unrated > 0 {
        ratings.push(format!("{} never assessed", track.unrated));
    }
    if !ratings.is_empty() {
        writeln!(out, "{:by$}Indicators: {}", "", ratings.join(", "))?;
    }
    if track.actions > 0 {
        writeln!(out, "{:by$}Open actions: {}, {} overdue", "", track.actions, track.overdue)?;
    }
    if track.reviews > 0 {
        writeln!(out, "{:by$}Reviews held: {}", "", track.reviews)?;
    }
    Ok(())
}

/// Show what was done about a supplier, the oldest first
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook supplier journal Acme
  tenderbook supplier journal Acme --json")]
pub(super) struct JournalArguments {
    /// The supplier, by name, company number or uid
    #[arg(value_name = "SUPPLIER")]
    supplier: String,
    /// Print a list for programs
    #[arg(long)]
    json: bool,
}

pub(super) fn journal(
    arguments: &JournalArguments,
    settings: &Settings,
    out: &mut impl Write,
) -> Result {
    let register = settings.register()?;
    let (uid, _) = find::supplier(&register, &arguments.supplier)?;
    let journal = register.supplier_journal(uid, 0, u32::MAX as usize)?;
    crate::cli::journal::write(out, &journal, arguments.json)
}
