//! Who is cheapest at which volume in both scenarios, and how did each crossover move?

use eframe::egui::accesskit::Role;
use eframe::egui::{Align2, Color32, FontId, Rect, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::{Captions, caption_ui};
use crate::charts::contested::zones;
use crate::charts::cost_curves::ribbon;
use crate::charts::look::Look;
use crate::charts::scale::Scale;
use crate::charts::scenario_comparison::{Comparison, MovedCrossover};
use crate::charts::text;
use crate::ui::charts::volume_axis::{VolumeAxis, ribbon_rect};
use crate::ui::theme::{self, GRID, HAIRLINE, Palette};
use crate::ui::widgets::elided;

/// Height of a row, of a label above its figures, and of a ribbon with its axis and the names below.
const ROW: f32 = 24.0;
const LABEL: f32 = 20.0;
const RIBBON: f32 = 56.0;
/// Width of the captions before the ribbons, and of the columns of figures.
const CAPTION: f32 = 52.0;
const VOLUME: f32 = 124.0;
const SHIFT: f32 = 116.0;
/// Room at the end of the axis for half a label.
const MARGIN: f32 = 28.0;

/// Draws both ribbons, one above the other on one axis, and the crossovers row by row.
pub(super) fn crossovers_ui(ui: &mut Ui, comparison: &Comparison, captions: Captions) {
    caption_ui(ui, "Where the winner changes");
    let names: Vec<String> = comparison.routes.iter().map(|route| route.name.clone()).collect();
    let looks: Vec<Look> = comparison.routes.iter().map(|route| route.look).collect();
    for (side, caption) in [captions.there, captions.here].into_iter().enumerate() {
        ribbon_ui(ui, comparison, side, caption, &names, &looks);
    }
    if comparison.crossovers.is_empty() {
        let colour = Palette::of(ui).text_secondary;
        ui.colored_label(colour, "The cheapest route changes in neither.");
        return;
    }
    captions_ui(ui, captions);
    let fits = comparison.crossovers.iter().all(|moved| label_fits(ui, &moved.label));
    for (index, moved) in comparison.crossovers.iter().enumerate() {
        row_ui(ui, index, moved, captions, fits);
    }
    if comparison.more_crossovers > 0 {
        let more = format!("and {} more; the Data tab has all of this scenario", comparison.more_crossovers);
        ui.colored_label(Palette::of(ui).text_weak, more);
    }
}

#[allow(clippy::cast_precision_loss, reason = "volumes are at most ten million")]
fn ribbon_ui(ui: &mut Ui, comparison: &Comparison, side: usize, caption: &str, names: &[String], looks: &[Look]) {
    let palette = Palette::of(ui);
    let (place, response) = ui.allocate_exact_size(vec2(ui.available_width(), RIBBON), Sense::hover());
    let (from, to) = comparison.range;
    let (left, right) = (place.left() + CAPTION, place.right() - MARGIN);
    let scale = Scale::new(true, from as f64, to as f64, left, right);
    let envelope = &comparison.envelopes[side];
    let stretches = ribbon(envelope, &scale);
    let zones = zones(&envelope.crossovers, &scale);
    let axis = VolumeAxis {
        painter: ui.painter(),
        palette,
        scale: &scale,
        ribbon: &stretches,
        zones: &zones,
        looks,
        names,
        volumes: &[],
        current: 0,
    };
    let paper = Rect::from_min_max(pos2(left, place.top()), pos2(right, place.top()));
    axis.paint_volumes(paper, true);
    axis.paint_ribbon(paper);
    let at = pos2(place.left(), ribbon_rect(paper).center().y);
    ui.painter().text(at, Align2::LEFT_CENTER, caption, theme::regular(theme::LABEL), palette.text_secondary);
    let said = format!("Cheapest route by volume, {}", caption.to_lowercase());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &said));
}

/// The columns of a row: who takes over from whom, there, here, and how far it moved.
fn columns(row: Rect) -> [Rect; 4] {
    let shift = Rect::from_min_max(pos2(row.right() - SHIFT, row.top()), row.max);
    let here = Rect::from_min_max(pos2(shift.left() - VOLUME, row.top()), pos2(shift.left(), row.bottom()));
    let there = here.translate(vec2(-VOLUME, 0.0));
    [Rect::from_min_max(row.min, pos2(there.left() - 2.0 * GRID, row.bottom())), there, here, shift]
}

/// Whether a label has room beside the figures; otherwise all stand above theirs.
fn label_fits(ui: &Ui, label: &str) -> bool {
    let room = ui.available_width() - 2.0 * VOLUME - SHIFT - 2.0 * GRID;
    let galley = ui.painter().layout_no_wrap(label.to_owned(), theme::regular(theme::LABEL), Color32::PLACEHOLDER);
    galley.size().x <= room
}

fn captions_ui(ui: &mut Ui, captions: Captions) {
    let (row, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let colour = Palette::of(ui).text_weak;
    for (column, caption) in columns(row).into_iter().zip(["", captions.there, captions.here, "Moved by"]) {
        write(ui, column, Align2::RIGHT_CENTER, caption, theme::semibold(theme::CAPTION), colour);
    }
}

fn row_ui(ui: &mut Ui, index: usize, moved: &MovedCrossover, captions: Captions, fits: bool) {
    let palette = Palette::of(ui);
    let above = if fits { 0.0 } else { LABEL };
    let (row, response) = ui.allocate_exact_size(vec2(ui.available_width(), above + ROW), Sense::hover());
    ui.painter().hline(row.x_range(), row.top(), Stroke::new(HAIRLINE, palette.grid));
    let [beside, there, here, shift] = columns(Rect::from_min_max(row.min + vec2(0.0, above), row.max));
    let name = if fits { beside } else { Rect::from_min_size(row.min, vec2(row.width(), LABEL + GRID)) };
    let texts = moved.volumes.map(|volumes| volumes.map_or_else(|| "–".to_owned(), range));
    let by = match moved.shift() {
        Some((0, _)) => "same".to_owned(),
        Some((by, share)) => {
            let sign = if by > 0 { "+" } else { "−" };
            format!("{sign}{} · {sign}{}", text::volume(by.unsigned_abs()), text::percent(share.abs()))
        }
        None => String::new(),
    };
    let regular = theme::regular(theme::LABEL);
    write(ui, name, Align2::LEFT_CENTER, &moved.label, regular.clone(), palette.text);
    write(ui, there, Align2::RIGHT_CENTER, &texts[0], regular.clone(), palette.text_weak);
    write(ui, here, Align2::RIGHT_CENTER, &texts[1], regular.clone(), palette.text);
    write(ui, shift, Align2::RIGHT_CENTER, &by, regular, palette.text_secondary);
    let (before, now) = (captions.there.to_lowercase(), captions.here.to_lowercase());
    let said = format!("{}: {before} {}, {now} {}; {by}", moved.label, texts[0], texts[1]);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
    ui.interact(row, ui.scope_id().with(("crossover", index)), Sense::hover()).on_hover_text(said);
}

fn range((from, to): (u64, u64)) -> String {
    if from == to { text::volume(from) } else { format!("{} – {}", text::volume(from), text::volume(to)) }
}

fn write(ui: &Ui, place: Rect, align: Align2, words: &str, font: FontId, colour: Color32) {
    let galley = elided(ui, words, font, colour, place.width());
    let at = align.align_size_within_rect(galley.size(), place).min;
    ui.painter().galley(at, galley, colour);
}
