//! What people decided about payments worth a question: a subject and a word each.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use super::WORKSPACE;
use crate::StoreError;

/// What is to be done about a payment worth a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PayoutDecision {
    /// The money is asked back.
    AskBack,
    /// Nothing is wrong.
    Fine,
}

impl PayoutDecision {
    /// Every decision.
    pub const ALL: [Self; 2] = [Self::AskBack, Self::Fine];

    /// The name in the API and in the catalogue.
    pub const fn id(self) -> &'static str {
        match self {
            Self::AskBack => "ask_back",
            Self::Fine => "fine",
        }
    }
}

/// By subject. A subject says what identifies a payment, so that it is the same in every version that has it.
pub type PayoutDecisions = BTreeMap<String, PayoutDecision>;

/// What was decided. A word that this program does not know is as good as nothing.
pub(super) fn decisions(connection: &Connection) -> Result<PayoutDecisions, StoreError> {
    let mut statement = connection.prepare("SELECT subject, decision FROM payout_decisions WHERE workspace = ?1")?;
    let rows = statement.query_map([WORKSPACE], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let rows = rows.collect::<Result<Vec<(String, String)>, _>>()?;
    let known = |word: &str| PayoutDecision::ALL.into_iter().find(|decision| decision.id() == word);
    Ok(rows.into_iter().filter_map(|(subject, word)| Some((subject, known(&word)?))).collect())
}

/// Sets or takes back what was decided about these subjects: all or none.
pub(super) fn decide(
    connection: &mut Connection,
    subjects: &[String],
    decision: Option<PayoutDecision>,
) -> Result<(), StoreError> {
    let transaction = connection.transaction()?;
    for subject in subjects {
        match decision {
            Some(decision) => transaction.execute(
                "INSERT OR REPLACE INTO payout_decisions (workspace, subject, decision) VALUES (?1, ?2, ?3)",
                params![WORKSPACE, subject, decision.id()],
            )?,
            None => transaction.execute(
                "DELETE FROM payout_decisions WHERE workspace = ?1 AND subject = ?2",
                params![WORKSPACE, subject],
            )?,
        };
    }
    Ok(transaction.commit()?)
}

#[cfg(test)]
mod tests {
    use super::{super::Catalogue, *};

    #[test]
    fn what_was_decided_outlives_the_program_and_can_be_taken_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("catalogue.sqlite");
        let subjects = ["a".to_owned(), "b".to_owned()];
        let decided = |expected: &[(&str, PayoutDecision)]| {
            let expected = expected.iter().map(|(subject, decision)| ((*subject).to_owned(), *decision));
            assert_eq!(**Catalogue::open(&path).unwrap().decisions(), expected.collect());
        };
        Catalogue::open(&path).unwrap().decide(&subjects, Some(PayoutDecision::AskBack)).unwrap();
        decided(&[("a", PayoutDecision::AskBack), ("b", PayoutDecision::AskBack)]);
        Catalogue::open(&path).unwrap().decide(&subjects[..1], Some(PayoutDecision::Fine)).unwrap();
        decided(&[("a", PayoutDecision::Fine), ("b", PayoutDecision::AskBack)]);
        Catalogue::open(&path).unwrap().decide(&subjects, None).unwrap();
        decided(&[]);
    }
}
