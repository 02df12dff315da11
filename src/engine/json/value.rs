//! The tree of a JSON text.

use std::borrow::Cow;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Value<'t> {
    /// Bytes before it.
    pub at: u32,
    /// What it is.
    pub kind: Kind<'t>,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind<'t> {
    /// `null`, or nothing at all.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number as it stands: how exactly it is read is for the reader to say.
    Number(&'t str),
    /// A text without its escapes.
    Text(Cow<'t, str>),
    /// A list.
    List(Vec<Value<'t>>),
    /// Names with their values, in order; the first of a name counts.
    Map(Vec<(Cow<'t, str>, Value<'t>)>),
}

/// The place of what is not there.
pub(super) const NOWHERE: u32 = u32::MAX;

/// What is read where nothing stands.
pub(super) static ABSENT: Value<'static> = Value { at: NOWHERE, kind: Kind::Null };

impl<'t> Value<'t> {
    /// Whether this is `null`, or nothing at all.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self.kind, Kind::Null)
    }

    /// The value of a name; `None` where there is none, or where this is no map.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value<'t>> {
        let Kind::Map(entries) = &self.kind else { return None };
        entries.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }
}
