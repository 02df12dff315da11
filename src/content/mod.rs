//! Placeholder of the author side.
