//! What holds for every paper, whatever bank it was made from.

use certdeck::engine::exam::apportion::apportion;
use certdeck::engine::exam::coverage::Group;
use certdeck::engine::exam::paper::Paper;
use certdeck::engine::exam::shelf::Shelf;
use certdeck::engine::id::{DomainId, ItemId, ItemKind, TopicId};
use certdeck::engine::progress::exam::Source;
use std::collections::BTreeSet;

pub fn never(_: &ItemId) -> u32 {
    0
}

pub fn mini(count: u8, domains: &[&str], drills: bool) -> Source {
    Source::Mini { count, domains: domains.iter().map(|id| DomainId::new(id)).collect(), drills }
}

/// Panics where a law is broken.
pub fn laws(paper: &Paper, shelf: &Shelf<'_>) {
    let track = &shelf.deck.track;
    let outline = track.outlines.iter().find(|outline| outline.from == paper.outline).unwrap();
    let slots: Vec<_> = paper.slots().collect();
    let count = slots.len() as u32;
    let topic = |item: &ItemId| item.topic();

    // Nothing twice.
    let items: BTreeSet<_> = slots.iter().map(|slot| &slot.item).collect();
    assert_eq!(items.len(), slots.len(), "doubled items");

    // Domains exactly by the weights, of those that were chosen.
    let chosen = match &paper.source {
        Source::Mini { domains, .. } => domains.clone(),
        _ => Vec::new(),
    };
    let in_it = |id: &DomainId| chosen.is_empty() || chosen.contains(id);
    let weights: Vec<u32> =
        outline.domains.iter().map(|weight| if in_it(&weight.id) { u32::from(weight.weight) } else { 0 }).collect();
    let held: Vec<u32> = outline
        .domains
        .iter()
        .map(|weight| {
            let here = |item: &ItemId| track.domain_of(&topic(item)).is_some_and(|domain| domain.id == weight.id);
            slots.iter().filter(|slot| here(&slot.item)).count() as u32
        })
        .collect();
    let form = matches!(paper.source, Source::Form(_));
    let due = apportion(count, &weights);
    // A reserved form is as its authors made it: each domain within less than one of what is due.
    let near = held.iter().zip(&due).all(|(held, due)| held.abs_diff(*due) <= u32::from(form));
    assert!(near, "domains {held:?}, due {due:?}");

    // Reserved items stand in their form, and nothing else does.
    for slot in &slots {
        if slot.item.kind() == ItemKind::Drill {
            assert!(matches!(paper.source, Source::Mini { drills: true, .. }), "a drill in {:?}", paper.source);
            continue;
        }
        let question = shelf.question(&slot.item).unwrap();
        let expect = if let Source::Form(form) = paper.source { Some(form) } else { None };
        assert_eq!(question.form, expect, "{}", slot.item);
        assert_eq!(question.hash, slot.hash);
        assert!(form || outline.kinds.contains(&question.kind()), "{}: the exam has none of these", slot.item);
    }

    // Cases whole and in order; siblings apart, as long as no topic has more than half of what stands alone.
    let case = |item: &ItemId| shelf.question(item).and_then(|question| question.case.clone());
    let mut alone: Vec<&ItemId> = Vec::new();
    let mut before = None;
    for slot in &slots {
        match case(&slot.item) {
            Some(id) if before.as_ref() != Some(&id) => {
                let whole = &shelf.case(&id).unwrap().questions;
                let at = slots.iter().position(|other| other.item == slot.item).unwrap();
                let served: Vec<_> = slots[at..].iter().take(whole.len()).map(|slot| slot.item.clone()).collect();
                assert_eq!(&served, whole, "{id} is not whole");
                before = Some(id);
            }
            Some(_) => {}
            None => {
                before = None;
                alone.push(&slot.item);
            }
        }
    }
    let topics: Vec<TopicId> = alone.iter().map(|item| topic(item)).collect();
    let most = topics.iter().map(|topic| topics.iter().filter(|other| *other == topic).count()).max();
    if most.is_some_and(|most| 2 * most <= alone.len()) {
        for (at, two) in topics.windows(2).enumerate() {
            assert_ne!(two[0], two[1], "siblings side by side: {} {}", alone[at], alone[at + 1]);
        }
    }

    // Parts: none is empty, cases first, no break before the first.
    assert!(paper.parts.iter().all(|part| !part.slots.is_empty()));
    assert_eq!(paper.parts.first().map(|part| part.break_minutes), Some(0));

    // Time in proportion, in whole minutes, never less.
    let exact = u32::from(outline.minutes) * count;
    assert!(paper.minutes * u32::from(outline.questions) >= exact);
    assert!((paper.minutes - 1) * u32::from(outline.questions) < exact, "{} minutes", paper.minutes);

    // The coverage table tells the truth.
    for row in &paper.coverage {
        if let Group::Domain(id) = &row.group {
            let at = outline.domains.iter().position(|weight| weight.id == *id).unwrap();
            assert_eq!((row.wanted, row.got), (Some(due[at]), held[at]), "{id}");
        }
    }
    for is in [
        |group: &Group| matches!(group, Group::Domain(_)),
        |group: &Group| matches!(group, Group::Topic(_)),
        |group: &Group| matches!(group, Group::Kind(_)),
        |group: &Group| matches!(group, Group::Level(_)),
    ] {
        let sum: u32 = paper.coverage.iter().filter(|row| is(&row.group)).map(|row| row.got).sum();
        assert_eq!(sum, count);
    }
}
