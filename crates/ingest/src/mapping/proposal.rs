//! What an import proposes to understand, and what only the user can decide.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    ColumnMatch, DateQuestion, FileReport, FilesQuestion, ImportQuestion, IssueKind, Mapping, Role,
    classify::sources::{is_compound_organic, proposed_class},
    mapping::brands::proposed_brand_rule,
    mapping::date_order::{DateEvidence, DateOrder},
    mapping::saved::{self, SavedMapping, SavedMappings},
    mapping::spelling::Spelled,
    parse::days::WrittenDay,
    prepare::{Asked, Choice, Free},
    read::dictionary::{BLANK_CODE, TextColumn},
    read::records::Tables,
    report::issues::{Affected, Example, Issues},
};
use definitions::{BrandRule, Class, Day};

/// A table is there when some file of it could be read down to its rows.
pub(crate) fn note_missing_tables(files: &[FileReport], without_payouts: bool, issues: &mut Issues) {
    let unusable = |file: &FileReport| {
        let blamed = |kind| issues.groups.iter().any(|group| group.file == file.name && group.kind == kind);
        blamed(IssueKind::MissingColumn)
            || blamed(IssueKind::UnreadableFile)
            || blamed(IssueKind::UnusableFile) && file.rows == 0
    };
    let has = |role| files.iter().any(|file| file.role == Some(role) && !unusable(file));
    let is_needed = |role: &Role| role.is_required() && !(without_payouts && *role == Role::Payouts);
    let missing: Vec<Role> = Role::ALL.into_iter().filter(|role| is_needed(role) && !has(*role)).collect();
    for role in missing {
        let found: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
        let found = if found.is_empty() { "no file".to_owned() } else { found.join(", ") };
        let fix = format!("Add the {role} file and upload all of them together.");
        let example = Example::of_file(found, format!("a readable file of {role}"), fix);
        issues.add(IssueKind::MissingTable, "", Affected::one_row(), example);
    }
}

pub(crate) fn proposal(
    tables: &Tables,
    files: &[FileReport],
    dates: &Dates,
    saved_mappings: &SavedMappings,
) -> (Vec<BrandRule>, Mapping) {
    let remembered: Vec<&SavedMapping> =
        files.iter().filter_map(|file| saved::mapping_for(saved_mappings, file)).collect();
    let (rules, brand) = proposed_brand_rule(tables);
    let known_brand = remembered.iter().find_map(|saved| BrandRule::from_id(saved.brand.as_ref()?));
    let brand = known_brand.filter(|rule| rules.contains(rule)).unwrap_or(brand);
    let mapping = Mapping {
        source: classes(tables, &remembered),
        brand,
        dates: dates.proposed.clone(),
        files: BTreeMap::new(),
        spelling: spellings(tables, &remembered),
        drops_repeated: false,
        roles: BTreeMap::new(),
        columns: BTreeMap::new(),
    };
    (rules, mapping)
}

/// Where the proposal follows an earlier choice and would be another without it: in words.
pub(crate) fn remembered(
    tables: &Tables,
    files: &[FileReport],
    dates: &Dates,
    saved_mappings: &SavedMappings,
    with: &Mapping,
) -> Vec<String> {
    let (_, without) = proposal(tables, &[], dates, saved_mappings);
    let mut said: Vec<String> = Vec::new();
    for (value, class) in with.source.iter().filter(|(value, class)| without.source.get(*value) != Some(class)) {
        said.push(format!("source \"{}\" counts as {}", definitions::shown(value), class.id()));
    }
    if with.brand != without.brand {
        said.push(format!("the brand comes from: {}", with.brand.id().replace('_', " ")));
    }
    let columns = files.iter().flat_map(|file| file.columns.iter().map(move |column| (file, column)));
    for (file, column) in columns.filter(|(_, column)| column.how == ColumnMatch::Remembered) {
        said.push(format!("{}: column \"{}\" holds {}", file.name, column.header, column.field.unwrap_or_default()));
    }
    said
}

fn classes(tables: &Tables, remembered: &[&SavedMapping]) -> BTreeMap<String, Class> {
    let sources = tables.texts.dictionary(TextColumn::Source).texts();
    let mut with_id = vec![None; sources.len()];
    for cell in tables.sales.iter() {
        let rows = if cell.key.influencer == BLANK_CODE { 0 } else { u64::from(cell.rows) };
        *with_id[cell.key.source as usize].get_or_insert(0_u64) += rows;
    }
    let known = |source: &String| remembered.iter().find_map(|saved| Class::from_id(saved.source.get(source)?));
    let class = |(source, with_id): (&String, Option<u64>)| {
        let with_id = with_id?;
        Some((source.clone(), known(source).unwrap_or_else(|| proposed_class(source, with_id))))
    };
    sources.iter().zip(with_id).filter_map(class).collect()
}

/// Only the words that are counted under another name.
fn spellings(tables: &Tables, remembered: &[&SavedMapping]) -> BTreeMap<String, BTreeMap<String, String>> {
    let mut spellings = BTreeMap::<String, BTreeMap<String, String>>::new();
    for spelled in Spelled::ALL {
        let decided = |word: &str| remembered.iter().find_map(|saved| saved.spelling.get(spelled.id())?.get(word));
        for word in tables.people.iter().map(|person| spelled.written(person)) {
            let known = decided(word).map_or(spelled.known(word), String::as_str);
            if known != word {
                spellings.entry(spelled.id().to_owned()).or_default().insert(word.to_owned(), known.to_owned());
            }
        }
    }
    spellings
}

pub(crate) fn questions(dates: &Dates, files: &[FileReport]) -> Vec<ImportQuestion> {
    let several = Role::ALL.into_iter().filter_map(|role| files_question(role, files).map(ImportQuestion::Files));
    several.chain(dates.questions.iter().cloned().map(ImportQuestion::DateOrder)).collect()
}

/// A source that says organic beside something else, such as `instagram_organic`, while its rows name influencers.
pub(crate) fn source_questions(tables: &Tables) -> Vec<ImportQuestion> {
    let sources = tables.texts.dictionary(TextColumn::Source).texts();
    let mut sums = vec![(0_u64, 0_i64); sources.len()];
    for cell in tables.sales.iter().filter(|cell| cell.key.influencer != BLANK_CODE) {
        let (rows, revenue) = &mut sums[cell.key.source as usize];
        *rows += u64::from(cell.rows);
        *revenue = revenue.saturating_add(cell.sums.revenue);
    }
    let doubtful = sources.iter().zip(sums).filter(|(source, (rows, _))| *rows > 0 && is_compound_organic(source));
    let asked = doubtful.map(|(source, (rows, revenue))| Asked {
        id: format!("source.{source}"),
        text: format!(
            "{rows} rows of source “{source}”, {} in all, name influencers. Are they their sales, or organic ones?",
            definitions::decimal(revenue)
        ),
        file: String::new(),
        options: vec![
            Choice::new(Class::Influencer.id(), "Sales of the influencers they name").with("revenue", revenue),
            Choice::new(Class::Organic.id(), "Organic: part of the baseline").with("organic_revenue", revenue),
        ],
        proposed: Class::Influencer.id().to_owned(),
        free: Free::Nothing,
    });
    asked.map(ImportQuestion::Asked).collect()
}

/// What the columns of days say, file by file: each export may have its own order.
#[derive(Debug)]
pub(crate) struct Dates {
    /// By file: the order its own days show.
    pub(crate) decided: Vec<Option<DateOrder>>,
    proposed: BTreeMap<Role, DateOrder>,
    /// Tables with a file whose days show no order: only for these an order is chosen.
    open: BTreeSet<Role>,
    questions: Vec<DateQuestion>,
}

impl Dates {
    pub(crate) fn new(tables: &Tables, files: &[FileReport], saved_mappings: &SavedMappings) -> Self {
        let evidence: Vec<DateEvidence> =
            (0..files.len()).map(|file| DateEvidence::new(days_of(tables, file))).collect();
        let mut decided: Vec<Option<DateOrder>> = evidence.iter().map(DateEvidence::decided).collect();
        // Corrected rows are written as in the file they come from: they are too few to show an order.
        for (at, original) in files.iter().enumerate().filter_map(|(at, file)| Some((at, file.corrects.as_ref()?))) {
            decided[at] = files.iter().position(|file| file.name == *original).and_then(|original| decided[original]);
        }
        let mut dates = Self { decided, proposed: BTreeMap::new(), open: BTreeSet::new(), questions: Vec::new() };
        for role in [Role::Tracking, Role::Posts] {
            let is_of_role = |file: &usize| files[*file].role == Some(role) && files[*file].corrects.is_none();
            let of_role: Vec<usize> = (0..files.len()).filter(is_of_role).collect();
            let days = |file: usize| days_of(tables, file).map(|(day, _)| day).collect::<Vec<WrittenDay>>();
            dates.decide(role, &of_role, &evidence, &days, files, saved_mappings);
        }
        dates
    }

    /// Whether an order of day and month had to be chosen for a table.
    pub(crate) fn is_open(&self, role: Role) -> bool {
        self.open.contains(&role)
    }

    /// A file that shows no order takes the order of the table's other files, if those agree and its days then lie beside theirs;
    /// then the one that was chosen for an earlier file with its header; else it is asked about.
    fn decide(
        &mut self,
        role: Role,
        of_role: &[usize],
        evidence: &[DateEvidence],
        days: &dyn Fn(usize) -> Vec<WrittenDay>,
        files: &[FileReport],
        saved_mappings: &SavedMappings,
    ) {
        if !of_role.iter().any(|file| evidence[*file].needs_order()) {
            return;
        }
        let mut shown = of_role.iter().filter_map(|file| self.decided[*file]);
        let first = shown.next();
        let others_agree = first.is_some() && shown.all(|order| Some(order) == first);
        let open = |file: &&usize| self.decided[**file].is_none() && evidence[**file].question().is_some();
        let open = of_role.iter().find(open);
        let of_memory =
            |file: &usize| DateOrder::from_id(saved::mapping_for(saved_mappings, &files[*file])?.dates.as_ref()?);
        let remembered = open.and_then(of_memory);
        self.open.extend(open.map(|_| role));
        let beside: Vec<Day> = of_role
            .iter()
            .filter_map(|file| Some((*file, self.decided[*file]?)))
            .flat_map(|(file, order)| days(file).into_iter().filter_map(move |day| order.resolve(day)))
            .collect();
        let unlike =
            first.filter(|_| others_agree).zip(open).and_then(|(order, file)| order.unlikely(&days(*file), &beside));
        let taken = first.filter(|_| others_agree && unlike.is_none());
        let proposed = taken.or(unlike).or(remembered).or(first).unwrap_or(DateOrder::DayMonth);
        self.proposed.insert(role, proposed);
        if let Some(file) = open.filter(|_| taken.is_none() && (remembered.is_none() || unlike.is_some()))
            && let Some(example) = evidence[*file].question()
        {
            self.questions.push(DateQuestion { role, file: files[*file].name.clone(), example, proposed });
        }
    }
}

fn days_of(tables: &Tables, file: usize) -> impl Iterator<Item = (WrittenDay, u32)> {
    let sales = tables.sales.iter().filter(move |cell| usize::from(cell.key.file) == file);
    let posts = tables.posts.iter().filter(move |cell| usize::from(cell.key.file) == file);
    sales.map(|cell| (cell.key.day, cell.rows)).chain(posts.map(|cell| (cell.key.day, cell.rows)))
}

/// Monthly exports belong together; an extract beside its original would count everything twice. The files do not show which it is.
fn files_question(role: Role, files: &[FileReport]) -> Option<FilesQuestion> {
    let of_role = files.iter().filter(|file| file.role == Some(role) && file.rows > 0 && file.corrects.is_none());
    let files: Vec<String> = of_role.map(|file| file.name.clone()).collect();
    (files.len() > 1).then_some(FilesQuestion { role, files })
}
