//! The map.

use super::order::first_not;
use std::borrow::Borrow;

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
    pub fn iter(&self) -> Iter<'_, K, V> {
        Iter { runs: &self.runs, run: [].iter() }
    }

    /// From a key on, whether it is there or not.
    pub fn from<Q: Ord + ?Sized>(&self, key: &Q) -> Iter<'_, K, V>
    where
        K: Borrow<Q>,
    {
        let (run, at, _) = self.find(key);
        match self.runs[run..].split_first() {
            Some((first, runs)) => Iter { runs, run: first[at..].iter() },
            None => Iter { runs: &[], run: [].iter() },
        }
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

/// What is in a map, in the order of the keys.
#[derive(Clone, Debug)]
pub struct Iter<'m, K, V> {
    runs: &'m [Vec<(K, V)>],
    run: std::slice::Iter<'m, (K, V)>,
}

impl<'m, K, V> Iterator for Iter<'m, K, V> {
    type Item = (&'m K, &'m V);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some((key, value)) = self.run.next() {
                return Some((key, value));
            }
            let (first, rest) = self.runs.split_first()?;
            self.runs = rest;
            self.run = first.iter();
        }
    }
}

impl<K: Ord, V: PartialEq> PartialEq for Map<K, V> {
    fn eq(&self, other: &Self) -> bool {
        let mut others = other.iter();
        self.len == other.len && self.iter().all(|entry| others.next() == Some(entry))
    }
}

impl<K: Ord, V: Eq> Eq for Map<K, V> {}

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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn a_map_is_what_a_tree_is(steps in proptest::collection::vec((0u8..4, 0u16..400), 0..1500), from in 0u16..400) {
            let (mut ours, mut theirs) = (Map::new(), BTreeMap::new());
            for (n, (what, key)) in steps.into_iter().enumerate() {
                match what {
                    0 => prop_assert_eq!(ours.remove(&key), theirs.remove(&key)),
                    1 => {
                        *ours.or_default(key) += 1;
                        *theirs.entry(key).or_default() += 1;
                    }
                    _ => prop_assert_eq!(ours.insert(key, n), theirs.insert(key, n)),
                }
                prop_assert_eq!(ours.get(&key), theirs.get(&key));
                prop_assert_eq!(ours.len(), theirs.len());
            }
            prop_assert!(ours.iter().eq(theirs.iter()));
            prop_assert!(ours.from(&from).eq(theirs.range(from..)));
            let again: Map<_, _> = theirs.iter().rev().map(|(key, value)| (*key, *value)).collect();
            prop_assert_eq!(&again, &ours);
            ours.retain(|key, _| key % 3 == 0);
            theirs.retain(|key, _| key % 3 == 0);
            prop_assert_eq!(ours.len(), theirs.len());
            prop_assert!(ours.into_keys().eq(theirs.into_keys()));
        }
    }
}
