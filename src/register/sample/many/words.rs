//! The words of which many procurements are made: what authorities buy, where, and what officers
//! write about it. Firms and people are invented.

use crate::domain::ContractType;

/// Something that authorities buy.
pub(super) struct Subject {
    pub(super) kind: ContractType,
    pub(super) title: &'static str,
    pub(super) category: &'static str,
    /// Its code of the Common Procurement Vocabulary.
    pub(super) cpv: &'static str,
    /// Between how many thousand pounds it costs.
    pub(super) thousands: (i64, i64),
}

const fn goods(
    title: &'static str,
    category: &'static str,
    cpv: &'static str,
    thousands: (i64, i64),
) -> Subject {
    Subject { kind: ContractType::Goods, title, category, cpv, thousands }
}

const fn services(
    title: &'static str,
    category: &'static str,
    cpv: &'static str,
    thousands: (i64, i64),
) -> Subject {
    Subject { kind: ContractType::Services, title, category, cpv, thousands }
}

const fn works(
    title: &'static str,
    category: &'static str,
    cpv: &'static str,
    thousands: (i64, i64),
) -> Subject {
    Subject { kind: ContractType::Works, title, category, cpv, thousands }
}

pub(super) const SUBJECTS: &[Subject] = &[
    services("Cleaning of offices", "cleaning", "90919200", (8, 900)),
    services("Window cleaning", "cleaning", "90911300", (3, 60)),
    services("Interpreting and translation", "languages", "79530000", (20, 700)),
    services("Occupational health", "health care", "85147000", (40, 1_200)),
    services("Custody healthcare", "health care", "85100000", (90, 4_000)),
    services("Appropriate adult service", "care", "85300000", (25, 400)),
    services("Vehicle recovery", "fleet", "50118110", (30, 1_500)),
    services("Security guarding", "security", "79713000", (15, 1_100)),
    services("Advice for families", "care", "85312300", (10, 350)),
    services("Domestic abuse support", "care", "85311000", (50, 1_800)),
    services("Catering for training days", "catering", "55520000", (5, 180)),
    services("Lift maintenance", "facilities", "50750000", (6, 220)),
    services("Records storage", "records", "63121100", (12, 300)),
    services("Confidential waste", "waste", "90511400", (4, 90)),
    services("Household waste collection", "waste", "90511100", (250, 9_000)),
    services("Recycling of street sweepings", "waste", "90514000", (40, 600)),
    services("Software support", "information technology", "72261000", (10, 650)),
    services("Penetration testing", "information technology", "72220000", (8, 120)),
    services("Translation of case papers", "languages", "79530000", (5, 140)),
    services("Grounds maintenance", "grounds", "77314000", (20, 2_400)),
    services("Tree surgery", "grounds", "77211500", (8, 260)),
    services("Home-to-school transport", "transport", "60130000", (30, 2_800)),
    services("Community meals", "care", "55521100", (60, 1_300)),
    services("Legal advice on property", "professional advice", "79110000", (10, 400)),
    services("Insurance broking", "professional advice", "66518100", (15, 500)),
    services("Pest control", "facilities", "90922000", (3, 70)),
    goods("Body-worn cameras", "equipment", "35125300", (60, 1_900)),
    goods("Protective clothing", "clothing", "18143000", (10, 480)),
    goods("Uniform shirts", "clothing", "18332000", (8, 260)),
    goods("Office furniture", "furniture", "39130000", (5, 320)),
    goods("Laptops and docking stations", "information technology", "30213100", (25, 2_600)),
    goods("Printer paper", "stationery", "30197630", (3, 80)),
    goods("Electric vans", "fleet", "34144900", (80, 3_200)),
    goods("Tyres", "fleet", "34351100", (10, 280)),
    goods("Road salt", "highways", "34927100", (40, 900)),
    goods("Library books", "books", "22113000", (6, 190)),
    goods("Playground equipment", "grounds", "37535200", (10, 300)),
    goods("Fingerprint consumables", "forensics", "33140000", (4, 90)),
    goods("Fresh fruit and vegetables", "catering", "15300000", (15, 700)),
    goods("Defibrillators", "health care", "33182100", (5, 110)),
    works("Roof repairs", "building", "45261900", (30, 1_400)),
    works("Car park resurfacing", "highways", "45233222", (20, 800)),
    works("Bridge strengthening", "highways", "45221119", (150, 6_500)),
    works("Refurbishment of the enquiry office", "building", "45453100", (40, 900)),
    works("Boiler replacement", "building", "45331110", (15, 420)),
    works("New changing rooms", "building", "45212200", (120, 2_300)),
    works("Drainage improvements", "highways", "45232450", (35, 1_700)),
    works("Rewiring", "building", "45311000", (12, 350)),
    works("Solar panels", "energy", "45261215", (25, 950)),
    works("School extension", "building", "45214200", (400, 7_800)),
];

pub(super) const PLACES: &[&str] = &[
    "Carlisle",
    "Kendal",
    "Barrow",
    "Penrith",
    "Workington",
    "Whitehaven",
    "Preston",
    "Burnley",
    "Blackburn",
    "Lancaster",
    "Chorley",
    "Skelmersdale",
    "Chester",
    "Crewe",
    "Macclesfield",
    "Northwich",
    "Warrington",
    "Winsford",
    "Grimsby",
    "Cleethorpes",
    "Immingham",
    "Humberston",
    "the northern area",
    "the southern area",
    "all sites",
];

/// How a title goes on after its place; mostly not at all.
pub(super) const ENDINGS: &[&str] =
    &["", "", "", "", "", ", second term", ", interim", ", framework call-off", ", pilot"];

pub(super) const OFFICERS: &[&str] = &[
    "R. Ahmed",
    "M. Dixon",
    "A. Officer",
    "J. Penhale",
    "S. Okafor",
    "L. Hargreave",
    "P. Winterton",
    "T. Marsden",
    "G. Ellery",
    "N. Kaur",
    "C. Thwaite",
    "H. Lindqvist",
];

pub(super) const HEADS: &[&str] =
    &["Head of Procurement", "Director of Resources", "Strategic Procurement Board"];

/// The two halves of the names of invented firms.
pub(super) const FIRMS: &[&str] = &[
    "Marramoor",
    "Fellgate",
    "Ashwyke",
    "Brackenhow",
    "Thornsea",
    "Larkrigg",
    "Owlerdale",
    "Saltmire",
    "Tarnbrow",
    "Wharfling",
    "Hestlow",
    "Quernby",
    "Skelbeck",
    "Duddengill",
    "Yewthwaite",
    "Pikerigg",
    "Gannerside",
    "Loxhollow",
    "Merebank",
    "Stanegarth",
];
pub(super) const TRADES: &[(&str, &str)] = &[
    ("Facilities", "Ltd"),
    ("Care", "CIC"),
    ("Building", "Ltd"),
    ("Fleet Services", "Ltd"),
    ("Systems", "Ltd"),
    ("Catering", "Ltd"),
    ("Supplies", "LLP"),
    ("Highways", "Ltd"),
    ("Grounds", "Ltd"),
    ("Partnership", "CIC"),
    ("Consulting", "LLP"),
    ("Energy", "Ltd"),
];

pub(in crate::register::sample) const EVIDENCE: &[&str] = &[
    "Minutes of the project board, item 4.",
    "Business case, section 3, approved by the budget holder.",
    "Agreed by e-mail with the head of procurement; copy in the case folder.",
    "Notes of the calls with three suppliers, in the case folder.",
    "Checked with the legal team; no change asked for.",
    "Decision log, entry 12.",
    "Procurement strategy, page 5.",
    "Attendance list and questions asked, in the case folder.",
    "Written into the evaluation guide, section 2.",
    "Report to the senior team, appendix B.",
    "Signed declaration in the case folder.",
    "Notice published; its number is on the front sheet.",
    "Survey of the buildings, dated and signed.",
    "Spend analysis of the last three years.",
    "Answers to the questions of bidders, published to all.",
];

pub(super) const RULED_OUT: &[&str] = &[
    "One site and one service: nothing to divide.",
    "Bought from a framework, where this was settled.",
    "Not needed at this value; agreed with the head of procurement.",
    "The same was done for the contract before, eight months ago.",
];

pub(super) const NOTES: &[&str] = &[
    "Asked again on the telephone.",
    "The service wants this before the summer.",
    "To be repeated when the figures of the year are in.",
    "Waits for the new structure of the department.",
];

pub(super) const STAGE_NOTES: &[&str] = &[
    "Agreed at the first reading.",
    "Approved by the board with one change to the timetable.",
    "Closed by the officer; the file is complete.",
];

pub(super) const SKIPPED: &[&str] = &[
    "A call-off from a framework: this was done for the framework.",
    "Below the threshold of the policy; a quotation is enough.",
    "Nothing is delivered or stored here.",
];

pub(super) const CANCELLED: &[&str] = &[
    "The budget was withdrawn.",
    "No bid met the specification.",
    "The need has gone: the building is to be sold.",
    "Joined with the tender of a neighbouring authority.",
];

pub(super) const PAUSED: &[&str] = &[
    "Waits for the decision on the budget.",
    "Waits for the review of the estate.",
    "The service is being reorganised.",
];

pub(super) const WAITING: &[&str] =
    &["the budget holder", "the legal team", "the incumbent supplier", "the board", "finance"];

pub(super) const WHY_SOUGHT: &[&str] = &[
    "It can be had locally, and the market has said so.",
    "Asked for by the ward councillors.",
    "In proportion to the term and the value.",
    "What the contract before delivered, and a little more.",
];

pub(super) const WHY_OPTED_OUT: &str =
    "A single licence from its maker: nothing can be asked for beyond the goods themselves.";

pub(super) const QUESTIONS: &[&str] = &[
    "Understanding of the service",
    "Staff and their training",
    "Mobilisation",
    "Quality management",
    "Continuity and resilience",
];

pub(super) const REASONS: &[&str] = &[
    "Clear, with evidence from two like contracts.",
    "Meets what was asked; little detail on cover at night.",
    "A full answer that names who does what by when.",
    "Parts of the question are not answered.",
];

pub(super) const AWARDED: &str = "The most advantageous tender by the published criteria.";

/// What suppliers promise: in words, how much in a year, and its unit.
pub(super) const PROMISES: &[(&str, i64, &str)] = &[
    ("Apprentices from the area", 2, "people"),
    ("Work experience placements", 6, "people"),
    ("Hours of volunteering with charities", 80, "hours"),
    ("Careers talks in local schools", 4, "talks"),
    ("Spend with small firms of the area", 20_000, "£"),
    ("Tonnes of carbon saved", 12, "tonnes"),
    ("Trees planted and cared for", 50, "trees"),
];

pub(super) const DELIVERED: &[&str] = &[
    "Names and dates in the supplier's report.",
    "Confirmed by the college.",
    "Report of the quarter, page 3.",
    "Signed sheet of the charity.",
];

pub(super) const LESSONS: &[(&str, &str, &str)] = &[
    (
        "Begin the talks with the market earlier",
        "Two firms said that they would have bid with a month more.",
        "Publish the planned notice with the business case.",
    ),
    (
        "Ask for fewer words",
        "Evaluators read nine hundred pages for five bids.",
        "Two sides a question are enough.",
    ),
    (
        "Survey before the specification is written",
        "What was found on the first day changed the price.",
        "Give the survey to every bidder.",
    ),
    (
        "Name who receives the social value reports",
        "Nobody read the first two reports.",
        "Write the name of the officer into the contract.",
    ),
];
