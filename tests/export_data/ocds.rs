//! OCDS: valid, exact, stable, and no more than is public.

use std::fs;

use serde_json::{Value, json};
use tempfile::TempDir;
use tenderbook::domain::{ContractType, Facts, KeyDate, ProcurementState};
use tenderbook::export::{Format, What, Wish};
use tenderbook::register::{Act, Library, NewProcurement, Order, Register, Watch, sample};
use tenderbook::report::Variant;

use super::{Lived, awarded, context, date, made, on, package, release};
use crate::support::evaluation::Filler;
use crate::support::nasty;

fn tags(release: &Value) -> Vec<&str> {
    release["tag"].as_array().unwrap().iter().map(|tag| tag.as_str().unwrap()).collect()
}

#[test]
fn every_sample_that_is_public_makes_one_valid_package() {
    let folder = TempDir::new().unwrap();
    let context = context();
    let mut register =
        Register::open(&folder.path().join("r.db"), Library::new(None), &context).unwrap();
    sample::fill(&mut register, &context, 0).unwrap();
    let package = package(&register, What::Register, &context);
    let releases = package["releases"].as_array().unwrap();
    assert!(releases.len() > 2, "{}", releases.len());
    assert_eq!(package["version"], "1.1");
    assert_eq!(package["publishedDate"], "2026-11-21T09:00:00Z");
    assert!(releases.iter().any(|one| tags(one).contains(&"implementation")));
    // Each on its own is the same release.
    for release in releases {
        let reference = release["tender"]["id"].as_str().unwrap().to_owned();
        let alone = super::package(&register, What::Tender(reference), &context);
        assert_eq!(alone["releases"][0], *release);
    }
}

#[test]
fn a_contract_that_is_carried_out_is_told_from_its_plan_to_its_deliveries() {
    let folder = TempDir::new().unwrap();
    let lived = Lived::new(&folder.path().join("register.db"), &[]);
    let register = &lived.filler.register;
    let release = release(register, &context());
    let uid = register.procurement("2026-0042").unwrap().uid;
    assert_eq!(release["ocid"], format!("ocds-213czf-{uid}"));
    assert_eq!(tags(&release), ["planning", "tender", "award", "contract", "implementation"]);
    assert_eq!(release["buyer"]["id"], "authority-cumbria");

    let tender = &release["tender"];
    assert_eq!(tender["id"], "2026-0042");
    assert_eq!(tender["status"], "complete");
    assert_eq!(
        tender["value"],
        json!({ "amount": 300_000, "currency": "GBP", "amountGross": 360_000 })
    );
    assert_eq!(tender["procurementMethod"], "open");
    assert_eq!(tender["awardCriteria"], "ratedCriteria");
    assert_eq!(
        tender["tenderPeriod"],
        json!({ "startDate": "2026-06-01T00:00:00Z", "endDate": "2026-07-31T23:59:59Z" })
    );
    let criteria = &tender["lots"][0]["awardCriteria"]["criteria"];
    assert_eq!(criteria.as_array().unwrap().len(), 3);
    assert_eq!(tender["lots"][0]["sustainability"][0]["goal"], "social");
    assert_eq!(tender["documents"][0]["noticeType"], "UK4");
    assert_eq!(release["planning"]["documents"][1]["noticeType"], "UK3");

    let award = &release["awards"][0];
    assert_eq!(award["status"], "active");
    assert_eq!(award["value"], json!({ "amount": 82500, "currency": "GBP" }));
    assert_eq!(award["suppliers"], json!([{ "id": "GB-COH-01234567", "name": "Acorn Youth CIC" }]));
    assert_eq!(award["assessmentSummariesDateSent"], "2026-11-21T00:00:00Z");
    assert_eq!(award["standstillPeriod"]["startDate"], "2026-11-21T00:00:00Z");
    assert_eq!(award["relatedBid"], release["bids"]["details"][0]["id"]);

    let statistics = &release["bids"]["statistics"];
    assert_eq!((&statistics[0]["value"], &statistics[1]["value"]), (&json!(3), &json!(3)));
    let supplier = &release["parties"][1];
    assert_eq!(supplier["identifier"]["scheme"], "GB-COH");
    assert_eq!(supplier["details"], json!({ "scale": "small", "vcse": true }));
    assert_eq!(supplier["roles"], json!(["supplier", "tenderer"]));

    let contract = &release["contracts"][0];
    assert_eq!(contract["awardID"], award["id"]);
    assert_eq!(contract["value"]["amount"], 90000, "with what was agreed since");
    assert_eq!(contract["period"]["maxExtentDate"], "2031-11-20T23:59:59Z");
    assert_eq!(contract["amendments"][0]["description"], "The value of the contract was changed.");
    let notices = contract["documents"].as_array().unwrap();
    let kinds: Vec<&str> = notices.iter().filter_map(|one| one["noticeType"].as_str()).collect();
    assert_eq!(kinds, ["UK7", "UK10"]);
    let milestone = &contract["implementation"]["milestones"][0];
    assert_eq!(milestone["title"], "Apprentices");
    assert_eq!(milestone["status"], "partiallyMet");
    assert_eq!(milestone["dueDate"], "2028-10-31T23:59:59Z");
    let agreed = contract["agreedMetrics"].as_array().unwrap();
    assert_eq!(agreed[0]["observations"][0]["measure"], 4);
    assert_eq!(agreed[0]["observations"][0]["unit"]["name"], "people");
    assert_eq!(agreed[1]["description"], "95% of sessions run");
    let reached = contract["implementation"]["metrics"].as_array().unwrap();
    assert_eq!(reached[0]["observations"][0]["measure"], 1.5);
    assert_eq!(reached[1]["observations"][0]["measure"], "Good");
}

#[test]
fn an_amount_is_written_to_the_penny() {
    let folder = TempDir::new().unwrap();
    let filler = Filler::new(&folder.path().join("r.db"), "cumbria", "999999999999.99");
    let mut filler = filler;
    filler.set_day(KeyDate::TenderNotice, "2026-06-01");
    let what = What::Tender("2026-0042".to_owned());
    let bytes = made(&filler.register, what, Format::Ocds, &context()).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.contains("\"amount\":999999999999.99,\"currency\":\"GBP\""), "{text}");
    assert!(text.contains("\"amountGross\":1199999999999.988}"), "{text}");
}

#[test]
fn the_same_state_gives_the_same_release_and_another_state_another() {
    let folder = TempDir::new().unwrap();
    let mut lived = Lived::new(&folder.path().join("register.db"), &[]);
    let first = release(&lived.filler.register, &context());
    // Later on nothing else has come to pass: only the package is of another moment.
    assert_eq!(release(&lived.filler.register, &on("2026-11-30")), first);

    lived.rename("Holiday club for young people");
    let renamed = release(&lived.filler.register, &context());
    assert_eq!(renamed["ocid"], first["ocid"]);
    assert_ne!(renamed["id"], first["id"]);
    assert_eq!(renamed["tender"]["title"], "Holiday club for young people");
    for part in ["awards", "contracts", "bids"] {
        let ids = |release: &Value| match part {
            "bids" => release["bids"]["details"][0]["id"].clone(),
            part => release[part][0]["id"].clone(),
        };
        assert_eq!(ids(&renamed), ids(&first), "{part}");
    }
    // Once the contract is over it says so, dated on the day after its last.
    let over = release(&lived.filler.register, &on("2029-11-21"));
    assert_eq!(over["contracts"][0]["status"], "terminated");
    assert!(tags(&over).contains(&"contractTermination"));
    assert_eq!(over["date"], "2029-11-21T00:00:00Z");
    assert_ne!(over["id"], renamed["id"]);
}

#[test]
fn a_release_is_as_old_as_its_newest_content_and_not_as_the_clock() {
    let folder = TempDir::new().unwrap();
    let mut filler = Filler::new(&folder.path().join("r.db"), "cumbria", "300000");
    filler.set_day(KeyDate::PlannedNotice, "2026-12-24");
    let before = release(&filler.register, &on("2026-12-23"));
    assert_eq!(
        (tags(&before), &before["tender"]["status"]),
        (vec!["planning"], &json!("planning"))
    );
    assert!(before["tender"].get("value").is_none(), "the estimate is in no notice yet");
    assert_eq!(before["date"], "2026-11-21T09:00:00Z");
    let after = release(&filler.register, &on("2027-02-01"));
    assert_eq!(after["tender"]["status"], "planned");
    assert_eq!(after["tender"]["value"]["amount"], 300_000);
    assert_eq!(after["date"], "2026-12-24T00:00:00Z");
    assert_eq!(release(&filler.register, &on("2027-03-01")), after);
}

#[test]
fn an_award_is_not_told_before_its_notice() {
    let folder = TempDir::new().unwrap();
    let mut filler = awarded(&folder.path().join("register.db"), &[]);
    filler.set_day(KeyDate::TenderNotice, "2026-06-01");
    // A notice from before the decision is of another lot.
    filler.set_day(KeyDate::AwardNotice, "2026-11-20");
    let before = release(&filler.register, &context());
    assert_eq!(tags(&before), ["tender"]);
    assert_eq!(before["tender"]["status"], "active");
    assert!(!before.to_string().contains("Acorn"), "{before:#}");
    filler.set_day(KeyDate::AwardNotice, "2026-11-21");
    let after = release(&filler.register, &context());
    assert_eq!(tags(&after), ["tender", "award"]);
    assert_eq!(after["awards"][0]["status"], "pending");
    assert_eq!(after["awards"][0]["suppliers"][0]["name"], "Acorn Youth CIC");
}

#[test]
fn a_tender_that_was_cancelled_says_so() {
    let folder = TempDir::new().unwrap();
    let mut filler = Filler::new(&folder.path().join("r.db"), "cumbria", "300000");
    filler.set_day(KeyDate::TenderNotice, "2026-06-01");
    let reason = "LEAK the budget was cut".to_owned();
    filler.perform(Act::SetState { state: ProcurementState::Cancelled, reason }).unwrap();
    let release = release(&filler.register, &context());
    assert_eq!(tags(&release), ["tenderCancellation"]);
    assert_eq!(release["tender"]["status"], "cancelled");
    assert!(!release.to_string().contains("LEAK"));
}

#[test]
fn nasty_titles_make_valid_packages_in_which_nothing_is_hidden() {
    let folder = TempDir::new().unwrap();
    let context = context();
    let mut register =
        Register::open(&folder.path().join("r.db"), Library::new(None), &context).unwrap();
    let mut many = 0;
    for (name, text) in nasty::recordable() {
        let mut facts = Facts::new(ContractType::Goods, "120000".parse().unwrap(), context.today);
        facts.subject.category = Some(text.clone());
        let new = NewProcurement {
            reference: None,
            title: format!("{name}: {text}").chars().take(400).collect(),
            policy: "nelc".to_owned(),
            facts,
        };
        let Ok(done) = register.perform(&Order::start(new), &context) else { continue };
        let reference = done.on.reference().unwrap().to_string();
        let day = Some(date("2026-06-01"));
        let act = Act::SetKeyDate { name: KeyDate::TenderNotice, day };
        register.perform(&Order::on(reference, act), &context).unwrap();
        many += 1;
    }
    assert!(many > 10, "{many}");
    let package = package(&register, What::Register, &context);
    assert_eq!(package["releases"].as_array().unwrap().len(), many);
    let unsafe_text = |text: &str| text.chars().any(tenderbook::domain::text::is_unsafe);
    for release in package["releases"].as_array().unwrap() {
        assert!(!unsafe_text(release["tender"]["title"].as_str().unwrap()));
    }
}

#[test]
fn a_register_of_which_nothing_is_public_makes_no_package() {
    let folder = TempDir::new().unwrap();
    let context = context();
    let path = folder.path().join("r.db");
    let mut register = Register::open(&path, Library::new(None), &context).unwrap();
    let out = folder.path().join("out.json");
    let wish = |prefix: &str, what| Wish {
        what,
        format: Format::Ocds,
        variant: Variant::Full,
        prefix: prefix.parse().unwrap(),
    };
    let facts = Facts::new(ContractType::Goods, "120000".parse().unwrap(), context.today);
    for round in 0..2 {
        let fault = made(&register, What::Register, Format::Ocds, &context).unwrap_err();
        assert!(fault.to_string().starts_with("Nothing in the register is public yet"), "{fault}");
        assert!(fault.hint().is_some());
        if round == 0 {
            let new = NewProcurement {
                reference: Some("2026-0042".parse().unwrap()),
                title: "Office chairs".to_owned(),
                policy: "nelc".to_owned(),
                facts: facts.clone(),
            };
            register.perform(&Order::start(new), &context).unwrap();
        }
    }
    // By name it goes in as planned, without its estimate.
    let planned = release(&register, &context);
    assert_eq!((tags(&planned), planned["tender"].get("value")), (vec!["planning"], None));
    let registers = [register];
    let save = |prefix: &str, what| {
        let wish = wish(prefix, what);
        wish.save(&registers, &out, false, &context, &Watch::nobody())
    };
    assert!(save("ocds-h6vhtk", What::Register).is_err());
    assert!(!out.exists(), "a failed export leaves nothing behind");
    save("ocds-h6vhtk", What::Tender("2026-0042".to_owned())).unwrap();
    assert!(fs::read_to_string(&out).unwrap().contains("\"ocid\":\"ocds-h6vhtk-"));
}
