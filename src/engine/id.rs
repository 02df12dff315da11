//! Names of things: tracks, domains, topics, items, traps, devices, events.
//!
//! Decides what a well-formed id is. An item's id carries its track and topic (`csm-daily-004`), so that a
//! history can be read without the bank at hand.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

/// The tracks that exist, in the order in which they are shown. An id's first part is one of them.
pub const TRACKS: [&str; 6] = ["pmp", "capm", "csm", "mla", "aif", "cpmai"];

macro_rules! name {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
            /// A name that is known to be well formed (from a checked pack or a literal).
            #[must_use]
            pub fn new(text: &str) -> Self {
                Self(text.into())
            }
        }
        /// Maps keyed by the name can be asked with plain text.
        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.serialize_str(&self.0)
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                Ok(Self(String::deserialize(d)?.into()))
            }
        }
    };
}

name!(
    /// A track: one exam, for example `csm`.
    TrackId
);
name!(
    /// A domain within a track, for example `events`.
    DomainId
);
name!(
    /// A topic within a track (unique there, whatever its domain), for example `daily`.
    TopicId
);
name!(
    /// A named misconception within a track, for example `status-meeting`.
    TrapId
);
name!(
    /// A question, card, drill or case: `<track>-<topic>-<tail>`.
    ItemId
);

/// What an item is, as the tail of its id says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ItemKind {
    /// `csm-daily-004`
    Question,
    /// `csm-daily-c02`
    Card,
    /// `pmp-finance-d01`
    Drill,
    /// `pmp-risk-k01`
    Case,
}

impl ItemId {
    /// Reads a well-formed id; `None` where the text is not one. Pure syntax: the bank need not know the item.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let id = Self::new(text);
        let (track, rest) = text.split_once('-')?;
        let (topic, tail) = rest.rsplit_once('-')?;
        let slug =
            |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        let tail_ok = match tail.as_bytes() {
            [a, b, c] if a.is_ascii_digit() => b.is_ascii_digit() && c.is_ascii_digit(),
            [b'c' | b'd' | b'k', b, c] => b.is_ascii_digit() && c.is_ascii_digit(),
            _ => false,
        };
        (text.len() <= 64 && slug(track) && slug(topic) && tail_ok).then_some(id)
    }

    /// The track's part of the id.
    #[must_use]
    pub fn track(&self) -> TrackId {
        TrackId::new(self.0.split('-').next().unwrap_or_default())
    }

    /// The topic's part of the id.
    #[must_use]
    pub fn topic(&self) -> TopicId {
        let after = self.0.split_once('-').map_or("", |(_, rest)| rest);
        TopicId::new(after.rsplit_once('-').map_or("", |(topic, _)| topic))
    }

    /// What the id's tail says the item is.
    #[must_use]
    pub fn kind(&self) -> ItemKind {
        match self.0.rsplit('-').next().and_then(|tail| tail.bytes().next()) {
            Some(b'c') => ItemKind::Card,
            Some(b'd') => ItemKind::Drill,
            Some(b'k') => ItemKind::Case,
            _ => ItemKind::Question,
        }
    }
}

/// One browser profile's lasting random number. Two devices never share one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeviceId(pub u64);

/// An event's name: who wrote it, and the how-many-th it was. Unique for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId {
    /// The device that wrote it.
    pub device: DeviceId,
    /// Counts up per device; gaps are allowed.
    pub counter: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_say_where_an_item_belongs() {
        let check = |text: &str, expect: Option<(&str, &str, ItemKind)>| {
            let got = ItemId::parse(text);
            let got = got.as_ref().map(|id| (id.track().to_string(), id.topic().to_string(), id.kind()));
            assert_eq!(got, expect.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c)), "{text}");
        };
        check("csm-daily-004", Some(("csm", "daily", ItemKind::Question)));
        check("csm-definition-of-done-c02", Some(("csm", "definition-of-done", ItemKind::Card)));
        check("pmp-finance-d01", Some(("pmp", "finance", ItemKind::Drill)));
        check("pmp-risk-k01", Some(("pmp", "risk", ItemKind::Case)));
        for bad in [
            "",
            "csm",
            "csm-daily",
            "csm-daily-4",
            "csm-daily-x04",
            "CSM-daily-004",
            "csm--",
            "csm-daily-0045",
            "-a-001",
        ] {
            check(bad, None);
        }
    }
}
