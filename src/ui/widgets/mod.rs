//! Pieces that several panels are made of.

use eframe::egui::text::LayoutJob;
use eframe::egui::{
    AsIdSalt, Color32, ComboBox, Context, FontId, Galley, Id, IntoAtoms, Label, Painter, Pos2, Rect, Response,
    RichText, Role, Stroke, Ui, WidgetInfo, vec2,
};

use super::theme::{self, Palette};
use crate::charts::number_format::NumberFormat;
use crate::charts::text::{ever_shorter, unbroken};

pub mod help;
pub mod quantity_edit;
pub mod row;
pub mod sought;
pub mod source_badge;
pub mod text_field;

/// Marks an edit as complete although a text field still has the focus, as after a Tab.
pub fn settle(ctx: &Context) {
    ctx.data_mut(|data| data.insert_temp(settled(), true));
}

/// True once where an edit was marked as complete.
#[must_use]
pub fn take_settled(ctx: &Context) -> bool {
    ctx.data_mut(|data| data.remove_temp::<bool>(settled())).unwrap_or(false)
}

fn settled() -> Id {
    Id::unique("edit settled")
}

/// A place in the form and all that is right of it there: what is shown beside this hides nothing of the form.
#[must_use]
pub fn to_edge(ui: &Ui, place: Rect) -> Rect {
    place.with_max_x(ui.clip_rect().right())
}

/// A check box with an outline, so that an empty one can be seen on any surface.
pub fn check_box<'a>(ui: &mut Ui, value: &'a mut bool, text: impl IntoAtoms<'a>) -> Response {
    let outline = Stroke::new(theme::HAIRLINE, Palette::of(ui).mark);
    ui.scope(|ui| {
        ui.visuals_mut().widgets.inactive.bg_stroke = outline;
        ui.checkbox(value, text)
    })
    .inner
}

/// A list to choose from, as wide as a field.
pub fn combo_box<'a>(id_salt: impl AsIdSalt, width: f32) -> ComboBox<'a> {
    ComboBox::from_id_salt(id_salt)
        .width(width)
        .truncate()
        .icon(|ui, rect, visuals, _open| chevron(ui, rect.center(), true, visuals.fg_stroke.color))
}

/// The sign of something that folds: down where it is open.
pub fn chevron(ui: &Ui, center: Pos2, open: bool, colour: Color32) {
    let arm = 3.0;
    let points = if open {
        [center + vec2(-arm, -arm / 2.0), center + vec2(0.0, arm / 2.0), center + vec2(arm, -arm / 2.0)]
    } else {
        [center + vec2(-arm / 2.0, -arm), center + vec2(arm / 2.0, 0.0), center + vec2(-arm / 2.0, arm)]
    };
    ui.painter().line(points.to_vec(), Stroke::new(1.4, colour));
}

/// A sentence in as many lines as it takes, its figures beside what they count.
pub fn sentence_ui(ui: &mut Ui, sentence: &str, font: FontId, colour: Color32) -> Response {
    let response = ui.add(Label::new(RichText::new(unbroken(sentence)).font(font).color(colour)).wrap());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, sentence));
    response
}

/// The width of a figure in one line. Its digits are all as wide: with a nought for each of them the line is laid
/// out but once for all figures of its length.
#[must_use]
pub fn figure_width(painter: &Painter, figure: &str, font: &FontId) -> f32 {
    let noughts = figure.chars().map(|letter| if letter.is_ascii_digit() { '0' } else { letter }).collect();
    painter.layout_no_wrap(noughts, font.clone(), Color32::PLACEHOLDER).size().x
}

/// Room after a figure so that its point stands under those of figures with `most` decimals.
#[must_use]
pub fn missing_decimals(painter: &Painter, figure: &str, most: usize, font: &FontId) -> f32 {
    let width = |text: &str| figure_width(painter, text, font);
    let point = NumberFormat::chosen().decimal();
    let own = figure.find(point).map_or(0.0, |at| width(&figure[at..]));
    let all = if most == 0 { 0.0 } else { width(&format!("{point}{}", "0".repeat(most))) };
    (all - own).max(0.0)
}

/// A name in one line, or where that is too long in two smaller ones, in the colour that it is painted with.
#[must_use]
pub fn name_in_two_lines(ui: &Ui, name: &str, width: f32) -> std::sync::Arc<Galley> {
    let line = ui.painter().layout_no_wrap(name.to_owned(), theme::regular(theme::BODY), Color32::PLACEHOLDER);
    if line.size().x <= width {
        return line;
    }
    in_lines(ui, name, theme::regular(theme::CAPTION), 2, width)
}

/// A name in one line, in small type where it is long, and cut where that is too long too.
#[must_use]
pub fn small_where_long(ui: &Ui, name: &str, colour: Color32, width: f32) -> std::sync::Arc<Galley> {
    let line = ui.painter().layout_no_wrap(name.to_owned(), theme::regular(theme::LABEL), colour);
    if line.size().x <= width { line } else { elided(ui, name, theme::regular(theme::CAPTION), colour, width) }
}

/// A text in so many lines at most, in the colour that it is painted with; where they do not hold it, without
/// its middle, for names differ at their ends.
#[must_use]
pub fn in_lines(ui: &Ui, text: &str, font: FontId, most: usize, width: f32) -> std::sync::Arc<Galley> {
    let mut forms = ever_shorter(text).map(|form| wrapped(ui, &form, font.clone(), most, width));
    forms.find(|form| !form.elided).unwrap_or_else(|| wrapped(ui, text, font, most, width))
}

fn wrapped(ui: &Ui, text: &str, font: FontId, most: usize, width: f32) -> std::sync::Arc<Galley> {
    let whole = |words: &str| {
        ui.painter().layout_no_wrap(words.to_owned(), font.clone(), Color32::PLACEHOLDER).size().x <= width
    };
    // Where what belongs together is too long for a line, that breaks between its words and not within one.
    let bound = Some(unbroken(text)).filter(|bound| bound.split(' ').all(whole));
    let written = bound.unwrap_or_else(|| text.to_owned());
    let mut job = LayoutJob::simple(written, font, Color32::PLACEHOLDER, width.max(0.0));
    job.wrap.max_rows = most;
    ui.painter().layout_job(job)
}

/// A line of text, cut where it does not fit.
#[must_use]
pub fn elided(ui: &Ui, text: &str, font: FontId, colour: Color32, width: f32) -> std::sync::Arc<eframe::egui::Galley> {
    let mut job = eframe::egui::text::LayoutJob::simple_singleline(text.to_owned(), font, colour);
    job.wrap = eframe::egui::text::TextWrapping::truncate_at_width(width.max(0.0));
    ui.painter().layout_job(job)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What [`figure_width`] rests on.
    #[test]
    fn digits_are_all_as_wide_whatever_stands_beside_them() {
        let ctx = Context::default();
        theme::install(&ctx, false);
        let mut output = ctx.run_ui(eframe::egui::RawInput::default(), |ui| {
            for font in [theme::regular(theme::BODY), theme::semibold(theme::BODY), theme::semibold(theme::FIGURE)] {
                for (one, other) in (0..100).map(|pair| (pair / 10, pair % 10)) {
                    for figure in [format!("{one}{other}"), format!("{one}.{other}"), format!("−{one},{other}00")] {
                        let laid_out = ui.painter().layout_no_wrap(figure.clone(), font.clone(), Color32::PLACEHOLDER);
                        let width = figure_width(ui.painter(), &figure, &font);
                        assert!((laid_out.size().x - width).abs() < 0.01, "{figure}: {} {width}", laid_out.size().x);
                    }
                }
            }
        });
        output.textures_delta.clear();
    }
}
