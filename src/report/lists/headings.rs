//! The columns of lists of records of contracts, behind those that name procurement and contract.

use crate::report::lists::Records;

const CONTRACTS: &[&str] = &[
    "Policy",
    "Lot",
    "#Value as signed, excluding VAT",
    "#Value now, excluding VAT",
    "Signed",
    "Starts",
    "Ends as signed",
    "Ends now",
    "May be extended to",
    "Runs",
    "Ended",
    "How it ended",
    "Managed by",
    "Next review",
    "In collaboration",
    "With whom",
    "#Commitments",
    "#Late",
    "#Indicators",
    "#Open actions",
    "Final account closed",
    "What to know",
    "Note",
];

const COMMITMENTS: &[&str] = &[
    "Commitment",
    "Measure of the policy",
    "#Quantity each time",
    "Counted in",
    "In words",
    "Due",
    "#Promised in all",
    "#Due by today",
    "#Delivered by today",
    "#Of that checked",
    "#Missing of what fell due",
    "Missed since",
    "Next due",
    "#Missing for it",
    "Stands",
    "What became of the rest",
    "Why",
    "Area",
    "Evidence expected",
    "Withheld because",
    "Id",
];

const DELIVERIES: &[&str] = &[
    "Commitment",
    "Day",
    "From",
    "#Quantity",
    "Counted in",
    "In words",
    "Evidence",
    "Checked by",
    "Checked on",
    "Checked how",
    "Counts",
    "Withdrawn because",
    "Not the same as another because",
    "#Corrections",
    "Recorded, UTC",
    "Recorded by",
    "Id",
];

const INDICATORS: &[&str] = &[
    "Indicator",
    "Target",
    "How it is measured",
    "#Assessed every so many months",
    "Published",
    "Newest rating",
    "Of the time to",
    "Next due",
    "Dropped because",
    "Id",
];

const ASSESSMENTS: &[&str] =
    &["Indicator", "From", "To", "Rating", "Measured", "Reasons", "Assessed by", "Published"];

const REVIEWS: &[&str] =
    &["Planned for", "Held", "Present", "Agenda", "Minutes", "Value in words", "#Value in money"];

const ACTIONS: &[&str] = &[
    "What is to be done",
    "Kind",
    "For",
    "Who does it",
    "Due",
    "Done",
    "Stands",
    "What came of it",
    "Id",
];

const RISKS: &[&str] = &[
    "What may happen",
    "Level",
    "Who watches it",
    "What is done about it",
    "Seen",
    "Closed because",
];

const CHANGES: &[&str] = &[
    "Day",
    "About",
    "What changes",
    "New last day",
    "#New value, excluding VAT",
    "What allows it",
    "Agreed by",
    "Notice published",
];

const DOCUMENTS: &[&str] = &["Day", "Document", "Kind", "Where it is"];

const MONEY: &[&str] = &["Financial year", "What", "#Amount"];

const CONCERNS: &[&str] = &["Day", "Concern", "Reported to", "Reported on", "What came of it"];

const LOGISTICS: &[&str] = &["Day", "About", "What", "Quantity", "Place", "By", "Evidence"];

const DUE: &[&str] = &["Day", "Overdue", "What is due"];

impl Records {
    /// The headings of its own columns.
    pub(super) const fn headings(self) -> &'static [&'static str] {
        match self {
            Self::Contracts => CONTRACTS,
            Self::Commitments => COMMITMENTS,
            Self::Deliveries => DELIVERIES,
            Self::Indicators => INDICATORS,
            Self::Assessments => ASSESSMENTS,
            Self::Reviews => REVIEWS,
            Self::Actions => ACTIONS,
            Self::Risks => RISKS,
            Self::Changes => CHANGES,
            Self::Documents => DOCUMENTS,
            Self::Money => MONEY,
            Self::Concerns => CONCERNS,
            Self::Logistics => LOGISTICS,
            Self::Due => DUE,
        }
    }
}
