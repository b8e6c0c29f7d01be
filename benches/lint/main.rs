//! What a lint costs beside walking and reading the same files, in one run: `cargo bench --bench lint --features lint`.
//!
//! Each measurement is a process of its own, the two kinds in turn, so that memory is counted apart and a machine that slows
//! down slows both. The figures are ratios; nothing is asserted.

#![allow(clippy::print_stdout, reason = "a bench prints its figures")]

use std::path::Path;
use std::process::Command;
use std::time::Instant;
use std::{env, fs};

use massage_kb::corpus::Corpus;
use massage_kb::lint::{self, Config, Context};
use massage_kb::schema::Schemas;
use massage_kb::source::Sources;
use rayon::prelude::*;

mod generator;

const ROUNDS: usize = 9;

type Anything = Box<dyn std::error::Error>;

fn main() -> Result<(), Anything> {
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    match arguments.as_slice() {
        [job, folder] if job == "read" => read(Path::new(folder)),
        [job, folder] if job == "lint" => lint(Path::new(folder)),
        [records] => compare(records.parse()?),
        _ => compare(10_000),
    }
}

/// Walks the folder and reads every file, as the linter does.
fn read(folder: &Path) -> Result<(), Anything> {
    let start = Instant::now();
    let sources = Sources::discover(folder)?;
    let bytes: usize = (0..sources.entries().len())
        .into_par_iter()
        .map(|index| sources.read(index).map_or(0, |text| text.len()))
        .sum();
    report(start, bytes)
}

/// Lints the folder, from finding the files to the sorted findings.
fn lint(folder: &Path) -> Result<(), Anything> {
    let start = Instant::now();
    let (sources, schemas) = rayon::join(|| Sources::discover(folder), Schemas::new);
    let (sources, schemas) = (sources?, schemas?);
    let corpus = Corpus::read(&sources, &schemas);
    let config = Config::parse(&fs::read_to_string(folder.join("kb.toml"))?).map_err(|_| "kb.toml")?;
    let outcome = lint::run(&Context::new(&corpus, &config, None, "2026-11-22".parse()?), "");
    if let Some(first) = outcome.diagnostics.first() {
        return Err(
            format!("the generated base is not clean: {} {}", first.location.path, first.message).into()
        );
    }
    report(start, corpus.files.iter().map(|file| file.text.len()).sum())
}

/// Prints seconds, bytes of the files, and the peak of the process's memory in KiB.
fn report(start: Instant, bytes: usize) -> Result<(), Anything> {
    let seconds = start.elapsed().as_secs_f64();
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"));
    println!("{seconds} {bytes} {}", peak.unwrap_or("0").trim());
    Ok(())
}

fn child(job: &str, folder: &Path) -> Result<[f64; 3], Anything> {
    let output = Command::new(env::current_exe()?).arg(job).arg(folder).output()?;
    let text = String::from_utf8(output.stdout)?;
    let mut numbers = text.split_whitespace().map(str::parse::<f64>);
    match (numbers.next(), numbers.next(), numbers.next()) {
        (Some(one), Some(two), Some(three)) => Ok([one?, two?, three?]),
        _ => Err(format!("{job} failed: {}", String::from_utf8_lossy(&output.stderr)).into()),
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

fn compare(records: usize) -> Result<(), Anything> {
    let folder = tempfile::tempdir()?;
    generator::write(folder.path(), records)?;
    child("read", folder.path())?;
    let (mut reads, mut lints, mut ratios, mut peaks, mut size) = (vec![], vec![], vec![], vec![], 0.0);
    for _ in 0..ROUNDS {
        let [read, bytes, _] = child("read", folder.path())?;
        let [lint, _, peak] = child("lint", folder.path())?;
        size = bytes;
        reads.push(read);
        lints.push(lint);
        ratios.push(lint / read);
        peaks.push(peak / 1024.0);
    }
    let size = size / 1024.0 / 1024.0;
    let peak = median(peaks);
    println!("records            {records}, {size:.1} MiB, {} threads", rayon::current_num_threads());
    println!("walk and read      {:.3} s (median of {ROUNDS})", median(reads));
    println!("lint               {:.3} s (median of {ROUNDS})", median(lints));
    println!("lint / read        {:.2} (median of the pairs; the aim is at most 5)", median(ratios));
    println!(
        "peak memory        {peak:.1} MiB, {:.1} MiB over the files' size (the aim is at most 60)",
        peak - size
    );
    Ok(())
}
