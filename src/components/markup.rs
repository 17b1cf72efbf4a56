//! Writing the page: `div("pane-head").child(h2("").text("Token"))`.
//!
//! Yew's `html!` writes every element out where it stands, some 350 bytes of
//! WebAssembly each; two hundred elements were a sixth of the page.
//! Here an element is a chain of calls of functions that exist once, some 50
//! bytes. For that, everything is one pointer wide, and nothing is generic.

use std::rc::Rc;

use playground::action::Action;
use yew::events::Event;
use yew::virtual_dom::{Key, Listener, ListenerKind, VNode, VTag, VText};
use yew::{AttrValue, Html};

use crate::views::Ui;

/// An element, a text, or a list of those, while it is being written.
#[must_use = "it is not part of the page until it is a child of something"]
pub struct Markup(Box<VNode>);

/// An element with a tag and a class; none, if the class is empty.
#[inline(never)]
pub fn element(tag: &'static str, class: &'static str) -> Markup {
    let element = Markup(Box::new(VTag::new(tag).into()));
    if class.is_empty() { element } else { element.attr("class", class) }
}

/// What may be many things side by side, or nothing.
#[inline(never)]
pub fn list() -> Markup {
    Markup(Box::default())
}

/// A text by itself.
#[inline(never)]
pub fn text(text: &str) -> Markup {
    Markup(Box::new(VText::new(AttrValue::from(Rc::<str>::from(text))).into()))
}

/// A button with what it does.
#[inline(never)]
pub fn button(class: &'static str, ui: Ui<'_>, action: Action) -> Markup {
    element("button", class).attr("type", "button").click(ui, action)
}

/// What is said of a thing that is on or off.
#[must_use]
pub const fn on_off(on: bool) -> &'static str {
    if on { "true" } else { "false" }
}

macro_rules! tags {
    ($($tag:ident)*) => {
        $(
            #[doc = concat!("A `<", stringify!($tag), ">` with a class, or `\"\"` for none.")]
            #[inline(never)]
            pub fn $tag(class: &'static str) -> Markup {
                element(stringify!($tag), class)
            }
        )*
    };
}

tags! { code dd div dt h2 h3 header li p section span strong td th tr ul }

impl Markup {
    /// What Yew draws by itself.
    #[inline(never)]
    pub fn from_html(html: Html) -> Self {
        Self(Box::new(html))
    }

    /// As Yew takes it.
    #[inline(never)]
    pub fn into_html(self) -> Html {
        *self.0
    }

    /// Puts something inside, behind what is there.
    #[inline(never)]
    pub fn child(mut self, child: Self) -> Self {
        let child = child.into_html();
        match &mut *self.0 {
            VNode::VTag(tag) => {
                if let Some(tag) = Rc::get_mut(tag) {
                    tag.add_child(child);
                }
            }
            node => node.to_vlist_mut().add_child(child),
        }
        self
    }

    /// Puts something inside, or an empty place for it: the places of what
    /// follows do not shift, so that a field there keeps its focus.
    #[inline(never)]
    pub fn maybe(self, child: Option<Self>) -> Self {
        self.child(child.unwrap_or_else(list))
    }

    /// Puts a text inside.
    #[inline(never)]
    pub fn text(self, words: &str) -> Self {
        self.child(text(words))
    }

    /// Sets an attribute to a constant.
    #[inline(never)]
    pub fn attr(self, name: &'static str, value: &'static str) -> Self {
        self.tag(|tag| tag.add_attribute(name, AttrValue::Static(value)))
    }

    /// Sets an attribute to a computed value.
    #[inline(never)]
    pub fn set(self, name: &'static str, value: &str) -> Self {
        self.tag(|tag| tag.add_attribute(name, AttrValue::from(Rc::<str>::from(value))))
    }

    /// Sets the attribute `id`.
    #[inline(never)]
    pub fn id(self, id: &str) -> Self {
        self.set("id", id)
    }

    /// Says which of its siblings it is, so that it is recognized when they
    /// change.
    #[inline(never)]
    pub fn key(self, key: &str) -> Self {
        self.tag(|tag| tag.key = Some(Key::from(key)))
    }

    /// What a click does.
    #[inline(never)]
    pub fn click(self, ui: Ui<'_>, action: Action) -> Self {
        let dispatch = ui.dispatch.clone();
        self.on(Heard::Click, Box::new(move |_| dispatch.emit(action.clone())))
    }

    /// What an event does.
    #[inline(never)]
    pub fn on(self, heard: Heard, act: Box<dyn Fn(Event)>) -> Self {
        self.tag(|tag| {
            tag.add_listener(Rc::new(On { heard, act }));
        })
    }

    /// Sets what stands in an `<input>` or `<textarea>`. Twice: Yew sets values
    /// when the element is in the page already, and a value that is new there makes
    /// the browser lay out the page on the spot, once for each field. Properties it
    /// sets before, and the same value again costs nothing.
    #[inline(never)]
    pub fn value(self, value: &str) -> Self {
        self.tag(|tag| {
            tag.add_property("value", value);
            tag.set_value(AttrValue::from(Rc::<str>::from(value)));
        })
    }

    /// Sets whether an `<input>` is chosen.
    #[inline(never)]
    pub fn checked(self, checked: bool) -> Self {
        self.tag(|tag| tag.set_checked(checked))
    }

    /// Texts and lists have no attributes, and what is still being written is
    /// in no one else's hands.
    fn tag(mut self, change: impl FnOnce(&mut VTag)) -> Self {
        if let VNode::VTag(tag) = &mut *self.0
            && let Some(tag) = Rc::get_mut(tag)
        {
            change(tag);
        }
        self
    }
}

/// The events that the page listens to. To clone one of Yew's hundred kinds takes
/// more code than to name one of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// The field lost the focus.
    Blur,
    /// A choice was made.
    Change,
    /// A click, or a key that stands for one.
    Click,
    /// The field got the focus.
    Focus,
    /// A field was edited.
    Input,
    /// A key went down.
    KeyDown,
    /// Something is pasted.
    Paste,
    /// The pointer came to it.
    PointerEnter,
}

/// One listener for every kind of event.
struct On {
    heard: Heard,
    act: Box<dyn Fn(Event)>,
}

impl Listener for On {
    fn kind(&self) -> ListenerKind {
        match self.heard {
            Heard::Blur => ListenerKind::onblur,
            Heard::Change => ListenerKind::onchange,
            Heard::Click => ListenerKind::onclick,
            Heard::Focus => ListenerKind::onfocus,
            Heard::Input => ListenerKind::oninput,
            Heard::KeyDown => ListenerKind::onkeydown,
            Heard::Paste => ListenerKind::onpaste,
            Heard::PointerEnter => ListenerKind::onpointerenter,
        }
    }

    fn handle(&self, event: Event) {
        (self.act)(event);
    }

    fn passive(&self) -> bool {
        false
    }
}
