//! The field that a number is typed into.
//!
//! A click or a Tab begins typing, Enter or leaving the field ends it, Escape takes it back. The arrow
//! keys step, a drag scrubs. What cannot be read stays in the field, marked, and changes nothing; what
//! can be read two ways is asked. The value itself is never held here: only an unfinished entry is.

use eframe::egui::{
    self, Align2, Color32, CursorIcon, Id, Key, Modifiers, Rect, Response, Sense, Stroke, StrokeKind, TextEdit, Ui,
    WidgetInfo, accesskit, vec2,
};

use super::settle;
use super::text_field::select_all;
use crate::charts::input_names::capitalised;
use crate::model::Estimate;
use crate::model::inputs::{Input, Slot};
use crate::session::quantity::{self, LONGEST_ENTRY, QuantityError, Reading, Stated};
use crate::ui::theme::{self, Palette};

/// Room beside the digits.
const PADDING: f32 = 6.0;

/// Points that a drag must cover for one step.
const POINTS_PER_STEP: f32 = 4.0;

/// What the arrow keys and a drag do with Shift held.
const BIG_STEP: f64 = 10.0;

/// An entry that is being typed, or was left and could not be taken.
#[derive(Clone, Debug)]
struct Draft {
    text: String,
    /// What the field held when the typing began; where it holds something else the draft is stale.
    before: Option<Estimate>,
    trouble: Option<Trouble>,
    /// True once the field was left with it.
    was_left: bool,
}

/// Why an entry was not taken.
#[derive(Clone, Debug, PartialEq)]
enum Trouble {
    Refused(String),
    Asked(Vec<Stated>),
}

/// A value field: where it stands, what it is called and what it may hold.
#[derive(Clone, Copy)]
pub struct QuantityEdit<'a> {
    /// Its identity in memory.
    pub id: Id,
    /// What a screen reader calls it.
    pub label: &'a str,
    /// What it may hold.
    pub input: &'a Input,
    /// What stands in it, weakly, where it holds nothing.
    pub nothing: &'a str,
    /// Why a number that its input may take is not taken here.
    pub refuse: &'a dyn Fn(f64) -> Option<String>,
}

/// Takes whatever the input may take.
pub const REFUSE_NOTHING: &dyn Fn(f64) -> Option<String> = &|_| None;

/// Forgets all unfinished entries, as when another document is opened.
pub fn forget_drafts(ctx: &egui::Context) {
    ctx.data_mut(egui::util::IdTypeMap::remove_by_type::<Option<Draft>>);
}

impl QuantityEdit<'_> {
    /// Draws the field into `rect` and puts what is entered into `slot`.
    pub fn show(&self, ui: &mut Ui, rect: Rect, slot: &mut dyn Slot) -> Response {
        let now = slot.get().cloned();
        let draft = self.draft(ui).filter(|draft| draft.before == now);
        let (was_typed_in, is_typed_in) = ui.memory_mut(|memory| {
            memory.interested_in_focus(self.id, ui.layer_id());
            (memory.had_focus_last_frame(self.id), memory.has_focus(self.id))
        });
        if is_typed_in {
            self.typing(ui, rect, slot, draft)
        } else {
            if let Some(draft) = draft.filter(|_| was_typed_in) {
                self.leave(ui, slot, draft);
            }
            self.resting(ui, rect, slot)
        }
    }

    fn draft(&self, ui: &Ui) -> Option<Draft> {
        ui.data(|data| data.get_temp::<Option<Draft>>(self.id)).flatten()
    }

    fn keep(&self, ui: &Ui, draft: Option<Draft>) {
        ui.data_mut(|data| data.insert_temp(self.id, draft));
    }

    fn typing(&self, ui: &mut Ui, rect: Rect, slot: &mut dyn Slot, draft: Option<Draft>) -> Response {
        let steps = pressed_steps(ui);
        let from = slot.get().cloned();
        if steps != 0.0 {
            self.step(slot, from.as_ref(), steps);
        }
        let now = slot.get().cloned();
        let draft = draft.filter(|draft| draft.before == now);
        let begins = draft.as_ref().is_none_or(|draft| draft.was_left);
        let (mut text, trouble) = draft.map_or_else(|| (self.entry(now.as_ref()), None), |it| (it.text, it.trouble));
        let field = TextEdit::singleline(&mut text)
            .id(self.id)
            .font(theme::regular(theme::BODY))
            .align(Align2::RIGHT_CENTER)
            .margin(vec2(PADDING, 0.0))
            .char_limit(LONGEST_ENTRY)
            .hint_text(self.nothing)
            .min_size(rect.size())
            .desired_width(rect.width());
        let mut response = ui.put(rect, field).accessible_name(self.label);
        if begins {
            select_all(ui, self.id, &text);
        }
        let typed = response.changed();
        response.flags.remove(egui::response::Flags::CHANGED);
        let trouble = trouble.filter(|_| !typed);
        let draft = Draft { text, before: now, trouble, was_left: false };
        if response.lost_focus() {
            self.leave(ui, slot, draft);
        } else {
            self.keep(ui, Some(draft));
        }
        response
    }

    /// Takes the entry, or keeps it with what is wrong with it.
    fn leave(&self, ui: &Ui, slot: &mut dyn Slot, draft: Draft) {
        self.keep(ui, None);
        let unchanged = draft.text == self.entry(draft.before.as_ref());
        if ui.input(|input| input.key_pressed(Key::Escape)) || unchanged {
            return;
        }
        let confirmed = ui.input(|input| input.key_pressed(Key::Enter));
        if let (Some(Trouble::Asked(readings)), true) = (&draft.trouble, confirmed)
            && let Some(first) = readings.first()
        {
            return self.take(ui, slot, *first);
        }
        let likely = draft.before.as_ref().map(Estimate::likely);
        let trouble = match quantity::read(&draft.text, self.input, likely) {
            Ok(Reading::Clear(stated)) => match stated.numbers().into_iter().find_map(self.refuse) {
                None => return self.take(ui, slot, stated),
                Some(reason) => Trouble::Refused(reason),
            },
            Ok(Reading::Ambiguous(readings)) => Trouble::Asked(readings),
            Err(QuantityError::OutOfBounds { .. }) => Trouble::Refused(quantity::must_be(self.input)),
            Err(error) => Trouble::Refused(error.to_string()),
        };
        self.keep(ui, Some(Draft { trouble: Some(trouble), was_left: true, ..draft }));
    }

    fn take(&self, ui: &Ui, slot: &mut dyn Slot, stated: Stated) {
        let estimate = stated.applied_to(slot.get());
        slot.put(estimate, self.input.absent);
        self.keep(ui, None);
        settle(ui.ctx());
    }

    fn step(&self, slot: &mut dyn Slot, from: Option<&Estimate>, steps: f64) {
        let Some(from) = from else { return };
        let new = quantity::stepped(from.likely(), steps, self.input);
        if (self.refuse)(new).is_some() {
            return;
        }
        slot.put(Some(quantity::moved(from, new, &self.input.bounds)), self.input.absent);
    }

    fn resting(&self, ui: &mut Ui, rect: Rect, slot: &mut dyn Slot) -> Response {
        let mut response = ui.interact(rect, self.id, Sense::click_and_drag());
        if response.clicked() {
            response.request_focus();
        }
        let before = slot.get().cloned();
        self.scrub(ui, &response, slot);
        self.obey(ui, slot);
        if slot.get() != before.as_ref() {
            response.mark_changed();
        }
        let draft = self.draft(ui).filter(|draft| draft.before.as_ref() == slot.get());
        let text = draft.as_ref().map_or_else(|| self.shown(slot.get()), |draft| draft.text.clone());
        let room = rect.width() - 2.0 * PADDING;
        let font = theme::regular(theme::BODY);
        let fits = |text: &str| {
            ui.painter().layout_no_wrap(text.to_owned(), font.clone(), Color32::PLACEHOLDER).size().x <= room
        };
        let brief = slot.get().filter(|_| draft.is_none() && !fits(&text));
        let brief = brief.map(|estimate| quantity::brief(estimate.likely(), self.input.unit));
        self.paint(ui, &response, brief.as_ref().unwrap_or(&text), draft.is_some());
        let value = slot.get().map(Estimate::likely);
        response.widget_info(|| WidgetInfo {
            current_text_value: Some(text.clone()),
            value,
            ..WidgetInfo::labeled(egui::Role::SpinButton, ui.is_enabled(), self.label)
        });
        if slot.get().is_some() { response.on_hover_cursor(CursorIcon::ResizeHorizontal) } else { response }
    }

    /// A drag counts from where it began, so going back and forth loses nothing.
    fn scrub(&self, ui: &Ui, response: &Response, slot: &mut dyn Slot) {
        let start = self.id.with("drag");
        if response.drag_started() {
            let from = slot.get().cloned();
            ui.data_mut(|data| data.insert_temp(start, from));
        }
        let Some(moved) = response.total_drag_delta().filter(|_| response.dragged()) else { return };
        let from = ui.data(|data| data.get_temp::<Option<Estimate>>(start)).flatten();
        let big = if ui.input(|input| input.modifiers.shift) { BIG_STEP } else { 1.0 };
        let steps = f64::from((moved.x / POINTS_PER_STEP).round()) * big;
        if steps == 0.0 {
            slot.put(from, self.input.absent);
        } else {
            self.step(slot, from.as_ref(), steps);
        }
    }

    /// Does what a screen reader asks for.
    fn obey(&self, ui: &Ui, slot: &mut dyn Slot) {
        use accesskit::{Action, ActionData};
        let (steps, texts) = ui.input(|input| {
            let up = input.num_accesskit_action_requests(self.id, Action::Increment);
            let down = input.num_accesskit_action_requests(self.id, Action::Decrement);
            let texts: Vec<String> = input
                .accesskit_action_requests(self.id, Action::SetValue)
                .filter_map(|request| match &request.data {
                    Some(ActionData::Value(text)) => Some(text.to_string()),
                    Some(ActionData::NumericValue(number)) => Some(quantity::entry(*number, self.input.unit)),
                    _ => None,
                })
                .collect();
            (net(up, down), texts)
        });
        let from = slot.get().cloned();
        if steps != 0.0 {
            self.step(slot, from.as_ref(), steps);
        }
        for text in texts {
            let before = slot.get().cloned();
            self.leave(ui, slot, Draft { text, before, trouble: None, was_left: true });
        }
        ui.ctx().accesskit_node_builder(self.id, |node| {
            for action in [Action::SetValue, Action::Increment, Action::Decrement] {
                node.add_action(action);
            }
        });
    }

    fn paint(&self, ui: &Ui, response: &Response, text: &str, troubled: bool) {
        let palette = Palette::of(ui);
        let fill = if response.hovered() || response.dragged() { palette.field_hovered } else { palette.field };
        let outline = if troubled { palette.error } else { Color32::TRANSPARENT };
        let painter = ui.painter().with_clip_rect(response.rect.intersect(ui.clip_rect()));
        let stroke = Stroke::new(theme::HAIRLINE, outline);
        painter.rect(response.rect, f32::from(theme::RADIUS), fill, stroke, StrokeKind::Inside);
        let (text, colour) = if text.is_empty() { (self.nothing, palette.text_weak) } else { (text, palette.text) };
        let at = response.rect.right_center() - vec2(PADDING, 0.0);
        painter.text(at, Align2::RIGHT_CENTER, text, theme::regular(theme::BODY), colour);
    }

    /// What is wrong with the entry left in the field, and what can be done about it, from `left` on as the field
    /// does; nothing where it was taken.
    pub fn trouble_ui(&self, ui: &mut Ui, left: f32, slot: &mut dyn Slot) {
        let Some(draft) = self.draft(ui).filter(|draft| draft.before.as_ref() == slot.get()) else { return };
        let Some(trouble) = draft.trouble else { return };
        let in_force = self.shown(slot.get());
        let palette = Palette::of(ui);
        let say = |ui: &mut Ui, text: &str, colour: Color32| {
            let still = if in_force.is_empty() { String::new() } else { format!(" {in_force} is still used.") };
            let said = egui::RichText::new(format!("{text}{still}")).size(theme::LABEL).color(colour);
            ui.add(egui::Label::new(said).wrap());
        };
        match &trouble {
            Trouble::Refused(reason) => say(ui, &format!("{}.", capitalised(reason)), palette.error),
            Trouble::Asked(_) => say(ui, "Which is meant?", palette.text_secondary),
        }
        let beside = left - ui.cursor().left();
        ui.horizontal(|ui| {
            ui.add_space(beside);
            ui.vertical(|ui| {
                if let Trouble::Asked(readings) = trouble {
                    self.readings_ui(ui, slot, &readings);
                }
                let back = format!("Put back {in_force}");
                if ui.link(egui::RichText::new(back.trim_end()).size(theme::LABEL)).clicked() {
                    self.keep(ui, None);
                }
            });
        });
    }

    /// A button for each reading, with its size in words: `12.345` and `12,345` look much alike.
    fn readings_ui(&self, ui: &mut Ui, slot: &mut dyn Slot, readings: &[Stated]) {
        for stated in readings {
            let text = self.in_words(*stated);
            let size = match stated {
                Stated::One(number) => quantity::spoken(*number, self.input.unit),
                Stated::Nothing | Stated::Between(..) | Stated::Range(..) => text.clone(),
            };
            let shown = if size == text { text.clone() } else { format!("{size} · {text}") };
            let button = egui::Button::new(egui::RichText::new(shown).size(theme::LABEL));
            let name = format!("{}, {text} is meant", self.label);
            if ui.add(button).accessible_name(name).clicked() {
                self.take(ui, slot, *stated);
            }
        }
    }

    /// True where an entry stands in the field that was not taken.
    #[must_use]
    pub fn is_troubled(&self, ui: &Ui, now: Option<&Estimate>) -> bool {
        self.draft(ui).is_some_and(|draft| draft.before.as_ref() == now && draft.trouble.is_some())
    }

    fn in_words(&self, stated: Stated) -> String {
        let shown: Vec<String> = stated.numbers().iter().map(|it| quantity::shown(*it, self.input.unit)).collect();
        shown.join(" – ")
    }

    fn entry(&self, estimate: Option<&Estimate>) -> String {
        estimate.map(|estimate| quantity::entry(estimate.likely(), self.input.unit)).unwrap_or_default()
    }

    fn shown(&self, estimate: Option<&Estimate>) -> String {
        estimate.map(|estimate| quantity::shown(estimate.likely(), self.input.unit)).unwrap_or_default()
    }
}

/// Presses of one key less those of another.
#[allow(clippy::cast_precision_loss, reason = "nobody presses a key 2^52 times in a frame")]
fn net(up: usize, down: usize) -> f64 {
    up as f64 - down as f64
}

fn pressed_steps(ui: &Ui) -> f64 {
    ui.input_mut(|input| {
        let mut presses = |modifiers| {
            let up = input.count_and_consume_key(modifiers, Key::ArrowUp);
            let down = input.count_and_consume_key(modifiers, Key::ArrowDown);
            net(up, down)
        };
        presses(Modifiers::SHIFT) * BIG_STEP + presses(Modifiers::NONE)
    })
}
