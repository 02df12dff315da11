//! What has happened: written down, merged, folded, exported and read back.

#![allow(clippy::unwrap_used, reason = "a test that can't go on says so by a panic")]

mod arbitrary;
mod backup;
mod codec;
mod compaction;
mod double;
mod export;
mod log;
mod make;
mod replacing;
mod sealed;
mod segment;
mod snapshot;
mod speed;
mod steps;
mod streak;
mod world;
