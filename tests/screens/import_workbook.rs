//! Importing a workbook in the interface: its sheets, its contracts, and columns set once.

use rust_xlsxwriter::Workbook;

use super::{Journey, colour};

fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, reference) in [("Live", "L-1"), ("Ended", "E-1")] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        let names = ["Ref", "What we buy", "Type", "Value", "Start date", "End date", "Supplier"];
        let row =
            [reference, "Roof repairs", "Works", "5000", "01/04/2026", "31/03/2029", "Acme Ltd"];
        for (column, (name, cell)) in (0..).zip(names.into_iter().zip(row)) {
            sheet.write_string(0, column, name).unwrap();
            sheet.write_string(1, column, cell).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

fn sees(journey: &mut Journey, words: &str) {
    let text = journey.text();
    // Sentences go over several rows of the screen.
    let joined: String = text.chars().filter(|c| !['"', '│'].contains(c)).collect();
    let joined = joined.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(joined.contains(words), "{words}:\n{text}");
}

#[test]
fn a_sheet_is_chosen_and_its_contracts_come_with_the_tenders() {
    let mut journey = Journey::new(80, 24, colour());
    let path = journey.folder.path().join("register.xlsx");
    std::fs::write(&path, workbook()).unwrap();
    journey.press("i").paste(path.to_str().unwrap()).press("Enter");
    sees(&mut journey, "register.xlsx: workbook (XLSX), sheet “Live”.");
    // The title was not recognised: the keyboard stands there.
    sees(&mut journey, "Sheet [Live] Ended");
    journey.press("Up Up Right");
    sees(&mut journey, "Live [Ended]");
    sees(&mut journey, "Enter reads the sheet “Ended”.");
    journey.press("Enter");
    sees(&mut journey, "sheet “Ended”.");
    journey.press("Right Right");
    sees(&mut journey, "[“What we buy” (B)]");
    sees(&mut journey, "It begins: Roof repairs");
    // What becomes of rows without a policy stands last but one.
    journey.press("Up Up Up Up Right Enter");
    sees(&mut journey, "With them: 1 contract, 1 new supplier.");
    sees(&mut journey, "with a contract with Acme Ltd, a new supplier");
    sees(&mut journey, "y imports one tender with one contract. It cannot be undone.");
    journey.press("y");
    sees(&mut journey, "Imported one tender from register.xlsx.");
    // The other sheet has the same names: the title is where the officer has set it.
    journey.press("i").paste(path.to_str().unwrap()).press("Enter");
    sees(&mut journey, "The columns are as A. Officer set them on 21 Nov 2026.");
    sees(&mut journey, "Title [“What we buy” (B)]");
    // Contracts are left out where that is chosen: the third from the end.
    journey.press("Up Up Right Up Right Enter");
    sees(
        &mut journey,
        "1 new tender (each with doubts), 0 there already, 0 refused, 0 passed over. The",
    );
    sees(&mut journey, "y imports one tender. It cannot be undone.");
    sees(&mut journey, "Contracts and suppliers are left out");
}

#[test]
fn a_workbook_that_is_damaged_is_told_where_its_path_was_typed() {
    let mut journey = Journey::new(80, 24, colour());
    let path = journey.folder.path().join("broken.xlsx");
    std::fs::write(&path, &workbook()[..900]).unwrap();
    journey.press("i").paste(path.to_str().unwrap()).press("Enter");
    sees(&mut journey, "broken.xlsx is a workbook that is damaged");
    sees(&mut journey, "Enter reads it.");
}
