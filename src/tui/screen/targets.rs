//! Targets of the policies against what was recorded, by financial year.

use rust_decimal::prelude::ToPrimitive;

use crate::domain::contract::FinancialYear;
use crate::domain::exact::Exact;
use crate::domain::text::{capital, visible};
use crate::register::{TargetFigure, TargetLine, TargetsOfPolicy, TargetsView};
use crate::tui::Glyphs;
use crate::tui::command::{Command, MOVING, Offer};
use crate::tui::dialog::export::Exporting;
use crate::tui::effect::{Effect, LineKind, Loaded, Message, Place, Section};
use crate::tui::screen::Screen;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::header;
use crate::tui::widget::page::{Page, Standing, Tone};

/// The screen.
pub(crate) struct TargetsScreen {
    officer: String,
    /// The year; the current one at first.
    year: Option<FinancialYear>,
    view: Option<Box<TargetsView>>,
    /// Whether the year in sight could not be counted.
    failed: bool,
    at: Standing,
    size: (usize, usize),
}

/// Rows above the page: header, the year, a rule.
const ABOVE: usize = 3;
/// The widest that a bar is drawn.
const BAR: usize = 40;

impl TargetsScreen {
    pub(crate) fn new(officer: &str) -> Self {
        Self {
            officer: officer.to_owned(),
            year: None,
            view: None,
            failed: false,
            at: Standing::default(),
            size: (80, 22),
        }
    }

    const fn read(&self) -> Effect {
        Effect::CountTargets(self.year)
    }

    const fn height(&self) -> usize {
        self.size.1.saturating_sub(ABOVE)
    }

    /// Every line with its policy, in the order of the page.
    fn lines(&self) -> Vec<(&TargetsOfPolicy, &TargetLine)> {
        let policies = self.view.as_deref().map_or(&[][..], |view| &view.policies);
        policies.iter().flat_map(|of| of.lines.iter().map(move |line| (of, line))).collect()
    }

    fn selected(&self) -> Option<(&TargetsOfPolicy, &TargetLine)> {
        self.lines().get(self.at.selected).copied()
    }

    fn page(&self, glyphs: &Glyphs) -> Page {
        let mut page = Page::new(self.size.0);
        let policies = self.view.as_deref().map_or(&[][..], |view| &view.policies);
        for of in policies {
            let noun = if of.contracts == 1 { "contract" } else { "contracts" };
            page.heading(&format!("{} ({} {noun})", of.short, of.contracts));
            for line in &of.lines {
                set(&mut page, line, glyphs);
            }
        }
        page
    }

    fn keep(&mut self) {
        let height = self.height();
        // Where a line breaks does not depend on the glyphs.
        self.page(&Glyphs::UNICODE).keep(&mut self.at, height);
    }

    fn turn(&mut self, forward: bool) -> Effect {
        let shown = self.view.as_ref().map(|view| view.year);
        let Some(begins) = self.year.or(shown).map(FinancialYear::begins_in) else {
            return Effect::None;
        };
        let next = if forward { begins.checked_add(1) } else { begins.checked_sub(1) };
        match next.and_then(FinancialYear::beginning_in) {
            Some(year) => {
                self.year = Some(year);
                self.view = None;
                self.at = Standing::default();
                self.read()
            }
            None => Effect::None,
        }
    }

    fn draw_empty(&self, canvas: &mut Canvas<'_>, view: &TargetsView) {
        let mut page = Page::new(self.size.0);
        page.heading(&format!(
            "No contract ran in {}, or was signed in it, under a policy that has targets.",
            view.year
        ));
        page.say(
            &format!(
                "{} and {} go to another year.",
                Command::Left.key(false),
                Command::Right.key(false)
            ),
            Tone::Plain,
        );
        page.gap();
        page.say(
            &format!(
                "A contract is recorded in its tender, on the tab Contract ({}), with its value and its supplier; spend, savings and claims of a year are recorded there with their source. Then here will stand:",
                Command::FifthTab.key(false)
            ),
            Tone::Plain,
        );
        for words in [
            "each target and indicator of the policy with its clause,",
            "what is known of it, at least so much, and at most so much if what is not known counted as well,",
            "whether it is met, or cannot be said yet,",
            "what it was counted from, and what is missing.",
        ] {
            page.inset(words, Tone::Plain);
        }
        let (width, height) = (canvas.width(), self.height());
        page.draw(&mut canvas.part(0, ABOVE, width, height), Standing::default(), 0);
    }
}

/// A share in per cent with one decimal at most.
fn per_cent(share: &Exact) -> String {
    format!("{}%", share.short(1))
}

/// Whether a target is met, in words.
fn met(figure: &TargetFigure, line: &TargetLine, glyphs: &Glyphs) -> Option<(String, Tone)> {
    let least = line.minimum?;

    Some(match (figure.met, &figure.share) {
        (Some(true), _) => {
            (format!("{} met: at least {least} is asked for", glyphs.done), Tone::Good)
        }
        (Some(false), _) => {
            (format!("{} not met: at least {least} is asked for", glyphs.attention), Tone::Heed)
        }
        (None, None) => {
            (format!("cannot be said: no data; at least {least} is asked for"), Tone::Dim)
        }
        (None, Some(_)) => (
            format!("? cannot be said while so much is not known; at least {least} is asked for"),
            Tone::Heed,
        ),
    })
}

/// A share as a bar: what is known full, what is not known empty.
fn bar(figure: &TargetFigure, room: usize, glyphs: &Glyphs) -> Option<String> {
    let share = figure.share.as_ref()?;
    let cells = |of: &Exact| -> usize {
        let hundredths: rust_decimal::Decimal = of.rounded(2).parse().unwrap_or_default();
        let part =
            hundredths / rust_decimal::Decimal::ONE_HUNDRED * rust_decimal::Decimal::from(room);
        let wide = part.round().to_usize().unwrap_or(0).min(room);
        // Whatever is not nothing is seen.
        if of.is_zero() || of.is_negative() { 0 } else { wide.max(1) }
    };
    let full = cells(share);
    let most = figure.at_most.as_ref().map_or(full, cells).max(full);
    Some(format!(
        "[{}{}{}]",
        glyphs.full.repeat(full),
        glyphs.empty.repeat(most - full),
        " ".repeat(room - most)
    ))
}

/// Sets a line with its figures on the page.
fn set(page: &mut Page, line: &TargetLine, glyphs: &Glyphs) {
    page.gap();
    page.entry(&format!("{} ({})", line.text, line.clause), Tone::Plain);
    if line.figures.is_empty() {
        page.inset("Counted outside the register: no figure here.", Tone::Dim);
    }
    let room = page.room().saturating_sub(34).clamp(10, BAR);
    for figure in &line.figures {
        let known = figure.share_words();
        let words = match &known {
            Some(known) => format!("{}: {known} ({})", capital(&figure.of), figure.words),
            None => format!("{}: {}", capital(&figure.of), figure.words),
        };
        let nothing = !figure.has_data();
        page.inset(&words, if nothing { Tone::Dim } else { Tone::Plain });
        if let Some(bar) = bar(figure, room, glyphs) {
            let share = figure.share.as_ref().map(per_cent).unwrap_or_default();
            // A bar holds blanks, which wrapping would close up.
            page.picture(&format!("    {bar} {share}"), Tone::Good);
        }
        for (name, amount) in &figure.parts {
            page.picture(&format!("      {name:<22} {amount:>16}"), Tone::Plain);
        }
        if let Some((words, tone)) = met(figure, line, glyphs) {
            page.inset(&words, tone);
        }
        for gap in &figure.gaps {
            page.inset(&format!("{} {gap}", glyphs.attention), Tone::Heed);
        }
    }
}

/// How a line is counted, from what, and what is missing.
fn why(of: &TargetsOfPolicy, line: &TargetLine) -> Place {
    let counted = line.counts.map_or_else(
        || "The register holds nothing that answers it: it is counted elsewhere.".to_owned(),
        |counts| format!("Counts {}.", counts.words()),
    );
    let mut sections = vec![Section {
        heading: of.short.clone(),
        lines: vec![
            (LineKind::Strong, visible(&line.text)),
            (LineKind::Inset, format!("Clause {}", visible(&line.clause))),
            (LineKind::Plain, counted),
            (LineKind::Plain, "What is not known about a supplier or a contract is never counted as a yes; the higher figure says what the share would be if all of it were.".to_owned()),
        ],
    }];
    for figure in &line.figures {
        let known = figure.share_words().map(|share| format!("{share}: ")).unwrap_or_default();
        let mut lines = vec![(LineKind::Strong, format!("{known}{}", visible(&figure.words)))];
        lines.extend(figure.gaps.iter().map(|gap| (LineKind::Warning, visible(gap))));
        if figure.sources.is_empty() {
            lines.push((LineKind::Inset, "Nothing was counted.".to_owned()));
        } else {
            lines.push((LineKind::Plain, "Counted from:".to_owned()));
        }
        lines.extend(figure.sources.iter().map(|from| (LineKind::Inset, visible(from))));
        sections.push(Section { heading: capital(&figure.of), lines });
    }
    Place::Reading { title: "How this is counted".to_owned(), sections }
}

impl Screen for TargetsScreen {
    fn title(&self) -> &'static str {
        "Targets"
    }

    fn commands(&self) -> Vec<Offer> {
        let any = self.selected().is_some();
        let mut offers = vec![
            Offer::useful(Command::Why).called("how counted").when(any),
            Offer::plain(Command::Open).called("how counted").when(any),
            Offer::useful(Command::Left).called("year before"),
            Offer::useful(Command::Right).called("year after"),
            Offer::plain(Command::Export),
            Offer::plain(Command::Undo),
            Offer::plain(Command::Redo),
        ];
        offers.extend(MOVING);
        offers.extend([Offer::useful(Command::Back), Offer::useful(Command::Help)]);
        offers
    }

    fn because(&self) -> Option<String> {
        Some("There is no target in this year.".to_owned())
    }

    fn copy(&self) -> Option<(String, String)> {
        let (of, line) = self.selected()?;
        let figures: Vec<String> = line
            .figures
            .iter()
            .map(|figure| {
                let known =
                    figure.share_words().map(|share| format!("{share}, ")).unwrap_or_default();
                format!("{}: {known}{}", figure.of, figure.words)
            })
            .collect();
        Some((
            "the target".to_owned(),
            format!("{}: {} {}", of.short, line.text, figures.join("; ")),
        ))
    }

    fn update(&mut self, message: Message) -> Effect {
        match message {
            Message::Size { width, height } => {
                self.size = (width, height);
                self.read()
            }
            Message::Changed => self.read(),
            Message::Loaded(Loaded::Targets { asked, view }) if asked == self.year => {
                self.failed = view.is_none();
                self.view = view;
                self.keep();
                Effect::None
            }
            Message::Officer { who, .. } => {
                self.officer = who;
                Effect::None
            }
            Message::Pointed { at, .. } if at == self.at.selected => {
                self.update(Message::Command(Command::Why))
            }
            Message::Pointed { at, .. } => {
                self.at.selected = at;
                Effect::None
            }
            Message::Command(Command::Back) => Effect::Pop,
            Message::Command(Command::Export) => {
                let year = self.year.or_else(|| self.view.as_ref().map(|view| view.year));
                Effect::Push(Place::Export(Exporting::of_targets(year)))
            }
            Message::Command(Command::Left) => self.turn(false),
            Message::Command(Command::Right) => self.turn(true),
            Message::Command(Command::Why | Command::Open) => {
                self.selected().map_or(Effect::None, |(of, line)| Effect::Push(why(of, line)))
            }
            Message::Command(command) => {
                let height = self.height();
                self.page(&Glyphs::UNICODE).follow(&mut self.at, command, height);
                Effect::None
            }
            _ => Effect::None,
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>) {
        let theme = canvas.look.theme;
        header::draw(canvas, "Targets", &self.officer);
        let shown = self.view.as_ref().map(|view| view.year);
        if let Some(year) = self.year.or(shown) {
            let span = match (year.first(), year.last()) {
                (Some(first), Some(last)) => format!(", {} to {}", first.british(), last.british()),
                _ => String::new(),
            };
            canvas.text(1, 1, &format!("Financial year {year}{span}"), theme.accent);
        }
        canvas.rule(2);
        let Some(view) = &self.view else {
            let words = if self.failed {
                "The targets of this year could not be counted."
            } else {
                "The contracts of the year are being counted."
            };
            canvas.text(ABOVE + 1, 3, words, theme.dim);
            return;
        };
        if self.lines().is_empty() {
            self.draw_empty(canvas, view);
            return;
        }
        let page = self.page(&canvas.look.glyphs);
        let (width, height) = (canvas.width(), self.height());
        page.draw(&mut canvas.part(0, ABOVE, width, height), self.at, 0);
        page.draw_more(canvas, 2, self.at, height);
    }
}
