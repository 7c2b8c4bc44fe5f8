//! Which tables the journal's sums cover, whose rows they hold, and which values of a row count.

use rusqlite::Connection;

/// Whose rows a table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) enum Of {
    /// The register's as a whole.
    Register,
    /// Those of procurements; each row has the number of its procurement's row.
    Procurement,
    /// Those of suppliers; each row has the uid of its supplier.
    Supplier,
}

use Of::{Procurement as P, Register as R, Supplier as S};

/// The tables with officers' data, whose they are, and what their rows are called.
pub(in crate::store) const COVERED: [(&str, Of, &str); 58] = [
    ("register", R, "the identity"),
    ("pack", R, "the pinned policies"),
    ("import_columns", R, "the remembered columns of lists"),
    ("evaluation_template", R, "the templates of award criteria"),
    ("procurement", P, "the main facts"),
    ("stage", P, "the stages"),
    ("item", P, "the checklist items"),
    ("own_item", P, "the officer's own checklist items"),
    ("evidence", P, "the evidence"),
    ("outcome_sought", P, "the outcomes sought"),
    ("weighting", P, "the weight of social value"),
    ("opt_out", P, "the opting out"),
    ("needs_answers", P, "the answers on needs"),
    ("law", P, "the facts on the statute"),
    ("subject", P, "the category and CPV codes"),
    ("key_date", P, "the dates of the tender"),
    ("stage_target", P, "the target dates"),
    ("waiting", P, "the record of whom it waits for"),
    ("import_row", P, "the record of its import"),
    ("evaluation_lot", P, "the lots"),
    ("evaluation_scale", P, "the scales"),
    ("evaluation_mark", P, "the marks of the scales"),
    ("evaluation_section", P, "the sections of the award criteria"),
    ("evaluation_question", P, "the questions of the award criteria"),
    ("bid", P, "the bids"),
    ("bid_answer", P, "the answers of the bids"),
    ("bid_offer", P, "the offers of the bids"),
    ("clarification", P, "the clarifications"),
    ("evaluator", P, "the evaluators"),
    ("score", P, "the individual scores"),
    ("agreed_score", P, "the agreed scores"),
    ("low_price", P, "the records on low prices"),
    ("arithmetic_check", P, "the checks of the arithmetic"),
    ("award", P, "the awards"),
    ("withheld", P, "the list of what is withheld"),
    ("commitment", P, "the promises of the winner"),
    ("own_measure", P, "the officer's own measures"),
    ("contract", P, "the contracts"),
    ("contract_variation", P, "the changes of the contracts"),
    ("contract_paper", P, "the documents of the contracts"),
    ("contract_figure", P, "the money of the contracts"),
    ("kpi", P, "the indicators"),
    ("kpi_assessment", P, "the assessments of indicators"),
    ("contract_commitment", P, "the commitments"),
    ("delivery", P, "the deliveries"),
    ("delivery_correction", P, "the corrections of deliveries"),
    ("review", P, "the reviews"),
    ("action", P, "the actions"),
    ("risk", P, "the risks"),
    ("slavery_risk", P, "the assessments of modern slavery"),
    ("diligence", P, "the steps of due diligence"),
    ("concern", P, "the concerns"),
    ("logistics", P, "the notes on logistics"),
    ("exit_plan", P, "the exit plans"),
    ("final_account", P, "the final accounts"),
    ("lesson", P, "the lessons"),
    ("lesson_read", P, "the lessons that were read"),
    ("supplier", S, "the profile"),
];

/// The tables that hang on a supplier's row.
pub(in crate::store) const OF_SUPPLIERS: [(&str, Of, &str); 4] = [
    ("supplier_contact", S, "the contacts"),
    ("debarment_check", S, "the checks of debarment"),
    ("status_review", S, "the reviews of status"),
    ("status_judgement", S, "the judgements on status"),
];

/// One covered table as SQL reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::store) struct Covered {
    pub(in crate::store) name: &'static str,
    pub(in crate::store) of: Of,
    pub(in crate::store) words: &'static str,
    /// The columns that count, in their order.
    pub(in crate::store) columns: Vec<String>,
}

impl Covered {
    /// Every covered table of a register.
    pub(super) fn all(connection: &Connection) -> rusqlite::Result<Vec<Self>> {
        let mut statement = connection.prepare("SELECT name FROM pragma_table_info(?1)")?;
        let mut columns = |table: &str| -> rusqlite::Result<Vec<String>> {
            statement.query_map([table], |row| row.get(0))?.collect()
        };
        COVERED
            .iter()
            .chain(&OF_SUPPLIERS)
            .map(|(name, of, words)| {
                let mut columns = columns(name)?;
                columns.retain(|column| counts(name, column));
                Ok(Self { name, of: *of, words, columns })
            })
            .collect()
    }

    /// Whether it has the row that makes a procurement or a supplier.
    pub(super) fn makes_the_thing(&self) -> bool {
        matches!(self.name, "procurement" | "supplier")
    }

    /// The expression that says whose a row is.
    pub(super) fn owner(&self, row: &str) -> String {
        match (self.of, self.name) {
            (R, _) => "NULL".to_owned(),
            (P, "procurement") => format!("{row}.id"),
            (P, _) => format!("{row}.procurement"),
            (S, "supplier") => format!("{row}.uid"),
            (S, "status_judgement") => {
                format!("(SELECT supplier FROM status_review WHERE uid = {row}.review)")
            }
            (S, _) => format!("{row}.supplier"),
        }
    }

    /// The values of a row that count, as expressions.
    pub(super) fn values(&self, row: &str) -> String {
        let value = |column: &String| match (self.name, column.as_str()) {
            // By its hash: the number of its row means nothing elsewhere.
            ("procurement", "pack" | "overlay") => {
                format!("(SELECT sha256 FROM pack WHERE id = {row}.{column})")
            }
            _ => format!("{row}.\"{column}\""),
        };
        self.columns.iter().map(value).collect::<Vec<_>>().join(", ")
    }

    /// Reads the rows of one owner, who is the first parameter where there is one.
    pub(super) fn rows_of_one(&self) -> String {
        let (name, values) = (self.name, self.values(self.name));
        match (self.of, name) {
            (R, _) => format!("SELECT {values} FROM {name}"),
            (S, "status_judgement") => format!(
                "SELECT {values} FROM {name}
                 WHERE review IN (SELECT uid FROM status_review WHERE supplier = ?1)"
            ),
            _ => format!("SELECT {values} FROM {name} WHERE {} = ?1", self.owner(name)),
        }
    }
}

/// Whether a column counts: not the number of a row in this one file, and not the text of a
/// policy, which has a hash of its own.
fn counts(table: &str, column: &str) -> bool {
    !matches!(
        (table, column),
        (_, "procurement") | ("procurement" | "pack", "id") | ("pack", "content")
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::store::migrate;

    /// The tables that have no sums, and why.
    const LEFT_OUT: [(&str, &str); 6] = [
        ("journal", "its entries are chained by their own hashes"),
        ("agenda", "it follows from the other tables, and is checked against them"),
        ("counted", "it follows from the other tables, and is checked against them"),
        ("written", "it follows from the other tables, and is checked against them"),
        ("listed", "it follows from the other tables, and is checked against them"),
        ("summed", "it follows from the journal, and is checked against it"),
    ];

    #[test]
    fn every_table_is_covered_by_the_journals_sums_or_left_out_with_a_reason() {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(&migrate::SCHEMA.text()).unwrap();
        let mut statement = connection
            .prepare(
                "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'
                 AND name NOT LIKE 'sqlite_%'",
            )
            .unwrap();
        let there: BTreeSet<String> =
            statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        let known = COVERED.iter().chain(&OF_SUPPLIERS).map(|(name, ..)| *name);
        let known = known.chain(LEFT_OUT.iter().map(|(name, reason)| {
            assert!(reason.len() > 10, "{name} is left out without a reason");
            *name
        }));
        let mut named = BTreeSet::new();
        for name in known {
            assert!(named.insert(name.to_owned()), "{name} is named twice");
        }
        assert_eq!(there, named);
    }

    #[test]
    fn every_column_of_a_covered_table_counts_but_numbers_of_rows_and_texts_of_policies() {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(&migrate::SCHEMA.text()).unwrap();
        let mut left = BTreeSet::new();
        for table in Covered::all(&connection).unwrap() {
            let mut statement =
                connection.prepare("SELECT name FROM pragma_table_info(?1)").unwrap();
            let columns = statement.query_map([table.name], |row| row.get::<_, String>(0)).unwrap();
            for column in columns.map(Result::unwrap) {
                if !table.columns.contains(&column) && column != "procurement" {
                    left.insert(format!("{}.{column}", table.name));
                }
            }
            assert!(!table.columns.is_empty(), "{}", table.name);
        }
        let left: Vec<&str> = left.iter().map(String::as_str).collect();
        assert_eq!(left, ["pack.content", "pack.id", "procurement.id"]);
    }
}
