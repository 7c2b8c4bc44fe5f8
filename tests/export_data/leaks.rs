//! What is personal, internal, withheld or not yet public never leaves in open data.

use tempfile::TempDir;
use tenderbook::export::{Format, What};

use super::{Lived, context, made};

fn written(lived: &Lived) -> String {
    let bytes = made(&lived.filler.register, What::Register, Format::Ocds, &context()).unwrap();
    super::schema::check(&bytes);
    String::from_utf8(bytes).unwrap()
}

#[test]
fn nobody_is_named_and_nothing_internal_or_withheld_is_told() {
    let folder = TempDir::new().unwrap();
    let lived = Lived::new(&folder.path().join("register.db"), &[]);
    let text = written(&lived);
    for secret in [
        "LEAK",
        "leak@",
        // People.
        "A. Officer",
        "C. Director",
        "B. Checker",
        "Dana Evans",
        "Sam Patel",
        "Jo Brown",
        "B. Acorn",
        // Those who did not win, and their prices.
        "Brightside",
        "Cobalt",
        "79000",
        "91250",
        // What evaluators, and officers among themselves, said.
        "Internal",
        "Individual",
        "timetable",
        "first by the published criteria",
        "Led by women",
    ] {
        assert!(!text.contains(secret), "“{secret}” is in {text}");
    }
    // The markers are there to be found: the register holds them.
    let view = format!("{:?}", lived.shown().file);
    assert!(view.matches("LEAK").count() > 8);
}

#[test]
fn what_the_award_withholds_is_left_out_of_award_bid_and_contract() {
    for (what, gone, kept) in [
        ("The price and unit rates", vec!["82500", "90000"], vec!["Acorn", "Apprentices"]),
        ("Name of the supplier", vec!["Acorn", "01234567"], vec!["82500", "Apprentices"]),
        ("Social value commitments", vec!["Apprentices"], vec!["Acorn", "82500"]),
        ("Everything", vec!["82500", "90000", "Acorn", "Apprentices"], vec!["2029-11-20"]),
    ] {
        let folder = TempDir::new().unwrap();
        let withheld = [(what, "LEAK trade secret")];
        let text = written(&Lived::new(&folder.path().join("register.db"), &withheld));
        for word in gone.into_iter().chain(["LEAK"]) {
            assert!(!text.contains(word), "{what}: “{word}” is in {text}");
        }
        for word in kept {
            assert!(text.contains(word), "{what}: “{word}” is not in {text}");
        }
    }
}
