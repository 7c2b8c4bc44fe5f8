//! From the text of a pack to a [`Pack`], or to every fault in it with its place.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::domain::text;
use crate::policy::after::{
    ContractReview, Kpi, LocalArea, SizeClass, SlaveryRisk, SupplierStatus, Target,
};
use crate::policy::entry::{Entry, Spot, entry, quoted, within};
use crate::policy::law::{
    ChangeLimit, ContractKpis, Deadline, SlaveryStatement, SmeTest, Threshold,
};
use crate::policy::pack::{
    Clause, Expectation, Header, Item, Objective, OptOut, Pack, ScopeRule, SignOff, Silence,
    Tension, Theme, WeightingRule,
};
use crate::policy::validate::validate;

/// The most faults that are told of a pack; nobody reads more, and each has to be placed.
const MOST: usize = 500;
/// The most that a pack can hold, in bytes.
const LARGEST: usize = 1024 * 1024;

/// The parts of a pack, in the order of `policies/README.md`.
pub(crate) const PARTS: [&str; 25] = [
    "policy",
    "clause",
    "scope",
    "weighting",
    "tension",
    "sign_off",
    "opt_out",
    "target",
    "kpi",
    "size_class",
    "local",
    "theme",
    "objective",
    "expectation",
    "supplier_status",
    "contract_review",
    "slavery_risk",
    "silent",
    "item",
    "threshold",
    "deadline",
    "sme",
    "contract_kpis",
    "slavery_statement",
    "change_limit",
];

/// One fault in a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackError {
    /// The name of the file, as it was given.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// How many characters of the line are at fault, at least one.
    pub length: usize,
    /// The bytes of the text that are at fault.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What helps, where that is known.
    pub help: Option<String>,
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, column, message, .. } = self;
        write!(f, "Policy {} line {line}, column {column}: {message}", text::visible(file))?;
        if let Some(help) = &self.help {
            write!(f, " {help}")?;
        }
        Ok(())
    }
}

/// Every fault of a pack, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackErrors(pub Vec<PackError>);

impl fmt::Display for PackErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, error) in self.0.iter().enumerate() {
            if at > 0 {
                writeln!(f)?;
            }
            write!(f, "{error}")?;
        }
        Ok(())
    }
}

impl std::error::Error for PackErrors {}

/// Reads a pack from its text; `file` is only named in faults.
///
/// # Errors
/// Every fault that was found, each with its place.
pub fn parse(file: &str, source: &str) -> Result<Pack, PackErrors> {
    parse_with(file, source, validate)
}

/// Reads the pinned text of a pack, which was sound when a procurement was started under it:
/// what a later edition of Tenderbook asks of new packs must not lock a running procurement.
///
/// # Errors
/// Every fault that keeps the text from being read at all.
pub fn parse_pinned(file: &str, source: &str) -> Result<Pack, PackErrors> {
    parse_with(file, source, |_, _, _| {})
}

fn parse_with(
    file: &str,
    source: &str,
    check: impl Fn(&Pack, &Spanned<DeTable<'_>>, &mut Faults<'_>),
) -> Result<Pack, PackErrors> {
    let mut faults = Faults::new(file, source);
    if source.len() > LARGEST {
        faults.add(
            0..0,
            format!("the pack is {} bytes long; at most {LARGEST} can be read.", source.len()),
            None,
        );
        return Err(faults.into_errors());
    }
    let (document, errors) = DeTable::parse_recoverable(source);
    for error in errors {
        faults.add_toml(&error);
    }
    if faults.any() {
        return Err(faults.into_errors());
    }
    let pack = read(&document, &mut faults);
    if let Some(pack) = &pack {
        check(pack, &document, &mut faults);
    }
    match pack {
        Some(pack) if !faults.any() => Ok(pack),
        _ => Err(faults.into_errors()),
    }
}

fn read(document: &Spanned<DeTable<'_>>, faults: &mut Faults<'_>) -> Option<Pack> {
    let table = document.get_ref();
    for key in table.keys() {
        if !PARTS.contains(&key.get_ref().as_ref()) {
            let name = text::visible(key.get_ref());
            let help = text::nearest(key.get_ref(), PARTS)
                .map_or_else(|| format!("The parts are {}.", PARTS.join(", ")), did_you_mean);
            faults.add(key.span(), format!("“{name}” is not a part of a pack."), Some(help));
            // Whatever it was meant to be is missing from the pack.
            faults.lost = true;
        }
    }
    let header: Option<Header> = one(table, "policy", faults);
    if !table.contains_key("policy") {
        faults.add(0..0, "the part [policy] is missing.".to_owned(), None);
    }
    let pack = Pack {
        clauses: many::<Clause>(table, "clause", faults),
        scope: many::<ScopeRule>(table, "scope", faults),
        weighting: many::<WeightingRule>(table, "weighting", faults),
        tensions: many::<Tension>(table, "tension", faults),
        sign_off: many::<SignOff>(table, "sign_off", faults),
        opt_out: one::<OptOut>(table, "opt_out", faults),
        targets: many::<Target>(table, "target", faults),
        kpis: many::<Kpi>(table, "kpi", faults),
        size_classes: many::<SizeClass>(table, "size_class", faults),
        local: many::<LocalArea>(table, "local", faults),
        themes: many::<Theme>(table, "theme", faults),
        objectives: many::<Objective>(table, "objective", faults),
        expectations: many::<Expectation>(table, "expectation", faults),
        supplier_status: one::<SupplierStatus>(table, "supplier_status", faults),
        contract_review: one::<ContractReview>(table, "contract_review", faults),
        slavery_risks: many::<SlaveryRisk>(table, "slavery_risk", faults),
        silences: many::<Silence>(table, "silent", faults),
        items: many::<Item>(table, "item", faults),
        thresholds: many::<Threshold>(table, "threshold", faults),
        deadlines: many::<Deadline>(table, "deadline", faults),
        sme: one::<SmeTest>(table, "sme", faults),
        contract_kpis: one::<ContractKpis>(table, "contract_kpis", faults),
        slavery_statement: one::<SlaveryStatement>(table, "slavery_statement", faults),
        change_limits: many::<ChangeLimit>(table, "change_limit", faults),
        policy: header?,
    };
    // With whole parts missing, every reference to them would only add noise.
    (!faults.lost).then_some(pack)
}

fn one<T: DeserializeOwned>(
    table: &DeTable<'_>,
    part: &'static str,
    faults: &mut Faults<'_>,
) -> Option<T> {
    let value = table.get(part)?;
    if value.get_ref().as_table().is_none() {
        let message = format!("“{part}” stands only once; write it under [{part}].");
        faults.add(value.span(), message, None);
        faults.lost = true;
        return None;
    }
    kept(entry(value, part, faults), part, 0, faults)
}

fn many<T: DeserializeOwned>(
    table: &DeTable<'_>,
    part: &'static str,
    faults: &mut Faults<'_>,
) -> Vec<T> {
    let Some(value) = table.get(part) else {
        return Vec::new();
    };
    // An entry could also be read from a bare list of its values, which no author would mean.
    let is_table = |entry: &Spanned<DeValue<'_>>| entry.get_ref().as_table().is_some();
    let entries = value.get_ref().as_array().filter(|entries| entries.iter().all(is_table));
    let Some(entries) = entries else {
        let message = format!("“{part}” is a list; write each entry under [[{part}]].");
        faults.add(value.span(), message, None);
        faults.lost = true;
        return Vec::new();
    };
    let read = |(at, value)| kept(entry(value, part, faults), part, at, faults);
    entries.iter().enumerate().filter_map(read).collect()
}

/// Notes what became of an entry, so that validation knows what it can rely on.
fn kept<T>(
    entry: Option<Entry<T>>,
    part: &'static str,
    at: usize,
    faults: &mut Faults<'_>,
) -> Option<T> {
    match &entry {
        Some(entry) if entry.whole => {}
        Some(_) => drop(faults.torn.insert((part, at))),
        None => faults.lost = true,
    }
    entry.map(|entry| entry.value)
}

/// A value of the wrong type: what is wrong, and what helps, in the words of the file.
fn wrong_type(message: &str) -> Option<(String, Option<&'static str>)> {
    if let Some(number) = quoted(message, "invalid value: integer") {
        let range = match message.rsplit(' ').next() {
            Some("u8") => " to 255",
            _ => " on",
        };
        let number = text::visible(number);
        return Some((
            format!("{number} is out of range; it is a whole number from 0{range}"),
            None,
        ));
    }
    let (given, wanted) = message.strip_prefix("invalid type: ")?.split_once(", expected ")?;
    let is_number = given.starts_with("integer") || given.starts_with("floating");
    let is_text = given.starts_with("string");
    let shown = match (given, given.split('`').nth(1)) {
        ("map", _) => "a table".to_owned(),
        ("sequence", _) => "a list".to_owned(),
        (_, Some(value)) => value.to_owned(),
        _ => given.strip_prefix("string ").unwrap_or(given).to_owned(),
    };
    let (belongs, help) = match wanted {
        "a string" if is_number => ("a text", Some("Write it in quotes, so that it stays exact.")),
        "a string" => ("a text", None),
        "a boolean" => ("true or false", is_text.then_some("Write it without quotes.")),
        "a sequence" => ("a list", Some("Write it in [ ], even when it is only one.")),
        "u8" | "u32" | "i64" => ("a whole number", is_text.then_some("Write it without quotes.")),
        other if other.starts_with("struct ") => ("a table", None),
        other => (other, None),
    };
    let shown = text::visible(&shown);
    Some((format!("{shown} stands where {belongs} belongs"), help))
}

fn did_you_mean(word: &str) -> String {
    format!("Did you mean “{word}”?")
}

/// Faults as they are found, with places worked out from byte offsets.
pub(crate) struct Faults<'a> {
    file: &'a str,
    source: &'a str,
    found: Vec<PackError>,
    /// Entries of which something had to be taken out or put in: part, and place in its list.
    pub(crate) torn: BTreeSet<(&'static str, usize)>,
    /// Whether whole entries or parts are missing from what was read.
    lost: bool,
}

impl<'a> Faults<'a> {
    fn new(file: &'a str, source: &'a str) -> Self {
        Self { file, source, found: Vec::new(), torn: BTreeSet::new(), lost: false }
    }

    const fn any(&self) -> bool {
        !self.found.is_empty()
    }

    /// Whether a fault was already found inside of a place.
    pub(crate) fn any_in(&self, place: &Range<usize>) -> bool {
        self.found.iter().any(|fault| within(&fault.span, place))
    }

    pub(crate) fn add(
        &mut self,
        span: Range<usize>,
        message: impl Into<String>,
        help: Option<String>,
    ) {
        if self.found.len() > MOST {
            return;
        }
        let (span, message, help) = if self.found.len() == MOST {
            let end = self.source.len();
            (end..end, format!("there are more faults than the {MOST} that are told."), None)
        } else {
            (span, message.into(), help)
        };
        let start = (0..=span.start.min(self.source.len()))
            .rev()
            .find(|at| self.source.is_char_boundary(*at))
            .unwrap_or(0);
        let before = &self.source[..start];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = self.source[start..].lines().next().unwrap_or_default();
        let wanted = span.end.saturating_sub(start);
        let length = line.char_indices().take_while(|(at, _)| *at < wanted).count().max(1);
        self.found.push(PackError {
            file: self.file.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            length,
            span,
            // What a pack says is often part of what is said about it.
            message: text::visible(&message),
            help: help.map(|help| text::visible(&help)),
        });
    }

    fn add_toml(&mut self, error: &toml::de::Error) {
        let span = error.span().unwrap_or(0..0);
        self.add(span, format!("{}.", sentence(error.message())), None);
    }

    pub(crate) fn add_toml_in(
        &mut self,
        spot: &Spot,
        error: &toml::de::Error,
        span: &Range<usize>,
    ) {
        let message = error.message();
        let table = text::visible(&spot.table);
        let key = spot.key.as_deref().map(text::visible);
        let known: Vec<&str> = message
            .split_once("expected")
            .map(|(_, list)| list.split('`').skip(1).step_by(2).collect())
            .unwrap_or_default();
        if let Some(name) = quoted(message, "unknown field") {
            let help = text::nearest(name, known.iter().copied())
                .map_or_else(|| format!("The keys are {}.", known.join(", ")), did_you_mean);
            let name = text::visible(name);
            self.add(span.clone(), format!("[{table}] has no key “{name}”."), Some(help));
        } else if let Some(name) = quoted(message, "unknown variant") {
            let help = text::nearest(name, known.iter().copied())
                .map_or_else(|| format!("It is one of {}.", known.join(", ")), did_you_mean);
            let name = text::visible(name);
            let what = key.map_or_else(String::new, |key| format!("{key} "));
            let message = format!("in [{table}], {what}cannot be “{name}”.");
            self.add(span.clone(), message, Some(help));
        } else if let Some(name) = quoted(message, "missing field") {
            self.add(span.clone(), format!("[{table}] lacks its key “{name}”."), None);
        } else {
            let of = key.map_or_else(String::new, |key| format!("{key}: "));
            let (what, help) = wrong_type(message).unwrap_or_else(|| (sentence(message), None));
            self.add(span.clone(), format!("in [{table}], {of}{what}."), help.map(str::to_owned));
        }
    }

    fn into_errors(mut self) -> PackErrors {
        self.found.sort_by_key(|error| error.span.start);
        PackErrors(self.found)
    }
}

/// One line without a full stop at its end, control characters made visible.
fn sentence(message: &str) -> String {
    text::visible(message.trim().trim_end_matches('.')).replace("\\n", "; ")
}
