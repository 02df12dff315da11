//! A figure beside its budget.

/// Something that was measured.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Figure {
    pub what: String,
    pub value: f64,
    pub unit: &'static str,
    /// At most this, in the same unit; none where a figure is only told.
    pub budget: Option<f64>,
    /// A budget that must be reached and not kept below.
    pub at_least: bool,
}

impl Figure {
    /// At most `budget`.
    pub(super) fn at_most(what: impl Into<String>, value: f64, unit: &'static str, budget: f64) -> Self {
        Self { what: what.into(), value, unit, budget: Some(budget), at_least: false }
    }

    /// At least `budget`.
    pub(super) fn at_least(what: impl Into<String>, value: f64, unit: &'static str, budget: f64) -> Self {
        Self { what: what.into(), value, unit, budget: Some(budget), at_least: true }
    }

    /// Without a budget.
    pub(super) fn told(what: impl Into<String>, value: f64, unit: &'static str) -> Self {
        Self { what: what.into(), value, unit, budget: None, at_least: false }
    }

    /// Whether the budget is kept.
    pub(super) fn kept(&self) -> bool {
        self.budget.is_none_or(|budget| if self.at_least { self.value >= budget } else { self.value <= budget })
    }

    /// One line of the table.
    pub(super) fn line(&self) -> String {
        let value = format!("{} {}", short(self.value), self.unit);
        let budget = self.budget.map_or_else(String::new, |budget| {
            let verdict = if self.kept() { "ok  " } else { "OVER" };
            let verdict = if self.at_least && !self.kept() { "LOW " } else { verdict };
            format!("{verdict} {} {} {}", if self.at_least { "≥" } else { "≤" }, short(budget), self.unit)
        });
        format!("  {:<62} {value:>14}   {budget}", self.what)
    }
}

/// Whole numbers with separators, small ones with a fraction.
fn short(value: f64) -> String {
    if value != 0.0 && value.abs() < 10.0 && value.fract() != 0.0 {
        return if value.abs() < 0.1 { format!("{value:.3}") } else { format!("{value:.2}") };
    }
    let digits = format!("{value:.0}");
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits.as_str()), |digits| ("-", digits));
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).unwrap_or("")).collect();
    format!("{sign}{}", groups.join(","))
}

/// The value below which a share `0.0..=1.0` of the values lie; 0 without values.
pub(super) fn quantile(values: &mut [f64], share: f64) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    let last = values.len().saturating_sub(1);
    values.get((last as f64 * share).round() as usize).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_read_well() {
        for (value, text) in
            [(0.0, "0"), (0.0123, "0.012"), (0.25, "0.25"), (12.4, "12"), (1234567.0, "1,234,567"), (-1000.0, "-1,000")]
        {
            assert_eq!(short(value), text);
        }
        assert!(Figure::at_most("x", 5.0, "ms", 5.0).kept());
        assert!(!Figure::at_least("x", 99.0, "", 100.0).kept());
        assert_eq!(quantile(&mut [3.0, 1.0, 2.0], 0.5), 2.0);
        assert_eq!(quantile(&mut [], 0.5), 0.0);
    }
}
