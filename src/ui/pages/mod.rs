//! One file per route. Pages say what they mean through the handle of the shell; they never import each other.

pub mod about;
pub mod data;
pub mod deck;
pub mod drills;
pub mod exam;
pub mod exam_report;
pub mod forecast;
pub mod formulas;
pub mod item;
pub mod library;
pub mod plan;
pub mod practice;
pub mod progress;
pub mod settings;
pub mod sitting;
pub mod study;
pub mod today;
pub mod traps;
pub mod unknown;
pub mod way;
