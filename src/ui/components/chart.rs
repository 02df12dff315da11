//! Charts of shares: a range on a scale, and what was said against what came of it. A table stands beside each.

use crate::engine::share::Share;
use crate::ui::dom::Dom;

/// A range on a scale from 0 to 100 %, all `0.0..=1.0`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale<'w> {
    /// The lower end.
    pub low: f64,
    /// The middle.
    pub mean: f64,
    /// The upper end.
    pub high: f64,
    /// What it is held against, with a word for it.
    pub line: Option<(f64, &'w str)>,
}

/// A range on a scale, as wide as the page; `label` says the same in words.
pub fn scale(d: &mut Dom, scale: &Scale<'_>, label: &str) {
    let x = |share: f64| 12 + (share * 336.0).round() as i32;
    d.open("div.chart.gauge").open("svg[viewBox=0 0 360 76][role=img]").attr("aria-label", label);
    d.open("rect.rest[x=12][y=30][width=336][height=14][rx=7]").close();
    d.open("rect.cell2[y=30][height=14][rx=7]");
    d.attr_number("x", x(scale.low)).attr_number("width", (x(scale.high) - x(scale.low)).max(4)).close();
    for tenth in [0, 25, 50, 75, 100] {
        d.open("text[y=64][text-anchor=middle]").attr_number("x", x(f64::from(tenth) / 100.0));
        d.number(tenth).close();
    }
    if let Some((share, words)) = scale.line {
        d.open("path.mark-line").attr("d", &["M", &x(share).to_string(), " 20V50"].concat()).close();
        // The word stands where there is room for it.
        let (anchor, at) = if share > 0.5 { ("end", x(share) + 6) } else { ("start", x(share) - 6) };
        d.open("text.strong[y=14]").attr("text-anchor", anchor).attr_number("x", at).text(words).close();
    }
    d.open("circle.point[cy=37][r=7]").attr_number("cx", x(scale.mean)).close().close().close();
}

/// A small range for a table's cell.
pub fn span(d: &mut Dom, low: f64, mean: f64, high: f64) {
    let x = |share: f64| (share * 116.0).round() as i32 + 2;
    d.open("svg.mini[viewBox=0 0 120 14][width=120][height=14][aria-hidden=true]");
    d.open("rect.rest[y=5][width=120][height=4][rx=2]").close();
    d.open("rect.cell2[y=4][height=6][rx=3]").attr_number("x", x(low)).attr_number("width", (x(high) - x(low)).max(3));
    d.close().open("circle.point[cy=7][r=4]").attr_number("cx", x(mean)).close().close();
}

/// What was said (across) against what came of it (upwards), each point with its 95 % interval; the diagonal is where
/// both are the same. Points without tries are left out.
pub fn calibration(d: &mut Dom, points: &[(f64, Share)], across: &str, label: &str) {
    let x = |share: f64| 38 + (share * 250.0).round() as i32;
    let y = |share: f64| 216 - (share * 200.0).round() as i32;
    d.open("div.chart.square-plot").open("svg[viewBox=0 0 300 260][role=img]").attr("aria-label", label);
    for percent in [0u32, 25, 50, 75, 100] {
        let share = f64::from(percent) / 100.0;
        d.open("path.grid").attr("d", &["M38 ", &y(share).to_string(), "H288"].concat()).close();
        d.open("text[x=32][text-anchor=end]").attr_number("y", y(share) + 4).number(percent).close();
        d.open("text[y=234][text-anchor=middle]").attr_number("x", x(share)).number(percent).close();
    }
    d.open("path.axis.dash[d=M38 216L288 16]").close();
    for (said, share) in points {
        let (Some(rate), Some((low, high))) = (share.rate(), share.interval()) else { continue };
        let at = x(*said).to_string();
        d.open("path.span")
            .attr("d", &["M", &at, " ", &y(low).to_string(), "V", &y(high).to_string()].concat())
            .close();
        d.open("circle.point[r=5]").attr("cx", &at).attr_number("cy", y(rate)).close();
    }
    d.open("text[x=163][y=254][text-anchor=middle]").text(across).close().close().close();
}
