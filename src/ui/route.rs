//! Routes: what stands behind the `#` of the address. One page per route; anything else is [`Route::Unknown`].

use crate::engine::id::{ItemId, TRACKS, TrackId};

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
            ["item", id] => ItemId::parse(id).map_or_else(unknown, Self::Item),
            [page, name] => match (*page, track(name)) {
                ("study", Some(track)) => Self::Study(Some(track)),
                ("practice", Some(track)) => Self::Practice(Some(track)),
                ("library", Some(track)) => Self::Library(Some(track)),
                ("progress", Some(track)) => Self::Progress(Some(track)),
                ("deck", Some(track)) => Self::Deck(track),
                _ => unknown(),
            },
            _ => unknown(),
        }
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
            Self::Item(id) => format!("#/item/{id}"),
            Self::Deck(track) => format!("#/deck/{track}"),
            Self::Settings => "#/settings".to_owned(),
            Self::Data => "#/data".to_owned(),
            Self::About => "#/about".to_owned(),
            Self::Unknown(path) => format!("#{path}"),
        }
    }
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
        for hash in ["#/nowhere", "#/study/xyz", "#/item/<script>", "#/study/csm/more", "#/item/csm", "#//x//"] {
            assert!(matches!(Route::parse(hash), Route::Unknown(_)), "{hash}");
        }
        for hash in ["", "#", "#/", "#//", "#/?utm=1"] {
            assert_eq!(Route::parse(hash), Route::Today, "{hash}");
        }
    }
}
