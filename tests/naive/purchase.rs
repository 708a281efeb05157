//! What the supplier is paid for a quantity.

use super::{count, likely};
use crossplan::model::route::{Quote, Reading};

/// The bill for a quantity, before multiplier and currency. `quantity` is already at least the minimum order.
pub(crate) fn purchase(quote: &Quote, quantity: f64) -> f64 {
    let release = quote.release_quantity.as_ref().map(|release| count(release, 1.0));
    let looked_up_at = release.map_or(quantity, |release| release.min(quantity));
    match quote.reading {
        Reading::Step => {
            let mut cheapest = quantity * step_price(quote, looked_up_at);
            if quote.over_buy {
                for (at, price) in table(quote) {
                    if at > quantity {
                        cheapest = cheapest.min(at * price);
                    }
                }
            }
            cheapest
        }
        Reading::Incremental => incremental(quote, quantity),
        Reading::LogLog => quantity * interpolated_price(quote, looked_up_at),
    }
}

/// The table with the price of one part.
#[allow(clippy::cast_precision_loss, reason = "quantities are small")]
fn table(quote: &Quote) -> Vec<(f64, f64)> {
    let factor = likely(&quote.scale) / quote.per as f64;
    quote.breaks.iter().map(|price_break| (price_break.0 as f64, likely(&price_break.1) * factor)).collect()
}

fn step_price(quote: &Quote, quantity: f64) -> f64 {
    let table = table(quote);
    let mut price = table[0].1;
    for (at, next) in table {
        if at <= quantity {
            price = next;
        }
    }
    price
}

/// Each part at the price of its own bracket; part number Q is the first at the price of Q.
fn incremental(quote: &Quote, quantity: f64) -> f64 {
    let table = table(quote);
    let mut bill = 0.0;
    for (index, &(at, price)) in table.iter().enumerate() {
        let first = if index == 0 { 1.0 } else { at };
        let last = table.get(index + 1).map_or(quantity, |next| quantity.min(next.0 - 1.0));
        if last >= first {
            bill += (last - first + 1.0) * price;
        }
    }
    bill
}

fn interpolated_price(quote: &Quote, quantity: f64) -> f64 {
    let table = table(quote);
    let (first, last) = (table[0], table[table.len() - 1]);
    if quantity <= first.0 {
        return first.1;
    }
    if quantity >= last.0 {
        return last.1;
    }
    for pair in table.windows(2) {
        let ((from, from_price), (to, to_price)) = (pair[0], pair[1]);
        if from <= quantity && quantity <= to {
            let way = (quantity.ln() - from.ln()) / (to.ln() - from.ln());
            return (from_price.ln() + way * (to_price.ln() - from_price.ln())).exp();
        }
    }
    last.1
}
