//! How long it takes to read a page and to look ten quotes up in it: some stand there, some with small differences, and some are gone.
//! Then the same with pages that mean harm. The figures are printed; nothing is asserted.

#![allow(clippy::print_stdout, reason = "a bench prints its figures")]

use std::time::{Duration, Instant};

use massage_kb::links::page;
use massage_kb::links::quote::{Found, Prepared, find};

const KIB: usize = 1024;
const RUNS: usize = 5;

/// The words that pages are made of, in an order that repeats after very long only.
const WORDS: &[&str] = &[
    "massage",
    "of",
    "the",
    "hip",
    "flexors",
    "reduced",
    "soreness",
    "in",
    "12",
    "trained",
    "adults",
    "and",
    "pain",
    "was",
    "less",
    "than",
    "before",
    "after",
    "rolling",
    "for",
    "5",
    "minutes",
    "a",
    "day",
    "while",
    "range",
    "motion",
    "did",
    "not",
    "change",
    "(p < 0.05)",
    "[3]",
    "muscle",
    "psoas",
    "iliacus",
    "<b>stretching</b>",
    "&amp;",
    "however,",
    "trial.</p><p>The",
    "evidence",
];

/// Stands in the middle of each page.
const PASSAGE: &str = "Five minutes of foam rolling over the quadriceps did not impair the force of the knee extensors, whereas the angle at \
    which the knee joint could be bent rose by 10 degrees and by 8 degrees two and ten minutes later";

const QUOTES: &[&str] = &[
    "did not impair the force of the knee extensors",
    "Did not impair the force of the knee extensors, whereas the angle",
    "FIVE MINUTES OF FOAM ROLLING OVER THE QUADRICEPS",
    "5 minutes of foam rolling over the quadriceps did not impair force of the knee extensors",
    "whereas the angle at which the knee joint could be bent ... two and ten minutes later",
    "did impair the force of the knee extensors, whereas the angle at which the knee joint could be bent rose",
    "the angle at which the knee joint could be bent rose by 8 degrees and by 10 degrees two and ten minutes later",
    "massage of the hip flexors reduced soreness in 21 trained adults and pain was less than before",
    "the evidence for a massage of the psoas in the days before a race was never collected in a trial of adults",
    "quite other words that no page of this kind would ever hold, whatever it may be about",
];

fn main() {
    println!("| page | read and fold | ten quotes | ratio | found |");
    println!("| --- | --- | --- | --- | --- |");
    for kibibytes in [64, 1024, 5 * 1024] {
        measure(&format!("prose, {kibibytes} KiB"), &prose(kibibytes * KIB));
    }
    let five = 5 * 1024 * KIB;
    for word in ["did ", "massage ", "the angle ", "Five minutes of ", "d", "[", "<p>", "(", "a-", "12 "] {
        measure(&format!("5 MiB of `{word}`"), &word.repeat(five / word.len()));
    }
    let near = PASSAGE.replace("did not impair", "did never impair") + ". ";
    measure("5 MiB of near misses", &near.repeat(five / near.len()));
}

fn prose(size: usize) -> String {
    let mut page = String::with_capacity(size + KIB);
    page.push_str("<!doctype html><title>x</title><p>");
    let mut state = 1_u64;
    let mut has_passage = false;
    while page.len() < size {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let place = usize::try_from(state >> 33).unwrap_or_default() % WORDS.len();
        page.push_str(WORDS.get(place).copied().unwrap_or_default());
        page.push(' ');
        if !has_passage && page.len() > size / 2 {
            page.push_str(PASSAGE);
            page.push_str(". ");
            has_passage = true;
        }
    }
    page
}

fn measure(name: &str, html: &str) {
    let read = || page::read(html.as_bytes(), Some("text/html; charset=utf-8"));
    let Ok(page) = read() else { return println!("| {name} | cannot be read |") };
    let reading = median(|| {
        let text = read().map(|page| page.text).unwrap_or_default();
        Prepared::new(&text).folded().len()
    });
    let mut verdicts = String::new();
    // Each time anew: what a page keeps for its quotes is made for the first of them.
    let mut pages: Vec<Prepared<'_>> = (0..RUNS).map(|_| Prepared::new(&page.text)).collect();
    let finding = median(|| {
        let Some(prepared) = pages.pop() else { return 0 };
        verdicts = QUOTES.iter().map(|quote| letter(&find(quote, &prepared))).collect();
        verdicts.len()
    });
    let ratio = finding.as_secs_f64() / reading.as_secs_f64();
    println!(
        "| {name} | {:.1} ms | {:.1} ms | {ratio:.2} | {verdicts} |",
        milliseconds(reading),
        milliseconds(finding)
    );
}

fn letter(found: &Found) -> char {
    match found {
        Found::Exact { .. } => 'E',
        Found::Folded { .. } => 'F',
        Found::Approximate { .. } => 'A',
        Found::Gone { nearest: Some(_), .. } => 'g',
        Found::Gone { .. } => '-',
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn median(mut work: impl FnMut() -> usize) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            std::hint::black_box(work());
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    times.get(RUNS / 2).copied().unwrap_or_default()
}
