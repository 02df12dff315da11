//! The frame of a figure: title, drawing with its regions, and the table. Chooses who draws which kind.

use super::{bars, confusion, curves, data, flow, network};
use crate::engine::bank::figure::{Exhibit, Figure};
use crate::ui::components::text;
use yew::prelude::*;

/// A drawing in its own units, and where its nameable elements are.
pub struct Drawing {
    /// Width, units of the view box.
    pub width: i32,
    /// Height, units of the view box.
    pub height: i32,
    /// What is drawn.
    pub parts: Html,
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
#[derive(Clone, Debug, PartialEq)]
pub struct RegionMark {
    /// The element's name.
    pub at: String,
    /// Shown on hover.
    pub label: String,
    /// How it is marked.
    pub state: RegionState,
}

/// What [`FigureView`] is given.
#[derive(Properties, PartialEq)]
pub struct FigureProps {
    /// Title, words and data.
    pub exhibit: Exhibit,
    /// Regions, for a hotspot.
    #[prop_or_default]
    pub marks: Vec<RegionMark>,
    /// Called with the index of the region that was tapped. The list beside it is the way by keys.
    #[prop_or_default]
    pub on_pick: Option<Callback<u8>>,
}

/// A figure. A table is shown as a table; everything else is drawn and has its table folded beneath.
#[component]
pub fn FigureView(props: &FigureProps) -> Html {
    let Exhibit { title, alt, figure } = &props.exhibit;
    if let Figure::Table { head, rows } = figure {
        return html! {
            <figure class="figure">
                <figcaption>{ title }</figcaption>
                { grid(head, rows, props) }
                <p class="hidden">{ alt }</p>
            </figure>
        };
    }
    let drawing = draw(figure);
    let (head, rows) = data::table(figure);
    let cells = |row: &Vec<String>| row.iter().map(|cell| html! { cell }).collect();
    html! {
        <figure class="figure">
            <figcaption>{ title }</figcaption>
            <svg viewBox={format!("0 0 {} {}", drawing.width, drawing.height)} role="img" aria-label={alt.clone()}>
                { drawing.parts }
                { for props.marks.iter().enumerate().filter_map(|(at, mark)| region(at, mark, &drawing.spots, props.on_pick.as_ref())) }
            </svg>
            <details>
                <summary>{ "The same as a table" }</summary>
                { text::table(None, cells(&head), rows.iter().map(cells).collect()) }
            </details>
        </figure>
    }
}

fn draw(figure: &Figure) -> Drawing {
    match figure {
        Figure::Network { unit, activities } => network::draw(unit, activities),
        Figure::Histogram { x, y, bars, cumulative } => bars::draw(x, y, bars, *cumulative),
        Figure::Flow { x, states, bands } => flow::draw(x, states, bands),
        Figure::Confusion { classes, counts } => confusion::draw(classes, counts),
        Figure::Burndown { .. }
        | Figure::EarnedValue { .. }
        | Figure::ControlChart { .. }
        | Figure::Roc { .. }
        | Figure::LossCurve { .. } => curves::draw(figure),
        Figure::Table { .. } => Drawing { width: 1, height: 1, parts: Html::default(), spots: Vec::new() },
    }
}

fn class(state: RegionState) -> &'static str {
    match state {
        RegionState::Open => "region",
        RegionState::Chosen => "region chosen",
        RegionState::Right => "region is-right",
        RegionState::Wrong => "region is-wrong",
    }
}

fn region(at: usize, mark: &RegionMark, spots: &[Spot], on_pick: Option<&Callback<u8>>) -> Option<Html> {
    let (x, y, width, height) = spots.iter().find(|spot| spot.at == mark.at)?.place;
    let onclick = on_pick.map(|pick| pick.reform(move |_: MouseEvent| at as u8));
    Some(html! {
        <rect class={class(mark.state)} x={x.to_string()} y={y.to_string()} width={width.to_string()} height={height.to_string()} rx="5" {onclick}>
            <title>{ &mark.label }</title>
        </rect>
    })
}

/// A table figure; its rows or cells may be regions.
fn grid(head: &[String], rows: &[Vec<String>], props: &FigureProps) -> Html {
    let find = |at: String| props.marks.iter().enumerate().find(move |(_, mark)| mark.at == at);
    let cell = |row: usize, column: usize, words: &String| {
        let hit = find(format!("r{}c{}", row + 1, column + 1)).or_else(|| find(format!("r{}", row + 1)));
        let class = hit.map(|(_, mark)| match mark.state {
            RegionState::Open => "pick",
            RegionState::Chosen => "pick chosen",
            RegionState::Right => "pick good",
            RegionState::Wrong => "pick bad-choice",
        });
        let onclick =
            hit.and_then(|(at, _)| props.on_pick.as_ref().map(|pick| pick.reform(move |_: MouseEvent| at as u8)));
        if column == 0 {
            html! { <th scope="row" {class} {onclick}>{ words }</th> }
        } else {
            html! { <td {class} {onclick}>{ words }</td> }
        }
    };
    html! {
        <div class="scroll" tabindex="0" role="region" aria-label="Table">
            <table>
                <thead><tr>{ for head.iter().map(|words| html! { <th scope="col">{ words }</th> }) }</tr></thead>
                <tbody>{ for rows.iter().enumerate().map(|(row, cells)| html! {
                    <tr>{ for cells.iter().enumerate().map(|(column, words)| cell(row, column, words)) }</tr>
                }) }</tbody>
            </table>
        </div>
    }
}
