//! Picking what is meant out of what there is, by what people see of it.
//!
//! A number, a whole name, the beginning of one as long as only one begins so, or a uid. What is
//! not found is told with the nearest name and with all that there are.

use crate::cli::failure::{Failure, Result};
use crate::domain::text::{holds, nearest, visible};
use crate::register::Fault;

/// Something that can be meant, with its number and name.
pub(crate) struct Known<T> {
    pub(crate) it: T,
    pub(crate) uid: String,
    pub(crate) number: Option<String>,
    pub(crate) name: String,
}

impl<T> Known<T> {
    pub(crate) fn words(&self) -> String {
        match &self.number {
            Some(number) if self.name.is_empty() => number.clone(),
            Some(number) => format!("{number} {}", visible(&self.name)),
            None => visible(&self.name),
        }
    }
}

/// What kind of thing is looked for, and what to say where there are none.
#[derive(Clone, Copy)]
pub(crate) struct Kind {
    pub(crate) one: &'static str,
    pub(crate) many: &'static str,
    pub(crate) none: &'static str,
}

/// So many characters of a uid are enough to mean it, where only one begins so.
const UID_BEGINS: usize = 8;

/// The most that are listed of what there is.
const LISTED: usize = 12;

/// The one thing that is meant.
pub(crate) fn pick<T>(kind: Kind, given: &str, mut all: Vec<Known<T>>) -> Result<T> {
    let wanted = given.trim().to_lowercase();
    if wanted.is_empty() {
        return Err(not_found(kind, given, &all));
    }
    let whole = |known: &Known<T>| {
        known.uid.eq_ignore_ascii_case(&wanted)
            || known.number.as_deref() == Some(wanted.as_str())
            || known.name.to_lowercase() == wanted
            || known.words().to_lowercase() == wanted
    };
    let begins = |known: &Known<T>| {
        known.name.to_lowercase().starts_with(&wanted)
            || (wanted.len() >= UID_BEGINS && known.uid.starts_with(&wanted))
            || known.words().to_lowercase().starts_with(&format!("{wanted} "))
    };
    let exact: Vec<usize> = (0..all.len()).filter(|at| whole(&all[*at])).collect();
    let found = match exact.as_slice() {
        [] => (0..all.len()).filter(|at| begins(&all[*at])).collect(),
        _ => exact,
    };
    match found.as_slice() {
        [only] => Ok(all.swap_remove(*only).it),
        [] => Err(not_found(kind, given, &all)),
        several => {
            let names: Vec<String> =
                several.iter().map(|at| format!("“{}”", all[*at].words())).collect();
            Err(Failure::Fault(Fault::NotFound {
                message: format!(
                    "“{}” could be several {}: {}.",
                    visible(given),
                    kind.many,
                    names.join(", ")
                ),
                hint: Some("Write more of the name, its number, or its uid.".to_owned()),
            }))
        }
    }
}

fn not_found<T>(kind: Kind, given: &str, all: &[Known<T>]) -> Failure {
    let wanted = given.trim().to_lowercase();
    let words = wanted.split_whitespace().count();
    let lower = |known: &Known<T>| known.name.to_lowercase();
    // A beginning that is mistyped is near to a beginning.
    let begin = |name: &str| name.split_whitespace().take(words).collect::<Vec<_>>().join(" ");
    let names: Vec<(String, String)> =
        all.iter().map(|known| (lower(known), begin(&lower(known)))).collect();
    let near = nearest(&wanted, names.iter().flat_map(|(name, begin)| [name.as_str(), begin]));
    let near =
        near.and_then(|near| names.iter().position(|(name, begin)| name == near || begin == near));
    let holding = || names.iter().position(|(name, _)| holds(name, &wanted));
    let near = near.or_else(|| holding().filter(|_| !wanted.is_empty()));
    let near = near.map(|at| format!("Did you mean “{}”? ", visible(&all[at].name)));
    let listed: Vec<String> = all.iter().take(LISTED).map(Known::words).collect();
    let more = match all.len().saturating_sub(LISTED) {
        0 => String::new(),
        count => format!("; and {count} more"),
    };
    let hint = match all {
        [] => kind.none.to_owned(),
        _ => format!("{}There is: {}{more}.", near.unwrap_or_default(), listed.join("; ")),
    };
    Failure::Fault(Fault::NotFound {
        message: format!("There is no {} “{}”.", kind.one, visible(given)),
        hint: Some(hint),
    })
}
