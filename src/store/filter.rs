//! Which procurements a filter leaves in the list.
//!
//! A window onto 100,000 procurements is to be there within a few milliseconds of a key. So
//! what is rare is looked up and sorted, and what is common is met soon enough by walking
//! through the list in its order; and what is common is counted only when somebody moves
//! through it, not at each key of the filter.

use rusqlite::params_from_iter;

use crate::store::{Database, Filter, Result, StoreError};

/// Up to so many procurements are sorted; of more, the list is walked through instead.
const FEW: usize = 2_000;
/// The fewest characters that the index can answer.
const SHORTEST: usize = 3;
/// More than there can be.
const EVERY: usize = u32::MAX as usize;
const DOING: &str = "filtering the list of procurements";
/// The most words that are looked at.
const WORDS: usize = 16;

/// From so many on, a window onto what was found is looked for along the list before all of it is
/// sorted, and so many lines for each of them: a line of an index costs a small part of a row that
/// has to be read from somewhere in the file to be sorted.
const SOME: usize = 200;
const LINES: usize = 8;

/// How far the list is walked through line by line before everything is looked up.
const NEAR: usize = 3_000;

/// A window onto the procurements that a filter leaves.
pub(super) struct Window {
    /// Their rows, in the order of the list.
    pub(super) rows: Vec<i64>,
    /// How many the filter leaves, as far as they were counted.
    pub(super) matching: usize,
    /// Whether it leaves more.
    pub(super) more: bool,
}

/// How a filter is looked up: a query for the rows, in the order of their numbers, with its
/// parameters; and the condition on one line.
struct Lookup {
    source: String,
    parameters: Vec<String>,
    patterns: Vec<String>,
}

/// The condition of one pattern for each word on the lines of the list.
fn condition(patterns: &[String]) -> String {
    let each: Vec<String> =
        (1..=patterns.len()).map(|at| format!("listed.words GLOB ?{at}")).collect();
    each.join(" AND ")
}

/// The words as they are looked for: in small letters, like the lines of the list.
pub(super) fn words(filter: &Filter) -> Vec<String> {
    let words = filter.words.split(|c: char| c.is_whitespace() || c == '\0');
    words.filter(|word| !word.is_empty()).take(WORDS).map(str::to_ascii_lowercase).collect()
}

/// The pattern that finds a word anywhere.
fn pattern(word: &str) -> String {
    let mut pattern = String::from("*");
    for c in word.chars() {
        match c {
            '*' | '?' | '[' => pattern.extend(['[', c, ']']),
            c => pattern.push(c),
        }
    }
    pattern.push('*');
    pattern
}

/// The way to look a filter up; `None` when there is nothing to filter by.
fn lookup(filter: &Filter) -> Option<Lookup> {
    let words = words(filter);
    if words.is_empty() {
        return None;
    }
    let patterns: Vec<String> = words.iter().map(|word| pattern(word)).collect();
    // The index knows other capitals than ASCII's, the lines do not; one of them decides.
    let indexed = |word: &String| word.is_ascii() && word.len() >= SHORTEST;
    if words.iter().all(indexed) {
        let phrases: Vec<String> =
            words.iter().map(|word| format!("\"{}\"", word.replace('"', "\"\""))).collect();
        let source = "SELECT rowid FROM listed_search WHERE listed_search MATCH ?1 ORDER BY rowid";
        return Some(Lookup {
            source: source.to_owned(),
            parameters: vec![phrases.join(" ")],
            patterns,
        });
    }
    let condition = condition(&patterns);
    let source = format!("SELECT procurement FROM listed WHERE {condition} ORDER BY procurement");
    Some(Lookup { source, parameters: patterns.clone(), patterns })
}

/// How many lines a window has and how many are before it, as parameters: so that the statement is
/// the same wherever the window is.
pub(super) fn window(most: usize, first: usize) -> [i64; 2] {
    [most, first].map(|number| i64::try_from(number).unwrap_or(i64::MAX))
}

/// The list in its order, which an index holds.
pub(super) fn in_order(order: &str) -> String {
    format!("SELECT procurement.id FROM procurement ORDER BY {order}")
}

impl Database {
    /// A window onto the procurements that a filter leaves, in an order; `None` when there is
    /// nothing to filter by.
    pub(super) fn filtered(
        &self,
        filter: &Filter,
        order: &str,
        first: usize,
        most: usize,
    ) -> Result<Option<Window>> {
        let Some(lookup) = lookup(filter) else { return Ok(None) };
        let few = self.look_up(&lookup, FEW + 1).map_err(StoreError::when(DOING))?;
        let window = if few.len() > FEW {
            self.walked(&lookup, order, first, most)
        } else if few.len() > SOME {
            self.met(&few, order, first, most).and_then(|met| match met {
                Some(rows) => Ok(Window { rows, matching: few.len(), more: false }),
                None => self.sorted(&few, order, first, most),
            })
        } else {
            self.sorted(&few, order, first, most)
        };
        window.map(Some).map_err(StoreError::when(DOING))
    }

    fn look_up(&self, lookup: &Lookup, most: usize) -> rusqlite::Result<Vec<i64>> {
        let mut statement =
            self.connection.prepare_cached(&format!("{} LIMIT {most}", lookup.source))?;
        statement.query_map(params_from_iter(&lookup.parameters), |row| row.get(0))?.collect()
    }

    fn sorted(
        &self,
        found: &[i64],
        order: &str,
        first: usize,
        most: usize,
    ) -> rusqlite::Result<Window> {
        // The order of the tables in `FROM` is the order in which they are read.
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT procurement.id FROM json_each(?1) AS found
             CROSS JOIN procurement ON procurement.id = found.value
             ORDER BY {order} LIMIT ?2 OFFSET ?3"
        ))?;
        let list = serde_json::Value::from(found).to_string();
        let [most, first] = window(most, first);
        let rows = statement.query_map((list, most, first), |row| row.get(0))?;
        Ok(Window {
            rows: rows.collect::<rusqlite::Result<_>>()?,
            matching: found.len(),
            more: false,
        })
    }

    /// The window onto what was found that is met by going through the list in its order, where
    /// it is met soon.
    fn met(
        &self,
        found: &[i64],
        order: &str,
        first: usize,
        most: usize,
    ) -> rusqlite::Result<Option<Vec<i64>>> {
        if first.saturating_add(most) >= found.len() {
            return Ok(None);
        }
        let mut list = self.connection.prepare_cached(&in_order(order))?;
        let lines = list.query_map([], |row| row.get(0))?;
        let (mut passed, mut rows) = (0, Vec::new());
        for line in lines.take(found.len().saturating_mul(LINES)) {
            let id: i64 = line?;
            if found.binary_search(&id).is_err() {
                continue;
            }
            if passed < first {
                passed += 1;
                continue;
            }
            rows.push(id);
            if rows.len() >= most {
                return Ok(Some(rows));
            }
        }
        Ok(None)
    }

    /// Goes through the list in its order. At the top what is common is soon met; further on,
    /// or where it is not met, everything that the filter leaves is looked up, and so counted.
    fn walked(
        &self,
        lookup: &Lookup,
        order: &str,
        first: usize,
        most: usize,
    ) -> rusqlite::Result<Window> {
        let mut list = self.connection.prepare_cached(&in_order(order))?;
        let mut line = self.connection.prepare_cached(&format!(
            "SELECT 1 FROM listed WHERE {} AND procurement = ?{}",
            condition(&lookup.patterns),
            lookup.patterns.len() + 1
        ))?;
        let mut all = None;
        if first > 0 || most > NEAR {
            all = Some(self.look_up(lookup, EVERY)?);
        }
        let mut rows = Vec::new();
        let mut passed = 0;
        let mut listed = list.query([])?;
        let mut at = 0;
        while let Some(row) = listed.next()? {
            let id: i64 = row.get(0)?;
            if at == NEAR && all.is_none() {
                all = Some(self.look_up(lookup, EVERY)?);
            }
            at += 1;
            let is_left = if let Some(all) = &all {
                all.binary_search(&id).is_ok()
            } else {
                let number = id.to_string();
                line.exists(params_from_iter(lookup.patterns.iter().chain([&number])))?
            };
            if is_left && passed < first {
                passed += 1;
            } else if is_left {
                rows.push(id);
                if rows.len() == most {
                    break;
                }
            }
        }
        Ok(Window { rows, matching: all.as_ref().map_or(FEW, Vec::len), more: all.is_none() })
    }
}
