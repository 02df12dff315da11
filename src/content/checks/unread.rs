//! What reading has already refused.

use super::Refusals;
use crate::content::bank::Bank;

pub(super) fn damage(bank: &Bank, out: &mut Refusals<'_>) {
    out.extend(bank.damage.iter());
}
