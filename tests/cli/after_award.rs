//! What follows from an award by commands only: three years of a contract with a fixed clock.

use serde_json::{Value, json};

use crate::support::evaluation::Filler;
use crate::support::{Desk, Run, finish};

/// A tender whose contract is lived through, with the day on which its officer works.
pub(crate) struct Life {
    pub(crate) desk: Desk,
    pub(crate) today: std::cell::RefCell<String>,
}

/// A command line in words; single quotes hold words together, REF is the tender.
pub(crate) fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, part) in line.split('\'').enumerate() {
        if at % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(|word| word.replace("REF", "2026-0042")));
        }
    }
    words
}

impl Life {
    /// An award to Acorn Youth CIC that promises four apprenticeships, on 21 November 2026.
    pub(crate) fn awarded() -> Self {
        let desk = Desk::new();
        let mut filler =
            Filler::new(&desk.register(), "cumbria", "300000").with_criteria().with_bids();
        filler.check();
        let bid = filler.the_bid("Acorn Youth CIC");
        filler.award(bid, None, &[]);
        drop(filler);
        Self { desk, today: "2026-11-21".to_owned().into() }
    }

    /// The same with the supplier in the directory, and a contract of three years that is signed.
    pub(crate) fn signed() -> Self {
        let life = Self::awarded();
        life.ok("supplier add --name 'Acorn Youth CIC' --number 01234567 --headcount 38 --sector social-enterprise");
        life.ok("contract begin REF --starts 2027-04-01 --ends 2030-03-31 --take-over");
        life.ok("commitment change REF 1 --every 3 --from 2027-04-01 --until 2030-03-31 --quantity 2 --unit people");
        life.ok("contract change REF --signed 2026-11-21 --manager 'R. Okafor' --review-months 6");
        life
    }

    pub(crate) fn on(&self, day: &str) -> &Self {
        day.clone_into(&mut self.today.borrow_mut());
        self
    }

    pub(crate) fn run(&self, line: &str) -> Run {
        let clock = format!("{}T09:00:00Z", self.today.borrow());
        finish(self.desk.command().env("TENDERBOOK_CLOCK", clock).args(words(line)))
    }

    #[track_caller]
    pub(crate) fn ok(&self, line: &str) -> String {
        let run = self.run(line);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{line}: {}", run.out);
        run.out
    }

    #[track_caller]
    pub(crate) fn no(&self, code: i32, line: &str) -> String {
        let before = self.ok("verify --json");
        let run = self.run(line);
        assert_eq!((run.code, run.out.as_str()), (code, ""), "{line}: {}", run.err);
        assert!(run.err.starts_with("tenderbook: "), "{}", run.err);
        assert_eq!(self.ok("verify --json"), before, "{line} changed something");
        run.err
    }

    #[track_caller]
    pub(crate) fn json(&self, line: &str) -> Value {
        let out = self.ok(&format!("{line} --json"));
        serde_json::from_str(&out).unwrap_or_else(|error| panic!("{line}: {error}: {out}"))
    }

    #[track_caller]
    pub(crate) fn shown(&self) -> Value {
        self.json("contract show REF")
    }

    #[track_caller]
    fn commitment(&self) -> Value {
        self.json("commitment list REF")[0]["commitments"][0].clone()
    }
}

#[track_caller]
pub(crate) fn says(said: &str, words: &str) {
    assert!(said.contains(words), "{words}\n---\n{said}");
}

/// The last days of quarters, from the first of the contract.
fn quarters() -> Vec<String> {
    let mut days = Vec::new();
    for year in [2027, 2028, 2029] {
        for day in ["06-30", "09-30", "12-31"] {
            days.push(format!("{year}-{day}"));
        }
        days.push(format!("{}-03-31", year + 1));
    }
    days
}

#[test]
fn a_contract_begins_from_its_award_and_takes_over_the_promises() {
    let life = Life::awarded();
    let said = life.no(1, "contract begin REF --starts 2027-04-01 --ends 2030-03-31");
    says(&said, "The award went to “Acorn Youth CIC”, which is not in the directory.");
    says(&said, "tenderbook supplier add --name \"Acorn Youth CIC\"");
    says(&life.ok("contract show REF"), "Awarded on 21 Nov 2026 to Acorn Youth CIC");

    let added = life.json("supplier add --name 'Acorn Youth CIC' --number 1234567");
    assert_eq!(added["changed"][0]["kind"], "supplier");
    let uid = added["uid"].as_str().unwrap();
    assert_eq!(added["on"], format!("supplier:{uid}"));
    let begun = life.json("contract begin REF --starts 2027-04-01 --ends 2030-03-31 --take-over");
    assert_eq!(begun["on"], "2026-0042");
    assert_eq!(begun["changed"][0]["kind"], "contract");

    let shown = life.shown();
    let contract = &shown["contracts"][0];
    assert_eq!(contract["uid"], begun["uid"]);
    assert_eq!(contract["supplier"], uid);
    assert_eq!(contract["supplier_name"], "Acorn Youth CIC");
    assert_eq!(contract["value"], "82500.00");
    assert_eq!(contract["lot"], 1);
    assert_eq!(
        (&contract["starts"], &contract["ends_now"]),
        (&json!("2027-04-01"), &json!("2030-03-31"))
    );
    assert_eq!(shown["awarded"], json!([]));
    let promised = &contract["commitments"][0];
    assert_eq!(promised["title"], "Apprenticeships");
    assert_eq!(promised["quantity"], "4");
    assert_eq!(promised["unit"], "people");
    assert_eq!(promised["schedule"], json!({ "when": "by", "day": "2030-03-31" }));
    assert_eq!(promised["progress"]["standing"], "no-data");
    assert_eq!(promised["progress"]["total"], json!({ "rounded": "4.00", "exact": "4" }));
    says(&life.no(1, "commitment take-over REF"), "does not have already");
}

#[test]
fn three_years_of_quarters_end_with_a_closed_account_and_lessons_for_the_next_tender() {
    let life = Life::signed();
    shortfall_and_correction(&life);
    status_from_silver_to_gold(&life);
    changes_and_reviews(&life);
    the_end(&life);
    the_next_tender(&life);
}

fn shortfall_and_correction(life: &Life) {
    for (at, day) in quarters().iter().enumerate().take(4) {
        life.on(day);
        // The third quarter brings one person less.
        let quantity = if at == 2 { 1 } else { 2 };
        let said = life.ok(&format!(
            "delivery add REF 1 --quantity {quantity} --on {day} --note 'Register of {day}'"
        ));
        says(&said, "recorded a delivery");
    }
    says(&life.ok("journal REF"), "recorded a delivery: 1 people on 31 Dec 2027, Apprenticeships");
    let one = life.on("2028-04-01").commitment();
    assert_eq!(one["progress"]["standing"], "late");
    assert_eq!(one["progress"]["shortfall"], json!({ "rounded": "1.00", "exact": "1" }));
    assert_eq!(one["progress"]["expected"]["exact"], "8");
    assert_eq!(one["progress"]["delivered"]["exact"], "7");
    assert_eq!(one["progress"]["missed"], "2028-03-31");
    says(
        &life.ok("commitment list REF"),
        "Late: 1 people are missing by now; the first day missed was 31 Mar 2028",
    );
    says(&life.ok("contract show REF"), "agree a corrective action");

    life.ok("contract action add REF 'One more apprentice' --owner 'P. Dale' --due 2028-06-30 --commitment 1");
    let shown = life.shown();
    let contract = &shown["contracts"][0];
    let action = &contract["actions"][0];
    assert_eq!(action["about"], "corrective");
    assert_eq!(action["concerns"], contract["commitments"][0]["uid"]);
    assert!(!contract["notes"].to_string().contains("agree a corrective action"));
    says(&life.ok("contract agenda REF"), "Action: One more apprentice (P. Dale, by 30 Jun 2028)");

    let corrected =
        life.json("delivery correct REF 3 --quantity 2 --reason 'One was entered late'");
    assert_eq!(corrected["changed"][0]["kind"], "delivery");
    assert_eq!(life.commitment()["progress"]["standing"], "on-track");
    let all = life.json("delivery list REF 1");
    assert_eq!(all.as_array().unwrap().len(), 4);
    assert_eq!(all[2]["quantity"], "2");
    assert_eq!(all[2]["corrections"][0]["quantity"], "1");
    assert_eq!(all[2]["corrections"][0]["reason"], "One was entered late");
    assert_eq!(all[2]["evidence"]["text"], "Register of 2027-12-31");
    says(
        &life.ok("delivery list REF"),
        "it said 1 people, 31 Dec 2027; corrected by A. Officer: One was entered late",
    );
    life.ok("delivery verify REF 1 --by 'R. Okafor' --how 'Called the college'");
    assert_eq!(life.commitment()["progress"]["verified"]["exact"], "2");
    life.ok("contract action done REF 1 --outcome 'It was there all along'");
    assert_eq!(life.shown()["contracts"][0]["actions"][0]["done"], "2028-04-01");
}

const BEHAVIOURS: [&str; 7] = [
    "relationship",
    "performance-measures",
    "collaboration",
    "review-boards",
    "strategic-focus",
    "business-need",
    "exhibited-behaviours",
];

fn judge_all(life: &Life, level: &str) {
    for behaviour in BEHAVIOURS {
        life.ok(&format!(
            "status judge acorn {behaviour} --level {level} --evidence 'Review, {behaviour}'"
        ));
    }
}

fn status_from_silver_to_gold(life: &Life) {
    life.on("2028-05-02");
    let begun = life.json("status begin acorn --policy cumbria");
    assert_eq!(begun["changed"][0]["kind"], "status-review");
    judge_all(life, "silver");
    life.ok("status judge acorn 5 --no-data");
    let open = &life.json("status show acorn")["schemes"][0]["open"];
    assert_eq!(open["uid"], begun["uid"]);
    assert_eq!(open["supports"]["proposal"], "no-data");
    assert_eq!(open["supports"]["at_most"], "Silver");
    says(&life.ok("status show acorn"), "no data on “Strategic focus and senior sponsorship”");
    life.ok(
        "status judge acorn 'Strategic focus' --level Silver --evidence 'Letter of the director'",
    );
    life.ok("status tell acorn");
    life.ok("status reply acorn --text 'We accept this.'");
    life.ok("status decide acorn --level silver --reason 'All reach it' --by 'J. Smith' --next-review 2029-05-01");
    let scheme = life.json("status show acorn")["schemes"][0].clone();
    assert_eq!(scheme["stands"]["decided"]["level"], "Silver");
    assert_eq!(scheme["stands"]["reply"]["text"], "We accept this.");
    assert_eq!(scheme["open"], Value::Null);

    life.on("2029-05-01").ok("status begin 01234567 --policy cumbria");
    judge_all(life, "Gold");
    life.ok("status decide acorn --level Gold --reason 'Beyond what was asked' --by 'J. Smith'");
    let shown = life.json("supplier show 'Acorn Youth CIC'");
    let scheme = &shown["schemes"][0];
    assert_eq!(scheme["stands"]["decided"]["level"], "Gold");
    assert_eq!(scheme["history"][0]["decided"]["level"], "Silver");
    assert!(scheme["incentives"].as_array().unwrap().len() > 2);
    assert_eq!(shown["contracts"][0]["reference"], "2026-0042");
    assert_eq!(shown["size"], "small");
    let line = life.json("supplier list --filter gold");
    assert_eq!(line[0]["status"], json!(["Gold (Cumbria Constabulary)"]));
    says(&life.ok("supplier journal acorn"), "decided on Gold");
}

fn changes_and_reviews(life: &Life) {
    life.on("2029-06-01");
    life.ok("contract kpi add REF 'Places that are taken' --target '90 in 100' --every 12");
    life.ok("contract assess REF 1 approaching-target --from 2027-04-01 --to 2028-03-31 --reasons '86 in 100'");
    life.ok("contract risk add REF 'The hall is let from May' --level high --owner 'P. Dale'");
    life.ok("contract slavery REF --sector 'Youth work' --sector-level low --country UK --country-level low --labour Staff --labour-level medium");
    life.ok("contract diligence REF 'Asked for the payslips' --found 'All above the living wage' --link https://example.org/1");
    life.ok("contract concern add REF 'A driver without papers' --reported-to Helpline --reported-on 2029-05-30 --on 2029-05-29");
    life.ok("contract logistics REF receipt 'Forty tents' --quantity '40' --place Penrith");
    life.ok(
        "contract document add REF 'The contract as signed' --link https://example.org/contract",
    );
    life.ok("contract figure REF spend 2028-29 £27,500 --source 'Finance system'");
    let agenda = life.json("contract agenda REF");
    assert!(agenda["agenda"].to_string().contains("Risk: The hall is let from May (high)"));
    life.ok("contract review plan REF 2029-06-01");
    life.ok("contract review hold REF --present 'P. Dale' --minutes 'Another hall is found' --measured £14,000");
    life.ok("contract vary REF --about value --value 90k --what 'One more club' --agreed-by 'J. Smith' --ground 'Clause 12'");
    let shown = life.shown();
    let contract = &shown["contracts"][0];
    assert_eq!(
        (&contract["value"], &contract["value_now"]),
        (&json!("82500.00"), &json!("90000.00"))
    );
    let review = &contract["reviews"][0];
    assert_eq!((&review["held"], &review["measured"]), (&json!("2029-06-01"), &json!("14000.00")));
    assert!(review["agenda"].as_str().unwrap().contains("The hall is let"));
    assert_eq!(contract["slavery"][0]["level"], "medium");
    assert_eq!(contract["kpis"][0]["assessments"][0]["rating"], "approaching-target");
    assert_eq!(contract["logistics"][0]["about"], "receipt");
    assert_eq!(contract["concerns"][0]["reported_to"], "Helpline");
    assert_eq!(contract["variations"][0]["day"], "2029-06-01");
    assert_eq!(contract["documents"][0]["document"]["address"], "https://example.org/contract");
    let text = life.ok("contract show REF 1");
    for part in
        ["90,000.00; as signed £82,500.00", "Approaching target; 86 in 100", "Reported to Helpline"]
    {
        says(&text, part);
    }
}

fn the_end(life: &Life) {
    for day in quarters().iter().skip(4) {
        // The last quarter stays without a delivery.
        if day != "2030-03-31" {
            let at = life.today.borrow().clone().max(day.clone());
            life.on(&at).ok(&format!("delivery add REF 1 --quantity 2 --on {day}"));
        }
    }
    life.on("2030-04-02");
    life.ok("contract exit-plan REF --handed-over-by 2030-03-15 --data 'Records are back'");
    life.ok("contract exit-plan REF --done 2030-03-20");
    life.ok("contract end REF --how expired --reason 'Three years are over' --on 2030-03-31");
    says(
        &life.no(1, "contract account close REF"),
        "The account was not closed. The account cannot be closed: not delivered, and nobody has said what becomes of it: “Apprenticeships”.",
    );
    life.ok("commitment settle REF 1 --short --reason 'Two never began' --by 'J. Smith'");
    life.ok("contract account close REF --note 'Two short'");
    let shown = life.shown();
    let contract = &shown["contracts"][0];
    assert_eq!((&contract["account_closed"], &contract["runs"]), (&json!(true), &json!(false)));
    assert_eq!(contract["commitments"][0]["progress"]["standing"], "short");
    assert_eq!(contract["commitments"][0]["settled"]["how"], "short");
    assert_eq!(contract["final_account"]["note"], "Two short");
    assert_eq!(contract["exit_plan"]["data"], "Records are back");
    says(
        &life.no(1, "delivery add REF 1 --quantity 2"),
        "The delivery was not recorded. The final account of the contract is closed.",
    );
}

fn the_next_tender(life: &Life) {
    life.ok("lesson add REF --title 'Ask for the hall first' --happened 'It was let in May' --advice 'Ask for the lease' --stage 8 --tags 'Hall, lease'");
    let all = life.json("lesson list HALL lease");
    assert_eq!(all[0]["tags"], json!(["hall", "lease"]));
    assert_eq!(all[0]["stage"], 8);
    assert_eq!(life.json("lesson list catering"), json!([]));
    life.ok("new --title 'Youth club and sports' --policy cumbria --type services --value 90k --reference 2030-0001");
    let offered = life.json("lesson offered 2030-0001");
    assert_eq!((&offered[0]["number"], &offered[0]["read"]), (&json!(1), &json!(false)));
    assert_eq!(offered[0]["lesson"]["title"], "Ask for the hall first");
    life.ok("lesson read 2030-0001 1 --taken 'Question 1.2 asks for it'");
    let offered = life.json("lesson offered 2030-0001");
    assert_eq!(offered[0]["read"], true);
    assert_eq!(offered[0]["taken"], "Question 1.2 asks for it");
    assert_eq!(life.json("lesson list")[0]["read_by"], json!(["2030-0001"]));
    says(&life.ok("lesson list"), "Read for 2030-0001");
}

#[test]
fn targets_name_their_sources_and_their_gaps() {
    let life = Life::awarded();
    life.ok("supplier add --name 'Small Firm' --headcount 12");
    life.ok("supplier add --name 'Unknown Firm'");
    for (title, supplier) in [("Paths", "Small Firm"), ("Hedges", "Unknown Firm")] {
        let said =
            life.ok(&format!("new --title '{title}' --policy nelc --type works --value 50k"));
        let reference = said.split(':').next().unwrap();
        life.ok(&format!("contract begin {reference} --supplier '{supplier}' --starts 2026-06-01 --ends 2027-05-31 --value 50k --signed 2026-05-20"));
        life.ok(&format!("contract figure {reference} spend 2026-27 20k --source 'Ledger'"));
    }
    let view = life.json("targets --year 2026-27");
    assert_eq!(view["year"], "2026-27");
    let policy = &view["policies"][0];
    assert_eq!((&policy["policy"], &policy["contracts"]), (&json!("nelc"), &json!(2)));
    let line = &policy["targets"][0];
    assert_eq!(line["minimum"], "25");
    let spend = &line["figures"][0];
    assert_eq!(spend["share"], json!({ "rounded": "50.00", "exact": "50" }));
    assert_eq!(spend["at_most"], json!({ "rounded": "100.00", "exact": "100" }));
    // The policy speaks of the whole budget, which is not in the register.
    assert_eq!(spend["met"], serde_json::Value::Null);
    assert!(spend["gaps"].to_string().contains("1 of 2 contracts"), "{spend}");
    let text = life.ok("targets");
    says(&text, "Gap: 1 of 2 contracts");
    says(&text, "Ledger");
    says(&life.ok("targets --year 2019-20"), "No contract under a policy with targets");
}

#[test]
fn suppliers_are_merged_parted_and_keep_their_history() {
    let life = Life::signed();
    life.ok("supplier add --name 'ACORN Youth' --postcode ca11rd --local yes --local-reason 'Office in Carlisle'");
    life.ok(
        "supplier contact add 'ACORN Youth' 'Pat Dale' --email pat@acorn.example --role Manager",
    );
    life.ok("supplier check 'ACORN Youth' --result not-listed");
    let said = life.no(1, "supplier show youth");
    says(&said, "“youth” could be several suppliers: “");
    says(&said, "Write the whole name, the company number, or the start of the uid.");
    life.ok("supplier merge 'ACORN Youth' --into 'Acorn Youth CIC' --reason 'The same people'");
    let shown = life.json("supplier show acorn");
    assert_eq!(shown["name"], "Acorn Youth CIC");
    assert_eq!(shown["merged"][0]["postcode"], "CA1 1RD");
    assert_eq!(shown["contacts"][0]["name"], "Pat Dale");
    assert_eq!(shown["checks"][0]["result"], "not-listed");
    life.ok("supplier contact change acorn pat --role none --phone '01228 555 100'");
    let contact = life.json("supplier show acorn")["contacts"][0].clone();
    assert_eq!((&contact["role"], &contact["phone"]), (&Value::Null, &json!("01228 555 100")));
    life.ok("supplier part 'ACORN Youth' --reason 'A sister company'");
    life.ok("supplier contact remove 'ACORN Youth' Pat --reason 'Has left'");
    assert_eq!(life.json("supplier list").as_array().unwrap().len(), 2);
    life.ok("supplier change 'ACORN Youth' --postcode none --local unknown --ownership 'Owned by women' --turnover-over-36m yes --statement-year-end 2026-03-31 --statement-at https://example.org/ms --code-signed 2026-06-01 --code-by 'P. Dale' --living-wage accredited --note 'Asked twice'");
    let shown = life.json("supplier show 'ACORN Youth'");
    assert_eq!((&shown["postcode"], &shown["local"]), (&Value::Null, &Value::Null));
    assert_eq!(shown["ownership"], json!({ "says": "Owned by women", "day": "2026-11-21" }));
    assert_eq!(shown["statement"]["year_end"], "2026-03-31");
    assert_eq!(shown["statement_due"], "there");
    assert_eq!(shown["code"], json!({ "day": "2026-06-01", "by": "P. Dale" }));
    assert_eq!(shown["living_wage"], "accredited");
    let text = life.ok("supplier show 'ACORN Youth'");
    says(&text, "Code of ethics signed: 1 Jun 2026 by P. Dale");
    life.ok("supplier change 'ACORN Youth' --statement-year-end none --code-signed none");
    assert_eq!(life.json("supplier show 'ACORN Youth'")["statement_due"], "missing");
}

#[test]
fn the_same_delivery_under_two_commitments_is_warned_of() {
    let life = Life::signed();
    life.ok("commitment add REF 'Jobs for care leavers' --quantity 2 --unit people --by 2030-03-31 --reason 'The contract says so' --withhold 'Names people'");
    life.on("2027-06-30").ok("delivery add REF 1 --quantity 2 --note 'The two of June'");
    let again = life.json("delivery add REF 2 --quantity 2 --note 'The two of June'");
    says(again["warnings"][0].as_str().unwrap(), "This may be counted twice");
    let overlap = life.shown()["contracts"][0]["overlaps"][0].clone();
    assert_eq!(overlap["delivery"], again["uid"]);
    life.ok("delivery distinct REF 2 --reason 'Two others, by chance on one list'");
    assert_eq!(
        life.shown()["contracts"][0]["overlaps"][0]["distinct"],
        "Two others, by chance on one list"
    );
    life.ok("delivery withdraw REF 2 --reason 'It was the same after all'");
    let all = life.json("delivery list REF");
    assert_eq!(
        (&all[1]["counts"], &all[1]["withdrawn"]),
        (&json!(false), &json!("It was the same after all"))
    );
    assert_eq!(life.shown()["contracts"][0]["overlaps"], json!([]));
}

#[test]
fn records_are_named_by_number_words_or_uid_and_can_be_taken_away() {
    let life = Life::signed();
    life.ok("contract begin REF --lot none --supplier acorn --starts 2027-04-01 --ends 2028-03-31 --title 'Summer camps'");
    let said = life.no(2, "contract risk add REF Rain --level low");
    says(&said, "Add --contract with its number: 1 ");
    says(&said, "2 Summer camps");
    let risk = life.json("contract risk add REF Rain --level low --contract 2");
    let uid = risk["uid"].as_str().unwrap().to_owned();
    life.ok("contract risk change REF rain --contract summer --level medium");
    life.ok(&format!("contract risk close REF {uid} --reason 'It is dry'"));
    let shown = life.json("contract show REF 2");
    assert_eq!(shown["contracts"].as_array().unwrap().len(), 1);
    assert_eq!(shown["contracts"][0]["number"], 2);
    assert_eq!(shown["contracts"][0]["risks"][0]["closed"], "It is dry");
    life.ok(&format!("contract remove REF {uid} --reason 'Belongs elsewhere'"));
    life.ok("contract remove REF --contract 2 --reason 'It was never signed'");
    assert_eq!(life.shown()["contracts"].as_array().unwrap().len(), 1);
    life.ok("supplier add --name 'Mistyped Ltd'");
    life.ok("supplier remove Mistyped --reason 'Never used'");
    assert_eq!(life.json("supplier list").as_array().unwrap().len(), 1);
}

#[test]
fn text_from_outside_cannot_steer_a_terminal() {
    let life = Life::signed();
    life.ok("supplier change acorn --note 'before\u{202e}after'");
    life.ok("contract change REF --note 'before\u{202e}after'");
    for line in ["supplier show acorn", "contract show REF"] {
        let text = life.ok(line);
        assert!(!text.contains('\u{202e}'), "{line}");
        says(&text, "before");
    }
    assert!(!life.ok("contract show REF --json").contains('\u{202e}'));
}

#[test]
fn the_shape_for_programs_is_described_key_by_key() {
    fn keys(value: &Value, found: &mut std::collections::BTreeSet<String>) {
        match value {
            Value::Object(map) => {
                for (key, value) in map {
                    found.insert(key.clone());
                    keys(value, found);
                }
            }
            Value::Array(list) => list.iter().for_each(|value| keys(value, found)),
            _ => {}
        }
    }
    let life = Life::signed();
    shortfall_and_correction(&life);
    status_from_silver_to_gold(&life);
    changes_and_reviews(&life);
    the_end(&life);
    the_next_tender(&life);
    let mut found = std::collections::BTreeSet::new();
    for line in [
        "contract show REF",
        "contract agenda REF",
        "commitment list REF",
        "delivery list REF",
        "supplier list",
        "status show acorn",
        "lesson list",
        "lesson offered 2030-0001",
        "targets --year 2027-28",
        "contract document change REF 1 --title Contract",
    ] {
        keys(&life.json(line), &mut found);
    }
    // Each level tells what every behaviour looks like, by the behaviour's id.
    let mut supplier = life.json("supplier show acorn");
    supplier["schemes"][0]["levels"] = json!([]);
    keys(&supplier, &mut found);
    let page = include_str!("../../docs/contract-json.md");
    let ids: Vec<&str> = BEHAVIOURS.to_vec();
    for key in found.iter().filter(|key| !ids.contains(&key.as_str())) {
        assert!(page.contains(&format!("`{key}`")), "docs/contract-json.md lacks {key}");
    }
}

#[test]
fn a_name_that_stands_in_the_directory_already_is_told() {
    let life = Life::signed();
    let said = life.ok("supplier add --name 'Birch Works Ltd' --number 02345678");
    assert!(!said.contains("Note: "), "{said}");
    let said = life.ok("supplier add --name 'Birchworks Limited'");
    says(&said, "Note: “Birch Works Ltd” (02345678, ");
    says(&said, "stands in the directory already");
    life.ok("supplier add --name 'Birch Works Ltd' --number 07654321");
    let said = life.no(1, "supplier show 'Birch Works Ltd'");
    says(&said, "(02345678, uid ");
    says(&said, "(07654321, uid ");
    says(&said, "They have the same name: write the company number, or the start of the uid.");
    life.ok("supplier merge 'Birchworks Limited' --into 02345678 --reason 'One company'");
    // One that was merged is meant by the beginning of its name, where no other is.
    says(&life.ok("supplier show birchw"), "Birchworks Limited");
    life.ok("supplier part birchw --reason 'Another company after all'");
}

#[test]
fn a_status_that_was_decided_without_data_says_so_for_good() {
    let life = Life::signed();
    life.ok("status begin acorn --policy cumbria");
    life.ok("status decide acorn --level Gold --reason 'So it was agreed' --by 'J. Smith'");
    let said = life.ok("status show acorn");
    says(&said, "Mind: decided without data on ");
    says(&said, "the supplier was not told");
}
