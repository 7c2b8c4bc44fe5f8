//! Flags that attach one piece of evidence to a record.

use clap::Args;

use crate::register::NewEvidence;

/// What is attached: one note, link or file.
#[derive(Debug, Clone, Default, Args)]
#[group(multiple = false)]
#[command(next_help_heading = "What shows it")]
pub(crate) struct Attached {
    /// A text that shows it
    #[arg(long, value_name = "TEXT", group = "attached")]
    note: Option<String>,
    /// The address of a document
    #[arg(long, value_name = "ADDRESS", group = "attached")]
    link: Option<String>,
    /// A file; its size and SHA-256 are recorded, its content stays where it is
    #[arg(long, value_name = "PATH", group = "attached")]
    file: Option<String>,
}

impl Attached {
    /// It as the register takes it.
    pub(crate) fn taken(self) -> Option<NewEvidence> {
        let Self { note, link, file } = self;
        let note = note.map(|text| NewEvidence::Note { text });
        let link = link.map(|address| NewEvidence::Link { address });
        file.map(|path| NewEvidence::File { path }).or(link).or(note)
    }
}
