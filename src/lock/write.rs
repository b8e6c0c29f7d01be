//! Writes a lock in its one canonical form.

use std::fmt;

use serde::Serialize;

use super::{Lock, PageEntry, SCHEMA, WorkEntry};

impl fmt::Display for Lock {
    /// The whole file: the line that names the format, then one line for each address and work, sorted by it (bytewise).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", header())?;
        let pages = self.pages.values().map(|page| (page.url.as_str(), page_line(page)));
        let works = self.works.values().map(|work| (work.work.as_str(), work_line(work)));
        let mut lines: Vec<(&str, String)> = pages.chain(works).collect();
        lines.sort();
        lines.iter().try_for_each(|(_, line)| writeln!(f, "{line}"))
    }
}

/// The line that names the format.
pub(super) fn header() -> String {
    format!("{{\"schema\":\"{SCHEMA}\"}}")
}

/// The line of an address, its quotes sorted, without a line end.
pub(super) fn page_line(page: &PageEntry) -> String {
    if page.quotes.is_sorted_by(|one, other| one.quote <= other.quote) {
        return line(page);
    }
    let mut page = page.clone();
    page.quotes.sort_by(|one, other| one.quote.cmp(&other.quote));
    line(&page)
}

/// The line of a work, without a line end.
pub(super) fn work_line(work: &WorkEntry) -> String {
    line(work)
}

fn line(entry: &impl Serialize) -> String {
    // Texts, numbers and lists of them: nothing that JSON cannot hold.
    serde_json::to_string(entry).unwrap_or_default()
}

#[cfg(test)]
pub(super) mod tests {
    use jiff::Timestamp;
    use proptest::prelude::*;

    use super::super::{Hop, Notice, QuoteEntry, QuoteVerdict, Reason, Statement, Verdict, gather};
    use super::*;

    fn instant() -> impl Strategy<Value = Timestamp> {
        // Few of them, so that two entries often have the same.
        (0_i64..4).prop_map(|days| Timestamp::from_second(1_795_000_000 + days * 86_400).unwrap())
    }

    fn text() -> impl Strategy<Value = String> {
        prop_oneof![Just(String::new()), "[a-c]{1,2}", any::<String>()]
    }

    fn verdict() -> impl Strategy<Value = Verdict> {
        proptest::sample::select(Verdict::ALL.to_vec())
    }

    fn reason() -> impl Strategy<Value = Option<Reason>> {
        proptest::option::of(proptest::sample::select(vec![
            Reason::NotFound,
            Reason::TimeOut,
            Reason::Denied,
        ]))
    }

    fn quote() -> impl Strategy<Value = QuoteEntry> {
        let verdicts = vec![QuoteVerdict::Exact, QuoteVerdict::Gone, QuoteVerdict::Misattributed];
        let score = proptest::option::of((0_u32..=1000).prop_map(|score| f64::from(score) / 1000.0));
        (text(), proptest::sample::select(verdicts), score, proptest::option::of(text())).prop_map(
            |(quote, verdict, score, nearest)| QuoteEntry { quote, verdict, score, nearest, found_at: None },
        )
    }

    fn page() -> impl Strategy<Value = PageEntry> {
        let asked = (instant(), instant(), 0_u32..3, proptest::option::of(instant()));
        let hops = proptest::collection::vec((300_u16..400, text()), 0..2);
        let found = (verdict(), reason(), proptest::option::of(100_u16..600), hops);
        let quotes = proptest::collection::vec(quote(), 0..3);
        ("https://[ab]\\.org/[a-c]?", found, asked, quotes, text()).prop_map(
            |(
                url,
                (verdict, reason, status, hops),
                (checked_at, next, fails, first_fail),
                mut quotes,
                evidence,
            )| {
                quotes.sort_by(|one, other| one.quote.cmp(&other.quote));
                let hops = hops.into_iter().map(|(status, url)| Hop { status, url }).collect();
                let (final_url, etag, last_modified, archive) = (None, None, None, None);
                let (last_ok, text_hash) = (first_fail, Some(evidence.clone()));
                PageEntry {
                    url,
                    verdict,
                    reason,
                    status,
                    final_url,
                    title: None,
                    hops,
                    etag,
                    last_modified,
                    checked_at,
                    next,
                    fails,
                    first_fail,
                    last_ok,
                    text_hash,
                    quotes,
                    archive,
                    evidence,
                }
            },
        )
    }

    fn work() -> impl Strategy<Value = WorkEntry> {
        let asked = (instant(), instant(), proptest::option::of(instant()));
        let said = proptest::collection::vec(statement(), 0..3);
        ("(doi:10\\.1000/[a-c]|pmid:[1-3])", verdict(), reason(), said, asked, text()).prop_map(
            |(work, verdict, reason, said, (checked_at, next, standing_next), evidence)| {
                let (title, year, first_author) = (Some(evidence.clone()), Some(2020), None);
                let said = gather(said);
                let (standing, notice) = super::super::standing(&said).unzip();
                // Only what is not plainly known has a reason.
                let is_known = matches!(
                    verdict,
                    Verdict::Ok | Verdict::Retracted | Verdict::Concern | Verdict::Corrected
                );
                let mut entry = WorkEntry {
                    work,
                    verdict,
                    reason: reason.filter(|_| !is_known),
                    standing: None,
                    notice: None,
                    said,
                    notice_of: None,
                    alias_of: None,
                    title,
                    other_titles: Vec::new(),
                    year,
                    other_years: Vec::new(),
                    first_author,
                    containers: Vec::new(),
                    checked_at,
                    next,
                    standing_next,
                    fails: 0,
                    first_fail: None,
                    evidence,
                };
                entry.set_standing(standing, notice.flatten());
                entry
            },
        )
    }

    fn statement() -> impl Strategy<Value = Statement> {
        let kind = proptest::sample::select(vec!["retraction", "correction", "reinstatement", "new_version"]);
        let date = proptest::option::of(proptest::sample::select(vec!["2015", "2017-02-03"]));
        let notice = (kind, date).prop_map(|(kind, date)| Notice {
            kind: kind.to_owned(),
            date: date.map(str::to_owned),
            ..Notice::default()
        });
        let service = proptest::sample::select(vec!["crossref", "openalex"]);
        (service, instant(), proptest::collection::vec(notice, 0..2))
            .prop_map(|(service, at, notices)| Statement { service: service.to_owned(), at, notices })
    }

    /// Locks in which the same addresses and instants come again and again.
    pub(in super::super) fn lock() -> impl Strategy<Value = Lock> {
        let entries = (proptest::collection::vec(page(), 0..6), proptest::collection::vec(work(), 0..4));
        entries.prop_map(|(pages, works)| Lock {
            pages: pages.into_iter().map(|page| (page.url.clone(), page)).collect(),
            works: works.into_iter().map(|work| (work.work.clone(), work)).collect(),
        })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(lock in lock()) {
            let text = lock.to_string();
            let (read, problems) = Lock::parse(&text);
            prop_assert_eq!(problems, vec![]);
            prop_assert_eq!(&read, &lock);
            prop_assert_eq!(read.to_string(), text);
        }

        #[test]
        fn any_text_is_read_without_a_crash(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            crate::lock::LockFile::read(&bytes);
        }

        #[test]
        fn a_file_that_breaks_off_keeps_all_lines_before(lock in lock(), at in any::<proptest::sample::Index>()) {
            let text = lock.to_string();
            let at = at.index(text.len() + 1);
            let read = crate::lock::LockFile::read(&text.as_bytes()[..at]);
            let whole = text.as_bytes()[..at].iter().filter(|&&byte| byte == b'\n').count().saturating_sub(1);
            prop_assert!(read.lock.pages.len() + read.lock.works.len() >= whole);
            prop_assert!(read.problems.len() <= 1);
        }
    }

    #[test]
    fn the_form_is_this_and_no_other() {
        let line = r#"{"url":"https://example.org/b","verdict":"broken","reason":"404","status":404,"checked_at":"2026-11-20T00:00:00Z","next":"2026-11-20T00:00:00Z","fails":2,"first_fail":"2026-11-17T00:00:00Z","quotes":[{"quote":"a","verdict":"gone","score":0.25},{"quote":"b","verdict":"exact"}],"evidence":"404 Not Found"}"#;
        let mut page: PageEntry = serde_json::from_str(line).unwrap();
        assert_eq!(page.first_fail, Some("2026-11-17T00:00:00Z".parse().unwrap()));
        page.quotes.reverse();
        let mut lock = Lock::default();
        lock.insert_page(page);
        let work = r#"{"work":"pmid:7","verdict":"ok","checked_at":"2026-11-20T00:00:00Z","next":"2026-12-20T00:00:00Z"}"#;
        lock.insert_work(serde_json::from_str(work).unwrap());
        let doi = work.replace("pmid:7", "doi:10.1000/x");
        lock.insert_work(serde_json::from_str(&doi).unwrap());
        assert_eq!(lock.to_string(), format!("{{\"schema\":\"kb-lock/v1\"}}\n{doi}\n{line}\n{work}\n"));
    }
}
