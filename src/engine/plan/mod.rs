//! Plan: what is to be done until the exam, day by day, and with the next minutes. Promises, made of past and bank.
//!
//! [`facts`] is what a plan is made from and why there may be none, [`calendar`] the days to the exam, [`mocks`]
//! where mock exams stand among them, [`project`] what the schedule would do on each day if it were followed,
//! [`change`] what more minutes would bring, [`agenda`] several tracks on one day, [`ics`] all of it as text for
//! other calendars, [`best`] what to do with the next minutes.

pub mod agenda;
pub mod best;
pub mod calendar;
pub mod change;
pub mod facts;
pub mod ics;
pub mod mocks;
mod project;
