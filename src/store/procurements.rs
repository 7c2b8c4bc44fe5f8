//! Procurements: one row each, and windows onto the list of them.

use rusqlite::{OptionalExtension, Params, Row, named_params};
use strum::{Display, EnumIter, EnumString, IntoStaticStr};
use uuid::Uuid;

use crate::domain::{Facts, ItemId, LawFacts, Money, ProcurementState, Reference, StageNo};
use crate::store::subject::subject;
use crate::store::{Change, Database, Reading, Result, StoreError, convert, filter};

/// One procurement as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProcurementRecord {
    /// The row's number in this register.
    pub id: i64,
    /// The id that stays the same on every machine.
    pub uid: Uuid,
    /// The human key.
    pub reference: Reference,
    /// What it is about.
    pub title: String,
    /// The id of the policy.
    pub policy: String,
    /// The row of the pinned policy.
    pub pack: i64,
    /// The row of the pinned statute.
    pub overlay: i64,
    /// Where it stands.
    pub state: ProcurementState,
    /// Why it stands there.
    pub state_reason: Option<String>,
    /// What is known of it.
    pub facts: Facts,
    /// Why the statute is left out, where it is.
    pub statute_left_out: Option<String>,
    /// When it was started, in UTC.
    pub created_at: String,
    /// When it was last changed, in UTC.
    pub changed_at: String,
    /// Counts every change.
    pub version: i64,
    /// The first open stage.
    pub stage: Option<StageNo>,
    /// How many stages are closed or skipped.
    pub closed_stages: u8,
    /// The next open item.
    pub next_item: Option<ItemId>,
    /// What to do next, in words.
    pub next_text: Option<String>,
}

/// One line of the list of procurements.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRow {
    /// The human key.
    pub reference: Reference,
    /// What it is about.
    pub title: String,
    /// The id of the policy.
    pub policy: String,
    /// The value, excluding VAT.
    pub value: Money,
    /// Where it stands.
    pub state: ProcurementState,
    /// The first open stage.
    pub stage: Option<StageNo>,
    /// How many stages are closed or skipped.
    pub closed_stages: u8,
    /// The next open item.
    pub next_item: Option<ItemId>,
    /// What to do next, in words.
    pub next_text: Option<String>,
    /// When it was last changed, in UTC.
    pub changed_at: String,
    /// Whether it was opted out of social value.
    pub opted_out: bool,
}

/// A window onto the list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct List {
    /// The lines in the window.
    pub rows: Vec<ListRow>,
    /// The place of the first line of the window, from 0.
    pub first: usize,
    /// How many procurements match the filter, as far as they were counted.
    pub matching: usize,
    /// Whether more match than were counted: at the top of a long list they are not all counted.
    pub more: bool,
    /// How many procurements there are.
    pub total: usize,
}

/// A procurement in few words: which it is, and when it was last changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProcurementChange {
    /// The id that stays the same on every machine.
    pub uid: Uuid,
    /// The human key.
    pub reference: String,
    /// When it was last changed, in UTC.
    pub changed_at: String,
    /// Counts every change.
    pub version: i64,
}

/// What a list is sorted by.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Display, EnumIter, EnumString, IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum SortBy {
    /// The moment of the last change.
    #[default]
    Changed,
    /// The reference.
    Reference,
    /// The title.
    Title,
    /// The policy.
    Policy,
    /// The value.
    Value,
    /// The number of settled stages.
    Stage,
}

/// What a list is sorted by, and which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Sort {
    /// The column.
    pub by: SortBy,
    /// Whether the natural order of the column is turned around.
    pub reversed: bool,
}

/// Which procurements a list holds.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Filter {
    /// Words that reference, title, policy or state must contain, each somewhere.
    pub words: String,
}

impl Database {
    /// The procurement with the given reference, whatever its case.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn procurement(&self, reference: &str) -> Result<Option<ProcurementRecord>> {
        procurement(self, reference)
    }

    /// A window onto the list of procurements.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn list(&self, filter: &Filter, sort: Sort, first: usize, most: usize) -> Result<List> {
        let doing = "reading the list of procurements";
        let total: i64 = self
            .connection
            .prepare_cached("SELECT count(*) FROM procurement")
            .and_then(|mut statement| statement.query_row([], |row| row.get(0)))
            .map_err(StoreError::when(doing))?;
        let total = usize::try_from(total).unwrap_or(0);
        let order = order(sort);
        let window = self.filtered(filter, order, first, most)?;
        let rows = match &window {
            None => self.rows(
                &format!("procurement ORDER BY {order} LIMIT ?1 OFFSET ?2"),
                filter::window(most, first),
            )?,
            Some(window) => self.rows(
                "json_each(?1) AS found CROSS JOIN procurement ON procurement.id = found.value
                 ORDER BY found.key",
                [serde_json::Value::from(window.rows.as_slice()).to_string()],
            )?,
        };
        let (matching, more) =
            window.map_or((total, false), |window| (window.matching, window.more));
        Ok(List { rows, first, matching, more, total })
    }

    /// The place of a procurement in the whole list, from 0.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn place_of(&self, reference: &str, sort: Sort) -> Result<Option<usize>> {
        let doing = "looking a procurement up in the list";
        let own: Option<i64> = self
            .connection
            .prepare_cached("SELECT id FROM procurement WHERE reference = ?1")
            .and_then(|mut one| one.query_row([reference], |row| row.get(0)).optional())
            .map_err(StoreError::when(doing))?;
        let Some(own) = own else { return Ok(None) };
        // An index holds the order, so that no row is read for those before it.
        let mut statement = self
            .connection
            .prepare_cached(&filter::in_order(order(sort)))
            .map_err(StoreError::when(doing))?;
        let mut rows = statement.query([]).map_err(StoreError::when(doing))?;
        let mut place = 0;
        while let Some(row) = rows.next().map_err(StoreError::when(doing))? {
            if row.get::<_, i64>(0).map_err(StoreError::when(doing))? == own {
                return Ok(Some(place));
            }
            place += 1;
        }
        Ok(None)
    }

    /// The procurements that match, those that were changed last first, at most so many; without
    /// counting the rest. Where `loose`, the letters of a word may have others between them.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn newest(&self, filter: &Filter, loose: bool, most: usize) -> Result<Vec<ListRow>> {
        if !loose {
            return Ok(self.list(filter, Sort::default(), 0, most)?.rows);
        }
        let (condition, patterns) = loosely(filter);
        let order = order(Sort::default());
        let source = format!("procurement {condition} ORDER BY {order} LIMIT {most}");
        self.rows(&source, rusqlite::params_from_iter(patterns))
    }

    /// The line of the list with the given reference.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn list_row(&self, reference: &str) -> Result<Option<ListRow>> {
        let rows = self.rows("procurement WHERE reference = ?1", [reference])?;
        Ok(rows.into_iter().next())
    }

    /// The lines of the list from a source, in its order.
    pub(super) fn rows(&self, source: &str, parameters: impl Params) -> Result<Vec<ListRow>> {
        let doing = "reading the list of procurements";
        let mut statement = self
            .connection
            .prepare_cached(&format!(
                "SELECT reference, title, policy, value_pence, state, stage, closed_stages,
                        next_item, next_text, changed_at,
                        EXISTS (SELECT 1 FROM opt_out
                                WHERE opt_out.procurement = procurement.id) AS opted_out
                 FROM {source}"
            ))
            .map_err(StoreError::when(doing))?;
        let rows = statement.query_map(parameters, list_row).map_err(StoreError::when(doing))?;
        rows.collect::<rusqlite::Result<_>>().map_err(StoreError::when(doing))
    }

    /// Every procurement with its last change, in the order of references.
    ///
    /// # Errors
    /// When the register cannot be read, or a uid in it is none.
    pub fn procurement_changes(&self) -> Result<Vec<ProcurementChange>> {
        let doing = "reading which procurements there are";
        let read = |row: &Row<'_>| {
            Ok(ProcurementChange {
                uid: convert::parsed(row, "uid")?,
                reference: row.get("reference")?,
                changed_at: row.get("changed_at")?,
                version: row.get("version")?,
            })
        };
        self.connection
            .prepare_cached(
                "SELECT uid, reference, changed_at, version FROM procurement ORDER BY reference",
            )
            .and_then(|mut statement| statement.query_map([], read)?.collect())
            .map_err(StoreError::when(doing))
    }

    /// The references that begin with the given text, for suggestions.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn references(&self, most: usize) -> Result<Vec<String>> {
        let doing = "reading the references";
        let mut statement = self
            .connection
            .prepare_cached("SELECT reference FROM procurement ORDER BY changed_at DESC LIMIT ?1")
            .map_err(StoreError::when(doing))?;
        let rows = statement
            .query_map([i64::try_from(most).unwrap_or(i64::MAX)], |row| row.get(0))
            .map_err(StoreError::when(doing))?;
        rows.collect::<rusqlite::Result<_>>().map_err(StoreError::when(doing))
    }
}

impl Change<'_> {
    /// The procurement with the given reference, whatever its case.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn procurement(&self, reference: &str) -> Result<Option<ProcurementRecord>> {
        procurement(self, reference)
    }

    /// The highest running number among the references of a year.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn highest_number(&self, year: i16) -> Result<u32> {
        // The range is answered by the index; what follows the year must be a
        // plain number of a usual length, so that an odd reference does not lead the count.
        let highest: Option<i64> = self
            .transaction
            .prepare_cached(
                "SELECT max(CAST(substr(reference, 6) AS INTEGER)) FROM procurement
                 WHERE reference >= ?1 AND reference < ?2
                   AND substr(reference, 6) NOT GLOB '*[^0-9]*'
                   AND length(reference) BETWEEN 6 AND 11",
            )
            .and_then(|mut statement| {
                // A full stop is the character that follows a hyphen.
                let range = (format!("{year:04}-"), format!("{year:04}."));
                statement.query_row(range, |row| row.get(0))
            })
            .map_err(StoreError::when("finding the next reference"))?;
        Ok(highest.and_then(|number| u32::try_from(number).ok()).unwrap_or(0))
    }

    /// Adds a procurement and gives its row.
    ///
    /// # Errors
    /// When the register cannot be written.
    pub fn add_procurement(&self, record: &ProcurementRecord) -> Result<i64> {
        let facts = &record.facts;
        self.transaction
            .prepare_cached(
                "INSERT INTO procurement (
                     uid, reference, title, policy, pack, overlay, state, state_reason,
                     contract_type, value_pence, vat, start, advertised, key_provider, impact,
                     objectives, needs, quality_share, created_at, changed_at, version,
                     stage, closed_stages, next_item, next_text)
                 VALUES (
                     :uid, :reference, :title, :policy, :pack, :overlay, :state, :state_reason,
                     :contract_type, :value, :vat, :start, :advertised, :key_provider, :impact,
                     :objectives, :needs, :quality_share, :created_at, :changed_at, :version,
                     :stage, :closed_stages, :next_item, :next_text)",
            )
            .and_then(|mut statement| {
                statement.execute(named_params! {
                    ":uid": record.uid.to_string(),
                    ":reference": record.reference,
                    ":title": record.title,
                    ":policy": record.policy,
                    ":pack": record.pack,
                    ":overlay": record.overlay,
                    ":state": record.state,
                    ":state_reason": record.state_reason,
                    ":contract_type": facts.contract_type,
                    ":value": facts.value,
                    ":vat": facts.vat,
                    ":start": facts.start,
                    ":advertised": facts.advertised,
                    ":key_provider": facts.key_provider,
                    ":impact": facts.impact,
                    ":objectives": facts.objectives,
                    ":needs": facts.needs,
                    ":quality_share": facts.quality_share,
                    ":created_at": record.created_at,
                    ":changed_at": record.changed_at,
                    ":version": record.version,
                    ":stage": record.stage,
                    ":closed_stages": record.closed_stages,
                    ":next_item": record.next_item,
                    ":next_text": record.next_text,
                })
            })
            .map_err(StoreError::when("adding a procurement"))?;
        let row = self.transaction.last_insert_rowid();
        if !facts.law.is_default() {
            self.write_law(row, facts.law, record.statute_left_out.as_deref())?;
        }
        if !facts.subject.is_empty() {
            self.write_subject(row, &facts.subject)?;
        }
        Ok(row)
    }

    /// Writes what can change of a procurement: title, policy's text, facts, state, and its summary.
    ///
    /// # Errors
    /// When the register cannot be written.
    pub fn update_procurement(&self, record: &ProcurementRecord) -> Result<()> {
        let facts = &record.facts;
        self.transaction
            .prepare_cached(
                "UPDATE procurement SET
                     title = :title, pack = :pack, overlay = :overlay, state = :state, state_reason = :state_reason,
                     contract_type = :contract_type, value_pence = :value, vat = :vat,
                     start = :start, advertised = :advertised, key_provider = :key_provider,
                     impact = :impact, objectives = :objectives, needs = :needs,
                     quality_share = :quality_share, changed_at = :changed_at, version = :version,
                     stage = :stage, closed_stages = :closed_stages,
                     next_item = :next_item, next_text = :next_text
                 WHERE id = :id",
            )
            .and_then(|mut statement| {
                statement.execute(named_params! {
                    ":id": record.id,
                    ":title": record.title,
                    ":pack": record.pack,
                    ":overlay": record.overlay,
                    ":state": record.state,
                    ":state_reason": record.state_reason,
                    ":contract_type": facts.contract_type,
                    ":value": facts.value,
                    ":vat": facts.vat,
                    ":start": facts.start,
                    ":advertised": facts.advertised,
                    ":key_provider": facts.key_provider,
                    ":impact": facts.impact,
                    ":objectives": facts.objectives,
                    ":needs": facts.needs,
                    ":quality_share": facts.quality_share,
                    ":changed_at": record.changed_at,
                    ":version": record.version,
                    ":stage": record.stage,
                    ":closed_stages": record.closed_stages,
                    ":next_item": record.next_item,
                    ":next_text": record.next_text,
                })
            })
            .map_err(StoreError::when("changing a procurement"))?;
        self.write_subject(record.id, &facts.subject)?;
        self.write_law(record.id, facts.law, record.statute_left_out.as_deref())
    }
}

/// A condition in SQL that each word is found in, with others between its letters perhaps.
fn loosely(filter: &Filter) -> (String, Vec<String>) {
    let patterns: Vec<String> = filter
        .words
        .split_whitespace()
        .take(16)
        .map(|word| {
            let escaped = word.chars().map(|c| match c {
                '\\' | '%' | '_' => format!("\\{c}%"),
                c => format!("{c}%"),
            });
            format!("%{}", escaped.collect::<String>())
        })
        .collect();
    let each: Vec<String> = (1..=patterns.len())
        .map(|at| {
            format!("(title LIKE ?{at} ESCAPE '\\' OR reference LIKE ?{at} ESCAPE '\\' OR policy LIKE ?{at} ESCAPE '\\' OR state LIKE ?{at} ESCAPE '\\')")
        })
        .collect();
    let condition =
        if each.is_empty() { String::new() } else { format!("WHERE {}", each.join(" AND ")) };
    (condition, patterns)
}

const fn order(sort: Sort) -> &'static str {
    match (sort.by, sort.reversed) {
        (SortBy::Changed, false) => "changed_at DESC, procurement.id DESC",
        (SortBy::Changed, true) => "changed_at, procurement.id",
        (SortBy::Reference, false) => "reference",
        (SortBy::Reference, true) => "reference DESC",
        (SortBy::Title, false) => "title COLLATE NOCASE, procurement.id",
        (SortBy::Title, true) => "title COLLATE NOCASE DESC, procurement.id DESC",
        (SortBy::Policy, false) => "policy, reference",
        (SortBy::Policy, true) => "policy DESC, reference DESC",
        (SortBy::Value, false) => "value_pence DESC, procurement.id DESC",
        (SortBy::Value, true) => "value_pence, procurement.id",
        (SortBy::Stage, false) => "closed_stages, procurement.id",
        (SortBy::Stage, true) => "closed_stages DESC, procurement.id DESC",
    }
}

fn procurement(reading: &impl Reading, reference: &str) -> Result<Option<ProcurementRecord>> {
    reading
        .connection()
        .prepare_cached(
            "SELECT * FROM procurement
             LEFT JOIN law ON law.procurement = procurement.id
             LEFT JOIN subject ON subject.procurement = procurement.id
             WHERE reference = ?1",
        )
        .and_then(|mut statement| statement.query_row([reference], from_row).optional())
        .map_err(StoreError::when("reading a procurement"))
}

fn list_row(row: &Row<'_>) -> rusqlite::Result<ListRow> {
    Ok(ListRow {
        reference: row.get("reference")?,
        title: row.get("title")?,
        policy: row.get("policy")?,
        value: row.get("value_pence")?,
        state: row.get("state")?,
        stage: row.get("stage")?,
        closed_stages: row.get("closed_stages")?,
        next_item: row.get("next_item")?,
        next_text: row.get("next_text")?,
        changed_at: row.get("changed_at")?,
        opted_out: row.get("opted_out")?,
    })
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<ProcurementRecord> {
    Ok(ProcurementRecord {
        id: row.get("id")?,
        uid: convert::parsed(row, "uid")?,
        reference: row.get("reference")?,
        title: row.get("title")?,
        policy: row.get("policy")?,
        pack: row.get("pack")?,
        overlay: row.get("overlay")?,
        state: row.get("state")?,
        state_reason: row.get("state_reason")?,
        facts: Facts {
            contract_type: row.get("contract_type")?,
            value: row.get("value_pence")?,
            vat: row.get("vat")?,
            start: row.get("start")?,
            advertised: row.get("advertised")?,
            key_provider: row.get("key_provider")?,
            impact: row.get("impact")?,
            objectives: row.get("objectives")?,
            needs: row.get("needs")?,
            quality_share: row.get("quality_share")?,
            law: law_facts(row)?,
            subject: subject(row)?,
        },
        statute_left_out: row.get("left_out")?,
        created_at: row.get("created_at")?,
        changed_at: row.get("changed_at")?,
        version: row.get("version")?,
        stage: row.get("stage")?,
        closed_stages: row.get("closed_stages")?,
        next_item: row.get("next_item")?,
        next_text: row.get("next_text")?,
    })
}

fn law_facts(row: &Row<'_>) -> rusqlite::Result<LawFacts> {
    let Some(authority) = row.get("authority")? else {
        return Ok(LawFacts::default());
    };
    let left_out: Option<String> = row.get("left_out")?;
    Ok(LawFacts {
        applies: left_out.is_none(),
        authority,
        regime: row.get("regime")?,
        route: row.get("route")?,
        framework: row.get("framework")?,
        engagement: row.get("engagement")?,
        tendering: row.get("tendering")?,
    })
}
