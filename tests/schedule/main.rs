//! When to ask again, what to ask now, and what the past numbers say.

#![allow(clippy::unwrap_used, reason = "a test that can't go on says so by a panic")]

mod forecast;
mod large;
mod memory;
mod plan;
mod practice;
mod queue;
mod reference;
mod session;
mod stats;
mod traps;
mod way;
mod world;
