//! The small parts that screens are drawn from.

pub(crate) mod canvas;
pub(crate) mod field;
pub(crate) mod filter;
pub(crate) mod footer;
pub(crate) mod form;
pub(crate) mod header;
pub(crate) mod list;
pub(crate) mod marked;
pub(crate) mod matching;
pub(crate) mod page;
pub(crate) mod scroll;
pub(crate) mod tabs;
pub(crate) mod text;
