//! One way to write a record down: a text ► the same text in its canonical form.
//!
//! - Keys stand in the order of the kind's schema, also in nested values; keys that the schema does not know follow as they were.
//! - Two spaces a level; a list stands two spaces in from its key; a value starts on the line of its key.
//! - A list or mapping in brackets stays so while it fits into [`WIDTH`] columns, on one line; else it gets a line an item.
//! - Quotes, line breaks in long texts, `|` and `>` stay as the author wrote them.
//! - A comment on a line of its own stays before the key or item that it was before, one at the end of a line stays there.
//!   Comments at the top stay there if an empty line follows, or if they speak of the whole file to `kb` or to an editor.
//! - One empty line is kept before a comment and after the comments at the top. There are no others.
//! - Lines end in LF, the last one too; no byte order mark, no `---`, no white space at line ends.
//!
//! What a record says never changes: the result is read again and compared, and kept only where it says the same and has the same
//! comments.

mod layout;
mod order;
mod write;

pub use order::KeyOrder;

use crate::yaml::{self, Document, Plain, Value, parse};

/// How wide a list in brackets may be, its line's indentation included.
pub const WIDTH: usize = 100;

/// Why a text was left as it is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unformatted {
    /// It cannot be read.
    #[error("it cannot be read as a record")]
    Unreadable(Vec<yaml::Problem>),
    /// It is no mapping of keys to values.
    #[error("it has no keys and values")]
    NoRecord,
    /// It is written in a way that cannot be kept, such as a key over two lines.
    #[error("it cannot be put in standard form without changing what it says")]
    WouldChange,
}

/// Writes a record in its canonical form.
///
/// # Errors
///
/// Where that cannot be done: then nothing is to be written.
pub fn format(text: &str, order: &KeyOrder) -> Result<String, Unformatted> {
    let before = read(text)?;
    let lines = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    let document = read(&lines)?;
    let root = document.root.as_ref().ok_or(Unformatted::NoRecord)?;
    if !matches!(root.value, Value::Mapping(_)) {
        return Err(Unformatted::NoRecord);
    }
    let file = layout::read(&lines, &document, root, order).ok_or(Unformatted::WouldChange)?;
    let result = write::write(&file);
    let after = read(&result).map_err(|_| Unformatted::WouldChange)?;
    if says(&before) == says(&after) { Ok(result) } else { Err(Unformatted::WouldChange) }
}

fn read(text: &str) -> Result<Document<'_>, Unformatted> {
    let parsed = parse(text.as_bytes());
    match parsed.document {
        Some(document) if parsed.problems.is_empty() => Ok(document),
        _ => Err(Unformatted::Unreadable(parsed.problems)),
    }
}

/// What a document says to programs and to people.
fn says<'d>(document: &'d Document<'_>) -> (Option<Plain>, Vec<&'d str>) {
    let value = document.root.as_ref().map(|root| Plain::from(root).with_sorted_keys());
    let mut comments: Vec<&str> = document.comments.iter().map(|comment| comment.text.trim_end()).collect();
    comments.sort_unstable();
    (value, comments)
}
