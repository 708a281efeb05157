//! Can everything be read, whatever lies over it and however narrow the window is? What is drawn is looked
//! at as text: where it stands, and whether it is cut.
#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::sync::Arc;

use crossplan::model::Scenario;
use crossplan::session::{Command, Tab};
use crossplan::ui::theme;
use eframe::egui::{Galley, Key, Modifiers, Rect, Role, Shape, pos2, vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use support::scenes::SCENES;
use support::stress::stress;
use support::{Window, beyond_the_boutique, shipped};

const SMALLEST: [f32; 2] = [1024.0, 700.0];
const LAPTOP: [f32; 2] = [1280.0, 800.0];
const DESK: [f32; 2] = [1920.0, 1080.0];

/// All texts that are drawn, and where.
fn texts(window: &Window) -> Vec<(Arc<Galley>, Rect)> {
    fn collect(shape: &Shape, found: &mut Vec<(Arc<Galley>, Rect)>) {
        if let Shape::Text(text) = shape {
            found.push((text.galley.clone(), text.visual_bounding_rect()));
        } else if let Shape::Vec(shapes) = shape {
            for shape in shapes {
                collect(shape, found);
            }
        }
    }
    let mut found = Vec::new();
    for clipped in &window.harness.output().shapes {
        collect(&clipped.shape, &mut found);
    }
    found
}

fn is_of_size(galley: &Galley, size: f32) -> bool {
    (height(galley) - size).abs() < 0.1
}

/// The size of its letters.
fn height(galley: &Galley) -> f32 {
    galley.job.sections.first().map_or(0.0, |section| section.format.font_id.size)
}

/// The message over the chart.
fn message(window: &Window) -> Arc<Galley> {
    let found = texts(window).into_iter().find(|(galley, _)| is_of_size(galley, theme::TITLE));
    found.unwrap().0
}

fn run(window: &mut Window, command: Command) {
    window.harness.state_mut().push(command);
    window.harness.run();
}

fn says(window: &Window, words: &str) -> bool {
    window.harness.query_all_by_label_contains(words).count() > 0
}

#[test]
fn no_tooltip_stays_over_a_dialog() {
    for key in [Key::K, Key::Comma, Key::N] {
        let mut window = Window::new(0, LAPTOP, false);
        let figure = window.harness.get_by_label_contains("Contract manufacturer at 10,000: ").rect().center();
        window.harness.hover_at(figure);
        window.harness.run_steps(40);
        assert!(says(&window, "Click: how it is made"));
        window.harness.key_press_modifiers(Modifiers::COMMAND, key);
        window.harness.run();
        assert!(!says(&window, "Click: how it is made"), "{key:?}");
        // Nor does it come back as the pointer moves on what it belongs to.
        window.harness.hover_at(figure + vec2(1.0, 0.0));
        window.harness.run_steps(40);
        assert!(!says(&window, "Click: how it is made"), "{key:?}");
    }
}

#[test]
fn no_readout_stays_over_a_dialog() {
    for is_walked in [false, true] {
        let mut window = Window::new(0, LAPTOP, false);
        if is_walked {
            window.harness.get_by_label_contains("parts. At 20,000 parts: ").focus();
            window.harness.run();
            window.harness.key_press(Key::ArrowUp);
        } else {
            let line = window.harness.get_by_role_and_label(Role::Slider, "Volume").rect().center();
            window.harness.hover_at(line - vec2(90.0, 0.0));
        }
        window.harness.run();
        assert!(says(&window, "cheapest") && texts(&window).iter().any(|(galley, _)| galley.text() == "cheapest"));
        window.harness.key_press_modifiers(Modifiers::COMMAND, Key::Comma);
        window.harness.run();
        assert!(!texts(&window).iter().any(|(galley, _)| galley.text() == "cheapest"), "walked: {is_walked}");
    }
}

/// Over the form, the names in the menu would stand before what the groups in use say.
#[test]
fn the_menu_of_groups_lies_beside_the_form() {
    let scene = SCENES.iter().find(|scene| scene.name == "group-menu").unwrap();
    for size in [SMALLEST, LAPTOP] {
        let window = scene.window(size, 1.0, false);
        let row = window.harness.get_by_label("Boutique specialist, Lots").rect();
        let item = window.harness.get_by_role_and_label(Role::Button, "Tooling").rect();
        assert!(item.left() > row.right(), "{item:?} {row:?}");
    }
}

#[test]
fn no_message_over_a_chart_is_cut() {
    for (scenario, size) in [(stress(), SMALLEST), (stress(), DESK), (shipped(0), SMALLEST), (shipped(2), SMALLEST)] {
        let mut window = Window::on(scenario, size, false);
        for tab in Tab::ALL {
            run(&mut window, Command::Show(tab));
            let message = message(&window);
            assert!(!message.elided && message.rows.len() <= 2, "{} on {size:?}: {}", tab.name(), message.text());
        }
    }
}

#[test]
fn a_message_that_takes_a_second_line_waits_until_the_hand_lets_go() {
    let mut scenario: Scenario = shipped(0);
    let boutique = scenario.routes.iter_mut().find(|route| route.id == "boutique").unwrap();
    boutique.name = "W".repeat(40);
    let mut window = Window::on(scenario, LAPTOP, false);
    let line = |window: &Window| window.harness.get_by_role_and_label(Role::Slider, "Volume").rect();
    let (before, lines) = (line(&window), message(&window).rows.len());
    assert_eq!(lines, 1, "{}", message(&window).text());
    window.harness.drag_at(before.center());
    window.harness.run();
    window.harness.hover_at(before.center() - vec2(200.0, 0.0));
    window.harness.run();
    assert!(window.harness.state().view().volume < 5_000);
    assert_eq!((line(&window).top(), message(&window).rows.len()), (before.top(), 1));
    window.harness.drop_at(before.center() - vec2(200.0, 0.0));
    window.harness.run();
    assert!(message(&window).rows.len() == 2 && !message(&window).elided, "{}", message(&window).text());
    assert!(line(&window).top() > before.top());
}

#[test]
fn the_facts_about_risk_are_whole_in_the_smallest_window() {
    let mut window = Window::new(0, SMALLEST, true);
    run(&mut window, Command::Show(Tab::Risk));
    window.settle();
    for fact in ["Knowing everything beforehand", "First crossover in ", "Over 1.4 × plan"] {
        let (galley, _) = texts(&window).into_iter().find(|(galley, _)| galley.text().starts_with(fact)).unwrap();
        assert!(!galley.elided && galley.text().ends_with('.'), "{}", galley.text());
    }
}

#[test]
fn what_is_tried_covers_no_name() {
    for size in [SMALLEST, LAPTOP] {
        let mut window = Window::new(0, size, false);
        run(&mut window, Command::Reprice { route: "cm".to_owned(), from: 10_000, price: 0.9 });
        let buttons = ["Keep", "Put back"].map(|label| window.harness.get_by_label(label).rect());
        let choice = buttons[0]
            .union(buttons[1])
            .union(window.harness.get_by_label("Contract manufacturer, from 10,000: 1.15 → 0.90").rect());
        for name in window.harness.query_all_by_label_contains("Curve of ") {
            assert!(!name.rect().intersects(choice), "{size:?}");
        }
        let crossovers = texts(&window).into_iter().filter(|(galley, _)| galley.text().contains(" parts · "));
        let framed = choice.expand2(vec2(8.0, 4.0));
        for (crossover, at) in crossovers {
            assert!(!at.intersects(framed.expand(4.0)), "{} on {size:?}", crossover.text());
        }
    }
}

#[test]
fn a_name_too_long_for_the_table_keeps_its_end() {
    let mut window = Window::new(0, SMALLEST, false);
    window.harness.get_by_label("Total").click();
    window.harness.run();
    let name = window.harness.get_by_label("Show Pilot at the boutique, then CM").rect();
    let (written, _) = texts(&window).into_iter().find(|(_, at)| name.contains_rect(*at)).unwrap();
    let text = written.text().replace('\u{A0}', " ");
    assert!(!written.elided && text.starts_with("Pilot") && text.ends_with("CM"), "{text}");
}

/// A stretch this narrow has no name below it.
#[test]
fn the_narrowest_stretch_of_the_ribbon_says_who_it_is() {
    let mut window = Window::new(1, DESK, false);
    for label in ["Total", "Log volume", "Log cost"] {
        window.harness.get_by_label(label).click();
        window.harness.run();
    }
    let ribbon = window.harness.get_by_role_and_label(Role::Image, "Cheapest route by volume");
    let (said, ribbon) = (ribbon.accesskit_node().value().unwrap(), ribbon.rect());
    let told = "Contract manufacturer is cheapest from 100,000 to 100,499 parts";
    assert!(said.contains(told), "{said}");
    let tick = |label: &str| {
        let is_it = |galley: &Galley| galley.text() == label && is_of_size(galley, theme::CAPTION);
        let found = texts(&window).into_iter().find(|(galley, at)| is_it(galley) && at.top() > ribbon.top());
        found.unwrap().1.center().x
    };
    let part = (tick("100,000") - tick("20,000")) / 80_000.0;
    window.harness.hover_at(pos2(tick("20,000") + 80_250.0 * part, ribbon.center().y));
    window.harness.run();
    assert!(says(&window, told));
}

#[test]
fn every_wide_stretch_of_the_ribbon_has_a_name() {
    for size in [SMALLEST, LAPTOP, DESK] {
        let window = Window::new(0, size, false);
        for name in ["Boutique", "Pilot at"] {
            let is_below = |galley: &Galley| is_of_size(galley, theme::CAPTION) && galley.text().starts_with(name);
            assert!(texts(&window).iter().any(|(galley, _)| is_below(galley)), "{name} on {size:?}");
        }
    }
}

#[test]
fn the_ribbon_names_what_is_shipped_whole_in_the_smallest_window() {
    let ruled_out = beyond_the_boutique();
    for (scenario, count) in [(shipped(0), 2), (shipped(1), 2), (shipped(2), 2), (ruled_out, 2)] {
        let names: Vec<String> = scenario.routes.iter().map(|route| route.name.clone()).collect();
        let window = Window::on(scenario, SMALLEST, false);
        let is_winner = |galley: &Galley| galley.job.sections[0].format.font_id == theme::semibold(theme::CAPTION);
        // Beside it the form has names too.
        let written = texts(&window).into_iter().filter(|(galley, at)| is_winner(galley) && at.left() > 320.0);
        let written = written.map(|(galley, _)| galley.text().replace(['\n', '\u{A0}'], " "));
        let is_whole = |text: &String| names.iter().any(|name| text.trim_end_matches(" · cannot make it") == name);
        assert_eq!(written.filter(is_whole).count(), count, "{names:?}");
    }
}

#[test]
fn the_box_about_the_program_keeps_its_width() {
    let mut window = Window::new(0, LAPTOP, false);
    run(&mut window, Command::About);
    let left = |window: &Window| window.harness.get_by_label("Close").rect().left();
    let before = left(&window);
    for chapter in ["Apache 2.0", "Font", "Crates"] {
        window.harness.get_by_label(chapter).click();
        window.harness.run();
        assert!((left(&window) - before).abs() < 0.5, "{chapter}");
    }
}

#[test]
fn what_a_supplier_sees_keeps_within_its_margins() {
    for size in [SMALLEST, LAPTOP, DESK] {
        let mut window = Window::on(stress(), size, false);
        run(&mut window, Command::Meet(None));
        let texts = texts(&window);
        let title = texts.iter().max_by(|a, b| height(&a.0).total_cmp(&height(&b.0))).unwrap();
        for (galley, place) in &texts {
            assert!(place.left() > title.1.left() - 4.0, "{} at {place} on {size:?}", galley.text());
        }
    }
}

#[test]
fn the_palette_has_its_keys_to_itself() {
    let mut window = Window::new(0, DESK, false);
    let field = "Find a command or an input";
    run(&mut window, Command::Find);
    window.harness.get_by_label(field).type_text("exotic");
    window.harness.run_steps(5);
    window.harness.key_press(Key::F5);
    window.harness.run_steps(5);
    assert!(window.harness.state().view().meeting.is_none());
    // Escape closes it, and stops nothing.
    assert!(window.harness.state().is_working());
    window.harness.key_press(Key::Escape);
    window.harness.run_steps(5);
    assert!(window.harness.query_by_label(field).is_none() && window.harness.state().is_working());
}

#[test]
fn what_was_stopped_can_go_on() {
    let mut window = Window::new(0, DESK, false);
    window.harness.key_press(Key::Escape);
    window.harness.run_steps(5);
    assert!(!window.harness.state().is_working());
    window.harness.get_by_label("Go on").click();
    window.harness.run();
    assert!(window.harness.state().is_working());
    window.settle();
    assert!(!says(&window, "Go on"));
}
