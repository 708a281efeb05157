//! What stands over a chart: its message, what the figures are, and how it can be looked at.

use std::sync::Arc;

use eframe::egui::accesskit::Role;
use eframe::egui::text::LayoutJob;
use eframe::egui::{Align, Color32, Galley, Id, Label, Layout, RichText, Ui, WidgetInfo};

use crate::charts::text::unbroken;
use crate::ui::theme::{self, GRID, Palette};

/// How faint a drawing is that belongs to an earlier revision.
pub const OUTDATED: f32 = 0.45;
/// What is said where somebody stopped the work before there was anything to say.
pub const STOPPED: &str = "Stopped before there were figures: Go on, at the right, takes it up again";
/// Below this width the message always has room for its lines, so that nothing moves when it gets shorter.
const NARROW: f32 = 620.0;
/// A message has so many lines at most.
const LINES: usize = 2;

/// What is said over a chart.
pub struct Heading {
    /// The message.
    pub title: String,
    /// What the figures are.
    pub subtitle: String,
    /// Whether the message is that of an earlier revision.
    pub outdated: bool,
}

impl Heading {
    /// Draws the heading; `controls` are told whether they are laid out from the right, as they are where they
    /// fit beside what the figures are.
    pub fn show(&self, ui: &mut Ui, mut controls: impl FnMut(&mut Ui, bool)) {
        let is_narrow = ui.available_width() < NARROW;
        ui.scope(|ui| {
            if is_narrow {
                ui.set_min_height(2.0 * theme::ROW);
            }
            self.title_ui(ui, is_narrow);
        });
        if is_narrow && !self.fits_in_a_row(ui) {
            self.subtitle_ui(ui);
            let width = ui.horizontal(|ui| controls(ui, false)).response.rect.width();
            remember(ui, ui.scope_id(), width);
            return;
        }
        let outer = ui.scope_id();
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                controls(ui, true);
                if is_narrow {
                    remember(ui, outer, ui.min_rect().width());
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| self.subtitle_ui(ui));
            });
        });
    }

    /// The message in as many lines as it takes, two at most. Their number stays while the pointer is down: what
    /// is dragged must not move under it. The pointer reads a message that is cut.
    fn title_ui(&self, ui: &mut Ui, is_narrow: bool) {
        let written = unbroken(&self.title);
        let held = ui.scope_id().with("lines");
        let is_down = ui.input(|input| input.pointer.any_down());
        let before = ui.data(|data| data.get_temp::<usize>(held)).filter(|_| is_down && !is_narrow);
        let palette = Palette::of(ui);
        let colour = palette.faded(palette.text, !self.outdated);
        let galley = laid_out(ui, written, before.unwrap_or(LINES), colour);
        if let Some(lines) = before {
            let line = galley.rows.first().map_or(0.0, |row| row.height());
            #[allow(clippy::cast_precision_loss, reason = "one line or two")]
            ui.set_min_height(line * lines as f32);
        } else {
            ui.data_mut(|data| data.insert_temp(held, galley.rows.len().max(1)));
        }
        let response = ui.add(Label::new(galley));
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &self.title));
    }

    fn subtitle_ui(&self, ui: &mut Ui) {
        let font = theme::regular(theme::LABEL);
        let text = RichText::new(&self.subtitle).font(font).color(Palette::of(ui).text_secondary);
        ui.add(Label::new(text).truncate());
    }

    /// Whether the controls, as wide as they were, fit beside the subtitle.
    fn fits_in_a_row(&self, ui: &Ui) -> bool {
        let controls = ui.data(|data| data.get_temp::<f32>(controls_width(ui.scope_id())));
        let font = theme::regular(theme::LABEL);
        let subtitle = ui.painter().layout_no_wrap(self.subtitle.clone(), font, Color32::PLACEHOLDER).size().x;
        controls.is_some_and(|controls| controls + 4.0 * GRID + subtitle <= ui.available_width())
    }
}

/// Under which name the width of a heading's controls is remembered.
fn controls_width(heading: Id) -> Id {
    heading.with("controls")
}

/// Remembers how wide the controls are; where that is news, the heading is laid out anew.
fn remember(ui: &Ui, heading: Id, width: f32) {
    let known = controls_width(heading);
    if ui.data(|data| data.get_temp::<f32>(known)).is_none_or(|before| (before - width).abs() > 1.0) {
        ui.data_mut(|data| data.insert_temp(known, width));
        ui.ctx().request_discard("The controls may fit beside the subtitle");
    }
}

fn laid_out(ui: &Ui, text: String, lines: usize, colour: Color32) -> Arc<Galley> {
    let mut job = LayoutJob::simple(text, theme::semibold(theme::TITLE), colour, ui.available_width());
    job.wrap.max_rows = lines;
    job.wrap.break_anywhere = false;
    ui.painter().layout_job(job)
}
