//! Lessons: what was learnt, for whoever buys the like of it next.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::{Date, StageNo};

/// Something that was learnt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lesson {
    /// The contract, where it comes from one.
    pub contract: Option<Uuid>,
    /// The day on which it was written down.
    pub day: Date,
    /// The lesson in one line.
    pub title: String,
    /// What happened.
    pub happened: String,
    /// What to do next time.
    pub advice: Option<String>,
    /// The stage that it is about.
    pub stage: Option<StageNo>,
    /// What kind of purchase it is about, where that is not the tender's own category.
    pub category: Option<String>,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// Who wrote it.
    pub by: String,
}

/// A lesson of another tender that was read for this one; it stands at the uid of the lesson.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LessonRead {
    /// The reference of the tender that it comes from.
    pub from: String,
    /// The lesson in one line, as it stood.
    pub title: String,
    /// What is made of it here, where something is.
    pub taken: Option<String>,
    /// The day on which it was read.
    pub day: Date,
    /// Who read it.
    pub by: String,
}

/// Tags as they are typed, separated by commas: trimmed, in lower case, each once.
pub fn tags(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for tag in text.split([',', ';', '\n']) {
        let tag = tag.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        if !tag.is_empty() && !found.contains(&tag) {
            found.push(tag);
        }
    }
    found
}
