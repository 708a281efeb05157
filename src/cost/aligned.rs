//! Where do numbers lie that go through the widest instructions?
//!
//! At a multiple of what these read in one go: what straddles two lines of the machine's near memory takes twice
//! as long to read.

use std::ops::{Deref, DerefMut};

/// Bytes that are read in one go.
const LINE: usize = 64;

/// A list of numbers that begins at a line, as long as it does not outgrow its room.
#[derive(Clone, Debug, Default)]
pub(crate) struct Aligned {
    numbers: Vec<f64>,
    /// What lies before the line.
    before: usize,
}

impl Aligned {
    /// Without numbers, with room for so many.
    pub(crate) fn make_room(&mut self, count: usize) {
        self.numbers.clear();
        self.numbers.reserve(count + LINE / size_of::<f64>());
        self.before = self.numbers.as_ptr().align_offset(LINE).min(LINE / size_of::<f64>());
        self.clear();
    }

    /// Without numbers, its room kept.
    pub(crate) fn clear(&mut self) {
        self.numbers.clear();
        self.numbers.resize(self.before, 0.0);
    }

    /// So many numbers: what there is no number for yet is 0.
    pub(crate) fn resize(&mut self, count: usize) {
        if self.numbers.capacity() < self.before + count {
            self.make_room(count);
        }
        self.numbers.resize(self.before + count, 0.0);
    }

    pub(crate) fn extend_from_slice(&mut self, numbers: &[f64]) {
        self.numbers.extend_from_slice(numbers);
    }

    /// Adds those of some numbers that are in these places.
    pub(crate) fn gather(&mut self, numbers: &[f64], places: &[u32]) {
        self.numbers.extend(places.iter().map(|place| numbers[*place as usize]));
    }
}

impl Deref for Aligned {
    type Target = [f64];

    fn deref(&self) -> &[f64] {
        &self.numbers[self.before..]
    }
}

impl DerefMut for Aligned {
    fn deref_mut(&mut self) -> &mut [f64] {
        &mut self.numbers[self.before..]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_begin_at_a_line_and_stay_in_order() {
        let mut list = Aligned::default();
        assert!(list.is_empty());
        for count in [3, 100, 2_048, 7] {
            list.make_room(count);
            list.extend_from_slice(&[1.0, 2.0]);
            list.gather(&[5.0, 3.0], &[1]);
            assert_eq!(&*list, [1.0, 2.0, 3.0]);
            assert_eq!(list.as_ptr().addr() % LINE, 0);
            list.clear();
            assert!(list.is_empty());
        }
        list.resize(5_000);
        assert_eq!((list.len(), list.as_ptr().addr() % LINE), (5_000, 0));
        list[4_999] = 1.0;
        list.resize(2);
        assert_eq!(list.len(), 2);
    }
}
