//! The address guard, with a server that must see no request.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use massage_kb::links::guard::Exception;
use massage_kb::links::{Lookup, LookupError, Names, Settings};
use massage_kb::lock::Lock;

use crate::server::{Server, fine, to};
use crate::{job, run, settings, told};

/// Names under `.test`, as a hostile or careless owner of a domain may set them.
struct TestNames;

impl Names for TestNames {
    fn addresses(&self, name: &str) -> Lookup {
        let addresses: Result<Vec<IpAddr>, LookupError> = match name.trim_end_matches('.') {
            "loopback.test" => Ok(vec!["127.0.0.1".parse().unwrap()]),
            "mapped.test" => Ok(vec!["::ffff:127.0.0.1".parse().unwrap()]),
            "six.test" => Ok(vec!["::1".parse().unwrap()]),
            "nat64.test" => Ok(vec!["64:ff9b::7f00:1".parse().unwrap()]),
            "metadata.test" => Ok(vec!["169.254.169.254".parse().unwrap(), "fe80::1".parse().unwrap()]),
            "mixed.test" => Ok(vec!["10.0.0.1".parse().unwrap(), "127.0.0.1".parse().unwrap()]),
            "failing.test" => {
                Err(LookupError::Failed { name: name.to_owned(), message: "try again".to_owned() })
            }
            _ => Err(LookupError::NoSuchHost(name.to_owned())),
        };
        Box::pin(async move { addresses })
    }
}

fn guarded() -> Settings {
    let mut settings = settings();
    settings.exceptions.clear();
    settings.names = Arc::new(TestNames);
    settings
}

async fn canary() -> Server {
    // Addresses for tests that let loopback be asked have 127.0.1 and more: this one is the plain loopback address.
    Server::start_at("127.0.0.1:0", |_| fine()).await
}

fn spellings(port: u16) -> Vec<String> {
    let hosts = [
        "127.0.0.1",
        "127.1",
        "127.0.1",
        "0x7f.1",
        "0x7f000001",
        "0x7F.0x0.0x0.0x1",
        "2130706433",
        "017700000001",
        "0177.0.0.01",
        "127.0.0.1.",
        "127.000.000.001",
        "%31%32%37.0.0.1",
        "１２７.０.０.１",
        "127。0。0。1",
        "①②⑦.⓪.⓪.①",
        "0",
        "0.0.0.0",
        "[::]",
        "[::1]",
        "[0:0:0:0:0:0:0:1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::127.0.0.1]",
        "[64:ff9b::127.0.0.1]",
        "[2002:7f00:1::]",
        "[2001:0:4136:e378:8000:63bf:80ff:fffe]",
        "localhost",
        "LOCALHOST",
        "localhost.",
        "sub.localhost",
        "loc%61lhost",
        "ｌｏｃａｌｈｏｓｔ",
        "localhost.localdomain",
        "printer.local",
        "metadata.google.internal",
        "loopback.test",
        "LoopBack.Test.",
        "mapped.test",
        "six.test",
        "nat64.test",
        "metadata.test",
        "mixed.test",
        "user:secret@127.0.0.1",
        "user@loopback.test",
    ];
    hosts.iter().map(|host| format!("http://{host}:{port}/canary")).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_spelling_of_this_machine_is_asked() {
    let canary = canary().await;
    let port = canary.address.port();
    let mut urls = spellings(port);
    urls.extend(
        ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/x", "data:text/html,x"]
            .map(str::to_owned),
    );
    urls.extend(
        [
            "http://169.254.169.254/latest/meta-data/",
            "http://10.0.0.1/",
            "http://192.168.1.1/",
            "http://[fd00::1]/",
        ]
        .map(str::to_owned),
    );
    urls.push("http://example.org:25/".to_owned());
    let jobs = urls.iter().map(|url| job(url, &["A quote."])).collect();
    let (results, _) = run(&guarded(), jobs, &Lock::default()).await;
    for url in &urls {
        assert_eq!(told(&results[url]), "skipped/policy", "{url}: {}", results[url].entry.evidence);
        assert!(!results[url].entry.evidence.is_empty());
    }
    assert!(canary.asks().is_empty(), "{:?}", canary.asks());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_redirect_leads_to_this_machine() {
    let canary = canary().await;
    let targets = spellings(canary.address.port());
    let count = targets.len();
    let server = Server::start(move |ask| {
        to(302, &targets[ask.path.trim_start_matches('/').parse::<usize>().unwrap()])
    })
    .await;
    let mut settings = guarded();
    settings.exceptions = vec![Exception::Block { address: server.address.ip(), prefix: 32 }];
    let jobs = (0..count).map(|number| job(&server.url(&format!("/{number}")), &[])).collect();
    let (results, summary) = run(&settings, jobs, &Lock::default()).await;
    for result in results.values() {
        assert_eq!(told(result), "skipped/policy", "{:?}", result.entry);
        assert!(result.entry.evidence.contains("redirect to"), "{}", result.entry.evidence);
        assert_eq!(result.entry.hops.len(), 1);
    }
    assert_eq!(server.asks().len(), count);
    assert!(summary.requests >= u64::try_from(count).unwrap());
    assert!(canary.asks().is_empty(), "{:?}", canary.asks());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn exceptions_let_through_what_they_name_and_no_more() {
    let canary = canary().await;
    let port = canary.address.port();
    let verdict = async |exception: &str, host: &str| {
        let mut settings = guarded();
        settings.exceptions = vec![exception.parse().unwrap()];
        let url = format!("http://{host}:{port}/");
        let (results, _) = run(&settings, vec![job(&url, &[])], &Lock::default()).await;
        told(&results[&url])
    };
    for (exception, host) in [
        ("127.0.0.1", "127.0.0.1"),
        ("127.0.0.0/8", "0x7f.1"),
        ("127.0.0.0/8", "[::ffff:127.0.0.1]"),
        ("127.0.0.0/8", "loopback.test"),
        ("127.0.0.0/8", "mixed.test"),
        ("loopback.test", "loopback.test"),
        ("LOOPBACK.test.", "loopback.test."),
    ] {
        // The canary listens on IPv4 alone: an address of IPv6 that carries it may or may not lead there.
        let told = verdict(exception, host).await;
        assert!(
            told == "ok" || host.starts_with('[') && told != "skipped/policy",
            "{exception} {host}: {told}"
        );
    }
    let seen = canary.asks().len();
    assert!(seen >= 6, "{seen}");
    for (exception, host) in [
        ("127.0.0.2", "127.0.0.1"),
        ("127.0.0.1", "127.0.0.2"),
        ("10.0.0.0/8", "127.0.0.1"),
        ("loopback.test", "127.0.0.1"),
        ("loopback.test", "sub.loopback.test.localhost"),
        ("loopback.test", "mapped.test"),
        ("::1", "127.0.0.1"),
    ] {
        assert_eq!(verdict(exception, host).await, "skipped/policy", "{exception} {host}");
    }
    assert_eq!(canary.asks().len(), seen);
    for nonsense in ["", "a b", "127.0.0.1/33", "::1/129", "example.org/8", "127.0.0.0/x", "http://a.test"] {
        assert!(nonsense.parse::<Exception>().is_err(), "{nonsense}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_name_that_is_gone_is_broken_and_one_that_cannot_be_looked_up_is_not() {
    let mut settings = guarded();
    settings.back_off = Duration::from_millis(1);
    let urls = ["http://gone.test/", "http://failing.test/"];
    let jobs = urls.iter().map(|url| job(url, &[])).collect();
    let (results, _) = run(&settings, jobs, &Lock::default()).await;
    assert_eq!(told(&results[urls[0]]), "broken/no-such-host");
    assert_eq!(told(&results[urls[1]]), "unverifiable/lookup");
}
