//! Settings in version 1: a number, then the value.

use super::{read_track, write_track};
use crate::engine::progress::codec::bytes::{Reader, Writer};
use crate::engine::progress::event::{Parameters, Setting, Theme};
use crate::engine::time::StudyDay;

pub(super) fn write(w: &mut Writer, setting: &Setting) {
    let mut number = |tag: u8, value: u64| {
        w.byte(tag);
        w.varint(value);
    };
    match setting {
        Setting::Track(track) => {
            w.byte(0);
            write_track(w, track);
        }
        Setting::Theme(theme) => number(
            1,
            match theme {
                Theme::System => 0,
                Theme::Light => 1,
                Theme::Dark => 2,
            },
        ),
        Setting::Retention(percent) => number(2, u64::from(*percent)),
        Setting::NewPerDay(count) => number(3, u64::from(*count)),
        Setting::Rollover(minutes) => number(4, u64::from(*minutes)),
        Setting::TextSize(percent) => number(5, u64::from(*percent)),
        Setting::ReducedMotion(on) => number(6, u64::from(*on)),
        Setting::Shortcuts(on) => number(7, u64::from(*on)),
        Setting::AskConfidence(on) => number(8, u64::from(*on)),
        Setting::ExamDate(track, date) => {
            w.byte(if date.is_some() { 10 } else { 9 });
            write_track(w, track);
            if let Some(date) = date {
                w.text(date);
            }
        }
        Setting::Minutes(track, week) => {
            w.byte(11);
            write_track(w, track);
            week.iter().for_each(|minutes| w.varint(u64::from(*minutes)));
        }
        Setting::DaysOff(track, days) => {
            w.byte(12);
            write_track(w, track);
            w.varint(days.len() as u64);
            // Each as days after the one before: in a row they take a byte.
            let mut before = 0;
            for day in days {
                w.signed(i64::from(day.0) - before);
                before = i64::from(day.0);
            }
        }
        Setting::Target(track, percent) => {
            w.byte(13);
            write_track(w, track);
            w.byte(*percent);
        }
        Setting::Parameters(None) => w.byte(30),
        Setting::Parameters(Some(parameters)) => {
            w.byte(31);
            w.byte(parameters.model);
            w.varint(parameters.values.len() as u64);
            for value in &parameters.values {
                w.fixed(value.to_le_bytes());
            }
        }
    }
}

pub(super) fn read(r: &mut Reader<'_>) -> Option<Setting> {
    let on = |r: &mut Reader<'_>| match r.varint()? {
        0 => Some(false),
        1 => Some(true),
        _ => None,
    };
    Some(match r.byte()? {
        0 => Setting::Track(read_track(r)?),
        1 => Setting::Theme(match r.varint()? {
            0 => Theme::System,
            1 => Theme::Light,
            2 => Theme::Dark,
            _ => return None,
        }),
        2 => Setting::Retention(r.narrow()?),
        3 => Setting::NewPerDay(r.narrow()?),
        4 => Setting::Rollover(r.narrow()?),
        5 => Setting::TextSize(r.narrow()?),
        6 => Setting::ReducedMotion(on(r)?),
        7 => Setting::Shortcuts(on(r)?),
        8 => Setting::AskConfidence(on(r)?),
        9 => Setting::ExamDate(read_track(r)?, None),
        10 => Setting::ExamDate(read_track(r)?, Some(r.text()?.to_owned())),
        11 => {
            let (track, mut week) = (read_track(r)?, [0; 7]);
            for minutes in &mut week {
                *minutes = r.narrow()?;
            }
            Setting::Minutes(track, week)
        }
        12 => {
            let (track, count) = (read_track(r)?, r.varint()?);
            let (mut days, mut day) = (Vec::new(), 0i64);
            for _ in 0..count {
                day = day.checked_add(r.signed()?)?;
                days.push(StudyDay(day.try_into().ok()?));
            }
            Setting::DaysOff(track, days)
        }
        13 => Setting::Target(read_track(r)?, r.byte()?),
        30 => Setting::Parameters(None),
        31 => Setting::Parameters(Some(read_parameters(r)?)),
        _ => return None,
    })
}

fn read_parameters(r: &mut Reader<'_>) -> Option<Parameters> {
    let model = r.byte()?;
    let count = usize::try_from(r.varint()?).ok().filter(|count| *count <= Parameters::MOST)?;
    let mut values = Vec::with_capacity(count);
    for _ in 0..count {
        values.push(Some(f32::from_le_bytes(r.fixed()?)).filter(|value| value.is_finite())?);
    }
    Some(Parameters { model, values })
}
