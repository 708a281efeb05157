//! What is this program, and whose work is in it? Everything is carried inside the program: nothing is fetched.

use eframe::egui::{Label, RichText, ScrollArea, Ui, vec2};

use super::{heading, main_button, secondary};
use crate::ui::charts::segments::segments_ui;
use crate::ui::theme::{self, GRID};

/// Size of the text's area.
const AREA: (f32, f32) = (600.0, 320.0);

const MIT: &str = include_str!("../../../../LICENSE-MIT");
const APACHE: &str = include_str!("../../../../LICENSE-APACHE");
const FONT: &str = include_str!("../../../../assets/fonts/OFL.txt");
/// Every crate of Cargo.lock with its licence, and the texts of these; `tests/licences.rs` keeps it true.
const CRATES: &str = include_str!("../../../../assets/licences.txt");

/// What is told of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Chapter {
    /// The program's own licence, as short as it goes.
    #[default]
    Mit,
    /// The program's other licence.
    Apache,
    /// The font's licence.
    Font,
    /// The crates that are in it.
    Crates,
}

/// Draws the box. True once it is done with.
pub(super) fn about_ui(ui: &mut Ui, chapter: &mut Chapter) -> bool {
    ui.set_width(AREA.0);
    heading(ui, &format!("Crossplan {}", env!("CARGO_PKG_VERSION")));
    ui.label("Who should make the part, at which volume, and where does the answer change?");
    secondary(ui, "Licensed under MIT or Apache 2.0, as you like. It never uses the network.");
    let choices = [
        (Chapter::Mit, "MIT", "The program's licence"),
        (Chapter::Apache, "Apache 2.0", "The program's other licence"),
        (Chapter::Font, "Font", "The licence of Inter, the font"),
        (Chapter::Crates, "Crates", "The crates that are in the program, their licences and the texts of these"),
    ];
    let before = *chapter;
    segments_ui(ui, chapter, &choices);
    let text = match chapter {
        Chapter::Mit => MIT,
        Chapter::Apache => APACHE,
        Chapter::Font => FONT,
        Chapter::Crates => CRATES,
    };
    let mut area = ScrollArea::vertical().id_salt("licence").max_height(AREA.1).min_scrolled_height(AREA.1);
    if before != *chapter {
        area = area.vertical_scroll_offset(0.0);
    }
    let area = area.auto_shrink(false);
    if *chapter == Chapter::Crates {
        lines_ui(ui, area, text);
    } else {
        area.show(ui, |ui| text_ui(ui, text));
    }
    ui.add_space(GRID);
    ui.horizontal(|ui| {
        let done = ui.add(main_button(ui, "Close")).clicked();
        if ui.button("Copy").clicked() {
            ui.copy_text(text.to_owned());
        }
        done
    })
    .inner
}

/// The lines of a text too long to be laid out whole.
fn lines_ui(ui: &mut Ui, area: ScrollArea, text: &str) {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let height = ui.fonts_mut(|fonts| fonts.row_height(&theme::regular(theme::LABEL)));
        area.show_rows(ui, height, text.lines().count(), |ui, shown| {
            for line in text.lines().skip(shown.start).take(shown.len()) {
                ui.add(Label::new(RichText::new(line).size(theme::LABEL)).selectable(true).truncate());
            }
        });
    });
}

/// The paragraphs of a text.
fn text_ui(ui: &mut Ui, text: &str) {
    ui.spacing_mut().item_spacing = vec2(0.0, 2.0 * GRID);
    for paragraph in text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()) {
        ui.add(Label::new(RichText::new(paragraph).size(theme::LABEL)).selectable(true).wrap());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use eframe::egui::{Color32, Context, RawInput};

    /// They would make the box wider than its other chapters, or be cut.
    #[test]
    fn no_line_of_the_crates_is_wider_than_the_box() {
        let ctx = Context::default();
        theme::install(&ctx, false);
        let mut output = ctx.run_ui(RawInput::default(), |ui| {
            for line in CRATES.lines() {
                let font = theme::regular(theme::LABEL);
                let width = ui.painter().layout_no_wrap(line.to_owned(), font, Color32::BLACK).size().x;
                assert!(width <= AREA.0, "{width}: {line}");
            }
        });
        output.textures_delta.clear();
    }
}
