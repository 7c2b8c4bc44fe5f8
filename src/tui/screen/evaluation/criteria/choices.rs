//! What is chosen from on the Criteria tab: subjects of a question, scales, templates.

use crate::domain::evaluation::{BUILT_IN_SCALES, Judged, Scale, Section, SectionKind, Template};
use crate::domain::text::visible;
use crate::register::EvaluationAct;
use crate::tui::dialog::choose::Choose;
use crate::tui::effect::{Effect, Place};
use crate::tui::screen::evaluation::Scene;
use crate::tui::screen::evaluation::forms::{
    self, CriteriaForm, MarksForm, NewScaleForm, QuestionForm, Subject,
};

/// The form for a new question in a section.
pub(super) fn new_question(scene: Scene<'_>, section: &Section, about: Option<&Subject>) -> Place {
    let form = QuestionForm::of(scene.view, scene.lot, section.uid, None, about);
    let title = format!("A new question in “{}”", visible(&section.title));
    forms::filling(scene.view, &title, "", CriteriaForm::Question(Box::new(form)))
}

/// Asks what a new question is about: an outcome or measure, those that are sought first.
pub(super) fn about(scene: Scene<'_>, section: &Section) -> Effect {
    let mut choices: Vec<(String, Effect)> = forms::subjects(scene.view)
        .iter()
        .map(|subject| {
            let place = new_question(scene, section, Some(subject));
            (subject.words.clone(), Effect::Push(place))
        })
        .collect();
    let free = Effect::Push(new_question(scene, section, None));
    let place = choices.iter().take_while(|(words, _)| words.starts_with("sought: ")).count();
    choices.insert(place, ("Nothing of the policy".to_owned(), free));
    Effect::Push(Place::Choose(Choose {
        title: "What is the question about?".to_owned(),
        explain: if scene.view.sought.is_empty() {
            "An outcome or measure of the policy, or one of your own. Nothing is sought for the tender yet: that is chosen on its tab Outcomes."
        } else {
            "An outcome or measure of the policy, or one of your own. What is sought for the tender comes first."
        }
        .to_owned(),
        choices,
    }))
}

/// The scales of the lot, and those that can be added.
pub(super) fn scales(scene: Scene<'_>) -> Effect {
    let of = &scene.view.evaluation;
    let lot = scene.lot;
    let users = |name: &str| {
        let judged = of.numbered(lot).into_iter();
        judged
            .filter(|(.., question)| {
                matches!(&question.judged, Judged::Scale { scale } if scale == name)
            })
            .count()
    };
    let mine: Vec<(&String, &Scale)> = of
        .scales
        .iter()
        .filter(|((of, _), _)| *of == lot)
        .map(|((_, name), it)| (name, it))
        .collect();
    let mut choices = Vec::new();
    for (name, scale) in &mine {
        let count = match users(name) {
            0 => "no questions".to_owned(),
            1 => "1 question".to_owned(),
            more => format!("{more} questions"),
        };
        let words = format!(
            "Write what earns each mark of “{}” ({} marks, {count})",
            visible(name),
            scale.marks.len()
        );
        let Some(form) = MarksForm::of(scene.view, lot, name) else { continue };
        let title = format!("The scale “{}”", visible(name));
        let place = forms::filling(scene.view, &title, "", CriteriaForm::Marks(form));
        choices.push((words, Effect::Push(place)));
    }
    let missing = BUILT_IN_SCALES.iter().filter(|name| !mine.iter().any(|(of, _)| of == *name));
    for name in missing {
        let act = EvaluationAct::SetScale {
            lot,
            name: (*name).to_owned(),
            scale: Scale::built_in(name),
            reason: None,
        };
        let words = format!("Add the scale “{name}”, with descriptors to start from");
        let title = format!("Why is the scale “{name}” added?");
        choices.push((words, forms::deed(scene.view, lot, &title, act)));
    }
    let own = CriteriaForm::NewScale(NewScaleForm::of(scene.view, lot));
    let own = forms::filling(scene.view, "A scale of your own", "", own);
    choices.push(("Add a scale of your own".to_owned(), Effect::Push(own)));
    for (name, _) in mine.iter().filter(|(name, _)| users(name) == 0) {
        let act = EvaluationAct::SetScale { lot, name: (*name).clone(), scale: None, reason: None };
        let words = format!("Take the scale “{}” away, which no question uses", visible(name));
        let title = format!("Why is the scale “{}” taken away?", visible(name));
        choices.push((words, forms::deed(scene.view, lot, &title, act)));
    }
    Effect::Push(Place::Choose(Choose {
        title: "Scales".to_owned(),
        explain: "The marks that evaluators give, and what an answer has to be to earn each. Which scale judges a question is said in its form.".to_owned(),
        choices,
    }))
}

/// What a template holds, in words.
pub(in crate::tui::screen) fn template_words(template: &Template) -> String {
    let count = |count: usize, what: &str| match count {
        1 => format!("1 {what}"),
        count => format!("{count} {what}s"),
    };
    let social =
        template.sections.iter().filter(|section| section.kind == SectionKind::SocialValue);
    let social: rust_decimal::Decimal = social.map(|section| section.weight.value()).sum();
    format!(
        "{}, {}, social value {}%",
        count(template.sections.len(), "section"),
        count(template.questions.len(), "question"),
        social.normalize()
    )
}

/// Saving the criteria to use them again, and using those that were saved.
pub(super) fn templates(scene: Scene<'_>) -> Effect {
    let (view, lot) = (scene.view, scene.lot);
    let names = view.templates.iter().map(|(name, _)| name.clone()).collect();
    let form = CriteriaForm::Template { lot, names };
    let explain = "Sections, questions, weights, scales and the price method are kept; titles of lots and reasons are not.";
    let save = forms::filling(view, "Save these criteria as a template", explain, form);
    let mut choices = vec![("Save these criteria as a template".to_owned(), Effect::Push(save))];
    for (name, template) in &view.templates {
        let shown = visible(name);
        let act = EvaluationAct::UseTemplate { lot, name: name.clone(), reason: None };
        let words = format!("Use “{shown}”: {}", template_words(template));
        let title = format!("Why are the criteria of “{shown}” put in place?");
        choices.push((words, forms::deed(view, lot, &title, act)));
    }
    for (name, _) in &view.templates {
        let act = EvaluationAct::DropTemplate { name: name.clone() };
        let words = format!("Take the template “{}” away", visible(name));
        choices.push((words, scene.perform(act)));
    }
    let key = crate::tui::command::Command::Undo.key(false);
    Effect::Push(Place::Choose(Choose {
        title: "Templates".to_owned(),
        explain: format!(
            "A template is for every tender of this register. Using one puts its criteria in the place of these; {key} takes that back."
        ),
        choices,
    }))
}
