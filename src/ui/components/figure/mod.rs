//! Figures drawn as SVG from their data, each with a table that says the same.

mod bars;
mod confusion;
mod curves;
mod data;
mod flow;
mod network;
mod plot;
mod shapes;
mod view;

pub use view::{RegionMark, RegionState, figure_view};
