//! Mock exams: papers, their codes, sittings, scores and reports.

#![allow(clippy::unwrap_used, reason = "a test that can't go on says so by a panic")]

mod assemble;
mod code;
mod laws;
mod report;
mod score;
mod shelf;
mod sitter;
mod sitting;
