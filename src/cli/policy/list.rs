//! `tenderbook policy list`: the policies that tenders can be started under.

use std::io::Write;

use clap::Args;
use serde::Serialize;

use crate::cli::failure::Result;
use crate::cli::{Settings, write};
use crate::domain::text::visible;
use crate::register::{LoadedPack, PackFault, PackPlace};

/// List the policies that tenders can be started under
///
/// Files of the policy folder that cannot be used are named on standard error,
/// and with --json at the end of the list as `used: false`, with the reason.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook policy list
  tenderbook policy list --json")]
pub(crate) struct Arguments {
    /// Print a list for programs
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    title: &'a str,
    authority: &'a str,
    area: &'a str,
    edition: &'a str,
    draft: bool,
    items: usize,
    sha256: &'a str,
    place: String,
    used: bool,
    overrides: bool,
    note: Option<&'a str>,
}

/// A file of the officer's own that is not used.
#[derive(Serialize)]
struct LeftOut<'a> {
    place: String,
    used: bool,
    why: &'a str,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Entry<'a> {
    Used(Line<'a>),
    LeftOut(LeftOut<'a>),
}

/// Where a policy comes from, in words.
pub(super) fn place(loaded: &LoadedPack) -> String {
    match &loaded.place {
        PackPlace::BuiltIn => "built in".to_owned(),
        PackPlace::File(path) => visible(&path.display().to_string()),
    }
}

pub(crate) fn run(arguments: &Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let library = settings.library();
    write::left_out(&library);
    if arguments.json {
        let used = library.policies().iter().map(|loaded| Entry::Used(line(loaded)));
        let left_out = library.faults().iter().map(|fault| Entry::LeftOut(left_out(fault)));
        return write::json(out, &used.chain(left_out).collect::<Vec<_>>());
    }
    for loaded in library.policies() {
        let header = &loaded.pack.policy;
        let draft = if header.draft { ", a draft" } else { "" };
        writeln!(out, "{}: {}", visible(&header.id), visible(&header.title))?;
        writeln!(
            out,
            "    {}; edition {}{draft}; {} items; {}",
            visible(&header.authority),
            visible(&header.edition),
            loaded.pack.items.len(),
            origin(loaded)
        )?;
        note(loaded, out)?;
    }
    if let Some(overlay) = library.overlay_pack() {
        writeln!(
            out,
            "Over them all: {} ({}), edition {}; {}",
            visible(&overlay.pack.policy.title),
            visible(&overlay.pack.policy.id),
            visible(&overlay.pack.policy.edition),
            origin(overlay)
        )?;
        note(overlay, out)?;
    }
    Ok(())
}

fn note(loaded: &LoadedPack, out: &mut impl Write) -> Result {
    if let Some(note) = &loaded.note {
        writeln!(out, "    {}", visible(note))?;
    }
    Ok(())
}

/// Where a policy comes from, and what it replaces.
fn origin(loaded: &LoadedPack) -> String {
    let instead = if loaded.overrides { ", in the place of the built-in one" } else { "" };
    format!("{}{instead}", place(loaded))
}

fn line(loaded: &LoadedPack) -> Line<'_> {
    let header = &loaded.pack.policy;
    Line {
        id: &header.id,
        title: &header.title,
        authority: &header.authority,
        area: &header.area,
        edition: &header.edition,
        draft: header.draft,
        items: loaded.pack.items.len(),
        sha256: &loaded.sha256,
        place: place(loaded),
        used: true,
        overrides: loaded.overrides,
        note: loaded.note.as_deref(),
    }
}

fn left_out(fault: &PackFault) -> LeftOut<'_> {
    let place = visible(&fault.path.display().to_string());
    LeftOut { place, used: false, why: &fault.message }
}
