//! Answers that are no page: failures of the connection, and every status that is not 2xx.

use super::super::facts::PageFacts;
use super::super::fetch::{Answer, Chain, Failure};
use super::{Judgement, policy, signs};
use crate::lock::{Reason, Verdict};

/// No answer at all.
pub(super) fn of_failure(failure: &Failure, chain: &Chain) -> Judgement {
    match failure {
        Failure::Policy(refusal) => {
            Judgement::new(Verdict::Skipped, Reason::Policy, policy(chain, &refusal.to_string()))
        }
        Failure::Transport(reason, message) => {
            let verdict = if *reason == Reason::NoSuchHost { Verdict::Broken } else { Verdict::Unverifiable };
            Judgement::new(verdict, *reason, format!("`{}`: {message}", chain.url))
        }
    }
}

/// An answer that is not 2xx. Walls are told by their marks, whatever status they hide behind.
pub(super) fn of_answer(answer: &Answer, facts: Option<&PageFacts>) -> Judgement {
    let status = answer.status;
    let wall = signs::in_headers(&answer.headers).or_else(|| signs::in_page(facts, &answer.body.bytes));
    let is_wall = wall.filter(|found| matches!(found.reason, Reason::BotWall | Reason::Captcha));
    // A page that is gone may well stand behind the same firewall as its neighbours: only a header is believed there.
    if let Some(found) =
        is_wall.filter(|_| !matches!(status, 404 | 410) || signs::in_headers(&answer.headers).is_some())
    {
        return Judgement::new(
            Verdict::Unverifiable,
            found.reason,
            format!("status {status}; {}", found.evidence),
        );
    }
    let (verdict, reason) = of_status(status);
    Judgement::new(verdict, reason, format!("status {status}"))
}

/// What a status that is not 2xx says of what was asked for, and why.
pub(crate) fn of_status(status: u16) -> (Verdict, Reason) {
    match status {
        404 => (Verdict::Broken, Reason::NotFound),
        410 => (Verdict::Broken, Reason::Gone),
        401 | 407 | 511 => (Verdict::Unverifiable, Reason::Unauthorized),
        402 | 403 | 418 => (Verdict::Unverifiable, Reason::Forbidden),
        408 | 425 => (Verdict::Unverifiable, Reason::TimeOut),
        429 | 430 => (Verdict::Unverifiable, Reason::TooManyRequests),
        451 => (Verdict::Unverifiable, Reason::LegalReasons),
        999 => (Verdict::Unverifiable, Reason::Denied),
        // What the address itself can never be answered with; the rest of the registry of IANA speaks of how it was asked, and firewalls
        // send it to robots. Other numbers are inventions of one server.
        400 | 414 => (Verdict::Broken, Reason::ClientError),
        405..=417 | 421..=424 | 426 | 428 | 431 | 440..=499 => (Verdict::Unverifiable, Reason::Forbidden),
        500..=599 => (Verdict::Unverifiable, Reason::ServerError),
        _ => (Verdict::Unverifiable, Reason::BadAnswer),
    }
}
