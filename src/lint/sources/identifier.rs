//! The shapes and check digits of public identifiers.

use crate::doi;

/// What is wrong with an identifier, and how it reads mended where that is certain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::lint) struct Fault {
    /// What is wrong, to stand after "the identifier `…`".
    pub(in crate::lint) what: String,
    /// The identifier mended.
    pub(in crate::lint) mended: Option<String>,
}

impl Fault {
    fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), mended: None }
    }

    fn mended(what: impl Into<String>, mended: impl Into<String>) -> Self {
        Self { what: what.into(), mended: Some(mended.into()) }
    }
}

type Check = Result<(), Fault>;

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A DOI (ISO 26324) alone, in lower case: `10.1007/s40279-019-01149-y`.
pub(in crate::lint) fn doi(text: &str) -> Check {
    let lower = text.to_ascii_lowercase();
    let trimmed = without_end(text);
    if trimmed != text
        && let Some(bare) = doi::bare(trimmed)
    {
        let end = text.get(trimmed.len()..).unwrap_or_default().trim();
        return Err(Fault::mended(
            format!("ends in `{end}`, which belongs to the sentence that it stood in"),
            bare,
        ));
    }
    if doi::is_bare(text) {
        return if lower == text { Ok(()) } else { Err(Fault::mended("has capital letters", lower)) };
    }
    Err(match doi::bare(text) {
        Some(bare) => Fault::mended("has something before the `10.`", bare),
        None => Fault::new("is not a DOI: a DOI is `10.`, four to nine digits, `/` and more, without spaces"),
    })
}

/// An identifier without the marks of the sentence that it was copied from. A bracket that was opened in it stays.
fn without_end(text: &str) -> &str {
    let mut rest = text.trim_end();
    while let Some(last) = rest.chars().next_back() {
        let opener = match last {
            ')' => Some('('),
            ']' => Some('['),
            '}' => Some('{'),
            '>' => Some('<'),
            '.' | ',' | ';' | ':' | '"' | '\'' | '”' | '’' | '»' | '!' | '?' | '…' => None,
            _ => break,
        };
        if opener.is_some_and(|opener| rest.matches(opener).count() >= rest.matches(last).count()) {
            break;
        }
        rest = rest.strip_suffix(last).unwrap_or_default().trim_end();
    }
    rest
}

/// A PubMed number: one to nine digits.
pub(in crate::lint) fn pmid(text: &str) -> Check {
    if digits(text) && text.len() <= 9 && !text.starts_with('0') {
        return Ok(());
    }
    let number =
        strip_any(without_end(text), &["pmid:", "pmid ", "pmid: ", "https://pubmed.ncbi.nlm.nih.gov/"])
            .trim_end_matches('/');
    Err(if number != text && pmid(number).is_ok() {
        Fault::mended("has more than digits", number)
    } else if text.to_ascii_lowercase().starts_with("pmc") {
        Fault::new("is a PubMed Central number, which belongs under `PMCID`; a PubMed number has only digits")
    } else {
        Fault::new("is not a PubMed number, which has one to nine digits and does not start with 0")
    })
}

/// A PubMed Central number: `PMC` and digits.
pub(in crate::lint) fn pmcid(text: &str) -> Check {
    let number = strip_any(
        without_end(text),
        &["pmc", "pmcid: pmc", "pmcid:pmc", "https://pmc.ncbi.nlm.nih.gov/articles/pmc"],
    );
    let number = number.trim_end_matches('/');
    if !digits(number) || number.len() > 9 || number.starts_with('0') {
        return Err(Fault::new("is not a PubMed Central number, which is `PMC` and digits"));
    }
    let right = format!("PMC{number}");
    if right == text { Ok(()) } else { Err(Fault::mended("is not written as `PMC` and digits", right)) }
}

/// An ISBN of 10 or 13 digits, hyphens between them or not (ISO 2108).
pub(in crate::lint) fn isbn(text: &str) -> Check {
    let bare = strip_any(without_end(text), &["isbn ", "isbn:", "isbn: ", "isbn-13: ", "isbn-10: "]);
    let plain: Vec<u8> = bare.bytes().filter(|byte| !matches!(byte, b'-' | b' ')).collect();
    let (body, check) = match plain.split_last() {
        Some((&check, body)) if body.iter().all(u8::is_ascii_digit) => (body, check.to_ascii_uppercase()),
        _ => return Err(Fault::new("is not an ISBN, which has 10 or 13 digits")),
    };
    let value = |byte: &u8| u32::from(byte - b'0');
    let expected = match body.len() {
        9 => {
            let sum: u32 = body.iter().zip((2..=10).rev()).map(|(digit, weight)| value(digit) * weight).sum();
            (11 - sum % 11) % 11
        }
        12 if !body.starts_with(b"978") && !body.starts_with(b"979") => {
            return Err(Fault::new("is not an ISBN: with 13 digits it must start with 978 or 979"));
        }
        12 => {
            let sum: u32 =
                body.iter().zip([1, 3].iter().cycle()).map(|(digit, weight)| value(digit) * weight).sum();
            (10 - sum % 10) % 10
        }
        _ => return Err(Fault::new(format!("has {} digits: an ISBN has 10 or 13", plain.len()))),
    };
    let expected =
        if expected == 10 { 'X' } else { char::from(b'0' + u8::try_from(expected).unwrap_or_default()) };
    if char::from(check) != expected {
        return Err(Fault::new(format!(
            "has a wrong check digit, `{}` instead of `{expected}`, so one digit is wrong or two are swapped",
            char::from(check)
        )));
    }
    if bare == text { Ok(()) } else { Err(Fault::mended("has more than digits", bare)) }
}

/// A term of an ontology: the prefix, a colon and `width` digits, or any number of digits where `width` is 0.
pub(in crate::lint) fn term(text: &str, prefix: &str, width: usize) -> Check {
    let shaped = |number: &str| digits(number) && (width == 0 || number.len() == width);
    if text.strip_prefix(prefix).and_then(|rest| rest.strip_prefix(':')).is_some_and(shaped) {
        return Ok(());
    }
    let number = text.rsplit(['/', ':', '_', ' ']).next().unwrap_or_default();
    let number = number.trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
    let rest = text.strip_suffix(number).unwrap_or_default().trim_end_matches([':', '_', ' ']);
    let own = rest.rsplit('/').next().unwrap_or_default();
    Err(if shaped(number) && (own.is_empty() || own.eq_ignore_ascii_case(prefix)) {
        Fault::mended(format!("is not written as `{prefix}:` and digits"), format!("{prefix}:{number}"))
    } else if width == 0 {
        Fault::new(format!("is not an id of {prefix}, which is `{prefix}:` and digits"))
    } else {
        Fault::new(format!("is not an id of {prefix}, which is `{prefix}:` and {width} digits"))
    })
}

/// A number of Medical Subject Headings: a capital letter and six to nine digits.
pub(in crate::lint) fn mesh(text: &str) -> Check {
    let shaped = |text: &str| {
        let mut letters = text.chars();
        letters.next().is_some_and(|first| first.is_ascii_uppercase())
            && digits(letters.as_str())
            && (6..=9).contains(&letters.as_str().len())
    };
    if shaped(text) {
        return Ok(());
    }
    let bare = strip_any(text, &["mesh:", "mesh: ", "mesh "]).to_ascii_uppercase();
    Err(if shaped(&bare) {
        Fault::mended("is not written as a capital letter and digits", bare)
    } else {
        Fault::new("is not an id of MeSH, which is a capital letter and six to nine digits")
    })
}

/// A number of Terminologia Anatomica, second edition.
pub(in crate::lint) fn ta2(text: &str) -> Check {
    let number = strip_any(text, &["ta2:", "ta2 ", "ta2: "]);
    match (digits(number), number == text) {
        (true, true) => Ok(()),
        (true, false) => Err(Fault::mended("has more than digits", number)),
        (false, _) => Err(Fault::new("is not an id of Terminologia Anatomica 2, which has only digits")),
    }
}

/// A concept of SNOMED CT: 6 to 18 digits, the last of them a check digit (Verhoeff), the two before it those of concepts.
pub(in crate::lint) fn snomed_ct(text: &str) -> Check {
    let number = strip_any(text, &["sctid:", "sctid: ", "snomedct:", "snomed ct: "]);
    if !digits(number) || !(6..=18).contains(&number.len()) || number.starts_with('0') {
        return Err(Fault::new(
            "is not an id of SNOMED CT, which has 6 to 18 digits and does not start with 0",
        ));
    }
    if !verhoeff(number) {
        return Err(Fault::new(
            "has a wrong check digit (the last one), so one digit is wrong or two are swapped",
        ));
    }
    let partition = number.get(number.len() - 3..number.len() - 1).unwrap_or_default();
    if !matches!(partition, "00" | "10") {
        return Err(Fault::new(
            "is the id of a description or a relationship in SNOMED CT, not of a concept (the second-last and third-last digits say so)",
        ));
    }
    if number == text { Ok(()) } else { Err(Fault::mended("has more than digits", number)) }
}

/// Verhoeff's check, which finds every single wrong digit and every exchange of neighbours.
fn verhoeff(number: &str) -> bool {
    const TIMES: [[u8; 10]; 10] = [
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        [1, 2, 3, 4, 0, 6, 7, 8, 9, 5],
        [2, 3, 4, 0, 1, 7, 8, 9, 5, 6],
        [3, 4, 0, 1, 2, 8, 9, 5, 6, 7],
        [4, 0, 1, 2, 3, 9, 5, 6, 7, 8],
        [5, 9, 8, 7, 6, 0, 4, 3, 2, 1],
        [6, 5, 9, 8, 7, 1, 0, 4, 3, 2],
        [7, 6, 5, 9, 8, 2, 1, 0, 4, 3],
        [8, 7, 6, 5, 9, 3, 2, 1, 0, 4],
        [9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
    ];
    const TURN: [[u8; 10]; 8] = [
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        [1, 5, 7, 6, 2, 8, 3, 0, 9, 4],
        [5, 8, 0, 3, 7, 9, 6, 1, 4, 2],
        [8, 9, 1, 6, 0, 4, 3, 5, 2, 7],
        [9, 4, 5, 3, 1, 2, 6, 8, 7, 0],
        [4, 2, 8, 6, 5, 7, 3, 9, 0, 1],
        [2, 7, 9, 3, 8, 0, 6, 4, 1, 5],
        [7, 0, 4, 6, 9, 1, 3, 2, 5, 8],
    ];
    let turns = TURN.iter().cycle();
    let sum = number.bytes().rev().zip(turns).try_fold(0_u8, |sum, (byte, turn)| {
        let digit = turn.get(usize::from(byte.wrapping_sub(b'0')))?;
        TIMES.get(usize::from(sum))?.get(usize::from(*digit)).copied()
    });
    sum == Some(0)
}

/// `text` without the longest of `prefixes`, in any case, that it starts with. The prefixes are ASCII.
fn strip_any<'t>(text: &'t str, prefixes: &[&str]) -> &'t str {
    prefixes
        .iter()
        .filter_map(|prefix| {
            let (head, rest) = text.split_at_checked(prefix.len())?;
            head.eq_ignore_ascii_case(prefix).then_some(rest)
        })
        .min_by_key(|rest| rest.len())
        .unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(check: Check) -> Option<String> {
        check.unwrap_err().mended
    }

    #[test]
    fn identifiers_that_are_seen_in_the_wild_pass() {
        for good in [
            "10.1007/s40279-019-01149-y",
            "10.1002/(sici)1097-4571(1999)50:3",
            "10.1016/s0140-6736(05)67896-0",
            "10.1000/x(1)",
            "10.1000/<x>",
            "10.123456789/x",
        ] {
            assert_eq!(doi(good), Ok(()), "{good}");
        }
        assert_eq!(pmid("31256353"), Ok(()));
        assert_eq!(pmcid("PMC6465761"), Ok(()));
        // The examples of the ISBN users' manual and of ISO 2108.
        for good in [
            "978-0-306-40615-7",
            "0-306-40615-2",
            "080442957X",
            "0-8044-2957-x",
            "9780306406157",
            "978 92 95055 02 5",
        ] {
            assert_eq!(isbn(good), Ok(()), "{good}");
        }
        assert_eq!(term("UBERON:0001298", "UBERON", 7), Ok(()));
        assert_eq!(term("FMA:18060", "FMA", 0), Ok(()));
        assert_eq!(mesh("D016658"), Ok(()));
        assert_eq!(mesh("D000072656"), Ok(()));
        assert_eq!(ta2("2593"), Ok(()));
        // The root concept, a clinical finding, and a long one of an extension (SNOMED CT release file specification).
        for good in ["138875005", "404684003", "244952006", "999000041000000102"] {
            assert_eq!(snomed_ct(good), Ok(()), "{good}");
        }
    }

    #[test]
    fn what_is_certain_is_mended() {
        let right = Some("10.1/x".replace(".1/", ".1000/"));
        for wrong in [
            "https://doi.org/10.1000/x",
            "doi:10.1000/x",
            "DOI: 10.1000/X",
            "http://dx.doi.org/10.1000/X",
            "10.1000/X",
        ] {
            assert_eq!(mended(doi(wrong)), right, "{wrong}");
        }
        // Copied with the end of a sentence.
        for wrong in [
            "10.1000/x.",
            "10.1000/x,",
            "10.1000/x).",
            "https://doi.org/10.1000/x;",
            "10.1000/x]",
            "10.1000/X.",
            "10.1000/x>",
            "10.1000/x”",
        ] {
            assert_eq!(mended(doi(wrong)), right, "{wrong}");
        }
        assert_eq!(mended(doi("10.1000/x(1).")), Some("10.1000/x(1)".into()));
        assert_eq!(mended(pmid("31256353.")), Some("31256353".into()));
        assert_eq!(mended(pmcid("PMC6465761,")), Some("PMC6465761".into()));
        assert_eq!(mended(isbn("978-0-306-40615-7.")), Some("978-0-306-40615-7".into()));
        assert_eq!(mended(pmid("PMID: 31256353")), Some("31256353".into()));
        assert_eq!(mended(pmid("https://pubmed.ncbi.nlm.nih.gov/31256353/")), Some("31256353".into()));
        assert_eq!(mended(pmcid("pmc6465761")), Some("PMC6465761".into()));
        assert_eq!(mended(isbn("ISBN 978-0-306-40615-7")), Some("978-0-306-40615-7".into()));
        for wrong in
            ["UBERON_0001298", "uberon:0001298", "0001298", "http://purl.obolibrary.org/obo/UBERON_0001298"]
        {
            assert_eq!(mended(term(wrong, "UBERON", 7)), Some("UBERON:0001298".into()), "{wrong}");
        }
        assert_eq!(mended(term("fma18060", "FMA", 0)), Some("FMA:18060".into()));
        assert_eq!(mended(mesh("MeSH: d016658")), Some("D016658".into()));
        assert_eq!(mended(ta2("TA2:2593")), Some("2593".into()));
        assert_eq!(mended(snomed_ct("SCTID: 404684003")), Some("404684003".into()));
    }

    #[test]
    fn what_is_not_certain_is_left_to_people() {
        for wrong in ["", "10.100/x", "11.1000/x", "10.1000/", "10.1000/a b", "see 10.1000/x", "10.1000"] {
            assert_eq!(mended(doi(wrong)), None, "{wrong}");
        }
        for wrong in ["", "0123", "12a", "PMC123", "1234567890"] {
            assert_eq!(mended(pmid(wrong)), None, "{wrong}");
        }
        for wrong in ["", "PMC", "PMC12a", "abc", "é1"] {
            assert_eq!(mended(pmcid(wrong)), None, "{wrong}");
        }
        for wrong in
            ["", "978-0-306-40615-8", "0-306-40615-3", "977-0-306-40615-7", "12345", "978030640615é", "X"]
        {
            assert_eq!(mended(isbn(wrong)), None, "{wrong}");
        }
        for wrong in ["UBERON:123", "UBERON:00012980", "FMA:0001298", "UBERON:", "", "GO_0001298"] {
            assert_eq!(mended(term(wrong, "UBERON", 7)), None, "{wrong}");
        }
        for wrong in ["404684004", "440684003", "12345", "1388750é5", "2534400031"] {
            assert_eq!(mended(snomed_ct(wrong)), None, "{wrong}");
        }
        assert_eq!(mended(mesh("D12")), None);
        assert_eq!(mended(ta2("x")), None);
    }

    #[test]
    fn every_single_wrong_digit_is_found() {
        for good in ["138875005", "404684003", "244952006"] {
            for at in 0..good.len() {
                for digit in b'0'..=b'9' {
                    let mut wrong = good.as_bytes().to_vec();
                    wrong[at] = digit;
                    let wrong = String::from_utf8(wrong).unwrap();
                    assert_eq!(verhoeff(&wrong), wrong == good, "{wrong}");
                }
            }
        }
    }
}
