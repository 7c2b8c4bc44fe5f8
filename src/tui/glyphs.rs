//! The few symbols that are drawn, in Unicode and in plain ASCII.

/// A set of symbols; each is one column wide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyphs {
    /// A line across.
    pub across: &'static str,
    /// A line down.
    pub down: &'static str,
    /// What is done or closed.
    pub done: &'static str,
    /// What was passed over or ruled out.
    pub passed: &'static str,
    /// What needs attention.
    pub attention: &'static str,
    /// The selected line.
    pub here: &'static str,
    /// Where the tender stands, when something else is selected.
    pub current: &'static str,
    /// A chosen outcome.
    pub chosen: &'static str,
    /// The full part of a bar.
    pub full: &'static str,
    /// The empty part of a bar.
    pub empty: &'static str,
    /// What stands where text was cut.
    pub cut: &'static str,
    /// Upper left corner, upper right, lower left, lower right.
    pub corners: [&'static str; 4],
    /// More above; more below.
    pub more: [&'static str; 2],
}

impl Glyphs {
    /// Symbols that common fonts have.
    pub const UNICODE: Self = Self {
        across: "─",
        down: "│",
        done: "✓",
        passed: "–",
        attention: "!",
        here: "▸",
        current: "●",
        chosen: "●",
        full: "█",
        empty: "░",
        cut: "…",
        corners: ["┌", "┐", "└", "┘"],
        more: ["↑", "↓"],
    };

    /// Symbols that the fonts of Windows' own console have, which looks into no other font for those
    /// that are missing: all of them are in Microsoft's list WGL4.
    pub const WINDOWS: Self = Self { done: "√", here: "►", ..Self::UNICODE };

    /// Symbols that every terminal has.
    pub const ASCII: Self = Self {
        across: "-",
        down: "|",
        done: "*",
        passed: "-",
        attention: "!",
        here: ">",
        current: "o",
        chosen: "*",
        full: "#",
        empty: ".",
        cut: "~",
        corners: ["+", "+", "+", "+"],
        more: ["^", "v"],
    };
}
