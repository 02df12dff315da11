//! What two pages or more show. Components get values and callbacks; they know neither the shell nor the platform.

pub mod ask;
pub mod figure;
pub mod matching;
pub mod ordering;
pub mod reveal;
pub mod text;
