//! Questions about the texts over the tender: leaving the statute out, moving to another edition.

use crate::cli::policy::upgrade;
use crate::cli::walk::session::{Outcome, Walk};
use crate::cli::walk::talk::Step;
use crate::cli::write;
use crate::register::{Act, LEAVING_OUT};

impl Walk<'_> {
    /// Leaves the statute out with a reason, or lets it apply again.
    pub(super) fn statute(&mut self) -> Step {
        let recorded = if let Some(reason) = &self.view.statute_left_out {
            write::indented(&mut self.talk.out, 0, "Left out of this tender: ", reason)?;
            if !self.talk.yes_or_leave("Is the statute to apply to this tender again?")? {
                return self.talk.say("The statute stays left out.");
            }
            self.perform(&Act::ApplyStatute)? == Outcome::Recorded
        } else {
            self.talk.say("Why leave the statute out?")?;
            self.talk.say(LEAVING_OUT)?;
            self.reason("Reason", |reason| Act::LeaveOutStatute { reason })?
        };
        if recorded {
            self.heard = None;
        }
        Ok(())
    }

    /// Says what another edition would change for the tender, and moves it there.
    pub(super) fn edition(&mut self) -> Step {
        let reference = self.view.reference.clone();
        let policy = self.view.pack.policy.id.clone();
        let found = match self.register.upgrade(reference.as_str()) {
            Ok(found) => found,
            Err(fault) => return self.talk.say_fault(&fault),
        };
        let Some(found) = found else {
            return self.talk.say(&upgrade::up_to_date(&policy, &reference));
        };
        upgrade::tell(&mut self.talk.out, &policy, &reference, &found)?;
        let question = format!("Move {reference} to edition {}?", found.to.edition);
        if !self.talk.yes_or_leave(&question)? {
            return self.talk.say("Nothing was changed.");
        }
        let act = Act::UpgradePolicy { sha256: found.to.sha256 };
        if self.perform(&act)? == Outcome::Recorded {
            self.heard = None;
        }
        Ok(())
    }
}
