//! Broken packs: every fault is told with its place, in words that help.

use std::fmt::Write as _;

use proptest::prelude::*;
use tenderbook::policy::{PackErrors, bundled, parse};

/// A small pack that is whole.
pub(super) fn whole() -> String {
    let mut text = r#"[policy]
id = "small"
title = "Small policy"
authority = "A council"
short = "Council"
area = "Somewhere"
edition = "2026"
source = "Written for a test."
value_basis = "excluding-vat"

[[clause]]
ref = "1"
says = "Social value is wanted."

[[clause]]
ref = "2 (a)"
says = "How much of it."

[[scope]]
id = "large"
status = "required"
when = { value_over = "100000" }
clause = "1"
why = "Large ones need it."

[[scope]]
id = "rest"
status = "optional"
clause = "1"
why = "The rest is left open."

[[weighting]]
id = "ten"
minimum = "10"
maximum = "20"
base = "total"
clause = "2 (a)"
why = "Ten at least."
"#
    .to_owned();
    for stage in 1..=13 {
        write!(
            text,
            r#"
[[item]]
id = "small.{stage:02}.one"
stage = {stage}
text = "Do what stage {stage} asks for."
guidance = "Do it well."
evidence = "A note."
clause = "1"
required = true
"#
        )
        .unwrap();
    }
    text
}

fn faults(source: &str) -> PackErrors {
    parse("small.toml", source).expect_err("the pack is broken")
}

/// What breaks a pack, and how: what stands there, and what stands there instead.
const BREAKS: [(&str, &str, &str); 36] = [
    ("a syntax error", "short = \"Council\"", "short = Council"),
    ("a text that is not closed", "area = \"Somewhere\"", "area = \"Somewhere"),
    ("a key twice", "area = \"Somewhere\"", "area = \"Here\"\narea = \"There\""),
    ("an unknown part", "[[weighting]]", "[[wieghting]]"),
    ("a part of another world", "[[weighting]]", "[[price]]"),
    ("a part that is not a list", "[[weighting]]", "[weighting]"),
    ("a list that is not a part", "[policy]", "[[policy]]"),
    ("a misspelt key", "why = \"Large", "wyh = \"Large"),
    ("a key of another part", "why = \"Ten at", "guidance = \"x\"\nwhy = \"Ten at"),
    ("a misspelt key in a condition", "value_over =", "value_ovr ="),
    ("a key that no condition knows", "value_over =", "postcode ="),
    ("a wrong word", "status = \"required\"", "status = \"mandatory\""),
    ("a word with a slip", "base = \"total\"", "base = \"totl\""),
    ("a missing key", "why = \"Large ones need it.\"\n", ""),
    ("a number instead of a text", "minimum = \"10\"", "minimum = 10"),
    ("a float instead of a text", "minimum = \"10\"", "minimum = 2.5"),
    ("a text instead of a number", "stage = 4", "stage = \"4\""),
    ("a text instead of yes or no", "required = true", "required = \"yes\""),
    ("a text instead of a list", "{ value_over = \"100000\" }", "{ contract_type = \"works\" }"),
    ("a count out of range", "{ value_over = \"100000\" }", "{ objectives_below = 300 }"),
    ("a list instead of entries", "[policy]", "kpi = [\"k\"]\n[policy]"),
    ("a percentage out of range", "minimum = \"10\"", "minimum = \"110\""),
    ("an amount that is none", "\"100000\"", "\"lots\""),
    ("a minimum above the maximum", "minimum = \"10\"", "minimum = \"30\""),
    ("a figure without its base", "base = \"total\"\n", ""),
    ("a clause that is not listed", "clause = \"2 (a)\"", "clause = \"2 (b)\""),
    ("an empty clause", "clause = \"2 (a)\"", "clause = \" ; \""),
    ("an id twice", "small.05.one", "small.04.one"),
    ("an item of another stage", "stage = 5", "stage = 6"),
    ("an item of another policy", "small.05.one", "other.05.one"),
    ("a stage that does not exist", "stage = 13", "stage = 14"),
    ("an id in another form", "small.05.one", "small.5.One"),
    ("a control character", "Do it well.", "Do it\\u001b[2J well."),
    ("an empty text", "\"Somewhere\"", "\"  \""),
    ("no rule at the end", "id = \"rest\"", "when = { advertised = true }\nid = \"rest\""),
    ("a scope that asks for itself", "value_over = \"100000\"", "social_value = [\"required\"]"),
];

#[test]
fn the_small_pack_is_whole() {
    parse("small.toml", &whole()).unwrap();
}

#[test]
fn every_fault_is_told_with_its_place_and_what_helps() {
    let mut told = String::new();
    for (what, from, to) in BREAKS {
        let source = whole();
        assert!(source.contains(from), "{what}: “{from}” is in the small pack");
        let found = faults(&source.replacen(from, to, 1));
        writeln!(told, "{what}:\n{found}\n").unwrap();
    }
    insta::assert_snapshot!(told);
}

#[test]
fn larger_faults_are_told_too() {
    let mut told = String::new();
    let mut tell = |what: &str, source: &str| {
        writeln!(told, "{what}:\n{}\n", faults(source)).unwrap();
    };
    tell("nothing at all", "");
    tell("only a comment", "# to be written\n");
    tell(
        "a text of more than 120 characters",
        &whole().replace("Do what stage 7 asks for.", &"Do all of it. ".repeat(9)),
    );
    let silent = "\n[[silent]]\nstage = 3\nsays = \"Nothing.\"\nclause = \"1\"\n";
    tell("a silent stage with items", &(whole() + silent));
    let (start, rest) = split_item(10);
    tell("a stage with neither items nor silence", &(start + &rest));
    let threshold = "\n[[threshold]]\ncontract_type = [\"works\"]\namount = \"1\"\nfrom = \"2026-01-01\"\nto = \"2025-01-01\"\nclause = \"1\"\n";
    tell("a part of an overlay in a policy", &(whole() + threshold));
    let date = threshold.replace("2025-01-01", "2026-02-30");
    tell("a day that does not exist", &(whole() + &date));
    let outcomes = "\n[[objective]]\nid = \"1\"\ntitle = \"Jobs\"\nclause = \"1\"\n[[objective.outcome]]\nid = \"2.1\"\ntitle = \"More\"\nclause = \"1\"\n";
    tell("an outcome whose id does not build on its objective", &(whole() + outcomes));
    let slip = outcomes.replace("2.1", "1.1").replace("title = \"More\"", "titel = \"More\"");
    tell("a misspelt key in an outcome", &(whole() + &slip));
    let missing = outcomes.replace("2.1", "1.1").replace("title = \"More\"\n", "");
    tell("a missing key in an outcome", &(whole() + &missing));
    let measure = "[[objective.outcome.measure]]\nid = \"1.1.jobs\"\ntext = 4\n";
    let measure = whole() + &outcomes.replace("2.1", "1.1") + measure;
    tell(
        "a number in a measure, and a slip before it",
        &measure.replace("says = \"How", "say = \"How"),
    );
    let several = whole()
        .replacen("status = \"required\"", "status = \"must\"", 1)
        .replacen("why = \"Large", "wyh = \"Large", 1)
        .replacen("minimum = \"10\"", "minimum = \"110\"", 1)
        .replacen("stage = 4", "stage = 40", 1)
        .replacen("required = true", "required = 1", 1);
    tell("several faults at once", &several);
    let bare = whole()
        .replacen("id = \"large\"\nstatus = \"required\"\n", "", 1)
        .replacen("why = \"Large ones need it.\"\n", "", 1)
        .replacen("evidence = \"A note.\"\nclause = \"1\"\nrequired = true\n", "", 1);
    tell("several keys missing from an entry", &bare);
    let mixed = whole()
        .replacen("why = \"Large", "wyh = \"Large", 1)
        .replacen("clause = \"2 (a)\"", "clause = \"2 (b)\"", 1)
        .replacen("small.05.one", "small.04.one", 1)
        .replacen("Do what stage 7 asks for.", " ", 1);
    tell("faults of reading and of meaning together", &mixed);
    let words = "when = { contract_type = [\"servces\", \"goods\", \"wroks\"], valu_over = \"1\", needs = 1 }";
    let words = whole().replacen("when = { value_over = \"100000\" }", words, 1);
    tell("several faults in one condition", &words);
    let outcomes = "\n[[objective]]\nid = \"1\"\n[[objective.outcome]]\ntitel = \"More\"\n[[objective.outcome]]\nid = 2\nclause = \"9\"\n";
    tell("faults on every level of an objective", &(whole() + outcomes));
    let status = "\n[supplier_status]\nsays = \"x\"\n[[supplier_status.level]]\nname = \"Gold\"\n";
    tell("a supplier status that is only begun", &(whole() + status));
    tell("what holds after the award, with slips", &(whole() + AFTER));
    let many = (0..60).fold(String::new(), |text, n| text + &format!("slip{n} = 1\n"));
    let many = whole().replacen("[policy]\n", &format!("[policy]\n{many}"), 1);
    let last = faults(&many).0.swap_remove(0);
    assert!(last.message.contains("more faults"), "{last}");
    tell("a file that is too large", &"# x\n".repeat(300_000));
    insta::assert_snapshot!(told);
}

/// Slips in what a pack says of the time after the award.
const AFTER: &str = r#"
[[target]]
id = "kinds"
text = "Smaller firms get a share."
counts = "small-and-third-sector-spend"
clause = "1"

[[target]]
id = "local"
text = "Local firms get a share."
counts = "local-spend"
size_classes = ["small"]
third_sector = true
clause = "1"

[[target]]
id = "slip"
text = "Savings are made."
counts = "saving"
clause = "1"

[[kpi]]
id = "huge"
text = "Spend with smaller firms"
unit = "£"
counts = "small-and-third-sector-spend"
size_classes = ["huge"]
third_sector = "yes"
clause = "1"

[[local]]
id = "county"
area = "The county"
says = "Firms in it."
clause = "9"

[contract_review]
months = 0
says = "Every so often."
clause = "1"

[supplier_status]
clause = "1"
says = "Good suppliers are told so."
[[supplier_status.behaviour]]
id = "speed"
title = "Speed"
[[supplier_status.level]]
name = "Gold"
says = "The best."
behaviours = { speed = "Fast." }
review_months = 61

[[slavery_risk]]
id = "none"
levels = []
says = "Nothing."
clause = "1"

[[slavery_risk]]
id = "whose"
levels = ["hihg"]
says = "Ask."
clause = "1"

[[slavery_risk]]
id = "whose"
levels = ["high"]
says = "Ask."

[[slavery_risk]]
id = "ours"
levels = ["high"]
says = "Ask again."
origin = "good-practice"

[contract_kpis]
over = "5000000"
least = 3
assess_months = 12
says = "Three."
clause = "1"
rating = []

[slavery_statement]
turnover_at_least = "36000000"
says = "A statement."
clause = "1"

[[change_limit]]
id = "ten"
of = "value"
over = "10"
says = "A notice."
clause = "1"
"#;

/// What only the statute says of the time after the award.
const OF_STATUTE: &str = r#"
[contract_kpis]
over = "5000000"
least = 3
assess_months = 12
when = { regime = ["general"] }
says = "Three at least."
clause = "s.1"

[[contract_kpis.rating]]
name = "Good"
says = "As it should be."
clause = "s.1"

[[contract_kpis.rating]]
name = "Other"
says = "Anything else."
clause = "s.1"

[slavery_statement]
turnover_at_least = "36000000"
says = "A statement for each year."
clause = "s.1"

[[change_limit]]
id = "value"
of = "value"
over = "10"
when = { contract_type = ["goods", "services"] }
says = "A notice comes first."
clause = "s.1"
"#;

/// A small overlay that is whole.
fn overlay() -> String {
    r#"[policy]
id = "small"
kind = "overlay"
title = "Small law"
authority = "A parliament"
short = "Law"
area = "Somewhere"
edition = "2026"
begins = "2026-01-01"
source = "Written for a test."
value_basis = "including-vat"

[[clause]]
ref = "s.1"
says = "Wait before you sign."
read = "2026-11-21"

[[item]]
id = "small.09.wait"
stage = 9
text = "Wait before you sign"
guidance = "Count the days."
evidence = "The dates."
clause = "s.1"
required = true
when = { route = ["open"] }
notice = "UK6"

[[deadline]]
id = "small.wait"
stage = 9
text = "Last day to wait"
from = "award-notice"
period = "8 working-days"
counting = "beginning-with"
bounds = "contract-signed"
relation = "after"
item = "small.09.wait"
clause = "s.1"
"#
    .to_owned()
}

#[test]
fn faults_of_an_overlay_are_told_with_what_helps() {
    assert!(parse("small.toml", &overlay()).is_ok());
    let mut told = String::new();
    for (what, from, to) in [
        ("a clause without the day of its reading", "read = \"2026-11-21\"\n", ""),
        ("a period that is none", "8 working-days", "8 workdays"),
        ("a period of nothing", "8 working-days", "0 days"),
        ("another way of counting", "\"beginning-with\"", "\"begin-with\""),
        ("a day that nobody knows", "from = \"award-notice\"", "from = \"award\""),
        ("a bound without its relation", "relation = \"after\"\n", ""),
        ("a relation without its bound", "bounds = \"contract-signed\"\n", ""),
        ("an item that is not there", "item = \"small.09.wait\"", "item = \"small.09.stay\""),
        ("a day of the year that is none", "item = \"small.09.wait\"", "period_ends = [\"02-30\"]"),
        ("a procedure that nobody knows", "\"open\"", "\"opened\""),
        ("an empty list", "[\"open\"]", "[]"),
        ("a clause that is not listed", "clause = \"s.1\"\nrequired", "clause = \"s.2\"\nrequired"),
        ("a time limit in a policy", "kind = \"overlay\"", "kind = \"policy\""),
    ] {
        assert!(overlay().contains(from), "{what}");
        let found = faults(&overlay().replacen(from, to, 1));
        writeln!(told, "{what}:\n{found}\n").unwrap();
    }
    let whole = overlay() + OF_STATUTE;
    parse("small.toml", &whole).unwrap();
    for (what, from, to) in [
        ("no indicator at all", "least = 3", "least = 0"),
        ("an assessment after nothing", "assess_months = 12", "assess_months = 0"),
        ("a rating twice", "name = \"Other\"", "name = \"Good\""),
        (
            "a rating without its clause",
            "says = \"Anything else.\"\nclause = \"s.1\"",
            "says = \"x\"",
        ),
        (
            "a clause of a rating that is not listed",
            "else.\"\nclause = \"s.1\"",
            "else.\"\nclause = \"s.2\"",
        ),
        ("rules that nobody knows", "[\"general\"]", "[\"generl\"]"),
        ("a turnover that is none", "\"36000000\"", "\"much\""),
        ("a side that nobody knows", "of = \"value\"", "of = \"price\""),
        ("a share of more than the whole", "over = \"10\"", "over = \"110\""),
        ("a limit that can never hold", "[\"goods\", \"services\"]", "[]"),
    ] {
        assert!(whole.contains(from), "{what}");
        let found = faults(&whole.replacen(from, to, 1));
        writeln!(told, "{what}:\n{found}\n").unwrap();
    }
    insta::assert_snapshot!(told);
}

/// The small pack without one of its items.
fn split_item(stage: u8) -> (String, String) {
    let text = whole();
    let start = text.find(&format!("\n[[item]]\nid = \"small.{stage:02}")).unwrap();
    let end = text[start + 1..].find("\n[[item]]").unwrap() + start + 1;
    (text[..start].to_owned(), text[end..].to_owned())
}

/// The keys that the reference calls needed, by part, for parts with a table or a sentence of their own.
const NEEDED: [(&str, &[&str]); 22] = [
    ("policy", &["id", "title", "authority", "short", "area", "edition", "source", "value_basis"]),
    ("clause", &["ref", "says"]),
    ("scope", &["id", "status", "clause", "why"]),
    ("weighting", &["id", "clause", "why"]),
    ("tension", &["id", "clauses", "text", "applied"]),
    ("sign_off", &["role", "clause", "why"]),
    ("opt_out", &["clause", "says", "needs"]),
    ("target", &["id", "text", "clause"]),
    ("kpi", &["id", "text", "unit", "clause"]),
    ("size_class", &["name", "from", "clause"]),
    ("supplier_status", &["clause", "says", "behaviour", "level"]),
    ("silent", &["stage", "says", "clause"]),
    ("item", &["id", "stage", "text", "guidance", "evidence", "clause", "required"]),
    ("threshold", &["contract_type", "amount", "from", "to", "clause"]),
    ("deadline", &["id", "stage", "text", "from", "period", "counting", "clause"]),
    ("sme", &["staff_below", "turnover_up_to", "balance_sheet_up_to", "clause"]),
    ("local", &["id", "area", "says", "clause"]),
    ("contract_review", &["says", "clause"]),
    ("slavery_risk", &["id", "levels", "says"]),
    ("contract_kpis", &["over", "least", "assess_months", "says", "clause", "rating"]),
    ("slavery_statement", &["turnover_at_least", "says", "clause"]),
    ("change_limit", &["id", "of", "over", "says", "clause"]),
];

#[test]
fn every_key_that_an_entry_lacks_is_told_at_once() {
    for (part, keys) in NEEDED {
        let single = matches!(
            part,
            "policy"
                | "opt_out"
                | "supplier_status"
                | "sme"
                | "contract_review"
                | "contract_kpis"
                | "slavery_statement"
        );
        let heading = if single { format!("[{part}]\n") } else { format!("[[{part}]]\n") };
        let told: Vec<String> = faults(&heading).0.into_iter().map(|fault| fault.message).collect();
        let lacks = format!("[{part}] lacks its key");
        let found: Vec<&str> = told
            .iter()
            .filter(|message| message.starts_with(&lacks))
            .filter_map(|message| message.split(['“', '”']).nth(1))
            .collect();
        assert_eq!(found, keys, "{told:?}");
    }
}

#[test]
fn an_entry_with_a_fault_does_not_bring_faults_that_are_none() {
    for (what, from, to) in BREAKS {
        let source = whole().replacen(from, to, 1);
        // Where the file is no TOML, nothing else can be said of it.
        if source.parse::<toml::Table>().is_err() {
            continue;
        }
        let twice = source.replacen("says = \"Social", "sys = \"Social", 1);
        let one: Vec<String> = faults(&source).0.into_iter().map(|f| f.message).collect();
        // The slip is told as a key that is missing and one that is not known.
        let both: Vec<String> = faults(&twice).0.into_iter().map(|f| f.message).collect();
        let extra: Vec<&String> = both.iter().filter(|message| !one.contains(message)).collect();
        assert_eq!(extra.len(), 2, "{what}: {both:?}");
    }
}

#[test]
fn a_pack_of_nothing_but_faults_is_told_in_good_time() {
    let entries = "[[kpi]]\nslip = 1\nid = 2\n".repeat(20_000);
    let found = faults(&(whole() + &entries)).0;
    assert_eq!(found.len(), 501);
    assert!(found[500].message.contains("more faults"), "{}", found[500]);
}

#[test]
fn a_place_is_counted_in_lines_and_characters() {
    let source = whole().replacen("title = \"Small policy\"", "title = \"Ünïcödé\" x", 1);
    let first = faults(&source).0.remove(0);
    assert_eq!((first.line, first.column), (3, 19), "{first}");
}

#[test]
fn a_pack_with_line_ends_of_windows_or_a_byte_order_mark_is_read() {
    parse("small.toml", &whole().replace('\n', "\r\n")).unwrap();
    parse("small.toml", &format!("\u{feff}{}", whole())).unwrap();
}

#[test]
fn a_file_name_cannot_carry_a_control_sequence_into_a_message() {
    let told = parse("\u{1b}[2J.toml", "x").unwrap_err().to_string();
    assert!(!told.contains('\u{1b}'), "{told}");
}

#[test]
fn a_pack_cannot_carry_a_control_sequence_into_a_message() {
    for from in ["clause = \"2 (a)\"", "small.05.one", "\"total\"", "id = \"small\"", "why = \"Ten"]
    {
        let to = format!("{}\\u001b[2J", from.trim_end_matches('"'));
        let to = if from.ends_with('"') { to + "\"" } else { to };
        let told = faults(&whole().replacen(from, &to, 1)).to_string();
        assert!(!told.contains('\u{1b}'), "{from}: {told:?}");
    }
}

/// What a slip of the hand does to a file.
#[derive(Debug, Clone)]
enum Slip {
    Delete(prop::sample::Index, usize),
    Insert(prop::sample::Index, String),
    Replace(prop::sample::Index, char),
    Swap(prop::sample::Index, prop::sample::Index),
    Truncate(prop::sample::Index),
}

fn slip() -> impl Strategy<Value = Slip> {
    let place = any::<prop::sample::Index>;
    prop_oneof![
        (place(), 1usize..40).prop_map(|(at, count)| Slip::Delete(at, count)),
        (place(), "\\PC{1,4}|[\"=\\[\\]{}#\n']{1,3}").prop_map(|(at, text)| Slip::Insert(at, text)),
        (place(), any::<char>()).prop_map(|(at, letter)| Slip::Replace(at, letter)),
        (place(), place()).prop_map(|(one, other)| Slip::Swap(one, other)),
        place().prop_map(Slip::Truncate),
    ]
}

impl Slip {
    fn happen(&self, text: &str) -> String {
        let mut letters: Vec<char> = text.chars().collect();
        if letters.is_empty() {
            return String::new();
        }
        match self {
            Self::Delete(at, count) => {
                let at = at.index(letters.len());
                letters.drain(at..(at + count).min(letters.len()));
            }
            Self::Insert(at, more) => {
                let at = at.index(letters.len());
                letters.splice(at..at, more.chars());
            }
            Self::Replace(at, letter) => {
                let at = at.index(letters.len());
                letters[at] = *letter;
            }
            Self::Swap(one, other) => {
                let mut lines: Vec<&str> = text.lines().collect();
                let (one, other) = (one.index(lines.len()), other.index(lines.len()));
                lines.swap(one, other);
                return lines.join("\n");
            }
            Self::Truncate(at) => {
                letters.truncate(at.index(letters.len()));
            }
        }
        letters.into_iter().collect()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, max_shrink_iters: 64, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_to_a_pack_it_loads_or_tells_where_it_is_broken(
        which in 0..bundled::POLICIES.len(),
        slips in prop::collection::vec(slip(), 1..4),
    ) {
        let (file, text) = bundled::POLICIES[which];
        let broken = slips.iter().fold(text.text(), |text, slip| slip.happen(&text));
        if let Err(errors) = parse(file, &broken) {
            prop_assert!(!errors.0.is_empty());
            let lines = broken.split('\n').count();
            for error in &errors.0 {
                prop_assert!((1..=lines).contains(&error.line), "{}", error);
                let width = broken.split('\n').nth(error.line - 1).unwrap().chars().count();
                prop_assert!((1..=width + 1).contains(&error.column), "{}", error);
                prop_assert!(!error.message.is_empty());
                let told = error.to_string();
                prop_assert!(!told.chars().any(tenderbook::domain::text::is_unsafe), "{:?}", told);
            }
        }
    }

    #[test]
    fn no_text_at_all_makes_the_parser_panic(text in "\\PC*|[\\[\\]a-z=\"{}\n.0-9,]{0,200}") {
        let _ = parse("any.toml", &text);
    }
}
