//! Why a command did not do what it was asked, and how that is said.

use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use crate::domain::Refusal;
use crate::domain::text::{visible, visible_lines};
use crate::register::Fault;

/// What Windows calls `ERROR_PIPE_NOT_CONNECTED`.
const PIPE_NOT_CONNECTED: i32 = 233;

/// Why a command ended without doing what it was asked.
#[derive(Debug)]
pub enum Failure {
    /// The command line itself is wrong.
    Usage {
        /// What is wrong.
        message: String,
        /// What helps.
        hint: Option<String>,
    },
    /// The register or a policy says no.
    Fault(Fault),
    /// Something outside the register stands against it.
    Other {
        /// What is wrong.
        message: String,
        /// What helps.
        hint: Option<String>,
    },
    /// The output could not be written.
    Output(io::Error),
}

/// The result of every command.
pub(crate) type Result<T = ()> = std::result::Result<T, Failure>;

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::Output(error.into())
    }
}

impl Failure {
    /// Wrong usage, with what helps.
    pub(crate) fn usage(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Usage { message: message.into(), hint: Some(hint.into()) }
    }

    /// The same with what was being done before what is wrong.
    pub(crate) fn after(self, not_done: &str) -> Self {
        let put = |message: String| format!("{not_done} {message}");
        match self {
            Self::Fault(Fault::Invalid { message, hint }) => {
                Self::Fault(Fault::Invalid { message: put(message), hint })
            }
            Self::Fault(Fault::NotFound { message, hint }) => {
                Self::Fault(Fault::NotFound { message: put(message), hint })
            }
            Self::Usage { message, hint } => Self::Usage { message: put(message), hint },
            Self::Other { message, hint } => Self::Other { message: put(message), hint },
            other => other,
        }
    }

    /// What kind of failure it is, in words that say nothing of what an officer has written.
    pub(crate) const fn kind(&self) -> &'static str {
        match self {
            Self::Usage { .. } => "wrong usage",
            Self::Fault(fault) => fault.kind(),
            Self::Other { .. } => "other",
            Self::Output(_) => "output cannot be written",
        }
    }

    /// Whether whoever read the output has closed it, which is no failure of ours.
    fn is_closed_pipe(&self) -> bool {
        let Self::Output(error) = self else { return false };
        // A pipe that was closed at its other end before anything was read: Windows has a
        // number of its own for that, which the standard library does not count among them.
        error.kind() == ErrorKind::BrokenPipe
            || (cfg!(windows) && error.raw_os_error() == Some(PIPE_NOT_CONNECTED))
    }

    /// 1 when something was refused or not found, 2 for wrong usage, 0 when a reader had enough.
    pub fn exit_code(&self) -> ExitCode {
        match self {
            Self::Usage { .. } => ExitCode::from(2),
            failure if failure.is_closed_pipe() => ExitCode::SUCCESS,
            _ => ExitCode::from(1),
        }
    }

    /// Says what went wrong, and what helps.
    pub fn tell(&self, to: &mut impl Write) {
        // There is nobody left to tell when standard error cannot be written either.
        let _ = self.write(to);
    }

    fn write(&self, to: &mut impl Write) -> io::Result<()> {
        let (message, hint) = match self {
            failure if failure.is_closed_pipe() => return Ok(()),
            Self::Output(error) => (format!("Writing the output failed: {error}."), &None),
            Self::Usage { message, hint } | Self::Other { message, hint } => {
                (message.clone(), hint)
            }
            Self::Fault(fault) => {
                tell_fault(to, "tenderbook: ", fault)?;
                return to.flush();
            }
        };
        writeln!(to, "tenderbook: {}", visible_lines(&message))?;
        if let Some(hint) = hint {
            writeln!(to, "Hint: {}", visible_lines(hint))?;
        }
        to.flush()
    }
}

/// Says why the register did not do something, with the open items where it waits for some.
pub(crate) fn tell_fault(to: &mut impl Write, lead: &str, fault: &Fault) -> io::Result<()> {
    writeln!(to, "{lead}{}", visible_lines(&fault.to_string()))?;
    if let Fault::Refused(Refusal::OpenItems { items, .. } | Refusal::RequiredOpen { items }) =
        fault
    {
        for (id, text) in items {
            writeln!(to, "  {id}  {}", visible(text))?;
        }
    }
    if let Some(hint) = fault.hint() {
        writeln!(to, "Hint: {}", visible_lines(&hint))?;
    }
    Ok(())
}
