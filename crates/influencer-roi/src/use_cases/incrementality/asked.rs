//! How many questions were asked of the same data, and what that means for an answer.
//!
//! Each different estimate that the user asks for counts once for its version, over restarts, whatever the margin: a margin
//! changes no interval. A question that is refused has no interval, so it does not count. What the program measures by
//! itself for the list of campaigns does not count as asked: all of it is shown, none of it was picked; where it is shown,
//! the number of its intervals is said.

use store::QuestionNumber;

use super::LEVEL;
use super::job::{Job, State};
use crate::use_cases::UseCases;

/// The place of a question among those asked of its version.
pub(crate) struct Asked {
    pub(crate) number: u32,
    pub(crate) total: u32,
    /// Both in a sentence, with how often intervals miss.
    pub(crate) words: String,
}

impl UseCases {
    /// A catalogue that cannot be written is no reason to have no answer.
    pub(super) fn count_question(&self, job: &Job) {
        if job.state() == State::Refused {
            return;
        }
        if let Err(error) = self.data_folder.count_question(&job.manifest().id, &job.question) {
            tracing::warn!("a question is not counted: {error}");
        }
    }

    /// Nothing where the question is not counted.
    pub(crate) fn place_of_question(&self, job: &Job) -> Option<Asked> {
        let place = self.data_folder.question_number(&job.manifest().id, &job.question).ok()??;
        let QuestionNumber { number, total } = place;
        Some(Asked { number, total, words: words(place, job.settings.level) })
    }

    /// How many questions were asked of a version, beside what is measured of all campaigns.
    pub(crate) fn questions_asked(&self, dataset: &str) -> u32 {
        self.data_folder.questions_asked(dataset).unwrap_or_default()
    }
}

fn words(QuestionNumber { number, total }: QuestionNumber, level: f64) -> String {
    let misses = misses(level);
    match (number, total) {
        (1, 1) => format!("The first question asked of these data; {misses}."),
        (last, total) if last == total => format!("The {} question asked of these data; {misses}.", ordinal(last)),
        (number, total) => format!("The {} of {total} questions asked of these data; {misses}.", ordinal(number)),
    }
}

/// What is shown of all campaigns at once; nothing below two intervals.
pub(super) fn of_campaigns(measured: usize, asked: u32) -> Option<String> {
    if measured < 2 && asked == 0 {
        return None;
    }
    let campaigns = if measured == 1 { "1 campaign is".to_owned() } else { format!("{measured} campaigns are") };
    let more = match asked {
        0 => String::new(),
        1 => " and 1 question was asked beside them".to_owned(),
        asked => format!(" and {asked} questions were asked beside them"),
    };
    Some(format!("{campaigns} measured on these data{more}: {}.", misses(LEVEL)))
}

fn misses(level: f64) -> String {
    let percent = format!("{} %", (1000.0 * level).round() / 10.0);
    let often = match (1000.0 * (1.0 - level)).round() as u32 {
        500 => "one in two".to_owned(),
        200 => "one in five".to_owned(),
        100 => "one in ten".to_owned(),
        50 => "one in twenty".to_owned(),
        10 => "one in a hundred".to_owned(),
        misses => return format!("{} % of intervals of {percent} miss the truth by chance", f64::from(misses) / 10.0),
    };
    format!("{often} intervals of {percent} misses the truth by chance")
}

/// 1st, 2nd, 3rd, 4th, 11th, 21st.
fn ordinal(number: u32) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_a_question_reads_as_people_say_it() {
        let said = |number, total| words(QuestionNumber { number, total }, 0.9);
        let misses = "one in ten intervals of 90 % misses the truth by chance";
        assert_eq!(said(1, 1), format!("The first question asked of these data; {misses}."));
        assert_eq!(said(7, 7), format!("The 7th question asked of these data; {misses}."));
        assert_eq!(said(2, 12), format!("The 2nd of 12 questions asked of these data; {misses}."));
        assert_eq!(
            [1, 2, 3, 4, 11, 12, 13, 21, 111].map(ordinal).join(" "),
            "1st 2nd 3rd 4th 11th 12th 13th 21st 111th"
        );
        let often = [0.95, 0.8, 0.6, 0.99].map(super::misses);
        assert!(often[0].starts_with("one in twenty intervals of 95 %") && often[1].starts_with("one in five"));
        assert!(often[2].starts_with("40 % of intervals of 60 %") && often[3].starts_with("one in a hundred"));
    }

    #[test]
    fn one_interval_alone_is_not_told_to_miss() {
        assert_eq!((of_campaigns(0, 0), of_campaigns(1, 0)), (None, None));
        assert!(
            of_campaigns(6, 1).unwrap().starts_with("6 campaigns are measured on these data and 1 question was asked")
        );
    }
}
