//! What two pages or more show. Components get values and callbacks; they know neither the shell nor the platform.

pub mod ask;
pub mod bar;
pub mod card;
pub mod chart;
pub mod facts;
pub mod figure;
pub mod help;
pub mod matching;
pub mod notice;
pub mod ordering;
pub mod reveal;
pub mod text;
pub mod turn;
