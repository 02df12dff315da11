//! Confusion matrix: actual classes down, predicted classes across.

use super::view::{Drawing, Spot};
use crate::ui::components::reveal::figure as number;
use yew::prelude::*;

const LEFT: i32 = 150;
const TOP: i32 = 62;
const CELL: (i32, i32) = (138, 74);

/// Counts in cells, the diagonal tinted.
pub fn draw(classes: &[String], counts: &[Vec<f64>]) -> Drawing {
    let size = classes.len() as i32;
    let place = |row: usize, column: usize| (LEFT + column as i32 * CELL.0, TOP + row as i32 * CELL.1);
    let mut spots = Vec::new();
    let mut cells = Vec::new();
    for (row, values) in counts.iter().enumerate() {
        for (column, value) in values.iter().enumerate() {
            let (x, y) = place(row, column);
            spots.push(Spot {
                at: format!("a{}p{}", row + 1, column + 1),
                place: (x + 2, y + 2, CELL.0 - 4, CELL.1 - 4),
            });
            cells.push(html! {
                <>
                    <rect class={if row == column { "node f0" } else { "node" }} x={x.to_string()} y={y.to_string()} width={CELL.0.to_string()} height={CELL.1.to_string()} />
                    <text class="strong" x={(x + CELL.0 / 2).to_string()} y={(y + CELL.1 / 2 + 5).to_string()} text-anchor="middle">{ number(*value) }</text>
                </>
            });
        }
    }
    let names = classes.iter().enumerate().map(|(at, name)| {
        let (x, y) = place(at, at);
        html! {
            <>
                <text x={(x + CELL.0 / 2).to_string()} y={(TOP - 10).to_string()} text-anchor="middle">{ name }</text>
                <text x={(LEFT - 12).to_string()} y={(y + CELL.1 / 2 + 5).to_string()} text-anchor="end">{ name }</text>
            </>
        }
    });
    let parts = html! {
        <>
            <text class="strong" x={(LEFT + size * CELL.0 / 2).to_string()} y="20" text-anchor="middle">{ "Predicted" }</text>
            <text class="strong" x={(-(TOP + size * CELL.1 / 2)).to_string()} y="16" text-anchor="middle" transform="rotate(-90)">{ "Actual" }</text>
            { for names }
            { for cells }
        </>
    };
    Drawing { width: LEFT + size * CELL.0 + 10, height: TOP + size * CELL.1 + 10, parts, spots }
}
