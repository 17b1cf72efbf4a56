//! The file that is being read: one at a time, because a reader opens one at a
//! time, and what was read of another is of no use any more.

use std::cell::RefCell;

use protocol::har::{Opened, Reader};

thread_local! {
    static OPEN: RefCell<Option<(u32, Reader)>> = const { RefCell::new(None) };
}

/// Takes the next bytes of a file. The first of another file drops what was
/// there; `None` while more are to come.
pub(crate) fn read(file: u32, chunk: &[u8], last: bool) -> Option<Opened> {
    let open = OPEN.take().filter(|(open, _)| *open == file);
    let mut reader = open.map_or_else(Reader::new, |(_, reader)| reader);
    let fed = reader.feed(chunk);
    if fed.is_ok() && !last {
        OPEN.set(Some((file, reader)));
        return None;
    }
    Some(fed.and_then(|()| reader.finish()).into())
}

/// Drops the file that is open.
pub(crate) fn close() {
    OPEN.take();
}
