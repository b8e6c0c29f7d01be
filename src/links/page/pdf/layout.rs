//! From letters and where they stand to runs of text: what stands side by side on one line.

use super::font::UNKNOWN;

/// Gaps, in sizes of the letters: from here on there is a space, and from here on another column.
const SPACE: f64 = 0.17;
const COLUMN: f64 = 1.4;

/// How much text is kept of a page, in bytes.
const LONGEST_PAGE: usize = 1024 * 1024;

/// Where a letter stands, in a system that is turned so that its line runs along the first axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Mark {
    /// How far the line is turned, in degrees.
    turn: i16,
    start: f64,
    end: f64,
    base: f64,
    size: f64,
}

impl Mark {
    /// `along` and `up` are the axes of the letter, each as long as its size; `at` is its origin.
    pub(super) fn new(along: (f64, f64), up: (f64, f64), at: (f64, f64), width: f64) -> Self {
        let angle = along.1.atan2(along.0);
        let (sine, cosine) = angle.sin_cos();
        let start = at.0 * cosine + at.1 * sine;
        #[expect(clippy::cast_possible_truncation, reason = "an angle is between -180 and 180 degrees")]
        let turn = angle.to_degrees().round() as i16;
        Self { turn, start, end: start + width, base: at.1 * cosine - at.0 * sine, size: up.0.hypot(up.1) }
    }
}

/// Letters that stand side by side.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Run {
    pub(super) text: String,
    pub(super) turn: i16,
    pub(super) start: f64,
    pub(super) end: f64,
    pub(super) base: f64,
    size: f64,
    /// Whether it stands on the line of the run before it, far to the right.
    pub(super) follows: bool,
}

/// The runs of a page in the order in which they were shown, which is that of reading in all but a few files.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) runs: Vec<Run>,
    last: Option<(Mark, String)>,
    has_space: bool,
    bytes: usize,
    /// How many letters there are, and how many of them the fonts do not tell.
    pub(super) letters: usize,
    pub(super) unknown: usize,
}

impl Page {
    /// Whether there is more text than is kept.
    pub(super) fn is_cut(&self) -> bool {
        self.bytes >= LONGEST_PAGE
    }

    pub(super) fn put(&mut self, mark: Mark, letters: &str) {
        let in_range = [mark.start, mark.end, mark.base, mark.size].iter().all(|number| number.abs() < 1e9);
        if !in_range || self.is_cut() {
            return;
        }
        if letters.chars().all(|letter| letter.is_whitespace() || letter == '\0') {
            self.has_space = true;
            return;
        }
        // Bold type is sometimes the same letter shown twice.
        let twice = self.last.as_ref().is_some_and(|(last, before)| {
            let near = |one: f64, other: f64| (one - other).abs() < 0.1 * mark.size;
            before == letters && near(last.start, mark.start) && near(last.base, mark.base)
        });
        if twice {
            return;
        }
        self.letters += 1;
        self.unknown += usize::from(letters.contains(UNKNOWN));
        self.bytes += letters.len() + 1;
        let space = std::mem::take(&mut self.has_space);
        let gap = self.last.as_ref().map_or(0.0, |(last, _)| mark.start - last.end);
        match self.runs.last_mut().filter(|run| run.takes(&mark, gap)) {
            Some(run) if gap < COLUMN * run.size.max(mark.size) => {
                run.add(&mark, letters, space || gap > SPACE * run.size.min(mark.size))
            }
            beside => {
                let follows = beside.is_some();
                let Mark { turn, start, end, base, size } = mark;
                // Each run costs more than its letters.
                self.bytes += size_of::<Run>();
                self.runs.push(Run { text: letters.to_owned(), turn, start, end, base, size, follows });
            }
        }
        self.last = Some((mark, letters.to_owned()));
    }
}

impl Run {
    /// Whether a letter that stands so far behind the last one stands on the same line.
    fn takes(&self, mark: &Mark, gap: f64) -> bool {
        let size = self.size.max(mark.size);
        self.turn == mark.turn && (mark.base - self.base).abs() < 0.6 * size && gap > -0.6 * size
    }

    fn add(&mut self, mark: &Mark, letters: &str, space: bool) {
        let rise = mark.base - self.base;
        let is_raised = mark.size < 0.85 * self.size && rise > 0.12 * self.size;
        if space && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
        match is_raised.then(|| raised(letters)).flatten() {
            Some(letter) => self.text.push(letter),
            None => self.text.push_str(letters),
        }
        // A line that starts with a raised mark is as high as what follows.
        if mark.size > 1.1 * self.size {
            (self.size, self.base) = (mark.size, mark.base);
        }
        self.end = self.end.max(mark.end);
    }
}

/// A digit or a sign as a raised one, so that 10 to the power of 3 does not read as 103.
fn raised(letters: &str) -> Option<char> {
    let mut letters = letters.chars();
    let letter = letters.next().filter(|_| letters.next().is_none())?;
    super::super::text::raised(letter)
}
