//! From the source schema to the types that the page has.

mod item;
mod track;

pub(super) use item::{Converter, SourceBody, exhibit};
pub(super) use track::track;
