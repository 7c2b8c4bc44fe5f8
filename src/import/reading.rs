//! Reading the rows of a list, each held against the register and the rows before it.

use std::collections::HashMap;

use crate::domain::supplier::Supplier;
use crate::domain::{ContractType, Date, Facts, Money, Percent, Reference, Subject, text};
use crate::import::cell::{self, Order, Read};
use crate::import::columns::{Columns, Field};
use crate::import::contract::either;
use crate::import::names::{plain, short};
use crate::import::plan::{Defaults, Outcome, Row, Tender};
use crate::import::print::prints;
use crate::import::sheet::{Line, Sheet};
use crate::import::supplier::Directory;
use crate::import::{kind, subject, value};
use crate::register::{Library, NewProcurement, Register, Result, Step, Unit, Watch};

/// Whether some day of the list has the month first, so that others may have, too.
fn months_first(sheet: &Sheet, columns: &Columns) -> bool {
    let days = [Field::Start, Field::ContractStart, Field::ContractEnd];
    let days: Vec<usize> = days.into_iter().filter_map(|field| columns.column(field)).collect();
    let mut below = sheet.lines.iter().skip(columns.header + 1);
    below.any(|line| {
        let mut read = days.iter().filter_map(|column| cell::day(line.cell(*column)));
        read.any(|(_, order)| order == Order::MonthFirst)
    })
}

/// What has to be known while rows are read.
pub(super) struct Reading<'a> {
    register: Option<&'a Register>,
    library: &'a Library,
    pub(super) columns: &'a Columns,
    pub(super) defaults: &'a Defaults,
    /// The name of the file.
    pub(super) file: &'a str,
    today: Date,
    pub(super) months_first: bool,
    /// The suppliers so far.
    pub(super) directory: Directory,
    /// What the cells with policies said so far: they repeat.
    policies: HashMap<String, std::result::Result<Read<String>, String>>,
    /// Rows so far by reference, by fingerprint, and by title.
    references: HashMap<String, usize>,
    fingerprints: HashMap<String, usize>,
    titles: HashMap<String, usize>,
}

impl<'a> Reading<'a> {
    /// Everything that is known before the first row.
    pub(super) fn of(
        register: Option<&'a Register>,
        library: &'a Library,
        sheet: &'a Sheet,
        columns: &'a Columns,
        (defaults, today): (&'a Defaults, Date),
    ) -> Result<Self> {
        let suppliers = match register {
            Some(register) if columns.has_contracts() && !defaults.tenders_only => {
                register.suppliers()?
            }
            _ => std::collections::BTreeMap::new(),
        };
        Ok(Self {
            register,
            library,
            columns,
            defaults,
            file: &sheet.name,
            today,
            months_first: months_first(sheet, columns),
            directory: Directory::of(&suppliers),
            policies: HashMap::new(),
            references: HashMap::new(),
            fingerprints: HashMap::new(),
            titles: HashMap::new(),
        })
    }

    /// What holds of the list as a whole.
    pub(super) fn notes(&self, sheet: &Sheet) -> Vec<String> {
        let mut notes = sheet.notes.clone();
        let column = |field| self.columns.column(field).is_some();
        if let Some((officer, day)) = self.columns.remembered() {
            notes.push(format!(
                "The columns are as {} set them on {} for a list with these names; --map or the list of columns changes them.",
                text::visible(officer),
                day.british()
            ));
        }
        notes.extend(self.of_contracts());
        if column(Field::Start) && self.columns.starts_with_contract() {
            notes.push(format!(
                "{} is taken as the day on which the procurement commences, which picks the statutory thresholds; a contract starts later than its procurement.",
                self.columns.name(Field::Start).unwrap_or_default()
            ));
        }
        if self.columns.includes_vat(Field::Value) {
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

    /// What is said of contracts for the list as a whole.
    fn of_contracts(&self) -> Option<String> {
        let name = |field| self.columns.name(field);
        let supplier = name(Field::Supplier)?;
        if self.defaults.tenders_only {
            return Some("Contracts and suppliers are left out, as you said.".to_owned());
        }
        let missing = match (self.columns.contract_start(), name(Field::ContractEnd)) {
            (None, _) => "first",
            (_, None) => "last",
            _ if name(Field::Sme).is_some() => {
                return Some(
                    "Whether a new supplier is a small or medium-sized enterprise is noted there; its size counts by the number of people, which is not in the list."
                        .to_owned(),
                );
            }
            _ => return None,
        };
        Some(format!(
            "No contracts are recorded for {supplier}: no column is known as a contract's {missing} day."
        ))
    }

    /// Reads every row; gives the suppliers that are new with them, too.
    pub(super) fn rows(
        mut self,
        sheet: &Sheet,
        watch: &Watch,
    ) -> Result<(Vec<Row>, Vec<Supplier>)> {
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
        Ok((rows, self.directory.new))
    }

    /// What a row is about: its title, or its first filled cell.
    fn about(&self, line: &Line) -> String {
        let title = self.columns.column(Field::Title).map_or("", |column| line.cell(column));
        let first = || line.cells.iter().find(|cell| !cell.is_empty()).map_or("", String::as_str);
        short(if title.is_empty() { first() } else { title })
    }

    pub(super) fn cell<'l>(&self, line: &'l Line, field: Field) -> Option<&'l str> {
        self.columns.column(field).map(|column| line.cell(column))
    }

    fn row(&mut self, line: &Line) -> Result<Outcome> {
        let (fingerprint, earlier_print) = prints(self.columns, line);
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
        for print in [&fingerprint, &earlier_print] {
            if let Some(register) = self.register
                && let Some((reference, title)) = register.imported(print)?
            {
                return Ok(Outcome::There { where_: there(&reference, &title) });
            }
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
        let value = value::value(value, self.columns.includes_vat(Field::Value), vat);
        let value: Option<Money> = take(value, &mut doubts, &mut why);
        self.merged(line, &mut doubts, &mut why);
        let start = self.start(line, &mut doubts);
        let advertised = self.yes_or_no(line, Field::Advertised, &mut doubts);
        let key_provider = self.yes_or_no(line, Field::KeyProvider, &mut doubts);
        let subject = self.subject(line, &mut doubts);
        if line.odd {
            doubts.push("characters that do not show were left out".to_owned());
        }
        let terms = self.terms(line, (value, vat), (&mut doubts, &mut why));
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
        let award = terms.and_then(|terms| self.award(line, terms, &mut doubts));
        Ok(Outcome::New(Box::new(Tender { new, award, doubts, fingerprint })))
    }

    /// Says what stands in a cell that is merged with one in another row: it is said of both.
    fn merged(&self, line: &Line, doubts: &mut Vec<String>, why: &mut Vec<String>) {
        let read = Columns::fields().filter_map(|field| Some((field, self.columns.column(field)?)));
        for (field, column) in read.filter(|(_, column)| line.merged.contains(column)) {
            match field {
                Field::Value | Field::ContractValue => why.push(format!(
                    "the {} stands in one cell for several rows; write one into each",
                    field.words()
                )),
                _ => doubts.push(format!(
                    "the {} “{}” stands in one cell for several rows",
                    field.words(),
                    short(line.cell(column))
                )),
            }
        }
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
            doubts.push(either(given, read.value));
        }
        read.value
    }

    pub(super) fn yes_or_no(
        &self,
        line: &Line,
        field: Field,
        doubts: &mut Vec<String>,
    ) -> Option<bool> {
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

/// Says a doubt once: two things may stand in one cell.
pub(super) fn note(doubts: &mut Vec<String>, doubt: String) {
    if !doubts.contains(&doubt) {
        doubts.push(doubt);
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
