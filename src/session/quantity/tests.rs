use super::*;
use crate::charts::number_format::NumberFormat;
use crate::model::inputs::Bounds;

const fn input(unit: Unit, bounds: Bounds, absent: Absent) -> Input {
    Input { key: "x", name: "X", unit, bounds, absent, help: "" }
}

const MONEY: Input = input(Unit::Money, Bounds::NOT_NEGATIVE, Absent::Is(0.0));
const SHARE: Input = input(Unit::Share, Bounds::SHARE, Absent::Is(0.0));
const COUNT: Input = input(Unit::Parts, Bounds::COUNT_FROM_ONE, Absent::Nothing);
const FREE: Input = input(Unit::Factor, Bounds::FREE, Absent::Refused(1.0));

fn one(entry: &str, input: &Input) -> f64 {
    match read(entry, input, None) {
        Ok(Reading::Clear(Stated::One(number))) => number,
        other => panic!("{entry}: {other:?}"),
    }
}

fn same(found: f64, expected: f64) {
    assert_eq!(found.to_bits(), expected.to_bits(), "{found} is not {expected}");
}

#[test]
fn numbers_are_read_as_people_write_them() {
    for (entry, number) in [
        ("12k", 12_000.0),
        ("1.5M", 1_500_000.0),
        ("1,5M", 1_500_000.0),
        (" 30 000 ", 30_000.0),
        ("1'234'567", 1_234_567.0),
        ("1,234.56", 1_234.56),
        ("1.234,56", 1_234.56),
        ("1,234,567", 1_234_567.0),
        ("1.234.567", 1_234_567.0),
        ("0.234", 0.234),
        ("0,234", 0.234),
        ("1234.567", 1_234.567),
        ("12,5", 12.5),
        ("$12", 12.0),
        ("2.5e3", 2_500.0),
        ("=3*4.2", 3.0 * 4.2),
        ("=3*(4,5+1)", 16.5),
        ("=10k/4", 2_500.0),
        ("=200*20%", 40.0),
        ("= 2 - -3", 5.0),
        (".5", 0.5),
    ] {
        same(one(entry, &MONEY), number);
    }
    same(one("−1.5", &FREE), -1.5);
}

#[test]
fn what_can_be_read_both_ways_is_asked() {
    let both = Reading::Ambiguous(vec![Stated::One(1_234.0), Stated::One(1.234)]);
    assert_eq!(read("1,234", &MONEY, Some(1_000.0)), Ok(both.clone()));
    assert_eq!(read("1.234", &MONEY, Some(1_000.0)), Ok(both));
    let other_way_round = Reading::Ambiguous(vec![Stated::One(1.234), Stated::One(1_234.0)]);
    assert_eq!(read("1.234", &MONEY, Some(1.2)), Ok(other_way_round));
}

#[test]
fn bounds_and_counts_settle_what_they_can() {
    same(one("1.234", &COUNT), 1_234.0);
    same(one("1,234", &COUNT), 1_234.0);
    same(one("95", &SHARE), 0.95);
    same(one("0.95%", &SHARE), 0.009_5);
    same(one("12%", &SHARE), 0.12);
    same(one("1.5", &SHARE), 0.015);
}

#[test]
fn a_small_bare_share_is_asked() {
    let found = read("0.6", &SHARE, Some(0.5));
    assert_eq!(found, Ok(Reading::Ambiguous(vec![Stated::One(0.6), Stated::One(0.006)])));
    same(one("0", &SHARE), 0.0);
}

#[test]
fn ranges_are_read() {
    assert_eq!(read("8k..30k", &MONEY, None), Ok(Reading::Clear(Stated::Between(8_000.0, 30_000.0))));
    assert_eq!(read("8k / 15k / 30k", &MONEY, None), Ok(Reading::Clear(Stated::Range(8_000.0, 15_000.0, 30_000.0))));
    assert_eq!(read("40..60", &SHARE, None), Ok(Reading::Clear(Stated::Between(0.4, 0.6))));
}

#[test]
fn what_means_nothing_says_why() {
    let reason = |entry: &str, input: &Input| read(entry, input, None).map_err(|error| error.to_string());
    let cases = [
        ("abc", &MONEY, "cannot read “abc”"),
        ("12 weeks", &MONEY, "cannot read “weeks”"),
        ("-3", &MONEY, "found −3, allowed: at least 0"),
        ("150", &SHARE, "found 150 %, allowed: at least 0 %, at most 100 %"),
        ("30k..8k", &MONEY, "a range rises: lowest, likely, highest"),
        ("=1/0", &MONEY, "divided by zero"),
        ("=(1", &MONEY, "the brackets do not match"),
        ("=1)", &MONEY, "the brackets do not match"),
        ("1e400", &MONEY, "too large a number"),
        ("12%", &MONEY, "a percentage of what? Write =12%*5000"),
        ("5m", &MONEY, "write M for millions, k for thousands"),
        ("1/2", &MONEY, "write low..high for a range, low/likely/high for three values, =a/b to divide"),
        ("1/2/3/4", &MONEY, "a range has at most three values: low/likely/high"),
        ("", &FREE, "a number is needed here"),
        ("1,23,456", &MONEY, "cannot read “1,23,456”"),
        ("=", &MONEY, "a number is missing"),
        ("..", &MONEY, "a number is missing"),
    ];
    for (entry, input, expected) in cases {
        assert_eq!(reason(entry, input), Err(expected.to_owned()), "{entry}");
    }
    assert!(reason(&"(".repeat(190).replacen('(', "=(", 1), &MONEY).is_err());
    assert!(reason(&"9".repeat(100_000), &MONEY).is_err());
}

#[test]
fn a_field_says_what_it_takes() {
    let years = input(Unit::Factor, Bounds { low: 0.0, low_open: true, high: 2.0, ..Bounds::FREE }, Absent::Nothing);
    for (input, expected) in [
        (&MONEY, "Must be 0 or more"),
        (&SHARE, "Must be from 0 % to 100 %"),
        (&COUNT, "Must be a whole number, 1 or more"),
        (&years, "Must be above 0 and at most 2"),
    ] {
        assert_eq!(must_be(input), expected);
    }
}

#[test]
fn two_readings_are_told_apart_by_their_size_in_words() {
    let said = [12_345.0, 12.345, 1_234_000.0, 12.0, 345.6].map(|number| spoken(number, Unit::Money));
    assert_eq!(said, ["12 thousand", "about 12", "1.2 million", "12", "about 346"]);
    assert_eq!([0.6, 0.006].map(|share| spoken(share, Unit::Share)), ["60 %", "0.6 %"]);
}

#[test]
fn one_of_a_thing_is_not_several() {
    let said = [0.0, 1.0, 1.5, 2.0].map(|weeks| with_unit(weeks, Unit::Weeks, "USD"));
    assert_eq!(said, ["0 weeks", "1 week", "1.5 weeks", "2 weeks"]);
    assert_eq!(with_unit(15_000.0, Unit::Money, "USD"), "15,000 USD");
    assert_eq!(with_unit(0.5, Unit::Share, "USD"), "50 %");
}

#[test]
fn an_empty_entry_puts_back_what_absence_means() {
    assert_eq!(read("  ", &COUNT, Some(3.0)), Ok(Reading::Clear(Stated::Nothing)));
    assert_eq!(Stated::Nothing.applied_to(Some(&Estimate::certain(3.0))), None);
}

#[test]
fn a_range_keeps_what_it_can_and_the_source_stays() {
    let now = Estimate::certain(15.0).graded(crate::model::Grade::Quoted, "Q-118");
    let spread = Stated::Between(8.0, 30.0).applied_to(Some(&now)).map(|estimate| (estimate.value, estimate.source));
    let value = Value::Range { low: 8.0, likely: 15.0, high: 30.0, shape: Shape::Pert };
    assert_eq!(spread, Some((value, now.source.clone())));
    let outside = Stated::Between(20.0, 30.0).applied_to(Some(&now)).map(|estimate| estimate.likely());
    assert_eq!(outside, Some(25.0));
    let closed = Stated::Range(5.0, 5.0, 5.0).applied_to(Some(&now)).map(|estimate| estimate.value);
    assert_eq!(closed, Some(Value::Certain(5.0)));
    let inside = Stated::One(10.0).applied_to(Some(&Estimate::range(8.0, 15.0, 30.0)));
    assert_eq!(inside, Some(Estimate::range(8.0, 10.0, 30.0)));
}

#[test]
fn numbers_are_shown_as_they_are() {
    for (number, unit, expected) in [
        (30_000.0, Unit::Money, "30,000"),
        (0.004_2, Unit::MoneyPerPart, "0.0042"),
        (12.0, Unit::MoneyPerPart, "12.00"),
        (4.6, Unit::MoneyPerPart, "4.60"),
        (0.415, Unit::MoneyPerPart, "0.415"),
        (25_000.0, Unit::MoneyPerPart, "25,000"),
        (1.0 / 3.0, Unit::Factor, "0.333333"),
        (0.07, Unit::Share, "7 %"),
        (0.5, Unit::Share, "50 %"),
        (-1_234.5, Unit::Factor, "−1,234.5"),
        (1_234_567.0, Unit::Money, "1,234,567"),
        (0.0, Unit::Money, "0"),
        (1e-300, Unit::Factor, "1e−300"),
        (1e20, Unit::Factor, "1e20"),
    ] {
        assert_eq!(shown(number, unit), expected);
    }
}

#[test]
fn an_entry_is_read_back_to_the_same_number() {
    for number in [0.07, 0.95, 1.0 / 3.0, 12.5, 30_000.0, 1e-300, 1e300, 0.1 + 0.2, 4_503_599_627_370_497.5] {
        let text = entry(number, Unit::Factor);
        let readings = match read(&text, &FREE, Some(number)) {
            Ok(Reading::Clear(stated)) => stated.numbers(),
            Ok(Reading::Ambiguous(readings)) => readings[0].numbers(),
            Err(error) => panic!("{text}: {error}"),
        };
        same(readings[0], number);
    }
    same(one(&entry(0.07, Unit::Share), &SHARE), 0.07);
}

#[test]
fn arrows_move_the_second_digit() {
    same(stepped(30_000.0, 1.0, &MONEY), 31_000.0);
    same(stepped(0.42, -1.0, &MONEY), 0.41);
    same(stepped(0.0, 1.0, &MONEY), 1.0);
    same(stepped(0.0, -1.0, &MONEY), 0.0);
    same(stepped(2.0, 1.0, &COUNT), 3.0);
    same(stepped(0.5, 1.0, &SHARE), 0.51);
    same(stepped(1.0, 1.0, &SHARE), 1.0);
}

/// A thread of its own has the choices of its own.
fn with(format: NumberFormat, asks: bool, check: impl FnOnce() + Send + 'static) {
    let checked = std::thread::spawn(move || {
        format.choose();
        ask(asks);
        check();
    });
    assert!(checked.join().is_ok());
}

#[test]
fn whoever_does_not_want_to_be_asked_has_numbers_read_their_own_way() {
    with(NumberFormat::CommaPoint, false, || {
        same(one("1,234", &MONEY), 1_234.0);
        same(one("1.234", &MONEY), 1.234);
        // What makes no sense their own way is read the other way.
        same(one("1.234,56", &MONEY), 1_234.56);
        same(one("12,5", &MONEY), 12.5);
        same(one("1.500", &COUNT), 1_500.0);
        // A share is asked about all the same: that has nothing to do with its signs.
        assert!(matches!(read("0.6", &SHARE, None), Ok(Reading::Ambiguous(_))));
    });
    for format in [NumberFormat::PointComma, NumberFormat::SpaceComma] {
        with(format, false, || {
            same(one("1,234", &MONEY), 1.234);
            same(one("1.234", &MONEY), 1_234.0);
            same(one("1 234,5", &MONEY), 1_234.5);
            same(one("1,234.56", &MONEY), 1_234.56);
            same(one("1.5M", &MONEY), 1_500_000.0);
        });
    }
    with(NumberFormat::PointComma, true, || {
        assert!(matches!(read("1.234", &MONEY, None), Ok(Reading::Ambiguous(_))));
    });
}

#[test]
fn what_is_shown_and_what_is_edited_can_be_read_again() {
    for format in NumberFormat::ALL {
        with(format, false, || {
            for number in [0.0, 7.0, 0.042, 1.5, 999.25, 1_234.5, 12_345.0, 2_300_000.0, 1.25e-9, -3.5] {
                same(one(&entry(number, Unit::Factor), &FREE), number);
                same(one(&shown(number, Unit::Factor), &FREE), number);
            }
            same(one(&entry(0.125, Unit::Share), &SHARE), 0.125);
        });
    }
    with(NumberFormat::PointComma, true, || {
        assert_eq!(shown(12_345.6, Unit::Money), "12.345,6");
        assert_eq!(shown(4.6, Unit::MoneyPerPart), "4,60");
        assert_eq!(entry(12.5, Unit::Money), "12,5");
        assert_eq!(range(8_000.0, 30_000.0, Unit::Money), "8k – 30k");
        assert_eq!(shown(0.025, Unit::Share), "2,5 %");
    });
}
