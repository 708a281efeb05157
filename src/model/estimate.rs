//! How is a number stated that nobody knows for certain?
//!
//! An [`Estimate`] is a finite number, or a range with a shape, and says where it comes from. In a
//! scenario file it is a bare number, a tuple `(low, likely, high)`, or a long form with names.

use serde::de::{self, MapAccess, SeqAccess, Visitor, value::MapAccessDeserializer};
use serde::ser::{SerializeStruct, SerializeTuple};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A number that the user states, with its spread and its source.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// The number or its range.
    pub value: Value,
    /// Where it comes from.
    pub source: Source,
}

/// What is known of a number.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// One number, taken as certain.
    Certain(f64),
    /// A range; what `low` and `high` mean depends on the shape.
    Range {
        /// Minimum, or the 5 % quantile of a normal or lognormal shape.
        low: f64,
        /// Most likely value: mode, middle, mean or median by shape.
        likely: f64,
        /// Maximum, or the 95 % quantile of a normal or lognormal shape.
        high: f64,
        /// How the chance is spread over the range.
        shape: Shape,
    },
    /// A handful of values, each with its probability, in the order stated.
    Discrete {
        /// The value used where one number is needed; the most probable unless stated.
        likely: f64,
        /// `(value, probability)`.
        values: Vec<(f64, f64)>,
    },
}

/// How the chance is spread over a range.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shape {
    /// Beta-PERT with λ = 4: minimum, mode, maximum.
    #[default]
    Pert,
    /// Minimum, mode, maximum.
    Triangular,
    /// All values between low and high alike.
    Uniform,
    /// Low and high are the 5 % and 95 % quantiles.
    Normal,
    /// Low and high are the 5 % and 95 % quantiles; both positive.
    Lognormal,
    /// Listed values with their probabilities.
    Discrete,
}

/// How well a number is founded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Grade {
    /// A supplier's written offer.
    Quoted,
    /// Measured on the part or its like.
    Measured,
    /// Read in a named publication.
    Published,
    /// Judged by somebody who knows the field.
    Estimated,
    /// Nobody has sourced it.
    Assumed,
}

/// Where a number comes from. Everything absent means that nobody said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// Title or document number.
    pub text: String,
    /// ISO date of the source.
    pub date: String,
    /// ISO date after which it no longer holds.
    pub expires: String,
    /// How well it is founded.
    pub grade: Option<Grade>,
    /// Free remark.
    pub note: String,
}

impl Source {
    /// True where nothing at all is said of the source.
    #[must_use]
    pub fn is_unstated(&self) -> bool {
        *self == Self::default()
    }
}

impl Estimate {
    /// A number taken as certain, without a source.
    #[must_use]
    pub fn certain(value: f64) -> Self {
        Self { value: Value::Certain(value), source: Source::default() }
    }

    /// A PERT range without a source.
    #[must_use]
    pub fn range(low: f64, likely: f64, high: f64) -> Self {
        Self { value: Value::Range { low, likely, high, shape: Shape::Pert }, source: Source::default() }
    }

    /// The same estimate with a grade and a source.
    #[must_use]
    pub fn graded(mut self, grade: Grade, text: &str) -> Self {
        self.source.grade = Some(grade);
        text.clone_into(&mut self.source.text);
        self
    }

    /// The single number used where no uncertainty is asked for.
    #[must_use]
    pub fn likely(&self) -> f64 {
        match &self.value {
            Value::Certain(value) => *value,
            Value::Range { likely, .. } | Value::Discrete { likely, .. } => *likely,
        }
    }

    /// True where more than one value is possible.
    #[must_use]
    pub fn is_uncertain(&self) -> bool {
        match &self.value {
            Value::Certain(_) => false,
            Value::Range { low, high, .. } => low < high,
            Value::Discrete { values, .. } => values.iter().filter(|(_, probability)| *probability > 0.0).count() > 1,
        }
    }

    /// Every number stated, with the name it has in the file.
    #[must_use]
    pub fn stated(&self) -> Vec<(&'static str, f64)> {
        match &self.value {
            Value::Certain(value) => vec![("value", *value)],
            Value::Range { low, likely, high, .. } => vec![("low", *low), ("likely", *likely), ("high", *high)],
            Value::Discrete { likely, values } => {
                std::iter::once(("likely", *likely)).chain(values.iter().map(|(value, _)| ("values", *value))).collect()
            }
        }
    }

    /// Puts another likely value in place, keeping the source. A range keeps its ends unless the
    /// new value lies outside them; then it becomes certain.
    pub fn set_likely(&mut self, new: f64) {
        match &mut self.value {
            Value::Range { low, likely, high, shape: Shape::Pert | Shape::Triangular }
                if *low <= new && new <= *high =>
            {
                *likely = new;
            }
            Value::Certain(_) | Value::Range { .. } | Value::Discrete { .. } => self.value = Value::Certain(new),
        }
    }
}

impl From<f64> for Estimate {
    fn from(value: f64) -> Self {
        Self::certain(value)
    }
}

/// A number as the file writes it: whole numbers without a point.
struct Plain(f64);

/// Whole numbers up to this size are exact in an `f64` and are written without a point.
const EXACT_WHOLE: f64 = 9_007_199_254_740_992.0;

impl Serialize for Plain {
    #[allow(clippy::cast_possible_truncation, reason = "whole and within 2^53, tested just before")]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.fract() == 0.0 && self.0.abs() < EXACT_WHOLE {
            serializer.serialize_i64(self.0 as i64)
        } else {
            serializer.serialize_f64(self.0)
        }
    }
}

/// Writes a number that may be absent as [`Estimate`] writes its numbers.
#[allow(clippy::ref_option, reason = "serde hands over a reference to the field")]
pub(super) fn plain_number<S: Serializer>(number: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    number.map(Plain).serialize(serializer)
}

impl Serialize for Estimate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.value {
            Value::Certain(value) if self.source.is_unstated() => Plain(*value).serialize(serializer),
            Value::Range { low, likely, high, shape: Shape::Pert } if self.source.is_unstated() => {
                let mut tuple = serializer.serialize_tuple(3)?;
                for number in [low, likely, high] {
                    tuple.serialize_element(&Plain(*number))?;
                }
                tuple.end()
            }
            Value::Certain(_) | Value::Range { .. } | Value::Discrete { .. } => self.serialize_long(serializer),
        }
    }
}

impl Estimate {
    fn serialize_long<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut long = serializer.serialize_struct("Estimate", 10)?;
        match &self.value {
            Value::Certain(value) => long.serialize_field("value", &Plain(*value))?,
            Value::Range { low, likely, high, shape } => {
                long.serialize_field("low", &Plain(*low))?;
                long.serialize_field("likely", &Plain(*likely))?;
                long.serialize_field("high", &Plain(*high))?;
                if *shape != Shape::Pert {
                    long.serialize_field("shape", shape)?;
                }
            }
            Value::Discrete { likely, values } => {
                long.serialize_field("likely", &Plain(*likely))?;
                long.serialize_field("shape", &Shape::Discrete)?;
                let values: Vec<(Plain, Plain)> = values.iter().map(|(v, p)| (Plain(*v), Plain(*p))).collect();
                long.serialize_field("values", &values)?;
            }
        }
        for (key, text) in
            [("source", &self.source.text), ("date", &self.source.date), ("expires", &self.source.expires)]
        {
            if !text.is_empty() {
                long.serialize_field(key, text)?;
            }
        }
        if let Some(grade) = &self.source.grade {
            long.serialize_field("grade", grade)?;
        }
        if !self.source.note.is_empty() {
            long.serialize_field("note", &self.source.note)?;
        }
        long.end()
    }
}

/// The long form as it stands in a file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename(deserialize = ""))]
struct LongForm {
    #[serde(default)]
    value: Option<f64>,
    #[serde(default)]
    low: Option<f64>,
    #[serde(default)]
    likely: Option<f64>,
    #[serde(default)]
    high: Option<f64>,
    #[serde(default)]
    shape: Option<Shape>,
    #[serde(default)]
    values: Option<Vec<(f64, f64)>>,
    #[serde(default)]
    source: String,
    #[serde(default)]
    date: String,
    #[serde(default)]
    expires: String,
    #[serde(default)]
    grade: Option<Grade>,
    #[serde(default)]
    note: String,
}

impl LongForm {
    fn value(&self) -> Result<Value, &'static str> {
        if let Some(values) = &self.values {
            if self.value.is_some() || self.low.is_some() || self.high.is_some() {
                return Err("Values stand alone: leave out value, low and high");
            }
            if !matches!(self.shape, None | Some(Shape::Discrete)) {
                return Err("Values belong to the shape Discrete: leave the shape out, or the values");
            }
            let most_probable =
                values.iter().fold(None, |best: Option<(f64, f64)>, &(value, probability)| match best {
                    Some((_, highest)) if highest >= probability => best,
                    _ => Some((value, probability)),
                });
            let likely = self.likely.or(most_probable.map(|(value, _)| value));
            return likely
                .map(|likely| Value::Discrete { likely, values: values.clone() })
                .ok_or("Give at least one (value, probability)");
        }
        if let Some(value) = self.value {
            if self.low.is_some() || self.likely.is_some() || self.high.is_some() || self.shape.is_some() {
                return Err("Value is a certain number: leave it out, or leave out low, likely, high and shape");
            }
            return Ok(Value::Certain(value));
        }
        let (Some(low), Some(high)) = (self.low, self.high) else {
            return Err("Give value, or low, likely and high, or values");
        };
        let shape = self.shape.unwrap_or_default();
        let middle = match shape {
            Shape::Uniform | Shape::Normal => Some(f64::midpoint(low, high)),
            Shape::Lognormal => Some((low * high).sqrt()),
            Shape::Pert | Shape::Triangular => None,
            Shape::Discrete => return Err("The shape Discrete takes values: [(value, probability), …]"),
        };
        let likely = self.likely.or(middle).ok_or("Give likely as well")?;
        Ok(Value::Range { low, likely, high, shape })
    }
}

struct EstimateVisitor;

impl<'de> Visitor<'de> for EstimateVisitor {
    type Value = Estimate;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a number, a range (low, likely, high), or the long form (low: …, likely: …, high: …, source: …)")
    }

    #[allow(clippy::cast_precision_loss, reason = "a count beyond 2^53 is refused when the scenario is checked")]
    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Estimate, E> {
        Ok(Estimate::certain(value as f64))
    }

    #[allow(clippy::cast_precision_loss, reason = "a count beyond 2^53 is refused when the scenario is checked")]
    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Estimate, E> {
        Ok(Estimate::certain(value as f64))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Estimate, E> {
        Ok(Estimate::certain(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Estimate, A::Error> {
        let mut next = |index| seq.next_element::<f64>()?.ok_or_else(|| de::Error::invalid_length(index, &self));
        let (low, likely, high) = (next(0)?, next(1)?, next(2)?);
        if seq.next_element::<f64>()?.is_some() {
            return Err(de::Error::invalid_length(4, &self));
        }
        Ok(Estimate::range(low, likely, high))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Estimate, A::Error> {
        let long = LongForm::deserialize(MapAccessDeserializer::new(map))?;
        let value = long.value().map_err(de::Error::custom)?;
        let source =
            Source { text: long.source, date: long.date, expires: long.expires, grade: long.grade, note: long.note };
        Ok(Estimate { value, source })
    }
}

impl<'de> Deserialize<'de> for Estimate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(EstimateVisitor)
    }
}
