//! Facts and numbers in rows.

use crate::engine::share::Share;
use crate::ui::dom::Dom;

/// A value with its name, and small print on it.
pub fn fact(d: &mut Dom, name: &str, value: &str, small: &str) {
    d.open("div").el("dt", name).open("dd").text(value).el("small", small).close().close();
}

/// The head of a table, and the beginning of its body: a name, a chart where there is one, numbers.
pub fn table_head(d: &mut Dom, name: &str, chart: bool, numbers: &[&str]) {
    d.open("thead").open("tr").el("th[scope=col]", name);
    if chart {
        d.open("th[scope=col]").el("span.hidden", "Chart").close();
    }
    for name in numbers {
        d.el("th.n[scope=col]", name);
    }
    d.close().close().open("tbody");
}

/// A cell of such a table: a share as a bar with its interval, or the word that there is too little.
pub fn bar(d: &mut Dom, share: Share) {
    d.open("td");
    if let (Some(rate), Some((low, high)), true) = (share.rate(), share.interval(), share.enough()) {
        let x = |value: f64| (value * 120.0).round() as i32;
        d.open("svg.mini[viewBox=0 0 120 14][width=120][height=14][aria-hidden=true]");
        d.open("rect.rest[y=3][width=120][height=8][rx=2]").close();
        d.open("rect.fill[y=3][height=8][rx=2]").attr_number("width", x(rate)).close();
        let span = ["M", &x(low).to_string(), " 7H", &x(high).to_string()].concat();
        d.open("path.span").attr("d", &span).close().close();
    } else {
        d.el("span.quiet", "too few");
    }
    d.close();
}

/// A row of such a table, without a chart.
pub fn table_row(d: &mut Dom, name: &str, numbers: &[&str]) {
    d.open("tr").el("th[scope=row]", name);
    for number in numbers {
        d.el("td.n", number);
    }
    d.close();
}
