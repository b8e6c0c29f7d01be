//! From what the services said of one work to its line in the lock.

use jiff::Timestamp;

use super::client::Fault;
use super::opinion::{Opinion, Record};
use crate::lock::{Confirmation, Reason, Standing, Verdict, WorkEntry, next_standing_check, next_work_check};

/// What came of the question whether an identifier is one.
#[derive(Clone, Debug)]
pub(super) enum Identity {
    /// A service knows it.
    Known,
    /// The service that must know says that there is none.
    Missing(Reason, String),
    /// Nobody could tell.
    Fault(Fault),
    /// There was nobody to ask.
    Unasked,
}

/// What was learned of one work.
#[derive(Clone, Debug)]
pub(super) struct Learned {
    pub(super) identity: Identity,
    pub(super) record: Record,
    /// What else was said, for people.
    pub(super) remarks: Vec<String>,
}

impl Learned {
    pub(super) fn new(identity: Identity, record: Record) -> Self {
        Self { identity, record, remarks: Vec::new() }
    }

    pub(super) fn worst(&self) -> Option<Standing> {
        self.record.opinions.iter().map(|opinion| opinion.standing).max()
    }
}

/// The entry of `work`. What was known before is kept where nobody could say anything now.
pub(super) fn entry(
    work: &str,
    learned: Learned,
    earlier: Option<&WorkEntry>,
    confirmation: Confirmation,
    now: Timestamp,
) -> WorkEntry {
    let Learned { identity, record, remarks } = learned;
    let mut evidence: Vec<String> = record.opinions.iter().map(|opinion| opinion.evidence.clone()).collect();
    evidence.extend(remarks);
    let worst = worst(&record.opinions);
    let mut standing = worst.map(|opinion| opinion.standing);
    let mut notice = worst.and_then(|opinion| opinion.notice.clone());
    let (mut verdict, mut reason, mut retry_at) = match identity {
        Identity::Known => (Verdict::Ok, None, None),
        Identity::Missing(reason, said) => {
            evidence.push(said);
            (Verdict::Broken, Some(reason), None)
        }
        Identity::Fault(fault) => {
            evidence.push(fault.evidence);
            (Verdict::Unverifiable, Some(fault.reason), fault.retry_at)
        }
        Identity::Unasked => {
            evidence.push("no service was asked".to_owned());
            (Verdict::Skipped, Some(Reason::Offline), None)
        }
    };
    let failed = matches!(verdict, Verdict::Unverifiable | Verdict::Skipped);
    let asked_again = next_work_check(work, verdict, now, retry_at.take());
    // A failure takes nothing back: what was retracted is, until a service says otherwise.
    let silent = failed && standing.is_none_or(|standing| standing == Standing::Current);
    if let Some(earlier) = earlier.filter(|earlier| silent && earlier.standing > Some(Standing::Current)) {
        (standing, notice) = (earlier.standing, earlier.notice.clone());
        evidence.push(format!("how it stands was learned at {}", earlier.checked_at));
    } else if silent && verdict == Verdict::Unverifiable {
        standing = None;
    }
    let stands = match standing {
        Some(Standing::Retracted) => Some(Verdict::Retracted),
        Some(Standing::Concern) => Some(Verdict::Concern),
        Some(Standing::Corrected) => Some(Verdict::Corrected),
        _ => None,
    };
    // That an identifier is gone is worse than a notice, but for a retraction.
    if let Some(stands) = stands.filter(|stands| verdict != Verdict::Broken || *stands == Verdict::Retracted)
    {
        (verdict, reason) = (stands, None);
    }
    let before = |failed: bool| earlier.filter(|_| failed);
    let mut entry = WorkEntry {
        work: work.to_owned(),
        verdict,
        reason,
        standing,
        notice,
        title: record.title.or_else(|| before(failed)?.title.clone()),
        year: record.year.or_else(|| before(failed)?.year),
        first_author: record.first_author.or_else(|| before(failed)?.first_author.clone()),
        checked_at: now,
        next: asked_again,
        standing_next: None,
        fails: 0,
        first_fail: None,
        evidence: evidence.join("; "),
    };
    confirmation.work(earlier, &mut entry);
    entry.next = if failed { asked_again } else { next_work_check(work, entry.verdict, now, None) };
    entry.standing_next = match entry.verdict {
        Verdict::Broken | Verdict::Skipped => None,
        _ if failed => Some(asked_again),
        _ => Some(next_standing_check(work, standing, now)),
    };
    entry
}

/// The worst opinion, and of equals the first whose notice has a DOI.
pub(super) fn worst(opinions: &[Opinion]) -> Option<&Opinion> {
    let has_doi = |opinion: &Opinion| opinion.notice.as_ref().is_some_and(|notice| notice.doi.is_some());
    opinions.iter().rev().max_by_key(|opinion| (opinion.standing, has_doi(opinion)))
}
