//! Forecast: what a form that the learner has never seen would bring, sat today.
//!
//! [`evidence`] takes the first answers from the log and [`study`] what was worked through since, [`growth`] says what
//! study does to an ability, [`form`] what is sat and what passing means, [`model`] puts these together, [`outlook`]
//! says it or says what is missing, [`hindsight`] holds it against mock exams.
//!
//! The forecast is of a share of right answers. Scaled scores are not imitated: how they are made is not published.
//! No figure for the difficulty of a single item is shown: one learner can't calibrate it.

pub mod evidence;
pub mod form;
pub mod growth;
pub mod hindsight;
pub mod model;
pub mod outlook;
mod study;
