//! What is seen, and what a click means. `shell` is the only file that both reads the clock and writes storage.

mod banners;
pub mod boot;
pub mod care;
pub mod components;
pub mod contents;
pub mod decks;
pub mod dom;
pub mod handle;
pub mod hooks;
pub mod look;
pub mod pages;
pub mod parts;
pub mod route;
pub mod shell;
mod stored;
mod tidy;
pub mod wording;

pub use boot::start;

/// The version of the app, as exports and reports name it.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
