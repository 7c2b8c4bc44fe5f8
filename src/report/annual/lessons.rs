//! Lessons that were written down in the year, and how often they were read.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use uuid::Uuid;

use crate::domain::{Date, StageNo};
use crate::register::Account;
use crate::report::annual::figures::{Frame, Tender};

/// How lessons are counted.
pub(super) const COUNTED: &str = "Listed are the lessons that were written down on a day of the year, whenever their procurement was. A lesson is read where another procurement says so; counted are all procurements that read it up to the day of the report.";

/// The lessons of the year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lessons {
    /// How they are counted.
    pub counted: &'static str,
    /// Each of them, the earliest first.
    pub list: Vec<LessonOfYear>,
    /// How many times a procurement read a lesson of another in the year.
    pub readings: usize,
}

/// One lesson.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LessonOfYear {
    /// The lesson's uid.
    pub uid: Uuid,
    /// The tender that it comes from.
    pub tender: Tender,
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
    /// What kind of purchase it is about.
    pub category: Option<String>,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// Who wrote it.
    pub by: String,
    /// How many other procurements read it.
    pub read_by: usize,
}

/// Gathers lessons.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    list: BTreeMap<Uuid, LessonOfYear>,
    read: BTreeMap<Uuid, BTreeSet<Uuid>>,
    readings: usize,
}

impl Gathered {
    pub(super) fn add(&mut self, account: &Account, frame: &Frame) {
        let file = &account.contracts;
        for (uid, read) in &file.lessons_read {
            self.read.entry(*uid).or_default().insert(account.uid);
            self.readings += usize::from(frame.holds(read.day));
        }
        for (uid, lesson) in file.lessons.iter().filter(|(_, one)| frame.holds(one.day)) {
            // The one that was changed last came first.
            self.list.entry(*uid).or_insert_with(|| LessonOfYear {
                uid: *uid,
                tender: Tender::of(account),
                day: lesson.day,
                title: lesson.title.clone(),
                happened: lesson.happened.clone(),
                advice: lesson.advice.clone(),
                stage: lesson.stage,
                category: lesson
                    .category
                    .clone()
                    .or_else(|| account.facts.subject.category.clone()),
                tags: lesson.tags.clone(),
                by: frame.name(&lesson.by, "an officer"),
                read_by: 0,
            });
        }
    }

    pub(super) fn done(self) -> Lessons {
        let mut list: Vec<LessonOfYear> = self.list.into_values().collect();
        for lesson in &mut list {
            lesson.read_by = self.read.get(&lesson.uid).map_or(0, BTreeSet::len);
        }
        list.sort_by_key(|lesson| (lesson.day, lesson.uid));
        Lessons { counted: COUNTED, list, readings: self.readings }
    }
}
