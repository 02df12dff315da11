//! Sorted maps and sets, and the one sort.
//!
//! The standard library's are made anew for every pair of types, kilobytes each. Here what is large is made once: it
//! works on places and asks for their order; only moving things about is made for each type.

mod map;
mod order;
mod set;

pub use map::{Iter, Map};
pub use order::{search, sort};
pub use set::Set;
