//! What a user wants otherwise than proposed, held against what the files allow.

use std::collections::BTreeMap;

use crate::{
    ALL_FILES, BadChange, DateOrder, FileReport, KEEP, Mapping, MappingChanges, Role, Staged,
    classify::files::IGNORE,
    mapping::DROP,
    mapping::spelling::Spelled,
    prepare::{Answers, NOT_BY_SHAPE, OwnShape, SeenStatus},
    report::ImportQuestion,
    tables::fields::fields_of,
};
use definitions::{BrandRule, Class};

impl Staged {
    /// The proposed mapping with the changes in place of the proposals.
    ///
    /// # Errors
    /// [`BadChange`] for a source value, class, rule, order or file that these files do not know.
    pub fn mapping_with(&self, changes: &MappingChanges) -> Result<Mapping, BadChange> {
        let mut mapping = self.proposal.clone();
        (mapping.roles, mapping.columns) = (self.plan.changes.roles.clone(), self.plan.changes.columns.clone());
        // Where files are read otherwise than before, values that were decided about may be gone.
        let may_be_gone =
            !changes.roles.is_empty() || !changes.columns.is_empty() || !changes.aliases.list().is_empty();
        change_classes(&mut mapping.source, &changes.source, may_be_gone)?;
        if let Some(rule) = &changes.brand {
            mapping.brand = self.allowed_rule(rule)?;
        }
        for (table, order) in &changes.dates {
            let (place, role) = role_of("dates", table, order)?;
            let order = DateOrder::from_id(order).ok_or_else(|| bad(place, order, "day_month or month_day"))?;
            mapping.dates.insert(role, order);
        }
        for (table, file) in &changes.files {
            let (place, role) = role_of("files", table, file)?;
            if let Some(file) = self.chosen_file(role, file).map_err(|expected| bad(place, file, &expected))? {
                mapping.files.insert(role, file);
            }
        }
        change_spelling(&mut mapping.spelling, &changes.spelling)?;
        if let Some(choice) = &changes.repeated_rows {
            mapping.drops_repeated = match choice.as_str() {
                KEEP => false,
                DROP => true,
                other => return Err(bad("repeated_rows".to_owned(), other, "keep or drop")),
            };
        }
        self.check_reading(changes)?;
        Ok(mapping)
    }

    /// Whether the tables and columns of the changes are ones that there are.
    ///
    /// # Errors
    /// [`BadChange`] for the first that is not.
    pub fn check_reading(&self, changes: &MappingChanges) -> Result<(), BadChange> {
        let known = |file: &str| self.files.iter().find(|report| report.name == file);
        for (file, role) in &changes.roles {
            let place = format!("roles.{file}");
            if known(file).is_none() {
                return Err(bad(place, role, "a file of this import"));
            }
            if role != IGNORE && Role::from_id(role).is_none() {
                return Err(bad(place, role, "influencers, tracking, payouts, posts or ignore"));
            }
        }
        for (file, columns) in &changes.columns {
            let report = known(file).ok_or_else(|| bad(format!("columns.{file}"), file, "a file of this import"))?;
            for (field, header) in columns {
                let place = format!("columns.{file}.{field}");
                if !Role::ALL.iter().any(|role| fields_of(*role).iter().any(|spec| spec.header == field)) {
                    return Err(bad(place, field, "a documented field of the table"));
                }
                if !header.is_empty() && !report.columns.iter().any(|column| column.header == *header) {
                    return Err(bad(place, header, "a column of the file, or nothing for none"));
                }
            }
        }
        Ok(())
    }

    /// What holds for every question of the preparation: the answer that was given, or what is proposed.
    pub(crate) fn answers_taken(&self) -> Answers {
        let given = &self.plan.changes.answers;
        let taken = self.questions.iter().filter_map(|question| match question {
            ImportQuestion::Asked(asked) => {
                let answer = given.get(&asked.id).filter(|answer| asked.accepts(answer));
                Some((asked.id.clone(), answer.unwrap_or(&asked.proposed).clone()))
            }
            ImportQuestion::DateOrder(_) | ImportQuestion::Files(_) => None,
        });
        taken.chain(self.remembered_answers.clone()).chain(self.switched()).collect()
    }

    /// What was decided without being asked: whether a known status counts, and which shapes of the user's own are not followed.
    fn switched(&self) -> impl Iterator<Item = (String, String)> {
        let given = &self.plan.changes.answers;
        let known = |id: &String| Some((id.clone(), given.get(id)?.clone()));
        let statuses = self.files.iter().flat_map(|file| &file.statuses).filter_map(move |seen| known(&seen.question));
        let is_answer = |(_, answer): &(String, String)| SeenStatus::ANSWERS.contains(&answer.as_str());
        let declined = self.files.iter().filter(|file| file.own_shape.as_ref().is_some_and(|own| !own.is_used));
        let declined = declined.map(|file| (OwnShape::answer_id(&file.name), NOT_BY_SHAPE.to_owned()));
        statuses.filter(is_answer).chain(declined)
    }

    /// A mapping and the reading it stands on as changes: with them the same files are understood in the same way again, whatever
    /// stands beside them.
    pub fn settled(&self, mapping: &Mapping) -> MappingChanges {
        // What every file shows by itself is no choice that binds the next ones.
        let chosen = mapping.dates.iter().filter(|(role, _)| self.dates.is_open(**role));
        let mut settled = MappingChanges {
            source: mapping.source.iter().map(|(value, class)| (value.clone(), class.id().to_owned())).collect(),
            brand: Some(mapping.brand.id().to_owned()),
            dates: chosen.map(|(role, order)| (role.id().to_owned(), order.id().to_owned())).collect(),
            spelling: mapping.spelling.clone(),
            repeated_rows: Some(if mapping.drops_repeated { DROP } else { KEEP }.to_owned()),
            ..MappingChanges::default()
        };
        let accepted = self.accepted(mapping);
        settled.answers = self.answers_taken();
        settled.aliases = self.aliases.clone();
        // What the preparation decided it decides again from the same answers.
        let is_read_as_it_stands = |file: &&FileReport| !file.is_prepared;
        for (at, file) in self.files.iter().enumerate().filter(|(_, file)| is_read_as_it_stands(file)) {
            let role = if accepted.uses(at as u16) { file.role.map(Role::id) } else { None };
            settled.roles.insert(file.name.clone(), role.unwrap_or(IGNORE).to_owned());
            let held = |field: &str| file.columns.iter().find(|column| column.field == Some(field));
            let header = |field: &str| held(field).map_or(String::new(), |column| column.header.clone());
            let columns = file.fields.iter().map(|field| (field.field.to_owned(), header(field.field)));
            settled.columns.insert(file.name.clone(), columns.collect());
        }
        settled
    }

    fn allowed_rule(&self, rule: &str) -> Result<BrandRule, BadChange> {
        let allowed = |rule: &BrandRule| self.brand_rules.contains(rule);
        BrandRule::from_id(rule).filter(allowed).ok_or_else(|| {
            let rules: Vec<&str> = self.brand_rules.iter().map(|rule| rule.id()).collect();
            bad("brand".to_owned(), rule, &rules.join(", "))
        })
    }

    /// The one file to read of a table, nothing for all of them; otherwise what would have been right.
    fn chosen_file(&self, role: Role, file: &str) -> Result<Option<String>, String> {
        let asked = self.questions.iter().find_map(|question| match question {
            ImportQuestion::Files(of) if of.role == role => Some(&of.files),
            _ => None,
        });
        let known = asked.map(Vec::as_slice).unwrap_or_default();
        if file == ALL_FILES {
            Ok(None)
        } else if known.iter().any(|known| known == file) {
            Ok(Some(file.to_owned()))
        } else {
            Err([&[ALL_FILES.to_owned()], known].concat().join(", "))
        }
    }
}

fn bad(place: String, found: &str, expected: &str) -> BadChange {
    BadChange { place, found: found.to_owned(), expected: expected.to_owned() }
}

type Names = BTreeMap<String, BTreeMap<String, String>>;

fn change_spelling(names: &mut Names, changes: &Names) -> Result<(), BadChange> {
    for (dimension, changed) in changes {
        if !Spelled::ALL.iter().any(|spelled| spelled.id() == dimension) {
            return Err(bad("spelling".to_owned(), dimension, "platform or gender"));
        }
        let names = names.entry(dimension.clone()).or_default();
        names.extend(changed.clone());
        names.retain(|written, counted| written != counted);
    }
    Ok(())
}

fn change_classes(
    classes: &mut BTreeMap<String, Class>,
    changes: &BTreeMap<String, String>,
    may_be_gone: bool,
) -> Result<(), BadChange> {
    for (value, class) in changes {
        let place = format!("source.{value}");
        let Some(known) = classes.get_mut(value) else {
            if may_be_gone {
                continue;
            }
            return Err(bad(place, class, "a source value of these files"));
        };
        *known = Class::from_id(class).ok_or_else(|| bad(place, class, "influencer, organic or other"))?;
    }
    Ok(())
}

fn role_of(group: &str, table: &str, found: &str) -> Result<(String, Role), BadChange> {
    let place = format!("{group}.{table}");
    match Role::from_id(table) {
        Some(role) => Ok((place, role)),
        None => Err(bad(place, found, "a table such as tracking")),
    }
}
