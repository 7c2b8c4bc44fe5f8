//! What the law looks at beside the facts that policies look at.
//!
//! Whose procurement it is, under which rules and by which procedure; and the
//! days of the tender from which statutory time limits run.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use strum::{Display, EnumIter, EnumString, IntoStaticStr};

use crate::domain::Date;

/// A closed list that is one word with hyphens in files, in the register and on the command line.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident),* $(,)? }) => {
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
            Display, EnumString, EnumIter, IntoStaticStr,
        )]
        #[serde(rename_all = "kebab-case")]
        #[strum(serialize_all = "kebab-case")]
        pub enum $name { $($(#[$variant_doc])* $variant),* }
    };
}

words! {
    /// Whose procurement it is, as Schedule 1 of the Act tells authorities apart.
    AuthorityKind {
        /// A council, a police force, or another authority that is not central government.
        SubCentral,
        /// A central government authority.
        Central,
        /// A utility, for its utility activities.
        Utilities,
    }
}

words! {
    /// Under which rules of the Act a contract falls.
    Regime {
        /// The rules for goods, services and works at large.
        General,
        /// Light touch services.
        LightTouch,
        /// A concession.
        Concession,
        /// A concession for light touch services.
        LightTouchConcession,
    }
}

words! {
    /// By which procedure a supplier is found.
    Route {
        /// The open procedure of the Act.
        Open,
        /// A competitive flexible procedure.
        CompetitiveFlexible,
        /// A direct award without competition.
        DirectAward,
        /// A call-off from a framework, or an award under a dynamic market.
        CallOff,
    }
}

words! {
    /// How tenders are invited, as far as it decides the least time for them (section 54).
    Tendering {
        /// Tenders come in electronically, and all documents go out with the notice.
        Standard,
        /// One of the two is missing.
        OneMissing,
        /// Both are missing.
        BothMissing,
        /// A case for which ten days are enough.
        Short,
        /// A sub-central authority and the suppliers agreed the time.
        Agreed,
    }
}

words! {
    /// A day of the tender from which a statutory time limit runs, or which one bounds.
    KeyDate {
        /// The preliminary market engagement notice was published.
        EngagementNotice,
        /// The planned procurement notice was published.
        PlannedNotice,
        /// The tender notice was published.
        TenderNotice,
        /// The last day for requests to participate.
        ParticipationDeadline,
        /// The last day for tenders.
        TenderDeadline,
        /// The transparency notice was published.
        TransparencyNotice,
        /// The assessment summaries were given to the suppliers.
        AssessmentSummaries,
        /// The contract award notice was published.
        AwardNotice,
        /// The contract was entered into.
        ContractSigned,
        /// The contract details notice was published.
        DetailsNotice,
        /// The copy of the contract was published.
        ContractCopy,
        /// The contract change notice was published.
        ChangeNotice,
        /// The last contract performance notice was published.
        PerformanceNotice,
        /// The contract ends.
        ContractEnd,
        /// The contract termination notice was published.
        TerminationNotice,
    }
}

/// The days of a tender that are known.
pub type KeyDates = BTreeMap<KeyDate, Date>;

impl AuthorityKind {
    /// Whose procurement it is, in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::SubCentral => "a sub-central authority",
            Self::Central => "a central government authority",
            Self::Utilities => "a utility",
        }
    }
}

impl Regime {
    /// The rules, in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::General => "the general rules",
            Self::LightTouch => "the light touch rules",
            Self::Concession => "the rules for concessions",
            Self::LightTouchConcession => "the rules for light touch concessions",
        }
    }
}

impl Route {
    /// The procedure, in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Open => "the open procedure",
            Self::CompetitiveFlexible => "a competitive flexible procedure",
            Self::DirectAward => "a direct award",
            Self::CallOff => "a call-off from a framework or dynamic market",
        }
    }
}

impl Tendering {
    /// How tenders are invited, in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Standard => "tenders come electronically and all documents go out at once",
            Self::OneMissing => {
                "either tenders do not come electronically or documents go out later"
            }
            Self::BothMissing => "tenders do not come electronically and documents go out later",
            Self::Short => "ten days are enough",
            Self::Agreed => "the time is agreed with the suppliers",
        }
    }
}

impl KeyDate {
    /// What happened, or is to happen, on the day.
    pub const fn words(self) -> &'static str {
        match self {
            Self::EngagementNotice => "Market engagement notice published",
            Self::PlannedNotice => "Planned procurement notice published",
            Self::TenderNotice => "Tender notice published",
            Self::ParticipationDeadline => "Requests to participate due",
            Self::TenderDeadline => "Tenders due",
            Self::TransparencyNotice => "Transparency notice published",
            Self::AssessmentSummaries => "Assessment summaries sent",
            Self::AwardNotice => "Contract award notice published",
            Self::ContractSigned => "Contract entered into",
            Self::DetailsNotice => "Contract details notice published",
            Self::ContractCopy => "Copy of the contract published",
            Self::ChangeNotice => "Contract change notice published",
            Self::PerformanceNotice => "Contract performance notice published",
            Self::ContractEnd => "Contract ends",
            Self::TerminationNotice => "Contract termination notice published",
        }
    }

    /// The number of the notice whose publication it is, where it is one.
    pub const fn notice(self) -> Option<&'static str> {
        match self {
            Self::EngagementNotice => Some("UK2"),
            Self::PlannedNotice => Some("UK3"),
            Self::TenderNotice => Some("UK4"),
            Self::TransparencyNotice => Some("UK5"),
            Self::AwardNotice => Some("UK6"),
            Self::DetailsNotice => Some("UK7"),
            Self::PerformanceNotice => Some("UK9"),
            Self::ChangeNotice => Some("UK10"),
            Self::TerminationNotice => Some("UK11"),
            Self::ParticipationDeadline
            | Self::TenderDeadline
            | Self::AssessmentSummaries
            | Self::ContractSigned
            | Self::ContractCopy
            | Self::ContractEnd => None,
        }
    }

    /// The stage of the cycle in which the day usually falls.
    pub const fn stage(self) -> u8 {
        match self {
            Self::EngagementNotice | Self::PlannedNotice => 4,
            Self::ParticipationDeadline => 6,
            Self::TenderNotice | Self::TenderDeadline => 7,
            Self::TransparencyNotice
            | Self::AssessmentSummaries
            | Self::AwardNotice
            | Self::ContractSigned
            | Self::DetailsNotice
            | Self::ContractCopy => 9,
            Self::ChangeNotice | Self::PerformanceNotice => 11,
            Self::ContractEnd | Self::TerminationNotice => 13,
        }
    }
}

/// What the law looks at. Authority and rules are what they mostly are for the users of
/// Tenderbook until somebody says otherwise; the rest is not known until somebody says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LawFacts {
    /// Whether the items and time limits of the statute are wanted for this tender.
    pub applies: bool,
    /// Whose procurement it is.
    pub authority: AuthorityKind,
    /// Under which rules the contract falls.
    pub regime: Regime,
    /// By which procedure a supplier is found.
    pub route: Option<Route>,
    /// Whether a framework is set up.
    pub framework: Option<bool>,
    /// Whether preliminary market engagement is held.
    pub engagement: Option<bool>,
    /// How tenders are invited.
    pub tendering: Option<Tendering>,
}

impl Default for LawFacts {
    fn default() -> Self {
        Self {
            applies: true,
            authority: AuthorityKind::SubCentral,
            regime: Regime::General,
            route: None,
            framework: None,
            engagement: None,
            tendering: None,
        }
    }
}

impl LawFacts {
    /// Whether nobody has said anything yet.
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }
}
