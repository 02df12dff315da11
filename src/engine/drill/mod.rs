//! Calculation drills: a template with variables that are drawn from a seed. The same seed gives the same drill on
//! every machine.

mod draw;
mod expression;
mod number;
mod parser;
mod question;
mod symbols;
mod template;

pub use draw::{DrillError, Formulas, Instance, Judgement, draw, judge};
pub use expression::{Condition, Expression, ExpressionError};
pub use number::{print, round_to};
pub use question::question;
pub use symbols::{formulas, in_letters};
pub use template::{Drill, Misapplied, Var};
