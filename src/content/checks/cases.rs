//! Case sets.

use super::Refusals;
use crate::content::bank::Bank;
use crate::content::words;

pub(super) fn questions(bank: &Bank, out: &mut Refusals<'_>) {
    for case in bank.cases() {
        let count = case.item.questions.len();
        if count < 3 {
            let message = format!("{} has {count} questions", case.item.id);
            out.about(&case, case.lines.item, message, "a case has three or more; make a shorter one a plain question");
        }
        let own = case.topic.questions.iter().map(|question| &question.item);
        let forms: Vec<Option<u8>> = own.filter(|q| q.case.as_ref() == Some(&case.item.id)).map(|q| q.form).collect();
        if forms.windows(2).any(|two| two[0] != two[1]) {
            let message = format!("{} is partly reserved for a mock form", case.item.id);
            out.about(
                &case,
                case.lines.item,
                message,
                "a case is served whole: give all its questions the same form, or none",
            );
        }
    }
}

pub(super) fn text(bank: &Bank, out: &mut Refusals<'_>) {
    for case in bank.cases() {
        let count = words::count(&case.item.text.plain());
        if !(150..=300).contains(&count) || case.item.title.trim().is_empty() {
            let message = format!("{}: {count} words under the title `{}`", case.item.id, case.item.title);
            out.about(&case, case.lines.stem, message, "a case has a title and 150 to 300 words of situation");
        }
    }
}
