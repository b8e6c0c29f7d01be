//! A quote as what must stand on the page: its parts in order, and what its author left out between them.

use super::fold::Prepared;
use super::piece::{Piece, pieces};
use super::sense::is_denial;
use super::token::{Kind, is_word};

/// What stands between a part and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// `...`: words were left out.
    Elision,
    /// `[x]`: an editor's words, in the place of the page's or added to them.
    Note,
}

impl Gap {
    /// How many bytes of the page may stand in its place: about a long paragraph, or a few words.
    pub(super) fn reach(self) -> usize {
        match self {
            Self::Elision => 2000,
            Self::Note => 60,
        }
    }
}

/// Words of a quote that stand together.
#[derive(Debug)]
pub(super) struct Part {
    /// None before the first part.
    pub(super) gap: Option<Gap>,
    /// The folded words, without an editor's brackets.
    pub(super) text: String,
    /// Where each byte of the text, and its end, stands in the folded quote.
    map: Vec<usize>,
    pub(super) pieces: Vec<Piece>,
    /// What the bracket before the part says, and the one at the end of the quote.
    pub(super) note: Option<String>,
    pub(super) note_after: Option<String>,
    /// The full stop or comma at the end of the quote, which house styles put there whatever the source has.
    pub(super) tail: Option<char>,
}

impl Part {
    fn new(gap: Option<Gap>) -> Self {
        Self {
            gap,
            text: String::new(),
            map: Vec::new(),
            pieces: Vec::new(),
            note: None,
            note_after: None,
            tail: None,
        }
    }

    fn push(&mut self, text: &str, at: usize) {
        self.text.push_str(text);
        self.map.extend((0..text.len()).map(|byte| at + byte));
    }

    /// Where in the folded quote a byte of the text stands.
    pub(super) fn quote_at(&self, at: usize) -> usize {
        self.map.get(at).or(self.map.last()).copied().unwrap_or_default()
    }

    /// How many letters it has.
    pub(super) fn letters(&self) -> usize {
        self.text.trim().chars().count()
    }

    /// How many words and numbers it has.
    pub(super) fn words(&self) -> usize {
        self.pieces.iter().filter(|piece| matches!(piece.kind, Kind::Word | Kind::Number)).count()
    }
}

/// Takes a folded quote apart. Parts without any word are left out.
pub(super) fn parts(quote: &Prepared<'_>) -> Vec<Part> {
    let mut text = quote.folded();
    let mut at = 0;
    // Marks around the whole of it are not part of it.
    if let Some(inner) =
        text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).filter(|inner| !inner.contains('"'))
    {
        text = inner;
        at = 1;
    }
    let mut parts = vec![Part::new(None)];
    let mut opened = Vec::new();
    while let Some(first) = text.chars().next() {
        let before = parts.last().and_then(|part| part.text.chars().next_back());
        let mut length = first.len_utf8();
        if let Some(dots) = elision(text) {
            length = dots;
            next_part(&mut parts, &mut opened, Gap::Elision);
        } else if let Some(inner) = note(text) {
            length = inner.len() + 2;
            let after = text.get(length..).and_then(|rest| rest.chars().next());
            if after.is_some_and(is_word) {
                // `[M]assage`: an editor's letter in a word.
                if let Some(part) = parts.last_mut() {
                    part.push(inner, at + 1);
                }
            } else if before.is_some_and(is_word) {
                opened.push((parts.last().map_or(0, |part| part.text.len()), inner.to_lowercase()));
            } else {
                let note = inner.to_owned();
                next_part(&mut parts, &mut opened, Gap::Note);
                if let Some(part) = parts.last_mut() {
                    part.note = Some(note);
                }
            }
        } else if let Some(part) = parts.last_mut() {
            part.push(text.get(..length).unwrap_or_default(), at);
        }
        at += length;
        text = text.get(length..).unwrap_or_default();
    }
    finish(parts.last_mut(), &mut opened, true);
    let says = |part: &Part| part.words() > 0 || part.pieces.iter().any(|piece| piece.kind == Kind::Sign);
    let note_after = parts.last().filter(|last| !says(last)).and_then(|last| last.note.clone());
    parts.retain(says);
    if let Some(last) = parts.last_mut() {
        last.note_after = note_after;
    }
    parts
}

/// Where a word ends that an editor gave another ending, and that ending.
type Opened = (usize, String);

fn next_part(parts: &mut Vec<Part>, opened: &mut Vec<Opened>, gap: Gap) {
    finish(parts.last_mut(), opened, false);
    parts.push(Part::new(Some(gap)));
}

/// Cuts the words of a part into tokens; punctuation beside something left out does not count.
fn finish(part: Option<&mut Part>, opened: &mut Vec<Opened>, last: bool) {
    let Some(part) = part else { return };
    part.pieces = pieces(&part.text, 0..part.text.len());
    for piece in &mut part.pieces {
        let ending = opened.iter().find(|(end, _)| *end == piece.end && piece.kind == Kind::Word);
        piece.ending = ending.map(|(_, ending)| ending.clone());
    }
    opened.clear();
    if part.gap.is_some() {
        let marks = part.pieces.iter().take_while(|piece| piece.kind == Kind::Punctuation).count();
        part.pieces.drain(..marks);
    }
    // The mark of a source at the end of a quote need not stand there.
    while part.pieces.len() > 1 && part.pieces.pop_if(|piece| piece.kind == Kind::Note).is_some() {}
    while let Some(mark) = part.pieces.pop_if(|piece| {
        piece.kind == Kind::Punctuation && (!last || matches!(piece.key.as_str(), "." | "," | ";" | ":"))
    }) {
        if last {
            part.tail = mark.key.chars().next();
        }
    }
}

/// How long the `...` at the start of a text is, in brackets or not.
fn elision(text: &str) -> Option<usize> {
    let inner = text.trim_start_matches(['[', '(']);
    let opening = text.len() - inner.len();
    if opening > 1 {
        return None;
    }
    let mut rest = inner.trim_start_matches(' ');
    let mut dots = 0;
    while let Some(after) = rest.strip_prefix('.').or_else(|| rest.strip_prefix(" .").filter(|_| dots > 0)) {
        rest = after;
        dots += 1;
    }
    if dots < 3 || (opening == 0 && !text.starts_with('.')) {
        return None;
    }
    if opening == 1 {
        rest = rest.trim_start_matches(' ').strip_prefix([']', ')'])?;
    }
    Some(text.len() - rest.len())
}

/// What an editor put in the bracket at the start of a text. One with a number in it is the source's own (an interval, the mark of a
/// source), and one that denies must stand on the page.
fn note(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('[')?;
    let inner = inner.get(..inner.find(']')?)?;
    let denies = || {
        inner
            .split(|letter: char| !letter.is_alphabetic() && letter != '\'')
            .any(|word| is_denial(&word.to_lowercase()))
    };
    let fits =
        inner.len() <= 80 && !inner.contains('[') && !inner.contains(|letter: char| letter.is_numeric());
    (fits && !inner.trim().is_empty() && !denies()).then_some(inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_falls_into_its_parts() {
        for (quote, expected) in [
            ("plain words.", "plain words"),
            ("“plain words”", "plain words"),
            ("one … two [...] three. (...) four", "one|...two|...three|...four"),
            ("... one . . . two....", "...one|...two"),
            ("one [sic] two", "one|[]two"),
            ("[M]assage reduce[d] pain", "massage reduce* pain"),
            ("[not] one", "[ not ] one"),
            ("95% CI [1.2, 3.4]", "95 % ci [ 1.2 , 3.4 ]"),
            ("pain [12], one [3]", "pain 12 , one"),
            ("e.g. this", "e . g . this"),
            ("...", ""),
        ] {
            let prepared = Prepared::new(quote);
            let shown: Vec<String> = parts(&prepared)
                .iter()
                .map(|part| {
                    let gap = match part.gap {
                        None => "",
                        Some(Gap::Elision) => "...",
                        Some(Gap::Note) => "[]",
                    };
                    let words: Vec<_> = part
                        .pieces
                        .iter()
                        .map(|piece| {
                            format!("{}{}", piece.key, if piece.ending.is_some() { "*" } else { "" })
                        })
                        .collect();
                    format!("{gap}{}", words.join(" "))
                })
                .collect();
            assert_eq!(shown.join("|"), expected, "{quote}");
        }
    }

    #[test]
    fn a_part_knows_where_it_stands_in_the_quote() {
        let prepared = Prepared::new("\"one ... [t]wo three\"");
        let parts = parts(&prepared);
        let last = parts.last().unwrap();
        let three = last.pieces.last().unwrap();
        assert_eq!(prepared.folded().get(last.quote_at(three.start)..).unwrap(), "three\"");
    }
}
