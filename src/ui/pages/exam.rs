//! The exam page: make a paper, choose how the clock runs, begin; and what was sat before.

mod form;
mod past;
mod preview;

use crate::engine::bank::deck::Deck;
use crate::engine::bank::pack::Catalogue;
use crate::engine::exam::assemble::{Refusal, assemble, reassemble, times_seen};
use crate::engine::exam::code::Code;
use crate::engine::exam::paper::{Extra, Paper};
use crate::engine::exam::shelf::Shelf;
use crate::engine::id::{DomainId, TrackId};
use crate::engine::progress::exam::{Source, Timing};
use crate::engine::time::Date;
use crate::platform::location;
use crate::ui::dom::Dom;
use crate::ui::handle::{App, Loading};
use crate::ui::hooks::use_form;
use crate::ui::parts::{self, track_picker};
use crate::ui::route::Route;
use std::rc::Rc;
use yew::prelude::*;

/// The page of a track, else of the chosen one.
pub fn exam(d: &mut Dom, app: &App, track: Option<&TrackId>) {
    let Some(track) = app.chosen(track) else {
        d.el("h1[tabindex=-1]", "Mock exam").el("p.lead", "Which exam?");
        return track_picker(d, app, "exam", None);
    };
    let Some(catalogue) = parts::catalogue(d, app, "Mock exam") else { return };
    if let Some(deck) = parts::deck(d, app, "Mock exam", &track) {
        d.node(html! { <Room key={track.as_str().to_owned()} app={app.clone()} {catalogue} {deck} /> });
    }
}

/// Where the paper comes from, as the form has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum From {
    Form(u8),
    Fresh,
    Mini,
    Code,
}

/// What the learner has set.
#[derive(Clone, Debug, PartialEq)]
struct Wish {
    from: From,
    /// Of a mini.
    count: u8,
    domains: Vec<DomainId>,
    drills: bool,
    /// As typed.
    code: String,
    extra: Extra,
    timing: Timing,
    seed: u64,
}

impl Wish {
    fn source(&self) -> Source {
        match self.from {
            From::Form(form) => Source::Form(form),
            From::Fresh | From::Code => Source::Fresh,
            From::Mini => Source::Mini { count: self.count, domains: self.domains.clone(), drills: self.drills },
        }
    }

    /// The reserved form whose pack is needed.
    fn form(&self) -> Option<u8> {
        match self.from {
            From::Form(form) => Some(form),
            From::Code => Code::read(&self.code).ok().and_then(|code| code.form()),
            From::Fresh | From::Mini => None,
        }
    }
}

#[derive(Properties)]
struct RoomProps {
    app: App,
    catalogue: Rc<Catalogue>,
    deck: Rc<Deck>,
}

impl PartialEq for RoomProps {
    fn eq(&self, other: &Self) -> bool {
        self.app == other.app && Rc::ptr_eq(&self.catalogue, &other.catalogue) && self.deck == other.deck
    }
}

/// The form with its paper.
#[component]
fn Room(props: &RoomProps) -> Html {
    let RoomProps { app, catalogue, deck } = props;
    let entry = catalogue.tracks.iter().find(|entry| entry.track.id == deck.track.id);
    let wish = use_state(|| Wish {
        from: entry.and_then(|entry| form::fresh_form(app, entry)).map_or(From::Fresh, From::Form),
        count: 20,
        domains: Vec::new(),
        drills: !deck.drills.is_empty(),
        code: String::new(),
        extra: Extra::None,
        timing: Timing::Strict,
        seed: app.seed(),
    });
    let form = use_form(entry, wish.form());
    let at_hand = if let Loading::Ready(form) = &form.deck { form.clone() } else { None };
    let paper = {
        let paper_of = Wish { extra: Extra::None, timing: Timing::Strict, ..(*wish).clone() };
        let key = (paper_of, at_hand.as_ref().map(Rc::as_ptr), app.revision());
        use_memo(key, |(wish, ..)| {
            let shelf = Shelf { deck, form: at_hand.as_deref(), bank: &catalogue.bank };
            made(app, &shelf, wish)
        })
    };
    let mut d = Dom::new();
    d.open("h1[tabindex=-1]").text(&deck.track.short).text(" mock exam").close();
    form::lead(&mut d, app, deck);
    track_picker(&mut d, app, "exam", Some(&deck.track.id));
    past::open(&mut d, app, &deck.track.id);
    let submit = {
        let (app, paper, wish) = (app.clone(), paper.clone(), wish.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Ok(paper) = &*paper {
                begin(&app, paper, &wish);
            }
        })
    };
    d.open("form.exam").on_submit(submit);
    form::choices(&mut d, app, deck, entry, &wish);
    // One node, whatever is in it: the form before it keeps its place, and so the focus.
    let mut shown = Dom::new();
    match (&form.deck, &*paper) {
        (Loading::Waiting, _) => {
            shown.el("p.quiet[role=status]", "The form is being fetched …");
        }
        (Loading::Failed(why), _) => {
            shown.el("p[role=alert]", why).open("p.row").button("button", "Try again", form.again.clone()).close();
        }
        (Loading::Ready(_), Err(refusal)) => {
            let typed = wish.from != From::Code || !wish.code.trim().is_empty();
            shown.el("p.note[role=alert]", if typed { refusal } else { "Type the code that somebody gave you." });
        }
        (Loading::Ready(_), Ok(paper)) => preview::preview(&mut shown, paper, &wish),
    }
    d.node(shown.finish()).close();
    past::sittings(&mut d, app, &deck.track);
    d.finish()
}

/// The paper, or a sentence on why there is none.
fn made(app: &App, shelf: &Shelf<'_>, wish: &Wish) -> Result<Paper, String> {
    let record = app.record();
    let seen = times_seen(record.snapshot());
    let paper = if wish.from == From::Code {
        Code::read(&wish.code).map_err(Refusal::Code).and_then(|code| reassemble(shelf, &code, &seen))
    } else {
        assemble(shelf, &date(app, &shelf.deck.track.id), &wish.source(), wish.seed, &seen)
    };
    paper.map_err(|refusal| refusal.to_string())
}

/// The day whose outline holds: the exam's, else today.
fn date(app: &App, track: &TrackId) -> String {
    let record = app.record();
    let snapshot = record.snapshot();
    let exam = snapshot.settings().exam_dates.get(track).copied();
    exam.unwrap_or_else(|| Date::from(snapshot.today(app.now()))).to_string()
}

fn begin(app: &App, paper: &Paper, wish: &Wish) {
    let id = app.next();
    app.append(vec![paper.start(wish.extra, wish.timing)], app.now());
    location::go(Route::Sitting(id).hash().trim_start_matches('#'));
}
