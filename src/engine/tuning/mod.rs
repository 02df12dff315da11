//! Tuning: the memory model's parameters, fitted to what a learner remembered and forgot.
//!
//! [`past`] takes from the log what tells about memory, [`mod@fit`] finds parameters and judges them on reviews that
//! it did not see, [`workload`] says what a change would mean for the next weeks, [`words`] carries question and
//! answer between the page and the worker in which all this runs. `fsrs` is named here and in `schedule/memory.rs`
//! only. The page uses [`past`] and [`words`]; the rest is too much work for its thread.

pub mod fit;
pub mod past;
pub mod words;
pub mod workload;
