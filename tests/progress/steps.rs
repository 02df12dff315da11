//! What happens in a [`crate::world`], drawn by chance.

use crate::double::Fault;
use proptest::prelude::*;

pub const TABS: usize = 3;

/// What a replacement leaves.
#[derive(Clone, Debug)]
pub enum Stays {
    /// Nothing: everything is deleted.
    Nothing,
    /// What a backup holds.
    Backup(usize),
    /// What is there, but for every so manieth event: an import is undone.
    But(usize),
}

#[derive(Clone, Debug)]
pub enum Step {
    Answer(usize, u8),
    Import(usize, u8),
    /// A tab goes on with its round, or begins one.
    Compact(usize, u8),
    BackUp,
    /// What a backup holds is added.
    Restore(usize),
    /// A tab begins a replacement. It waits for the tab that compacts, but not for ever: where this says so it has
    /// waited long enough, and the other one is frozen in the middle of its round.
    Replace(usize, Stays, bool),
    /// The replacement goes on.
    Go(u8),
    /// A tab is killed and starts again: it reads both stores, and each heals the other.
    Kill(usize),
    Fail(Fault),
    /// The sound store refuses the write after so many, and says so: it is full.
    Refuse(u32),
}

fn fault() -> impl Strategy<Value = Fault> {
    prop_oneof![
        (0..6u32).prop_map(Fault::FailWrite),
        (0..200usize).prop_map(Fault::Torn),
        (1..30usize).prop_map(Fault::Stale),
        (1..30usize).prop_map(Fault::LostSuffix),
        (2..20usize).prop_map(Fault::Reordered),
        (1..8u32).prop_map(Fault::Throw),
        (1..8u32).prop_map(Fault::Null),
        Just(Fault::Older),
        Just(Fault::Emptied),
        (any::<usize>(), any::<usize>()).prop_map(|(piece, at)| Fault::Flipped(piece, at)),
    ]
}

fn stays() -> impl Strategy<Value = Stays> {
    prop_oneof![
        1 => Just(Stays::Nothing),
        3 => (0..8usize).prop_map(Stays::Backup),
        2 => (1..5usize).prop_map(Stays::But),
    ]
}

pub fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => (0..TABS, 1..8u8).prop_map(|(tab, count)| Step::Answer(tab, count)),
        2 => (0..TABS, 1..40u8).prop_map(|(tab, count)| Step::Import(tab, count)),
        9 => (0..TABS, 1..60u8).prop_map(|(tab, asks)| Step::Compact(tab, asks)),
        1 => Just(Step::BackUp),
        1 => (0..8usize).prop_map(Step::Restore),
        2 => (0..TABS, stays(), any::<bool>()).prop_map(|(tab, stays, forced)| Step::Replace(tab, stays, forced)),
        4 => (1..9u8).prop_map(Step::Go),
        3 => (0..TABS).prop_map(Step::Kill),
        3 => fault().prop_map(Step::Fail),
        1 => (0..12u32).prop_map(Step::Refuse),
    ]
}
