//! Questions on leaving social value out of the tender, and on revoking that.

use std::io::Write;

use crate::cli::opt_out;
use crate::cli::walk::choice::tidy;
use crate::cli::walk::session::{Outcome, Walk};
use crate::cli::walk::talk::{Step, Told};
use crate::cli::write;
use crate::domain::text::{self, visible};
use crate::register::Act;

impl Walk<'_> {
    /// Leads through opting out; of a tender that is opted out, revokes it with a reason.
    pub(super) fn opt_out(&mut self) -> Step {
        if self.view.opt_out.is_some() {
            return self.revoke();
        }
        let allowed = match self.view.opting_out() {
            Ok(allowed) => allowed.clone(),
            Err(fault) => return self.talk.say_fault(&fault),
        };
        let out = &mut self.talk.out;
        writeln!(out, "What the policy says")?;
        write::indented(out, 2, "", &allowed.says)?;
        writeln!(out, "  Clause {}.", visible(&allowed.clause))?;
        writeln!(out, "What has to be on file")?;
        for need in &allowed.needs {
            write::indented(out, 2, "", need)?;
        }
        let Some(explored) = self.explored()? else {
            return self.talk.say("The tender was not opted out.");
        };
        let why = self.talk.checked(
            "Why none of it is possible; an auditor will read it",
            "go back",
            |given| text::note("Why none of it is possible", given),
        )?;
        let Some(why) = why else { return self.talk.say("It was not recorded: why is needed.") };
        let agreed_by =
            self.talk.checked("Who agreed that social value is left out", "go back", |given| {
                text::line("The name of who agreed", given)
            })?;
        let Some(agreed_by) = agreed_by else {
            return self.talk.say("It was not recorded: the name of who agreed is needed.");
        };
        if self.perform(&Act::OptOut { explored, why, agreed_by })? == Outcome::Recorded {
            self.heard = None;
            if let Some(record) = &self.view.opt_out {
                opt_out::tell(&mut self.talk.out, &self.view, record)?;
            }
        }
        Ok(())
    }

    /// Asks what was explored, one at a time; `None` when nothing was.
    fn explored(&mut self) -> Step<Option<Vec<String>>> {
        self.talk.say("What was explored before it was given up? Give the id of an outcome of the policy or say it in words, one at a time; list reads out the outcomes.")?;
        let mut explored: Vec<String> = Vec::new();
        loop {
            let prompt = format!("Explored, number {}", explored.len() + 1);
            let empty = if explored.is_empty() { "go back" } else { "that is all" };
            match self.talk.text(&prompt, empty)? {
                Told::Text(said) if tidy(&said) == "list" => self.list_outcomes()?,
                Told::Text(said) => match self.view.explored(&said) {
                    Ok(one) if explored.contains(&one) => {
                        self.talk.say(&format!("“{one}” is named already."))?;
                    }
                    Ok(one) => explored.push(one),
                    Err(fault) => self.talk.say_fault(&fault)?,
                },
                Told::Nothing if !explored.is_empty() => return Ok(Some(explored)),
                Told::Nothing | Told::Back => return Ok(None),
            }
        }
    }

    fn revoke(&mut self) -> Step {
        if let Some(record) = &self.view.opt_out {
            opt_out::tell(&mut self.talk.out, &self.view, record)?;
        }
        self.talk.say("Revoked, social value is sought again, as the policy asks. Why? An auditor will read it.")?;
        if self.reason("Reason", |reason| Act::RevokeOptOut { reason })? {
            self.heard = None;
        }
        Ok(())
    }
}
