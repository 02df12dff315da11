//! Hooks: how pages get at the shell's handle, at keys, and at an answer in the making.

mod desk;
mod form;
mod keys;

pub use desk::{Desk, use_desk};
pub use form::{Form, use_form, use_form_of};
pub use keys::use_keys;
