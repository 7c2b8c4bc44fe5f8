//! The `tenderbook` executable: parse, run, say what went wrong, exit.

use std::io;
use std::process::ExitCode;

use tenderbook::cli;

fn main() -> ExitCode {
    cli::say_where_it_broke();
    match cli::run(std::env::args_os(), io::stdout()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            failure.tell(&mut io::stderr());
            failure.exit_code()
        }
    }
}
