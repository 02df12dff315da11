//! The Markdown subset of the bank's texts: paragraphs, `- ` and `1. ` lists, simple tables; **bold**, *italics*,
//! `code` and https links. Everything else is refused rather than guessed, since nobody sees the page before it ships.

mod block;
mod inline;

pub use block::{line, text};

/// A mark that is not part of the subset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Lines from the text's first line, from 0.
    pub line: usize,
    /// Whether it is about a link's address.
    pub link: bool,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: &'static str,
}
