//! Bringing an older register up to date, one numbered step at a time.

use rusqlite::Connection;

use crate::packed::{Packed, packed};
use crate::store::{Result, StoreError, sums};

/// The whole schema as it stands.
pub(crate) const SCHEMA: Packed = packed!("schema.sql");

/// The steps, in order; step `n` leads from form `n` to form `n + 1`. A released step is never
/// changed: see `migrations/README.md`.
const STEPS: [Packed; 12] = [
    packed!("0002_weights_and_opt_outs.sql"),
    packed!("0003_needs_answers.sql"),
    packed!("0004_law.sql"),
    packed!("0005_plan.sql"),
    packed!("0006_search.sql"),
    packed!("0007_counted.sql"),
    packed!("0008_import.sql"),
    packed!("0009_evaluation.sql"),
    packed!("0010_subject.sql"),
    packed!("0011_contracts.sql"),
    packed!("0012_import_columns.sql"),
    packed!("0013_sums.sql"),
];

/// The form of a register that this edition makes and knows.
#[expect(clippy::cast_possible_wrap, reason = "there are never so many steps")]
pub(crate) const NEWEST: i64 = 1 + STEPS.len() as i64;

/// The form in which the journal begins to hold sums of the rows: what is there is summed up in
/// the transaction of the step that leads to it.
const WITH_SUMS: i64 = 13;

/// The schema of the first form.
const FIRST: Packed = packed!("0001_first_form.sql");

/// Makes the tables of a form in an empty file: those of an earlier one as its register came to
/// have them, step by step.
pub(crate) fn make(connection: &mut Connection, form: i64) -> Result<()> {
    let doing = "making a new register";
    if form == NEWEST {
        return connection.execute_batch(&SCHEMA.text()).map_err(StoreError::when(doing));
    }
    connection
        .execute_batch(&FIRST.text())
        .and_then(|()| connection.pragma_update(None, "user_version", 1))
        .map_err(StoreError::when(doing))?;
    let steps = usize::try_from(form - 1).unwrap_or(0).min(STEPS.len());
    // Its tables are empty: there is nothing to sum up.
    let steps: Vec<String> = STEPS[..steps].iter().map(|step| step.text()).collect();
    run(connection, 1, &steps, "")
}

/// Leads a register from the form `found` to the newest, each step in one transaction.
///
/// `now` is the moment that is written where a step has an entry in the journal.
pub(crate) fn migrate(connection: &mut Connection, found: i64, now: &str) -> Result<()> {
    run(connection, found, &STEPS.map(Packed::text), now)
}

fn run(
    connection: &mut Connection,
    found: i64,
    steps: &[impl AsRef<str>],
    now: &str,
) -> Result<()> {
    let doing = "bringing the register up to date";
    for (form, step) in (1i64..).zip(steps) {
        if form < found {
            continue;
        }
        let transaction = connection
            .transaction_with_behavior(rusqlite::TransactionBehavior::Exclusive)
            .map_err(StoreError::when(doing))?;
        let stands: i64 = transaction
            .pragma_query_value(None, "user_version", |row| row.get(0))
            .map_err(StoreError::when(doing))?;
        // Another program may have done this step while we waited.
        if stands == form {
            transaction.execute_batch(step.as_ref()).map_err(StoreError::when(doing))?;
            if form + 1 == WITH_SUMS {
                sums::take(&transaction, now)?;
            }
            transaction
                .pragma_update(None, "user_version", form + 1)
                .map_err(StoreError::when(doing))?;
        }
        transaction.commit().map_err(StoreError::when(doing))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(connection: &Connection) -> i64 {
        connection.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap()
    }

    #[test]
    fn steps_run_in_order_and_only_those_that_are_missing() {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.execute_batch("CREATE TABLE a (x); PRAGMA user_version = 2;").unwrap();
        let steps = ["CREATE TABLE a (x);", "ALTER TABLE a ADD COLUMN y;", "CREATE TABLE b (x);"];
        run(&mut connection, 2, &steps, "").unwrap();
        assert_eq!(form(&connection), 4);
        connection
            .execute_batch("INSERT INTO a (x, y) VALUES (1, 2); INSERT INTO b VALUES (1);")
            .unwrap();
        run(&mut connection, 4, &steps, "").unwrap();
        assert_eq!(form(&connection), 4);
    }

    #[test]
    fn a_step_that_fails_changes_nothing() {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.execute_batch("PRAGMA user_version = 1;").unwrap();
        let steps = ["CREATE TABLE a (x); CREATE TABLE a (x);"];
        assert!(run(&mut connection, 1, &steps, "").is_err());
        assert_eq!(form(&connection), 1);
        assert!(connection.execute_batch("SELECT * FROM a").is_err());
    }
}
