//! What kb.toml may not do to whoever checks a knowledge base that somebody else wrote.

use std::path::Path;

use serde_json::json;
use tempfile::TempDir;

use crate::program::{Ran, kb, kb_with, put};
use crate::server::{Server, fine, reply, to};

const NO_SERVICE: [&str; 10] =
    ["--crossref", "none", "--doi", "none", "--ncbi", "none", "--openalex", "none", "--wayback", "none"];

/// A knowledge base that names a work and a page on `page`, with `links` as the table of its kb.toml.
fn base(links: &str, page: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    put(
        folder.path(),
        "kb.toml",
        &format!("title = \"T\"\nlanguage = \"en\"\nlicence = \"CC0-1.0\"\n[links]\n{links}\n"),
    );
    put(
        folder.path(),
        "references/one.yaml",
        &format!("id: one\ntitle: T\nPMID: 7\nDOI: 10.5555/x\nURL: {page}\n"),
    );
    folder
}

/// A run that asks all services but those in `left`, which kb.toml names.
async fn without(folder: &Path, left: &[&str], more: &[&str], variables: &[(&str, &str)]) -> Ran {
    let services = NO_SERVICE.chunks(2).filter(|pair| !left.contains(&pair[0])).flatten();
    let arguments: Vec<&str> = services.chain(more).copied().chain(["--format", "json", "kb"]).collect();
    kb_with(folder, &arguments, variables).await
}

#[tokio::test]
async fn a_private_network_is_opened_on_the_command_line_only() {
    let canary = Server::start(|_| fine()).await;
    let folder = base("allow_private = [\"127.0.0.0/8\"]", &canary.url("/"));
    let ran = kb(folder.path(), &[&NO_SERVICE[..], &["kb"]].concat()).await;
    assert_eq!(ran.code, Some(2));
    assert!(
        ran.stderr.contains("`allow_private` is taken from the command line only: `--allow-private HOST`"),
        "{}",
        ran.stderr
    );
    assert!(ran.stderr.contains("kb/kb.toml:5:1"), "{}", ran.stderr);
    assert!(canary.asks().is_empty());
}

#[tokio::test]
async fn a_private_service_is_named_on_the_command_line_only() {
    let canary = Server::start(|_| fine()).await;
    for service in ["crossref", "doi", "ncbi", "openalex", "wayback"] {
        for private in [canary.url(""), format!("http://localhost:{}", canary.address.port())] {
            let folder = base(&format!("{service} = \"{private}\""), "https://192.0.2.1/");
            let ran = without(folder.path(), &[&format!("--{service}")], &[], &[]).await;
            assert_eq!(ran.code, Some(2), "{service} {private}: {}", ran.stdout);
            assert!(ran.stderr.contains(&format!("is not asked at `{private}`")), "{}", ran.stderr);
            assert!(ran.stderr.contains("only the command line"), "{}", ran.stderr);
        }
    }
    assert!(canary.asks().is_empty(), "{:?}", canary.asks());
}

#[tokio::test]
async fn a_service_that_sends_us_to_a_private_host_is_not_followed() {
    let canary = Server::start_at("127.0.0.1:0", |_| fine()).await;
    let inside = canary.url("/latest/meta-data");
    let service = Server::start(move |_| to(302, &inside)).await;
    let folder = base("", "https://192.0.2.1/");
    let crossref = service.url("");
    let ran = without(folder.path(), &["--crossref"], &["--crossref", &crossref], &[]).await;
    assert_eq!(service.asks().len(), 1, "{}", ran.stderr);
    assert!(canary.asks().is_empty(), "{:?}", canary.asks());
    let lock = std::fs::read_to_string(folder.path().join("kb/links.lock")).unwrap();
    assert!(lock.contains("it leads to an address that must not be visited"), "{lock}");
}

#[tokio::test]
async fn the_key_is_told_to_a_service_that_the_command_line_names() {
    let ncbi = Server::start(|ask| {
        let answer = match ask.path.contains("/esearch") {
            true => json!({"esearchresult": {"idlist": []}}),
            false => json!({"result": {}}),
        };
        reply(200).header("content-type", "application/json").body(answer.to_string())
    })
    .await;
    let url = ncbi.url("");
    let folder = base(&format!("ncbi = \"{url}\""), "https://192.0.2.1/");
    let key = [("NCBI_API_KEY", "topsecret")];
    let allowed = ["--allow-private", "127.0.0.0/8", "--no-lock"];
    let ran = without(folder.path(), &["--ncbi"], &allowed, &key).await;
    let first = ncbi.asks();
    assert_eq!(first.len(), 2, "{}", ran.stderr);
    assert!(first.iter().all(|ask| !ask.path.contains("topsecret")));
    assert!(ran.stderr.contains("the key in `NCBI_API_KEY` is not sent"), "{}", ran.stderr);
    without(folder.path(), &["--ncbi"], &["--ncbi", &url, "--no-lock"], &key).await;
    assert!(ncbi.asks()[2..].iter().all(|ask| ask.path.contains("&api_key=topsecret")));
}

/// A lock that never ends, or that is another file of whoever runs the check.
#[cfg(unix)]
#[tokio::test]
async fn a_lock_that_leads_elsewhere_is_neither_read_nor_written() {
    let folder = base("", "https://192.0.2.1/");
    let other = folder.path().join("other");
    std::fs::write(&other, "precious").unwrap();
    for (name, target) in
        [("links.lock", "/dev/zero"), ("links.lock", "../other"), ("links.lock.part", "../other")]
    {
        let link = folder.path().join("kb").join(name);
        std::os::unix::fs::symlink(target, &link).unwrap();
        for more in [&[][..], &["--offline"]] {
            let ran = without(folder.path(), &[], more, &[]).await;
            if name == "links.lock" || more.is_empty() {
                assert_eq!(ran.code, Some(2), "{}", ran.stderr);
                assert!(ran.stderr.contains(&format!("`kb/{name}` is not a plain file")), "{}", ran.stderr);
            }
        }
        std::fs::remove_file(&link).unwrap();
        let _ = std::fs::remove_file(folder.path().join("kb/links.lock.part"));
    }
    assert_eq!(std::fs::read_to_string(&other).unwrap(), "precious");
}
