//! Driving a real browser over WebDriver, one call after the other.
//!
//! | file | decides |
//! |---|---|
//! | `wire` | how a command travels to the driver and its answer back |
//! | `start` | how each engine's driver and browser are started, with a fresh profile |
//! | `browser` | what can be done with a page |

mod browser;
mod start;
mod wire;

pub use browser::{Browser, Element, key};
pub use start::{Profile, Screen};
