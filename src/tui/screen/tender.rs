//! The form for a new tender, and for changing title and facts of one.
//!
//! What the policy requires stands beside the fields and follows every key.

use strum::IntoEnumIterator;

use crate::domain::{
    ContractType, Date, Facts, Impact, LawFacts, Money, Needs, Percent, Reference, Subject, cpv,
    subject, text as words,
};
use crate::policy::Determination;
use crate::register::{Act, NewProcurement, Order};
use crate::tui::command::Offer;
use crate::tui::dialog::keys::{self, Filled};
use crate::tui::dialog::reading;
use crate::tui::effect::{Effect, Loaded, Message, Place, PolicyChoice, Query};
use crate::tui::screen::{Screen, assessment};
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::form::{Field, Form, fault};
use crate::tui::widget::{header, text};

/// The screen.
pub(crate) struct TenderForm {
    officer: String,
    /// The procurement that is changed; none when one is started.
    editing: Option<Editing>,
    policies: Vec<PolicyChoice>,
    form: Form,
    /// What was there at first, to know whether leaving would lose something.
    at_first: Vec<String>,
    assessment: Option<Box<Determination>>,
    error: Option<String>,
}

struct Editing {
    reference: String,
    policy: String,
    version: i64,
    /// The facts as they were: those that the form does not ask stay as they are.
    facts: Facts,
    /// Whether the policy that the tender was started under asks for impact and needs.
    asks_impact: bool,
}

const TITLE: usize = 0;
const POLICY: usize = 1;
const TYPE: usize = 2;
const VALUE: usize = 3;
const VAT: usize = 4;
const START: usize = 5;
const ADVERTISED: usize = 6;
const KEY_PROVIDER: usize = 7;
const IMPACT: usize = 8;
const OBJECTIVES: usize = 9;
const NEEDS: usize = 10;
const QUALITY: usize = 11;
const AUTHORITY: usize = 12;
const REGIME: usize = 13;
const ROUTE: usize = 14;
const FRAMEWORK: usize = 15;
const ENGAGEMENT: usize = 16;
const TENDERING: usize = 17;
const CATEGORY: usize = 18;
const CPV: usize = 19;
const REFERENCE: usize = 20;

fn owned(list: &[&str]) -> Vec<String> {
    list.iter().map(|word| (*word).to_owned()).collect()
}

const fn three_way(fact: Option<bool>) -> usize {
    match fact {
        None => 0,
        Some(true) => 1,
        Some(false) => 2,
    }
}

fn fields(title: &str, facts: Option<&Facts>) -> Vec<Field> {
    let optional = |text: Option<String>| text.unwrap_or_default();
    let three = || owned(&["not known yet", "yes", "no"]);
    let contract = facts.map_or(1, |facts| match facts.contract_type {
        ContractType::Goods => 0,
        ContractType::Services => 1,
        ContractType::Works => 2,
    });
    let impact = facts.and_then(|facts| facts.impact).map_or(0, |impact| match impact {
        Impact::None => 1,
        Impact::Some => 2,
        Impact::Significant => 3,
    });
    let needs = facts.and_then(|facts| facts.needs).map_or(0, |needs| match needs {
        Needs::Highest => 1,
        Needs::Less => 2,
    });
    let value = facts.map(|facts| facts.value.pounds().to_string());
    let vat = facts.map_or_else(Facts::standard_vat, |facts| facts.vat);
    let start = facts.map(|facts| facts.start.to_string());
    let objectives = facts.and_then(|facts| facts.objectives).map(|met| met.to_string());
    let quality = facts.and_then(|facts| facts.quality_share);
    let mut fields = vec![
        Field::text("Title", "What is bought, in a few words.", title),
        Field::choice(
            "Policy",
            "Left and right change it. Every tender keeps its policy.",
            Vec::new(),
            0,
        ),
        Field::choice(
            "Contract for",
            "Left and right change it.",
            owned(&["goods", "services", "works"]),
            contract,
        ),
        Field::text(
            "Value",
            "The total over the whole term, excluding VAT: 120000, £120,000.50, 120k, 2m.",
            &optional(value),
        ),
        Field::text(
            "VAT %",
            "The rate that the contract bears; the statutory thresholds include VAT.",
            &vat.value().normalize().to_string(),
        ),
        Field::text(
            "Start",
            "The day on which the procurement commences: 2026-11-21 or 21/11/2026.",
            &optional(start),
        ),
        Field::choice(
            "Advertised",
            "Whether the tender is advertised.",
            three(),
            three_way(facts.and_then(|facts| facts.advertised)),
        ),
        Field::choice(
            "Key provider",
            "Whether the contract is with a key provider.",
            three(),
            three_way(facts.and_then(|facts| facts.key_provider)),
        ),
        Field::choice(
            "Impact",
            "The additional impact that social value could have.",
            owned(&["not known yet", "none", "some", "significant"]),
            impact,
        ),
        Field::text(
            "Objectives",
            "How many of the policy's objectives it meets; empty while that is not known.",
            &optional(objectives),
        ),
        Field::choice(
            "Needs",
            "Highest: indicators in the worst or second worst fifth of the areas.",
            owned(&["not known yet", "highest", "less significant"]),
            needs,
        ),
        Field::text(
            "Quality %",
            "The share of quality in the award criteria; empty while that is not known.",
            &optional(quality.map(|share| share.value().normalize().to_string())),
        ),
    ];
    fields.extend(law_fields(facts.map(|facts| facts.law).unwrap_or_default()));
    fields.extend(subject_fields(facts.map(|facts| &facts.subject)));
    fields.push(Field::text(
        "Reference",
        "Empty takes the next free number of the year, such as 2026-0042.",
        "",
    ));
    fields
}

/// The fields that no rule looks at: others like the tender are found by them.
fn subject_fields(subject: Option<&Subject>) -> [Field; 2] {
    let category = subject.and_then(|subject| subject.category.as_deref());
    let codes = subject.map(|subject| cpv::joined(&subject.cpv, ", "));
    [
        Field::text(
            "Category",
            "What kind of thing it is, such as catering; tenders like it are found by it.",
            category.unwrap_or_default(),
        ),
        Field::text(
            "CPV codes",
            "Codes of the vocabulary, the main one first: 55500000-5, 55523000.",
            &codes.unwrap_or_default(),
        ),
    ]
}

/// The fields that only the law looks at.
fn law_fields(law: LawFacts) -> Vec<Field> {
    let three = || owned(&["not known yet", "yes", "no"]);
    vec![
        law_choice("Buyer", "Whose procurement it is; it decides the thresholds.", &law.authority),
        law_choice("Rules", "Under which rules of the Act the contract falls.", &law.regime),
        law_choice_or_unknown(
            "Procedure",
            "By which procedure a supplier is found.",
            law.route.as_ref(),
        ),
        Field::choice(
            "Framework",
            "Whether a framework is set up, from which others call off.",
            three(),
            three_way(law.framework),
        ),
        Field::choice(
            "Engagement",
            "Whether preliminary market engagement is held.",
            three(),
            three_way(law.engagement),
        ),
        law_choice_or_unknown(
            "Tendering",
            "Electronic with all documents at once, or not; it decides the least time.",
            law.tendering.as_ref(),
        ),
    ]
}

/// A choice among the words of a closed list.
fn law_choice<T: IntoEnumIterator + Into<&'static str> + PartialEq>(
    label: &'static str,
    help: &'static str,
    now: &T,
) -> Field {
    let at = T::iter().position(|one| one == *now).unwrap_or(0);
    let words = T::iter().map(|one| spaced(one.into())).collect();
    Field::choice(label, help, words, at)
}

/// The same where nobody may have said yet.
fn law_choice_or_unknown<T: IntoEnumIterator + Into<&'static str> + PartialEq>(
    label: &'static str,
    help: &'static str,
    now: Option<&T>,
) -> Field {
    let at = now.and_then(|now| T::iter().position(|one| one == *now)).map_or(0, |at| at + 1);
    let words = T::iter().map(|one| spaced(one.into()));
    Field::choice(label, help, ["not known yet".to_owned()].into_iter().chain(words).collect(), at)
}

fn spaced(word: &str) -> String {
    word.replace('-', " ")
}

/// What a choice says; `None` for the first of those that begin with “not known yet”.
fn chosen<T: IntoEnumIterator>(field: &Field, unknown_first: bool) -> Option<T> {
    let at = field.chosen();
    let at = if unknown_first { at.checked_sub(1)? } else { at };
    T::iter().nth(at)
}

impl TenderForm {
    pub(crate) fn new(officer: &str) -> Self {
        Self {
            officer: officer.to_owned(),
            editing: None,
            policies: Vec::new(),
            form: Form::new(fields("", None)),
            at_first: Vec::new(),
            assessment: None,
            error: None,
        }
    }

    pub(crate) fn edit(
        officer: &str,
        reference: String,
        title: &str,
        facts: &Facts,
        (policy, asks_impact): (String, bool),
        version: i64,
    ) -> Self {
        let mut form = Form::new(fields(title, Some(facts)));
        form.fields[POLICY].shown = false;
        form.fields[REFERENCE].shown = false;
        let mut screen = Self {
            editing: Some(Editing {
                reference,
                policy,
                version,
                facts: facts.clone(),
                asks_impact,
            }),
            form,
            ..Self::new(officer)
        };
        screen.at_first = screen.values();
        screen
    }

    fn values(&self) -> Vec<String> {
        self.form.fields.iter().map(|field| field.value().to_owned()).collect()
    }

    fn is_changed(&self) -> bool {
        !self.at_first.is_empty() && self.values() != self.at_first
    }

    fn policy(&self) -> Option<&PolicyChoice> {
        match &self.editing {
            Some(editing) => self.policies.iter().find(|policy| policy.id == editing.policy),
            None => self.policies.get(self.form.fields[POLICY].chosen()),
        }
    }

    fn policy_id(&self) -> String {
        match (&self.editing, self.policy()) {
            (Some(editing), _) => editing.policy.clone(),
            (None, Some(policy)) => policy.id.clone(),
            (None, None) => String::new(),
        }
    }

    /// Checks every field and asks again what the policy requires.
    fn check(&mut self) -> Effect {
        let asks = match &self.editing {
            Some(editing) => editing.asks_impact,
            None => self.policy().is_none_or(|policy| policy.asks_impact),
        };
        for at in [IMPACT, OBJECTIVES, NEEDS] {
            self.form.fields[at].shown = asks;
        }
        self.error = None;
        let title = words::line("The title", self.form.fields[TITLE].value());
        self.form.fields[TITLE].error = title.err().map(|error| fault(&error));
        let reference = self.form.fields[REFERENCE].value().trim().to_owned();
        self.form.fields[REFERENCE].error = (!reference.is_empty())
            .then(|| reference.parse::<Reference>().err())
            .flatten()
            .map(|error| fault(&error));
        if let Some(facts) = self.facts() {
            Effect::Read(Query::Assess {
                policy: self.policy_id(),
                reference: self.editing.as_ref().map(|editing| editing.reference.clone()),
                facts,
            })
        } else {
            self.assessment = None;
            Effect::None
        }
    }

    /// The facts as typed; a field that cannot be read says so.
    fn facts(&mut self) -> Option<Facts> {
        let fields = &mut self.form.fields;
        let value = read::<Money, _>(&mut fields[VALUE], str::parse);
        let vat = read::<Percent, _>(&mut fields[VAT], str::parse);
        let start = read::<Date, _>(&mut fields[START], str::parse);
        let objectives = read_optional(&mut fields[OBJECTIVES], |text| {
            text.parse::<u8>()
                .map_err(|_| format!("“{}” is not a number of objectives", words::visible(text)))
        });
        let quality = read_optional(&mut fields[QUALITY], str::parse::<Percent>);
        let category = read_optional(&mut fields[CATEGORY], subject::category);
        let codes = read_optional(&mut fields[CPV], cpv::list);
        let contract_type = match fields[TYPE].chosen() {
            0 => ContractType::Goods,
            1 => ContractType::Services,
            _ => ContractType::Works,
        };
        let known = |field: &Field| match field.chosen() {
            1 => Some(true),
            2 => Some(false),
            _ => None,
        };
        let asked = fields[IMPACT].shown;
        let before = self.editing.as_ref().map(|editing| editing.facts.clone());
        let (Optional::Read(objectives), Optional::Read(quality_share)) = (objectives, quality)
        else {
            return None;
        };
        let (Optional::Read(category), Optional::Read(codes)) = (category, codes) else {
            return None;
        };
        let mut facts = Facts {
            contract_type,
            value: value?,
            vat: vat?,
            start: start?,
            advertised: known(&fields[ADVERTISED]),
            key_provider: known(&fields[KEY_PROVIDER]),
            impact: match fields[IMPACT].chosen() {
                1 if asked => Some(Impact::None),
                2 if asked => Some(Impact::Some),
                3 if asked => Some(Impact::Significant),
                _ => None,
            },
            objectives: objectives.filter(|_| asked),
            needs: match fields[NEEDS].chosen() {
                1 if asked => Some(Needs::Highest),
                2 if asked => Some(Needs::Less),
                _ => None,
            },
            quality_share,
            law: LawFacts {
                applies: before.as_ref().is_none_or(|before| before.law.applies),
                authority: chosen(&fields[AUTHORITY], false)?,
                regime: chosen(&fields[REGIME], false)?,
                route: chosen(&fields[ROUTE], true),
                framework: known(&fields[FRAMEWORK]),
                engagement: known(&fields[ENGAGEMENT]),
                tendering: chosen(&fields[TENDERING], true),
            },
            subject: Subject { category: category.flatten(), cpv: codes.unwrap_or_default() },
        };
        if let Some(before) = before.filter(|_| !asked) {
            facts.impact = before.impact;
            facts.objectives = before.objectives;
            facts.needs = before.needs;
        }
        Some(facts)
    }

    fn draw_assessment(&self, canvas: &mut Canvas<'_>, wide: bool) {
        let theme = canvas.look.theme;
        let policy = self.policy().map_or("the policy", |policy| policy.short.as_str());
        canvas.text(0, 0, &format!("What {policy} requires"), theme.title);
        let Some(determination) = &self.assessment else {
            let wrong = self.form.fields.iter().find(|field| {
                field.shown && field.error.is_some() && !field.value().trim().is_empty()
            });
            let words = match wrong {
                Some(field) => {
                    format!("Correct “{}” first, and this tells what it requires.", field.label)
                }
                None => "Type a value, and this tells what the policy requires.".to_owned(),
            };
            for (row, line) in text::wrap(&words, canvas.width()).iter().enumerate() {
                canvas.text(row + 1, 0, line, theme.dim);
            }
            return;
        };
        if wide {
            let share = self.form.fields[QUALITY].value().parse().ok();
            let sections = assessment::sections(determination, None, share);
            let lines = reading::lay_out(&sections, canvas.width(), canvas.look);
            let (width, height) = (canvas.width(), canvas.height().saturating_sub(2));
            canvas.part(0, 2, width, height).lines(&lines);
        } else {
            for (row, line) in assessment::summary(determination).iter().enumerate() {
                canvas.text(row + 1, 2, line, theme.text);
            }
        }
    }
}

fn read<T, E: std::fmt::Display>(
    field: &mut Field,
    parse: impl Fn(&str) -> Result<T, E>,
) -> Option<T> {
    match parse(field.value()) {
        Ok(value) => {
            field.error = None;
            Some(value)
        }
        Err(error) => {
            field.error = Some(fault(&error));
            None
        }
    }
}

/// What stands in a field that may be empty.
enum Optional<T> {
    Read(Option<T>),
    Unreadable,
}

fn read_optional<T, E: std::fmt::Display>(
    field: &mut Field,
    parse: impl Fn(&str) -> Result<T, E>,
) -> Optional<T> {
    if field.value().trim().is_empty() || !field.shown {
        field.error = None;
        return Optional::Read(None);
    }
    let typed = field.value().trim().to_owned();
    match read(field, |_| parse(&typed)) {
        Some(value) => Optional::Read(Some(value)),
        None => Optional::Unreadable,
    }
}

impl Filled for TenderForm {
    fn form(&mut self) -> &mut Form {
        &mut self.form
    }

    fn changed(&mut self) -> Effect {
        self.check()
    }

    fn save(&mut self) -> Effect {
        let checked = self.check();
        let facts = self.facts();
        if self.form.go_to_error() {
            return checked;
        }
        let Some(facts) = facts else { return checked };
        let title = self.form.fields[TITLE].value().to_owned();
        match &self.editing {
            Some(editing) => Effect::Perform {
                reference: editing.reference.clone(),
                act: Act::ChangeFacts { title, facts },
                seen: editing.version,
            },
            None => Effect::Order(Box::new(Order::start(NewProcurement {
                reference: self.form.fields[REFERENCE].value().trim().parse().ok(),
                title,
                policy: self.policy_id(),
                facts,
            }))),
        }
    }
}

impl Screen for TenderForm {
    fn title(&self) -> &'static str {
        if self.editing.is_some() { "Title and facts" } else { "New tender" }
    }

    fn takes_text(&self) -> bool {
        self.form.takes_text()
    }

    fn is_answering(&self) -> bool {
        true
    }

    fn holds_typed(&self) -> bool {
        self.is_changed()
    }

    fn copy(&self) -> Option<(String, String)> {
        self.form.copy()
    }

    fn commands(&self) -> Vec<Offer> {
        let save = if self.editing.is_some() { "save" } else { "start the tender" };
        keys::offers(&self.form, save)
    }

    fn update(&mut self, message: Message) -> Effect {
        match message {
            Message::Size { .. } if self.policies.is_empty() => Effect::Read(Query::Policies),
            Message::Loaded(Loaded::Policies { policies, preferred, today }) => {
                let names = policies.iter().map(|policy| policy.short.clone()).collect();
                let help = "Left and right change it. Every tender keeps its policy.";
                let shown = self.form.fields[POLICY].shown;
                self.form.fields[POLICY] = Field::choice("Policy", help, names, preferred);
                self.form.fields[POLICY].shown = shown;
                if self.form.fields[START].value().is_empty() {
                    let today = today.to_string();
                    let field = Field::text("Start", self.form.fields[START].help.clone(), &today);
                    self.form.fields[START] = field;
                }
                self.policies = policies;
                let effect = self.check();
                self.at_first = self.values();
                effect
            }
            Message::Loaded(Loaded::Assessment(determination)) => {
                self.assessment = Some(determination);
                Effect::None
            }
            Message::Seen(version) => {
                if let Some(editing) = &mut self.editing {
                    editing.version = version;
                }
                Effect::None
            }
            Message::Failed(sentence) => {
                self.error = Some(sentence);
                Effect::None
            }
            Message::Done(done) => match &self.editing {
                Some(_) => Effect::Pop,
                None => done.on.reference().map_or(Effect::Pop, |reference| {
                    Effect::Replace(Place::Procurement {
                        reference: reference.to_string(),
                        new: true,
                    })
                }),
            },
            other => keys::follow(self, other).break_value().unwrap_or(Effect::None),
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>) {
        let theme = canvas.look.theme;
        let place = match &self.editing {
            Some(editing) => format!("Title and facts of {}", editing.reference),
            None => "New tender".to_owned(),
        };
        header::draw(canvas, &place, &self.officer);
        canvas.rule(1);
        let (width, height) = (canvas.width(), canvas.height());
        let wide = width >= 110;
        let summary_height = if height < 20 { 3 } else { 6 };
        let (form_width, form_height) = if wide {
            (width / 2, height.saturating_sub(3))
        } else {
            (width, height.saturating_sub(3 + summary_height + 1))
        };
        let error =
            self.error.as_ref().map(|error| text::wrap(error, form_width.saturating_sub(2)));
        let error = error.unwrap_or_default();
        for (row, line) in error.iter().enumerate() {
            canvas.text(2 + row, 1, line, theme.error);
        }
        let top = 2 + error.len();
        let form_height = form_height.saturating_sub(error.len());
        let mut part = canvas.part(0, top, form_width.saturating_sub(1), form_height + 1);
        self.form.draw(&mut part);
        if wide {
            let mut column = canvas.part(form_width, 2, width - form_width, height - 2);
            column.rule_down(0);
            let inside = column.width().saturating_sub(3);
            let tall = column.height();
            self.draw_assessment(&mut column.part(2, 0, inside, tall), true);
        } else {
            let top = height.saturating_sub(summary_height + 1);
            canvas.rule(top);
            let mut part = canvas.part(1, top + 1, width - 2, summary_height);
            self.draw_assessment(&mut part, false);
        }
    }
}
