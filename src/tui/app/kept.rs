//! What was typed for a job of which nothing came, or for a question that went away before it was
//! answered: it is put back where the same is asked again.

use std::mem::discriminant;

use uuid::Uuid;

use crate::domain::contract::ContractRecord;
use crate::register::{Act, ContractAct, EvaluationAct};
use crate::tui::app::App;
use crate::tui::app::jobs::Jobs;
use crate::tui::command::Command;
use crate::tui::dialog::filling::Filling;
use crate::tui::dialog::prompt::{Prompt, Then};
use crate::tui::forms::Asked;
use crate::tui::job::Job;
use crate::tui::screen::Screen;
use crate::tui::screen::evaluation::forms::BidsForm;

/// What was typed, and where.
#[derive(Debug)]
pub(super) struct Kept {
    asked: Question,
    reference: String,
    text: String,
}

/// Where it was typed.
#[derive(Debug, PartialEq)]
enum Question {
    Prompt(Then),
    /// The answer of a bid to a question.
    Answer {
        bid: Uuid,
        question: Uuid,
    },
    /// A record of a contract, as it was typed.
    Record(Box<ContractAct>),
}

impl Kept {
    /// Whether it was typed where this is asked.
    fn is_for(&self, prompt: &Prompt) -> bool {
        self.reference == prompt.reference
            && matches!(&self.asked, Question::Prompt(asked) if *asked == prompt.then)
    }

    /// Whether it was typed in the same place.
    fn is_where(&self, other: &Self) -> bool {
        use ContractAct::Set;
        let same = match (&self.asked, &other.asked) {
            (Question::Record(one), Question::Record(other)) => match (&**one, &**other) {
                (Set { uid, record, .. }, Set { uid: its, record: other, .. }) => {
                    uid == its && discriminant(record) == discriminant(other)
                }
                (one, other) => one == other,
            },
            (one, other) => one == other,
        };
        same && self.reference == other.reference
    }

    /// What was typed for a job, and what brings it back.
    pub(super) fn of(job: &Job) -> Option<(Self, Command)> {
        match job {
            Job::Attach { path, order } => {
                let (asked, command) = match &order.act {
                    Act::Attach { item, .. } => {
                        (Question::Prompt(Then::Attach(item.clone())), Command::Evidence)
                    }
                    Act::Evaluate(EvaluationAct::Answer { bid, question, .. }) => {
                        (Question::Answer { bid: *bid, question: *question }, Command::Answers)
                    }
                    Act::Contract(act @ ContractAct::Set { uid, record, .. }) => {
                        let command = match (record, uid) {
                            (ContractRecord::Delivery(_), None) => Command::Deliver,
                            (ContractRecord::Delivery(_) | ContractRecord::Paper(_), _) => {
                                Command::Evidence
                            }
                            (_, None) => Command::Add,
                            (_, Some(_)) => Command::Open,
                        };
                        (Question::Record(Box::new(act.clone())), command)
                    }
                    _ => return None,
                };
                let reference = order.reference.clone().unwrap_or_default();
                Some((Self { asked, reference, text: path.clone() }, command))
            }
            Job::BackUp(typed) => {
                let asked = Question::Prompt(Then::BackUp);
                let kept = Self { asked, reference: String::new(), text: typed.clone() };
                Some((kept, Command::BackUp))
            }
            Job::Export(_)
            | Job::Import { .. }
            | Job::Verify(_)
            | Job::BackUpDaily(_)
            | Job::ReadList { .. }
            | Job::DryRun { .. }
            | Job::Samples => None,
        }
    }
}

impl Jobs {
    /// Keeps what was typed, instead of what was typed in the same place before.
    pub(super) fn keep(&mut self, kept: Kept) {
        self.forget(&kept);
        self.kept.push(kept);
    }

    /// Forgets what was typed in the same place.
    pub(super) fn forget(&mut self, done: &Kept) {
        self.kept.retain(|kept| !kept.is_where(done));
    }
}

impl App {
    /// Keeps what is typed as the answer of a question that goes away before it is answered.
    pub(super) fn keep_question(&mut self, screen: &dyn Screen) {
        if let Some((prompt, text)) = screen.question().filter(|_| screen.holds_typed()) {
            let asked = Question::Prompt(prompt.then.clone());
            self.jobs.keep(Kept { asked, reference: prompt.reference.clone(), text });
        }
    }

    /// Forgets what was typed for a question that is answered now.
    pub(super) fn forget_answered(&mut self, at: usize) {
        let question = self.stack.get(at).and_then(|screen| screen.question());
        if let Some((prompt, _)) = question {
            self.jobs.kept.retain(|kept| !kept.is_for(prompt));
        }
    }

    /// Puts back what was typed when nothing came of it.
    pub(super) fn with_kept(&self, mut prompt: Prompt) -> (Prompt, bool) {
        let kept = self.jobs.kept.iter().find(|kept| kept.is_for(&prompt));
        if let Some(kept) = kept {
            prompt.initial.clone_from(&kept.text);
        }
        (prompt, kept.is_some())
    }

    /// Puts back what was typed into a form with a file when nothing came of it.
    pub(super) fn with_kept_answer(&self, mut filling: Filling) -> Filling {
        let of_tender = self
            .jobs
            .kept
            .iter()
            .filter(|kept| filling.reference.as_deref() == Some(kept.reference.as_str()));
        for kept in of_tender {
            match (&mut filling.asked, &kept.asked) {
                (Asked::Bids(BidsForm::Answer(form)), Question::Answer { bid, question })
                    if (*bid, *question) == (form.bid, form.question) =>
                {
                    form.path = Some(kept.text.clone());
                }
                (Asked::Contract(form), Question::Record(act)) => {
                    if let ContractAct::Set { uid, record, .. } = act.as_ref() {
                        form.put_back(*uid, record, &kept.text);
                    }
                }
                _ => {}
            }
        }
        filling
    }
}
