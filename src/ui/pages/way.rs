//! The way to AI project manager: the role, what it takes and where the learner stands, certifications, what is next.

use crate::engine::bank::pack::{Catalogue, Entry};
use crate::engine::bank::track::Track;
use crate::engine::progress::snapshot::Snapshot;
use crate::engine::share::Share;
use crate::engine::stats::way::{self, Ground, ORDER, SKILLS, Stage, Why, next, stage, standing};
use crate::engine::time::StudyDay;
use crate::ui::components::chart::span;
use crate::ui::components::facts::table_head;
use crate::ui::dom::Dom;
use crate::ui::handle::App;
use crate::ui::parts;
use crate::ui::wording;

/// The page.
pub fn way(d: &mut Dom, app: &App) {
    let Some(catalogue) = parts::catalogue(d, app, "The way to AI project manager") else { return };
    let record = app.record();
    let snapshot = record.snapshot();
    let today = snapshot.today(app.now());
    d.el("h1[tabindex=-1]", "The way to AI project manager");
    d.el("p.lead", "From project management, or from work with data, into leading AI projects: what the role is, what it takes, where you stand, and what comes next.");
    what_next(d, snapshot, &catalogue, today);
    role(d);
    d.el("h2", "What it takes, and where you stand");
    skills(d, snapshot, &catalogue);
    d.el("h2", "Seven steps").open("ol");
    for step in [
        "Project management: life cycles, scope, schedule, money, risk, people.",
        "AI: what machine learning and generative AI can do, where they fail, how such work runs.",
        "Leadership and communication: a team of specialists, stakeholders, clients.",
        "Technical competence: enough to ask the right questions and to follow the answers.",
        "Staying current: the field changes by the month.",
        "Certification: it shows the first four to somebody who does not know you.",
        "A network and first projects: volunteer for the AI part of what you do now.",
    ] {
        d.el("li", step);
    }
    d.close();
    d.el("h2", "Certifications");
    certifications(d, snapshot, &catalogue, today);
    d.el("h2", "Usual misconceptions").open("ul");
    for (belief, truth) in [
        ("You need a degree in computer science.", " Many come from project management or from the business side."),
        ("You must code well.", " You work with those who do; reading a little Python or SQL helps."),
        (
            "You must be the AI expert in the room.",
            " You make the experts’ work fit the need, the budget and the date.",
        ),
        ("It is all technique.", " Most of it is people, risk and expectations."),
        ("AI will replace the role.", " It takes over reports and drafts; deciding and answering for it stay."),
    ] {
        d.open("li").el("b", belief).text(truth).close();
    }
    d.close();
    d.el("h2", "Pay");
    d.el("p", "Reported for the United States, 2025, without a source: 102,682 dollars a year on average; by experience about 70,000–90,000, 90,000–120,000, and 120,000–150,000 and more. Take it as hearsay.");
}

fn role(d: &mut Dom) {
    d.el("h2", "The role");
    d.el("p", "Leads projects that build or adopt AI: plans and schedules, runs the team, weighs risk, keeps stakeholders and clients informed, watches budget and milestones. Works with the people who build the models rather than building them.");
    d.el("p", "Some of it is shared, and it is worth knowing who owns it: infrastructure and compute (the technical lead), hiring (a functional manager), contracts with vendors (purchasing), audits (governance).");
    d.open("details").el("summary", "What belongs to it besides").open("ul");
    d.el("li", "Project approaches: agile, Scrum, waterfall, Kanban, hybrid.");
    d.el("li", "Machine learning, natural-language processing and generative AI, and their life cycle.");
    d.el("li", "Handling data and SQL, cloud platforms, the basics of Python or R.");
    d.el("li", "Budgets, vendors, contracts, negotiation; IT service management.");
    d.close().close();
}

fn of<'c>(catalogue: &'c Catalogue, id: &str) -> Option<&'c Entry> {
    catalogue.tracks.iter().find(|entry| entry.track.id.as_str() == id)
}

/// The next deck and why.
fn what_next(d: &mut Dom, snapshot: &Snapshot, catalogue: &Catalogue, today: StudyDay) {
    let tracks: Vec<&Track> =
        catalogue.tracks.iter().filter(|entry| entry.pack.is_some()).map(|entry| &entry.track).collect();
    d.open("section.panel.next[aria-labelledby=next]").el("h2#next", "What is next");
    match next(snapshot, &tracks, today) {
        None => {
            d.el("p", "All six decks are behind you. Keep what you know alive, and look for the first project.");
            d.open("p.row").link("a.button.primary", "#/", "Today").close();
        }
        Some((id, why)) => {
            let short =
                of(catalogue, id.as_str()).map_or_else(|| wording::short(&id), |entry| entry.track.short.clone());
            d.open("p").el("b", &short).text(": ");
            match why {
                Why::Exam(date) => {
                    d.text("your exam is on ").text(&wording::date(date)).text("; nothing comes before that.")
                }
                Why::Begun => d.text("you have begun it, and what is finished counts more than what is begun."),
                Why::First => d.text(ORDER.iter().find(|(its, _)| *its == id.as_str()).map_or("", |(_, why)| why)),
            };
            d.close().open("p.row").link(
                "a.button.primary",
                &["#/study/", id.as_str()].concat(),
                &["Study ", &short].concat(),
            );
            d.link("a.button", &["#/plan/", id.as_str()].concat(), "Plan").close();
        }
    }
    d.close();
}

/// A part of a deck in words, `PMP: People`.
fn ground(entry: &Entry, (_, domain, topic): Ground) -> String {
    let track = &entry.track;
    let domain = track.domains.iter().find(|its| its.id.as_str() == domain);
    let of_domain = domain.iter().flat_map(|its| &its.topics).find(|its| its.id.as_str() == topic);
    let name = of_domain.map(|topic| topic.name.as_str()).or(domain.map(|domain| domain.name.as_str()));
    match name {
        Some(name) => [&track.short, ": ", name].concat(),
        None => track.short.clone(),
    }
}

fn skills(d: &mut Dom, snapshot: &Snapshot, catalogue: &Catalogue) {
    d.open("div.scroll[tabindex=0][role=region][aria-label=Skills]").open("table");
    d.open("thead").open("tr").el("th[scope=col]", "Skill");
    d.el("th[scope=col]", "Decks and topics").el("th[scope=col]", "First answers right").close().close().open("tbody");
    for skill in SKILLS {
        let mut sum = Share::default();
        let rated = ["rated ", &(skill.rated / 10).to_string(), ".", &(skill.rated % 10).to_string()].concat();
        d.open("tr").open("th[scope=row]").text(skill.name).el("small", &rated).close().open("td");
        for (at, part) in skill.studied.iter().enumerate() {
            let Some(entry) = of(catalogue, part.0) else { continue };
            sum.add(standing(snapshot, &entry.track, part.1, part.2));
            d.text(if at > 0 { "; " } else { "" });
            d.link("a", &["#/progress/", part.0].concat(), &ground(entry, *part));
        }
        d.close().open("td");
        share(d, sum);
        d.close().close();
    }
    d.close().close().close();
    d.el("p.quiet", "Ratings out of 10 as career guides of 2025 report them, without a source. Where you stand is told from your own first answers, with the 95 % interval.");
}

fn share(d: &mut Dom, share: Share) {
    match (share.rate(), share.interval()) {
        (Some(rate), Some((low, high))) if share.enough() => {
            span(d, low, rate, high);
            d.text(&wording::percent(rate)).open("span.quiet").text(" of ").number(share.of).close();
        }
        _ if share.of > 0 => {
            d.number(share.hits).text(" of ").number(share.of);
        }
        _ => {
            d.el("span.quiet", "not begun");
        }
    }
}

fn certifications(d: &mut Dom, snapshot: &Snapshot, catalogue: &Catalogue, today: StudyDay) {
    d.open("table");
    table_head(d, "Certification", false, &["Where you stand"]);
    for (id, _) in way::ORDER {
        let Some(entry) = of(catalogue, id) else { continue };
        d.open("tr").open("th[scope=row]").link("a", &["#/deck/", id].concat(), &entry.track.short);
        d.open("span.quiet").text(" ").text(&entry.track.name).close().close().open("td.n");
        match stage(snapshot, &entry.track, today) {
            Stage::Ahead => d.text("ahead of you"),
            Stage::Underway(_, Some(date)) => d.text("exam on ").text(&wording::date(date)),
            Stage::Underway(share, None) => d.text(&wording::count(share.of, "first answer", "first answers")),
            Stage::Behind(_) => d.text("behind you"),
        };
        d.close().close();
    }
    d.close().close();
    d.el("h3", "Named by guides, and how it is with them here").open("ul");
    for (what, how) in [
        (
            "AWS Certified Machine Learning – Specialty",
            " was retired on 31 March 2026. Its ground is covered by MLA today; AIF is the way in.",
        ),
        (
            "Certified AI Project (Program) Manager, CAIPM, of EC-Council",
            " has no outline that is public enough to build a deck on. Nearest: CPMAI.",
        ),
        ("PMI-ACP, PRINCE2, ITIL Foundation, SAFe", " are planned, in our own words. Not yet."),
    ] {
        d.open("li").el("b", what).text(how).close();
    }
    d.close();
}
