//! The names at the right ends of curves, spread so that none covers another. A click on one hides its
//! curve, and shows it again; a double click shows it alone.

use std::sync::Arc;

use eframe::egui::accesskit::Role;
use eframe::egui::text::{LayoutJob, TextWrapping};
use eframe::egui::{Color32, CursorIcon, Galley, Rect, Sense, Stroke, Ui, WidgetInfo, pos2};

use super::volume_axis::VolumeAxis;
use crate::charts::look::Look;
use crate::charts::placing::spread;
use crate::charts::scale::Scale;
use crate::charts::text;
use crate::model::Scenario;
use crate::ui::theme::{self, GRID, HAIRLINE};
use crate::ui::view::View;

/// A name this far from its curve's end is led to it by a line.
const LED: f32 = 6.0;
/// Room between two names.
const BETWEEN: f32 = 2.0;
/// A name has so many lines where there is room, and one where there is not.
const LINES: usize = 3;
/// So many curves that have left the paper by one edge are named; more are counted.
const NAMED_BEYOND: usize = 2;

/// Where a route's curve ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EndLabel {
    /// Index of the route.
    pub route: usize,
    /// What sets it apart.
    pub look: Look,
    /// Height of the end.
    pub height: f32,
    /// Whether the curve is not drawn: its name is faint, and brings it back.
    pub hidden: bool,
}

/// Indices of the routes that are hidden.
#[must_use]
pub fn hidden_routes(scenario: &Scenario, view: &View) -> Vec<usize> {
    let is_hidden = |route: &usize| scenario.routes.get(*route).is_some_and(|route| view.hidden.contains(&route.id));
    (0..scenario.routes.len()).filter(is_hidden).collect()
}

/// A line beside the curves: a route's name, or how many others there are.
#[derive(Clone)]
enum Entry {
    /// The name of a curve.
    Name(EndLabel),
    /// Routes that are counted.
    Count { routes: Vec<usize>, height: f32, text: String },
}

impl Entry {
    fn height(&self) -> f32 {
        match self {
            Self::Name(end) => end.height,
            Self::Count { height, .. } => *height,
        }
    }
}

/// Draws the names beside a paper and takes their clicks; `wanted` has those first that matter most. Says where
/// they stand.
pub fn ends_ui(
    ui: &Ui,
    axis: &VolumeAxis,
    (paper, upright): (Rect, &Scale),
    wanted: &[EndLabel],
    scenario: &Scenario,
    view: &mut View,
) -> Vec<Rect> {
    let (low, high) = (paper.top() - GRID, paper.bottom() + GRID);
    let width = axis.painter.clip_rect().right() - GRID - paper.right() - 2.0 * GRID;
    let entries = fitting(axis, width, high - low, counted(wanted, paper, upright));
    let heights: Vec<f32> = entries.iter().map(|(_, galley)| galley.size().y + BETWEEN).collect();
    let ends: Vec<f32> = entries.iter().map(|(entry, _)| entry.height()).collect();
    let middles = spread(&ends, &heights, low, high);
    let mut places = Vec::new();
    for ((entry, galley), middle) in entries.iter().zip(middles) {
        let colour = colour(axis, entry);
        let left = paper.right() + 2.0 * GRID;
        if (middle - entry.height()).abs() > LED && matches!(entry, Entry::Name(_)) {
            let line = [pos2(paper.right() + 1.0, entry.height()), pos2(left - 2.0, middle)];
            axis.painter.line_segment(line, Stroke::new(HAIRLINE, colour));
        }
        let place = Rect::from_min_size(pos2(left, middle - galley.size().y / 2.0), galley.size());
        axis.painter.galley(place.min, galley.clone(), colour);
        match entry {
            Entry::Name(end) => clicks_ui(ui, axis, (paper, place), end, scenario, view),
            Entry::Count { routes, text, .. } => count_ui(ui, axis, (paper, place), routes, text),
        }
        places.push(place);
    }
    places
}

/// The names; of several curves that have left the paper by the same edge their count: they must not take the
/// place of curves that are seen.
fn counted(wanted: &[EndLabel], paper: Rect, upright: &Scale) -> (Vec<EndLabel>, Vec<Entry>) {
    let (mut names, mut counts) = (wanted.to_vec(), Vec::new());
    let (low, high) = upright.ends();
    for (is_above, value, height) in [(true, high, paper.top()), (false, low, paper.bottom())] {
        let is_beyond = |end: &EndLabel| if is_above { end.height < height } else { end.height > height };
        let (beyond, others): (Vec<EndLabel>, Vec<EndLabel>) =
            names.iter().partition(|end| !end.hidden && is_beyond(end));
        if beyond.len() > NAMED_BEYOND {
            let side = if is_above { "above" } else { "below" };
            let text = format!("{} more {side} {}", beyond.len(), text::rounded(value, 2));
            counts.push(Entry::Count { routes: beyond.iter().map(|end| end.route).collect(), height, text });
            names = others;
        }
    }
    (names, counts)
}

/// What fits in so much height, in as many lines as there is room for: the names of drawn curves before others,
/// and the first of each before the last. Those without room are counted.
fn fitting(
    axis: &VolumeAxis,
    width: f32,
    height: f32,
    (mut names, counts): (Vec<EndLabel>, Vec<Entry>),
) -> Vec<(Entry, Arc<Galley>)> {
    let tall = |entries: &[(Entry, Arc<Galley>)]| entries.iter().map(|(_, it)| it.size().y + BETWEEN).sum::<f32>();
    let laid = |entry: Entry, lines: usize| {
        let galley = galley(axis, &entry, width, lines);
        (entry, galley)
    };
    let counts: Vec<(Entry, Arc<Galley>)> = counts.into_iter().map(|entry| laid(entry, 1)).collect();
    let with_name = |end: &EndLabel, lines: usize| laid(Entry::Name(*end), lines);
    let mut fitting: Vec<(Entry, Arc<Galley>)> = names.iter().map(|end| with_name(end, LINES)).collect();
    let mut more = None;
    if tall(&fitting) + tall(&counts) > height {
        names.sort_by_key(|end| end.hidden);
        fitting = names.iter().map(|end| with_name(end, 1)).collect();
        // That of the first stays whole, where it can.
        let mut forms = names.iter().take(1).flat_map(|first| (2..=LINES).map(|lines| with_name(first, lines)));
        let is_whole = |(_, galley): &(Entry, Arc<Galley>)| !galley.text().contains('…');
        if let Some(first) = fitting.first_mut().filter(|first| !is_whole(first)) {
            *first = forms.find(is_whole).unwrap_or_else(|| first.clone());
        }
        let mut kept = names.len();
        while tall(&fitting) + tall(&counts) + tall(more.as_slice()) > height && kept > 0 {
            kept -= 1;
            fitting.truncate(kept);
            more = Some(laid(without_room(&names[kept..]), 1));
        }
    }
    fitting.extend(counts.into_iter().chain(more));
    fitting
}

/// How many names have no room, about where they would stand.
fn without_room(ends: &[EndLabel]) -> Entry {
    #[allow(clippy::cast_precision_loss, reason = "a scenario has a handful of routes")]
    let height = ends.iter().map(|end| end.height).sum::<f32>() / ends.len() as f32;
    let text = format!("+{} more", ends.len());
    Entry::Count { routes: ends.iter().map(|end| end.route).collect(), height, text }
}

/// Lets a count say whom it counts.
fn count_ui(ui: &Ui, axis: &VolumeAxis, (paper, place): (Rect, Rect), routes: &[usize], text: &str) {
    let names: Vec<&str> = routes.iter().filter_map(|route| axis.names.get(*route)).map(String::as_str).collect();
    let id = ui.scope_id().with(("ends", paper.top().to_bits(), text));
    let response = ui.interact(place, id, Sense::hover());
    let said = format!("{text}: {}", names.join(", "));
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
    response.on_hover_text(names.join("\n"));
}

fn clicks_ui(
    ui: &Ui,
    axis: &VolumeAxis,
    (paper, place): (Rect, Rect),
    end: &EndLabel,
    scenario: &Scenario,
    view: &mut View,
) {
    let (Some(name), Some(route)) = (axis.names.get(end.route), scenario.routes.get(end.route)) else { return };
    let id = ui.scope_id().with(("end", paper.top().to_bits(), &route.id));
    let response = ui.interact(place, id, Sense::click()).on_hover_cursor(CursorIcon::PointingHand);
    let said = format!("Curve of {name}");
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, !end.hidden, &said));
    if response.hovered() || response.has_focus() {
        let stroke = Stroke::new(HAIRLINE, colour(axis, &Entry::Name(*end)));
        axis.painter.hline(place.x_range(), place.bottom(), stroke);
    }
    view.take_clicks(&response, scenario, &route.id);
    response.on_hover_text(format!("{name}\nClick: hide or show the curve. Double click: show it alone."));
}

fn colour(axis: &VolumeAxis, entry: &Entry) -> Color32 {
    match entry {
        Entry::Name(end) if !end.hidden => axis.palette.route_text(end.look),
        Entry::Name(_) | Entry::Count { .. } => axis.palette.text_weak,
    }
}

/// A name in so many lines at most, without its middle where they do not hold it.
fn galley(axis: &VolumeAxis, entry: &Entry, width: f32, lines: usize) -> Arc<Galley> {
    let (name, font) = match entry {
        Entry::Name(end) => {
            let name = axis.names.get(end.route).map_or("", String::as_str);
            (name, if end.hidden { theme::regular(theme::LABEL) } else { theme::semibold(theme::LABEL) })
        }
        Entry::Count { text, .. } => (text.as_str(), theme::regular(theme::LABEL)),
    };
    let laid = |name: &str| {
        let mut job = LayoutJob::simple(text::unbroken(name), font.clone(), colour(axis, entry), width);
        job.wrap = TextWrapping { max_width: width, max_rows: lines, ..TextWrapping::default() };
        axis.painter.layout_job(job)
    };
    let mut forms = text::ever_shorter(name).map(|name| laid(&name));
    forms.find(|form| !form.elided).unwrap_or_else(|| laid(name))
}
