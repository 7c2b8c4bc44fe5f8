//! The dashboard: figures over all tenders as bars, each with the tenders behind it.
//!
//! One file for each part: `layout.rs` says where everything stands, `bars.rs`
//! draws a picture, `targets.rs` what the policies want to reach, `behind.rs` is
//! the list of the tenders behind a figure.

mod bars;
pub(crate) mod behind;
mod layout;
mod targets;

use crate::domain::money::in_pounds;
use crate::register::{Bar, Dashboard, NO_ACTUAL, Part, TargetsView, tenders};
use crate::tui::command::{Command, MOVING, Offer};
use crate::tui::dialog::export::Exporting;
use crate::tui::effect::{Effect, LineKind, Loaded, Message, Place, Query, Section};
use crate::tui::screen::Screen;
use crate::tui::screen::dashboard::layout::{Layout, What};
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::{header, text};

/// Rows above the pictures: the header, and what is counted.
const ABOVE: usize = 2;
/// Rows below the pictures: a rule, and the selected figure in words.
const BELOW: usize = 3;

/// What is known of the targets.
pub(super) enum Reached {
    /// It is being counted.
    Counting,
    /// It could not be counted.
    Unknown,
    Known(Box<TargetsView>),
}

/// The screen.
pub(crate) struct DashboardScreen {
    officer: String,
    view: Option<Dashboard>,
    /// What was reached of the targets this year.
    reached: Reached,
    layout: Layout,
    selected: usize,
    offset: usize,
    size: (usize, usize),
}

impl DashboardScreen {
    pub(crate) fn new(officer: &str) -> Self {
        Self {
            officer: officer.to_owned(),
            view: None,
            reached: Reached::Counting,
            layout: Layout::default(),
            selected: 0,
            offset: 0,
            size: (80, 22),
        }
    }

    fn read() -> Effect {
        Effect::Batch(vec![Effect::Read(Query::Dashboard), Effect::CountTargets(None)])
    }

    const fn height(&self) -> usize {
        self.size.1.saturating_sub(ABOVE + BELOW)
    }

    /// Lays everything out anew and keeps the selected figure in the window.
    fn keep(&mut self) {
        let view = self.view.as_ref();
        self.layout =
            view.map(|view| Layout::of(view, &self.reached, self.size.0)).unwrap_or_default();
        self.selected = self.selected.min(self.layout.entries.len().saturating_sub(1));
        self.offset = self.layout.keep(self.selected, self.offset, self.height());
    }

    fn is_empty(&self) -> bool {
        self.view.as_ref().is_none_or(|view| view.tenders == 0)
    }

    fn what(&self) -> Option<What> {
        self.layout.entries.get(self.selected).map(|entry| entry.what)
    }

    fn bar(&self) -> Option<(&Part, &Bar)> {
        let Some(What::Bar { part, bar }) = self.what() else { return None };
        let part = self.view.as_ref()?.parts.get(part)?;
        Some((part, part.bars.get(bar)?))
    }

    /// The selected figure in words.
    fn in_words(&self) -> Option<String> {
        if let Some((part, bar)) = self.bar() {
            return Some(sentence(Some(part), bar));
        }
        let Some(What::Target { policy, target }) = self.what() else { return None };
        let policy = self.view.as_ref()?.targets.get(policy)?;
        Some(targets::words(policy, target, &self.reached))
    }

    fn command(&mut self, command: Command) -> Effect {
        match command {
            Command::Open => match self.bar() {
                Some((part, bar)) => Effect::Push(Place::Behind {
                    slice: bar.slice.clone(),
                    title: format!("{}, {}", part.kind.title(), bar.label.trim()),
                }),
                None if matches!(self.what(), Some(What::Target { .. })) => {
                    Effect::Push(Place::Targets)
                }
                None => Effect::None,
            },
            Command::Why => self.why(),
            Command::Back => Effect::Pop,
            Command::Export => Effect::Push(Place::Export(Exporting::of_figures())),
            command => {
                self.selected = self.layout.moved(self.selected, command, self.height());
                self.offset = self.layout.keep(self.selected, self.offset, self.height());
                Effect::None
            }
        }
    }

    /// How the selected figure is counted, and what it is made of.
    fn why(&self) -> Effect {
        let sections = if let Some((part, bar)) = self.bar() {
            how_counted(part, bar)
        } else if let (Some(What::Target { policy, target }), Some(view)) =
            (self.what(), &self.view)
        {
            let reached = &self.reached;
            let of = view.targets.get(policy);
            of.map(|of| targets::reading(of, target, reached)).unwrap_or_default()
        } else {
            Vec::new()
        };
        Effect::Push(Place::Reading { title: "How this is counted".to_owned(), sections })
    }

    fn draw_empty(canvas: &mut Canvas<'_>) {
        let theme = canvas.look.theme;
        let room = canvas.width().saturating_sub(6);
        let mut row = ABOVE + 1;
        let new = format!(
            "There is no tender in this register yet. Go back with {} and start one with {}, and here will stand:",
            Command::Back.key(false),
            Command::New.key(false)
        );
        for line in text::wrap(&new, room) {
            canvas.text(row, 3, &line, theme.title);
            row += 1;
        }
        row += 1;
        for words in [
            "Tenders in progress, by the stage that they have come to",
            "Their values, by policy and by state",
            "Whether social value is required, expected or optional, and who opted out",
            "The weights of social value against the minimum or ceiling of each policy",
            "The targets of the policies in use",
        ] {
            for (at, line) in text::wrap(words, room.saturating_sub(2)).iter().enumerate() {
                let mark = if at == 0 { canvas.look.glyphs.chosen } else { " " };
                canvas.text(row, 3, &format!("{mark} {line}"), theme.text);
                row += 1;
            }
        }
    }

    fn draw_parts(&self, canvas: &mut Canvas<'_>, view: &Dashboard) {
        let height = self.height();
        for block in &self.layout.blocks {
            let column = &self.layout.columns[block.column];
            let mut part = canvas.part(column.from, ABOVE, column.width, height);
            match block.part.and_then(|at| view.parts.get(at)) {
                Some(of) => bars::draw(&mut part, of, block, self),
                None => targets::draw(&mut part, &view.targets, block, self),
            }
        }
        let theme = canvas.look.theme;
        let more = canvas.look.glyphs.more;
        let below = self.layout.height.saturating_sub(self.offset + height);
        let bottom = ABOVE + height;
        canvas.rule(bottom);
        let mut marks = Vec::new();
        if self.offset > 0 {
            marks.push(format!("{} {} above", more[0], lines(self.offset)));
        }
        if below > 0 {
            marks.push(format!("{} {} below", more[1], lines(below)));
        }
        if !marks.is_empty() {
            canvas.text_right(bottom, &format!(" {} ", marks.join(", ")), theme.accent);
        }
        let words = match self.what() {
            Some(What::Target { policy, target }) => view
                .targets
                .get(policy)
                .map(|policy| targets::in_short(policy, target, &self.reached))
                .unwrap_or_default(),
            _ => self.in_words().unwrap_or_default(),
        };
        let room = canvas.width().saturating_sub(2);
        for (at, line) in text::wrap(&words, room).iter().take(BELOW - 1).enumerate() {
            canvas.text(bottom + 1 + at, 1, line, theme.text);
        }
    }
}

fn lines(count: usize) -> String {
    if count == 1 { "1 line".to_owned() } else { format!("{count} lines") }
}

/// A figure as a sentence: “Stage 4 Market engagement: 3 tenders, £120,000.00 in all”.
fn sentence(part: Option<&Part>, bar: &Bar) -> String {
    let departs =
        if bar.departs && bar.tenders > 0 { "; this departs from the policy" } else { "" };
    let figures = format!("{}, {} in all{departs}.", tenders(bar.tenders), in_pounds(bar.value));
    match part {
        Some(part) => format!("{}, {}: {figures}", part.kind.title(), bar.label.trim()),
        None => figures,
    }
}

fn how_counted(part: &Part, bar: &Bar) -> Vec<Section> {
    let kind = if bar.departs && bar.tenders > 0 { LineKind::Warning } else { LineKind::Strong };
    let of_policies = bar.by_policy.iter().map(|(short, count, value)| {
        (LineKind::Plain, format!("{short}: {}, {}", tenders(*count), in_pounds(*value)))
    });
    let mut of_policies: Vec<_> = of_policies.collect();
    if of_policies.is_empty() {
        of_policies.push((LineKind::Plain, "No tender is counted here.".to_owned()));
    }
    vec![
        Section {
            heading: format!("{}, {}", part.kind.title(), bar.label.trim()),
            lines: vec![(kind, sentence(None, bar))],
        },
        Section {
            heading: "How it is counted".to_owned(),
            lines: vec![(LineKind::Plain, part.kind.counted().to_owned())],
        },
        Section { heading: "By policy".to_owned(), lines: of_policies },
    ]
}

impl Screen for DashboardScreen {
    fn title(&self) -> &'static str {
        "Dashboard"
    }

    fn commands(&self) -> Vec<Offer> {
        let any = self.bar().is_some_and(|(_, bar)| bar.tenders > 0);
        let target = matches!(self.what(), Some(What::Target { .. }));
        let opens = if target { "open the targets" } else { "list them" };
        let mut offers = vec![
            Offer::useful(Command::Open).called(opens).when(any || target),
            Offer::useful(Command::Why).called("how counted").when(!self.is_empty()),
        ];
        if self.layout.columns.len() > 1 {
            offers.push(Offer::useful(Command::NextPane).called("next column"));
            offers.push(Offer::plain(Command::Left).called("column on the left"));
            offers.push(Offer::plain(Command::Right).called("column on the right"));
        }
        offers.push(Offer::plain(Command::Export));
        offers.extend(MOVING);
        offers.push(Offer::useful(Command::Back));
        offers.push(Offer::useful(Command::Help));
        offers
    }

    fn because(&self) -> Option<String> {
        Some("No tender is counted here.".to_owned())
    }

    fn copy(&self) -> Option<(String, String)> {
        Some(("the figure".to_owned(), self.in_words()?))
    }

    fn update(&mut self, message: Message) -> Effect {
        match message {
            Message::Size { width, height } => {
                self.size = (width, height);
                self.keep();
                if self.view.is_none() { Self::read() } else { Effect::None }
            }
            Message::Officer { who, .. } => {
                self.officer = who;
                Effect::None
            }
            Message::Changed => Self::read(),
            Message::Loaded(Loaded::Targets { asked: None, view }) => {
                self.reached = view.map_or(Reached::Unknown, Reached::Known);
                self.keep();
                Effect::None
            }
            Message::Loaded(Loaded::Dashboard(view)) => {
                // The same figure stays selected where it is still there.
                let slice = self.bar().map(|(_, bar)| bar.slice.clone());
                self.view = Some(*view);
                self.keep();
                let place = slice.zip(self.view.as_ref()).and_then(|(slice, view)| {
                    self.layout.entries.iter().position(|entry| entry.is(view, &slice))
                });
                self.selected = place.unwrap_or(self.selected);
                self.keep();
                Effect::None
            }
            Message::Pointed { at, .. } if at == self.selected => {
                let target = matches!(self.what(), Some(What::Target { .. }));
                if target || self.bar().is_some_and(|(_, bar)| bar.tenders > 0) {
                    self.command(Command::Open)
                } else {
                    self.command(Command::Why)
                }
            }
            Message::Pointed { at, .. } => {
                self.selected = at;
                self.keep();
                Effect::None
            }
            Message::Command(command) => self.command(command),
            _ => Effect::None,
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>) {
        header::draw(canvas, "Dashboard", &self.officer);
        let Some(view) = &self.view else { return };
        if view.tenders == 0 {
            Self::draw_empty(canvas);
            return;
        }
        let words = format!("{} in the register", tenders(view.tenders));
        canvas.text(1, 1, &words, canvas.look.theme.dim);
        self.draw_parts(canvas, view);
    }
}

/// What is said wherever an actual figure would stand.
pub(super) const ACTUAL: &str = NO_ACTUAL;
