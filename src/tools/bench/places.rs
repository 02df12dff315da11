//! Where in the page the measurements look and click. Nothing else in `bench` knows the page.

/// A route that leads a newcomer straight to a first item.
pub(super) const FIRST_ITEM: &str = "#/study/csm";
/// The main button; it is there as soon as an item can be answered.
pub(super) const MAIN_BUTTON: &str = ".actions button.primary";
/// Options, of which one is chosen before the main button does anything.
pub(super) const OPTION: &str = "fieldset.options input";
/// What a card shows in the place of the main button once it is turned.
pub(super) const GRADE: &str = ".grades button";
/// Words on the button that goes on when a session is finished.
pub(super) const MORE: &str = "more new";
/// A route to a mock exam's form, the button that begins it, and what is there once it has begun.
pub(super) const EXAM: (&str, &str, &str) = ("#/exam/csm", "form.exam .primary", "#stem");
/// What changes when something was clicked.
pub(super) const STAGE: &str = "#app";
/// Routes that Lighthouse judges.
pub(super) const JUDGED: [(&str, &str); 2] = [("start page", ""), ("study page", FIRST_ITEM)];
/// The database that holds the records, and its store.
pub(super) const JOURNAL: (&str, &str) = ("certdeck/journal", "records");
/// What the names of all records begin with in `localStorage`.
pub(super) const PREFIX: &str = "certdeck/";
