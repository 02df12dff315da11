//! Simulated learners: what each way of choosing the next item is worth on the day of the exam.
//!
//! | file | decides |
//! |---|---|
//! | `bank` | a made-up deck |
//! | `mind` | how a mind remembers: one that FSRS describes, and one that it does not |
//! | `learner` | who learns: abilities, guesses, slips, seconds, missed days; and the exam |
//! | `policy` | the other ways of choosing: chance, boxes, SM-2 |
//! | `desk` | this app's own queue and session, with and without an exam date |
//! | `trial` | one learner, one way, so many minutes and weeks |
//! | `next` | what best next minutes cost or bring |
//! | `run` | all trials, on all cores |
//! | `foresight` | how good the forecast is |
//! | `foretold` | the page's section on that |
//! | `estimate` | means, intervals, minutes for the same score |
//! | `report` | the tables of `docs/evidence.md` |

mod bank;
mod desk;
mod estimate;
mod foresight;
mod foretold;
mod learner;
mod mind;
mod next;
mod policy;
mod report;
mod run;
mod trial;

pub(super) use bank::deck_of;
pub(super) use run::{Options, run};
