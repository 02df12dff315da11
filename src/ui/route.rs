//! Routes: what stands behind the `#` of the address. One page per route; anything else is [`Route::Unknown`].

use crate::engine::id::{DeviceId, EventId, ItemId, TRACKS, TrackId};

/// A place in the app.
#[derive(Clone, Debug, PartialEq)]
pub enum Route {
    /// What now, how long, how am I doing.
    Today,
    /// The queue of a track (the chosen one where none is named).
    Study(Option<TrackId>),
    /// Build a set.
    Practice(Option<TrackId>),
    /// All items of a track.
    Library(Option<TrackId>),
    /// One item.
    Item(ItemId),
    /// Past numbers.
    Progress(Option<TrackId>),
    /// What a deck holds and what its exam is.
    Deck(TrackId),
    /// Make a mock exam.
    Exam(Option<TrackId>),
    /// A sitting, by the event that began it.
    Sitting(EventId),
    /// What a sitting says.
    Report(EventId),
    /// Calculations without end.
    Drills(Option<TrackId>),
    /// What a track computes.
    Formulas(Option<TrackId>),
    /// The queue of a track for so many minutes.
    Minutes(TrackId, u16),
    /// A practice set of these questions.
    Set(TrackId, Vec<ItemId>),
    /// The days to the exam.
    Plan(Option<TrackId>),
    /// What a new form would bring.
    Forecast(Option<TrackId>),
    /// Misconceptions that the learner fell for.
    Traps(Option<TrackId>),
    /// The way to AI project manager.
    Way,
    /// Choices.
    Settings,
    /// Where the learner's data are, and everything that can be done with them.
    Data,
    /// What Certdeck is.
    About,
    /// Not a place; the text is what was asked for.
    Unknown(String),
}

impl Route {
    /// Reads what follows the `#`.
    #[must_use]
    pub fn parse(hash: &str) -> Self {
        let path = hash.trim_start_matches('#').split('?').next().unwrap_or_default();
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let unknown = || Self::Unknown(path.chars().take(80).collect());
        let track = |name: &str| TRACKS.contains(&name).then(|| TrackId::new(name));
        match parts.as_slice() {
            [] => Self::Today,
            ["settings"] => Self::Settings,
            ["data"] => Self::Data,
            ["about"] => Self::About,
            ["study"] => Self::Study(None),
            ["practice"] => Self::Practice(None),
            ["library"] => Self::Library(None),
            ["progress"] => Self::Progress(None),
            ["plan"] => Self::Plan(None),
            ["forecast"] => Self::Forecast(None),
            ["traps"] => Self::Traps(None),
            ["way"] => Self::Way,
            ["study", name, minutes] => match (track(name), minutes.parse()) {
                (Some(track), Ok(minutes @ 1..=LONGEST)) => Self::Minutes(track, minutes),
                _ => unknown(),
            },
            ["practice", name, items] => match (track(name), set(name, items)) {
                (Some(track), Some(items)) => Self::Set(track, items),
                _ => unknown(),
            },
            ["exam"] => Self::Exam(None),
            ["exam", id, "report"] => event(id).map_or_else(unknown, Self::Report),
            ["exam", id] if id.contains('.') => event(id).map_or_else(unknown, Self::Sitting),
            ["drills"] => Self::Drills(None),
            ["formulas"] => Self::Formulas(None),
            ["item", id] => ItemId::parse(id).map_or_else(unknown, Self::Item),
            [page, name] => match (*page, track(name)) {
                ("study", Some(track)) => Self::Study(Some(track)),
                ("practice", Some(track)) => Self::Practice(Some(track)),
                ("library", Some(track)) => Self::Library(Some(track)),
                ("progress", Some(track)) => Self::Progress(Some(track)),
                ("deck", Some(track)) => Self::Deck(track),
                ("exam", Some(track)) => Self::Exam(Some(track)),
                ("plan", Some(track)) => Self::Plan(Some(track)),
                ("forecast", Some(track)) => Self::Forecast(Some(track)),
                ("traps", Some(track)) => Self::Traps(Some(track)),
                ("drills", Some(track)) => Self::Drills(Some(track)),
                ("formulas", Some(track)) => Self::Formulas(Some(track)),
                _ => unknown(),
            },
            _ => unknown(),
        }
    }

    /// The document's title.
    #[must_use]
    pub fn title(&self) -> String {
        let page = match self {
            Self::Today => return "Certdeck: study for your certification exam".to_owned(),
            Self::Study(_) | Self::Minutes(..) => "Study",
            Self::Practice(_) | Self::Set(..) => "Practice",
            Self::Plan(_) => "Plan",
            Self::Forecast(_) => "Forecast",
            Self::Traps(_) => "Misconceptions",
            Self::Way => "The way",
            Self::Library(_) => "Library",
            Self::Item(_) => "Item",
            Self::Progress(_) => "Progress",
            Self::Deck(_) => "Deck",
            Self::Exam(_) | Self::Sitting(_) => "Mock exam",
            Self::Report(_) => "Exam report",
            Self::Drills(_) => "Drills",
            Self::Formulas(_) => "Formulas",
            Self::Settings => "Settings",
            Self::Data => "Your data",
            Self::About => "About",
            Self::Unknown(_) => "No such page",
        };
        format!("{page} · Certdeck")
    }

    /// The address, `#/…`.
    #[must_use]
    pub fn hash(&self) -> String {
        let with = |page: &str, track: &Option<TrackId>| match track {
            Some(track) => format!("#/{page}/{track}"),
            None => format!("#/{page}"),
        };
        match self {
            Self::Today => "#/".to_owned(),
            Self::Study(track) => with("study", track),
            Self::Practice(track) => with("practice", track),
            Self::Library(track) => with("library", track),
            Self::Progress(track) => with("progress", track),
            Self::Exam(track) => with("exam", track),
            Self::Sitting(id) => format!("#/exam/{}.{}", id.device.0, id.counter),
            Self::Report(id) => format!("#/exam/{}.{}/report", id.device.0, id.counter),
            Self::Plan(track) => with("plan", track),
            Self::Forecast(track) => with("forecast", track),
            Self::Traps(track) => with("traps", track),
            Self::Way => "#/way".to_owned(),
            Self::Minutes(track, minutes) => format!("#/study/{track}/{minutes}"),
            Self::Set(track, items) => {
                let of_track = track.as_str().len() + 1;
                let names = items.iter().filter_map(|item| item.as_str().get(of_track..));
                format!("#/practice/{track}/{}", names.collect::<Vec<_>>().join("."))
            }
            Self::Drills(track) => with("drills", track),
            Self::Formulas(track) => with("formulas", track),
            Self::Item(id) => format!("#/item/{id}"),
            Self::Deck(track) => format!("#/deck/{track}"),
            Self::Settings => "#/settings".to_owned(),
            Self::Data => "#/data".to_owned(),
            Self::About => "#/about".to_owned(),
            Self::Unknown(path) => format!("#{path}"),
        }
    }
}

/// The most minutes that a queue is asked for.
const LONGEST: u16 = 600;

/// The most questions of a set in an address.
const MOST: usize = 60;

/// The questions of a set as they stand in an address, `daily-001.sprint-002`; none of them twice.
fn set(track: &str, text: &str) -> Option<Vec<ItemId>> {
    let mut items: Vec<ItemId> = Vec::new();
    for name in text.split('.').take(MOST) {
        let item = ItemId::parse(&[track, "-", name].concat())?;
        if !items.contains(&item) {
            items.push(item);
        }
    }
    Some(items)
}

/// An event's name as it stands in an address, `1234.5`.
fn event(text: &str) -> Option<EventId> {
    let (device, counter) = text.split_once('.')?;
    Some(EventId { device: DeviceId(device.parse().ok()?), counter: counter.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_route_reads_back() {
        let csm = || Some(TrackId::new("csm"));
        for route in [
            Route::Today,
            Route::Study(None),
            Route::Study(csm()),
            Route::Practice(csm()),
            Route::Library(None),
            Route::Item(ItemId::new("csm-daily-004")),
            Route::Progress(csm()),
            Route::Deck(TrackId::new("pmp")),
            Route::Plan(csm()),
            Route::Forecast(None),
            Route::Traps(csm()),
            Route::Way,
            Route::Minutes(TrackId::new("csm"), 25),
            Route::Set(TrackId::new("csm"), vec![ItemId::new("csm-daily-004"), ItemId::new("csm-why-scrum-001")]),
            Route::Exam(csm()),
            Route::Sitting(EventId { device: DeviceId(u64::MAX), counter: 7 }),
            Route::Report(EventId { device: DeviceId(1), counter: 0 }),
            Route::Drills(None),
            Route::Formulas(csm()),
            Route::Settings,
            Route::Data,
            Route::About,
        ] {
            assert_eq!(Route::parse(&route.hash()), route, "{}", route.hash());
        }
    }

    /// What the fuzzer has found worth keeping.
    #[test]
    fn the_corpus_is_read() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fuzz/corpus/route");
        let mut count = 0;
        for file in std::fs::read_dir(folder).expect("a corpus").flatten() {
            let bytes = std::fs::read(file.path()).expect("a file of the corpus");
            let route = Route::parse(&String::from_utf8_lossy(&bytes));
            assert!(matches!(route, Route::Unknown(_)) || Route::parse(&route.hash()) == route, "{:?}", file.path());
            count += 1;
        }
        assert!(count >= 5, "{count} files");
    }

    #[test]
    fn what_is_no_place_is_unknown() {
        for hash in [
            "#/nowhere",
            "#/study/xyz",
            "#/item/<script>",
            "#/study/csm/more",
            "#/item/csm",
            "#//x//",
            "#/exam/1.x",
            "#/exam/csm/report",
        ] {
            assert!(matches!(Route::parse(hash), Route::Unknown(_)), "{hash}");
        }
        for hash in ["", "#", "#/", "#//", "#/?utm=1"] {
            assert_eq!(Route::parse(hash), Route::Today, "{hash}");
        }
    }
}
