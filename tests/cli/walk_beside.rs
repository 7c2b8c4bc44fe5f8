//! The walk by questions and answers while another program works on the same tender.

use std::io::{Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use crate::cli::walk_lines::{small, state};
use crate::support::Desk;

/// A walk that is answered while others work.
struct Live {
    child: Child,
    input: Option<ChildStdin>,
    output: ChildStdout,
}

impl Live {
    fn start(desk: &Desk, reference: &str) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_tenderbook"))
            .args(["walk", reference, "--width", "0"])
            .env("TENDERBOOK_REGISTER", desk.register())
            .env("HOME", desk.path("home"))
            .env("XDG_CONFIG_HOME", desk.path("config"))
            .env("TENDERBOOK_OFFICER", "A. Officer")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (input, output) = (child.stdin.take(), child.stdout.take().unwrap());
        Self { child, input, output }
    }

    /// Everything that is said up to the end of a prompt.
    fn until(&mut self, prompt: &str) -> String {
        let mut said = Vec::new();
        let mut byte = [0];
        while !said.ends_with(prompt.as_bytes()) {
            let read = self.output.read(&mut byte).unwrap();
            assert_eq!(read, 1, "it ended after {}", String::from_utf8_lossy(&said));
            said.extend(byte);
        }
        String::from_utf8(said).unwrap()
    }

    fn answer(&mut self, line: &str) {
        let input = self.input.as_mut().unwrap();
        writeln!(input, "{line}").unwrap();
        input.flush().unwrap();
    }

    fn end(mut self) {
        drop(self.input.take());
        let mut rest = String::new();
        self.output.read_to_string(&mut rest).unwrap();
        assert!(rest.contains("The input has ended"), "{rest}");
        assert!(self.child.wait().unwrap().success());
    }
}

#[test]
fn a_change_by_another_program_is_told_before_anything_is_recorded() {
    let (desk, reference) = small();
    let mut live = Live::start(&desk, &reference);
    live.until("Item 1, your answer: ");
    // While a question is open, what was asked about changes.
    desk.ok(["note", &reference, "small.01.purpose", "Mine", "--officer", "B. Colleague"]);
    live.answer("done");
    let said = live.until("Record it all the same? (1 yes, 2 no): ");
    let told = "Meanwhile another program has changed this tender:\n  \
                B. Colleague: wrote a note on purpose\n";
    assert!(said.contains(told), "{said}");
    assert_eq!(state(&desk, &reference, 0), "open");
    live.answer("no");
    let said = live.until("Item 1, your answer: ");
    assert!(said.contains("It was not recorded.") && said.contains("Note: Mine"), "{said}");
    // A reason that took long to type is not lost.
    live.answer("not applicable");
    live.until("Reason (empty: go back): ");
    desk.ok(["note", &reference, "small.01.purpose", "Again", "--officer", "B. Colleague"]);
    live.answer("There is no need");
    live.until("Record it all the same? (1 yes, 2 no): ");
    live.answer("yes");
    live.until("Item 2, your answer: ");
    assert_eq!(state(&desk, &reference, 0), "not_applicable");
    // What others do in between is told at the next question, and not turned around by undo.
    desk.ok(["tick", &reference, "neighbours", "--officer", "B. Colleague"]);
    live.answer("undo");
    let said = live.until("Item 2, your answer: ");
    assert!(said.contains("B. Colleague: ticked neighbours"), "{said}");
    assert!(said.contains("can no longer be undone here."), "{said}");
    assert!(said.contains("There is nothing to undo in this session."), "{said}");
    assert_eq!(state(&desk, &reference, 0), "not_applicable");
    live.end();
    assert_eq!(desk.json(["verify", "--json"])["sound"], true);
}
