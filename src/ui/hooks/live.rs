//! A state that handlers read as it is, not as it was drawn.

use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

/// A state. Keys and clicks may come faster than the page is drawn: each of them finds what the one before has left.
pub struct Live<T> {
    now: Rc<RefCell<Rc<T>>>,
    redraw: UseForceUpdateHandle,
}

impl<T> Clone for Live<T> {
    fn clone(&self) -> Self {
        Self { now: self.now.clone(), redraw: self.redraw.clone() }
    }
}

impl<T> Live<T> {
    /// As it is now.
    #[must_use]
    pub fn get(&self) -> Rc<T> {
        self.now.borrow().clone()
    }

    /// Puts another in its place, and has the page drawn.
    pub fn set(&self, next: T) {
        *self.now.borrow_mut() = Rc::new(next);
        self.redraw.force_update();
    }
}

/// A state of the page, which begins with `first`.
#[hook]
pub fn use_live<T: 'static>(first: impl FnOnce() -> T) -> Live<T> {
    let now = use_mut_ref(|| Rc::new(first()));
    Live { now, redraw: use_force_update() }
}
