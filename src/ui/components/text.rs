//! Draws marked-up text. Everything is a text node: there is no way from content to HTML.

use crate::engine::bank::text::{Block, Inline, Line, Text};
use crate::ui::dom::Dom;

/// Inline marks of one line.
pub fn line(d: &mut Dom, line: &Line) {
    for part in &line.0 {
        match part {
            Inline::Plain(words) => d.text(words),
            Inline::Strong(words) => d.el("strong", words),
            Inline::Emphasis(words) => d.el("em", words),
            Inline::Code(words) => d.el("code", words),
            // The compiler of the bank lets only https through; a pack that was tampered with gets no link.
            Inline::Link(words, to) if to.starts_with("https://") => {
                d.link("a[target=_blank][rel=noopener noreferrer]", to, words)
            }
            Inline::Link(words, _) => d.text(words),
        };
    }
}

/// Blocks, each in its own element.
pub fn text(d: &mut Dom, text: &Text) {
    for block in &text.0 {
        match block {
            Block::Paragraph(words) => {
                d.open("p");
                line(d, words);
                d.close();
            }
            Block::Bullets(lines) => list(d, "ul", lines),
            Block::Numbers(lines) => list(d, "ol", lines),
            Block::Table(head, rows) => table(d, head, rows, line),
        }
    }
}

fn list(d: &mut Dom, spec: &'static str, lines: &[Line]) {
    d.open(spec);
    for words in lines {
        d.open("li");
        line(d, words);
        d.close();
    }
    d.close();
}

/// A table of plain words.
pub fn plain_table(d: &mut Dom, head: &[String], rows: &[Vec<String>]) {
    table(d, head, rows, |d, words| {
        d.text(words);
    });
}

/// A table that scrolls by itself where the screen is narrow.
fn table<T>(d: &mut Dom, head: &[T], rows: &[Vec<T>], cell: fn(&mut Dom, &T)) {
    d.open("div.scroll[tabindex=0][role=region][aria-label=Table]").open("table").open("thead").open("tr");
    for name in head {
        d.open("th[scope=col]");
        cell(d, name);
        d.close();
    }
    d.close().close().open("tbody");
    for row in rows {
        d.open("tr");
        for content in row {
            d.open("td");
            cell(d, content);
            d.close();
        }
        d.close();
    }
    d.close().close().close();
}
