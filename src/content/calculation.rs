//! Calculations in a worked solution: `` `360 / 420 = 0.857` ``. Recomputed by program, since nobody checks them by eye.

use crate::engine::bank::text::{Block, Inline, Text};
use crate::engine::drill::Expression;

/// The calculations of a worked solution, as they are written.
pub(super) fn spans(text: &Text) -> Vec<&str> {
    let inlines = text.0.iter().flat_map(Block::lines).flat_map(|line| &line.0);
    inlines
        .filter_map(|inline| match inline {
            Inline::Code(code) if code.contains(['=', '≈']) => Some(code.as_str()),
            _ => None,
        })
        .collect()
}

/// One side of an equals sign.
enum Side {
    /// A number as it is written, and half a unit of its last digit.
    Written { value: f64, half: f64, raw: f64 },
    /// Something that computes.
    Computed(f64),
    /// A name, `CPI`.
    Name,
    /// A formula in letters, `(O + 4M + P) / 6`.
    Formula,
    /// Digits and signs that can't be read.
    Unreadable,
}

/// What a calculation comes to, as it is written: `85.7 %` is both 0.857 and 85.7.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Outcome {
    pub value: f64,
    pub raw: f64,
}

/// Recomputes one calculation; `None` where it is a formula in letters. An error says what it comes to.
pub(super) fn recompute(code: &str) -> Result<Option<Outcome>, String> {
    let sides: Vec<Side> = code.split(['=', '≈']).map(side).collect();
    let Some(Side::Written { value, raw, .. }) = sides.last() else {
        let lettered = sides.iter().all(|side| matches!(side, Side::Name | Side::Formula));
        return if lettered { Ok(None) } else { Err("does not end with a number".to_owned()) };
    };
    // A formula is welcome beside the numbers, not instead of them.
    let computed = sides.iter().any(|side| matches!(side, Side::Computed(_)));
    let unread = |side: &Side| matches!(side, Side::Unreadable) || (!computed && matches!(side, Side::Formula));
    if sides.iter().any(unread) {
        return Err("cannot be recomputed".to_owned());
    }
    let mut before: Option<(f64, f64)> = None;
    for side in &sides {
        let (value, half) = match side {
            Side::Written { value, half, .. } => (*value, *half),
            Side::Computed(value) => (*value, 0.0),
            _ => continue,
        };
        if let Some((left, left_half)) = before {
            let slack = f64::max(half, left_half) + 1e-9 * left.abs().max(1.0);
            if !left.is_finite() || (left - value).abs() > slack {
                return Err(format!("comes to {}", crate::engine::drill::print(left, 6, true)));
            }
        }
        before = Some((value, half));
    }
    Ok(Some(Outcome { value: *value, raw: *raw }))
}

fn side(text: &str) -> Side {
    let text = text.trim();
    if let Some(written) = written(text) {
        return written;
    }
    let operator = text.contains(['+', '*', '/', '×', '÷', '·', '−', '^']) || text.contains(" - ");
    match Expression::parse(&plain(text), &[]) {
        Ok(expression) => Side::Computed(expression.value(&[])),
        Err(_) if !text.contains(char::is_alphabetic) => Side::Unreadable,
        Err(_) if operator => Side::Formula,
        Err(_) => Side::Name,
    }
}

/// A number as people write it: `1,200`, `$ 840`, `-3.5`, `85.7 %`, `12 days`.
fn written(text: &str) -> Option<Side> {
    let text = text.replace('−', "-").replace('\u{a0}', " ");
    let (sign, text) = match text.strip_prefix('-') {
        Some(rest) => (-1.0, rest.trim_start()),
        None => (1.0, text.as_str()),
    };
    let text = text.trim_start_matches(['$', '€', '£']).trim_start();
    let end = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','))).unwrap_or(text.len());
    let (digits, unit) = (text[..end].replace(',', ""), text[end..].trim());
    let wordy = unit.chars().all(|c| c.is_alphabetic() || c == ' ');
    if !(wordy || unit == "%") {
        return None;
    }
    let raw = sign * digits.parse::<f64>().ok()?;
    let decimals = digits.split_once('.').map_or(0, |(_, behind)| behind.len());
    let scale = if unit == "%" { 100.0 } else { 1.0 };
    let half = 0.5 * 10f64.powi(-(decimals as i32)) / scale;
    Some(Side::Written { value: raw / scale, half, raw })
}

/// Signs that people write, as the parser reads them.
fn plain(text: &str) -> String {
    let calls = ["min(", "max(", "round("].iter().any(|call| text.contains(call));
    let text = text
        .replace(['×', '·'], "*")
        .replace(" x ", " * ")
        .replace('÷', "/")
        .replace(['−', '–'], "-")
        .replace('²', "^2")
        .replace('³', "^3")
        .replace('√', "sqrt")
        .replace('[', "(")
        .replace(']', ")")
        .replace(['$', '€', '£', '\u{a0}'], "");
    let signs: Vec<char> = text.chars().collect();
    let digit = |at: usize| signs.get(at).is_some_and(char::is_ascii_digit);
    let mut plain = String::new();
    for (at, sign) in signs.iter().enumerate() {
        // 1,200 is a thousand and more, max(1,200) is not.
        let thousands =
            *sign == ',' && !calls && at > 0 && digit(at - 1) && (1..=3).all(|on| digit(at + on)) && !digit(at + 4);
        match sign {
            ',' if thousands => {}
            '%' => plain.push_str("/100"),
            sign => plain.push(*sign),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calculations_are_recomputed_to_the_last_digit() {
        let check = |code: &str, expect: Result<Option<f64>, &str>| {
            let got = recompute(code).map(|outcome| outcome.map(|outcome| outcome.value));
            assert_eq!(got, expect.map_err(str::to_owned), "{code}");
        };
        check("360 / 420 = 0.857", Ok(Some(0.857)));
        check("360 / 420 = 0.858", Err("comes to 0.857143"));
        check("720 / 0.857 = 840", Ok(Some(840.0)));
        check("720 / 0.857 = 840.0", Err("comes to 840.140023"));
        check("CPI = 360 / 420 ≈ 0.86", Ok(Some(0.86)));
        check("CPI = EV / AC", Ok(None));
        check("E = (O + 4M + P) / 6 = (2 + 4 × 3 + 4) / 6 = 3", Ok(Some(3.0)));
        check("BAC / CPI = 840", Err("cannot be recomputed"));
        check("BAC = 720", Ok(Some(720.0)));
        check("1,200 × 30 % = 360", Ok(Some(360.0)));
        check("2 / 3 = 0.667 = 66.7 %", Ok(Some(0.667)));
        check("(4 + 4 × 6 + 14) ÷ 6 = 7 days", Ok(Some(7.0)));
        check("$1,000 × (1 + 0.1)² = $1,210", Ok(Some(1210.0)));
        check("5 − 8 = −3", Ok(Some(-3.0)));
        check("max(3, 5) = 5", Ok(Some(5.0)));
        check("√(16) = 4", Ok(Some(4.0)));
        check("1 / 0 = 5", Err("comes to ?"));
        check("EV / AC * 3 = 5", Err("cannot be recomputed"));
        check("3 + 4 =", Err("does not end with a number"));
        check("2 × (3 + 4) = 2 × 7 = 14", Ok(Some(14.0)));
    }
}
