//! What is an input for? Its meaning with what is usual, its unit, what it may be, and the formula that it goes
//! into, in words.

use eframe::egui::{Frame, Margin, Rect, RectAlign, Response, RichText, Tooltip, Ui};

use super::row::At;
use super::to_edge;
use crate::analysis::explain::{self, Origin, Term};
use crate::model::inputs::{self, Input, Unit};
use crate::session::{Results, quantity};
use crate::ui::theme::{self, Palette};

/// Width of the help.
const WIDTH: f32 = 300.0;
/// A formula of more terms says nothing at a glance.
const MOST_TERMS: usize = 6;

/// The formulas by which the costs at a volume are made.
#[derive(Clone, Copy, Debug)]
pub struct Formulas<'a> {
    /// What is computed.
    pub results: &'a Results,
    /// Accepted parts.
    pub volume: u64,
}

impl Formulas<'_> {
    /// The formula that the input at `path` goes into: "Revisions to pay = Revisions − Free revisions". None
    /// where no cost at this volume rests on it, or on too much beside it.
    fn with(&self, path: &str) -> Option<String> {
        let Results { scenario, case, .. } = self.results;
        let own = path.strip_prefix("routes.").and_then(|rest| self.results.route(rest.split('.').next()?));
        let routes = own.map_or(0..scenario.routes.len(), |route| route..route + 1);
        let mut totals = routes.filter_map(|route| explain::total(scenario, case, route, self.volume));
        let total = totals.find(|total| total.made_with(path).is_some())?;
        let made = total.made_with(path)?;
        let Origin::Formula(formula) = &made.origin else { return None };
        let is_short = formula.terms().len() <= MOST_TERMS;
        is_short.then(|| format!("{} = {}", made.name, formula.line(&named)))
    }
}

/// A term by its name. A factor that is made of others is spelled out: its name would say nothing beside them.
fn named(term: &Term) -> String {
    match &term.origin {
        Origin::Formula(formula) if term.unit == Unit::Factor => format!("({})", formula.line(&named)),
        Origin::Given if term.unit == Unit::Factor => quantity::shown(term.value, term.unit),
        Origin::Input(_) | Origin::Given | Origin::Formula(_) => term.name.clone(),
    }
}

/// Shows help on something in a row of the form beside the form, where it hides no other row.
pub(super) fn help_beside(ui: &Ui, response: &Response, row: Rect, help: impl FnOnce(&mut Ui)) {
    let mut tooltip = Tooltip::for_enabled(response);
    let frame = Frame::popup(ui.style()).inner_margin(Margin::same(12));
    tooltip.popup = tooltip.popup.anchor(to_edge(ui, row)).align(RectAlign::RIGHT_START).frame(frame);
    tooltip.show(help);
}

/// Draws the help on the input that a block calls `name` and holds under `key`.
pub(super) fn help_ui(ui: &mut Ui, at: &At<'_>, key: &str, name: &str, input: &Input) {
    ui.set_max_width(WIDTH);
    ui.label(RichText::new(name).font(theme::semibold(theme::BODY)));
    ui.label(input.help);
    let palette = Palette::of(ui);
    let secondary = |text: String| RichText::new(text).size(theme::LABEL).color(palette.text_secondary);
    let path = at.join(key);
    if let Some(formula) = at.formulas.with(&path) {
        ui.label(secondary(formula));
    }
    let unit = quantity::unit(input.unit, at.currency, 0.0);
    let allowed = quantity::allowed(input);
    ui.label(secondary(if unit.is_empty() { allowed } else { format!("{unit}, {allowed}") }));
    if inputs::find(&at.formulas.results.scenario, &path).is_some() {
        ui.label(secondary(format!("On the command line: {path}")));
    }
}
