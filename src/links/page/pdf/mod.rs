//! The text of a PDF.
//!
//! `lopdf` reads the objects and unpacks them; which letters are shown, and in which order people read them, is found out here. A
//! PDF comes from anywhere, so it is read in a thread of its own, with limits of time and memory, and a panic there is a
//! PDF that cannot be read.
//!
//! What was looked at, in November 2026: `lopdf` 0.47 forbids unsafe code, has limits for what it unpacks, and brings 18 crates;
//! its own extraction of text knows no places, prefers an encoding to `/ToUnicode`, and has no limit on the ranges of the latter, so
//! it is not used. `pdf-extract` 0.12 panics on broken fonts by intent and has no limits. `pdf_oxide` 0.3 brings 166
//! crates, an image library and a layout engine among them. `hayro-interpret` 0.9 tells letters and places, but unpacks without a limit, and needs a
//! newer Rust than this crate. `pdfium` is a C++ library.

mod cmap;
mod content;
mod flow;
mod font;
mod glyphs;
mod layout;
mod load;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use content::{Cut, Reader};
use layout::Page;
use load::{Stop, TIME};

use super::Unreadable;

/// How many pages are read.
const MOST_PAGES: usize = 2000;

/// How much text is kept, in bytes.
const MOST_TEXT: usize = 8 * 1024 * 1024;

/// Enough for the deepest nesting that `lopdf` lets through, without optimisation.
const STACK: usize = 16 * 1024 * 1024;

/// After the time that reading may take this passes before its thread is left alone.
const GRACE: Duration = Duration::from_secs(10);

/// The text of a PDF, and in words what of it could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Text {
    pub(super) text: String,
    pub(super) unread: Option<String>,
}

pub(super) fn read(body: &[u8]) -> Result<Text, Unreadable> {
    if !cfg!(panic = "unwind") {
        return Err(Unreadable::BrokenPdf(
            "this program was built to abort on a panic, so it does not open PDFs".to_owned(),
        ));
    }
    let body = body.to_vec();
    let (sender, receiver) = mpsc::sync_channel(1);
    let work = move || {
        let result = catch_unwind(AssertUnwindSafe(|| text(&body)));
        // Nobody may be waiting any more.
        let _ = sender.send(result);
    };
    if let Err(error) = thread::Builder::new().name("pdf".to_owned()).stack_size(STACK).spawn(work) {
        return Err(Unreadable::BrokenPdf(format!("no thread could be started for it: {error}")));
    }
    match receiver.recv_timeout(TIME + GRACE) {
        Ok(Ok(result)) => result,
        Ok(Err(panic)) => Err(Unreadable::BrokenPdf(match panic.downcast_ref::<Stop>() {
            Some(stop) => stop.words(),
            None => "its reader failed on it".to_owned(),
        })),
        Err(_) => Err(Unreadable::BrokenPdf(Stop::TooSlow.words())),
    }
}

fn text(body: &[u8]) -> Result<Text, Unreadable> {
    let document = load::load(body)?;
    let mut reader = Reader::new(&document);
    let mut pages = Vec::new();
    let mut unread: Vec<(usize, &str)> = Vec::new();
    let (mut letters, mut bytes, mut count) = (0, 0, 0);
    for (number, id) in (1..).zip(document.page_iter()) {
        count = number;
        if number > MOST_PAGES || bytes > MOST_TEXT {
            unread.push((number, "and the pages after it are over the limit"));
            break;
        }
        let mut page = Page::default();
        let cut = reader.page(id, &mut page);
        letters += page.letters;
        let reason = match cut {
            Err(Cut::TooSlow) => Some("took too long"),
            Err(Cut::TooLong) => Some("is too long"),
            Ok(()) if page.is_cut() => Some("is too long"),
            Ok(()) if page.unknown * 10 > page.letters => Some("has fonts without a mapping to letters"),
            Ok(()) => None,
        };
        unread.extend(reason.map(|reason| (number, reason)));
        bytes += page.runs.iter().map(|run| run.text.len()).sum::<usize>();
        pages.push(page.runs);
        if cut == Err(Cut::TooSlow) {
            break;
        }
    }
    if count == 0 {
        return Err(Unreadable::BrokenPdf("it has no pages".to_owned()));
    }
    let unread = unread.first().map(|(number, reason)| {
        let more = if unread.len() > 1 {
            format!(", and so it is with {} more", unread.len() - 1)
        } else {
            String::new()
        };
        format!("page {number} {reason}{more}")
    });
    match unread {
        None if letters == 0 => Err(Unreadable::PdfWithoutText),
        unread => Ok(Text { text: flow::text(pages), unread }),
    }
}
