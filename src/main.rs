//! The `tenderbook` executable.

fn main() {}
