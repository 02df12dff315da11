//! Reading types from a tree.

use super::parse::Broken;
use super::value::{ABSENT, Kind, NOWHERE, Value};
use crate::engine::decimal;
use std::cell::Cell;

/// A type that is read from a tree. What is not as it should be is noted in the reading, and anything is returned.
pub trait Read: Sized {
    /// Reads it.
    fn read(value: &Value<'_>, reading: &Reading) -> Self;
}

/// Notes the first thing that was not as it should be.
#[derive(Default)]
pub struct Reading {
    fault: Cell<Option<u32>>,
    /// The map that was asked last: the place of what it lacks.
    near: Cell<u32>,
}

impl Reading {
    /// Reads a whole tree.
    ///
    /// # Errors
    /// It is not what this type is written as: the place is that of the value (or of the map that lacks it).
    pub fn tree<T: Read>(value: &Value<'_>) -> Result<T, Broken> {
        let reading = Self::default();
        let read = T::read(value, &reading);
        match reading.fault() {
            None => Ok(read),
            Some(at) => Err(Broken { at: at as usize, early: false }),
        }
    }

    /// The place of the first thing that was not as it should be.
    #[must_use]
    pub fn fault(&self) -> Option<u32> {
        self.fault.get()
    }

    /// Notes that a value is not as it should be.
    pub fn note(&self, value: &Value<'_>) {
        if self.fault.get().is_none() {
            self.fault.set(Some(if value.at == NOWHERE { self.near.get() } else { value.at }));
        }
    }

    /// The value of a name: for what need not be there, see [`Reading::maybe`].
    pub fn get<T: Read>(&self, map: &Value<'_>, name: &str) -> T {
        T::read(self.field(map, name), self)
    }

    /// The value of a name, or the default where there is none.
    pub fn maybe<T: Read + Default>(&self, map: &Value<'_>, name: &str) -> T {
        let value = self.field(map, name);
        if value.at == NOWHERE { T::default() } else { T::read(value, self) }
    }

    /// The value of a name; an empty one where there is none.
    pub fn field<'v, 't>(&self, map: &'v Value<'t>, name: &str) -> &'v Value<'t> {
        if !matches!(map.kind, Kind::Map(_)) {
            self.note(map);
        }
        self.near.set(map.at);
        map.get(name).unwrap_or(&ABSENT)
    }

    /// A text.
    pub fn text<'v>(&self, value: &'v Value<'_>) -> &'v str {
        if let Kind::Text(text) = &value.kind {
            return text;
        }
        self.note(value);
        ""
    }

    /// A list.
    pub fn list<'v, 't>(&self, value: &'v Value<'t>) -> &'v [Value<'t>] {
        if let Kind::List(list) = &value.kind {
            return list;
        }
        self.note(value);
        &[]
    }

    /// A list of so many.
    pub fn exactly<'v, 't>(&self, value: &'v Value<'t>, count: usize) -> &'v [Value<'t>] {
        let list = self.list(value);
        if list.len() != count {
            self.note(value);
        }
        list
    }

    /// The value at a place of a list; an empty one behind its end.
    pub fn at<'v, 't>(&self, list: &'v [Value<'t>], at: usize) -> &'v Value<'t> {
        list.get(at).unwrap_or(&ABSENT)
    }

    /// A whole number, at least `least` and at most `most`; one below zero in two's complement.
    pub fn integer(&self, value: &Value<'_>, least: i64, most: u64) -> u64 {
        if let Kind::Number(text) = value.kind {
            let size = text.strip_prefix('-');
            let limit = if size.is_some() { least.min(0).unsigned_abs() } else { most };
            if let Some(number) = whole(size.unwrap_or(text)).filter(|number| *number <= limit) {
                return if size.is_some() { number.wrapping_neg() } else { number };
            }
        }
        self.note(value);
        0
    }

    /// The place among these words.
    pub fn word(&self, value: &Value<'_>, words: &[&str]) -> usize {
        let text = self.text(value);
        words.iter().position(|word| *word == text).unwrap_or_else(|| {
            self.note(value);
            0
        })
    }

    /// What a variant of one of these names holds: `{"name": …}`.
    pub fn variant<'v, 't>(&self, value: &'v Value<'t>, names: &[&str]) -> (usize, &'v Value<'t>) {
        if let Kind::Map(entries) = &value.kind
            && let [(name, inner)] = entries.as_slice()
            && let Some(at) = names.iter().position(|known| known == name)
        {
            return (at, inner);
        }
        self.note(value);
        (0, &ABSENT)
    }
}

/// A number of digits alone; `None` beyond 64 bits.
fn whole(digits: &str) -> Option<u64> {
    digits.bytes().try_fold(0u64, |sum, digit| {
        let digit = digit.is_ascii_digit().then(|| u64::from(digit - b'0'))?;
        sum.checked_mul(10)?.checked_add(digit)
    })
}

macro_rules! integers {
    ($($name:ident),+) => { $(
        impl Read for $name {
            fn read(value: &Value<'_>, reading: &Reading) -> Self {
                reading.integer(value, Self::MIN as i64, Self::MAX as u64) as Self
            }
        }
    )+ };
}
integers!(u8, u16, u32, u64, i16, i32, i64);

impl Read for bool {
    fn read(value: &Value<'_>, reading: &Reading) -> Self {
        if let Kind::Bool(truth) = value.kind {
            return truth;
        }
        reading.note(value);
        false
    }
}

impl Read for f64 {
    fn read(value: &Value<'_>, reading: &Reading) -> Self {
        if let Kind::Number(text) = value.kind
            && let Some(number) = decimal::parse(text).filter(|number| number.is_finite())
        {
            return number;
        }
        reading.note(value);
        0.0
    }
}

impl Read for String {
    fn read(value: &Value<'_>, reading: &Reading) -> Self {
        reading.text(value).to_owned()
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(value: &Value<'_>, reading: &Reading) -> Self {
        reading.list(value).iter().map(|value| T::read(value, reading)).collect()
    }
}

impl<T: Read> Read for Option<T> {
    fn read(value: &Value<'_>, reading: &Reading) -> Self {
        if matches!(value.kind, Kind::Null) { None } else { Some(T::read(value, reading)) }
    }
}

impl<A: Read, B: Read> Read for (A, B) {
    fn read(value: &Value<'_>, reading: &Reading) -> Self {
        let both = reading.exactly(value, 2);
        (A::read(reading.at(both, 0), reading), B::read(reading.at(both, 1), reading))
    }
}

impl<T: Read, const N: usize> Read for [T; N] {
    fn read(value: &Value<'_>, reading: &Reading) -> Self {
        let all = reading.exactly(value, N);
        std::array::from_fn(|at| T::read(reading.at(all, at), reading))
    }
}
