//! Decimal numbers, read and written exactly and in few bytes of code: the standard library's way is quicker and
//! carries tables that the page need not have.

/// A whole number of any size: 32 bits a place, low ones first.
struct Whole(Vec<u32>);

impl Whole {
    /// Times `factor`, plus `more`.
    fn grow(&mut self, factor: u32, more: u32) {
        let mut carry = u64::from(more);
        for place in &mut self.0 {
            carry += u64::from(*place) * u64::from(factor);
            *place = carry as u32;
            carry >>= 32;
        }
        if carry > 0 {
            self.0.push(carry as u32);
        }
    }

    /// Divides by `divisor`; what is left over.
    fn shrink(&mut self, divisor: u32) -> u32 {
        let mut left = 0u64;
        for place in self.0.iter_mut().rev() {
            left = left << 32 | u64::from(*place);
            *place = (left / u64::from(divisor)) as u32;
            left %= u64::from(divisor);
        }
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
        left as u32
    }

    /// Bits up to the highest one.
    fn bits(&self) -> i32 {
        self.0.last().map_or(0, |top| self.0.len() as i32 * 32 - top.leading_zeros() as i32)
    }

    fn bit(&self, at: i32) -> bool {
        let place = usize::try_from(at >> 5).ok().and_then(|place| self.0.get(place));
        place.is_some_and(|place| place >> (at & 31) & 1 == 1)
    }
}

/// Digits that are looked at; no number lies so close to the middle of two others that more are needed.
const DIGITS: usize = 800;

/// The number nearest to a decimal one: `12`, `-.5`, `1.`, `6.02e23`. `None` where the text is not one; infinite
/// where it is too large.
#[must_use]
pub fn parse(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (digits, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((digits, exponent)) => (digits, small(exponent)?),
        None => (unsigned, 0),
    };
    let (mut whole, mut tens, mut point, mut seen, mut any) = (Whole(Vec::new()), exponent, false, 0, false);
    for digit in digits.bytes() {
        match digit {
            b'.' if !point => point = true,
            b'0'..=b'9' => {
                any = true;
                if seen < DIGITS {
                    whole.grow(10, u32::from(digit - b'0'));
                    seen += usize::from(!whole.0.is_empty());
                    tens -= i32::from(point);
                } else {
                    tens += i32::from(!point);
                }
            }
            _ => return None,
        }
    }
    let size = if whole.0.is_empty() { 0.0 } else { nearest(whole, tens, seen as i32) };
    any.then_some(if text.starts_with('-') { -size } else { size })
}

/// A small whole number; one of more than five digits counts as 99,999.
fn small(text: &str) -> Option<i32> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.is_empty() {
        return None;
    }
    let number = digits.bytes().try_fold(0i32, |sum, digit| {
        digit.is_ascii_digit().then(|| (sum * 10 + i32::from(digit - b'0')).min(99_999))
    })?;
    Some(if text.starts_with('-') { -number } else { number })
}

/// The number nearest to `whole` times ten to the power of `tens`; `whole` is not 0 and has so many digits.
fn nearest(mut whole: Whole, tens: i32, digits: i32) -> f64 {
    if tens + digits > 310 {
        return f64::INFINITY;
    }
    if tens + digits < -330 {
        return 0.0;
    }
    (0..tens).for_each(|_| whole.grow(10, 0));
    // Bits behind the point: so many that 64 are left when the tens are divided away.
    let places = 2 + (tens.min(0).unsigned_abs() as usize).div_ceil(8);
    whole.0.splice(0..0, std::iter::repeat_n(0, places));
    let behind = places as i32 * 32;
    // Whether what was cut off is more than nothing.
    let mut dust = false;
    (tens..0).for_each(|_| dust |= whole.shrink(10) > 0);
    let top = whole.bits() - 1 - behind;
    if top > 1023 {
        return f64::INFINITY;
    }
    // Numbers below 2^-1022 have fewer bits.
    let kept = if top < -1022 { 53 + top + 1022 } else { 53 };
    let cut = whole.bits() - kept;
    let mut mantissa = (cut..whole.bits()).rev().fold(0u64, |sum, at| sum << 1 | u64::from(whole.bit(at)));
    dust |= (0..cut - 1).any(|at| whole.bit(at));
    if whole.bit(cut - 1) && (dust || mantissa & 1 == 1) {
        mantissa += 1;
    }
    // A mantissa that grew beyond its bits carries into the exponent, which is then the right one.
    f64::from_bits(if kept < 53 { mantissa } else { (((top + 1022) as u64) << 52) + mantissa })
}

/// The shortest decimal that is read as this very number, without an exponent.
#[must_use]
pub fn shortest(value: f64) -> String {
    if !value.is_finite() {
        return "?".to_owned();
    }
    let bits = value.to_bits();
    let exponent = (bits >> 52 & 0x7ff) as i32;
    let mantissa = bits & ((1 << 52) - 1) | u64::from(exponent > 0) << 52;
    let twos = exponent.max(1) - 1075;
    // A half is five tenths: the number is a whole one times a power of ten.
    let mut whole = Whole(vec![mantissa as u32, (mantissa >> 32) as u32]);
    for _ in 0..twos.abs() {
        whole.grow(if twos < 0 { 5 } else { 2 }, 0);
    }
    let mut digits = Vec::new();
    while whole.bits() > 0 {
        digits.push(whole.shrink(10) as u8);
    }
    digits.reverse();
    let sign = if value.is_sign_negative() { "-" } else { "" };
    if digits.is_empty() {
        return [sign, "0"].concat();
    }
    // Digits before the point.
    let before = digits.len() as i32 + twos.min(0);
    for count in 1..digits.len() {
        let text = written(sign, &digits[..count], digits[count] >= 5, before);
        if parse(&text) == Some(value) {
            return text;
        }
    }
    written(sign, &digits, false, before)
}

/// Writes digits, the last one raised by one if so.
fn written(sign: &str, digits: &[u8], raised: bool, mut before: i32) -> String {
    let mut digits = digits.to_vec();
    if raised {
        while digits.last() == Some(&9) {
            digits.pop();
        }
        match digits.last_mut() {
            Some(last) => *last += 1,
            None => {
                digits.push(1);
                before += 1;
            }
        }
    }
    while digits.last() == Some(&0) {
        digits.pop();
    }
    let mut text = sign.to_owned();
    if before <= 0 {
        text.push('0');
    }
    for at in before.min(0)..(digits.len() as i32).max(before) {
        if at == before {
            text.push('.');
        }
        let digit = usize::try_from(at).ok().and_then(|at| digits.get(at)).copied().unwrap_or(0);
        text.push(char::from(b'0' + digit));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_numbers_are_read() {
        for good in ["0", "-0", "12", ".5", "1.", "+3", "1e3", "1E-3", "6.02e23", "0.1e+1"] {
            assert_eq!(parse(good), good.parse().ok(), "{good}");
        }
        for bad in ["", ".", "-", "e1", "1e", "1e+", "1.2.3", "1,5", " 1", "inf", "NaN", "0x10"] {
            assert_eq!(parse(bad), None, "{bad}");
        }
        for edge in [
            "1e400",
            "-1e400",
            "1e-400",
            "5e-324",
            "2.4703282292062327e-324",
            "2.4703282292062328e-324",
            "1.7976931348623157e308",
            "1.7976931348623159e308",
            "2.2250738585072011e-308",
            "9007199254740993",
            "9007199254740993.0000000000000000000000000000000000001",
            "1e99999999999",
            "1e-99999999999",
        ] {
            assert_eq!(parse(edge).map(f64::to_bits), edge.parse().ok().map(f64::to_bits), "{edge}");
        }
    }

    proptest! {
        #[test]
        fn what_the_standard_library_reads(bits in any::<u64>(), digits in 0usize..20) {
            let value = f64::from_bits(bits);
            prop_assume!(value.is_finite());
            for text in [format!("{value}"), format!("{value:e}"), format!("{value:.digits$e}")] {
                prop_assert_eq!(parse(&text).map(f64::to_bits), text.parse().ok().map(f64::to_bits), "{}", text);
            }
        }

        #[test]
        fn any_digits(text in "[0-9]{1,25}(\\.[0-9]{1,25})?(e-?[0-9]{1,3})?") {
            prop_assert_eq!(parse(&text).map(f64::to_bits), text.parse().ok().map(f64::to_bits), "{}", text);
        }

        #[test]
        fn what_the_standard_library_writes(bits in any::<u64>(), near in -1e7..1e7, hundredths in any::<i32>()) {
            for value in [f64::from_bits(bits), near, f64::from(hundredths) / 100.0, f64::from(hundredths)] {
                prop_assume!(value.is_finite());
                prop_assert_eq!(shortest(value), value.to_string());
            }
        }
    }
}
