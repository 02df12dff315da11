//! The review: every question of the paper with every reason.

use crate::engine::bank::deck::Deck;
use crate::engine::bank::question::Question;
use crate::engine::exam::report::{Change, Filter, Line, Report};
use crate::engine::exam::shelf::{Shelf, arrange};
use crate::engine::exam::sitting::Sitting;
use crate::engine::progress::event::Confidence;
use crate::ui::components::ask::stem;
use crate::ui::components::reveal::{lesson, reveal};
use crate::ui::components::turn::case_text;
use crate::ui::dom::Dom;
use crate::ui::wording;
use std::collections::BTreeSet;
use std::rc::Rc;
use yew::prelude::*;

/// What [`Review`] is given.
#[derive(Properties)]
pub struct ReviewProps {
    /// The report.
    pub report: Rc<Report>,
    /// The track's deck.
    pub deck: Rc<Deck>,
    /// The form's.
    pub form: Option<Rc<Deck>>,
    /// The paper's.
    pub seed: u32,
    /// For notes.
    pub sitting: Rc<Sitting>,
}

impl PartialEq for ReviewProps {
    fn eq(&self, other: &Self) -> bool {
        self.report == other.report && self.deck == other.deck && self.form == other.form
    }
}

/// The questions that a filter lets through. What is folded is not drawn: a paper may have 180 of them.
#[component]
pub fn Review(props: &ReviewProps) -> Html {
    let filter = use_state(Filter::default);
    let unfolded = use_state(BTreeSet::<u16>::new);
    let lines: Vec<&Line> = props.report.review(*filter).collect();
    let mut d = Dom::new();
    d.el("h2", "Review").open("fieldset.field").el("legend.hidden", "Which questions").open("div.choices");
    for one in Filter::ALL {
        let count = props.report.review(one).count();
        let filter = filter.clone();
        let checked = *filter == one;
        let then = Callback::from(move |_: Event| filter.set(one));
        d.open("label").open("input[type=radio][name=filter]").checked(checked).on_change(then).close();
        d.text(one.name()).text(" ").number(count as u32).close();
    }
    d.close().close();
    let all = {
        let (unfolded, places) = (unfolded.clone(), lines.iter().map(|line| line.at).collect::<Vec<u16>>());
        let open = places.iter().all(|at| unfolded.contains(at));
        Callback::from(move |_: MouseEvent| {
            unfolded.set(if open { BTreeSet::new() } else { places.iter().copied().collect() });
        })
    };
    d.open("p[role=status]").text(&wording::count(lines.len() as u32, "question", "questions")).text(".").close();
    if !lines.is_empty() {
        d.open("p.row").button("button", "Unfold or fold all", all).close();
    }
    d.open("ol.list.reviewed");
    for line in lines {
        one(&mut d, props, line, &unfolded);
    }
    d.finish()
}

fn one(d: &mut Dom, props: &ReviewProps, line: &Line, unfolded: &UseStateHandle<BTreeSet<u16>>) {
    let shelf = Shelf { deck: &props.deck, form: props.form.as_deref(), bank: "" };
    let found = props.sitting.slot(line.at).map(|slot| shelf.find(slot, props.seed));
    let question = found.as_ref().and_then(|found| found.question());
    let open = unfolded.contains(&line.at);
    let toggle = {
        let (unfolded, at) = (unfolded.clone(), line.at);
        Callback::from(move |_: MouseEvent| {
            let mut next = (*unfolded).clone();
            if !next.remove(&at) {
                next.insert(at);
            }
            unfolded.set(next);
        })
    };
    let words: String = question.map_or_else(|| line.item.to_string(), |q| q.stem.plain().chars().take(90).collect());
    let sign = match (&line.given, line.right()) {
        (_, true) => "✓ right",
        (Some(_), false) => "✗ wrong",
        (None, false) => "– open",
    };
    d.open("li").key(&line.at.to_string()).open("button[type=button]").on_click(toggle);
    d.attr("aria-expanded", if open { "true" } else { "false" });
    d.open("span").number(u32::from(line.at) + 1).text(". ").text(&words).text(" …").close();
    d.open("span.state").text(sign).text(&labels(line)).close().close();
    if open {
        d.open("div.unfolded");
        match question {
            Some(question) => whole(d, props, line, question, &shelf),
            None => {
                d.el("p", "This question is not in the bank any more. Your answer counts as it was marked.");
            }
        }
        d.close();
    }
    d.close();
}

/// What else is to be said of a question, behind its result.
fn labels(line: &Line) -> String {
    let mut all = Vec::new();
    if line.pretest {
        all.push("not scored");
    }
    if line.flagged {
        all.push("flagged");
    }
    if line.repeated {
        all.push("seen before");
    }
    all.extend(match line.given.as_ref().and_then(|given| given.confidence) {
        Some(Confidence::Guessed) => Some("guessed"),
        Some(Confidence::ThoughtSo) => Some("thought so"),
        Some(Confidence::Certain) => Some("certain"),
        None => None,
    });
    all.extend(line.change.map(|change| match change {
        Change::ToRight => "changed to right",
        Change::ToWrong => "changed to wrong",
        Change::Wrong => "changed",
    }));
    let mut words = String::new();
    for label in all {
        words.push_str(", ");
        words.push_str(label);
    }
    words
}

fn whole(d: &mut Dom, props: &ReviewProps, line: &Line, question: &Rc<Question>, shelf: &Shelf<'_>) {
    if line.stale {
        d.el(
            "p.note",
            "The wording has changed since you answered: below it is as it stands now, your mark is from then.",
        );
    }
    if let Some(case) = question.case.as_ref().and_then(|case| shelf.case(case)) {
        case_text(d, case);
    }
    // Ids stand once on a page: the stems of a list have none.
    let mut asked = Dom::new();
    stem(&mut asked, question);
    d.node(asked.finish());
    let order = arrange(question, props.seed);
    reveal(d, question, &order, line.given.as_ref().map(|given| &given.answer));
    if let Some(given) = &line.given
        && given.mark.parts > 1
        && !given.mark.right
    {
        d.open("p.quiet").number(u32::from(given.mark.parts_right)).text(" of ").number(u32::from(given.mark.parts));
        d.text(" parts right; it counts as a whole.").close();
    }
    lesson(d, question);
    if let Some(entry) = props.sitting.entry(line.at)
        && !entry.note.is_empty()
    {
        d.open("p").el("b", "Your note: ").text(&entry.note).close();
    }
    d.open("p.quiet").text("Time: ").number((line.millis + 500) / 1000).text(" s · ");
    d.link("a", &["#/item/", line.item.as_str()].concat(), line.item.as_str()).close();
}
