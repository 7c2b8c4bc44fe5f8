//! `tenderbook import`: bring in a list of tenders from a spreadsheet.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;
use strum::IntoEnumIterator;

use crate::cli::failure::{Failure, Result};
use crate::cli::flags::word;
use crate::cli::passphrase::Unsealing;
use crate::cli::progress::Progress;
use crate::cli::{Settings, import_whole, write};
use crate::domain::text::{nearest, visible};
use crate::domain::{ContractType, Date, Facts, Money, Reference};
use crate::import::{Choice, Columns, Counts, Defaults, Field, Outcome, Plan, Row, Sheet};
use crate::register::{Fault, Register, Watch, Whole, is_sealed, tenders};
use crate::settings::Setting;

/// Bring in a list of tenders or contracts from a spreadsheet
///
/// The file may be a workbook (XLSX), or CSV, semicolon- or tab-separated text
/// in UTF-8, UTF-16 or Windows-1252; the row that names the columns need not be
/// the first. Every row is read first; where one is refused, nothing is imported
/// unless you say --skip-refused. A row that was imported before is never
/// imported again. Where the list names suppliers and the first and last days of
/// contracts, these are recorded with the tenders. Columns that you set with
/// --map are taken again for the next list with the same names of columns.
///
/// A whole register that was exported as JSON is read back into a new register,
/// equal to the one that was exported: name a file that is not there yet with
/// --register.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook import contracts.csv --policy cumbria --dry-run
  tenderbook import contracts.csv --policy nelc --type services --skip-refused
  tenderbook import register.xlsx --sheet \"Live contracts\" --policy nelc --dry-run
  tenderbook import list.csv --map title=Description --map \"value=Sum to be paid\" --map start=
  tenderbook import register.json --register copy.db

What --map can name: reference, title, policy, type, cpv, category, value, vat,
start, advertised, key-provider; of contracts: supplier, company-number,
contract-start, contract-end, contract-value, sme, vcse. Exit codes: 0 done,
1 rows are refused or the file cannot be read, 2 wrong usage.")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(crate) struct Arguments {
    /// The list
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Say row by row what would be made, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Which column says what, such as title=Description; repeat it
    ///
    /// Without a column (start=) what the list says of it is not read.
    #[arg(long, value_name = "WHAT=COLUMN", value_parser = wish)]
    map: Vec<(Field, String)>,
    /// Forget the columns that were set for lists with these names of columns
    #[arg(long)]
    forget_map: bool,
    /// The sheet of a workbook; the first that names its columns when it is left out
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// Leave out contracts and suppliers
    #[arg(long)]
    tenders_only: bool,
    /// The policy of rows that name none that is known; your default policy when it is left out
    #[arg(long, value_name = "POLICY")]
    policy: Option<String>,
    /// What is bought by rows that do not say it
    #[arg(long = "type", value_name = "TYPE", value_parser = word::<ContractType>())]
    contract_type: Option<ContractType>,
    /// The day on which procurements commence whose rows do not say it; today when it is left out
    #[arg(long, value_name = "DATE", value_parser = Date::from_iso)]
    start: Option<Date>,
    /// Import the other rows where some are refused
    #[arg(long)]
    skip_refused: bool,
    #[command(flatten)]
    unsealing: Unsealing,
    /// Print one object for programs: how the list was read, its rows, the counts
    #[arg(long)]
    json: bool,
}

fn wish(given: &str) -> std::result::Result<(Field, String), String> {
    let Some((field, column)) = given.split_once('=') else {
        let said = visible(given);
        return Err(format!("“{said}” names no column; write it like title=Description"));
    };
    let known = || Field::iter().map(Into::<&'static str>::into);
    let field = field.trim().to_lowercase().replace([' ', '_'], "-");
    let found = field.parse::<Field>().map_err(|_| {
        let near = nearest(&field, known()).map(|near| format!("; perhaps you mean {near}"));
        let all: Vec<&str> = known().collect();
        let near = near.unwrap_or_else(|| format!("; there are {}", all.join(", ")));
        format!("“{}” is nothing that a list can say of a tender{near}", visible(&field))
    })?;
    Ok((found, column.trim().to_owned()))
}

pub(crate) fn run(arguments: &Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    // No list is ever put under a passphrase.
    if Whole::is_one(&arguments.file) || is_sealed(&arguments.file) {
        let Arguments { file, dry_run, json, unsealing, .. } = arguments;
        return import_whole::run(file, unsealing, (*dry_run, *json), settings, out);
    }
    let library = settings.library();
    write::left_out(&library);
    let preferred = settings.preferences.text(Setting::DefaultPolicy).map(str::to_owned);
    let defaults = Defaults {
        policy: arguments.policy.clone().or(preferred),
        contract_type: arguments.contract_type,
        start: arguments.start,
        tenders_only: arguments.tenders_only,
    };
    let progress = Progress::of("Importing");
    let watch = &progress.watch;
    // A dry run, or a list that is refused, makes no register.
    let mut register = if settings.place()?.exists() { Some(settings.register()?) } else { None };
    let (sheet, columns) = read(arguments, register.as_ref(), watch)?;
    let forgot = match &mut register {
        Some(register) if arguments.forget_map && !arguments.dry_run => {
            register.forget_columns(columns.fingerprint(), &settings.context())?
        }
        _ => false,
    };
    let today = settings.clock.today();
    let plan = Plan::of(register.as_ref(), &library, &sheet, &columns, &defaults, (today, watch))?;
    drop(register);
    let counts = plan.counts();
    let refused = counts.refused > 0 && !arguments.skip_refused;
    let writes = !arguments.dry_run && !refused && counts.new > 0;
    let made = if writes {
        let mut register = settings.make_register()?;
        plan.run(&mut register, arguments.skip_refused, (&settings.context(), watch))?
    } else {
        Vec::new()
    };
    drop(progress);
    let told = Told {
        sheet: &sheet,
        columns: &columns,
        defaults: &defaults,
        plan: &plan,
        made: &made,
        forgot,
    };
    if arguments.json {
        write::json(out, &told.object(arguments.dry_run))?;
    } else {
        told.write(out, arguments, counts)?;
    }
    if !refused {
        return Ok(());
    }
    let rows = match counts.refused {
        1 => "One row is".to_owned(),
        count => format!("{count} rows are"),
    };
    let nothing =
        if arguments.dry_run { "nothing would be imported" } else { "nothing was imported" };
    Err(Failure::Other {
        message: format!("{rows} refused, so {nothing}."),
        hint: Some("Mend them in the list, or leave them out with --skip-refused.".to_owned()),
    })
}

/// The list, with its columns as far as nobody has said otherwise.
fn read(
    arguments: &Arguments,
    register: Option<&Register>,
    watch: &Watch,
) -> Result<(Sheet, Columns)> {
    // What was wrong with a name that was given is wrong usage.
    let failure = |fault| match fault {
        Fault::NotFound { message, hint } => Failure::Usage { message, hint },
        fault => fault.into(),
    };
    let known = register.filter(|_| !arguments.forget_map);
    let memory =
        |header: &str| known.map_or(Ok(None), |register| register.remembered_columns(header));
    let columns = |sheet: &Sheet| Columns::remembering(sheet, &arguments.map, &memory);
    let fits = |sheet: &Sheet| columns(sheet).is_ok();
    let choice = Choice { named: arguments.sheet.as_deref(), fits: &fits };
    let sheet = Sheet::read_chosen(&arguments.file, &choice, watch).map_err(failure)?;
    let columns = columns(&sheet).map_err(failure)?;
    Ok((sheet, columns))
}

/// What is told of an import, to people and to programs.
struct Told<'a> {
    sheet: &'a Sheet,
    columns: &'a Columns,
    defaults: &'a Defaults,
    plan: &'a Plan,
    /// The references of what was made, in the order of the rows.
    made: &'a [Reference],
    /// Whether columns that were set before were forgotten.
    forgot: bool,
}

#[derive(Serialize)]
struct Object<'a> {
    file: &'a str,
    encoding: &'a str,
    separator: Option<&'a str>,
    sheet: Option<&'a str>,
    sheets: &'a [String],
    header_row: usize,
    columns: serde_json::Map<String, serde_json::Value>,
    unused: Vec<String>,
    notes: &'a [String],
    dry_run: bool,
    rows: Vec<RowObject<'a>>,
    counts: Counts,
    imported: usize,
}

/// The contract of a row.
#[derive(Serialize)]
struct ContractObject<'a> {
    supplier: &'a str,
    company_number: Option<&'a str>,
    new_supplier: bool,
    starts: Date,
    ends: Date,
    value: Option<Money>,
}

#[derive(Serialize)]
struct RowObject<'a> {
    row: usize,
    outcome: &'static str,
    about: &'a str,
    reference: Option<&'a Reference>,
    title: Option<&'a str>,
    policy: Option<&'a str>,
    facts: Option<&'a Facts>,
    contract: Option<ContractObject<'a>>,
    doubts: &'a [String],
    reasons: &'a [String],
}

impl Told<'_> {
    fn object(&self, dry_run: bool) -> Object<'_> {
        let columns = Columns::fields().map(|field| {
            let name = self.columns.column(field).and_then(|at| self.columns.names.get(at));
            (field.to_string(), serde_json::json!(name))
        });
        let mut made = self.made.iter();
        Object {
            file: &self.plan.file,
            encoding: &self.sheet.encoding,
            separator: self.sheet.separator,
            sheet: self.sheet.tab.as_deref(),
            sheets: &self.sheet.tabs,
            header_row: self.header_row(),
            columns: columns.collect(),
            unused: self.columns.unused(),
            notes: &self.plan.notes,
            dry_run,
            rows: self.plan.rows.iter().map(|row| row_object(row, &mut made)).collect(),
            counts: self.plan.counts(),
            imported: self.made.len(),
        }
    }

    fn header_row(&self) -> usize {
        self.sheet.lines.get(self.columns.header).map_or(0, |line| line.number)
    }

    fn write(&self, out: &mut impl Write, arguments: &Arguments, counts: Counts) -> Result {
        let Self { sheet, columns, .. } = self;
        let row = self.header_row();
        writeln!(out, "{}: {}; row {row} names the columns.", sheet.name, sheet.how())?;
        writeln!(out, "\nColumns")?;
        for field in Columns::fields() {
            let what = match columns.name(field) {
                Some(name) => name,
                None => match self.without_column(field) {
                    Some(instead) => instead,
                    None => continue,
                },
            };
            writeln!(out, "  {:<13} {}", field.words(), visible(&what))?;
        }
        let unused = columns.unused();
        if !unused.is_empty() {
            writeln!(out, "  {:<13} {}", "not read", unused.join("; "))?;
        }
        for note in &self.plan.notes {
            writeln!(out, "  {}", visible(note))?;
        }
        if self.forgot {
            writeln!(out, "  How the columns were set before is forgotten.")?;
        }
        if columns.to_remember().is_some() && !self.made.is_empty() {
            writeln!(out, "  The columns are kept as you set them, for the next such list.")?;
        }
        writeln!(out, "\nRows")?;
        let mut made = self.made.iter();
        let digits = self.plan.rows.last().map_or(1, |row| row.number.to_string().len());
        for row in &self.plan.rows {
            write_row(out, row, digits, &mut made)?;
        }
        if self.plan.rows.is_empty() {
            writeln!(out, "  There are none below the names of the columns.")?;
        }
        let of_blank = match sheet.blank {
            0 => String::new(),
            1 => " One row is blank.".to_owned(),
            count => format!(" {count} rows are blank."),
        };
        writeln!(out, "\n{}{of_blank}", counts.words())?;
        let said = match (self.made.len(), counts.new) {
            (1, _) => "Imported one tender.".to_owned(),
            (made, _) if made > 0 => {
                format!("Imported {}.", tenders(made))
            }
            (_, 0) => "There is nothing new to import.".to_owned(),
            _ if arguments.dry_run && counts.refused > 0 && !arguments.skip_refused => {
                "This was a dry run: nothing was changed.".to_owned()
            }
            _ if arguments.dry_run => {
                "This was a dry run: nothing was changed. Without --dry-run it is imported."
                    .to_owned()
            }
            _ => return Ok(()),
        };
        writeln!(out, "{said}")?;
        Ok(())
    }

    /// What is taken where no column says a thing, as far as that is worth a line.
    fn without_column(&self, field: Field) -> Option<String> {
        let instead = match field {
            Field::Reference => "the next free number of the year".to_owned(),
            Field::Policy => self.defaults.policy.clone()?,
            Field::Type if self.columns.column(Field::Cpv).is_some() => return None,
            Field::Type => self.defaults.contract_type?.to_string(),
            Field::Vat => Facts::standard_vat().to_string(),
            Field::Start => self.defaults.start.map_or("today".to_owned(), Date::british),
            Field::Advertised | Field::KeyProvider => "not known yet".to_owned(),
            Field::Title
            | Field::Value
            | Field::Cpv
            | Field::Category
            | Field::Supplier
            | Field::CompanyNumber
            | Field::ContractStart
            | Field::ContractEnd
            | Field::ContractValue
            | Field::Sme
            | Field::Vcse => return None,
        };
        Some(format!("no column; {instead}"))
    }
}

fn row_object<'a>(row: &'a Row, made: &mut impl Iterator<Item = &'a Reference>) -> RowObject<'a> {
    let mut object = RowObject {
        row: row.number,
        outcome: "new",
        about: &row.about,
        reference: None,
        title: None,
        policy: None,
        facts: None,
        contract: None,
        doubts: &[],
        reasons: &[],
    };
    match &row.outcome {
        Outcome::New(tender) => {
            object.reference = made.next().or(tender.new.reference.as_ref());
            object.title = Some(&tender.new.title);
            object.policy = Some(&tender.new.policy);
            object.facts = Some(&tender.new.facts);
            object.contract = tender.award.as_ref().map(|award| ContractObject {
                supplier: &award.supplier,
                company_number: award.company_number.as_deref(),
                new_supplier: award.is_with_new(),
                starts: award.starts(),
                ends: award.ends(),
                value: award.value(),
            });
            object.doubts = &tender.doubts;
        }
        Outcome::There { where_ } => {
            object.outcome = "there";
            object.reasons = std::slice::from_ref(where_);
        }
        Outcome::Refused { why } => {
            object.outcome = "refused";
            object.reasons = why;
        }
        Outcome::PassedOver { what } => {
            object.outcome = "passed_over";
            object.reasons = std::slice::from_ref(what);
        }
    }
    object
}

fn write_row<'a>(
    out: &mut impl Write,
    row: &Row,
    digits: usize,
    made: &mut impl Iterator<Item = &'a Reference>,
) -> Result {
    let about = || format!("“{}”", visible(&row.about));
    write!(out, "  {:>digits$}  ", row.number)?;
    match &row.outcome {
        Outcome::New(tender) => {
            let reference = made.next().or(tender.new.reference.as_ref());
            let reference = reference.map_or("next number".to_owned(), ToString::to_string);
            let facts = &tender.new.facts;
            writeln!(
                out,
                "new: {reference}, {}, {}, {}, {}, from {}",
                about(),
                tender.new.policy,
                facts.contract_type,
                facts.value.short(),
                facts.start.british()
            )?;
            if let Some(award) = &tender.award {
                writeln!(out, "  {:digits$}    {}", "", visible(&award.words(facts.value)))?;
            }
            for doubt in &tender.doubts {
                writeln!(out, "  {:digits$}    doubtful: {}", "", visible(doubt))?;
            }
        }
        Outcome::There { where_ } => writeln!(out, "there already: {}", visible(where_))?,
        Outcome::Refused { why } => {
            writeln!(out, "refused: {}: {}", about(), visible(&why.join("; ")))?;
        }
        Outcome::PassedOver { what } => writeln!(out, "passed over: {}", visible(what))?,
    }
    Ok(())
}
