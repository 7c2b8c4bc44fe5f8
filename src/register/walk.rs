//! The walk through the 13 stages: what is on each checklist, what is open, what comes next.

use crate::domain::{Evidence, ItemId, ItemState, StageNo, StageState};
use crate::policy::{Determination, Origin, Pack, applies};
use crate::register::case::Case;
use crate::store::ItemRecord;

/// One stage of a procurement as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageView {
    /// Which stage.
    pub number: StageNo,
    /// Where it stands.
    pub state: StageState,
    /// The note with which it was closed, or the reason for which it was skipped.
    pub note: Option<String>,
    /// What the policy says of its own silence on this stage.
    pub silence: Option<String>,
    /// The checklist, in order.
    pub items: Vec<ItemView>,
}

/// One line of a stage's checklist as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemView {
    /// Its id.
    pub id: ItemId,
    /// Its stage.
    pub stage: StageNo,
    /// What to do.
    pub text: String,
    /// How to do it, and why.
    pub guidance: String,
    /// What will satisfy an auditor.
    pub wanted: String,
    /// The clause that it rests on; empty for an officer's own item.
    pub clause: String,
    /// What the clause says, in our words.
    pub clause_says: Vec<(String, String)>,
    /// Whether the stage waits for it.
    pub required: bool,
    /// Why it is required, or not.
    pub why: String,
    /// Where it stands.
    pub state: ItemState,
    /// Why it was ruled out.
    pub reason: Option<String>,
    /// The officer's note on it.
    pub note: Option<String>,
    /// What is attached to it.
    pub evidence: Vec<Evidence>,
    /// Whether it is good practice, not policy.
    pub good_practice: bool,
    /// Why it is still in sight, where nothing calls for it any more.
    pub kept: Option<Kept>,
    /// Whether the law asks for it, and not the policy.
    pub by_law: bool,
    /// The number of the statutory notice that it is about.
    pub notice: Option<String>,
}

/// Why an item is still in sight although nothing calls for it any more: it was worked on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// The facts no longer call for it.
    NotCalledFor,
    /// This edition of the policy does not have it.
    Gone,
}

impl ItemView {
    /// Whether an officer added it.
    pub fn is_own(&self) -> bool {
        self.id.is_own()
    }

    /// Why it is still in sight, in a sentence, where nothing calls for it any more.
    pub const fn kept_because(&self) -> Option<&'static str> {
        match self.kept {
            None => None,
            Some(Kept::NotCalledFor) => {
                Some("The facts no longer call for it; it is kept because it was worked on.")
            }
            Some(Kept::Gone) if self.by_law => {
                Some("The statute no longer has it; it is kept because it was worked on.")
            }
            Some(Kept::Gone) => {
                Some("The policy no longer has it; it is kept because it was worked on.")
            }
        }
    }

    /// Whether it has been worked on.
    pub const fn is_touched(&self) -> bool {
        self.state.is_settled() || self.note.is_some() || !self.evidence.is_empty()
    }

    /// Whether the stage still waits for it.
    pub const fn holds_up(&self) -> bool {
        self.required && !self.state.is_settled()
    }

    /// Whether it is off the checklist until good practice is asked for.
    pub const fn is_off(&self) -> bool {
        self.good_practice && !self.is_touched()
    }
}

impl StageView {
    /// The required items that are still open.
    pub fn holding_up(&self) -> impl Iterator<Item = &ItemView> {
        self.items.iter().filter(|item| item.holds_up())
    }

    /// How many items on the checklist are settled, and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        let on = self.items.iter().filter(|item| !item.is_off());
        on.fold((0, 0), |(settled, all), item| {
            (settled + usize::from(item.state.is_settled()), all + 1)
        })
    }

    /// Whether the stage is closed although a required item is open, because facts have changed.
    pub fn needs_attention(&self) -> bool {
        self.state == StageState::Closed && self.holding_up().next().is_some()
    }

    /// What is to be known before a stage is closed whose required items are all settled.
    pub fn before_closing(&self) -> String {
        let explain = match self.open_items().count() {
            0 => format!("Stage {}, {}, is complete.", self.number, self.number.name()),
            1 => "Everything required is settled. One optional item is still open; it stays so."
                .to_owned(),
            more => format!(
                "Everything required is settled. {more} optional items are still open; they stay so."
            ),
        };
        let done = self.items.iter().filter(|item| item.state == ItemState::Done);
        let bare = done.filter(|item| item.evidence.is_empty() && item.note.is_none()).count();
        let bare = match bare {
            0 => String::new(),
            1 => " One item is done without evidence or a note.".to_owned(),
            more => format!(" {more} items are done without evidence or a note."),
        };
        explain + &bare
    }

    /// Whether anything on the checklist is still to do here.
    pub fn open_items(&self) -> impl Iterator<Item = &ItemView> {
        let state = self.state;
        self.items.iter().filter(move |item| match state {
            StageState::Open => !item.state.is_settled() && !item.is_off(),
            StageState::Closed => item.holds_up(),
            StageState::Skipped => false,
        })
    }
}

/// What a list says of a procurement's progress.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Summary {
    pub(crate) stage: Option<StageNo>,
    pub(crate) closed: u8,
    pub(crate) next_item: Option<ItemId>,
    pub(crate) next_text: Option<String>,
}

/// Lays out the 13 stages of a procurement.
pub(crate) fn stages(case: &Case, determination: &Determination) -> Vec<StageView> {
    let kept = case.kept();
    StageNo::all()
        .map(|number| {
            let record = case.stages.get(number.index()).cloned().unwrap_or_default();
            let mut items = listed(case, &case.pack, number, determination);
            items.extend(listed(case, &case.overlay, number, determination));
            items.extend(
                kept.iter()
                    .filter(|id| id.stage() == Some(number))
                    .map(|id| gone(case, id, number)),
            );
            items.extend(case.own.iter().filter(|own| own.stage == number).map(|own| {
                let mut view = view(case, &own.id, number);
                view.text.clone_from(&own.text);
                view.required = own.required;
                view.why = if own.required {
                    "Added here as required; the stage waits for it.".to_owned()
                } else {
                    "Added here; the stage does not wait for it.".to_owned()
                };
                view
            }));
            StageView {
                number,
                state: record.state,
                note: record.note,
                silence: case.pack.silence(number).map(|silence| silence.says.clone()),
                items,
            }
        })
        .collect()
}

/// The items of a pack that are on a stage's checklist, or were worked on.
fn listed(
    case: &Case,
    pack: &Pack,
    number: StageNo,
    determination: &Determination,
) -> Vec<ItemView> {
    let facts = &case.record.facts;
    let holds = pack.holds_for(facts);
    let items = pack.items_of(number).filter_map(|item| {
        let mut view = view(case, &item.id, number);
        let applies = applies(pack, item, facts, determination);
        let on_list = holds && applies.listed;
        if !on_list && !view.is_touched() {
            return None;
        }
        view.text.clone_from(&item.text);
        view.guidance.clone_from(&item.guidance);
        view.wanted.clone_from(&item.evidence);
        view.clause.clone_from(&item.clause);
        view.clause_says = says(pack, &item.clause);
        view.required = holds && applies.required;
        view.why = match (holds, facts.law.applies) {
            (true, _) => applies.why,
            (false, false) => "The statute is left out of this tender.".to_owned(),
            (false, true) => {
                "It does not hold yet for a tender that commenced so early.".to_owned()
            }
        };
        view.good_practice = item.origin == Origin::GoodPractice;
        view.kept = (!on_list).then_some(Kept::NotCalledFor);
        view.by_law = pack.is_overlay();
        view.notice.clone_from(&item.notice);
        Some(view)
    });
    items.collect()
}

/// An item of which only its state is known.
fn view(case: &Case, id: &ItemId, stage: StageNo) -> ItemView {
    let ItemRecord { state, reason, note } = case.items.get(id).cloned().unwrap_or_default();
    ItemView {
        id: id.clone(),
        stage,
        text: String::new(),
        guidance: String::new(),
        wanted: String::new(),
        clause: String::new(),
        clause_says: Vec::new(),
        required: false,
        why: String::new(),
        state,
        reason,
        note,
        evidence: case.evidence.get(id).cloned().unwrap_or_default(),
        good_practice: false,
        kept: None,
        by_law: false,
        notice: None,
    }
}

/// An item that was worked on under another edition, as that edition had it.
fn gone(case: &Case, id: &ItemId, stage: StageNo) -> ItemView {
    let mut view = view(case, id, stage);
    view.kept = Some(Kept::Gone);
    view.by_law = id.source() == case.overlay.policy.id;
    let (pack, what) =
        if view.by_law { (&case.overlay, "statute") } else { (&case.pack, "policy") };
    view.why = format!("Edition {} of the {what} does not have this item.", pack.policy.edition);
    view.text = id.name().replace('-', " ");
    let found = case.older.iter().find_map(|pack| Some((pack, pack.item(id)?)));
    if let Some((pack, item)) = found {
        view.text.clone_from(&item.text);
        view.guidance.clone_from(&item.guidance);
        view.wanted.clone_from(&item.evidence);
        view.clause.clone_from(&item.clause);
        view.clause_says = says(pack, &item.clause);
    }
    view
}

fn says(pack: &Pack, reference: &str) -> Vec<(String, String)> {
    pack.clauses_of(reference)
        .map(|clause| {
            let read = clause.read.map(|day| format!(" (read on {})", day.british()));
            (clause.reference.clone(), format!("{}{}", clause.says, read.unwrap_or_default()))
        })
        .collect()
}

/// What a list says of a procurement, from what is required of it and where that stands: its stages
/// need not be laid out for it, as that writes a sentence for each item.
pub(crate) fn summary(case: &Case, determination: &Determination) -> Summary {
    let state = case.record.state;
    let at = |number: StageNo| {
        case.stages.get(number.index()).map(|stage| stage.state).unwrap_or_default()
    };
    let closed = StageNo::all().filter(|number| at(*number).is_settled()).count();
    let first = StageNo::all().find(|number| !at(*number).is_settled());
    let holds = case.pack.holds_for(&case.record.facts);
    let holding_up = |number| holding_up(case, determination, holds, number);
    let next = if state.is_workable() {
        StageNo::all()
            .filter(|number| at(*number) == StageState::Closed)
            .find_map(holding_up)
            .or_else(|| holding_up(first?))
    } else {
        None
    };
    let next_text = match (next, first) {
        _ if !state.is_workable() => None,
        (Some((_, text)), _) => Some(text.to_owned()),
        (None, Some(stage)) => Some(format!("Close stage {stage}")),
        (None, None) => Some("All stages are settled; close the tender".to_owned()),
    };
    Summary {
        stage: first,
        closed: u8::try_from(closed).unwrap_or(0),
        next_item: next.map(|(id, _)| id.clone()),
        next_text,
    }
}

/// The first item that a stage waits for, with what it says, in the order of its checklist; those of
/// the policy only where it `holds`.
fn holding_up<'a>(
    case: &'a Case,
    determination: &'a Determination,
    holds: bool,
    number: StageNo,
) -> Option<(&'a ItemId, &'a str)> {
    let required = determination
        .obligations
        .iter()
        .filter(|one| one.stage == number && (holds || one.by_law))
        .map(|one| (&one.id, one.text.as_str()));
    let own = case.own.iter().filter(|own| own.stage == number && own.required);
    required
        .chain(own.map(|own| (&own.id, own.text.as_str())))
        .find(|(id, _)| !case.item_state(id).is_settled())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Facts, Money};
    use crate::register::{
        Act, Clock, Filter, Library, Order, ProcurementView, Register, Sort, sample,
    };

    /// What a list would say of a tender by its stages as they are laid out.
    fn by_its_stages(view: &ProcurementView) -> Summary {
        let closed = view.stages.iter().filter(|stage| stage.state.is_settled()).count();
        let first = view.stages.iter().find(|stage| !stage.state.is_settled());
        let attention = view.stages.iter().find(|stage| stage.needs_attention());
        let next = attention
            .or(first)
            .and_then(|stage| stage.holding_up().next())
            .filter(|_| view.state.is_workable());
        let next_text = match (next, first) {
            _ if !view.state.is_workable() => None,
            (Some(item), _) => Some(item.text.clone()),
            (None, Some(stage)) => Some(format!("Close stage {}", stage.number)),
            (None, None) => Some("All stages are settled; close the tender".to_owned()),
        };
        Summary {
            stage: first.map(|stage| stage.number),
            closed: u8::try_from(closed).unwrap(),
            next_item: next.map(|item| item.id.clone()),
            next_text,
        }
    }

    /// Holds every row of the list against the stages of its tender.
    fn every_row_agrees(register: &Register) -> Vec<ProcurementView> {
        let list = register.list(&Filter::default(), Sort::default(), 0, 1_000).unwrap();
        let views = list.rows.into_iter().map(|row| {
            let view = register.procurement(row.reference.as_str()).unwrap();
            let said = Summary {
                stage: row.stage,
                closed: row.closed_stages,
                next_item: row.next_item,
                next_text: row.next_text,
            };
            assert_eq!(said, by_its_stages(&view), "{}", row.reference);
            view
        });
        views.collect()
    }

    #[test]
    fn what_a_list_says_of_a_tender_is_what_its_stages_say() {
        let folder = tempfile::tempdir().unwrap();
        let context = Clock::fixed("2026-11-21T09:00:00Z").unwrap().context("A. Officer");
        let path = folder.path().join("register.db");
        let mut register = Register::open(&path, Library::new(None), &context).unwrap();
        // Those that were walked act by act, and those that were written at once.
        sample::fill(&mut register, &context, 120).unwrap();
        let views = every_row_agrees(&register);
        assert_eq!(views.len(), 120);
        // Items of officers' own hold a stage up, and facts that have changed call closed stages
        // back.
        let worked: Vec<_> = views.iter().filter(|view| view.state.is_workable()).collect();
        for view in &worked {
            let reference = view.reference.to_string();
            let open = view.stages.iter().find(|stage| stage.state == StageState::Open);
            if let Some(stage) = open {
                let text = "Ask the finance team".to_owned();
                let act = Act::AddItem { stage: stage.number, text, required: true };
                register.perform(&Order::on(&reference, act), &context).unwrap();
            }
            let facts =
                Facts { value: Money::from_pence(4_000_000_000).unwrap(), ..view.facts.clone() };
            let act = Act::ChangeFacts { title: view.title.clone(), facts };
            register.perform(&Order::on(&reference, act), &context).unwrap();
        }
        let views = every_row_agrees(&register);
        let called_back =
            views.iter().filter(|view| view.stages.iter().any(StageView::needs_attention));
        assert!(called_back.count() > 3);
    }
}
