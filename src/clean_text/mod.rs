//! A file's text without the characters that only look right: invisible ones, spaces that are none to a program, letters of another
//! alphabet in a word. What reads the file reads it as a person sees it, and a finding names each character at its place.

mod escape;
mod hidden;
mod look_alike;
mod places;
mod quotes;
mod word;

pub use places::{PlaceMap, plain_spaces};

use crate::span::Span;
use crate::yaml::{Document, Node, Value, any_byte, parse};
use hidden::Hidden;
use places::Replacement;

/// A character that only looks right, or some that stand together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OddCharacter {
    /// Its place in the file as it is written.
    pub span: Span,
    /// The character, or the first of those that belong together.
    pub character: char,
    /// What it is.
    pub oddity: Oddity,
    /// What stands for it in the clean text; nothing where nobody can tell, and it stays.
    pub instead: Option<Box<str>>,
}

/// What is odd about a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Oddity {
    /// Nobody sees it.
    Invisible(&'static str),
    /// It looks like a space, and no program takes it for one here.
    Space(&'static str),
    /// It turns the direction in which a line is read.
    Direction(&'static str),
    /// It is drawn over a letter that no alphabet has with it.
    Mark(&'static str),
    /// It stands for a letter that got lost, or for a thing that was no text.
    Lost(&'static str),
    /// It looks like another letter or sign, or is a form of it.
    LookAlike(&'static str),
    /// A typographic quotation mark round a whole value, where YAML knows straight ones alone.
    Quote,
}

impl Oddity {
    /// Whether it looks like another character. The others hide.
    pub fn looks_like_another(self) -> bool {
        matches!(self, Self::LookAlike(_) | Self::Quote)
    }
}

/// A text without its odd characters.
#[derive(Clone, Debug, Default)]
pub struct CleanText {
    /// The text.
    pub text: Box<str>,
    /// The places of its characters in the text as it is written.
    pub places: PlaceMap,
    /// The odd characters, in their order.
    pub odd: Vec<OddCharacter>,
}

/// Reads `written` without its odd characters; nothing where it has none. `is_prose` says of a JSON pointer whether the text there is
/// for people, who take any space for one, and not a word or a code that programs compare.
pub fn clean(written: &str, is_prose: &dyn Fn(&str) -> bool) -> Option<CleanText> {
    // Most files are ASCII without a tab or a backslash.
    if !any_byte(written, |byte| byte >= 0x80 || byte == b'\t' || byte == b'\\') {
        return None;
    }
    let mut found = find(written);
    if found.is_empty() {
        return None;
    }
    found.sort_by_key(|found| found.replacement.span.start);
    found.dedup_by(|one, before| one.replacement.span.start < before.replacement.span.end);
    let settled = settle(written, found, is_prose);
    if settled.is_empty() {
        return None;
    }
    let replacements: Vec<&Replacement> =
        settled.iter().map(|found| &found.replacement).filter(|made| made.instead.is_some()).collect();
    let (text, places) = places::apply(written, &replacements);
    let odd = settled
        .into_iter()
        .map(|Found { replacement, character, oddity, .. }| OddCharacter {
            span: replacement.span,
            character,
            oddity,
            instead: replacement.instead.map(Into::into),
        })
        .collect();
    Some(CleanText { text: text.into(), places, odd })
}

/// What may be odd.
struct Found {
    replacement: Replacement,
    character: char,
    oddity: Oddity,
    odd_in: OddIn,
}

/// Where a character is odd.
#[derive(Clone, Copy, PartialEq, Eq)]
enum OddIn {
    /// Everywhere.
    All,
    /// Everywhere but inside a text for people, and in comments.
    NotProse,
    /// In words and codes that programs compare.
    Code,
    /// In values of any sort.
    Value,
    /// In values in double quotes, where escapes are read.
    DoubleQuotes,
}

fn find(written: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let letters: Vec<(usize, char)> = written.char_indices().collect();
    for (index, &(at, character)) in letters.iter().enumerate() {
        if character.is_ascii() && character != '\t' {
            continue;
        }
        let before = index.checked_sub(1).and_then(|before| letters.get(before)).map(|(_, letter)| *letter);
        let after = letters.get(index + 1).map(|(_, letter)| *letter);
        let Some(Hidden { oddity, instead, odd_in }) = hidden::read(character, before, after) else {
            continue;
        };
        let span = Span::new(at, at + character.len_utf8());
        let replacement = Replacement { span, instead: instead.map(str::to_owned) };
        found.push(Found { replacement, character, oddity, odd_in });
    }
    let is_invisible = |at: usize| {
        let place = found.binary_search_by_key(&at, |found| found.replacement.span.start as usize);
        place
            .ok()
            .and_then(|place| found.get(place))
            .is_some_and(|found: &Found| found.replacement.instead.as_deref() == Some(""))
    };
    let mut more = word::find(&letters, &is_invisible);
    more.extend(quotes::find(written));
    more.extend(escape::find(written));
    found.extend(more);
    found
}

/// Leaves out what is not odd where it stands.
fn settle(written: &str, mut found: Vec<Found>, is_prose: &dyn Fn(&str) -> bool) -> Vec<Found> {
    if found.iter().all(|found| found.odd_in == OddIn::All) {
        return found;
    }
    // As if all of it were odd; but a tab is where it is for a reason, or inside a value.
    let is_tried = |found: &&Found| {
        !matches!(found.odd_in, OddIn::Value | OddIn::DoubleQuotes) && found.replacement.instead.is_some()
    };
    let tried: Vec<&Replacement> = found.iter().filter(is_tried).map(|found| &found.replacement).collect();
    let (text, places) = places::apply(written, &tried);
    let parsed = parse(text.as_bytes());
    let document = parsed.document.as_ref();
    found.retain_mut(|found| {
        let at = places.to_clean(found.replacement.span.start as usize);
        let length = match (found.odd_in, &found.replacement.instead) {
            (OddIn::Value | OddIn::DoubleQuotes, _) => found.replacement.span.range().len(),
            (_, instead) => instead.as_ref().map_or(0, String::len),
        };
        let (standing, is_double_quoted) = match document {
            Some(document) => Standing::of(document, &text, at..at + length, is_prose),
            None => (Standing::guessed(&text, at..at + length), false),
        };
        match found.odd_in {
            OddIn::All => true,
            OddIn::NotProse if standing == Standing::Code => {
                // Inside a word or a code no space belongs.
                found.replacement.instead = Some(String::new());
                true
            }
            OddIn::NotProse => standing == Standing::Between,
            OddIn::Code => standing == Standing::Code,
            OddIn::Value => document.is_some() && matches!(standing, Standing::Code | Standing::Prose),
            OddIn::DoubleQuotes => is_double_quoted,
        }
    });
    found
}

/// Where a character stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// In a text for people.
    Prose,
    /// In a key, or in a word or code that programs compare.
    Code,
    /// In a comment.
    Comment,
    /// Between keys and values.
    Between,
}

impl Standing {
    /// Where it stands in a document that was read from `text`, and whether that is in double quotes.
    fn of(
        document: &Document<'_>,
        text: &str,
        range: std::ops::Range<usize>,
        is_prose: &dyn Fn(&str) -> bool,
    ) -> (Self, bool) {
        let holds = |span: Span| span.start as usize <= range.start && range.end <= span.end as usize;
        // Comments, keys and values stand in the order of the file, and there may be very many of each.
        let after = document.comments.partition_point(|comment| comment.span.start as usize <= range.start);
        if after
            .checked_sub(1)
            .and_then(|last| document.comments.get(last))
            .is_some_and(|comment| holds(comment.span))
        {
            return (Self::Comment, false);
        }
        let Some(root) = &document.root else { return (Self::Between, false) };
        let mut pointer = String::new();
        let mut node: &Node<'_> = root;
        loop {
            let step = match &node.value {
                Value::Mapping(entries) => {
                    let after = entries.partition_point(|(key, _)| key.span.start as usize <= range.start);
                    let entry = after.checked_sub(1).and_then(|last| entries.get(last));
                    if entry.is_some_and(|(key, _)| holds(key.span)) {
                        return (Self::Code, false);
                    }
                    entry
                        .filter(|(_, value)| holds(value.span))
                        .map(|(key, value)| (crate::yaml::escape(&key.name).into_owned(), value))
                }
                Value::Sequence(items) => {
                    let after = items.partition_point(|item| item.span.start as usize <= range.start);
                    let last = after.checked_sub(1);
                    last.and_then(|last| Some((last, items.get(last)?)))
                        .filter(|(_, item)| holds(item.span))
                        .map(|(index, item)| (index.to_string(), item))
                }
                _ => {
                    let standing = if is_prose(&pointer) { Self::Prose } else { Self::Code };
                    return (standing, node.span.slice(text).is_some_and(|source| source.starts_with('"')));
                }
            };
            let Some((step, inner)) = step else { return (Self::Between, false) };
            pointer.push('/');
            pointer.push_str(&step);
            node = inner;
        }
    }

    /// Where a text is no YAML: a value holds words, and stands between words.
    fn guessed(text: &str, range: std::ops::Range<usize>) -> Self {
        let line_start = text.get(..range.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        let before = text.get(line_start..range.start).unwrap_or_default();
        let after = text.get(range.end..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        let bare = before.trim();
        if bare.starts_with('#') || bare.contains(" #") {
            return Self::Comment;
        }
        let starts_value = bare.is_empty() || bare.ends_with(':') || bare == "-";
        if starts_value || after.trim().is_empty() { Self::Between } else { Self::Prose }
    }
}

#[cfg(test)]
mod tests;
