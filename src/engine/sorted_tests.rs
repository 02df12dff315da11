//! The laws of sorted maps, sets and the sort.

use super::*;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

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
        prop_assert!(ours.iter().rev().eq(theirs.iter().rev()));
        prop_assert!(ours.from(&from).eq(theirs.range(from..)));
        let again: Map<_, _> = ours.iter().rev().map(|(key, value)| (*key, *value)).collect();
        prop_assert_eq!(&again, &ours);
        ours.retain(|key, _| key % 3 == 0);
        theirs.retain(|key, _| key % 3 == 0);
        prop_assert_eq!(ours.len(), theirs.len());
        prop_assert!(ours.into_keys().eq(theirs.into_keys()));
    }

    #[test]
    fn a_set_is_what_a_tree_is(values in proptest::collection::vec(0u16..300, 0..600)) {
        let (ours, theirs): (Set<u16>, BTreeSet<u16>) = (values.iter().copied().collect(), values.into_iter().collect());
        prop_assert!(ours.iter().eq(theirs.iter()));
        prop_assert!((0..300).all(|value| ours.contains(&value) == theirs.contains(&value)));
    }

    #[test]
    fn sorting_is_stable(mut items in proptest::collection::vec((0u8..9, any::<u8>()), 0..300)) {
        let mut expect = items.clone();
        expect.sort_by_key(|(key, _)| *key);
        sort(&mut items, |a, b| a.0.cmp(&b.0));
        prop_assert_eq!(items, expect);
    }

    #[test]
    fn what_is_there_is_found(mut items in proptest::collection::vec(0u8..50, 0..60), sought in 0u8..50) {
        items.sort_unstable();
        items.dedup();
        prop_assert_eq!(search(&items, |item| item.cmp(&sought)), items.binary_search(&sought));
    }
}
