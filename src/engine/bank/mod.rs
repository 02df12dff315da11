//! The bank: what can be asked.

pub mod answer;
pub mod deck;
pub mod figure;
pub mod pack;
pub mod question;
mod read;
pub mod text;
pub mod track;
