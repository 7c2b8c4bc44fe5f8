//! What the commands after the award refuse, with their sentences; nothing is changed then.

use crate::cli::after_award::{Life, says};

/// Lines with their exit code and a part of what is said, on a contract that is signed.
const REFUSED: &[(&str, i32, &str)] = &[
    ("supplier show Nobody", 1, "There is no supplier “Nobody” in the directory."),
    ("supplier show 'Acorn Youth CIX'", 1, "Did you mean “Acorn Youth CIC”?"),
    ("supplier show ''", 1, "There is no supplier “”"),
    ("supplier add --name Other --number 12", 1, "has that company number already"),
    ("supplier add --name Other --number AB", 2, "is not a company number"),
    ("supplier add --name Other --postcode Carlisle", 2, "“Carlisle” is not a postcode"),
    ("supplier add --name Other --headcount many", 2, "“many” is not a headcount"),
    ("supplier add --name ''", 1, "The supplier was not added. The name is missing"),
    ("supplier add --name Other --local-by Me", 2, "says nothing without --local."),
    ("supplier add --name Other --code-signed 2026-06-01", 2, "Give --code-by as well."),
    ("supplier add --name Other --statement-at x", 2, "without --statement-year-end"),
    ("supplier add --name Other --sector bank", 2, "social-enterprise"),
    ("supplier contact change acorn Pat --role X", 1, "There is no contact “Pat”."),
    ("supplier contact add acorn Pat --email pat", 1, "“pat” is not an e-mail address"),
    ("supplier check acorn --result not-listed --on 2026-12-01", 1, "still to come"),
    ("supplier merge acorn --into acorn --reason R", 1, "cannot be merged into itself"),
    ("supplier part acorn --reason R", 1, "stands for itself"),
    ("supplier remove acorn --reason R", 1, "It has a contract in 2026-0042."),
    ("contract show 2026-9999", 1, "2026-9999"),
    ("contract show REF 2", 1, "There is no contract “2”."),
    ("contract begin REF --starts 2027-04-01 --ends 2028-03-31", 2, "Add --supplier"),
    (
        "contract begin REF --supplier acorn --starts 2027-04-01 --ends 2027-03-31",
        1,
        "The contract would end on 31 Mar 2027, before it begins on 1 Apr 2027.",
    ),
    (
        "contract begin REF --supplier acorn --starts 2027-04-01 --ends 2028-03-31 --take-over",
        1,
        "The award has no commitments to take over.",
    ),
    ("contract begin REF --lot 1 --starts 2027-04-01 --ends 2028-03-31", 1, "--lot none"),
    ("contract change REF --value 90k", 1, "The contract is signed: its supplier, value and days"),
    ("contract change REF --value lots", 2, "--value"),
    ("contract vary REF --what More", 2, "Add --about, --what and --agreed-by."),
    ("contract vary REF --change 3 --notice 2026-11-01", 1, "There is no change “3”."),
    ("contract end REF --how expired --reason R --on 2030-03-31", 1, "still to come"),
    ("contract document add REF Empty", 1, "write a note, a link or a file"),
    ("contract document add REF Two --note A --link https://b.example", 2, "cannot be used with"),
    ("contract document add REF Gone --file not-there.pdf", 1, "not-there.pdf"),
    ("contract figure REF spend 2026-28 5 --source S", 2, "is not a financial year"),
    (
        "contract assess REF 1 good --from 2026-01-01 --to 2026-02-01",
        1,
        "There is no indicator “1”.",
    ),
    ("contract action done REF 1", 1, "There is no action “1”."),
    ("contract action add REF Do --owner Me", 2, "--due"),
    ("contract risk add REF Rain --level huge", 2, "low, medium, high"),
    (
        "contract slavery REF --sector A --sector-level high --country B --country-level low --labour C --labour-level low --level low",
        1,
        "a lower level as a whole needs a reason",
    ),
    ("contract concern add REF What --reported-to Me", 1, "A report has a day"),
    ("contract exit-plan REF --remove --reason R", 1, "There is no exit plan."),
    ("contract account reopen REF --reason R", 1, "has no final account that is closed"),
    ("contract remove REF --reason R", 1, "There are records that belong to it"),
    ("contract remove REF 0199 --reason R", 1, "write at least 8 characters"),
    ("commitment add REF More --by 2027-01-01", 1, "changes by agreement only"),
    ("commitment add REF More", 2, "--by"),
    ("commitment add REF More --every 3", 2, "--from"),
    (
        "commitment add REF More --by 2027-01-01 --evenly --from 2027-01-01 --until 2027-02-01",
        2,
        "cannot be used with",
    ),
    ("commitment change REF 1 --quantity 5", 1, "The contract is signed"),
    ("commitment settle REF 1 --reason R", 2, "--waived"),
    ("commitment remove REF 2 --reason R", 1, "There is: 1 Apprenticeships."),
    ("delivery add REF 1", 1, "The commitment is counted in people: say how much was delivered."),
    ("delivery add REF 1 --quantity 0", 1, "A delivery is more than nothing."),
    ("delivery add REF 1 --quantity 2 --on 2027-06-30", 1, "still to come"),
    ("delivery add REF Jobs --quantity 2", 1, "There is no commitment “Jobs”."),
    ("delivery correct REF 1 --quantity 2", 2, "--reason"),
    ("delivery verify REF 1", 1, "There is no delivery “1”."),
    ("status begin acorn --policy nowhere", 1, "nowhere"),
    ("status begin acorn --policy nelc", 1, "has no scheme of supplier status"),
    ("status judge acorn relationship --level Gold --evidence E", 1, "is under way"),
    ("status judge acorn relationship", 2, "--no-data"),
    ("status judge acorn relationship --level Gold", 2, "--evidence"),
    ("lesson add REF --title T", 2, "--happened"),
    ("lesson add REF --title T --happened H --stage 14", 2, "“14” is not a stage"),
    ("lesson read REF 1", 1, "There is no lesson “1”."),
    ("lesson change REF 1 --title T", 1, "There is no lesson “1”."),
    ("targets --year 2026", 0, ""),
    ("targets --year soon", 2, "“soon” is not a financial year"),
];

#[test]
fn what_is_refused_says_why_and_changes_nothing() {
    let life = Life::signed();
    for (line, code, words) in REFUSED {
        if *code == 0 {
            life.ok(line);
            continue;
        }
        let line = line.replace("--number 12", "--number 1234567");
        says(&life.no(*code, &line), words);
    }
}

#[test]
fn a_status_that_is_judged_keeps_to_its_scheme() {
    let life = Life::signed();
    life.ok("status begin acorn --policy cumbria");
    for (line, code, words) in [
        ("status begin acorn --policy cumbria", 1, "A review of its status is under way already."),
        ("status judge acorn relationship --level Platinum --evidence E", 1, "it has Gold, Silver"),
        ("status judge acorn nonsense --no-data", 1, "There is no behaviour “nonsense”."),
        ("status decide acorn --level Best --reason R", 1, "“Best” is no level of the scheme"),
        ("status decide acorn --level Gold --reason ''", 1, "The status was not decided."),
        ("status reply acorn --text Hello --on 2027-01-01", 1, "still to come"),
        ("status tell acorn --policy nelc", 1, "No review of the status"),
    ] {
        says(&life.no(code, line), words);
    }
    life.ok("status remove acorn --reason 'Begun by mistake'");
}
