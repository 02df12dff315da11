//! Fitting the memory's parameters: on simulated learners whose parameters are known.

#![allow(clippy::unwrap_used, reason = "a test that can't go on says so by a panic")]

mod fit;
mod learner;
mod log;
mod words;
