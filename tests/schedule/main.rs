//! When to ask again, what to ask now, and what the past numbers say.

mod memory;
mod practice;
mod queue;
mod reference;
mod session;
mod stats;
mod world;
