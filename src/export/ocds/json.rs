//! JSON with its members in the order in which they were put, and with exact numbers.

use rust_decimal::Decimal;
use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};
use serde_json::Number;

use crate::domain::{Date, Money, Percent, text};

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Json {
    Text(String),
    Number(Number),
    Truth(bool),
    List(Vec<Json>),
    Object(Object),
}

/// Members with their names.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Object(Vec<(&'static str, Json)>);

impl Object {
    pub(super) const fn new() -> Self {
        Self(Vec::new())
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The same with one member more.
    pub(super) fn with(mut self, name: &'static str, value: impl Into<Json>) -> Self {
        self.0.push((name, value.into()));
        self
    }

    /// The same with one member more, where there is a value.
    pub(super) fn maybe(self, name: &'static str, value: Option<impl Into<Json>>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// The same with a list, where something is in it.
    pub(super) fn list(self, name: &'static str, values: Vec<Json>) -> Self {
        if values.is_empty() { self } else { self.with(name, Json::List(values)) }
    }

    /// The same with an object, where something is in it.
    pub(super) fn part(self, name: &'static str, part: Self) -> Self {
        if part.is_empty() { self } else { self.with(name, part) }
    }
}

impl From<Object> for Json {
    fn from(object: Object) -> Self {
        Self::Object(object)
    }
}

impl From<&str> for Json {
    /// Words from outside cannot hide or reorder anything where they are read.
    fn from(words: &str) -> Self {
        Self::Text(text::visible(words))
    }
}

impl From<&String> for Json {
    fn from(words: &String) -> Self {
        Self::from(words.as_str())
    }
}

impl From<String> for Json {
    fn from(words: String) -> Self {
        Self::from(words.as_str())
    }
}

impl From<bool> for Json {
    fn from(truth: bool) -> Self {
        Self::Truth(truth)
    }
}

impl From<Number> for Json {
    fn from(number: Number) -> Self {
        Self::Number(number)
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(words) => serializer.serialize_str(words),
            Self::Number(number) => number.serialize(serializer),
            Self::Truth(truth) => serializer.serialize_bool(*truth),
            Self::List(values) => {
                let mut list = serializer.serialize_seq(Some(values.len()))?;
                for value in values {
                    list.serialize_element(value)?;
                }
                list.end()
            }
            Self::Object(object) => object.serialize(serializer),
        }
    }
}

impl Serialize for Object {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

/// A decimal as a JSON number with the very same digits; `None` for one that would come out
/// otherwise, because it has more than a JSON reader is sure to keep.
pub(super) fn number(decimal: Decimal) -> Option<Number> {
    let digits = decimal.normalize().to_string();
    let number: Number = digits.parse().ok()?;
    (number.to_string() == digits).then_some(number)
}

/// An amount of pounds, without VAT.
pub(super) fn amount(money: Money) -> Option<Object> {
    Some(Object::new().with("amount", number(money.pounds())?).with("currency", "GBP"))
}

/// A percentage as a number from 0 to 100.
pub(super) fn percent(percent: Percent) -> Option<Number> {
    number(percent.value())
}

/// A day as the moment at which it begins.
pub(super) fn begins(day: Date) -> String {
    format!("{day}T00:00:00Z")
}

/// A day as the moment at which it ends.
pub(super) fn ends(day: Date) -> String {
    format!("{day}T23:59:59Z")
}

/// From one day to another, as far as they are known.
pub(super) fn period(from: Option<Date>, to: Option<Date>) -> Object {
    Object::new().maybe("startDate", from.map(begins)).maybe("endDate", to.map(ends))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn members_stay_in_their_order_and_nothing_empty_is_written() {
        let object = Object::new()
            .with("b", "two\u{202e}\n")
            .list("c", Vec::new())
            .part("d", Object::new())
            .maybe("e", None::<String>)
            .with("a", true);
        let text = serde_json::to_string(&object).unwrap();
        assert_eq!(text, r#"{"b":"two\\u{202e}\\n","a":true}"#);
    }

    #[test]
    fn a_number_that_would_change_is_not_written() {
        assert_eq!(
            number("1199999999999.988".parse().unwrap()).unwrap().to_string(),
            "1199999999999.988"
        );
        assert_eq!(number("0.0000001".parse().unwrap()), None);
        assert_eq!(number("1234567890123456.789".parse().unwrap()), None);
    }

    proptest! {
        #[test]
        fn every_amount_is_written_to_the_penny(pence in 0..=99_999_999_999_999_i64) {
            let money = Money::from_pence(pence).unwrap();
            let text = serde_json::to_string(&amount(money).unwrap()).unwrap();
            let written = text.strip_prefix("{\"amount\":").unwrap();
            let written = written.strip_suffix(",\"currency\":\"GBP\"}").unwrap();
            prop_assert_eq!(written, money.pounds().normalize().to_string());
        }
    }
}
