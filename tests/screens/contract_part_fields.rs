//! The fields of the forms of five tabs of a contract, and the way to each.
