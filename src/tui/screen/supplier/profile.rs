//! Who a supplier is: every particular, and what nobody has said yet as not known.

use uuid::Uuid;

use crate::domain::supplier::{DebarmentResult, LivingWage, Sector, Size, StatementDue, Supplier};
use crate::domain::text::visible;
use crate::register::SupplierView;
use crate::tui::command::Command;
use crate::tui::dates;
use crate::tui::effect::{Effect, Place};
use crate::tui::screen::supplier::forms::{
    CheckForm, ContactForm, EthicsForm, LocalForm, NameForm, ReasonForm, SizeForm, SupplierForm,
};
use crate::tui::screen::suppliers::{asking, parting};
use crate::tui::widget::page::{Page, Tone};

/// What a line of the tab is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    Name,
    Size,
    Local,
    Ethics,
    NoCheck,
    Check(Uuid),
    NoContact,
    Contact(Uuid),
    /// A supplier that was merged into this one.
    Merged(Uuid),
    /// The supplier that this one was merged into.
    Into(Uuid),
}

/// What stands where nobody has said anything: never a no.
const UNKNOWN: &str = "not known yet";

/// The tab as it is laid out: the lines, and what each that can be selected is about.
pub(super) struct Profile {
    pub(super) page: Page,
    pub(super) entries: Vec<What>,
}

impl Profile {
    fn fact(&mut self, label: &str, words: Option<String>, what: What) {
        let tone = if words.is_some() { Tone::Plain } else { Tone::Dim };
        self.told(label, &words.unwrap_or_else(|| UNKNOWN.to_owned()), tone, what);
    }

    fn told(&mut self, label: &str, words: &str, tone: Tone, what: What) {
        self.page.entry_fact(label, words, tone);
        self.entries.push(what);
    }

    pub(super) fn of(view: &SupplierView, width: usize) -> Self {
        let mut profile = Self { page: Page::new(width), entries: Vec::new() };
        if let Some((uid, into)) = &view.merged_into {
            let part = Command::Merge.key(false);
            profile.told("Merged into", into, Tone::Heed, What::Into(*uid));
            let words = format!(
                "Kept for its history; what it did counts there. {part} parts the two again."
            );
            profile.page.inset(&words, Tone::Dim);
        }
        profile.names(&view.supplier);
        profile.size(view);
        profile.local(view);
        profile.ethics(view);
        profile.checks(view);
        profile.contacts(view);
        if !view.merged.is_empty() {
            profile.page.heading("Merged into this supplier");
            for (uid, one) in &view.merged {
                let number = one.number.as_ref().map(|number| format!(" ({number})"));
                let words = format!("{}{}", one.name, number.unwrap_or_default());
                profile.told("The same", &words, Tone::Plain, What::Merged(*uid));
            }
        }
        profile
    }

    fn names(&mut self, of: &Supplier) {
        self.page.heading("Name and numbers");
        self.fact("Name", Some(of.name.clone()), What::Name);
        self.fact("Company number", of.number.as_ref().map(ToString::to_string), What::Name);
        // What most suppliers do not have is shown where it is there.
        if of.other_number.is_some() {
            self.fact("Other number", of.other_number.clone(), What::Name);
        }
        let address: Vec<String> = of
            .address
            .iter()
            .cloned()
            .chain(of.postcode.as_ref().map(ToString::to_string))
            .collect();
        let address = (!address.is_empty()).then(|| address.join(", "));
        self.fact("Address", address, What::Name);
        self.fact("Website", of.website.clone(), What::Name);
        if of.note.is_some() {
            self.fact("Note (internal)", of.note.clone(), What::Name);
        }
    }

    fn size(&mut self, view: &SupplierView) {
        let of = &view.supplier;
        self.page.heading("Size and kind");
        let headcount = of.headcount.map(|count| {
            let on = of.headcount_on.map(|day| format!(", on {}", dates::day(day)));
            format!("{count}{}", on.unwrap_or_default())
        });
        self.fact("Headcount", headcount, What::Size);
        let class = of.size().map(|size| {
            let named = of.headcount.and_then(|count| {
                view.says
                    .classes
                    .iter()
                    .find(|(_, class)| count >= class.from && class.to.is_none_or(|to| count <= to))
            });
            let by =
                named.map(|(short, class)| format!("; {short}: {} ({})", class.name, class.clause));
            format!("{}{}", Size::words(size), by.unwrap_or_default())
        });
        self.fact("Size class", class, What::Size);
        self.fact("Kind", of.sector.map(|one| Sector::words(one).to_owned()), What::Size);
        let says = of
            .ownership
            .as_ref()
            .map(|one| format!("“{}”, said on {}", one.says, dates::day(one.day)));
        self.fact("Ownership, it says", says, What::Size);
    }

    fn local(&mut self, view: &SupplierView) {
        self.page.heading("Local");
        let judged = view.supplier.local.as_ref();
        let words = judged.map(|one| {
            let local = if one.local { "local" } else { "not local" };
            let why = one.reason.as_ref().map(|why| format!(": {why}")).unwrap_or_default();
            format!("{local}, judged by {} on {}{why}", one.by, dates::day(one.day))
        });
        match words {
            Some(words) => self.told("Local", &words, Tone::Plain, What::Local),
            None => self.told("Local", "nobody has judged yet", Tone::Dim, What::Local),
        }
        let count = view.says.areas.len();
        if count > 0 {
            let key = Command::Open.key(false);
            self.page
                .inset(&format!("{key} shows the areas of the policies, and judges."), Tone::Dim);
        }
    }

    fn ethics(&mut self, view: &SupplierView) {
        let of = &view.supplier;
        self.page.heading("Ethics");
        let (figure, clause) = due_from(view).map_or_else(
            || ("the figure of the statute".to_owned(), None),
            |(figure, clause)| (figure, Some(clause)),
        );
        let turnover = of.large_turnover.map(|large| {
            if large { format!("{figure} or more") } else { format!("below {figure}") }
        });
        self.fact("Yearly turnover", turnover, What::Ethics);
        let rests =
            clause.map(|clause| format!(" (due from {figure}; {clause})")).unwrap_or_default();
        match (of.statement_due(), &of.statement) {
            (_, Some(one)) => {
                let place = one.place.as_ref().map(|place| format!(", {place}"));
                let words = format!(
                    "for the year to {}{}",
                    dates::day(one.year_end),
                    place.unwrap_or_default()
                );
                // A statement is made for each year.
                let old = one.year_end.plus_months(18_u8).is_some_and(|day| day < view.today);
                let tone = if old { Tone::Heed } else { Tone::Plain };
                let words = if old { format!("{words}; ask for a newer one") } else { words };
                self.told("Slavery statement", &words, tone, What::Ethics);
            }
            (due, None) => {
                let tone = match due {
                    StatementDue::Missing => Tone::Heed,
                    StatementDue::NotDue => Tone::Plain,
                    _ => Tone::Dim,
                };
                let words = format!("{}{rests}", StatementDue::words(due));
                self.told("Slavery statement", &words, tone, What::Ethics);
            }
        }
        let code = of.code.as_ref();
        match code.map(|one| format!("signed by {} on {}", one.by, dates::day(one.day))) {
            Some(words) => self.told("Code of ethics", &words, Tone::Plain, What::Ethics),
            None => self.told("Code of ethics", "no signature on record", Tone::Dim, What::Ethics),
        }
        let wage = of.living_wage.map(|one| LivingWage::words(one).to_owned());
        self.fact("Real living wage", wage, What::Ethics);
    }

    fn checks(&mut self, view: &SupplierView) {
        self.page.heading("Debarment list");
        for (at, (uid, check)) in view.checks.iter().enumerate() {
            let tone = match (check.result, at) {
                (DebarmentResult::NotListed, 0) => Tone::Plain,
                (DebarmentResult::NotListed, _) => Tone::Dim,
                _ => Tone::Heed,
            };
            let note = check.note.as_ref().map(|note| format!(": {note}")).unwrap_or_default();
            let words = format!("{}, looked up by {}{note}", check.result.words(), check.by);
            self.told(&dates::day(check.day), &words, tone, What::Check(*uid));
        }
        if view.checks.is_empty() {
            let words =
                format!("nobody has looked yet; {} records a look", Command::Debarment.key(false));
            self.told("Checked", &words, Tone::Dim, What::NoCheck);
        }
    }

    fn contacts(&mut self, view: &SupplierView) {
        self.page.heading("Contacts");
        for (uid, one) in &view.contacts {
            let parts = [&one.role, &one.email, &one.phone, &one.note];
            let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
            let words = if parts.is_empty() {
                "nothing more is known".to_owned()
            } else {
                parts.join("; ")
            };
            self.told(&visible(&one.name), &words, Tone::Plain, What::Contact(*uid));
        }
        if view.contacts.is_empty() {
            let words = format!("nobody yet; {} adds somebody", Command::Add.key(false));
            self.told("To talk to", &words, Tone::Dim, What::NoContact);
        }
    }
}

/// The turnover from which a statement is due, in words, and the clause.
fn due_from(view: &SupplierView) -> Option<(String, String)> {
    let says = view.says.statement.as_ref()?;
    let figure = says.turnover_at_least.to_string();
    Some((figure.trim_end_matches(".00").to_owned(), visible(&says.clause)))
}

/// What the policies say of the areas that count as local.
fn areas(view: &SupplierView) -> String {
    let mut lines =
        vec!["What the policies count as local; where none fits, say so in the reason:".to_owned()];
    for (short, area) in &view.says.areas {
        lines.push(format!(
            "{}: {} ({}).",
            visible(short),
            visible(&area.area),
            visible(&area.clause)
        ));
    }
    if view.says.areas.is_empty() {
        return "No policy names an area that counts as local: it is your judgement.".to_owned();
    }
    lines.join(" ")
}

/// Edits what a line is about.
pub(super) fn edit(what: What, view: &SupplierView, officer: &str) -> Effect {
    let (uid, now, today) = (view.uid, view.supplier.clone(), view.today);
    let officer = officer.to_owned();
    let ask = |title: &str, explain: &str, form| asking(title, explain, view.version, form);
    match what {
        What::Name => ask(
            "Name and numbers",
            "",
            SupplierForm::Name(Box::new(NameForm { uid: Some(uid), now, known: Vec::new() })),
        ),
        What::Size => ask(
            "Size and kind",
            "What nobody has said stays empty: that is “not known”, which is neither yes nor no.",
            SupplierForm::Size(Box::new(SizeForm { uid, now, today })),
        ),
        What::Local => ask(
            "Whether it is local",
            &areas(view),
            SupplierForm::Local(Box::new(LocalForm { uid, now, officer, today })),
        ),
        What::Ethics => ask(
            "Ethics",
            "What nobody has said stays empty or “not known”.",
            SupplierForm::Ethics(Box::new(EthicsForm { uid, now, due_from: due_from(view) })),
        ),
        What::NoCheck => check(view, &officer),
        What::Check(at) => match view.checks.iter().find(|(uid, _)| *uid == at) {
            Some(held) => asking(
                "A look at the debarment list",
                "",
                seen(view, held.1.supplier),
                SupplierForm::Check(CheckForm {
                    supplier: uid,
                    now: Some(held.clone()),
                    officer,
                    today,
                }),
            ),
            None => Effect::None,
        },
        What::NoContact => contact(view),
        What::Contact(at) => match view.contacts.iter().find(|(uid, _)| *uid == at) {
            Some(held) => asking(
                "A contact",
                "",
                seen(view, held.1.supplier),
                SupplierForm::Contact(ContactForm { supplier: uid, now: Some(held.clone()) }),
            ),
            None => Effect::None,
        },
        What::Merged(at) | What::Into(at) => Effect::Push(Place::Supplier(at)),
    }
}

/// The version that was seen of the supplier that a record belongs to: of one that was merged
/// into this none was.
pub(super) fn seen(view: &SupplierView, of: Uuid) -> i64 {
    if of == view.uid { view.version } else { 0 }
}

/// The form for somebody to talk to.
pub(super) fn contact(view: &SupplierView) -> Effect {
    let form = ContactForm { supplier: view.uid, now: None };
    asking("Somebody to talk to", "", view.version, SupplierForm::Contact(form))
}

/// The form for a look at the debarment list.
pub(super) fn check(view: &SupplierView, officer: &str) -> Effect {
    let form =
        CheckForm { supplier: view.uid, now: None, officer: officer.to_owned(), today: view.today };
    let explain = "Look the supplier up on the central debarment list, and record what you found. Tenderbook does not look it up.";
    asking("A look at the debarment list", explain, view.version, SupplierForm::Check(form))
}

/// What takes a line away, where it can be: a contact or a check.
pub(super) fn remove(what: What, view: &SupplierView) -> Effect {
    let (uid, of, words) = match what {
        What::Contact(uid) => {
            let of = view.contacts.iter().find(|(at, _)| *at == uid).map(|(_, one)| one.supplier);
            (uid, of, "The contact goes; the journal keeps it.")
        }
        What::Check(uid) => {
            let of = view.checks.iter().find(|(at, _)| *at == uid).map(|(_, one)| one.supplier);
            (uid, of, "The check goes, for where it was recorded by mistake.")
        }
        _ => return Effect::None,
    };
    let seen = seen(view, of.unwrap_or(view.uid));
    asking("Take it away", words, seen, SupplierForm::Reason(ReasonForm::Remove(uid)))
}

/// Parts a supplier that was merged: this one, or the selected one that was merged into it.
pub(super) fn part(what: Option<What>, view: &SupplierView) -> Option<Effect> {
    if view.merged_into.is_some() {
        return Some(parting(view.uid, &view.supplier.name, view.version));
    }
    let Some(What::Merged(uid)) = what else { return None };
    let (_, one) = view.merged.iter().find(|(other, _)| *other == uid)?;
    Some(parting(uid, &one.name, 0))
}
