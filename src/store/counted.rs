//! What the dashboard counts: one narrow row for each procurement, read in groups.

use rusqlite::{Row, ToSql, named_params};

use crate::domain::{ProcurementState, StageNo};
use crate::policy::{Against, Bound, SocialValue, WeightPlace};
use crate::store::{Change, Database, List, ProcurementRecord, Result, StoreError, filter};

/// Procurements that are alike in everything the dashboard looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Where they stand as a whole.
    pub state: ProcurementState,
    /// The id of their policy.
    pub policy: String,
    /// Their first open stage.
    pub stage: Option<StageNo>,
    /// What becomes of social value in them.
    pub social_value: SocialValue,
    /// Where their weights stand.
    pub weight: WeightPlace,
    /// How many there are.
    pub tenders: usize,
    /// Their values in whole pounds, added up.
    pub pounds: i64,
    /// What is left of their values in pence, added up.
    pub pence: i64,
}

/// The procurements behind one figure of the dashboard.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Slice {
    /// Active, at this stage; or with all stages settled.
    Stage(Option<StageNo>),
    /// Under this policy, not cancelled.
    Policy(String),
    /// In this state.
    State(ProcurementState),
    /// With this status of social value, not cancelled.
    SocialValue(SocialValue),
    /// With a weight that stands there, neither cancelled nor opted out.
    Weight(WeightPlace),
}

impl Slice {
    /// The slice as a condition on the counted rows, with its values.
    fn condition(&self) -> (&'static str, Vec<String>) {
        match self {
            Self::Stage(Some(stage)) => {
                ("state = 'active' AND stage = CAST(?1 AS INTEGER)", vec![stage.to_string()])
            }
            Self::Stage(None) => ("state = 'active' AND stage IS NULL", Vec::new()),
            Self::Policy(policy) => ("policy = ?1 AND state <> 'cancelled'", vec![policy.clone()]),
            Self::State(state) => ("state = ?1", vec![state.to_string()]),
            Self::SocialValue(status) => {
                ("social_value = ?1 AND state <> 'cancelled'", vec![status.to_string()])
            }
            Self::Weight(place) => (
                "bound = ?1 AND standing = ?2 AND state <> 'cancelled'
                 AND social_value <> 'opted-out'",
                vec![place.bound.to_string(), place.standing.to_string()],
            ),
        }
    }
}

impl Database {
    /// Everything that the dashboard shows, in groups of procurements that are alike.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn groups(&self) -> Result<Vec<Group>> {
        let doing = "counting the procurements";
        // Pounds and pence apart: the largest values, added up in pence, would not fit.
        let mut statement = self
            .connection
            .prepare_cached(
                "SELECT state, policy, stage, social_value, bound, standing, count(*) AS tenders,
                        sum(value_pence / 100) AS pounds, sum(value_pence % 100) AS pence
                 FROM counted
                 GROUP BY state, policy, stage, social_value, bound, standing
                 HAVING social_value IS NOT NULL",
            )
            .map_err(StoreError::when(doing))?;
        let rows = statement.query_map([], group).map_err(StoreError::when(doing))?;
        rows.collect::<rusqlite::Result<_>>().map_err(StoreError::when(doing))
    }

    /// The references of the procurements of which it has not been worked out yet what the
    /// dashboard counts.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn not_counted_yet(&self) -> Result<Vec<String>> {
        let doing = "looking for procurements that are not counted yet";
        let mut statement = self
            .connection
            .prepare_cached(
                "SELECT reference FROM procurement WHERE id IN
                     (SELECT procurement FROM counted WHERE social_value IS NULL)",
            )
            .map_err(StoreError::when(doing))?;
        let rows = statement.query_map([], |row| row.get(0)).map_err(StoreError::when(doing))?;
        rows.collect::<rusqlite::Result<_>>().map_err(StoreError::when(doing))
    }

    /// A window onto the procurements behind a figure, those that were changed last first.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn behind(&self, slice: &Slice, first: usize, most: usize) -> Result<List> {
        let (condition, values) = slice.condition();
        let count = |condition: &str, values: &[String]| -> Result<usize> {
            let count: i64 = self
                .connection
                .prepare_cached(&format!("SELECT count(*) FROM counted WHERE {condition}"))
                .and_then(|mut statement| {
                    statement.query_row(rusqlite::params_from_iter(values), |row| row.get(0))
                })
                .map_err(StoreError::when("counting the procurements behind a figure"))?;
            Ok(usize::try_from(count).unwrap_or(0))
        };
        let matching = count(condition, &values)?;
        let before = values.len();
        let source = format!(
            "procurement WHERE id IN (SELECT procurement FROM counted WHERE {condition})
             ORDER BY changed_at DESC, id DESC LIMIT ?{} OFFSET ?{}",
            before + 1,
            before + 2
        );
        let window = filter::window(most, first);
        let all = values.iter().map(|value| value as &dyn ToSql);
        let all = all.chain(window.iter().map(|number| number as &dyn ToSql));
        let rows = self.rows(&source, rusqlite::params_from_iter(all))?;
        Ok(List { rows, first, matching, more: false, total: count("TRUE", &[])? })
    }
}

impl Change<'_> {
    /// Writes what the dashboard counts of a procurement.
    ///
    /// # Errors
    /// When the register cannot be written.
    pub fn count(
        &self,
        record: &ProcurementRecord,
        (social_value, weight): (SocialValue, WeightPlace),
    ) -> Result<()> {
        self.transaction
            .prepare_cached(
                "INSERT OR REPLACE INTO counted (procurement, policy, state, stage, value_pence,
                                                 social_value, bound, standing)
                 VALUES (:procurement, :policy, :state, :stage, :value,
                         :social_value, :bound, :standing)",
            )
            .and_then(|mut statement| {
                statement.execute(named_params! {
                    ":procurement": record.id,
                    ":policy": record.policy,
                    ":state": record.state,
                    ":stage": record.stage,
                    ":value": record.facts.value,
                    ":social_value": social_value,
                    ":bound": weight.bound,
                    ":standing": weight.standing,
                })
            })
            .map_err(StoreError::when("counting a procurement"))?;
        Ok(())
    }

    /// Writes what was worked out for a procurement, unless a change has done so meanwhile.
    ///
    /// # Errors
    /// When the register cannot be written.
    pub fn count_late(
        &self,
        procurement: i64,
        (social_value, weight): (SocialValue, WeightPlace),
    ) -> Result<()> {
        self.transaction
            .prepare_cached(
                "UPDATE counted SET social_value = ?2, bound = ?3, standing = ?4
                 WHERE procurement = ?1 AND social_value IS NULL",
            )
            .and_then(|mut statement| {
                statement.execute((procurement, social_value, weight.bound, weight.standing))
            })
            .map_err(StoreError::when("counting a procurement"))?;
        Ok(())
    }
}

fn group(row: &Row<'_>) -> rusqlite::Result<Group> {
    let bound: Bound = row.get("bound")?;
    let standing: Against = row.get("standing")?;
    let tenders: i64 = row.get("tenders")?;
    Ok(Group {
        state: row.get("state")?,
        policy: row.get("policy")?,
        stage: row.get("stage")?,
        social_value: row.get("social_value")?,
        weight: WeightPlace { bound, standing },
        tenders: usize::try_from(tenders).unwrap_or(0),
        pounds: row.get("pounds")?,
        pence: row.get("pence")?,
    })
}
