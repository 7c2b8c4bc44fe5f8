//! How the nouns of the domain are kept in columns.

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};

use crate::domain::evaluation::{LotNo, OutKind, PriceKind, SectionKind};
use crate::domain::evidence::Sha256;
use crate::domain::{
    AuthorityKind, ContractType, Date, Impact, ItemId, ItemState, KeyDate, Money, Needs, Percent,
    ProcurementState, Reference, Regime, Route, StageNo, StageState, Tendering,
};
use crate::policy::{Against, Base, Bound, SocialValue};

/// Kept as TEXT, written by `Display` and read by a parser.
macro_rules! text {
    ($($type:ty => $parse:expr),* $(,)?) => {$(
        impl ToSql for $type {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(self.to_string().into())
            }
        }

        impl FromSql for $type {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                let text = value.as_str()?;
                $parse(text).map_err(|_| unreadable(text, stringify!($type)))
            }
        }
    )*};
}

text! {
    Against => str::parse::<Against>,
    AuthorityKind => str::parse::<AuthorityKind>,
    Base => str::parse::<Base>,
    Bound => str::parse::<Bound>,
    ContractType => str::parse::<ContractType>,
    Date => Date::from_iso,
    Impact => str::parse::<Impact>,
    ItemId => str::parse::<ItemId>,
    ItemState => str::parse::<ItemState>,
    KeyDate => str::parse::<KeyDate>,
    Needs => str::parse::<Needs>,
    OutKind => str::parse::<OutKind>,
    PriceKind => str::parse::<PriceKind>,
    ProcurementState => str::parse::<ProcurementState>,
    Reference => str::parse::<Reference>,
    Regime => str::parse::<Regime>,
    Route => str::parse::<Route>,
    Sha256 => str::parse::<Sha256>,
    SectionKind => str::parse::<SectionKind>,
    SocialValue => str::parse::<SocialValue>,
    StageState => str::parse::<StageState>,
    Tendering => str::parse::<Tendering>,
}

fn unreadable(text: &str, what: &str) -> FromSqlError {
    let shown: String = crate::domain::text::visible(text).chars().take(60).collect();
    FromSqlError::Other(format!("“{shown}” was found where a {what} should be").into())
}

impl ToSql for Percent {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.value().normalize().to_string().into())
    }
}

impl FromSql for Percent {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let text = value.as_str()?;
        // A percentage that was worked out can have more decimals than one that is typed.
        let number = text.parse().ok();
        number.and_then(Self::new).ok_or_else(|| unreadable(text, "Percent"))
    }
}

impl ToSql for Money {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.pence().into())
    }
}

impl FromSql for Money {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let pence = value.as_i64()?;
        Self::from_pence(pence).ok_or_else(|| unreadable(&pence.to_string(), "Money"))
    }
}

impl ToSql for StageNo {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.get().into())
    }
}

impl FromSql for StageNo {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let number = value.as_i64()?;
        u8::try_from(number)
            .ok()
            .and_then(Self::new)
            .ok_or_else(|| unreadable(&number.to_string(), "StageNo"))
    }
}

impl ToSql for LotNo {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.get().into())
    }
}

impl FromSql for LotNo {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let number = value.as_i64()?;
        u16::try_from(number)
            .ok()
            .and_then(Self::new)
            .ok_or_else(|| unreadable(&number.to_string(), "LotNo"))
    }
}

/// A uid as it is kept.
pub(crate) fn kept(uid: uuid::Uuid) -> String {
    uid.to_string()
}

/// A figure as it is kept: one text for each figure.
pub(crate) fn figure(figure: rust_decimal::Decimal) -> String {
    figure.normalize().to_string()
}

/// The word of a closed list as it is kept.
pub(crate) fn word(of: impl Into<&'static str>) -> &'static str {
    of.into()
}

/// A list of words as it is kept: in JSON.
pub(crate) fn listed(words: &[String]) -> String {
    serde_json::Value::from(words).to_string()
}

/// The list of words that a column holds.
pub(crate) fn listed_in(row: &rusqlite::Row<'_>, column: &str) -> rusqlite::Result<Vec<String>> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text).map_err(|_| strange(&text, column))
}

/// A text column that holds something readable by `FromStr`, without a type of its own here.
pub(crate) fn parsed<T: std::str::FromStr>(
    row: &rusqlite::Row<'_>,
    column: &str,
) -> rusqlite::Result<T> {
    parsed_if_any(row, column)?.ok_or_else(|| found_in("nothing", column))
}

/// The same, where the column may be empty.
pub(crate) fn parsed_if_any<T: std::str::FromStr>(
    row: &rusqlite::Row<'_>,
    column: &str,
) -> rusqlite::Result<Option<T>> {
    let Some(text) = row.get_ref(column)?.as_str_or_null()? else { return Ok(None) };
    text.parse().map(Some).map_err(|_| strange(text, column))
}

/// The error for a text that a column cannot hold.
pub(crate) fn strange(text: &str, column: &str) -> rusqlite::Error {
    let shown: String = crate::domain::text::visible(text).chars().take(60).collect();
    found_in(&format!("“{shown}”"), column)
}

fn found_in(what: &str, column: &str) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(
        0,
        rusqlite::types::Type::Text,
        format!("{what} was found in the column {column}").into(),
    )
}
