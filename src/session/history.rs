//! What was the scenario before, and what was taken back?
//!
//! Every settled state is kept for the whole session; undo and redo walk among them.

use std::sync::Arc;

use crate::model::Scenario;

/// The states a scenario went through.
#[derive(Clone, Debug)]
pub struct History {
    before: Vec<Arc<Scenario>>,
    now: Arc<Scenario>,
    after: Vec<Arc<Scenario>>,
}

impl History {
    /// The history of a scenario that nothing has happened to yet.
    #[must_use]
    pub fn new(scenario: Arc<Scenario>) -> Self {
        Self { before: Vec::new(), now: scenario, after: Vec::new() }
    }

    /// Keeps the scenario as a new state where it differs from the last one, and tells whether it does;
    /// what was taken back is then gone.
    pub fn record(&mut self, scenario: &Scenario) -> bool {
        if *self.now == *scenario {
            return false;
        }
        let last = std::mem::replace(&mut self.now, Arc::new(scenario.clone()));
        self.before.push(last);
        self.after.clear();
        true
    }

    /// The state before this one.
    pub fn undo(&mut self) -> Option<&Scenario> {
        let before = self.before.pop()?;
        self.after.push(std::mem::replace(&mut self.now, before));
        Some(&self.now)
    }

    /// The state that was taken back last.
    pub fn redo(&mut self) -> Option<&Scenario> {
        let after = self.after.pop()?;
        self.before.push(std::mem::replace(&mut self.now, after));
        Some(&self.now)
    }

    /// True where there is a state before this one.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.before.is_empty()
    }

    /// True where a state was taken back.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        !self.after.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titled(title: &str) -> Scenario {
        Scenario { title: title.to_owned(), ..Scenario::default() }
    }

    fn title(scenario: Option<&Scenario>) -> Option<&str> {
        scenario.map(|scenario| scenario.title.as_str())
    }

    #[test]
    fn undo_and_redo_walk_among_all_states() {
        let mut history = History::new(Arc::new(titled("0")));
        assert_eq!(history.undo(), None);
        for number in 1..=1_000 {
            history.record(&titled(&number.to_string()));
        }
        for number in (0..1_000).rev() {
            assert_eq!(title(history.undo()), Some(number.to_string().as_str()));
        }
        assert!(!history.can_undo());
        assert_eq!(title(history.redo()), Some("1"));
        assert!(history.can_undo() && history.can_redo());
    }

    #[test]
    fn an_edit_forgets_what_was_taken_back_and_no_edit_does_not() {
        let mut history = History::new(Arc::new(titled("a")));
        history.record(&titled("b"));
        history.undo();
        history.record(&titled("a"));
        assert!(history.can_redo());
        history.record(&titled("c"));
        assert!(!history.can_redo());
        assert_eq!(title(history.undo()), Some("a"));
    }
}
