//! What is known of a procurement that rules look at.

use serde::{Deserialize, Serialize};
use strum::{Display, EnumIter, EnumString, IntoStaticStr};

use crate::domain::money::in_whole_pence;
use crate::domain::text::visible;
use crate::domain::{Date, LawFacts, Money, Percent, Subject, cpv};

/// What is bought.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    Display,
    EnumString,
    EnumIter,
    IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum ContractType {
    /// Things.
    Goods,
    /// Services.
    Services,
    /// Building and engineering works.
    Works,
}

/// How much additional impact social value could have.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    Display,
    EnumString,
    EnumIter,
    IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Impact {
    /// No additional impact.
    None,
    /// Some additional impact.
    Some,
    /// Significant additional impact.
    Significant,
}

/// The needs of the communities that could benefit.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    Display,
    EnumString,
    EnumIter,
    IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Needs {
    /// Relevant indicators in the worst or second worst fifth.
    Highest,
    /// Relevant indicators in the middle to best fifth.
    Less,
}

/// The facts of one procurement. `None` means that nobody has said yet, which is not a no.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// What is bought.
    pub contract_type: ContractType,
    /// The estimated total value over the whole term, excluding VAT.
    pub value: Money,
    /// The rate of VAT that the contract bears.
    pub vat: Percent,
    /// The day on which the procurement commences; it picks the statutory thresholds.
    pub start: Date,
    /// Whether the tender is advertised.
    pub advertised: Option<bool>,
    /// Whether the supplier is, or is expected to be, a key provider.
    pub key_provider: Option<bool>,
    /// How much additional impact social value could have.
    pub impact: Option<Impact>,
    /// How many of the policy's objectives social value would meet.
    pub objectives: Option<u8>,
    /// The needs of the communities that could benefit.
    pub needs: Option<Needs>,
    /// The share of quality in the award criteria; what is left is price.
    pub quality_share: Option<Percent>,
    /// What only the law looks at.
    #[serde(default, skip_serializing_if = "LawFacts::is_default")]
    pub law: LawFacts,
    /// What it is about: no rule looks at it.
    #[serde(default, skip_serializing_if = "Subject::is_empty")]
    pub subject: Subject,
}

impl Facts {
    /// The usual rate of VAT.
    pub fn standard_vat() -> Percent {
        Percent::new(rust_decimal::Decimal::from(20)).unwrap_or_default()
    }

    /// The facts of a tender of which only type, value and start are known.
    pub fn new(contract_type: ContractType, value: Money, start: Date) -> Self {
        Self {
            contract_type,
            value,
            vat: Self::standard_vat(),
            start,
            advertised: None,
            key_provider: None,
            impact: None,
            objectives: None,
            needs: None,
            quality_share: None,
            law: LawFacts::default(),
            subject: Subject::default(),
        }
    }

    /// The facts as they are read, each with its name; what nobody has said is “not known”.
    pub fn lines(&self) -> Vec<(&'static str, String)> {
        let said = |known: Option<String>| known.unwrap_or_else(|| "not known".to_owned());
        let yes_or_no =
            |known: Option<bool>| said(known.map(|yes| if yes { "yes" } else { "no" }.to_owned()));
        let with_vat = in_whole_pence(self.value.with_vat(self.vat));
        let value = format!("{} excluding VAT, {with_vat} with {} VAT", self.value, self.vat);
        let law = &self.law;
        let route = law.route.map(|route| route.words().to_owned());
        let tendering = law.tendering.map(|tendering| tendering.words().to_owned());
        let subject = &self.subject;
        let codes = (!subject.cpv.is_empty()).then(|| cpv::joined(&subject.cpv, ", "));
        vec![
            ("Type", self.contract_type.to_string()),
            ("Value", value),
            ("Start", self.start.british()),
            ("Advertised", yes_or_no(self.advertised)),
            ("Key provider", yes_or_no(self.key_provider)),
            ("Additional impact", said(self.impact.map(|impact| impact.to_string()))),
            ("Objectives met", said(self.objectives.map(|met| met.to_string()))),
            ("Needs of communities", said(self.needs.map(|needs| needs.to_string()))),
            ("Share of quality", said(self.quality_share.map(|share| share.to_string()))),
            ("Buyer", format!("{}, under {}", law.authority.words(), law.regime.words())),
            ("Procedure", said(route)),
            ("Framework set up", yes_or_no(law.framework)),
            ("Market engagement held", yes_or_no(law.engagement)),
            ("How tenders are invited", said(tendering)),
            ("Category", said(subject.category.as_deref().map(visible))),
            ("CPV codes", said(codes)),
        ]
    }
}

/// One of the facts that a rule can look at.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Display,
    EnumIter,
    IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum FactName {
    /// [`Facts::contract_type`]
    ContractType,
    /// [`Facts::value`]
    Value,
    /// The statutory threshold on the day on which the procurement commences.
    StatutoryThreshold,
    /// [`Facts::advertised`]
    Advertised,
    /// [`Facts::key_provider`]
    KeyProvider,
    /// [`Facts::impact`]
    Impact,
    /// [`Facts::objectives`]
    Objectives,
    /// [`Facts::needs`]
    Needs,
    /// [`LawFacts::route`]
    Route,
    /// [`LawFacts::framework`]
    Framework,
    /// [`LawFacts::engagement`]
    Engagement,
    /// [`LawFacts::tendering`]
    Tendering,
}

impl FactName {
    /// The question whose answer gives the fact.
    pub const fn question(self) -> &'static str {
        match self {
            Self::ContractType => "Is it goods, services or works?",
            Self::Value => "What is the total value, excluding VAT?",
            Self::StatutoryThreshold => {
                "Which statutory threshold holds on the day on which the procurement commences?"
            }
            Self::Advertised => "Is the tender advertised?",
            Self::KeyProvider => "Is the contract with a key provider?",
            Self::Impact => "Is the additional impact of social value none, some or significant?",
            Self::Objectives => "How many of the policy's objectives does social value meet?",
            Self::Needs => "Do the communities that benefit have the highest needs, or less?",
            Self::Route => {
                "By which procedure: open, competitive flexible, direct award, or a call-off?"
            }
            Self::Framework => "Is a framework set up?",
            Self::Engagement => "Is preliminary market engagement held?",
            Self::Tendering => {
                "Do tenders come electronically, and do all documents go out with the notice?"
            }
        }
    }
}
