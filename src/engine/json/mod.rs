//! JSON as the page reads it: one strict parser, one plain tree, and readers of types by hand.
//!
//! The page could derive its readers, but derived ones are made anew for every list and every enum: hundreds of
//! kilobytes. Here every reader is a straight line: what is not as it should be is noted once, with its place, and
//! read as something empty; whoever asked throws the result away when there is a note.

mod parse;
mod reading;
mod value;

pub use parse::{Broken, Scanner, parse, place};
pub use reading::{Read, Reading};
pub use value::{Kind, Value};
