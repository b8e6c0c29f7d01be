//! Reads a lock line by line: a damaged line costs that line and no other.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{Lock, LockFault, LockProblem, PageEntry, SCHEMA, WorkEntry, WorkId};
use crate::span::Span;

/// So many bytes of a damaged line are kept to be shown.
pub const SHOWN: usize = 4096;

/// A lock as it stands in its file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LockFile {
    /// The file's text, to be shown; bytes that are no UTF-8 are shown as `�`, and damaged lines of more than [`SHOWN`] bytes are cut there.
    pub text: String,
    /// What its good lines hold.
    pub lock: Lock,
    /// What is wrong with the others, in their order.
    pub problems: Vec<LockProblem>,
}

impl LockFile {
    /// Reads the bytes of a file.
    pub fn read(bytes: &[u8]) -> Self {
        Self::scan(bytes, true)
    }

    /// The same, with or without the text.
    fn scan(bytes: &[u8], keeps_text: bool) -> Self {
        let mut text = String::with_capacity(if keeps_text { bytes.len() } else { 0 });
        let mut reader = Reader::default();
        for line in bytes.split_inclusive(|&byte| byte == b'\n') {
            let start = text.len();
            let is_utf8 = match std::str::from_utf8(line) {
                Ok(line) => {
                    text.push_str(line);
                    true
                }
                Err(_) => {
                    text.push_str(&String::from_utf8_lossy(line));
                    false
                }
            };
            let is_good = reader.line(text.get(start..).unwrap_or_default(), start, is_utf8);
            // Nobody reads a damaged line of megabytes, and to lay it out takes long.
            if !is_good && text.len() - start > SHOWN {
                let mut end = start + SHOWN;
                while !text.is_char_boundary(end) {
                    end -= 1;
                }
                text.truncate(end);
                text.push('\n');
                reader.cut(text.len() - 1);
            }
            if !keeps_text {
                text.clear();
            }
        }
        let Reader { lock, problems, .. } = reader;
        Self { text, lock, problems }
    }

    /// A lock that cannot be read at all, and why.
    pub fn unreadable(reason: impl Into<String>) -> Self {
        let fault = LockFault::Unreadable { reason: reason.into() };
        Self { problems: vec![LockProblem { line: 1, span: Span::default(), fault }], ..Self::default() }
    }
}

impl Lock {
    /// Reads the bytes of a file for what they hold, not to be shown: the places of problems are those within their lines.
    pub fn read(bytes: &[u8]) -> (Self, Vec<LockProblem>) {
        let LockFile { lock, problems, .. } = LockFile::scan(bytes, false);
        (lock, problems)
    }

    /// Reads a lock's text: all good lines, and what is wrong with the others. Lines may stand in any order.
    pub fn parse(text: &str) -> (Self, Vec<LockProblem>) {
        let LockFile { lock, problems, .. } = LockFile::read(text.as_bytes());
        (lock, problems)
    }
}

/// What a line is about.
#[derive(Deserialize)]
struct Head {
    schema: Option<String>,
    url: Option<serde::de::IgnoredAny>,
    work: Option<serde::de::IgnoredAny>,
}

#[derive(Default)]
struct Reader {
    lock: Lock,
    problems: Vec<LockProblem>,
    /// The lines at which addresses and works stand first, by the hashes of their names: a lock may have very many.
    first: HashMap<u64, u32>,
    hasher: RandomState,
    number: u32,
}

impl Reader {
    /// Reads a line; says whether nothing is wrong with it.
    fn line(&mut self, line: &str, start: usize, is_utf8: bool) -> bool {
        self.number += 1;
        let bare = line.trim_start_matches('\u{feff}').trim();
        if bare.is_empty() {
            return true;
        }
        let start = start + line.find(bare).unwrap_or_default();
        let whole = Span::new(start, start + bare.len());
        let read = if is_utf8 { self.entry(bare) } else { Err(LockFault::NotUtf8) };
        let Err(fault) = read else { return true };
        let named = match &fault {
            LockFault::UnknownField { name } | LockFault::UnknownWord { name } => Some(name),
            LockFault::UnknownSchema { schema } => Some(schema),
            _ => None,
        };
        let span = named
            .and_then(|name| Some((bare.find(&format!("\"{name}\""))?, name.len() + 2)))
            .map_or(whole, |(at, length)| Span::new(start + at, start + at + length));
        self.problems.push(LockProblem { line: self.number, span, fault: fault.shortened() });
        false
    }

    /// The last problem's line was cut at `end`.
    fn cut(&mut self, end: usize) {
        if let Some(problem) = self.problems.last_mut() {
            let range = problem.span.range();
            problem.span = Span::new(range.start.min(end), range.end.min(end));
        }
    }

    fn entry(&mut self, line: &str) -> Result<(), LockFault> {
        if is_conflict_marker(line) {
            return Err(LockFault::ConflictMarker);
        }
        let Head { schema, url, work } = read_json(line)?;
        match (schema, url.is_some(), work.is_some()) {
            (Some(schema), false, false) if schema == SCHEMA => Ok(()),
            (Some(schema), false, false) => Err(LockFault::UnknownSchema { schema }),
            (None, true, false) => {
                let page: PageEntry = read_json(line)?;
                let seen = self.seen(&page.url, self.lock.pages.contains_key(&page.url));
                self.lock.insert_page(page);
                seen
            }
            (None, false, true) => {
                let work: WorkEntry = read_json(line)?;
                if !WorkId::is_one(&work.work) {
                    let reason = "`work` starts neither with `doi:` nor with `pmid:`".to_owned();
                    return Err(LockFault::Shape { reason });
                }
                let seen = self.seen(&work.work, self.lock.works.contains_key(&work.work));
                self.lock.insert_work(work);
                seen
            }
            _ => Err(LockFault::Shape { reason: "it has no `url` and no `work`".to_owned() }),
        }
    }

    /// Notes where an address stands first, or says that it is there already.
    fn seen(&mut self, address: &str, is_there: bool) -> Result<(), LockFault> {
        let number = self.number;
        let first = *self.first.entry(self.hasher.hash_one(address)).or_insert(number);
        if is_there { Err(LockFault::Duplicate { address: address.to_owned(), first }) } else { Ok(()) }
    }
}

fn is_conflict_marker(line: &str) -> bool {
    ["<<<<<<<", "=======", ">>>>>>>", "|||||||"]
        .iter()
        .any(|marker| line.strip_prefix(marker).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
}

fn read_json<T: DeserializeOwned>(line: &str) -> Result<T, LockFault> {
    serde_json::from_str(line).map_err(|error| {
        if error.is_eof() {
            return LockFault::CutOff;
        }
        let message = error.to_string();
        let reason = message.split(" at line ").next().unwrap_or_default().to_owned();
        if !error.is_data() {
            return LockFault::NoJson { reason };
        }
        let named = |lead: &str| {
            let rest = reason.strip_prefix(lead)?;
            rest.split_once('`').map(|(name, _)| name.to_owned())
        };
        if let Some(name) = named("unknown field `") {
            LockFault::UnknownField { name }
        } else if let Some(name) = named("unknown variant `") {
            LockFault::UnknownWord { name }
        } else {
            LockFault::Shape { reason }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"{"url":"https://example.org/a","verdict":"ok","checked_at":"2026-11-20T00:00:00Z","next":"2026-11-27T00:00:00Z"}"#;
    const NEWER: &str = r#"{"url":"https://example.org/a","verdict":"broken","reason":"404","checked_at":"2026-11-21T00:00:00Z","next":"2026-11-21T00:00:00Z"}"#;
    const WORK: &str = r#"{"work":"doi:10.1000/x","verdict":"ok","standing":"current","checked_at":"2026-11-20T00:00:00Z","next":"2026-12-20T00:00:00Z"}"#;

    fn faults(text: &str) -> Vec<(u32, LockFault, String)> {
        let read = LockFile::read(text.as_bytes());
        let told = |problem: LockProblem| {
            (problem.line, problem.fault, problem.span.slice(&read.text).unwrap().to_owned())
        };
        read.problems.into_iter().map(told).collect()
    }

    #[test]
    fn good_lines_are_kept_in_any_order() {
        let text = format!("{WORK}\r\n\n{PAGE}\n{{\"schema\":\"kb-lock/v1\"}}\n");
        let (lock, problems) = Lock::parse(&text);
        assert_eq!(problems, []);
        assert_eq!((lock.pages.len(), lock.works.len()), (1, 1));
        assert_eq!(Lock::parse(""), (Lock::default(), Vec::new()));
        assert_eq!(Lock::parse(&format!("\u{feff}{PAGE}")).1, []);
    }

    #[test]
    fn a_damaged_line_is_told_and_costs_no_other() {
        let cut = &WORK[..40];
        let field = PAGE.replace("verdict", "verdikt");
        let newer = PAGE.replace("{\"url\"", "{\"score\":1,\"url\"");
        let word = PAGE.replace("\"ok\"", "\"haunted\"");
        let reason = PAGE.replace("\"ok\"", "\"broken\",\"reason\":\"418\"");
        let quotes = PAGE.replace("\"next\"", "\"quotes\":7,\"next\"");
        for (line, expected, at) in [
            ("<<<<<<< HEAD", LockFault::ConflictMarker, "<<<<<<< HEAD"),
            ("=======", LockFault::ConflictMarker, "======="),
            (">>>>>>> other", LockFault::ConflictMarker, ">>>>>>> other"),
            (cut, LockFault::CutOff, cut),
            (
                "{\"schema\":\"kb-lock/v2\"}",
                LockFault::UnknownSchema { schema: "kb-lock/v2".into() },
                "\"kb-lock/v2\"",
            ),
            (&field, LockFault::UnknownField { name: "verdikt".into() }, "\"verdikt\""),
            (&newer, LockFault::UnknownField { name: "score".into() }, "\"score\""),
            (&word, LockFault::UnknownWord { name: "haunted".into() }, "\"haunted\""),
            (&reason, LockFault::UnknownWord { name: "418".into() }, "\"418\""),
            (
                "{\"work\":\"x\",\"verdict\":\"ok\",\"checked_at\":\"2026-11-20T00:00:00Z\",\"next\":\"2026-11-20T00:00:00Z\"}",
                LockFault::Shape { reason: "`work` starts neither with `doi:` nor with `pmid:`".into() },
                "",
            ),
            ("{}", LockFault::Shape { reason: "it has no `url` and no `work`".into() }, "{}"),
            (
                &quotes,
                LockFault::Shape { reason: "invalid type: integer `7`, expected a sequence".into() },
                &quotes,
            ),
        ] {
            let text = format!("{line}\n{NEWER}\n");
            let found = faults(&text);
            let [(1, fault, span)] = found.as_slice() else { panic!("{line}: {found:?}") };
            assert_eq!(fault, &expected, "{line}");
            assert!(at.is_empty() || span == at, "{line}: {span}");
            assert_eq!(Lock::parse(&text).0.pages.len(), 1, "{line}");
        }
        let [(1, LockFault::NoJson { .. }, _)] = faults("# a remark\n").as_slice() else {
            panic!("{:?}", faults("# a remark\n"))
        };
    }

    #[test]
    fn bytes_that_are_no_text_cost_their_line() {
        let bytes = [PAGE.as_bytes(), b"\n\xff\xfe{}\n", WORK.as_bytes()].concat();
        let read = LockFile::read(&bytes);
        assert_eq!((read.lock.pages.len(), read.lock.works.len()), (1, 1));
        let [problem] = read.problems.as_slice() else { panic!("{:?}", read.problems) };
        assert_eq!((problem.line, &problem.fault), (2, &LockFault::NotUtf8));
        assert_eq!(problem.span.slice(&read.text), Some("\u{fffd}\u{fffd}{}"));
    }

    #[test]
    fn a_damaged_line_without_end_is_cut_where_it_is_shown() {
        let long = format!("{{\"{}\":1,\"url\":1}}", "é".repeat(1_000_000));
        let read = LockFile::read(format!("{PAGE}\n{long}\n{WORK}\n=======\n").as_bytes());
        assert!(read.text.len() < 3 * SHOWN && read.lock.works.len() == 1);
        let lines: Vec<_> = read.problems.iter().map(|problem| problem.line).collect();
        assert_eq!((lines, read.text.lines().count()), (vec![2, 4], 4));
        assert!(read.problems.iter().all(|problem| problem.to_string().len() < 1000));
        assert_eq!(read.problems[1].span.slice(&read.text), Some("======="));
        assert!(read.problems[0].span.slice(&read.text).unwrap().starts_with("\"é"));
        assert!(LockFile::read(&[b' '; 9000]).problems.is_empty());
    }

    #[test]
    fn of_two_lines_for_one_address_the_newer_is_kept() {
        for text in [format!("{PAGE}\n{NEWER}"), format!("{NEWER}\n{PAGE}")] {
            let (lock, problems) = Lock::parse(&text);
            assert_eq!(lock.pages["https://example.org/a"].verdict, crate::lock::Verdict::Broken);
            let address = "https://example.org/a".to_owned();
            assert_eq!(problems[0].fault, LockFault::Duplicate { address, first: 1 });
            assert_eq!((problems.len(), problems[0].line), (1, 2));
        }
    }
}
