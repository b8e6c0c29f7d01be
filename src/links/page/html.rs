//! HTML and XML to text, in one pass over the tokenizer's events: no tree is built, so no nesting is too deep.

use std::convert::Infallible;

use encoding_rs::Encoding;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use super::Page;
use super::charset::label_in;
use super::elements::{UNSEEN, is_block, is_void};
use super::meta::Attributes;
use super::text::{Builder, Gap};

/// Which rules a body is read by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Syntax {
    Html,
    Xml,
}

/// How many fragment targets are kept, and how many bytes of an attribute.
const MOST_IDS: usize = 200_000;
const LONGEST_ATTRIBUTE: usize = 8 * 1024;

pub(super) fn page(text: &str, syntax: Syntax) -> Page {
    let mut reader = Reader::new(syntax);
    walk(text.as_bytes(), syntax, |event| reader.take(event));
    reader.finish()
}

/// The text that no reader sees.
pub(super) fn unseen(text: &str) -> String {
    let mut reader = Reader { hidden: Some(Builder::default()), ..Reader::new(Syntax::Html) };
    walk(text.as_bytes(), Syntax::Html, |event| reader.take(event));
    let hidden = reader.hidden.take().map(Builder::finish).unwrap_or_default();
    // What is for browsers without scripts has markup of its own, and so may what a script puts there.
    format!("{hidden}\n{}", inner_text(&hidden))
}

/// Hands each event to `take`.
fn walk(bytes: &[u8], syntax: Syntax, mut take: impl FnMut(CallbackEvent<'_>)) {
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
        take(event);
        None
    });
    // In XML no name stops markup from being read.
    emitter.naively_switch_states(syntax == Syntax::Html);
    let Ok(()) = Tokenizer::new_with_emitter(bytes, emitter).finish();
}

/// What `<meta>` in the first bytes of a page says its character set is.
pub(super) fn declared_charset(head: &[u8]) -> Option<&'static Encoding> {
    let mut found = None;
    let mut reader = Reader::new(Syntax::Html);
    walk(head, Syntax::Html, |event| {
        let closed = matches!(event, CallbackEvent::CloseStartTag { .. });
        if closed && found.is_none() && reader.tag == b"meta" {
            let attributes = &reader.attributes;
            let is_type = attributes
                .http_equiv
                .as_deref()
                .is_some_and(|name| name.trim().eq_ignore_ascii_case("content-type"));
            found = match (&attributes.charset, &attributes.content) {
                (Some(label), _) => Encoding::for_label(label.trim().as_bytes()),
                (None, Some(content)) if is_type => label_in(content),
                _ => None,
            };
        }
        reader.take(event);
    });
    found
}

struct Reader {
    syntax: Syntax,
    page: Page,
    text: Builder,
    title: Builder,
    /// Where the text of the first heading starts, while it is open.
    heading: Option<usize>,
    noscript: String,
    /// The start tag that is being read.
    tag: Vec<u8>,
    attribute: Vec<u8>,
    attributes: Attributes,
    /// The unseen element that we are in, and how many of its name are open.
    unseen: Option<(&'static [u8], usize)>,
    raised: usize,
    /// The raised text so far: `3,4` may be two links and a comma.
    lifted: String,
    struck: Option<Struck>,
    /// The block that is hidden and that we are in.
    covered: Option<Struck>,
    /// What no reader sees, where it is asked for.
    hidden: Option<Builder>,
    verbatim: usize,
    drawings: usize,
}

/// Text that is struck out, and so no longer said, or that nobody sees.
struct Struck {
    /// The element that does so, and how many of its name are open.
    name: Vec<u8>,
    depth: usize,
    /// Where it starts, and what parts it from the text before.
    start: usize,
    gap: Gap,
}

impl Reader {
    fn new(syntax: Syntax) -> Self {
        Self {
            syntax,
            page: Page { all_ids: true, ..Page::default() },
            text: Builder::default(),
            title: Builder::default(),
            heading: None,
            noscript: String::new(),
            tag: Vec::new(),
            attribute: Vec::new(),
            attributes: Attributes::default(),
            unseen: None,
            raised: 0,
            lifted: String::new(),
            struck: None,
            covered: None,
            hidden: None,
            verbatim: 0,
            drawings: 0,
        }
    }

    fn take(&mut self, event: CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag.clear();
                self.tag.extend_from_slice(local_name(name, self.syntax));
                self.attribute.clear();
                self.attributes = Attributes::default();
            }
            CallbackEvent::AttributeName { name } => {
                self.attribute.clear();
                self.attribute.extend_from_slice(name.get(..LONGEST_ATTRIBUTE).unwrap_or(name));
                if name == b"hidden" {
                    self.attributes.hidden.get_or_insert_default();
                }
            }
            CallbackEvent::AttributeValue { value } => {
                if self.attribute == b"hidden" {
                    self.attributes.hidden = Some(String::from_utf8_lossy(value).into_owned());
                } else if let Some(slot) = self.attributes.slot(&self.attribute) {
                    let value = value.get(..LONGEST_ATTRIBUTE).unwrap_or(value);
                    slot.get_or_insert_with(|| String::from_utf8_lossy(value).into_owned());
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => self.open(self_closing),
            CallbackEvent::EndTag { name } => {
                let name = local_name(name, self.syntax).to_vec();
                self.close(&name);
            }
            CallbackEvent::String { value } => self.say(&String::from_utf8_lossy(value)),
            CallbackEvent::Comment { value } => {
                // The tokenizer, which knows no XML, ends such a section at its first `>`.
                if let Some(text) = value.strip_prefix(b"[CDATA[").filter(|_| self.syntax == Syntax::Xml) {
                    let text = text.strip_suffix(b"]]").unwrap_or(text);
                    let text = text.split(|byte| *byte == b'<').next().unwrap_or_default();
                    self.say(&String::from_utf8_lossy(text));
                }
            }
            CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
    }

    fn open(&mut self, self_closing: bool) {
        let tag = std::mem::take(&mut self.tag);
        let attributes = std::mem::take(&mut self.attributes);
        let closed = self_closing && self.syntax == Syntax::Xml;
        if let Some((name, depth)) = &mut self.unseen {
            // The reading of a ruby may be left open; a block after it is seen again.
            let reading = matches!(*name, b"rt" | b"rp");
            if tag == *name && !closed && !reading {
                *depth += 1;
            }
            if !reading || !is_block(&tag) {
                self.tag = tag;
                return;
            }
            self.unseen = None;
        }
        self.remember(&attributes.id);
        match tag.as_slice() {
            b"a" => self.remember(&attributes.name),
            b"meta" => self.page.read_meta(&attributes),
            b"link" => self.page.read_link(&attributes),
            b"base" => self.page.read_base(&attributes),
            b"script" => self.page.scripts += 1,
            b"iframe" | b"frame" | b"embed" | b"object" | b"portal" => self.page.frames += 1,
            b"sup" if !closed => self.raised += 1,
            b"pre" | b"textarea" if !closed => self.verbatim += 1,
            b"svg" if !closed => self.drawings += 1,
            b"h1" if !closed && self.page.heading.is_none() => self.heading = Some(self.text.length()),
            _ => {}
        }
        self.part(&tag);
        if !closed {
            self.strike(&tag, &attributes);
            self.hide(&tag, &attributes);
            self.unseen = UNSEEN.iter().find(|name| ***name == *tag).map(|name| (*name, 1));
        }
        self.tag = tag;
    }

    fn close(&mut self, name: &[u8]) {
        if let Some((unseen, depth)) = &mut self.unseen {
            let ruby_ends = matches!(*unseen, b"rt" | b"rp") && (name == b"ruby" || is_block(name));
            if name == *unseen {
                *depth -= 1;
            }
            if *depth > 0 && !ruby_ends {
                return;
            }
            self.unseen = None;
        }
        match name {
            b"sup" => {
                self.raised = self.raised.saturating_sub(1);
                self.lift();
            }
            b"pre" | b"textarea" => self.verbatim = self.verbatim.saturating_sub(1),
            b"svg" => self.drawings = self.drawings.saturating_sub(1),
            b"h1" => {
                let heading = self.heading.take().map(|start| self.text.since(start).to_owned());
                self.page.heading =
                    heading.filter(|heading| !heading.is_empty()).or(self.page.heading.take());
            }
            _ => {}
        }
        self.part(name);
        if let Some(struck) = self.struck.as_mut().filter(|struck| struck.name == name) {
            struck.depth -= 1;
        }
        if let Some(struck) = self.struck.take_if(|struck| struck.depth == 0) {
            self.lift();
            self.text.take_back(struck.start, struck.gap);
            self.page.hidden.retain(|hidden| hidden.end <= struck.start);
        }
        if let Some(covered) = self.covered.as_mut().filter(|covered| covered.name == name) {
            covered.depth -= 1;
        }
        if let Some(covered) = self.covered.take_if(|covered| covered.depth == 0) {
            self.lift();
            self.page
                .hidden
                .extend((covered.start < self.text.length()).then(|| covered.start..self.text.length()));
        }
    }

    /// Notes where a block starts that is hidden until a click or a script shows it. What holds the whole page is hidden for a moment only.
    fn hide(&mut self, tag: &[u8], attributes: &Attributes) {
        let holds_page = matches!(tag, b"html" | b"body" | b"main" | b"article");
        match &mut self.covered {
            Some(covered) if covered.name == tag => covered.depth += 1,
            None if is_block(tag) && !is_void(tag) && !holds_page && attributes.hides() => {
                self.lift();
                let (start, gap) = (self.text.length(), self.text.gap());
                self.covered = Some(Struck { name: tag.to_vec(), depth: 1, start, gap });
            }
            _ => {}
        }
    }

    /// Notes where text starts that is struck out, or hidden within its line. It is taken back where its element ends: one that never ends would take the page along.
    fn strike(&mut self, tag: &[u8], attributes: &Attributes) {
        let strikes = || {
            matches!(tag, b"del" | b"s" | b"strike")
                || attributes.style.as_deref().is_some_and(|style| style.contains("line-through"))
                || !is_block(tag) && attributes.hides()
        };
        match &mut self.struck {
            Some(struck) if struck.name == tag => struck.depth += 1,
            None if !is_void(tag) && strikes() => {
                self.lift();
                let (start, gap) = (self.text.length(), self.text.gap());
                self.struck = Some(Struck { name: tag.to_vec(), depth: 1, start, gap });
            }
            _ => {}
        }
    }

    /// Adds the raised text that is complete.
    fn lift(&mut self) {
        if !self.lifted.is_empty() {
            let lifted = std::mem::take(&mut self.lifted);
            self.text.push_raised(&lifted);
        }
    }

    /// Parts the text where a block starts or ends. No raised text goes over such a place, even if its tag was forgotten.
    fn part(&mut self, name: &[u8]) {
        if name == b"td" || name == b"th" {
            self.lift();
            self.text.part(Gap::Cell);
        } else if is_block(name) {
            self.lift();
            self.text.part(Gap::Line);
            if name != b"br" {
                self.raised = 0;
            }
        }
    }

    fn say(&mut self, text: &str) {
        if let Some(hidden) = self.hidden.as_mut().filter(|_| self.unseen.is_some()) {
            hidden.push(text, true);
        }
        match self.unseen {
            None if self.raised > 0 => self.lifted.push_str(text),
            None => {
                self.lift();
                self.text.push(text, self.verbatim > 0);
            }
            Some((b"script", _)) => self.page.script_bytes += text.len(),
            Some((b"noscript", _)) => self.noscript.push_str(text),
            Some((b"title", _)) if self.drawings == 0 && self.page.title.is_none() => {
                self.title.push(text, false)
            }
            Some(_) => return,
        }
        if self.unseen.is_some_and(|(name, _)| name == b"title") {
            let title = std::mem::take(&mut self.title).finish();
            self.page.title = Some(title).filter(|title| !title.is_empty());
        }
    }

    fn remember(&mut self, id: &Option<String>) {
        let Some(id) = id.as_deref().filter(|id| !id.is_empty()) else { return };
        if self.page.ids.len() < MOST_IDS {
            self.page.ids.insert(id.into());
        } else {
            self.page.all_ids = false;
        }
    }

    fn finish(mut self) -> Page {
        self.lift();
        let mut page = self.page;
        page.text = self.text.finish();
        // The tokenizer gives it as it is written.
        if !self.noscript.is_empty() {
            page.noscript = match self.syntax {
                Syntax::Html => inner_text(&self.noscript),
                Syntax::Xml => super::text::plain(&self.noscript),
            };
        }
        page
    }
}

/// The text of markup that stood inside `<noscript>`, which cannot hold another one.
fn inner_text(markup: &str) -> String {
    let mut reader = Reader::new(Syntax::Html);
    walk(markup.as_bytes(), Syntax::Html, |event| reader.take(event));
    reader.lift();
    reader.text.finish()
}

/// The name without its XML prefix.
fn local_name(name: &[u8], syntax: Syntax) -> &[u8] {
    let name = match syntax {
        Syntax::Html => name,
        Syntax::Xml => name.rsplit(|byte| *byte == b':').next().unwrap_or(name),
    };
    // No name that matters is long, and a hostile one is not copied.
    name.get(..64).unwrap_or(name)
}
