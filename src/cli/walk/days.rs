//! Questions about days: those of the tender, the targets of its stages, whom it waits for.

use std::io::Write;

use strum::IntoEnumIterator;

use crate::cli::walk::choice::{Choice, find, tidy};
use crate::cli::walk::session::{Outcome, Walk};
use crate::cli::walk::talk::{Step, Told};
use crate::cli::{plan, statute};
use crate::domain::text::visible;
use crate::domain::{Date, KeyDate, StageNo, plan as words};
use crate::register::Act;

/// What was said to a question for a day.
#[derive(Debug, Clone, Copy)]
enum Said {
    Stays,
    None,
    Day(Date),
}

impl Walk<'_> {
    /// Reads out the days of the tender, and sets or takes away those that are named.
    pub(super) fn days(&mut self) -> Step {
        let all: Vec<KeyDate> = KeyDate::iter().collect();
        let names: Vec<String> = all.iter().map(ToString::to_string).collect();
        let also: Vec<[&str; 1]> = names.iter().map(|name| [name.as_str()]).collect();
        let days = all.iter().zip(&also);
        let choices: Vec<Choice<'_, KeyDate>> =
            days.map(|(day, also)| Choice::new(*day, day.words(), also, "")).collect();
        let mut read = true;
        loop {
            self.refresh()?;
            if std::mem::take(&mut read) {
                self.list_days(&all)?;
            }
            let prompt = "Which day, by number or name; list for all, limits for the time limits";
            let Told::Text(said) = self.talk.text(prompt, "enough")? else { return Ok(()) };
            match tidy(&said).as_str() {
                "list" => read = true,
                "limits" | "time limits" => statute::limits(&mut self.talk.out, &self.view)?,
                _ => match find(&choices, &said) {
                    Ok(at) => self.set_day(all[at])?,
                    Err(sentence) => self.talk.say(&sentence)?,
                },
            }
        }
    }

    fn list_days(&mut self, all: &[KeyDate]) -> Step {
        writeln!(self.talk.out, "The days of the tender")?;
        for (at, day) in all.iter().enumerate() {
            let known = self.view.dates.get(day);
            let known = known.map_or_else(|| "not known".to_owned(), |day| day.long());
            writeln!(self.talk.out, "  {} {}: {known}", at + 1, day.words())?;
        }
        Ok(())
    }

    fn set_day(&mut self, name: KeyDate) -> Step {
        let now = self.view.dates.get(&name).copied();
        let day = match self.a_day(name.words(), now)? {
            Said::Stays => return self.talk.say("The day was left as it is."),
            Said::None => None,
            Said::Day(day) => Some(day),
        };
        if self.perform(&Act::SetKeyDate { name, day })? == Outcome::Recorded {
            statute::touching(&mut self.talk.out, &self.view, name)?;
        }
        Ok(())
    }

    /// Asks for a day, or whether there is to be none.
    fn a_day(&mut self, what: &str, now: Option<Date>) -> Step<Said> {
        let now = now.map_or_else(|| "not known".to_owned(), Date::british);
        let prompt = format!(
            "{what}: the day, like 2026-11-21 or 21/11/2026; none takes it away (empty: {now})"
        );
        let said = self.talk.understood(&prompt, Some(Said::Stays), |given| {
            if tidy(given) == "none" {
                return Ok(Said::None);
            }
            given.parse::<Date>().map(Said::Day).map_err(|error| error.to_string())
        })?;
        Ok(said.unwrap_or(Said::Stays))
    }

    /// Reads out the targets of the stages, and sets or takes away those that are named.
    pub(super) fn plan(&mut self) -> Step {
        let today = self.settings.clock.today();
        plan::tell(&mut self.talk.out, &self.view, today)?;
        loop {
            self.refresh()?;
            let prompt = "The target of which stage, 1 to 13; list for all";
            let Told::Text(said) = self.talk.text(prompt, "enough")? else { return Ok(()) };
            if tidy(&said) == "list" {
                plan::tell(&mut self.talk.out, &self.view, today)?;
                continue;
            }
            let number = said.to_lowercase();
            let stage = match number.trim_start_matches("stage").trim().parse::<StageNo>() {
                Ok(stage) => stage,
                Err(why) => {
                    self.talk.say(&format!("{why}."))?;
                    continue;
                }
            };
            let now = self.view.targets.get(&stage).copied();
            let what = format!("Stage {stage}, {}, is to be finished by", stage.short_name());
            let day = match self.a_day(&what, now)? {
                Said::Stays => {
                    self.talk.say("The target was left as it is.")?;
                    continue;
                }
                Said::None => None,
                Said::Day(day) => Some(day),
            };
            if self.perform(&Act::SetTarget { stage, day })? == Outcome::Recorded {
                plan::warnings(&mut self.talk.out, &self.view, today)?;
            }
        }
    }

    /// Asks whom the tender waits for, or whether that is over.
    pub(super) fn waiting(&mut self) -> Step {
        let prompt = if let Some(waiting) = &self.view.waiting {
            let until = waiting.until.map(|day| format!(" until {}", day.long()));
            let on = visible(&waiting.on);
            writeln!(self.talk.out, "It waits for {on}{}.", until.unwrap_or_default())?;
            "Whom or what does it wait for, and until when; over where it waits no longer"
        } else {
            writeln!(self.talk.out, "It waits for nobody.")?;
            "Whom or what does it wait for, and until when: the legal team until 30/6/2026"
        };
        loop {
            let Told::Text(said) = self.talk.text(prompt, "nothing changes")? else {
                return self.talk.say("Whom it waits for was left as it is.");
            };
            let act = if tidy(&said) == "over" {
                Act::StopWaiting
            } else {
                match words::waiting(&said) {
                    Ok((on, until)) => Act::WaitFor { on, until },
                    Err(sentence) => {
                        self.talk.say(&sentence)?;
                        continue;
                    }
                }
            };
            if self.perform(&act)? != Outcome::Unfit {
                return Ok(());
            }
        }
    }
}
