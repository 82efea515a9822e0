//! Orders whose lines follow each other: the order's figures stand on its first line, its products on all of them.

use super::{
    super::tables::fields::Field,
    plan::{Grain, TablePlan},
    source::{View, cell},
};

/// Collects the lines of one order at a time.
pub(super) struct OrderLines {
    /// The column that names the order, where rows are lines of orders.
    key: Option<usize>,
    last: String,
    lines: Vec<Pending>,
    /// The order's money and where it is written.
    total: Option<i64>,
    revenue_at: Option<usize>,
    product_at: Option<usize>,
    /// The texts of the first line, which the others repeat but for product and figures.
    first: Vec<String>,
    orders_at: Option<usize>,
    /// An order's total stands on each of its lines.
    repeats_total: bool,
}

/// A line of the order that is being collected.
struct Pending {
    line: u64,
    product: String,
    weight: i64,
}

impl OrderLines {
    pub(super) fn new(table: &TablePlan, grain: Grain, repeats_total: bool) -> Self {
        let key = table.order_key.filter(|_| grain == Grain::OrderLine || repeats_total);
        Self {
            key,
            last: String::new(),
            lines: Vec::new(),
            total: None,
            revenue_at: None,
            product_at: None,
            first: Vec::new(),
            orders_at: None,
            repeats_total,
        }
    }

    /// Whether the lines of an order are collected at all.
    pub(super) fn collects(&self) -> bool {
        self.key.is_some()
    }

    /// Whether a row is a further line of the order above: the same key, or none, and no money of its own but the order's total again.
    pub(super) fn is_further(&self, view: &View<'_>, cells: &[&str]) -> bool {
        let Some(key) = self.key else { return false };
        let name = cell(cells, key);
        let is_same = !self.last.is_empty() && (name.is_empty() || name == self.last);
        let money = super::survey::money(view, cells, None);
        let repeats = self.repeats_total && self.total.is_some() && money.read() == self.total;
        is_same && (matches!(money, super::source::Value::Blank) || repeats)
    }

    /// Begins an order with its first line.
    pub(super) fn begin(
        &mut self,
        view: &View<'_>,
        line: u64,
        cells: &[&str],
        texts: Vec<String>,
        fields: &[Field],
        total: Option<i64>,
    ) {
        let at = |field: Field| fields.iter().position(|known| *known == field);
        (self.revenue_at, self.product_at, self.orders_at) =
            (at(Field::Revenue), at(Field::Product), at(Field::Orders));
        self.last = self.key.map_or("", |key| cell(cells, key)).to_owned();
        self.total = total;
        self.first = texts;
        self.lines.clear();
        self.add(view, line, cells);
    }

    /// An order that is left out: its further lines go with it.
    pub(super) fn skip(&mut self, cells: &[&str]) {
        self.last = self.key.map_or("", |key| cell(cells, key)).to_owned();
        self.lines.clear();
        self.total = None;
    }

    /// A line of the order; nothing where the order is left out.
    pub(super) fn add(&mut self, view: &View<'_>, line: u64, cells: &[&str]) {
        if self.first.is_empty() {
            return;
        }
        let weight = view.table.line_price.map_or(0, |column| {
            let price = view.amount_at(cells, column).read().unwrap_or(0).max(0);
            let quantity = view
                .table
                .line_quantity
                .map_or(1, |column| crate::parse::amounts::whole(cell(cells, column)).unwrap_or(1).max(0));
            price.saturating_mul(quantity)
        });
        self.lines.push(Pending { line, product: view.text(cells, Field::Product).into_owned(), weight });
    }

    /// The rows of the order that ends: its money shared over its products by their prices, its orders on the first.
    pub(super) fn take(&mut self) -> Vec<(u64, Vec<String>)> {
        let (first, lines) = (std::mem::take(&mut self.first), std::mem::take(&mut self.lines));
        let (Some(total), Some(revenue_at), Some(product_at)) = (self.total, self.revenue_at, self.product_at) else {
            return lines.into_iter().take(1).map(|line| (line.line, first.clone())).collect();
        };
        let weights: Vec<i64> = lines.iter().map(|line| line.weight).collect();
        let Some(parts) = definitions::shares(total, &weights) else {
            return lines.into_iter().take(1).map(|line| (line.line, first.clone())).collect();
        };
        let mut rows = Vec::new();
        for (at, (line, part)) in lines.iter().zip(parts).enumerate() {
            let mut texts = first.clone();
            texts[product_at].clone_from(&line.product);
            texts[revenue_at] = definitions::decimal(part);
            if let Some(orders_at) = self.orders_at.filter(|_| at > 0) {
                "0".clone_into(&mut texts[orders_at]);
            }
            rows.push((line.line, texts));
        }
        rows
    }
}
