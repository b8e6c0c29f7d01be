//! Text put together from the pieces between tags.

/// What parts two pieces of text; the greater one wins where several meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) enum Gap {
    #[default]
    None,
    Space,
    Cell,
    Line,
}

/// Collects pieces, and collapses white space between them as a browser does.
#[derive(Debug, Default)]
pub(super) struct Builder {
    text: String,
    gap: Gap,
}

impl Builder {
    pub(super) fn part(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    /// Adds text; `verbatim` keeps its line breaks, as inside `<pre>`.
    pub(super) fn push(&mut self, text: &str, verbatim: bool) {
        for letter in text.chars() {
            match letter {
                '\n' if verbatim => self.part(Gap::Line),
                ' ' | '\t' | '\n' | '\r' | '\u{c}' => self.part(Gap::Space),
                _ => {
                    self.close_gap();
                    self.text.push(letter);
                }
            }
        }
    }

    /// Adds raised text: digits and signs become raised ones, so that 10 to the power of 3 does not read as 103, and the letters of
    /// notes stand in brackets, so that they do not become part of a word.
    pub(super) fn push_raised(&mut self, text: &str) {
        let liftable = text
            .chars()
            .all(|letter| raised(letter).is_some() || matches!(letter, ',' | ';') || letter.is_whitespace());
        if liftable && text.contains(|letter: char| letter.is_ascii_digit()) {
            let lifted: String = text.chars().map(|letter| raised(letter).unwrap_or(letter)).collect();
            self.push(&lifted, false);
        } else if self.is_note(text) {
            self.push("[", false);
            self.push(text.trim(), false);
            self.push("]", false);
        } else {
            self.push(text, false);
        }
    }

    /// Whether raised text is the letters of notes, `a` or `a,b`, behind a word or its full stop; not the `e` of 2e or the `n` of xn.
    fn is_note(&self, text: &str) -> bool {
        let mut letters = text.split([',', ' ', '\n', '\t']).filter(|part| !part.is_empty()).peekable();
        let few = letters.peek().is_some() && text.len() <= 12;
        let word = self.text.trim_end_matches(['.', ',', ')']);
        let behind_word = word.len() < self.text.len()
            || word.bytes().rev().take(4).filter(u8::is_ascii_lowercase).count() == 4;
        few && behind_word
            && self.gap == Gap::None
            && letters.all(|part| part.len() == 1 && part.bytes().all(|byte| byte.is_ascii_lowercase()))
    }

    /// Takes back what was added since there were so many bytes.
    pub(super) fn take_back(&mut self, length: usize, gap: Gap) {
        if self.text.is_char_boundary(length) {
            self.text.truncate(length);
            self.gap = self.gap.max(gap);
        }
    }

    pub(super) fn gap(&self) -> Gap {
        self.gap
    }

    fn close_gap(&mut self) {
        let gap = std::mem::take(&mut self.gap);
        if !self.text.is_empty() {
            match gap {
                Gap::None => {}
                Gap::Space => self.text.push(' '),
                Gap::Cell => self.text.push('\t'),
                Gap::Line => self.text.push('\n'),
            }
        }
    }

    /// How many bytes there are so far.
    pub(super) fn length(&self) -> usize {
        self.text.len()
    }

    /// What was added since there were so many bytes, without the white space around it.
    pub(super) fn since(&self, length: usize) -> &str {
        self.text.get(length..).unwrap_or_default().trim()
    }

    pub(super) fn finish(self) -> String {
        self.text
    }
}

pub(super) fn raised(letter: char) -> Option<char> {
    Some(match letter {
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4' => '⁴',
        '5' => '⁵',
        '6' => '⁶',
        '7' => '⁷',
        '8' => '⁸',
        '9' => '⁹',
        '+' => '⁺',
        '-' | '−' | '–' => '⁻',
        _ => return None,
    })
}

/// The text of a body without markup.
pub(super) fn plain(text: &str) -> String {
    let mut builder = Builder::default();
    builder.push(text, true);
    builder.finish()
}
