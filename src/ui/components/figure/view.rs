//! The frame of a figure: title, drawing with its regions, and the table. Chooses who draws which kind.

use super::shapes::open_rect;
use super::{bars, confusion, curves, data, flow, network};
use crate::engine::bank::figure::{Exhibit, Figure};
use crate::engine::bank::question::Region;
use crate::ui::components::text;
use crate::ui::dom::Dom;
use yew::prelude::*;

/// What is known of a drawing once it is drawn.
pub struct Drawing {
    /// Width, units of the view box.
    pub width: i32,
    /// Height, units of the view box.
    pub height: i32,
    /// Elements by the names that regions use.
    pub spots: Vec<Spot>,
}

/// Where an element is.
pub struct Spot {
    /// For example `p4` or `a1p2`.
    pub at: String,
    /// Left, top, width, height.
    pub place: (i32, i32, i32, i32),
}

/// How a region of a hotspot is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegionState {
    /// Can be chosen.
    Open,
    /// Is chosen.
    Chosen,
    /// Was right.
    Right,
    /// Was chosen and wrong.
    Wrong,
}

/// A region of a hotspot.
#[derive(Clone, Copy)]
pub struct RegionMark<'r> {
    /// Where it is, and what is shown on hover.
    pub region: &'r Region,
    /// How it is marked.
    pub state: RegionState,
}

/// A figure. A table is shown as a table; everything else is drawn and has its table folded beneath.
///
/// `marks` are the regions of a hotspot; `on_pick` is called with the index of the region that was tapped (the list
/// beside the figure is the way by keys).
pub fn figure_view(d: &mut Dom, exhibit: &Exhibit, marks: &[RegionMark], on_pick: Option<&Callback<u8>>) {
    d.open("figure.figure").el("figcaption", &exhibit.title);
    if let Figure::Table { head, rows } = &exhibit.figure {
        grid(d, head, rows, marks, on_pick);
        d.el("p.hidden", &exhibit.alt).close();
        return;
    }
    d.open("svg[role=img]").attr("aria-label", &exhibit.alt);
    let Drawing { width, height, spots } = draw(d, &exhibit.figure);
    d.attr("viewBox", &format!("0 0 {width} {height}"));
    for (at, mark) in marks.iter().enumerate() {
        let Some(spot) = spots.iter().find(|spot| spot.at == mark.region.at) else { continue };
        open_rect(d, "rect.region[rx=5]", spot.place);
        region(d, at, mark.state, ["chosen", "is-right", "is-wrong"], on_pick);
        d.el("title", &mark.region.label).close();
    }
    d.close().open("details").el("summary", "The same as a table");
    let (head, rows) = data::table(&exhibit.figure);
    text::plain_table(d, &head, &rows);
    d.close().close();
}

/// Draws into the open element.
fn draw(d: &mut Dom, figure: &Figure) -> Drawing {
    match figure {
        Figure::Network { unit, activities } => network::draw(d, unit, activities),
        Figure::Histogram { x, y, bars, cumulative } => bars::draw(d, x, y, bars, *cumulative),
        Figure::Flow { x, states, bands } => flow::draw(d, x, states, bands),
        Figure::Confusion { classes, counts } => confusion::draw(d, classes, counts),
        _ => curves::draw(d, figure),
    }
}

/// Marks the open element as a region, in the class names for chosen, right and wrong, and lets it be tapped.
fn region(
    d: &mut Dom,
    at: usize,
    state: RegionState,
    [chosen, right, wrong]: [&str; 3],
    on_pick: Option<&Callback<u8>>,
) {
    let class = match state {
        RegionState::Open => "",
        RegionState::Chosen => chosen,
        RegionState::Right => right,
        RegionState::Wrong => wrong,
    };
    d.class_if(!class.is_empty(), class);
    if let Some(pick) = on_pick {
        d.on_click(pick.reform(move |_: MouseEvent| at as u8));
    }
}

/// A table figure; its rows or cells may be regions.
fn grid(d: &mut Dom, head: &[String], rows: &[Vec<String>], marks: &[RegionMark], on_pick: Option<&Callback<u8>>) {
    d.open("div.scroll[tabindex=0][role=region][aria-label=Table]").open("table").open("thead").open("tr");
    for words in head {
        d.el("th[scope=col]", words);
    }
    d.close().close().open("tbody");
    for (row, cells) in rows.iter().enumerate() {
        d.open("tr");
        let whole = ["r", &(row + 1).to_string()].concat();
        for (column, words) in cells.iter().enumerate() {
            let cell = [&whole, "c", &(column + 1).to_string()].concat();
            let find = |at: &str| marks.iter().position(|mark| mark.region.at == at);
            d.open(if column == 0 { "th[scope=row]" } else { "td" });
            if let Some(at) = find(&cell).or_else(|| find(&whole)) {
                d.class_if(true, "pick");
                region(d, at, marks[at].state, ["chosen", "good", "bad-choice"], on_pick);
            }
            d.text(words).close();
        }
        d.close();
    }
    d.close().close().close();
}
