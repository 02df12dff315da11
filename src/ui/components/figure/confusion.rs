//! Confusion matrix: actual classes down, predicted classes across.

use super::shapes::{END, MIDDLE, STRONG, open_rect, words};
use super::view::{Drawing, Spot};
use crate::ui::components::reveal::figure as number;
use crate::ui::dom::Dom;

const LEFT: i32 = 150;
const TOP: i32 = 62;
const CELL: (i32, i32) = (138, 74);

/// Counts in cells, the diagonal tinted.
pub fn draw(d: &mut Dom, classes: &[String], counts: &[Vec<f64>]) -> Drawing {
    let size = classes.len() as i32;
    words(d, STRONG, (LEFT + size * CELL.0 / 2, 20), "Predicted");
    words(d, "text.strong[text-anchor=middle][transform=rotate(-90)]", (-(TOP + size * CELL.1 / 2), 16), "Actual");
    for (at, name) in classes.iter().enumerate() {
        let (x, y) = middle(at, at);
        words(d, MIDDLE, (x, TOP - 10), name);
        words(d, END, (LEFT - 12, y), name);
    }
    let mut spots = Vec::new();
    for (row, values) in counts.iter().enumerate() {
        for (column, value) in values.iter().enumerate() {
            let (x, y) = (LEFT + column as i32 * CELL.0, TOP + row as i32 * CELL.1);
            open_rect(d, "rect.node", (x, y, CELL.0, CELL.1));
            d.class_if(row == column, "f0").close();
            words(d, STRONG, middle(row, column), &number(*value));
            let at = ["a", &(row + 1).to_string(), "p", &(column + 1).to_string()].concat();
            spots.push(Spot { at, place: (x + 2, y + 2, CELL.0 - 4, CELL.1 - 4) });
        }
    }
    Drawing { width: LEFT + size * CELL.0 + 10, height: TOP + size * CELL.1 + 10, spots }
}

/// Where a cell's words stand.
fn middle(row: usize, column: usize) -> (i32, i32) {
    (LEFT + column as i32 * CELL.0 + CELL.0 / 2, TOP + row as i32 * CELL.1 + CELL.1 / 2 + 5)
}
