//! What does the user state? Every input, by its declaration.

mod card;
mod groups;
mod items;
mod programme;

use eframe::egui::{self, RichText, Ui};

use crate::charts::look::looks;
use crate::model::Scenario;
use crate::session::groups::stages_for;
use crate::session::routes::NewRoute;
use crate::session::{Command, Results};
use crate::ui::theme::{self, GRID, Palette};
use crate::ui::view::View;
use crate::ui::widgets::sought;

/// Draws the programme's inputs and a card for each route.
pub fn inputs_ui(
    ui: &mut Ui,
    scenario: &mut Scenario,
    results: &Results,
    view: &mut View,
    commands: &mut Vec<Command>,
) {
    caption(ui, "Programme");
    programme::programme_ui(ui, scenario, results, view);
    ui.add_space(2.0 * GRID);
    caption(ui, "Routes");
    let looks = looks(scenario);
    for (index, look) in looks.into_iter().enumerate() {
        let Some(id) = scenario.routes.get(index).map(|route| route.id.clone()) else { continue };
        let others = stages_for(scenario, &id);
        let surroundings = card::Surroundings {
            index,
            count: scenario.routes.len(),
            look,
            others: &others,
            scenario_currency: &scenario.currency.clone(),
        };
        if let Some(route) = scenario.routes.get_mut(index) {
            ui.push_id(&id, |ui| card::route_card_ui(ui, route, &surroundings, results, view, commands));
        }
    }
    add_route_ui(ui, scenario, commands);
    sought::fall_back(ui.ctx());
}

/// A small heading over a part of the form.
fn caption(ui: &mut Ui, text: &str) {
    let colour = Palette::of(ui).text_weak;
    ui.label(RichText::new(text).font(theme::semibold(theme::CAPTION)).color(colour));
}

fn add_route_ui(ui: &mut Ui, scenario: &Scenario, commands: &mut Vec<Command>) {
    let colour = Palette::of(ui).text_weak;
    let text = RichText::new("+ Add a route").color(colour);
    egui::containers::menu::MenuButton::from_button(egui::Button::new(text).frame(false)).ui(ui, |ui| {
        for kind in [NewRoute::Supplier, NewRoute::InHouse, NewRoute::Staged] {
            let enabled = kind != NewRoute::Staged || stages_for(scenario, "").len() >= 2;
            let command = Command::AddRoute(kind);
            if ui.add_enabled(enabled, egui::Button::new(command.label())).on_hover_text(command.tooltip()).clicked() {
                commands.push(command);
            }
        }
    });
}
