//! The dry run: what every row of a list would become, and why not.

use std::collections::HashMap;

use crate::domain::{ContractType, Date, Facts, Money, Percent, Reference, Subject, text};
use crate::import::cell::{self, Order, Read};
use crate::import::columns::{Columns, Field, plain, short};
use crate::import::sheet::{Line, Sheet};
use crate::import::{kind, subject, value};
use crate::register::{
    Context, Fault, Imported, Library, NewProcurement, Origin, Register, Result, Step, Unit, Watch,
    fingerprint,
};

/// What holds for rows that do not say it themselves.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Defaults {
    /// The id of the policy.
    pub policy: Option<String>,
    /// What is bought.
    pub contract_type: Option<ContractType>,
    /// The day on which the procurements commence; today when absent.
    pub start: Option<Date>,
}

/// A tender as a row says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tender {
    /// What would be started.
    pub new: NewProcurement,
    /// What is doubtful, and how it was read; sentences without a full stop.
    pub doubts: Vec<String>,
    /// The SHA-256 of the row as it stands in the file.
    fingerprint: String,
}

/// What becomes of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// A tender is made of it.
    New(Box<Tender>),
    /// It is in the register already, or earlier in the list.
    There {
        /// Where, and under which title.
        where_: String,
    },
    /// It cannot be taken.
    Refused {
        /// Why: sentences without a full stop.
        why: Vec<String>,
    },
    /// It is no tender: a heading, a total, a note.
    PassedOver {
        /// What it is instead.
        what: String,
    },
}

/// One row with what becomes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its number, as a spreadsheet counts.
    pub number: usize,
    /// What it is about, in short.
    pub about: String,
    /// What becomes of it.
    pub outcome: Outcome,
}

/// How many rows become what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Counts {
    /// Tenders that are made.
    pub new: usize,
    /// Those among them of which something is doubtful.
    pub doubtful: usize,
    /// Rows that are there already.
    pub there: usize,
    /// Rows that are refused.
    pub refused: usize,
    /// Rows that are no tenders; blank ones are not among them.
    pub passed_over: usize,
}

impl Counts {
    /// The counts as one sentence.
    pub fn words(self) -> String {
        let plural = |count: usize, one: &str, many: &str| {
            if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
        };
        let doubtful = match self.doubtful {
            0 => String::new(),
            count if count == self.new => " (each with doubts)".to_owned(),
            count => format!(" ({count} with doubts)"),
        };
        format!(
            "{}{doubtful}, {} there already, {} refused, {} passed over.",
            plural(self.new, "new tender", "new tenders"),
            self.there,
            self.refused,
            self.passed_over
        )
    }
}

/// What a list would become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The name of the file.
    pub file: String,
    /// What holds of the list as a whole: sentences.
    pub notes: Vec<String>,
    /// Its rows below the names of the columns, blank ones left out.
    pub rows: Vec<Row>,
}

impl Plan {
    /// Reads every row of a list and holds it against the register, where there is one yet.
    ///
    /// # Errors
    /// When the default policy is not known, the register cannot be read, or it is to stop.
    pub fn of(
        register: Option<&Register>,
        library: &Library,
        sheet: &Sheet,
        columns: &Columns,
        defaults: &Defaults,
        (today, watch): (Date, &Watch),
    ) -> Result<Self> {
        if let Some(policy) = &defaults.policy {
            library.policy(policy)?;
        }
        let reading = Reading {
            register,
            library,
            columns,
            defaults,
            today,
            months_first: months_first(sheet, columns),
            policies: HashMap::new(),
            references: HashMap::new(),
            fingerprints: HashMap::new(),
            titles: HashMap::new(),
        };
        let notes = reading.notes(sheet);
        Ok(Self { file: sheet.name.clone(), notes, rows: reading.rows(sheet, watch)? })
    }

    /// How many rows become what.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for row in &self.rows {
            match &row.outcome {
                Outcome::New(tender) => {
                    counts.new += 1;
                    counts.doubtful += usize::from(!tender.doubts.is_empty());
                }
                Outcome::There { .. } => counts.there += 1,
                Outcome::Refused { .. } => counts.refused += 1,
                Outcome::PassedOver { .. } => counts.passed_over += 1,
            }
        }
        counts
    }

    /// The tenders that would be made.
    pub fn tenders(&self) -> impl Iterator<Item = (&Row, &Tender)> {
        self.rows.iter().filter_map(|row| match &row.outcome {
            Outcome::New(tender) => Some((row, tender.as_ref())),
            _ => None,
        })
    }

    /// Starts the tenders in one transaction, each with its journal entry: all or none.
    ///
    /// # Errors
    /// When rows are refused and are not to be skipped, something else has come into the
    /// register meanwhile, or it is to stop; then nothing was written.
    pub fn run(
        &self,
        register: &mut Register,
        skip_refused: bool,
        (context, watch): (&Context, &Watch),
    ) -> Result<Vec<Reference>> {
        let refused = self.counts().refused;
        if refused > 0 && !skip_refused {
            let rows =
                if refused == 1 { "One row is".to_owned() } else { format!("{refused} rows are") };
            return Err(Fault::Invalid {
                message: format!("{rows} refused, so nothing was imported."),
                hint: Some(
                    "Mend them in the list, or import the others with --skip-refused.".to_owned(),
                ),
            });
        }
        let list: Vec<Imported> = self
            .tenders()
            .map(|(row, tender)| Imported {
                new: tender.new.clone(),
                origin: Origin {
                    file: self.file.clone(),
                    row: row.number,
                    fingerprint: tender.fingerprint.clone(),
                    doubts: tender.doubts.clone(),
                },
            })
            .collect();
        if list.is_empty() { Ok(Vec::new()) } else { register.import(&list, context, watch) }
    }
}

/// Whether some day of the list has the month first, so that others may have, too.
fn months_first(sheet: &Sheet, columns: &Columns) -> bool {
    let Some(column) = columns.column(Field::Start) else { return false };
    let below = sheet.lines.iter().skip(columns.header + 1);
    below
        .filter_map(|line| cell::day(line.cell(column)))
        .any(|(_, order)| order == Order::MonthFirst)
}

/// What has to be known while rows are read.
struct Reading<'a> {
    register: Option<&'a Register>,
    library: &'a Library,
    columns: &'a Columns,
    defaults: &'a Defaults,
    today: Date,
    months_first: bool,
    /// What the cells with policies said so far: they repeat.
    policies: HashMap<String, std::result::Result<Read<String>, String>>,
    /// Rows so far by reference, by fingerprint, and by title.
    references: HashMap<String, usize>,
    fingerprints: HashMap<String, usize>,
    titles: HashMap<String, usize>,
}

impl Reading<'_> {
    /// What holds of the list as a whole.
    fn notes(&self, sheet: &Sheet) -> Vec<String> {
        let mut notes = sheet.notes.clone();
        let column = |field| self.columns.column(field).is_some();
        if column(Field::Start) && self.columns.starts_with_contract() {
            notes.push(format!(
                "{} is taken as the day on which the procurement commences, which picks the statutory thresholds; a contract starts later than its procurement.",
                self.columns.name(Field::Start).unwrap_or_default()
            ));
        }
        if self.columns.value_includes_vat() {
            notes.push(format!(
                "{} includes VAT by its name; VAT is taken off, because policies count without it.",
                self.columns.name(Field::Value).unwrap_or_default()
            ));
        }
        if !column(Field::Title) {
            notes
                .push("No column is known as the title; say which with --map title=COLUMN.".into());
        }
        if !column(Field::Value) {
            notes
                .push("No column is known as the value; say which with --map value=COLUMN.".into());
        }
        if !column(Field::Policy) && self.defaults.policy.is_none() {
            notes.push("No column is known as the policy; say which policy with --policy.".into());
        }
        let typed = column(Field::Type) || column(Field::Cpv);
        if !typed && self.defaults.contract_type.is_none() {
            notes.push("No column is known as the type; say what is bought with --type.".into());
        }
        notes
    }

    fn rows(mut self, sheet: &Sheet, watch: &Watch) -> Result<Vec<Row>> {
        let header = sheet.lines.get(self.columns.header).map(|line| line.cells.clone());
        let header = header.unwrap_or_default();
        let mut rows = Vec::new();
        let of = sheet.lines.len() as u64;
        for (at, line) in sheet.lines.iter().enumerate().skip(self.columns.header + 1) {
            let done = at as u64;
            watch.step(Step { doing: "looking at the rows", done, of, unit: Unit::Rows })?;
            let outcome = match passed_over(line, &header, self.columns) {
                Some(what) => Outcome::PassedOver { what },
                None => self.row(line)?,
            };
            rows.push(Row { number: line.number, about: self.about(line), outcome });
        }
        Ok(rows)
    }

    /// What a row is about: its title, or its first filled cell.
    fn about(&self, line: &Line) -> String {
        let title = self.columns.column(Field::Title).map_or("", |column| line.cell(column));
        let first = || line.cells.iter().find(|cell| !cell.is_empty()).map_or("", String::as_str);
        short(if title.is_empty() { first() } else { title })
    }

    fn cell<'l>(&self, line: &'l Line, field: Field) -> Option<&'l str> {
        self.columns.column(field).map(|column| line.cell(column))
    }

    fn row(&mut self, line: &Line) -> Result<Outcome> {
        let fingerprint = self.fingerprint(line);
        if let Some(row) = self.fingerprints.get(&fingerprint) {
            return Ok(Outcome::There { where_: format!("the same as row {row}, cell by cell") });
        }
        self.fingerprints.insert(fingerprint.clone(), line.number);
        let mut why = Vec::new();
        let mut doubts = Vec::new();
        let reference = self.reference(line, &mut doubts, &mut why);
        // Counted before anything else, so that a second import refuses the same rows.
        let earlier = reference.as_ref().and_then(|reference| {
            let row = self.references.entry(reference.as_str().to_ascii_lowercase());
            Some(*row.or_insert(line.number)).filter(|row| *row != line.number)
        });
        if let Some(register) = self.register
            && let Some((reference, title)) = register.imported(&fingerprint)?
        {
            return Ok(Outcome::There { where_: there(&reference, &title) });
        }
        match (&reference, earlier, self.register) {
            (Some(reference), Some(row), _) => {
                why.push(format!("row {row} has the reference {reference}, too"));
            }
            (Some(reference), None, Some(register)) => {
                if let Some(title) = register.title_of(reference)? {
                    let called = self.cell(line, Field::Title).unwrap_or("");
                    let differs = title.to_lowercase() != called.to_lowercase();
                    let here = if differs {
                        format!("; the list calls it “{}”", short(called))
                    } else {
                        String::new()
                    };
                    let where_ = there(reference.as_str(), &title) + &here;
                    return Ok(Outcome::There { where_ });
                }
            }
            _ => {}
        }
        let title =
            take(cell::title(self.cell(line, Field::Title).unwrap_or("")), &mut doubts, &mut why);
        let policy = take(self.policy(line), &mut doubts, &mut why);
        let contract_type = take(self.contract_type(line), &mut doubts, &mut why);
        let vat = self.vat(line, &mut doubts);
        let value = self.cell(line, Field::Value).unwrap_or("");
        let value = value::value(value, self.columns.value_includes_vat(), vat);
        let value: Option<Money> = take(value, &mut doubts, &mut why);
        let start = self.start(line, &mut doubts);
        let advertised = self.yes_or_no(line, Field::Advertised, &mut doubts);
        let key_provider = self.yes_or_no(line, Field::KeyProvider, &mut doubts);
        let subject = self.subject(line, &mut doubts);
        if line.odd {
            doubts.push("characters that do not show were left out".to_owned());
        }
        let (Some(title), Some(policy), Some(contract_type), Some(value), true) =
            (title, policy, contract_type, value, why.is_empty())
        else {
            return Ok(Outcome::Refused { why });
        };
        self.seen_before(&title, line.number, reference.is_none(), &mut doubts)?;
        let facts = Facts {
            vat,
            advertised,
            key_provider,
            subject,
            ..Facts::new(contract_type, value, start)
        };
        let new = NewProcurement { reference, title, policy, facts };
        Ok(Outcome::New(Box::new(Tender { new, doubts, fingerprint })))
    }

    /// The hash of the row as it stands: its cells with the names of their columns, whatever
    /// their order, and the name of no file, because copies are renamed.
    fn fingerprint(&self, line: &Line) -> String {
        let names = &self.columns.names;
        let mut cells: Vec<String> = line
            .cells
            .iter()
            .enumerate()
            .filter(|(_, cell)| !cell.is_empty())
            .map(|(at, cell)| {
                let name = names.get(at).map(|name| plain(name)).unwrap_or_default();
                format!("{name}\t{cell}\n")
            })
            .collect();
        cells.sort_unstable();
        fingerprint(&cells.concat())
    }

    fn reference(
        &self,
        line: &Line,
        doubts: &mut Vec<String>,
        why: &mut Vec<String>,
    ) -> Option<Reference> {
        let given = self.cell(line, Field::Reference)?;
        take(cell::reference(given), doubts, why).flatten()
    }

    fn policy(&mut self, line: &Line) -> std::result::Result<Read<String>, String> {
        let given = self.cell(line, Field::Policy).unwrap_or("");
        let default = self.defaults.policy.as_ref();
        if cell::is_missing(given) {
            let doubt = self.columns.column(Field::Policy).is_some();
            return match default {
                Some(id) if doubt => {
                    Ok(Read::doubtful(id.clone(), format!("no policy is named; {id} is taken")))
                }
                Some(id) => Ok(Read::sure(id.clone())),
                None => Err("no policy is named".to_owned()),
            };
        }
        let library = self.library;
        let known = self
            .policies
            .entry(given.to_owned())
            .or_insert_with(|| kind::policy(given, library))
            .clone();
        match (known, default) {
            (Err(why), Some(id)) => Ok(Read::doubtful(id.clone(), format!("{why}; {id} is taken"))),
            (known, _) => known,
        }
    }

    fn contract_type(&self, line: &Line) -> std::result::Result<Read<ContractType>, String> {
        let given = self.cell(line, Field::Type).unwrap_or("");
        let said = if cell::is_missing(given) {
            Err("it is not said whether it is goods, services or works".to_owned())
        } else {
            kind::contract_type(given)
        };
        let why = match said {
            Ok(kind) => return Ok(Read::sure(kind)),
            Err(why) => why,
        };
        if let Some(read) = self.cell(line, Field::Cpv).and_then(kind::by_cpv) {
            return Ok(read);
        }
        let asked = [Field::Type, Field::Cpv].iter().any(|f| self.columns.column(*f).is_some());
        match self.defaults.contract_type {
            Some(kind) if asked => Ok(Read::doubtful(kind, format!("{why}; {kind} is taken"))),
            Some(kind) => Ok(Read::sure(kind)),
            None => Err(why),
        }
    }

    fn vat(&self, line: &Line, doubts: &mut Vec<String>) -> Percent {
        let given = self.cell(line, Field::Vat).unwrap_or("");
        if cell::is_missing(given) {
            return Facts::standard_vat();
        }
        if let Some(read) = cell::vat(given) {
            doubts.extend(read.doubts);
            return read.value;
        }
        let usual = Facts::standard_vat();
        doubts.push(format!("“{}” is no rate of VAT; {usual} is taken", short(given)));
        usual
    }

    fn start(&self, line: &Line, doubts: &mut Vec<String>) -> Date {
        let usual = self.defaults.start.unwrap_or(self.today);
        let Some(given) = self.cell(line, Field::Start) else { return usual };
        if cell::is_missing(given) {
            doubts.push(format!("no start is given; {} is taken", usual.british()));
            return usual;
        }
        let Some((read, order)) = cell::day(given) else {
            doubts.push(format!("“{}” is no date; {} is taken", short(given), usual.british()));
            return usual;
        };
        doubts.extend(read.doubts);
        if order == Order::Either && self.months_first {
            doubts.push(format!(
                "“{}” is read as {}, but other rows have the month first",
                short(given),
                read.value.british()
            ));
        }
        read.value
    }

    fn yes_or_no(&self, line: &Line, field: Field, doubts: &mut Vec<String>) -> Option<bool> {
        let given = self.cell(line, field)?;
        if cell::is_missing(given) {
            return None;
        }
        let said = cell::yes_or_no(given);
        if said.is_none() {
            let what = field.words();
            doubts.push(format!("{what}: “{}” is neither yes nor no; left open", short(given)));
        }
        said
    }

    fn subject(&self, line: &Line, doubts: &mut Vec<String>) -> Subject {
        let category = subject::category(self.cell(line, Field::Category).unwrap_or(""));
        let codes = subject::codes(self.cell(line, Field::Cpv).unwrap_or(""));
        doubts.extend(category.doubts);
        doubts.extend(codes.doubts);
        Subject { category: category.value, cpv: codes.value }
    }

    /// Says where the title stands already: another tender may be the same one.
    fn seen_before(
        &mut self,
        title: &str,
        number: usize,
        unnamed: bool,
        doubts: &mut Vec<String>,
    ) -> Result<()> {
        let key = title.to_lowercase();
        if let Some(row) = self.titles.get(&key) {
            if unnamed {
                doubts.push(format!("row {row} has the same title"));
            }
        } else {
            self.titles.insert(key, number);
        }
        if let Some(register) = self.register
            && let Some(reference) = register.titled(title)?
        {
            doubts.push(format!("{reference} in the register has the same title"));
        }
        Ok(())
    }
}

/// The value of what was read, with its doubts or reasons told.
fn take<T>(
    read: std::result::Result<Read<T>, String>,
    doubts: &mut Vec<String>,
    why: &mut Vec<String>,
) -> Option<T> {
    match read {
        Ok(read) => {
            doubts.extend(read.doubts);
            Some(read.value)
        }
        Err(reason) => {
            why.push(reason);
            None
        }
    }
}

fn there(reference: &str, title: &str) -> String {
    format!("{reference}, “{}”", text::visible(title))
}

/// What a row is that is no tender.
fn passed_over(line: &Line, header: &[String], columns: &Columns) -> Option<String> {
    if line.cells == header {
        return Some("the names of the columns again".to_owned());
    }
    let cell = |field| columns.column(field).map_or("", |column| line.cell(column));
    let said = |cell: &str| {
        let cell = plain(cell);
        ["total", "totals", "grand total", "sub total", "subtotal", "sum"].contains(&cell.as_str())
    };
    let first = line.cells.iter().find(|cell| !cell.is_empty())?;
    if said(first) || said(cell(Field::Title)) {
        return Some("a total".to_owned());
    }
    let more = header.iter().filter(|name| !name.is_empty()).count() > 2;
    (line.filled() == 1 && more && cell(Field::Value).is_empty())
        .then(|| format!("a heading or a note, only one cell is filled: “{}”", short(first)))
}
