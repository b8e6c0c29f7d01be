//! Pages that answer as if they stood: the table of `pages.tsv`. `unfound` is a page that says nothing of its quote, suspect or
//! unverifiable; `drifted` is the page, without it.

use std::collections::BTreeMap;

use massage_kb::links::Job;
use massage_kb::lock::{Lock, QuoteVerdict, Verdict};

use crate::server::{Server, html, reply};
use crate::{run, settings, told};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_is_taken_for_what_it_is() {
    let rows: Vec<Vec<&'static str>> =
        include_str!("pages.tsv").lines().skip(1).map(|line| line.split('\t').collect()).collect();
    assert!(rows.len() >= 70, "{}", rows.len());
    let pages: Vec<&'static str> = rows.iter().map(|row| row[3]).collect();
    let server = Server::start(move |ask| {
        let number = ask.path.trim_start_matches('/').parse::<usize>().ok();
        number.and_then(|number| pages.get(number)).map_or_else(|| reply(404), |page| html(200, page))
    })
    .await;
    let mut wanted = BTreeMap::new();
    let mut jobs = Vec::new();
    let some = |text: &str| if text.is_empty() { Vec::new() } else { vec![text.to_owned()] };
    for (number, row) in rows.iter().enumerate() {
        let url = server.url(&format!("/{number}"));
        wanted.insert(url.clone(), row);
        jobs.push(Job { url, titles: some(row[1]), quotes: some(row[2]), ..Job::default() });
    }
    let (results, _) = run(&settings(), jobs, &Lock::default()).await;
    let mut wrong = Vec::new();
    for (url, row) in wanted {
        let entry = &results[&url].entry;
        let right = match row[0] {
            "unfound" => matches!(entry.verdict, Verdict::Suspect | Verdict::Unverifiable),
            verdict => entry.verdict.name() == verdict,
        };
        let quote = entry.quotes.first().map(|quote| quote.verdict);
        let quote_is_right = match (quote, entry.verdict) {
            (None, _) => true,
            (Some(quote), Verdict::Ok) => quote.is_found(),
            (Some(quote), Verdict::Drifted) => quote == QuoteVerdict::Gone,
            (Some(quote), _) => quote == QuoteVerdict::Unverifiable,
        };
        if !right || !quote_is_right {
            let shown: String = row[3].chars().take(200).collect();
            wrong.push(format!(
                "{} {quote:?} instead of {}: {} | {shown}",
                told(&results[&url]),
                row[0],
                entry.evidence
            ));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
