//! Where does a number come from? A disc: full where it is sourced, half where it is judged, empty
//! where it is assumed or nobody said. A click opens what is known of it.

use eframe::egui::{
    Frame, Grid, Id, Key, Margin, Popup, PopupCloseBehavior, Pos2, Rect, RectAlign, RichText, Sense, Shape, Stroke,
    TextEdit, Ui, WidgetInfo, epaint::CircleShape, vec2,
};

use super::text_field::DATE_HINT;
use super::{combo_box, settle, to_edge};
use crate::model::inputs::{Absent, Input, Slot};
use crate::model::{Estimate, Grade, Source, Value};
use crate::session::quantity;
use crate::session::routes::LONGEST_NAME;
use crate::ui::theme::{self, GRID, Palette};

const RADIUS: f32 = 4.0;
/// Width of what stands in the popup, of its names, and of the fields beside them.
const WIDTH: f32 = 372.0;
const NAME: f32 = 52.0;
const VALUE: f32 = WIDTH - NAME - 2.0 * GRID;

/// All grades, best first.
const GRADES: [Grade; 5] = [Grade::Quoted, Grade::Measured, Grade::Published, Grade::Estimated, Grade::Assumed];

/// The input that a badge belongs to.
#[derive(Clone, Copy)]
pub struct Stating<'a> {
    /// What a screen reader calls it.
    pub label: &'a str,
    /// Its declaration.
    pub input: &'a Input,
    /// The currency of its money.
    pub currency: &'a str,
}

/// Draws the badge into `rect`.
pub fn source_badge(ui: &mut Ui, rect: Rect, id: Id, of: &Stating<'_>, slot: &mut dyn Slot) {
    let label = of.label;
    let response = ui.interact(rect, id, Sense::click());
    let source = slot.get().map(|estimate| &estimate.source);
    let summary = source.map_or_else(|| "not given".to_owned(), in_words);
    response.widget_info(|| {
        WidgetInfo::labeled(eframe::egui::Role::Button, ui.is_enabled(), format!("{label}, source: {summary}"))
    });
    paint(ui, rect.center(), source.and_then(|source| source.grade), response.hovered() || response.has_focus());
    Popup::from_toggle_button_response(&response)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .frame(Frame::popup(ui.style()).inner_margin(Margin::same(12)))
        .anchor(to_edge(ui, rect))
        .align(RectAlign::RIGHT_START)
        .gap(GRID)
        .show(|ui| source_ui(ui, id, of, slot));
    response.on_hover_text(summary);
}

fn paint(ui: &Ui, center: Pos2, grade: Option<Grade>, outstanding: bool) {
    let palette = Palette::of(ui);
    let circle = |fill, stroke| Shape::Circle(CircleShape { center, radius: RADIUS, fill, stroke });
    let clear = eframe::egui::Color32::TRANSPARENT;
    let ring = |colour| circle(clear, Stroke::new(1.2, colour));
    let painter = ui.painter();
    match grade {
        Some(Grade::Quoted | Grade::Measured | Grade::Published) => {
            painter.add(circle(palette.good, Stroke::new(1.2, palette.good)));
        }
        Some(Grade::Estimated) => {
            painter.add(ring(palette.warning));
            let half = Rect::from_min_max(center - vec2(RADIUS, RADIUS), center + vec2(0.0, RADIUS));
            ui.painter_at(half.intersect(ui.clip_rect())).add(circle(palette.warning, Stroke::NONE));
        }
        Some(Grade::Assumed) | None => {
            painter.add(ring(if outstanding { palette.text } else { palette.mark }));
        }
    }
}

/// A source in one line.
fn in_words(source: &Source) -> String {
    let grade = source.grade.map_or("no source stated", grade_name);
    let date = if source.date.is_empty() { String::new() } else { format!(", {}", source.date) };
    let parts = [grade, source.text.as_str(), source.note.as_str()];
    let said: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    said.join(": ") + &date
}

fn grade_name(grade: Grade) -> &'static str {
    match grade {
        Grade::Quoted => "Quoted",
        Grade::Measured => "Measured",
        Grade::Published => "Published",
        Grade::Estimated => "Estimated",
        Grade::Assumed => "Assumed",
    }
}

fn source_ui(ui: &mut Ui, id: Id, of: &Stating<'_>, slot: &mut dyn Slot) {
    let Stating { label, input, currency } = *of;
    ui.set_width(WIDTH);
    ui.label(RichText::new(label).font(theme::semibold(theme::LABEL)));
    let unit = quantity::unit(input.unit, currency, 0.0);
    let help = if unit.is_empty() { input.help.to_owned() } else { format!("{} In {unit}.", input.help) };
    ui.label(RichText::new(help).size(theme::LABEL).color(Palette::of(ui).text_secondary));
    ui.add_space(GRID);
    match slot.get_mut() {
        Some(estimate) => estimate_ui(ui, id, label, estimate),
        None => drop(ui.label("Not given.")),
    }
    ui.add_space(GRID);
    ui.horizontal(|ui| {
        if let Some(estimate) = slot.get_mut().filter(|estimate| !matches!(estimate.value, Value::Certain(_)))
            && ui.button("Remove the range").clicked()
        {
            estimate.value = Value::Certain(estimate.likely());
        }
        if ui.button(reset_in_words(input)).clicked() {
            slot.put(None, input.absent);
            ui.close();
        }
    });
}

/// What becomes of an input that is given no more.
fn reset_in_words(input: &Input) -> String {
    match input.absent {
        Absent::Is(0.0) | Absent::Refused(0.0) => "Remove the value (counts as 0)".to_owned(),
        Absent::Is(value) | Absent::Refused(value) => format!("Reset to {}", quantity::shown(value, input.unit)),
        Absent::Nothing => "Remove the value".to_owned(),
    }
}

/// What is known of an estimate, to be changed.
fn estimate_ui(ui: &mut Ui, id: Id, label: &str, estimate: &mut Estimate) {
    let source = &mut estimate.source;
    Grid::new("source").num_columns(2).min_col_width(NAME).show(ui, |ui| {
        ui.label("Grade");
        combo_box(id.with("grade"), VALUE)
            .selected_text(source.grade.map_or("No grade", grade_name))
            .show_ui(ui, |ui| {
                ui.selectable_value(&mut source.grade, None, "No grade");
                for grade in GRADES {
                    ui.selectable_value(&mut source.grade, Some(grade), grade_name(grade));
                }
            })
            .response
            .accessible_name(format!("{label}, grade"));
        ui.end_row();
        for (name, hint, text) in [
            ("Source", "Quote Q-118", &mut source.text),
            ("Date", DATE_HINT, &mut source.date),
            ("Expires", DATE_HINT, &mut source.expires),
            ("Remark", "", &mut source.note),
        ] {
            ui.label(name);
            line_ui(ui, text, hint, &format!("{label}, {name}"));
            ui.end_row();
        }
    });
}

/// A field for one line of text, as tall as it takes to show all of it. Enter leaves it, as Tab does; of what is
/// put in, line breaks become spaces.
fn line_ui(ui: &mut Ui, text: &mut String, hint: &str, label: &str) {
    let field = TextEdit::multiline(text).hint_text(hint).char_limit(LONGEST_NAME).desired_width(VALUE);
    let response = ui.add(field.margin(vec2(8.0, 4.0)).desired_rows(1).return_key(None)).accessible_name(label);
    if response.changed() && text.contains(['\n', '\r']) {
        *text = text.replace("\r\n", " ").replace(['\n', '\r'], " ");
    }
    if response.has_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
        response.surrender_focus();
        settle(ui.ctx());
    }
    if response.lost_focus() {
        settle(ui.ctx());
    }
}
