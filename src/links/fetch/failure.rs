//! Why no answer came, told by the errors that the layers below wrap in one another.

use std::error::Error;
use std::io;

use super::super::guard::Refusal;
use super::super::resolve::LookupError;
use crate::lock::Reason;

/// Why no answer came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// The name leads only to addresses that are never asked.
    Policy(Refusal),
    /// Anything else, with its reason and the words of whoever noticed.
    Transport(Reason, String),
}

impl Failure {
    pub(crate) fn time_out(what: &str) -> Self {
        Self::Transport(Reason::TimeOut, what.to_owned())
    }

    pub(crate) fn reason(&self) -> Reason {
        match self {
            Self::Policy(_) => Reason::Policy,
            Self::Transport(reason, _) => *reason,
        }
    }

    /// Whether the same request may fare better later.
    pub(crate) fn may_pass(&self) -> bool {
        matches!(self.reason(), Reason::TimeOut | Reason::Reset | Reason::Lookup)
    }

    /// Whether the host would not or could not deal with us.
    pub(crate) fn is_refusal(&self) -> bool {
        !matches!(self.reason(), Reason::Policy | Reason::BadAnswer)
    }
}

impl From<reqwest::Error> for Failure {
    fn from(error: reqwest::Error) -> Self {
        let error = error.without_url();
        let timed_out = error.is_timeout();
        let in_connection = error.is_connect();
        let undecodable = error.is_decode();
        classify(&error).unwrap_or_else(|| {
            let reason = match (timed_out, in_connection) {
                (true, _) => Reason::TimeOut,
                (_, true) => Reason::Refused,
                _ => Reason::BadAnswer,
            };
            Self::Transport(
                reason,
                if undecodable { "the body cannot be decompressed".to_owned() } else { innermost(&error) },
            )
        })
    }
}

/// Follows the causes down to the first that says what happened.
fn classify(error: &(dyn Error + 'static)) -> Option<Failure> {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if let Some(failure) = classify_one(error) {
            return Some(failure);
        }
        // The error inside of an I/O error is not its source, but beside it.
        let inner = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        if let Some(failure) = inner.and_then(|inner| classify(inner)) {
            return Some(failure);
        }
        if let Some(failure) = error.downcast_ref::<io::Error>().and_then(classify_io) {
            return Some(failure);
        }
        cause = error.source();
    }
    None
}

fn classify_one(error: &(dyn Error + 'static)) -> Option<Failure> {
    let transport = |reason, message: String| Some(Failure::Transport(reason, message));
    if let Some(refusal) = error.downcast_ref::<Refusal>() {
        return Some(Failure::Policy(refusal.clone()));
    }
    if let Some(lookup) = error.downcast_ref::<LookupError>() {
        let reason = match lookup {
            LookupError::NoSuchHost(_) => Reason::NoSuchHost,
            LookupError::Failed { .. } => Reason::Lookup,
        };
        return transport(reason, lookup.to_string());
    }
    if let Some(tls) = error.downcast_ref::<rustls::Error>() {
        return transport(Reason::Tls, tls.to_string());
    }
    let hyper = error.downcast_ref::<hyper::Error>()?;
    if hyper.is_timeout() {
        transport(Reason::TimeOut, hyper.to_string())
    } else if hyper.is_incomplete_message() || hyper.is_canceled() || hyper.is_closed() {
        transport(Reason::Reset, hyper.to_string())
    } else if hyper.is_parse() {
        transport(Reason::BadAnswer, innermost(hyper))
    } else {
        None
    }
}

fn classify_io(error: &io::Error) -> Option<Failure> {
    use io::ErrorKind::{
        BrokenPipe, ConnectionAborted, ConnectionRefused, ConnectionReset, HostUnreachable,
        NetworkUnreachable, NotConnected, TimedOut, UnexpectedEof,
    };
    let reason = match error.kind() {
        ConnectionRefused | HostUnreachable | NetworkUnreachable => Reason::Refused,
        ConnectionReset | ConnectionAborted | BrokenPipe | UnexpectedEof | NotConnected => Reason::Reset,
        TimedOut => Reason::TimeOut,
        _ => return None,
    };
    Some(Failure::Transport(reason, error.to_string()))
}

fn innermost(error: &(dyn Error + 'static)) -> String {
    let mut error = error;
    while let Some(source) = error.source() {
        error = source;
    }
    error.to_string()
}
