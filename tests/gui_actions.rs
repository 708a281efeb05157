//! How many actions lie between a question and its answer? One test for each row of the window's first
//! promise; what counts as an action is a click, a key, a drag or a typed number.
#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use crossplan::model::inputs;
use crossplan::session::Tab;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use support::Window;

const MANIFOLD: usize = 0;

/// The window, and how often something was done to it.
struct Counted {
    window: Window,
    actions: usize,
}

impl Counted {
    fn open() -> Self {
        Self { window: Window::new(MANIFOLD, [1280.0, 800.0], false), actions: 0 }
    }

    fn click(&mut self, label: &str) {
        self.window.harness.get_by_label_contains(label).click();
        self.window.harness.run();
        self.actions += 1;
    }

    fn sees(&self, label: &str) {
        assert!(self.window.harness.query_all_by_label_contains(label).count() > 0, "nothing says {label}");
    }
}

/// "Someone mailed me this file: which route wins at 100, 10k and 100k, and where does it flip?" Open it.
#[test]
fn a_mailed_file_answers_by_itself() {
    let counted = Counted::open();
    counted.sees("Boutique specialist at 100: 326, cheapest");
    counted.sees("Boutique specialist at 10,000: 11.38, cheapest");
    counted.sees("Pilot at the boutique, then CM at 100,000: 1.97, cheapest");
    counted.sees("14,189");
    assert_eq!(counted.actions, 0);
}

/// "What does a part cost at 37,000?" Move the volume line.
#[test]
fn a_volume_is_one_action_away() {
    let mut counted = Counted::open();
    counted.window.harness.get_by_label("Volume").set_value_accesskit(37_000.0);
    counted.window.harness.run();
    counted.actions += 1;
    counted.sees("at 37,000:");
    assert_eq!(counted.actions, 1);
}

/// "What must the CM quote to win at 10k?" Click the gap, read the answer.
#[test]
fn what_a_supplier_would_have_to_quote_is_one_click_and_a_look_away() {
    let mut counted = Counted::open();
    counted.click("What would Contract manufacturer have to offer at 10,000?");
    counted.window.settle();
    counted.sees("Contract manufacturer would be cheapest at 10,000 parts with");
    counted.sees("Lead time 6.2 weeks or less (now 8 weeks");
    counted.sees("No price or yield alone is enough.");
    assert_eq!(counted.actions, 1);
}

/// "Which number should I chase first?" The list is on the screen, by value of information.
#[test]
fn the_number_to_chase_first_is_on_the_screen() {
    let mut counted = Counted::open();
    counted.window.settle();
    counted.sees("Chase first: what it is worth to know");
    counted.sees("Revisions · Contract manufacturer, worth 15,000");
    assert_eq!(counted.actions, 0);
}

/// "How is this figure made?" Click it.
#[test]
fn a_figure_is_explained_by_one_click_and_its_inputs_lead_to_their_fields() {
    let mut counted = Counted::open();
    counted.click("Contract manufacturer at 10,000");
    assert_eq!(counted.actions, 1);
    // 139,757 in all, 13.98 a part; the largest account is the delay.
    counted.sees("13.98 USD a part = 139,757");
    counted.sees("Delay: 63,000");
    counted.click("NRE: 62,000");
    counted.window.harness.key_press_modifiers(Modifiers::NONE, Key::Escape);
    counted.window.harness.run();
    assert!(counted.window.harness.query_by_label_contains("13.98 USD a part =").is_none());
    assert_eq!(counted.window.harness.state().view().tab, Tab::Chart);
}

/// An input in the explanation leads to its field.
#[test]
fn an_input_in_the_explanation_leads_to_its_field() {
    let mut counted = Counted::open();
    for label in ["Contract manufacturer at 10,000", "NRE: 62,000", "Qualification: 6,000"] {
        counted.click(label);
    }
    let field = counted.window.harness.get_by_label("Contract manufacturer, NRE, Qualification");
    assert!(field.is_focused());
}

/// "Show the supplier only their own route." Meeting view; nothing of the others is in the window, neither
/// to see nor to be read out, until it is left.
#[test]
fn a_supplier_sees_their_own_figures_alone() {
    let mut counted = Counted::open();
    counted.window.harness.key_press_modifiers(Modifiers::NONE, Key::F5);
    counted.window.harness.run();
    counted.actions += 1;
    counted.sees("10,000 parts: price 4.60");
    counted.sees("Screen capture");
    let rivals = ["Contract", "CM", "In-house", "Pilot", "14,189", "cheapest", "Saves", "Needed by"];
    for secret in rivals {
        assert_eq!(counted.window.harness.query_all_by_label_contains(secret).count(), 0, "{secret} is to be seen");
    }
    assert_eq!(counted.actions, 1);
    counted.window.harness.key_press_modifiers(Modifiers::NONE, Key::Escape);
    counted.window.harness.run();
    counted.sees("Contract manufacturer at 10,000");
}

/// A command palette finds every input by name, and leads to it.
#[test]
fn an_input_is_found_by_its_name() {
    let mut counted = Counted::open();
    counted.window.harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
    counted.window.harness.run();
    counted.window.harness.get_by_label("Find a command or an input").type_text("contract qualification");
    counted.window.harness.run();
    counted.window.harness.key_press(Key::Enter);
    counted.window.harness.run();
    let field = counted.window.harness.get_by_label("Contract manufacturer, NRE, Qualification");
    assert!(field.is_focused());
}

/// The findings as text for a mail, by one key.
#[test]
fn the_findings_go_to_the_clipboard() {
    let mut counted = Counted::open();
    counted.window.harness.key_press_modifiers(Modifiers::COMMAND, Key::M);
    counted.window.harness.run();
    counted.sees("on the clipboard");
}

/// "They just offered 0.35 at 100k." Drag the quote point: the old curve stays until kept or put back, and
/// one undo takes the drag back.
#[test]
fn a_price_is_tried_by_one_drag() {
    let mut counted = Counted::open();
    let price = |counted: &Counted| {
        let found = inputs::find(&counted.window.harness.state().document().scenario, "routes.cm.quote.breaks.100000");
        found.unwrap().1.unwrap().likely()
    };
    let quoted = price(&counted);
    let point = counted.window.harness.get_by_label("Contract manufacturer, price from 100,000 parts").rect().center();
    let harness = &mut counted.window.harness;
    harness.drag_at(point);
    harness.run();
    for step in 1..=6_u8 {
        harness.hover_at(point + eframe::egui::vec2(0.0, 2.0 * f32::from(step)));
        harness.run();
    }
    harness.drop_at(point + eframe::egui::vec2(0.0, 12.0));
    harness.run();
    counted.actions += 1;
    let tried = price(&counted);
    assert!(tried < 0.9 * quoted, "{tried} of {quoted}");
    assert_eq!(counted.actions, 1);
    counted.sees("Contract manufacturer, from 100,000: ");
    counted.window.harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    counted.window.harness.run();
    assert!((price(&counted) - quoted).abs() < 1e-12);
    assert_eq!(counted.window.harness.query_all_by_label_contains("Contract manufacturer, from 100,000: ").count(), 0);
}

/// The same by keyboard; "Put back" puts back.
#[test]
fn a_price_is_tried_with_the_keyboard_and_put_back() {
    let mut counted = Counted::open();
    counted.click("Boutique specialist, price from 10,000 parts");
    for _ in 0..5 {
        counted.window.harness.key_press(Key::ArrowDown);
        counted.window.harness.run();
    }
    let scenario = &counted.window.harness.state().document().scenario;
    let price = inputs::find(scenario, "routes.boutique.quote.breaks.10000").unwrap().1.unwrap().likely();
    assert!((price - 4.6 * 0.99_f64.powi(5)).abs() < 0.01, "{price}");
    counted.click("Put back");
    let scenario = &counted.window.harness.state().document().scenario;
    let price = inputs::find(scenario, "routes.boutique.quote.breaks.10000").unwrap().1.unwrap().likely();
    assert!((price - 4.6).abs() < 1e-12);
}
