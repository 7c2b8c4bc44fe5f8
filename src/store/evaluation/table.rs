//! The tables of an evaluation: the key of each within its procurement, and its other columns.

use rusqlite::{Row, ToSql};

use crate::store::{Change, Reading, Result, StoreError};

/// One table, as it is read and written.
pub(super) struct Table {
    name: &'static str,
    /// What stands in the sentence when it cannot be read.
    reading: &'static str,
    /// What stands in the sentence when it cannot be written.
    writing: &'static str,
    /// The columns that tell its rows apart within a procurement.
    key: &'static [&'static str],
    rest: &'static [&'static str],
}

macro_rules! tables {
    ($($constant:ident = $name:literal, $several:literal, $one:literal, $key:expr, $rest:expr;)*) => {$(
        pub(super) const $constant: Table = Table {
            name: $name,
            reading: concat!("reading ", $several),
            writing: concat!("recording ", $one),
            key: &$key,
            rest: &$rest,
        };
    )*};
}

tables! {
    LOT = "evaluation_lot", "the lots", "a lot", ["lot"],
        ["title", "method", "full_at_pence", "none_at_pence", "fixed_pence", "tie_break",
         "tie_section", "tie_words", "low_share", "blind", "price_hidden", "no_local_quote"];
    SCALE = "evaluation_scale", "the scales", "a scale", ["lot", "name"], [];
    MARK = "evaluation_mark", "the marks of the scales", "the marks of a scale",
        ["lot", "scale", "position"], ["score", "descriptor"];
    SECTION = "evaluation_section", "the sections of the criteria", "a section of the criteria",
        ["uid"], ["lot", "position", "title", "kind", "weight", "pass_mark"];
    QUESTION = "evaluation_question", "the questions of the criteria", "a question of the criteria",
        ["uid"],
        ["section", "position", "title", "asks", "weight", "judged_by", "scale", "measure",
         "pass_mark", "outcome"];
    BID = "bid", "the bids", "a bid", ["uid"],
        ["lot", "supplier", "price_pence", "received", "late", "local", "note", "out",
         "out_reason", "out_clause"];
    ANSWER = "bid_answer", "the answers of the bids", "an answer of a bid", ["bid", "question"],
        ["kind", "text", "size", "sha256"];
    OFFER = "bid_offer", "what the bids offer", "what a bid offers", ["bid", "measure"],
        ["quantity", "words"];
    CLARIFICATION = "clarification", "the clarifications", "a clarification", ["uid"],
        ["bid", "asked_on", "asked", "answered"];
    EVALUATOR = "evaluator", "the evaluators", "an evaluator", ["uid"],
        ["name", "role", "declared_on", "interest", "handling", "stood_down"];
    SCORE = "score", "the scores", "a score", ["bid", "question", "evaluator"],
        ["score", "rationale"];
    AGREED = "agreed_score", "the agreed scores", "an agreed score", ["bid", "question"],
        ["score", "reasons", "comment", "at", "officer"];
    LOW_PRICE = "low_price", "what was done about low prices", "what was done about a low price",
        ["bid"], ["notified", "explanation", "satisfied", "reasons"];
    CHECK = "arithmetic_check", "the checks of the arithmetic", "a check of the arithmetic",
        ["lot"], ["checked_by", "day", "note", "figures", "officer"];
    AWARD = "award", "the awards", "an award", ["lot"],
        ["bid", "decided_by", "role", "day", "reasons", "tie_break", "at", "officer"];
    WITHHELD = "withheld", "what is not published", "what is not published",
        ["lot", "position"], ["what", "reason"];
    COMMITMENT = "commitment", "the commitments", "a commitment", ["uid"],
        ["bid", "measure", "quantity", "words"];
    MEASURE = "own_measure", "the officer's own measures", "an own measure", ["id"],
        ["text", "unit"];
}

impl Table {
    /// Every row of a procurement, in the order of the key.
    pub(super) fn rows<T, C: FromIterator<T>>(
        &self,
        reading: &impl Reading,
        procurement: i64,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<C> {
        let columns = [self.key, self.rest].concat().join(", ");
        let (name, key) = (self.name, self.key.join(", "));
        reading
            .connection()
            .prepare_cached(&format!(
                "SELECT {columns} FROM {name} WHERE procurement = ?1 ORDER BY {key}"
            ))
            .and_then(|mut statement| statement.query_map([procurement], read)?.collect())
            .map_err(StoreError::when(self.reading))
    }

    /// Writes one row, over the one with the same key; the values are those of the columns.
    pub(super) fn put(
        &self,
        change: &Change<'_>,
        procurement: i64,
        key: &[&dyn ToSql],
        rest: &[&dyn ToSql],
    ) -> Result<()> {
        let columns = [&["procurement"], self.key, self.rest].concat();
        let places: Vec<String> = (1..=columns.len()).map(|at| format!("?{at}")).collect();
        let over: Vec<String> =
            self.rest.iter().map(|column| format!("{column} = excluded.{column}")).collect();
        let over = if over.is_empty() {
            "DO NOTHING".to_owned()
        } else {
            // REPLACE would put a new row there, and every text in it anew into the search.
            format!("DO UPDATE SET {}", over.join(", "))
        };
        let sql = format!(
            "INSERT INTO {} ({}) VALUES ({}) ON CONFLICT (procurement, {}) {over}",
            self.name,
            columns.join(", "),
            places.join(", "),
            self.key.join(", "),
        );
        self.run(change, &sql, &[&[&procurement as &dyn ToSql], key, rest].concat())
    }

    /// Takes the rows away whose key begins like this.
    pub(super) fn clear(
        &self,
        change: &Change<'_>,
        procurement: i64,
        key: &[&dyn ToSql],
    ) -> Result<()> {
        let same: Vec<String> = (2..)
            .zip(&self.key[..key.len().min(self.key.len())])
            .map(|(at, column)| format!(" AND {column} = ?{at}"))
            .collect();
        let sql = format!("DELETE FROM {} WHERE procurement = ?1{}", self.name, same.concat());
        self.run(change, &sql, &[&[&procurement as &dyn ToSql], key].concat())
    }

    fn run(&self, change: &Change<'_>, sql: &str, values: &[&dyn ToSql]) -> Result<()> {
        change
            .transaction
            .prepare_cached(sql)
            .and_then(|mut statement| statement.execute(values))
            .map(drop)
            .map_err(StoreError::when(self.writing))
    }
}
