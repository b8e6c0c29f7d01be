//! A proxy is taken where it is asked for, and the guard stands before it.

use std::sync::Arc;

use massage_kb::links::{Lookup, LookupError, Names, Settings};
use massage_kb::lock::Lock;

#[cfg(feature = "cli")]
use crate::program::{kb_with, put};
use crate::server::{Server, fine, to};
use crate::{job, run, settings, told};

/// Only the proxy's name is to be looked up here.
struct ProxyAlone;

impl Names for ProxyAlone {
    fn addresses(&self, name: &str) -> Lookup {
        let found = match name {
            "proxy.test" => Ok(vec!["127.0.0.1".parse().unwrap()]),
            other => Err(LookupError::NoSuchHost(other.to_owned())),
        };
        Box::pin(async move { found })
    }
}

fn through(proxy: &str) -> Settings {
    let mut settings = settings();
    settings.exceptions.clear();
    settings.names = Arc::new(ProxyAlone);
    settings.proxy = Some(proxy.parse().unwrap());
    settings
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_public_goes_through_the_proxy() {
    let proxy = Server::start_at("127.0.0.1:0", |ask| match ask.path.as_str() {
        "/moved" => to(302, "http://10.0.0.1/inside"),
        _ => fine(),
    })
    .await;
    // By its address and by its name: a proxy of one's own network is meant.
    for address in [proxy.url(""), format!("http://proxy.test:{}", proxy.address.port())] {
        let before = proxy.asks().len();
        let urls = [
            "http://example.test/page",
            "http://example.test/moved",
            "http://10.0.0.1/",
            "http://localhost/",
            "http://[::1]/",
            "http://169.254.169.254/latest/meta-data/",
            &proxy.url("/admin"),
        ];
        let jobs = urls.iter().map(|url| job(url, &[])).collect();
        let (results, _) = run(&through(&address), jobs, &Lock::default()).await;
        let told: Vec<String> = urls.iter().map(|url| told(&results[*url])).collect();
        assert_eq!(told[0], "ok", "{:?}", results[urls[0]].entry);
        assert!(told[1..].iter().all(|told| told == "skipped/policy"), "{told:?}");
        let asks = proxy.asks();
        let hosts: Vec<&str> = asks[before..].iter().map(|ask| ask.header("host")).collect();
        assert_eq!(hosts, ["example.test", "example.test"]);
    }
}

#[cfg(feature = "cli")]
#[tokio::test]
async fn the_proxy_of_the_environment_is_not_taken() {
    let (proxy, server) = (Server::start(|_| fine()).await, Server::start(|_| fine()).await);
    let folder = tempfile::TempDir::new().unwrap();
    put(folder.path(), "kb.toml", "title = \"T\"\nlanguage = \"en\"\nlicence = \"CC0-1.0\"\n");
    put(folder.path(), "references/one.yaml", &format!("id: one\ntitle: T\nURL: {}\n", server.url("/x")));
    let address = proxy.url("");
    let names = ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];
    let variables = names.map(|name| (name, address.as_str()));
    let arguments =
        ["--allow-private", "127.0.0.0/8", "--no-lock", "--format", "json", "--wayback", "none", "kb"];
    let ran = kb_with(folder.path(), &arguments, &variables).await;
    assert_eq!((server.asks().len(), proxy.asks().len(), ran.code), (1, 0, Some(0)), "{}", ran.stderr);
    let ran = kb_with(folder.path(), &[&arguments[..], &["--proxy", &address]].concat(), &[]).await;
    assert_eq!((server.asks().len(), proxy.asks().len(), ran.code), (1, 1, Some(0)), "{}", ran.stderr);
    let ran = kb_with(folder.path(), &["--proxy", "socks5://127.0.0.1:1", "kb"], &[]).await;
    assert!(ran.code == Some(2) && ran.stderr.contains("is not an HTTP proxy"), "{}", ran.stderr);
}
