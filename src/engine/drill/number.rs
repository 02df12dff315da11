//! Decimal numbers as a learner reads and rounds them: halves go away from zero, and binary dust does not count.

/// Powers of ten that stay exact; more digits than that are not asked for.
const MOST_DECIMALS: u8 = 9;

fn scale(decimals: u8) -> f64 {
    (0..decimals.min(MOST_DECIMALS)).fold(1.0, |scale, _| scale * 10.0)
}

/// The value times 10^decimals as a whole number. 2.675 is a little less in binary and still rounds to 2.68.
fn scaled(value: f64, decimals: u8) -> f64 {
    let scaled = value * scale(decimals);
    let dust = (1e-10 * scaled.abs()).clamp(1e-10, 1e-3);
    (scaled + dust.copysign(scaled)).round()
}

/// Rounds to so many digits behind the point (at most 9).
#[must_use]
pub fn round_to(value: f64, decimals: u8) -> f64 {
    // Adding zero turns -0 into 0.
    scaled(value, decimals) / scale(decimals) + 0.0
}

/// Prints with so many digits behind the point (at most 9); `cut` takes trailing zeros away. A value of more than
/// eighteen digits, or none, prints as `?`: checked drills have none.
#[must_use]
pub fn print(value: f64, decimals: u8, cut: bool) -> String {
    let mut decimals = usize::from(decimals.min(MOST_DECIMALS));
    let scaled = scaled(value, decimals as u8);
    if !scaled.is_finite() || scaled.abs() >= 1e18 {
        return "?".to_owned();
    }
    let mut digits = (scaled.abs() as u64).to_string();
    while digits.len() <= decimals {
        digits.insert(0, '0');
    }
    while cut && decimals > 0 && digits.ends_with('0') {
        digits.pop();
        decimals -= 1;
    }
    if decimals > 0 {
        digits.insert(digits.len() - decimals, '.');
    }
    if scaled < 0.0 {
        digits.insert(0, '-');
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_print_as_people_write_them() {
        let check = |value: f64, decimals: u8, cut: bool, expect: &str| {
            assert_eq!(print(value, decimals, cut), expect, "{value} {decimals} {cut}");
        };
        check(0.0, 2, true, "0");
        check(-0.001, 2, true, "0");
        check(-0.001, 2, false, "0.00");
        check(840.0, 2, true, "840");
        check(0.857_142, 3, false, "0.857");
        check(0.857_142, 2, true, "0.86");
        check(1.5, 2, true, "1.5");
        check(1.5, 2, false, "1.50");
        check(-12.345, 2, true, "-12.35");
        check(2.675, 2, true, "2.68");
        check(0.1 + 0.2, 2, true, "0.3");
        check(0.05, 1, false, "0.1");
        check(1234.0, 0, false, "1234");
        check(100.0, 0, true, "100");
        check(f64::NAN, 2, true, "?");
        check(f64::INFINITY, 2, true, "?");
    }

    #[test]
    fn halves_round_away_from_zero() {
        let check = |value: f64, decimals: u8, expect: f64| {
            assert!((round_to(value, decimals) - expect).abs() < 1e-12, "{value} {decimals}");
        };
        check(0.5, 0, 1.0);
        check(-0.5, 0, -1.0);
        check(1.005, 2, 1.01);
        check(2.499_999, 0, 2.0);
        check(1e12, 2, 1e12);
    }
}
