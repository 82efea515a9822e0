//! Questions that hold a commit back until the user answers, and what was answered.

use std::collections::BTreeMap;

/// Something that two readings of the files differ in: money, orders, days or identity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Stable for the same files: `kind.file` or `kind.file.detail`; what an answer is filed under.
    pub id: String,
    /// The question, as a sentence a marketer understands, with the money it touches.
    pub text: String,
    /// The file it is about; empty where it is about several.
    pub file: String,
    /// The readings, the proposed one among them.
    pub options: Vec<Choice>,
    /// The value of the proposed reading.
    pub proposed: String,
    /// What else than one of the options is an answer.
    pub free: Free,
}

/// What an answer may be beside the options.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Free {
    /// Nothing else.
    #[default]
    Nothing,
    /// How many units of the dataset's currency one unit of another is: `83.5`.
    Rate,
    /// Days: `2026-03-01..2026-03-31`.
    Period,
    /// The id of an influencer of the roster.
    Person,
}

/// One reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What an answer says.
    pub value: String,
    /// What people read.
    pub label: String,
    /// What it would come to: measure and micros, or a count for `orders` and `rows`.
    pub totals: Vec<(&'static str, i64)>,
}

/// Answers by the id of their question.
pub type Answers = BTreeMap<String, String>;

impl Choice {
    pub(crate) fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), totals: Vec::new() }
    }

    /// With what it would come to.
    #[must_use]
    pub(crate) fn with(mut self, measure: &'static str, total: i64) -> Self {
        self.totals.push((measure, total));
        self
    }
}

impl Asked {
    /// Whether a value answers it.
    pub fn accepts(&self, value: &str) -> bool {
        self.options.iter().any(|option| option.value == value)
            || match self.free {
                Free::Nothing => false,
                Free::Rate => rate_of(value).is_some(),
                Free::Period => period_of(value).is_some(),
                Free::Person => !value.is_empty(),
            }
    }

    /// What an answer has to be, for the message about one that is not.
    pub fn expected(&self) -> String {
        let mut values: Vec<&str> = self.options.iter().map(|option| option.value.as_str()).collect();
        values.extend(match self.free {
            Free::Nothing => None,
            Free::Rate => Some("a rate such as 83.5"),
            Free::Period => Some("days such as 2026-03-01..2026-03-31"),
            Free::Person => Some("the id of an influencer"),
        });
        values.join(", ")
    }
}

/// Questions of one reading, each answered as it is asked: by what was answered before, or as proposed.
pub(super) struct Asking<'a> {
    answers: &'a Answers,
    /// What was answered about earlier files with the same header: it holds and is not asked again.
    remembered: Answers,
    pub(super) questions: Vec<Asked>,
    /// Questions that a remembered answer decides, by id.
    pub(super) settled: BTreeMap<String, Settled>,
}

/// A question that is not asked, because an earlier file with the same header had it.
pub(super) struct Settled {
    pub(super) asked: Asked,
    pub(super) answer: String,
}

impl<'a> Asking<'a> {
    pub(super) fn new(answers: &'a Answers) -> Self {
        Self { answers, remembered: Answers::new(), questions: Vec::new(), settled: BTreeMap::new() }
    }

    pub(super) fn answers(&self) -> &'a Answers {
        self.answers
    }

    /// Answers about an earlier file with the header of this one hold for it, too.
    pub(super) fn remember(&mut self, answers: Answers) {
        self.remembered.extend(answers);
    }

    /// What was answered about a question, now or for an earlier file with the same header.
    pub(super) fn answer(&self, id: &str) -> Option<&String> {
        self.answers.get(id).or_else(|| self.remembered.get(id))
    }

    /// Asks, and gives back what holds until the user answers otherwise.
    pub(super) fn ask(&mut self, asked: Asked) -> String {
        let answer = self.answers.get(&asked.id).filter(|answer| asked.accepts(answer));
        let remembered = self.remembered.get(&asked.id).filter(|answer| is_option(&asked, answer));
        if let (None, Some(answer)) = (answer, remembered) {
            let answer = answer.clone();
            self.settled.insert(asked.id.clone(), Settled { asked, answer: answer.clone() });
            return answer;
        }
        let value = answer.unwrap_or(&asked.proposed).clone();
        // A table that is looked at twice asks once.
        if !self.questions.iter().any(|known| known.id == asked.id) {
            self.questions.push(asked);
        }
        value
    }
}

/// Whether a remembered answer is one of the options: rates and periods of an earlier file are not those of the next.
fn is_option(asked: &Asked, answer: &str) -> bool {
    asked.options.iter().any(|option| option.value == answer)
}

/// Micros of a rate.
pub(super) fn rate_of(text: &str) -> Option<i64> {
    crate::parse::amounts::money(text).filter(|rate| *rate > 0)
}

/// The first and last day of `2026-03-01..2026-03-31`.
pub(super) fn period_of(text: &str) -> Option<(definitions::Day, definitions::Day)> {
    let (first, last) = text.split_once("..")?;
    let (first, last) = (definitions::Day::parse(first).ok()?, definitions::Day::parse(last).ok()?);
    (first <= last).then_some((first, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(free: Free) -> Asked {
        let options = vec![Choice::new("leave_out", "Leave them out")];
        Asked {
            id: "currency.x.csv".into(),
            text: String::new(),
            file: String::new(),
            options,
            proposed: "leave_out".into(),
            free,
        }
    }

    #[test]
    fn an_answer_is_an_option_or_what_is_free() {
        assert!(asked(Free::Nothing).accepts("leave_out") && !asked(Free::Nothing).accepts("83.5"));
        assert!(asked(Free::Rate).accepts("83.5") && !asked(Free::Rate).accepts("-1"));
        assert!(
            asked(Free::Period).accepts("2026-03-01..2026-03-31")
                && !asked(Free::Period).accepts("2026-03-31..2026-03-01")
        );
    }

    #[test]
    fn what_nobody_answered_is_as_proposed_and_stays_asked() {
        let answers = Answers::from([("currency.x.csv".to_owned(), "nonsense".to_owned())]);
        let mut asking = Asking::new(&answers);
        assert_eq!(asking.ask(asked(Free::Rate)), "leave_out");
        assert_eq!(asking.questions.len(), 1);
    }
}
