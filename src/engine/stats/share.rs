//! Shares, as the other numbers name them.

pub use crate::engine::share::{ENOUGH, Share, memorised};
