//! The numbers of a report, each with the count behind it.

use super::share;
use crate::engine::bank::track::{Pass, Track};
use crate::engine::exam::report::{Report, Row};
use crate::engine::exam::sitting::Sitting;
use crate::engine::share::Share;
use crate::ui::components::facts::{bar, fact, table_head};
use crate::ui::dom::Dom;
use crate::ui::handle::App;
use crate::ui::wording;

/// All sections between the result and the review.
pub fn figures(d: &mut Dom, _app: &App, report: &Report, track: &Track, sitting: &Sitting) {
    d.open("dl.facts");
    let pace = &report.pace;
    let used = [&minutes(pace.used_ms), " of ", &minutes(pace.allowed_ms), " min"].concat();
    let open = report.score.scored.of - report.score.answered;
    let extra = sitting.started().extra_percent;
    let added = if extra > 0 { ["with ", &extra.to_string(), " % more time"].concat() } else { String::new() };
    fact(d, "Time", &used, &added);
    fact(d, "Open", &open.to_string(), "scored questions without an answer");
    if report.score.pretest.of > 0 {
        let words = ["of ", &report.score.pretest.of.to_string(), " unscored ones right"].concat();
        fact(d, "Pretest", &report.score.pretest.hits.to_string(), &words);
    }
    let credit = report.score.credit_thousandths;
    if credit > report.score.scored.hits * 1000 {
        let whole = [&(credit / 1000).to_string(), ".", &(credit % 1000 / 100).to_string()].concat();
        fact(d, "With partial credit", &whole, "questions; the exam gives none");
    }
    fact(d, "Seen for the first time", &share(report.first_time), &of(report.first_time));
    if report.repeated.of > 0 {
        fact(d, "Seen before", &share(report.repeated), &of(report.repeated));
    }
    if let Some(points) = report.memorised() {
        fact(
            d,
            "Memorised",
            &[&points.to_string(), " points"].concat(),
            "by which repeats went better than first times",
        );
    }
    d.close().el("h2", "By domain");
    domains(d, report, track, sitting);
    d.open("details").el("summary", "By topic");
    table(d, "Topic", report.topics.iter().map(|(_, row)| row));
    d.close();
    let groups: [(&str, Vec<&Row>); 4] = [
        ("Approach", report.approaches.iter().map(|(_, row)| row).collect()),
        ("Level", report.levels.iter().map(|(_, row)| row).collect()),
        ("Kind", report.kinds.iter().map(|(_, row)| row).collect()),
        ("How sure", report.confidence.iter().map(|(_, row)| row).collect()),
    ];
    d.el("h2", "By approach, level, kind and confidence");
    for (name, rows) in groups {
        if !rows.is_empty() {
            table(d, name, rows.into_iter());
        }
    }
    time(d, report);
}

fn of(share: Share) -> String {
    wording::count(share.of, "scored question", "scored questions")
}

fn minutes(ms: u32) -> String {
    (ms.div_ceil(60_000)).to_string()
}

fn line(d: &mut Dom, row: &Row, band: Option<&str>) {
    d.open("tr").el("th[scope=row]", &row.name);
    bar(d, row.share);
    d.el("td.n", &share(row.share)).open("td.n").number(row.share.hits).text(" / ").number(row.share.of).close();
    if let Some(band) = band {
        d.el("td", band);
    }
    d.close();
}

fn table<'r>(d: &mut Dom, name: &str, rows: impl Iterator<Item = &'r Row>) {
    d.open("div.scroll[tabindex=0][role=region]")
        .attr("aria-label", &["By ", &name.to_lowercase()].concat())
        .open("table.told");
    table_head(d, name, true, &["Right", "Count"]);
    rows.for_each(|row| line(d, row, None));
    d.close().close().close();
}

fn domains(d: &mut Dom, report: &Report, track: &Track, sitting: &Sitting) {
    let outline = track.outlines.iter().find(|outline| outline.from == sitting.started().outline);
    let bands =
        outline.and_then(|outline| if let Pass::Bands { bands, .. } = &outline.pass { Some(bands) } else { None });
    d.open("div.scroll[tabindex=0][role=region][aria-label=By domain]").open("table.told");
    let columns: &[&str] = if bands.is_some() { &["Right", "Count", "Band"] } else { &["Right", "Count"] };
    table_head(d, "Domain", true, columns);
    for (_, row, band) in &report.domains {
        let band = bands.zip(*band).and_then(|(bands, band)| bands.get(band)).map(|band| band.name.as_str());
        line(d, row, band.or(bands.map(|_| "–")));
    }
    d.close().close().close();
}

/// Pace, fatigue, and what changing answers did.
fn time(d: &mut Dom, report: &Report) {
    let pace = &report.pace;
    d.el("h2", "Time and stamina").open("dl.facts");
    fact(d, "A question took", &seconds(pace.mean_ms), &["on average, of ", &seconds(pace.each_ms), " each"].concat());
    let wrong = [&pace.rushed_wrong.to_string(), " of them wrong"].concat();
    fact(d, "Rushed", &pace.rushed.len().to_string(), &["in less than a quarter of that, ", &wrong].concat());
    let [to_right, to_wrong, still] = report.changes;
    fact(d, "Changed to right", &to_right.to_string(), "answers");
    fact(d, "Changed to wrong", &to_wrong.to_string(), "answers");
    fact(d, "Changed, wrong before and after", &still.to_string(), "answers");
    d.close().open("table.told").el("caption", "Right, by quarter of the exam: a falling line means that you tire");
    table_head(d, "Quarter", true, &["Right", "Count"]);
    for (name, quarter) in ["First", "Second", "Third", "Fourth"].into_iter().zip(report.quarters) {
        line(d, &Row { name: name.to_owned(), share: quarter }, None);
    }
    d.close().close();
    if !pace.slowest.is_empty() {
        d.open("table").el("caption", "The slowest");
        table_head(d, "Question", false, &["Time", "Result"]);
        for at in &pace.slowest {
            let Some(line) = report.lines.get(usize::from(*at)) else { continue };
            d.open("tr").open("th[scope=row]").text("Question ").number(u32::from(*at) + 1).close();
            d.el("td.n", &seconds(line.millis)).el("td.n", if line.right() { "✓ right" } else { "✗ wrong" }).close();
        }
        d.close().close();
    }
}

fn seconds(ms: u32) -> String {
    let seconds = (ms + 500) / 1000;
    if seconds < 120 {
        [&seconds.to_string(), " s"].concat()
    } else {
        [&(seconds / 60).to_string(), " min ", &(seconds % 60).to_string(), " s"].concat()
    }
}
