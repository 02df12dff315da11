//! One file per route. Pages say what they mean through the handle of the shell; they never import each other.

pub mod about;
pub mod data;
pub mod deck;
pub mod item;
pub mod library;
pub mod practice;
pub mod progress;
pub mod settings;
pub mod study;
pub mod today;
pub mod unknown;
