//! The calendar: weeks of days with their load, as a table that is its own picture; and the same as a list.

use crate::engine::id::TrackId;
use crate::engine::plan::agenda::Agenda;
use crate::engine::plan::calendar::{Day, Plan};
use crate::engine::sorted::Map;
use crate::engine::time::{Date, StudyDay};
use crate::ui::components::facts::table_head;
use crate::ui::dom::Dom;
use crate::ui::handle::App;
use crate::ui::wording;

/// Weeks that are shown at once; the others are folded.
const WEEKS: i32 = 10;

const WEEKDAYS: [(&str, &str); 7] = [
    ("Mon", "Monday"),
    ("Tue", "Tuesday"),
    ("Wed", "Wednesday"),
    ("Thu", "Thursday"),
    ("Fri", "Friday"),
    ("Sat", "Saturday"),
    ("Sun", "Sunday"),
];
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// All days until the exam.
pub fn days(d: &mut Dom, app: &App, plan: &Plan, agenda: &Map<StudyDay, Agenda>, today: StudyDay) {
    let monday = today.plus(-i32::from(today.weekday()));
    let last = plan.days.last().map_or(plan.exam, |day| day.day.plus(1)).min(plan.exam);
    let weeks = last.since(monday) / 7 + 1;
    let most = agenda.values().map(|agenda| agenda.load).max().unwrap_or(0).max(1);
    let month = Month { plan, agenda, today, most, shared: plans(agenda) > 1 };
    weeks_of(d, &month, monday, 0..weeks.min(WEEKS));
    if weeks > WEEKS {
        d.open("details").open("summary").text("The other ").text(&wording::count(
            (weeks - WEEKS) as u32,
            "week",
            "weeks",
        ));
        d.close();
        weeks_of(d, &month, monday, WEEKS..weeks);
        d.close();
    }
    if last < plan.exam {
        d.el("p.quiet", "A year is planned; the days behind it follow when they come nearer.");
    }
    d.open("p.quiet").text("Minutes a day; the darker, the more. ▲ mock exam, – day off, ★ exam.");
    if month.shared {
        d.text(" Several exams share a day: the figure is for all of them together.");
    }
    d.close();
    list(d, app, plan, agenda);
}

/// How many tracks there are on any day.
fn plans(agenda: &Map<StudyDay, Agenda>) -> usize {
    agenda.values().map(|agenda| agenda.tracks.len()).max().unwrap_or(0)
}

/// What a cell needs.
struct Month<'p> {
    plan: &'p Plan,
    agenda: &'p Map<StudyDay, Agenda>,
    today: StudyDay,
    most: u32,
    shared: bool,
}

fn weeks_of(d: &mut Dom, month: &Month<'_>, monday: StudyDay, weeks: std::ops::Range<i32>) {
    d.open("table.calendar").el("caption.hidden", "Minutes of study by day").open("thead").open("tr");
    for (short, long) in WEEKDAYS {
        d.open("th[scope=col]").open("abbr").attr("title", long).text(short).close().close();
    }
    d.close().close().open("tbody");
    for week in weeks {
        d.open("tr");
        for weekday in 0..7 {
            cell(d, month, monday.plus(7 * week + weekday));
        }
        d.close();
    }
    d.close().close();
}

const SHADES: [&str; 5] = ["load0", "load1", "load2", "load3", "load4"];

fn cell(d: &mut Dom, month: &Month<'_>, day: StudyDay) {
    let date = Date::from(day);
    if day < month.today || day > month.plan.exam {
        d.open("td.gone").el("span.date", &date.day.to_string()).close();
        return;
    }
    let agenda = month.agenda.get(&day);
    let load = agenda.map_or(0, |agenda| agenda.load);
    let exam = agenda.is_some_and(|agenda| !agenda.exams.is_empty());
    let mock = agenda.is_some_and(|agenda| agenda.tracks.iter().any(|(_, day)| day.mock.is_some()));
    let off = agenda.is_some_and(|agenda| !agenda.tracks.is_empty() && agenda.tracks.iter().all(|(_, day)| day.off));
    let shade = (load * 4).div_ceil(month.most).min(4) as usize;
    d.open("td").class_if(true, SHADES[shade]).class_if(day == month.today, "now").class_if(exam, "exam");
    d.attr("title", &words(day, agenda));
    d.open("span.date").number(date.day.into());
    if date.day == 1 || day == month.today {
        d.text(" ").text(MONTHS[usize::from(date.month.clamp(1, 12)) - 1]);
    }
    d.close().open("span.load");
    if exam {
        d.text("★").el("span.hidden", " exam");
    } else if mock {
        d.text("▲").el("span.hidden", " mock exam");
    } else if off {
        d.text("–").el("span.hidden", " day off");
    } else if load > 0 {
        d.number(load).el("span.hidden", " minutes");
    }
    d.close().close();
}

fn words(day: StudyDay, agenda: Option<&Agenda>) -> String {
    let mut words = wording::day(day);
    if let Some(agenda) = agenda {
        for track in &agenda.exams {
            words = [&words, ": exam ", &wording::short(track)].concat();
        }
        for (track, day) in &agenda.tracks {
            words = [&words, "; ", &wording::short(track), " ", &of_day(day)].concat();
        }
    }
    words
}

fn of_day(day: &Day) -> String {
    match day.mock {
        Some(mock) => ["mock exam, form ", &mock.form.to_string()].concat(),
        None if day.off => "day off".to_owned(),
        None => [&day.load.to_string(), " of ", &day.minutes.to_string(), " min"].concat(),
    }
}

/// The same day by day.
fn list(d: &mut Dom, app: &App, plan: &Plan, agenda: &Map<StudyDay, Agenda>) {
    let shared = plans(agenda) > 1;
    d.open("details")
        .el("summary", "The same as a list")
        .open("div.scroll[tabindex=0][role=region][aria-label=The days as a list]")
        .open("table");
    table_head(d, "Day", false, &["Minutes", "reviews", "new"]);
    for day in &plan.days {
        row(d, &wording::day(day.day), day);
        if shared {
            let others = agenda.get(&day.day).into_iter().flat_map(|agenda| &agenda.tracks);
            others.filter(|(track, _)| *track != plan.track).for_each(|(track, day)| other(d, app, track, day));
        }
    }
    d.open("tr").el("th[scope=row]", &wording::day(plan.exam)).open("td.n[colspan=3]").text("exam").close().close();
    d.close().close().close().close();
}

fn other(d: &mut Dom, app: &App, track: &TrackId, day: &Day) {
    row(d, &["and ", &app.short(track)].concat(), day);
}

fn row(d: &mut Dom, name: &str, day: &Day) {
    d.open("tr").el("th[scope=row]", name);
    match day.mock {
        Some(mock) => {
            d.open("td.n[colspan=3]").text("mock exam, form ").number(mock.form.into());
            d.text(", ").number(mock.minutes.into()).text(" min").close();
        }
        None if day.off => {
            d.open("td.n[colspan=3]").text("day off").close();
        }
        None => {
            d.open("td.n").number(day.load).text(" of ").number(day.minutes).close();
            d.open("td.n").number(day.reviews).close().open("td.n").number(day.new).close();
        }
    }
    d.close();
}
