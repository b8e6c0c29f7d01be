//! A run over works: queries in, lines for the lock out.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;

use futures_util::future::{LocalBoxFuture, join_all};
use jiff::Timestamp;

use super::client::{Service, Shared};
use super::doi::Handle;
use super::entry::{Identity, Learned, entry};
use super::opinion::Record;
use super::retraction_watch::RetractionWatch;
use super::{ServiceError, ServiceSettings, ServicesSummary, WorkQuery, WorkResult};
use super::{crossref, doi, ncbi, openalex};
use crate::lock::{Lock, Reason, WorkEntry, WorkId};

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
                    self.no_such(&work, Reason::NoSuchDoi, "it is not a DOI in lower case");
                }
            } else {
                let number = work.strip_prefix("pmid:").unwrap_or_default();
                if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) {
                    numbers.push(number.to_owned());
                } else {
                    self.no_such(&work, Reason::NoSuchPmid, "it is not a PubMed number");
                }
            }
        }
        (dois, numbers)
    }

    /// What the lock held, with what the table of Retraction Watch says beside it.
    fn keep(&self, known: &WorkEntry) {
        let joined = self.retractions.and_then(|table| table.joined(&known.work, Some(known), self.now));
        let entry = joined.unwrap_or_else(|| known.clone());
        let from_lock = entry.standing == known.standing;
        self.emit(WorkResult { entry, from_lock });
    }

    fn no_such(&self, work: &str, reason: Reason, said: &str) {
        self.tell(work, Learned::new(Identity::Missing(reason, said.to_owned()), Record::default()));
    }

    fn tell(&self, work: &str, mut learned: Learned) {
        if let Some(table) = self.retractions {
            learned.record.opinions.extend(table.opinion(work));
            learned.record.notice_of = learned.record.notice_of.or_else(|| table.notice_of(work));
        }
        let known = self.earlier.works.get(work);
        let is_unasked = matches!(learned.identity, Identity::Unasked) && learned.record.opinions.is_empty();
        if let Some(known) = known.filter(|_| is_unasked) {
            return self.emit(WorkResult { entry: known.clone(), from_lock: true });
        }
        let entry = entry(work, learned, known, self.settings.confirmation, self.now);
        self.emit(WorkResult { entry, from_lock: false });
    }

    fn emit(&self, result: WorkResult) {
        let mut results = self.results.borrow_mut();
        results.0 += 1;
        (results.1)(result);
    }

    /// All questions at once: how many go out together is each service's own affair.
    async fn dois(&self, dois: Vec<String>) {
        let batches = crossref::batches(&dois);
        join_all(batches.iter().map(|batch| async {
            for (doi, learned) in self.learn(batch.clone(), ALIASES).await {
                self.tell(WorkId::of_doi(&doi).as_str(), learned);
            }
        }))
        .await;
    }

    /// What Crossref, PubMed and OpenAlex say of the DOIs of a batch, asked together. A DOI that is another name of one is followed to it,
    /// over so many of `aliases`.
    fn learn(&self, batch: Vec<String>, aliases: usize) -> LocalBoxFuture<'_, BTreeMap<String, Learned>> {
        Box::pin(async move {
            let mail = self.settings.mail();
            let crossref = async {
                match &self.crossref {
                    Some(service) => crossref::ask(service, &batch, mail).await,
                    None => batch.iter().map(|doi| (doi.clone(), Ok(None))).collect(),
                }
            };
            let pubmed = async {
                match &self.ncbi {
                    Some(service) => ncbi::ask_by_doi(service, &batch, self.settings).await,
                    None => Ok(BTreeMap::new()),
                }
            };
            let openalex = async {
                match &self.openalex {
                    Some(service) => openalex::ask(service, &batch, mail).await,
                    None => Ok(BTreeMap::new()),
                }
            };
            let (crossref, mut pubmed, mut openalex) = tokio::join!(crossref, pubmed, openalex);
            let mut others = |doi: &str| {
                [&mut pubmed, &mut openalex].map(|answers| match answers {
                    Ok(records) => Ok(records.remove(doi)),
                    Err(fault) => Err(fault.evidence.clone()),
                })
            };
            let named: Vec<_> =
                crossref.into_iter().map(|(doi, answer)| (others(&doi), doi, answer)).collect();
            let learned = join_all(named.into_iter().map(|(others, doi, answer)| async {
                let mut learned = match answer {
                    Ok(Some(record)) => Learned::new(Identity::Known, record),
                    Ok(None) => self.by_handle(&doi).await,
                    Err(fault) => Learned::new(Identity::Fault(fault), Record::default()),
                };
                for other in others {
                    match other {
                        Ok(record) => record.into_iter().for_each(|record| learned.record.join(record)),
                        Err(evidence) => {
                            learned.remarks.push(evidence);
                            learned.is_partial = true;
                        }
                    }
                }
                // Who knows it knows that there is one, where those who must know are left out.
                if matches!(learned.identity, Identity::Unasked) && !learned.record.opinions.is_empty() {
                    learned.identity = Identity::Known;
                }
                (doi, learned)
            }));
            let mut learned: BTreeMap<String, Learned> = learned.await.into_iter().collect();
            self.follow(&mut learned, aliases).await;
            learned
        })
    }

    /// Puts what is known of the DOIs that others are names of in the place of what is known of those.
    async fn follow(&self, learned: &mut BTreeMap<String, Learned>, aliases: usize) {
        let primes: BTreeSet<String> = learned.values().filter_map(|it| it.alias_of.clone()).collect();
        if primes.is_empty() || aliases == 0 {
            return;
        }
        let mut known = BTreeMap::new();
        for batch in crossref::batches(&primes.into_iter().collect::<Vec<_>>()) {
            known.extend(self.learn(batch, aliases - 1).await);
        }
        for own in learned.values_mut() {
            let Some(prime) = own.alias_of.as_ref().and_then(|prime| known.get(prime)) else { continue };
            own.identity = prime.identity.clone();
            own.record.join(prime.record.clone());
            own.remarks.extend(prime.remarks.iter().cloned());
            own.is_partial |= prime.is_partial;
        }
    }

    /// A DOI that Crossref does not know may be another agency's, or another name.
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
        let known = |said: String| Learned {
            remarks: vec![format!("{without}; doi.org: {said}")],
            ..Learned::new(Identity::Known, Record::default())
        };
        let missing = |reason, said: String| Learned::new(Identity::Missing(reason, said), Record::default());
        match doi::look_up(service, doi).await {
            // Now and then an answer for many comes short.
            Ok(Handle::Registered) => self.once_more(doi, known("registered".to_owned())).await,
            Ok(Handle::Alias(prime)) => {
                let learned = known(format!("an alias of `{prime}`"));
                Learned { alias_of: Some(prime), ..learned }
            }
            Ok(Handle::Deleted(url)) => {
                missing(Reason::DeletedDoi, format!("doi.org: it was deleted, and leads to `{url}`"))
            }
            Ok(Handle::Missing) => missing(Reason::NoSuchDoi, "doi.org: nobody registered it".to_owned()),
            Err(fault) => Learned::new(Identity::Fault(fault), Record::default()),
        }
    }

    /// Asks Crossref about a DOI by itself, unless it was left out.
    async fn once_more(&self, doi: &str, without: Learned) -> Learned {
        let Some(crossref) = self.crossref.as_ref().filter(|_| !doi.contains(',')) else { return without };
        match crossref::ask_alone(crossref, doi, self.settings.mail()).await {
            Ok(Some(record)) => Learned::new(Identity::Known, record),
            Ok(None) => without,
            Err(fault) => Learned { identity: Identity::Fault(fault), ..without },
        }
    }

    async fn numbers(&self, numbers: Vec<String>) {
        join_all(numbers.chunks(ncbi::BATCH).map(|batch| self.number_batch(batch))).await;
    }

    async fn number_batch(&self, batch: &[String]) {
        let answers = match &self.ncbi {
            Some(service) => ncbi::ask(service, batch, self.settings).await,
            None => BTreeMap::new(),
        };
        for number in batch {
            let (identity, record) = match answers.get(number) {
                Some(Ok(Some(record))) => (Identity::Known, record.clone()),
                Some(Ok(None)) => {
                    let said = "NCBI: no such number".to_owned();
                    (Identity::Missing(Reason::NoSuchPmid, said), Record::default())
                }
                Some(Err(fault)) => (Identity::Fault(fault.clone()), Record::default()),
                None => (Identity::Unasked, Record::default()),
            };
            self.tell(WorkId::of_pmid(number).as_str(), Learned::new(identity, record));
        }
    }
}

/// A name of a name of a name is nobody's honest work.
const ALIASES: usize = 3;
