//! Lessons over all tenders, and those that are offered to a new one.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::domain::contract::Lesson;
use crate::domain::cpv::{Nearness, nearest};
use crate::domain::{Reference, text};
use crate::register::case::Case;
use crate::register::contract::Offered;
use crate::register::{Register, Result};
use crate::store::LessonPlace;

/// A lesson with where it comes from and where it was read.
#[derive(Debug, Clone)]
pub struct LessonView {
    /// The lesson's uid.
    pub uid: Uuid,
    /// The tender that it comes from.
    pub from: Reference,
    /// What that tender is about.
    pub tender: String,
    /// What kind of purchase it is about.
    pub category: Option<String>,
    /// The lesson itself.
    pub lesson: Lesson,
    /// The tenders for which it was read.
    pub read_by: Vec<Reference>,
}

/// The fewest points of likeness at which a lesson is offered.
const LIKE_ENOUGH: u32 = 2;

/// How many lessons are offered at most.
const MOST_OFFERED: usize = 12;

/// Words of a title that say nothing about what is bought.
const COMMON: [&str; 28] = [
    "the",
    "and",
    "for",
    "with",
    "of",
    "a",
    "an",
    "in",
    "on",
    "to",
    "from",
    "by",
    "at",
    "or",
    "services",
    "service",
    "supply",
    "supplies",
    "provision",
    "contract",
    "framework",
    "works",
    "new",
    "2024",
    "2025",
    "2026",
    "2027",
    "lot",
];

impl Register {
    /// Every lesson, the newest first.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn lessons(&self) -> Result<Vec<LessonView>> {
        let _snapshot = self.database.snapshot()?;
        let mut read: BTreeMap<Uuid, Vec<Reference>> = BTreeMap::new();
        for (lesson, reference) in self.database.lessons_read()? {
            read.entry(lesson).or_default().push(reference);
        }
        let places = self.database.lessons()?;
        Ok(places
            .into_iter()
            .map(|place| LessonView {
                read_by: read.remove(&place.uid).unwrap_or_default(),
                category: place.lesson.category.clone().or(place.category),
                uid: place.uid,
                from: place.reference,
                tender: place.tender,
                lesson: place.lesson,
            })
            .collect())
    }

    /// The lessons of other tenders that are like one, the likest first, with those that were
    /// read for it.
    pub(super) fn offered_lessons(&self, case: &Case) -> Result<Vec<Offered>> {
        let read = &case.contracts.lessons_read;
        let mut found: Vec<(u32, Offered)> = Vec::new();
        for place in self.database.lessons()? {
            if place.procurement == case.record.id {
                continue;
            }
            let (points, why) = likeness(case, &place);
            let was_read = read.contains_key(&place.uid);
            if points >= LIKE_ENOUGH || was_read {
                found.push((
                    points,
                    Offered {
                        uid: place.uid,
                        from: place.reference,
                        tender: place.tender,
                        lesson: place.lesson,
                        why,
                        read: was_read,
                    },
                ));
            }
        }
        found.sort_by_key(|(points, offered)| {
            (std::cmp::Reverse(*points), std::cmp::Reverse(offered.lesson.day), offered.uid)
        });
        let mut kept = 0;
        found.retain(|(_, offered)| {
            kept += usize::from(!offered.read);
            offered.read || kept <= MOST_OFFERED
        });
        Ok(found.into_iter().map(|(_, offered)| offered).collect())
    }
}

/// How like the tender of a lesson is to another: points, and what they have in common.
fn likeness(case: &Case, place: &LessonPlace) -> (u32, String) {
    let subject = &case.record.facts.subject;
    let mut points = 0;
    let mut why: Vec<String> = Vec::new();
    let category = place.lesson.category.as_ref().or(place.category.as_ref());
    if let (Some(ours), Some(theirs)) = (&subject.category, category)
        && ours.trim().to_lowercase() == theirs.trim().to_lowercase()
    {
        points += 4;
        why.push(format!("the same category, {}", text::visible(ours)));
    }
    let near = nearest(&subject.cpv, &place.cpv);
    if near > Nearness::Apart {
        points += 1 + near as u32;
        why.push(format!("CPV codes of the same {near}"));
    }
    let title = words(&case.record.title);
    let theirs = format!(
        "{} {} {} {}",
        place.tender,
        place.lesson.title,
        place.lesson.tags.join(" "),
        category.map_or("", String::as_str)
    );
    let theirs = words(&theirs);
    let common: Vec<&String> = title.iter().filter(|word| theirs.contains(word)).collect();
    if !common.is_empty() {
        points += u32::try_from(common.len()).unwrap_or(u32::MAX).min(4) * 2;
        let common: Vec<String> = common.iter().map(|word| format!("“{word}”")).collect();
        why.push(format!("the same words, {}", common.join(", ")));
    }
    (points, why.join("; "))
}

/// The words of a text that say what it is about, in lower case, each once.
fn words(of: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in of.split(|c: char| !c.is_alphanumeric()) {
        let word = word.to_lowercase();
        if word.chars().count() > 2 && !COMMON.contains(&word.as_str()) && !found.contains(&word) {
            found.push(word);
        }
    }
    found
}
