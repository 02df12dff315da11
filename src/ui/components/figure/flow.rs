//! Cumulative flow: bands stacked over time.

use super::curves::ticks;
use super::plot::{Plot, Stroke};
use super::shapes::{colour, words};
use super::view::{Drawing, Spot};
use crate::ui::dom::Dom;

/// One band per state, the first at the bottom.
pub fn draw(d: &mut Dom, x: &str, states: &[String], bands: &[Vec<f64>]) -> Drawing {
    let days = bands.iter().map(Vec::len).max().unwrap_or(2).max(2);
    // The heights on which each band stands, and last those of the uppermost band.
    let mut heights = vec![vec![0.0; days]];
    let mut floor = vec![0.0; days];
    for band in bands {
        for (height, items) in floor.iter_mut().zip(band) {
            *height += items;
        }
        heights.push(floor.clone());
    }
    let plot = Plot::new((1.0, days as f64), &floor, false);
    let mut spots = plot.columns("d", days as u32, 0.45);
    let mut legend = Vec::new();
    plot.frame(d, &ticks(1, days as u32), x, "items");
    for (at, (state, edges)) in states.iter().zip(heights.windows(2)).enumerate() {
        let (below, top) = (&edges[0], &edges[1]);
        let mut points = Vec::new();
        for (day, height) in top.iter().enumerate() {
            points.push((day as f64 + 1.0, *height));
        }
        for (day, height) in below.iter().enumerate().rev() {
            points.push((day as f64 + 1.0, *height));
        }
        let number = (at % 5) as u8 + 1;
        colour(d.open("polygon"), "f", number);
        d.class_if(true, "band").attr("points", &plot.points(&points)).close();
        let middle = days / 2;
        let (high, low) = (plot.y(top[middle]), plot.y(below[middle]));
        let (x, y) = (plot.x(middle as f64 + 1.0), (high + low) / 2);
        // The band's name stands in the band where there is room for it.
        if low - high >= 18 {
            words(d, "text.on-band[text-anchor=middle]", (x, y + 4), state);
        }
        spots.push(Spot { at: state.clone(), place: (x - 44, y - 14, 88, 28) });
        legend.push((state.as_str(), number, Stroke::Solid));
    }
    plot.finish(d, &legend, spots)
}
