//! How is this figure made? Its formula with the numbers put in, down to the inputs, each of which leads
//! to its field.

use std::sync::Arc;

use eframe::egui::accesskit::Role;
use eframe::egui::collapsing_header::CollapsingState;
use eframe::egui::{
    self, Align2, Context, Id, Label, Rect, Response, RichText, ScrollArea, Sense, Ui, WidgetInfo, Window, pos2, vec2,
};

use crate::analysis::explain::{self, Formula, Origin, Term};
use crate::charts::{sentences, text as written};
use crate::cost::as_parts;
use crate::model::Scenario;
use crate::model::inputs::Unit;
use crate::session::{Results, quantity};
use crate::ui::theme::{self, GRID, Palette, ROW};
use crate::ui::view::View;
use crate::ui::widgets::chevron;
use crate::ui::widgets::row::text;
use crate::ui::widgets::sought;

/// So much of the margin between findings and chart is taken as well.
const BESIDE: f32 = 12.0;
/// How far each level stands in, and room for the sign that a line opens.
const INDENT: f32 = 12.0;
const CHEVRON: f32 = 14.0;
/// A formula of more terms than this is not written out: the terms below it say the same.
const WRITTEN_OUT: usize = 6;

/// The figure that is explained: a route's cost at a volume.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// The route's id.
    pub route: String,
    /// Accepted parts.
    pub volume: u64,
}

/// Escape puts the explanation away before it means anything else.
pub fn take_escape(ctx: &Context, view: &mut View) {
    let is_free = view.explained.is_some() && !ctx.text_edit_focused() && !egui::Popup::is_any_open(ctx);
    if is_free && ctx.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape)) {
        view.explained = None;
    }
}

/// Draws the explanation that was asked for, in a window of its own: over the findings, so that neither chart nor
/// table is covered.
pub fn explanation_ui(ctx: &Context, findings: Rect, scenario: &Scenario, results: &Results, view: &mut View) {
    let Some(explained) = view.explained.clone() else { return };
    let Some(route) = scenario.routes.iter().position(|route| route.id == explained.route) else {
        view.explained = None;
        return;
    };
    let mut open = true;
    let Some(total) = cached(ctx, results, route, explained.volume) else { return };
    let unit = total.value / as_parts(explained.volume);
    let name = sentences::names(scenario, &[route]);
    let window = Window::new(RichText::new(name).font(theme::semibold(theme::BODY)))
        .id(Id::unique("explanation"))
        .open(&mut open)
        .collapsible(false)
        .drag_area(egui::WindowDrag::Anywhere)
        .default_size(findings.size() + vec2(BESIDE, 0.0))
        .pivot(Align2::RIGHT_TOP)
        .default_pos(findings.right_top());
    window.show(ctx, |ui| {
        ui.spacing_mut().item_spacing.y = GRID;
        head_ui(ui, &total, unit, explained.volume, &scenario.currency);
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            ui.set_width(ui.available_width() - 2.0 * GRID);
            for term in sorted(&total) {
                term_ui(ui, Id::unique(("explained", &explained.route, &term.name)), term, view, 0);
            }
        });
    });
    if !open {
        view.explained = None;
    }
}

fn head_ui(ui: &mut Ui, total: &Term, unit: f64, volume: u64, currency: &str) {
    let palette = Palette::of(ui);
    let (sum, parts) = (quantity::shown(total.value, Unit::Money), written::volume(volume));
    let line = format!("{} {currency} a part = {sum} ÷ {parts} accepted parts", written::cost(unit));
    ui.label(RichText::new(line).font(theme::semibold(theme::BODY)).color(palette.text))
        .on_hover_text(format!("Exactly {unit} a part, {} in all", total.value));
    let hint = "Likely values. Open a line to see how it is made; an input leads to its field.";
    ui.label(RichText::new(hint).font(theme::regular(theme::LABEL)).color(palette.text_weak));
    ui.add_space(GRID);
}

/// The terms of the total, the largest first.
fn sorted(total: &Term) -> Vec<&Term> {
    let Origin::Formula(formula) = &total.origin else { return Vec::new() };
    let mut terms: Vec<&Term> = formula.terms().into_iter().filter(|term| term.value != 0.0).collect();
    terms.sort_by(|a, b| b.value.abs().total_cmp(&a.value.abs()));
    terms
}

fn term_ui(ui: &mut Ui, id: Id, term: &Term, view: &mut View, depth: u8) {
    let row = Row { id, term, depth };
    match plain(&term.origin) {
        Origin::Formula(formula) if !formula.terms().is_empty() => {
            let mut state = CollapsingState::load_with_default_open(ui.ctx(), id, false);
            if row.show(ui, Some(state.is_open())).clicked() {
                state.set_open(!state.is_open());
                state.store(ui.ctx());
            }
            if state.is_open() {
                formula_ui(ui, formula, depth + 1);
                for (index, inner) in formula.terms().into_iter().enumerate() {
                    term_ui(ui, id.with(index), inner, view, depth + 1);
                }
            }
        }
        Origin::Formula(_) | Origin::Given => {
            row.show(ui, None);
        }
        Origin::Input(path) => {
            if row.show(ui, None).on_hover_text(format!("Go to {path}")).clicked() {
                view.reveal(path);
                sought::seek(ui.ctx(), path);
            }
        }
    }
}

/// The origin of a figure without the steps that change nothing.
fn plain(origin: &Origin) -> &Origin {
    match origin {
        Origin::Formula(Formula::Sum(only) | Formula::Product(only)) if only.len() == 1 => plain(&only[0].origin),
        Origin::Formula(_) | Origin::Input(_) | Origin::Given => origin,
    }
}

/// A term in one line: its name, and its amount at the right.
struct Row<'a> {
    id: Id,
    term: &'a Term,
    depth: u8,
}

impl Row<'_> {
    /// Draws it, with a sign whether it is open where it opens.
    fn show(&self, ui: &mut Ui, open: Option<bool>) -> Response {
        let palette = Palette::of(ui);
        let leads = matches!(plain(&self.term.origin), Origin::Input(_));
        let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW));
        let sense = if leads || open.is_some() { Sense::click() } else { Sense::hover() };
        let response = ui.interact(rect, self.id.with("row"), sense);
        let amount = format!("{}{}", amount(self.term), suffix(self.term.unit));
        let said = format!("{}: {amount}", self.term.name);
        response.widget_info(|| match open {
            Some(open) => WidgetInfo::selected(Role::DisclosureTriangle, true, open, &said),
            None => WidgetInfo::labeled(if leads { Role::Link } else { Role::Label }, true, &said),
        });
        if sense.senses_click() && (response.hovered() || response.has_focus()) {
            ui.painter().rect_filled(rect, f32::from(theme::RADIUS), palette.field_hovered);
        }
        let left = rect.left() + INDENT * f32::from(self.depth);
        if let Some(open) = open {
            chevron(ui, pos2(left + 4.0, rect.center().y), open, palette.text_weak);
        }
        let size = if self.depth == 0 { theme::semibold(theme::BODY) } else { theme::regular(theme::BODY) };
        let number = Rect::from_min_max(rect.min, rect.max - vec2(GRID, 0.0));
        let width = text(ui, number, Align2::RIGHT_CENTER, &amount, size.clone(), palette.text).rect.width();
        let name = Rect::from_min_max(
            pos2(left + CHEVRON, rect.top()),
            pos2(rect.right() - width - 2.0 * GRID, rect.bottom()),
        );
        let colour = if leads { palette.accent } else { palette.text };
        text(ui, name, Align2::LEFT_CENTER, &self.term.name, size, colour);
        response.on_hover_text(format!("Exactly {}", self.term.value))
    }
}

/// The formula in words and in numbers.
fn formula_ui(ui: &mut Ui, formula: &Formula, depth: u8) {
    if formula.terms().len() > WRITTEN_OUT {
        return;
    }
    let palette = Palette::of(ui);
    let line = |text: String| RichText::new(text).font(theme::regular(theme::LABEL)).color(palette.text_secondary);
    let words = formula.line(&|term| term.name.clone());
    let numbers = format!("= {}", formula.line(&|term| amount(term)));
    // The numbers of a function that is said in words stand below it.
    let numbers = Some(numbers).filter(|_| !matches!(formula, Formula::Function { .. }));
    for written in std::iter::once(words).chain(numbers) {
        ui.horizontal_top(|ui| {
            ui.add_space(INDENT * f32::from(depth) + CHEVRON);
            ui.add(Label::new(line(written)).wrap());
        });
    }
}

/// A term's figure: money has no more digits than elsewhere in the window; what it is exactly tells the pointer.
fn amount(term: &Term) -> String {
    let is_amount = term.unit == Unit::Money && term.value != 0.0;
    if is_amount { written::cost(term.value) } else { quantity::shown(term.value, term.unit) }
}

fn suffix(unit: Unit) -> &'static str {
    match unit {
        Unit::Weeks => " weeks",
        Unit::Hours => " h",
        Unit::Seconds => " s",
        Unit::Starts => " starts",
        Unit::Parts => " parts",
        Unit::PartsPerWeek => " a week",
        Unit::SharePerYear => " a year",
        Unit::Sigma => " σ",
        Unit::Money
        | Unit::MoneyPerPart
        | Unit::MoneyPerHour
        | Unit::MoneyPerWeek
        | Unit::Share
        | Unit::Count
        | Unit::Factor => "",
    }
}

/// The explanation, built anew only when the results or the question change.
fn cached(ctx: &Context, results: &Results, route: usize, volume: u64) -> Option<Arc<Term>> {
    type Cached = ((u64, usize, u64), Option<Arc<Term>>);
    let (id, key) = (Id::unique("explanation tree"), (results.revision, route, volume));
    if let Some(kept) = ctx.data(|data| data.get_temp::<Cached>(id)).filter(|kept| kept.0 == key) {
        return kept.1;
    }
    let made = explain::total(&results.scenario, &results.case, route, volume).map(Arc::new);
    ctx.data_mut(|data| data.insert_temp::<Cached>(id, (key, made.clone())));
    made
}
