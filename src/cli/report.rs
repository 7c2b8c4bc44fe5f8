//! `tenderbook report`: reports over many procurements, written to a file.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};

use crate::cli::Settings;
use crate::cli::failure::{Failure, Result};
use crate::cli::progress::Progress;
use crate::domain::contract::FinancialYear;
use crate::domain::text::visible;
use crate::export::{Format, What, Wish};
use crate::register::{full_path, size};
use crate::report::Variant;

/// Reports over many procurements, written to a file
#[derive(Debug, Args)]
#[command(after_help = "Example:
  tenderbook report annual --year 2026")]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Annual(Annual),
}

/// Write the annual report on social value of a financial year
///
/// It counts procurements by scope and opt-outs, holds weights against the
/// policies, sets commitments against deliveries, and spend against targets;
/// every figure says how it is counted and what is not known. Registers are
/// only read. Several are read together: what stands in more than one of them
/// is counted once.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook report annual --year 2026
  tenderbook report annual --year 2026-27 --format docx -o social-value.docx
  tenderbook report annual --year 2026 --publication -o reports/
  tenderbook report annual --year 2026 --format json -o -
  tenderbook report annual --year 2026 --register officer-1.db --register officer-2.db

A financial year runs from April to March; 2026 is April 2026 to March 2027.")]
struct Annual {
    /// The financial year, like 2026 or 2026-27
    #[arg(long, value_name = "YEAR")]
    year: FinancialYear,
    /// The format: html, docx, xlsx, md or json
    ///
    /// Left out, it follows from the ending of the file that is named, or is html.
    /// docs/annual-json.md describes the JSON.
    #[arg(long, value_name = "FORMAT", value_parser = formats())]
    format: Option<Format>,
    /// Where to: a file or a folder, or - for standard output
    ///
    /// Left out, it is a file named after the year in the current folder.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Leave out what is withheld, and names of people
    #[arg(long)]
    publication: bool,
    /// Replace the file when there is one already
    #[arg(long)]
    force: bool,
}

impl Arguments {
    /// Whether the report reads several registers together.
    pub(crate) const fn reads_several(&self) -> bool {
        match self.command {
            Command::Annual(_) => true,
        }
    }
}

pub(crate) fn run(arguments: Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    match arguments.command {
        Command::Annual(arguments) => annual(&arguments, settings, out),
    }
}

fn annual(arguments: &Annual, settings: &Settings, out: &mut impl Write) -> Result {
    let typed = arguments.output.as_deref();
    let format = arguments.format.or_else(|| typed.and_then(of_ending)).unwrap_or(Format::Html);
    let mut wish = Wish::new(What::Annual(arguments.year), format);
    if arguments.publication {
        wish.variant = Variant::Publication;
    }
    wish.check()
        .map_err(|fault| Failure::Usage { message: fault.to_string(), hint: fault.hint() })?;
    let context = settings.context();
    let to_standard_output = typed.is_some_and(|path| path == Path::new("-"));
    if to_standard_output
        && matches!(format, Format::Docx | Format::Xlsx)
        && std::io::stdout().is_terminal()
    {
        return Err(Failure::usage(
            format!("A terminal cannot show {format}."),
            "Name a file with -o, or lead the output into another program.",
        ));
    }
    let progress = Progress::of("Report");
    let registers = settings.registers_to_read(&progress.watch)?;
    if to_standard_output {
        let bytes = wish.make(&registers, &context, &progress.watch)?;
        drop(progress);
        return Ok(out.write_all(&bytes)?);
    }
    let path = match typed {
        Some(path) => path.to_owned(),
        None => PathBuf::from(wish.file_name()),
    };
    let path = path.to_str().map_or_else(|| path.clone(), full_path);
    let saved = wish.save(&registers, &path, arguments.force, &context, &progress.watch)?;
    drop(progress);
    let place = visible(&saved.path.display().to_string());
    writeln!(out, "Annual report {}: {place}", arguments.year)?;
    writeln!(out, "It is {} ({}).", format.words(), size(saved.bytes))?;
    if registers.len() > 1 {
        writeln!(out, "{} registers were read together.", registers.len())?;
    }
    if wish.variant == Variant::Full {
        writeln!(out, "It names people: for publication, add --publication.")?;
    } else {
        writeln!(out, "Read the officers' own words in it before you publish it.")?;
    }
    Ok(())
}

fn formats() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(["html", "docx", "xlsx", "md", "json"])
        .try_map(|word| word.parse::<Format>())
}

/// The format that the ending of a file's name means.
fn of_ending(path: &Path) -> Option<Format> {
    let ending = path.extension()?.to_str()?.to_lowercase();
    match ending.as_str() {
        "html" | "htm" => Some(Format::Html),
        "docx" => Some(Format::Docx),
        "xlsx" => Some(Format::Xlsx),
        "md" => Some(Format::Md),
        "json" => Some(Format::Json),
        _ => None,
    }
}
