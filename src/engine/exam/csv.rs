//! The report as a table for spreadsheets: RFC 4180, and nothing in it that a spreadsheet would take for a formula.

use super::report::Report;
use crate::engine::decimal;
use crate::engine::progress::event::Confidence;

/// The columns.
const HEAD: [&str; 15] = [
    "number",
    "question",
    "domain",
    "topic",
    "approach",
    "kind",
    "level",
    "scored",
    "answered",
    "right",
    "partial_credit",
    "confidence",
    "flagged",
    "seconds",
    "seen_before",
];

/// The table: a head and a line for each question, lines parted by CR LF as the standard has it.
#[must_use]
pub fn csv(report: &Report) -> String {
    let mut table = String::new();
    row(&mut table, HEAD.into_iter());
    let yes = |yes: bool| if yes { "yes" } else { "no" };
    for line in &report.lines {
        let number = (u32::from(line.at) + 1).to_string();
        let domain = report.domains.iter().find(|(id, ..)| Some(id) == line.domain.as_ref());
        let topic = report.topics.iter().find(|(id, _)| *id == line.topic);
        let given = line.given.as_ref();
        let credit = given.map_or(0.0, |given| f64::from(given.mark.parts_right) / f64::from(given.mark.parts.max(1)));
        let confidence = match given.and_then(|given| given.confidence) {
            Some(Confidence::Guessed) => "guessed",
            Some(Confidence::ThoughtSo) => "thought so",
            Some(Confidence::Certain) => "certain",
            None => "",
        };
        let credit = decimal::shortest((credit * 100.0).round() / 100.0);
        let seconds = (line.millis / 1000).to_string();
        let cells = [
            number.as_str(),
            line.item.as_str(),
            domain.map_or("", |(_, row, _)| &row.name),
            topic.map_or(line.topic.as_str(), |(_, row)| &row.name),
            line.mode.map_or("", |mode| mode.name()),
            line.kind.map_or("", |kind| kind.name()),
            line.level.map_or("", |level| level.name()),
            yes(!line.pretest),
            yes(given.is_some()),
            yes(line.right()),
            credit.as_str(),
            confidence,
            yes(line.flagged),
            seconds.as_str(),
            yes(line.repeated),
        ];
        row(&mut table, cells.into_iter());
    }
    table
}

fn row<'c>(table: &mut String, cells: impl Iterator<Item = &'c str>) {
    for (at, text) in cells.enumerate() {
        if at > 0 {
            table.push(',');
        }
        cell(table, text);
    }
    table.push_str("\r\n");
}

/// A cell. What begins as a formula does in a spreadsheet gets an apostrophe before it; what holds a separator is
/// quoted.
fn cell(table: &mut String, text: &str) {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '|', '%']);
    // Some spreadsheets look past blanks.
    let formula = formula || text.trim_start().starts_with(['=', '+', '-', '@']);
    let quoted = formula || text.contains([',', ';', '"', '\r', '\n', '\t']) || text.trim() != text;
    if quoted {
        table.push('"');
    }
    if formula {
        table.push('\'');
    }
    for c in text.chars() {
        if c == '"' {
            table.push('"');
        }
        table.push(c);
    }
    if quoted {
        table.push('"');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        let check = |text: &str, expect: &str| {
            let mut table = String::new();
            cell(&mut table, text);
            assert_eq!(table, expect, "{text:?}");
        };
        check("Events", "Events");
        check("Roles, teams", "\"Roles, teams\"");
        check("the \"why\"", "\"the \"\"why\"\"\"");
        check("=HYPERLINK(\"http://x\")", "\"'=HYPERLINK(\"\"http://x\"\")\"");
        check("+1", "\"'+1\"");
        check("-1", "\"'-1\"");
        check("@SUM(A1)", "\"'@SUM(A1)\"");
        check("\t=1", "\"'\t=1\"");
        check(" =1", "\"' =1\"");
        check("a\r\n=1", "\"a\r\n=1\"");
        check("", "");
    }
}
