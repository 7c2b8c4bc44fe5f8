//! Tests of the forms over a register of their own.

use super::*;
use crate::domain::evaluation::{Judged, PriceMethod, SectionKind, TieBreak};
use crate::domain::{ContractType, Facts, Money};
use crate::register::{Act, Clock, Context, Library, NewProcurement, Order, Register};
use crate::tui::widget::form::Content;

/// A register with one tender, whose award criteria are begun.
struct Desk {
    register: Register,
    context: Context,
    _folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let context = Clock::fixed("2026-11-21T09:00:00Z").unwrap().context("A. B.");
        let path = folder.path().join("register.db");
        let mut register = Register::open(&path, Library::new(None), &context).unwrap();
        let new = NewProcurement {
            reference: Some("T-1".parse().unwrap()),
            title: "Custody healthcare".to_owned(),
            policy: "cumbria".to_owned(),
            facts: Facts::new(
                ContractType::Services,
                "120000".parse::<Money>().unwrap(),
                context.today,
            ),
        };
        register.perform(&Order::start(new), &context).unwrap();
        let mut desk = Self { register, context, _folder: folder };
        desk.perform(EvaluationAct::Begin { lot: None, title: None });
        desk
    }

    fn perform(&mut self, act: EvaluationAct) {
        self.register.perform(&Order::on("T-1", Act::Evaluate(act)), &self.context).unwrap();
    }

    fn view(&self) -> EvaluationView {
        self.register.evaluation("T-1").unwrap()
    }

    /// The section of a kind.
    fn section(&self, kind: SectionKind) -> Uuid {
        let view = self.view();
        let sections = view.evaluation.sections_of(LotNo::FIRST);
        sections.iter().find(|section| section.kind == kind).unwrap().uid
    }

    fn freeze(&mut self) {
        let bid = crate::register::NewBid {
            lot: LotNo::FIRST,
            supplier: "Acme".to_owned(),
            price: None,
            received: None,
            late: false,
            local: None,
            note: None,
        };
        for kind in [SectionKind::Quality, SectionKind::SocialValue] {
            let form = QuestionForm::of(&self.view(), LotNo::FIRST, self.section(kind), None, None);
            let asked = Form::Question(Box::new(form));
            let act = asked.read(&filled(&asked, &[(0, "Plan")])).unwrap();
            self.perform(act);
        }
        self.perform(EvaluationAct::SetBid { uid: None, bid });
    }
}

/// The fields of a form with texts typed into some of them, in the place of what stood there.
fn filled(asked: &Form, typed: &[(usize, &str)]) -> Fields {
    let mut form = Fields::new(asked.fields());
    for (at, text) in typed {
        let (label, help) = (form.fields[*at].label.clone(), form.fields[*at].help.clone());
        let shown = form.fields[*at].shown;
        form.fields[*at] = match &form.fields[*at].content {
            Content::Text(_) => Field::text(label, help, text),
            Content::Note { .. } => Field::note(label, help, text),
            Content::Choice { words, .. } => {
                let place = words.iter().position(|word| word == text);
                Field::choice(
                    label,
                    help,
                    words.clone(),
                    place.unwrap_or_else(|| panic!("{words:?}")),
                )
            }
        };
        form.fields[*at].shown = shown;
    }
    asked.follow(&mut form);
    form
}

fn said(asked: &Form, form: &Fields) -> Vec<String> {
    asked.remarks(form).into_iter().map(|(words, _)| words).collect()
}

#[test]
fn a_weight_says_what_the_sections_add_up_to_with_it_while_it_is_typed() {
    let desk = Desk::new();
    let quality = desk.section(SectionKind::Quality);
    let form = SectionForm::of(&desk.view(), LotNo::FIRST, Some(quality));
    let asked = Form::Section(Box::new(form));
    let remark = |weight: &str| said(&asked, &filled(&asked, &[(2, weight)])).remove(0);
    assert_eq!(remark("50"), "With this the sections add up to 100.");
    assert_eq!(remark("45"), "With this the sections add up to 95: 5 missing.");
    assert_eq!(remark("52.25"), "With this the sections add up to 102.25: 2.25 too much.");
    assert_eq!(remark("x"), "The other sections add up to 50.");
}

#[test]
fn the_weight_of_social_value_is_held_against_the_policy_while_it_is_typed() {
    let desk = Desk::new();
    let social = desk.section(SectionKind::SocialValue);
    let form = SectionForm::of(&desk.view(), LotNo::FIRST, Some(social));
    let asked = Form::Section(Box::new(form));
    let remarks = asked.remarks(&filled(&asked, &[(2, "12")]));
    assert!(remarks[1].1 && remarks[1].0.contains("above the policy's ceiling"), "{remarks:?}");
    let remarks = asked.remarks(&filled(&asked, &[(2, "10")]));
    assert!(!remarks[1].1 && remarks[1].0.contains("The policy asks for"), "{remarks:?}");
}

#[test]
fn a_section_for_price_is_offered_once_and_has_no_pass_mark() {
    let desk = Desk::new();
    let new = Form::Section(Box::new(SectionForm::of(&desk.view(), LotNo::FIRST, None)));
    assert!(!matches!(&new.fields()[1].content, Content::Choice { words, .. } if words.len() > 2));
    let price = desk.section(SectionKind::Price);
    let form = SectionForm::of(&desk.view(), LotNo::FIRST, Some(price));
    let asked = Form::Section(Box::new(form));
    assert!(!filled(&asked, &[]).fields[3].shown);
}

#[test]
fn a_new_question_begins_with_the_weight_that_is_missing_and_says_what_it_is_worth() {
    let mut desk = Desk::new();
    let quality = desk.section(SectionKind::Quality);
    let of = |desk: &Desk| {
        let form = QuestionForm::of(&desk.view(), LotNo::FIRST, quality, None, None);
        Form::Question(Box::new(form))
    };
    let asked = of(&desk);
    let act = asked.read(&filled(&asked, &[(0, "Plan"), (1, "Line one\nline two"), (3, "30")]));
    desk.perform(act.unwrap());
    let asked = of(&desk);
    let form = filled(&asked, &[(0, "People")]);
    assert_eq!(form.fields[3].value(), "70");
    let remarks = said(&asked, &form);
    assert_eq!(remarks[0], "With this the questions of “Quality” add up to 100.");
    assert_eq!(remarks[1], "It is worth 35 of the 100 points of the whole.");
    let form = filled(&asked, &[(0, "People"), (2, "Social value"), (3, "25")]);
    let remarks = said(&asked, &form);
    assert_eq!(remarks[0], "With this the questions of “Social value” add up to 25: 75 missing.");
    assert_eq!(remarks[1], "It is worth 2.5 of the 100 points of the whole.");
    let view = desk.view();
    let question = view.evaluation.questions_of(quality)[0];
    assert_eq!(question.asks.as_deref(), Some("Line one\nline two"));
}

#[test]
fn a_pass_mark_has_to_be_on_the_scale() {
    let desk = Desk::new();
    let quality = desk.section(SectionKind::Quality);
    let form = QuestionForm::of(&desk.view(), LotNo::FIRST, quality, None, None);
    let asked = Form::Question(Box::new(form));
    let wrong = asked.read(&filled(&asked, &[(0, "Plan"), (7, "2.5")])).unwrap_err();
    assert_eq!(wrong, [(7, "“2.5” is no mark of the scale: 0, 1, 2, 3, 4 or 5.".to_owned())]);
    assert!(asked.read(&filled(&asked, &[(0, "Plan"), (7, "3")])).is_ok());
}

#[test]
fn a_question_is_judged_by_what_is_offered_of_a_measure_and_those_sought_come_first() {
    let mut desk = Desk::new();
    let measure = OwnMeasure { text: "Apprentices".to_owned(), unit: Some("people".to_owned()) };
    desk.perform(EvaluationAct::SetMeasure { id: None, measure });
    let id = desk.view().evaluation.measures.keys().next().unwrap().clone();
    let seek = Act::Seek { outcome: id.clone(), quantity: None, why: None };
    desk.register.perform(&Order::on("T-1", seek), &desk.context).unwrap();
    let view = desk.view();
    assert_eq!(subjects(&view)[0].words, "sought: Apprentices (people)");
    let social = desk.section(SectionKind::SocialValue);
    let about = subjects(&view).remove(0);
    let form = QuestionForm::of(&view, LotNo::FIRST, social, None, Some(&about));
    let asked = Form::Question(Box::new(form));
    let form = filled(&asked, &[(5, "the quantity offered")]);
    assert_eq!(form.fields[0].value(), "Apprentices");
    assert!(form.fields[6].shown && !form.fields[7].shown);
    let EvaluationAct::SetQuestion { question, .. } = asked.read(&form).unwrap() else {
        panic!("a question is set");
    };
    assert_eq!(question.judged, Judged::Offer { measure: id.clone() });
    assert_eq!(question.outcome, Some(id));
}

#[test]
fn a_change_of_fixed_criteria_needs_a_reason() {
    let mut desk = Desk::new();
    desk.freeze();
    let view = desk.view();
    let quality = desk.section(SectionKind::Quality);
    let asked = Form::Section(Box::new(SectionForm::of(&view, LotNo::FIRST, Some(quality))));
    let wrong = asked.read(&filled(&asked, &[])).unwrap_err();
    assert!(wrong[0].1.contains("type why"), "{wrong:?}");
    let act = asked.read(&filled(&asked, &[(2, "51"), (4, "A clerical error")])).unwrap();
    assert!(
        matches!(&act, EvaluationAct::SetSection { reason: Some(reason), .. } if reason == "A clerical error")
    );
    let act = EvaluationAct::RemoveCriterion { uid: quality, reason: None };
    let asked = Form::Why(Box::new(act.clone()));
    assert!(asked.read(&filled(&asked, &[])).is_err());
    let with = asked.read(&filled(&asked, &[(0, "Agreed with legal")])).unwrap();
    assert!(
        matches!(with, EvaluationAct::RemoveCriterion { reason: Some(reason), .. } if reason == "Agreed with legal")
    );
    let effect = deed(&view, LotNo::FIRST, "Why?", act);
    assert!(matches!(effect, Effect::Push(Place::Filling(_))), "{effect:?}");
}

#[test]
fn the_price_method_shows_its_formula_and_asks_for_its_own_figures() {
    let desk = Desk::new();
    let asked = Form::Terms(Box::new(TermsForm::of(&desk.view(), LotNo::FIRST).unwrap()));
    let linear = "linear against the highest acceptable price";
    let form = filled(&asked, &[(0, linear)]);
    let shown: Vec<bool> = form.fields[1..=3].iter().map(|field| field.shown).collect();
    assert_eq!(shown, [true, true, false]);
    let remarks = said(&asked, &form);
    assert!(remarks[0].starts_with("Formula: points") && remarks.len() == 3, "{remarks:?}");
    assert!(asked.read(&form).unwrap_err()[0].1.contains("highest acceptable price"));
    let form = filled(&asked, &[(0, linear), (1, "90k"), (2, "80k")]);
    assert!(asked.read(&form).unwrap_err()[0].1.contains("has to be above"));
    let form = filled(&asked, &[(0, linear), (2, "120k"), (4, "the lower price")]);
    let EvaluationAct::SetLot { terms, .. } = asked.read(&form).unwrap() else {
        panic!("terms are set");
    };
    let none_at = "120000".parse().unwrap();
    assert_eq!(terms.method, PriceMethod::Linear { full_at: None, none_at });
    assert_eq!(terms.tie_break, TieBreak::LowerPrice);
    let remarks = said(&asked, &filled(&asked, &[(0, "price per quality point")]));
    assert!(remarks.last().unwrap().contains("is taken away"), "{remarks:?}");
}

#[test]
fn the_terms_that_are_there_are_those_that_the_form_gives_back() {
    let mut desk = Desk::new();
    let view = desk.view();
    let section = desk.section(SectionKind::Quality);
    let mut terms = view.evaluation.lots[&LotNo::FIRST].clone();
    terms.tie_break = TieBreak::Section { section };
    terms.method = PriceMethod::Linear {
        full_at: Some("80000.50".parse().unwrap()),
        none_at: "120000".parse().unwrap(),
    };
    terms.no_local_quote = Some("None makes\nthem here".to_owned());
    (terms.blind, terms.price_hidden) = (false, true);
    let act = EvaluationAct::SetLot { lot: LotNo::FIRST, terms: terms.clone(), reason: None };
    desk.perform(act.clone());
    let asked = Form::Terms(Box::new(TermsForm::of(&desk.view(), LotNo::FIRST).unwrap()));
    assert_eq!(asked.read(&filled(&asked, &[])).unwrap(), act);
}

#[test]
fn each_mark_of_a_scale_has_a_field_and_those_that_say_nothing_are_counted() {
    let desk = Desk::new();
    let form = MarksForm::of(&desk.view(), LotNo::FIRST, "0 to 5").unwrap();
    let asked = Form::Marks(form);
    assert_eq!(asked.fields().len(), 7);
    let form = filled(&asked, &[(5, ""), (4, "")]);
    assert_eq!(said(&asked, &form), ["2 marks do not say yet what earns them."]);
    let form = filled(&asked, &[(5, "More than is asked, with proof.")]);
    let EvaluationAct::SetScale { scale: Some(scale), .. } = asked.read(&form).unwrap() else {
        panic!("a scale is set");
    };
    assert_eq!(scale.marks[5].descriptor, "More than is asked, with proof.");
}

#[test]
fn a_name_that_is_taken_is_pointed_out() {
    let desk = Desk::new();
    let asked = Form::NewScale(NewScaleForm::of(&desk.view(), LotNo::FIRST));
    let wrong = asked.read(&filled(&asked, &[(0, "0 TO 5"), (1, "0 to 5")])).unwrap_err();
    assert!(wrong[0].1.contains("of that name already"), "{wrong:?}");
    let names = vec!["Health".to_owned()];
    let asked = Form::Template { lot: LotNo::FIRST, names };
    assert!(said(&asked, &filled(&asked, &[(0, "health ")]))[0].contains("is replaced"));
    let asked = Form::Measure { known: vec!["Apprentices".to_owned()] };
    assert!(asked.read(&filled(&asked, &[(0, "apprentices")])).is_err());
}
