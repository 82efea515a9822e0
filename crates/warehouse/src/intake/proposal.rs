//! What an import proposes to understand, and what only the user can decide.

use std::collections::BTreeMap;

use super::{
    BrandRule, Class, DateQuestion, FileReport, FilesQuestion, Kind, Mapping, Question, Role,
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

pub(super) fn proposal(tables: &Tables) -> (Vec<BrandRule>, Mapping) {
    let mut with_id = vec![None; tables.sources.texts().len()];
    for sale in &tables.sales {
        *with_id[sale.source as usize].get_or_insert(0_u64) += u64::from(sale.influencer != BLANK_CODE);
    }
    let class = |(text, with_id): (&String, Option<u64>)| Some((text.clone(), mapping::proposed_class(text, with_id?)));
    let source: BTreeMap<String, Class> = tables.sources.texts().iter().zip(with_id).filter_map(class).collect();
    let (rules, brand) = mapping::proposed_brand_rule(tables);
    let of = |role, evidence: DateEvidence| evidence.proposed().map(|order| (role, order));
    let dates = [of(Role::Tracking, sale_days(tables)), of(Role::Posts, post_days(tables))];
    (rules, Mapping { source, brand, dates: dates.into_iter().flatten().collect(), files: BTreeMap::new() })
}

pub(super) fn questions(tables: &Tables, files: &[FileReport]) -> Vec<Question> {
    let of = |role, evidence| date_question(role, evidence, files).map(Question::DateOrder);
    let dates = [of(Role::Tracking, sale_days(tables)), of(Role::Posts, post_days(tables))];
    let several = Role::ALL.into_iter().filter_map(|role| files_question(role, files).map(Question::Files));
    several.chain(dates.into_iter().flatten()).collect()
}

fn date_question(role: Role, evidence: DateEvidence, files: &[FileReport]) -> Option<DateQuestion> {
    let example = evidence.question()?;
    let file = files.iter().find(|file| file.role == Some(role)).map_or(String::new(), |file| file.name.clone());
    Some(DateQuestion { role, file, example, proposed: DateOrder::DayMonth })
}

/// Monthly exports belong together; an extract beside its original would count everything twice. Nothing in the files tells.
fn files_question(role: Role, files: &[FileReport]) -> Option<FilesQuestion> {
    let of_role = files.iter().filter(|file| file.role == Some(role) && file.rows > 0);
    let files: Vec<String> = of_role.map(|file| file.name.clone()).collect();
    (files.len() > 1).then_some(FilesQuestion { role, files })
}

fn sale_days(tables: &Tables) -> DateEvidence {
    DateEvidence::of(tables.sales.iter().map(|sale| sale.day))
}

fn post_days(tables: &Tables) -> DateEvidence {
    DateEvidence::of(tables.posts.iter().map(|post| post.day))
}
