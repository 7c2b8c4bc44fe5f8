//! The forms of what follows from an award, one file for each tab.

mod commitments;
pub(super) mod ethics;
pub(super) mod exit;
pub(super) mod indicators;
pub(super) mod logistics;
mod parts;
pub(super) mod reviews;
pub(super) mod shared;
mod terms;

use uuid::Uuid;

use crate::domain::contract::{ContractRecord, Delivery, Paper};
use crate::register::{Act, ContractAct, Subject};
use crate::tui::forms::Wrong;
use crate::tui::screen::contract::forms::parts::Asks;
use crate::tui::widget::form::{Field, Form};

pub(crate) use commitments::{
    ActionForm, CommitmentForm, CorrectForm, DeliveryForm, FinishForm, Form as CommitmentsForm,
    MeasureChoice, SettleForm, ShownForm, VerifyForm,
};
pub(crate) use terms::{
    AgreedForm, EndForm, FigureForm, Form as TermsForm, PaperForm, RemoveForm, VariationForm,
};

/// A form of one of the tabs.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum ContractForm {
    /// What was agreed: terms, changes, documents, money.
    Terms(terms::Form),
    /// What the supplier has to deliver, and what it delivered.
    Commitments(commitments::Form),
    /// Key performance indicators and their assessments.
    Indicators(indicators::Form),
    /// Reviews, actions and risks.
    Reviews(reviews::Form),
    /// Modern slavery and ethics: risk, due diligence, concerns.
    Ethics(ethics::Form),
    /// Delivery, storage and receipt.
    Logistics(logistics::Form),
    /// Exit plan, final account and lessons.
    Exit(exit::Form),
}

impl ContractForm {
    /// What its form asks.
    fn asks(&self) -> &dyn Asks {
        match self {
            Self::Terms(form) => form.asks(),
            Self::Commitments(form) => form.asks(),
            Self::Indicators(form) => form.asks(),
            Self::Reviews(form) => form.asks(),
            Self::Ethics(form) => form.asks(),
            Self::Logistics(form) => form.asks(),
            Self::Exit(form) => form.asks(),
        }
    }

    /// The fields with what stands in them at first.
    pub(crate) fn fields(&self) -> Vec<Field> {
        self.asks().fields()
    }

    /// What the form becomes, or what is wrong with it.
    pub(crate) fn read(&self, form: &Form) -> Result<ContractAct, Wrong> {
        self.asks().read(form)
    }

    /// Sentences below the fields that follow what is typed, and whether they are to be heeded.
    pub(crate) fn remarks(&self, form: &Form) -> Vec<(String, bool)> {
        self.asks().remarks(form)
    }

    /// Shows and hides fields after what was chosen.
    pub(crate) fn follow(&self, form: &mut Form) {
        self.asks().follow(form);
    }

    /// What has to be done on the register before the form becomes its act.
    pub(crate) fn first(&self, form: &Form) -> Option<Act> {
        match self {
            Self::Terms(asked) => asked.first(form),
            _ => None,
        }
    }

    /// Takes over what came of that.
    pub(crate) fn begun(&mut self, on: &Subject, form: &mut Form) {
        if let Self::Terms(asked) = self {
            asked.begun(on, form);
        }
    }

    /// Puts back what was typed for a file of which nothing came, where it was typed here.
    pub(crate) fn put_back(&mut self, uid: Option<Uuid>, record: &ContractRecord, path: &str) {
        match (self, record) {
            (Self::Terms(TermsForm::Paper(form)), ContractRecord::Paper(paper))
                if form.now.as_ref().map(|(uid, _)| *uid) == uid
                    && form.contract == paper.contract =>
            {
                form.kept = Some((Paper::clone(paper), path.to_owned()));
            }
            (
                Self::Commitments(CommitmentsForm::Delivery(form)),
                ContractRecord::Delivery(delivery),
            ) if uid.is_none() && form.uid == delivery.commitment => {
                form.kept = Some((Delivery::clone(delivery), path.to_owned()));
            }
            (
                Self::Commitments(CommitmentsForm::Shown(form)),
                ContractRecord::Delivery(delivery),
            ) if uid == Some(form.uid) => {
                form.kept = Some((Delivery::clone(delivery), path.to_owned()));
            }
            (
                Self::Ethics(ethics::Form::Evidence(form))
                | Self::Logistics(logistics::Form::Evidence(form)),
                ContractRecord::Diligence(_) | ContractRecord::Logistics(_),
            ) if uid == Some(form.uid) => form.kept = Some(path.to_owned()),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::contract::{Commitment, Schedule};
    use crate::domain::supplier::Supplier;
    use crate::register::{NewEvidence, SupplierAct};

    fn values(asked: &ContractForm) -> Vec<String> {
        let mut form = Form::new(asked.fields());
        asked.follow(&mut form);
        let shown = form.fields.iter().filter(|field| field.shown);
        shown.map(|field| field.value().to_owned()).collect()
    }

    fn delivery_form(uid: Uuid) -> ContractForm {
        let of = Commitment {
            quantity: Some(4.into()),
            unit: Some("people".to_owned()),
            ..Commitment::new(
                Uuid::from_u128(1),
                "Jobs".to_owned(),
                Schedule::By { day: "2027-03-31".parse().unwrap() },
            )
        };
        let (today, from) = ("2026-11-21".parse().ok(), None);
        ContractForm::Commitments(CommitmentsForm::Delivery(Box::new(DeliveryForm {
            uid,
            of,
            progress: None,
            from,
            today,
            kept: None,
        })))
    }

    #[test]
    fn what_was_typed_for_a_file_comes_back_where_it_was_typed_and_nowhere_else() {
        let (mine, other) = (Uuid::from_u128(2), Uuid::from_u128(3));
        let asked = delivery_form(mine);
        let mut form = Form::new(asked.fields());
        asked.follow(&mut form);
        for (at, typed) in [(2, "2"), (3, "Two began"), (4, "agreements.pdf")] {
            form.focus = at;
            form.paste(typed);
        }
        form.fields[5].choose(2);
        let act = asked.read(&form).unwrap();
        let ContractAct::Set { uid, record, attached, .. } = &act else { panic!("{act:?}") };
        assert_eq!(*attached, Some(NewEvidence::File { path: "agreements.pdf".to_owned() }));
        let mut again = delivery_form(mine);
        again.put_back(*uid, record, "agreements.pdf");
        assert_eq!(values(&again), ["21 Nov 2026", "2", "Two began", "agreements.pdf", "file"]);
        let mut another = delivery_form(other);
        another.put_back(*uid, record, "agreements.pdf");
        assert_eq!(values(&another), values(&delivery_form(other)));
    }

    #[test]
    fn a_supplier_that_is_not_in_the_directory_is_added_once_and_then_chosen() {
        let winner = Some("Acme Health Ltd".to_owned());
        let mut asked = ContractForm::Terms(TermsForm::Agreed(Box::new(AgreedForm {
            now: None,
            lot: None,
            choices: vec![(Uuid::from_u128(1), "Bright Care CIC".to_owned())],
            winner,
            price: None,
            manager: "A. Officer".to_owned(),
        })));
        let mut form = Form::new(asked.fields());
        asked.follow(&mut form);
        let first = asked.first(&form);
        assert_eq!(first, Some(Act::Supply(SupplierAct::add(Supplier::named("Acme Health Ltd")))));
        let on = Subject::Supplier { uid: Uuid::from_u128(9), name: "Acme Health Ltd".to_owned() };
        asked.begun(&on, &mut form);
        assert_eq!(form.fields[0].value(), "Acme Health Ltd");
        assert_eq!(asked.first(&form), None);
        for (at, typed) in [(5, "1/12/2026"), (6, "30/11/2029")] {
            form.focus = at;
            form.paste(typed);
        }
        let act = asked.read(&form).unwrap();
        let ContractAct::Set { record: ContractRecord::Contract(of), .. } = &act else {
            panic!("{act:?}")
        };
        assert_eq!(of.supplier, Uuid::from_u128(9));
    }

    #[test]
    fn a_winner_that_is_known_by_another_way_of_writing_is_chosen() {
        let asked = ContractForm::Terms(TermsForm::Agreed(Box::new(AgreedForm {
            now: None,
            lot: None,
            choices: vec![
                (Uuid::from_u128(1), "Acme Health Limited".to_owned()),
                (Uuid::from_u128(2), "Bright Care CIC".to_owned()),
            ],
            winner: Some("ACME Health Ltd.".to_owned()),
            price: None,
            manager: String::new(),
        })));
        assert_eq!(values(&asked)[0], "Acme Health Limited");
    }

    #[test]
    fn without_an_award_no_supplier_is_taken_by_itself() {
        let asked = |choices| {
            ContractForm::Terms(TermsForm::Agreed(Box::new(AgreedForm {
                now: None,
                lot: None,
                choices,
                winner: None,
                price: None,
                manager: String::new(),
            })))
        };
        let first = asked(vec![(Uuid::from_u128(1), "Acme Health Limited".to_owned())]);
        assert_eq!(values(&first)[0], "choose");
        let mut form = Form::new(first.fields());
        first.follow(&mut form);
        for (at, typed) in [(5, "1/12/2026"), (6, "30/11/2029")] {
            form.focus = at;
            form.paste(typed);
        }
        let wrong = first.read(&form).unwrap_err();
        assert_eq!(wrong[0], (0, "Choose the supplier, or add one to the directory.".to_owned()));
        assert_eq!(first.first(&form), None);
        form.fields[0].choose(1);
        let act = first.read(&form).unwrap();
        let ContractAct::Set { record: ContractRecord::Contract(of), .. } = &act else {
            panic!("{act:?}")
        };
        assert_eq!(of.supplier, Uuid::from_u128(1));
        // With an empty directory its name is asked for at once.
        let empty = asked(Vec::new());
        let mut form = Form::new(empty.fields());
        empty.follow(&mut form);
        assert!(!form.fields[0].shown && form.fields[1].shown);
        form.focus = 1;
        form.paste("Bright Care CIC");
        assert!(empty.first(&form).is_some());
    }

    #[test]
    fn no_risk_of_modern_slavery_is_judged_by_itself() {
        let asked = ContractForm::Ethics(ethics::Form::Risk(ethics::RiskForm {
            contract: Uuid::from_u128(1),
            uid: None,
            now: None,
            by: "A. Officer".to_owned(),
            today: "2026-11-21".parse().unwrap(),
            follows: Vec::new(),
        }));
        let mut form = Form::new(asked.fields());
        for (at, typed) in [(1, "Cleaning"), (3, "United Kingdom"), (5, "Agency")] {
            form.focus = at;
            form.paste(typed);
        }
        asked.follow(&mut form);
        let places: Vec<usize> = asked.read(&form).unwrap_err().iter().map(|(at, _)| *at).collect();
        assert_eq!(places, [2, 4, 6, 7]);
        for (at, level) in [(2, 1), (4, 2), (6, 1)] {
            assert_eq!(form.fields[at].value(), "choose");
            form.fields[at].choose(level);
        }
        asked.follow(&mut form);
        assert_eq!(form.fields[7].value(), "medium");
        let act = asked.read(&form).unwrap();
        let ContractAct::Set { record: ContractRecord::SlaveryRisk(of), .. } = &act else {
            panic!("{act:?}")
        };
        assert_eq!(of.level, crate::domain::contract::Level::Medium);
    }

    #[test]
    fn a_measure_fills_in_the_commitment_only_where_it_has_no_words_of_its_own() {
        let measure = |id: &str, title: &str| MeasureChoice {
            id: id.to_owned(),
            title: title.to_owned(),
            unit: None,
            over_time: false,
        };
        let asked =
            ContractForm::Commitments(CommitmentsForm::Commitment(Box::new(CommitmentForm {
                contract: Uuid::from_u128(1),
                now: None,
                measures: vec![measure("jobs", "Jobs"), measure("trees", "Trees")],
                variations: Vec::new(),
                signed: false,
                term: ("2026-12-01".parse().unwrap(), "2029-11-30".parse().unwrap()),
            })));
        let mut form = Form::new(asked.fields());
        asked.follow(&mut form);
        assert!(form.takes_text(), "letters are typed into the commitment first");
        let chosen = |form: &mut Form, at: usize| {
            form.focus = 1;
            form.take(at);
            asked.follow(form);
            form.fields[0].value().to_owned()
        };
        assert_eq!(chosen(&mut form, 1), "Jobs");
        assert_eq!(chosen(&mut form, 2), "Trees");
        form.focus = 0;
        form.paste(" in the park");
        assert_eq!(chosen(&mut form, 1), "Trees in the park");
    }

    #[test]
    fn a_path_that_led_to_no_file_stands_again_in_the_evidence_of_a_step() {
        let mut asked = ContractForm::Ethics(ethics::Form::Evidence(shared::EvidenceForm {
            uid: Uuid::from_u128(2),
            record: crate::domain::contract::Diligence {
                contract: Uuid::from_u128(1),
                day: "2026-11-21".parse().unwrap(),
                what: "A visit".to_owned(),
                found: None,
                by: "A. Officer".to_owned(),
                evidence: None,
            }
            .into(),
            now: None,
            kept: None,
        }));
        let mut form = Form::new(asked.fields());
        form.paste("visit.pdf");
        form.fields[1].choose(2);
        let ContractAct::Set { uid, record, .. } = asked.read(&form).unwrap() else {
            panic!("it is set")
        };
        asked.put_back(uid, &record, "visit.pdf");
        assert_eq!(values(&asked), ["visit.pdf", "file"]);
    }
}
