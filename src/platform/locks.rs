//! Web Locks: one tab does a thing, the others leave it. Where there are none everybody does it, so only what is safe
//! without them may ask here. A tab that is closed or killed lets go.

use js_sys::{Function, Object, Promise, Reflect};
use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};

type Work = Pin<Box<dyn Future<Output = ()>>>;

/// Does the work if no other tab holds the lock, and holds it meanwhile.
pub(super) async fn if_free(name: &str, work: impl Future<Output = ()> + 'static) {
    let work: Rc<RefCell<Option<Work>>> = Rc::new(RefCell::new(Some(Box::pin(work))));
    if let Some(asked) = request(name, &work) {
        // A refusal leaves the work where it is.
        let _ = JsFuture::from(asked).await;
        return;
    }
    let all = work.take();
    if let Some(work) = all {
        work.await;
    }
}

/// Asks for the lock; `None` where there are none.
fn request(name: &str, work: &Rc<RefCell<Option<Work>>>) -> Option<Promise> {
    let navigator = web_sys::window()?.navigator();
    // `web-sys` counts locks as unstable.
    let locks = Reflect::get(&navigator, &JsValue::from_str("locks")).ok().filter(|locks| !locks.is_undefined())?;
    let request: Function = Reflect::get(&locks, &JsValue::from_str("request")).ok()?.dyn_into().ok()?;
    let options = Object::new();
    Reflect::set(&options, &JsValue::from_str("ifAvailable"), &JsValue::TRUE).ok()?;
    let work = Rc::clone(work);
    let granted = Closure::once_into_js(move |lock: JsValue| -> JsValue {
        match work.take().filter(|_| !lock.is_null()) {
            Some(work) => future_to_promise(async move {
                work.await;
                Ok(JsValue::UNDEFINED)
            })
            .into(),
            None => JsValue::UNDEFINED,
        }
    });
    request.call3(&locks, &JsValue::from_str(name), &options, &granted).ok()?.dyn_into().ok()
}
