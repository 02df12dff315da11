//! Hooks: how pages get at the shell's handle, at keys, and at an answer in the making.

mod desk;
mod form;
mod keys;
mod live;

pub use desk::{Desk, Pad, use_pad};
pub use form::{Form, use_form, use_form_of};
pub use keys::use_keys;
pub use live::{Live, use_live};
