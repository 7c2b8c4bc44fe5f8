//! `tenderbook attach`: attach evidence to an item.

use std::io::Write;

use clap::{ArgGroup, Args};

use crate::cli::failure::Result;
use crate::cli::which::WhichItem;
use crate::cli::{Settings, write};
use crate::domain::ItemId;
use crate::domain::text::visible;
use crate::register::{Act, NewEvidence, Order, Watch};

/// Attach evidence to an item: notes, links, files
#[derive(Debug, Args)]
#[command(
    group(ArgGroup::new("pieces").required(true).multiple(true).args(["note", "link", "file"])),
    after_help = "Examples:
  tenderbook attach 2026-0001 purpose --note \"Agreed with the chief officer on 4 May\"
  tenderbook attach 2026-0001 purpose --link https://intranet.example/minutes/17
  tenderbook attach 2026-0001 purpose --file minutes.pdf --file attendance.xlsx"
)]
pub(crate) struct Arguments {
    #[command(flatten)]
    which: WhichItem,
    /// A text; may be given several times
    #[arg(long, value_name = "TEXT")]
    note: Vec<String>,
    /// The address of a document; may be given several times
    #[arg(long, value_name = "ADDRESS")]
    link: Vec<String>,
    /// A file; its size and SHA-256 are recorded, its content stays where it is
    #[arg(long, value_name = "PATH")]
    file: Vec<String>,
}

pub(crate) fn run(arguments: Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let Arguments { which, note, link, file } = arguments;
    let files = file.into_iter().map(|path| NewEvidence::File { path });
    let links = link.into_iter().map(|address| NewEvidence::Link { address });
    let notes = note.into_iter().map(|text| NewEvidence::Note { text });
    all(settings, &which, files.chain(links).chain(notes), |_| None, out)
}

/// Attaches every piece to an item and does what is to follow, in one transaction: all or nothing.
pub(crate) fn all(
    settings: &Settings,
    which: &WhichItem,
    pieces: impl Iterator<Item = NewEvidence>,
    then: impl FnOnce(ItemId) -> Option<Act>,
    out: &mut impl Write,
) -> Result {
    let mut register = settings.backed_up(settings.register()?)?;
    let view = register.procurement(&which.reference)?;
    let item = view.find_item(&which.item)?.id.clone();
    let attach = |evidence| Act::Attach { item: item.clone(), evidence };
    let acts = pieces.map(attach).chain(then(item.clone()));
    let context = settings.context();
    let mut orders: Vec<_> =
        acts.map(|act| (Order::on(view.reference.as_str(), act), context.clone())).collect();
    if let Some((first, _)) = orders.first_mut() {
        first.seen = Some(view.version);
    }
    for done in register.perform_all(&orders, &Watch::nobody())? {
        writeln!(out, "{}: {}.", done.on, visible(&done.said))?;
    }
    write::next(out, &register, view.reference.as_str())
}
