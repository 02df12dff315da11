//! Best next minutes: what they cost those who follow nothing else, where what they add to the plan teaches nothing more.

use super::bank;
use super::desk::Set;
use super::estimate::mean;
use super::run::all;
use super::trial::{Came, OURS, Trial, Way};
use std::fmt::Write;

/// Every day's minutes are spent as they are proposed.
const NEXT: Way = Way::App(Set::Next);

const MINUTES: [u16; 4] = [5, 10, 20, 40];
const WEEKS: [u16; 2] = [2, 6];

/// The section of the page. `minds` are named and told apart by whether they are like FSRS.
pub(super) fn section(page: &mut String, minds: [(&str, bool); 2], seed: u64, learners: u32) {
    let mut trials = Vec::new();
    for (_, like_fsrs) in minds {
        for weeks in WEEKS {
            for minutes in MINUTES {
                for way in [NEXT, OURS] {
                    trials.extend((0..learners).map(|learner| Trial { way, minutes, weeks, like_fsrs, seed, learner }));
                }
            }
        }
    }
    // Traps and drills: no deck of the other trials has any.
    let came = all(&trials, |_, trial| trial.run(&bank::rich()));
    let figures = |figure: &dyn Fn(&Came) -> f64, way: Way, like_fsrs: bool, weeks: u16, minutes: u16| {
        let same = |trial: &Trial| {
            trial.way == way && trial.like_fsrs == like_fsrs && trial.weeks == weeks && trial.minutes == minutes
        };
        trials.iter().zip(&came).filter(|(trial, _)| same(trial)).map(|(_, came)| figure(came)).collect::<Vec<f64>>()
    };
    let of = |way, like_fsrs, weeks, minutes| figures(&|came| came.score * 100.0, way, like_fsrs, weeks, minutes);
    let _ = writeln!(page, "\n## Best next minutes\n\n{WORDS}\n");
    page.push_str("| |");
    for weeks in WEEKS {
        MINUTES.iter().for_each(|minutes| {
            let _ = write!(page, " {weeks} weeks, {minutes} min |");
        });
    }
    page.push_str("\n|---|");
    (0..WEEKS.len() * MINUTES.len()).for_each(|_| page.push_str("---:|"));
    for (name, like_fsrs) in minds {
        let mut row = |words: &str, cell: &dyn Fn(u16, u16) -> String| {
            let _ = write!(page, "\n| minds of {name}, {words} |");
            for weeks in WEEKS {
                MINUTES.iter().for_each(|minutes| {
                    let _ = write!(page, " {} |", cell(weeks, *minutes));
                });
            }
        };
        let average = |way: Way, weeks, minutes| format!("{:.1}", mean(&of(way, like_fsrs, weeks, minutes)).value);
        row("the plan", &|weeks, minutes| average(OURS, weeks, minutes));
        row("best next minutes", &|weeks, minutes| average(NEXT, weeks, minutes));
        row("*difference*", &|weeks, minutes| {
            let (next, plan) = (of(NEXT, like_fsrs, weeks, minutes), of(OURS, like_fsrs, weeks, minutes));
            let by = mean(&next.iter().zip(&plan).map(|(a, b)| a - b).collect::<Vec<_>>());
            format!("{:+.1} ± {:.1}", by.value, by.half)
        });
        row("of all minutes in sets; in drills", &|weeks, minutes| {
            let all = f64::from(weeks) * 7.0 * f64::from(minutes);
            let part =
                |at: usize| mean(&figures(&|came| came.aside[at] / all * 100.0, NEXT, like_fsrs, weeks, minutes)).value;
            format!("{:.0} %; {:.0} %", part(0), part(1))
        });
    }
    page.push('\n');
}

const WORDS: &str = "What the plan page proposes for the next minutes weighs misconceptions, drills and a mini exam against reviews and new questions; how much more they teach than recall tells is not known. So the weights are held against what they cost where they teach *nothing* more: here a third of the questions hold a misconception that every wrong answer falls for, and half of the topics have a drill, of which a simulated learner learns nothing at all. All of each day's minutes go into what is proposed, against the same minutes with the plan's own queue, on the same deck. The last rows tell how much of the minutes went into sets (of misconceptions, of a weak topic, a mini) and into drills: little or nothing, and so they cost little. With these weights a drill comes only where hardly anything else is left to do.";
