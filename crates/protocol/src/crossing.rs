//! Values as bytes, for the way between the page's two programs: the one that
//! starts, and the one that loads when it is needed. Both are of the same build,
//! so that nothing names a version or a field; but nothing here trusts the bytes:
//! what is not what the other side wrote is `None`, and never a panic.
//!
//! Lengths and counts are four bytes and stand before what they measure, numbers
//! are little-endian, and of an enum the place of the variant comes first.

use std::borrow::Cow;
use std::rc::Rc;

use zeroize::Zeroizing;

use crate::secret::Secret;

/// What can cross: a question, an answer, and what they are made of.
/// `crossing!` writes it for a struct or an enum.
pub trait Crossing: Sized {
    /// Writes the value.
    fn put(&self, to: &mut Writer);

    /// Reads a value. From bytes that [`put`](Self::put) did not write comes any
    /// value, and the reader says that it [failed](Reader::failed): a way out
    /// behind every field would be half of the program.
    fn take(from: &mut Reader<'_>) -> Self;
}

/// The bytes of a value. They may hold secrets and are wiped when dropped.
#[must_use]
pub fn to_bytes(value: &impl Crossing) -> Zeroizing<Vec<u8>> {
    let mut writer = Writer::default();
    value.put(&mut writer);
    writer.finish()
}

/// The value of these bytes, all of them; `None` for other bytes than
/// [`to_bytes`] made of this type.
#[must_use]
pub fn from_bytes<T: Crossing>(bytes: &[u8]) -> Option<T> {
    let mut reader = Reader::new(bytes);
    let value = T::take(&mut reader);
    (!reader.failed && reader.bytes.is_empty()).then_some(value)
}

/// Takes bytes in, one value after another.
pub struct Writer(Zeroizing<Vec<u8>>);

/// Room for an ordinary token and what is said of it: an array that grows leaves
/// a copy behind, which only the page's allocator wipes.
const ROOM: usize = 32 * 1024;

impl Default for Writer {
    fn default() -> Self {
        Self(Zeroizing::new(Vec::with_capacity(ROOM)))
    }
}

impl Writer {
    /// Writes a text or a file, with its length before it.
    pub fn bytes(&mut self, part: &[u8]) {
        self.count(part.len());
        self.0.extend_from_slice(part);
    }

    /// Writes how many of something follow.
    pub fn count(&mut self, count: usize) {
        // More than four gigabytes do not fit into the memory of the page.
        self.0.extend_from_slice(&u32::try_from(count).unwrap_or(u32::MAX).to_le_bytes());
    }

    /// All that was written.
    #[must_use]
    pub fn finish(self) -> Zeroizing<Vec<u8>> {
        self.0
    }
}

/// Gives bytes out again. What has failed gives out nothing any more, so that
/// reading on comes to its end.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    bytes: &'a [u8],
    failed: bool,
}

impl<'a> Reader<'a> {
    /// Reads these bytes, from the first.
    #[must_use]
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, failed: false }
    }

    /// Whether something came that nobody wrote.
    #[must_use]
    pub const fn failed(&self) -> bool {
        self.failed
    }

    /// Says that something came that nobody wrote.
    pub const fn fail(&mut self) {
        *self = Self { bytes: &[], failed: true };
    }

    /// A value that came, or another in its place where nobody wrote it.
    pub fn or_fail<T>(&mut self, came: Option<T>, otherwise: T) -> T {
        came.unwrap_or_else(|| {
            self.fail();
            otherwise
        })
    }

    /// What [`Writer::bytes`] wrote.
    pub fn bytes(&mut self) -> Option<&'a [u8]> {
        let length = self.count()?;
        self.split(length)
    }

    /// The same, where it is a text.
    pub fn text(&mut self) -> Option<&'a str> {
        let text = std::str::from_utf8(self.bytes()?).ok();
        if text.is_none() {
            self.fail();
        }
        text
    }

    /// What [`Writer::count`] wrote: never more than bytes are left, because
    /// nothing that is counted is smaller than one.
    pub fn count(&mut self) -> Option<usize> {
        let count = usize::try_from(u32::take(self)).ok();
        let count = count.filter(|count| *count <= self.bytes.len() && !self.failed);
        if count.is_none() {
            self.fail();
        }
        count
    }

    fn split(&mut self, length: usize) -> Option<&'a [u8]> {
        let Some((part, rest)) = self.bytes.split_at_checked(length) else {
            self.fail();
            return None;
        };
        self.bytes = rest;
        Some(part)
    }
}

macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl Crossing for $number {
            fn put(&self, to: &mut Writer) {
                to.0.extend_from_slice(&self.to_le_bytes());
            }

            fn take(from: &mut Reader<'_>) -> Self {
                Self::from_le_bytes(Crossing::take(from))
            }
        }
    )*};
}

numbers!(u8, u16, u32, u64, i64);

impl<const LENGTH: usize> Crossing for [u8; LENGTH] {
    fn put(&self, to: &mut Writer) {
        to.0.extend_from_slice(self);
    }

    fn take(from: &mut Reader<'_>) -> Self {
        let mut bytes = [0; LENGTH];
        if let Some(part) = from.split(LENGTH) {
            bytes.copy_from_slice(part);
        }
        bytes
    }
}

/// As eight bytes, whatever the machine.
impl Crossing for usize {
    fn put(&self, to: &mut Writer) {
        u64::try_from(*self).unwrap_or(u64::MAX).put(to);
    }

    fn take(from: &mut Reader<'_>) -> Self {
        let came = Self::try_from(u64::take(from)).ok();
        from.or_fail(came, 0)
    }
}

impl Crossing for bool {
    fn put(&self, to: &mut Writer) {
        u8::from(*self).put(to);
    }

    fn take(from: &mut Reader<'_>) -> Self {
        let place = u8::take(from);
        if place > 1 {
            from.fail();
        }
        place == 1
    }
}

impl Crossing for String {
    fn put(&self, to: &mut Writer) {
        to.bytes(self.as_bytes());
    }

    fn take(from: &mut Reader<'_>) -> Self {
        from.text().unwrap_or_default().to_owned()
    }
}

/// Arrives as a text of its own.
impl Crossing for Cow<'static, str> {
    fn put(&self, to: &mut Writer) {
        to.bytes(self.as_bytes());
    }

    fn take(from: &mut Reader<'_>) -> Self {
        Cow::Owned(String::take(from))
    }
}

impl Crossing for Secret {
    fn put(&self, to: &mut Writer) {
        to.bytes(self.expose().as_bytes());
    }

    fn take(from: &mut Reader<'_>) -> Self {
        Self::new(String::take(from))
    }
}

impl<T: Crossing> Crossing for Option<T> {
    fn put(&self, to: &mut Writer) {
        self.is_some().put(to);
        if let Some(value) = self {
            value.put(to);
        }
    }

    fn take(from: &mut Reader<'_>) -> Self {
        bool::take(from).then(|| T::take(from))
    }
}

impl<T: Crossing> Crossing for Rc<T> {
    fn put(&self, to: &mut Writer) {
        (**self).put(to);
    }

    fn take(from: &mut Reader<'_>) -> Self {
        Self::new(T::take(from))
    }
}

impl<T: Crossing> Crossing for Box<T> {
    fn put(&self, to: &mut Writer) {
        (**self).put(to);
    }

    fn take(from: &mut Reader<'_>) -> Self {
        Self::new(T::take(from))
    }
}

impl<T: Crossing> Crossing for Vec<T> {
    fn put(&self, to: &mut Writer) {
        to.count(self.len());
        for entry in self {
            entry.put(to);
        }
    }

    fn take(from: &mut Reader<'_>) -> Self {
        // Not with room for all: the count may lie.
        let mut entries = Self::new();
        for _ in 0..from.count().unwrap_or_default() {
            entries.push(T::take(from));
            if from.failed {
                break;
            }
        }
        entries
    }
}

impl<A: Crossing, B: Crossing> Crossing for (A, B) {
    fn put(&self, to: &mut Writer) {
        self.0.put(to);
        self.1.put(to);
    }

    fn take(from: &mut Reader<'_>) -> Self {
        (A::take(from), B::take(from))
    }
}

/// Lets structs and enums cross: the fields and variants of each, by their names.
/// One that is forgotten does not compile.
///
/// ```text
/// crossing! {
///     struct Meaning { text, status }
///     enum Status { Documented, Observed, Uncertain }
///     enum Span { Text(text), Identity { kind, name, id } }
/// }
/// ```
macro_rules! crossing {
    () => {};
    (struct $name:ident { $($field:ident),+ $(,)? } $($rest:tt)*) => {
        impl $crate::crossing::Crossing for $name {
            fn put(&self, to: &mut $crate::crossing::Writer) {
                let Self { $($field),+ } = self;
                $($crate::crossing::Crossing::put($field, to);)+
            }

            fn take(from: &mut $crate::crossing::Reader<'_>) -> Self {
                Self { $($field: $crate::crossing::Crossing::take(from)),+ }
            }
        }
        $crate::crossing::crossing! { $($rest)* }
    };
    (enum $name:ident {
        $first:ident $(($($one:ident),+))? $({ $($own:ident),+ })?
        $(, $variant:ident $(($($part:ident),+))? $({ $($field:ident),+ })?)* $(,)?
    } $($rest:tt)*) => {
        const _: () = {
            /// The place of each variant.
            #[derive(Clone, Copy)]
            enum Place { $first, $($variant),* }

            impl $crate::crossing::Crossing for $name {
                fn put(&self, to: &mut $crate::crossing::Writer) {
                    match self {
                        Self::$first $(($($one),+))? $({ $($own),+ })? => {
                            $crate::crossing::Crossing::put(&(Place::$first as u8), to);
                            $($($crate::crossing::Crossing::put($one, to);)+)?
                            $($($crate::crossing::Crossing::put($own, to);)+)?
                        }
                        $(Self::$variant $(($($part),+))? $({ $($field),+ })? => {
                            $crate::crossing::Crossing::put(&(Place::$variant as u8), to);
                            $($($crate::crossing::Crossing::put($part, to);)+)?
                            $($($crate::crossing::Crossing::put($field, to);)+)?
                        })*
                    }
                }

                fn take(from: &mut $crate::crossing::Reader<'_>) -> Self {
                    let place = <u8 as $crate::crossing::Crossing>::take(from);
                    $(if place == Place::$variant as u8 {
                        $($(let $part = $crate::crossing::Crossing::take(from);)+)?
                        $($(let $field = $crate::crossing::Crossing::take(from);)+)?
                        return Self::$variant $(($($part),+))? $({ $($field),+ })?;
                    })*
                    if place != Place::$first as u8 {
                        from.fail();
                    }
                    $($(let $one = $crate::crossing::Crossing::take(from);)+)?
                    $($(let $own = $crate::crossing::Crossing::take(from);)+)?
                    Self::$first $(($($one),+))? $({ $($own),+ })?
                }
            }
        };
        $crate::crossing::crossing! { $($rest)* }
    };
}
pub(crate) use crossing;

#[cfg(test)]
mod tests;
