//! `tenderbook tick`: say that an item is done, with what shows it.

use std::io::Write;

use clap::Args;

use crate::cli::failure::Result;
use crate::cli::which::WhichItem;
use crate::cli::{Settings, attach};
use crate::domain::evidence::is_link;
use crate::register::{Act, NewEvidence};

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

pub(crate) fn run(arguments: Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let Arguments { which, evidence, file } = arguments;
    let said = evidence.into_iter().map(|text| {
        if is_link(&text) {
            NewEvidence::Link { address: text }
        } else {
            NewEvidence::Note { text }
        }
    });
    let files = file.into_iter().map(|path| NewEvidence::File { path });
    attach::all(settings, &which, files.chain(said), |item| Some(Act::TickItem { item }), out)
}
