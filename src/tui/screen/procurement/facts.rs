//! The Facts tab: what is known on the left, what the policy requires on the right.

use crate::domain::facts::FactName;
use crate::domain::{Facts, Needs, cpv};
use crate::register::ProcurementView;
use crate::tui::command::{Command, MOVING, Offer};
use crate::tui::dates;
use crate::tui::dialog::needs::Asking;
use crate::tui::dialog::reading;
use crate::tui::dialog::weight::Weighing;
use crate::tui::effect::{Effect, Place, Query, Section};
use crate::tui::screen::assessment;
use crate::tui::screen::procurement::recorded;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::scroll::Scroll;
use crate::tui::widget::text;

/// Where the officer stands in the determination.
#[derive(Debug, Default)]
pub(super) struct FactsTab {
    scroll: Scroll,
}

/// Width of the facts on the left.
const fn facts_width(width: usize) -> usize {
    if width >= 110 { 44 } else { 32 }
}

impl FactsTab {
    pub(super) fn commands(view: &ProcurementView) -> Vec<Offer> {
        let opting = if view.opt_out.is_some() { "revoke the opting out" } else { "opt out" };
        let mut offers = vec![
            Offer::useful(Command::Edit).called("change facts").when(view.state.is_workable()),
            Offer::useful(Command::Weight).when(view.state.is_workable()),
            Offer::useful(Command::Why).called("read in full"),
            Offer::useful(Command::Compare),
            Offer::useful(Command::OptOut).called(opting).when(view.state.is_workable()),
            Offer::useful(Command::State),
            Offer::plain(Command::Statute).when(view.state.is_workable()),
        ];
        if view.pack.asks_impact() {
            offers.insert(1, Offer::useful(Command::Questions).when(view.state.is_workable()));
        }
        if view.newer.is_some() || view.newer_statute.is_some() {
            offers.insert(0, Offer::useful(Command::Upgrade));
        }
        offers.extend(MOVING);
        offers
    }

    /// The facts, and what the policy requires of them in short.
    pub(super) fn copy(view: &ProcurementView) -> (String, String) {
        let known = facts(view).into_iter();
        let known = known.filter_map(|(label, value)| Some(format!("{label}: {}", value?)));
        let lines: Vec<String> = known.chain(assessment::summary(&view.determination)).collect();
        ("the facts".to_owned(), lines.join("\n"))
    }

    pub(super) fn command(
        &mut self,
        command: Command,
        view: &ProcurementView,
        (width, height): (usize, usize),
    ) -> Effect {
        if command == Command::Weight {
            return Effect::Push(Place::Weight(Weighing::of(view)));
        }
        if command == Command::Compare {
            return Effect::Read(Query::Compare(view.facts.clone()));
        }
        if command == Command::Upgrade {
            return Effect::Read(Query::Upgrade(view.reference.to_string()));
        }
        if command == Command::Questions {
            let asking = Asking::of(view);
            return asking.map_or(Effect::None, |asking| Effect::Push(Place::Needs(asking)));
        }
        if command == Command::OptOut {
            return recorded::opting(view);
        }
        let sections = sections(view);
        if command == Command::Why {
            let title = format!("Why: {}", view.pack.policy.title);
            return Effect::Push(Place::Reading { title, sections });
        }
        let room = width.saturating_sub(facts_width(width) + 3);
        self.scroll.follow_text(command, reading::count(&sections, room), height);
        Effect::None
    }

    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, view: &ProcurementView) {
        let theme = canvas.look.theme;
        let left = facts_width(canvas.width());
        let height = canvas.height();
        let mut part = canvas.part(1, 0, left.saturating_sub(2), height);
        let asked: Vec<&str> =
            view.determination.all_questions().map(|question| label_of(question.fact)).collect();
        let mut row = 0;
        for (label, value) in facts(view) {
            let style = if value.is_some() {
                theme.text
            } else if asked.contains(&label) {
                theme.warning
            } else {
                theme.dim
            };
            let value = value.unwrap_or_else(|| {
                let needed = asked.contains(&label);
                if needed { "not known; needed" } else { "not known yet" }.to_owned()
            });
            let room = part.width().saturating_sub(14);
            let lines = text::wrap(&value, room);
            part.text(row, 0, label, theme.dim);
            for line in &lines {
                part.text(row, 14, line, style);
                row += 1;
            }
        }
        canvas.rule_down(left);
        let width = canvas.width().saturating_sub(left + 2);
        let sections = sections(view);
        let lines = reading::lay_out(&sections, width.saturating_sub(1), canvas.look);
        let mut part = canvas.part(left + 2, 0, width, height);
        reading::scrolled(&mut part, &lines, self.scroll.offset);
        canvas.reading_cursor(0, left + 2);
    }
}

/// What was decided for the tender, and what its policy requires.
fn sections(view: &ProcurementView) -> Vec<Section> {
    let mut sections = recorded::sections(view);
    sections.extend(assessment::sections(
        &view.determination,
        Some(&view.pack),
        view.facts.quality_share,
    ));
    sections
}

/// What a fact is called on this tab.
const fn label_of(fact: FactName) -> &'static str {
    match fact {
        FactName::ContractType => "Contract for",
        FactName::Value => "Value",
        FactName::StatutoryThreshold => "Start",
        FactName::Advertised => "Advertised",
        FactName::KeyProvider => "Key provider",
        FactName::Impact => "Impact",
        FactName::Objectives => "Objectives",
        FactName::Needs => "Needs",
        FactName::Route => "Procedure",
        FactName::Framework => "Framework",
        FactName::Engagement => "Engagement",
        FactName::Tendering => "Tendering",
    }
}

/// The facts with their labels; `None` is what nobody has said yet.
fn facts(view: &ProcurementView) -> Vec<(&'static str, Option<String>)> {
    let facts: &Facts = &view.facts;
    let yes_no = |fact: Option<bool>| fact.map(|yes| if yes { "yes" } else { "no" }.to_owned());
    let mut list = vec![
        ("Policy", Some(view.pack.policy.short_words())),
        ("Edition", Some(view.pack.policy.edition.clone())),
        ("Contract for", Some(facts.contract_type.to_string())),
        ("Value", Some(facts.value.to_string())),
        ("VAT", Some(facts.vat.to_string())),
        ("With VAT", Some(crate::domain::money::in_whole_pence(facts.value.with_vat(facts.vat)))),
        ("Start", Some(dates::day(facts.start))),
        ("Advertised", yes_no(facts.advertised)),
        ("Key provider", yes_no(facts.key_provider)),
    ];
    if view.pack.asks_impact() {
        list.push(("Impact", facts.impact.map(|impact| impact.to_string())));
        list.push(("Objectives", facts.objectives.map(|met| met.to_string())));
        let needs = facts.needs.map(|needs| match needs {
            Needs::Highest => "highest".to_owned(),
            Needs::Less => "less significant".to_owned(),
        });
        list.push(("Needs", needs));
    }
    list.push(("Quality share", facts.quality_share.map(|share| share.to_string())));
    let law = &facts.law;
    list.push(("Buyer", Some(law.authority.words().to_owned())));
    list.push(("Rules", Some(law.regime.words().to_owned())));
    let statute = match (&view.statute_left_out, view.determination.statute.applies) {
        (Some(_), _) => "left out".to_owned(),
        (None, true) => format!("edition {}", view.overlay.policy.edition),
        (None, false) => "commenced before it began".to_owned(),
    };
    list.push(("Statute", Some(statute)));
    if view.determination.statute.applies {
        list.push(("Procedure", law.route.map(|route| route.words().to_owned())));
        list.push(("Framework", yes_no(law.framework)));
        list.push(("Engagement", yes_no(law.engagement)));
        list.push(("Tendering", law.tendering.map(|tendering| tendering.words().to_owned())));
    }
    // Below what decides what the policy requires: where there is little room, that comes first.
    let subject = &facts.subject;
    let category = subject.category.as_deref().map(crate::domain::text::visible);
    list.push(("Category", category));
    let codes = (!subject.cpv.is_empty()).then(|| cpv::joined(&subject.cpv, ", "));
    list.push(("CPV codes", codes));
    let state = match &view.state_reason {
        Some(reason) => format!("{}: {}", view.state, crate::domain::text::visible_lines(reason)),
        None => view.state.to_string(),
    };
    list.push(("State", Some(state)));
    list.push(("Created", Some(day(&view.created_at))));
    list.push(("Changed", Some(day(&view.changed_at))));
    list
}

fn day(moment: &str) -> String {
    format!("{} UTC", dates::moment(moment))
}
