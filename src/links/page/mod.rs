//! The text of an answer's body, and what else a link checker needs from it.
//!
//! ```
//! use massage_kb::links::page;
//!
//! let page = page::read(b"<title>Hips</title><h1>On hips</h1><p>The <b>hip</b> flexors<br>bend it", Some("text/html; charset=utf-8"))?;
//! assert_eq!(page.title.as_deref(), Some("Hips"));
//! assert_eq!(page.heading.as_deref(), Some("On hips"));
//! assert_eq!(page.text, "On hips\nThe hip flexors\nbend it");
//! # Ok::<(), page::Unreadable>(())
//! ```

mod charset;
mod elements;
mod html;
mod kind;
mod meta;
mod pdf;
mod text;

use std::collections::HashSet;
use std::ops::Range;

use kind::Kind;
pub(super) use meta::refresh;
use serde::Serialize;

/// What an answer's body holds for people, and what it says of itself.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    /// The first `<title>`, white space collapsed.
    pub title: Option<String>,
    /// The text of the first `<h1>` that has any.
    pub heading: Option<String>,
    /// The visible text: a line break between blocks, a tab between the cells of a table, one space for other white space.
    /// Scripts, styles, templates and alternative texts are left out; what is merely hidden is kept, since a click may show it.
    pub text: String,
    /// The parts of [`Page::text`] that are hidden until a click or a script shows them, as far as their elements say so.
    pub hidden: Vec<Range<usize>>,
    /// What of the text could not be read, in words; the rest of it is in [`Page::text`].
    pub unread: Option<String>,
    /// The text inside `<noscript>`, which is not part of [`Page::text`].
    pub noscript: String,
    /// The targets of fragments: each `id`, and the `name` of each `<a>`.
    pub ids: HashSet<Box<str>>,
    /// Whether [`Page::ids`] holds all of them. A hostile page may have more than are kept, and of a PDF none is known.
    pub all_ids: bool,
    /// Where the page sends its reader by itself.
    pub meta_refresh: Option<Refresh>,
    /// `<base href>`, as written: what addresses in the page are relative to.
    pub base: Option<String>,
    /// How many bytes of scripts the page holds inside.
    pub script_bytes: usize,
    /// How many `<script>` elements there are, those in files of their own among them.
    pub scripts: usize,
    /// How many other documents it shows inside: frames, embedded files.
    pub frames: usize,
    /// `<link rel="canonical">`, as written.
    pub canonical: Option<String>,
    /// `<meta name="description">`, or that of Open Graph.
    pub description: Option<String>,
    /// `<meta name="citation_title">`.
    pub citation_title: Option<String>,
    /// `<meta name="citation_doi">`, as written.
    pub citation_doi: Option<String>,
    /// Each `<meta name="citation_author">`, in order.
    pub citation_authors: Vec<String>,
}

/// `<meta http-equiv="refresh">` with a target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refresh {
    /// How many seconds the page stays.
    pub seconds: u32,
    /// The target as written; it may be relative.
    pub url: String,
}

/// Why a body has no text to look a quote up in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum Unreadable {
    /// A PDF of pictures, such as a scan.
    #[error("the PDF has no text (it may be a scan); quote a copy with text in it, or check it by hand")]
    PdfWithoutText,
    /// A PDF that opens with a password only.
    #[error("the PDF needs a password; quote another copy, or check it by hand")]
    EncryptedPdf,
    /// A PDF that is broken, or too large or too slow to read.
    #[error("the PDF cannot be read: {0}; quote another copy, or check it by hand")]
    BrokenPdf(String),
    /// A picture, an archive or another body that is no text.
    #[error("the answer is `{0}`, which has no text to search for the quote")]
    NotText(String),
}

/// Below this many letters a page with scripts is taken for one that its scripts have yet to fill.
const FEW_LETTERS: usize = 200;

impl Page {
    /// The text without what is hidden.
    pub fn visible(&self) -> String {
        let mut visible = String::with_capacity(self.text.len());
        let mut from = 0;
        for hidden in &self.hidden {
            visible.push_str(self.text.get(from..hidden.start).unwrap_or_default());
            visible.push('\n');
            from = hidden.end.max(from);
        }
        visible.push_str(self.text.get(from..).unwrap_or_default());
        visible
    }

    /// Whether a URL's fragment (what stands after `#`) leads to a place on this page. The empty one and `top` always do, and so
    /// does a fragment of text (`:~:text=`), which names no element.
    pub fn has_anchor(&self, fragment: &str) -> bool {
        let fragment = fragment.split(":~:").next().unwrap_or_default();
        if !self.all_ids || fragment.is_empty() || self.ids.contains(fragment) {
            return true;
        }
        let decoded = percent_encoding::percent_decode_str(fragment).decode_utf8_lossy();
        self.ids.contains(decoded.as_ref()) || decoded.eq_ignore_ascii_case("top")
    }

    /// Whether the page seems to be empty until a browser runs its scripts: scripts and next to no text, and either much more
    /// script than text or a word about JavaScript in its `<noscript>`.
    pub fn needs_javascript(&self) -> bool {
        let letters = self.text.chars().filter(|letter| letter.is_alphanumeric()).take(FEW_LETTERS).count();
        if self.scripts == 0 || letters >= FEW_LETTERS {
            return false;
        }
        let told = [&self.noscript, &self.text].iter().any(|text| {
            let text: String = text.chars().take(2000).collect();
            text.to_ascii_lowercase().contains("javascript")
        });
        told || letters == 0 || self.script_bytes > 10 * self.text.len()
    }
}

/// The text that an HTML page holds where no reader sees it: in scripts, templates, and what is for browsers without scripts or frames.
pub fn unseen_text(body: &[u8], content_type: Option<&str>) -> String {
    match Kind::of(body, content_type) {
        Ok(kind @ Kind::Html) => html::unseen(&charset::decode(body, content_type, kind)),
        _ => String::new(),
    }
}

/// Reads the body of an answer with its `Content-Type`, if it has one. Never fails on broken markup or a wrong character set:
/// what can be read is read, as a browser would.
///
/// # Errors
/// When the body holds no text: a picture, an archive, a PDF that is a scan, is encrypted or cannot be read.
pub fn read(body: &[u8], content_type: Option<&str>) -> Result<Page, Unreadable> {
    let kind = Kind::of(body, content_type)?;
    if kind == Kind::Pdf {
        let pdf::Text { text, unread } = pdf::read(body)?;
        return Ok(Page { text, unread, ..Page::default() });
    }
    let text = charset::decode(body, content_type, kind);
    Ok(match kind {
        Kind::Html => html::page(&text, html::Syntax::Html),
        Kind::Xml => html::page(&text, html::Syntax::Xml),
        Kind::Plain | Kind::Pdf => Page { text: text::plain(&text), all_ids: true, ..Page::default() },
    })
}
