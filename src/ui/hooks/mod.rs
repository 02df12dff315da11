//! Hooks: how pages get at the shell's handle, at keys, and at an answer in the making.

mod desk;
mod keys;

pub use desk::{Desk, use_desk};
pub use keys::use_keys;
