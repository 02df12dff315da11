//! Which tools are needed, and how each is found or got. What is there already is left alone.
//!
//! Ways, in this order: it is there; a binary of the project's own releases; the language's package manager; the
//! system's package manager, as root or with `sudo -n`. What cannot be had is named with the command that would do it.

mod browsers;
mod build;
mod node;
mod release;

pub use browsers::{Engine, engines};
pub use build::{Ready, for_build};
pub use node::{axe, lighthouse};
