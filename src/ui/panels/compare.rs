//! What differs from another scenario, and what does that change? The Compare tab: what each route costs in
//! both, how the crossovers moved, and every input that differs, each leading to its field.
//!
//! From effect to cause: what lies between, by how much each input moved each figure, goes between the last two.

mod crossovers;
mod differences;
mod figures;

use eframe::egui::containers::menu::MenuButton;
use eframe::egui::{Align, Button, Label, Layout, RichText, ScrollArea, Stroke, Ui};

use super::top_bar::{item, recent_files, shipped_menus};
use crate::analysis::curve::Measure;
use crate::charts::scenario_comparison::Comparison;
use crate::session::comparison::Compared;
use crate::session::{Against, Command, CompareWith, Results};
use crate::ui::charts::segments::segments_ui;
use crate::ui::theme::{self, GRID, HAIRLINE, Palette};
use crate::ui::view::View;

/// What the two scenarios are called over a column.
#[derive(Clone, Copy)]
struct Captions {
    there: &'static str,
    here: &'static str,
}

/// Draws the tab.
pub fn compare_ui(ui: &mut Ui, results: &Results, view: &mut View, commands: &mut Vec<Command>) {
    let Some(compared) = &results.compared else { return };
    heading_ui(ui, compared);
    ui.add_space(GRID);
    let captions = match view.against {
        Against::Saved | Against::Opened => Captions { there: "Before", here: "Now" },
        Against::Other(_) => Captions { there: "There", here: "Here" },
    };
    controls_ui(ui, compared, captions, view, commands);
    let Some(comparison) = &compared.comparison else { return };
    ui.add_space(2.0 * GRID);
    ScrollArea::vertical().id_salt("compare").auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        figures::figures_ui(ui, comparison, captions, view);
        ui.add_space(4.0 * GRID);
        crossovers::crossovers_ui(ui, comparison, captions);
        ui.add_space(4.0 * GRID);
        differences::differences_ui(ui, comparison, captions, view);
    });
}

/// What the comparison comes to; it may take as many lines as it needs.
fn heading_ui(ui: &mut Ui, compared: &Compared) {
    let palette = Palette::of(ui);
    let (title, subtitle) = match (&compared.comparison, compared.problems.first()) {
        (Some(Comparison { title, subtitle, .. }), _) => (title.clone(), subtitle.clone()),
        (None, Some(problem)) => {
            (format!("The scenario {} cannot be computed", compared.with.name), problem.to_string())
        }
        (None, None) => ("Comparing …".to_owned(), String::new()),
    };
    ui.add(Label::new(RichText::new(title).font(theme::semibold(theme::TITLE)).color(palette.text)).wrap());
    if !subtitle.is_empty() {
        let subtitle = RichText::new(subtitle).font(theme::regular(theme::LABEL)).color(palette.text_secondary);
        ui.add(Label::new(subtitle).wrap());
    }
}

/// What to compare with, and what of it is shown.
fn controls_ui(ui: &mut Ui, compared: &Compared, captions: Captions, view: &mut View, commands: &mut Vec<Command>) {
    let palette = Palette::of(ui);
    ui.horizontal(|ui| {
        with_menu_ui(ui, view, commands);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let choices = [
                (Measure::Unit, "Per part", "Cost of an accepted part"),
                (Measure::Total, "Total", "Cost of all accepted parts"),
            ];
            let before = view.measure;
            segments_ui(ui, &mut view.measure, &choices);
            if before != view.measure {
                // The cost axis of the chart is another one.
                view.costs = None;
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let with = RichText::new(format!("{}: the scenario {}", captions.there, compared.with.name));
                let with = with.font(theme::regular(theme::LABEL)).color(palette.text_secondary);
                ui.add(Label::new(with).truncate());
            });
        });
    });
}

/// Everything that the scenario can be compared with.
fn with_menu_ui(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let text = RichText::new("Compare with…").size(theme::LABEL);
    let button = Button::new(text).stroke(Stroke::new(HAIRLINE, Palette::of(ui).rule_strong));
    MenuButton::from_button(button).ui(ui, |ui| {
        ui.set_min_width(200.0);
        for with in [CompareWith::Saved, CompareWith::Opened, CompareWith::SomeFile] {
            item(ui, Command::Compare(with), commands);
        }
        commands.extend(shipped_menus(ui).map(|shipped| Command::Compare(CompareWith::Shipped(shipped))));
        if !view.settings.recent.is_empty() {
            ui.separator();
            commands.extend(recent_files(ui, view).map(|path| Command::Compare(CompareWith::File(path))));
        }
    });
}

/// A heading over a part of the tab.
fn caption_ui(ui: &mut Ui, text: &str) {
    let colour = Palette::of(ui).text;
    ui.label(RichText::new(text).font(theme::semibold(theme::BODY)).color(colour));
    ui.add_space(GRID);
}
