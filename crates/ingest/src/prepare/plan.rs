//! What the columns of one file feed: the meeting point of shapes, recognition by words, and the user's own mapping.

use serde::{Deserialize, Serialize};

use super::super::tables::fields::{Field, Role};

/// How the rows of one file become rows of our tables.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct FilePlan {
    /// The id of the shape that was recognised; nothing for a plan made from words.
    pub(crate) shape: Option<String>,
    /// What people call the known export.
    pub(crate) title: Option<String>,
    /// The shape is one of the user's own.
    pub(crate) is_own_shape: bool,
    /// What one row of the file is.
    pub(crate) grain: Grain,
    /// The tables it feeds; the first one is the file's role in the report.
    pub(crate) tables: Vec<TablePlan>,
    /// Columns with personal data of buyers: blanked in the kept original, read nowhere.
    pub(crate) personal: Vec<usize>,
    /// What only the user can decide about the columns.
    pub(crate) uncertain_columns: Vec<UncertainColumn>,
    /// Sentences for the report: what was understood without a question.
    pub(crate) notes: Vec<String>,
}

/// What one row stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Grain {
    /// Sums of some orders, or one row of a list: nothing is counted by rows. Without a column of orders there are none.
    #[default]
    Sums,
    /// One order, or one line of it with money of its own: without a column of orders each row, or each distinct order key, is one.
    Order,
    /// One line of an order: order figures stand on its first line, lines of one order stand together.
    OrderLine,
}

/// One table fed by a file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TablePlan {
    pub(crate) role: Role,
    pub(crate) fields: Vec<FieldPlan>,
    /// Columns that show who sold or was paid, in the order of precedence; empty where [`Field::Influencer`] is filled directly.
    /// Of the roster: the columns of aliases beside the id and the name.
    pub(crate) keys: Vec<KeyColumn>,
    /// Names one order, of [`Grain::Order`] and [`Grain::OrderLine`].
    pub(crate) order_key: Option<usize>,
    /// Holds the status of a sale or payment.
    pub(crate) status: Option<usize>,
    /// Words of this shape that mean something else than in the word lists: `("transferred", Counts)`.
    pub(crate) status_words: Vec<(String, StatusMeaning)>,
    /// Holds the currency code of each row.
    pub(crate) currency: Option<usize>,
    /// A currency that the header or the preamble says for the whole column: `Amount spent (USD)`.
    pub(crate) fixed_currency: Option<String>,
    /// Holds how much of the sale was given back; taken off the revenue.
    pub(crate) refund: Option<usize>,
    /// Only rows whose cell in this column is one of these values (compared without case) feed the table.
    pub(crate) only: Option<(usize, Vec<String>)>,
    /// Rows whose cell in such a column is one of its values (compared without case) are left out, reported with their money.
    pub(crate) left_out: Vec<(usize, Vec<String>)>,
    /// Rows without any owned key feed nothing (ads that name no influencer), reported.
    pub(crate) only_owned: bool,
    /// The whole spend or sale has the opposite sign in this file (a bank statement shows money paid as negative).
    pub(crate) outgoing_is_negative: bool,
    /// Of payments whose cells say Dr and Cr: those with Cr are money that came in.
    pub(crate) credit_comes_in: bool,
    /// Another reading of the money column with its own label: asked once with both sums.
    /// The proposed one first; it is what the fields and `refund` say. Empty where there is only one reading.
    pub(crate) money_readings: Vec<MoneyReading>,
    /// Of an order line: the price of one piece and how many there are, by which an order's money is shared over its products.
    pub(crate) line_price: Option<usize>,
    pub(crate) line_quantity: Option<usize>,
    /// Columns of cost beside the fee (gifts, product cost, boosts): asked whether they are part of the spend.
    pub(crate) extra_costs: Vec<usize>,
    /// How often the rows of one person count.
    pub(crate) repeats: Repeats,
    /// Feeds the table only where no other file does: a roster taken from sales.
    pub(crate) only_if_missing: bool,
}

impl TablePlan {
    /// A table that nothing feeds yet.
    pub(crate) fn new(role: Role) -> Self {
        Self {
            role,
            fields: Vec::new(),
            keys: Vec::new(),
            order_key: None,
            status: None,
            status_words: Vec::new(),
            currency: None,
            fixed_currency: None,
            refund: None,
            only: None,
            left_out: Vec::new(),
            only_owned: false,
            outgoing_is_negative: false,
            credit_comes_in: false,
            money_readings: Vec::new(),
            line_price: None,
            line_quantity: None,
            extra_costs: Vec::new(),
            repeats: Repeats::EachRow,
            only_if_missing: false,
        }
    }

    /// The column that fills a field, where one column does.
    pub(crate) fn column_of(&self, field: Field) -> Option<usize> {
        let plan = self.fields.iter().find(|plan| plan.field == field)?;
        if let From::Column(column) = plan.from { Some(column) } else { None }
    }
}

/// How often the rows of one person count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Repeats {
    /// Each row by itself.
    #[default]
    EachRow,
    /// The table repeats a person on each of its sales: the first row of each person counts.
    OncePerPerson,
    /// Where all rows of a person hold the same amount it may stand for one payment: asked once, proposed as one.
    Asked,
}

/// What a status word of a shape means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum StatusMeaning {
    Counts,
    /// Counts, and the report says that it may still change.
    Pending,
    LeftOut,
    /// Net of the refund where a column says how much, else left out.
    NetOfRefund,
}

/// One reading of a file's money: which column, and how it is called.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct MoneyReading {
    /// Stable, for answers: `total`, `subtotal`, `net_sales`.
    pub(crate) value: String,
    pub(crate) label: String,
    pub(crate) column: usize,
    /// Less what the refund column says.
    pub(crate) less_refund: bool,
    /// The currency that its header names: `revenue_usd`.
    pub(crate) currency: Option<String>,
}

/// One field of a table and where its value comes from.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FieldPlan {
    pub(crate) field: Field,
    pub(crate) from: From,
    pub(crate) how: crate::tables::columns::ColumnMatch,
}

/// Where the value of a field comes from.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum From {
    Column(usize),
    /// The same value in every row.
    Constant(String),
    /// Several columns joined by a blank: first and last name.
    Joined(Vec<usize>),
    /// The part of a cell after a word: `utm_content` of a note attribute or an address.
    Parameter {
        column: usize,
        name: String,
    },
}

/// A column that says who sold or was paid.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct KeyColumn {
    pub(crate) column: usize,
    pub(crate) kind: KeyKind,
    /// The cell holds text in which an owned code or name may stand: the name of a campaign or an ad.
    pub(crate) is_contained: bool,
    /// Only this part of the cell: `utm_content` of a note attribute.
    pub(crate) parameter: Option<String>,
}

/// What kind of key a column holds, in the order of precedence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum KeyKind {
    Code,
    UtmContent,
    UtmCampaign,
    UtmSource,
    AffiliateId,
    Handle,
    Email,
    Name,
}

/// Something about the columns that only the user can decide.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct UncertainColumn {
    pub(crate) role: Role,
    pub(crate) field: Field,
    /// Candidate columns, the proposed one first; nothing stands for "no column holds it".
    pub(crate) candidates: Vec<Option<usize>>,
    /// Why it is asked, as a sentence: "\"Refunded revenue\" may be what was given back, not what was sold."
    pub(crate) why: String,
}

/// A file, or a part of one, that cannot be used, with the way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// The line it is about; nothing for the whole file.
    pub(crate) line: Option<u64>,
    /// The header of the column it is about; empty for the whole file.
    pub(crate) column: String,
    pub(crate) found: String,
    pub(crate) expected: String,
    pub(crate) fix: String,
    /// The reader of plain files finds the same and says it with its own code.
    pub(crate) is_known_to_reader: bool,
}

impl Refusal {
    /// As an issue of its file.
    pub(crate) fn example(self) -> crate::report::issues::Example {
        let Self { line, column, found, expected, fix, is_known_to_reader: _ } = self;
        crate::report::issues::Example { line: line.unwrap_or(0), column, found, expected, fix }
    }
}
