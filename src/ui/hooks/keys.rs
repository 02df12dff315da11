//! Keys pressed anywhere on the page.

use crate::platform::document;
use crate::platform::keys::{self, Key};
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

/// Calls the newest `then` for each key while the page is shown; `true` means that the key was taken. While a dialog
/// is open the keys are its own.
#[hook]
pub fn use_keys(then: impl Fn(&Key) -> bool + 'static) {
    type Then = Rc<RefCell<Box<dyn Fn(&Key) -> bool>>>;
    let newest: Rc<RefCell<Option<Then>>> = use_mut_ref(|| None);
    // The listener stays; what it calls is put in its place at each drawing.
    let boxed: Box<dyn Fn(&Key) -> bool> = Box::new(then);
    let slot = newest.borrow_mut().get_or_insert_with(|| Rc::new(RefCell::new(Box::new(|_: &Key| false)))).clone();
    *slot.borrow_mut() = boxed;
    // Not an effect: after a long drawing Yew lets the browser go first, and a key that is pressed at once was lost.
    use_memo((), move |()| keys::listen(move |key| !document::dialog_is_open() && (slot.borrow())(key)));
}
