//! Reads one entry of a pack to its end, so that all its faults are told at once.
//!
//! Deserialising stops at the first fault. What is at fault is therefore taken
//! out, a key that is missing gets a stand-in, and the entry is read again.

use std::borrow::Cow;
use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use crate::policy::parse::Faults;

/// The most faults that are told of one entry; each costs another reading of it.
const MOST: usize = 50;
/// The place of a stand-in, which no text has.
const NOWHERE: Range<usize> = usize::MAX - 1..usize::MAX;
/// Values of which one suits each type of a key.
const STAND_INS: [&str; 10] = [
    "\"?\"",
    "[]",
    "{}",
    "false",
    "1",
    "\"1\"",
    "\"a.01.a\"",
    "\"2026-01-01\"",
    "1.0",
    "\"1 days\"",
];

/// An entry that was read.
pub(crate) struct Entry<T> {
    pub(crate) value: T,
    /// Whether nothing had to be taken out or put in.
    pub(crate) whole: bool,
}

/// Reads one entry and tells all its faults; `None` when even then nothing could be made of it.
pub(crate) fn entry<T: DeserializeOwned>(
    value: &Spanned<DeValue<'_>>,
    part: &str,
    faults: &mut Faults<'_>,
) -> Option<Entry<T>> {
    let mut value = value.clone();
    let place = value.span();
    let mut gone: Vec<Gone> = Vec::new();
    for told in 0..MOST {
        let error = match deserialise::<T>(&value) {
            Ok(value) => return Some(Entry { value, whole: told == 0 }),
            Err(error) => error,
        };
        let span = error.span().unwrap_or_else(|| place.clone());
        let spot = Spot::find(part, &value, &span);
        if let Some(name) = quoted(error.message(), "missing field") {
            let is_gone = |gone: &Gone| gone.table == span && gone.key == name;
            if !gone.iter().any(is_gone) {
                faults.add_toml_in(&spot, &error, &span);
            }
            stand_in::<T>(&mut value, &span, name)?;
        } else {
            if span == NOWHERE {
                return None;
            }
            faults.add_toml_in(&spot, &error, &span);
            if !cut(&mut value, &span, &mut gone) {
                return None;
            }
        }
    }
    let message = format!("this [{part}] has more faults than the {MOST} that are told at once.");
    faults.add(place, message, None);
    None
}

fn deserialise<T: DeserializeOwned>(value: &Spanned<DeValue<'_>>) -> Result<T, toml::de::Error> {
    T::deserialize(ValueDeserializer::from(value.clone()))
}

/// A key that was taken out, so that it is not told as missing too.
struct Gone {
    /// The place of the table that it stood in.
    table: Range<usize>,
    key: String,
}

/// Takes out what lies at `span`, a whole key or one value of a list; false when nothing does.
fn cut(value: &mut Spanned<DeValue<'_>>, span: &Range<usize>, gone: &mut Vec<Gone>) -> bool {
    let table = value.span();
    match value.get_mut() {
        DeValue::Table(inside) => {
            let mut hit = None;
            for (key, field) in inside.iter_mut() {
                // A table under a heading spans its heading only, so the search goes into every value.
                if !within(span, &key.span()) && cut(field, span, gone) {
                    return true;
                }
                if within(span, &key.span()) || within(span, &field.span()) {
                    hit = Some(key.get_ref().to_string());
                    break;
                }
            }
            let Some(key) = hit else { return false };
            inside.remove(key.as_str());
            gone.push(Gone { table, key });
            true
        }
        DeValue::Array(inside) => {
            let mut hit = None;
            for (at, field) in inside.iter_mut().enumerate() {
                if cut(field, span, gone) {
                    return true;
                }
                if within(span, &field.span()) {
                    hit = Some(at);
                    break;
                }
            }
            let Some(hit) = hit else { return false };
            let left = inside.clone().into_iter().enumerate();
            *inside = left.filter(|(at, _)| *at != hit).map(|(_, field)| field).collect();
            true
        }
        _ => false,
    }
}

/// Puts a value that reads well under a key that is missing from the table at `place`.
fn stand_in<T: DeserializeOwned>(
    value: &mut Spanned<DeValue<'_>>,
    place: &Range<usize>,
    key: &str,
) -> Option<()> {
    let mut candidates: Vec<DeValue<'static>> = STAND_INS
        .iter()
        .filter_map(|text| DeValue::parse(text).ok().map(Spanned::into_inner))
        .collect();
    // From the front, and with room at the back for a word that the type itself names.
    let mut at = 0;
    while let Some(candidate) = candidates.get(at).cloned() {
        let table = table_at(value, place)?;
        let name = Spanned::new(NOWHERE, Cow::Owned(key.to_owned()));
        table.remove(key);
        table.insert(name, Spanned::new(NOWHERE, candidate));
        match deserialise::<T>(value) {
            Err(error) if error.span() == Some(NOWHERE) => {
                let named = quoted(error.message(), "unknown variant")
                    .and_then(|_| error.message().split('`').nth(3));
                if at == 0
                    && let Some(word) = named
                {
                    candidates.push(DeValue::String(Cow::Owned(word.to_owned())));
                }
            }
            Err(error)
                if error.span().as_ref() == Some(place)
                    && quoted(error.message(), "missing field") == Some(key) =>
            {
                return None;
            }
            _ => return Some(()),
        }
        at += 1;
    }
    None
}

/// The table that stands at a place, the outermost one where several do.
fn table_at<'v, 'a>(
    value: &'v mut Spanned<DeValue<'a>>,
    place: &Range<usize>,
) -> Option<&'v mut DeTable<'a>> {
    let here = value.span() == *place;
    match value.get_mut() {
        DeValue::Table(table) => {
            if here {
                return Some(table);
            }
            table.iter_mut().find_map(|(_, inside)| table_at(inside, place))
        }
        DeValue::Array(array) => array.iter_mut().find_map(|inside| table_at(inside, place)),
        _ => None,
    }
}

/// Where in a part a fault lies, as its author would say it.
pub(crate) struct Spot {
    /// The part with the tables inside it, such as `objective.outcome`.
    pub(crate) table: String,
    /// The key whose value is at fault, where it is a value.
    pub(crate) key: Option<String>,
}

impl Spot {
    fn find(part: &str, value: &Spanned<DeValue<'_>>, span: &Range<usize>) -> Self {
        let whole = || Self { table: part.to_owned(), key: None };
        Self::search(part, value, span).unwrap_or_else(whole)
    }

    fn search(path: &str, value: &Spanned<DeValue<'_>>, span: &Range<usize>) -> Option<Self> {
        match value.get_ref() {
            DeValue::Table(table) => table.iter().find_map(|(key, field)| {
                if within(span, &key.span()) {
                    return Some(Self { table: path.to_owned(), key: None });
                }
                let name = key.get_ref();
                Self::search(&format!("{path}.{name}"), field, span).or_else(|| {
                    let key = Some(name.to_string());
                    within(span, &field.span()).then(|| Self { table: path.to_owned(), key })
                })
            }),
            DeValue::Array(array) => array.iter().find_map(|entry| {
                Self::search(path, entry, span).or_else(|| {
                    let is_table = entry.get_ref().as_table().is_some();
                    (is_table && within(span, &entry.span()))
                        .then(|| Self { table: path.to_owned(), key: None })
                })
            }),
            _ => None,
        }
    }
}

pub(crate) fn within(inner: &Range<usize>, outer: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// The first word in backticks after `lead`, as serde words its messages.
pub(crate) fn quoted<'a>(message: &'a str, lead: &str) -> Option<&'a str> {
    message.strip_prefix(lead)?.split('`').nth(1)
}
