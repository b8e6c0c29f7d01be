//! Which addresses a run asks, and which it takes from the lock.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::str::FromStr;

use jiff::Timestamp;
use sha2::{Digest, Sha256};
use url::Url;

use super::guard::plain;
use super::{Asked, Job};
use crate::lock::{Lock, PageEntry, Reason};

/// What of a knowledge base a run is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Only what the lock does not know yet: new addresses, and addresses with new quotes.
    pub changed_only: bool,
    /// Only the addresses of these hosts, where there are any.
    pub hosts: Vec<String>,
    /// Only this share of the domains.
    pub shard: Option<Shard>,
    /// Make no request.
    pub offline: bool,
}

/// One of several runs that share the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// Which of them, from 1.
    pub number: u64,
    /// How many there are.
    pub count: u64,
}

/// A text that is no shard.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a share of the work; write for example `1/4` for the first of four runs")]
pub struct NoShard(String);

impl FromStr for Shard {
    type Err = NoShard;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts = text.split_once('/').and_then(|(number, count)| {
            let (number, count) = (number.parse().ok()?, count.parse().ok()?);
            (number >= 1 && number <= count).then_some(Self { number, count })
        });
        parts.ok_or_else(|| NoShard(text.to_owned()))
    }
}

impl Shard {
    /// Whether a host belongs to this run. All hosts of a registrable domain go to one run, so that its limits hold without the
    /// runs knowing of each other.
    pub fn has(self, host: &str) -> bool {
        let name = plain(host);
        let domain = psl::domain_str(name).unwrap_or(name);
        let digest = Sha256::digest(domain.as_bytes());
        let number = digest.iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        number % self.count + 1 == self.number
    }

    /// Whether the services that know works belong to this run: they belong to the first.
    pub fn has_services(self) -> bool {
        self.number == 1
    }
}

/// What a run does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The addresses that the run is about.
    pub chosen: BTreeSet<String>,
    /// Those of them that are to be asked now.
    pub jobs: Vec<Job>,
}

impl Plan {
    /// Plans a run at the time `now`, given what the lock holds.
    pub fn new(asked: &Asked, lock: &Lock, choice: &Choice, now: Timestamp) -> Self {
        let mut pages: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (url, quotes) in asked.cited.iter().flat_map(|cited| &cited.pages) {
            pages.entry(url).or_default().extend(quotes.iter().map(String::as_str));
        }
        // What one reference quotes is a quote, also where another one only has it in its address.
        let mut quoted: BTreeSet<(&str, &str)> = BTreeSet::new();
        for cited in &asked.cited {
            for (url, quotes) in &cited.pages {
                let words = cited.words.get(url);
                let own = quotes.iter().filter(|quote| words.is_none_or(|words| !words.contains(*quote)));
                quoted.extend(own.map(|quote| (url.as_str(), quote.as_str())));
            }
        }
        let mut titles: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for (cited, url) in
            asked.cited.iter().flat_map(|cited| cited.pages.keys().map(move |url| (cited, url)))
        {
            titles.entry(url).or_default().extend(cited.title.clone());
        }
        let mut plan = Self::default();
        let mut last_asked: HashMap<&str, Option<Timestamp>> = HashMap::new();
        for (url, quotes) in pages {
            if !choice.has(url) {
                continue;
            }
            let known = lock.pages.get(url);
            let is_known = known.is_some_and(|entry| {
                quotes.iter().all(|quote| entry.quotes.iter().any(|known| known.quote == *quote))
            });
            let is_due = known.is_none_or(|entry| entry.next <= now);
            if choice.changed_only && is_known {
                continue;
            }
            plan.chosen.insert(url.to_owned());
            if !choice.offline && (is_due || !is_known) {
                last_asked.insert(url, known.and_then(asked_at));
                let words = quotes.iter().filter(|quote| !quoted.contains(&(url, **quote)));
                plan.jobs.push(Job {
                    url: url.to_owned(),
                    words: words.map(|quote| (*quote).to_owned()).collect(),
                    quotes: quotes.into_iter().map(str::to_owned).collect(),
                    titles: titles.remove(url).unwrap_or_default(),
                });
            }
        }
        // Where a host has had enough before its turn is over, those that it left out come first the next time.
        plan.jobs.sort_by_key(|job| last_asked.get(job.url.as_str()).copied().flatten());
        plan
    }
}

/// When an answer came last; `None` where there was never one.
fn asked_at(entry: &PageEntry) -> Option<Timestamp> {
    let was_left_out = matches!(entry.reason, Some(Reason::CircuitOpen | Reason::OutOfTime));
    let never = was_left_out && entry.status.is_none() && entry.last_ok.is_none();
    (!never).then_some(entry.checked_at)
}

impl Choice {
    fn has(&self, url: &str) -> bool {
        if self.hosts.is_empty() && self.shard.is_none() {
            return true;
        }
        let url = Url::parse(url).ok();
        // What is no address is told by one run, and asked by none.
        let host = url.as_ref().and_then(Url::host_str).unwrap_or_default();
        let is_named = self.hosts.is_empty()
            || self.hosts.iter().any(|wanted| plain(host).eq_ignore_ascii_case(plain(wanted)));
        is_named && self.shard.is_none_or(|shard| shard.has(host))
    }

    /// Whether works are to be asked about.
    pub fn has_services(&self) -> bool {
        !self.offline && self.hosts.is_empty() && self.shard.is_none_or(Shard::has_services)
    }

    /// Whether the run is about everything, so that what it does not know is known to nobody.
    pub fn is_whole(&self) -> bool {
        self.hosts.is_empty() && self.shard.is_none() && !self.changed_only
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shard_is_a_number_of_a_count() {
        assert_eq!("2/4".parse(), Ok(Shard { number: 2, count: 4 }));
        for text in ["", "1", "0/4", "5/4", "1/0", "a/b", "-1/2", "1/2/3"] {
            assert!(text.parse::<Shard>().is_err(), "{text}");
        }
    }

    #[test]
    fn each_domain_belongs_to_one_shard_with_all_its_hosts() {
        let shard = |number| Shard { number, count: 5 };
        let mut sizes = [0; 5];
        for name in 0..200 {
            let hosts = [
                format!("site{name}.co.uk"),
                format!("www.site{name}.co.uk"),
                format!("a.b.site{name}.co.uk"),
            ];
            let of = |host: &str| (1..=5).filter(|&number| shard(number).has(host)).collect::<Vec<_>>();
            let first = of(&hosts[0]);
            assert_eq!(first.len(), 1);
            assert!(hosts.iter().all(|host| of(host) == first), "{hosts:?}");
            sizes[first[0] as usize - 1] += 1;
        }
        assert!(sizes.iter().all(|&size| size > 20), "{sizes:?}");
    }
}
