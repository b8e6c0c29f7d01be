//! What the rest needs to know of a page, and the trait of whoever reads it.

use std::collections::BTreeSet;

use url::Url;

use crate::lock::{QuoteEntry, Reason};

/// A body, with what is needed to read it.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    /// Where it came from, after all redirects.
    pub url: &'a Url,
    /// The answer's `Content-Type`, as it was sent.
    pub content_type: Option<&'a str>,
    /// The body, decompressed, at most as long as [`super::Settings::max_body`] bytes.
    pub body: &'a [u8],
    /// Whether this is all of it.
    pub whole: bool,
    /// The quotes to look for, each once.
    pub quotes: &'a [String],
    /// Those of them that the address only names: its words, whatever the sentence around them says of them.
    pub words: &'a [String],
}

/// What a reader makes of a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageFacts {
    /// The title.
    pub title: Option<String>,
    /// The first heading of the first rank.
    pub heading: Option<String>,
    /// What the page says of itself for search engines.
    pub description: Option<String>,
    /// The title of the work, for reference managers.
    pub citation_title: Option<String>,
    /// The text that people see.
    pub text: String,
    /// Every `id`, and every `name` of an anchor; `None` where the format has no such thing.
    pub ids: Option<BTreeSet<String>>,
    /// Whether the page seems to be empty until a browser runs its scripts.
    pub needs_script: bool,
    /// Whether it has scripts at all.
    pub has_script: bool,
    /// Whether it shows another document inside: a frame, a viewer.
    pub has_frame: bool,
    /// The quotes that stand in its source where no reader sees them: in a script, or in what is for browsers without scripts.
    pub unseen: BTreeSet<String>,
    /// Where the page sends readers on to.
    pub meta_refresh: Option<Refresh>,
    /// What the addresses in the page are relative to, as written; `None` where that is the page's own address.
    pub base: Option<String>,
    /// What became of each quote of [`Page::quotes`].
    pub quotes: Vec<QuoteEntry>,
    /// SHA-256 of the text, in hexadecimal digits.
    pub text_hash: Option<String>,
    /// Why there is no text to look for quotes in: [`Reason::Pdf`], [`Reason::NotText`].
    pub unreadable: Option<Reason>,
    /// What could not be read, in words: all of the page where it is unreadable, otherwise a part of it.
    pub unread: Option<String>,
}

/// `<meta http-equiv="refresh">`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refresh {
    /// After how many seconds.
    pub seconds: u32,
    /// Where to, as written: it may be relative.
    pub url: String,
}

/// Reads pages. It runs on threads of its own, since reading takes long.
pub trait Reader: Send + Sync {
    /// Makes facts of `page`. It never fails: what cannot be read is [`PageFacts::unreadable`].
    fn read(&self, page: &Page<'_>) -> PageFacts;
}

impl<F: Fn(&Page<'_>) -> PageFacts + Send + Sync> Reader for F {
    fn read(&self, page: &Page<'_>) -> PageFacts {
        self(page)
    }
}
