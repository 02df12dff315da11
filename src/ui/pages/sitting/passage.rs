//! A stem or a case in which can be highlighted.
//!
//! Ranges count the characters of a text's words one after the other, without anything between its blocks: what the
//! browser says of a selection.

use crate::engine::bank::text::{Block, Inline, Line, Text};
use crate::ui::components::text;
use crate::ui::dom::Dom;

/// Characters, from and up to.
pub type Range = (u16, u16);

/// A text with its highlights.
pub fn passage(d: &mut Dom, words: &Text, ranges: &[Range]) {
    if ranges.is_empty() {
        return text::text(d, words);
    }
    let mut at = 0;
    for block in &words.0 {
        match block {
            Block::Paragraph(of) => one(d, "p", of, ranges, &mut at),
            Block::Bullets(of) => list(d, "ul", of, ranges, &mut at),
            Block::Numbers(of) => list(d, "ol", of, ranges, &mut at),
            Block::Table(head, rows) => {
                d.open("div.scroll[tabindex=0][role=region][aria-label=Table]").open("table").open("thead").open("tr");
                head.iter().for_each(|cell| one(d, "th[scope=col]", cell, ranges, &mut at));
                d.close().close().open("tbody");
                for row in rows {
                    d.open("tr");
                    row.iter().for_each(|cell| one(d, "td", cell, ranges, &mut at));
                    d.close();
                }
                d.close().close().close();
            }
        }
    }
}

fn list(d: &mut Dom, spec: &'static str, lines: &[Line], ranges: &[Range], at: &mut usize) {
    d.open(spec);
    lines.iter().for_each(|line| one(d, "li", line, ranges, at));
    d.close();
}

fn one(d: &mut Dom, spec: &'static str, line: &Line, ranges: &[Range], at: &mut usize) {
    d.open(spec);
    for inline in &line.0 {
        d.open(match inline {
            Inline::Strong(_) => "strong",
            Inline::Emphasis(_) => "em",
            Inline::Code(_) => "code",
            // Nobody follows a link in an exam.
            Inline::Plain(_) | Inline::Link(..) => "span",
        });
        for (piece, marked) in pieces(inline.plain(), ranges, *at) {
            if marked {
                d.el("mark", &piece);
            } else {
                d.text(&piece);
            }
        }
        *at += inline.plain().chars().count();
        d.close();
    }
    d.close();
}

/// A run of words that begins at a place, cut where highlights begin and end.
fn pieces(words: &str, ranges: &[Range], start: usize) -> Vec<(String, bool)> {
    let mut pieces: Vec<(String, bool)> = Vec::new();
    for (at, c) in words.chars().enumerate() {
        let at = start + at;
        let marked = ranges.iter().any(|(from, to)| (usize::from(*from)..usize::from(*to)).contains(&at));
        match pieces.last_mut() {
            Some((piece, same)) if *same == marked => piece.push(c),
            _ => pieces.push((c.to_string(), marked)),
        }
    }
    pieces
}

/// The sentences of a text with where they stand: a way to highlight without a pointer.
#[must_use]
pub fn sentences(words: &Text) -> Vec<(Range, String)> {
    let mut all = Vec::new();
    let mut at = 0usize;
    let mut line = |line: &Line| {
        let words: Vec<char> = line.0.iter().flat_map(|inline| inline.plain().chars()).collect();
        let mut from = 0;
        for end in 1..=words.len() {
            let stop = matches!(words[end - 1], '.' | '?' | '!') && words.get(end).is_none_or(|c| c.is_whitespace());
            if stop || end == words.len() {
                let sentence: String = words[from..end].iter().collect();
                let lead = sentence.chars().take_while(|c| c.is_whitespace()).count();
                let place = |at: usize| u16::try_from(at).unwrap_or(u16::MAX);
                if !sentence.trim().is_empty() {
                    all.push(((place(at + from + lead), place(at + end)), sentence.trim().to_owned()));
                }
                from = end;
            }
        }
        at += words.len();
    };
    for block in &words.0 {
        match block {
            Block::Paragraph(of) => line(of),
            Block::Bullets(of) | Block::Numbers(of) => of.iter().for_each(&mut line),
            Block::Table(head, rows) => {
                head.iter().for_each(&mut line);
                rows.iter().flatten().for_each(&mut line);
            }
        }
    }
    all
}
