//! Looks names up, and hands on only the addresses that the guard lets through.

use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::guard::Guard;

/// The addresses of a name, on their way.
pub type Lookup = Pin<Box<dyn Future<Output = Result<Vec<IpAddr>, LookupError>> + Send>>;

/// Finds the addresses of names. What it answers is judged by the guard, whoever answers.
pub trait Names: Send + Sync {
    /// All addresses of `name`.
    fn addresses(&self, name: &str) -> Lookup;
}

/// Why a name has no address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LookupError {
    /// No machine has this name.
    #[error("there is no host `{0}`")]
    NoSuchHost(String),
    /// Nobody can say now whether a machine has it.
    #[error("`{name}` could not be looked up: {message}")]
    Failed {
        /// The name.
        name: String,
        /// What the system said.
        message: String,
    },
}

/// Asks the system, as every other program does.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemNames;

impl Names for SystemNames {
    fn addresses(&self, name: &str) -> Lookup {
        let name = name.to_owned();
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await;
            match found.map(|found| found.map(|address| address.ip()).collect::<Vec<_>>()) {
                Ok(found) if found.is_empty() => Err(LookupError::NoSuchHost(name)),
                Ok(found) => Ok(found),
                Err(error) if is_unknown(&error) => Err(LookupError::NoSuchHost(name)),
                Err(error) => Err(LookupError::Failed { name, message: error.to_string() }),
            }
        })
    }
}

/// Whether the system said for sure that there is no such name. The standard library keeps the code of `getaddrinfo` to itself, so
/// its words must do: those of glibc (two codes), of musl and of the BSDs; Windows has a code.
fn is_unknown(error: &io::Error) -> bool {
    const WSAHOST_NOT_FOUND: i32 = 11001;
    const WORDS: [&str; 4] = [
        "Name or service not known",
        "No address associated with",
        "Name does not resolve",
        "nodename nor servname",
    ];
    let message = error.to_string();
    WORDS.iter().any(|words| message.contains(words))
        || (cfg!(windows) && error.raw_os_error() == Some(WSAHOST_NOT_FOUND))
}

/// The resolver that reqwest asks: [`Names`] behind the guard.
pub(super) struct GuardedNames {
    pub(super) names: Arc<dyn Names>,
    pub(super) guard: Arc<Guard>,
}

impl Resolve for GuardedNames {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = Arc::clone(&self.guard);
        let lookup = self.names.addresses(name.as_str());
        Box::pin(async move {
            let found = lookup.await?;
            let mut passed = Vec::with_capacity(found.len());
            let mut refusal = None;
            for address in found {
                match guard.check_address(name.as_str(), address) {
                    Ok(()) => passed.push(SocketAddr::new(address, 0)),
                    Err(reason) => refusal = Some(reason),
                }
            }
            match refusal {
                Some(refusal) if passed.is_empty() => Err(refusal.into()),
                _ => Ok(Box::new(passed.into_iter()) as Addrs),
            }
        })
    }
}
