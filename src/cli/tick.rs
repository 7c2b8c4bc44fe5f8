//! `tenderbook tick`: say that an item is done, with what shows it.

use std::io::Write;

use clap::Args;

use crate::cli::attach::{self, Pieces};
use crate::cli::failure::Result;
use crate::cli::which::WhichItem;
use crate::cli::{Settings, write};
use crate::domain::evidence::is_link;
use crate::domain::{ItemState, Refusal};
use crate::register::{Act, Fault, NewEvidence, Order};

/// Say that an item is done, and attach what shows it
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook tick 2026-0001 purpose
  tenderbook tick 2026-0001 purpose --evidence \"Business case approved on 4 May, page 3\"
  tenderbook tick 2026-0001 cumbria.04.test-strategy --file minutes.pdf")]
pub(crate) struct Arguments {
    #[command(flatten)]
    which: WhichItem,
    /// A note to attach, or an address such as https://...; may be given several times
    #[arg(long, value_name = "TEXT")]
    evidence: Vec<String>,
    /// A file to attach; its size and SHA-256 are recorded, its content stays where it is
    #[arg(long, value_name = "PATH")]
    file: Vec<String>,
}

pub(crate) fn run(arguments: &Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let mut register = settings.register()?;
    let view = register.procurement(&arguments.which.reference)?;
    let item = view.find_item(&arguments.which.item)?;
    if !view.state.is_workable() {
        return Err(Fault::from(Refusal::NotActive { state: view.state }).into());
    }
    // Looked at before evidence is attached, so that a refused tick leaves nothing behind.
    if item.state == ItemState::Done {
        return Err(Fault::Invalid {
            message: format!("{} is done already.", item.id),
            hint: Some("“tenderbook attach” adds evidence to it.".to_owned()),
        }
        .into());
    }
    let words = arguments.evidence.iter().map(|text| {
        if is_link(text) {
            NewEvidence::Link {
                address: text.clone(),
            }
        } else {
            NewEvidence::Note { text: text.clone() }
        }
    });
    let files = arguments
        .file
        .iter()
        .map(|path| NewEvidence::File { path: path.clone() });
    let pieces: Pieces = files.chain(words).collect();
    let version = attach::all(&mut register, settings, &view, &item.id, pieces, out)?;
    let order = Order {
        seen: Some(version),
        ..Order::on(
            view.reference.as_str(),
            Act::TickItem {
                item: item.id.clone(),
            },
        )
    };
    let done = register.perform(&order, &settings.context())?;
    write::done(out, &register, &done)
}
