//! The address guard: what may be asked at all.
//!
//! A URL is judged before any request ([`Guard::check`]), and so is every target of a redirect. Addresses behind a name are judged by
//! the resolver, which hands the connection only those that pass: nothing is looked up twice, so that a name
//! cannot answer one thing to the guard and another to the connection. Through a proxy ([`super::Settings::proxy`]) the last does not
//! hold: there the proxy looks names up, and only it can keep them out of its network.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use url::{Host, Url};

use super::address;

/// A host or a block of addresses that may be asked although it is private.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Exception {
    /// A name, in the spelling of URLs, with all addresses that it has.
    Host(String),
    /// The addresses whose first `prefix` bits are those of `address`.
    Block {
        /// Any address of the block.
        address: IpAddr,
        /// The length of the common prefix, in bits.
        prefix: u8,
    },
}

/// Text that is neither a host, an IP address nor a block.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is neither a host, an IP address nor a block such as `127.0.0.0/8`; write one of these")]
pub struct NotAnException(String);

impl FromStr for Exception {
    type Err = NotAnException;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let failure = || NotAnException(text.to_owned());
        let (host, prefix) = match text.split_once('/') {
            Some((host, prefix)) => (host, Some(prefix.parse::<u8>().map_err(|_| failure())?)),
            None => (text, None),
        };
        let bare = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(host);
        if let Ok(address) = bare.parse::<IpAddr>() {
            let longest = if address.is_ipv4() { 32 } else { 128 };
            let prefix = prefix.unwrap_or(longest);
            return if prefix <= longest { Ok(Self::Block { address, prefix }) } else { Err(failure()) };
        }
        match (Host::parse(host), prefix) {
            (Ok(Host::Domain(name)), None) => Ok(Self::Host(plain(&name).to_owned())),
            _ => Err(failure()),
        }
    }
}

impl Exception {
    /// The host of a URL, as an exception.
    pub fn of_url(url: &str) -> Option<Self> {
        Url::parse(url).ok()?.host_str()?.parse().ok()
    }
}

impl fmt::Display for Exception {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Host(host) => f.write_str(host),
            Self::Block { address, prefix } => write!(f, "{address}/{prefix}"),
        }
    }
}

/// Why an address is not asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Neither http nor https.
    #[error("`{0}:` is not allowed, only http and https")]
    Scheme(String),
    /// A user or a password stands in the URL.
    #[error("the address carries a user name or a password")]
    Credentials,
    /// A port of another service, where a request could do harm (the "bad ports" of the Fetch standard).
    #[error("port {0} belongs to another service")]
    Port(u16),
    /// A name that means this machine or this network.
    #[error("`{0}` is a name of this machine or network")]
    Name(String),
    /// An IP address that is not public, `host` being what led to it.
    #[error("`{host}` is {kind}")]
    Address {
        /// The host as the URL has it; with the address, where that differs.
        host: String,
        /// What kind of address it is.
        kind: &'static str,
    },
}

/// Decides what may be asked.
#[derive(Clone, Debug, Default)]
pub struct Guard {
    exceptions: Vec<Exception>,
}

/// The ports that browsers refuse: <https://fetch.spec.whatwg.org/#port-blocking>.
const BAD_PORTS: [u16; 83] = [
    0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103,
    104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514,
    515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723,
    2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
];

/// Names that never mean a machine of the public internet (RFC 6761, 6762, 8375, 7686, and ICANN's `internal`).
const LOCAL_NAMES: [&str; 6] = ["localhost", "local", "internal", "home.arpa", "localdomain", "onion"];

impl Guard {
    /// A guard that lets through what is public, and `exceptions`.
    pub fn new(exceptions: Vec<Exception>) -> Self {
        Self { exceptions }
    }

    /// Whether `url` may be asked, as far as it can be seen without looking its name up.
    ///
    /// # Errors
    ///
    /// The reason why not.
    pub fn check(&self, url: &Url) -> Result<(), Refusal> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Refusal::Scheme(url.scheme().to_owned()));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Refusal::Credentials);
        }
        if let Some(port) = url.port().filter(|port| BAD_PORTS.contains(port)) {
            return Err(Refusal::Port(port));
        }
        match url.host() {
            Some(Host::Ipv4(literal)) => self.check_address(&literal.to_string(), literal.into()),
            Some(Host::Ipv6(literal)) => self.check_address(&literal.to_string(), literal.into()),
            Some(Host::Domain(name)) => self.check_name(plain(name)),
            None => Err(Refusal::Name(String::new())),
        }
    }

    fn check_name(&self, name: &str) -> Result<(), Refusal> {
        let local = name.is_empty()
            || LOCAL_NAMES.iter().any(|local| {
                name.strip_suffix(local).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
            });
        if local && !self.allows_name(name) { Err(Refusal::Name(name.to_owned())) } else { Ok(()) }
    }

    /// Whether `host` may be asked at `address`.
    ///
    /// # Errors
    ///
    /// The reason why not.
    pub fn check_address(&self, host: &str, address: IpAddr) -> Result<(), Refusal> {
        let Some(kind) = address::refusal(address) else { return Ok(()) };
        let held = address::canonical(address);
        if self.allows_name(plain(host)) || self.exceptions.iter().any(|exception| exception.holds(held)) {
            return Ok(());
        }
        let text = address.to_string();
        let host = if host == text { text } else { format!("{host} ({text})") };
        Err(Refusal::Address { host, kind })
    }

    fn allows_name(&self, name: &str) -> bool {
        self.exceptions.iter().any(|exception| match exception {
            Exception::Host(host) => host.eq_ignore_ascii_case(name),
            Exception::Block { .. } => false,
        })
    }
}

impl Exception {
    fn holds(&self, candidate: IpAddr) -> bool {
        let Self::Block { address, prefix } = self else { return false };
        let (one, other, width) = match (address::canonical(*address), candidate) {
            (IpAddr::V4(one), IpAddr::V4(other)) => {
                (u128::from(one.to_bits()), u128::from(other.to_bits()), 32)
            }
            (IpAddr::V6(one), IpAddr::V6(other)) => (one.to_bits(), other.to_bits(), 128),
            _ => return false,
        };
        // A prefix given for a mapped address counts the 96 bits before it.
        let prefix = u32::from(*prefix).saturating_sub(if width == 32 && address.is_ipv6() { 96 } else { 0 });
        let ignored = u32::saturating_sub(width, prefix);
        (one ^ other).checked_shr(ignored).unwrap_or(0) == 0
    }
}

/// A name without the dot that may stand at its end and means the same.
pub(super) fn plain(name: &str) -> &str {
    name.strip_suffix('.').unwrap_or(name)
}
