//! Draws marked-up text. Everything is a text node: there is no way from content to HTML.

use crate::engine::bank::text::{Block, Inline, Line, Text};
use yew::prelude::*;

/// Inline marks of one line.
#[must_use]
pub fn line(line: &Line) -> Html {
    line.0.iter().map(inline).collect()
}

/// Blocks, each in its own element.
#[must_use]
pub fn text(text: &Text) -> Html {
    text.0.iter().map(block).collect()
}

fn inline(part: &Inline) -> Html {
    match part {
        Inline::Plain(words) => html! { words },
        Inline::Strong(words) => html! { <strong>{ words }</strong> },
        Inline::Emphasis(words) => html! { <em>{ words }</em> },
        Inline::Code(words) => html! { <code>{ words }</code> },
        Inline::Link(words, to) => {
            // The compiler of the bank lets only https through; a pack that was tampered with gets no link.
            if to.starts_with("https://") {
                html! { <a href={to.clone()} target="_blank" rel="noopener noreferrer">{ words }</a> }
            } else {
                html! { words }
            }
        }
    }
}

fn block(part: &Block) -> Html {
    let items = |lines: &[Line]| lines.iter().map(|item| html! { <li>{ line(item) }</li> }).collect::<Html>();
    match part {
        Block::Paragraph(words) => html! { <p>{ line(words) }</p> },
        Block::Bullets(lines) => html! { <ul>{ items(lines) }</ul> },
        Block::Numbers(lines) => html! { <ol>{ items(lines) }</ol> },
        Block::Table(head, rows) => table(
            None,
            head.iter().map(line).collect(),
            rows.iter().map(|row| row.iter().map(line).collect()).collect(),
        ),
    }
}

/// A table that scrolls by itself where the screen is narrow. The first column names its row.
#[must_use]
pub fn table(caption: Option<Html>, head: Vec<Html>, rows: Vec<Vec<Html>>) -> Html {
    html! {
        <div class="scroll" tabindex="0" role="region" aria-label="Table">
            <table>
                { for caption.map(|words| html! { <caption>{ words }</caption> }) }
                <thead><tr>{ for head.into_iter().map(|cell| html! { <th scope="col">{ cell }</th> }) }</tr></thead>
                <tbody>{ for rows.into_iter().map(|row| html! { <tr>{ for row.into_iter().map(|cell| html! { <td>{ cell }</td> }) }</tr> }) }</tbody>
            </table>
        </div>
    }
}
