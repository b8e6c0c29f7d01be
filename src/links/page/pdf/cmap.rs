//! `/ToUnicode`: which letters the codes of a font stand for.
//!
//! `lopdf` has a reader of these too, which makes an entry for each code of a range: forty bytes of a hostile file are four thousand
//! million entries. Here a range stays a range.

/// So many entries are kept; a font has at most 65,536 codes.
const MOST_ENTRIES: usize = 100_000;

/// No code stands for more than this many letters.
const LONGEST: usize = 32;

/// Letters by code.
#[derive(Debug, Default)]
pub(super) struct CMap {
    /// Sorted by the number of bytes of a code, and then by the first code.
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    /// How many bytes a code has.
    bytes: u8,
    first: u32,
    last: u32,
    /// UTF-16 for the first code; in the rest of the range the last unit counts on.
    letters: Vec<u16>,
}

enum Token {
    Hex(Vec<u8>),
    Open,
    Close,
    Word(Vec<u8>),
}

impl CMap {
    pub(super) fn parse(bytes: &[u8]) -> Self {
        let mut tokens = Tokens(bytes);
        let mut entries = Vec::new();
        while let Some(token) = tokens.next() {
            match token {
                Token::Word(word) if word == b"beginbfchar" => chars(&mut tokens, &mut entries),
                Token::Word(word) if word == b"beginbfrange" => ranges(&mut tokens, &mut entries),
                _ => {}
            }
        }
        entries.sort_by_key(|entry| (entry.bytes, entry.first));
        Self { entries }
    }

    /// How many bytes of memory it takes.
    pub(super) fn weight(&self) -> usize {
        let letters: usize = self.entries.iter().map(|entry| 2 * entry.letters.capacity()).sum();
        letters + size_of_val(self.entries.as_slice())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The letters of a code of one or two bytes. Files are careless about how many bytes the codes of simple fonts have.
    pub(super) fn letters(&self, code: u32, bytes: u8) -> Option<String> {
        self.find(code, bytes).or_else(|| if bytes == 1 { self.find(code, 2) } else { None })
    }

    fn find(&self, code: u32, bytes: u8) -> Option<String> {
        let after = self.entries.partition_point(|entry| (entry.bytes, entry.first) <= (bytes, code));
        let entry = self.entries.get(after.checked_sub(1)?)?;
        if entry.bytes != bytes || code > entry.last {
            return None;
        }
        let mut letters = entry.letters.clone();
        if let Some(last) = letters.last_mut() {
            *last = last.wrapping_add(u16::try_from(code - entry.first).ok()?);
        }
        let text: String = char::decode_utf16(letters).filter_map(Result::ok).collect();
        let text = text.trim_matches('\0');
        (!text.is_empty()).then(|| text.to_owned())
    }
}

fn chars(tokens: &mut Tokens<'_>, entries: &mut Vec<Entry>) {
    while let (Some(Token::Hex(code)), Some(Token::Hex(letters))) = (tokens.next(), tokens.next()) {
        keep(entries, &code, &code, &letters);
    }
}

fn ranges(tokens: &mut Tokens<'_>, entries: &mut Vec<Entry>) {
    while let (Some(Token::Hex(first)), Some(Token::Hex(last))) = (tokens.next(), tokens.next()) {
        match tokens.next() {
            Some(Token::Hex(letters)) => keep(entries, &first, &last, &letters),
            Some(Token::Open) => {
                let mut code = number(&first);
                while let Some(Token::Hex(letters)) = tokens.next() {
                    let Some(here) = code else { return };
                    let bytes = here.to_be_bytes();
                    let bytes = bytes.get(bytes.len() - first.len().clamp(1, 4)..).unwrap_or_default();
                    keep(entries, bytes, bytes, &letters);
                    code = here.checked_add(1);
                }
            }
            _ => return,
        }
    }
}

fn keep(entries: &mut Vec<Entry>, first: &[u8], last: &[u8], letters: &[u8]) {
    let (Some(from), Some(to), Ok(bytes)) = (number(first), number(last), u8::try_from(first.len())) else {
        return;
    };
    if from > to || letters.is_empty() || letters.len() > 2 * LONGEST || entries.len() >= MOST_ENTRIES {
        return;
    }
    let letters = match letters {
        [single] => vec![u16::from(*single)],
        _ => letters
            .chunks_exact(2)
            .map(|pair| pair.iter().fold(0, |unit, byte| unit << 8 | u16::from(*byte)))
            .collect(),
    };
    entries.push(Entry { bytes, first: from, last: to, letters });
}

fn number(code: &[u8]) -> Option<u32> {
    (1..=4).contains(&code.len()).then(|| code.iter().fold(0, |number, byte| number << 8 | u32::from(*byte)))
}

struct Tokens<'a>(&'a [u8]);

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        loop {
            let (first, rest) = self.0.split_first()?;
            self.0 = rest;
            match first {
                b'%' => self.0 = after(rest, |byte| matches!(byte, b'\n' | b'\r')),
                b'[' => return Some(Token::Open),
                b']' => return Some(Token::Close),
                b'<' if rest.first() == Some(&b'<') => self.0 = rest.get(1..).unwrap_or_default(),
                b'<' => {
                    let end = rest.iter().position(|byte| *byte == b'>').unwrap_or(rest.len());
                    self.0 = rest.get(end + 1..).unwrap_or_default();
                    return Some(Token::Hex(hex(rest.get(..end).unwrap_or_default())));
                }
                b'>' => {}
                _ if first.is_ascii_whitespace() || *first == 0 => {}
                _ => {
                    let ends = |byte: &u8| byte.is_ascii_whitespace() || b"<>[]%/\0".contains(byte);
                    let end = rest.iter().position(ends).unwrap_or(rest.len());
                    self.0 = rest.get(end..).unwrap_or_default();
                    let word = rest.get(..end.min(64)).unwrap_or_default();
                    return Some(Token::Word([&[*first], word].concat()));
                }
            }
        }
    }
}

fn after(bytes: &[u8], ends: impl Fn(&u8) -> bool) -> &[u8] {
    let end = bytes.iter().position(ends).unwrap_or(bytes.len());
    bytes.get(end..).unwrap_or_default()
}

fn hex(digits: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> = digits
        .iter()
        .filter_map(|digit| char::from(*digit).to_digit(16))
        .filter_map(|digit| u8::try_from(digit).ok())
        .take(4 * LONGEST)
        .collect();
    digits.chunks(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect()
}

#[cfg(test)]
mod tests {
    use super::CMap;

    #[test]
    fn codes_are_read_in_all_their_notations() {
        let map = CMap::parse(
            b"/CIDInit /ProcSet findresource begin % a <comment>\n1 begincodespacerange <0000> <ffff> endcodespacerange\n\
            3 beginbfchar <0003> <0020> <0005> <D83D DE00> <0041> <00660069> endbfchar\n\
            2 beginbfrange <0010> <0012> <0061> <0020> <0021> [<0078> <0079007a>] endbfrange <0100> <0101>",
        );
        for (code, letters) in [
            (3, Some(" ")),
            (5, Some("\u{1f600}")),
            (0x41, Some("fi")),
            (0x10, Some("a")),
            (0x12, Some("c")),
            (0x13, None),
            (0x20, Some("x")),
            (0x21, Some("yz")),
            (0x100, None),
        ] {
            assert_eq!(map.letters(code, 2).as_deref(), letters, "{code:x}");
        }
        assert_eq!(map.letters(3, 1).as_deref(), Some(" "), "one byte in the text, two in the table");
    }

    #[test]
    fn a_range_of_all_codes_costs_one_entry() {
        let map = CMap::parse(b"1 beginbfrange <00000000> <ffffffff> <0041> endbfrange");
        assert_eq!(map.entries.len(), 1);
        assert_eq!(map.letters(1, 4).as_deref(), Some("B"));
        assert_eq!(map.letters(0xffff_ffff, 4), None);
    }
}
