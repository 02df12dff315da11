//! The paper that was made: how long, how new, what it covers, and its code.

use super::{From, Wish};
use crate::engine::exam::coverage::{Group, Row};
use crate::engine::exam::paper::Paper;
use crate::platform::{clipboard, timer};
use crate::ui::components::facts::{fact, table_head, table_row};
use crate::ui::dom::Dom;
use yew::prelude::*;

/// The paper with its button.
pub fn preview(d: &mut Dom, paper: &Paper, wish: &UseStateHandle<Wish>) {
    let minutes = paper.minutes + paper.minutes * u32::from(wish.extra.percent()) / 100;
    let extra = if wish.extra.percent() > 0 {
        [&paper.minutes.to_string(), " and ", &wish.extra.percent().to_string(), " % more"].concat()
    } else {
        String::new()
    };
    let unscored = paper.len() - paper.scored();
    let count = if unscored > 0 { [&unscored.to_string(), " of them not scored"].concat() } else { String::new() };
    let parts: Vec<&str> = paper.parts.iter().map(|part| part.name.as_str()).filter(|name| !name.is_empty()).collect();
    d.open("section.panel[aria-label=The paper]").open("dl.facts");
    fact(d, "Questions", &paper.len().to_string(), &count);
    fact(d, "Time", &[&minutes.to_string(), " min"].concat(), &extra);
    let percent = paper.seen() * 100 / paper.len().max(1);
    fact(d, "Seen before", &[&percent.to_string(), " %"].concat(), &[&paper.seen().to_string(), " of them"].concat());
    if parts.len() > 1 {
        fact(d, "Parts", &parts.len().to_string(), &parts.join(", "));
    }
    d.close().open("div[role=status]");
    if paper.short() {
        d.open("p.note").text("The bank has too few questions for a full form: ").number(paper.len()).text(" of ");
        d.number(paper.wanted).text(", with the time scaled to fit.").close();
    }
    if paper.mostly_seen() {
        d.open("p.note").text("You have seen ").number(percent);
        d.text(" % of these before. The result will flatter you: read it as practice, not as a forecast.").close();
    }
    d.close().open("p.row").open("button.primary.big[type=submit]").text("Begin").close();
    if !matches!(wish.from, From::Form(_) | From::Code) {
        let wish = wish.clone();
        let anew = Callback::from(move |_: MouseEvent| {
            wish.set(Wish {
                seed: wish.seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1),
                ..(*wish).clone()
            });
        });
        d.button("button", "Draw another", anew);
    }
    d.close().open("details").el("summary", "What it covers");
    coverage(d, &paper.coverage);
    d.close();
    d.node(html! { <Code code={paper.code.clone()} /> }).close();
}

/// Wanted and got, group by group.
pub fn coverage(d: &mut Dom, rows: &[Row]) {
    let place = |group: &Group| match group {
        Group::Domain(_) => 0,
        Group::Topic(_) => 1,
        Group::Approach(_) => 2,
        Group::Kind(_) => 3,
        Group::Level(_) => 4,
    };
    for (at, name) in ["Domain", "Topic", "Approach", "Kind", "Level"].into_iter().enumerate() {
        let here: Vec<&Row> = rows.iter().filter(|row| place(&row.group) == at).collect();
        if here.is_empty() {
            continue;
        }
        d.open("table");
        table_head(d, name, false, &["Wanted", "Got"]);
        for row in here {
            let wanted = row.wanted.map_or_else(|| "–".to_owned(), |wanted| wanted.to_string());
            table_row(d, &row.name, &[&wanted, &row.got.to_string()]);
        }
        d.close().close();
    }
}

#[derive(Properties, PartialEq)]
struct CodeProps {
    code: String,
}

/// The paper's code, to be passed on.
#[component]
fn Code(props: &CodeProps) -> Html {
    let copied = use_state(String::new);
    let copy = {
        let (code, copied) = (props.code.clone(), copied.clone());
        Callback::from(move |_: MouseEvent| {
            let (code, copied) = (code.clone(), copied.clone());
            timer::spawn(async move {
                if clipboard::copy(&code).await.is_ok() {
                    copied.set(code);
                }
            });
        })
    };
    let mut d = Dom::new();
    d.open("p.quiet").text("Code of this paper, for somebody who shall sit the same: ").el("code.code", &props.code);
    d.text(" ").button("button.plain", "Copy", copy);
    d.el("span[role=status]", if *copied == props.code { " Copied." } else { "" }).close();
    d.finish()
}
