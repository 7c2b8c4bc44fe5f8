//! Key performance indicators and their assessments.

use uuid::Uuid;

use crate::domain::contract::{Action, ActionKind, Assessment, KpiRating};
use crate::domain::text::{visible, visible_lines};
use crate::register::{KpiView, NoteKind};
use crate::tui::command::{Command, Offer};
use crate::tui::dates;
use crate::tui::effect::{Effect, LineKind, Place, Section};
use crate::tui::screen::contract::desk::{Desk, Group, Line, Tone, copied, section};
use crate::tui::screen::contract::forms::ContractForm;
use crate::tui::screen::contract::forms::indicators::{
    AssessForm, DropForm, Form, KpiForm, NoKpisForm,
};
use crate::tui::screen::contract::forms::shared::{ActionForm, RemoveForm};
use crate::tui::screen::contract::reviews::actions_about;
use crate::tui::screen::contract::{Part, Scene};
use crate::tui::widget::canvas::Canvas;

/// Where the officer stands on the tab.
#[derive(Debug, Default)]
pub(super) struct Indicators {
    desk: Desk,
    /// The indicator whose assessments are shown.
    of: Option<Uuid>,
}

const KPIS: usize = 0;
const ASSESSMENTS: usize = 1;
const LAW: usize = 2;

/// The indicators, those that are overdue first and those that are dropped last.
fn sorted(scene: Scene<'_>) -> Vec<&KpiView> {
    let mut all: Vec<&KpiView> = scene.contract.kpis.iter().collect();
    all.sort_by_key(|kpi| (kpi.kpi.dropped.is_some(), kpi.due.is_none(), kpi.due, kpi.uid));
    all
}

const fn tone(rating: KpiRating) -> Tone {
    match rating {
        KpiRating::Good => Tone::Done,
        KpiRating::ApproachingTarget | KpiRating::RequiresImprovement => Tone::Heed,
        KpiRating::Inadequate => Tone::Wrong,
        KpiRating::Other => Tone::Plain,
    }
}

fn line(scene: Scene<'_>, of: &KpiView) -> Line {
    let overdue = of.due.is_some_and(|due| due < scene.view.today);
    let (tone, state) = match (&of.kpi.dropped, &of.newest) {
        (Some(_), _) => (Tone::Dim, "dropped".to_owned()),
        (None, Some(newest)) => (tone(newest.rating), newest.rating.words().to_owned()),
        (None, None) if overdue => (Tone::Heed, "not assessed".to_owned()),
        (None, None) => (Tone::Plain, "not assessed".to_owned()),
    };
    let right = of.due.map_or_else(String::new, |due| {
        format!("{} {}", if overdue { "overdue" } else { "due" }, dates::day(due))
    });
    let what = format!("{}: {}", visible(&of.kpi.title), visible(&of.kpi.target));
    Line { uid: Some(of.uid), tone, state, what, right }
}

/// Whether the statute's rule is kept: its tone, and a word for it.
fn kept(scene: Scene<'_>) -> (Tone, &'static str) {
    let Some(rule) = &scene.view.overlay.contract_kpis else { return (Tone::Dim, "no rule") };
    let about = |note: &&crate::register::Note| note.clause.as_deref() == Some(&rule.clause);
    match scene.contract.notes.iter().find(about).map(|note| note.kind) {
        Some(NoteKind::Fault) => return (Tone::Wrong, "not kept"),
        Some(_) => return (Tone::Heed, "may apply"),
        None => {}
    }
    if live(scene) >= usize::from(rule.least) {
        (Tone::Done, "kept")
    } else if scene.contract.contract.no_kpis.is_some() {
        (Tone::Plain, "reason on file")
    } else {
        (Tone::Plain, "not asked for")
    }
}

fn live(scene: Scene<'_>) -> usize {
    scene.contract.kpis.iter().filter(|kpi| kpi.kpi.dropped.is_none()).count()
}

/// The statute's rule, with the ratings and what each means.
fn law(scene: Scene<'_>) -> Vec<Section> {
    let mut sections = Vec::new();
    match &scene.view.overlay.contract_kpis {
        None => sections.push(section(
            "What the law asks",
            vec![(
                LineKind::Plain,
                "The statute's pack of this tender has no rule on indicators.".to_owned(),
            )],
        )),
        Some(rule) => {
            let months = rule.assess_months;
            sections.push(section(
                format!("What the law asks: {}", kept(scene).1),
                vec![
                    (LineKind::Strong, visible(&rule.says)),
                    (
                        LineKind::Plain,
                        format!(
                            "Over {}: at least {} indicators, assessed at least once in {months} months. There are {}.",
                            rule.over.short(),
                            rule.least,
                            live(scene)
                        ),
                    ),
                    (LineKind::Inset, visible(&rule.clause)),
                ],
            ));
            let notes = scene.contract.notes.iter();
            let notes: Vec<(LineKind, String)> = notes
                .filter(|note| note.clause.as_deref() == Some(&rule.clause))
                .map(|note| (LineKind::Warning, note.text.clone()))
                .collect();
            if let Some(first) = sections.first_mut() {
                first.lines.extend(notes);
            }
            let ratings = rule.ratings.iter().map(|rating| {
                let clause = visible(&rating.clause);
                let words =
                    format!("{}: {} ({clause})", visible(&rating.name), visible(&rating.says));
                (LineKind::Plain, words)
            });
            sections.push(section("The five ratings", ratings.collect()));
        }
    }
    if let Some(reason) = &scene.contract.contract.no_kpis {
        let words = (LineKind::Plain, visible_lines(reason));
        sections.push(section("No indicators, because", vec![words]));
    }
    sections
}

fn period(of: &Assessment) -> String {
    format!("{} to {}", dates::day(of.from), dates::day(of.to))
}

fn assessed(of: &Assessment) -> Vec<(LineKind, String)> {
    let mut lines = vec![(LineKind::Strong, format!("{}, {}", of.rating.words(), period(of)))];
    lines.extend(
        of.measured
            .iter()
            .map(|words| (LineKind::Plain, format!("Measured: {}", visible_lines(words)))),
    );
    lines.extend(
        of.reasons
            .iter()
            .map(|words| (LineKind::Plain, format!("Reasons: {}", visible_lines(words)))),
    );
    let published = of.published.map_or_else(
        || "not published yet".to_owned(),
        |day| format!("published on {}", dates::day(day)),
    );
    lines.push((LineKind::Inset, format!("Assessed by {}; {published}.", visible(&of.by))));
    lines
}

fn detail(scene: Scene<'_>, of: &KpiView) -> Vec<Section> {
    let kpi = &of.kpi;
    let mut lines = vec![(LineKind::Plain, format!("Target: {}", visible(&kpi.target)))];
    let how = kpi.how.as_deref().map_or_else(|| "nobody has said".to_owned(), visible_lines);
    lines.push((LineKind::Plain, format!("Measured how: {how}")));
    let every = match kpi.every_months {
        1 => "every month".to_owned(),
        months => format!("every {months} months"),
    };
    let next = of.due.map_or_else(String::new, |due| format!(", next by {}", dates::day(due)));
    lines.push((LineKind::Plain, format!("Assessed {every}{next}.")));
    let published = kpi.published.map_or_else(
        || "No day of publication is on record.".to_owned(),
        |day| format!("Published on {}.", dates::day(day)),
    );
    lines.push((LineKind::Plain, published));
    if let Some(reason) = &kpi.dropped {
        lines.push((LineKind::Warning, format!("Dropped: {}", visible_lines(reason))));
    }
    let mut sections = vec![section(visible(&kpi.title), lines)];
    let none = || {
        let key = Command::Assess.key(false);
        let words = format!("Not assessed yet: there is no data to judge by. {key} assesses it.");
        vec![(LineKind::Plain, words)]
    };
    let newest = of.newest.as_ref().map_or_else(none, assessed);
    sections.push(section("Newest assessment", newest));
    sections.extend(actions_about(scene, of.uid));
    sections
}

impl Indicators {
    fn kpi<'a>(&self, scene: Scene<'a>) -> Option<&'a KpiView> {
        let uid = self.of.filter(|_| self.desk.group() != LAW)?;
        scene.contract.kpis.iter().find(|kpi| kpi.uid == uid)
    }

    fn assessment<'a>(&self, scene: Scene<'a>) -> Option<(Uuid, &'a Assessment)> {
        let uid = self.desk.uid().filter(|_| self.desk.group() == ASSESSMENTS)?;
        scene.view.file.assessments.get(&uid).map(|of| (uid, of))
    }

    fn rebuild(&mut self, scene: Scene<'_>) {
        let kpis = sorted(scene);
        if self.desk.group() == KPIS {
            self.of = self.desk.uid().or(self.of);
        }
        let known = |uid: &Uuid| kpis.iter().any(|kpi| kpi.uid == *uid);
        self.of = self.of.filter(known).or_else(|| kpis.first().map(|kpi| kpi.uid));
        let lines: Vec<Line> = kpis.iter().map(|kpi| line(scene, kpi)).collect();
        let of = kpis.iter().find(|kpi| Some(kpi.uid) == self.of);
        let newest = of.map_or_else(Vec::new, |of| scene.view.file.assessments_of(of.uid));
        let assessments = newest.into_iter().map(|(uid, of)| Line {
            uid: Some(uid),
            tone: tone(of.rating),
            state: of.rating.words().to_owned(),
            what: period(of),
            right: of.published.map_or("not published".to_owned(), dates::day),
        });
        let title = of.map_or_else(
            || "Assessments".to_owned(),
            |of| format!("Assessments of {}", visible(&of.kpi.title)),
        );
        let (tone, state) = kept(scene);
        let rule = scene.view.overlay.contract_kpis.as_ref().map(|rule| Line {
            uid: None,
            tone,
            state: state.to_owned(),
            what: format!("at least {} in a contract over {}", rule.least, rule.over.short()),
            right: visible(&rule.clause),
        });
        let (add, assess) = (Command::Add.key(false), Command::Assess.key(false));
        let settle = Command::Settle.key(false);
        let groups = vec![
            Group {
                title: "Key performance indicators".to_owned(),
                lines,
                empty: format!(
                    "None yet. {add} adds what is measured and its target; {settle} says why there are none."
                ),
            },
            Group {
                title,
                lines: assessments.collect(),
                empty: format!("None yet. {assess} assesses the selected indicator."),
            },
            Group {
                title: "What the law asks".to_owned(),
                lines: rule.into_iter().collect(),
                empty: "The statute's pack of this tender has no rule on indicators.".to_owned(),
            },
        ];
        let mut head = Vec::new();
        let due = |kpi: &&KpiView| kpi.due.is_some_and(|due| due < scene.view.today);
        match scene.contract.kpis.iter().filter(due).count() {
            0 => {}
            1 => head.push(("1 assessment is overdue.".to_owned(), Tone::Heed)),
            count => head.push((format!("{count} assessments are overdue."), Tone::Heed)),
        }
        if let (Tone::Wrong | Tone::Heed, Some(rule)) = (tone, &scene.view.overlay.contract_kpis) {
            let notes = scene.contract.notes.iter();
            let about = notes.filter(|note| note.clause.as_deref() == Some(&rule.clause));
            head.extend(
                about.map(|note| (format!("{} ({})", note.text, visible(&rule.clause)), tone)),
            );
        }
        self.desk.set(head, groups, scene.size);
    }

    fn sections(&self, scene: Scene<'_>) -> Vec<Section> {
        if let Some((_, of)) = self.assessment(scene) {
            return vec![section("The assessment", assessed(of))];
        }
        match self.kpi(scene) {
            Some(of) => detail(scene, of),
            None => law(scene),
        }
    }

    fn months(scene: Scene<'_>) -> u8 {
        scene.view.overlay.contract_kpis.as_ref().map_or(12, |rule| rule.assess_months)
    }

    fn ask(scene: Scene<'_>, title: &str, explain: &str, form: Form) -> Effect {
        scene.form(title, explain, ContractForm::Indicators(form))
    }

    fn add(scene: Scene<'_>) -> Effect {
        let form = KpiForm { contract: scene.contract.uid, now: None, months: Self::months(scene) };
        let explain =
            "What is measured, which figure has to be reached, and how often it is assessed.";
        Self::ask(scene, "A new indicator", explain, Form::Kpi(form))
    }

    fn change(&self, scene: Scene<'_>) -> Effect {
        if let Some((uid, of)) = self.assessment(scene) {
            return Self::assess(scene, "The assessment", Some(uid), of.clone());
        }
        let Some(kpi) = self.kpi(scene) else { return Self::no_kpis(scene) };
        let now = Some((kpi.uid, kpi.kpi.clone()));
        let form = KpiForm { contract: scene.contract.uid, now, months: Self::months(scene) };
        Self::ask(scene, "The indicator", "", Form::Kpi(form))
    }

    fn assess(scene: Scene<'_>, title: &str, uid: Option<Uuid>, now: Assessment) -> Effect {
        use strum::IntoEnumIterator;
        let named = |rating: KpiRating| {
            let rule = scene.view.overlay.contract_kpis.as_ref()?;
            let same = |name: &str| name.eq_ignore_ascii_case(rating.words());
            let of = rule.ratings.iter().find(|one| same(&one.name))?;
            Some((rating, format!("{} ({})", visible(&of.says), visible(&of.clause))))
        };
        let meanings = KpiRating::iter().filter_map(named).collect();
        let kpi = scene.view.file.kpis.get(&now.kpi);
        let explain = kpi.map_or_else(String::new, |kpi| {
            format!("{}. Target: {}.", visible(&kpi.title), visible(&kpi.target))
        });
        let form = AssessForm { uid, now, today: scene.view.today, meanings };
        Self::ask(scene, title, &explain, Form::Assess(form))
    }

    /// The period since the last assessment, up to the day on which one is due or today.
    fn next(scene: Scene<'_>, of: &KpiView) -> Effect {
        let today = scene.view.today;
        let after = of.newest.as_ref().and_then(|newest| newest.to.plus_days(1));
        let from = after.unwrap_or(scene.contract.contract.starts);
        let to = of.due.map_or(today, |due| due.min(today)).max(from.min(today));
        let now = Assessment {
            kpi: of.uid,
            from,
            to,
            rating: KpiRating::Other,
            measured: None,
            reasons: None,
            by: scene.officer.to_owned(),
            published: None,
        };
        Self::assess(scene, "Assess performance", None, now)
    }

    fn no_kpis(scene: Scene<'_>) -> Effect {
        let (uid, contract) = (scene.contract.uid, Box::new(scene.contract.contract.clone()));
        let explain = "The reason stands with the contract, for whoever asks why there are none.";
        let form = Form::NoKpis(NoKpisForm { uid, contract });
        Self::ask(scene, "No indicators", explain, form)
    }

    fn settle(&self, scene: Scene<'_>) -> Effect {
        match self.kpi(scene) {
            Some(of) if of.kpi.dropped.is_some() => {
                let kpi = crate::domain::contract::Kpi { dropped: None, ..of.kpi.clone() };
                scene.perform(crate::register::ContractAct::change(of.uid, kpi))
            }
            Some(of) => {
                let explain = format!(
                    "“{}” is no longer assessed. What was assessed stays on record.",
                    visible(&of.kpi.title)
                );
                let form = Form::Drop(DropForm { uid: of.uid, kpi: of.kpi.clone() });
                Self::ask(scene, "Drop the indicator", &explain, form)
            }
            None => Self::no_kpis(scene),
        }
    }

    fn act(scene: Scene<'_>, of: &KpiView) -> Effect {
        let now =
            Action::new(scene.contract.uid, ActionKind::Corrective, Some(of.uid), scene.view.today);
        let concerns = Some(visible(&of.kpi.title));
        let form = Form::Action(ActionForm { uid: None, now, concerns, due: None });
        Self::ask(scene, "A new action", "Who does what by when, to reach the target.", form)
    }

    fn remove(&self, scene: Scene<'_>) -> Effect {
        let Some(uid) = self.desk.uid() else { return Effect::None };
        let explain = "For what was recorded by mistake; the journal keeps it.";
        Self::ask(scene, "Take it away", explain, Form::Remove(RemoveForm { uid }))
    }
}

impl Part for Indicators {
    fn commands(&self, scene: Scene<'_>) -> Vec<Offer> {
        let open = scene.is_open();
        let account = open && !scene.contract.settled;
        let kpi = self.kpi(scene);
        let dropped = kpi.is_some_and(|of| of.kpi.dropped.is_some());
        let assessment = self.assessment(scene).is_some();
        let edit = if assessment || kpi.is_none() { open } else { account };
        let settle = match kpi {
            Some(_) if dropped => "assess it again",
            Some(_) => "drop",
            None => "why there are none",
        };
        let edit_word = if kpi.is_some() { "change" } else { "why there are none" };
        let mut offers = vec![
            Offer::useful(Command::Add).called("add indicator").when(account),
            Offer::useful(Command::Assess).when(open && kpi.is_some() && !dropped),
            Offer::useful(Command::Open).called(edit_word).when(edit),
            Offer::useful(Command::Settle).called(settle).when(if kpi.is_some() {
                account
            } else {
                open
            }),
            Offer::useful(Command::Act).when(open && kpi.is_some()),
            Offer::plain(Command::Delete).when(account && self.desk.uid().is_some()),
            Offer::plain(Command::Why),
        ];
        offers.extend(self.desk.offers());
        offers
    }

    fn because(&self, scene: Scene<'_>) -> Option<String> {
        if scene.contract.settled {
            return Some("The final account of the contract is closed.".to_owned());
        }
        match self.kpi(scene) {
            None if scene.contract.kpis.is_empty() => {
                Some(format!("There are no indicators yet; {} adds one.", Command::Add.key(false)))
            }
            None => Some("Select an indicator first.".to_owned()),
            Some(of) if of.kpi.dropped.is_some() => {
                Some("The indicator was dropped; it is no longer assessed.".to_owned())
            }
            Some(_) => None,
        }
    }

    fn command(&mut self, command: Command, scene: Scene<'_>) -> Effect {
        match (command, self.kpi(scene)) {
            (Command::Add, _) => Self::add(scene),
            (Command::Open, _) => self.change(scene),
            (Command::Assess, Some(of)) => Self::next(scene, of),
            (Command::Settle, _) => self.settle(scene),
            (Command::Act, Some(of)) => Self::act(scene, of),
            (Command::Delete, _) => self.remove(scene),
            (Command::Why, _) => Effect::Push(Place::Reading {
                title: "Indicators and the law".to_owned(),
                sections: law(scene),
            }),
            (command, _) => {
                let sections = self.sections(scene);
                if self.desk.follow(command, scene.size, &sections) {
                    self.rebuild(scene);
                }
                Effect::None
            }
        }
    }

    fn keep(&mut self, scene: Scene<'_>) {
        self.rebuild(scene);
        // An indicator that was just added is selected only now.
        self.rebuild(scene);
    }

    fn point(&mut self, pane: usize, at: usize, scene: Scene<'_>) -> Effect {
        let again = self.desk.point(pane, at, scene.size);
        self.rebuild(scene);
        if again && scene.is_open() { self.command(Command::Open, scene) } else { Effect::None }
    }

    fn copy(&self, scene: Scene<'_>) -> Option<(String, String)> {
        copied(&self.sections(scene)).map(|words| ("the indicator".to_owned(), words))
    }

    fn draw(&self, canvas: &mut Canvas<'_>, scene: Scene<'_>) {
        self.desk.draw(canvas, &self.sections(scene));
    }
}
