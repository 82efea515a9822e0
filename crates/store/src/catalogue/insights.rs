//! What people decided about findings: a finding and a word each.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use super::WORKSPACE;
use crate::StoreError;

/// What became of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum InsightDecision {
    /// Something was done about it.
    Done,
    /// It can wait.
    NotNow,
}

impl InsightDecision {
    /// Every decision.
    pub const ALL: [Self; 2] = [Self::Done, Self::NotNow];

    /// The name in the API and in the catalogue.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::NotNow => "not_now",
        }
    }
}

/// By the key of a finding, which says what it is about and nothing of a version.
pub type InsightDecisions = BTreeMap<String, InsightDecision>;

/// What was decided. A word that this program does not know is as good as nothing.
pub(super) fn decisions(connection: &Connection) -> Result<InsightDecisions, StoreError> {
    let mut statement = connection.prepare("SELECT insight, decision FROM insight_decisions WHERE workspace = ?1")?;
    let rows = statement.query_map([WORKSPACE], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let rows = rows.collect::<Result<Vec<(String, String)>, _>>()?;
    let known = |word: &str| InsightDecision::ALL.into_iter().find(|decision| decision.id() == word);
    Ok(rows.into_iter().filter_map(|(insight, word)| Some((insight, known(&word)?))).collect())
}

/// Sets or takes back what was decided about a finding.
pub(super) fn decide(
    connection: &Connection,
    insight: &str,
    decision: Option<InsightDecision>,
) -> Result<(), StoreError> {
    match decision {
        Some(decision) => connection.execute(
            "INSERT OR REPLACE INTO insight_decisions (workspace, insight, decision) VALUES (?1, ?2, ?3)",
            params![WORKSPACE, insight, decision.id()],
        )?,
        None => connection.execute(
            "DELETE FROM insight_decisions WHERE workspace = ?1 AND insight = ?2",
            params![WORKSPACE, insight],
        )?,
    };
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{super::Catalogue, *};

    #[test]
    fn what_was_done_outlives_the_program_and_can_be_taken_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("catalogue.sqlite");
        let decided = |expected: &[(&str, InsightDecision)]| {
            let expected = expected.iter().map(|(insight, decision)| ((*insight).to_owned(), *decision));
            assert_eq!(**Catalogue::open(&path).unwrap().insight_decisions(), expected.collect());
        };
        let decide = |insight, decision| Catalogue::open(&path).unwrap().decide_insight(insight, decision).unwrap();
        decide("a", Some(InsightDecision::Done));
        decide("b", Some(InsightDecision::NotNow));
        decided(&[("a", InsightDecision::Done), ("b", InsightDecision::NotNow)]);
        decide("a", Some(InsightDecision::NotNow));
        decide("b", None);
        decided(&[("a", InsightDecision::NotNow)]);
    }
}
