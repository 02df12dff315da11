//! Sorted maps and sets, and the one sort.
//!
//! The standard library's are made anew for every pair of types, kilobytes each. Here what is large is made once: it
//! works on places and asks for their order; only moving things about is made for each type.

use std::borrow::Borrow;
use std::cmp::Ordering;

/// A map in the order of its keys: short sorted runs one after the other, so that putting something in stays cheap.
#[derive(Clone, Debug)]
pub struct Map<K, V> {
    /// None of them empty.
    runs: Vec<Vec<(K, V)>>,
    len: usize,
}

/// A run that grew to so many is cut in two.
const LONGEST: usize = 128;

impl<K, V> Default for Map<K, V> {
    fn default() -> Self {
        Self { runs: Vec::new(), len: 0 }
    }
}

impl<K: Ord, V> Map<K, V> {
    /// An empty map.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many keys it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The value of a key.
    #[must_use]
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        let (run, at, found) = self.find(key);
        found.then(|| &self.runs[run][at].1)
    }

    /// The value of a key, to be changed.
    pub fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        let (run, at, found) = self.find(key);
        found.then(|| &mut self.runs[run][at].1)
    }

    /// Whether it has a key.
    #[must_use]
    pub fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.find(key).2
    }

    /// Gives a key its value; returns the one that it had.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        let (run, at, found) = self.find(&key);
        if found {
            return Some(std::mem::replace(&mut self.runs[run][at].1, value));
        }
        self.put(run, at, key, value);
        None
    }

    /// The value of a key, put in if need be.
    pub fn or_default(&mut self, key: K) -> &mut V
    where
        V: Default,
    {
        let (mut run, mut at, found) = self.find(&key);
        if !found {
            (run, at) = self.put(run, at, key, V::default());
        }
        &mut self.runs[run][at].1
    }

    /// Takes a key out with its value.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let (run, at, found) = self.find(key);
        if !found {
            return None;
        }
        self.len -= 1;
        let (_, value) = self.runs[run].remove(at);
        if self.runs[run].is_empty() {
            self.runs.remove(run);
        }
        Some(value)
    }

    /// Takes everything out.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Keeps what is to be kept.
    pub fn retain(&mut self, mut keep: impl FnMut(&K, &mut V) -> bool) {
        for run in &mut self.runs {
            run.retain_mut(|(key, value)| keep(key, value));
        }
        self.runs.retain(|run| !run.is_empty());
        self.len = self.runs.iter().map(Vec::len).sum();
    }

    /// In the order of the keys.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&K, &V)> {
        self.runs.iter().flatten().map(|(key, value)| (key, value))
    }

    /// From a key on, whether it is there or not.
    pub fn from<Q: Ord + ?Sized>(&self, key: &Q) -> impl Iterator<Item = (&K, &V)>
    where
        K: Borrow<Q>,
    {
        let (run, at, _) = self.find(key);
        self.runs[run..].iter().flatten().skip(at).map(|(key, value)| (key, value))
    }

    /// The keys in their order.
    pub fn keys(&self) -> impl Iterator<Item = &K> {
        self.iter().map(|(key, _)| key)
    }

    /// The values in the order of the keys.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.iter().map(|(_, value)| value)
    }

    /// The keys alone, in their order.
    pub fn into_keys(self) -> impl Iterator<Item = K> {
        self.into_iter().map(|(key, _)| key)
    }

    /// The run and the place in it where a key stands, or belongs (not behind the end of a run that has another
    /// behind it).
    fn find<Q: Ord + ?Sized>(&self, key: &Q) -> (usize, usize, bool)
    where
        K: Borrow<Q>,
    {
        let runs = &self.runs;
        // The last key of each run tells where the key belongs; the runs are not empty.
        let last = |run: usize| runs[run].last().is_some_and(|(last, _)| last.borrow() < key);
        let run = first_not(runs.len(), &mut { last });
        let Some(inside) = runs.get(run) else {
            return (run, 0, false);
        };
        let at = first_not(inside.len(), &mut |at| inside[at].0.borrow() < key);
        (run, at, inside.get(at).is_some_and(|(found, _)| found.borrow() == key))
    }

    /// Puts something in where it belongs; gives its place.
    fn put(&mut self, mut run: usize, mut at: usize, key: K, value: V) -> (usize, usize) {
        self.len += 1;
        if run == self.runs.len() {
            // Behind everything: on to the last run while it is short.
            match self.runs.last() {
                Some(last) if last.len() < LONGEST => {
                    run -= 1;
                    at = last.len();
                }
                _ => self.runs.push(Vec::new()),
            }
        }
        self.runs[run].insert(at, (key, value));
        if self.runs[run].len() > LONGEST {
            let half = self.runs[run].split_off(LONGEST / 2);
            self.runs.insert(run + 1, half);
            if at >= LONGEST / 2 {
                return (run + 1, at - LONGEST / 2);
            }
        }
        (run, at)
    }
}

impl<K: PartialEq, V: PartialEq> PartialEq for Map<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.len == other.len && self.runs.iter().flatten().eq(other.runs.iter().flatten())
    }
}

impl<K: Eq, V: Eq> Eq for Map<K, V> {}

impl<K: Ord, V> FromIterator<(K, V)> for Map<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = Self::default();
        for (key, value) in entries {
            map.insert(key, value);
        }
        map
    }
}

impl<K, V> IntoIterator for Map<K, V> {
    type Item = (K, V);
    type IntoIter = std::iter::Flatten<std::vec::IntoIter<Vec<(K, V)>>>;
    fn into_iter(self) -> Self::IntoIter {
        self.runs.into_iter().flatten()
    }
}

/// A set in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Set<T>(Map<T, ()>);

impl<T> Default for Set<T> {
    fn default() -> Self {
        Self(Map::default())
    }
}

impl<T: Ord> Set<T> {
    /// An empty set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.len == 0
    }

    /// Whether it holds this.
    #[must_use]
    pub fn contains<Q: Ord + ?Sized>(&self, value: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        self.0.contains_key(value)
    }

    /// Puts it in; whether it was not there.
    pub fn insert(&mut self, value: T) -> bool {
        self.0.insert(value, ()).is_none()
    }

    /// Takes it out; whether it was there.
    pub fn remove<Q: Ord + ?Sized>(&mut self, value: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        self.0.remove(value).is_some()
    }

    /// Takes everything out.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// In order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.0.iter().map(|(value, ())| value)
    }
}

impl<T: Ord> FromIterator<T> for Set<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Self(values.into_iter().map(|value| (value, ())).collect())
    }
}

impl<T: Ord, const N: usize> From<[T; N]> for Set<T> {
    fn from(values: [T; N]) -> Self {
        values.into_iter().collect()
    }
}

/// The first place of which something no longer holds, where it holds up to some place and not from there on.
fn first_not(count: usize, holds: &mut dyn FnMut(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = (low + high) / 2;
        if holds(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

/// Whether something is in a sorted list, and its place there or where it belongs: `Ok` and `Err` as the standard
/// library has it.
///
/// # Errors
/// The place where it belongs.
pub fn search<T>(sorted: &[T], compare: impl Fn(&T) -> Ordering) -> Result<usize, usize> {
    let at = first_not(sorted.len(), &mut |at| compare(&sorted[at]) == Ordering::Less);
    if sorted.get(at).is_some_and(|found| compare(found) == Ordering::Equal) { Ok(at) } else { Err(at) }
}

/// Sorts; what compares alike keeps its order. At most 2³² things.
pub fn sort<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let mut from = order(items.len(), &mut |a, b| compare(&items[a], &items[b]) == Ordering::Greater);
    // Each thing goes where it belongs, round by round.
    for start in 0..items.len() {
        let mut at = start;
        loop {
            let next = std::mem::replace(&mut from[at], at as u32) as usize;
            if next == start {
                break;
            }
            items.swap(at, next);
            at = next;
        }
    }
}

/// The places in order (a merge sort, which is quick where much is in order already).
fn order(count: usize, after: &mut dyn FnMut(usize, usize) -> bool) -> Vec<u32> {
    let mut order: Vec<u32> = (0..count as u32).collect();
    let mut merged = order.clone();
    let mut width = 1;
    while width < count {
        for start in (0..count).step_by(2 * width) {
            let (middle, end) = ((start + width).min(count), (start + 2 * width).min(count));
            let (mut left, mut right) = (start, middle);
            // Two runs that follow each other are not compared thing by thing.
            if middle == end || !after(order[middle - 1] as usize, order[middle] as usize) {
                right = end;
                merged[middle..end].copy_from_slice(&order[middle..end]);
            }
            let last = if right == end { middle } else { end };
            for place in &mut merged[start..last] {
                let right_next = left == middle || (right < end && after(order[left] as usize, order[right] as usize));
                let taken = if right_next { &mut right } else { &mut left };
                *place = order[*taken];
                *taken += 1;
            }
        }
        std::mem::swap(&mut order, &mut merged);
        width *= 2;
    }
    order
}

#[cfg(test)]
#[path = "sorted_tests.rs"]
mod tests;
