//! The decided tables written, or the upload passed on where nothing about it has to change.

use std::{
    cell::RefCell,
    collections::BTreeMap,
    fs, io,
    ops::ControlFlow::{Break, Continue},
};

use definitions::Day;

use crate::{
    Upload,
    report::{ColumnReport, Samples, issues::Example},
    tables::{
        columns::{self, ColumnMatch},
        fields::{Field, Role, fields_of},
    },
};

use super::{
    LeftOut, Outcome, Part, Preparation, Prescribed, Surveyed,
    conversion::Conversion,
    decide,
    emit::{self, Decisions, Emitted},
    identity::{self, Decided, Seller, Written},
    period,
    plan::{From, StatusMeaning, TablePlan},
    shared::{Overlaps, Shared},
    source::Source,
    statuses,
    survey::Facts,
    tracked::{Tracked, lacks_totals},
};

impl Preparation<'_> {
    pub(super) fn write(
        &mut self,
        outcomes: Vec<Option<Outcome<'_>>>,
        surveyed: Vec<Surveyed<'_>>,
        decided: &Decided,
    ) -> io::Result<()> {
        let mut shared = Shared {
            decided,
            tracked: Tracked::surveyed(&surveyed, decided),
            brands: self.spellings("brand", &surveyed, 0),
            campaigns: self.spellings("campaign", &surveyed, 1),
            days: days_of(&surveyed),
        };
        let overlaps = self.overlaps(&surveyed, &shared)?;
        self.count_what_stays(&surveyed, &mut shared, &overlaps)?;
        let mut surveyed = surveyed.into_iter();
        for (at, outcome) in outcomes.into_iter().enumerate() {
            let upload = &self.job.uploads[at];
            match outcome {
                // Taken out to be surveyed.
                None => {
                    if let Some(one) = surveyed.next() {
                        self.write_source(&one, &shared, &overlaps)?;
                    }
                }
                Some(Outcome::Direct | Outcome::Prepared(_)) => self.pass(at, false),
                Some(Outcome::Keys(..) | Outcome::LeftOut) => self.pass(at, true),
                Some(Outcome::Refused(refusal)) => {
                    self.out.refused.push((upload.name.clone(), refusal.example()));
                    self.pass(at, true);
                }
            }
        }
        self.add_missing_tables(decided)
    }

    fn pass(&mut self, source: usize, is_ignored: bool) {
        let upload = &self.job.uploads[source];
        let source = Some(source);
        self.out.parts.push(Part { upload: upload.clone(), prescribed: None, is_ignored, source });
    }

    fn write_source(&mut self, surveyed: &Surveyed<'_>, shared: &Shared<'_>, overlaps: &Overlaps) -> io::Result<()> {
        let source = &surveyed.source;
        let refused = self.out.refused.iter().any(|(file, example)| *file == source.upload.name && example.line == 0);
        if refused {
            self.pass(source.at, true);
            return Ok(());
        }
        for at in 0..source.plan.tables.len() {
            let mut decisions = self.decisions(surveyed, at, shared, overlaps);
            if self.can_pass(surveyed, at, &decisions, shared) {
                self.pass(source.at, false);
                return Ok(());
            }
            if at == 0 {
                self.note_open_quotes(source);
                let is_guessed = source.sheet.has_guessed_encoding();
                self.out.guessed_encodings.extend(is_guessed.then(|| source.upload.name.clone()));
            }
            decisions.skipped.extend(source.sheet.open_quotes());
            let path = self.job.folder.join(format!("canonical-{}-{at}.csv", source.at));
            fs::create_dir_all(self.job.folder)?;
            let emitted = emit::emit(source, at, &path, &decisions)?;
            let table = &source.plan.tables[at];
            let name =
                if at == 0 { source.upload.name.clone() } else { format!("{} · {}", source.upload.name, table.role) };
            let upload = Upload { name, path, bytes: emitted.bytes, ..source.upload.clone() };
            let prescribed = Some(prescribed(source, table, emitted)?);
            self.out.parts.push(Part { upload, prescribed, is_ignored: false, source: Some(source.at) });
        }
        Ok(())
    }

    /// The cells of a row whose quote is never closed are not to be trusted.
    fn note_open_quotes(&mut self, source: &Source<'_>) {
        for line in source.sheet.open_quotes() {
            let example = Example {
                line: *line,
                column: String::new(),
                found: "a quote that is never closed".to_owned(),
                expected: "a quote at both ends of the cell, or none".to_owned(),
                fix: "Close the quote or take it out.".to_owned(),
            };
            self.out.open_quotes.push((source.upload.name.clone(), example));
        }
    }

    pub(super) fn decisions<'d>(
        &mut self,
        surveyed: &'d Surveyed<'_>,
        at: usize,
        shared: &'d Shared<'_>,
        overlaps: &Overlaps,
    ) -> Decisions<'d> {
        let (source, facts) = (&surveyed.source, &surveyed.tables[at]);
        let table = &source.plan.tables[at];
        let answers: BTreeMap<String, StatusMeaning> = facts
            .statuses
            .keys()
            .map(|word| (word.clone(), statuses::meaning(source, table, word, &self.asking)))
            .collect();
        let skipped = decide::totals(source, table, facts, &mut self.asking);
        let currencies = decide::currencies(source, table, facts, &self.out.currency, &mut self.asking);
        let once = decide::once(source, table, facts, &mut self.asking);
        let once_per_order = decide::once_per_order(source, table, facts, &mut self.asking);
        let extra_costs = decide::extra_costs(source, table, facts, &mut self.asking);
        let works_out_totals = !self.has_unsurveyed_sales && decide::works_out_totals(source, facts, &mut self.asking);
        let stated = period::stated(source.sheet.texts_around(), &self.days);
        let fixed_day = decide::fixed_day(source, table, stated.or(shared.days), self.days.today, &mut self.asking);
        let meaning =
            move |word: &str| answers.get(&word.trim().to_lowercase()).copied().unwrap_or(StatusMeaning::Counts);
        Decisions {
            skipped,
            meaning: Box::new(meaning),
            currencies,
            reading: surveyed.readings[at],
            once,
            once_per_order,
            extra_costs,
            works_out_totals,
            fixed_day,
            odd_days: source.odd_days.clone(),
            decided: shared.decided,
            tracked: &shared.tracked,
            brands: &shared.brands,
            campaigns: &shared.campaigns,
            file: &source.upload.name,
            replaced_days: overlaps.replaced_days.get(&source.at).cloned().unwrap_or_default(),
            orders: overlaps.orders.get(&source.at).cloned().unwrap_or_default(),
            repeated: RefCell::new(overlaps.repeated.get(&source.at).cloned().unwrap_or_default()),
        }
    }

    /// Whether our own reader comes to the same with the upload as it stands.
    fn can_pass(&self, surveyed: &Surveyed<'_>, at: usize, decisions: &Decisions<'_>, shared: &Shared<'_>) -> bool {
        let (source, facts) = (&surveyed.source, &surveyed.tables[at]);
        let table = &source.plan.tables[at];
        source.is_own
            && source.plan.tables.len() == 1
            && source.sheet.is_plain()
            && !facts.differs
            && !surveyed.are_days_unusual
            && decisions.is_plain()
            && facts.statuses.keys().all(|word| (decisions.meaning)(word) != StatusMeaning::LeftOut)
            && facts.repeated_totals.rows == 0
            && is_spelled_plainly(facts, shared)
            && !lacks_totals(table)
            && !table.outgoing_is_negative
            && !table.credit_comes_in
            && keys_stay(table, facts, decisions)
    }

    fn spellings(&mut self, what: &str, surveyed: &[Surveyed<'_>], at: usize) -> identity::Spellings {
        let mut written = Written::default();
        let sales = surveyed.iter().flat_map(|one| one.source.plan.tables.iter().zip(&one.tables));
        for (_, facts) in sales.filter(|(table, _)| matches!(table.role, Role::Tracking | Role::Payouts)) {
            for (text, rows) in facts.spellings[at].names() {
                written.add(text, *rows, usize::MAX);
            }
        }
        let none = BTreeMap::new();
        let chosen = self.job.plan.changes.spelling.get(what).unwrap_or(&none);
        let spellings = identity::folded_spellings(what, written.names(), chosen);
        for text in &spellings.notes {
            self.note("", text.clone());
        }
        spellings
    }

    /// A roster where no file lists the creators, and the question whether there are no payouts.
    fn add_missing_tables(&mut self, decided: &Decided) -> io::Result<()> {
        let has = |role: Role| self.out.parts.iter().any(|part| self.is_of(part, role));
        if !has(Role::Tracking) {
            return Ok(());
        }
        if !has(Role::Influencers) && !self.has_unread_files() {
            self.write_made_roster(decided)?;
        }
        let has_payouts = self.out.parts.iter().any(|part| self.is_of(part, Role::Payouts));
        if !has_payouts && !self.has_unread_files() {
            self.out.without_payouts = decide::without_payouts(&mut self.asking);
        }
        Ok(())
    }

    /// Whether some file could not be understood: it may be the table that is missing.
    fn has_unread_files(&self) -> bool {
        let is_unread =
            |part: &Part| part.prescribed.is_none() && !part.is_ignored && self.role_by_header(part).is_none();
        self.out.parts.iter().any(is_unread) || self.out.refused.iter().any(|(_, example)| example.line == 0)
    }

    fn is_of(&self, part: &Part, role: Role) -> bool {
        let prescribed = part.prescribed.as_ref().map(|prescribed| prescribed.role);
        !part.is_ignored && prescribed.or_else(|| self.role_by_header(part)) == Some(role)
    }

    fn role_by_header(&self, part: &Part) -> Option<Role> {
        self.roles.get(&part.upload.name).copied()
    }

    fn write_made_roster(&mut self, decided: &Decided) -> io::Result<()> {
        let people = decided.made_roster();
        if people.is_empty() {
            return Ok(());
        }
        let path = self.job.folder.join("canonical-roster.csv");
        fs::create_dir_all(self.job.folder)?;
        let mut table = super::write::CanonicalTable::create(&path, 1, &["id".to_owned(), "name".to_owned()])?;
        for (line, person) in (2..).zip(people) {
            table.put(line, &[&person.id, &person.name])?;
        }
        let bytes = table.finish()?;
        let upload = Upload { name: MADE_ROSTER.to_owned(), form_field: String::new(), path, bytes };
        let prescribed = Prescribed {
            role: Role::Influencers,
            choices: columns::Choices::new(),
            columns: Vec::new(),
            fingerprint: String::new(),
            shape: None,
            left_out: Vec::new(),
        };
        self.out.parts.push(Part { upload, prescribed: Some(prescribed), is_ignored: false, source: None });
        Ok(())
    }
}

/// What the roster is called that no file brought.
const MADE_ROSTER: &str = "creators named in the sales";

fn prescribed(source: &Source<'_>, table: &TablePlan, emitted: Emitted) -> io::Result<Prescribed> {
    let left_out = emitted.left_out.into_iter().map(|(why, sums)| LeftOut {
        why,
        rows: sums.rows,
        orders: sums.orders,
        money: sums.money,
    });
    Ok(Prescribed {
        role: table.role,
        choices: emitted.choices,
        columns: columns_shown(source, table)?,
        fingerprint: columns::fingerprint(source.sheet.headers()),
        shape: source.plan.title.clone(),
        left_out: left_out.collect(),
    })
}

/// Every column of the upload with the field it holds and values of its own. Buyers' personal data is not shown, nor are notes, of
/// which only parameters are read.
fn columns_shown(source: &Source<'_>, table: &TablePlan) -> io::Result<Vec<ColumnReport>> {
    let headers = source.sheet.headers();
    let mut samples = Samples::new(headers.len());
    source.sheet.each_row(&mut |_, cells| {
        let is_note = |at: usize| table.keys.iter().any(|key| key.column == at && key.parameter.is_some());
        let is_shown = |at: usize| !source.plan.personal.contains(&at) && !is_note(at);
        samples.take(cells.iter().enumerate().map(|(at, cell)| if is_shown(at) { *cell } else { "" }));
        if samples.is_enough() { Break(()) } else { Continue(()) }
    })?;
    let field_at = |at: usize| {
        let plan = table.fields.iter().find(|plan| matches!(plan.from, From::Column(column) if column == at))?;
        let spec = fields_of(table.role).iter().find(|spec| spec.field == plan.field)?;
        Some((spec.header, plan.how))
    };
    let of_keys =
        |at: usize| table.keys.iter().any(|key| key.column == at).then_some(("influencer_id", ColumnMatch::Alias));
    let column = |((at, header), samples): ((usize, &String), Vec<String>)| {
        let held = field_at(at).or_else(|| of_keys(at));
        let (field, how) = held.map_or((None, ColumnMatch::Ignored), |(field, how)| (Some(field), how));
        ColumnReport { header: header.clone(), field, how, samples }
    };
    Ok(headers.iter().enumerate().zip(samples.into_columns()).map(column).collect())
}

fn is_spelled_plainly(facts: &Facts, shared: &Shared<'_>) -> bool {
    let plain = |written: &Written, spellings: &identity::Spellings| {
        written.names().iter().all(|(text, _)| spellings.name(text) == text)
    };
    plain(&facts.spellings[0], &shared.brands) && plain(&facts.spellings[1], &shared.campaigns)
}

/// Whether every key is the very id that the reader would take.
fn keys_stay(table: &TablePlan, facts: &Facts, decisions: &Decisions<'_>) -> bool {
    let has_source = table.column_of(Field::Source).is_some();
    facts.keys.iter().all(|sums| {
        let written = sums.keys.first().map(|key| crate::identity::ids::influencer_id(&key.text)).unwrap_or_default();
        let stays = |id: &str| id == written;
        match table.role {
            Role::Tracking if !has_source => {
                matches!(decisions.decided.seller(&sums.keys, None), Seller::Person(id) if stays(&id))
            }
            Role::Tracking | Role::Posts => match decisions.decided.seller(&sums.keys, None) {
                Seller::Person(id) => stays(&id),
                Seller::Organic | Seller::Other { .. } => true,
            },
            Role::Payouts => match decisions.decided.payee(&sums.keys) {
                identity::Payee::Person(id) | identity::Payee::Outside(id) => stays(&id),
                identity::Payee::LeftOut => false,
            },
            Role::Influencers => true,
        }
    })
}

fn days_of(surveyed: &[Surveyed<'_>]) -> Option<(Day, Day)> {
    let facts = || surveyed.iter().flat_map(|one| &one.tables);
    let first = facts().filter_map(|facts| facts.first_day).min()?;
    let last = facts().filter_map(|facts| facts.last_day).max()?;
    Some((first, last))
}

impl Decisions<'_> {
    /// Nothing is left out, converted, or counted otherwise than it stands.
    fn is_plain(&self) -> bool {
        self.skipped.is_empty()
            && self.currencies.values().all(|conversion| *conversion == Conversion::Keep)
            && self.reading.is_none()
            && !self.once
            && self.extra_costs.is_empty()
            && !self.works_out_totals
            && self.fixed_day.is_none()
            && self.odd_days.is_empty()
            && self.replaced_days.is_empty()
            && self.orders.left_out.is_empty()
            && self.repeated.borrow().is_empty()
    }
}
