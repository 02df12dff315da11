//! What is refused: one table of named checks, one file per noun that they look at. Every finding is an error.

mod cards;
mod cases;
mod cues;
mod drills;
mod exhibits;
mod forms;
mod ids;
mod options;
mod parts;
mod stems;
mod table;
mod track;
mod unread;
mod working;

pub(super) use table::{Refusals, TABLE};
