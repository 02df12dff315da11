//! What is refused, and what to write instead.

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
