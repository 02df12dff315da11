//! Certdeck: study for certification exams in the browser, with the learner's data on the learner's machine.
//!
//! The rooms, and the feature that opens each. ARCHITECTURE.md is the map.

pub mod engine;

#[cfg(feature = "tools")]
pub mod content;

#[cfg(feature = "tools")]
pub mod tools;

#[cfg(any(feature = "web", feature = "worker"))]
pub mod platform;

#[cfg(feature = "worker")]
pub mod worker;

#[cfg(feature = "web")]
pub mod ui;
