//! Progress: what has happened. The log of events is the truth; everything else is a fold of it.

pub mod event;
