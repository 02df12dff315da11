//! A paper's code: short, typed by hand if need be, with which somebody else gets the very same paper offline.
//!
//! It names bank, track, outline, source and seed. Where a history had a say in the choice (least seen first), the
//! code tells what it said: the answers to "was this one seen more often than that?" in the order in which the
//! assembly asked, so that the same questions are passed over without the history at hand. For somebody without a
//! history there is nothing to tell, and the code is short.
//!
//! Characters are those of Crockford's base 32 (no I, L, O, U), in groups of four; case, spaces and dashes don't
//! matter, and O, I and L are taken for 0, 1 and 1. The last three are a checksum modulo a prime: a wrong character or
//! two that changed places are always found.

mod bits;

use crate::engine::id::{DomainId, TRACKS, TrackId};
use crate::engine::progress::exam::Source;
use bits::{Reader, Writer};
use std::fmt;

/// The layout that this file knows.
const LAYOUT: u32 = 0;
/// The largest prime below 2¹⁵; two is of an order in it that is far above any code's length.
const PRIME: u32 = 32_749;
/// Characters of the checksum.
const CHECK: usize = 3;
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Bits of the seed.
pub const SEED_BITS: u32 = 25;
/// Bits of the bank's hash.
const BANK_BITS: u32 = 20;
/// A mini may be told from so many domains.
const DOMAIN_BITS: u32 = 8;

/// A code that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// Which exam.
    pub track: TrackId,
    /// The first 20 bits of the bank's hash.
    bank: u32,
    /// The place of the outline among the track's.
    outline: u32,
    source: Kind,
    /// Below 2²⁵.
    pub seed: u32,
    /// What the history said, in the order in which it was asked; behind the end it said no.
    pub(super) told: Vec<bool>,
}

/// A source without the names of domains: a bit for each in the track's order.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    Form(u8),
    Fresh,
    Mini { count: u8, domains: u8, drills: bool },
}

/// Why a code gives no paper. `Display` is for learners.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeError {
    /// Too short to be one, or a character that no code has.
    Malformed,
    /// The checksum does not fit.
    Mistyped,
    /// Of a layout, track, outline or domain that this version does not know.
    Newer,
    /// Made from another version of the questions.
    OtherBank,
    /// Made for another track than the one at hand.
    OtherTrack,
    /// The track has no such outline.
    OtherOutline,
}

impl fmt::Display for CodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Malformed => {
                "This is not a paper code. A code has at least 14 letters and digits in groups of four, for example 0H2K-M3PQ-7WXY-12AB."
            }
            Self::Mistyped => "One or more characters of this code are wrong. Compare it with the original and type it again.",
            Self::Newer => {
                "This code was made by a newer version of Certdeck. Update Certdeck: reload the page while online."
            }
            Self::OtherBank => {
                "This code was made with another version of the questions. Both of you need the same version: reload the page while online, then make a new code."
            }
            Self::OtherTrack => "This code is for another exam. Choose that exam's deck first.",
            Self::OtherOutline => {
                "This code follows an exam outline that this deck does not have. Reload the page while online, then make a new code."
            }
        })
    }
}

impl std::error::Error for CodeError {}

impl Code {
    /// The code of a paper that is being made. The layout has room for 8 outlines, 31 forms and 8 domains.
    pub(super) fn new(
        track: &TrackId,
        bank: &str,
        outline: usize,
        domains: &[DomainId],
        source: &Source,
        seed: u32,
        told: Vec<bool>,
    ) -> Self {
        let source = match source {
            Source::Form(form) => Kind::Form(*form),
            Source::Fresh => Kind::Fresh,
            Source::Mini { count, domains: chosen, drills } => {
                let places = domains.iter().enumerate().filter(|(_, domain)| chosen.contains(domain));
                let domains = places.fold(0, |bits, (at, _)| bits | 1u8.checked_shl(at as u32).unwrap_or_default());
                Kind::Mini { count: *count, domains, drills: *drills }
            }
        };
        Self { track: track.clone(), bank: bank_bits(bank), outline: outline as u32, source, seed, told }
    }

    /// Reads a code as typed.
    ///
    /// # Errors
    /// Text that is no code, a typing error, or a code of a newer version.
    pub fn read(text: &str) -> Result<Self, CodeError> {
        let mut digits = Vec::with_capacity(32);
        for c in text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '—' | '.')) {
            digits.push(digit(c).ok_or(CodeError::Malformed)?);
        }
        if digits.len() < 14 || digits.len() > MOST {
            return Err(CodeError::Malformed);
        }
        let body = digits.len() - CHECK;
        if check(&digits[..body]) != digits[body..] {
            return Err(CodeError::Mistyped);
        }
        let r = &mut Reader::new(&digits[..body]);
        if r.number(2) != LAYOUT {
            return Err(CodeError::Newer);
        }
        let track = TRACKS.get(r.number(3) as usize).ok_or(CodeError::Newer)?;
        let outline = r.number(3);
        let source = match r.number(2) {
            0 => Kind::Form(r.number(5) as u8),
            1 => Kind::Fresh,
            2 => {
                let count = r.number(6) as u8;
                Kind::Mini { count, domains: r.number(DOMAIN_BITS) as u8, drills: r.number(1) == 1 }
            }
            _ => return Err(CodeError::Newer),
        };
        let (bank, seed) = (r.number(BANK_BITS), r.number(SEED_BITS));
        let told = r.runs().ok_or(CodeError::Malformed)?;
        Ok(Self { track: TrackId::new(track), bank, outline, source, seed, told })
    }

    /// The source, with the names of a track's domains.
    #[must_use]
    pub fn source(&self, domains: &[DomainId]) -> Source {
        match self.source {
            Kind::Form(form) => Source::Form(form),
            Kind::Fresh => Source::Fresh,
            Kind::Mini { count, domains: bits, drills } => {
                let chosen = domains.iter().enumerate().filter(|(at, _)| *at < 8 && bits >> at & 1 == 1);
                Source::Mini { count, domains: chosen.map(|(_, domain)| domain.clone()).collect(), drills }
            }
        }
    }

    /// The reserved form whose pack is needed, if any.
    #[must_use]
    pub fn form(&self) -> Option<u8> {
        if let Kind::Form(form) = self.source { Some(form) } else { None }
    }

    /// The place of its outline among a track's.
    ///
    /// # Errors
    /// Another bank, another track, or no such outline.
    pub(super) fn check(&self, track: &TrackId, bank: &str, outlines: usize) -> Result<usize, CodeError> {
        if self.track != *track {
            return Err(CodeError::OtherTrack);
        }
        if self.bank != bank_bits(bank) {
            return Err(CodeError::OtherBank);
        }
        Some(self.outline as usize).filter(|at| *at < outlines).ok_or(CodeError::OtherOutline)
    }
}

/// Longer ones are not ours: bounds the work for a text that was made to be slow.
const MOST: usize = 2000;

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut w = Writer::default();
        w.number(LAYOUT, 2);
        w.number(TRACKS.iter().position(|name| *name == self.track.as_str()).unwrap_or(7) as u32, 3);
        w.number(self.outline, 3);
        match self.source {
            Kind::Form(form) => {
                w.number(0, 2);
                w.number(u32::from(form), 5);
            }
            Kind::Fresh => w.number(1, 2),
            Kind::Mini { count, domains, drills } => {
                w.number(2, 2);
                w.number(u32::from(count), 6);
                w.number(u32::from(domains), DOMAIN_BITS);
                w.number(u32::from(drills), 1);
            }
        }
        w.number(self.bank, BANK_BITS);
        w.number(self.seed, SEED_BITS);
        w.runs(&self.told);
        let mut digits = w.digits();
        let check = check(&digits);
        digits.extend(check);
        for (at, digit) in digits.iter().enumerate() {
            if at > 0 && at % 4 == 0 {
                f.write_str("-")?;
            }
            fmt::Write::write_char(f, char::from(ALPHABET[usize::from(*digit)]))?;
        }
        Ok(())
    }
}

/// The first bits of a hash in hexadecimal; what is no digit counts as 0.
fn bank_bits(bank: &str) -> u32 {
    let digits = bank.chars().map(|c| c.to_digit(16).unwrap_or_default()).chain(std::iter::repeat(0));
    digits.take(BANK_BITS as usize / 4).fold(0, |bits, digit| bits << 4 | digit)
}

fn digit(c: char) -> Option<u8> {
    let c = match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        c => c,
    };
    ALPHABET.iter().position(|letter| char::from(*letter) == c).map(|at| at as u8)
}

/// The code as a number in base 32, modulo the prime.
fn check(digits: &[u8]) -> [u8; CHECK] {
    // Codes of different lengths that begin with zeros must not look alike.
    let start = digits.len() as u32 % PRIME;
    let sum = digits.iter().fold(start, |sum, digit| (sum * 32 + u32::from(*digit)) % PRIME);
    [(sum >> 10) as u8, (sum >> 5 & 31) as u8, (sum & 31) as u8]
}
