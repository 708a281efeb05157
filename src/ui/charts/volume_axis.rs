//! Draws the volume axis that the charts over volume share: its lines and labels, the ribbon of the
//! cheapest routes, the volume line and the volume that is read.

use std::sync::Arc;

use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align2, Color32, CornerRadius, Galley, Painter, Pos2, Rect, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo, pos2,
    vec2,
};

use super::marks::paint_marker;
use super::readout;
use crate::analysis::crossover::Envelope;
use crate::charts::contested::Change;
use crate::charts::cost_curves::Stretch;
use crate::charts::look::Look;
use crate::charts::scale::{Scale, Tick};
use crate::charts::{sentences, text};
use crate::model::Scenario;
use crate::ui::theme::{self, GRID, HAIRLINE, Palette};

/// Distance of the ribbon from the curves.
const RIBBON_GAP: f32 = GRID;
/// Height of the ribbon.
const RIBBON: f32 = 10.0;
/// Least distance of labels.
const TICK_SPACING: f32 = 64.0;
/// How many changes a contested zone lists.
const LISTED: usize = 5;
/// About the width of a volume on the volume line's tag.
const TAG: f32 = 48.0;
/// Stretches of the ribbon narrower than this go without a name.
const LEAST_NAMED: f32 = 24.0;
/// What is narrower does not part two stretches of one route.
const BETWEEN: f32 = 8.0;
/// A name is not cut to less room than this.
const LEAST_CUT: f32 = 64.0;

/// The axis, and with what it is drawn.
pub struct VolumeAxis<'a> {
    /// Where.
    pub painter: &'a Painter,
    /// In which colours.
    pub palette: &'a Palette,
    /// The axis.
    pub scale: &'a Scale,
    /// Who is cheapest.
    pub ribbon: &'a [Stretch],
    /// Where the winner keeps changing.
    pub zones: &'a [(Change, [f32; 2])],
    /// The looks of all routes.
    pub looks: &'a [Look],
    /// The names of all routes.
    pub names: &'a [String],
    /// The volumes of the table.
    pub volumes: &'a [u64],
    /// Where the volume line stands.
    pub current: u64,
}

/// Where the ribbon goes below the curves.
#[must_use]
pub fn ribbon_rect(paper: Rect) -> Rect {
    let top = paper.bottom() + RIBBON_GAP;
    Rect::from_min_max(pos2(paper.left(), top), pos2(paper.right(), top + RIBBON))
}

/// Where the volume line's tag stands: above the line, kept beside the paper.
#[must_use]
pub fn volume_tag(paper: Rect, x: f32, text_width: f32) -> Rect {
    let size = vec2((text_width + 4.0 * GRID).max(48.0).round(), 20.0);
    let left = (x - size.x / 2.0).clamp(paper.left() - size.x / 2.0, paper.right() - size.x / 2.0);
    Rect::from_min_size(pos2(left.round(), paper.top() - GRID - size.y), size)
}

/// Draws the lines and labels of an upright axis, labels at least `spacing` apart.
pub fn paint_levels(painter: &Painter, palette: &Palette, scale: &Scale, paper: Rect, spacing: f32) {
    for tick in scale.ticks(spacing) {
        let colour = if tick.label.is_some() { palette.grid } else { palette.grid_faint };
        painter.hline(paper.x_range(), tick.position, Stroke::new(HAIRLINE, colour));
        if let Some(label) = tick.label {
            let at = pos2(paper.left() - 2.0 * GRID, tick.position);
            painter.text(at, Align2::RIGHT_CENTER, label, theme::regular(theme::CAPTION), palette.text_weak);
        }
    }
}

impl VolumeAxis<'_> {
    /// Where a volume stands.
    #[must_use]
    #[allow(clippy::cast_precision_loss, reason = "volumes are at most ten million")]
    pub fn position(&self, volume: u64) -> f32 {
        self.scale.position(volume as f64)
    }

    fn shows(paper: Rect, x: f32) -> bool {
        paper.x_range().expand(0.5).contains(x)
    }

    /// Draws the axis' lines over a paper; with labels below the ribbon and above the paper.
    pub fn paint_volumes(&self, paper: Rect, labelled: bool) {
        let ticks = self.scale.ticks(TICK_SPACING);
        for tick in &ticks {
            let colour = if tick.label.is_some() { self.palette.grid } else { self.palette.grid_faint };
            self.painter.vline(tick.position, paper.y_range(), Stroke::new(HAIRLINE, colour));
        }
        for &volume in self.volumes.iter().filter(|volume| Self::shows(paper, self.position(**volume))) {
            let stroke = Stroke::new(HAIRLINE, self.palette.rule_strong);
            self.painter.vline(self.position(volume), paper.y_range(), stroke);
        }
        if labelled {
            self.paint_labels(paper, &ticks);
        }
    }

    /// The labels below the ribbon, those of the table's powers of ten before others, and what they count; its other
    /// volumes stand above the paper.
    fn paint_labels(&self, paper: Rect, ticks: &[Tick]) {
        let below = ribbon_rect(paper).bottom() + GRID + 2.0;
        let at = |x: f32, galley: &Galley| Rect::from_min_size(pos2(x - galley.size().x / 2.0, below), galley.size());
        let mut taken: Vec<Rect> = Vec::new();
        let mut paint = |x: f32, label: String| {
            let galley = self.caption(label);
            let place = at(x, &galley);
            let is_free = !taken.iter().any(|other| other.expand(GRID).intersects(place));
            if is_free {
                self.painter.galley(place.min, galley, self.palette.text_weak);
                taken.push(place);
            }
        };
        let stated = || self.volumes.iter().copied().filter(|volume| Self::shows(paper, self.position(*volume)));
        let is_decade = |volume: &u64| volume.checked_ilog10().is_some_and(|digits| 10_u64.pow(digits) == *volume);
        if self.scale.is_logarithmic() {
            for volume in stated().filter(is_decade) {
                paint(self.position(volume), text::volume(volume));
            }
        }
        for tick in ticks {
            tick.label.iter().for_each(|label| paint(tick.position, label.clone()));
        }
        self.paint_unit(paper, below, &taken);
        let tag = volume_tag(paper, self.position(self.current), TAG);
        let named = |x: f32| taken.iter().any(|label| (label.center().x - x).abs() < 1.0);
        for volume in stated().filter(|volume| !named(self.position(*volume))) {
            let galley = self.caption(text::volume(volume));
            let place = at(self.position(volume), &galley);
            let place = place.translate(vec2(0.0, paper.top() - GRID - place.bottom()));
            // Half a number beside the volume line's tag would be misread.
            if !place.expand(GRID).intersects(tag) {
                self.painter.galley(place.min, galley, self.palette.text_weak);
            }
        }
    }

    /// What is counted, behind the last of the labels where there is room.
    fn paint_unit(&self, paper: Rect, top: f32, labels: &[Rect]) {
        let galley = self.caption("parts".to_owned());
        let last = labels.iter().map(Rect::right).fold(paper.right() - galley.size().x - GRID, f32::max);
        let place = Rect::from_min_size(pos2(last + GRID, top), galley.size());
        if place.right() <= self.painter.clip_rect().right() - GRID {
            self.painter.galley(place.min, galley, self.palette.text_weak);
        }
    }

    fn caption(&self, text: String) -> Arc<Galley> {
        self.painter.layout_no_wrap(text, theme::regular(theme::CAPTION), self.palette.text_weak)
    }

    /// Draws the ribbon below a paper, with the winners' names.
    pub fn paint_ribbon(&self, paper: Rect) {
        let ribbon = ribbon_rect(paper);
        self.painter.rect_filled(ribbon, 0.0, self.palette.grid);
        for stretch in self.ribbon {
            self.paint_stretch(ribbon, stretch);
        }
        for (_, [left, right]) in self.zones {
            let (left, right) = (left.max(ribbon.left()), right.min(ribbon.right()));
            let zone = Rect::from_x_y_ranges(left - 1.0..=right + 1.0, ribbon.y_range());
            self.paint_hatched(zone, self.palette.contested);
        }
        self.paint_winners(ribbon);
    }

    /// Lets the ribbon say what it shows, and list what a contested zone consists of.
    pub fn ribbon_ui(&self, ui: &mut Ui, paper: Rect, scenario: &Scenario, envelope: &Envelope) {
        let ribbon = ribbon_rect(paper).expand2(vec2(0.0, GRID));
        let response = ui.interact(ribbon, ui.scope_id().with("ribbon"), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, "Cheapest route by volume"));
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_value(sentences::runs(scenario, envelope, LISTED));
        });
        let Some(pointer) = response.hover_pos() else { return };
        for (change, [left, right]) in self.zones {
            if (left - 4.0..=right + 4.0).contains(&pointer.x) {
                let (heading, lines) = sentences::zone(scenario, &envelope.crossovers, *change, LISTED);
                return readout::list_ui(&response, &heading, &lines);
            }
        }
        if let Some(stretch) = self.ribbon.iter().find(|it| it.left <= pointer.x && pointer.x < it.right) {
            let names = sentences::untold(scenario, &stretch.cheapest);
            readout::list_ui(&response, &sentences::message(scenario, envelope, stretch.from), &names);
        }
    }

    fn paint_stretch(&self, ribbon: Rect, stretch: &Stretch) {
        let colours: Vec<Color32> = stretch
            .cheapest
            .iter()
            .filter_map(|route| self.looks.get(*route))
            .map(|look| self.palette.route(*look))
            .collect();
        let Some(height) = u8::try_from(colours.len()).ok().filter(|count| *count > 0).map(|n| RIBBON / f32::from(n))
        else {
            return;
        };
        let mut top = ribbon.top();
        for colour in colours {
            let part = Rect::from_min_max(pos2(stretch.left, top), pos2(stretch.right, top + height));
            self.painter.rect_filled(part, 0.0, colour);
            top += height;
        }
        if stretch.left > ribbon.left() {
            self.painter.vline(stretch.left, ribbon.y_range(), Stroke::new(HAIRLINE, self.palette.canvas));
        }
    }

    fn paint_hatched(&self, zone: Rect, colour: Color32) {
        self.painter.rect_filled(zone, 0.0, self.palette.canvas);
        let clipped = self.painter.with_clip_rect(zone.intersect(self.painter.clip_rect()));
        let mut x = zone.left() - zone.height();
        while x < zone.right() {
            clipped
                .line_segment([pos2(x, zone.bottom()), pos2(x + zone.height(), zone.top())], Stroke::new(1.5, colour));
            x += 4.0;
        }
        clipped.rect_stroke(zone, CornerRadius::ZERO, Stroke::new(HAIRLINE, colour), StrokeKind::Inside);
    }

    /// The winners' names below the ribbon, each in the middle of its widest stretch: those first that fit below
    /// it, then the others, also beyond it where no name needs the room, else cut.
    fn paint_winners(&self, ribbon: Rect) {
        let wide = self.reigns();
        let width = |stretch: &Stretch| stretch.right - stretch.left;
        let wide: Vec<&Stretch> = wide.iter().filter(|it| width(it) >= LEAST_NAMED).collect();
        // That they cannot make the part is said here of all of them or of none.
        let remarked = |it: &&Stretch| self.forms(it, true).iter().any(|form| form.size().x <= width(it));
        let is_remarked = wide.iter().filter(|it| self.is_unable(it)).all(remarked);
        let forms = |it: &Stretch| {
            let forms = self.forms(it, is_remarked);
            forms.into_iter().filter(|form| form.size().x <= ribbon.width()).collect()
        };
        let mut names: Vec<(&Stretch, Vec<Arc<Galley>>)> = wide.into_iter().map(|it| (it, forms(it))).collect();
        names.retain(|(_, forms)| !forms.is_empty());
        names.sort_by(|(a, _), (b, _)| width(b).total_cmp(&width(a)));
        names.sort_by_key(|(stretch, forms)| forms[0].size().x > width(stretch));
        let mut taken: Vec<Rect> = Vec::new();
        let mut placed: Vec<&[usize]> = Vec::new();
        let top = ribbon.bottom() + theme::LABEL + 3.0 * GRID;
        for (stretch, forms) in &names {
            let needed = |place: Rect| {
                let mut others = names.iter().map(|(other, _)| other).filter(|other| width(other) >= LEAST_CUT);
                others.any(|other| {
                    let is_unnamed = other.cheapest != stretch.cheapest && !placed.contains(&other.cheapest.as_slice());
                    is_unnamed && other.left < place.right() && place.left() < other.right
                })
            };
            let place = |galley: &Galley| {
                let middle = f32::midpoint(stretch.left, stretch.right) - galley.size().x / 2.0;
                let left = middle.min(ribbon.right() - galley.size().x).max(ribbon.left());
                Rect::from_min_size(pos2(left, top), galley.size())
            };
            let is_free =
                |form: &Arc<Galley>| !taken.iter().any(|other| other.expand(2.0 * GRID).intersects(place(form)));
            let fits = |form: &Arc<Galley>| form.size().x <= width(stretch);
            let may_stand = |form: &Arc<Galley>| width(stretch) < LEAST_CUT || !needed(place(form));
            let whole = forms.iter().find(|form| fits(form) && is_free(form));
            let whole = whole.or_else(|| forms.iter().find(|form| is_free(form) && may_stand(form))).cloned();
            let fitting = whole.or_else(|| self.cut(stretch).filter(|form| is_free(form)));
            if let Some(galley) = fitting.filter(|_| !placed.contains(&stretch.cheapest.as_slice())) {
                taken.push(place(&galley));
                placed.push(&stretch.cheapest);
                self.painter.galley(place(&galley).min, galley, self.palette.text);
            }
        }
    }

    /// The stretches, those of the same winners as one where hardly anything lies between them.
    fn reigns(&self) -> Vec<Stretch> {
        let mut reigns: Vec<Stretch> = Vec::new();
        for stretch in self.ribbon.iter().filter(|stretch| !stretch.cheapest.is_empty()) {
            let before = reigns.iter_mut().rev().find(|before| before.cheapest == stretch.cheapest);
            match before.filter(|before| stretch.left - before.right < BETWEEN) {
                Some(before) => before.right = stretch.right,
                None => reigns.push(stretch.clone()),
            }
        }
        reigns
    }

    /// Whether the name of a stretch's only winner says that it cannot make the part.
    fn is_unable(&self, stretch: &Stretch) -> bool {
        let [route] = stretch.cheapest[..] else { return false };
        self.names.get(route).is_some_and(|name| name.ends_with(sentences::UNABLE))
    }

    /// The name of a stretch's only winner whole, in one line and in two, with what is remarked of it or without;
    /// how many there are where several tie.
    fn forms(&self, stretch: &Stretch, is_remarked: bool) -> Vec<Arc<Galley>> {
        let [route] = stretch.cheapest[..] else {
            let tie = format!("{} routes tie", stretch.cheapest.len());
            return vec![self.galley(tie, self.palette.text_secondary)];
        };
        let Some(name) = self.names.get(route) else { return Vec::new() };
        let bare = name.strip_suffix(sentences::UNABLE).filter(|_| !is_remarked);
        let name = bare.map_or_else(|| text::unbroken(name), str::to_owned);
        [1, 2].into_iter().filter_map(|lines| self.winner(route, text::in_lines(&name, lines))).collect()
    }

    /// The name of a stretch's only winner in two lines no wider than the stretch, without its middle; none where
    /// the stretch is too narrow for that.
    fn cut(&self, stretch: &Stretch) -> Option<Arc<Galley>> {
        let [route] = stretch.cheapest[..] else { return None };
        let width = stretch.right - stretch.left;
        let name = self.names.get(route).filter(|_| width >= LEAST_CUT)?;
        let name = name.strip_suffix(sentences::UNABLE).unwrap_or(name);
        let mut forms = text::ever_shorter(name).filter_map(|name| self.winner(route, text::in_lines(&name, 2)));
        forms.find(|form| form.size().x <= width)
    }

    fn winner(&self, route: usize, name: String) -> Option<Arc<Galley>> {
        Some(self.galley(name, self.palette.route_text(*self.looks.get(route)?)))
    }

    fn galley(&self, name: String, colour: Color32) -> Arc<Galley> {
        self.painter.layout_no_wrap(name, theme::semibold(theme::CAPTION), colour)
    }

    /// Draws the volume line over a paper, with its tag above it.
    pub fn paint_volume_line(&self, paper: Rect, volume: u64, focused: bool) {
        let x = self.position(volume);
        if !Self::shows(paper, x) {
            return;
        }
        let width = if focused { 3.0 } else { 2.0 };
        self.painter.vline(x, paper.top() - GRID..=paper.bottom(), Stroke::new(width, self.palette.accent));
        let font = theme::semibold(theme::LABEL);
        let galley = self.painter.layout_no_wrap(text::volume(volume), font, self.palette.on_accent);
        let tag = volume_tag(paper, x, galley.size().x);
        self.painter.rect_filled(tag, f32::from(theme::RADIUS), self.palette.accent);
        self.painter.galley(tag.center() - galley.size() / 2.0, galley, self.palette.on_accent);
    }

    /// Draws a marker where the volume line meets each curve.
    pub fn paint_meeting(&self, paper: Rect, points: &[(Look, Pos2)]) {
        for (look, point) in points.iter().filter(|(_, point)| paper.expand(1.0).contains(*point)) {
            let colour = self.palette.route(*look);
            paint_marker(self.painter, *point, 4.0, look.marker, colour, Stroke::new(1.0, self.palette.canvas));
        }
    }

    /// Draws a thin line and markers at the volume that is read.
    pub fn paint_reading(&self, paper: Rect, volume: u64, points: &[(Look, Pos2)]) {
        let x = self.position(volume);
        let stroke = Stroke::new(HAIRLINE, self.palette.text_weak);
        let ends = [pos2(x, paper.top()), pos2(x, paper.bottom())];
        self.painter.add(Shape::dashed_line(&ends, stroke, 3.0, 3.0));
        for (look, point) in points.iter().filter(|(_, point)| paper.expand(1.0).contains(*point)) {
            let stroke = Stroke::new(1.5, self.palette.route(*look));
            paint_marker(self.painter, *point, 3.5, look.marker, self.palette.canvas, stroke);
        }
    }
}
