//! What an export of a large knowledge base costs in time and memory: `cargo bench --bench export --features full`.
//!
//! Each export is a process of its own, which does all that `kb export --out` does, the lint before it among that. What is printed is
//! the peak of its memory, beside the size of what it wrote and beside the size of kb.json; nothing is asserted. Another number of
//! records, or some formats alone: `… -- 10000 json ndjson`.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a bench prints its figures, and what went wrong"
)]

use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Instant;
use std::{env, fs, io};

#[path = "../lint/generator.rs"]
mod generator;

type Anything = Box<dyn std::error::Error>;

const RECORDS: usize = 100_000;
const AIM: f64 = 3.0;
const MEBIBYTE: f64 = 1024.0 * 1024.0;

/// The formats, with the place each one writes to. kb.json comes first: the others are held against its size.
const FORMATS: &[(&str, &str)] = &[
    ("json", "kb.json"),
    ("ndjson", "kb.ndjson"),
    ("jsonld", "kb.jsonld"),
    ("csv", "tables"),
    ("csv", "tables.zip"),
    ("sqlite", "kb.db"),
    ("parquet", "columns"),
    ("csl", "csl.json"),
    ("dts", "kb.d.ts"),
];

/// Those whose output is the records in full. The others leave much of them out or compress them, so that the records themselves, which
/// an export must hold, are larger than what it writes.
const WHOLE: &[&str] = &["kb.json", "kb.ndjson", "tables", "kb.db"];

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if arguments.first().is_some_and(|job| job == "export" || job == "lint") {
        let code = massage_kb::cli::main();
        println!("{}", peak());
        return code;
    }
    match compare(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

/// The peak of this process's memory in KiB.
fn peak() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"));
    peak.unwrap_or("0").to_owned()
}

/// Runs the program with `arguments` in a process of its own: seconds, and the peak of its memory in bytes.
fn child(arguments: &[&str]) -> Result<(f64, f64), Anything> {
    let start = Instant::now();
    let output = Command::new(env::current_exe()?).args(arguments).output()?;
    let seconds = start.elapsed().as_secs_f64();
    if !output.status.success() {
        return Err(format!("{arguments:?}: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    let text = String::from_utf8(output.stdout)?;
    let peak: f64 = text.lines().last().unwrap_or_default().parse()?;
    Ok((seconds, peak * 1024.0))
}

/// The bytes in a file, or in all files of a folder.
fn size(path: &Path) -> io::Result<f64> {
    if path.is_dir() {
        fs::read_dir(path)?.map(|entry| size(&entry?.path())).sum()
    } else {
        Ok(fs::metadata(path)?.len() as f64)
    }
}

fn compare(arguments: &[String]) -> Result<(), Anything> {
    let records = arguments.iter().find_map(|argument| argument.parse().ok()).unwrap_or(RECORDS);
    let formats: Vec<&String> =
        arguments.iter().filter(|argument| argument.parse::<usize>().is_err()).collect();
    let wanted = |format: &str| formats.is_empty() || formats.iter().any(|wanted| *wanted == format);
    let folder = tempfile::tempdir()?;
    let base = folder.path().join("base");
    generator::write(&base, records)?;
    let base = base.to_string_lossy().into_owned();
    println!("{records} records, {:.1} MiB in their files", size(Path::new(&base))? / MEBIBYTE);
    let as_of = ["--as-of", "2026-11-22"];
    let (seconds, peak) = child(&[&["lint", &base][..], &as_of].concat())?;
    println!("lint alone: {seconds:.1} s, peak {:.1} MiB\n", peak / MEBIBYTE);
    println!("format    output MiB      s   peak MiB   peak/output   peak/kb.json");
    let mut json = f64::NAN;
    let mut above = Vec::new();
    for (format, name) in FORMATS.iter().filter(|(format, _)| *format == "json" || wanted(format)) {
        let out = folder.path().join(name);
        let shown = out.to_string_lossy();
        let (seconds, peak) =
            child(&[&["export", &base, "--format", format, "--out", &shown][..], &as_of].concat())?;
        let written = size(&out)?;
        if *format == "json" {
            json = written;
        }
        let label = if name.ends_with(".zip") { "csv, zip" } else { format };
        let is_whole = WHOLE.contains(name);
        println!(
            "{label:<9} {:>10.1} {seconds:>6.1} {:>10.1} {:>12.2}{} {:>13.2}",
            written / MEBIBYTE,
            peak / MEBIBYTE,
            peak / written,
            if is_whole { ' ' } else { '*' },
            peak / json,
        );
        let measure = if is_whole { written } else { json };
        if peak > AIM * measure {
            above.push(label);
        }
    }
    println!(
        "\n* compressed, or a part of the records: the records that it is made of are larger, and held against kb.json"
    );
    match above.as_slice() {
        [] => println!("all within {AIM} times what they wrote, or (*) kb.json"),
        above => println!("above {AIM} times: {}", above.join(", ")),
    }
    Ok(())
}
