//! The small parts that screens are drawn from.

pub(crate) mod canvas;
pub(crate) mod field;
pub(crate) mod footer;
pub(crate) mod form;
pub(crate) mod header;
pub(crate) mod marked;
pub(crate) mod scroll;
pub(crate) mod text;
