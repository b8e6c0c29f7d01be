//! The operators of a page that show text, and where they show it.

use std::collections::BTreeMap;
use std::rc::Rc;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId};

use super::font::Font;
use super::layout::{Mark, Page};
use super::load;

/// The content of a page, or of a form on it, unpacks to at most this.
const LONGEST: usize = 8 * 1024 * 1024;

/// All content of a PDF together.
const MOST_CONTENT: usize = 128 * 1024 * 1024;

/// What the fonts of a PDF may take in memory.
const MOST_FONTS: usize = 16 * 1024 * 1024;

/// So many operators are followed in a PDF.
const MOST_OPERATORS: usize = 20_000_000;

/// How deep forms may lie in forms, and states in states.
const DEEPEST_FORM: usize = 8;
const DEEPEST_STATE: usize = 256;

/// Why a page was not read to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    TooLong,
    TooSlow,
}

/// An affine map: `x' = ax + cy + e`, `y' = bx + dy + f`.
#[derive(Debug, Clone, Copy)]
struct Matrix([f64; 6]);

impl Matrix {
    const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// First `self`, then `next`.
    fn then(self, next: Self) -> Self {
        let ([a, b, c, d, e, f], [g, h, i, j, k, l]) = (self.0, next.0);
        Self([
            a * g + b * i,
            a * h + b * j,
            c * g + d * i,
            c * h + d * j,
            e * g + f * i + k,
            e * h + f * j + l,
        ])
    }

    fn shift(x: f64, y: f64) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }
}

#[derive(Clone)]
struct State {
    matrix: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    letter_space: f64,
    word_space: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
}

/// Follows the content of pages; holds what several of them share.
pub(super) struct Reader<'a> {
    document: &'a Document,
    fonts: BTreeMap<ObjectId, Rc<Font>>,
    /// What is left of each limit.
    content: usize,
    operators: usize,
    tables: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(document: &'a Document) -> Self {
        Self {
            document,
            fonts: BTreeMap::new(),
            content: MOST_CONTENT,
            operators: MOST_OPERATORS,
            tables: MOST_FONTS,
        }
    }

    /// Adds the text of a page to `page`.
    pub(super) fn page(&mut self, id: ObjectId, page: &mut Page) -> Result<(), Cut> {
        if load::is_late() {
            return Err(Cut::TooSlow);
        }
        let most = LONGEST.min(self.content);
        let content = self.document.get_page_content_with_limit(id, most).map_err(|_| self.too_long(most))?;
        let resources = self.inherited(id);
        let state = State {
            matrix: Matrix::IDENTITY,
            font: None,
            size: 1.0,
            letter_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        };
        self.stream(&content, resources, state, page, DEEPEST_FORM)
    }

    /// Content that is longer than `most`; once all content together is too long, no more of it is unpacked in vain.
    fn too_long(&mut self, most: usize) -> Cut {
        if most < LONGEST {
            self.content = 0;
        }
        Cut::TooLong
    }

    /// The resources of a page, which it may have from the nodes above it.
    fn inherited(&self, id: ObjectId) -> Option<&'a Dictionary> {
        let mut node = self.document.get_dictionary(id).ok()?;
        for _ in 0..64 {
            if let Ok(resources) = node.get_deref(b"Resources", self.document).and_then(Object::as_dict) {
                return Some(resources);
            }
            node = node.get_deref(b"Parent", self.document).and_then(Object::as_dict).ok()?;
        }
        None
    }

    fn stream(
        &mut self,
        content: &[u8],
        resources: Option<&'a Dictionary>,
        state: State,
        page: &mut Page,
        depth: usize,
    ) -> Result<(), Cut> {
        self.content = self.content.checked_sub(content.len()).ok_or(Cut::TooLong)?;
        let mut hand = Hand { state, saved: Vec::new(), text: Matrix::IDENTITY, line: Matrix::IDENTITY };
        let mut named = BTreeMap::new();
        // What comes after a broken operator is lost; readers leave it out also.
        for operation in Content::decode_iter(content).map_while(Result::ok) {
            self.operators = self.operators.checked_sub(1).ok_or(Cut::TooLong)?;
            if self.operators.is_multiple_of(1024) && load::is_late() {
                return Err(Cut::TooSlow);
            }
            let name = operation.operands.first().and_then(|operand| operand.as_name().ok());
            match (operation.operator.as_str(), name) {
                ("Tf", Some(name)) => {
                    hand.state.font = match named.get(name) {
                        Some(font) => Rc::clone(font),
                        None => {
                            let Some(font) = self.font(resources, name) else { continue };
                            Rc::clone(named.entry(name.to_vec()).or_insert(font))
                        }
                    }
                    .into();
                    hand.state.size = operand(&operation, 1).unwrap_or(1.0);
                }
                ("Do", Some(name)) if depth > 0 => {
                    self.form(resources, name, &hand.state, page, depth - 1)?
                }
                _ => hand.follow(&operation, page),
            }
        }
        Ok(())
    }

    fn font(&mut self, resources: Option<&'a Dictionary>, name: &[u8]) -> Option<Rc<Font>> {
        let fonts = resources?.get_deref(b"Font", self.document).and_then(Object::as_dict).ok()?;
        let id = fonts.get(name).and_then(Object::as_reference).ok();
        if let Some(font) = id.and_then(|id| self.fonts.get(&id)) {
            return Some(Rc::clone(font));
        }
        let font = fonts.get_deref(name, self.document).and_then(Object::as_dict).ok()?;
        let font = Rc::new(Font::read(self.document, font, &mut self.tables));
        if let Some(id) = id {
            self.fonts.insert(id, Rc::clone(&font));
        }
        Some(font)
    }

    /// A form: content of its own that a page shows as if it stood there.
    fn form(
        &mut self,
        resources: Option<&'a Dictionary>,
        name: &[u8],
        state: &State,
        page: &mut Page,
        depth: usize,
    ) -> Result<(), Cut> {
        let forms = resources
            .and_then(|resources| resources.get_deref(b"XObject", self.document).ok()?.as_dict().ok());
        let form = forms.and_then(|forms| forms.get_deref(name, self.document).ok()?.as_stream().ok());
        let Some(form) =
            form.filter(|form| form.dict.get(b"Subtype").and_then(Object::as_name).ok() == Some(b"Form"))
        else {
            return Ok(());
        };
        let most = LONGEST.min(self.content);
        let content = form.get_plain_content_with_limit(most).map_err(|_| self.too_long(most))?;
        let own = form.dict.get_deref(b"Resources", self.document).and_then(Object::as_dict).ok();
        let matrix = form.dict.get_deref(b"Matrix", self.document).and_then(Object::as_array).ok();
        let matrix = matrix.and_then(|matrix| matrix_of(matrix)).unwrap_or(Matrix::IDENTITY);
        let state = State { matrix: matrix.then(state.matrix), ..state.clone() };
        self.stream(&content, own.or(resources), state, page, depth)
    }
}

/// What the operators of one stream change.
struct Hand {
    state: State,
    saved: Vec<State>,
    text: Matrix,
    line: Matrix,
}

impl Hand {
    fn follow(&mut self, operation: &Operation, page: &mut Page) {
        let at = |index| operand(operation, index);
        let first = at(0);
        match operation.operator.as_str() {
            "q" if self.saved.len() < DEEPEST_STATE => self.saved.push(self.state.clone()),
            "Q" => self.state = self.saved.pop().unwrap_or_else(|| self.state.clone()),
            "cm" => {
                if let Some(matrix) = matrix_of(&operation.operands) {
                    self.state.matrix = matrix.then(self.state.matrix);
                }
            }
            "BT" => self.place(Matrix::IDENTITY),
            "Tm" => {
                if let Some(matrix) = matrix_of(&operation.operands) {
                    self.place(matrix);
                }
            }
            operator @ ("Td" | "TD") => {
                if let (Some(x), Some(y)) = (first, at(1)) {
                    if operator == "TD" {
                        self.state.leading = -y;
                    }
                    self.place(Matrix::shift(x, y).then(self.line));
                }
            }
            "T*" => self.next_line(),
            "TL" => self.state.leading = first.unwrap_or_default(),
            "Tc" => self.state.letter_space = first.unwrap_or_default(),
            "Tw" => self.state.word_space = first.unwrap_or_default(),
            "Tz" => self.state.stretch = first.unwrap_or(100.0) / 100.0,
            "Ts" => self.state.rise = first.unwrap_or_default(),
            "Tj" => self.show(operation.operands.first(), page),
            "'" => {
                self.next_line();
                self.show(operation.operands.first(), page);
            }
            "\"" => {
                self.state.word_space = first.unwrap_or_default();
                self.state.letter_space = at(1).unwrap_or_default();
                self.next_line();
                self.show(operation.operands.get(2), page);
            }
            "TJ" => {
                let items = operation.operands.first().and_then(|items| items.as_array().ok());
                for item in items.into_iter().flatten() {
                    match item.as_float() {
                        Ok(back) => {
                            let back = f64::from(back).clamp(-1e6, 1e6) / 1000.0;
                            self.advance(-back * self.state.size * self.state.stretch);
                        }
                        Err(_) => self.show(Some(item), page),
                    }
                }
            }
            _ => {}
        }
    }

    fn place(&mut self, matrix: Matrix) {
        (self.text, self.line) = (matrix, matrix);
    }

    fn next_line(&mut self) {
        self.place(Matrix::shift(0.0, -self.state.leading).then(self.line));
    }

    fn advance(&mut self, by: f64) {
        self.text = Matrix::shift(by, 0.0).then(self.text);
    }

    fn show(&mut self, string: Option<&Object>, page: &mut Page) {
        let (Some(Ok(string)), Some(font)) = (string.map(Object::as_str), self.state.font.clone()) else {
            return;
        };
        for glyph in font.glyphs(string) {
            let state = &self.state;
            let scale = Matrix([state.size * state.stretch, 0.0, 0.0, state.size, 0.0, state.rise]);
            let Matrix([a, b, c, d, x, y]) = scale.then(self.text).then(state.matrix);
            let along = a.hypot(b);
            let mark = Mark::new((a, b), (c, d), (x, y), glyph.width * along);
            page.put(mark, &glyph.letters);
            let space = state.letter_space + if glyph.is_space { state.word_space } else { 0.0 };
            self.advance((glyph.width * state.size + space) * state.stretch);
        }
    }
}

fn operand(operation: &Operation, index: usize) -> Option<f64> {
    let number = f64::from(operation.operands.get(index)?.as_float().ok()?);
    (number.abs() < 1e9).then_some(number)
}

fn matrix_of(operands: &[Object]) -> Option<Matrix> {
    let mut matrix = [0.0; 6];
    for (slot, operand) in matrix.iter_mut().zip(operands.get(..6)?) {
        *slot = f64::from(operand.as_float().ok()?);
    }
    matrix.iter().all(|number| number.abs() < 1e9).then_some(Matrix(matrix))
}
