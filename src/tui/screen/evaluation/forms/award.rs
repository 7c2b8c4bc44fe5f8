//! Forms at the end: the check of the arithmetic, the award, and taking it back.

use uuid::Uuid;

use crate::domain::Date;
use crate::domain::evaluation::{LotNo, TieBreak, Withheld};
use crate::domain::text::{self, visible};
use crate::policy::SignOffFinding;
use crate::register::{EvaluationAct, EvaluationView, NewAward};
use crate::tui::dialog::filling::Filling;
use crate::tui::effect::Place;
use crate::tui::forms::{Asked, Wrong, needed, typed};
use crate::tui::widget::form::{Field, Form as Fields};

/// A form.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Form {
    /// A second person's check of the arithmetic.
    Check(LotNo),
    /// The decision.
    Award(Awarding),
    /// Taking the decision back.
    Revoke(LotNo),
}

impl Form {
    pub(crate) fn fields(&self) -> Vec<Field> {
        match self {
            Self::Check(_) => vec![
                Field::text("Checked by", "A second person, who recorded none of the scores.", ""),
                Field::text("Day", DAY, ""),
                Field::note("Note", "How it was checked; may be empty.", ""),
            ],
            Self::Award(awarding) => awarding.fields(),
            Self::Revoke(_) => {
                vec![Field::note(
                    "Reason",
                    "Why the award is revoked; an auditor will read it.",
                    "",
                )]
            }
        }
    }

    pub(crate) fn read(&self, form: &Fields) -> Result<EvaluationAct, Wrong> {
        match self {
            Self::Check(lot) => {
                let mut wrong = Wrong::new();
                let line = |text: &str| text::line("Who checked", text);
                let by = needed(form, 0, "who checked the figures", &mut wrong, line);
                let day = needed(form, 1, "the day of the check", &mut wrong, str::parse::<Date>);
                let note = typed(form, 2);
                match (by, day) {
                    (Some(by), Some(day)) => Ok(EvaluationAct::Check { lot: *lot, by, day, note }),
                    _ => Err(wrong),
                }
            }
            Self::Award(awarding) => awarding.read(form),
            Self::Revoke(lot) => match typed(form, 0) {
                Some(reason) => Ok(EvaluationAct::RevokeAward { lot: *lot, reason }),
                None => Err(vec![(0, "Type the reason.".to_owned())]),
            },
        }
    }

    pub(crate) fn remarks(&self) -> Vec<(String, bool)> {
        match self {
            Self::Check(_) => {
                let words = "If a figure changes afterwards, the check no longer counts.";
                vec![(words.to_owned(), false)]
            }
            Self::Award(awarding) => awarding.remarks.clone(),
            Self::Revoke(_) => {
                let words = "The commitments that were carried over go with the award. Suppliers who were told of it have to be told of this.";
                vec![(words.to_owned(), true)]
            }
        }
    }
}

/// How a day is typed.
const DAY: &str = "Such as 21 Nov 2026 or 21/11/2026.";

fn asked(view: &EvaluationView, title: String, explain: String, form: Form) -> Place {
    Place::Filling(Filling {
        title,
        explain,
        reference: Some(view.reference.to_string()),
        seen: view.version,
        asked: Asked::Award(form),
    })
}

/// The form for a second person's check of the arithmetic.
pub(crate) fn check(view: &EvaluationView, lot: LotNo) -> Place {
    let explain = "A second person has worked the figures out again, from the agreed scores and the prices, and came to the same. It is recorded with the figures as they stand now.";
    asked(view, "Check of the arithmetic".to_owned(), explain.to_owned(), Form::Check(lot))
}

/// The form for taking an award back.
pub(crate) fn revoke(view: &EvaluationView, lot: LotNo) -> Place {
    let supplier = view.evaluation.awards.get(&lot).map(|award| view.supplier(award.bid));
    let explain = format!(
        "The award to {} is taken back and the evaluation can be changed again. The journal keeps the award and why it was revoked.",
        supplier.unwrap_or_default()
    );
    asked(view, "Revoke the award".to_owned(), explain, Form::Revoke(lot))
}

/// What the form for an award has to know.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Awarding {
    lot: LotNo,
    /// Those in the first place.
    first: Vec<(Uuid, String)>,
    /// The roles that the policy names.
    roles: Vec<String>,
    /// Whether the first place is shared.
    tied: bool,
    remarks: Vec<(String, bool)>,
}

const WINNER: usize = 0;
const BY: usize = 1;
const ROLE: usize = 2;
const ON: usize = 3;
const REASONS: usize = 4;
const TIE: usize = 5;
const WITHHELD: usize = 6;

/// The roles that the policy names for the award with certainty, which the award has to give.
fn named(view: &EvaluationView) -> Vec<&SignOffFinding> {
    view.determination.sign_off.iter().filter(|finding| finding.needs.is_empty()).collect()
}

/// The form for the award; `None` while there is no first place.
pub(crate) fn award(view: &EvaluationView, lot: LotNo) -> Option<Place> {
    let of = view.lots.get(&lot)?;
    let first: Vec<(Uuid, String)> =
        of.ranking.first().into_iter().map(|tally| (tally.bid, view.supplier(tally.bid))).collect();
    let (_, supplier) = first.first()?;
    let tied = first.len() > 1;
    let mut remarks = Vec::new();
    for bid in view.open_low_prices(lot) {
        let words = format!(
            "The price of {} looks abnormally low and is not decided on.",
            view.supplier(bid)
        );
        remarks.push((words, true));
    }
    match of.check_holds {
        Some(true) => {}
        Some(false) => remarks
            .push(("The figures have changed since the arithmetic was checked.".to_owned(), true)),
        None => remarks.push(("No second person has checked the arithmetic.".to_owned(), true)),
    }
    let explain = if tied {
        let published = match view.evaluation.lots.get(&lot).map(|lot| &lot.tie_break) {
            Some(TieBreak::Words { words }) => format!("as published: {}", visible(words)),
            Some(TieBreak::None) | None => {
                "but no tie-break was published; take advice before you decide".to_owned()
            }
            Some(_) => "and the published tie-break leaves them equal".to_owned(),
        };
        format!("{} bids share the first place, {published}.", first.len())
    } else {
        format!("{supplier} is first, so the award goes to it (Procurement Act 2023 s.19).")
    };
    let explain = format!("{explain} Afterwards the evaluation can only be read.");
    let roles: Vec<String> = named(view).into_iter().map(|one| one.role.clone()).collect();
    let awarding = Awarding { lot, first, roles, tied, remarks };
    let title = match view.evaluation.lots.len() {
        1 => "Award".to_owned(),
        _ => format!("Award: {}", view.evaluation.lot_words(lot)),
    };
    Some(asked(view, title, explain, Form::Award(awarding)))
}

impl Awarding {
    fn fields(&self) -> Vec<Field> {
        let suppliers = self.first.iter().map(|(_, supplier)| supplier.clone()).collect();
        let role = if self.roles.is_empty() {
            Field::text("Role", "In which role; the policy names none, so it may be empty.", "")
        } else {
            let help = if self.roles.len() == 1 {
                "The policy names it."
            } else {
                "The policy names these; give the one that decided. Left and right change it."
            };
            Field::choice("Role", help, self.roles.iter().map(|role| visible(role)).collect(), 0)
        };
        let mut tie = Field::note(
            "Tie-break",
            "How the published tie-break was applied, and how it came out.",
            "",
        );
        tie.shown = self.tied;
        vec![
            Field::choice(
                "Award to",
                if self.tied {
                    "Left and right change it."
                } else {
                    "The first by the published criteria."
                },
                suppliers,
                0,
            ),
            Field::text("Decided by", "The person or body that made the decision.", ""),
            role,
            Field::text("Decided on", DAY, ""),
            Field::note(
                "Reasons",
                "Why, in a sentence or two; the scores with their reasons are on file already.",
                "It is the most advantageous tender by the published criteria.",
            ),
            tie,
            Field::note(
                "Withheld",
                "What is not published, one on each line as “what: why”. Only sensitive commercial information, and only where the public interest asks for it (s.94). May be empty.",
                "",
            ),
        ]
    }

    fn read(&self, form: &Fields) -> Result<EvaluationAct, Wrong> {
        let mut wrong = Wrong::new();
        let line = |text: &str| text::line("Who decided", text);
        let decided_by = needed(form, BY, "who decided", &mut wrong, line);
        let day = needed(form, ON, "the day of the decision", &mut wrong, str::parse::<Date>);
        let note = |text: &str| text::note("The reasons", text);
        let reasons = needed(form, REASONS, "the reasons", &mut wrong, note);
        let tie_break = typed(form, TIE).filter(|_| self.tied);
        if self.tied && tie_break.is_none() {
            wrong.push((TIE, "Type how the tie was broken.".to_owned()));
        }
        let withheld = match withheld(&typed(form, WITHHELD).unwrap_or_default()) {
            Ok(withheld) => Some(withheld),
            Err(sentence) => {
                wrong.push((WITHHELD, sentence));
                None
            }
        };
        let role = if self.roles.is_empty() {
            typed(form, ROLE)
        } else {
            self.roles.get(form.fields[ROLE].chosen()).cloned()
        };
        let winner = self.first.get(form.fields[WINNER].chosen());
        match (winner, decided_by, day, reasons, withheld) {
            (Some((bid, _)), Some(decided_by), Some(day), Some(reasons), Some(withheld))
                if wrong.is_empty() =>
            {
                let award =
                    NewAward { bid: *bid, decided_by, role, day, reasons, tie_break, withheld };
                Ok(EvaluationAct::Award { lot: self.lot, award })
            }
            _ => Err(wrong),
        }
    }
}

/// Reads what is withheld: “what: why”, one on each line.
fn withheld(typed: &str) -> Result<Vec<Withheld>, String> {
    let lines = typed.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .map(|line| match line.split_once(':') {
            Some((what, reason)) if !what.trim().is_empty() && !reason.trim().is_empty() => {
                Ok(Withheld { what: what.trim().to_owned(), reason: reason.trim().to_owned() })
            }
            _ => Err(format!(
                "“{}” does not say why: write what it is, a colon, and why it is withheld.",
                visible(line)
            )),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::command::Command;

    fn awarding(roles: &[&str], tied: bool) -> Form {
        let bids = [(Uuid::from_u128(1), "Acorn"), (Uuid::from_u128(2), "Brightside")];
        let first = bids.into_iter().map(|(uid, name)| (uid, name.to_owned()));
        Form::Award(Awarding {
            lot: LotNo::FIRST,
            first: first.take(if tied { 2 } else { 1 }).collect(),
            roles: roles.iter().map(|role| (*role).to_owned()).collect(),
            tied,
            remarks: Vec::new(),
        })
    }

    fn fill(form: &Form, texts: &[(usize, &str)]) -> Fields {
        let mut fields = Fields::new(form.fields());
        for (at, text) in texts {
            fields.focus = *at;
            fields.paste(text);
        }
        fields
    }

    #[test]
    fn an_award_takes_the_first_the_role_that_the_policy_names_and_what_is_withheld() {
        let form = awarding(&["Leadership Team"], false);
        let withheld = "Prices: a trade secret; they told us so\n\nMethod: know-how: ours";
        let fields = fill(&form, &[(BY, "C. Director"), (ON, "21/11/2026"), (WITHHELD, withheld)]);
        let Ok(EvaluationAct::Award { award, .. }) = form.read(&fields) else { panic!() };
        assert_eq!(award.bid, Uuid::from_u128(1));
        assert_eq!(award.role.as_deref(), Some("Leadership Team"));
        assert_eq!(award.tie_break, None);
        let told: Vec<(&str, &str)> =
            award.withheld.iter().map(|one| (one.what.as_str(), one.reason.as_str())).collect();
        assert_eq!(
            told,
            [("Prices", "a trade secret; they told us so"), ("Method", "know-how: ours")]
        );
    }

    #[test]
    fn an_award_says_what_is_missing_beside_each_field() {
        let form = awarding(&[], true);
        let fields = fill(&form, &[(ON, "soon"), (WITHHELD, "Prices")]);
        let places: Vec<usize> = form.read(&fields).unwrap_err().iter().map(|one| one.0).collect();
        assert_eq!(places, [BY, ON, TIE, WITHHELD]);
        // Of those that are tied one is chosen.
        let mut fields = fill(
            &form,
            &[(BY, "C. Director"), (ON, "2026-11-21"), (TIE, "Lots were drawn"), (ROLE, "Head")],
        );
        fields.focus = WINNER;
        fields.follow(Command::Next);
        let Ok(EvaluationAct::Award { award, .. }) = form.read(&fields) else { panic!() };
        assert_eq!(award.bid, Uuid::from_u128(2));
        assert_eq!(award.role.as_deref(), Some("Head"));
        assert_eq!(award.tie_break.as_deref(), Some("Lots were drawn"));
    }

    #[test]
    fn a_check_and_a_revocation_need_who_when_and_why() {
        let form = Form::Check(LotNo::FIRST);
        assert_eq!(form.read(&fill(&form, &[])).unwrap_err().len(), 2);
        let fields = fill(&form, &[(0, "B. Checker"), (1, "21 Nov 2026")]);
        assert!(matches!(form.read(&fields), Ok(EvaluationAct::Check { note: None, .. })));
        let form = Form::Revoke(LotNo::FIRST);
        assert!(form.read(&fill(&form, &[])).is_err());
        let fields = fill(&form, &[(0, "The winner withdrew")]);
        assert!(matches!(form.read(&fields), Ok(EvaluationAct::RevokeAward { .. })));
    }
}
