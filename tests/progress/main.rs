//! What has happened: written down, merged, folded, exported and read back.

mod arbitrary;
mod codec;
mod export;
mod log;
mod make;
mod snapshot;
mod speed;
mod streak;
