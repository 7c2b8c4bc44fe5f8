//! Forms on lessons: that one was read, and a new one.

use uuid::Uuid;

use crate::domain::contract::{Lesson, tags};
use crate::domain::{Date, StageNo, text};
use crate::register::ContractAct;
use crate::tui::forms::{Wrong, needed, typed};
use crate::tui::widget::form::{Field, Form as Fields};

/// A form.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum LessonForm {
    /// A lesson was read for a tender.
    Read {
        lesson: Uuid,
        /// What was made of it before.
        taken: Option<String>,
    },
    /// A lesson of a tender.
    Add { officer: String, today: Date },
}

const TITLE: usize = 0;
const HAPPENED: usize = 1;
const ADVICE: usize = 2;
const STAGE: usize = 3;
const CATEGORY: usize = 4;
const TAGS: usize = 5;

impl LessonForm {
    pub(crate) fn fields(&self) -> Vec<Field> {
        match self {
            Self::Read { taken, .. } => vec![Field::note(
                "Made of it",
                "What is done in this tender because of it, or why it does not apply. May be empty.",
                taken.as_deref().unwrap_or_default(),
            )],
            Self::Add { .. } => {
                let mut stages = vec!["no stage".to_owned()];
                stages
                    .extend(StageNo::all().map(|stage| format!("{stage} {}", stage.short_name())));
                vec![
                    Field::text("Title", "The lesson in one line.", ""),
                    Field::note(
                        "What happened",
                        "So that somebody who was not there understands it.",
                        "",
                    ),
                    Field::note("Next time", "What to do next time. May be empty.", ""),
                    Field::choice("Stage", "The stage that it is about.", stages, 0),
                    Field::text(
                        "Category",
                        "What kind of purchase it is about; empty: the tender's own category.",
                        "",
                    ),
                    Field::text("Tags", "Words to find it by, with commas between them.", ""),
                ]
            }
        }
    }

    pub(crate) fn read(&self, form: &Fields) -> Result<ContractAct, Wrong> {
        match self {
            Self::Read { lesson, .. } => {
                Ok(ContractAct::ReadLesson { lesson: *lesson, taken: typed(form, 0) })
            }
            Self::Add { officer, today } => {
                let mut wrong = Wrong::new();
                let line = |words: &str| text::line("The title", words);
                let title = needed(form, TITLE, "the lesson in one line", &mut wrong, line);
                let note = |words: &str| text::note("What happened", words);
                let happened = needed(form, HAPPENED, "what happened", &mut wrong, note);
                let stage = form.fields.get(STAGE).map_or(0, Field::chosen);
                let lesson = title.zip(happened).map(|(title, happened)| Lesson {
                    contract: None,
                    day: *today,
                    title,
                    happened,
                    advice: typed(form, ADVICE),
                    stage: stage.checked_sub(1).and_then(|at| StageNo::all().nth(at)),
                    category: typed(form, CATEGORY),
                    tags: typed(form, TAGS).map(|typed| tags(&typed)).unwrap_or_default(),
                    by: officer.clone(),
                });
                match lesson {
                    Some(lesson) if wrong.is_empty() => Ok(ContractAct::add(lesson)),
                    _ => Err(wrong),
                }
            }
        }
    }
}
