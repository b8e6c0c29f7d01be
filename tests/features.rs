//! Whoever imports the data pays for the data alone: the trees of the features, as Cargo sees them.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test that cannot be set up must fail, and one that is left out must say so"
)]

use std::collections::BTreeSet;
use std::process::Command;

/// The crates that building with `arguments` takes, the procedural macros among them and the package itself not; nothing where
/// there is no Cargo.
fn crates(arguments: &[&str]) -> Option<BTreeSet<String>> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    command.args(["tree", "--offline", "--edges", "normal,build", "--prefix", "none", "--format", "{p}"]);
    let output = match command.args(arguments).output() {
        Ok(output) => output,
        Err(error) => {
            eprintln!("SKIPPED: the features are not checked, since Cargo cannot be run: {error}");
            return None;
        }
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let tree = String::from_utf8(output.stdout).unwrap();
    let mut names: BTreeSet<String> =
        tree.lines().filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect();
    assert!(names.remove(env!("CARGO_PKG_NAME")), "{tree}");
    Some(names)
}

fn check_without(crates: &BTreeSet<String>, unwanted: &[&str]) {
    let found: Vec<_> = unwanted.iter().filter(|name| crates.contains(**name)).collect();
    assert!(found.is_empty(), "{found:?} in {crates:?}");
}

const NETWORK: &[&str] = &["reqwest", "tokio", "hyper", "rustls", "ureq", "socket2", "mio"];

#[test]
fn the_data_alone_takes_few_crates() {
    let Some(crates) = crates(&[]) else { return };
    check_without(&crates, NETWORK);
    check_without(&crates, &["clap", "jsonschema", "rayon", "serde_json", "toml", "url", "jiff"]);
    assert!(crates.len() <= 25, "{} crates: {crates:?}", crates.len());
    assert!(crates.contains("serde") && crates.contains("granit-parser"), "{crates:?}");
}

#[test]
fn the_types_of_the_contract_take_no_crate_more() {
    let (Some(least), Some(contract)) =
        (crates(&["--no-default-features"]), crates(&["--no-default-features", "--features", "contract"]))
    else {
        return;
    };
    assert_eq!(contract, least);
}

#[test]
fn only_links_may_open_a_socket() {
    for feature in ["lint", "cli"] {
        let Some(crates) = crates(&["--no-default-features", "--features", feature]) else { return };
        check_without(&crates, NETWORK);
        assert!(crates.contains("jsonschema"), "{feature}: {crates:?}");
        assert_eq!(crates.contains("clap"), feature == "cli");
        // Cargo.lock holds `idna_adapter` at the tables of unicode-rs; an update of all crates would bring ICU4X back.
        check_without(&crates, &["icu_normalizer", "icu_properties", "zerovec"]);
        // What single formats of the export take is no part of a first build.
        check_without(&crates, &["flate2", "libsqlite3-sys", "parquet", "rawzip"]);
    }
}
