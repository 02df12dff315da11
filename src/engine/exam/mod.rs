//! Mock exams: from a track's facts to a paper, the sitting of it, and what it says afterwards.

pub mod apportion;
pub mod assemble;
pub mod clock;
pub mod code;
pub mod coverage;
pub mod csv;
pub mod follow;
pub mod paper;
pub mod report;
pub mod score;
pub mod shelf;
pub mod sitting;
pub mod trend;
