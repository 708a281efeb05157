//! One route: its card, folded to a line or with the groups it uses.

use eframe::egui::{self, Align2, CursorIcon, Id, Rect, RichText, Sense, Ui, WidgetInfo, pos2, vec2};

use super::groups::group_ui;
use super::items::{heading_ui, indented};
use crate::charts::finding_text::why_ruled_out;
use crate::charts::look::Look;
use crate::charts::text::cost;
use crate::model::Route;
use crate::session::groups::Group;
use crate::session::{Command, Results};
use crate::ui::theme::{self, GRID, Palette, ROW};
use crate::ui::view::View;
use crate::ui::widgets::help::Formulas;
use crate::ui::widgets::row::{At, text};
use crate::ui::widgets::{sought, to_edge};

/// How much is left of the line of a route whose curve is hidden.
const HIDDEN: f32 = 0.4;
/// Length of the stroke that shows a route's look.
const SWATCH: f32 = 18.0;
const MENU: f32 = 20.0;

/// What a card needs to know beside its route.
pub(super) struct Surroundings<'a> {
    pub(super) index: usize,
    pub(super) count: usize,
    pub(super) look: Look,
    pub(super) others: &'a [String],
    pub(super) scenario_currency: &'a str,
}

/// Draws a route's card.
pub(super) fn route_card_ui(
    ui: &mut Ui,
    route: &mut Route,
    around: &Surroundings<'_>,
    results: &Results,
    view: &mut View,
    commands: &mut Vec<Command>,
) {
    let palette = Palette::of(ui);
    let card = egui::Frame::new()
        .stroke(egui::Stroke::new(theme::HAIRLINE, palette.rule))
        .corner_radius(f32::from(theme::RADIUS) + 2.0)
        .inner_margin(egui::Margin::symmetric(6, 4));
    card.show(ui, |ui| {
        header_ui(ui, route, around, results, view, commands);
        if !view.unfolded.contains(&format!("routes.{}", route.id)) {
            return;
        }
        let currency = route.currency.clone().unwrap_or_else(|| around.scenario_currency.to_owned());
        for group in Group::ALL.into_iter().filter(|group| group.is_used(route)).collect::<Vec<_>>() {
            let at = At {
                path: format!("routes.{}.{}", route.id, group.key()),
                label: format!("{}, {}", route.name, group.name()),
                currency: if group == Group::Risks { around.scenario_currency } else { &currency },
                formulas: Formulas { results, volume: view.volume },
            };
            if heading_ui(ui, view, &at.path, &at.label, group.name(), &group.summary(route)) {
                indented(ui, |ui| group_ui(ui, group, &at, route, around));
            }
        }
        add_group_ui(ui, route, around, view);
    });
}

fn header_ui(
    ui: &mut Ui,
    route: &Route,
    around: &Surroundings<'_>,
    results: &Results,
    view: &mut View,
    commands: &mut Vec<Command>,
) {
    let path = format!("routes.{}", route.id);
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW));
    let head = Rect::from_min_max(rect.min, pos2(rect.right() - MENU, rect.bottom()));
    let response = ui.interact(head, Id::unique((&path, "card")), Sense::click_and_drag());
    sought::show_if_sought(ui, head, &path, response.id);
    let open = view.unfolded.contains(&path);
    response.widget_info(|| WidgetInfo::selected(egui::Role::DisclosureTriangle, true, open, &route.name));
    if response.clicked() {
        view.toggle(&path);
    }
    reorder(ui, &response, around, route, commands);
    let palette = Palette::of(ui);
    let hidden = view.hidden.contains(&route.id);
    let line_colour = palette.route(around.look).gamma_multiply(if hidden { HIDDEN } else { 1.0 });
    let line = [rect.left_center(), pos2(rect.left() + SWATCH, rect.center().y)];
    paint_swatch(ui, line, around.look, line_colour);
    let price = Rect::from_min_max(pos2(head.right() - 64.0, rect.top()), head.max);
    let name =
        Rect::from_min_max(pos2(rect.left() + SWATCH + 2.0 * GRID, rect.top()), pos2(price.left(), rect.bottom()));
    let ink = palette.faded(if around.look.dimmed { palette.text_weak } else { palette.text }, !hidden);
    text(ui, name, Align2::LEFT_CENTER, &route.name, theme::semibold(theme::BODY), ink);
    let figure = if hidden { "hidden".to_owned() } else { unit_cost(results, &route.id, view.volume) };
    text(
        ui,
        price,
        Align2::RIGHT_CENTER,
        &figure,
        theme::regular(theme::BODY),
        palette.faded(palette.text_secondary, !hidden),
    );
    let menu = Rect::from_min_max(pos2(head.right(), rect.top()), rect.max);
    menu_ui(ui, menu, route, around, view, commands);
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    let index = results.scenario.routes.iter().position(|it| it.id == route.id);
    if let Some(why) = index.and_then(|index| why_ruled_out(&results.scenario, index)) {
        response.on_hover_text(why);
    }
}

/// A card that is dropped on another takes its place.
fn reorder(ui: &Ui, response: &egui::Response, around: &Surroundings<'_>, route: &Route, commands: &mut Vec<Command>) {
    response.dnd_set_drag_payload(Dragged { id: route.id.clone(), index: around.index });
    if let Some(dragged) = response.dnd_hover_payload::<Dragged>().filter(|dragged| dragged.index != around.index) {
        let edge = if dragged.index < around.index { response.rect.bottom() } else { response.rect.top() };
        ui.painter().hline(response.rect.x_range(), edge, egui::Stroke::new(2.0, Palette::of(ui).accent));
    }
    if let Some(dragged) = response.dnd_release_payload::<Dragged>() {
        let by = around.index.cast_signed() - dragged.index.cast_signed();
        if by != 0 {
            commands.push(Command::MoveRoute(dragged.id.clone(), by));
        }
    }
}

struct Dragged {
    id: String,
    index: usize,
}

fn paint_swatch(ui: &Ui, line: [egui::Pos2; 2], look: Look, colour: egui::Color32) {
    let stroke = egui::Stroke::new(2.5, colour);
    if look.dash.is_empty() {
        ui.painter().line_segment(line, stroke);
        return;
    }
    let halves = |start: usize| look.dash.iter().skip(start).step_by(2).map(|length| length * 0.75).collect::<Vec<_>>();
    let shapes = egui::Shape::dashed_line_with_offset(&line, stroke, &halves(0), &halves(1), 0.0);
    ui.painter().extend(shapes);
}

/// What a part costs on this route at the volume line.
fn unit_cost(results: &Results, id: &str, volume: u64) -> String {
    let Some(index) = results.scenario.routes.iter().position(|route| route.id == id) else { return String::new() };
    let evaluation = results.case.evaluate(index, volume);
    #[allow(clippy::cast_precision_loss, reason = "volumes are at most ten million")]
    let unit = evaluation.total / volume.max(1) as f64;
    if evaluation.candidate { cost(unit) } else { "as its pilot".to_owned() }
}

fn menu_ui(
    ui: &mut Ui,
    rect: Rect,
    route: &Route,
    around: &Surroundings<'_>,
    view: &mut View,
    commands: &mut Vec<Command>,
) {
    let response = ui.interact(rect, Id::unique((&route.id, "menu")), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, format!("{}, more", route.name)));
    let palette = Palette::of(ui);
    let colour = if response.hovered() || response.has_focus() { palette.text } else { palette.text_weak };
    for offset in [-4.0, 0.0, 4.0] {
        ui.painter().circle_filled(rect.center() + vec2(offset, 0.0), 1.3, colour);
    }
    menu_beside(ui, &response).show(|ui| {
        if ui.button(if view.hidden.contains(&route.id) { "Show" } else { "Hide" }).clicked() {
            view.switch_route(&route.id);
        }
        let id = || route.id.clone();
        let mut offer = |ui: &mut Ui, command: Command, enabled: bool| {
            let button = ui.add_enabled(enabled, egui::Button::new(command.label()));
            if button.on_hover_text(command.tooltip()).clicked() {
                commands.push(command);
            }
        };
        offer(ui, Command::Isolate(id()), around.count > 1);
        offer(ui, Command::Meet(Some(id())), route.quote.is_some() && route.staged.is_none());
        offer(ui, Command::DuplicateRoute(id()), true);
        offer(ui, Command::MoveRoute(id(), -1), around.index > 0);
        offer(ui, Command::MoveRoute(id(), 1), around.index + 1 < around.count);
        offer(ui, Command::DeleteRoute(id()), true);
    });
}

/// A menu beside the form: over it, its entries would stand before what the groups in use say.
fn menu_beside<'a>(ui: &Ui, button: &egui::Response) -> egui::Popup<'a> {
    egui::Popup::menu(button).anchor(to_edge(ui, button.rect)).align(egui::RectAlign::RIGHT_START).gap(GRID)
}

/// The groups that the route does not use yet.
fn add_group_ui(ui: &mut Ui, route: &mut Route, around: &Surroundings<'_>, view: &mut View) {
    let offered: Vec<Group> = Group::ALL.into_iter().filter(|group| group.is_offered(route, around.others)).collect();
    if offered.is_empty() {
        return;
    }
    let text = RichText::new("+ Add…").size(theme::LABEL).color(Palette::of(ui).text_weak);
    let button = ui.add(egui::Button::new(text).frame(false)).accessible_name(format!("{}, add a group", route.name));
    menu_beside(ui, &button).show(|ui| {
        for group in offered {
            if ui.button(group.name()).clicked() {
                group.add(route, around.others);
                view.unfolded.insert(format!("routes.{}.{}", route.id, group.key()));
            }
        }
    });
}
