//! Hooks: how pages get at the shell's handle, at keys, and at an answer in the making.

mod app;
mod desk;
mod keys;

pub use app::use_app;
pub use desk::{Desk, use_desk};
pub use keys::use_keys;
