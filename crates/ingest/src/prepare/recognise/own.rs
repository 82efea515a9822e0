//! Our own schema: read as it stands where its header leaves nothing to ask.

use super::{
    super::super::{
        tables::columns::{Choices, ColumnMatch, Columns, fingerprint, role_of},
        tables::fields::{Field, Role, fields_of},
    },
    Seen,
    header::currency,
    lexicon::Meaning,
    table::Table,
    turned,
};

/// A list of rows that replace rows of another file.
pub(super) fn is_corrections_file(headers: &[String]) -> bool {
    ["_line", "_code"].iter().all(|name| headers.iter().any(|header| header == name))
}

/// Whether the file is of our own schema and nothing in it is doubtful.
pub(super) fn is_own(seen: &Seen<'_>) -> bool {
    let Some(role) = seen.role.or_else(|| role_of(seen.headers, seen.name, seen.form_field)) else { return false };
    let columns = Columns::match_headers(role, seen.headers, &Choices::new());
    let own = Own { seen, role, columns: &columns, table: &Table::of(seen) };
    columns.missing().is_empty() && own.is_certain()
}

struct Own<'a> {
    seen: &'a Seen<'a>,
    role: Role,
    columns: &'a Columns,
    table: &'a Table<'a>,
}

impl Own<'_> {
    fn is_certain(&self) -> bool {
        let is_guessed = (0..self.seen.headers.len()).any(|at| self.columns.held_at(at).1 == ColumnMatch::Guess);
        !is_guessed
            && !self.has_twin()
            && !self.is_generic()
            && !self.has_unit()
            && !turned::has_any(self.table, self.role)
            && match self.role {
                Role::Influencers => self.is_plain_roster(),
                Role::Tracking => self.is_plain_tracking(),
                Role::Payouts => self.is_plain_payouts(),
                Role::Posts => true,
            }
    }

    fn is_held_as(&self, field: Field, headers: &[&str]) -> bool {
        self.columns.place(field).is_some_and(|at| headers.contains(&self.plain(at).as_str()))
    }

    fn plain(&self, at: usize) -> String {
        fingerprint(&self.seen.headers[at..=at])
    }

    fn has(&self, meanings: &[Meaning]) -> bool {
        self.table.has(meanings)
    }

    /// Two columns have the header of one that is held.
    fn has_twin(&self) -> bool {
        let places = fields_of(self.role).iter().filter_map(|spec| self.columns.place(spec.field));
        let mut others = places.map(|at| (at, self.plain(at)));
        others.any(|(at, name)| (0..self.seen.headers.len()).any(|other| other != at && self.plain(other) == name))
    }

    /// A bare id, amount or quantity, a name in place of an id, or the value of an order.
    fn is_generic(&self) -> bool {
        let is_roster = self.role == Role::Influencers;
        (!is_roster && self.is_held_as(Field::Influencer, &["id", "influencer"]))
            || self.is_held_as(Field::Revenue, &["order_value", "amount"])
            || self.is_held_as(Field::Orders, &["quantity", "units"])
            || self.is_held_as(Field::TotalPayout, &["amount"])
    }

    /// A unit or currency that the header or a row below it says of an amount or a count.
    fn has_unit(&self) -> bool {
        let is_said = |at: usize| {
            let unit = self.seen.units.get(at).is_some_and(|unit| !unit.trim().is_empty());
            unit || currency(&self.seen.headers[at]).is_some()
        };
        let measured = [Field::Revenue, Field::Orders, Field::TotalPayout, Field::Rate, Field::Followers, Field::Reach];
        measured.into_iter().filter_map(|field| self.columns.place(field)).any(is_said)
    }

    /// Keys of sales and payments beside the people are more than our own roster holds.
    fn is_plain_roster(&self) -> bool {
        use Meaning::{
            AffiliateId, Buyer, Code, Commission, Creator, CreatorEmail, Email, Fee, Handle, OrderId, OrderTotal,
            Payout, Profile, Revenue, Spend, UtmCampaign, UtmContent, UtmSource,
        };
        const MORE: [Meaning; 17] = [
            AffiliateId,
            Buyer,
            Code,
            Commission,
            CreatorEmail,
            Email,
            Fee,
            Handle,
            OrderId,
            OrderTotal,
            Payout,
            Profile,
            Revenue,
            Spend,
            UtmCampaign,
            UtmContent,
            UtmSource,
        ];
        let is_ignored = |at: usize| self.columns.held_at(at).1 == ColumnMatch::Ignored;
        let has_second_name = self.table.listed(&[Creator]).into_iter().any(is_ignored);
        let is_aliased = (0..self.seen.headers.len()).any(|at| is_ignored(at) && self.table.holds_keys(at));
        let has_more = self.has(&MORE) || !self.table.guessed(&[Code]).is_empty();
        !has_more && !has_second_name && !is_aliased
    }

    fn is_plain_tracking(&self) -> bool {
        use Meaning::{
            CancelledOrders, Category, Commission, Currency, Fee, Followers, GrossSales, NetSales, OrderDate,
            OrderStatus, OrderTotal, OtherDate, Payout, Refund, Revenue, Status, Subtotal,
        };
        const DOUBTFUL: [Meaning; 11] = [
            CancelledOrders,
            Category,
            Commission,
            Currency,
            Fee,
            Followers,
            OrderStatus,
            OtherDate,
            Payout,
            Refund,
            Status,
        ];
        const MONEY: [Meaning; 5] = [Revenue, NetSales, GrossSales, OrderTotal, Subtotal];
        let is_turned = !self.table.guessed(&[Refund, CancelledOrders]).is_empty();
        let seconds = self.table.listed(&MONEY).len() > 1 || self.table.listed(&[OrderDate, Meaning::Date]).len() > 1;
        !self.has(&DOUBTFUL) && !is_turned && !seconds && !self.has_order_lines()
    }

    /// Rows of one order stand together: its figures may stand on the first of them only.
    fn has_order_lines(&self) -> bool {
        let Some(order) = self.table.first(&[Meaning::OrderId]) else { return false };
        let cell = |row: &Vec<String>| row.get(order).map_or(String::new(), |cell| cell.trim().to_owned());
        self.seen.samples.windows(2).any(|rows| !cell(&rows[0]).is_empty() && cell(&rows[0]) == cell(&rows[1]))
    }

    /// A second amount is doubtful where the file is not ours from basis to total.
    fn is_plain_payouts(&self) -> bool {
        use Meaning::{Commission, Currency, ExtraCost, Fee, OrderStatus, Payout, PayoutStatus, Spend, Status};
        let has_rate = self.columns.place(Field::Basis).is_some() && self.columns.place(Field::Rate).is_some();
        let total = self.columns.place(Field::TotalPayout);
        let others = |meanings: &[Meaning]| self.table.listed(meanings).iter().any(|at| Some(*at) != total);
        // A total of all costs beside the cost that it includes is no further reading of our own total.
        let (has_spend, has_extra) = (others(&[Spend]), others(&[ExtraCost]));
        let is_included = has_rate && has_spend && has_extra;
        let has_second = others(&[Payout, Fee, Commission]) || ((has_spend || has_extra) && !is_included);
        let has_status = self.has(&[Currency, OrderStatus, PayoutStatus, Status]);
        let is_derived = total.is_none() && self.has_unknown_amount();
        !has_status && !has_second && !is_derived
    }

    /// Without a total, a column of figures that no list knows may be it.
    fn has_unknown_amount(&self) -> bool {
        let is_open =
            |at: usize| self.columns.held_at(at).1 == ColumnMatch::Ignored && self.table.meaning(at).is_none();
        let is_figure = |cell: &str| cell.chars().any(|letter| letter.is_ascii_digit());
        let holds = |at: usize| self.table.cells(at).next().is_some() && self.table.cells(at).all(is_figure);
        (0..self.seen.headers.len()).any(|at| is_open(at) && holds(at))
    }
}
