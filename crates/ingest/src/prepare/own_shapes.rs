//! The user's own shapes: which of them fits a file, and the settled mapping of a file as one.

use crate::tables::{
    columns::ColumnMatch,
    fields::{Field, Role, fields_of},
};

use super::{
    Preparation, Surveyed,
    ask::Asking,
    decide,
    plan::{FieldPlan, FilePlan, From, Repeats, StatusMeaning, TablePlan},
    recognise::Recognised,
    shapes::{self, Shape, ShapeError, write},
    source::Source,
    statuses,
    survey::Facts,
};

/// What a client answers to leave a file's own shape aside: under [`OwnShape::answer_id`].
pub(crate) const NOT_BY_SHAPE: &str = "no";

/// A shape of the user that has the header of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnShape {
    /// Its stable name.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// The file is read by it; the user chose nothing else.
    pub is_used: bool,
}

impl OwnShape {
    /// What the answer `no` is filed under.
    pub fn answer_id(file: &str) -> String {
        format!("own_shape.{file}")
    }
}

/// How the columns of one file are understood, once everything about them is answered.
#[derive(Clone, Debug)]
pub(crate) struct ShapeDraft {
    headers: Vec<String>,
    plan: FilePlan,
}

impl ShapeDraft {
    /// Of a file that is read as it stands: its table, and of each column the header, the field of ours and how it was matched.
    pub(crate) fn of_columns<'c>(
        role: Role,
        columns: impl Iterator<Item = (&'c str, Option<&'c str>, ColumnMatch)>,
    ) -> Self {
        let (mut table, mut headers) = (TablePlan::new(role), Vec::new());
        for (at, (header, field, how)) in columns.enumerate() {
            let spec = fields_of(role).iter().find(|spec| Some(spec.header) == field);
            table.fields.extend(spec.map(|spec| FieldPlan { field: spec.field, from: From::Column(at), how }));
            headers.push(header.to_owned());
        }
        Self { headers, plan: FilePlan { tables: vec![table], ..FilePlan::default() } }
    }

    /// Whether a shape of it would feed something: a table without its money, its person or its post is none.
    pub(crate) fn feeds(&self, shape: &Shape) -> bool {
        !shape.plan(&self.headers).tables.is_empty()
    }

    /// As a shape of the user with a name.
    ///
    /// # Errors
    /// [`ShapeError`] where the header is larger than a shape may be.
    pub(crate) fn shape(&self, id: &str, title: &str) -> Result<Shape, ShapeError> {
        Shape::parse(&write::write(id, title, &self.headers, &self.plan))
    }
}

impl Preparation<'_> {
    /// The user's own shapes that a file may be read by, and the one of them that has its header.
    pub(super) fn own_shape_of(&self, file: &str, headers: &[String]) -> (&[Shape], Option<OwnShape>) {
        let Some(shape) = shapes::own_shape(headers, &self.shapes) else { return (&[], None) };
        let declined = self.asking.answers().get(&OwnShape::answer_id(file)).is_some_and(|no| no == NOT_BY_SHAPE);
        let own = OwnShape { id: shape.id().to_owned(), title: shape.title().to_owned(), is_used: !declined };
        (if declined { &[] } else { &self.shapes }, Some(own))
    }

    /// What the file became decides whether the shape was used: another table may have been chosen for it.
    pub(super) fn note_own_shape(&mut self, file: &str, own: Option<OwnShape>, found: &mut Recognised) {
        let Some(mut own) = own else { return };
        own.is_used &= match found {
            Recognised::Plan(plan) => plan.shape.as_ref() == Some(&own.id),
            Recognised::Income { title, .. } => *title == own.title,
            Recognised::Own | Recognised::Keys(_) | Recognised::Lacking(_) | Recognised::Refused(_) => false,
        };
        if let Recognised::Plan(plan) = found {
            plan.is_own_shape = own.is_used;
        }
        self.out.own_shapes.insert(file.to_owned(), own);
    }

    /// Keeps how every file is understood, for the user who saves it as a shape.
    pub(super) fn draft_shapes(&mut self, surveyed: &[Surveyed<'_>]) {
        for Surveyed { source, tables, .. } in surveyed {
            let mut plan = source.plan.clone();
            for (table, facts) in plan.tables.iter_mut().zip(tables) {
                let answered = answered(source, table, facts, &self.asking);
                settle(table, answered);
            }
            let draft = ShapeDraft { headers: source.sheet.headers().to_vec(), plan };
            self.out.shape_drafts.insert(source.upload.name.clone(), draft);
        }
    }
}

/// What was answered about one table, as far as a shape can say it.
#[derive(Default)]
struct Answered {
    /// The place of the reading of the money.
    reading: Option<usize>,
    /// Columns of cost that are no spend.
    no_costs: Vec<usize>,
    repeats: Option<Repeats>,
    status_words: Vec<(String, StatusMeaning)>,
}

/// What was answered about a table, as far as a shape can say it. What was not answered stays to be asked.
fn answered(source: &Source<'_>, table: &TablePlan, facts: &Facts, asking: &Asking<'_>) -> Answered {
    let reading = asking.answer(&decide::reading_id(source, table));
    let is_no_cost = |column: &&usize| asking.says(&decide::cost_id(source, **column), decide::LEAVE_OUT);
    let once = asking.answer(&decide::repeated_id(source, table));
    let decided = |word: &&String| asking.answer(&statuses::status_id(source, word)).is_some();
    Answered {
        reading: reading.and_then(|answer| table.money_readings.iter().position(|known| known.value == *answer)),
        no_costs: table.extra_costs.iter().filter(is_no_cost).copied().collect(),
        repeats: once.map(|answer| if answer == decide::ONCE { Repeats::OncePerPerson } else { Repeats::EachRow }),
        status_words: facts
            .status_words()
            .filter(decided)
            .map(|word| (word.clone(), statuses::meaning(source, table, word, asking)))
            .collect(),
    }
}

/// Puts what was answered in the place of what would be asked.
fn settle(table: &mut TablePlan, answered: Answered) {
    let Answered { reading, no_costs, repeats, status_words } = answered;
    if let Some(reading) = reading.map(|at| table.money_readings[at].clone()) {
        let is_money = |field: Field| matches!(field, Field::Revenue | Field::TotalPayout);
        let money = table.fields.iter_mut().find(|plan| is_money(plan.field));
        money.into_iter().for_each(|plan| plan.from = From::Column(reading.column));
        table.refund = table.refund.filter(|_| reading.less_refund);
        table.fixed_currency = reading.currency.or(table.fixed_currency.take());
        table.money_readings.clear();
    }
    table.extra_costs.retain(|column| !no_costs.contains(column));
    table.repeats = repeats.unwrap_or(table.repeats);
    for (word, meaning) in status_words {
        table.status_words.retain(|(known, _)| !known.eq_ignore_ascii_case(&word));
        table.status_words.push((word, meaning));
    }
}

impl Facts {
    /// Status words of the table, those without a text left out: a shape has no word for them.
    pub(super) fn status_words(&self) -> impl Iterator<Item = &String> {
        self.statuses.keys().filter(|word| !word.trim().is_empty())
    }
}

impl Asking<'_> {
    /// Whether a question has this answer, given now or for an earlier file with the same header.
    pub(super) fn says(&self, id: &str, answer: &str) -> bool {
        self.answer(id).is_some_and(|given| given == answer)
    }
}
