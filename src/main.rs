//! The `tenderbook` executable: parse, run, say what went wrong, exit.

use std::process::ExitCode;

use tenderbook::cli;

fn main() -> ExitCode {
    cli::say_where_it_broke();
    match cli::run(std::env::args_os(), cli::output()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            failure.tell(&mut cli::errors());
            failure.exit_code()
        }
    }
}
