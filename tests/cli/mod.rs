//! The command line, as an officer or a script meets it.

mod assess;
mod evidence;
mod opt_out;
mod places;
mod policies;
mod refusals;
mod shapes;
mod text;
mod walk;
mod weight;
