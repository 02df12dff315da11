//! Facts and numbers in rows.

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

/// A row of such a table, without a chart.
pub fn table_row(d: &mut Dom, name: &str, numbers: &[&str]) {
    d.open("tr").el("th[scope=row]", name);
    for number in numbers {
        d.el("td.n", number);
    }
    d.close();
}
