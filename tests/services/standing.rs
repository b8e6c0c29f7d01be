//! How a work stands over several runs, with services that are silent, wrong, partial or of two minds: rows with what each run says.

use massage_kb::links::services::RetractionWatch;
use massage_kb::lock::{Lock, WorkEntry};
use serde_json::{Value, json};

use super::server::{Ask, Reply, Server, html, reply};
use super::{json as answer, run_with, settings, told};

const DOI: &str = "10.5555/a";
const TITLE: &str = "Massage for osteoarthritis of the hip in adults";
const DAYS: [&str; 4] =
    ["2026-11-01T12:00:00Z", "2026-11-12T12:00:00Z", "2026-11-23T12:00:00Z", "2026-12-04T12:00:00Z"];

/// A service that fails, and how.
type Failing = (&'static str, fn() -> Reply);

/// What the services say in one run.
#[derive(Clone)]
struct World {
    /// Crossref's item, if it knows one.
    crossref: Option<Value>,
    /// PubMed's summary of number 7.
    pubmed: Option<Value>,
    openalex: Option<bool>,
    handle: Value,
    /// The services that fail, and how.
    down: Vec<Failing>,
    table: &'static str,
}

fn item(title: &str, rest: Value) -> Value {
    let mut item = json!({"DOI": DOI, "title": [title], "author": [{"family": "Wilke"}], "issued": {"date-parts": [[2020]]}});
    let Value::Object(rest) = rest else { return item };
    item.as_object_mut().unwrap().extend(rest);
    item
}

fn update(kind: &str, year: u32) -> Value {
    json!({"DOI": "10.5555/notice", "type": kind, "label": kind, "source": "publisher", "updated": {"date-parts": [[year, 2, 3]]}})
}

/// All services know the work, and nothing against it.
fn fine() -> World {
    World {
        crossref: Some(item(TITLE, json!({"updated-by": []}))),
        pubmed: Some(summary(&[], &[])),
        openalex: Some(false),
        handle: json!({"responseCode": 1, "values": [{"type": "URL", "data": {"format": "string", "value": "https://example.org/a"}}]}),
        down: Vec::new(),
        table: "",
    }
}

fn summary(types: &[&str], ties: &[&str]) -> Value {
    let ties: Vec<Value> =
        ties.iter().map(|kind| json!({"reftype": kind, "refsource": "J Ex. 2016 Feb;3(1):4"})).collect();
    json!({"uid": "7", "title": format!("{TITLE}."), "pubdate": "2020 Feb", "pubtype": types, "references": ties,
        "authors": [{"name": "Wilke J", "authtype": "Author"}], "articleids": [{"idtype": "doi", "value": DOI}]})
}

fn crossref(rest: Value) -> World {
    World { crossref: Some(item(TITLE, rest)), ..fine() }
}

fn retracted() -> World {
    crossref(json!({"updated-by": [update("retraction", 2015)]}))
}

/// Crossref has no record for once, and nobody else knows the work.
fn silent() -> World {
    World { crossref: None, pubmed: None, openalex: None, ..fine() }
}

fn down(services: &[&'static str], how: fn() -> Reply) -> World {
    World { down: services.iter().map(|service| (*service, how)).collect(), ..fine() }
}

impl World {
    fn answer(&self, ask: &Ask) -> Reply {
        let (service, path) = ask.path[1..].split_once('/').unwrap();
        if let Some((_, how)) = self.down.iter().find(|(name, _)| *name == service) {
            return how();
        }
        let items: Vec<&Value> = self.crossref.iter().collect();
        match (service, path.split('?').next().unwrap()) {
            ("crossref", "works") => {
                answer(200, &json!({"message": {"total-results": items.len(), "items": items}}))
            }
            ("crossref", _) => match &self.crossref {
                Some(item) => answer(200, &json!({"message": item})),
                None => reply(404).body("Resource not found."),
            },
            ("doi", _) => answer(if self.handle["responseCode"] == 100 { 404 } else { 200 }, &self.handle),
            ("ncbi", "esearch.fcgi") => {
                let ids: Vec<&str> = self.pubmed.iter().map(|_| "7").collect();
                answer(200, &json!({"esearchresult": {"idlist": ids}}))
            }
            ("ncbi", _) => answer(200, &json!({"result": {"uids": ["7"], "7": self.pubmed}})),
            ("openalex", _) => {
                let known: Vec<Value> = self.openalex.iter()
                    .map(|is_retracted| json!({"doi": format!("https://doi.org/{DOI}"), "is_retracted": is_retracted}))
                    .collect();
                answer(200, &json!({"results": known}))
            }
            other => panic!("{other:?}"),
        }
    }
}

/// What each of these runs, eleven days apart, says of the DOI.
async fn runs(worlds: &[World]) -> (Vec<String>, WorkEntry) {
    let mut lock = Lock::default();
    let mut all = Vec::new();
    let work = format!("doi:{DOI}");
    for (world, now) in worlds.iter().zip(DAYS) {
        let world = world.clone();
        let csv = world.table;
        let table = (!csv.is_empty()).then(|| {
            let head =
                "RetractionDate,RetractionDOI,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature\n";
            RetractionWatch::read(format!("{head}{csv}").as_bytes()).unwrap()
        });
        let server = Server::start(move |ask| world.answer(ask)).await;
        let mut settings = settings();
        settings.http.retries = 0;
        (settings.crossref, settings.doi) = (Some(server.url("/crossref")), Some(server.url("/doi")));
        (settings.ncbi, settings.openalex) = (Some(server.url("/ncbi")), Some(server.url("/openalex")));
        let (results, _) = run_with(&settings, &[&work], table.as_ref(), &lock, now).await;
        all.push(told(&results, &work));
        lock.works.insert(work.clone(), results[&work].entry.clone());
    }
    (all, lock.works.remove(&work).unwrap())
}

type Row = (&'static str, Vec<World>, &'static [&'static str]);

fn table(csv: &'static str) -> World {
    World { table: csv, ..fine() }
}

const BACK_2017: &str = "2/3/2017 0:00,10.5555/back,10.5555/a,0,Reinstatement\n";

/// Who tells of it first.
fn tellers() -> Vec<Row> {
    let pubmed = |types: &[&str], ties: &[&str]| World { pubmed: Some(summary(types, ties)), ..fine() };
    vec![
        ("nobody", vec![fine()], &["ok"]),
        ("Crossref", vec![retracted()], &["retracted"]),
        ("OpenAlex alone", vec![World { openalex: Some(true), ..fine() }], &["retracted"]),
        ("PubMed alone, by its type", vec![pubmed(&["Retracted Publication"], &[])], &["retracted"]),
        ("PubMed alone, by its tie", vec![pubmed(&[], &["Retraction in"])], &["retracted"]),
        (
            "PubMed: retracted and republished",
            vec![pubmed(&[], &["Retracted and republished in"])],
            &["retracted"],
        ),
        ("PubMed: concern", vec![pubmed(&[], &["Expression of concern in"])], &["concern"]),
        ("PubMed: partly", vec![pubmed(&[], &["Partial retraction in"])], &["concern"]),
        ("PubMed: erratum", vec![pubmed(&[], &["Erratum in"])], &["corrected"]),
        (
            "PubMed: corrected and republished",
            vec![pubmed(&[], &["Corrected and republished in"])],
            &["corrected"],
        ),
        (
            "PubMed: comments and updates",
            vec![pubmed(
                &[],
                &["Comment in", "Update in", "Republished in", "Summary for patients in", "Update of"],
            )],
            &["ok"],
        ),
        ("PubMed: what was republished", vec![pubmed(&[], &["Retracted and republished from"])], &["ok"]),
        ("the table alone", vec![table("2/25/2016 0:00,10.5555/n,10.5555/a,0,Retraction\n")], &["retracted"]),
        (
            "the worst of four",
            vec![World {
                pubmed: Some(summary(&[], &["Erratum in"])),
                table: "2/25/2016 0:00,10.5555/n,10.5555/a,0,Expression of concern\n",
                ..retracted()
            }],
            &["retracted"],
        ),
        (
            "Crossref: by its label",
            vec![crossref(
                json!({"updated-by": [{"DOI": "10.5555/n", "type": "other", "label": "Retraction"}]}),
            )],
            &["retracted"],
        ),
        (
            "Crossref: in its own place",
            vec![crossref(json!({"update-to": [{"DOI": DOI, "type": "retraction"}]}))],
            &["retracted"],
        ),
        (
            "Crossref: by a relation",
            vec![crossref(json!({"relation": {"is-retracted-by": [{"id": "10.5555/n", "id-type": "doi"}]}}))],
            &["retracted"],
        ),
        (
            "Crossref: other relations",
            vec![crossref(
                json!({"relation": {"has-preprint": [{"id": "10.5555/p"}], "is-replaced-by": [{"id": "10.5555/q"}]}}),
            )],
            &["ok"],
        ),
        (
            "Crossref: a new version",
            vec![crossref(json!({"updated-by": [update("new_version", 2021)]}))],
            &["ok"],
        ),
        (
            "Crossref: a version of another",
            vec![crossref(json!({"update-to": [update("new_version", 2021)]}))],
            &["ok"],
        ),
        (
            "Crossref: the notice of a retraction",
            vec![crossref(json!({"update-to": [update("retraction", 2021)]}))],
            &["retracted"],
        ),
        (
            "Crossref: one object",
            vec![crossref(json!({"updated-by": update("withdrawal", 2021)}))],
            &["retracted"],
        ),
        (
            "the table: the notice of a retraction",
            vec![table("2/25/2016 0:00,10.5555/A,10.5555/b,0,Retraction\n")],
            &["retracted"],
        ),
    ]
}

fn titles() -> Vec<Row> {
    let titled = |title: &str| {
        let crossref = Some(item(&title.replace("{}", TITLE), json!({})));
        vec![World { crossref, ..fine() }]
    };
    let in_pubmed = |title: &str| {
        let mut pubmed = summary(&[], &[]);
        pubmed["title"] = format!("{}.", title.replace("{}", TITLE)).into();
        vec![World { pubmed: Some(pubmed), ..fine() }]
    };
    vec![
        ("WITHDRAWN", titled("WITHDRAWN: {}"), &["retracted"]),
        ("REMOVED", titled("REMOVED: {}"), &["retracted"]),
        ("[Retracted]", titled("[Retracted] {}"), &["retracted"]),
        ("Retracted", titled("Retracted: {}"), &["retracted"]),
        ("RETRACTED ARTICLE", titled("RETRACTED ARTICLE: {}"), &["retracted"]),
        ("at the end", titled("{} [retracted]"), &["retracted"]),
        ("PubMed: WITHDRAWN", in_pubmed("WITHDRAWN: {}"), &["retracted"]),
        ("PubMed: RETRACTED", in_pubmed("RETRACTED: {}"), &["retracted"]),
        ("about withdrawal", titled("Withdrawal from opioids: {}"), &["ok"]),
        ("about retracted shoulders", titled("Retracted shoulders and {}"), &["ok"]),
    ]
}

/// What stays, and what does not.
fn memories() -> Vec<Row> {
    let back =
        || crossref(json!({"updated-by": [update("retraction", 2015), update("reinstatement", 2017)]}));
    vec![
        ("silence", vec![retracted(), silent(), silent()], &["retracted"; 3]),
        ("an empty list", vec![retracted(), fine()], &["retracted"; 2]),
        ("OpenAlex says no", vec![World { openalex: Some(true), ..fine() }, fine()], &["retracted"; 2]),
        (
            "PubMed lost it",
            vec![World { pubmed: Some(summary(&["Retracted Publication"], &[])), ..fine() }, fine()],
            &["retracted"; 2],
        ),
        (
            "the title was mended",
            vec![World { crossref: Some(item(&format!("RETRACTED: {TITLE}"), json!({}))), ..fine() }, fine()],
            &["retracted"; 2],
        ),
        (
            "the table was given once",
            vec![table("2/25/2016 0:00,10.5555/n,10.5555/a,0,Retraction\n"), fine(), silent()],
            &["retracted"; 3],
        ),
        (
            "all services fail",
            vec![retracted(), down(&["crossref", "doi", "ncbi", "openalex"], || reply(503))],
            &["retracted"; 2],
        ),
        (
            "HTML for JSON",
            vec![retracted(), down(&["crossref", "ncbi", "openalex"], || html(200, "<h1>Welcome</h1>"))],
            &["retracted"; 2],
        ),
        (
            "half JSON",
            vec![retracted(), down(&["crossref"], || reply(200).body("{\"message\":{\"items\":[{\"DO"))],
            &["retracted"; 2],
        ),
        (
            "nobody registered it",
            vec![retracted(), World { handle: json!({"responseCode": 100}), ..silent() }],
            &["retracted"; 2],
        ),
        (
            "a milder notice later",
            vec![retracted(), crossref(json!({"updated-by": [update("correction", 2021)]}))],
            &["retracted"; 2],
        ),
        (
            "a concern",
            vec![crossref(json!({"updated-by": [update("expression_of_concern", 2015)]})), silent()],
            &["concern"; 2],
        ),
        (
            "a correction",
            vec![crossref(json!({"updated-by": [update("erratum", 2015)]})), fine()],
            &["corrected"; 2],
        ),
        (
            "worse than known",
            vec![crossref(json!({"updated-by": [update("erratum", 2015)]})), retracted()],
            &["corrected", "retracted"],
        ),
        ("reinstated in one answer", vec![back()], &["ok"]),
        ("reinstated later", vec![retracted(), back(), fine()], &["retracted", "ok", "ok"]),
        (
            "reinstated, says the table",
            vec![retracted(), World { table: BACK_2017, ..fine() }],
            &["retracted", "ok"],
        ),
        ("reinstated, and OpenAlex does not know", vec![World { openalex: Some(true), ..back() }], &["ok"]),
        (
            "retracted again",
            vec![back(), crossref(json!({"updated-by": [update("retraction", 2019)]}))],
            &["ok", "retracted"],
        ),
        (
            "reinstated before",
            vec![crossref(
                json!({"updated-by": [update("reinstatement", 2013), update("retraction", 2015)]}),
            )],
            &["retracted"],
        ),
        ("first silence, then told", vec![silent(), fine(), retracted()], &["ok", "ok", "retracted"]),
    ]
}

fn failures() -> Vec<Row> {
    let with =
        |services: &[&'static str], world: World| World { down: down(services, || reply(503)).down, ..world };
    vec![
        ("Crossref fails", vec![down(&["crossref"], || reply(503))], &["unverifiable/5xx"]),
        (
            "Crossref fails, OpenAlex knows",
            vec![with(&["crossref"], World { openalex: Some(true), ..fine() })],
            &["retracted"],
        ),
        (
            "Crossref fails, PubMed knows",
            vec![with(
                &["crossref"],
                World { pubmed: Some(summary(&["Retracted Publication"], &[])), ..fine() },
            )],
            &["retracted"],
        ),
        ("PubMed and OpenAlex fail", vec![down(&["ncbi", "openalex"], || reply(503))], &["ok"]),
        (
            "PubMed and OpenAlex fail, Crossref knows",
            vec![with(&["ncbi", "openalex"], retracted())],
            &["retracted"],
        ),
        (
            "Crossref is wrong of the DOI",
            vec![World {
                crossref: None,
                down: vec![("crossref", || {
                    answer(
                        200,
                        &json!({"message": {"total-results": 1, "items": [{"DOI": "10.5555/other", "title": ["Another"]}]}}),
                    )
                })],
                ..fine()
            }],
            &["unverifiable/bad-answer"],
        ),
        (
            "the handle has no values",
            vec![World { handle: json!({"responseCode": 200}), ..silent() }],
            &["ok"],
        ),
        (
            "the handle fails",
            vec![World { handle: json!({"responseCode": 2}), ..silent() }],
            &["unverifiable/bad-answer"],
        ),
        ("a deleted DOI", vec![World { handle: deleted(), ..silent() }], &["broken/deleted-doi"]),
        (
            "a DOI that was deleted",
            vec![fine(), World { handle: deleted(), ..silent() }],
            &["ok", "unverifiable/deleted-doi"],
        ),
    ]
}

fn deleted() -> Value {
    let url = "https://www.crossref.org/_deleted-doi/";
    json!({"responseCode": 1, "values": [{"type": "URL", "data": {"format": "string", "value": url}}]})
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_standing_gets_worse_and_better_by_evidence_alone() {
    let mut wrong = Vec::new();
    for (name, worlds, expected) in [tellers(), titles(), memories(), failures()].into_iter().flatten() {
        let (said, last) = runs(&worlds).await;
        if said != expected {
            wrong.push(format!("{name}: {said:?} instead of {expected:?} ({})", last.evidence));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_lock_knows_who_said_what_and_when() {
    let (_, entry) = runs(&[retracted(), World { openalex: None, ..fine() }]).await;
    let said: Vec<(&str, String, usize)> = entry
        .said
        .iter()
        .map(|said| (said.service.as_str(), said.at.strftime("%F").to_string(), said.notices.len()))
        .collect();
    let row = |service, day: &str, notices| (service, day.to_owned(), notices);
    assert_eq!(
        said,
        [
            row("crossref", "2026-11-01", 1),
            row("crossref", "2026-11-12", 0),
            row("openalex", "2026-11-01", 0),
            row("pubmed", "2026-11-12", 0)
        ]
    );
    assert_eq!(entry.notice.unwrap().date.as_deref(), Some("2015-02-03"));
    assert!(
        entry.evidence.ends_with(
            "Crossref said on 2026-11-01: retraction by `10.5555/notice` of 2015-02-03 (publisher)"
        ),
        "{}",
        entry.evidence
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_work_is_called_is_not_forgotten_in_silence() {
    let other = World { crossref: Some(item("Venous thrombosis after long flights", json!({}))), ..fine() };
    let (_, entry) = runs(&[other, silent()]).await;
    assert_eq!(entry.title.as_deref(), Some("Venous thrombosis after long flights"));
    assert_eq!((entry.year, entry.first_author.as_deref()), (Some(2020), Some("Wilke")));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_name_is_followed_to_the_doi_that_it_means() {
    let prime = |ask: &Ask| {
        let path = ask.path.as_str();
        let to = |kind: &str, value: &str| {
            answer(
                200,
                &json!({"responseCode": 1, "values": [{"type": kind, "data": {"format": "string", "value": value}}]}),
            )
        };
        match path {
            _ if path.contains("/api/handles/10.5555/old?") => to("URL", "https://doi.org/10.5555/PRIME"),
            _ if path.contains("/api/handles/10.5555/older?") => to("HS_ALIAS", "10.5555/old"),
            _ if path.contains("/api/handles/10.5555/circle?") => to("HS_ALIAS", "10.5555/cycle"),
            _ if path.contains("/api/handles/10.5555/cycle?") => to("HS_ALIAS", "10.5555/circle"),
            _ if path.contains("filter=") && path.contains("doi:10.5555/prime") => {
                let item = json!({"DOI": "10.5555/prime", "title": [TITLE], "updated-by": [update("retraction", 2015)]});
                answer(200, &json!({"message": {"total-results": 1, "items": [item]}}))
            }
            _ if path.contains("filter=") => {
                answer(200, &json!({"message": {"total-results": 0, "items": []}}))
            }
            _ => reply(404).body("Resource not found."),
        }
    };
    let server = Server::start(prime).await;
    let mut settings = settings();
    (settings.crossref, settings.doi) = (Some(server.url("/crossref")), Some(server.url("/doi")));
    let works = ["doi:10.5555/old", "doi:10.5555/older", "doi:10.5555/circle"];
    let (results, _) = run_with(&settings, &works, None, &Lock::default(), DAYS[0]).await;
    let verdicts: Vec<String> = works.iter().map(|work| told(&results, work)).collect();
    assert_eq!(verdicts, ["retracted", "retracted", "ok"]);
    let old = &results["doi:10.5555/old"].entry;
    assert_eq!((old.alias_of.as_deref(), old.title.as_deref()), (Some("10.5555/prime"), Some(TITLE)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn members_that_an_answer_leaves_out_are_asked_for_again() {
    let retraction =
        |doi: &str| json!({"DOI": doi, "title": [TITLE], "updated-by": [update("retraction", 2015)]});
    let server = Server::start(move |ask| match ask.path.as_str() {
        path if path.contains("/crossref/works?") => answer(
            200,
            &json!({"message": {"total-results": 1, "items": [{"DOI": "10.5555/a", "title": [TITLE]}]}}),
        ),
        path if path.contains("/crossref/works/10.5555/b") => {
            answer(200, &json!({"message": retraction("10.5555/b")}))
        }
        path if path.contains("/doi/") => answer(200, &json!({"responseCode": 1})),
        path if path.contains("id=7,8,9&") => {
            answer(200, &json!({"esummaryresult": ["Invalid uid 9 at position= 2"]}))
        }
        path if path.contains("id=7,8&") => {
            answer(200, &json!({"result": {"uids": ["7"], "7": {"uid": "7", "title": "T"}}}))
        }
        path if path.contains("id=8&") => answer(
            200,
            &json!({"result": {"8": {"uid": "8", "title": "T", "pubtype": ["Retracted Publication"]}}}),
        ),
        path if path.contains("esearch") => answer(200, &json!({"esearchresult": {"idlist": []}})),
        other => panic!("{other}"),
    })
    .await;
    let mut settings = settings();
    (settings.crossref, settings.doi) = (Some(server.url("/crossref")), Some(server.url("/doi")));
    settings.ncbi = Some(server.url("/ncbi"));
    let works = ["doi:10.5555/a", "doi:10.5555/b", "pmid:7", "pmid:8", "pmid:9"];
    let (results, _) = run_with(&settings, &works, None, &Lock::default(), DAYS[0]).await;
    let verdicts: Vec<String> = works.iter().map(|work| told(&results, work)).collect();
    assert_eq!(verdicts, ["ok", "retracted", "ok", "retracted", "broken/no-such-pmid"]);
}
