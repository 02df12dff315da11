//! Drills: calculations without end. Each has new numbers, the worked solution, and knows the classic mistakes.

use crate::engine::bank::answer::{Answer, mark};
use crate::engine::bank::deck::Deck;
use crate::engine::bank::question::{Mistake, Question};
use crate::engine::chance::Chance;
use crate::engine::drill::{self, Drill, Judgement, draw, judge};
use crate::engine::id::TrackId;
use crate::platform::document;
use crate::platform::keys::{Key, Target};
use crate::ui::components::ask::{ask, stem};
use crate::ui::components::bar::progress_of;
use crate::ui::components::reveal::{lesson, reveal};
use crate::ui::components::text;
use crate::ui::components::turn::tag_line;
use crate::ui::dom::Dom;
use crate::ui::handle::App;
use crate::ui::hooks::{Desk, Live, Pad, use_keys, use_live, use_pad};
use crate::ui::parts::{self, begin_actions, frame, report, settle, tags, track_picker};
use crate::ui::wording;
use std::rc::Rc;
use yew::prelude::*;

/// The page of a track, else of the chosen one.
pub fn drills(d: &mut Dom, app: &App, track: Option<&TrackId>) {
    let Some(track) = app.chosen(track) else {
        return frame(d, app, false, |d| {
            d.el("h1[tabindex=-1]", "Drills");
            track_picker(d, app, "drills", None);
        });
    };
    let mut notice = Dom::new();
    match parts::deck(&mut notice, app, "Drills", &track) {
        None => frame(d, app, false, |d| {
            d.node(notice.finish());
        }),
        Some(deck) if deck.drills.is_empty() => frame(d, app, false, |d| none(d, app, &deck)),
        Some(deck) => {
            d.node(html! { <Room key={track.as_str().to_owned()} app={app.clone()} {deck} /> });
        }
    }
}

/// An exam without calculations.
fn none(d: &mut Dom, app: &App, deck: &Deck) {
    d.open("h1[tabindex=-1]").text(&deck.track.short).text(" drills").close();
    track_picker(d, app, "drills", Some(&deck.track.id));
    d.el("p.lead", "This exam asks for no calculations, so there is nothing to drill.");
    let practice = ["#/practice/", deck.track.id.as_str()].concat();
    d.open("p.row").link("a.button.primary", &practice, "Build a set").link("a.button", "#/", "Today").close();
}

#[derive(Properties, PartialEq)]
struct RoomProps {
    app: App,
    deck: Rc<Deck>,
}

/// What is drilled and how it went: a run.
#[derive(Clone, Debug, Default, PartialEq)]
struct Run {
    /// Places of the drills in the deck.
    among: Vec<usize>,
    /// Draws everything that follows.
    seed: u64,
    /// Drills before the one in front.
    count: u32,
    right: u32,
    /// The result that was given for the one in front.
    given: Option<f64>,
}

impl Run {
    /// The drill in front and the seed of its numbers. Each passes before one comes again.
    fn turn<'d>(&self, deck: &'d Deck) -> Option<(&'d Drill, u64)> {
        let size = self.among.len() as u32;
        let round = self.count.checked_div(size)?;
        let mut order = self.among.clone();
        Chance::named(self.seed ^ u64::from(round), "drills").shuffle(&mut order);
        let at = order.get((self.count % size) as usize)?;
        Some((deck.drills.get(*at)?, self.seed.wrapping_add(u64::from(self.count) << 32 | u64::from(self.count))))
    }

    /// The drill in front with its numbers.
    fn question(&self, deck: &Deck) -> Option<Rc<Question>> {
        let (drill, seed) = self.turn(deck)?;
        drill::question(drill, seed).ok().map(Rc::new)
    }
}

/// The run, and what its handlers need. They go by what is, not by what was drawn when they were made.
#[derive(Clone)]
struct Table {
    deck: Rc<Deck>,
    run: Live<Run>,
    pad: Pad,
}

impl Table {
    /// The desk at the drill in front.
    fn desk(&self, run: &Run, question: Option<Rc<Question>>) -> Desk {
        self.pad.desk(question, run.seed, i64::from(run.count))
    }

    /// What Enter and the main button do now; `false` where nothing is drilled.
    fn main(&self) -> bool {
        let run = self.run.get();
        let mut next = (*run).clone();
        let Some(question) = run.question(&self.deck) else { return false };
        if next.given.take().is_some() {
            next.count += 1;
        } else {
            let Some((answer, _)) = self.desk(&run, Some(question.clone())).finish() else { return true };
            next.right += u32::from(mark(&question, &answer).right);
            let Answer::Numeric(given) = answer else { return true };
            next.given = Some(given);
        }
        self.run.set(next);
        true
    }
}

/// Choosing what to drill, or drilling.
#[component]
fn Room(props: &RoomProps) -> Html {
    let (app, deck) = (&props.app, &props.deck);
    let live = use_live(Run::default);
    let table = Table { deck: deck.clone(), run: live, pad: use_pad() };
    let run = table.run.get();
    let turn = run.turn(deck);
    // Drawn once, not with each digit of the answer.
    let question = use_memo((run.clone(), Rc::as_ptr(deck)), |_| run.question(deck));
    let question = (*question).clone();
    let desk = table.desk(&run, question.clone());
    // A new drill starts at the top, in its field; the form with its heading.
    {
        let place = (run.seed, run.count);
        use_effect_with(place, |(seed, _)| {
            if *seed != 0 {
                document::scroll_to_top();
                document::focus("number");
            }
        });
    }
    use_effect_with(run.given.is_some(), |given| settle(*given));
    {
        let table = table.clone();
        use_keys(move |key: &Key| {
            let ours = key.name == "Enter" && key.plain && !key.repeat && key.target != Target::Control;
            ours && table.main()
        });
    }
    let mut d = Dom::new();
    let (Some(question), Some((template, seed))) = (question, turn) else {
        frame(&mut d, app, false, |d| choose(d, app, deck, &table.run));
        return d.finish();
    };
    let done = run.count + u32::from(run.given.is_some());
    let count = [&run.right.to_string(), " of ", &done.to_string(), " right"].concat();
    progress_of(&mut d, &[&deck.track.short, " · Drills"].concat(), &count, app.saved());
    d.open("main#main");
    shown(&mut d, deck, template, &question, seed, &run, &desk);
    report(&mut d, &question.id, question.hash, question.stem.plain());
    d.close();
    let stop = {
        let table = table.clone();
        Callback::from(move |_: MouseEvent| table.run.set(Run::default()))
    };
    begin_actions(&mut d, desk.note());
    d.button("button", "Stop", stop);
    d.link("a.button", &["#/formulas/", deck.track.id.as_str()].concat(), "Formulas");
    let main = Callback::from(move |_: MouseEvent| {
        table.main();
    });
    d.open("button.primary[type=button]").on_click(main);
    d.text(if run.given.is_some() { "Next" } else { "Check" }).el("kbd[aria-hidden=true]", "Enter");
    d.close().close().close();
    d.finish()
}

/// The drill in front, asked or judged.
fn shown(d: &mut Dom, deck: &Deck, template: &Drill, question: &Rc<Question>, seed: u64, run: &Run, desk: &Desk) {
    // Each part one node, as in `turn`: the live region stays while what is around it changes.
    let (mut asked, mut rest) = (Dom::new(), Dom::new());
    d.el("h1.hidden[tabindex=-1]", if run.given.is_some() { "Result" } else { "Calculation" });
    tag_line(d, &tags(&deck.track, &question.id, Some(question.level)));
    stem(&mut asked, question);
    d.node(asked.finish()).open("div#outcome[role=status]");
    match run.given {
        Some(given) => {
            verdict(d, template, seed, given);
            reveal(&mut rest, question, &[], Some(&Answer::Numeric(given)));
            lesson(&mut rest, question);
        }
        None => {
            ask(&mut rest, &desk.asked(question));
        }
    }
    d.close().node(rest.finish());
}

/// Right, a known mistake, or wrong.
fn verdict(d: &mut Dom, template: &Drill, seed: u64, given: f64) {
    let Ok(instance) = draw(template, seed) else { return };
    let (class, words) = match judge(&instance, given) {
        Judgement::Right => ("is-right", "✓ Right."),
        Judgement::Mistake(_) => ("is-wrong", "✗ Not right, but known: a formula was misapplied."),
        Judgement::Wrong => ("is-wrong", "✗ Not right."),
    };
    d.open("p.outcome").class_if(true, class).text(words).close();
    if let Judgement::Mistake(at) = judge(&instance, given)
        && let Some(Mistake { why, .. }) = instance.mistakes.get(at)
    {
        text::text(d, why);
    }
}

/// Which calculations to drill, and how the last run went.
fn choose(d: &mut Dom, app: &App, deck: &Rc<Deck>, run: &Live<Run>) {
    let track = &deck.track;
    d.open("h1[tabindex=-1]").text(&track.short).text(" drills").close();
    d.el("p.lead", "Calculations with new numbers every time. A wrong result tells you which formula was misapplied, and every one has its worked solution.");
    track_picker(d, app, "drills", Some(&track.id));
    let start = |among: Vec<usize>| {
        let (app, run) = (app.clone(), run.clone());
        // Zero is the run that has not begun.
        Callback::from(move |_: MouseEvent| {
            run.set(Run { among: among.clone(), seed: app.seed().max(1), ..Run::default() });
        })
    };
    d.open("p.row").button("button.primary.big", "Mix them all", start((0..deck.drills.len()).collect()));
    d.link("a.button", &["#/formulas/", track.id.as_str()].concat(), "See the formulas").close();
    for domain in &track.domains {
        let of = |topic: &crate::engine::id::TopicId| domain.topics.iter().any(|known| known.id == *topic);
        let here: Vec<(usize, &Drill)> =
            deck.drills.iter().enumerate().filter(|(_, drill)| of(&drill.id.topic())).collect();
        if here.is_empty() {
            continue;
        }
        d.el("h2", &domain.name).open("ul.list");
        for (at, template) in here {
            let topic = track.topic(&template.id.topic()).map(|topic| topic.name.as_str()).unwrap_or_default();
            d.open("li").open("button[type=button]").on_click(start(vec![at])).el("span", &template.title);
            d.el("span.state", topic).close().close();
        }
        d.close();
    }
    d.el(
        "p.quiet",
        &[
            &wording::count(deck.drills.len() as u32, "calculation", "calculations"),
            " in this deck. Drills are practice: they change neither your schedule nor your figures.",
        ]
        .concat(),
    );
}
