//! What the events of a segment share: items, and the shapes of answers and grades.

use super::bits;
use super::bytes::{Reader, Writer};
use super::v1;
use crate::engine::bank::answer::Answer;
use crate::engine::bank::question::ContentHash;
use crate::engine::id::ItemId;
use crate::engine::progress::event::{Answered, Confidence, Event, Grade, Graded, What};
use crate::engine::sorted::{Map, search, sort};

/// Digits at the end of an id that are taken as a number.
const DIGITS: usize = 9;

/// Items with their wording, by number.
///
/// | part | bytes |
/// |---|---|
/// | how many groups | varint |
/// | each group: letters that it shares with the one before, the others, digits, items | varint, text, varint, varint |
/// | numbers: in a group, less the one before | column |
/// | hashes of the wordings | column |
pub(super) struct Items {
    /// In order.
    list: Vec<(ItemId, ContentHash)>,
}

/// What they are ordered by.
fn order((item, hash): (&ItemId, ContentHash)) -> (&ItemId, u32) {
    (item, hash.0)
}

/// Ids that differ only in the digits at their end.
struct Group<'t> {
    letters: &'t str,
    digits: usize,
    count: u64,
    last: u64,
}

impl Items {
    /// All that are named, each once.
    pub(super) fn of<'e>(named: impl Iterator<Item = (&'e ItemId, ContentHash)>) -> Self {
        let mut named: Vec<_> = named.collect();
        sort(&mut named, |a, b| order(*a).cmp(&order(*b)));
        named.dedup();
        Self { list: named.into_iter().map(|(item, hash)| (item.clone(), hash)).collect() }
    }

    /// An item's number, where it was named.
    pub(super) fn number(&self, item: &ItemId, hash: ContentHash) -> Option<u64> {
        let found = search(&self.list, |(known, of)| order((known, *of)).cmp(&order((item, hash))));
        found.ok().map(|number| number as u64)
    }

    /// The item of a number.
    pub(super) fn get(&self, number: u64) -> Option<(&ItemId, ContentHash)> {
        self.list.get(usize::try_from(number).ok()?).map(|(item, hash)| (item, *hash))
    }

    pub(super) fn write(&self, w: &mut Writer) {
        let mut groups: Vec<Group<'_>> = Vec::new();
        let mut steps = Vec::with_capacity(self.list.len());
        for (item, _) in &self.list {
            let (letters, digits, number) = split(item.as_str());
            let open = groups
                .last_mut()
                .filter(|group| group.letters == letters && group.digits == digits && group.last <= number);
            match open {
                Some(group) => {
                    steps.push(number - group.last);
                    group.count += 1;
                    group.last = number;
                }
                None => {
                    steps.push(number);
                    groups.push(Group { letters, digits, count: 1, last: number });
                }
            }
        }
        w.varint(groups.len() as u64);
        let mut before = "";
        for group in &groups {
            let shared = before.char_indices().zip(group.letters.chars()).take_while(|((_, a), b)| a == b);
            let shared = shared.last().map_or(0, |((at, letter), _)| at + letter.len_utf8());
            w.varint(shared as u64);
            w.text(&group.letters[shared..]);
            w.varint(group.digits as u64);
            w.varint(group.count);
            before = group.letters;
        }
        bits::write(&steps, w);
        bits::write(&self.list.iter().map(|(_, hash)| u64::from(hash.0)).collect::<Vec<_>>(), w);
    }

    pub(super) fn read(r: &mut Reader<'_>) -> Option<Self> {
        let mut groups: Vec<(String, usize, usize)> = Vec::new();
        let mut count = 0usize;
        for _ in 0..r.varint()? {
            let shared = r.narrow()?;
            let mut letters = match groups.last() {
                Some((before, ..)) => before.get(..shared)?.to_owned(),
                None if shared == 0 => String::new(),
                None => return None,
            };
            letters.push_str(r.text()?);
            let digits = r.narrow().filter(|digits| *digits <= DIGITS)?;
            let many = r.narrow()?;
            count = count.checked_add(many)?;
            groups.push((letters, digits, many));
        }
        // A bit each at least, or a few bytes would promise millions.
        if count > r.0.len().saturating_mul(8) {
            return None;
        }
        let mut steps = bits::read(count, r)?.into_iter();
        let mut hashes = bits::read(count, r)?.into_iter();
        let mut list = Vec::with_capacity(count);
        let mut text = String::new();
        for (letters, digits, many) in groups {
            let mut number = 0u64;
            for _ in 0..many {
                number = number.checked_add(steps.next()?).filter(|number| *number < 10u64.pow(digits as u32))?;
                text.clear();
                text.push_str(&letters);
                for place in (0..digits as u32).rev() {
                    text.push(char::from(b'0' + (number / 10u64.pow(place) % 10) as u8));
                }
                list.push((ItemId::new(&text), ContentHash(u32::try_from(hashes.next()?).ok()?)));
            }
        }
        Some(Self { list })
    }
}

/// An id as letters, how many digits, and the number that they are.
fn split(id: &str) -> (&str, usize, u64) {
    let digits = id.bytes().rev().take(DIGITS).take_while(u8::is_ascii_digit).count();
    let (letters, tail) = id.split_at(id.len() - digits);
    (letters, digits, tail.bytes().fold(0, |number, digit| number * 10 + u64::from(digit - b'0')))
}

/// Everything of an answer or a grade besides item, time and seed: there are few of them.
///
/// The first byte is 0 for an answer, 1 for a grade. Then for an answer: bit 0 right, bits 1–2 confidence and one
/// more, bits 3–4 place, bits 5–7 kind; then a byte, the list's bytes, or the number's eight. For a grade: bits 0–1
/// the grade less one, bits 2–3 place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Shape(Vec<u8>);

const ANSWER: u8 = 0;
const GRADE: u8 = 1;

impl Shape {
    /// The shape of an answer or a grade.
    pub(super) fn of(what: &What) -> Option<Self> {
        Some(Self(match what {
            What::Answered(answered) => {
                let confidence = match answered.confidence {
                    None => 0,
                    Some(Confidence::Guessed) => 1,
                    Some(Confidence::ThoughtSo) => 2,
                    Some(Confidence::Certain) => 3,
                };
                let flags = u8::from(answered.right) | confidence << 1 | v1::place_number(answered.place) << 3;
                match &answered.answer {
                    Answer::Single(at) => vec![ANSWER, flags, *at],
                    Answer::Multiple(set) => vec![ANSWER, flags | 1 << 5, *set],
                    Answer::Matching(list) => [&[ANSWER, flags | 2 << 5], list.as_slice()].concat(),
                    Answer::Ordering(list) => [&[ANSWER, flags | 3 << 5], list.as_slice()].concat(),
                    Answer::Numeric(value) => [&[ANSWER, flags | 4 << 5][..], &value.to_le_bytes()].concat(),
                    Answer::Hotspot(at) => vec![ANSWER, flags | 5 << 5, *at],
                }
            }
            What::Graded(graded) => {
                vec![GRADE, (graded.grade as u8 - 1) | v1::place_number(graded.place) << 2]
            }
            _ => return None,
        }))
    }

    /// All shapes of these events, the most frequent first.
    pub(super) fn all(events: &[Event]) -> Vec<Self> {
        let mut counts: Map<Self, u32> = Map::new();
        for shape in events.iter().filter_map(|event| Self::of(&event.what)) {
            match counts.get_mut(&shape) {
                Some(count) => *count += 1,
                None => {
                    counts.insert(shape, 1);
                }
            }
        }
        let mut shapes: Vec<(&Self, u32)> = counts.iter().map(|(shape, count)| (shape, *count)).collect();
        sort(&mut shapes, |(_, a), (_, b)| b.cmp(a));
        shapes.into_iter().map(|(shape, _)| shape.clone()).collect()
    }

    pub(super) fn write(shapes: &[Self], w: &mut Writer) {
        w.varint(shapes.len() as u64);
        for shape in shapes {
            w.list(&shape.0);
        }
    }

    pub(super) fn read(r: &mut Reader<'_>) -> Option<Vec<Self>> {
        let mut shapes = Vec::new();
        for _ in 0..r.varint()? {
            shapes.push(Self(r.list()?.to_vec()));
        }
        Some(shapes)
    }

    /// Whether what has this shape has a seed.
    pub(super) fn has_seed(&self) -> bool {
        self.0.first() == Some(&ANSWER)
    }

    /// What happened; `None` where the shape is none.
    pub(super) fn what(&self, item: ItemId, hash: ContentHash, duration_ms: u32, seed: u64) -> Option<What> {
        let r = &mut Reader(&self.0);
        let (tag, flags) = (r.byte()?, r.byte()?);
        if tag == GRADE {
            let grade = [Grade::Again, Grade::Hard, Grade::Good, Grade::Easy][usize::from(flags & 3)];
            let place = v1::place(flags >> 2)?;
            return r.0.is_empty().then_some(What::Graded(Graded { item, hash, grade, duration_ms, place }));
        }
        let answer = match flags >> 5 {
            0 => Answer::Single(r.byte()?),
            1 => Answer::Multiple(r.byte()?),
            2 => Answer::Matching(std::mem::take(&mut r.0).to_vec()),
            3 => Answer::Ordering(std::mem::take(&mut r.0).to_vec()),
            4 => Answer::Numeric(Some(f64::from_le_bytes(r.fixed()?)).filter(|value| value.is_finite())?),
            5 => Answer::Hotspot(r.byte()?),
            _ => return None,
        };
        let confidence = match flags >> 1 & 3 {
            0 => None,
            1 => Some(Confidence::Guessed),
            2 => Some(Confidence::ThoughtSo),
            _ => Some(Confidence::Certain),
        };
        let (right, place) = (flags & 1 == 1, v1::place(flags >> 3 & 3)?);
        let answered = Answered { item, hash, answer, right, confidence, duration_ms, place, seed };
        (tag == ANSWER && r.0.is_empty()).then_some(What::Answered(answered))
    }
}
