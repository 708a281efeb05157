//! The grid of New: a few answers, side by side for the three kinds of routes.

use eframe::egui::{self, Grid, Id, RichText, Sense, Ui, vec2};

use super::{buttons_ui, heading, main_button, secondary};
use crate::model::inputs::{Absent, Bounds, Input, Unit};
use crate::model::{Estimate, Scenario};
use crate::session::Command;
use crate::session::new_scenario::{Answers, PLANNED_VOLUME, RouteAnswers, TEMPLATES, Template, VOLUMES};
use crate::session::quantity::shown;
use crate::session::routes::LONGEST_NAME;
use crate::ui::theme::{self, GRID, ROW};
use crate::ui::widgets::quantity_edit::{QuantityEdit, REFUSE_NOTHING};
use crate::ui::widgets::{check_box, combo_box};

const FIELD: f32 = 164.0;

const fn asked(name: &'static str, unit: Unit, bounds: Bounds, help: &'static str) -> Input {
    Input { key: "", name, unit, bounds, absent: Absent::Nothing, help }
}

const VOLUME: Input =
    asked("Planned volume, parts", Unit::Parts, Bounds::COUNT_FROM_ONE, "Accepted parts over the programme.");
const NEED_BY: Input = asked("Needed by week", Unit::Weeks, Bounds::NOT_NEGATIVE, "Open where there is no date.");
const UP_FRONT: Input =
    asked("Up-front cost", Unit::Money, Bounds::NOT_NEGATIVE, "Engineering and tools; in-house the equipment.");
const PRICE: Input = asked("Price", Unit::MoneyPerPart, Bounds::NOT_NEGATIVE, "Price or cost of one part.");
const YIELD: Input = asked("Good yield", Unit::Share, Bounds::YIELD, "Share of the parts that are good.");
const LEAD: Input = asked("Lead time, weeks", Unit::Weeks, Bounds::NOT_NEGATIVE, "Weeks to the first good part.");
const RATE: Input = asked("Parts per week", Unit::PartsPerWeek, Bounds::POSITIVE, "Accepted parts a week.");

/// Draws the grid. True once it is done with.
pub(super) fn new_scenario_ui(ui: &mut Ui, answers: &mut Answers, commands: &mut Vec<Command>) -> bool {
    heading(ui, "New scenario");
    secondary(ui, "What is left open takes a typical value, marked as assumed.");
    let mut complete = true;
    Grid::new("new scenario").num_columns(4).spacing(vec2(3.0 * GRID, 2.0 * GRID)).show(ui, |ui| {
        programme_ui(ui, answers, &mut complete);
        routes_ui(ui, &mut answers.routes, &mut complete);
    });
    let has_both = answers.has_pilot_and_main();
    ui.add_enabled_ui(has_both, |ui| {
        check_box(ui, &mut answers.pilot_first, "Pilot at the boutique, then the contract manufacturer")
            .on_hover_text("Adds a route that makes the first parts at one and the rest at the other.");
    });
    let mut done = false;
    buttons_ui(ui, |ui| {
        let any_route = answers.routes.iter().any(|route| route.wanted);
        if ui.add_enabled(complete && any_route, main_button(ui, "Create")).clicked() {
            commands.push(Command::Create(Box::new(answers.clone())));
            done = true;
        }
        done |= ui.button("Cancel").clicked();
    });
    done
}

fn programme_ui(ui: &mut Ui, answers: &mut Answers, complete: &mut bool) {
    ui.label("Part");
    let name = egui::TextEdit::singleline(&mut answers.part).hint_text("New part").char_limit(LONGEST_NAME);
    ui.add(name.desired_width(FIELD).margin(vec2(2.0 * GRID, GRID))).accessible_name("Part");
    check_box(ui, &mut answers.exotic_material, "Exotic material")
        .on_hover_text("Adds half to the engineering charge.");
    ui.end_row();
    ui.label(VOLUME.name);
    let hint = shown(PLANNED_VOLUME, Unit::Parts);
    *complete &= answer_ui(ui, VOLUME.name, &VOLUME, &hint, &mut answers.planned_volume);
    ui.end_row();
    ui.label(NEED_BY.name);
    *complete &= answer_ui(ui, NEED_BY.name, &NEED_BY, "no date", &mut answers.need_by_week);
    ui.end_row();
}

fn routes_ui(ui: &mut Ui, routes: &mut [RouteAnswers; 3], complete: &mut bool) {
    ui.label("");
    for (route, template) in routes.iter_mut().zip(&TEMPLATES) {
        check_box(ui, &mut route.wanted, RichText::new(template.name).font(theme::semibold(theme::BODY)));
    }
    ui.end_row();
    let currency = Scenario::default().currency;
    let up_front = |template: &Template| template.up_front;
    let name = format!("{}, {currency}", UP_FRONT.name);
    number_row(ui, routes, &UP_FRONT, &name, up_front, |route| &mut route.up_front, complete);
    for (index, volume) in VOLUMES.into_iter().enumerate() {
        let name = format!("Price each at {}", crate::charts::text::volume(volume));
        let open = |template: &Template| template.prices[index];
        number_row(ui, routes, &PRICE, &name, open, |route| &mut route.prices[index], complete);
    }
    let good = |template: &Template| template.good_yield;
    number_row(ui, routes, &YIELD, YIELD.name, good, |route| &mut route.good_yield, complete);
    scrap_row(ui, routes);
    let lead = |template: &Template| template.lead_weeks;
    number_row(ui, routes, &LEAD, LEAD.name, lead, |route| &mut route.lead_weeks, complete);
    let rate = |template: &Template| template.per_week;
    number_row(ui, routes, &RATE, RATE.name, rate, |route| &mut route.per_week, complete);
}

fn number_row(
    ui: &mut Ui,
    routes: &mut [RouteAnswers; 3],
    input: &Input,
    name: &str,
    open: impl Fn(&Template) -> f64,
    place: impl Fn(&mut RouteAnswers) -> &mut Option<f64>,
    complete: &mut bool,
) {
    ui.label(name);
    for (route, template) in routes.iter_mut().zip(&TEMPLATES) {
        let label = format!("{}, {name}", template.name);
        let hint = shown(open(template), input.unit);
        ui.add_enabled_ui(route.wanted, |ui| *complete &= answer_ui(ui, &label, input, &hint, place(route)));
    }
    ui.end_row();
}

fn scrap_row(ui: &mut Ui, routes: &mut [RouteAnswers; 3]) {
    ui.label("Scrap is paid by");
    for (route, template) in routes.iter_mut().zip(&TEMPLATES) {
        let who = |buyer: bool| match (buyer, template.in_house) {
            (true, true) => "us",
            (true, false) => "the buyer",
            (false, _) => "the supplier",
        };
        ui.add_enabled_ui(route.wanted, |ui| {
            combo_box((template.id, "scrap"), FIELD)
                .selected_text(who(route.buyer_pays_scrap))
                .show_ui(ui, |ui| {
                    for buyer in [false, true] {
                        ui.selectable_value(&mut route.buyer_pays_scrap, buyer, who(buyer));
                    }
                })
                .response
                .accessible_name(format!("{}, scrap is paid by", template.name));
        });
    }
    ui.end_row();
}

/// A field for an answer. False where what was entered could not be taken.
fn answer_ui(ui: &mut Ui, label: &str, input: &Input, hint: &str, answer: &mut Option<f64>) -> bool {
    let mut slot = answer.map(Estimate::certain);
    let id = Id::unique(("new scenario", label));
    let field = QuantityEdit { id, label, input, nothing: hint, refuse: REFUSE_NOTHING };
    ui.vertical(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(FIELD, ROW), Sense::hover());
        field.show(ui, rect, &mut slot).on_hover_text(input.help);
        field.trouble_ui(ui, rect.left(), &mut slot);
    });
    let complete = !field.is_troubled(ui, slot.as_ref());
    *answer = slot.map(|estimate| estimate.likely());
    complete
}
