//! What the policies want to reach over all tenders, against what is known of it.

use crate::domain::text::visible;
use crate::register::PolicyTargets;
use crate::tui::effect::{LineKind, Section};
use crate::tui::screen::dashboard::layout::{Block, What};
use crate::tui::screen::dashboard::{ACTUAL, DashboardScreen, Reached};
use crate::tui::widget::canvas::{Canvas, Target};
use crate::tui::widget::text;

impl Reached {
    /// What stands where there is no figure.
    const fn unknown(&self) -> &'static str {
        match self {
            Self::Counting => "being counted",
            Self::Unknown => "could not be counted",
            Self::Known(_) => "no data yet",
        }
    }
}

/// What was reached of a target this year, in short, and whether there is anything to count.
fn actual(policy: &PolicyTargets, target: usize, reached: &Reached) -> Option<String> {
    let Reached::Known(reached) = reached else { return None };
    let target = policy.targets.get(target)?;
    let figure = reached.actual(&policy.policy, &target.id)?;
    Some(format!("{}: {}", reached.year, visible(&figure.in_short())))
}

/// What stands in a column for one target, or for a policy without one.
fn shown(policy: &PolicyTargets, target: Option<usize>, reached: &Reached) -> [String; 2] {
    let actual = target.and_then(|at| actual(policy, at, reached));
    let actual = actual.unwrap_or_else(|| reached.unknown().to_owned());
    let Some(target) = target.and_then(|at| policy.targets.get(at)) else {
        return [format!("{}: sets no target over all tenders.", policy.short), String::new()];
    };
    let figure = target.minimum.map_or_else(
        || "Target: no figure.".to_owned(),
        |least| match &target.of {
            Some(of) => format!("Target: at least {least} of {of}."),
            None => format!("Target: at least {least}."),
        },
    );
    [format!("{}: {}", policy.short, target.text), format!("{figure} Actual: {actual}.")]
}

/// The lines of one entry: the text, and below it the figures.
fn lines(
    policy: &PolicyTargets,
    target: Option<usize>,
    reached: &Reached,
    width: usize,
) -> Vec<(bool, String)> {
    let [said, figures] = shown(policy, target, reached);
    let room = width.saturating_sub(4);
    let mut lines: Vec<(bool, String)> =
        text::wrap(&said, room).into_iter().map(|line| (false, line)).collect();
    if !figures.is_empty() {
        lines.extend(
            text::wrap(&figures, room.saturating_sub(2)).into_iter().map(|line| (true, line)),
        );
    }
    lines
}

/// What can be selected among the targets, and how many rows each takes.
pub(super) fn entries(
    policies: &[PolicyTargets],
    reached: &Reached,
    width: usize,
) -> Vec<(What, usize)> {
    let mut entries = Vec::new();
    for (policy, of) in policies.iter().enumerate() {
        let none = of.targets.is_empty().then_some(None);
        for target in none.into_iter().chain((0..of.targets.len()).map(Some)) {
            entries
                .push((What::Target { policy, target }, lines(of, target, reached, width).len()));
        }
    }
    entries
}

/// One target in words.
pub(super) fn words(policy: &PolicyTargets, target: Option<usize>, reached: &Reached) -> String {
    shown(policy, target, reached).join(" ").trim_end().to_owned()
}

/// One target in few words: whose it is, and its figures.
pub(super) fn in_short(policy: &PolicyTargets, target: Option<usize>, reached: &Reached) -> String {
    match shown(policy, target, reached) {
        [said, figures] if figures.is_empty() => said,
        [_, figures] => format!("{}: {figures}", policy.short),
    }
}

/// One target to read, with its clause and what was reached.
pub(super) fn reading(
    policy: &PolicyTargets,
    target: Option<usize>,
    reached: &Reached,
) -> Vec<Section> {
    let edition = format!("Edition {} of the policy, the one pinned last.", policy.edition);
    let Some(of) = target.and_then(|at| policy.targets.get(at)) else {
        let none = format!("{} sets no target over all tenders.", policy.short);
        let lines = vec![(LineKind::Plain, none), (LineKind::Inset, edition)];
        return vec![Section { heading: policy.short.clone(), lines }];
    };
    let [_, figures] = shown(policy, target, reached);
    let known = target.and_then(|at| actual(policy, at, reached));
    vec![
        Section {
            heading: format!("Target of {}", policy.short),
            lines: vec![
                (LineKind::Strong, of.text.clone()),
                (LineKind::Inset, format!("Clause {}. {edition}", of.clause)),
            ],
        },
        Section {
            heading: "Actual".to_owned(),
            lines: vec![
                (
                    LineKind::Plain,
                    known.unwrap_or_else(|| {
                        text::capital(&format!(
                            "{}.",
                            match reached {
                                Reached::Known(_) => ACTUAL,
                                other => other.unknown(),
                            }
                        ))
                    }),
                ),
                (LineKind::Inset, figures),
            ],
        },
    ]
}

/// Draws the rows of the targets that are in the window.
pub(super) fn draw(
    canvas: &mut Canvas<'_>,
    policies: &[PolicyTargets],
    block: &Block,
    screen: &DashboardScreen,
) {
    let theme = canvas.look.theme;
    let glyphs = canvas.look.glyphs;
    if let Some(row) = block.row.checked_sub(screen.offset) {
        canvas.text(row, 0, "Targets of the policies against actuals", theme.title);
    }
    let width = canvas.width();
    for at in block.first..block.first + block.entries {
        let Some(entry) = screen.layout.entries.get(at) else { continue };
        let What::Target { policy, target } = entry.what else { continue };
        let Some(policy) = policies.get(policy) else { continue };
        let here = at == screen.selected;
        let lines = lines(policy, target, &screen.reached, width);
        for (line, (is_figure, words)) in lines.iter().enumerate() {
            let Some(row) = (entry.row + line).checked_sub(screen.offset) else { continue };
            let marker = if here && line == 0 { glyphs.here } else { " " };
            let style = match (here, is_figure) {
                (true, false) => theme.selected,
                (_, true) => theme.dim,
                _ => theme.text,
            };
            let inset = if *is_figure { "  " } else { "" };
            canvas.text(row, 0, &format!("{marker} {inset}{words}"), style);
            canvas.target(row, Target::Line { pane: 0, at });
            if here && line == 0 {
                canvas.cursor(row, 0);
            }
        }
    }
}
