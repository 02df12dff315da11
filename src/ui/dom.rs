//! Building what is seen, one call after the other: open an element, say what is in it, close it.
//!
//! Why not `html!` throughout: each of its elements costs about 200 bytes of code at its place, a call costs 12.
//! With some hundreds of elements that is half of the page. Components are still embedded through `html!`.
//!
//! ```text
//! let mut d = Dom::new();
//! d.open("section.today");
//! d.el("h1[tabindex=-1]", "Done for today");
//! d.open("a.button.primary[href=#/]").text("Study").close();
//! d.close();
//! d.finish()
//! ```

use std::rc::Rc;
use yew::html::{onchange, onclick, oninput, onsubmit};
use yew::prelude::*;
use yew::virtual_dom::{Key, Listener, VList, VTag, VText};

/// A tree in the making: elements that are open, the outermost first.
pub struct Dom {
    open: Vec<Open>,
    top: Vec<Html>,
}

/// An element that is not closed yet.
struct Open {
    tag: VTag,
    class: String,
    children: Vec<Html>,
    listeners: Vec<Option<Rc<dyn Listener>>>,
}

impl Default for Dom {
    fn default() -> Self {
        Self::new()
    }
}

impl Dom {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self { open: Vec::new(), top: Vec::new() }
    }

    /// Opens an element: `tag.class.class#id[attribute=value][attribute]`, all parts but the tag optional and the
    /// attributes last. A value may hold anything but `]`.
    #[inline(never)]
    pub fn open(&mut self, spec: &'static str) -> &mut Self {
        let (head, mut rest) = spec.split_at(spec.find('[').unwrap_or(spec.len()));
        let (head, id) = head.split_once('#').map_or((head, None), |(head, id)| (head, Some(id)));
        let mut names = head.split('.');
        let mut tag = VTag::new(names.next().unwrap_or("div"));
        let mut class = String::new();
        for name in names {
            push(&mut class, name);
        }
        if let Some(id) = id {
            tag.add_attribute("id", id);
        }
        while let Some(inner) = rest.strip_prefix('[') {
            let (attribute, after) = inner.split_once(']').unwrap_or((inner, ""));
            let (name, value) = attribute.split_once('=').unwrap_or((attribute, ""));
            tag.add_attribute(name, value);
            rest = after;
        }
        self.open.push(Open { tag, class, children: Vec::new(), listeners: Vec::new() });
        self
    }

    /// Closes the element that was opened last.
    #[inline(never)]
    pub fn close(&mut self) -> &mut Self {
        if let Some(Open { mut tag, class, children, listeners }) = self.open.pop() {
            if !class.is_empty() {
                tag.add_attribute("class", class);
            }
            if !listeners.is_empty() {
                tag.set_listeners(listeners.into_boxed_slice());
            }
            tag.add_children(children);
            self.node(tag.into());
        }
        self
    }

    /// An element with nothing but text in it.
    #[inline(never)]
    pub fn el(&mut self, spec: &'static str, text: &str) -> &mut Self {
        self.open(spec).text(text).close()
    }

    /// Text.
    #[inline(never)]
    pub fn text(&mut self, text: &str) -> &mut Self {
        self.node(VText::new(AttrValue::from(Rc::<str>::from(text))).into())
    }

    /// A whole number.
    #[inline(never)]
    pub fn number(&mut self, number: u32) -> &mut Self {
        self.text(&number.to_string())
    }

    /// Something that was built elsewhere, such as a component.
    #[inline(never)]
    pub fn node(&mut self, node: Html) -> &mut Self {
        match self.open.last_mut() {
            Some(open) => open.children.push(node),
            None => self.top.push(node),
        }
        self
    }

    /// An attribute of the open element.
    #[inline(never)]
    pub fn attr(&mut self, name: &'static str, value: &str) -> &mut Self {
        if let Some(open) = self.open.last_mut() {
            open.tag.add_attribute(name, AttrValue::from(Rc::<str>::from(value)));
        }
        self
    }

    /// An attribute of the open element, where the condition holds.
    #[inline(never)]
    pub fn attr_if(&mut self, condition: bool, name: &'static str, value: &'static str) -> &mut Self {
        if condition { self.attr(name, value) } else { self }
    }

    /// An attribute with a whole number.
    #[inline(never)]
    pub fn attr_number(&mut self, name: &'static str, value: i32) -> &mut Self {
        self.attr(name, &value.to_string())
    }

    /// One more class for the open element, where the condition holds.
    #[inline(never)]
    pub fn class_if(&mut self, condition: bool, name: &str) -> &mut Self {
        if let (true, Some(open)) = (condition, self.open.last_mut()) {
            push(&mut open.class, name);
        }
        self
    }

    /// Where the open element can be found later.
    #[inline(never)]
    pub fn node_ref(&mut self, node: NodeRef) -> &mut Self {
        if let Some(open) = self.open.last_mut() {
            open.tag.node_ref = node;
        }
        self
    }

    /// Tells the open element from its siblings when their order changes.
    #[inline(never)]
    pub fn key(&mut self, key: &str) -> &mut Self {
        if let Some(open) = self.open.last_mut() {
            open.tag.key = Some(Key::from(key));
        }
        self
    }

    /// The state of a radio button or checkbox.
    #[inline(never)]
    pub fn checked(&mut self, checked: bool) -> &mut Self {
        if let Some(open) = self.open.last_mut() {
            open.tag.set_checked(checked);
        }
        self
    }

    /// The value of a field.
    #[inline(never)]
    pub fn value(&mut self, value: &str) -> &mut Self {
        if let Some(open) = self.open.last_mut() {
            open.tag.set_value(Some(AttrValue::from(Rc::<str>::from(value))));
        }
        self
    }

    /// What a click does.
    #[inline(never)]
    pub fn on_click(&mut self, then: Callback<MouseEvent>) -> &mut Self {
        self.listen(Rc::new(onclick::Wrapper::new(then)))
    }

    /// What a change does.
    #[inline(never)]
    pub fn on_change(&mut self, then: Callback<Event>) -> &mut Self {
        self.listen(Rc::new(onchange::Wrapper::new(then)))
    }

    /// What typing does.
    #[inline(never)]
    pub fn on_input(&mut self, then: Callback<InputEvent>) -> &mut Self {
        self.listen(Rc::new(oninput::Wrapper::new(then)))
    }

    /// What submitting the form does.
    #[inline(never)]
    pub fn on_submit(&mut self, then: Callback<SubmitEvent>) -> &mut Self {
        self.listen(Rc::new(onsubmit::Wrapper::new(then)))
    }

    /// A button with what it does.
    #[inline(never)]
    pub fn button(&mut self, spec: &'static str, text: &str, then: Callback<MouseEvent>) -> &mut Self {
        self.open(spec).attr("type", "button").on_click(then).text(text).close()
    }

    /// A link.
    #[inline(never)]
    pub fn link(&mut self, spec: &'static str, href: &str, text: &str) -> &mut Self {
        self.open(spec).attr("href", href).text(text).close()
    }

    fn listen(&mut self, listener: Rc<dyn Listener>) -> &mut Self {
        if let Some(open) = self.open.last_mut() {
            open.listeners.push(Some(listener));
        }
        self
    }

    /// The tree. What is still open is closed.
    pub fn finish(mut self) -> Html {
        while !self.open.is_empty() {
            self.close();
        }
        if self.top.len() == 1 {
            return self.top.remove(0);
        }
        VList::with_children(self.top, None).into()
    }
}

fn push(class: &mut String, name: &str) {
    if !class.is_empty() {
        class.push(' ');
    }
    class.push_str(name);
}
