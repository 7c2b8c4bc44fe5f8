//! Finding what was written, by its words; and whether the index still agrees with it.
//!
//! The schema keeps a copy of every text with the place where it stands (`written`), and the
//! words in it (`written_search`); triggers keep both. Here they are only read, and made anew
//! when somebody has written past the triggers.

use std::ops::Range;

use rusqlite::{ErrorCode, Row, ToSql};
use strum::{Display, EnumIter, EnumString, IntoStaticStr};
use uuid::Uuid;

use crate::domain::{ItemId, Reference, StageNo};
use crate::store::whole::quoted;
use crate::store::{Change, Database, Result, StoreError, convert, found};

/// Up to so many hits are ranked; of more, the newest come first.
const RANKED: usize = 2_000;
/// Up to so many hits are counted.
const COUNTED: usize = 10_000;
/// The most words and phrases that are looked for.
const WORDS: usize = 16;
/// The most characters that are looked at.
const LONGEST: usize = 500;
/// How much of the file is held in memory, in KiB: as ever, and while many rows come.
const USUAL: u32 = 8_192;
const MUCH: u32 = 131_072;
/// What stands around a match on its way out of the index: characters that no text has.
const MARKS: [char; 2] = ['\u{fdd0}', '\u{fdd1}'];

/// What a text is, and with it where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Display, EnumIter, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Writing {
    /// Reference and title of a procurement.
    Tender,
    /// Why a procurement was paused, cancelled, closed or resumed.
    State,
    /// The note on a stage, or why it was skipped.
    Stage,
    /// Why an item was ruled out.
    Reason,
    /// The note on an item.
    Note,
    /// An item of the officer's own.
    OwnItem,
    /// A note, an address or the path of a file, attached to an item.
    Evidence,
    /// Why an outcome is sought.
    Outcome,
    /// Why a weight was set, and who agreed.
    Weight,
    /// Why a procurement was opted out of social value, and who agreed.
    OptOut,
    /// What was explored before that.
    Explored,
    /// The area that the answers on needs are about.
    Area,
    /// Why the statute was left out.
    Statute,
    /// Whom the procurement waits for.
    Waiting,
    /// The title of a section of the award criteria.
    Section,
    /// The title of a question of the award criteria, and what it asks.
    Question,
    /// The supplier of a bid, and the note on it.
    Bid,
    /// Why a bid takes no further part.
    BidOut,
    /// What a bid answers to a question: a note, an address or the path of a file.
    Answer,
    /// A question to a bidder, and what came back.
    Clarification,
    /// The reasons for an agreed score.
    Agreed,
    /// The comment on an agreed score.
    AgreedComment,
    /// What was said and decided about a price that looks abnormally low.
    LowPrice,
    /// Why a bid was awarded the contract, and who decided.
    Award,
    /// A measure of the officer's own.
    OwnMeasure,
    /// The category of a procurement, and its codes.
    Subject,
    /// What is said of a contract: title, manager, partners, how it ended, the note on it.
    Contract,
    /// What a change of a contract is about, who agreed to it, and what allows it.
    Variation,
    /// A document of a contract: its title, and a note, an address or the path of a file.
    Paper,
    /// A key performance indicator and its target.
    Kpi,
    /// What was measured against an indicator, and why it was rated so.
    Assessment,
    /// Something that a supplier has to deliver.
    Commitment,
    /// What was delivered of it, and what shows it.
    Delivery,
    /// Agenda, minutes and value of a review of a contract.
    Review,
    /// What somebody has to do by a day, and what came of it.
    Action,
    /// A risk of a contract, and what is done about it.
    Risk,
    /// An assessment of the risk of modern slavery.
    SlaveryRisk,
    /// A step of due diligence, and what was found.
    Diligence,
    /// A concern that was raised, to whom it was reported, and what came of it.
    Concern,
    /// A note on delivery, storage or receipt.
    Logistics,
    /// How a contract is handed over at its end.
    ExitPlan,
    /// What is said of the final account of a contract.
    FinalAccount,
    /// A lesson, with its tags.
    Lesson,
    /// What is made of a lesson of another tender.
    LessonRead,
    /// Name, numbers and note of a supplier of the directory.
    Supplier,
    /// Somebody to talk to at a supplier.
    Contact,
    /// What is said of a look at the debarment list.
    Debarment,
    /// What a supplier said of its intended status, and why that was decided.
    Status,
}

/// A text in which the words were found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The procurement; none for what stands in the directory of suppliers.
    pub reference: Option<Reference>,
    /// What the procurement is about; in the directory the name of the supplier.
    pub title: String,
    /// The rows of its pinned policy and statute.
    pub packs: Option<(i64, i64)>,
    /// What the text is.
    pub writing: Writing,
    /// The stage whose note it is.
    pub stage: Option<StageNo>,
    /// The item that it belongs to.
    pub item: Option<ItemId>,
    /// What that item says, where an officer added it.
    pub own_text: Option<String>,
    /// The outcome that it belongs to.
    pub outcome: Option<String>,
    /// For evidence, whether it is a note, a link or a file.
    pub evidence: Option<String>,
    /// The name of the supplier whose bid or contract it belongs to, or whom it is about.
    pub supplier: Option<String>,
    /// That supplier in the directory, where it is of a contract or stands there.
    pub directory: Option<Uuid>,
    /// The contract that it belongs to.
    pub contract: Option<Uuid>,
    /// The record of a contract or supplier that it stands in, a lesson among them.
    pub record: Option<Uuid>,
    /// The title of the question of the award criteria that it belongs to.
    pub question: Option<String>,
    /// The text.
    pub text: String,
    /// Where the matches stand in it, in bytes.
    pub marks: Vec<Range<usize>>,
}

/// A window onto what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hits<T = Hit> {
    /// The hits in the window.
    pub rows: Vec<T>,
    /// The place of the first of them, from 0.
    pub first: usize,
    /// How many there are, as far as they were counted.
    pub matching: usize,
    /// Whether there are more than were counted.
    pub more: bool,
    /// Whether the best come first; else the newest do.
    pub ranked: bool,
}

impl<T> Default for Hits<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), first: 0, matching: 0, more: false, ranked: true }
    }
}

/// What was typed, as a question to the index: every word and every phrase in quotation marks
/// must be there, the last word with any ending. `None` when there is no word in it.
///
/// Every part stands in quotation marks, within which nothing has a meaning of its own.
fn question(typed: &str) -> Option<String> {
    let typed: String = typed.chars().filter(|c| *c != '\0').take(LONGEST).collect();
    let mut parts: Vec<String> = Vec::new();
    let mut open = false;
    let mut push = |part: &str, ends: bool| {
        if part.chars().any(char::is_alphanumeric) {
            parts.push(format!("\"{part}\"{}", if ends { "" } else { "*" }));
        }
    };
    let mut pieces = typed.split('"').peekable();
    while let Some(piece) = pieces.next() {
        let last = pieces.peek().is_none();
        if open {
            push(piece, !last);
        } else {
            let mut words = piece.split_whitespace().peekable();
            while let Some(word) = words.next() {
                let goes_on = last && words.peek().is_none() && piece.ends_with(word);
                push(word, !goes_on);
            }
        }
        open = !open;
    }
    parts.truncate(WORDS);
    (!parts.is_empty()).then(|| parts.join(" "))
}

impl Database {
    /// A window onto the texts in which every word of `typed` stands.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn search(&self, typed: &str, first: usize, most: usize) -> Result<Hits> {
        let doing = "searching the register";
        let Some(question) = question(typed) else { return Ok(Hits::default()) };
        let found: i64 = self
            .connection
            .prepare_cached(
                "SELECT count(*) FROM (SELECT 1 FROM written_search
                                       WHERE written_search MATCH ?1 LIMIT ?2)",
            )
            .and_then(|mut statement| {
                statement.query_row((&question, whole(COUNTED + 1)), |row| row.get(0))
            })
            .map_err(StoreError::when(doing))?;
        let found = usize::try_from(found).unwrap_or(0);
        let matching = found.min(COUNTED);
        let ranked = found <= RANKED;
        let window = (whole(most.min(matching.saturating_sub(first))), whole(first));
        let hits = if ranked {
            self.ranked(&question, window)
        } else {
            let rest = "ORDER BY written_search.rowid DESC LIMIT ?4 OFFSET ?5";
            self.marked(&question, rest, window, None)
        };
        let hits = hits.map_err(StoreError::when(doing))?;
        let hits = hits.into_iter().map(|(_, hit)| hit).collect();
        Ok(Hits { rows: hits, first, matching, more: found > COUNTED, ranked })
    }

    /// The best hits. They are put in order by their numbers first: a text is marked only when
    /// it is in the window.
    fn ranked(&self, question: &str, window: (i64, i64)) -> rusqlite::Result<Vec<(i64, Hit)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT rowid FROM written_search WHERE written_search MATCH ?1
             ORDER BY rank, rowid DESC LIMIT ?2 OFFSET ?3",
        )?;
        let ids: Vec<i64> = statement
            .query_map((question, window.0, window.1), |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let list = serde_json::Value::from(ids.clone()).to_string();
        // The plus sign keeps SQLite from asking the index anew for each of them.
        let chosen =
            "AND +written_search.rowid IN (SELECT value FROM json_each(?6)) LIMIT ?4 OFFSET ?5";
        let mut rows = self.marked(question, chosen, (whole(ids.len()), 0), Some(&list))?;
        rows.sort_by_key(|(id, _)| ids.iter().position(|other| other == id));
        Ok(rows)
    }

    /// Hits with their numbers, their matches marked, as far as `rest` of the query picks them,
    /// perhaps by a list of theirs.
    fn marked(
        &self,
        question: &str,
        rest: &str,
        (most, first): (i64, i64),
        list: Option<&str>,
    ) -> rusqlite::Result<Vec<(i64, Hit)>> {
        let mut statement = self.connection.prepare(&format!(
            "SELECT written_search.rowid AS number, reference, procurement.title AS title, pack, overlay,
                    written.kind, place, evidence.kind AS evidence,
                    evidence.item AS evidence_item, own_item.text AS own_text,
                    supplier, evaluation_question.title AS question,
                    written.procurement AS procurement,
                    highlight (written_search, 0, ?2, ?3) AS marked
             FROM written_search
             CROSS JOIN written ON written.id = written_search.rowid
             LEFT JOIN procurement ON procurement.id = written.procurement
             LEFT JOIN evidence ON written.kind = 'evidence' AND evidence.uid = place
             LEFT JOIN own_item ON own_item.procurement = written.procurement
                               AND own_item.item = coalesce (evidence.item, place)
             LEFT JOIN bid ON bid.procurement = written.procurement
                          AND bid.uid = substr (place, 1, 36)
             LEFT JOIN evaluation_question
                    ON evaluation_question.procurement = written.procurement
                   AND evaluation_question.uid = coalesce (nullif (substr (place, 38), ''), place)
             WHERE written_search MATCH ?1 {rest}"
        ))?;
        let marks = MARKS.map(String::from);
        let mut values: Vec<&dyn ToSql> = vec![&question, &marks[0], &marks[1], &most, &first];
        values.extend(list.as_ref().map(|list| list as &dyn ToSql));
        statement
            .query_map(values.as_slice(), |row| {
                let mut hit = hit(row)?;
                let place: String = row.get("place")?;
                found::owned(&self.connection, &mut hit, row.get("procurement")?, &place)?;
                Ok((row.get("number")?, hit))
            })?
            .collect()
    }

    /// Where what is searched does not agree with what was written; empty when it does.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn stale_search(&self) -> Result<Vec<String>> {
        let doing = "checking the search";
        let mut found = Vec::new();
        for (what, copy, columns) in COPIES {
            // Row by row, so that it takes no memory: a place stands once in both.
            let same = same(columns);
            let differs = format!(
                "SELECT count(*), (SELECT count(*) FROM {copy}),
                        count(*) FILTER (WHERE EXISTS (SELECT 1 FROM {copy} AS kept WHERE {same}))
                 FROM all_{copy} AS now"
            );
            let (now, kept, same): (i64, i64, i64) = self
                .connection
                .query_row(&differs, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
                .map_err(StoreError::when(doing))?;
            let (missing, wrong) = (now - same, kept - same);
            if missing + wrong > 0 {
                found.push(format!("{what} lacks {missing} texts and has {wrong} that are not so"));
            } else if !self.is_indexed(copy).map_err(StoreError::when(doing))? {
                found.push(format!("{what} does not find its own texts"));
            }
        }
        Ok(found)
    }

    /// Whether the words of a copy are those of its texts.
    fn is_indexed(&self, copy: &str) -> rusqlite::Result<bool> {
        let check = format!(
            "INSERT INTO {copy}_search ({copy}_search, rank) VALUES ('integrity-check', 1)"
        );
        match self.connection.execute(&check, []) {
            Ok(_) => Ok(true),
            Err(error) => match error.sqlite_error_code() {
                Some(ErrorCode::DatabaseCorrupt) => Ok(false),
                // On a read-only medium SQLite does not let itself be asked.
                Some(ErrorCode::ReadOnly) => Ok(true),
                _ => Err(error),
            },
        }
    }
}

/// The copies that are searched: in words, as a table, and its columns.
const COPIES: [(&str, &str, &str); 2] = [
    ("The search", "written", "procurement, kind, place, text"),
    ("The filter of the list", "listed", "procurement, words"),
];

/// What says that a row of a copy is one of what it has to hold.
fn same(columns: &str) -> String {
    let same: Vec<String> =
        columns.split(", ").map(|column| format!("kept.{column} IS now.{column}")).collect();
    same.join(" AND ")
}

impl Change<'_> {
    /// Makes what is searched anew from what was written.
    ///
    /// # Errors
    /// When the register cannot be written.
    pub fn rebuild_search(&self) -> Result<()> {
        for (_, copy, columns) in COPIES {
            // First the index, so that the triggers work; then what differs, through them. What
            // belongs to no procurement has nothing in that column, which IS tells apart.
            let same = same(columns);
            self.transaction
                .execute_batch(&format!(
                    "INSERT INTO {copy}_search ({copy}_search) VALUES ('rebuild');
                     DELETE FROM {copy} WHERE rowid IN (
                         SELECT rowid FROM {copy} EXCEPT
                         SELECT kept.rowid FROM all_{copy} AS now JOIN {copy} AS kept ON {same});
                     INSERT INTO {copy} ({columns})
                     SELECT {columns} FROM all_{copy} EXCEPT SELECT {columns} FROM {copy};"
                ))
                .map_err(StoreError::when("making the search anew"))?;
        }
        Ok(())
    }
}

impl Change<'_> {
    /// Does work that adds many procurements, and gathers what they say at its end, at once:
    /// row by row each word would be written to the file by itself.
    ///
    /// The triggers are away meanwhile. All of it is one transaction, so nobody else ever sees
    /// the register without them, and if it fails they are back. The work must only add
    /// procurements, and leave those that are there as they are.
    ///
    /// # Errors
    /// When the work fails, or the register cannot be written.
    pub fn in_bulk<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce() -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let failed = StoreError::when("gathering what was written");
        let postponed = self.postpone().map_err(failed)?;
        let done = work();
        let failed = StoreError::when("gathering what was written");
        self.catch_up(&postponed).map_err(failed)?;
        let failed = StoreError::when("gathering what was written");
        self.hold(USUAL).map_err(failed)?;
        done
    }

    /// Holds so many KiB of the file in memory.
    fn hold(&self, kibibytes: u32) -> rusqlite::Result<()> {
        self.transaction.pragma_update(None, "cache_size", -i64::from(kibibytes))
    }

    fn postpone(&self) -> rusqlite::Result<Postponed> {
        // What many rows touch again and again is not written each time that others come.
        self.hold(MUCH)?;
        let (procurement, written) = (self.newest_row("procurement")?, self.newest_row("written")?);
        let mut statement = self.transaction.prepare(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'
             AND (sql LIKE '% written%' OR sql LIKE '% listed%')",
        )?;
        let triggers: Vec<(String, String)> = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        drop(statement);
        for (name, _) in &triggers {
            self.transaction.execute_batch(&format!("DROP TRIGGER {}", quoted(name)))?;
        }
        Ok(Postponed { procurement, written, triggers })
    }

    fn newest_row(&self, table: &str) -> rusqlite::Result<i64> {
        let newest = format!("SELECT coalesce (max (id), 0) FROM {table}");
        self.transaction.query_row(&newest, [], |row| row.get(0))
    }

    /// Puts the words of new rows into an index: each by itself, or of all rows at once where most
    /// of them are new.
    fn index(&self, (table, known): (&str, i64), all: &str, new: &str) -> rusqlite::Result<()> {
        if known < self.newest_row(table)? / 2 {
            self.transaction.execute(all, [])?;
        } else {
            self.transaction.execute(new, [known])?;
        }
        Ok(())
    }

    fn catch_up(&self, postponed: &Postponed) -> rusqlite::Result<()> {
        let Postponed { procurement, written, triggers } = postponed;
        self.transaction.execute(
            "INSERT INTO written (procurement, kind, place, text)
             SELECT procurement, kind, place, text FROM all_written WHERE procurement > ?1",
            [procurement],
        )?;
        self.transaction.execute(
            "INSERT INTO listed (procurement, words)
             SELECT procurement, words FROM all_listed WHERE procurement > ?1",
            [procurement],
        )?;
        self.index(
            ("written", *written),
            "INSERT INTO written_search (written_search) VALUES ('rebuild')",
            "INSERT INTO written_search (rowid, text) SELECT id, text FROM written WHERE id > ?1",
        )?;
        self.index(
            ("procurement", *procurement),
            "INSERT INTO listed_search (listed_search) VALUES ('rebuild')",
            "INSERT INTO listed_search (rowid, words)
             SELECT procurement, words FROM listed WHERE procurement > ?1",
        )?;
        for (_, sql) in triggers {
            self.transaction.execute_batch(sql)?;
        }
        Ok(())
    }
}

/// What has to be caught up with: the newest rows before, and the triggers that are away.
struct Postponed {
    procurement: i64,
    written: i64,
    triggers: Vec<(String, String)>,
}

/// Whether what SQLite finds wrong is about one of the indexes of words.
pub(super) fn is_about_an_index(found: &str) -> bool {
    COPIES.iter().any(|(_, copy, _)| found.contains(&format!("{copy}_search")))
}

fn whole(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn hit(row: &Row<'_>) -> rusqlite::Result<Hit> {
    let writing: Writing = convert::parsed(row, "kind")?;
    let place: String = row.get("place")?;
    let item = match writing {
        Writing::Reason | Writing::Note | Writing::OwnItem => place.parse().ok(),
        Writing::Evidence => row.get("evidence_item")?,
        _ => None,
    };
    let marked: String = row.get("marked")?;
    let (text, marks) = unmarked(&marked);
    Ok(Hit {
        reference: row.get("reference")?,
        title: row.get::<_, Option<String>>("title")?.unwrap_or_default(),
        packs: row.get::<_, Option<i64>>("pack")?.zip(row.get("overlay")?),
        writing,
        stage: match writing {
            Writing::Stage => place.parse().ok().and_then(StageNo::new),
            _ => None,
        },
        own_text: row.get("own_text")?,
        outcome: (writing == Writing::Outcome).then_some(place),
        evidence: row.get("evidence")?,
        supplier: row.get("supplier")?,
        question: row.get("question")?,
        directory: None,
        contract: None,
        record: None,
        item,
        text,
        marks,
    })
}

/// A text without the marks around its matches, and where those stood.
fn unmarked(marked: &str) -> (String, Vec<Range<usize>>) {
    let mut text = String::with_capacity(marked.len());
    let mut marks: Vec<Range<usize>> = Vec::new();
    let mut from = None;
    for c in marked.chars() {
        if c == MARKS[0] {
            from = Some(text.len());
        } else if c == MARKS[1] {
            marks.extend(from.take().map(|from| from..text.len()));
        } else {
            text.push(c);
        }
    }
    (text, marks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_becomes_a_question_in_which_nothing_has_a_meaning_of_its_own() {
        let asked = |typed| question(typed).unwrap_or_default();
        assert_eq!(asked("custody health"), r#""custody" "health"*"#);
        assert_eq!(asked("custody "), r#""custody""#);
        assert_eq!(asked(r#""bidders day" min"#), r#""bidders day" "min"*"#);
        assert_eq!(asked(r#""bidders da"#), r#""bidders da"*"#);
        assert_eq!(asked(r#"a"b c"d"#), r#""a" "b c" "d"*"#);
        assert_eq!(asked("a OR b* NEAR(c) -d ^e text:f"), {
            r#""a" "OR" "b*" "NEAR(c)" "-d" "^e" "text:f"*"#
        });
        assert_eq!(asked("& custody -"), r#""custody""#);
        assert_eq!(asked("cus\0tody"), r#""custody"*"#);
        assert_eq!(question(" \" * ( \" - "), None);
        assert_eq!(question(""), None);
    }

    #[test]
    fn the_marks_are_taken_out_of_a_text_and_their_places_kept() {
        let [from, to] = MARKS;
        let (text, marks) = unmarked(&format!("é{from}day{to} of {from}{to}{from}x"));
        assert_eq!(text, "éday of x");
        assert_eq!(marks, [2..5, 9..9]);
    }
}
