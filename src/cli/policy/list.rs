//! `tenderbook policy list`: the policies that tenders can be started under.

use std::io::Write;

use clap::Args;
use serde::Serialize;

use crate::cli::failure::Result;
use crate::cli::{Settings, write};
use crate::domain::text::visible;
use crate::register::{LoadedPack, PackPlace};

/// List the policies that tenders can be started under
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
        let lines: Vec<Line<'_>> = library.policies().iter().map(line).collect();
        return write::json(out, &lines);
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
            place(loaded)
        )?;
    }
    Ok(())
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
    }
}
