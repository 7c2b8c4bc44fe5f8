//! The three questions on impact, objectives and needs, and which weight follows from the answers.

use std::io::Write;

use strum::IntoEnumIterator;

use crate::cli::walk::choice::{Choice, find, tidy};
use crate::cli::walk::session::{Outcome, Walk};
use crate::cli::walk::talk::{Step, Told};
use crate::cli::{assess, needs as command};
use crate::domain::text::visible;
use crate::domain::{Fifth, Impact, NeedsAnswers};
use crate::policy::needs;
use crate::register::Act;

/// The questions, in order.
const QUESTIONS: usize = 4;

const IMPACTS: [Choice<'static, Option<Impact>>; 4] = [
    Choice::new(Some(Impact::None), "none", &[], ""),
    Choice::new(Some(Impact::Some), "some", &[], ""),
    Choice::new(Some(Impact::Significant), "significant", &[], ""),
    Choice::new(None, "not known", &["unknown", "not known yet"], ""),
];

impl Walk<'_> {
    /// Asks the three questions, as far as they can be answered, and records the answers.
    pub(super) fn needs(&mut self) -> Step {
        let before = match self.view.answers_so_far() {
            Ok(answers) => answers,
            Err(fault) => return self.talk.say_fault(&fault),
        };
        command::tell_answers(&mut self.talk.out, &self.view)?;
        self.talk.say("An empty answer leaves what is known; back goes to the question before.")?;
        let mut answers = before.clone();
        let mut at = 0;
        while at < QUESTIONS {
            let answered = match at {
                0 => self.ask_impact(&mut answers)?,
                1 => self.ask_objectives(&mut answers)?,
                2 => self.ask_area(&mut answers)?,
                _ => self.ask_indicators(&mut answers)?,
            };
            match (answered, at) {
                (true, _) => at += 1,
                (false, 0) => return self.talk.say("The answers were left as they are."),
                (false, _) => at -= 1,
            }
        }
        if answers == before {
            return self.talk.say("The answers were left as they are.");
        }
        self.tell_row(&answers)?;
        if !self.talk.yes_or_leave("Record these answers?")? {
            return self.talk.say("The answers were left as they are.");
        }
        if self.perform(&Act::AnswerNeeds(answers))? == Outcome::Recorded {
            self.heard = None;
        }
        Ok(())
    }

    /// Says which row of the policy's table is met with these answers, and what is still open.
    fn tell_row(&mut self, answers: &NeedsAnswers) -> Step {
        let facts = needs::following(&self.view.pack, answers, &self.view.facts);
        let found = self.register.reassess(self.view.reference.as_str(), &facts)?;
        let (row, reasons) = needs::row(&found);
        self.talk.say(&row)?;
        assess::reasons(&mut self.talk.out, reasons)?;
        for open in needs::unanswered(&self.view.pack, answers) {
            self.talk.say(&format!("Still open: {open}"))?;
        }
        Ok(())
    }

    fn ask_impact(&mut self, answers: &mut NeedsAnswers) -> Step<bool> {
        let now = IMPACTS.iter().find(|one| one.what == answers.impact).map_or("", |one| one.word);
        self.talk.say("\nQuestion 1. How great is the additional impact?")?;
        let prompt = format!("1 none, 2 some, 3 significant, 4 not known (empty: {now})");
        let chosen = self.talk.understood(&prompt, Some(answers.impact), |given| {
            find(&IMPACTS, given).map(|at| IMPACTS[at].what)
        })?;
        Ok(chosen.map(|impact| answers.impact = impact).is_some())
    }

    fn ask_objectives(&mut self, answers: &mut NeedsAnswers) -> Step<bool> {
        self.talk.say("\nQuestion 2. Which objectives of the policy are met?")?;
        let objectives = &self.view.pack.objectives;
        for objective in objectives {
            let (id, title) = (visible(&objective.id), visible(&objective.title));
            writeln!(self.talk.out, "  {id}: {title}")?;
        }
        let ids: Vec<String> = objectives.iter().map(|objective| objective.id.clone()).collect();
        let now = match &answers.objectives {
            None => "not answered".to_owned(),
            Some(met) if met.is_empty() => "none".to_owned(),
            Some(met) => met.join(", "),
        };
        let prompt = format!(
            "Those that are met, such as {}; none, or not known (empty: {now})",
            ids.join(", ")
        );
        let chosen = self.talk.understood(&prompt, Some(answers.objectives.clone()), |given| {
            match tidy(given).as_str() {
                "none" => return Ok(Some(Vec::new())),
                "not known" | "unknown" | "not known yet" => return Ok(None),
                _ => {}
            }
            let said: Vec<&str> =
                given.split([',', ' ']).map(str::trim).filter(|id| !id.is_empty()).collect();
            // The sentence of the register, which is asked only at the end.
            if let Some(strange) = said.iter().find(|id| !ids.iter().any(|known| known == *id)) {
                return Err(format!(
                    "The policy has no objective “{}”. Its objectives are {}.",
                    visible(strange),
                    ids.join(", ")
                ));
            }
            Ok(Some(ids.iter().filter(|id| said.contains(&id.as_str())).cloned().collect()))
        })?;
        Ok(chosen.map(|met| answers.objectives = met).is_some())
    }

    fn ask_area(&mut self, answers: &mut NeedsAnswers) -> Step<bool> {
        self.talk.say("\nQuestion 3. Which area benefits?")?;
        let now = answers.area.as_deref().unwrap_or("not answered").to_owned();
        let prompt = "The whole area, or places in it; a single hyphen takes it away";
        match self.talk.text(prompt, &now)? {
            Told::Back => return Ok(false),
            Told::Nothing => {}
            Told::Text(text) if text == "-" => answers.area = None,
            Told::Text(text) => answers.area = Some(text),
        }
        Ok(true)
    }

    fn ask_indicators(&mut self, answers: &mut NeedsAnswers) -> Step<bool> {
        let names: Vec<String> =
            needs::relevant(&self.view.pack, answers).into_iter().map(str::to_owned).collect();
        if names.is_empty() {
            self.talk.say("No indicator of need bears on the objectives that are met.")?;
            return Ok(true);
        }
        self.talk.say(&format!(
            "\nIn which fifth of all areas is it on these {} indicators of need? 1 worst, 2 second worst, 3 middle, 4 second best, 5 best, 6 not known, 7 enough.",
            names.len()
        ))?;
        let mut fifths: Vec<Choice<'_, Option<Option<Fifth>>>> = Fifth::iter()
            .map(|fifth| Choice::new(Some(Some(fifth)), fifth.words(), &[], ""))
            .collect();
        fifths.push(Choice::new(Some(None), "not known", &["unknown"], ""));
        fifths.push(Choice::new(None, "enough", &[], ""));
        let mut at = 0;
        while let Some(name) = names.get(at) {
            let now = answers.marks.get(name).copied();
            let words = now.map_or("not known", Fifth::words);
            let prompt = format!("{} of {}, {name} (empty: {words})", at + 1, names.len());
            let chosen = self.talk.understood(&prompt, Some(Some(now)), |given| {
                find(&fifths, given).map(|at| fifths[at].what)
            })?;
            match chosen {
                None if at == 0 => return Ok(false),
                None => at -= 1,
                Some(None) => break,
                Some(Some(mark)) => {
                    match mark {
                        Some(fifth) => answers.marks.insert(name.clone(), fifth),
                        None => answers.marks.remove(name),
                    };
                    at += 1;
                }
            }
        }
        Ok(true)
    }
}
