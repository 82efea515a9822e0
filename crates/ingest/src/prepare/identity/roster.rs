//! The creators of an upload and the aliases they are known by.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use definitions::Day;

use super::{
    super::plan::Refusal,
    alias::{AliasKind, folded, is_blank, is_blank_word, parts},
    columns::{RosterCell, alias_columns},
    index::{Claim, Index, PersonIndex},
    lost::LostDigits,
};

/// One row of a list of creators. Texts that are not there are blank.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PersonRow<'r> {
    pub(crate) id: &'r str,
    pub(crate) name: &'r str,
    pub(crate) handle: &'r str,
    /// The other cells with their headers.
    pub(crate) cells: &'r [(&'r str, &'r str)],
    pub(crate) file: &'r str,
    pub(crate) line: u64,
}

/// One row of a sheet that says whose a code is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CodeRow<'r> {
    pub(crate) code: &'r str,
    /// An id, name or handle.
    pub(crate) creator: &'r str,
    pub(crate) from: Option<Day>,
    pub(crate) to: Option<Day>,
}

/// A refusal and the file it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Located {
    pub(crate) file: String,
    pub(crate) refusal: Refusal,
}

/// One creator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Person {
    pub(crate) id: String,
    pub(crate) name: String,
    /// Stands in a list of creators; others are known by a sheet of codes or by the sales only.
    pub(crate) is_listed: bool,
}

struct Row {
    id: String,
    name: String,
    handle: String,
    file: String,
    line: u64,
    cells: Vec<(String, String)>,
}

struct OwnedCode {
    code: String,
    creator: String,
    from: Option<Day>,
    to: Option<Day>,
}

/// Collects creators and codes from any number of files.
#[derive(Default)]
pub(crate) struct RosterBuilder {
    rows: Vec<Row>,
    codes: Vec<OwnedCode>,
    /// Ids and the names beside them, in sales of a tool with ids of its own.
    named_ids: BTreeMap<String, BTreeSet<String>>,
}

/// Longer cells are texts about a creator, not names.
const MAX_ALIAS_BYTES: usize = 512;

impl RosterBuilder {
    /// Adds a row of a list of creators; one that names no influencer is left to the checks of the table.
    pub(crate) fn add_person(&mut self, row: PersonRow<'_>) {
        let is_alias = |cell: &&(&str, &str)| !is_blank(cell.1) && cell.1.len() <= MAX_ALIAS_BYTES;
        let cells = row.cells.iter().filter(is_alias).map(|(header, text)| ((*header).to_owned(), (*text).to_owned()));
        self.rows.push(Row {
            id: id_of(super::alias::id(row.id)),
            name: named(row.name),
            handle: named(super::alias::id(row.handle)),
            file: row.file.to_owned(),
            line: row.line,
            cells: cells.collect(),
        });
    }

    /// Adds a row of a sheet of codes; a cell may hold a list of them.
    pub(crate) fn add_code(&mut self, row: CodeRow<'_>) {
        let CodeRow { creator, from, to, .. } = row;
        if is_blank(creator) {
            return;
        }
        let owned = |code| OwnedCode { code, creator: creator.trim().to_owned(), from, to };
        self.codes.extend(parts(row.code).into_iter().map(owned));
    }

    /// Adds the name that stands beside an id in sales or payments.
    pub(crate) fn add_named_id(&mut self, id: &str, name: &str) {
        let is_known = || self.named_ids.get(id).is_some_and(|names| names.contains(name));
        if !is_blank(id) && !is_blank(name) && id != name && !is_known() {
            self.named_ids.entry(id.to_owned()).or_default().insert(name.to_owned());
        }
    }

    /// The roster, given the compared forms of the keys on sales and payments: columns whose values occur there hold aliases.
    pub(super) fn finish(mut self, sold_under: &HashSet<String>) -> Roster {
        clear_repeated_blanks(&mut self.rows);
        // Rows with an id say who there is; the others may be one of them.
        self.rows.sort_by_key(|row| row.id.is_empty());
        let mut roster = Roster { refusals: equal_ids(&self.rows), ..Roster::default() };
        let namesakes = namesakes(&self.rows);
        let mut cells = Vec::new();
        for row in self.rows {
            let Some(person) = roster.person_of(&row, &namesakes) else {
                continue;
            };
            roster.add_names(person, &row);
            roster.by_row.insert((row.file, row.line), person);
            let cell = |(header, text)| RosterCell { person, header, text };
            cells.extend(row.cells.into_iter().map(cell));
        }
        roster.add_columns(&cells, sold_under);
        self.codes.into_iter().for_each(|code| roster.add_owned_code(&code));
        roster.index.close_periods();
        roster.add_named_ids(&self.named_ids);
        roster
    }
}

fn named(text: &str) -> String {
    if is_blank(text) { String::new() } else { text.trim().to_owned() }
}

/// An id may be spelled like a blank, as "NaN" is; a dash or an empty cell is none.
fn id_of(text: &str) -> String {
    if is_blank_word(text) { text.trim().to_owned() } else { named(text) }
}

/// A blank that stands in several rows is no influencer's id.
fn clear_repeated_blanks(rows: &mut [Row]) {
    let mut times = HashMap::<String, u64>::new();
    for row in rows.iter().filter(|row| is_blank_word(&row.id)) {
        *times.entry(row.id.to_lowercase()).or_default() += 1;
    }
    let is_repeated = |row: &&mut Row| times.get(&row.id.to_lowercase()).is_some_and(|times| *times > 1);
    rows.iter_mut().filter(is_repeated).for_each(|row| row.id.clear());
}

/// Names that rows without an id share although their handles differ.
fn namesakes(rows: &[Row]) -> HashSet<String> {
    let mut handles = HashMap::<String, HashSet<String>>::new();
    for row in rows.iter().filter(|row| row.id.is_empty() && !row.name.is_empty() && !row.handle.is_empty()) {
        handles.entry(folded(&row.name)).or_default().insert(folded(&row.handle));
    }
    handles.into_iter().filter(|(_, handles)| handles.len() > 1).map(|(name, _)| name).collect()
}

/// Ids of different creators that spreadsheet notation has made equal.
fn equal_ids(rows: &[Row]) -> Vec<Located> {
    let mut first = HashMap::<&str, &Row>::new();
    let mut refusals = Vec::new();
    for row in rows.iter().filter(|row| LostDigits::read(&row.id).is_some()) {
        let earlier = *first.entry(&row.id).or_insert(row);
        let is_same = earlier.line == row.line && earlier.file == row.file
            || !row.name.is_empty() && (&earlier.name, &earlier.handle) == (&row.name, &row.handle);
        if !is_same {
            refusals.push(equal_id(row, earlier));
        }
    }
    refusals
}

fn equal_id(row: &Row, earlier: &Row) -> Located {
    let who = if row.name.is_empty() { "Another creator" } else { &row.name };
    let refusal = Refusal { is_known_to_reader: false,
        line: Some(row.line),
        column: "id".to_owned(),
        found: format!("{}, the id of line {} as well: {who} cannot be distinguished, the last digits were lost in scientific notation", row.id, earlier.line),
        expected: "an id with all its digits, each creator's own".to_owned(),
        fix: "Format the id columns of the spreadsheet as text, bring the full ids in again and upload all files once more.".to_owned(),
    };
    Located { file: row.file.clone(), refusal }
}

/// The creators, every alias they have, and what was understood about them.
#[derive(Debug, Default)]
pub(crate) struct Roster {
    pub(super) people: Vec<Person>,
    pub(super) index: Index,
    pub(super) notes: Vec<String>,
    pub(super) refusals: Vec<Located>,
    by_id: HashMap<String, PersonIndex>,
    by_row: HashMap<(String, u64), PersonIndex>,
}

impl Roster {
    /// The id of the creator in this line of this file; rows without an id are known by their name or handle.
    pub(crate) fn id_of_row(&self, file: &str, line: u64) -> Option<&str> {
        self.by_row.get(&(file.to_owned(), line)).map(|person| self.id(*person))
    }

    pub(super) fn id(&self, person: PersonIndex) -> &str {
        &self.people[person as usize].id
    }

    /// What people call a creator: the name, with the id where it says more.
    pub(super) fn label(&self, person: PersonIndex) -> String {
        let Person { id, name, .. } = &self.people[person as usize];
        let is_shared = || self.people.iter().filter(|other| other.name == *name).count() > 1;
        match name.as_str() {
            "" => id.clone(),
            name if name != id && is_shared() => format!("{name} ({id})"),
            name => name.to_owned(),
        }
    }

    pub(super) fn find(&self, id: &str) -> Option<PersonIndex> {
        self.by_id.get(super::alias::id(id)).copied()
    }

    /// The creator with this id, added where there was none.
    pub(super) fn person(&mut self, id: &str, name: &str, is_listed: bool) -> PersonIndex {
        if let Some(person) = self.by_id.get(id) {
            return *person;
        }
        let person = self.people.len() as PersonIndex;
        self.people.push(Person { id: id.to_owned(), name: name.to_owned(), is_listed });
        self.by_id.insert(id.to_owned(), person);
        self.index.add(AliasKind::Id, id, Claim::always(person));
        person
    }

    fn person_of(&mut self, row: &Row, namesakes: &HashSet<String>) -> Option<PersonIndex> {
        let is_namesake = || namesakes.contains(&folded(&row.name));
        let id = match (&row.id, &row.name, &row.handle) {
            (id, _, _) if !id.is_empty() => id,
            (_, name, handle) if !handle.is_empty() && (name.is_empty() || is_namesake()) => handle,
            (_, name, _) if !name.is_empty() => return Some(self.person_by_name(name)),
            _ => return None,
        };
        let name = if row.name.is_empty() { id } else { &row.name };
        Some(self.person(id, name, true))
    }

    /// A row without an id is the creator of that name, where there is one.
    fn person_by_name(&mut self, name: &str) -> PersonIndex {
        match self.index.folded(AliasKind::Name, &folded(name), None)[..] {
            [person] => person,
            _ => self.person(name, name, true),
        }
    }

    fn add_names(&mut self, person: PersonIndex, row: &Row) {
        self.index.add(AliasKind::Name, &row.name, Claim::always(person));
        for handle in parts(&row.handle) {
            self.index.add(AliasKind::Handle, &handle, Claim::always(person));
        }
    }

    fn add_columns(&mut self, cells: &[RosterCell], sold_under: &HashSet<String>) {
        let columns = alias_columns(cells, sold_under);
        for cell in cells {
            if let Some(kind) = columns.get(cell.header.as_str()) {
                parts(&cell.text).iter().for_each(|part| self.index.add(*kind, part, Claim::always(cell.person)));
            }
        }
        let mut headers: Vec<&str> = columns.into_keys().collect();
        headers.sort_unstable();
        if !headers.is_empty() {
            self.notes
                .push(format!("Creators are also known by what the list of creators says in {}.", quoted(&headers)));
        }
    }

    /// A code of a sheet of codes. Several creators of that name share it, so that it is asked.
    fn add_owned_code(&mut self, owned: &OwnedCode) {
        let key = super::outcome::Key::creator(&owned.creator);
        let mut people = Vec::new();
        for found in super::lookup::owners_of_cell(&self.index, &key, None) {
            match found {
                super::lookup::Found::One(person, _) => people.push(person),
                super::lookup::Found::Several(several) => people.extend(several),
                super::lookup::Found::Unowned => {}
            }
        }
        if people.is_empty() {
            people.push(self.person_of_codes(&owned.creator));
        }
        for person in people {
            self.index.add(AliasKind::Code, &owned.code, Claim { person, from: owned.from, to: owned.to });
        }
    }

    /// An id that is missing from the roster belongs to the one influencer whose name stands beside it.
    fn add_named_ids(&mut self, named: &BTreeMap<String, BTreeSet<String>>) {
        let owners = |roster: &Self, key: &super::outcome::Key| super::lookup::owners_of_cell(&roster.index, key, None);
        let mut joined = Vec::new();
        for (id, names) in named.iter().filter(|(_, names)| names.len() == 1) {
            let is_known = !owners(self, &super::outcome::Key::creator(id)).is_empty();
            let by_name = names
                .iter()
                .flat_map(|name| owners(self, &super::outcome::Key::new(super::super::plan::KeyKind::Name, name)));
            if let ([super::lookup::Found::One(person, _)], false) = (&by_name.collect::<Vec<_>>()[..], is_known) {
                joined.push((id, *person));
            }
        }
        for (id, person) in &joined {
            self.index.add(AliasKind::Id, id, Claim::always(*person));
        }
        if let Some((id, person)) = joined.first() {
            let who = self.label(*person);
            self.notes.push(format!("Ids such as {id} are those of the creator named beside them: {who}."));
        }
    }

    fn person_of_codes(&mut self, creator: &str) -> PersonIndex {
        let creator = super::alias::id(creator);
        let has_list = self.people.iter().any(|person| person.is_listed);
        if has_list {
            self.notes.push(format!("{creator} owns a code but is not in the list of creators: the sales count under this name, outside the list."));
        }
        let person = self.person(creator, creator, false);
        self.index.add(AliasKind::Name, creator, Claim::always(person));
        person
    }
}

/// Texts in quotes, with commas and "and".
pub(super) fn quoted(texts: &[&str]) -> String {
    joined(&texts.iter().map(|text| format!("\"{text}\"")).collect::<Vec<_>>())
}

/// Texts with commas and "and".
pub(super) fn joined(texts: &[String]) -> String {
    match texts {
        [] => String::new(),
        [one] => one.clone(),
        [front @ .., last] => format!("{} and {last}", front.join(", ")),
    }
}
