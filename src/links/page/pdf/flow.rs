//! From the runs of pages to text in the order of reading, without what stands on each page.

use std::collections::{BTreeMap, BTreeSet};

use super::layout::Run;

/// How many lines at the top and at the bottom of a page may belong to the page and not to the text.
const MARGIN_LINES: usize = 3;

/// On so many pages a line stands that is taken for a running head.
const FEWEST_PAGES: usize = 3;

/// So many lines must have a number, each more than the one before by the same, to be taken for numbered lines.
const FEWEST_NUMBERED: usize = 8;

/// So many rows must fall into the same two columns, most of them with so many letters, to be read one column after the other.
const FEWEST_ROWS: usize = 4;
const FEWEST_LETTERS: usize = 16;

/// The text of all pages, a line break between lines and a tab between the columns of a table. Running heads and the numbers of
/// pages and lines are taken out, so that a sentence is not torn; the heads stand once more at the end.
pub(super) fn text(mut pages: Vec<Vec<Run>>) -> String {
    let heads = running_heads(&pages);
    let mut text = String::new();
    let mut taken = BTreeSet::new();
    for runs in &mut pages {
        if !heads.is_empty() {
            let margin = margin_bases(runs);
            runs.retain(|run| {
                let is_head = margin.contains(&rounded(run.base)) && heads.contains(&faceless(&run.text));
                if is_head {
                    taken.insert(run.text.clone());
                }
                !is_head
            });
        }
        drop_line_numbers(runs);
        for run in in_columns(std::mem::take(runs), 2) {
            if !text.is_empty() {
                text.push(if run.follows { '\t' } else { '\n' });
            }
            text.push_str(run.text.trim());
        }
    }
    for head in taken.iter().filter(|head| head.chars().any(char::is_alphabetic)) {
        text.push('\n');
        text.push_str(head.trim());
    }
    text
}

/// The texts, numbers made alike, that stand at the edge of several pages.
fn running_heads(pages: &[Vec<Run>]) -> BTreeSet<String> {
    let mut pages_of: BTreeMap<String, usize> = BTreeMap::new();
    for runs in pages {
        let margin = margin_bases(runs);
        let here: BTreeSet<String> = runs
            .iter()
            .filter(|run| margin.contains(&rounded(run.base)) && run.text.len() <= 200)
            .map(|run| faceless(&run.text))
            .collect();
        for head in here {
            *pages_of.entry(head).or_default() += 1;
        }
    }
    // Left and right pages may have heads of their own.
    pages_of
        .into_iter()
        .filter(|(_, count)| *count >= FEWEST_PAGES && *count * 3 >= pages.len())
        .map(|(head, _)| head)
        .collect()
}

/// The heights of the first and the last lines.
fn margin_bases(runs: &[Run]) -> BTreeSet<i64> {
    let bases: BTreeSet<i64> = runs.iter().filter(|run| run.turn == 0).map(|run| rounded(run.base)).collect();
    bases.iter().take(MARGIN_LINES).chain(bases.iter().rev().take(MARGIN_LINES)).copied().collect()
}

#[expect(clippy::cast_possible_truncation, reason = "places are below 1e9")]
fn rounded(place: f64) -> i64 {
    place.round() as i64
}

/// A text with each number made `#`.
fn faceless(text: &str) -> String {
    let mut shown = String::new();
    for letter in text.trim().chars() {
        match letter {
            '0'..='9' if shown.ends_with('#') => {}
            '0'..='9' => shown.push('#'),
            _ => shown.push(letter),
        }
    }
    shown
}

/// Takes out the numbers of numbered lines, as manuscripts have them.
fn drop_line_numbers(runs: &mut Vec<Run>) {
    let numbers: Vec<(usize, u32)> = runs
        .iter()
        .enumerate()
        .filter(|(_, run)| run.text.len() <= 4)
        .filter_map(|(index, run)| Some((index, run.text.parse().ok()?)))
        .collect();
    let step = match numbers.as_slice() {
        [(_, first), (_, second), ..] => second.checked_sub(*first).filter(|step| matches!(step, 1 | 5)),
        _ => None,
    };
    let Some(step) = step.filter(|_| numbers.len() >= FEWEST_NUMBERED) else { return };
    let counts_on =
        numbers.windows(2).all(|pair| matches!(pair, [(_, one), (_, next)] if *next == one + step));
    if counts_on {
        let places: BTreeSet<usize> = numbers.into_iter().map(|(index, _)| index).collect();
        let mut place = 0;
        runs.retain(|_| {
            place += 1;
            !places.contains(&(place - 1))
        });
    }
}

/// Puts columns one after the other where a file shows the rows of both in turn. A table, whose cells are short, stays as it is.
fn in_columns(runs: Vec<Run>, depth: usize) -> Vec<Run> {
    let Some(gutter) = gutter(&runs).filter(|_| depth > 0) else { return runs };
    let is_row = |pair: &[Run]| matches!(pair, [left, right] if right.follows && left.start < gutter && right.start > gutter - 2.0);
    let first = runs.windows(2).position(is_row).unwrap_or_default();
    let last = runs.windows(2).rposition(is_row).map_or(runs.len(), |row| row + 2);
    let mut before = runs;
    let mut rows = before.split_off(first);
    let after = rows.split_off(last - first);
    let (left, right): (Vec<Run>, Vec<Run>) = rows.into_iter().partition(|run| run.start < gutter - 2.0);
    for column in [left, right] {
        let mut column = in_columns(column, depth - 1);
        if let Some(first) = column.first_mut() {
            first.follows = false;
        }
        before.append(&mut column);
    }
    before.extend(after);
    for index in 1..before.len() {
        // What stood beside a run stands there no more.
        if let Some([one, next]) = before.get_mut(index - 1..=index) {
            next.follows &= (one.base - next.base).abs() < 2.0 && next.start > one.end;
        }
    }
    before
}

/// Where the second column of prose starts, if rows of two columns are shown in turn.
fn gutter(runs: &[Run]) -> Option<f64> {
    let rows: Vec<(&Run, &Run)> = runs
        .windows(2)
        .filter_map(|pair| match pair {
            [left, right] if right.follows && right.turn == 0 => Some((left, right)),
            _ => None,
        })
        .collect();
    let mut starts: BTreeMap<i64, usize> = BTreeMap::new();
    for (_, right) in &rows {
        *starts.entry(rounded(right.start / 4.0)).or_default() += 1;
    }
    let (start, _) = starts.into_iter().max_by_key(|(start, count)| (*count, -*start))?;
    let here: Vec<_> =
        rows.iter().filter(|(_, right)| (rounded(right.start / 4.0) - start).abs() <= 1).collect();
    let is_prose = |run: &Run| run.text.chars().count() >= FEWEST_LETTERS;
    let prose = here.iter().filter(|(left, right)| is_prose(left) && is_prose(right)).count();
    if here.len() < FEWEST_ROWS || prose * 10 < here.len() * 7 {
        return None;
    }
    here.iter().map(|(_, right)| right.start).min_by(f64::total_cmp)
}
