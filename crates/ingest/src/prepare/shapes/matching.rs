//! Which shape a header has, and the plan of a file with it.

use super::{
    super::{
        super::{
            tables::columns::{ColumnMatch, fingerprint},
            tables::fields::{Field, Role, fields_of},
        },
        plan::{FieldPlan, FilePlan, From, KeyColumn, MoneyReading, TablePlan, UncertainColumn},
        recognise::header::{currency, forms, words},
    },
    Shape,
    format::{MoneyFile, Name, TableFile, ValuesFile},
};

/// The shape whose columns a header has the most of.
pub(super) fn best<'s>(headers: &[String], shapes: &'s [Shape]) -> Option<&'s Shape> {
    let seen = Header::of(headers);
    let fits = shapes.iter().filter_map(|shape| Some((shape.fit(&seen)?, shape)));
    fits.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, shape)| shape)
}

/// A file's header, ready for comparing.
struct Header<'a> {
    headers: &'a [String],
    forms: Vec<Vec<String>>,
}

impl<'a> Header<'a> {
    fn of(headers: &'a [String]) -> Self {
        Self { headers, forms: headers.iter().map(|header| forms(header)).collect() }
    }

    /// The column with one of these headers: as written before without brackets.
    fn place(&self, wanted: &str) -> Option<usize> {
        let depth = self.forms.iter().map(Vec::len).max().unwrap_or_default();
        let fits = |form: &String| is_like(form, wanted);
        (0..depth).find_map(|at| self.forms.iter().position(|forms| forms.get(at).is_some_and(fits)))
    }

    fn places(&self, wanted: &str) -> impl Iterator<Item = usize> {
        let fits = |forms: &Vec<String>| forms.first().is_some_and(|form| is_like(form, wanted));
        self.forms.iter().enumerate().filter(move |(_, forms)| fits(forms)).map(|(at, _)| at)
    }
}

/// A header with a `*` at its end fits whatever follows, also nothing.
fn is_like(form: &str, wanted: &str) -> bool {
    match wanted.strip_suffix('*') {
        Some(begin) => form.strip_prefix(&words(begin)).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')),
        None => form == words(wanted),
    }
}

impl Shape {
    /// How many of its columns the header has; nothing when it is another export.
    fn fit(&self, header: &Header<'_>) -> Option<usize> {
        let recognised_by = &self.file.recognised_by;
        let has = |name: &Name| self.place(header, name).is_some();
        let is_whole = recognised_by.fingerprint.as_ref().is_none_or(|known| *known == fingerprint(header.headers));
        let fits = is_whole
            && recognised_by.all.iter().all(has)
            && recognised_by.any.iter().all(|any| any.iter().any(has))
            && !recognised_by.none.iter().any(has);
        fits.then(|| self.file.columns.keys().filter(|name| has(name)).count())
    }

    fn place(&self, header: &Header<'_>, name: &Name) -> Option<usize> {
        let headers = self.file.columns.get(name)?;
        headers
            .iter()
            .find_map(|wanted| self.numbered(header, wanted.get_ref()).or_else(|| header.place(wanted.get_ref())))
    }

    /// `#7` is the seventh column where the whole header is known: two of its headers may be equal.
    fn numbered(&self, header: &Header<'_>, wanted: &str) -> Option<usize> {
        self.file.recognised_by.fingerprint.as_ref()?;
        let at: usize = wanted.strip_prefix('#')?.parse().ok()?;
        at.checked_sub(1).filter(|at| *at < header.headers.len())
    }

    /// What each column of a file with this header feeds.
    pub(crate) fn plan(&self, headers: &[String]) -> FilePlan {
        let header = Header::of(headers);
        let mut personal: Vec<usize> =
            self.file.personal.iter().flat_map(|wanted| header.places(wanted.get_ref())).collect();
        personal.sort_unstable();
        personal.dedup();
        FilePlan {
            shape: Some(self.id().to_owned()),
            title: Some(self.title().to_owned()),
            is_own_shape: false,
            grain: self.file.grain,
            tables: self
                .file
                .tables
                .iter()
                .filter_map(|table| Table { shape: self, header: &header, table }.plan())
                .collect(),
            personal,
            uncertain_columns: Vec::<UncertainColumn>::new(),
            notes: self.file.notes.iter().map(|note| note.get_ref().clone()).collect(),
        }
    }
}

struct Table<'a> {
    shape: &'a Shape,
    header: &'a Header<'a>,
    table: &'a TableFile,
}

impl Table<'_> {
    fn plan(&self) -> Option<TablePlan> {
        let mut plan = TablePlan::new(Role::from_id(self.table.role.get_ref())?);
        plan.fields = self.fields(plan.role);
        plan.keys = self.keys();
        plan.order_key = self.optional(&self.table.order);
        plan.status = self.optional(&self.table.status);
        plan.status_words = self.table.status_words.iter().map(|(word, meaning)| (word.clone(), *meaning)).collect();
        plan.currency = self.optional(&self.table.currency);
        plan.refund = self.optional(&self.table.refund);
        plan.line_price = self.optional(&self.table.line_price);
        plan.line_quantity = self.optional(&self.table.line_quantity);
        plan.only = self.table.only.as_ref().and_then(|values| self.values(values));
        plan.left_out = self.table.left_out.iter().filter_map(|values| self.values(values)).collect();
        plan.only_owned = self.table.only_owned;
        plan.outgoing_is_negative = self.table.outgoing_is_negative;
        plan.extra_costs = self.table.extra_costs.iter().filter_map(|name| self.place(name)).collect();
        plan.repeats = self.table.repeats;
        plan.only_if_missing = self.table.only_if_missing;
        self.add_money(&mut plan);
        self.has_its_purpose(&plan).then_some(plan)
    }

    /// Without its money, its person or its post a table is not fed: an export may lack the columns of commissions.
    fn has_its_purpose(&self, plan: &TablePlan) -> bool {
        let has = |field| plan.fields.iter().any(|filled| filled.field == field);
        match plan.role {
            Role::Influencers => has(Field::Influencer),
            Role::Tracking => has(Field::Revenue),
            Role::Payouts => has(Field::TotalPayout) || has(Field::Rate),
            Role::Posts => has(Field::Influencer) || !plan.keys.is_empty(),
        }
    }

    fn fields(&self, role: Role) -> Vec<FieldPlan> {
        let spec = |name: &str| fields_of(role).iter().find(|spec| spec.header == name).map(|spec| spec.field);
        let of = |name: &Name, from: Option<From>| {
            Some(FieldPlan { field: spec(name.get_ref())?, from: from?, how: ColumnMatch::Exact })
        };
        let columns = self.table.fields.iter().map(|(field, name)| of(field, self.place(name).map(From::Column)));
        let constants =
            self.table.constants.iter().map(|(field, value)| of(field, Some(From::Constant(value.get_ref().clone()))));
        let joined = self.table.joined.iter().map(|(field, names)| {
            let places: Vec<usize> = names.iter().filter_map(|name| self.place(name)).collect();
            of(field, (!places.is_empty()).then_some(From::Joined(places)))
        });
        let parameters = self.table.parameters.iter().map(|(field, parameter)| {
            let from = |column| From::Parameter { column, name: parameter.name.get_ref().clone() };
            of(field, self.place(&parameter.column).map(from))
        });
        columns.chain(constants).chain(joined).chain(parameters).flatten().collect()
    }

    fn keys(&self) -> Vec<KeyColumn> {
        let key = |key: &super::format::KeyFile| {
            let parameter = key.parameter.as_ref().map(|parameter| parameter.get_ref().clone());
            let column = self.place(&key.column)?;
            Some(KeyColumn { column, kind: key.kind, is_contained: key.contained, parameter })
        };
        let mut keys: Vec<KeyColumn> = self.table.keys.iter().filter_map(key).collect();
        keys.sort_by_key(|key| key.kind);
        keys
    }

    /// The readings of the money that the header allows; a currency in the header of the money is that of the table.
    fn add_money(&self, plan: &mut TablePlan) {
        let readings: Vec<MoneyReading> = self.table.money.iter().filter_map(|money| self.reading(money)).collect();
        let field = if plan.role == Role::Payouts { Field::TotalPayout } else { Field::Revenue };
        if let Some(first) = readings.first() {
            plan.fields.retain(|filled| filled.field != field);
            plan.fields.push(FieldPlan { field, from: From::Column(first.column), how: ColumnMatch::Exact });
        }
        let of_header = plan.column_of(field).and_then(|at| currency(&self.header.headers[at]));
        let fixed = self.table.fixed_currency.as_ref().map(|code| code.get_ref().clone());
        plan.fixed_currency = fixed.or(of_header.map(str::to_owned));
        if readings.len() > 1 {
            plan.money_readings = readings;
        }
    }

    fn reading(&self, money: &MoneyFile) -> Option<MoneyReading> {
        let column = self.place(&money.column)?;
        Some(MoneyReading {
            value: money.value.get_ref().clone(),
            label: money.label.get_ref().clone(),
            column,
            less_refund: money.less_refund && self.optional(&self.table.refund).is_some(),
            currency: currency(&self.header.headers[column]).map(str::to_owned),
        })
    }

    fn values(&self, values: &ValuesFile) -> Option<(usize, Vec<String>)> {
        let texts = values.values.iter().map(|value| value.get_ref().clone()).collect();
        self.place(&values.column).map(|column| (column, texts))
    }

    fn optional(&self, name: &Option<Name>) -> Option<usize> {
        name.as_ref().and_then(|name| self.place(name))
    }

    fn place(&self, name: &Name) -> Option<usize> {
        self.shape.place(self.header, name)
    }
}
