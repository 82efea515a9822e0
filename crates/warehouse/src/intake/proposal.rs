//! What an import proposes to understand, and what only the user can decide.

use std::collections::BTreeMap;

use super::{
    BrandRule, Class, DateQuestion, FileReport, FilesQuestion, Kind, Mapping, Question, Role,
    cells::WrittenDay,
    dictionary::BLANK_CODE,
    issues::{Example, Issues},
    mapping::{self, DateEvidence, DateOrder},
    tables::Tables,
};

/// A table is there when some file of it could be read down to its rows.
pub(super) fn note_missing_tables(files: &[FileReport], issues: &mut Issues) {
    let unusable = |file: &FileReport| {
        let blamed = |kind| issues.groups.iter().any(|group| group.file == file.name && group.kind == kind);
        blamed(Kind::MissingColumn) || blamed(Kind::UnreadableFile)
    };
    let has = |role| files.iter().any(|file| file.role == Some(role) && !unusable(file));
    let missing: Vec<Role> = Role::ALL.into_iter().filter(|role| role.is_required() && !has(*role)).collect();
    for role in missing {
        let found: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
        let example = Example {
            line: 0,
            column: String::new(),
            found: if found.is_empty() { "no file".to_owned() } else { found.join(", ") },
            expected: format!("a readable CSV file of {role}"),
            fix: format!("Add the {role} file and upload all of them together."),
        };
        issues.add(Kind::MissingTable, None, example);
    }
}

pub(super) fn proposal(tables: &Tables, dates: &Dates) -> (Vec<BrandRule>, Mapping) {
    let mut with_id = vec![None; tables.sources.texts().len()];
    for sale in &tables.sales {
        *with_id[sale.source as usize].get_or_insert(0_u64) += u64::from(sale.influencer != BLANK_CODE);
    }
    let class = |(text, with_id): (&String, Option<u64>)| Some((text.clone(), mapping::proposed_class(text, with_id?)));
    let source: BTreeMap<String, Class> = tables.sources.texts().iter().zip(with_id).filter_map(class).collect();
    let (rules, brand) = mapping::proposed_brand_rule(tables);
    (rules, Mapping { source, brand, dates: dates.proposed.clone(), files: BTreeMap::new() })
}

pub(super) fn questions(dates: &Dates, files: &[FileReport]) -> Vec<Question> {
    let several = Role::ALL.into_iter().filter_map(|role| files_question(role, files).map(Question::Files));
    several.chain(dates.questions.iter().cloned().map(Question::DateOrder)).collect()
}

/// What the columns of days say, file by file: each export may have its own order.
#[derive(Debug)]
pub(super) struct Dates {
    /// By file: the order its own days show.
    pub(super) decided: Vec<Option<DateOrder>>,
    proposed: BTreeMap<Role, DateOrder>,
    questions: Vec<DateQuestion>,
}

impl Dates {
    pub(super) fn of(tables: &Tables, files: &[FileReport]) -> Self {
        let evidence: Vec<DateEvidence> =
            (0..files.len()).map(|file| DateEvidence::of(days_of(tables, file))).collect();
        let decided = evidence.iter().map(DateEvidence::decided).collect();
        let mut dates = Self { decided, proposed: BTreeMap::new(), questions: Vec::new() };
        for role in [Role::Tracking, Role::Posts] {
            let of_role: Vec<usize> = (0..files.len()).filter(|file| files[*file].role == Some(role)).collect();
            dates.decide(role, &of_role, &evidence, files);
        }
        dates
    }

    /// A file that does not tell takes the order of the table's other files, if those agree; else it is asked about.
    fn decide(&mut self, role: Role, of_role: &[usize], evidence: &[DateEvidence], files: &[FileReport]) {
        if !of_role.iter().any(|file| evidence[*file].needs_order()) {
            return;
        }
        let mut shown = of_role.iter().filter_map(|file| self.decided[*file]);
        let first = shown.next();
        let others_agree = first.is_some() && shown.all(|order| Some(order) == first);
        let proposed = first.unwrap_or(DateOrder::DayMonth);
        self.proposed.insert(role, proposed);
        let open = |file: &&usize| self.decided[**file].is_none() && evidence[**file].question().is_some();
        if let Some(file) = of_role.iter().find(open).filter(|_| !others_agree)
            && let Some(example) = evidence[*file].question()
        {
            self.questions.push(DateQuestion { role, file: files[*file].name.clone(), example, proposed });
        }
    }
}

fn days_of(tables: &Tables, file: usize) -> impl Iterator<Item = WrittenDay> {
    let sales = tables.sales.iter().filter(move |sale| sale.place.file as usize == file).map(|sale| sale.day);
    sales.chain(tables.posts.iter().filter(move |post| post.place.file as usize == file).map(|post| post.day))
}

/// Monthly exports belong together; an extract beside its original would count everything twice. Nothing in the files tells.
fn files_question(role: Role, files: &[FileReport]) -> Option<FilesQuestion> {
    let of_role = files.iter().filter(|file| file.role == Some(role) && file.rows > 0);
    let files: Vec<String> = of_role.map(|file| file.name.clone()).collect();
    (files.len() > 1).then_some(FilesQuestion { role, files })
}
