//! The arguments of `kb links`.

use std::path::PathBuf;
use std::time::Duration;

use jiff::SignedDuration;
use url::Url;

use super::super::output::note;
use super::render::Format;
use crate::link_settings::LinkSettings;
use crate::links::guard::Exception;
use crate::links::services::ServiceSettings;
use crate::links::{Choice, Settings, Shard};
use crate::lint::Config;
use crate::lock::Confirmation;

/// Checks whether each source still stands and still says what is quoted, and keeps what it learns in links.lock.
#[derive(clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(in super::super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    /// The folder that contains kb.toml. Default: the current folder, ./kb, or the nearest folder above.
    pub(super) path: Option<PathBuf>,
    /// The format of the report. Default: github inside GitHub Actions, human elsewhere.
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Write the report to this file, and the human report to the terminal.
    #[arg(long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Make no requests: report what links.lock knows.
    #[arg(long)]
    pub(super) offline: bool,
    /// Check only what links.lock does not know yet.
    #[arg(long)]
    changed_only: bool,
    /// Check only the addresses of this host (repeatable).
    #[arg(long, value_name = "HOST")]
    host: Vec<String>,
    /// Do one share of the work, such as 1/4; `kb links merge` merges the locks.
    #[arg(long, value_name = "I/N")]
    shard: Option<Shard>,
    /// Do not read or write a lock.
    #[arg(long, conflicts_with = "lock")]
    pub(super) no_lock: bool,
    /// The lock. Default: links.lock next to kb.toml.
    #[arg(long, value_name = "FILE")]
    pub(super) lock: Option<PathBuf>,
    /// Drop entries that no record cites any more, even if that is more than half of the lock.
    #[arg(long)]
    pub(super) prune: bool,
    /// A private host, address or block that may be visited anyway (repeatable).
    #[arg(long, value_name = "HOST")]
    allow_private: Vec<Exception>,
    /// An HTTP proxy for all requests; proxies from the environment are not used. The proxy itself must keep requests
    /// out of its private network.
    #[arg(long, value_name = "URL", value_parser = proxy)]
    proxy: Option<Url>,
    /// How many requests at once.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1024))]
    concurrency: Option<u32>,
    /// How many requests at once to one host.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=64))]
    per_host: Option<u32>,
    /// The shortest time between two requests to one host, such as 200ms.
    #[arg(long, value_name = "TIME", value_parser = time)]
    interval: Option<Duration>,
    /// The longest time to wait for one answer, such as 30s.
    #[arg(long, value_name = "TIME", value_parser = time)]
    timeout: Option<Duration>,
    /// The longest time for the whole run, such as 15m.
    #[arg(long, value_name = "TIME", value_parser = time)]
    budget: Option<Duration>,
    /// How many bytes of an answer to read at most.
    #[arg(long, value_name = "BYTES", value_parser = clap::value_parser!(u64).range(1024..=1 << 30))]
    max_body: Option<u64>,
    /// How many failures before a page that worked is called broken.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100))]
    confirm: Option<u32>,
    /// The shortest time from the first failure to the last, such as 3d.
    #[arg(long, value_name = "TIME", value_parser = time)]
    confirm_after: Option<Duration>,
    /// The CSV file of retractions from Retraction Watch; also used with `--offline`.
    #[arg(long, value_name = "FILE")]
    pub(super) retractions: Option<PathBuf>,
    /// The base address of Crossref; `none` leaves it out (the same for the options below).
    #[arg(long, value_name = "URL")]
    crossref: Option<String>,
    /// The base address for resolving DOIs.
    #[arg(long, value_name = "URL")]
    doi: Option<String>,
    /// The base address of NCBI's E-utilities.
    #[arg(long, value_name = "URL")]
    ncbi: Option<String>,
    /// The base address of the Wayback Machine.
    #[arg(long, value_name = "URL")]
    wayback: Option<String>,
    /// The base address of OpenAlex.
    #[arg(long, value_name = "URL")]
    openalex: Option<String>,
}

#[derive(clap::Subcommand)]
pub(super) enum Command {
    /// Merge the locks of several runs; for each address, the later result wins.
    Merge(super::merge::Arguments),
}

impl Arguments {
    pub(super) fn format(&self) -> Format {
        self.format.unwrap_or_else(|| match std::env::var("GITHUB_ACTIONS").as_deref() {
            Ok("true") => Format::Github,
            _ => Format::Human,
        })
    }

    pub(super) fn choice(&self) -> Choice {
        Choice {
            changed_only: self.changed_only,
            hosts: self.host.clone(),
            shard: self.shard,
            offline: self.offline,
        }
    }

    pub(super) fn confirmation(&self, config: &Config) -> Confirmation {
        let mut confirmation = config.links.confirmation();
        confirmation.failures = self.confirm.unwrap_or(confirmation.failures);
        if let Some(after) = self.confirm_after {
            confirmation.after = SignedDuration::try_from(after).unwrap_or(SignedDuration::MAX);
        }
        confirmation
    }

    /// The services of kb.toml, and over them those of the command line. Who names a service there may name a private one, and has
    /// the key told to it: kb.toml comes with the records, and may do neither.
    pub(super) fn services(&self, config: &Config, http: Settings) -> ServiceSettings {
        let mut services = ServiceSettings::new(http, &config.links);
        services.confirmation = self.confirmation(config);
        let exceptions = &mut services.http.exceptions;
        let mut put = |to: &mut Option<String>, given: &Option<String>| match given.as_deref() {
            None => {}
            Some("none") => *to = None,
            Some(url) => {
                exceptions.extend(Exception::of_url(url));
                *to = Some(url.trim_end_matches('/').to_owned());
            }
        };
        put(&mut services.crossref, &self.crossref);
        put(&mut services.doi, &self.doi);
        put(&mut services.ncbi, &self.ncbi);
        put(&mut services.wayback, &self.wayback);
        put(&mut services.openalex, &self.openalex);
        let is_known = services.ncbi == LinkSettings::default().ncbi || self.ncbi.is_some();
        let key = std::env::var("NCBI_API_KEY").ok().filter(|key| !key.is_empty());
        if key.is_some() && !is_known && services.ncbi.is_some() {
            note(
                "the key in `NCBI_API_KEY` is not sent to an address from kb.toml; give the address with `--ncbi`",
            );
        }
        services.ncbi_api_key = key.filter(|_| is_known);
        services
    }

    /// The settings of kb.toml, and over them those of the command line.
    pub(super) fn settings(&self, config: &Config) -> Settings {
        let links = &config.links;
        let mut settings = Settings::new(links.contact.as_deref());
        settings.exceptions.clone_from(&self.allow_private);
        settings.proxy.clone_from(&self.proxy);
        let size = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
        settings.concurrency = size(self.concurrency.unwrap_or(links.concurrency));
        settings.per_host = size(self.per_host.unwrap_or(links.per_host));
        settings.interval = self.interval.unwrap_or(links.interval);
        settings.total_timeout = self.timeout.unwrap_or(links.timeout);
        settings.connect_timeout = settings.connect_timeout.min(settings.total_timeout);
        settings.read_timeout = settings.read_timeout.min(settings.total_timeout);
        settings.budget = self.budget.or(links.budget).unwrap_or(settings.budget);
        settings.max_body = usize::try_from(self.max_body.unwrap_or(links.max_body)).unwrap_or(usize::MAX);
        settings
    }
}

/// A length of time: `200ms`, `30s`, `15m`, `2h`, `3d`, or a number of seconds.
fn time(text: &str) -> Result<Duration, String> {
    let unknown = || format!("`{text}` is not a length of time; write for example 200ms, 30s, 15m, 2h or 3d");
    let number = |text: &str| text.trim().parse::<u64>().ok();
    if let Some(seconds) = number(text) {
        return Ok(Duration::from_secs(seconds));
    }
    if let Some(days) = text.strip_suffix('d').and_then(number) {
        return Ok(Duration::from_secs(days.saturating_mul(24 * 60 * 60)));
    }
    let read: SignedDuration = text.parse().map_err(|_| unknown())?;
    Duration::try_from(read).map_err(|_| unknown())
}

/// An HTTP proxy.
fn proxy(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    url.ok_or_else(|| {
        format!("`{text}` is not an HTTP proxy; write for example http://proxy.example.org:3128")
    })
}
