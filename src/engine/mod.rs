//! The engine: values in, values out. No clock, chance, storage, browser or files in here; time and seeds are arguments.

pub mod bank;
pub mod chance;
pub mod decimal;
pub mod drill;
pub mod exam;
pub mod id;
pub mod json;
pub mod plan;

pub mod progress;
pub mod schedule;
pub mod share;
pub mod sorted;
pub mod stats;
pub mod time;
pub mod tuning;
