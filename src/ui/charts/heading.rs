//! What stands over a chart: its message, what the figures are, and how it can be looked at.

use eframe::egui::text::LayoutJob;
use eframe::egui::{Align, Label, Layout, RichText, Ui};

use crate::ui::theme::{self, Palette};

/// How faint something is that belongs to an earlier revision.
pub const OUTDATED: f32 = 0.45;
/// Below this width the controls have a line of their own.
const NARROW: f32 = 620.0;

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
    /// Draws the heading, the message in one line where that is wide; `controls` are told whether they are laid
    /// out from the right.
    pub fn show(&self, ui: &mut Ui, controls: impl FnMut(&mut Ui, bool)) {
        self.show_in(ui, 1, controls);
    }

    /// Draws the heading, the message in as many lines as it takes up to `lines`.
    pub fn show_in(&self, ui: &mut Ui, lines: usize, mut controls: impl FnMut(&mut Ui, bool)) {
        let palette = Palette::of(ui);
        let subtitle = RichText::new(&self.subtitle).font(theme::regular(theme::LABEL)).color(palette.text_secondary);
        let faint = |ui: &mut Ui| ui.set_opacity(if self.outdated { OUTDATED } else { 1.0 });
        if ui.available_width() < NARROW {
            // Room for two lines, so that nothing moves when the message gets shorter.
            ui.scope(|ui| {
                faint(ui);
                ui.set_min_height(2.0 * theme::ROW);
                self.title_ui(ui, 2);
            });
            ui.add(Label::new(subtitle).truncate());
            ui.horizontal(|ui| controls(ui, false));
            return;
        }
        ui.scope(|ui| {
            faint(ui);
            self.title_ui(ui, lines);
        });
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                controls(ui, true);
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.add(Label::new(subtitle).truncate());
                });
            });
        });
    }

    /// The message in so many lines at most; where it is cut, a label lets the pointer read all of it.
    fn title_ui(&self, ui: &mut Ui, lines: usize) {
        let (font, colour) = (theme::semibold(theme::TITLE), Palette::of(ui).text);
        let mut job = LayoutJob::simple(self.title.clone(), font, colour, ui.available_width());
        job.wrap.max_rows = lines;
        job.wrap.break_anywhere = false;
        ui.add(Label::new(ui.painter().layout_job(job)));
    }
}
