//! The command line, as an officer or a script meets it.

mod assess;
mod backup;
mod dashboard;
mod days;
mod evidence;
mod import;
mod nasty;
mod needs;
mod opt_out;
mod own_policies;
mod packs_guide;
mod places;
mod policies;
mod refusals;
mod search;
mod settings;
mod shapes;
mod text;
mod upgrade;
mod walk;
mod walk_begin;
mod walk_beside;
mod walk_lines;
mod walk_tender;
mod weight;
