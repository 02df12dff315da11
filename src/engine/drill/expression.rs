//! Arithmetic in a drill: numbers, names, `+ - * / ^`, parentheses and a few functions.
//!
//! Parsed once into a list of steps for a small stack, so that a draw costs next to nothing. Results may be infinite
//! or no number at all (a division by zero): who asks decides what that means.

use super::parser;
use std::fmt;

/// A parsed expression over names that are given by their place in a list of values.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression(Vec<Step>);

/// Two expressions with a comparison between them.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    left: Expression,
    how: Comparison,
    right: Expression,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Step {
    Number(f64),
    Name(u8),
    Negate,
    Two(u8),
    Call(Function, u8),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Function {
    Round,
    Floor,
    Ceil,
    Min,
    Max,
    Abs,
    Sqrt,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Comparison {
    Less,
    AtMost,
    More,
    AtLeast,
    Equal,
    Unequal,
}

/// Why a text is not an expression. `Display` is for authors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExpressionError {
    /// Something else was expected at this byte.
    Syntax(usize),
    /// A name that no variable has.
    Name(String),
    /// A function that there is not, or one with the wrong number of arguments.
    Call(String),
    /// Nested too deep.
    Deep,
}

impl fmt::Display for ExpressionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(at) => write!(f, "cannot be read at character {}", at + 1),
            Self::Name(name) => write!(f, "no variable is called `{name}`"),
            Self::Call(name) => write!(f, "`{name}` is no function with so many arguments"),
            Self::Deep => f.write_str("nested too deep"),
        }
    }
}

/// Values on the stack at once; deeper expressions are refused when parsed.
pub(super) const DEPTH: usize = 32;

/// Two results that differ by less than this, relatively, are equal: 0.1 + 0.2 is 0.3.
const DUST: f64 = 1e-9;

impl Expression {
    /// Reads an expression over these names.
    ///
    /// # Errors
    /// What can't be read, or names an unknown name or function.
    pub fn parse(text: &str, names: &[&str]) -> Result<Self, ExpressionError> {
        parser::parse(text, names).map(Self)
    }

    /// The result with these values, in the order of the names. Infinite or not a number where a division by zero,
    /// a root of a negative or an overflow is in it.
    #[must_use]
    pub fn value(&self, values: &[f64]) -> f64 {
        let mut stack = [0.0; DEPTH];
        let mut top = 0;
        for step in &self.0 {
            let (taken, result) = match *step {
                Step::Number(number) => (0, number),
                Step::Name(at) => (0, values.get(usize::from(at)).copied().unwrap_or(f64::NAN)),
                Step::Negate => (1, -stack[top - 1]),
                Step::Two(sign) => (2, two(sign, stack[top - 2], stack[top - 1])),
                Step::Call(function, count) => {
                    let count = usize::from(count);
                    (count, call(function, &stack[top - count..top]))
                }
            };
            top -= taken;
            stack[top] = result;
            top += 1;
        }
        stack[0]
    }
}

impl Condition {
    /// Reads two expressions with one of `< <= > >= == !=` between them.
    ///
    /// # Errors
    /// As [`Expression::parse`].
    pub fn parse(text: &str, names: &[&str]) -> Result<Self, ExpressionError> {
        let at = text.find(['<', '>', '=', '!']).ok_or(ExpressionError::Syntax(text.len()))?;
        let (how, width) = match &text.as_bytes()[at..] {
            [b'<', b'=', ..] => (Comparison::AtMost, 2),
            [b'>', b'=', ..] => (Comparison::AtLeast, 2),
            [b'=', b'=', ..] => (Comparison::Equal, 2),
            [b'!', b'=', ..] => (Comparison::Unequal, 2),
            [b'<', ..] => (Comparison::Less, 1),
            [b'>', ..] => (Comparison::More, 1),
            _ => return Err(ExpressionError::Syntax(at)),
        };
        let left = Expression::parse(&text[..at], names)?;
        let right = Expression::parse(&text[at + width..], names).map_err(|error| match error {
            ExpressionError::Syntax(further) => ExpressionError::Syntax(at + width + further),
            other => other,
        })?;
        Ok(Self { left, how, right })
    }

    /// Whether it holds with these values; never where a side is not a number.
    #[must_use]
    pub fn holds(&self, values: &[f64]) -> bool {
        let (left, right) = (self.left.value(values), self.right.value(values));
        if !(left.is_finite() && right.is_finite()) {
            return false;
        }
        let dust = DUST * left.abs().max(right.abs()).max(1.0);
        let equal = (left - right).abs() <= dust;
        match self.how {
            Comparison::Less => left < right && !equal,
            Comparison::AtMost => left < right || equal,
            Comparison::More => left > right && !equal,
            Comparison::AtLeast => left > right || equal,
            Comparison::Equal => equal,
            Comparison::Unequal => !equal,
        }
    }
}

fn two(sign: u8, left: f64, right: f64) -> f64 {
    match sign {
        b'+' => left + right,
        b'-' => left - right,
        b'*' => left * right,
        b'/' => left / right,
        _ => power(left, right),
    }
}

/// Whole exponents by multiplication: the same result on every machine, which a library's `pow` does not promise.
fn power(base: f64, exponent: f64) -> f64 {
    if exponent.fract() != 0.0 || exponent.abs() > 1024.0 {
        return base.powf(exponent);
    }
    let whole = (0..exponent.abs() as u32).fold(1.0, |product, _| product * base);
    if exponent < 0.0 { 1.0 / whole } else { whole }
}

fn call(function: Function, of: &[f64]) -> f64 {
    match (function, of) {
        (Function::Round, [value, digits]) => super::number::round_to(*value, digits.clamp(0.0, 9.0) as u8),
        // Dust must not lift 3.0000000001 to 4.
        (Function::Floor, [value]) => (value + DUST).floor(),
        (Function::Ceil, [value]) => (value - DUST).ceil() + 0.0,
        (Function::Abs, [value]) => value.abs(),
        (Function::Sqrt, [value]) => value.sqrt(),
        // Unlike the standard minimum, this one keeps what is not a number.
        (Function::Min, of) => of.iter().fold(f64::INFINITY, |a, b| if b.is_nan() || *b < a { *b } else { a }),
        (Function::Max, of) => of.iter().fold(f64::NEG_INFINITY, |a, b| if b.is_nan() || *b > a { *b } else { a }),
        _ => f64::NAN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_compute() {
        let check = |text: &str, expect: f64| {
            let value = Expression::parse(text, &["ev", "ac", "n_1"]).unwrap().value(&[360.0, 420.0, 2.0]);
            assert!((value - expect).abs() < 1e-9, "{text} gave {value}");
        };
        check("1 + 2 * 3", 7.0);
        check("(1 + 2) * 3", 9.0);
        check("10 - 4 - 3", 3.0);
        check("100 / 5 / 2", 10.0);
        check("2 ^ 3 ^ 2", 512.0);
        check("-2 ^ 2", -4.0);
        check("2 ^ -1", 0.5);
        check("4 ^ 0.5", 2.0);
        check("--3", 3.0);
        check("720 / (ev / ac)", 840.0);
        check("round(ev / ac, 3)", 0.857);
        check("floor(7 / 2) + ceil(7 / 2)", 7.0);
        check("ceil((0.1 + 0.2) * 10)", 3.0);
        check("floor(0.3 * 10)", 3.0);
        check("min(3, n_1, 5) + max(3, n_1)", 5.0);
        check("abs(ev - ac)", 60.0);
        check("sqrt(16)", 4.0);
        check(".5 + 1.", 1.5);
    }

    #[test]
    fn what_cannot_be_read_is_refused() {
        let check = |text: &str, expect: &str| {
            let error = Expression::parse(text, &["ev"]).unwrap_err();
            assert_eq!(error.to_string(), expect, "{text}");
        };
        check("", "cannot be read at character 1");
        check("1 +", "cannot be read at character 4");
        check("(1", "cannot be read at character 3");
        check("1 2", "cannot be read at character 3");
        check("1.2.3", "cannot be read at character 5");
        check("ev < 2", "cannot be read at character 4");
        check("ac", "no variable is called `ac`");
        check("sin(1)", "`sin` is no function with so many arguments");
        check("round(1)", "`round` is no function with so many arguments");
        check("é", "cannot be read at character 1");
        check(&"(".repeat(10_000), "nested too deep");
        check(&"-".repeat(10_000), "nested too deep");
        check(&format!("max({}1)", "1,".repeat(40)), "nested too deep");
    }

    #[test]
    fn a_division_by_zero_is_no_finite_number() {
        for text in ["1 / 0", "0 / 0", "sqrt(-1)", "min(1, 0 / 0)", "max(0 / 0, 1)", "10 ^ 1000"] {
            assert!(!Expression::parse(text, &[]).unwrap().value(&[]).is_finite(), "{text}");
        }
    }

    #[test]
    fn conditions_forgive_binary_dust() {
        let check = |text: &str, expect: bool| {
            assert_eq!(Condition::parse(text, &["x"]).unwrap().holds(&[0.3]), expect, "{text}");
        };
        check("0.1 + 0.2 == x", true);
        check("0.1 + 0.2 <= x", true);
        check("0.1 + 0.2 > x", false);
        check("0.1 + 0.2 != x", false);
        check("x < 1", true);
        check("x >= 1", false);
        check("1 / 0 > x", false);
        for bad in ["x", "x = 1", "x < ", "x < 1 < 2", "< 1"] {
            assert!(Condition::parse(bad, &["x"]).is_err(), "{bad}");
        }
    }
}
