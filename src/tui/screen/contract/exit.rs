//! Exit plan, final account and lessons.

mod account;

use uuid::Uuid;

use crate::domain::contract::{ExitPlan, Lesson, Standing};
use crate::domain::text::{visible, visible_lines};
use crate::tui::command::{Command, Offer};
use crate::tui::dates;
use crate::tui::effect::{Effect, LineKind, Place, Section};
use crate::tui::screen::contract::desk::{Desk, Group, Line, Tone, copied, section};
use crate::tui::screen::contract::forms::ContractForm;
use crate::tui::screen::contract::forms::exit::{AccountForm, Form, LessonForm, PlanForm};
use crate::tui::screen::contract::forms::shared::RemoveForm;
use crate::tui::screen::contract::{Part, Scene};
use crate::tui::widget::canvas::Canvas;

/// Where the officer stands on the tab.
#[derive(Debug, Default)]
pub(super) struct Exit {
    desk: Desk,
}

const PLAN: usize = 0;
const ACCOUNT: usize = 1;
const LESSONS: usize = 2;

fn plan(scene: Scene<'_>) -> Option<&ExitPlan> {
    scene.view.file.exit_plans.get(&scene.contract.uid)
}

/// The lessons of the contract, the newest first.
fn lessons(scene: Scene<'_>) -> Vec<(Uuid, &Lesson)> {
    let all = scene.view.file.lessons.iter();
    let all = all.filter(|(_, of)| of.contract == Some(scene.contract.uid));
    let mut all: Vec<(Uuid, &Lesson)> = all.map(|(uid, of)| (*uid, of)).collect();
    all.sort_by_key(|(uid, of)| std::cmp::Reverse((of.day, *uid)));
    all
}

/// The parts of a plan: each with what it asks, and what it says.
fn parts(plan: &ExitPlan) -> [(&'static str, Option<&String>); 5] {
    [
        ("How the service goes on", plan.service.as_ref()),
        ("The people", plan.people.as_ref()),
        ("Data and records", plan.data.as_ref()),
        ("Assets", plan.assets.as_ref()),
        ("Commitments that are still open", plan.commitments.as_ref()),
    ]
}

fn plan_lines(scene: Scene<'_>) -> Vec<Line> {
    let Some(plan) = plan(scene) else { return Vec::new() };
    let late = plan.handed_over_by.is_some_and(|day| day < scene.view.today);
    let (tone, state) = match (plan.done, plan.handed_over_by) {
        (Some(_), _) => (Tone::Done, "handed over"),
        (None, Some(_)) if late => (Tone::Wrong, "overdue"),
        (None, Some(_)) => (Tone::Plain, "to come"),
        (None, None) => (Tone::Heed, "no day yet"),
    };
    let day = plan.done.or(plan.handed_over_by).map(dates::day).unwrap_or_default();
    let mut lines = vec![Line {
        uid: None,
        tone,
        state: state.to_owned(),
        what: format!("Everything handed over, led by {}", visible(&plan.owner)),
        right: day,
    }];
    lines.extend(parts(plan).map(|(name, words)| {
        let (tone, state) = match words {
            Some(_) => (Tone::Done, "written"),
            None => (Tone::Heed, "empty"),
        };
        let first = words.and_then(|words| words.lines().next()).map(visible);
        let what = first.map_or_else(|| name.to_owned(), |first| format!("{name}: {first}"));
        Line { uid: None, tone, state: state.to_owned(), what, right: String::new() }
    }));
    lines
}

fn plan_sections(scene: Scene<'_>) -> Vec<Section> {
    let open = Command::Open.key(false);
    let Some(plan) = plan(scene) else {
        let ends = dates::day(scene.contract.ends);
        let lines = vec![
            (LineKind::Strong, format!("There is no exit plan. {open} begins it.")),
            (
                LineKind::Plain,
                format!(
                    "The contract ends on {ends}. The plan says how the service goes on, and what happens to people, data, assets and what is still owed."
                ),
            ),
        ];
        return vec![section("Exit plan", lines)];
    };
    let mut lines = vec![(LineKind::Plain, format!("Led by {}.", visible(&plan.owner)))];
    lines.push(match (plan.done, plan.handed_over_by) {
        (Some(day), _) => {
            (LineKind::Strong, format!("Everything was handed over on {}.", dates::day(day)))
        }
        (None, Some(day)) => {
            (LineKind::Plain, format!("Everything is handed over by {}.", dates::day(day)))
        }
        (None, None) => {
            (LineKind::Warning, "There is no day by which everything is handed over.".to_owned())
        }
    });
    let mut sections = vec![section("Exit plan", lines)];
    sections.extend(parts(plan).map(|(name, words)| {
        let line = match words {
            Some(words) => (LineKind::Plain, visible_lines(words)),
            None => (LineKind::Warning, format!("Empty. {open} writes it.")),
        };
        section(name, vec![line])
    }));
    sections
}

fn lesson_sections(of: &Lesson) -> Vec<Section> {
    let mut lines = vec![(LineKind::Plain, visible_lines(&of.happened))];
    let advice = of.advice.iter().map(|words| format!("Next time: {}", visible_lines(words)));
    lines.extend(advice.map(|words| (LineKind::Strong, words)));
    let stage = of.stage.map(|stage| format!("stage {stage}, {}", stage.short_name()));
    let category = of.category.as_deref().map(|words| format!("category {}", visible(words)));
    let tags = (!of.tags.is_empty()).then(|| {
        format!("tags: {}", of.tags.iter().map(|tag| visible(tag)).collect::<Vec<_>>().join(", "))
    });
    let about: Vec<String> = stage.into_iter().chain(category).chain(tags).collect();
    if !about.is_empty() {
        lines.push((LineKind::Inset, format!("About {}.", about.join("; "))));
    }
    lines.push((LineKind::Inset, format!("{}, {}.", dates::day(of.day), visible(&of.by))));
    lines.push((
        LineKind::Inset,
        "It is offered at the beginning of tenders that are like this one.".to_owned(),
    ));
    vec![section(visible(&of.title), lines)]
}

impl Exit {
    fn lesson<'a>(&self, scene: Scene<'a>) -> Option<(Uuid, &'a Lesson)> {
        let uid = self.desk.uid().filter(|_| self.desk.group() == LESSONS)?;
        scene.view.file.lessons.get(&uid).map(|of| (uid, of))
    }

    fn rebuild(&mut self, scene: Scene<'_>) {
        let lesson = |(uid, of): (Uuid, &Lesson)| Line {
            uid: Some(uid),
            tone: Tone::Plain,
            state: of.stage.map_or_else(String::new, |stage| format!("stage {stage}")),
            what: visible(&of.title),
            right: dates::day(of.day),
        };
        let (open, second) = (Command::Open.key(false), Command::SecondTab.key(false));
        let lesson_key = Command::Lessons.key(false);
        let groups = vec![
            Group {
                title: "Exit plan".to_owned(),
                lines: plan_lines(scene),
                empty: format!("There is none yet. {open} begins it."),
            },
            Group {
                title: "Final account".to_owned(),
                lines: account::lines(scene),
                empty: format!(
                    "There are no commitments to account for. {second} shows where they are recorded."
                ),
            },
            Group {
                title: "Lessons".to_owned(),
                lines: lessons(scene).into_iter().map(lesson).collect(),
                empty: format!(
                    "None yet. {lesson_key} writes down what you would want to be told."
                ),
            },
        ];
        self.desk.set(vec![account::state(scene)], groups, scene.size);
    }

    fn sections(&self, scene: Scene<'_>) -> Vec<Section> {
        if let Some((_, of)) = self.lesson(scene) {
            return lesson_sections(of);
        }
        match self.desk.group() {
            PLAN => plan_sections(scene),
            ACCOUNT => account::sections(scene, self.desk.uid()),
            _ => {
                let lines = vec![(
                    LineKind::Plain,
                    "What went well and what did not, for whoever buys the like of it next. The newest hands know it best before they leave.".to_owned(),
                )];
                vec![section("Lessons of the contract", lines)]
            }
        }
    }

    fn ask(scene: Scene<'_>, title: &str, explain: impl Into<String>, form: Form) -> Effect {
        scene.form(title, explain, ContractForm::Exit(form))
    }

    fn write_plan(scene: Scene<'_>) -> Effect {
        let owner = scene.contract.contract.manager.clone();
        let form = PlanForm {
            contract: scene.contract.uid,
            now: plan(scene).cloned(),
            owner: owner.unwrap_or_else(|| scene.officer.to_owned()),
            ends: scene.contract.ends,
            today: scene.view.today,
        };
        let explain = "What is not known yet may stay empty; the tab shows what is.";
        Self::ask(scene, "Exit plan", explain, Form::Plan(form))
    }

    fn write_lesson(scene: Scene<'_>, now: Option<(Uuid, Lesson)>) -> Effect {
        let title = if now.is_some() { "The lesson" } else { "A new lesson" };
        let (contract, by) = (scene.contract.uid, scene.officer.to_owned());
        let form = LessonForm { contract, now, by, today: scene.view.today };
        let explain = "It is found by its words, and offered to tenders that are like this one.";
        Self::ask(scene, title, explain, Form::Lesson(form))
    }

    fn account(scene: Scene<'_>) -> Effect {
        let uid = scene.contract.uid;
        if scene.contract.settled {
            let explain = "The account is opened again: commitments and deliveries can be changed. The journal keeps that it was closed, and why it is not.";
            let form = Form::Remove(RemoveForm { uid });
            return Self::ask(scene, "Take the final account back", explain, form);
        }
        let runs = scene.contract.contract.ended.is_none();
        let still = if runs {
            " No end of the contract is recorded yet; that is done in its terms."
        } else {
            ""
        };
        let explain = format!(
            "From then on nothing more is delivered under the contract, and its commitments stand as they are.{still}"
        );
        let (by, today) = (scene.officer.to_owned(), scene.view.today);
        let form = Form::Account(AccountForm { contract: uid, by, today });
        Self::ask(scene, "Close the final account", explain, form)
    }

    fn remove(&self, scene: Scene<'_>) -> Effect {
        let explain = "For what was recorded by mistake; the journal keeps it.";
        match self.lesson(scene) {
            Some((uid, _)) => {
                let form = Form::Remove(RemoveForm { uid });
                Self::ask(scene, "Take the lesson away", explain, form)
            }
            None if self.can_remove_plan(scene) => {
                let form = Form::Remove(RemoveForm { uid: scene.contract.uid });
                Self::ask(scene, "Take the exit plan away", explain, form)
            }
            None => Effect::None,
        }
    }

    /// The plan stands at the uid of the contract, as the account does, which would go first.
    fn can_remove_plan(&self, scene: Scene<'_>) -> bool {
        self.desk.group() == PLAN && plan(scene).is_some() && !scene.contract.settled
    }
}

/// What has to be said of a commitment before the account can be closed.
fn open_commitments(scene: Scene<'_>) -> usize {
    scene.contract.progress.iter().filter(|one| Standing::is_open(one.standing)).count()
}

/// The first of those that are open, by name.
fn first_open(scene: Scene<'_>) -> Option<String> {
    let open = scene.contract.progress.iter().find(|one| Standing::is_open(one.standing))?;
    let commitment = scene.view.file.commitments.get(&open.commitment)?;
    Some(visible(&commitment.title))
}

impl Part for Exit {
    fn commands(&self, scene: Scene<'_>) -> Vec<Offer> {
        let open = scene.is_open();
        let lesson = self.lesson(scene).is_some();
        let planned = self.desk.group() == PLAN;
        let (word, can_open) = match () {
            () if lesson => ("change lesson", true),
            () if planned && plan(scene).is_none() => ("begin the plan", true),
            () => ("change the plan", planned),
        };
        let account = if scene.contract.settled { "take account back" } else { "close account" };
        let can_close = scene.contract.settled || open_commitments(scene) == 0;
        let mut offers = vec![
            Offer::useful(Command::Open).called(word).when(open && can_open),
            Offer::useful(Command::Lessons).called("add lesson").when(open),
            Offer::useful(Command::Account).called(account).when(open && can_close),
            Offer::useful(Command::Draft).called("final account as text"),
            Offer::plain(Command::Add).called("add lesson").when(open),
            Offer::plain(Command::Delete).when(open && (lesson || self.can_remove_plan(scene))),
        ];
        offers.extend(self.desk.offers());
        offers
    }

    fn because(&self, scene: Scene<'_>) -> Option<String> {
        let count = open_commitments(scene);
        if count > 0 && !scene.contract.settled {
            let first = first_open(scene).unwrap_or_default();
            let many = match count {
                1 => format!("“{first}” is open"),
                2 => format!("“{first}” and 1 other are open"),
                more => format!("“{first}” and {} others are open", more - 1),
            };
            return Some(format!(
                "{many}: record the delivery, or waive the rest or call it short, on the Commitments tab ({}).",
                Command::SecondTab.key(false)
            ));
        }
        Some("Select the plan or a lesson first.".to_owned())
    }

    fn command(&mut self, command: Command, scene: Scene<'_>) -> Effect {
        match (command, self.lesson(scene)) {
            (Command::Add | Command::Lessons, _) => Self::write_lesson(scene, None),
            (Command::Open, Some((uid, of))) => Self::write_lesson(scene, Some((uid, of.clone()))),
            (Command::Open, None) if self.desk.group() == PLAN => Self::write_plan(scene),
            (Command::Account, _) => Self::account(scene),
            (Command::Delete, _) => self.remove(scene),
            (Command::Draft, _) => {
                let name = crate::domain::item::slug(&scene.view.reference.to_string());
                Effect::Push(Place::Letter {
                    title: "Final account".to_owned(),
                    name: format!("{name}-final-account.md"),
                    text: account::text(scene),
                })
            }
            (command, _) => {
                let sections = self.sections(scene);
                self.desk.follow(command, scene.size, &sections);
                Effect::None
            }
        }
    }

    fn keep(&mut self, scene: Scene<'_>) {
        self.rebuild(scene);
    }

    fn point(&mut self, pane: usize, at: usize, scene: Scene<'_>) -> Effect {
        let again = self.desk.point(pane, at, scene.size);
        if again && scene.is_open() { self.command(Command::Open, scene) } else { Effect::None }
    }

    fn copy(&self, scene: Scene<'_>) -> Option<(String, String)> {
        copied(&self.sections(scene)).map(|words| ("what is selected".to_owned(), words))
    }

    fn draw(&self, canvas: &mut Canvas<'_>, scene: Scene<'_>) {
        self.desk.draw(canvas, &self.sections(scene));
    }
}
