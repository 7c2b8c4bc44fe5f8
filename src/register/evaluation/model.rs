//! Deeds on the award criteria: lots, scales, sections, questions, templates, own measures.

use rust_decimal::Decimal;
use serde_json::json;
use uuid::Uuid;

use crate::domain::evaluation::{
    Judged, Lot, LotNo, Mark, OwnMeasure, Piece, PriceMethod, Question, STANDARD_SCALE, Scale,
    Section, SectionKind, Template, TieBreak,
};
use crate::domain::{Percent, item, text};
use crate::policy::{Base, Weight};
use crate::register::act::Act;
use crate::register::deeds::{Doing, Effected};
use crate::register::evaluation::act::{EvaluationAct, NewQuestion, NewSection};
use crate::register::evaluation::{Deed, Evaluating, optional, optional_line, view};
use crate::register::{Fault, Result};

/// The weight of price that new criteria begin with, where no share of quality was recorded.
const PRICE: i64 = 40;

impl Evaluating<'_> {
    /// Begins with a section each for quality, social value and price, and the standard scale.
    ///
    /// Quality has the share that was recorded for the tender. Social value begins at the weight that
    /// was set, or at the policy's own least figure, as a share of the whole.
    pub(super) fn begin(&self, lot: Option<LotNo>, title: Option<&str>) -> Result<Deed> {
        let next = self.of.lots.keys().next_back().map_or(1, |last| last.get() + 1);
        let lot = lot
            .or_else(|| LotNo::new(next))
            .ok_or_else(|| Fault::invalid(format!("A tender has at most {} lots.", LotNo::MOST)))?;
        if self.of.lots.contains_key(&lot) {
            return Err(Fault::invalid(format!("Lot {lot} has award criteria already.")));
        }
        let title = optional_line("The title of the lot", title)?;
        let recorded = self.doing.case.record.facts.quality_share;
        let within =
            |share: &Percent| share.value() > Decimal::ZERO && share.value() < Decimal::ONE_HUNDRED;
        let quality = recorded
            .filter(within)
            .unwrap_or_else(|| percent(Decimal::ONE_HUNDRED - Decimal::from(PRICE)));
        let social =
            view::first_weight(&self.doing.case, &self.doing.case.determination(), quality);
        // A least figure of the whole may be more than the share of quality that was recorded.
        let judged = quality.value().max(social.value());
        let rest = judged - social.value();
        let price = percent(Decimal::ONE_HUNDRED - judged);
        let mut pieces = vec![
            Piece::Lot { lot, record: Some(Lot { title, ..Lot::default() }) },
            Piece::Scale {
                lot,
                name: STANDARD_SCALE.to_owned(),
                record: Scale::built_in(STANDARD_SCALE),
            },
        ];
        let sections = [
            ("Quality", SectionKind::Quality, percent(rest)),
            ("Social value", SectionKind::SocialValue, social),
            ("Price", SectionKind::Price, price),
        ];
        // Where social value has no weight, nothing is asked about it unless the officer adds it.
        let sections = sections.into_iter().filter(|(_, _, weight)| !weight.value().is_zero());
        for (position, (title, kind, weight)) in (1u16..).zip(sections) {
            let section = Section {
                uid: Uuid::now_v7(),
                position,
                title: title.to_owned(),
                kind,
                weight,
                pass_mark: None,
            };
            pieces.push(Piece::Section { uid: section.uid, lot, record: Some(section) });
        }
        Ok(Deed::new(format!("began the award criteria of lot {lot}"), pieces))
    }

    pub(super) fn set_lot(&self, lot: LotNo, terms: &Lot, reason: Option<&str>) -> Result<Deed> {
        self.may_change_model(lot, reason)?;
        if let Some(fault) = terms.method.fault() {
            return Err(Fault::invalid(fault));
        }
        let mut terms = terms.clone();
        terms.title = optional_line("The title of the lot", terms.title.as_deref())?;
        terms.no_local_quote = optional("The reason", terms.no_local_quote.as_deref())?;
        if let TieBreak::Words { words } = &mut terms.tie_break {
            *words = text::note("The tie-break", words)?;
        }
        let said = match self.of.lots.get(&lot) {
            Some(before) if before.method != terms.method => {
                format!("set the price method of lot {lot} to “{}”", terms.method.words())
            }
            _ => format!("changed the terms of lot {lot}"),
        };
        let mut pieces = vec![Piece::Lot { lot, record: Some(terms.clone()) }];
        pieces.extend(self.follow_method(lot, &terms.method));
        Ok(Deed::new(said, pieces))
    }

    /// The section for price comes and goes with a method that gives it a weight.
    fn follow_method(&self, lot: LotNo, method: &PriceMethod) -> Vec<Piece> {
        let sections = self.of.sections_of(lot);
        let prices: Vec<&&Section> =
            sections.iter().filter(|section| section.kind == SectionKind::Price).collect();
        if method.kind().has_weight() && prices.is_empty() && !sections.is_empty() {
            let section = Section {
                uid: Uuid::now_v7(),
                position: sections.iter().map(|one| one.position).max().unwrap_or(0) + 1,
                title: "Price".to_owned(),
                kind: SectionKind::Price,
                weight: Percent::default(),
                pass_mark: None,
            };
            return vec![Piece::Section { uid: section.uid, lot, record: Some(section) }];
        }
        if method.kind().has_weight() {
            return Vec::new();
        }
        prices
            .into_iter()
            .map(|section| Piece::Section { uid: section.uid, lot, record: None })
            .collect()
    }

    pub(super) fn remove_lot(&self, lot: LotNo, reason: Option<&str>) -> Result<Deed> {
        self.may_change_model(lot, reason)?;
        if self.of.bids_for(lot).next().is_some() {
            return Err(Fault::invalid(format!(
                "{} has bids and cannot be taken away.",
                self.of.lot_words(lot)
            )));
        }
        let mut pieces = self.clear(lot);
        pieces.push(Piece::Check { lot, record: None });
        pieces.push(Piece::Lot { lot, record: None });
        pieces.retain(|piece| piece.before(&self.of) != *piece);
        Ok(Deed::new(format!("took lot {lot} away"), pieces))
    }

    /// Takes scales, sections and questions of a lot away.
    fn clear(&self, lot: LotNo) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for section in self.of.sections_of(lot) {
            for question in self.of.questions_of(section.uid) {
                pieces.push(Piece::Question { uid: question.uid, record: None });
            }
            pieces.push(Piece::Section { uid: section.uid, lot, record: None });
        }
        for (of, name) in self.of.scales.keys() {
            if *of == lot {
                pieces.push(Piece::Scale { lot, name: name.clone(), record: None });
            }
        }
        pieces
    }

    pub(super) fn set_scale(
        &self,
        lot: LotNo,
        name: &str,
        scale: Option<&Scale>,
        reason: Option<&str>,
    ) -> Result<Deed> {
        self.may_change_model(lot, reason)?;
        let name = text::line("The name of the scale", name)?;
        let shown = text::visible(&name);
        let users = self.of.numbered(lot).into_iter().filter(
            |(_, _, question)| matches!(&question.judged, Judged::Scale { scale } if *scale == name),
        );
        let Some(scale) = scale else {
            if let Some((number, ..)) = users.clone().next() {
                return Err(Fault::invalid(format!(
                    "Question {number} is judged by the scale “{shown}”; give it another first."
                )));
            }
            let pieces = vec![Piece::Scale { lot, name, record: None }];
            return Ok(Deed::new(format!("took the scale “{shown}” away"), pieces));
        };
        let marks = scale
            .marks
            .iter()
            .map(|mark| {
                let score = mark.score.normalize();
                let empty = mark.descriptor.trim().is_empty();
                let descriptor = if empty {
                    String::new()
                } else {
                    text::note("The descriptor", &mark.descriptor)?
                };
                Ok(Mark { score, descriptor })
            })
            .collect::<Result<Vec<_>>>()?;
        let scale = Scale { marks };
        if let Some(fault) = scale.fault() {
            return Err(Fault::invalid(fault));
        }
        for (number, _, question) in users {
            self.scores_stay(question.uid, &scale, &number)?;
        }
        let pieces = vec![Piece::Scale { lot, name, record: Some(scale) }];
        Ok(Deed::new(format!("wrote the scale “{shown}”"), pieces))
    }

    /// Checks that every score of a question is a mark of the scale that it is to be judged by.
    fn scores_stay(&self, question: Uuid, scale: &Scale, number: &str) -> Result<()> {
        let individual = self.of.scores.iter().filter(|((_, of, _), _)| *of == question);
        let agreed = self.of.consensus.iter().filter(|((_, of), _)| *of == question);
        let scores = individual.map(|(_, one)| one.score).chain(agreed.map(|(_, one)| one.score));
        for score in scores {
            if scale.mark(score).is_none() {
                return Err(Fault::Invalid {
                    message: format!(
                        "Question {number} has been given {}, which that scale does not have.",
                        score.normalize()
                    ),
                    hint: Some(format!("The scale has {}.", scale.figures())),
                });
            }
        }
        Ok(())
    }

    pub(super) fn set_section(
        &self,
        uid: Option<Uuid>,
        lot: LotNo,
        new: &NewSection,
        reason: Option<&str>,
    ) -> Result<Deed> {
        self.may_change_model(lot, reason)?;
        let title = text::line("The title", &new.title)?;
        let before = uid.and_then(|uid| self.of.sections.get(&uid));
        if uid.is_some() && before.is_none_or(|(of, _)| *of != lot) {
            return Err(Fault::not_found("That section is no longer there."));
        }
        let others = self.of.sections_of(lot);
        let mut others = others.into_iter().filter(|other| Some(other.uid) != uid);
        if new.kind == SectionKind::Price {
            let method = self.of.lots.get(&lot).map(|lot| lot.method.kind());
            if let Some(kind) = method.filter(|kind| !kind.has_weight()) {
                return Err(Fault::invalid(format!(
                    "The price method, {}, has no section for price.",
                    kind.words()
                )));
            }
            if others.clone().any(|other| other.kind == SectionKind::Price) {
                return Err(Fault::invalid("There is a section for price already."));
            }
            if new.pass_mark.is_some() {
                return Err(Fault::invalid("The section for price has no pass mark."));
            }
            if uid.is_some_and(|uid| !self.of.questions_of(uid).is_empty()) {
                return Err(Fault::invalid(
                    "The section for price has no questions; take them away first.",
                ));
            }
        }
        if others.any(|other| other.title.to_lowercase() == title.to_lowercase()) {
            return Err(Fault::invalid(format!(
                "There is a section “{}” already.",
                text::visible(&title)
            )));
        }
        let said = match before {
            Some((_, before)) if before.weight != new.weight => format!(
                "changed the weight of “{}” from {} to {}",
                text::visible(&title),
                before.weight,
                new.weight
            ),
            Some(_) => format!("changed the section “{}”", text::visible(&title)),
            None => format!("added the section “{}” at {}", text::visible(&title), new.weight),
        };
        let position = match before {
            Some((_, before)) => before.position,
            None => self.of.sections_of(lot).last().map_or(1, |last| last.position + 1),
        };
        let section = Section {
            uid: uid.unwrap_or_else(Uuid::now_v7),
            position,
            title,
            kind: new.kind,
            weight: new.weight,
            pass_mark: new.pass_mark,
        };
        let pieces = vec![Piece::Section { uid: section.uid, lot, record: Some(section) }];
        Ok(Deed::new(said, pieces))
    }

    pub(super) fn set_question(
        &self,
        uid: Option<Uuid>,
        section: Uuid,
        new: &NewQuestion,
        reason: Option<&str>,
    ) -> Result<Deed> {
        let Some((lot, of)) = self.of.sections.get(&section) else {
            return Err(Fault::not_found("That section is no longer there."));
        };
        let lot = *lot;
        self.may_change_model(lot, reason)?;
        if of.kind == SectionKind::Price {
            return Err(Fault::invalid("The section for price has no questions."));
        }
        let before = uid.map(|uid| self.find_question(uid)).transpose()?;
        let title = text::line("The title", &new.title)?;
        let question = Question {
            uid: uid.unwrap_or_else(Uuid::now_v7),
            section,
            position: match before {
                Some(before) if before.section == section => before.position,
                _ => self.of.questions_of(section).last().map_or(1, |last| last.position + 1),
            },
            title,
            asks: optional("The question", new.asks.as_deref())?,
            weight: new.weight,
            judged: new.judged.clone(),
            pass_mark: new.pass_mark,
            outcome: new.outcome.clone(),
        };
        self.fits(lot, &question)?;
        let shown = text::visible(&question.title);
        let said = match before {
            Some(before) if before.weight != question.weight => format!(
                "changed the weight of “{shown}” from {} to {}",
                before.weight, question.weight
            ),
            Some(_) => format!("changed the question “{shown}”"),
            None => format!("added the question “{shown}” at {}", question.weight),
        };
        let pieces = vec![Piece::Question { uid: question.uid, record: Some(question) }];
        Ok(Deed::new(said, pieces))
    }

    /// Checks that a question can be judged as it says.
    fn fits(&self, lot: LotNo, question: &Question) -> Result<()> {
        if let Some(outcome) = &question.outcome
            && !self.is_known(outcome)
        {
            return Err(unknown_measure(outcome));
        }
        match &question.judged {
            Judged::Offer { measure } => {
                if !self.is_known(measure) {
                    return Err(unknown_measure(measure));
                }
                if question.pass_mark.is_some() {
                    return Err(Fault::invalid(
                        "A question that is scored from offers cannot have a pass mark.",
                    ));
                }
                let scored = self.of.consensus.keys().any(|(_, of)| *of == question.uid)
                    || self.of.scores.keys().any(|(_, of, _)| *of == question.uid);
                if scored {
                    return Err(Fault::invalid(
                        "The question has scores; take them away before it is scored from offers.",
                    ));
                }
                Ok(())
            }
            Judged::Scale { scale: name } => {
                let Some(scale) = self.of.scales.get(&(lot, name.clone())) else {
                    let names: Vec<&str> = self
                        .of
                        .scales
                        .keys()
                        .filter(|(of, _)| *of == lot)
                        .map(|(_, name)| name.as_str())
                        .collect();
                    return Err(Fault::Invalid {
                        message: format!("There is no scale “{}”.", text::visible(name)),
                        hint: Some(format!("There is {}.", text::visible(&names.join(", ")))),
                    });
                };
                if let Some(mark) = question.pass_mark
                    && scale.mark(mark).is_none()
                {
                    return Err(Fault::Invalid {
                        message: format!("The scale has no mark {}.", mark.normalize()),
                        hint: Some(format!("It has {}.", scale.figures())),
                    });
                }
                self.scores_stay(question.uid, scale, &text::visible(&question.title))
            }
        }
    }

    /// Whether an outcome or measure is one of the policy or of the officer's own.
    pub(super) fn is_known(&self, id: &str) -> bool {
        self.of.measures.contains_key(id) || self.doing.case.pack.has_outcome(id)
    }

    pub(super) fn remove_criterion(&self, uid: Uuid, reason: Option<&str>) -> Result<Deed> {
        let (lot, questions, said, section) =
            if let Some((lot, section)) = self.of.sections.get(&uid) {
                let questions: Vec<Uuid> =
                    self.of.questions_of(uid).iter().map(|question| question.uid).collect();
                let said = format!("took the section “{}” away", text::visible(&section.title));
                (*lot, questions, said, Some(uid))
            } else {
                let question = self.find_question(uid)?;
                let lot = self.of.lot_of_question(uid).unwrap_or(LotNo::FIRST);
                let said = format!("took the question “{}” away", text::visible(&question.title));
                (lot, vec![uid], said, None)
            };
        self.may_change_model(lot, reason)?;
        let used = |question: &Uuid| {
            self.of.answers.keys().any(|(_, of)| of == question)
                || self.of.consensus.keys().any(|(_, of)| of == question)
                || self.of.scores.keys().any(|(_, of, _)| of == question)
        };
        if questions.iter().any(used) {
            return Err(Fault::Invalid {
                message: "It has answers or scores and cannot be taken away.".to_owned(),
                hint: Some("Take those away first, or give it no weight.".to_owned()),
            });
        }
        let mut pieces: Vec<Piece> =
            questions.into_iter().map(|uid| Piece::Question { uid, record: None }).collect();
        pieces.extend(section.map(|uid| Piece::Section { uid, lot, record: None }));
        Ok(Deed::new(said, pieces))
    }

    pub(super) fn move_criterion(&self, uid: Uuid, up: bool, reason: Option<&str>) -> Result<Deed> {
        let nothing = || {
            let place = if up { "first" } else { "last" };
            Fault::invalid(format!("It is the {place} one already."))
        };
        let neighbour = |places: &[Uuid]| {
            let at = places.iter().position(|other| *other == uid)?;
            let other = if up { at.checked_sub(1)? } else { at + 1 };
            places.get(other).copied()
        };
        let way = if up { "up" } else { "down" };
        if let Some((lot, section)) = self.of.sections.get(&uid) {
            self.may_change_model(*lot, reason)?;
            let places: Vec<Uuid> =
                self.of.sections_of(*lot).iter().map(|section| section.uid).collect();
            let other = neighbour(&places).ok_or_else(nothing)?;
            let (_, neighbour) = self.of.sections.get(&other).ok_or_else(nothing)?;
            let moved = Section { position: neighbour.position, ..section.clone() };
            let made_room = Section { position: section.position, ..neighbour.clone() };
            let pieces = [moved, made_room].map(|section| Piece::Section {
                uid: section.uid,
                lot: *lot,
                record: Some(section),
            });
            let said = format!("moved the section “{}” {way}", text::visible(&section.title));
            return Ok(Deed::new(said, pieces.to_vec()));
        }
        let question = self.find_question(uid)?;
        let lot = self.of.lot_of_question(uid).unwrap_or(LotNo::FIRST);
        self.may_change_model(lot, reason)?;
        let places: Vec<Uuid> =
            self.of.questions_of(question.section).iter().map(|question| question.uid).collect();
        let other = neighbour(&places).ok_or_else(nothing)?;
        let neighbour = self.find_question(other)?;
        let moved = Question { position: neighbour.position, ..question.clone() };
        let made_room = Question { position: question.position, ..neighbour.clone() };
        let pieces = [moved, made_room]
            .map(|question| Piece::Question { uid: question.uid, record: Some(question) });
        let said = format!("moved the question “{}” {way}", text::visible(&question.title));
        Ok(Deed::new(said, pieces.to_vec()))
    }

    pub(super) fn use_template(
        &self,
        lot: LotNo,
        name: &str,
        reason: Option<&str>,
    ) -> Result<Deed> {
        if self.of.lots.contains_key(&lot) {
            self.may_change_model(lot, reason)?;
        }
        if self.of.bids_for(lot).next().is_some() {
            return Err(Fault::invalid(
                "There are bids already; the award criteria cannot be replaced as a whole.",
            ));
        }
        let template = find_template(self.doing, name)?;
        let title = self.of.lots.get(&lot).and_then(|lot| lot.title.clone());
        // Every copy has ids of its own, so that two lots never share a question.
        let mut fresh = std::collections::BTreeMap::new();
        let mut anew = |uid: Uuid| *fresh.entry(uid).or_insert_with(Uuid::now_v7);
        let mut pieces = self.clear(lot);
        let tie_break = match &template.lot.tie_break {
            TieBreak::Section { section } => TieBreak::Section { section: anew(*section) },
            other => other.clone(),
        };
        let terms = Lot { title, tie_break, no_local_quote: None, ..template.lot.clone() };
        for (name, scale) in &template.scales {
            pieces.retain(
                |piece| !matches!(piece, Piece::Scale { name: other, .. } if other == name),
            );
            pieces.push(Piece::Scale { lot, name: name.clone(), record: Some(scale.clone()) });
        }
        for section in &template.sections {
            let section = Section { uid: anew(section.uid), ..section.clone() };
            pieces.push(Piece::Section { uid: section.uid, lot, record: Some(section) });
        }
        for question in &template.questions {
            // A measure of another policy means nothing here.
            let outcome = question.outcome.clone().filter(|id| self.is_known(id));
            let judged = match &question.judged {
                Judged::Offer { measure } if !self.is_known(measure) => {
                    return Err(Fault::invalid(format!(
                        "The template scores offers of “{}”, which this policy does not have.",
                        text::visible(measure)
                    )));
                }
                judged => judged.clone(),
            };
            let (uid, section) = (anew(question.uid), anew(question.section));
            let question = Question { uid, section, judged, outcome, ..question.clone() };
            pieces.push(Piece::Question { uid, record: Some(question) });
        }
        pieces.push(Piece::Lot { lot, record: Some(terms) });
        let said = format!("used the template “{}” for lot {lot}", text::visible(name));
        Ok(Deed::new(said, pieces))
    }

    pub(super) fn set_measure(&self, id: Option<&str>, measure: &OwnMeasure) -> Result<Deed> {
        let words = text::line("The measure", &measure.text)?;
        let unit = optional_line("The unit", measure.unit.as_deref())?;
        let id = match id {
            Some(id) if self.of.measures.contains_key(id) => id.to_owned(),
            Some(id) => return Err(unknown_measure(id)),
            None => {
                let name = item::slug(&words);
                (1..1000)
                    .map(|n| if n == 1 { format!("own.{name}") } else { format!("own.{name}-{n}") })
                    .find(|id| !self.of.measures.contains_key(id))
                    .ok_or_else(|| Fault::invalid("There are too many measures of that name."))?
            }
        };
        let said = format!("wrote the measure “{}”", text::visible(&words));
        let record = Some(OwnMeasure { text: words, unit });
        Ok(Deed::new(said, vec![Piece::Measure { id, record }]))
    }

    pub(super) fn remove_measure(&self, id: &str) -> Result<Deed> {
        let Some(measure) = self.of.measures.get(id) else { return Err(unknown_measure(id)) };
        let asked = self.of.questions.values().any(|question| {
            question.outcome.as_deref() == Some(id)
                || matches!(&question.judged, Judged::Offer { measure } if measure == id)
        });
        let offered = self.of.offers.keys().any(|(_, measure)| measure == id);
        let sought = self.doing.case.sought.iter().any(|sought| sought.id == id);
        if asked || offered || sought {
            return Err(Fault::Invalid {
                message: "The measure is asked for, sought or offered and cannot be taken away."
                    .to_owned(),
                hint: Some("Take it off the outcomes and questions first.".to_owned()),
            });
        }
        let said = format!("took the measure “{}” away", text::visible(&measure.text));
        Ok(Deed::new(said, vec![Piece::Measure { id: id.to_owned(), record: None }]))
    }
}

pub(super) fn unknown_measure(id: &str) -> Fault {
    Fault::Invalid {
        message: format!(
            "“{}” is no outcome or measure of the policy, nor one of your own.",
            text::visible(id)
        ),
        hint: Some("The tab Outcomes lists those that there are.".to_owned()),
    }
}

fn percent(value: Decimal) -> Percent {
    Percent::new(value).unwrap_or_default()
}

fn find_template(doing: &Doing<'_>, name: &str) -> Result<Template> {
    let templates = doing.change.templates()?;
    let wanted = name.trim().to_lowercase();
    let found = templates.iter().find(|(known, _)| known.to_lowercase() == wanted);
    found.map(|(_, template)| template.clone()).ok_or_else(|| {
        let names = templates.iter().map(|(name, _)| name.as_str());
        let hint = text::nearest(name, names.clone()).map_or_else(
            || {
                let all: Vec<String> = names.map(text::visible).collect();
                match all.as_slice() {
                    [] => "No template has been saved yet.".to_owned(),
                    all => format!("There is {}.", all.join(", ")),
                }
            },
            |near| format!("Did you mean “{near}”?"),
        );
        Fault::NotFound {
            message: format!("There is no template “{}”.", text::visible(name)),
            hint: Some(hint),
        }
    })
}

impl Doing<'_> {
    /// Keeps a template, or takes it away; `None` for every other deed.
    pub(super) fn keep_template(&self, act: &EvaluationAct) -> Result<Option<Effected>> {
        let (name, after) = match act {
            EvaluationAct::SaveTemplate { lot, name } => {
                let of = self.change.evaluation(self.record.id)?;
                let Some(terms) = of.lots.get(lot) else {
                    return Err(Fault::invalid(format!("There is no lot {lot}.")));
                };
                let sections: Vec<Section> = of.sections_of(*lot).into_iter().cloned().collect();
                let questions = of.numbered(*lot).into_iter().map(|(.., one)| one.clone());
                let questions: Vec<Question> = questions.collect();
                let scales = of.scales.iter().filter(|((of, _), _)| of == lot);
                let scales =
                    scales.map(|((_, name), scale)| (name.clone(), scale.clone())).collect();
                let lot = Lot { title: None, no_local_quote: None, ..terms.clone() };
                let template = Template { lot, scales, sections, questions };
                (text::line("The name of the template", name)?, Some(template))
            }
            EvaluationAct::DropTemplate { name } => {
                find_template(self, name)?;
                (name.trim().to_owned(), None)
            }
            EvaluationAct::RestoreTemplate { name, template } => (name.clone(), template.clone()),
            _ => return Ok(None),
        };
        let known = self.change.templates()?;
        let same = |other: &str| other.to_lowercase() == name.to_lowercase();
        let before = known.into_iter().find(|(other, _)| same(other));
        // The name keeps the letters that it was saved with.
        let name = before.as_ref().map_or(name, |(name, _)| name.clone());
        let before = before.map(|(_, template)| template);
        if before == after {
            return Err(Fault::invalid("Nothing was changed."));
        }
        let (at, officer) = self.at();
        self.change.put_template(&name, after.as_ref(), at, officer)?;
        let shown = text::visible(&name);
        let said = match (&before, &after) {
            (_, None) => format!("took the template “{shown}” away"),
            (None, Some(_)) => format!("saved the criteria as the template “{shown}”"),
            (Some(_), Some(_)) => format!("saved the template “{shown}” anew"),
        };
        let undo = EvaluationAct::RestoreTemplate { name, template: before.clone() };
        let act = Act::Evaluate(act.clone());
        Ok(Some(Effected {
            warnings: Vec::new(),
            detail: json!({ "act": act, "said": said, "before": before, "after": after }),
            undo: Some(Act::Evaluate(undo)),
            said: Some(said),
        }))
    }
}

/// The weight of the whole that a weight on some base stands for, where quality is `quality`.
pub(super) fn of_whole(weight: Percent, base: Base, quality: Percent) -> Percent {
    Weight { percent: weight, base }.of_total(Some(quality)).unwrap_or(weight)
}
