//! The page `docs/evidence.md`: its tables, what they come to, and where this app does not win.

use super::estimate::{Mean, bootstrap, mean, reaches};
use super::foretold::Forecasts;
use super::next;
use super::run::all;
use super::trial::{OURS, PLAIN, Trial, WAYS, Way};
use crate::tools::steps::say;
use std::fmt::Write;

const WEEKS: [u16; 3] = [2, 6, 12];
const MINUTES: [u16; 3] = [10, 20, 40];
/// At six weeks these too, so that minutes for the same score can be read off.
const BETWEEN: [u16; 4] = [6, 8, 14, 30];
const MINDS: [(&str, bool); 2] = [("FSRS", true), ("traces", false)];

/// The ratio of minutes that is aimed at.
const GOAL: f64 = 0.8;

/// All scores.
struct Scores {
    trials: Vec<Trial>,
    scores: Vec<f64>,
}

impl Scores {
    fn run(seed: u64, learners: u32) -> Self {
        let mut trials = Vec::new();
        for like_fsrs in [true, false] {
            for learner in 0..learners {
                for (_, way) in WAYS {
                    for weeks in WEEKS {
                        let more = if weeks == 6 { &BETWEEN[..] } else { &[] };
                        for minutes in MINUTES.iter().chain(more) {
                            trials.push(Trial { way, minutes: *minutes, weeks, like_fsrs, seed, learner });
                        }
                    }
                }
            }
        }
        let scores = all(&trials, |deck, trial| trial.score(deck));
        Self { trials, scores }
    }

    /// In percent, by learner.
    fn of(&self, way: Way, like_fsrs: bool, weeks: u16, minutes: u16) -> Vec<f64> {
        let same = |trial: &Trial| {
            trial.way == way && trial.like_fsrs == like_fsrs && trial.weeks == weeks && trial.minutes == minutes
        };
        let both = self.trials.iter().zip(&self.scores);
        both.filter(|(trial, _)| same(trial)).map(|(_, score)| score * 100.0).collect()
    }

    /// Of learners of both kinds.
    fn pooled(&self, way: Way, weeks: u16, minutes: u16) -> Vec<f64> {
        MINDS.iter().flat_map(|(_, like_fsrs)| self.of(way, *like_fsrs, weeks, minutes)).collect()
    }
}

/// One way less another, learner by learner.
fn difference(a: &[f64], b: &[f64]) -> Mean {
    mean(&a.iter().zip(b).map(|(a, b)| a - b).collect::<Vec<_>>())
}

/// The page.
pub(super) fn page(seed: u64, learners: u32) -> String {
    say(&format!("  {learners} learners of each kind …"));
    let scores = Scores::run(seed, learners);
    say("  the forecast …");
    let told = Forecasts::run(seed, learners);
    let mut page = HEAD.replace("SEED", &seed.to_string()).replace("LEARNERS", &learners.to_string());
    goals(&mut page, &scores, &told, seed);
    let _ = writeln!(page, "\n## Scores on the day of the exam\n\n{SCORES}");
    for (name, like_fsrs) in MINDS {
        table(&mut page, &scores, name, like_fsrs);
    }
    minutes(&mut page, &scores, seed);
    not_won(&mut page, &scores);
    told.section(&mut page, seed);
    next::section(&mut page, MINDS, seed, learners);
    page.push_str(TAIL);
    page
}

fn goals(page: &mut String, scores: &Scores, told: &Forecasts, seed: u64) {
    page.push_str("\n## In short\n\n");
    let needed = |which: Which| needed(scores, OURS, which, seed);
    let both = needed(Which::Both);
    let verdict = |met: bool| if met { "reached" } else { "not reached" };
    if let Some((minutes, low, high)) = both {
        let ratio = minutes / 20.0;
        let _ = writeln!(
            page,
            "- **Minutes.** Six weeks before an exam, 20 minutes a day of plain FSRS at 0.90 bring what {minutes:.1} minutes a day bring here: {ratio:.2} of the time (95 % of redrawn samples: {:.2} to {:.2}). The goal was at most {GOAL}: {}.",
            low / 20.0,
            high / 20.0,
            verdict(ratio <= GOAL)
        );
    }
    let mut worst: Option<(f64, String)> = None;
    for (name, like_fsrs) in MINDS {
        for weeks in WEEKS {
            for minutes in MINUTES {
                let cell = |way| scores.of(way, like_fsrs, weeks, minutes);
                let by = difference(&cell(OURS), &cell(PLAIN)).value;
                if worst.as_ref().is_none_or(|(least, _)| by < *least) {
                    worst = Some((by, format!("{weeks} weeks, {minutes} minutes, {name} minds")));
                }
            }
        }
    }
    if let Some((by, place)) = worst {
        let _ = writeln!(
            page,
            "- **Nowhere worse by more than a point.** The smallest difference from plain FSRS at 0.90 is {by:+.1} points ({place}): {}.",
            verdict(by >= -1.0)
        );
    }
    told.goals(page, seed);
}

fn table(page: &mut String, scores: &Scores, name: &str, like_fsrs: bool) {
    let _ = writeln!(page, "\n### Minds of {name}\n");
    let _ = write!(page, "| |");
    for weeks in WEEKS {
        for minutes in MINUTES {
            let _ = write!(page, " {weeks} weeks, {minutes} min |");
        }
    }
    let _ = writeln!(page, "\n|---|{}", "---:|".repeat(9));
    for (words, way) in WAYS {
        let _ = write!(page, "| {words} |");
        for weeks in WEEKS {
            for minutes in MINUTES {
                let score = mean(&scores.of(way, like_fsrs, weeks, minutes));
                let _ = write!(page, " {:.1} |", score.value);
            }
        }
        page.push('\n');
    }
    let _ = write!(page, "| *ours less plain FSRS at 0.90* |");
    for weeks in WEEKS {
        for minutes in MINUTES {
            let cell = |way| scores.of(way, like_fsrs, weeks, minutes);
            let by = difference(&cell(OURS), &cell(PLAIN));
            let _ = write!(page, " {:+.1} ± {:.1} |", by.value, by.half);
        }
    }
    page.push('\n');
}

/// Whose minutes.
#[derive(Clone, Copy, PartialEq)]
enum Which {
    Both,
    Only(bool),
}

/// Minutes a day that a way needs at six weeks for what plain FSRS at 0.90 brings in 20, with an interval.
fn needed(scores: &Scores, way: Way, which: Which, seed: u64) -> Option<(f64, f64, f64)> {
    let values = |way, minutes| match which {
        Which::Both => scores.pooled(way, 6, minutes),
        Which::Only(like_fsrs) => scores.of(way, like_fsrs, 6, minutes),
    };
    let mut grid: Vec<u16> = MINUTES.into_iter().chain(BETWEEN).collect();
    grid.sort_unstable();
    let plain = values(PLAIN, 20);
    let curves: Vec<(f64, Vec<f64>)> =
        grid.iter().map(|minutes| (f64::from(*minutes), values(way, *minutes))).collect();
    let figure = |drawn: &[usize]| {
        let of = |values: &[f64]| drawn.iter().map(|at| values[*at]).sum::<f64>() / drawn.len() as f64;
        let curve: Vec<(f64, f64)> = curves.iter().map(|(minutes, values)| (*minutes, of(values))).collect();
        reaches(&curve, of(&plain))
    };
    let everybody: Vec<usize> = (0..plain.len()).collect();
    let value = figure(&everybody)?;
    let (low, high) = bootstrap(plain.len(), seed, figure);
    Some((value, low, high))
}

fn minutes(page: &mut String, scores: &Scores, seed: u64) {
    let _ = writeln!(page, "\n## Minutes for the same score\n\n{SAME}\n");
    let _ = writeln!(page, "| | FSRS minds | minds of traces | both |\n|---|---:|---:|---:|");
    for (words, way) in WAYS {
        let _ = write!(page, "| {words} |");
        for which in [Which::Only(true), Which::Only(false), Which::Both] {
            let _ = match needed(scores, way, which, seed) {
                Some((value, ..)) if value <= 6.0 => write!(page, " at most 6 |"),
                Some((value, low, high)) => write!(page, " {value:.1} ({low:.1}–{high:.1}) |"),
                None => write!(page, " more than 40 |"),
            };
        }
        page.push('\n');
    }
}

/// Where another way is better than ours, or too close to tell.
fn not_won(page: &mut String, scores: &Scores) {
    let _ = writeln!(page, "\n## Where it does not win\n");
    let mut found = false;
    for (name, like_fsrs) in MINDS {
        for weeks in WEEKS {
            for minutes in MINUTES {
                let ours = scores.of(OURS, like_fsrs, weeks, minutes);
                for (words, way) in WAYS.into_iter().filter(|(_, way)| *way != OURS) {
                    let by = difference(&ours, &scores.of(way, like_fsrs, weeks, minutes));
                    if by.value - by.half <= 0.0 {
                        found = true;
                        let verdict = if by.value + by.half < 0.0 { "worse" } else { "not surely better" };
                        let _ = writeln!(
                            page,
                            "- {weeks} weeks, {minutes} minutes, minds of {name}: {verdict} than *{words}* ({:+.2} ± {:.2} points).",
                            by.value, by.half
                        );
                    }
                }
            }
        }
    }
    if !found {
        page.push_str("In none of these trials is another way better, or so close that it can't be told.\n");
    }
}

const HEAD: &str = "# Evidence

Does the order in which this app asks bring more than other orders? Simulated learners studied for a simulated exam, by eight ways of choosing the next item: the same learners, the same items, the same minutes. This page is written by

```sh
cargo xtask simulate --seed SEED --learners LEARNERS --write
```

(LEARNERS learners of each of two kinds, seed SEED). It runs this app's own queue, study session, scheduler and forecast; the minds that learn are written apart from them. Simulated learners are not people: see *Limits* at the end.

**Learners.** Each has abilities by domain and knows part of the items before. Questions that ask to apply are harder than those that ask to recall, and those that ask to analyse harder still, for some learners more than for others. A question that is not known is guessed right once in four times, a known one is missed once in twenty. First meetings take longer than repeats, wrong answers longer to read about than right ones; each learner has a pace. Up to a fifth of the days are missed. What is learned of a topic carries over to its other questions, those of the exam among them, by 60 to 90 %. *Minds of FSRS* forget as FSRS-6 says, with parameters of their own around the defaults. *Minds of traces* do not: every meeting leaves a trace that fades by a power of time, faster the fresher the item still was (Pavlik & Anderson 2005, after ACT-R; with a lower threshold, since what is understood holds longer than pairs of words).

**Deck and exam.** 360 questions and 144 cards in 24 topics of three domains. The exam asks new questions of the same topics; domains count 33, 41 and 26 %. The score is the expected share of right answers.

**Ways.** *Random quizzing* draws any item. *Leitner*: five boxes, 1 to 16 days. *SM-2* as published. *FSRS at 0.90 and 0.85*: what is due first, then new items, with learning steps of minutes, as this app works without an exam date. *New items paced*: the same as a careful learner would set it, with the day's share of new items first and nothing twice on one day. *Exam date from two weeks before*: that at 0.85, and for the last two weeks ours. *Ours*: the exam date is set on the first day.
";

const SCORES: &str = "Expected share of right answers, percent, mean over learners. ± is the 95 % interval of the difference, learner by learner.";

const SAME: &str = "Minutes a day that each way needs at six weeks for the score that plain FSRS at 0.90 reaches with 20 (read off between trials at 6, 8, 10, 14, 20, 30 and 40 minutes; in brackets 95 % of redrawn samples).";

const TAIL: &str = "
## How our order was found

The first plan was: ordinary due dates at a retention of 0.85 until 14 days before the exam, then by gain. What the app does instead was chosen with other learners (seed 1) than those of this page:

- **By gain from the first day.** Reviews are taken by what they add to the expected recall on the day of the exam, per second, from the day on which the date is set (at most half a year before). *Exam date from two weeks before* in the tables is the first plan with the next two changes: most of the gain comes from those, and for gain from the first day the tables show little but in long and well-filled weeks.
- **New items by the pace first.** Each day brings as many new items as it takes to have met all of them a week (or a fifth of the way) before the exam; what is left of the minutes goes to reviews. (A new item beyond the pace comes before reviews that add less than a tenth of what it adds; other parts made no difference.) Where minutes are short, plain FSRS spends them on reviews and never meets most of the deck: that is most of its loss, and why even random quizzing beats it there.
- **Nothing twice on one day**, except what was wrong though the learner was certain. Both kinds of mind gain little from a second look on the same day, and it takes time.

## Limits

- Both minds are models. People differ from both; whoever gains more from a second look on the same day loses something by our order.
- Carry-over to new questions is an assumption of the simulation: without it no way of choosing would raise an exam score.
- All learners answer honestly how sure they are, and study every minute that they say.
- The deck is made up; real ones are smaller today. With a small deck and much time all ways come close to each other.
- Cases and mock exams are not simulated; misconceptions and drills only under *Best next minutes*, where they teach nothing more.
- How fast an ability grows in the forecast was chosen with other learners (seeds 101, 102, 201 and 202) of the same kinds of minds: people may learn faster or slower, and whoever gains nothing by study is forecast too high.
";
