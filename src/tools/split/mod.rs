//! The compiled programs, made small: optimised, named by their content, and the first one split into what Today runs,
//! what Study runs besides, and the rest.
//!
//! Why split: the first visit shows a page of text, and of the program for it two thirds are for what comes later
//! (questions, the schedule, merging, damaged storage, most of the framework). It should not wait for that. The part
//! for Study arrives along with a deck, the rest when the page is idle.

mod finish;
mod imports;
mod instrument;
mod list;
mod module;
mod parts;
mod profile;
mod slim;

pub use finish::{finish, profile};
pub use slim::slim;
