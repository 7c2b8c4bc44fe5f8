//! What a tender is about beside its title: words by which others like it are found.

use serde::{Deserialize, Serialize};

use crate::domain::cpv::{self, CpvCode};
use crate::domain::text::{self, TextError};

/// The category of a tender and its codes; no rule looks at them, tenders are found by them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Subject {
    /// What kind of thing is bought, in the officer's own words, such as “catering”.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// The codes of the Common Procurement Vocabulary, the main one first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cpv: Vec<CpvCode>,
}

impl Subject {
    /// Whether nobody has said anything yet.
    pub const fn is_empty(&self) -> bool {
        self.category.is_none() && self.cpv.is_empty()
    }

    /// The same as it is kept: the category one tidy line, each code once.
    ///
    /// # Errors
    /// When the category is too long.
    pub fn tidy(self) -> Result<Self, TextError> {
        let category = self.category.as_deref().map(category).transpose()?.flatten();
        Ok(Self { category, cpv: cpv::each_once(self.cpv) })
    }
}

/// Reads a category as it is typed; none where nothing stands there.
///
/// # Errors
/// When it is too long.
pub fn category(typed: &str) -> Result<Option<String>, TextError> {
    match text::line("The category", typed) {
        Ok(category) => Ok(Some(category)),
        Err(TextError::Empty(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_kept_tidy() {
        let subject = Subject {
            category: Some("  school\ncatering ".to_owned()),
            cpv: cpv::list("55524000-9").unwrap().repeat(2),
        };
        let tidy = subject.tidy().unwrap();
        assert_eq!(tidy.category.as_deref(), Some("school catering"));
        assert_eq!(tidy.cpv.len(), 1);
        let blank = Subject { category: Some(" \n".to_owned()), cpv: Vec::new() };
        assert!(blank.tidy().unwrap().is_empty());
        assert!(category(&"x".repeat(501)).is_err());
    }
}
