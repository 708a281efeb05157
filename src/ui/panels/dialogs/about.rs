//! What is this program, and whose work is in it? Everything is carried inside the program: nothing is fetched.

use eframe::egui::{Label, RichText, ScrollArea, Sense, Ui, UiBuilder, Vec2, vec2};

use super::{WIDE, buttons_ui, heading, main_button, secondary};
use crate::ui::charts::segments::segments_ui;
use crate::ui::theme::{self, GRID};

/// About how high the text's area is.
const HEIGHT: f32 = 320.0;
/// Where the licence of a crate begins.
const LICENCE: f32 = 240.0;
/// A line of a licence that is shorter than this, in characters, ended on purpose.
const FULL_LINE: usize = 50;

const MIT: &str = include_str!("../../../../LICENSE-MIT");
const APACHE: &str = include_str!("../../../../LICENSE-APACHE");
const FONT: &str = include_str!("../../../../assets/fonts/OFL.txt");
/// Every crate of Cargo.lock with its licence, and the texts of these; `tests/licences.rs` keeps it true.
const CRATES: &str = include_str!("../../../../assets/licences.txt");

/// What is told of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Chapter {
    /// The program’s own licence, as short as it goes.
    #[default]
    Mit,
    /// The program’s other licence.
    Apache,
    /// The font's licence.
    Font,
    /// The crates that are in it.
    Crates,
}

/// Draws the box. True once it is done with.
pub(super) fn about_ui(ui: &mut Ui, chapter: &mut Chapter) -> bool {
    ui.set_width(WIDE);
    heading(ui, &format!("Crossplan {}", env!("CARGO_PKG_VERSION")));
    ui.label("Who should make the part, at which volume, and where does the answer change?");
    secondary(ui, "Licensed under MIT or Apache 2.0, as you like. It never uses the network.");
    let choices = [
        (Chapter::Mit, "MIT", "The program’s licence"),
        (Chapter::Apache, "Apache 2.0", "The program’s other licence"),
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
    // Whole rows: none is cut at the end.
    let row = ui.fonts_mut(|fonts| fonts.row_height(&theme::regular(theme::LABEL))).ceil();
    let height = (HEIGHT / row).floor() * row;
    let mut area = ScrollArea::vertical().id_salt("licence").max_height(height).min_scrolled_height(height);
    if before != *chapter {
        area = area.vertical_scroll_offset(0.0);
    }
    let area = area.auto_shrink(false);
    if *chapter == Chapter::Crates {
        lines_ui(ui, area, row, text);
    } else {
        area.show(ui, |ui| text_ui(ui, text));
    }
    buttons_ui(ui, |ui| {
        let done = ui.add(main_button(ui, "Close")).clicked();
        if ui.button("Copy the text").clicked() {
            ui.copy_text(text.to_owned());
        }
        done
    })
}

/// The lines of a text too long to be laid out whole; the licence of a crate stands in a column of its own.
fn lines_ui(ui: &mut Ui, area: ScrollArea, row: f32, text: &str) {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing = Vec2::ZERO;
        area.show_rows(ui, row, text.lines().count(), |ui, shown| {
            for line in text.lines().skip(shown.start).take(shown.len()) {
                let (place, _) = ui.allocate_exact_size(vec2(ui.available_width(), row), Sense::hover());
                let beside = place.with_min_x(place.left() + LICENCE);
                let (name, licence) = line.split_once(" · ").unwrap_or((line, ""));
                for (rect, text) in [(place, name), (beside, licence)].into_iter().filter(|(_, text)| !text.is_empty())
                {
                    let text = Label::new(RichText::new(text).size(theme::LABEL)).selectable(true).truncate();
                    ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| ui.add(text));
                }
            }
        });
    });
}

/// The paragraphs of a text.
fn text_ui(ui: &mut Ui, text: &str) {
    ui.spacing_mut().item_spacing = vec2(0.0, 2.0 * GRID);
    for paragraph in text.split("\n\n").map(reflowed).filter(|paragraph| !paragraph.is_empty()) {
        ui.add(Label::new(RichText::new(paragraph).size(theme::LABEL)).selectable(true).wrap());
    }
}

/// A paragraph without the breaks that only kept its lines within a page.
fn reflowed(paragraph: &str) -> String {
    let mut flowing = String::new();
    let mut last = 0;
    for line in paragraph.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if last > 0 {
            flowing.push(if last < FULL_LINE { '\n' } else { ' ' });
        }
        flowing += line;
        last = line.chars().count();
    }
    flowing
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
                assert!(width <= WIDE, "{width}: {line}");
                let name = line.split_once(" · ").map_or("", |(name, _)| name);
                let font = theme::regular(theme::LABEL);
                let width = ui.painter().layout_no_wrap(name.to_owned(), font, Color32::BLACK).size().x;
                assert!(width < LICENCE, "{width}: {name}");
            }
        });
        output.textures_delta.clear();
    }

    #[test]
    fn a_paragraph_flows_and_what_ended_on_purpose_stays_apart() {
        let text = "Licence\nVersion 2.0\n  a line that goes on until the page has no more room for\n  the rest of it.";
        let flowing = "Licence\nVersion 2.0\na line that goes on until the page has no more room for the rest of it.";
        assert_eq!(reflowed(text), flowing);
    }
}
