//! Ids, and the lock that keeps them for ever.

use super::Refusals;
use crate::content::bank::Bank;
use crate::engine::id::{ItemId, ItemKind};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn form(bank: &Bank, out: &mut Refusals<'_>) {
    for topic in bank.tracks.iter().flat_map(|track| &track.topics) {
        let kinds = [
            (ItemKind::Question, "a question", "<track>-<topic>-NNN"),
            (ItemKind::Card, "a card", "<track>-<topic>-cNN"),
            (ItemKind::Case, "a case", "<track>-<topic>-kNN"),
            (ItemKind::Drill, "a drill", "<track>-<topic>-dNN"),
        ];
        let questions = topic.questions.iter().map(|q| (ItemKind::Question, &q.item.id, q.lines.id));
        let cards = topic.cards.iter().map(|c| (ItemKind::Card, &c.item.id, c.lines.id));
        let cases = topic.cases.iter().map(|c| (ItemKind::Case, &c.item.id, c.lines.id));
        let drills = topic.drills.iter().map(|d| (ItemKind::Drill, &d.item.id, d.lines.id));
        for (kind, id, line) in questions.chain(cards).chain(cases).chain(drills) {
            let number = id.as_str().rsplit('-').next().unwrap_or_default();
            let counted = number.contains(|c: char| matches!(c, '1'..='9'));
            let well = ItemId::parse(id.as_str()).is_some() && id.kind() == kind && counted;
            if let Some((_, what, form)) = kinds.iter().find(|(known, ..)| *known == kind).filter(|_| !well) {
                let message = format!("`{id}` is no id of {what}");
                out.refuse(&topic.file, line, message, &format!("write {form}, counting from 1"));
            }
        }
    }
}

pub(super) fn place(bank: &Bank, out: &mut Refusals<'_>) {
    for track in &bank.tracks {
        for topic in &track.topics {
            for (id, line) in topic.ids() {
                let here = id.track().as_str() == track.name && id.topic() == topic.topic;
                // A malformed one is refused as such.
                if ItemId::parse(id.as_str()).is_some() && !here {
                    let message = format!("`{id}` stands in a file of `{}-{}`", track.name, topic.topic);
                    out.refuse(
                        &topic.file,
                        line,
                        message,
                        "ids never move: give the item a new id, retire the old one",
                    );
                }
            }
        }
    }
}

pub(super) fn doubled(bank: &Bank, out: &mut Refusals<'_>) {
    let mut seen: BTreeMap<&ItemId, String> = BTreeMap::new();
    for topic in bank.tracks.iter().flat_map(|track| &track.topics) {
        for (id, line) in topic.ids() {
            let here = format!("{}:{line}", topic.file.display());
            if let Some(before) = seen.get(id) {
                let help = format!("it is taken in {before}; count on from the highest number");
                out.refuse(&topic.file, line, format!("the id `{id}` stands twice"), &help);
            } else {
                seen.insert(id, here);
            }
        }
    }
}

pub(super) fn lock_form(bank: &Bank, out: &mut Refusals<'_>) {
    let lock = &bank.lock;
    for (line, message) in &lock.malformed {
        out.refuse(
            &lock.file,
            *line,
            message.clone(),
            "a line is `<id>`, `<id> retired YYYY-MM-DD <reason>` or a `#` comment",
        );
    }
    for two in lock.entries.windows(2) {
        if two[0].id >= two[1].id {
            let message = format!("`{}` stands behind `{}`", two[1].id, two[0].id);
            out.refuse(&lock.file, two[1].line, message, "the lock is sorted and names each id once");
        }
    }
}

pub(super) fn lock_missing(bank: &Bank, out: &mut Refusals<'_>) {
    let known: BTreeSet<&ItemId> = bank.lock.entries.iter().map(|entry| &entry.id).collect();
    for topic in bank.tracks.iter().flat_map(|track| &track.topics) {
        let missing = |(id, _): &(&ItemId, usize)| !known.contains(id) && ItemId::parse(id.as_str()).is_some();
        let new: Vec<(&ItemId, usize)> = topic.ids().into_iter().filter(missing).collect();
        if let Some((_, line)) = new.first() {
            let names: Vec<&str> = new.iter().map(|(id, _)| id.as_str()).collect();
            let message = format!("not in ids.lock: {}", names.join(", "));
            out.refuse(&topic.file, *line, message, "run `cargo xtask check --lock` when these ids are to stay");
        }
    }
}

pub(super) fn lock_removed(bank: &Bank, out: &mut Refusals<'_>) {
    let topics = || bank.tracks.iter().flat_map(|track| track.topics.iter().map(move |topic| (track, topic)));
    let mut there: BTreeSet<&ItemId> = topics().flat_map(|(_, topic)| topic.ids()).map(|(id, _)| id).collect();
    there.extend(topics().flat_map(|(_, topic)| &topic.unread));
    // A file that can't be read keeps its ids: it is refused as such.
    let hidden = |id: &ItemId| {
        topics().any(|(track, topic)| !topic.readable && id.track().as_str() == track.name && id.topic() == topic.topic)
    };
    for entry in &bank.lock.entries {
        if !entry.retired && !there.contains(&entry.id) && !hidden(&entry.id) {
            let message = format!("`{}` was published and is gone", entry.id);
            let help = format!("put it back, or write `{} retired YYYY-MM-DD <reason>`", entry.id);
            out.refuse(&bank.lock.file, entry.line, message, &help);
        }
    }
}

pub(super) fn lock_reused(bank: &Bank, out: &mut Refusals<'_>) {
    let retired: BTreeSet<&ItemId> = bank.lock.entries.iter().filter(|e| e.retired).map(|e| &e.id).collect();
    for topic in bank.tracks.iter().flat_map(|track| &track.topics) {
        for (id, line) in topic.ids() {
            if retired.contains(id) {
                out.refuse(
                    &topic.file,
                    line,
                    format!("`{id}` was retired"),
                    "an id is never reused: give the item a new one",
                );
            }
        }
    }
}
