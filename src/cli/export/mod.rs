//! `tenderbook export`: procurements, lists and the whole register as files.

mod list;

use std::io::{IsTerminal, Write};

use clap::{ArgGroup, Args};

use crate::cli::Settings;
use crate::cli::export::list::{Asked, superfluous};
use crate::cli::failure::{Failure, Result};
use crate::cli::flags::word;
use crate::cli::passphrase::{SEALED, Sealing};
use crate::cli::progress::Progress;
use crate::domain::OcdsPrefix;
use crate::domain::contract::FinancialYear;
use crate::domain::text::visible;
use crate::export::{Format, What, Wish};
use crate::register::{Register, Watch, full_path, grouped, size};
use crate::report::Variant;
use crate::report::lists::{Name, OwnName};

/// Write a procurement, many of them, a list or the whole register to a file
///
/// The register is only read. A file appears when it is complete; one that is
/// there is never written over without --force. In full it holds everything;
/// with --publication what is marked as withheld is left out, and names of
/// people where they need not be. OCDS and the contract register are made for
/// publication anyway.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("what").args(["all", "list", "whole", "transparency"]))]
#[command(after_help = "Examples:
  tenderbook export 2026-0001
  tenderbook export 2026-0001 --format docx --publication -o custody.docx
  tenderbook export 2026-0001 --format xlsx        the evaluation workbook, with live formulas
  tenderbook export 2026-0001 --format md -o - | less
  tenderbook export --all cumbria --format html -o files
  tenderbook export --list commitments -o commitments.csv
  tenderbook export --list actions 2026-0001       those of one procurement's contracts
  tenderbook export --list targets --year 2026-27
  tenderbook export --list supplier-contracts \"Acme Care\"
  tenderbook export --list behind stage 4          the procurements behind a figure of the dashboard
  tenderbook export --list found board minutes     the texts in which the words stand
  tenderbook export --whole --format json          everything, to be read back by import
  tenderbook export --whole --format ocds --prefix ocds-213czf
  tenderbook export --whole --format ics           the days of every open tender
  tenderbook export --transparency

Formats: a procurement html docx md xlsx ocds ics; --all html docx md xlsx;
--whole json ocds ics; --list and --transparency csv. Exit codes: 0 done,
1 refused, not found or stopped, 2 wrong usage.")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(crate) struct Arguments {
    /// The procurement, by its reference; with --all and --list procurements words to filter by
    #[arg(value_name = "REF")]
    words: Vec<String>,
    /// Every procurement that contains the words, each as a file of its own in one folder
    #[arg(long)]
    all: bool,
    /// A list; items to ranking are those of one procurement, from contracts on of one or of all;
    /// a supplier's take its name
    #[arg(long, value_name = "LIST", value_parser = list::parser())]
    list: Option<Name>,
    /// The whole register: everything as JSON, or all procurements as OCDS or as a calendar
    #[arg(long)]
    whole: bool,
    /// The contract register of the Local Government Transparency Code, to be published
    #[arg(long)]
    transparency: bool,
    /// The format; left out, it is html of procurements, csv of lists, json of the register
    #[arg(long, short = 'f', value_name = "FORMAT", value_parser = word::<Format>())]
    format: Option<Format>,
    /// The financial year of --list targets, such as 2026-27; left out, the one that runs
    #[arg(long, value_name = "YEAR")]
    year: Option<FinancialYear>,
    /// A file, a folder that is there, or - for standard output; left out, the usual name here
    #[arg(long, short = 'o', value_name = "PATH")]
    output: Option<String>,
    /// Leave out what is marked as withheld, and names of people where they need not be
    #[arg(long)]
    publication: bool,
    #[command(flatten)]
    sealing: Sealing,
    /// Replace what is there already
    #[arg(long)]
    force: bool,
    /// The prefix of OCDS identifiers, as the Open Contracting Partnership gave it to you; left
    /// out, it is the one in your settings
    #[arg(long, value_name = "PREFIX")]
    prefix: Option<OcdsPrefix>,
}

impl Arguments {
    /// What is asked for, before the register is looked at.
    fn what(&self, settings: &Settings) -> Result<What> {
        let words = || self.words.join(" ");
        if self.year.is_some() && self.list != Some(Name::Own(OwnName::Targets)) {
            return Err(Failure::usage(
                "--year goes with --list targets.",
                "“tenderbook report annual --help” shows the annual report.",
            ));
        }
        if self.all {
            return Ok(What::Tenders(words()));
        }
        if self.whole || self.transparency {
            let (flag, what) = if self.whole {
                ("--whole", What::Register)
            } else {
                ("--transparency", What::Transparency)
            };
            return if self.words.is_empty() { Ok(what) } else { Err(superfluous(flag)) };
        }
        let Some(name) = self.list else { return self.reference().map(What::Tender) };
        let asked = Asked { name, words: &self.words, year: self.year };
        asked.listing(settings).map(What::List)
    }

    /// The one procurement that is named.
    fn reference(&self) -> Result<String> {
        match self.words.as_slice() {
            [reference] => Ok(reference.clone()),
            [] => Err(Failure::usage(
                "It is not said what to export.",
                "Name a procurement, such as 2026-0001; or say --all, --list, --whole or --transparency.",
            )),
            _ => Err(Failure::usage(
                "One procurement goes into one file.",
                "--all with words writes every procurement that contains them.",
            )),
        }
    }

    /// The whole wish; what contradicts itself is wrong usage.
    fn wish(&self, what: What, settings: &Settings) -> Result<Wish> {
        let usual = what.formats().first().copied().unwrap_or(Format::Html);
        let format = self.format.unwrap_or(usual);
        let mut wish = Wish::new(what, format);
        wish.check()
            .map_err(|fault| Failure::Usage { message: fault.to_string(), hint: fault.hint() })?;
        if self.publication {
            wish.variant = Variant::Publication;
            if !wish.is_to_be_published() {
                return Err(Failure::usage(
                    format!(
                        "There is no publication variant of {} as {format}.",
                        wish.what.words()
                    ),
                    "Procurements as html, docx, md and xlsx have one; ocds and --transparency are made for publication.",
                ));
            }
        }
        if let Some(prefix) = settings.preferences.ocds_prefix() {
            wish.prefix = prefix;
        }
        if let Some(prefix) = &self.prefix {
            if format != Format::Ocds {
                return Err(Failure::usage(
                    "--prefix is of OCDS identifiers.",
                    "Add --format ocds, or leave --prefix out.",
                ));
            }
            wish.prefix.clone_from(prefix);
        }
        if self.to_standard_output() {
            self.check_standard_output(&wish)?;
        }
        let whole = matches!(wish.what, What::Register) && wish.format == Format::Json;
        if self.sealing.is_wanted() && (!whole || self.to_standard_output()) {
            return Err(Failure::usage(
                "Only the whole register as JSON is put under a passphrase, and only into a file.",
                "--whole --format json writes it; other files are made to be read by others.",
            ));
        }
        Ok(wish)
    }

    fn to_standard_output(&self) -> bool {
        self.output.as_deref() == Some("-")
    }

    fn check_standard_output(&self, wish: &Wish) -> Result {
        if matches!(wish.what, What::Tenders(_)) {
            return Err(Failure::usage(
                "Many procurements are written into a folder, not to standard output.",
                "Name a folder with -o, or export one procurement.",
            ));
        }
        if self.force {
            return Err(Failure::usage(
                "Standard output replaces nothing, so --force says nothing.",
                "Leave --force out, or name a file with -o.",
            ));
        }
        if matches!(wish.format, Format::Docx | Format::Xlsx) && std::io::stdout().is_terminal() {
            return Err(Failure::usage(
                format!("A terminal cannot show {}.", wish.format),
                "Name a file with -o, or lead the output into one.",
            ));
        }
        Ok(())
    }
}

/// The register, opened to read only.
fn to_read(settings: &Settings, watch: &Watch) -> Result<Register> {
    let place = settings.place()?;
    if !place.exists() || Register::wants_opening(place) {
        // Says that there is none; another cannot be read before it is brought up to date.
        drop(settings.register()?);
    }
    Ok(Register::open_to_read(place, settings.library(), watch)?)
}

/// The same with the reference as the register writes it, for the name of the file.
fn as_written(mut what: What, register: &Register) -> Result<What> {
    let reference = match &mut what {
        What::Tender(reference) => Some(reference),
        What::List(listing) => listing.reference_mut(),
        _ => None,
    };
    if let Some(reference) = reference {
        *reference = register.procurement(reference)?.reference.to_string();
    }
    Ok(what)
}

pub(crate) fn run(arguments: &Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let mut wish = arguments.wish(arguments.what(settings)?, settings)?;
    let progress = Progress::stopped_by_signals("Exporting");
    let watch = &progress.watch;
    let stopped = |failure| match failure {
        Failure::Fault(fault) if fault.is_stopped() => Failure::Other {
            message: "The export was stopped; nothing was written.".to_owned(),
            hint: None,
        },
        failure => failure,
    };
    let register = to_read(settings, watch).map_err(stopped)?;
    wish.what = as_written(wish.what, &register).map_err(stopped)?;
    let registers = [register];
    let context = settings.context();
    if arguments.to_standard_output() {
        let made = wish.make(&registers, &context, watch);
        let made = made.map_err(|fault| stopped(fault.into()))?;
        drop(progress);
        out.write_all(&made)?;
        return Ok(());
    }
    let place = match &arguments.output {
        Some(typed) => wish.place(typed)?,
        None => full_path(&format!("{}{}", wish.file_name(), arguments.sealing.ending())),
    };
    if !arguments.force && wish.is_there(&place) {
        let kind = if place.is_dir() { ", with files in it" } else { "" };
        return Err(Failure::Other {
            message: format!(
                "{} is there already{kind}; nothing was written.",
                visible(&place.display().to_string())
            ),
            hint: Some(
                "--force replaces files of the same name; -o names another place.".to_owned(),
            ),
        });
    }
    if let Some(passphrase) = arguments.sealing.passphrase()? {
        let [register] = &registers;
        let put = register.put_whole_sealed(&place, arguments.force, &passphrase, watch);
        let bytes = put.map_err(|fault| stopped(fault.into()))?;
        drop(progress);
        writeln!(out, "File: {}", visible(&place.display().to_string()))?;
        writeln!(out, "Size: {}", size(bytes))?;
        writeln!(out, "{SEALED}")?;
        return Ok(());
    }
    let saved = wish.save(&registers, &place, arguments.force, &context, watch);
    let saved = saved.map_err(|fault| stopped(fault.into()))?;
    drop(progress);
    let shown = visible(&saved.path.display().to_string());
    if matches!(wish.what, What::Tenders(_)) {
        writeln!(out, "Folder: {shown}")?;
        writeln!(out, "Files: {}", grouped(saved.files))?;
    } else {
        writeln!(out, "File: {shown}")?;
    }
    writeln!(out, "Size: {}", size(saved.bytes))?;
    writeln!(out, "{}", wish.caution())?;
    if wish.format == Format::Ocds && wish.prefix.is_nobodys() {
        writeln!(
            out,
            "Its identifiers begin with {}, which is nobody’s. Ask the Open Contracting Partnership for a prefix of your own, and put it into your settings as ocds_prefix.",
            wish.prefix
        )?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::lists::Listing;

    #[test]
    fn every_format_of_the_help_is_one_that_the_thing_has() {
        let of = |what: What| -> Vec<String> {
            what.formats().iter().map(ToString::to_string).collect()
        };
        assert_eq!(of(What::Tender(String::new())).join(" "), "html docx md xlsx ocds ics");
        assert_eq!(of(What::Tenders(String::new())).join(" "), "html docx md xlsx");
        assert_eq!(of(What::Register).join(" "), "json ocds ics");
        assert_eq!(of(What::Transparency), of(What::List(Listing::Due)));
    }
}
