//! The sample tenders themselves: invented, and meant to be believed.

use crate::domain::{ContractType, Impact, Needs, ProcurementState};

/// One sample.
pub(super) struct Tender {
    /// Its running number in the year of its start.
    pub(super) number: u32,
    pub(super) title: &'static str,
    pub(super) policy: &'static str,
    pub(super) officer: &'static str,
    pub(super) contract_type: ContractType,
    pub(super) category: &'static str,
    /// Its code of the Common Procurement Vocabulary.
    pub(super) cpv: &'static str,
    /// The value in whole pounds.
    pub(super) pounds: i64,
    pub(super) advertised: Option<bool>,
    pub(super) key_provider: Option<bool>,
    pub(super) impact: Option<Impact>,
    pub(super) objectives: Option<u8>,
    pub(super) needs: Option<Needs>,
    /// The share of quality in per cent; empty while it is not known.
    pub(super) quality: &'static str,
    /// How many days ago it was started.
    pub(super) began: u16,
    /// How many days ago it was last worked on.
    pub(super) rested: u16,
    /// How many stages are settled.
    pub(super) closed: u8,
    /// Items that do not apply, and why.
    pub(super) ruled_out: &'static [(&'static str, &'static str)],
    /// Stages that were passed over, and why.
    pub(super) skipped: &'static [(u8, &'static str)],
    /// Notes with which stages were closed.
    pub(super) notes: &'static [(u8, &'static str)],
    pub(super) sought: &'static [Sought],
    pub(super) ending: Ending,
}

/// An outcome or measure that a sample seeks.
pub(super) struct Sought {
    /// The stage in which it was chosen.
    pub(super) stage: u8,
    pub(super) outcome: &'static str,
    /// How much of it; empty where it is not counted.
    pub(super) quantity: &'static str,
    pub(super) why: &'static str,
}

/// How a sample stands as a whole.
pub(super) enum Ending {
    /// It is being worked on.
    Goes,
    /// It came to a stop, for a reason.
    Ends(ProcurementState, &'static str),
}

/// A tender of which little is known, for the samples to differ from.
const PLAIN: Tender = Tender {
    number: 0,
    title: "",
    policy: "",
    officer: "A. Officer",
    contract_type: ContractType::Services,
    category: "",
    cpv: "",
    pounds: 0,
    advertised: Some(true),
    key_provider: Some(false),
    impact: None,
    objectives: None,
    needs: None,
    quality: "",
    began: 1,
    rested: 0,
    closed: 0,
    ruled_out: &[],
    skipped: &[],
    notes: &[],
    sought: &[],
    ending: Ending::Goes,
};

const fn seek(
    stage: u8,
    outcome: &'static str,
    quantity: &'static str,
    why: &'static str,
) -> Sought {
    Sought { stage, outcome, quantity, why }
}

/// The samples; the first five are of five policies.
pub(super) const TENDERS: &[Tender] = &[
    Tender {
        number: 42,
        title: "Custody healthcare services",
        policy: "cumbria",
        officer: "R. Ahmed",
        category: "health care",
        cpv: "85100000",
        pounds: 120_000,
        quality: "60",
        began: 74,
        rested: 2,
        closed: 3,
        ruled_out: &[(
            "cumbria.03.lots",
            "One custody suite and one clinical lead at a time: splitting the service would break the line of clinical responsibility.",
        )],
        notes: &[
            (1, "Custody inspector and the health board agree the need."),
            (3, "Strategy approved by the head of commercial on the first reading."),
        ],
        sought: &[
            seek(
                1,
                "1.1.apprentices",
                "2",
                "Two health-care apprentices over the term; the college in Carlisle offers the course.",
            ),
            seek(
                3,
                "1.1.work-experience",
                "6",
                "Six placements a year are what a service of this size can carry.",
            ),
            seek(3, "2.1.living-wage", "", "Night cover is low paid in this market."),
        ],
        ..PLAIN
    },
    Tender {
        number: 39,
        title: "ICT support desk",
        policy: "cheshire",
        officer: "M. Dixon",
        category: "IT support",
        cpv: "72253100",
        pounds: 640_000,
        quality: "50",
        began: 210,
        rested: 1,
        closed: 8,
        ruled_out: &[(
            "cheshire.06.local-quote",
            "Advertised openly above the threshold; no quotes were asked for.",
        )],
        notes: &[(8, "Five bids, two of them from the county. Moderated on one day.")],
        sought: &[
            seek(3, "1.5.jobs", "4", "Four posts on the desk can be filled from the county."),
            seek(
                3,
                "2.4.apprentices",
                "3",
                "One apprentice a year, as the market said in the engagement day.",
            ),
        ],
        ..PLAIN
    },
    Tender {
        number: 31,
        title: "Grounds maintenance for police premises",
        policy: "lancashire-opcc",
        officer: "J. Whittle",
        category: "grounds maintenance",
        cpv: "77314000",
        pounds: 86_000,
        quality: "40",
        began: 155,
        rested: 6,
        closed: 5,
        notes: &[(4, "Three growers' co-operatives came to the meet-the-buyer event.")],
        sought: &[
            seek(
                3,
                "1.3.materials",
                "60",
                "Growing media without peat can be had for the beds, not yet for all pots.",
            ),
            seek(
                4,
                "2.2.organisations",
                "2",
                "Two community gardens near stations want to take part.",
            ),
        ],
        ..PLAIN
    },
    Tender {
        number: 27,
        title: "Home care in east Lancashire",
        policy: "lancashire-county",
        officer: "S. Patel",
        category: "social care",
        cpv: "85312400",
        pounds: 1_450_000,
        impact: Some(Impact::Significant),
        objectives: Some(3),
        needs: Some(Needs::Highest),
        quality: "60",
        began: 190,
        rested: 4,
        closed: 6,
        notes: &[(3, "All three conditions for 10% hold; the reasoning is in the strategy paper.")],
        sought: &[
            seek(3, "1.1.local-recruits", "24", "Carers are hired where their clients live."),
            seek(3, "2.1.carers", "", "Many of the staff care for somebody at home."),
        ],
        ..PLAIN
    },
    Tender {
        number: 18,
        title: "Leisure centre boiler replacement",
        policy: "nelc",
        officer: "K. Osei",
        contract_type: ContractType::Works,
        category: "heating",
        cpv: "45331110",
        pounds: 412_500,
        quality: "40",
        began: 240,
        rested: 3,
        closed: 9,
        ruled_out: &[(
            "nelc.03.planning-requirements",
            "The work is inside the plant room; no planning permission is needed.",
        )],
        notes: &[(
            3,
            "Cabinet paper of this month; 10% of the overall score, no more being feasible for plant.",
        )],
        sought: &[
            seek(3, "2.4.apprentices", "1", "One heating apprentice for the length of the work."),
            seek(
                4,
                "2.2.small-and-third-sector",
                "25",
                "Controls and lagging can go to small firms.",
            ),
        ],
        ..PLAIN
    },
    Tender {
        number: 55,
        title: "Forensic consumables framework call-off",
        policy: "cumbria",
        officer: "R. Ahmed",
        contract_type: ContractType::Goods,
        category: "forensic supplies",
        cpv: "33950000",
        pounds: 38_400,
        advertised: Some(false),
        began: 33,
        rested: 1,
        closed: 2,
        ..PLAIN
    },
    Tender {
        number: 61,
        title: "Uniform laundry and repair",
        policy: "cheshire",
        officer: "M. Dixon",
        category: "laundry",
        cpv: "98310000",
        pounds: 50_000,
        began: 12,
        rested: 1,
        closed: 0,
        ..PLAIN
    },
    Tender {
        number: 44,
        title: "Victim support outreach",
        policy: "lancashire-opcc",
        officer: "J. Whittle",
        category: "victim support",
        cpv: "85312300",
        pounds: 268_000,
        quality: "70",
        began: 98,
        rested: 40,
        closed: 2,
        ending: Ending::Ends(
            ProcurementState::Paused,
            "The grant for the second year is not confirmed; the Commissioner decides in the new year.",
        ),
        ..PLAIN
    },
    Tender {
        number: 36,
        title: "Highways salt store, Preston",
        policy: "lancashire-county",
        officer: "S. Patel",
        contract_type: ContractType::Works,
        category: "depots",
        cpv: "45213352",
        pounds: 780_000,
        impact: Some(Impact::Some),
        objectives: Some(2),
        needs: Some(Needs::Less),
        began: 130,
        rested: 52,
        closed: 2,
        ending: Ending::Ends(
            ProcurementState::Cancelled,
            "The depot at Bamber Bridge has room for another winter; the need is gone.",
        ),
        ..PLAIN
    },
    Tender {
        number: 9,
        title: "School holiday activities",
        policy: "nelc",
        officer: "K. Osei",
        category: "activities for children",
        cpv: "92600000 85312110",
        pounds: 94_000,
        quality: "60",
        began: 640,
        rested: 21,
        closed: 13,
        skipped: &[(
            2,
            "Grant-funded pilot with one open call; the market was looked at for the bid to the funder.",
        )],
        notes: &[
            (8, "Four bids. The two best differed by one point on quality."),
            (13, "Lessons sent to the Advisory Group for the April review."),
        ],
        sought: &[
            seek(
                4,
                "1.2.volunteering",
                "300",
                "Parents and older pupils offered their time in the survey.",
            ),
            seek(4, "2.4.placements", "8", "Eight placements for sports students in two summers."),
        ],
        ending: Ending::Ends(
            ProcurementState::Closed,
            "The programme ended with the summer; the last report is accepted.",
        ),
        ..PLAIN
    },
    Tender {
        number: 63,
        title: "Body-worn video storage",
        policy: "cumbria",
        officer: "R. Ahmed",
        category: "data storage",
        cpv: "72317000",
        pounds: 1_180_000,
        key_provider: None,
        quality: "55",
        began: 5,
        rested: 1,
        closed: 0,
        ..PLAIN
    },
];

/// What officers write when they tick an item.
pub(super) const NOTES: &[&str] = super::many::words::EVIDENCE.split_at(10).0;
