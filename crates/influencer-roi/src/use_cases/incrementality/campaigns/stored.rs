//! Estimates on the disk: by the id of their question, under the program that made them.

use std::{collections::BTreeMap, env, fs, time::UNIX_EPOCH};

use lift::impact::IntervalEstimate;
use serde::{Deserialize, Serialize};

/// What was estimated of a version.
#[derive(Debug, Default, Deserialize, Serialize)]
pub(super) struct StoredEstimates {
    /// Another program may estimate otherwise: nothing of it is used.
    program: String,
    by_question: BTreeMap<String, StoredEstimate>,
}

/// One estimate, in currency units.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(super) struct StoredEstimate {
    /// Mean, lower end, upper end and standard deviation of the effect.
    incremental: [f64; 4],
    /// What would have been sold without the campaign.
    pub(super) expected: f64,
    pub(super) spend: f64,
    /// The effect of each row of the data whose effect counts.
    pub(super) effects: Vec<(usize, f64)>,
}

impl StoredEstimate {
    pub(super) fn new(incremental: IntervalEstimate, expected: f64, spend: f64, effects: Vec<(usize, f64)>) -> Self {
        let IntervalEstimate { mean, lower, upper, sd } = incremental;
        Self { incremental: [mean, lower, upper, sd], expected, spend, effects }
    }

    pub(super) const fn incremental(&self) -> IntervalEstimate {
        let [mean, lower, upper, sd] = self.incremental;
        IntervalEstimate { mean, lower, upper, sd }
    }
}

impl StoredEstimates {
    /// What is read from the disk; nothing of another program, and nothing that cannot be read.
    pub(super) fn read(text: Option<Vec<u8>>) -> Self {
        let program = program();
        let stored: Option<Self> = text.and_then(|text| serde_json::from_slice(&text).ok());
        stored.filter(|stored| stored.program == program).unwrap_or_else(|| Self { program, ..Self::default() })
    }

    pub(super) fn find(&self, question: &str) -> Option<&StoredEstimate> {
        self.by_question.get(question)
    }

    pub(super) fn add(&mut self, question: String, estimate: StoredEstimate) {
        self.by_question.insert(question, estimate);
    }

    pub(super) fn text(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

/// The version of the program, and what distinguishes one build of it from the next.
fn program() -> String {
    let build = || {
        let about = fs::metadata(env::current_exe().ok()?).ok()?;
        let changed = about.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        Some(format!("{}-{}", about.len(), changed.as_nanos()))
    };
    format!("{} {}", env!("CARGO_PKG_VERSION"), build().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_estimate_comes_back_to_the_last_digit_and_none_of_another_program_does() {
        let mut stored = StoredEstimates::read(None);
        let incremental = IntervalEstimate { mean: 0.1 + 0.2, lower: -1.0 / 3.0, upper: 1e300, sd: f64::MIN_POSITIVE };
        stored.add("one".to_owned(), StoredEstimate::new(incremental, 2.0 / 3.0, 5.0, vec![(3, 0.7 * 1.1)]));
        let text = stored.text().unwrap();
        let read = StoredEstimates::read(Some(text.clone()));
        let found = read.find("one").unwrap();
        assert_eq!((found.incremental(), found.effects[0]), (incremental, (3, 0.7 * 1.1)));
        let other = String::from_utf8(text).unwrap().replace(env!("CARGO_PKG_VERSION"), "0.0.0-other");
        assert!(StoredEstimates::read(Some(other.into_bytes())).find("one").is_none());
        assert!(StoredEstimates::read(Some(b"{".to_vec())).find("one").is_none());
    }
}
