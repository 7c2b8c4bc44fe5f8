//! What is to leave the register, in which format, and the format's own name.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::domain::OcdsPrefix;
use crate::domain::contract::FinancialYear;
use crate::domain::text::visible;
use crate::export::place::{self, Saved};
use crate::export::{csv, ics, ocds, transparency, workbook};
use crate::register::{Context, Fault, Filter, Register, Result, Sort, SortBy, Watch};
use crate::report::calendar::calendar;
use crate::report::document::Document;
use crate::report::lists::{self, Listing};
use crate::report::{Variant, annual, tender};

/// A format that a file can have.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    strum::Display,
    strum::EnumString,
    strum::EnumIter,
    strum::IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Format {
    /// One page for a browser, to be read or printed.
    Html,
    /// A document for Word.
    Docx,
    /// Text that reads well as it is.
    Md,
    /// A workbook for a spreadsheet.
    Xlsx,
    /// Rows for a spreadsheet or a program.
    Csv,
    /// Everything, for programs.
    Json,
    /// An OCDS 1.1 release package.
    Ocds,
    /// Days for a calendar.
    Ics,
}

/// What is to leave the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// One procurement, by its reference.
    Tender(String),
    /// Every procurement that a filter finds, each as a file of its own in one folder.
    Tenders(String),
    /// The register as a whole.
    Register,
    /// The contract register of the Local Government Transparency Code.
    Transparency,
    /// A list.
    List(Listing),
    /// The annual report of a financial year.
    Annual(FinancialYear),
}

/// What is wished for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// What is to leave.
    pub what: What,
    /// In which format.
    pub format: Format,
    /// For whom.
    pub variant: Variant,
    /// The prefix of OCDS identifiers.
    pub prefix: OcdsPrefix,
}

impl Format {
    /// The ending of a file's name.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Docx => "docx",
            Self::Md => "md",
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::Json | Self::Ocds => "json",
            Self::Ics => "ics",
        }
    }

    /// What it is, in a few words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Html => "a page for a browser, to be read or printed (HTML)",
            Self::Docx => "a document for Word (DOCX)",
            Self::Md => "plain text with headings (Markdown)",
            Self::Xlsx => "a workbook for a spreadsheet (XLSX)",
            Self::Csv => "rows for a spreadsheet or a program (CSV)",
            Self::Json => "everything, for programs (JSON)",
            Self::Ocds => "open contracting data for publication (OCDS 1.1)",
            Self::Ics => "days for a calendar (ICS)",
        }
    }
}

impl What {
    /// The formats that it can have, the usual one first.
    pub const fn formats(&self) -> &'static [Format] {
        use Format::{Csv, Docx, Html, Ics, Json, Md, Ocds, Xlsx};
        match self {
            Self::Tender(_) => &[Html, Docx, Md, Xlsx, Ocds, Ics],
            Self::Tenders(_) => &[Html, Docx, Md, Xlsx],
            Self::Register => &[Json, Ocds, Ics],
            Self::Transparency | Self::List(_) => &[Csv],
            Self::Annual(_) => &[Html, Docx, Xlsx, Md, Json],
        }
    }

    /// Whether it can be made in full and to be published in this format: what is made for
    /// publication anyway, or has nothing left out in any case, has one form only.
    pub const fn has_variants(&self, format: Format) -> bool {
        match self {
            Self::Tender(_) | Self::Tenders(_) => !matches!(format, Format::Ocds | Format::Ics),
            Self::Annual(_) => true,
            Self::Register | Self::Transparency | Self::List(_) => false,
        }
    }

    /// What it is, as a noun: “the file of 2026-0001”.
    pub fn words(&self) -> String {
        match self {
            Self::Tender(reference) => format!("the file of {reference}"),
            Self::Tenders(_) => "the files of procurements".to_owned(),
            Self::Register => "the register".to_owned(),
            Self::Transparency => "the contract register".to_owned(),
            Self::List(listing) => listing.words(),
            Self::Annual(year) => format!("the annual report {year}"),
        }
    }

    /// The name of a file for it, without its ending; safe in every file system.
    fn stem(&self, format: Format) -> String {
        match (self, format) {
            (Self::Tender(reference), Format::Xlsx) => format!("{reference}-evaluation"),
            (Self::Tender(reference), Format::Ocds) => format!("{reference}-ocds"),
            (Self::Tender(reference), _) => reference.clone(),
            (Self::Tenders(_), _) => "procurements".to_owned(),
            (Self::Register, Format::Ocds) => "ocds".to_owned(),
            (Self::Register, Format::Ics) => "tenderbook".to_owned(),
            (Self::Register, _) => "register".to_owned(),
            (Self::Transparency, _) => "contract-register".to_owned(),
            (Self::List(listing), _) => listing.stem(),
            (Self::Annual(year), _) => format!("annual-report-{}", year.begins_in()),
        }
    }
}

/// A name that is no device of Windows, which finds one in `CON.html` and in `aux.2026.html` too.
fn unreserved(stem: String) -> String {
    let first = stem.split('.').next().unwrap_or_default().to_ascii_uppercase();
    let numbered = |device: &str| {
        first.strip_prefix(device).is_some_and(|rest| rest.len() == 1 && rest != "0")
    };
    let is_device = ["CON", "PRN", "AUX", "NUL"].contains(&first.as_str())
        || ["COM", "LPT"].into_iter().any(numbered);
    if is_device { format!("_{stem}") } else { stem }
}

impl Wish {
    /// A full one with the prefix that is nobody's.
    pub fn new(what: What, format: Format) -> Self {
        Self { what, format, variant: Variant::Full, prefix: OcdsPrefix::default() }
    }

    /// A name for the file.
    pub fn file_name(&self) -> String {
        // A reference may hold what parts folders, and never what stands in its place.
        let stem = unreserved(self.what.stem(self.format).replace('/', "+"));
        let kind = match self.variant {
            Variant::Publication if self.what.has_variants(self.format) => "-publication",
            _ => "",
        };
        if matches!(self.what, What::Tenders(_)) {
            return format!("{stem}{kind}");
        }
        format!("{stem}{kind}.{}", self.format.extension())
    }

    /// Where the file, or the folder of many, is to be, after what was typed: a folder that is
    /// there takes one file under its own name.
    ///
    /// # Errors
    /// When a folder is typed that is not there.
    pub fn place(&self, typed: &str) -> Result<PathBuf> {
        let path = crate::register::full_path(typed);
        let many = matches!(self.what, What::Tenders(_));
        if !many && path.is_dir() {
            return Ok(path.join(self.file_name()));
        }
        let typed = typed.trim().trim_matches(['"', '\'']);
        if !many && (typed.is_empty() || typed.ends_with(['/', std::path::MAIN_SEPARATOR])) {
            return Err(Fault::Invalid {
                message: format!("There is no folder {}.", visible(&path.display().to_string())),
                hint: Some("Make it first, or name a folder that is there.".to_owned()),
            });
        }
        Ok(path)
    }

    /// Whether something is there that would have to be replaced: a file, or a folder with files
    /// in it.
    pub fn is_there(&self, path: &Path) -> bool {
        if matches!(self.what, What::Tenders(_)) && path.is_dir() {
            let mut entries = std::fs::read_dir(path).into_iter().flatten();
            return entries.next().is_some();
        }
        path.symlink_metadata().is_ok()
    }

    /// Whether what it makes is meant to be published.
    pub fn is_to_be_published(&self) -> bool {
        let always = self.format == Format::Ocds || self.what == What::Transparency;
        let chosen = self.variant == Variant::Publication && self.what.has_variants(self.format);
        always || chosen
    }

    /// What it holds that is not for everybody, or what was left out, in a sentence or two.
    pub fn caution(&self) -> &'static str {
        if self.is_to_be_published() {
            return "What is marked as withheld is left out, and names of people where they need not be. Read it through before you publish it.";
        }
        match (&self.what, self.format) {
            (_, Format::Ics) => {
                "It holds titles and days of tenders, some of which may not be public yet."
            }
            (What::Register, _) => {
                "It holds the whole register, with names of people and what is withheld. Do not publish it."
            }
            (What::List(_), _) => {
                "A list is for your own work: it may hold names of people and what is withheld. Do not publish it as it is."
            }
            _ => {
                "It holds names of people and what is marked as withheld. Do not publish it; there is a publication variant."
            }
        }
    }

    /// Refuses a format that the thing does not have.
    ///
    /// # Errors
    /// When it has none such.
    pub fn check(&self) -> Result<()> {
        let known = self.what.formats();
        if known.contains(&self.format) {
            return Ok(());
        }
        let names: Vec<String> = known.iter().map(ToString::to_string).collect();
        Err(Fault::Invalid {
            message: format!("There is no {} of {}.", self.format, self.what.words()),
            hint: Some(format!("It can be: {}.", names.join(", "))),
        })
    }

    /// Makes what is wished for, in memory.
    ///
    /// # Errors
    /// When it cannot be read, has no such format, or the work is to stop.
    pub fn make(
        &self,
        registers: &[Register],
        context: &Context,
        watch: &Watch,
    ) -> Result<Vec<u8>> {
        let mut out = Vec::new();
        self.write(registers, &mut out, context, watch)?;
        Ok(out)
    }

    /// Writes what is wished for: row by row or release by release what may be large, and the
    /// rest as it was made.
    fn write(
        &self,
        registers: &[Register],
        out: &mut dyn Write,
        context: &Context,
        watch: &Watch,
    ) -> Result<()> {
        self.check()?;
        let Some(register) = registers.first() else {
            return Err(Fault::invalid("There is no register to export from."));
        };
        let ocds = |references: &[String], out: &mut dyn Write| {
            ocds::write(register, references, &self.prefix, context, watch, out)
        };
        let days = |of: Option<&str>| -> Result<Vec<u8>> {
            Ok(ics::write(&calendar(register, of, context, watch)?).into_bytes())
        };
        let made = match (&self.what, self.format) {
            (What::Register, Format::Json) => return register.write_whole(out, watch),
            (What::Register, Format::Ocds) => return ocds(&[], out),
            (What::Tender(reference), Format::Ocds) => {
                return ocds(std::slice::from_ref(reference), out);
            }
            (What::Register, _) => days(None)?,
            (What::Tender(reference), Format::Ics) => days(Some(reference))?,
            (What::Tender(reference), Format::Xlsx) => {
                let anchor = anchor(register, reference)?;
                workbook::write(&register.evaluation(reference)?, anchor.as_deref(), self.variant)?
            }
            (What::Tender(reference), _) => {
                self.written(&tender::tender(register, reference, self.variant, context)?)?
            }
            (What::Tenders(_), _) => {
                return Err(Fault::Invalid {
                    message: "Many procurements are written into a folder, not into one file."
                        .to_owned(),
                    hint: Some("Name a folder.".to_owned()),
                });
            }
            (What::Transparency, _) => transparency::write(register, context, watch)?,
            (What::List(listing), _) => {
                csv::write(&lists::table(register, listing, context, watch)?)?
            }
            (What::Annual(year), _) => {
                let annual = annual::annual(registers, *year, self.variant, context, watch)?;
                if self.format == Format::Json {
                    annual_json(&annual)?
                } else {
                    self.written(&annual.document())?
                }
            }
        };
        place::write_bytes(out, &made)
    }

    /// A document in the format that was wished for.
    fn written(&self, document: &Document) -> Result<Vec<u8>> {
        super::document(document, self.format)
    }

    /// Makes what is wished for and writes it to `path`: a file, or a folder for many
    /// procurements.
    ///
    /// # Errors
    /// When it cannot be made or written, when a file is there that is not to be replaced, or the
    /// work is to stop; then nothing new is left behind.
    pub fn save(
        &self,
        registers: &[Register],
        path: &Path,
        replace: bool,
        context: &Context,
        watch: &Watch,
    ) -> Result<Saved> {
        let What::Tenders(words) = &self.what else {
            let path = place::of(registers, path, &self.file_name(), replace)?;
            return place::put(&path, replace, |out| self.write(registers, out, context, watch));
        };
        self.check()?;
        let Some(register) = registers.first() else {
            return Err(Fault::invalid("There is no register to export from."));
        };
        let filter = Filter { words: words.clone() };
        let sort = Sort { by: SortBy::Reference, reversed: false };
        let list = register.list(&filter, sort, 0, u32::MAX as usize)?;
        if list.rows.is_empty() {
            return Err(Fault::NotFound {
                message: format!(
                    "None of {} procurements matches; nothing was written.",
                    list.total
                ),
                hint: Some(
                    "Every word has to stand in reference, title, policy or state.".to_owned(),
                ),
            });
        }
        let references: Vec<String> =
            list.rows.iter().map(|row| row.reference.to_string()).collect();
        place::put_all(path, replace, &references, watch, |reference| {
            let one = Self { what: What::Tender(reference.to_owned()), ..self.clone() };
            Ok((one.file_name(), one.make(registers, context, watch)?))
        })
    }
}

fn annual_json(annual: &annual::Annual) -> Result<Vec<u8>> {
    let mut text = serde_json::to_vec_pretty(annual)
        .map_err(|error| Fault::invalid(format!("Writing the report as JSON failed: {error}.")))?;
    text.push(b'\n');
    Ok(text)
}
/// What holds a workbook against the register later: the newest entry on its procurement.
fn anchor(register: &Register, reference: &str) -> Result<Option<String>> {
    let newest = register.journal(reference, 0, 1)?.lines.into_iter().next();
    Ok(newest.map(|line| {
        format!(
            "The newest entry on this tender is number {} of the journal; its hash (SHA-256) is {}. “tenderbook verify --against” holds the register against it.",
            line.sequence, line.hash
        )
    }))
}
