//! `tenderbook attach`: attach evidence to an item.

use std::io::Write;

use clap::{ArgGroup, Args};

use crate::cli::Settings;
use crate::cli::failure::Result;
use crate::cli::which::WhichItem;
use crate::domain::text::{self, visible};
use crate::domain::{ItemId, evidence};
use crate::register::{Act, Fault, NewEvidence, Order, ProcurementView, Register, is_file};

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

/// Evidence about to be attached, in order.
pub(crate) type Pieces = Vec<NewEvidence>;

pub(crate) fn run(arguments: &Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let mut register = settings.register()?;
    let view = register.procurement(&arguments.which.reference)?;
    let item = view.find_item(&arguments.which.item)?.id.clone();
    let files = arguments
        .file
        .iter()
        .map(|path| NewEvidence::File { path: path.clone() });
    let links = arguments.link.iter().map(|address| NewEvidence::Link {
        address: address.clone(),
    });
    let notes = arguments
        .note
        .iter()
        .map(|text| NewEvidence::Note { text: text.clone() });
    let pieces: Pieces = files.chain(links).chain(notes).collect();
    all(&mut register, settings, &view, &item, pieces, out)?;
    Ok(())
}

/// Attaches every piece, and gives the version of the procurement then.
///
/// # Errors
/// When one cannot be attached. What can be seen beforehand is looked at
/// first, so that a mistyped path leaves nothing half attached.
pub(crate) fn all(
    register: &mut Register,
    settings: &Settings,
    view: &ProcurementView,
    item: &ItemId,
    pieces: Pieces,
    out: &mut impl Write,
) -> Result<i64> {
    for piece in &pieces {
        sound(piece)?;
    }
    let mut version = view.version;
    for evidence in pieces {
        let act = Act::Attach {
            item: item.clone(),
            evidence,
        };
        let order = Order {
            seen: Some(version),
            ..Order::on(view.reference.as_str(), act)
        };
        let done = register.perform(&order, &settings.context())?;
        version = done.version;
        writeln!(out, "{}: {}.", done.reference, visible(&done.said))?;
    }
    Ok(version)
}

fn sound(piece: &NewEvidence) -> std::result::Result<(), Fault> {
    match piece {
        NewEvidence::Note { text } => text::note("The note", text).map(drop)?,
        NewEvidence::Link { address } if !evidence::is_link(address) => {
            return Err(Fault::Invalid {
                message: format!("“{}” is not an address.", visible(address)),
                hint: Some(
                    "An address begins with https://, http://, file:// or mailto: and has no spaces."
                        .to_owned(),
                ),
            });
        }
        NewEvidence::File { path } if !is_file(path) => {
            return Err(Fault::Invalid {
                message: format!("Attaching {} failed: there is no such file.", visible(path)),
                hint: Some("Check the path; nothing was attached.".to_owned()),
            });
        }
        NewEvidence::Link { .. } | NewEvidence::File { .. } => {}
    }
    Ok(())
}
