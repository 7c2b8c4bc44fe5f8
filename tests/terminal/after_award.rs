//! From the award to the exit by keys: three years of a contract, and what the next tender learns.

use serde_json::json;

use crate::terminal::contract_life::Put::{Choice, Words};
use crate::terminal::contract_life::{Life, fills, home, judge_all, press, tab_of};
use crate::terminal::pty::{Terminal, USUAL};

/// The last days of the twelve quarters, with how many apprentices had begun in each.
///
/// The third quarter is one short, the fourth is typed wrongly and corrected.
const QUARTERS: [(&str, u8); 12] = [
    ("2027-06-30", 2),
    ("2027-09-30", 2),
    ("2027-12-31", 1),
    ("2028-03-31", 3),
    ("2028-06-30", 2),
    ("2028-09-30", 2),
    ("2028-12-31", 2),
    ("2029-03-31", 2),
    ("2029-06-30", 2),
    ("2029-09-30", 2),
    ("2029-12-31", 2),
    ("2030-03-31", 2),
];

#[test]
fn three_years_go_from_the_award_to_the_lesson_for_the_next_tender() {
    let mut life = Life::awarded(USUAL);
    begin_the_contract(&mut life);
    set_out_what_is_promised(&mut life);
    sign_and_assess(&mut life);
    for at in 0..3 {
        deliver(&mut life, at);
    }
    act_on_the_shortfall(&mut life);
    make_it_good(&mut life);
    judge_silver(&mut life);
    deliver(&mut life, 3);
    correct_and_verify(&mut life);
    for at in 4..11 {
        deliver(&mut life, at);
    }
    judge_gold(&mut life);
    plan_the_exit(&mut life);
    deliver(&mut life, 11);
    close_the_account(&mut life);
    write_down_a_lesson(&mut life);
    read_it_in_the_next_tender(&mut life);
    the_commands_say_the_same(&life);
}

fn begin_the_contract(life: &mut Life) {
    let terminal = life.on("2026-11-21");
    terminal.press("Enter 5");
    terminal.sees("[5 Contract]");
    terminal.reads("with Acorn Youth CIC");
    terminal.reads("Its bid promised 1 measure");
    terminal.press("Enter");
    let form = terminal.sees("The contract of ");
    assert!(form.contains("[add Acorn Youth CIC to the directory]"), "{form}");
    let fields = [
        ("Begins", Words("1/4/2027")),
        ("Ends", Words("31/03/2030")),
        ("Manager", Words("R. Okafor")),
        ("Reviewed every", Words("6")),
    ];
    fills(terminal, "The contract of ", &fields);
    let screen = terminal.sees("none yet, 1 promised by the bid");
    assert!(screen.contains("£82,500"), "the price of the bid: {screen}");
    terminal.reads("1 Apr 2027 to 31 Mar 2030");
    terminal.sees("not signed yet");
}

fn set_out_what_is_promised(life: &mut Life) {
    let terminal = life.screen();
    // The contract that was begun is where the work goes on, on its commitments.
    terminal.press("Enter");
    terminal.sees("[2 Commitments]");
    terminal.reads("The winning bid promised 1 measure");
    terminal.press("o");
    terminal.reads("Promised in the winning bid.");
    terminal.press("Enter");
    let fields = [("How much", Words("2")), ("When", Choice("in every period"))];
    fills(terminal, "The commitment", &fields);
    terminal.reads("2 people every quarter from 1 Apr 2027 to 31 Mar 2030");
    terminal.reads("Delivered 0 of 24 people");
    terminal.press("a");
    let fields = [
        ("Commitment", Words("Volunteer days")),
        ("How much", Words("10")),
        ("Counted in", Words("days")),
        ("By", Words("31/12/2029")),
    ];
    fills(terminal, "A commitment", &fields);
    terminal.reads("Delivered 0 of 10 days");
}

fn sign_and_assess(life: &mut Life) {
    let terminal = life.screen();
    tab_of(terminal, "1");
    terminal.press("E");
    fills(terminal, "Terms of the contract", &[("Signed on", Words("21/11/2026"))]);
    terminal.sees("21 Nov 2026");
    tab_of(terminal, "3");
    terminal.press("a");
    let fields =
        [("Indicator", Words("Places that are taken")), ("Target", Words("90 in 100 places"))];
    fills(terminal, "A new indicator", &fields);
    terminal.reads("there is no data to judge by");
    tab_of(terminal, "5");
    terminal.press("a");
    terminal.sees("▸ Assess the risk of modern slavery");
    terminal.press("Enter");
    let fields = [
        ("Sector", Words("Youth work")),
        ("  its risk", Choice("low")),
        ("Countries", Words("UK")),
        ("  their risk", Choice("medium")),
        ("Labour", Words("Seasonal staff of an agency")),
        ("  its risk", Choice("high")),
    ];
    let screen = fills(terminal, "Risk of modern slavery", &fields);
    assert!(screen.contains("high"), "the greatest of the three: {screen}");
}

/// Records what a quarter brought, on its last day.
fn deliver(life: &mut Life, at: usize) {
    let (day, quantity) = QUARTERS[at];
    let terminal = life.in_contract(day, "2");
    select(terminal, "Apprenticeships");
    terminal.press("r");
    let (note, quantity) = (format!("Register of {day}"), quantity.to_string());
    let fields = [("How much", Words(&quantity)), ("Evidence", Words(&note))];
    fills(terminal, "Delivered: Apprenticeships", &fields);
    terminal.reads(&format!("Delivered {} of 24 people", delivered(at)));
}

/// How many stand on record once a quarter is recorded.
fn delivered(at: usize) -> u8 {
    let all: u8 = QUARTERS[..=at].iter().map(|(_, quantity)| quantity).sum();
    // What was short is made good before the fourth, which is corrected right after.
    if at == 3 { all + 1 } else { all }
}

/// Selects a commitment in the list, wherever it stands.
fn select(terminal: &mut Terminal, title: &str) {
    let marked =
        |screen: &str| screen.lines().any(|line| line.starts_with('▸') && line.contains(title));
    terminal.sees(title);
    for key in ["Home", "Down", "Down"] {
        if marked(&terminal.screen()) {
            return;
        }
        press(terminal, key);
    }
    assert!(marked(&terminal.screen()), "“{title}” is not selected:\n{}", terminal.screen());
}

fn act_on_the_shortfall(life: &mut Life) {
    let terminal = life.on("2028-01-10");
    terminal.press("Enter 5");
    terminal.sees("1 late of 2");
    home(terminal);
    let terminal = life.open_contract("2");
    select(terminal, "Apprenticeships");
    let screen =
        terminal.reads("1 people are missing by now; the first day missed was 31 Dec 2027");
    assert!(screen.contains("late"), "{screen}");
    terminal.press("w");
    terminal.sees("How it adds up: Apprenticeships");
    terminal.reads("Expected by today: 6");
    terminal.reads("Delivered: 5");
    press(terminal, "Esc");
    terminal.press("A");
    terminal.reads("Deliver the 1 people that are missing");
    let fields = [("Owner", Words("P. Dale of Acorn")), ("Due", Words("29/02/2028"))];
    fills(terminal, "Corrective action: Apprenticeships", &fields);
    terminal.reads("Action, by 29 Feb 2028");
    tab_of(terminal, "3");
    terminal.press("r");
    let fields = [
        ("Rating", Choice("Approaching target")),
        ("Reasons", Words("86 in 100 places, because a bus was cut")),
    ];
    fills(terminal, "Assess performance", &fields);
    terminal.sees("Approaching target");
    tab_of(terminal, "4");
    terminal.press("r");
    terminal.sees("A review that was held");
    terminal.reads("Action: Deliver the 1 people that are missing");
    let fields = [
        ("Present", Words("R. Okafor, P. Dale")),
        ("Minutes", Words("The college finds one more in January.")),
    ];
    fills(terminal, "A review that was held", &fields);
    let screen = terminal.reads("The college finds one more in January.");
    assert!(screen.contains("held"), "{screen}");
    terminal.sees("10 Jul 2028");
}

fn make_it_good(life: &mut Life) {
    let terminal = life.in_contract("2028-02-15", "2");
    select(terminal, "Apprenticeships");
    terminal.press("r");
    let fields = [("How much", Words("1")), ("Evidence", Words("Agreement of 3 February"))];
    fills(terminal, "Delivered: Apprenticeships", &fields);
    terminal.reads("Delivered 6 of 24 people");
    let screen = terminal.screen();
    assert!(!screen.contains("late"), "{screen}");
    terminal.press("Space");
    let fields = [("What came of it", Words("One more began on 3 February."))];
    fills(terminal, "What came of the action", &fields);
    terminal.reads("Action, done on 15 Feb 2028");
}

fn judge_silver(life: &mut Life) {
    let terminal = life.screen();
    home(terminal);
    judge_all(terminal, "Silver", "Minutes of the review of January");
    press(terminal, "End");
    terminal.reads("The judgements support Silver");
    terminal.reads("The supplier was not told yet what is intended.");
    terminal.press("D");
    fills(terminal, "Decide on the status", &[("Reason", Words("Every behaviour reaches it."))]);
    press(terminal, "Home");
    terminal.sees("Status: Silver");
    terminal.reads("Now applies: - May call itself a Silver Supplier to Cumbria Constabulary.");
}

fn correct_and_verify(life: &mut Life) {
    let terminal = life.screen();
    terminal.press("c");
    terminal.sees("Which delivery?");
    terminal.sees("31 Mar 2028: 3 people");
    terminal.press("Enter");
    let fields = [("How much", Words("2")), ("Reason", Words("One began in April."))];
    fills(terminal, "Correct the delivery of", &fields);
    terminal.reads("Delivered 8 of 24 people");
    terminal.press("v");
    terminal.sees("Which delivery?");
    press(terminal, "End");
    terminal.sees("▸ 30 Jun 2027: 2 people");
    terminal.press("Enter");
    let fields = [("Checked by", Words("R. Okafor")), ("How", Words("Called the college"))];
    fills(terminal, "Who has checked the delivery of", &fields);
    terminal.reads("2 of it verified");
    // Among the deliveries it is seen which was which, and how it stood before.
    press(terminal, "Tab");
    terminal.reads("Was 3 people on 31 Mar 2028; corrected on 31 Mar 2028");
    terminal.reads("One began in April.");
}

fn judge_gold(life: &mut Life) {
    let terminal = life.on("2030-01-15");
    judge_all(terminal, "Gold", "Every board of 2029");
    terminal.press("t");
    fills(terminal, "When the supplier was told", &[]);
    terminal.press("r");
    fills(terminal, "What the supplier replies", &[("Reply", Words("We are glad of it."))]);
    press(terminal, "End");
    terminal.reads("Told on 15 Jan 2030; replied on 15 Jan 2030: We are glad of it.");
    terminal.press("D");
    fills(terminal, "Decide on the status", &[("Reason", Words("Beyond what was asked."))]);
    terminal.sees("Decided before");
    press(terminal, "Home");
    terminal.sees("Status: Gold");
    terminal.reads("Now applies: - May call itself a Gold Supplier to Cumbria Constabulary.");
    let screen = terminal.reads("May use the Constabulary as a reference site.");
    assert!(!screen.contains("Silver Supplier"), "{screen}");
    press(terminal, "End");
    terminal.reads("Silver, decided by A. Officer on 15 Feb 2028");
    home(terminal);
}

fn plan_the_exit(life: &mut Life) {
    let terminal = life.open_contract("7");
    press(terminal, "Home");
    terminal.press("Enter");
    let fields = [
        ("The service", Words("Tendered again from April 2030.")),
        ("Data and records", Words("Registers come back to the office.")),
    ];
    fills(terminal, "Exit plan", &fields);
    terminal.reads("Registers come back to the office.");
}

fn close_the_account(life: &mut Life) {
    let terminal = life.in_contract("2030-04-02", "7");
    terminal.reads("The final account cannot be closed yet: 1 commitment is open.");
    terminal.press("C");
    let screen = terminal.reads("record the delivery, or waive the rest or call it short");
    assert!(screen.contains("Volunteer days"), "{screen}");
    assert!(!screen.contains("Close the final account"), "{screen}");
    tab_of(terminal, "2");
    select(terminal, "Volunteer days");
    terminal.press("x");
    let fields = [
        ("The rest", Choice("waived")),
        ("Reason", Words("The charity that asked for them closed.")),
    ];
    fills(terminal, "The rest of: Volunteer days", &fields);
    terminal.reads("Waived by A. Officer on 2 Apr 2030");
    tab_of(terminal, "1");
    terminal.press("x");
    fills(terminal, "The end of the contract", &[("Reason", Words("Three years are over."))]);
    terminal.sees("31 Mar 2030");
    tab_of(terminal, "7");
    terminal.reads("Nothing is open: C closes the final account.");
    terminal.press("C");
    fills(terminal, "Close the final account", &[("Note", Words("All apprentices came."))]);
    terminal.reads("The final account was closed on 2 Apr 2030 by A. Officer.");
    // From then on nothing more is delivered.
    tab_of(terminal, "2");
    terminal.press("r");
    terminal.reads("The final account is closed");
}

fn write_down_a_lesson(life: &mut Life) {
    let terminal = life.screen();
    tab_of(terminal, "7");
    terminal.press("l");
    let fields = [
        ("Lesson", Words("Apprentices begin in September")),
        ("What happened", Words("The quarter before Christmas was one short.")),
        ("Next time", Words("Let the year begin with the school year.")),
        ("Tags", Words("apprentices, quarters")),
    ];
    fills(terminal, "A new lesson", &fields);
    terminal.sees("Apprentices begin in September");
    home(terminal);
}

fn read_it_in_the_next_tender(life: &mut Life) {
    let terminal = life.on("2030-04-03");
    terminal.press("a");
    terminal.sees("New tender");
    terminal.send("Youth club and holiday activities from 2031");
    press(terminal, "Tab");
    for _ in 0..10 {
        if terminal.screen().contains("[Cumbria Constabulary]") {
            break;
        }
        press(terminal, "Right");
    }
    press(terminal, "Tab Tab");
    terminal.sees("[services]");
    terminal.send("310k");
    terminal.press("Ctrl-S");
    terminal.sees("Started “Youth club");
    press(terminal, "Esc");
    terminal.sees("A similar tender left 1 lesson");
    terminal.press("5");
    terminal.reads("A lesson of a tender like this one has not been read");
    terminal.press("l");
    terminal.sees("Apprentices begin in September");
    terminal.reads("Not read for this tender yet");
    terminal.press("r");
    fills(terminal, "A lesson was read", &[("Made of it", Words("The term begins in September."))]);
    let read = "Read for this tender by A. Officer on 3 Apr 2030";
    terminal.reads(read);
    // At this height what was made of it goes on below the window.
    terminal.send("\u{1b}[6~");
    terminal.reads("made of it here: The term begins in September.");
    terminal.press("u");
    terminal.reads("Not read for this tender yet");
    terminal.press("Ctrl-R");
    terminal.reads(read);
    press(terminal, "Esc Esc");
    life.leave();
}

fn the_commands_say_the_same(life: &Life) {
    life.tenderbook(&["verify"]);
    let shown = life.json(&["contract", "show", "2026-0042"]);
    let contract = &shown["contracts"][0];
    assert_eq!(contract["supplier_name"], "Acorn Youth CIC");
    assert_eq!(contract["value"], "82500.00");
    assert_eq!(
        (&contract["starts"], &contract["ends_now"], &contract["signed"]),
        (&json!("2027-04-01"), &json!("2030-03-31"), &json!("2026-11-21"))
    );
    assert_eq!((&contract["account_closed"], &contract["runs"]), (&json!(true), &json!(false)));
    assert_eq!(contract["final_account"]["note"], "All apprentices came.");
    assert_eq!(contract["exit_plan"]["service"], "Tendered again from April 2030.");
    let commitment = |title: &str| {
        let all = contract["commitments"].as_array().unwrap();
        all.iter().find(|one| one["title"] == title).unwrap().clone()
    };
    let apprentices = commitment("Apprenticeships");
    assert_eq!(apprentices["progress"]["standing"], "delivered");
    assert_eq!(apprentices["progress"]["delivered"]["exact"], "24");
    assert_eq!(apprentices["progress"]["verified"]["exact"], "2");
    let days = commitment("Volunteer days");
    assert_eq!(days["settled"]["how"], "waived");
    assert_eq!(contract["actions"][0]["owner"], "P. Dale of Acorn");
    assert_eq!(contract["actions"][0]["done"], "2028-02-15");
    assert_eq!(contract["kpis"][0]["assessments"][0]["rating"], "approaching-target");
    assert_eq!(contract["slavery"][0]["level"], "high");
    let review = &contract["reviews"][0];
    assert_eq!(review["held"], "2028-01-10");
    assert!(review["agenda"].as_str().unwrap().contains("Apprenticeships: 5 of 24 people"));
    let scheme = &life.json(&["status", "show", "acorn"])["schemes"][0];
    assert_eq!(scheme["stands"]["decided"]["level"], "Gold");
    assert_eq!(scheme["stands"]["reply"]["text"], "We are glad of it.");
    assert_eq!(scheme["history"][0]["decided"]["level"], "Silver");
    let offered = life.json(&["lesson", "offered", "2030-0001"]);
    assert_eq!(offered[0]["lesson"]["title"], "Apprentices begin in September");
    assert_eq!(offered[0]["read"], true);
    assert_eq!(offered[0]["taken"], "The term begins in September.");
}
