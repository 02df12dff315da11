//! From a `track.toml` to the track as the page will have it.

use crate::content::bank::TrackLines;
use crate::content::place::Source;
use crate::content::source;
use crate::engine::bank::track::{Domain, Fill, Outline, Pass, Section, Topic, Track, Trap, Weight};
use crate::engine::id::{DomainId, TopicId, TrackId, TrapId};

/// A track; a section that says two things at once, or nothing, is an error in words.
pub(in crate::content) fn track(
    file: &Source<'_>,
    from: source::Track,
) -> Result<(Track, TrackLines), (usize, String)> {
    let id = file.line(from.id.span().start);
    let mut outlines = Vec::new();
    for spanned in from.outline {
        let line = file.line(spanned.span().start);
        outlines.push((outline(spanned.into_inner()).map_err(|message| (line, message))?, line));
    }
    // Oldest first, whatever the order in the file.
    outlines.sort_by(|(a, _), (b, _)| a.from.cmp(&b.from));
    let (outlines, outline_lines) = outlines.into_iter().unzip();
    let domain = |domain: source::Domain| Domain {
        id: DomainId::new(&domain.id),
        name: domain.name,
        topics: domain.topics.into_iter().map(|t| Topic { id: TopicId::new(&t.id), name: t.name }).collect(),
    };
    let lines = TrackLines {
        id,
        outlines: outline_lines,
        domains: from.domain.iter().map(|domain| file.line(domain.span().start)).collect(),
        traps: from.trap.iter().map(|trap| file.line(trap.span().start)).collect(),
    };
    let trap = |trap: source::Trap| Trap { id: TrapId::new(&trap.id), name: trap.name, truth: trap.truth };
    let track = Track {
        id: TrackId::new(from.id.get_ref()),
        short: from.short,
        name: from.name,
        issuer: from.issuer,
        about: from.about,
        approaches: from.approaches,
        outlines,
        domains: from.domain.into_iter().map(|spanned| domain(spanned.into_inner())).collect(),
        traps: from.trap.into_iter().map(|spanned| trap(spanned.into_inner())).collect(),
    };
    Ok((track, lines))
}

fn outline(from: source::Outline) -> Result<Outline, String> {
    Ok(Outline {
        version: from.version,
        from: from.from.to_string(),
        checked: from.checked.to_string(),
        link: from.link,
        mark: from.mark,
        weights_mark: from.weights_mark,
        questions: from.questions,
        scored: from.scored,
        minutes: from.minutes,
        kinds: from.kinds,
        pass: match from.pass {
            source::Pass::Count { correct, of, mark } => Pass::Count { correct, of, mark },
            source::Pass::Scaled { score, min, max, mark } => Pass::Scaled { score, min, max, mark },
            source::Pass::Bands { bands, cut_mark, mark } => Pass::Bands { bands, cut_mark, mark },
            source::Pass::Unpublished { mark } => Pass::Unpublished { mark },
        },
        sections: from.sections.into_iter().map(section).collect::<Result<_, _>>()?,
        approach_shares: from.approach_shares,
        domains: from.domain.into_iter().map(|w| Weight { id: DomainId::new(&w.id), weight: w.weight }).collect(),
        notes: from.notes,
    })
}

fn section(from: source::Section) -> Result<Section, String> {
    let cases = (from.cases, from.min_case_questions, from.max_case_questions);
    let fill = match (from.fill.as_deref(), from.count, cases) {
        (None | Some("count"), Some(count), (None, None, None)) => Fill::Count { count },
        (Some("half"), None, (None, None, None)) => Fill::Half,
        (Some("rest"), None, (None, None, None)) => Fill::Rest,
        (Some("cases"), None, (Some(cases), Some(min_case_questions), Some(max_case_questions))) => {
            Fill::Cases { cases, min_case_questions, max_case_questions }
        }
        _ => {
            return Err(format!(
                "section `{}` does not say what fills it: `count = N`, `fill = \"half\"`, `fill = \"rest\"`, or `fill = \"cases\"` with cases, min_case_questions and max_case_questions",
                from.id
            ));
        }
    };
    Ok(Section { id: from.id, name: from.name, fill, break_before_minutes: from.break_before_minutes, mark: from.mark })
}
