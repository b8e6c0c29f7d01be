//! A run over works: queries in, lines for the lock out.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;

use futures_util::future::join_all;
use jiff::Timestamp;

use super::client::{Fault, Service, Shared};
use super::entry::{Identity, Learned, entry};
use super::opinion::Record;
use super::retraction_watch::RetractionWatch;
use super::{ServiceError, ServiceSettings, ServicesSummary, WorkQuery, WorkResult};
use super::{crossref, doi, ncbi, openalex};
use crate::lock::{Lock, Reason, Standing, WorkEntry};

/// Asks the services about the works of `queries`, and hands each result to `on_result` as soon as it is known, in no particular order.
///
/// A work of which `earlier` holds an entry that is still good is not asked about; a notice in `retractions` is joined to it all the
/// same. The run ends when everything is done, when the budget of `settings.http` is used up (what is left is `out-of-time`), or when
/// `cancel` is done (what is left gets no result). It needs a tokio runtime with time and I/O; the future stays on its thread.
///
/// # Errors
///
/// [`ServiceError`] where nobody can be asked at all. What goes wrong with one work or one service is a verdict, never an error.
pub async fn check_works(
    settings: &ServiceSettings,
    queries: Vec<WorkQuery>,
    retractions: Option<&RetractionWatch>,
    earlier: &Lock,
    now: Timestamp,
    on_result: impl FnMut(WorkResult),
    cancel: impl Future<Output = ()>,
) -> Result<ServicesSummary, ServiceError> {
    let shared = Shared::new(settings, Some(now))?;
    let service = |name, base: &Option<String>| Service::new(name, base.as_ref(), &shared);
    let run = Run {
        settings,
        crossref: service("Crossref", &settings.crossref)?,
        doi: service("doi.org", &settings.doi)?,
        ncbi: service("NCBI", &settings.ncbi)?,
        openalex: service("OpenAlex", &settings.openalex)?,
        retractions,
        earlier,
        now,
        results: RefCell::new((0, on_result)),
    };
    let works: BTreeSet<String> = queries.into_iter().map(|query| query.work).collect();
    let count = works.len();
    let (dois, numbers) = run.sort(works);
    let cancelled = tokio::select! {
        biased;
        () = cancel => true,
        _ = async { tokio::join!(run.dois(dois), run.numbers(numbers)) } => false,
    };
    let mut summary = ServicesSummary { requests: shared.requests.get(), cancelled, ..Default::default() };
    for service in [&run.crossref, &run.doi, &run.ncbi, &run.openalex].into_iter().flatten() {
        if service.failures.get() > 0 {
            summary.failures.insert(service.name.to_owned(), service.failures.get());
        }
    }
    summary.results = run.results.borrow().0;
    summary.unfinished = count.saturating_sub(summary.results);
    Ok(summary)
}

struct Run<'a, F> {
    settings: &'a ServiceSettings,
    crossref: Option<Service>,
    doi: Option<Service>,
    ncbi: Option<Service>,
    openalex: Option<Service>,
    retractions: Option<&'a RetractionWatch>,
    earlier: &'a Lock,
    now: Timestamp,
    results: RefCell<(usize, F)>,
}

impl<F: FnMut(WorkResult)> Run<'_, F> {
    /// Tells what needs no question; the DOIs and the numbers that are left, bare.
    fn sort(&self, works: BTreeSet<String>) -> (Vec<String>, Vec<String>) {
        let (mut dois, mut numbers) = (Vec::new(), Vec::new());
        for work in works {
            let known = self.earlier.works.get(&work);
            let is_good = |entry: &&WorkEntry| {
                entry.next > self.now && entry.standing_next.is_none_or(|next| next > self.now)
            };
            if let Some(known) = known.filter(is_good) {
                self.keep(known);
            } else if let Some(doi) = work.strip_prefix("doi:") {
                if crate::doi::bare(doi).as_deref() == Some(doi) {
                    dois.push(doi.to_owned());
                } else {
                    self.no_such(&work, Reason::NoSuchDoi, "it is no DOI in small letters");
                }
            } else {
                let number = work.strip_prefix("pmid:").unwrap_or_default();
                if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) {
                    numbers.push(number.to_owned());
                } else {
                    self.no_such(&work, Reason::NoSuchPmid, "it is no PubMed number");
                }
            }
        }
        (dois, numbers)
    }

    /// What the lock held, unless the table of Retraction Watch has worse.
    fn keep(&self, known: &WorkEntry) {
        let worse = self
            .retractions
            .and_then(|table| table.opinion(&known.work))
            .filter(|opinion| Some(opinion.standing) > known.standing.or(Some(Standing::Current)));
        let Some(opinion) = worse else {
            return self.emit(WorkResult { entry: known.clone(), from_lock: true });
        };
        let record = Record {
            title: known.title.clone(),
            year: known.year,
            first_author: known.first_author.clone(),
            opinions: vec![opinion],
        };
        let mut joined = self.entry(&known.work, Learned::new(Identity::Known, record));
        // Nobody was asked, so nothing is put off.
        (joined.checked_at, joined.next, joined.standing_next) =
            (known.checked_at, known.next, known.standing_next);
        if !known.evidence.is_empty() {
            joined.evidence = format!("{}; {}", known.evidence, joined.evidence);
        }
        self.emit(WorkResult { entry: joined, from_lock: false });
    }

    fn no_such(&self, work: &str, reason: Reason, said: &str) {
        self.tell(work, Learned::new(Identity::Missing(reason, said.to_owned()), Record::default()));
    }

    fn entry(&self, work: &str, learned: Learned) -> WorkEntry {
        entry(work, learned, self.earlier.works.get(work), self.settings.confirmation, self.now)
    }

    fn tell(&self, work: &str, mut learned: Learned) {
        learned.record.opinions.extend(self.retractions.and_then(|table| table.opinion(work)));
        let unasked = matches!(learned.identity, Identity::Unasked) && learned.record.opinions.is_empty();
        if let Some(known) = self.earlier.works.get(work).filter(|_| unasked) {
            return self.emit(WorkResult { entry: known.clone(), from_lock: true });
        }
        self.emit(WorkResult { entry: self.entry(work, learned), from_lock: false });
    }

    fn emit(&self, result: WorkResult) {
        let mut results = self.results.borrow_mut();
        results.0 += 1;
        (results.1)(result);
    }

    /// All questions at once: how many go out together is each service's own affair.
    async fn dois(&self, dois: Vec<String>) {
        let batches = crossref::batches(&dois);
        join_all(batches.iter().map(|batch| self.batch(batch))).await;
    }

    async fn batch(&self, batch: &[String]) {
        let answers = match &self.crossref {
            Some(service) => crossref::ask(service, batch, self.settings.mail()).await,
            None => batch.iter().map(|doi| (doi.clone(), Ok(None))).collect(),
        };
        let learned = join_all(answers.into_iter().map(|(doi, answer)| async {
            let learned = match answer {
                Ok(Some(record)) => Learned::new(Identity::Known, record),
                Ok(None) => self.by_handle(&doi).await,
                Err(fault) => Learned::new(Identity::Fault(fault), Record::default()),
            };
            // The third opinion is heard where there is none, and on what is said to be retracted.
            let has_opinion = matches!(learned.worst(), Some(Standing::Current | Standing::Corrected));
            if has_opinion || matches!(learned.identity, Identity::Missing(..)) {
                self.tell(&format!("doi:{doi}"), learned);
                None
            } else {
                Some((doi, learned))
            }
        }));
        self.third_opinion(learned.await.into_iter().flatten().collect()).await;
    }

    /// A DOI that Crossref does not know may be another agency's.
    async fn by_handle(&self, doi: &str) -> Learned {
        let without =
            if self.crossref.is_some() { "Crossref does not know it" } else { "Crossref is left out" };
        let Some(service) = &self.doi else {
            let identity = match &self.crossref {
                Some(crossref) => {
                    let said = "does not know it, and doi.org is left out";
                    Identity::Fault(crossref.fault(Reason::NotFound, said))
                }
                None => Identity::Unasked,
            };
            return Learned::new(identity, Record::default());
        };
        let (identity, said) = match doi::exists(service, doi).await {
            Ok(true) => (Identity::Known, Some(format!("{without}; doi.org: registered"))),
            Ok(false) => {
                let said = "doi.org: nobody registered it".to_owned();
                (Identity::Missing(Reason::NoSuchDoi, said), None)
            }
            Err(fault) => (Identity::Fault(fault), None),
        };
        Learned { remarks: said.into_iter().collect(), ..Learned::new(identity, Record::default()) }
    }

    async fn third_opinion(&self, mut doubtful: BTreeMap<String, Learned>) {
        let dois: Vec<String> = doubtful.keys().cloned().collect();
        for batch in dois.chunks(openalex::BATCH) {
            let asked = match &self.openalex {
                Some(service) => openalex::ask(service, batch, self.settings.mail()).await,
                None => Ok(BTreeMap::new()),
            };
            for doi in batch {
                let Some(mut learned) = doubtful.remove(doi) else { continue };
                match &asked {
                    Ok(opinions) => learned.record.opinions.extend(opinions.get(doi).cloned()),
                    Err(Fault { evidence, .. }) => learned.remarks.push(evidence.clone()),
                }
                self.tell(&format!("doi:{doi}"), learned);
            }
        }
    }

    async fn numbers(&self, numbers: Vec<String>) {
        join_all(numbers.chunks(ncbi::BATCH).map(|batch| self.number_batch(batch))).await;
    }

    async fn number_batch(&self, batch: &[String]) {
        let answers = match &self.ncbi {
            Some(service) => {
                let key = self.settings.ncbi_api_key.as_deref();
                ncbi::ask(service, batch, self.settings.mail(), key).await
            }
            None => BTreeMap::new(),
        };
        for number in batch {
            let (identity, record) = match answers.get(number) {
                Some(Ok(Some(record))) => (Identity::Known, record.clone()),
                Some(Ok(None)) => {
                    let said = "NCBI: cannot get document summary".to_owned();
                    (Identity::Missing(Reason::NoSuchPmid, said), Record::default())
                }
                Some(Err(fault)) => (Identity::Fault(fault.clone()), Record::default()),
                None => (Identity::Unasked, Record::default()),
            };
            self.tell(&format!("pmid:{number}"), Learned::new(identity, record));
        }
    }
}
