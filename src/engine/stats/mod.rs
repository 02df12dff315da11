//! Stats: past numbers, each with the count behind it, and silent where there is too little to say.

pub mod accuracy;
pub mod calendar;
pub mod calibration;
pub mod effort;
pub mod forecast;
pub mod load;
pub mod retention;
pub mod share;
pub mod way;
