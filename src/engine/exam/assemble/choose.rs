//! Which questions stand in a paper: domains exactly by their weights, approaches by the exam's shares, least seen
//! first, topics spread evenly, kinds and levels mixed as the stock is.

use super::super::apportion::{apportion, scaled};
use super::super::coverage::Mode;
use super::chance;
use super::past::Past;
use super::stock::{Piece, Stock};

/// Least seen first: never seen, then seen at most so many times, then whatever there is.
const LIMITS: [u32; 3] = [0, 2, u32::MAX];

/// What is asked for.
pub(super) struct Demand {
    /// Questions.
    pub total: u32,
    /// Weights of predictive and adaptive, where the exam states them.
    pub shares: Option<[u32; 2]>,
    /// So many case sets in an exam of so many questions.
    pub cases: (u32, u32),
    /// Drills among the questions.
    pub drills: u32,
}

/// What was chosen.
pub(super) struct Chosen<'s, 'c> {
    pub cases: Vec<&'c [Piece<'s>]>,
    pub rest: Vec<&'c Piece<'s>>,
}

impl<'s, 'c> Chosen<'s, 'c> {
    /// All of a reserved form.
    pub fn all(stock: &'c Stock<'s>) -> Self {
        Self { cases: stock.cases.iter().map(Vec::as_slice).collect(), rest: stock.singles.iter().collect() }
    }

    pub fn len(&self) -> u32 {
        self.pieces().count() as u32
    }

    pub fn pieces(&self) -> impl Iterator<Item = &'c Piece<'s>> {
        self.cases.iter().copied().flatten().chain(self.rest.iter().copied())
    }

    /// How many of each domain.
    pub fn by_domain(&self, stock: &Stock<'_>) -> Vec<u32> {
        let mut counts = vec![0; stock.domains.len()];
        self.pieces().for_each(|piece| counts[piece.domain] += 1);
        counts
    }
}

/// Chooses; fewer than asked for where the stock is too small, `None` where it gives nothing.
pub(super) fn choose<'s, 'c>(
    stock: &'c Stock<'s>,
    demand: &Demand,
    seed: u32,
    past: &mut Past<'_>,
) -> Option<Chosen<'s, 'c>> {
    let mut singles = vec![0; stock.domains.len()];
    stock.singles.iter().for_each(|piece| singles[piece.domain] += 1);
    let mut chosen = fixed(stock, demand, &singles, seed, past)?;
    // Cases and drills stand; so many single questions go with them that the weights are met.
    let count = loop {
        let held = chosen.by_domain(stock);
        let most: Vec<u32> = singles.iter().zip(&held).map(|(single, held)| single + held).collect();
        match largest(demand.total, &stock.weights, &held, &most) {
            Some(count) if count > 0 => break count,
            _ => drop(chosen.cases.pop().map(|_| ()).or_else(|| chosen.rest.pop().map(|_| ()))?),
        }
    };
    let domains = apportion(count, &stock.weights);
    let mut filling = Filling::new(stock, demand, &chosen, &domains, count, seed);
    while let Some(piece) = filling.next(past) {
        chosen.rest.push(piece);
    }
    Some(chosen)
}

/// The most questions, up to `total`, of which each domain's share lies between what stands and what there is.
fn largest(total: u32, weights: &[u32], least: &[u32], most: &[u32]) -> Option<u32> {
    (0..=total).rev().find(|count| {
        let shares = apportion(*count, weights);
        shares.iter().zip(least.iter().zip(most)).all(|(share, (least, most))| (least..=most).contains(&share))
    })
}

/// Cases and drills.
fn fixed<'s, 'c>(
    stock: &'c Stock<'s>,
    demand: &Demand,
    singles: &[u32],
    seed: u32,
    past: &mut Past<'_>,
) -> Option<Chosen<'s, 'c>> {
    let mut drills: Vec<&Piece> = stock.drills.iter().collect();
    chance(seed, "drills").shuffle(&mut drills);
    let mut cases: Vec<&[Piece]> = stock.cases.iter().map(Vec::as_slice).collect();
    chance(seed, "cases").shuffle(&mut cases);
    // How long the paper can be with all of them, and so how many cases belong into it.
    let mut most = singles.to_vec();
    cases.iter().copied().flatten().for_each(|piece| most[piece.domain] += 1);
    drills.iter().take(demand.drills as usize).for_each(|piece| most[piece.domain] += 1);
    let count = largest(demand.total, &stock.weights, &vec![0; most.len()], &most)?;
    let mut room = apportion(count, &stock.weights);
    let mut chosen = Chosen { cases: Vec::new(), rest: Vec::new() };
    for drill in drills {
        if chosen.rest.len() < demand.drills as usize && room[drill.domain] > 0 {
            room[drill.domain] -= 1;
            chosen.rest.push(drill);
        }
    }
    let wanted = scaled(count, demand.cases.0, demand.cases.1) as usize;
    for limit in LIMITS {
        cases.retain(|case| {
            let mut left = room.clone();
            let fits = chosen.cases.len() < wanted
                && case.iter().all(|piece| {
                    let free = left[piece.domain] > 0;
                    left[piece.domain] -= u32::from(free);
                    free
                });
            if !fits || (limit < u32::MAX && case.iter().any(|piece| past.more_than(piece.item, limit))) {
                return true;
            }
            room = left;
            chosen.cases.push(case);
            false
        });
    }
    Some(chosen)
}

/// A domain's single questions of one approach (of all, where the exam states no shares).
struct Stratum<'s, 'c> {
    wanted: u32,
    got: u32,
    /// Not taken yet, in a drawn order; each with the round to which it was put off.
    pieces: Vec<(&'c Piece<'s>, usize)>,
    /// The round: its place among [`LIMITS`].
    round: usize,
}

/// Single questions while they are chosen.
struct Filling<'s, 'c> {
    strata: Vec<Stratum<'s, 'c>>,
    topics: Tally,
    kinds: Tally,
    levels: Tally,
}

/// So many wanted, so many got.
struct Tally(Vec<(u32, u32)>);

impl Tally {
    fn of(wants: Vec<u32>) -> Self {
        Self(wants.into_iter().map(|wanted| (wanted, 0)).collect())
    }

    fn count(&mut self, at: usize) {
        self.0[at].1 += 1;
    }

    /// How full it is, in thousandths; what nobody wants is full from the start.
    fn fill(&self, at: usize) -> u32 {
        let (wanted, got) = self.0[at];
        (1000 * got).checked_div(wanted).unwrap_or(1000 * (got + 1))
    }
}

impl<'s, 'c> Filling<'s, 'c> {
    fn new(
        stock: &'c Stock<'s>,
        demand: &Demand,
        fixed: &Chosen<'s, 'c>,
        domains: &[u32],
        count: u32,
        seed: u32,
    ) -> Self {
        let mut filling = Self {
            strata: Vec::new(),
            topics: Tally::of(stock.topic_wants(domains)),
            kinds: Tally::of(stock.kind_wants(count)),
            levels: Tally::of(stock.level_wants(count)),
        };
        fixed.pieces().for_each(|piece| filling.count(piece));
        let held = fixed.by_domain(stock);
        let needs: Vec<u32> = domains.iter().zip(&held).map(|(share, held)| share - held).collect();
        let mut pieces: Vec<&Piece> = stock.singles.iter().collect();
        chance(seed, "questions").shuffle(&mut pieces);
        let modes: &[Option<Mode>] = if demand.shares.is_some() { &Mode::ALL.map(Some) } else { &[None] };
        let predictive = demand.shares.map(|shares| predictive(stock, fixed, &needs, shares));
        for (at, need) in needs.iter().enumerate() {
            for mode in modes {
                let of = |piece: &&&Piece| piece.domain == at && mode.is_none_or(|mode| piece.mode == mode);
                let wanted = match (mode, &predictive) {
                    (Some(Mode::Predictive), Some(counts)) => counts[at],
                    (Some(Mode::Adaptive), Some(counts)) => need - counts[at],
                    _ => *need,
                };
                let pieces = pieces.iter().filter(of).map(|piece| (*piece, 0)).collect();
                filling.strata.push(Stratum { wanted, got: 0, pieces, round: 0 });
            }
        }
        filling
    }

    fn count(&mut self, piece: &Piece) {
        self.topics.count(piece.topic);
        self.kinds.count(piece.kind as usize);
        self.levels.count(piece.level as usize);
    }

    /// The next question: of the stratum that is least full, the one that fits the mix best and was seen the least.
    fn next(&mut self, past: &mut Past<'_>) -> Option<&'c Piece<'s>> {
        let open = self.strata.iter().enumerate().filter(|(_, stratum)| stratum.got < stratum.wanted);
        let behind =
            |a: &Stratum, b: &Stratum| u64::from(a.got) * u64::from(b.wanted) < u64::from(b.got) * u64::from(a.wanted);
        let (at, _) = open.reduce(|least, other| if behind(other.1, least.1) { other } else { least })?;
        loop {
            let stratum = &self.strata[at];
            let ready = stratum.pieces.iter().enumerate().filter(|(_, (_, round))| *round <= stratum.round);
            let scored = ready.map(|(place, (piece, _))| (self.score(piece), place));
            let best = scored.reduce(|best, other| if other.0 < best.0 { other } else { best });
            let stratum = &mut self.strata[at];
            let Some((_, place)) = best else {
                stratum.round += 1;
                if stratum.round == LIMITS.len() {
                    // Never: the counts were made from what there is.
                    stratum.wanted = stratum.got;
                    return self.next(past);
                }
                continue;
            };
            let limit = LIMITS[stratum.round];
            if limit < u32::MAX && past.more_than(stratum.pieces[place].0.item, limit) {
                stratum.pieces[place].1 = stratum.round + 1;
                continue;
            }
            // The order of the others stays: it is the draw.
            let (piece, _) = stratum.pieces.remove(place);
            stratum.got += 1;
            self.count(piece);
            return Some(piece);
        }
    }

    /// How badly a question fits: topics weigh most.
    fn score(&self, piece: &Piece) -> u32 {
        4 * self.topics.fill(piece.topic)
            + 2 * self.kinds.fill(piece.kind as usize)
            + self.levels.fill(piece.level as usize)
    }
}

/// How many predictive questions each domain gives: together as the exam's shares want it, each as near to its part of
/// that as what there is allows.
fn predictive(stock: &Stock<'_>, fixed: &Chosen<'_, '_>, needs: &[u32], shares: [u32; 2]) -> Vec<u32> {
    let told = fixed.pieces().filter(|piece| !piece.drill).count() as u32 + needs.iter().sum::<u32>();
    let held = fixed.pieces().filter(|piece| !piece.drill && piece.mode == Mode::Predictive).count() as u32;
    let wanted = apportion(told, &shares)[0].saturating_sub(held);
    let mut there = vec![[0u32; 2]; needs.len()];
    stock.singles.iter().for_each(|piece| there[piece.domain][piece.mode as usize] += 1);
    let bounds: Vec<(u32, u32)> = needs
        .iter()
        .zip(&there)
        .map(|(need, [predictive, adaptive])| (need.saturating_sub(*adaptive), *need.min(predictive)))
        .collect();
    let mut counts: Vec<u32> = apportion(wanted, needs)
        .iter()
        .zip(&bounds)
        .map(|(count, (least, most))| (*count).max(*least).min(*most))
        .collect();
    let lacks = |counts: &[u32], at: usize| {
        let all: u32 = needs.iter().sum();
        i64::from(needs[at]) * i64::from(wanted) - i64::from(counts[at]) * i64::from(all)
    };
    loop {
        let sum: u32 = counts.iter().sum();
        let places = 0..counts.len();
        let (place, more) = match sum.cmp(&wanted) {
            std::cmp::Ordering::Equal => break,
            std::cmp::Ordering::Less => {
                let free = places.filter(|at| counts[*at] < bounds[*at].1);
                (free.reduce(|best, at| if lacks(&counts, at) > lacks(&counts, best) { at } else { best }), true)
            }
            std::cmp::Ordering::Greater => {
                let free = places.filter(|at| counts[*at] > bounds[*at].0);
                (free.reduce(|best, at| if lacks(&counts, at) < lacks(&counts, best) { at } else { best }), false)
            }
        };
        match place {
            Some(at) if more => counts[at] += 1,
            Some(at) => counts[at] -= 1,
            None => break,
        }
    }
    counts
}
