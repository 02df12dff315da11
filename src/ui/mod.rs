//! What is seen.

mod start;

pub use start::start;
