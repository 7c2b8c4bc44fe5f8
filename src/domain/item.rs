//! Lines of a stage's checklist: their ids and states.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize};
use strum::{Display, EnumIter, EnumString, IntoStaticStr};

use crate::domain::StageNo;

/// The stable id of an item: policy, stage and name, such as `cumbria.04.test-strategy`.
///
/// An officer's own items have `own` in the place of the policy.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct ItemId(String);

/// The first part of the id of an item that an officer added.
pub const OWN: &str = "own";

impl ItemId {
    /// Makes the id of an officer's own item in a stage.
    pub fn own(stage: StageNo, name: &str) -> Option<Self> {
        format!("{OWN}.{:02}.{name}", stage.get()).parse().ok()
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The policy that the item comes from, or `own`.
    pub fn source(&self) -> &str {
        self.0.split('.').next().unwrap_or_default()
    }

    /// The stage in the id.
    pub fn stage(&self) -> Option<StageNo> {
        self.0.split('.').nth(1)?.parse().ok().and_then(StageNo::new)
    }

    /// The last part, which is often enough to say which item is meant.
    pub fn name(&self) -> &str {
        self.0.rsplit('.').next().unwrap_or_default()
    }

    /// Whether an officer added the item to one procurement.
    pub fn is_own(&self) -> bool {
        self.source() == OWN
    }
}

/// Turns a text into the last part of an id: `Brief the board` becomes `brief-the-board`.
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.chars() {
        if slug.len() >= 40 {
            break;
        }
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "item".to_owned() } else { slug.to_owned() }
}

/// Whether a text is lower-case words joined by hyphens.
pub fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 60
        && text.split('-').all(|word| {
            !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}

impl FromStr for ItemId {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts: Vec<&str> = text.split('.').collect();
        let good = match parts.as_slice() {
            [source, stage, name] => {
                is_slug(source)
                    && stage.len() == 2
                    && stage.parse::<StageNo>().is_ok()
                    && is_slug(name)
            }
            _ => false,
        };
        if good {
            Ok(Self(text.to_owned()))
        } else {
            Err(format!(
                "“{}” is not an item id; it has three parts, like cumbria.04.test-strategy: policy, stage in two digits, name in lower-case words joined by hyphens",
                crate::domain::text::visible(text)
            ))
        }
    }
}

impl fmt::Display for ItemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl<'de> Deserialize<'de> for ItemId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// Where an item stands.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Default,
    Serialize,
    Deserialize,
    Display,
    EnumString,
    EnumIter,
    IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum ItemState {
    /// Still to do.
    #[default]
    Open,
    /// Done.
    Done,
    /// Ruled out, with a reason.
    NotApplicable,
}

impl ItemState {
    /// Whether nothing more is to be done.
    pub const fn is_settled(self) -> bool {
        !matches!(self, Self::Open)
    }

    /// The state in the words of the screen.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Done => "done",
            Self::NotApplicable => "n/a",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_id_tells_its_policy_stage_and_name() {
        let id: ItemId = "cumbria.04.test-strategy".parse().unwrap();
        assert_eq!(id.source(), "cumbria");
        assert_eq!(id.stage().unwrap().get(), 4);
        assert_eq!(id.name(), "test-strategy");
        assert!(!id.is_own());
    }

    #[test]
    fn an_id_that_is_not_in_three_parts_is_refused() {
        for bad in [
            "",
            "cumbria",
            "cumbria.4.x",
            "cumbria.+4.x",
            "cumbria.14.x",
            "cumbria.04.Test",
            "a.04.b.c",
        ] {
            assert!(bad.parse::<ItemId>().is_err(), "{bad}");
        }
    }

    #[test]
    fn an_own_item_is_named_after_its_text() {
        let id = ItemId::own(StageNo::FIRST, &slug("Brief the Board (again)!")).unwrap();
        assert_eq!(id.as_str(), "own.01.brief-the-board-again");
        assert!(id.is_own());
        assert_eq!(slug("日本"), "item");
    }

    proptest! {
        #[test]
        fn any_text_makes_the_name_of_an_item(text in any::<String>(), number in 1u8..=13) {
            let name = slug(&text);
            prop_assert!(is_slug(&name), "{name}");
            let stage = StageNo::new(number).unwrap();
            let id = ItemId::own(stage, &name).unwrap();
            prop_assert_eq!(id.stage(), Some(stage));
            prop_assert_eq!(id.name(), name);
        }

        #[test]
        fn no_text_makes_the_parser_panic(text in "\\PC*|[a-z0-9.+-]{0,20}") {
            if let Ok(id) = text.parse::<ItemId>() {
                prop_assert!(id.stage().is_some());
                prop_assert_eq!(id.as_str(), text);
            }
        }
    }
}
