//! Content of a page and of the forms that it draws. The entry point is [`read`].

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId};

use super::budget::Budget;
use super::colour::{Colour, Space};
use super::font::Shelf;
use super::matrix::Matrix;
use super::page::{Sheet, blank, dictionary, inherited, number, numbers};
use super::path::Path;
use super::show::Text;
use super::{Stroke, Unreadable};

/// How deep forms may stand in one another.
const DEEPEST: usize = 8;
/// How many states may be kept.
const MOST_KEPT: usize = 512;

/// Reads a page; `order` is its number from 1.
pub(super) fn read<'a>(file: &'a Document, page: ObjectId, order: usize, fonts: &mut Shelf<'a>, budget: &mut Budget) -> Result<Sheet, Unreadable> {
    let (sheet, matrix) = blank(file, page, order).ok_or(Unreadable::Page(order))?;
    let mut content = Vec::new();
    for part in file.get_page_contents(page) {
        if let Ok(Object::Stream(stream)) = file.get_object(part) {
            content.extend(budget.inflate(stream, 0)?.ok_or(Unreadable::Page(order))?);
            content.push(b'\n');
            budget.fits(content.len())?;
        }
    }
    let resources = inherited(file, page, b"Resources").and_then(|resources| resources.as_dict().ok());
    let mut reader = Reader { file, fonts, budget, sheet, order };
    reader.run(&content, resources, State::new(matrix), 0)?;
    Ok(reader.sheet)
}

/// The graphics state.
#[derive(Clone)]
struct State {
    matrix: Matrix,
    fill: (Space, Colour),
    stroke: (Space, Colour),
    thickness: f64,
    text: Text,
}

impl State {
    fn new(matrix: Matrix) -> Self {
        let black = (Space::Device(1), Colour::Black);
        Self { matrix, fill: black, stroke: black, thickness: 1.0, text: Text::default() }
    }
}

struct Reader<'a, 's> {
    file: &'a Document,
    fonts: &'s mut Shelf<'a>,
    budget: &'s mut Budget,
    sheet: Sheet,
    order: usize,
}

impl<'a> Reader<'a, '_> {
    fn run(&mut self, content: &[u8], resources: Option<&'a Dictionary>, mut state: State, depth: usize) -> Result<(), Unreadable> {
        // A part that cannot be read to its end would be measured as if the rest were not there.
        let content = Content::decode_strict(content).map_err(|_| Unreadable::Page(self.order))?;
        let mut kept: Vec<State> = Vec::new();
        let mut path = Path::default();
        for Operation { operator, operands } in &content.operations {
            let values: Vec<f64> = operands.iter().filter_map(|operand| number(self.file, operand)).collect();
            let value = |at: usize| values.get(at).copied().unwrap_or(0.0);
            match operator.as_str() {
                "q" if kept.len() < MOST_KEPT => kept.push(state.clone()),
                "q" => return Err(Unreadable::TooMuch),
                "Q" => state = kept.pop().unwrap_or(state),
                "cm" if values.len() == 6 => state.matrix = matrix(&values).then(state.matrix),
                "w" => state.thickness = value(0),
                "gs" => self.external(resources, operands, &mut state)?,
                "Do" => self.external_object(resources, operands, &state, depth)?,

                "g" | "rg" | "k" => state.fill = (Space::Device(values.len()), Colour::of(&values)),
                "G" | "RG" | "K" => state.stroke = (Space::Device(values.len()), Colour::of(&values)),
                "cs" => state.fill = self.space(resources, operands),
                "CS" => state.stroke = self.space(resources, operands),
                "sc" | "scn" => state.fill.1 = state.fill.0.colour(&values),
                "SC" | "SCN" => state.stroke.1 = state.stroke.0.colour(&values),

                "m" => path.move_to(state.matrix.point(value(0), value(1))),
                "l" => path.line_to(state.matrix.point(value(0), value(1))),
                "c" => path.curve_to(state.matrix.point(value(4), value(5))),
                "v" | "y" => path.curve_to(state.matrix.point(value(2), value(3))),
                "h" => path.close(),
                "re" => path.rectangle(state.matrix, [value(0), value(1), value(2), value(3)]),
                "S" | "s" | "f" | "F" | "f*" | "B" | "B*" | "b" | "b*" | "n" => {
                    if operator.starts_with(['s', 'b']) {
                        path.close();
                    }
                    let mut drawn: Vec<Stroke> = Vec::new();
                    if operator.starts_with(['f', 'F', 'B', 'b']) {
                        drawn.extend(path.filled(state.fill.1));
                    }
                    if operator.starts_with(['S', 's', 'B', 'b']) {
                        drawn.extend(path.stroked(state.thickness * state.matrix.scale(), state.stroke.1));
                    }
                    drawn.retain(|stroke| [stroke.from.0, stroke.from.1, stroke.to.0, stroke.to.1, stroke.thickness].iter().all(|number| number.is_finite()));
                    self.budget.draw(drawn.len())?;
                    self.sheet.strokes.append(&mut drawn);
                    path = Path::default();
                }

                _ => self.text(operator, operands, &values, resources, &mut state)?,
            }
        }
        Ok(())
    }

    /// Text operators; what else there is draws nothing that is measured.
    fn text(
        &mut self,
        operator: &str,
        operands: &[Object],
        values: &[f64],
        resources: Option<&'a Dictionary>,
        state: &mut State,
    ) -> Result<(), Unreadable> {
        let value = |at: usize| values.get(at).copied().unwrap_or(0.0);
        match operator {
            "BT" => (state.text.matrix, state.text.line) = (Matrix::IDENTITY, Matrix::IDENTITY),
            "Tf" => {
                let font = operands.first().and_then(|name| self.resource(resources, b"Font", name));
                state.text.font = match font {
                    Some(font) => self.fonts.font(font, self.budget)?,
                    None => None,
                };
                state.text.size = value(0);
            }
            "Tc" => state.text.character_space = value(0),
            "Tw" => state.text.word_space = value(0),
            "Tz" => state.text.stretch = value(0) / 100.0,
            "TL" => state.text.leading = value(0),
            "Ts" => state.text.rise = value(0),
            "Tr" => state.text.mode = value(0) as i64,
            "Td" => state.text.next_line(value(0), value(1)),
            "TD" => {
                state.text.leading = -value(1);
                state.text.next_line(value(0), value(1));
            }
            "Tm" if values.len() == 6 => {
                state.text.line = matrix(values);
                state.text.matrix = state.text.line;
            }
            "T*" => state.text.next_line(0.0, -state.text.leading),
            "Tj" => self.show(operands.first(), state)?,
            "TJ" => {
                for item in operands.first().and_then(|list| list.as_array().ok()).into_iter().flatten() {
                    match number(self.file, item) {
                        Some(move_by) => {
                            let vertical = state.text.font.and_then(|font| self.fonts.get(font)).is_some_and(|font| font.vertical);
                            state.text.kern(move_by, vertical);
                        }
                        None => self.show(Some(item), state)?,
                    }
                }
            }
            "'" => {
                state.text.next_line(0.0, -state.text.leading);
                self.show(operands.first(), state)?;
            }
            "\"" => {
                (state.text.word_space, state.text.character_space) = (value(0), value(1));
                state.text.next_line(0.0, -state.text.leading);
                self.show(operands.get(2), state)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn show(&mut self, text: Option<&Object>, state: &mut State) -> Result<(), Unreadable> {
        let text = text.and_then(|text| text.as_str().ok());
        let font = state.text.font.and_then(|font| self.fonts.get(font));
        if let (Some(text), Some(font)) = (text, font) {
            self.budget.draw(text.len())?;
            state.text.show(text, font, state.matrix, state.fill.1, &mut self.sheet.marks);
        }
        Ok(())
    }

    fn resource(&self, resources: Option<&'a Dictionary>, kind: &[u8], name: &Object) -> Option<&'a Object> {
        let names = dictionary(self.file, resources?.get(kind).ok()?)?;
        names.get(name.as_name().ok()?).ok()
    }

    fn space(&self, resources: Option<&'a Dictionary>, operands: &[Object]) -> (Space, Colour) {
        let Some(name) = operands.first() else { return (Space::Unknown, Colour::Unknown) };
        let space = match Space::of(self.file, name) {
            Space::Unknown => self.resource(resources, b"ColorSpace", name).map_or(Space::Unknown, |space| Space::of(self.file, space)),
            known => known,
        };
        (space, space.initial())
    }

    /// A graphics state of the resources: its line width and font.
    fn external(&mut self, resources: Option<&'a Dictionary>, operands: &[Object], state: &mut State) -> Result<(), Unreadable> {
        let named = operands.first().and_then(|name| self.resource(resources, b"ExtGState", name));
        let Some(entries) = named.and_then(|object| dictionary(self.file, object)) else { return Ok(()) };
        if let Some(thickness) = entries.get(b"LW").ok().and_then(|width| number(self.file, width)) {
            state.thickness = thickness;
        }
        if let Ok(list) = entries.get_deref(b"Font", self.file).and_then(Object::as_array)
            && let [font, size] = &list[..]
        {
            state.text.font = self.fonts.font(font, self.budget)?;
            state.text.size = number(self.file, size).unwrap_or(0.0);
        }
        Ok(())
    }

    /// Draws a form; pictures have no text.
    fn external_object(&mut self, resources: Option<&'a Dictionary>, operands: &[Object], state: &State, depth: usize) -> Result<(), Unreadable> {
        let named = operands.first().and_then(|name| self.resource(resources, b"XObject", name));
        let object = named.and_then(|object| self.file.dereference(object).ok()).map(|(_, object)| object);
        let Some(Object::Stream(form)) = object else { return Ok(()) };
        if form.dict.get(b"Subtype").and_then(Object::as_name).ok() != Some(b"Form") {
            return Ok(());
        }
        if depth >= DEEPEST {
            return Err(Unreadable::TooMuch);
        }
        let content = self.budget.inflate(form, depth + 1)?.ok_or(Unreadable::Page(self.order))?;
        let own = form.dict.get(b"Resources").ok().and_then(|own| dictionary(self.file, own));
        let mut state = state.clone();
        if let Some(values) = form.dict.get(b"Matrix").ok().and_then(|list| numbers(self.file, list)).filter(|list| list.len() == 6) {
            state.matrix = matrix(&values).then(state.matrix);
        }
        self.run(&content, own.or(resources), state, depth + 1)
    }
}

fn matrix(values: &[f64]) -> Matrix {
    let mut matrix = Matrix::IDENTITY;
    matrix.0.iter_mut().zip(values).for_each(|(place, value)| *place = *value);
    matrix
}
