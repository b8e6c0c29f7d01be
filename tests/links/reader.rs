//! The reader of the program; but there is a page on which it stumbles, as no page should make it do.

use massage_kb::links::{Page, PageFacts, PageReader, Reader};

pub(crate) fn read(page: &Page<'_>) -> PageFacts {
    assert!(!page.body.starts_with(b"PANIC"), "a page that the reader stumbles over");
    PageReader.read(page)
}
