//! What a user wants otherwise than proposed, held against what the files allow.

use std::collections::BTreeMap;

use super::{
    ALL_FILES, BadChange, BrandRule, Class, DateOrder, Mapping, MappingChanges, Role, Staged, report::Question,
};

impl Staged {
    /// The proposed mapping with the changes in place of the proposals.
    ///
    /// # Errors
    /// [`BadChange`] for a source value, class, rule, order or file that these files do not know.
    pub fn mapping_with(&self, changes: &MappingChanges) -> Result<Mapping, BadChange> {
        let mut mapping = self.proposal.clone();
        change_classes(&mut mapping.source, &changes.source)?;
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
        Ok(mapping)
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
            Question::Files(of) if of.role == role => Some(&of.files),
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

fn change_classes(classes: &mut BTreeMap<String, Class>, changes: &BTreeMap<String, String>) -> Result<(), BadChange> {
    for (value, class) in changes {
        let place = format!("source.{value}");
        let Some(known) = classes.get_mut(value) else {
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
