//! Schedule: when to ask again, and what to ask now.
//!
//! [`memory`] models one item's memory, [`standings`] keeps it for all items, [`due`] and [`queue`] say what is to be
//! done, by what [`aim`] makes of an exam date where there is one; [`session`] works through the queue, [`practice`]
//! through a set of the learner's own.

pub mod aim;
pub mod due;
pub mod memory;
pub mod order;
pub mod pace;
pub mod practice;
pub mod queue;
pub mod session;
pub mod standings;
pub mod steps;
pub mod traps;
pub mod turn;
mod wanted;
