//! What the commands for the time after the award share: naming things, doing deeds, attaching.

pub(crate) mod deed;
pub(crate) mod evidence;
pub(crate) mod find;
