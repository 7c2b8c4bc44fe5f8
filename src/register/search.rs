//! What was found by its words, with where it stands in words.

use crate::domain::{ItemId, Reference, StageNo};
use crate::register::{Register, Result};
use crate::store::{Hit, Hits, Writing};

/// A text in which the words were found, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HitView {
    /// The text, its procurement, and where the matches are.
    pub hit: Hit,
    /// The stage that it belongs to.
    pub stage: Option<StageNo>,
    /// What the item that it belongs to says.
    pub item_text: Option<String>,
}

impl HitView {
    /// The reference of the tender in which the text stands; empty for what stands in the
    /// directory of suppliers.
    pub fn reference(&self) -> &str {
        self.hit.reference.as_ref().map_or("", Reference::as_str)
    }

    /// What the text is, in one or two words.
    pub fn what(&self) -> &'static str {
        match self.hit.writing {
            Writing::Tender => "title",
            Writing::State => "state",
            Writing::Stage => "stage note",
            Writing::Reason => "ruled out",
            Writing::Note => "note",
            Writing::OwnItem => "own item",
            Writing::Evidence => match self.hit.evidence.as_deref() {
                Some("link") => "link",
                Some("file") => "file",
                _ => "evidence",
            },
            Writing::Outcome => "outcome",
            Writing::Weight => "weight",
            Writing::OptOut => "opting out",
            Writing::Explored => "explored",
            Writing::Area => "area",
            Writing::Statute => "statute",
            Writing::Waiting => "waiting",
            Writing::Section => "section",
            Writing::Question => "question",
            Writing::Bid => "bid",
            Writing::BidOut => "bid out",
            Writing::Answer => "answer",
            Writing::Clarification => "asked",
            Writing::Agreed => "agreed",
            Writing::AgreedComment => "comment",
            Writing::LowPrice => "low price",
            Writing::Award => "award",
            Writing::OwnMeasure => "measure",
            Writing::Subject => "category",
            Writing::Contract => "contract",
            Writing::Variation => "change",
            Writing::Paper => "document",
            Writing::Kpi => "indicator",
            Writing::Assessment => "assessment",
            Writing::Commitment => "commitment",
            Writing::Delivery => "delivery",
            Writing::Review => "review",
            Writing::Action => "action",
            Writing::Risk => "risk",
            Writing::SlaveryRisk => "slavery",
            Writing::Diligence => "diligence",
            Writing::Concern => "concern",
            Writing::Logistics => "logistics",
            Writing::ExitPlan => "exit plan",
            Writing::FinalAccount => "account",
            Writing::Lesson | Writing::LessonRead => "lesson",
            Writing::Supplier => "supplier",
            Writing::Contact => "contact",
            Writing::Debarment => "debarment",
            Writing::Status => "status",
        }
    }

    /// Where the text stands, in a sentence without its full stop.
    pub fn place(&self) -> String {
        let said = match self.hit.writing {
            Writing::Tender => "reference and title",
            Writing::State => "why the tender stands where it does",
            Writing::Stage => "the note on the stage, or why it was skipped",
            Writing::Reason => "why it was ruled out",
            Writing::Note => "the note on it",
            Writing::OwnItem => "an item of your own",
            Writing::Evidence => match self.hit.evidence.as_deref() {
                Some("link") => "evidence, an address",
                Some("file") => "evidence, the path of a file",
                _ => "evidence, a note",
            },
            Writing::Outcome => "why the outcome is sought",
            Writing::Weight => "why the weight was set",
            Writing::OptOut => "why it was opted out of social value",
            Writing::Explored => "what was explored before opting out",
            Writing::Area => "the area of the answers on needs",
            Writing::Statute => "why the statute was left out",
            Writing::Waiting => "whom the tender waits for",
            Writing::Section => "a section of the award criteria",
            Writing::Question => "a question of the award criteria",
            Writing::Bid => "the supplier, and the note on its bid",
            Writing::BidOut => "why it takes no further part",
            Writing::Answer => "the answer",
            Writing::Clarification => "a clarification",
            Writing::Agreed => "the reasons for the agreed score",
            Writing::AgreedComment => "the comment on the agreed score",
            Writing::LowPrice => "its abnormally low price",
            Writing::Award => "why the contract was awarded",
            Writing::OwnMeasure => "a measure of your own",
            Writing::Subject => "category and CPV codes",
            Writing::Contract => "what is said of the contract",
            Writing::Variation => "a change of the contract",
            Writing::Paper => "a document",
            Writing::Kpi => "a key performance indicator",
            Writing::Assessment => "an assessment against an indicator",
            Writing::Commitment => "a commitment",
            Writing::Delivery => "a delivery",
            Writing::Review => "a review",
            Writing::Action => "an action",
            Writing::Risk => "a risk",
            Writing::SlaveryRisk => "a modern slavery risk assessment",
            Writing::Diligence => "a step of due diligence",
            Writing::Concern => "a concern that was raised",
            Writing::Logistics => "a note on delivery, storage or receipt",
            Writing::ExitPlan => "the exit plan",
            Writing::FinalAccount => "the final account",
            Writing::Lesson => "a lesson",
            Writing::LessonRead => "what is made of a lesson of another tender",
            Writing::Supplier => "name, numbers and note",
            Writing::Contact => "somebody to talk to",
            Writing::Debarment => "a look at the debarment list",
            Writing::Status => "a review of its status",
        };
        let stage = self.stage.map(|stage| format!("Stage {stage}"));
        let item = self.item_text.clone().filter(|_| self.hit.writing != Writing::OwnItem);
        let outcome = self.hit.outcome.as_ref().map(|id| format!("Outcome {id}"));
        let whose = match (self.hit.contract, self.hit.directory) {
            (Some(_), _) => "Contract with",
            (None, Some(_)) => "Supplier",
            (None, None) => "Bid of",
        };
        let whose = self.hit.supplier.as_ref().map(|supplier| format!("{whose} {supplier}"));
        let question = self.hit.question.clone().filter(|_| self.hit.writing != Writing::Question);
        let parts: Vec<String> = [stage, item, outcome, whose, question, Some(said.to_owned())]
            .into_iter()
            .flatten()
            .collect();
        crate::domain::text::visible(&sentence(&parts.join(": ")))
    }
}

fn sentence(words: &str) -> String {
    let mut chars = words.chars();
    let first: String = chars.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    first + chars.as_str()
}

impl Register {
    /// A window onto everything that was written, as far as every word of `typed` stands in it;
    /// the last word may be the beginning of one, words in quotation marks stand together.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn search(&self, typed: &str, first: usize, most: usize) -> Result<Hits<HitView>> {
        let _snapshot = self.database.snapshot()?;
        let found = self.database.search(typed, first, most)?;
        let rows: Result<Vec<HitView>> =
            found.rows.into_iter().map(|hit| self.shown(hit)).collect();
        Ok(Hits {
            rows: rows?,
            first: found.first,
            matching: found.matching,
            more: found.more,
            ranked: found.ranked,
        })
    }

    fn shown(&self, hit: Hit) -> Result<HitView> {
        let stage = hit.stage.or_else(|| hit.item.as_ref().and_then(ItemId::stage));
        let item_text = match (&hit.item, &hit.own_text, hit.packs) {
            (Some(_), Some(text), _) => Some(text.clone()),
            (Some(id), None, Some((policy, statute))) => {
                let (policy, statute) = (self.pinned_pack(policy)?, self.pinned_pack(statute)?);
                let item = policy.item(id).or_else(|| statute.item(id));
                // An item of an edition that the tender has left has nothing but its name.
                Some(item.map_or_else(|| id.name().replace('-', " "), |item| item.text.clone()))
            }
            (Some(_), None, None) | (None, ..) => None,
        };
        Ok(HitView { hit, stage, item_text })
    }

    /// Makes what is searched anew from what was written. Nothing that was written changes.
    ///
    /// # Errors
    /// When the register cannot be written.
    pub fn rebuild_search(&mut self) -> Result<()> {
        let change = self.database.change()?;
        change.rebuild_search()?;
        Ok(change.commit()?)
    }
}
