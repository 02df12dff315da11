//! From what an author wrote to what the page will have, with the place of each part.

use crate::content::bank::{Lines, PartLines};
use crate::content::diagnostic::Finding;
use crate::content::markdown::{self, Fault};
use crate::content::place::Source;
use crate::content::source::{self, Words};
use crate::engine::bank::figure::{Activity, Bar, Curve, Exhibit, Figure, RocCurve};
use crate::engine::bank::question::{
    Body, Card, Case, Choice, ContentHash, Mistake, Numeric, Pair, Question, Region, Step,
};
use crate::engine::bank::text::{Line, Text};
use crate::engine::drill::{Drill, Misapplied, Var};
use crate::engine::id::{ItemId, TrapId};
use toml::Spanned;

/// Converts the items of one file; what its texts may not hold is written into `damage`.
pub(in crate::content) struct Converter<'f> {
    pub source: &'f Source<'f>,
    pub damage: &'f mut Vec<Finding>,
}

/// A body as written, by kind.
pub(in crate::content) enum SourceBody {
    Single(source::Options),
    Multiple(source::Options),
    Matching(source::Matching),
    Ordering(source::Ordering),
    Numeric(source::Numeric),
    Hotspot(source::Hotspot),
}

impl Converter<'_> {
    fn line_of<T>(&self, spanned: &Spanned<T>) -> usize {
        self.source.line(spanned.span().start)
    }

    fn report(&mut self, words: &Words, faults: Vec<Fault>) {
        for Fault { line, link, message, help } in faults {
            let line = self.source.line_of_content(&words.span()) + line;
            self.damage.push(self.source.finding(if link { "https" } else { "markdown" }, line, message, help));
        }
    }

    fn text(&mut self, words: &Words) -> Text {
        let (text, faults) = markdown::text(words.get_ref());
        self.report(words, faults);
        text
    }

    fn line(&mut self, words: &Words) -> Line {
        let (line, faults) = markdown::line(words.get_ref());
        self.report(words, faults);
        line
    }

    fn part<T>(&self, lines: &mut Lines, part: &Spanned<T>, why: &Words) {
        lines.parts.push(PartLines { item: self.line_of(part), why: self.line_of(why) });
    }

    fn choices(&mut self, options: source::Options, lines: &mut Lines) -> Vec<Choice> {
        let convert = |option: Spanned<source::Choice>| {
            self.part(lines, &option, &option.get_ref().why);
            let source::Choice { text, key, why, trap } = option.into_inner();
            Choice { text: self.line(&text), key, why: self.text(&why), trap: trap.map(|trap| TrapId::new(&trap)) }
        };
        options.option.into_iter().map(convert).collect()
    }

    fn body(&mut self, body: SourceBody, lines: &mut Lines) -> Body {
        match body {
            SourceBody::Single(options) => Body::Single(self.choices(options, lines)),
            SourceBody::Multiple(options) => Body::Multiple(self.choices(options, lines)),
            SourceBody::Matching(source::Matching { distractors, pair }) => {
                let convert = |pair: Spanned<source::Pair>| {
                    self.part(lines, &pair, &pair.get_ref().why);
                    let source::Pair { left, right, why } = pair.into_inner();
                    Pair { left: self.line(&left), right: self.line(&right), why: self.text(&why) }
                };
                let pairs = pair.into_iter().map(convert).collect();
                Body::Matching { pairs, distractors: distractors.iter().map(|words| self.line(words)).collect() }
            }
            SourceBody::Ordering(source::Ordering { step }) => {
                let convert = |step: Spanned<source::Step>| {
                    self.part(lines, &step, &step.get_ref().why);
                    let source::Step { text, why } = step.into_inner();
                    Step { text: self.line(&text), why: self.text(&why) }
                };
                Body::Ordering(step.into_iter().map(convert).collect())
            }
            SourceBody::Numeric(source::Numeric { answer, tolerance, unit, working, mistake }) => {
                lines.working = self.source.line_of_content(&working.span());
                let working = self.text(&working);
                let convert = |mistake: Spanned<source::Mistake<f64>>| {
                    self.part(lines, &mistake, &mistake.get_ref().why);
                    let source::Mistake { value, why } = mistake.into_inner();
                    Mistake { value, why: self.text(&why) }
                };
                let mistakes = mistake.into_iter().map(convert).collect();
                Body::Numeric(Numeric { answer, tolerance, unit, working, mistakes })
            }
            SourceBody::Hotspot(source::Hotspot { region }) => {
                let convert = |region: Spanned<source::Region>| {
                    self.part(lines, &region, &region.get_ref().why);
                    let source::Region { at, label, key, why, trap } = region.into_inner();
                    let label = self.line(&label).plain();
                    Region { at, label, key, why: self.text(&why), trap: trap.map(|trap| TrapId::new(&trap)) }
                };
                Body::Hotspot(region.into_iter().map(convert).collect())
            }
        }
    }

    pub fn question(
        &mut self,
        head: source::Question,
        body: SourceBody,
        exhibits: Vec<Exhibit>,
        case: Option<&ItemId>,
        lines: &mut Lines,
    ) -> Question {
        lines.id = self.line_of(&head.id);
        lines.stem = self.line_of(&head.stem);
        lines.lesson = self.line_of(&head.lesson);
        Question {
            id: ItemId::new(head.id.get_ref()),
            hash: ContentHash(0),
            level: head.level.0,
            approach: head.approach,
            form: head.form,
            case: case.cloned(),
            stem: self.text(&head.stem),
            exhibits,
            body: self.body(body, lines),
            lesson: self.line(&head.lesson),
            sources: sources(head.sources),
        }
    }

    pub fn card(&mut self, card: source::Card, lines: &mut Lines) -> Card {
        lines.id = self.line_of(&card.id);
        lines.stem = self.line_of(&card.front);
        lines.lesson = self.line_of(&card.back);
        Card {
            id: ItemId::new(card.id.get_ref()),
            hash: ContentHash(0),
            front: self.text(&card.front),
            back: self.text(&card.back),
            sources: sources(card.sources),
        }
    }

    /// A case; its questions' ids are added by who reads them.
    pub fn case(&mut self, case: source::Case, exhibits: Vec<Exhibit>, lines: &mut Lines) -> Case {
        lines.id = self.line_of(&case.id);
        lines.stem = self.line_of(&case.text);
        Case {
            id: ItemId::new(case.id.get_ref()),
            title: case.title,
            text: self.text(&case.text),
            exhibits,
            questions: Vec::new(),
        }
    }

    pub fn drill(&mut self, drill: source::Drill, exhibits: Vec<Exhibit>, lines: &mut Lines) -> Drill {
        lines.id = self.line_of(&drill.id);
        lines.stem = self.line_of(&drill.stem);
        lines.lesson = self.line_of(&drill.lesson);
        lines.working = self.source.line_of_content(&drill.working.span());
        let mut vars: Vec<(String, Spanned<source::Var>)> = drill.vars.into_iter().collect();
        vars.sort_by_key(|(_, var)| var.span().start);
        let mut lets: Vec<(String, Spanned<String>)> = drill.lets.into_iter().collect();
        lets.sort_by_key(|(_, text)| text.span().start);
        let var = |(name, var): (String, Spanned<source::Var>)| {
            let source::Var { min, max, step } = var.into_inner();
            Var { name, min, max, step }
        };
        let mistake = |mistake: Spanned<source::Mistake<String>>| {
            self.part(lines, &mistake, &mistake.get_ref().why);
            let source::Mistake { value, why } = mistake.into_inner();
            Misapplied { value, why: self.text(&why) }
        };
        let mistakes = drill.mistake.into_iter().map(mistake).collect();
        Drill {
            id: ItemId::new(drill.id.get_ref()),
            hash: ContentHash(0),
            title: drill.title,
            level: drill.level.0,
            stem: self.text(&drill.stem),
            exhibits,
            vars: vars.into_iter().map(var).collect(),
            lets: lets.into_iter().map(|(name, text)| (name, text.into_inner())).collect(),
            require: drill.require,
            answer: drill.answer.into_inner(),
            tolerance: drill.tolerance,
            decimals: drill.decimals,
            unit: drill.unit,
            working: self.text(&drill.working),
            mistakes,
            lesson: self.line(&drill.lesson),
            sources: sources(drill.sources),
        }
    }
}

fn sources(words: Vec<Words>) -> Vec<String> {
    words.into_iter().map(|source| source.into_inner().trim().to_owned()).collect()
}

/// An exhibit from its words and its data.
pub(in crate::content) fn exhibit(words: source::Exhibit, figure: source::Figure) -> Exhibit {
    Exhibit { title: words.title, alt: words.alt, figure: convert_figure(figure) }
}

fn convert_figure(figure: source::Figure) -> Figure {
    use source::Figure as From;
    match figure {
        From::Table { head, rows } => Figure::Table { head, rows },
        From::Burndown { unit, x, remaining, length } => Figure::Burndown { unit, x, remaining, length },
        From::EarnedValue { x, unit, pv, ev, ac, bac } => Figure::EarnedValue { x, unit, pv, ev, ac, bac },
        From::Network { unit, activities } => {
            let activity = |source::Activity { id, name, duration, after }| Activity { id, name, duration, after };
            Figure::Network { unit, activities: activities.into_iter().map(activity).collect() }
        }
        From::Histogram { x, y, bars, cumulative } => {
            let bars = bars.into_iter().map(|source::Bar { label, value }| Bar { label, value }).collect();
            Figure::Histogram { x, y, bars, cumulative }
        }
        From::ControlChart { x, unit, values, mean, upper, lower, spec_upper, spec_lower } => {
            Figure::ControlChart { x, unit, values, mean, upper, lower, spec_upper, spec_lower }
        }
        From::Flow { x, states, bands } => Figure::Flow { x, states, bands },
        From::Confusion { classes, counts } => Figure::Confusion { classes, counts },
        From::Roc { curves } => {
            let curves = curves.into_iter().map(|source::RocCurve { name, points }| RocCurve { name, points });
            Figure::Roc { curves: curves.collect() }
        }
        From::LossCurve { x, y, curves } => {
            let curves = curves.into_iter().map(|source::Curve { name, values }| Curve { name, values }).collect();
            Figure::LossCurve { x, y, curves }
        }
    }
}
