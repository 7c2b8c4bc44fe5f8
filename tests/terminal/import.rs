//! Importing a list from an empty register, through the real binary.

use std::fs;

use crate::terminal::pty::Terminal;

const LIST: &str = "\
Our tenders,,,,
Ref,What we buy,Type,Estimated value,Start
DN1,Custody healthcare,Services,\"£120,000\",01/09/2026
DN 2,Roof repairs,Works,c. 2.5m,
DN3,Vehicles,Goods,TBC,
";

const SIZES: [(u16, u16); 3] = [(60, 16), (80, 24), (132, 43)];

#[test]
fn an_empty_register_is_filled_from_a_list_step_by_step() {
    for (columns, rows) in SIZES {
        let folder = tempfile::tempdir().unwrap();
        let list = folder.path().join("our list.csv");
        fs::write(&list, LIST).unwrap();
        let register = folder.path().join("register.db");
        let mut terminal = Terminal::start(&register, columns, rows, &[]);
        terminal.sees("Import a list of tenders from a workbook or CSV.");
        terminal.press("i");
        terminal.sees("File");
        // A path that is not there stays, with what is wrong beside it.
        terminal.send(&list.display().to_string());
        terminal.send("x");
        terminal.press("Enter");
        terminal.sees("Reading the list");
        terminal.press("Backspace");
        terminal.no_longer_sees("Reading the list");
        terminal.press("Enter");
        terminal.sees("Which column is what");
        // The title was not recognised; Right takes columns in turn.
        terminal.sees("Title");
        terminal.press("Right Right");
        terminal.sees("[“What we buy” (B)]");
        terminal.sees("Custody healthcare | Roof repairs");
        // Rows without a policy: the ninth field below, the first policy.
        terminal.press("Up Up Up Right");
        terminal.sees("[cumbria]");
        terminal.press("Enter");
        terminal.sees("What would be imported");
        terminal.sees("2 new tenders (1 with doubts), 0 there already, 1");
        terminal.sees("y imports 2 tenders; the refused row is left out.");
        // Back to the columns and here again: what was chosen stays.
        terminal.press("Esc");
        terminal.sees("Which column is what");
        terminal.press("Enter");
        terminal.sees("y imports 2 tenders");
        terminal.press("y");
        terminal.sees("Imported 2 tenders from our list.csv.");
        terminal.sees("Roof repairs");
        terminal.sees("Custody healthca");
        // The same list again: everything is there, nothing can be confirmed.
        terminal.press("i");
        terminal.paste(&format!("\"{}\"", list.display()));
        terminal.press("Enter");
        // The title is where it was set.
        terminal.sees("The columns are as");
        terminal.sees("[“What we buy” (B)]");
        terminal.press("Enter");
        terminal.sees("There is nothing to import.");
        terminal.press("y");
        terminal.sees("“import” is not possible now.");
        terminal.press("Esc");
        terminal.sees("Which column is what");
        terminal.press("Esc");
        terminal.sees("Enter reads it.");
        terminal.press("Esc");
        terminal.sees("Leave what was typed?");
        terminal.press("d");
        terminal.sees("2 tenders");
    }
}
