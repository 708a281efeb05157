//! How do columns of text line up?

/// A column's side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Align {
    /// Names.
    Left,
    /// Numbers.
    Right,
}

/// Lines of cells under a head, with two spaces between columns.
pub(super) fn table<T: AsRef<str>>(head: &[(T, Align)], rows: &[Vec<String>]) -> String {
    let titles: Vec<String> = head.iter().map(|(title, _)| title.as_ref().to_owned()).collect();
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column)).chain(titles.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(head).zip(&widths).map(|((cell, (_, align)), &width)| match align {
            Align::Left => format!("{cell:<width$}"),
            Align::Right => format!("{cell:>width$}"),
        });
        cells.collect::<Vec<String>>().join("  ").trim_end().to_owned() + "\n"
    };
    std::iter::once(&titles).chain(rows).map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_right_and_names_left() {
        let rows = [vec!["µ-mill".to_owned(), "7".to_owned()], vec!["CM".to_owned(), "1,234".to_owned()]];
        let text = table(&[("Route", Align::Left), ("100", Align::Right)], &rows);
        assert_eq!(text, "Route     100\nµ-mill      7\nCM      1,234\n");
    }
}
