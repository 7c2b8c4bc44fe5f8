//! Who a supplier is, and what it has said, signed and shown.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::Date;
use crate::domain::records::closed_list;
use crate::domain::supplier::{CompanyNumber, Postcode};

/// A supplier of the directory. What nobody has said yet is `None`, which is not a no.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supplier {
    /// Its name.
    pub name: String,
    /// Its number at Companies House.
    pub number: Option<CompanyNumber>,
    /// Another number, such as that of a charity.
    pub other_number: Option<String>,
    /// Its address without the postcode.
    pub address: Option<String>,
    /// Its postcode.
    pub postcode: Option<Postcode>,
    /// Its website.
    pub website: Option<String>,
    /// How many people work there.
    pub headcount: Option<u32>,
    /// The day for which the headcount holds.
    pub headcount_on: Option<Date>,
    /// What kind of organisation it is.
    pub sector: Option<Sector>,
    /// Whether it is local, and who says so.
    pub local: Option<LocalJudgement>,
    /// Who owns it, only as far as the supplier says so itself.
    pub ownership: Option<Ownership>,
    /// Whether its yearly turnover reaches the figure from which a statement on modern slavery
    /// is due.
    pub large_turnover: Option<bool>,
    /// Its statement on modern slavery.
    pub statement: Option<Statement>,
    /// When and by whom the code of ethics was signed.
    pub code: Option<CodeSigned>,
    /// Whether it pays the real living wage.
    pub living_wage: Option<LivingWage>,
    /// What is noted on it; internal.
    pub note: Option<String>,
    /// The supplier that it is the same as, once that was found.
    pub merged_into: Option<Uuid>,
}

impl Supplier {
    /// A supplier of which only the name is known.
    pub fn named(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            number: None,
            other_number: None,
            address: None,
            postcode: None,
            website: None,
            headcount: None,
            headcount_on: None,
            sector: None,
            local: None,
            ownership: None,
            large_turnover: None,
            statement: None,
            code: None,
            living_wage: None,
            note: None,
            merged_into: None,
        }
    }

    /// Its size class by headcount; `None` while that is not known.
    pub fn size(&self) -> Option<Size> {
        self.headcount.map(Size::of)
    }

    /// Whether its statement on modern slavery is too old on a day: one is due for every financial
    /// year, and six months after the end of the next one that should be there.
    pub fn statement_is_old(&self, today: Date) -> bool {
        let last = self.statement.as_ref().and_then(|one| one.year_end.plus_months(18_u8));
        last.is_some_and(|last| last < today)
    }

    /// Whether a statement on modern slavery is due, and whether there is one.
    pub const fn statement_due(&self) -> StatementDue {
        match (self.large_turnover, &self.statement) {
            (_, Some(_)) => StatementDue::There,
            (Some(true), None) => StatementDue::Missing,
            (Some(false), None) => StatementDue::NotDue,
            (None, None) => StatementDue::Unknown,
        }
    }
}

closed_list! {
    /// Size classes of firms by headcount.
    Size {
        /// Up to 9 people.
        Micro = "micro (0 to 9)",
        /// 10 to 49 people.
        Small = "small (10 to 49)",
        /// 50 to 249 people.
        Medium = "medium (50 to 249)",
        /// 250 people and more.
        Large = "large (250 and more)",
    }

    /// What kind of organisation a supplier is.
    Sector {
        /// A business.
        Business = "business",
        /// A business with a social purpose.
        SocialEnterprise = "social enterprise",
        /// A voluntary organisation or charity.
        Voluntary = "voluntary organisation",
        /// A community organisation.
        Community = "community organisation",
        /// A public body.
        PublicBody = "public body",
    }

    /// Whether a supplier pays the real living wage.
    LivingWage {
        /// It is accredited for it.
        Accredited = "accredited",
        /// It says that it pays it.
        Pays = "pays it",
        /// It does not.
        No = "does not",
    }

    /// What came of a look at the debarment list.
    DebarmentResult {
        /// It is not on the list.
        NotListed = "not on the list",
        /// It is on the list, and has to be excluded.
        Mandatory = "on the list, mandatory exclusion",
        /// It is on the list, and may be excluded.
        Discretionary = "on the list, discretionary exclusion",
    }

    /// How a supplier stands with its statement on modern slavery.
    StatementDue {
        /// There is one.
        There = "there is a statement",
        /// It is due, and there is none.
        Missing = "due, and none is on record",
        /// It is not due.
        NotDue = "not due",
        /// Nobody has said how large the turnover is.
        Unknown = "not known whether it is due",
    }
}

impl Size {
    /// The class of a headcount.
    pub const fn of(headcount: u32) -> Self {
        match headcount {
            0..=9 => Self::Micro,
            10..=49 => Self::Small,
            50..=249 => Self::Medium,
            250.. => Self::Large,
        }
    }

    /// Whether firms of the class are small and medium ones.
    pub const fn is_small_or_medium(self) -> bool {
        !matches!(self, Self::Large)
    }
}

impl Sector {
    /// Whether organisations of the kind belong to the voluntary, community and social enterprise
    /// sector.
    pub const fn is_third_sector(self) -> bool {
        matches!(self, Self::SocialEnterprise | Self::Voluntary | Self::Community)
    }
}

/// Whether a supplier is local: a judgement of somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocalJudgement {
    /// Whether it is.
    pub local: bool,
    /// Who judged.
    pub by: String,
    /// On which day.
    pub day: Date,
    /// Why.
    pub reason: Option<String>,
}

/// Ownership by under-represented groups, in the supplier's own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ownership {
    /// What the supplier says.
    pub says: String,
    /// On which day it said so.
    pub day: Date,
}

/// A statement on modern slavery.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// The last day of the financial year that it covers.
    pub year_end: Date,
    /// Where it can be read.
    pub place: Option<String>,
}

/// When and by whom the code of ethics was signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeSigned {
    /// The day.
    pub day: Date,
    /// Who signed for the supplier.
    pub by: String,
}

/// Somebody to talk to at a supplier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// The supplier.
    pub supplier: Uuid,
    /// The name.
    pub name: String,
    /// What they do there.
    pub role: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// The telephone number.
    pub phone: Option<String>,
    /// What is noted; internal.
    pub note: Option<String>,
}

/// A look at the debarment list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DebarmentCheck {
    /// The supplier.
    pub supplier: Uuid,
    /// The day.
    pub day: Date,
    /// Who looked.
    pub by: String,
    /// What came of it.
    pub result: DebarmentResult,
    /// What there is to say of it.
    pub note: Option<String>,
}
