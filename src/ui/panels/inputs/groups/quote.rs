//! The rows of a quote: its price table, and how the table is read.

use eframe::egui::{Align2, Id, Rect, Ui, pos2, vec2};

use super::super::items::remove_button;
use super::small_button;
use crate::model::inputs::{Absent, Bounds, Input, LARGEST_COUNT, Unit};
use crate::model::route::{Basis, PriceBreak, Quote, Reading};
use crate::model::{Estimate, Grade};
use crate::session::quantity::shown;
use crate::ui::theme::{self, Palette};
use crate::ui::widgets::quantity_edit::QuantityEdit;
use crate::ui::widgets::row::{
    At, Columns, block_rows, check_row, choice_row, columns, text, text_row, value_ui, whole_row,
};
use crate::ui::widgets::text_field::DATE_HINT;

const COUNT: Bounds = Bounds { low: 1.0, high: LARGEST_COUNT, whole: true, ..Bounds::FREE };

const QUANTITY: Input = Input {
    key: "quantity",
    name: "from",
    unit: Unit::Parts,
    bounds: COUNT,
    absent: Absent::Refused(1.0),
    help: "The price beside it holds from this quantity on.",
};

const PRICE: Input = Input {
    key: "price",
    name: "Price",
    unit: Unit::MoneyPerPart,
    bounds: Bounds::NOT_NEGATIVE,
    absent: Absent::Refused(0.0),
    help: "Price from this quantity on, for as many parts as the quote says.",
};

const PER: Input = Input {
    key: "per",
    name: "Price is for",
    unit: Unit::Parts,
    bounds: COUNT,
    absent: Absent::Is(1.0),
    help: "How many parts a price is for: 1, or 1,000 where prices are per thousand.",
};

/// Width of the button that removes a price, and room between it and the badge.
const REMOVE: f32 = 12.0;
const BESIDE: f32 = theme::GRID;
/// Width of the word before a quantity, and room behind it.
const WORD: f32 = 36.0;

/// Draws a quote's rows.
pub(super) fn quote_ui(ui: &mut Ui, at: &At<'_>, quote: Option<&mut Quote>) {
    let Some(quote) = quote else { return };
    prices_ui(ui, at, &mut quote.breaks);
    let readings = [
        (Reading::Step, "All units"),
        (Reading::Incremental, "Bracket by bracket"),
        (Reading::LogLog, "Log-log between"),
    ];
    choice_row(ui, at, "reading", "Read as", &mut quote.reading, &readings);
    let bases = [(Basis::Accepted, "the supplier"), (Basis::Starts, "the buyer")];
    choice_row(ui, at, "basis", "Scrap paid by", &mut quote.basis, &bases);
    whole_row(ui, at, "per", &PER, &mut quote.per);
    block_rows(ui, at, quote);
    if quote.reading == Reading::Step && quote.release_quantity.is_none() || quote.over_buy {
        let help = "Buy up to the next quantity where that is cheaper.";
        check_row(ui, at, "over_buy", "Buy more where cheaper", help, &mut quote.over_buy);
    }
    text_row(ui, at, "number", "Quote number", "", &mut quote.number);
    text_row(ui, at, "date", "Quoted on", DATE_HINT, &mut quote.date);
    text_row(ui, at, "expires", "Expires", DATE_HINT, &mut quote.expires);
}

fn prices_ui(ui: &mut Ui, at: &At<'_>, breaks: &mut Vec<PriceBreak>) {
    let taken: Vec<u64> = breaks.iter().map(|price| price.0).collect();
    let mut removed = None;
    for (index, price) in breaks.iter_mut().enumerate() {
        if price_ui(ui, at, index, price, &taken) {
            removed = Some(index);
        }
    }
    if let Some(index) = removed {
        breaks.remove(index);
    }
    breaks.sort_by_key(|price| price.0);
    if small_button(ui, "+ Add a price", &format!("{}, add a price", at.label)) {
        let last = breaks.last().cloned().unwrap_or(PriceBreak(10, Estimate::certain(1.0)));
        let price = Estimate::certain(last.1.likely()).graded(Grade::Assumed, "");
        breaks.push(PriceBreak(last.0.saturating_mul(10), price));
    }
}

/// A quantity and its price. True where it is to be removed.
#[allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the bounds of a quantity keep it a whole number that an f64 holds exactly"
)]
fn price_ui(ui: &mut Ui, at: &At<'_>, index: usize, price: &mut PriceBreak, taken: &[u64]) -> bool {
    let row = columns(ui);
    let weak = Palette::of(ui).text_weak;
    text(ui, row.name, Align2::LEFT_CENTER, "from", theme::regular(theme::BODY), weak);
    let mut quantity = Estimate::certain(price.0 as f64);
    let label = at.named(&format!("quantity {}", index + 1));
    let is_taken =
        |number: f64| taken.contains(&(number as u64)).then(|| "there is a price from this quantity on".to_owned());
    let field = QuantityEdit {
        id: Id::unique((at.join("breaks"), index)),
        label: &label,
        input: &QUANTITY,
        nothing: "",
        refuse: &is_taken,
    };
    let place = Rect::from_min_max(pos2(row.name.left() + WORD, row.name.top()), row.name.max);
    field.show(ui, place, &mut quantity).on_hover_text(QUANTITY.help);
    let name = format!("price from {}", shown(price.0 as f64, Unit::Parts));
    let removed = {
        let cross = Rect::from_min_max(
            pos2(row.note.right() - BESIDE - REMOVE, row.note.top()),
            row.note.max - vec2(BESIDE, 0.0),
        );
        let label = format!("Remove {}", at.named(&name));
        remove_button(ui, cross, Id::unique((at.join("breaks"), index, "remove")), &label).clicked()
    };
    // Closer to the field, so that the unit fits beside the cross.
    let note = pos2(row.note.left() - theme::GRID, row.note.top());
    let note = Rect::from_min_max(note, pos2(row.note.right() - BESIDE - REMOVE, row.note.bottom()));
    value_ui(ui, at, &format!("breaks.{}", price.0), &name, &PRICE, &mut price.1, &Columns { note, ..row });
    field.trouble_ui(ui, row.field.left(), &mut quantity);
    price.0 = quantity.likely() as u64;
    removed
}
