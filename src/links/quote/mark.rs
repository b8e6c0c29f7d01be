//! The marks of sources and notes, which come and go with a page's style: `[12]`, `(3,4)`, a raised digit, `(Smith et al., 2019)`, `†`.

use super::token::is_word;

/// Words that name a mark in a bracket.
const NAMED: &[&str] = &["citation needed", "edit", "clarification needed", "verification needed"];

/// How long the bracket at the start of a text is, if it leads to a source or a note; `before` is the character before it, spaces
/// aside.
pub(super) fn bracket(text: &str, before: Option<char>) -> Option<usize> {
    let first = text.chars().next()?;
    let closing = match first {
        '[' => ']',
        '{' => '}',
        '(' => ')',
        _ => return None,
    };
    let head = text.get(1..)?;
    let close =
        head.bytes().take(200).position(|byte| matches!(byte, b'(' | b'[' | b'{' | b')' | b']' | b'}'))?;
    let inner =
        head.get(..close).filter(|_| head.get(close..).is_some_and(|rest| rest.starts_with(closing)))?.trim();
    // A number after a number may be a figure: `30 (12)`. So may one in round brackets that is longer.
    let round = first == '(';
    let after_word = before
        .is_none_or(|before| is_word(before) || matches!(before, '.' | ',' | ')' | ']' | '"' | '\'' | '%'));
    let is_mark = match round {
        true => after_word && (numbers(inner, 3) || is_year(inner)) || named(inner) || sources(inner, 5),
        false => numbers(inner, 4) || letters(inner) || named(inner) || sources(inner, 0),
    };
    is_mark.then_some(close + 2)
}

/// `3`, `3, 5-7`.
fn numbers(inner: &str, longest: usize) -> bool {
    !inner.is_empty()
        && inner.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'-' | b' ' | b';'))
        && inner.split(|letter: char| !letter.is_ascii_digit()).all(|number| number.len() <= longest)
        && inner.starts_with(|first: char| first.is_ascii_digit())
}

fn is_year(inner: &str) -> bool {
    inner.len() == 4 && inner.parse().is_ok_and(|year: u16| (1800..2100).contains(&year))
}

/// `a`, `a,b`.
fn letters(inner: &str) -> bool {
    inner
        .split([',', ' '])
        .filter(|part| !part.is_empty())
        .all(|part| part.len() == 1 && part.bytes().all(|byte| byte.is_ascii_lowercase()))
        && !inner.is_empty()
}

/// `citation needed`, `note 3`, `refs. 3, 4`.
fn named(inner: &str) -> bool {
    let lower = inner.to_ascii_lowercase();
    let of = |name: &str| {
        lower.strip_prefix(name).is_some_and(|rest| numbers(rest.trim_start_matches('.').trim(), 4))
    };
    NAMED.contains(&lower.as_str())
        || ["note ", "ref", "refs", "reference ", "references "].into_iter().any(of)
}

/// Authors and years, several with semicolons between them: `Smith & Jones, 2019; Weber et al. 2020a`.
fn sources(inner: &str, shortest: usize) -> bool {
    inner.len() > shortest && inner.split(';').all(|part| is_source(part.trim()))
}

fn is_source(source: &str) -> bool {
    let year = source.trim_end_matches(|letter: char| letter.is_ascii_lowercase());
    let Some((names, year)) = year.len().checked_sub(4).and_then(|at| year.split_at_checked(at)) else {
        return false;
    };
    let names = names.trim_end();
    let names = names.strip_suffix(',').or_else(|| names.ends_with("al.").then_some(names));
    let is_name = |word: &str| {
        word.starts_with(char::is_uppercase) && word.chars().all(|letter| !letter.is_numeric())
            || ["and", "&", "et", "al.", "al", "de", "der", "den", "van", "von", "la", "see", "e.g."]
                .contains(&word)
    };
    let Some(names) = names.filter(|_| is_year(year)) else { return false };
    let mut words = names.split([' ', ',']).filter(|word| !word.is_empty()).peekable();
    words.peek().is_some() && words.all(is_name)
}

/// How long the sign of a note at the start of a text is: daggers and the like, and asterisks right behind a word.
pub(super) fn sign(text: &str, before: Option<char>) -> usize {
    let signs: usize =
        text.chars().take_while(|letter| matches!(letter, '†' | '‡' | '§' | '¶')).map(char::len_utf8).sum();
    let asterisks = text.len() - text.trim_start_matches('*').len();
    let behind_word =
        before.is_some_and(|before| before.is_alphanumeric() || matches!(before, '.' | ',' | ')' | '%'));
    let ends = !text.get(asterisks..).unwrap_or_default().starts_with(char::is_alphanumeric);
    if signs > 0 {
        signs
    } else if behind_word && ends {
        asterisks
    } else {
        0
    }
}

/// How long the raised digits at the start of a text are, several with commas or dashes between them as one: `^3,^5`.
pub(super) fn raised(text: &str) -> usize {
    let Some(rest) = text.strip_prefix('^') else { return 0 };
    let signs = rest.len() - rest.trim_start_matches(['+', '-']).len();
    let digits = rest.bytes().skip(signs).take_while(u8::is_ascii_digit).count();
    if digits == 0 {
        return 1 + signs;
    }
    let mut end = 1 + signs + digits;
    loop {
        let rest = text.get(end..).unwrap_or_default();
        let trimmed = rest.trim_start_matches([',', ';', '-', ' ']);
        let Some(after) = trimmed.strip_prefix('^') else { return end };
        let sign = usize::from(after.starts_with('-'));
        let more = after.bytes().skip(sign).take_while(u8::is_ascii_digit).count();
        if more == 0 {
            return end;
        }
        end += rest.len() - trimmed.len() + 1 + sign + more;
    }
}

/// What is compared of a mark: styles differ in the brackets, and in the points and commas of names; commas matter between numbers.
pub(super) fn key(text: &str) -> impl Iterator<Item = char> + '_ {
    let by_name = text.contains(char::is_alphabetic);
    let is_style = move |letter: char| " []()}{^".contains(letter) || by_name && matches!(letter, '.' | ',');
    text.chars().filter(move |letter| !is_style(*letter))
}
