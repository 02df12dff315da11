//! The Markdown subset of the bank's texts: paragraphs, `- ` and `1. ` lists, simple tables; **bold**, *italics*,
//! `code` and https links. Everything else is refused rather than guessed, since nobody sees the page before it ships.

mod block;
mod fault;
mod inline;

pub use block::{line, text};
pub use fault::Fault;
