//! Texts that look like YAML, and how many of them are tried.

use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngSeed};

/// Texts made of the pieces that YAML is made of.
pub(crate) fn yamlish() -> impl Strategy<Value = String> {
    let pieces = "a¦b¦key¦é¦1¦007¦-1.5¦true¦~¦null¦ ¦  ¦    ¦\n¦\n  ¦\n    ¦\n- ¦\n  - ¦: ¦:¦\nb: ¦\n  c: ¦- ¦-¦? ¦, ¦[¦]¦{¦}¦[]¦\
        {}¦'¦\"¦''¦\\n¦\\¦#¦ # c¦\n# c\n¦|¦>¦|\n  ¦>-\n  ¦|2¦&x ¦*x¦!t ¦!!str ¦---\n¦...\n¦\n---\n¦%¦@¦`¦\t¦\r\n¦\r¦\u{feff}¦\
        \u{85}¦\u{2028}¦\u{1f9b5}¦<<¦=¦x y¦\0¦\u{7f}";
    let piece = proptest::sample::select(pieces.split('¦').collect::<Vec<_>>());
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// Texts of lines as records have them, most of them sound.
#[allow(dead_code, reason = "only one of the two crates that have this file asks for it")]
pub(crate) fn recordish() -> impl Strategy<Value = String> {
    let lines = "a: b¦b: one two¦c:¦d: \"x\"¦e: 'y'¦f: [1, [b], c-d]¦g: -5¦h: # c¦i: x # c¦# c¦- a¦- b: 1¦- c:¦- - 1¦- \"q\"¦-¦j: \"\\\"\\\\\"¦k: 'it''s'¦\
        l: a:b¦m: a: b¦n: a #b¦o: a#b¦p:  x  ¦q : x¦r: 'a' b¦s: \"a\"#c¦t: []¦u: [a,]¦v: [a, b]¦w: ~¦x: (a)¦y: @a¦z: é¦- [a]¦- -1¦- ---¦--- a¦: a¦? a¦a:b¦\
        more words¦'key': a¦\"k\": b¦1: a¦- ? a¦a: |¦a: - b¦a: [b: c]¦a: [b #c]¦a: ]¦a: b,¦a: [b]c¦a: [b] # c¦a: '¦a: \"¦a: =¦a: <<¦<<: a¦a: .¦a: /x/¦- -¦-  a¦-   - b¦...¦%a¦a: % ¦a: `";
    let line = proptest::sample::select(lines.split('¦').collect::<Vec<_>>());
    let indented = (0usize..4, line).prop_map(|(depth, line)| format!("{}{line}\n", "  ".repeat(depth)));
    proptest::collection::vec(indented, 1..7).prop_map(|lines| lines.concat())
}

/// Always the same cases, so that a run does not depend on luck; `PROPTEST_RNG_SEED` and `PROPTEST_CASES` ask for others.
pub(crate) fn config(cases: u32) -> Config {
    let mut config = Config { failure_persistence: None, ..Default::default() };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = cases;
    }
    if std::env::var_os("PROPTEST_RNG_SEED").is_none() {
        config.rng_seed = RngSeed::Fixed(2026);
    }
    config
}
